# Les limites d’une question : fréquence, modération, budgets.

guard-budget =
    { $scope ->
        [user] Tu as atteint ta limite d’utilisation de l’IA pour aujourd’hui ; cette réponse ne contient que des citations.
        [server] Ce serveur a atteint sa limite d’utilisation de l’IA pour aujourd’hui ; cette réponse ne contient que des citations.
       *[all] La limite d’utilisation de l’IA pour aujourd’hui est atteinte ; cette réponse ne contient que des citations.
    }
guard-rate =
    { $scope ->
        [user] Tu poses des questions plus vite que Footnote ne peut répondre.
        [channel] Ce salon pose des questions plus vite que Footnote ne peut répondre.
       *[server] Ce serveur pose des questions plus vite que Footnote ne peut répondre.
    }
guard-rate-todo = Repose ta question dans une minute.
guard-flagged = Footnote ne répond pas à cela.
guard-flagged-todo = Pose une question sur les articles.
