# Le texte autour des réponses, des articles et des listes.

## Réponses
rendering-thinking = Je lis les résumés…
rendering-waiting =
    { $before ->
        [0] C’est bientôt ton tour : ta question est la prochaine.
        [one] Il y a une question avant la tienne dans la file.
       *[other] Il y a { $before } questions avant la tienne dans la file.
    }
rendering-writing = J’écris encore…
rendering-nothing-supported = Aucune phrase n’était étayée par les résumés.
rendering-quoted = Citations des résumés (sans modèle de langue)
rendering-fell-failed = Le modèle de langue n’a pas répondu ; voici des citations des résumés.
rendering-fell-declined = Le modèle de langue a refusé de répondre ; voici des citations des résumés.
rendering-fell-too-long = C’était trop long pour le modèle de langue ; voici des citations des résumés.
rendering-fell-strayed = Les résumés n’étayent pas le texte du modèle de langue ; voici des citations.
rendering-fell-over-budget = La limite d’IA pour aujourd’hui est atteinte ; voici des citations des résumés.
rendering-fell-partly = Là où les résumés n’étayent pas le texte du modèle de langue, ce sont des citations.
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
        [one] { $count } phrase retenue
       *[other] { $count } phrases retenues
    }
rendering-unverified = non vérifié
rendering-searched = Recherche effectuée : { $question }

## Refus
rendering-refused = Aucun résumé de la bibliothèque ne répond à cette question.
rendering-missing = Les résumés n’indiquent pas : { $what }.
rendering-closest = Le plus proche :
rendering-nearest = Au plus proche dans la bibliothèque :
rendering-refused-nothing = Rien dans la bibliothèque ne s’en approche : elle est peut-être vide, ou les filtres excluent tous les articles.
rendering-refused-hint = Reformule ta question, ou ajoute les bons articles avec /{ cmd-library } { cmd-library-add }.

## Sources et preuves
rendering-sources = Sources
rendering-no-sources = Cette réponse ne cite aucun article.
rendering-evidence = Preuves
rendering-evidence-hint = Sous chaque phrase, les mots du résumé qui l’étayent.
rendering-verbatim = cité mot pour mot
rendering-citation-found = citation trouvée par Footnote
rendering-citation-corrected = citation corrigée, au lieu de { $numbers }
rendering-no-evidence = Il n’y a pas de preuves à montrer pour cette réponse.

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
rendering-withdrawn-because = ⚠ Retiré : { $reason }
rendering-uploaded = envoyé par un membre
rendering-origin-service = Obtenu auprès de sa source
rendering-origin-operator = Importé par la personne qui exploite ce bot
rendering-origin-member = Envoyé par un membre
rendering-origin-unknown = Ajouté avant que Footnote n’enregistre la provenance
rendering-origin-uploaded = Envoyé par un membre : { $fields }
rendering-field-title = titre
rendering-field-abstract = résumé
rendering-field-authors = auteurs
rendering-field-date = date
rendering-field-categories = catégories
rendering-field-link = lien
rendering-field-id = identifiant ou DOI
rendering-field-version = version
rendering-field-withdrawal = retrait
rendering-no-papers = Pas encore d’articles.
rendering-more-papers =
    { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }

## Recherche
rendering-hits = Articles sur « { $query } »
rendering-filters = Seulement { $filters }
rendering-years-from = à partir de { $year }
rendering-years-to = jusqu’à { $year }
rendering-years = { $first }–{ $last }
rendering-nothing-found = Rien trouvé. Essaie avec d’autres mots.
rendering-nothing-found-filtered = Rien trouvé. Essaie avec d’autres mots ou moins de filtres.
rendering-choose-papers = Choisis des articles…
rendering-page = Page { $page } sur { $pages }
rendering-related = En rapport avec
rendering-nothing-related = La bibliothèque n’a pas d’articles apparentés.
rendering-chosen =
    { $count ->
        [one] { $count } article choisi
       *[other] { $count } articles choisis
    }

## Résumés par le bot
rendering-choose-style = Choisis un autre style…
rendering-style-tldr = En bref
rendering-style-key-points = Points clés
rendering-style-technical = Technique
rendering-style-plain = En langage simple

## Comparaisons
rendering-compared =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles comparés
    }
rendering-aspect-problem = Problème
rendering-aspect-method = Méthode
rendering-aspect-data = Données
rendering-aspect-results = Résultats
rendering-aspect-limitations = Limites
rendering-not-stated = non précisé dans le résumé
rendering-not-found = introuvable dans le résumé
rendering-shared = En commun :
rendering-differences = Ce qui les distingue :
rendering-shortened = Abrégé ici ; le tableau joint contient tout.

## Notes
rendering-incident = Incident { $incident }
rendering-bibtex-file = Les entrées BibTeX, dans un fichier

## Boutons
rendering-button-evidence = Preuves
rendering-button-sources = Sources
rendering-button-bibtex = BibTeX
rendering-button-again = Régénérer
rendering-button-retry = Reposer la question
rendering-button-follow = Approfondir
rendering-button-up = Utile
rendering-button-down = Pas utile
rendering-button-open = Ouvrir
rendering-button-summarize = Résumer
rendering-button-related = Similaires
rendering-button-compare = Comparer
rendering-button-shelf = Garder
rendering-button-card = Détails
rendering-button-paper = Lire l’article
rendering-button-before = Précédent
rendering-button-after = Suivant
