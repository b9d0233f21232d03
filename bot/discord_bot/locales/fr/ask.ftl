# Les questions et leurs réponses.
cmd-ask = demander
cmd-ask-about = Interroger la bibliothèque ; chaque phrase est accompagnée d’une note
cmd-ask-opt-question = question
cmd-ask-opt-question-about = Ta question
cmd-ask-opt-paper-about = Cet article seul : commence son titre, ou donne un identifiant, un lien ou un DOI
cmd-ask-opt-category = catégorie
cmd-ask-opt-category-about = Commence à taper un nom ou un code, par exemple cs.CV
cmd-ask-opt-year-from = année_début
cmd-ask-opt-year-from-about = Uniquement les articles parus cette année-là ou après
cmd-ask-opt-year-to = année_fin
cmd-ask-opt-year-to-about = Uniquement les articles parus jusqu’à cette année
cmd-ask-opt-author = auteur
cmd-ask-opt-author-about = Uniquement les articles de cet auteur
cmd-ask-opt-source = source
cmd-ask-opt-source-about = Uniquement les articles de cette source, par exemple arxiv
cmd-ask-opt-model = modèle
cmd-ask-opt-model-about = Le modèle de langage qui répond (par défaut : celui du serveur)

ask-empty = Ta question est vide.
ask-empty-todo = Écris ta question.
ask-unknown-model = « { $model } » ne fait pas partie des modèles disponibles ici.
ask-unknown-model-todo = Choisis-en un dans l’option « { cmd-ask-opt-model } », ou omets-la.
ask-closing = Footnote est sur le point de redémarrer.
ask-closing-todo = Repose ta question dans une minute.
ask-cut = La réponse a été interrompue, car Footnote redémarre.
ask-cut-todo = Repose ta question dans une minute.
ask-forgotten = Cette réponse n’est plus conservée.
ask-forgotten-todo = Repose la question pour en obtenir une nouvelle.
ask-not-yours = Seules la personne qui a posé la question et celles qui gèrent ce serveur peuvent régénérer cette réponse.
ask-not-yours-todo = Pose la question toi-même avec /{ cmd-ask }.
ask-at-it = Une nouvelle réponse est déjà en cours de génération.
ask-no-mentions = Sur ce serveur, Footnote ne répond pas aux mentions.
ask-no-mentions-todo = Utilise plutôt /{ cmd-ask }.
ask-cost = { $tokens } jetons, { $dollars } dollars US.
ask-cost-unknown = { $tokens } jetons.
ask-answered-before =
    { $minutes ->
        [0] La même question vient d’être posée.
        [one] La même question a été posée il y a une minute.
       *[other] La même question a été posée il y a { $minutes } minutes.
    }
ask-regenerate = « { rendering-button-again } », dans le menu, donne une nouvelle réponse.
ask-elsewhere = Ta réponse n’a pas pu être affichée là où tu l’as demandée ; la voici.
ask-late = La réponse a pris trop de temps pour être affichée là où tu l’as demandée.
ask-how = Que veux-tu savoir ?
ask-how-text = Mentionne-moi avec une question, utilise `/{ cmd-ask }` ou réponds à l’une de mes réponses pour approfondir.
ask-form-title = Approfondir la réponse
ask-form-question = Ta question
ask-form-placeholder = Et par rapport aux travaux antérieurs ?
ask-there = Ta question a été déplacée dans le fil.
ask-below = Je n’ai pas pu ouvrir de fil ; la réponse est dans ce salon.
ask-direct = La réponse n’a pas pu être affichée ici ; elle est dans tes messages privés.
ask-unanswered = Ta question n’a pas reçu de réponse.
ask-go = Y aller
ask-button-delete-ask = Supprimer…
ask-button-delete = Supprimer
ask-delete = Supprimer cette question et sa réponse ?
ask-delete-about = La réponse disparaît pour tout le monde, et ce que j’en ai conservé est effacé. C’est irréversible.
ask-deleted = Supprimé.
ask-deleted-not-message = Ce que j’en avais conservé est effacé, mais Discord ne m’a pas laissé supprimer le message. Tu peux le supprimer dans Discord.
ask-not-yours-to-delete = Seules la personne qui a posé la question et celles qui gèrent ce serveur peuvent supprimer cette réponse.
