# Les questions et leurs réponses.
cmd-ask = demander
cmd-ask-about = Interroger la bibliothèque ; chaque phrase porte une note
cmd-ask-opt-question = question
cmd-ask-opt-question-about = Ta question
cmd-ask-opt-category = catégorie
cmd-ask-opt-category-about = Par exemple cs.CL ; cs comprend aussi cs.CL
cmd-ask-opt-year-from = depuis
cmd-ask-opt-year-from-about = D’après les articles à partir de cette année
cmd-ask-opt-year-to = jusque
cmd-ask-opt-year-to-about = D’après les articles jusqu’à cette année
cmd-ask-opt-author = auteur
cmd-ask-opt-author-about = D’après les articles de cette personne
cmd-ask-opt-source = source
cmd-ask-opt-source-about = D’après les articles de cette source, par exemple arxiv

asking-empty = Ta question est vide.
asking-empty-todo = Écris ta question.
asking-closing = Footnote est sur le point de redémarrer.
asking-closing-todo = Repose ta question dans une minute.
asking-cut = La réponse a été interrompue, car Footnote redémarre.
asking-cut-todo = Repose ta question dans une minute.
asking-forgotten = Cette réponse n’est plus conservée.
asking-forgotten-todo = Repose la question pour en obtenir une nouvelle.
asking-not-yours = Seules la personne qui a posé la question et celles qui gèrent ce serveur peuvent régénérer cette réponse.
asking-not-yours-todo = Pose la question toi-même avec /demander.
asking-at-it = Une nouvelle réponse est déjà en cours.
asking-no-mentions = Sur ce serveur, Footnote ne répond pas aux mentions.
asking-no-mentions-todo = Utilise plutôt /demander.
asking-too-many = Tes questions précédentes sont encore en cours de traitement.
asking-too-many-todo = Repose ta question quand elles seront terminées.
asking-budget-user = Tu as atteint ta limite d’IA pour aujourd’hui ; cette réponse ne contient que des citations.
asking-budget-server = Ce serveur a atteint sa limite d’IA pour aujourd’hui ; cette réponse ne contient que des citations.
asking-budget-all = La limite d’IA pour aujourd’hui est atteinte ; cette réponse ne contient que des citations.
asking-cost = { $tokens } jetons, { $dollars } dollars US.
asking-cost-unknown = { $tokens } jetons.
asking-rate-user = Tu poses des questions plus vite que Footnote ne peut répondre.
asking-rate-channel = Ce salon pose des questions plus vite que Footnote ne peut répondre.
asking-rate-server = Ce serveur pose des questions plus vite que Footnote ne peut répondre.
asking-rate-todo = Repose ta question dans une minute.
asking-flagged = Footnote ne répond pas à cela.
asking-flagged-todo = Pose une question sur les articles.
asking-answered-before =
    { $minutes ->
        [0] La même question vient d’être posée ; « Régénérer » fait une nouvelle réponse.
        [one] La même question a été posée il y a une minute ; « Régénérer » fait une nouvelle réponse.
       *[other] La même question a été posée il y a { $minutes } minutes ; « Régénérer » fait une nouvelle réponse.
    }
asking-elsewhere = Ta réponse n’a pas pu être affichée là où tu l’as demandée ; la voici.
asking-late = La réponse a pris trop de temps pour être affichée là où tu l’as demandée.
asking-how = Que veux-tu savoir ?
asking-how-text = Mentionne-moi avec une question, utilise `/demander` ou réponds à l’une de mes réponses pour aller plus loin.
asking-form-title = Poursuivre
asking-form-question = Ta question
asking-form-placeholder = Et par rapport aux travaux antérieurs ?
asking-there = Ta question a été déplacée dans le fil.
asking-below = Je n’ai pas pu ouvrir de fil ; la réponse est dans ce salon.
asking-direct = La réponse n’a pas pu être affichée ici ; elle est dans tes messages privés.
asking-unanswered = Ta question n’a pas reçu de réponse.
asking-go = Y aller
