# Le texte autour des réponses, des articles et des listes.

## Réponses
look-thinking = Je lis les résumés…
look-waiting =
    { $before ->
        [0] C’est bientôt ton tour : ta question est la prochaine.
        [one] Il y a une question avant la tienne dans la file.
       *[other] Il y a { $before } questions avant la tienne dans la file.
    }
look-writing = J’écris encore…
look-nothing-supported = Aucune phrase n’était étayée par les résumés.
look-quoted = Citations des résumés (sans modèle de langue)
look-fell-failed = Le modèle de langue n’a pas répondu ; voici des citations des résumés.
look-fell-declined = Le modèle de langue a refusé de répondre ; voici des citations des résumés.
look-fell-too-long = C’était trop long pour le modèle de langue ; voici des citations des résumés.
look-fell-strayed = Les résumés n’étayent pas le texte du modèle de langue ; voici des citations.
look-fell-over-budget = La limite d’IA pour aujourd’hui est atteinte ; voici des citations des résumés.
look-fell-partly = Là où les résumés n’étayent pas le texte du modèle de langue, ce sont des citations.
look-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
look-left-out =
    { $count ->
        [one] { $count } phrase non étayée omise
       *[other] { $count } phrases non étayées omises
    }
look-struck =
    { $count ->
        [one] { $count } phrase non étayée barrée
       *[other] { $count } phrases non étayées barrées
    }
look-withheld =
    { $count ->
        [one] { $count } phrase retenue
       *[other] { $count } phrases retenues
    }
look-unverified = non vérifié
look-searched = Recherche effectuée : { $question }

## Refus
look-refused = Aucun résumé de la bibliothèque ne répond à cette question.
look-missing = Les résumés n’indiquent pas : { $what }.
look-closest = Le plus proche :
look-nearest = Au plus proche dans la bibliothèque :
look-refused-nothing = Rien dans la bibliothèque ne s’en approche : elle est peut-être vide, ou les filtres excluent tous les articles.
look-refused-hint = Reformule ta question, ou ajoute les bons articles avec /{ cmd-library } { cmd-library-add }.

## Sources et preuves
look-sources = Sources
look-no-sources = Cette réponse ne cite aucun article.
look-evidence = Preuves
look-evidence-hint = Sous chaque phrase, les mots du résumé qui l’étayent.
look-verbatim = cité mot pour mot
look-no-evidence = Il n’y a pas de preuves à montrer pour cette réponse.

## Articles
look-two-authors = { $first } et { $second }
look-and-others = { $first } et al.
look-and-more =
    { $more ->
        [one] { $names } et { $more } autre
       *[other] { $names } et { $more } autres
    }
look-published = { DATETIME($day, dateStyle: "long") }
look-no-abstract = La bibliothèque n’a pas de résumé de cet article.
look-withdrawn = ⚠ Retiré
look-withdrawn-because = ⚠ Retiré : { $reason }
look-uploaded = envoyé par un membre
look-origin-service = Obtenu auprès de sa source
look-origin-operator = Importé par la personne qui exploite ce bot
look-origin-member = Envoyé par un membre
look-origin-unknown = Ajouté avant que Footnote n’enregistre la provenance
look-origin-uploaded = Envoyé par un membre : { $fields }
look-field-title = titre
look-field-abstract = résumé
look-field-authors = auteurs
look-field-date = date
look-field-categories = catégories
look-field-link = lien
look-field-id = identifiant ou DOI
look-field-version = version
look-field-withdrawal = retrait
look-no-papers = Pas encore d’articles.
look-more-papers =
    { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }

## Recherche
look-hits = Articles sur « { $query } »
look-filters = Seulement { $filters }
look-years-from = à partir de { $year }
look-years-to = jusqu’à { $year }
look-years = { $first }–{ $last }
look-nothing-found = Rien trouvé. Essaie avec d’autres mots.
look-nothing-found-filtered = Rien trouvé. Essaie avec d’autres mots ou moins de filtres.
look-choose-papers = Choisis des articles…
look-page = Page { $page } sur { $pages }
look-related = En rapport avec
look-nothing-related = La bibliothèque n’a pas d’articles apparentés.
look-chosen =
    { $count ->
        [one] { $count } article choisi
       *[other] { $count } articles choisis
    }

## Résumés par le bot
look-choose-style = Choisis un autre style…
look-style-tldr = En bref
look-style-key-points = Points clés
look-style-technical = Technique
look-style-plain = En langage simple

## Comparaisons
look-compared =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles comparés
    }
look-aspect-problem = Problème
look-aspect-method = Méthode
look-aspect-data = Données
look-aspect-results = Résultats
look-aspect-limitations = Limites
look-not-stated = non précisé dans le résumé
look-shortened = Abrégé ici ; le tableau joint contient tout.

## Notes
look-incident = Incident { $incident }
look-bibtex-file = Les entrées BibTeX, dans un fichier

## Boutons
look-button-evidence = Preuves
look-button-sources = Sources
look-button-bibtex = BibTeX
look-button-again = Régénérer
look-button-retry = Reposer la question
look-button-follow = Approfondir
look-button-up = Utile
look-button-down = Pas utile
look-button-open = Ouvrir
look-button-summarize = Résumer
look-button-related = Similaires
look-button-compare = Comparer
look-button-shelf = Garder
look-button-card = Détails
look-button-paper = Lire l’article
look-button-before = Précédent
look-button-after = Suivant
