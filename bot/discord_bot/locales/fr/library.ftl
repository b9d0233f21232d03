# La bibliothèque : ajouter, lister, retirer.

## Commands
cmd-library = bibliothèque
cmd-library-about = Ajouter des articles à la bibliothèque et voir ce qu’elle contient
cmd-library-add = ajouter
cmd-library-add-about = Ajouter des articles depuis un fichier, ou par lien ou identifiant
cmd-library-add-opt-file = fichier
cmd-library-add-opt-file-about = PDF, BibTeX, RIS, CSV, JSON Lines ou une page enregistrée
cmd-library-add-opt-papers = articles
cmd-library-add-opt-papers-about = Liens, identifiants arXiv ou DOI
cmd-library-list = liste
cmd-library-list-about = Parcourir la bibliothèque
cmd-library-list-opt-sort = tri
cmd-library-list-opt-sort-about = L’ordre de la liste
cmd-library-list-sort-added = Derniers ajouts d’abord
cmd-library-list-sort-published = Les plus récents d’abord
cmd-library-list-sort-title = Par titre
cmd-library-list-opt-category = catégorie
cmd-library-list-opt-category-about = Commence à taper un nom ou un code, par exemple cs.CV
cmd-library-stats = statistiques
cmd-library-stats-about = Compter les articles, les années, les catégories et les sources
cmd-library-remove = retirer
cmd-library-remove-about = Retirer un article (réservé aux gestionnaires du serveur)
cmd-library-remove-opt-paper = article
cmd-library-remove-opt-paper-about = Commence à taper un titre, ou donne un identifiant, un lien ou un DOI
cmd-add-papers = Ajouter les articles du message

## Adding
library-add-nothing = Il n’y a rien à ajouter.
library-add-nothing-todo = Joins un fichier (PDF, BibTeX, RIS, CSV, JSON Lines ou une page enregistrée de Hugging Face Papers), ou donne des liens ou des identifiants.
library-no-reference = Je n’y ai trouvé ni lien, ni identifiant arXiv, ni DOI.
library-no-reference-todo = Sépare-les par des espaces, ou joins un fichier avec les articles.
library-message-nothing = Ce message n’a pas de fichier joint et ne cite aucun article par lien, identifiant arXiv ou DOI.
library-message-nothing-todo = Choisis un message avec un lien, un identifiant arXiv ou un DOI, ou avec un fichier joint (PDF, BibTeX, RIS, CSV, JSON Lines ou une page enregistrée).
library-too-large = Le fichier { $name } est trop gros pour être ajouté ici.
library-too-large-todo = Joins des fichiers d’au plus { $megabytes } Mo ; l’exploitant du bot peut en ajouter de plus gros avec « footnote ingest file ».
library-not-received = Discord n’a pas remis le fichier { $name }.
library-not-received-todo = Joins-le à nouveau.
library-compressed = Le fichier { $name } est compressé.
library-compressed-todo = Décompresse-le et joins ce qu’il contient.
library-not-papers =
    { $kind ->
        [picture] Le fichier { $name } est une image.
        [recording] Le fichier { $name } est un enregistrement audio ou vidéo.
        [document] Le fichier { $name } est un document mis en forme.
        [archive] Le fichier { $name } est une archive.
        [database] Le fichier { $name } est une base de données.
       *[other] Le fichier { $name } n’est pas du texte.
    }
library-not-papers-todo = Donne plutôt le lien arXiv ou DOI de l’article, ou joins l’article en PDF ou un fichier qui le décrit : BibTeX, RIS, CSV, JSON Lines ou une page enregistrée de Hugging Face Papers.
library-not-a-pdf = Le fichier { $name } porte le nom d’un PDF, mais n’en est pas un.
library-not-a-pdf-todo = Ouvre-le dans le programme qui l’a créé, puis enregistre-le en PDF.
library-busy = Trop de fichiers attendent d’être lus.
library-busy-todo = Réessaie dans quelques minutes.
library-too-slow = La lecture du fichier { $name } a pris trop de temps et a été arrêtée.
library-too-slow-todo = Il est peut-être trop gros ou trop profondément imbriqué. Joins-le en plus petites parties, ou en JSON Lines.
library-unreadable = Le fichier { $name } n’a pas pu être lu : il demandait trop de mémoire, ou il est endommagé.
library-unreadable-todo = Vérifie qu’il est complet, et joins-le en plus petites parties, ou en JSON Lines.
library-rate = Tu ajoutes des articles plus vite que Footnote ne peut les traiter.
library-rate-todo = Réessaie dans une minute.
library-quota =
    { $scope ->
        [user] Une personne peut ajouter { $most } notices par jour. Aujourd’hui, il t’en reste { $left }.
       *[server] Un serveur peut ajouter { $most } notices par jour. Aujourd’hui, il en reste { $left } à celui-ci.
    }
library-quota-todo =
    { $count ->
        [0] { "" }
        [one] Ta notice n’a pas été ajoutée.{ " " }
       *[other] Aucune de tes { $count } notices n’a été ajoutée.{ " " }
    }La journée commence à minuit UTC. L’exploitant de Footnote peut ajouter des fichiers plus gros avec `footnote ingest`.
library-added =
    { $count ->
        [one] { $count } article ajouté
       *[other] { $count } articles ajoutés
    }
library-nothing-new = Rien de nouveau ici
library-turned-away = Un envoi ne peut pas modifier ce que la bibliothèque contient déjà
library-not-taken = « { $title } », ignoré : { $fields }. { $why }
library-not-taken-more =
    { $count ->
        [one] { $count } autre article n’a été repris qu’en partie
       *[other] { $count } autres articles n’ont été repris qu’en partie
    }
library-held-service = La bibliothèque a obtenu cet article de sa source ; un envoi n’y change rien.
library-held-operator = L’exploitant du bot a importé cet article ; un envoi n’y change rien.
library-held-starter = Cet article est fourni avec Footnote ; un envoi n’y change rien.
library-held-member = Cet article a déjà été envoyé ; un nouvel envoi ne fait que combler les lacunes.
library-held-unknown = La bibliothèque a déjà cet article ; un envoi n’y change rien.
library-held-nobody = Un envoi ne peut pas définir cela.
library-updated =
    { $count ->
        [one] { $count } article mis à jour
       *[other] { $count } articles mis à jour
    }
library-unchanged =
    { $count ->
        [one] { $count } y était déjà
       *[other] { $count } y étaient déjà
    }
library-more =
    { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }
library-rejected =
    { $count ->
        [one] { $count } notice n’a pas pu être lue
       *[other] { $count } notices n’ont pas pu être lues
    }
library-rejected-line = Ligne { $line } : { $reason }
library-cut =
    { $count ->
        [one] { $count } article dépasse la longueur permise et a été raccourci
       *[other] { $count } articles dépassent la longueur permise et ont été raccourcis
    }
library-cut-paper = « { $title } » : { $fields }
library-field =
    { $field ->
        [title] titre
        [abstract] résumé
        [authors] auteurs
        [categories] catégories
        [source] source
        [url] lien
        [doi] DOI
        [paper_id] identifiant
       *[extra] autres informations
    }
library-known =
    { $count ->
        [one] Cet article est déjà dans la bibliothèque
       *[other] Ces { $count } articles sont déjà dans la bibliothèque
    }
library-not-fetched =
    { $count ->
        [one] { $count } n’a pas pu être récupéré
       *[other] { $count } n’ont pas pu être récupérés
    }
library-more-references = J’en ajoute jusqu’à { $most } à la fois ; j’ai ignoré le reste.

## Whole papers
library-pdf-off = Le fichier { $name } est un PDF, et les articles entiers ne sont pas lus ici.
library-pdf-off-todo = Donne plutôt le lien arXiv ou DOI de l’article. L’exploitant du bot peut autoriser les PDF (FOOTNOTE_FULL_TEXT).
library-pdf-erased = Pendant que je lisais { $name }, tu as fait effacer tes données ; je n’ai donc pas conservé ce fichier.
library-pdf-erased-todo = Joins-le à nouveau si tu veux l’ajouter à la bibliothèque.
library-pdf-refused =
    { $reason ->
        [damaged] Le PDF { $name } est endommagé.
        [empty] Le PDF { $name } ne contient pas de texte suivi.
        [encrypted] Le PDF { $name } est protégé par un mot de passe.
        [fonts] Les polices du PDF { $name } ne disent pas quelles lettres elles dessinent, ou en nomment d’autres.
        [large] Le PDF { $name } est trop gros.
        [long] Le PDF { $name } est trop long pour un article.
        [scan] Le PDF { $name } est numérisé : ses pages sont des images. Le texte qu’une reconnaissance de texte (OCR) a caché derrière n’est pas lu, car personne ne peut voir s’il est juste.
        [slow] La lecture du PDF { $name } a pris trop de temps et a été arrêtée.
       *[other] Le PDF { $name } n’a pas pu être lu : il demandait trop de mémoire, ou il est endommagé.
    }
library-pdf-refused-todo =
    { $reason ->
        [damaged] Vérifie qu’il est complet, puis joins-le à nouveau.
        [encrypted] Enregistre-le sans mot de passe et joins cette version.
        [large] Joins un PDF d’au plus { $megabytes } Mo.
        [long] Joins un PDF d’un seul article ou chapitre.
        [scan] Joins le PDF de l’éditeur ou des auteurs, ou donne le lien arXiv ou DOI de l’article.
       *[other] Joins une autre version de l’article, ou donne son lien arXiv ou DOI.
    }
library-reading = Lecture de { $name }…
library-reading-waiting =
    { $count ->
        [0] C’est le prochain.
        [one] 1 fichier passe avant lui.
       *[other] { $count } fichiers passent avant lui.
    }
library-reading-pages = { $done } pages lues sur { $count }
library-reading-passages = Toutes les pages sont lues ; { $done } passages indexés sur { $count }
library-text-added = Texte intégral d’un article ajouté
library-text-shared = partagé par { $name }
library-text-known = Le texte intégral de cet article est déjà dans la bibliothèque
library-text-size = Pages : { $pages } · passages : { $passages }
library-text-first-pages = Il est long : seules les { $most } premières pages ont été lues.
library-text-unread-pages = Pages qui sont des images ou sont endommagées, et n’ont pas pu être lues : { $pages }
library-text-unread-tables = Tableaux qui sont des images et n’ont pas pu être lus : { $tables }
library-text-place = Seul ce serveur voit son texte.
library-text-ask = Pose tes questions à son sujet avec /{ cmd-ask } et l’option « { cmd-opt-paper } ».
library-texts-fetching = Le texte intégral sera ajouté si PubMed Central ou arXiv le propose.
library-texts-read =
    { $count ->
        [one] Le texte intégral d’un article est dans la bibliothèque
       *[other] Les textes intégraux de { $count } articles sont dans la bibliothèque
    }
library-texts-later =
    { $count ->
        [one] Un service qui a peut-être le texte intégral d’un article est en panne ; je le lui redemanderai d’ici demain
       *[other] Un service qui a peut-être les textes intégraux de { $count } articles est en panne ; je les lui redemanderai d’ici demain
    }
library-texts-missing =
    { $count ->
        [one] Le texte intégral d’un article n’a pu être obtenu ni de PubMed Central ni d’arXiv
       *[other] Les textes intégraux de { $count } articles n’ont pu être obtenus ni de PubMed Central ni d’arXiv
    }
library-title-needed = La première page de { $name } ne dit pas son titre.
library-title-needed-todo = Donne le titre, et l’article sera ajouté sous ce titre.
library-title-button = Donner le titre
library-title-field = Titre de l’article
library-title-empty = Il manque un titre.
library-title-empty-todo = Appuie à nouveau sur le bouton et saisis le titre de l’article.

## Shared links
library-shared =
    { $count ->
        [one] Partagé par { $name } : { $count } article ajouté
       *[other] Partagé par { $name } : { $count } articles ajoutés
    }
library-shared-nothing = Partagé par { $name } : aucun article n’a pu être ajouté
library-shared-too-many = Trop d’articles sont partagés ici en même temps.
library-shared-too-many-todo = Ajoute les autres plus tard par le menu du message, sous Applications : « { cmd-add-papers } ».

## The list
library-list =
    { $count ->
        [one] { $count } article dans la bibliothèque
       *[other] { $count } articles dans la bibliothèque
    }
library-forgotten = Cette liste a expiré.
library-forgotten-todo = Relance /{ cmd-library } { cmd-library-list }.

## Counts
library-stock =
    { $count ->
        [one] { $count } article dans la bibliothèque
       *[other] { $count } articles dans la bibliothèque
    }
library-stock-abstracts =
    { $count ->
        [one] { $count } a un résumé
       *[other] { $count } ont un résumé
    }
library-stock-uploads =
    { $count ->
        [one] { $count } a été envoyé par un membre de ce serveur
       *[other] { $count } ont été envoyés par les membres de ce serveur
    }
library-stock-whole =
    { $count ->
        [one] { $count } a son texte intégral ({ $passages } passages)
       *[other] { $count } ont leur texte intégral ({ $passages } passages)
    }
library-stock-waiting =
    { $count ->
        [one] { $count } article attend d’être indexé ; la recherche ne le voit pas encore
       *[other] { $count } articles attendent d’être indexés ; la recherche ne les voit pas encore
    }
library-stock-indexed = Tous sont indexés.
library-stock-years = Années
library-stock-earlier = avant
library-stock-undated = sans date
library-stock-categories = Catégories
library-stock-sources = Sources
library-stock-count = { $name } ({ $count })
library-grown =
    { $count ->
        [0] Dernière importation automatique { $when } : rien de nouveau
        [one] Dernière importation automatique { $when } : { $count } nouvel article
       *[other] Dernière importation automatique { $when } : { $count } nouveaux articles
    }
library-grown-never = Pas encore d’importation automatique.
library-growth-failing = { $name } ne fonctionne plus ; dernier succès { $when }. Prochain essai { $due }.
library-growth-failing-always = { $name } n’a pas encore fonctionné. Prochain essai { $due }.
library-growth-incident = Voir le journal : incident { $incident }

## Removing
library-removed = Retiré de la bibliothèque
library-removed-with-text = Le texte intégral est aussi supprimé. L’annulation ne rétablit que la notice ; pour le texte, ajoute de nouveau le fichier.
library-text-removed = Le texte intégral a été retiré de ce serveur
library-shared-by-servers = D’autres serveurs partagent cette bibliothèque ; ses articles ne peuvent donc pas être retirés d’ici.
library-shared-by-servers-todo = L’exploitant du bot peut les retirer, ou le permettre aux gestionnaires de ce serveur (FOOTNOTE_LIBRARY_SERVERS).

## Undoing
library-button-undo = Annuler
library-undone = Annulé. La bibliothèque est comme avant.
library-undone-but-text = Il n’y manque que le texte intégral : ajoute de nouveau le fichier.
library-undo-changed = Ces articles ont changé depuis ; cela ne peut plus être annulé.
library-undo-not-yours = Seules la personne qui l’a fait et celles qui gèrent ce serveur peuvent l’annuler.
