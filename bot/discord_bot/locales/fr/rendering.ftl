# Le texte autour des réponses, des articles et des listes.

## Réponses
rendering-thinking = Je cherche dans la bibliothèque…
rendering-reading =
    { $read ->
        [paper]
        { $papers ->
            [one] Je lis un article…
           *[other] Je lis { $papers } articles…
        }
       *[abstract]
        { $papers ->
            [one] Je lis un résumé…
           *[other] Je lis { $papers } résumés…
        }
    }
rendering-waiting =
    { $before ->
        [0] Ta question est la prochaine dans la file.
        [one] Il y a une question avant la tienne dans la file.
       *[other] Il y a { $before } questions avant la tienne dans la file.
    }
rendering-writing = J’écris encore…
rendering-nothing-supported =
    { $read ->
        [paper] Aucune phrase n’était étayée par les articles.
       *[abstract] Aucune phrase n’était étayée par les résumés.
    }
rendering-quoted =
    { $read ->
        [accounts] Citations (sans modèle de langage)
        [paper] Citations des articles (sans modèle de langage)
       *[abstract] Citations des résumés (sans modèle de langage)
    }
rendering-quoted-instead =
    { $read ->
        [accounts] Citations
        [paper] Citations des articles
       *[abstract] Citations des résumés
    }
rendering-accounts = Textes écrits pour Footnote ; les liens mènent aux résumés des auteurs.
rendering-section-cut = La section est trop longue pour le modèle de langage, qui n’en a lu qu’une partie.
rendering-from-catalog = D’après les notices de la bibliothèque
rendering-fell =
    { $read ->
        [paper]
            { $how ->
                [declined] Le modèle de langage a refusé de répondre ; voici des citations des articles.
                [too-long] C’était trop long pour le modèle de langage ; voici des citations des articles.
                [strayed] Les articles n’étayaient pas l’ébauche du modèle de langage ; en voici des citations.
                [over-budget] La limite d’utilisation de l’IA pour aujourd’hui est atteinte ; voici des citations des articles.
                [partly] Là où les articles n’étayaient pas l’ébauche du modèle de langage, ce sont des citations qui en sont tirées.
               *[failed] Le modèle de langage n’a pas répondu ; voici des citations des articles.
            }
       *[abstract]
            { $how ->
                [declined] Le modèle de langage a refusé de répondre ; voici des citations des résumés.
                [too-long] C’était trop long pour le modèle de langage ; voici des citations des résumés.
                [strayed] Les résumés n’étayaient pas l’ébauche du modèle de langage ; en voici des citations.
                [over-budget] La limite d’utilisation de l’IA pour aujourd’hui est atteinte ; voici des citations des résumés.
                [partly] Là où les résumés n’étayaient pas l’ébauche du modèle de langage, ce sont des citations qui en sont tirées.
               *[failed] Le modèle de langage n’a pas répondu ; voici des citations des résumés.
            }
    }
rendering-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
rendering-left-out =
    { $count ->
        [one] { $count } phrase non étayée omise
       *[other] { $count } phrases non étayées omises
    }
rendering-struck =
    { $count ->
        [one] { $count } phrase non étayée barrée
       *[other] { $count } phrases non étayées barrées
    }
rendering-withheld =
    { $count ->
        [one] { $count } phrase masquée
       *[other] { $count } phrases masquées
    }
rendering-unverified = non vérifiée
rendering-searched = Recherche effectuée : { $question }

## La ligne au-dessus d’une réponse
rendering-lead =
    { $key ->
        [nearest] **Ce qui s’en approche le plus :**
        [best-papers] **Les { $count } articles** les plus pertinents ; pour en voir plus : /{ cmd-search } { $value }
        [not-compared] **Aucun article** de la bibliothèque ne semble être « { $value } » ; il n’y a donc rien à comparer.
        [no-papers] **Aucun article** de la bibliothèque ne porte sur ce sujet.
        [no-limitation]
            { $title }
            { "" }**{ $read ->
                [paper] Aucune limite n’a été trouvée dans l’article.
               *[abstract] Aucune limite n’a été trouvée dans le résumé.
            }**
        [no-future-work]
            { $title }
            { "" }**{ $read ->
                [paper] Aucune perspective n’a été trouvée dans l’article.
               *[abstract] Aucune perspective n’a été trouvée dans le résumé.
            }**
        [authors]
            { $title }
            Par { $value }
        [published]
            { $title }
            Publication : { $value }
        [venue]
            { $title }
            Paru dans : { $value }
        [link]
            { $title }
            { $value }
        [categories]
            { $title }
            Catégories : { $value }
        [records] Articles dont il peut s’agir :
        [paper-count]
            { $count ->
                [0] La bibliothèque ne contient **aucun article**.
                [one] La bibliothèque contient **un article**.
               *[other] La bibliothèque contient **{ $count } articles**.
            }
        [papers-of-year]
            { $count ->
                [0] La bibliothèque ne contient **aucun article** de { $value }.
                [one] La bibliothèque contient **un article** de { $value } :
               *[other] La bibliothèque contient **{ $count } articles** de { $value } :
            }
        [papers-of-author]
            { $count ->
                [0] La bibliothèque ne contient **aucun article** écrit par { $value }.
                [one] La bibliothèque contient **un article** écrit par { $value } :
               *[other] La bibliothèque contient **{ $count } articles** écrits par { $value } :
            }
        [papers-with-title]
            { $count ->
                [0] **Aucun titre** ne contient « { $value } ».
                [one] **Un titre** contient « { $value } » :
               *[other] **{ $count } titres** contiennent « { $value } » :
            }
        [newest]
            { $count ->
                [one] L’article le plus récent de la bibliothèque :
               *[other] Les articles les plus récents de la bibliothèque :
            }
            { $title }
            Publication : { $value }
        [oldest]
            { $count ->
                [one] L’article le plus ancien de la bibliothèque :
               *[other] Les articles les plus anciens de la bibliothèque :
            }
            { $title }
            Publication : { $value }
        [library]
            { $count ->
                [one] La bibliothèque contient **un article** : { $value }
               *[other] La bibliothèque contient **{ $count } articles** : { $value }
            }
        [newest-papers] Les articles les plus récents de la bibliothèque :
        [oldest-papers] Les articles les plus anciens de la bibliothèque :
        [not-dated] Aucun article de la bibliothèque n’a de date.
        [not-recorded]
            { $title }
            La bibliothèque n’a pas cette information.
        [greeting]
            👋 Bonjour ! Je réponds aux questions à partir des articles de cette bibliothèque.
            Par exemple : *{ $value }*
        [thanks]
            Avec plaisir ! Pose-moi d’autres questions quand tu veux.
            Par exemple : *{ $value }*
        [goodbye] 👋 À bientôt ! La bibliothèque reste ouverte.
        [help]
            { $count ->
                [one] Je réponds aux questions à partir du seul article de cette bibliothèque et cite une source pour chaque phrase.
               *[other] Je réponds aux questions à partir des { $count } articles de cette bibliothèque et cite une source pour chaque phrase.
            } Je sais aussi lister et comparer des articles, en résumer un et publier un digest quotidien.
            Par exemple : *{ $value }*
        [no-question]
            Je ne réponds qu’aux questions sur les articles de cette bibliothèque.
            Par exemple : *{ $value }*
        [empty-library] **La bibliothèque est vide** : je n’ai encore rien pour répondre. Ajoute des articles avec /{ cmd-library } { cmd-library-add }.
       *[papers]
            { $count ->
                [one] **Un article** à ce sujet :
               *[other] **{ $count } articles** à ce sujet :
            }
    }

## Refus
rendering-refused =
    { $read ->
        [paper] Rien dans la bibliothèque ne répond à cette question.
       *[abstract] Aucun résumé de la bibliothèque ne répond à cette question.
    }
rendering-missing =
    { $read ->
        [paper] Absent de l’article : { $what }
        [passages] Introuvable dans les passages lus : { $what }
       *[abstract] Absent des résumés : { $what }
    }
rendering-closest = Le plus proche :
rendering-nearest = Les plus proches dans la bibliothèque :
rendering-refused-nothing = Rien dans la bibliothèque ne s’en approche.
rendering-refused-filtered = Aucun article de la bibliothèque ne correspond aux filtres.
rendering-refused-hint = Reformule ta question, ou ajoute des articles pertinents avec /{ cmd-library } { cmd-library-add }.

## Sources et extraits
rendering-sources = Sources
rendering-no-sources = Cette réponse ne cite aucun article.
rendering-evidence = Extraits à l’appui
rendering-evidence-hint =
    { $read ->
        [paper] Sous chaque phrase se trouvent les mots de l’article qui l’étayent.
       *[abstract] Sous chaque phrase se trouvent les mots du résumé qui l’étayent.
    }
rendering-evidence-quotes =
    { $read ->
        [paper] Chaque citation en gras, avec les mots qui l’entourent dans l’article.
       *[abstract] Chaque citation en gras, avec les mots qui l’entourent dans le résumé.
    }
rendering-evidence-printed = Surlignés : les mots qui étayent chaque phrase, tels qu’ils sont imprimés dans l’article.
rendering-verbatim = cité mot pour mot
rendering-location =
    { $by ->
        [page] p. { $names }
        [section] § { $names }
       *[name] { $names }
    }
rendering-passage =
    { $kind ->
        [table] tableau
        [caption] légende
       *[footnote] note de bas de page
    }
rendering-read =
    { $read ->
        [paper] article entier
       *[abstract] résumé seul
    }
rendering-citation-found = citation trouvée par Footnote
rendering-citation-corrected = citation corrigée (auparavant { $numbers })
rendering-no-evidence = Il n’y a pas d’extraits à l’appui de cette réponse.

## Articles
rendering-two-authors = { $first } et { $second }
rendering-and-others = { $first } et al.
rendering-and-more =
    { $more ->
        [one] { $names } et { $more } autre
       *[other] { $names } et { $more } autres
    }
rendering-published = { DATETIME($day, dateStyle: "long") }
rendering-no-abstract = La bibliothèque n’a pas de résumé de cet article.
rendering-withdrawn = ⚠ Retiré
rendering-withdrawn-because = ⚠ Retiré : { $reason }
rendering-uploaded = envoyé par un membre
rendering-origin =
    { $origin ->
        [service] Récupéré auprès de sa source
        [operator] Importé par l’exploitant du bot
        [starter] Fourni avec Footnote : le texte est une brève présentation écrite pour Footnote, et non le résumé des auteurs
        [member] Envoyé par un membre
       *[unknown] Ajouté avant que Footnote n’enregistre la provenance
    }
rendering-field =
    { $field ->
        [abstract] résumé
        [authors] auteurs
        [date] date
        [categories] catégories
        [link] lien
        [id] identifiant ou DOI
        [version] version
        [withdrawal] retrait
       *[title] titre
    }
rendering-empty-library = La bibliothèque est vide. Ajoute des articles avec /{ cmd-library } { cmd-library-add }.
rendering-more-papers =
    { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }

## Recherche
rendering-hits = Résultats pour « { $query } »
rendering-filters = Filtres : { $filters }
rendering-years-from = à partir de { $year }
rendering-years-to = jusqu’en { $year }
rendering-years = { $first }–{ $last }
rendering-filter =
    { $field ->
        [categories] catégorie { $names }
        [authors] auteur { $names }
        [paper] article { $names }
       *[sources] source { $names }
    }
rendering-nothing-found = Rien trouvé. Essaie avec d’autres mots.
rendering-only-meaning = Aucun article ne contient ces mots. Les plus proches par le sens :
rendering-nothing-found-filtered = Rien trouvé. Essaie avec d’autres mots ou moins de filtres.
rendering-choose-papers = Choisis des articles…
rendering-page = Page { $page } sur { $pages }
rendering-related = Articles similaires à
rendering-nothing-related = La bibliothèque n’a pas d’articles similaires.
rendering-chosen =
    { $count ->
        [one] { $count } article choisi
       *[other] { $count } articles choisis
    }

## Résumés par le bot
rendering-choose-style = Choisis un autre style…
rendering-style =
    { $style ->
        [structured] Par section
        [key-points] Points clés
        [technical] Technique
        [plain] En termes simples
        [abstract] Le résumé des auteurs
       *[tldr] En bref
    }

## Comparaisons
rendering-compared =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles comparés
    }
rendering-aspect =
    { $aspect ->
        [method] Méthode
        [data] Données
        [results] Résultats
        [question] Question
        [design] Plan d’étude et intervention
        [outcome] Résultat
        [limitations] Limites
       *[problem] Problème
    }
rendering-not-stated =
    { $read ->
        [paper] non précisé dans l’article
        [passages] introuvable dans les passages lus
       *[abstract] non précisé dans le résumé
    }
rendering-shortened = Abrégé ici ; le tableau joint contient tout.

## Notes
rendering-incident = Incident { $incident }
rendering-bibtex-file = Les entrées BibTeX, dans un fichier

## Boutons
rendering-button-evidence = Extraits à l’appui
rendering-button-sources = Sources
rendering-button-bibtex = BibTeX
rendering-button-again = Régénérer
rendering-button-follow = Approfondir
rendering-button-post = Publier dans le salon
rendering-more = Plus…
rendering-button-open = Ouvrir
rendering-button-summarize = Résumer
rendering-button-related = Similaires
rendering-button-compare = Comparer
rendering-button-shelf = Garder
rendering-button-card = Détails
rendering-button-paper = Lire l’article
rendering-button-before = Précédent
rendering-button-after = Suivant

## Next questions
rendering-ask =
    { $kind ->
        [compare] Comparer { $first } et { $second }
        [limitations] Limites de { $first } ?
        [results] Résultats de { $first } ?
       *[method] Comment fonctionne { $first } ?
    }

## Posts
rendering-posted-by = Publié par { $person }
rendering-cannot-post = Tu n’as pas le droit d’écrire dans ce salon.
rendering-cannot-post-todo = Demande à un modérateur la permission d’envoyer des messages ici.
