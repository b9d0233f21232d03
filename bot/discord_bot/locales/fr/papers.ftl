# Recherche, articles, résumés, comparaisons, tendances.

## Commands
cmd-search = chercher
cmd-search-about = Trouver des articles dans la bibliothèque
cmd-search-opt-query = recherche
cmd-search-opt-query-about = Des mots, une « expression exacte », un auteur ou un identifiant
cmd-search-opt-sort = tri
cmd-search-opt-sort-about = L’ordre des résultats
cmd-search-sort-relevance = Pertinence
cmd-search-sort-newest = Les plus récents d’abord
cmd-search-sort-oldest = Les plus anciens d’abord
cmd-search-opt-category = catégorie
cmd-search-opt-category-about = Commence à taper un nom ou un code, par exemple cs.CV
cmd-search-opt-year-from = année_début
cmd-search-opt-year-from-about = À partir de cette année
cmd-search-opt-year-to = année_fin
cmd-search-opt-year-to-about = Jusqu’à cette année
cmd-search-opt-author = auteur
cmd-search-opt-author-about = De cet auteur
cmd-search-opt-source = source
cmd-search-opt-source-about = De cette source, par exemple arxiv

cmd-paper = article
cmd-paper-about = Montrer un article : résumé, liens, BibTeX
cmd-opt-paper = article
cmd-opt-paper-about = Commence à taper un titre, ou donne un identifiant, un lien ou un DOI

cmd-summarize = résumer
cmd-summarize-about = Résumer un article ou une section, dans le style et la langue de ton choix
cmd-summarize-opt-style = style
cmd-summarize-opt-style-about = Comment résumer
cmd-summarize-opt-section = section
cmd-summarize-opt-section-about = Cette section seulement (si la bibliothèque a l’article entier)
cmd-summarize-opt-language = langue
cmd-summarize-opt-language-about = La langue (nécessite un modèle de langage)

cmd-related = similaires
cmd-related-about = Trouver des articles similaires à un article

cmd-compare = comparer
cmd-compare-about = Comparer deux à cinq articles, aspect par aspect
cmd-compare-opt-paper1 = article1
cmd-compare-opt-paper2 = article2
cmd-compare-opt-paper3 = article3
cmd-compare-opt-paper4 = article4
cmd-compare-opt-paper5 = article5
cmd-compare-opt-paper1-about = Commence à taper un titre, ou donne un identifiant, un lien ou un DOI
cmd-compare-opt-paper2-about = { cmd-compare-opt-paper1-about }
cmd-compare-opt-paper3-about = Un autre article (facultatif)
cmd-compare-opt-paper4-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-paper5-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-aspects = aspects
cmd-compare-opt-aspects-about = Ce qu’il faut comparer, séparé par des virgules

cmd-trending = tendances
cmd-trending-about = Voir les articles tendance du jour, de la semaine ou du mois
cmd-trending-opt-period = période
cmd-trending-opt-period-about = Jusqu’où remonter
cmd-trending-period-day = Jour
cmd-trending-period-week = Semaine
cmd-trending-period-month = Mois

cmd-explain = Expliquer cet article
cmd-key-points = Points clés de cet article

## Search
papers-empty-query = Ta recherche est vide.
papers-forgotten = Ceci a expiré.
papers-forgotten-todo = Relance la commande.
papers-gone =
    { $count ->
        [one] L’article choisi n’est plus dans la bibliothèque.
       *[other] Les articles choisis ne sont plus dans la bibliothèque.
    }
papers-gone-todo = Refais une recherche pour voir ce qui s’y trouve maintenant.

## One paper
papers-not-translated = Sans modèle de langage, ce sont des citations, dans la langue de l’article et non en { $language }.
papers-no-section = Cet article n’a pas de section « { $section } ».
papers-no-section-todo = Il a : { $sections }
papers-only-abstract = La bibliothèque n’a que le résumé des auteurs de cet article, sans ses sections.
papers-only-abstract-todo = Retire la section, ou ajoute le PDF de l’article avec /{ cmd-library } { cmd-library-add }.

## Comparisons
papers-compare-with = À comparer avec
papers-choose-to-compare = Choisis un à quatre articles…
papers-nothing-to-compare = La bibliothèque n’a pas d’autre article à comparer avec celui-ci.
papers-picture = La comparaison en image, avec le même contenu que le texte : { $titles }
papers-table = La comparaison en tableau ; chaque case contient les mots de l’article qui l’étayent
papers-button-aspects = Autres aspects
papers-aspects-title = Comparer selon d’autres aspects
papers-aspects-label = Aspects, un par ligne, dix au plus
papers-aspects-hint = Méthode, données, résultats…

## Trending
papers-trending =
    { $of ->
        [day] Tendances du jour
        [week] Tendances de la semaine
        [month] Tendances du mois
       *[added] Derniers ajouts à la bibliothèque
    }
papers-trending-by =
    { $order ->
        [upvotes] Classés selon les votes des lecteurs.
        [newest] Les articles de cette période n’ont aucun vote ; voici les plus récents.
       *[added] La bibliothèque n’a aucun article de cette période ; voici les derniers ajoutés.
    }
papers-trending-votes =
    { $count ->
        [one] ▲ { $count } vote
       *[other] ▲ { $count } votes
    }

## Explain this paper
papers-explain-which = De quel article s’agit-il ?
papers-explain-nothing = Je n’ai trouvé aucun article dans ce message.
papers-explain-nothing-todo = Choisis un message avec un lien, un identifiant arXiv, un DOI ou le titre exact d’un article.
papers-explain-unknown = La bibliothèque n’a pas { $papers }.
papers-explain-unknown-todo = Ajoute-le avec /{ cmd-library } { cmd-library-add }, puis réessaie.
papers-explain-add = Ajouter { $paper }
