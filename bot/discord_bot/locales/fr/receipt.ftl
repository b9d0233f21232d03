# Comment une réponse a été faite.
cmd-why = pourquoi
cmd-why-about = Voir comment une réponse a été obtenue

receipt-button = Pourquoi cette réponse ?
receipt-title = Pourquoi cette réponse ?
receipt-answered = Réponse donnée
receipt-refused =
    { $reason ->
        [far] Refus : rien dans la bibliothèque n’est assez proche
        [detail]
            { $read ->
                [paper] Refus : aucun article n’indique ce détail
               *[abstract] Refus : aucun résumé n’indique ce détail
            }
       *[declined]
            { $read ->
                [paper] Refus : les articles n’y répondent pas
               *[abstract] Refus : les résumés n’y répondent pas
            }
    }
receipt-confidence = Indice de confiance { NUMBER($confidence, minimumFractionDigits: 2, maximumFractionDigits: 2) }, minimum requis : { NUMBER($cutoff, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-papers = Articles trouvés
receipt-scores = score { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) } · mots-clés { NUMBER($lexical, minimumFractionDigits: 1, maximumFractionDigits: 1) } · sens { NUMBER($dense, minimumFractionDigits: 2, maximumFractionDigits: 2) } · reclassement { NUMBER($alignment, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-sentences = Phrases vérifiées
receipt-verdict = { $verdict } { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-label =
    { $label ->
        [supported] étayée
        [contradicted] contredite
       *[unsupported] non étayée
    }
receipt-fates = Phrases écrites par le modèle : { $fates }
receipt-fate =
    { $fate ->
        [struck] barrées : { $count }
        [left-out] omises : { $count }
        [withheld] masquées : { $count }
        [declining] sans réponse : { $count }
        [replaced] d’une ébauche abandonnée : { $count }
       *[shown] affichées : { $count }
    }
receipt-discarded =
    { $fate ->
        [replaced] Partie d’une ébauche abandonnée
        [left-out] Elle ne dit rien qui puisse être vérifié
       *[declining] Le modèle a écrit qu’il n’a pas trouvé de réponse
    }
receipt-withheld =
    { $reason ->
        [markup] Masquée : elle contient un balisage actif
        [link] Masquée : elle ne contient qu’un lien
        [mention] Masquée : elle mentionne quelqu’un ou donne des coordonnées
        [instruction] Masquée : elle donne des instructions aux lecteurs ou à un modèle
        [itself] Masquée : elle parle du modèle lui-même
        [language] Masquée : elle est dans une autre langue que celle demandée
        [length] Masquée : elle est trop longue ou se répète
        [hidden] Masquée : elle répète des instructions cachées dans un article
        [unrelated] Masquée : elle n’a aucun mot en commun avec l’article cité
       *[other] Masquée par une autre version de Footnote
    }
receipt-more = et { $count } de plus
receipt-by-model = Rédigé par { $model }
receipt-by-nobody = Aucun modèle de langage n’a été utilisé
receipt-prompt = Prompt { $name } { $hash }
receipt-tokens = { NUMBER($prompt) } jetons en entrée, { NUMBER($completion) } en sortie
receipt-cost = { NUMBER($cost, minimumFractionDigits: 2, maximumFractionDigits: 6) } $ US
receipt-cost-unknown = coût inconnu
receipt-times = { NUMBER($total, minimumFractionDigits: 1, maximumFractionDigits: 1) } s : recherche { NUMBER($search, minimumFractionDigits: 1, maximumFractionDigits: 1) } s, rédaction { NUMBER($model, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
receipt-library =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    } dans la bibliothèque, vecteurs de { $embedder }
receipt-made = { DATETIME($day, dateStyle: "long") } · Footnote { $version }
receipt-id = Reçu { $id }
receipt-gone = Aucun reçu n’est disponible pour cette réponse.
receipt-gone-todo =
    { $days ->
        [0] Ici, aucun n’est conservé.
        [one] Ici, les reçus sont conservés { $days } jour.
       *[other] Ici, les reçus sont conservés { $days } jours.
    }
receipt-nothing-here = Je n’ai encore répondu à rien ici.
receipt-nothing-here-todo = Utilise /{ cmd-why } là où il y a une réponse.
