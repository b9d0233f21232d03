# Messages d’erreur : ce qui s’est passé, puis que faire.
errors-internal = Une erreur s’est produite dans Footnote.
errors-internal-todo = Réessaie. Si cela se reproduit, donne le numéro d’incident ci-dessous à l’exploitant du bot.
errors-paper-not-found = Cet article n’est pas dans la bibliothèque.
errors-source = Aucun article n’y a été trouvé.
errors-source-down = Les articles n’ont pas pu être récupérés.
errors-library = La bibliothèque est indisponible pour l’instant.
errors-model = Le modèle de langage n’a pas répondu.
errors-too-slow = La lecture a pris trop de temps.
errors-too-slow-todo = Pose ta question en moins de mots.
errors-style = Ce style de résumé n’existe pas.
errors-compare = Ces articles ne peuvent pas être comparés.
errors-keeping = Le stockage de Footnote est indisponible pour l’instant.
errors-not-allowed = Tu n’as pas la permission de faire cela ici.
errors-not-allowed-todo = Adresse-toi à une personne qui gère ce serveur.
errors-rate = Tu vas plus vite que Footnote ne peut suivre.
errors-rate-todo = Réessaie dans une minute.
errors-server-only = Cela ne fonctionne que sur un serveur.
errors-outdated = Cette commande a changé depuis que Discord l’a chargée.
errors-outdated-todo = Recharge Discord (Ctrl+R) ou attends une minute, puis réessaie.
errors-bad-value = « { $value } » n’est pas utilisable ici.
errors-forbidden = Footnote n’a pas la permission de faire cela ici.
errors-forbidden-todo = Une personne qui gère ce serveur peut autoriser Footnote à voir le salon, à envoyer des messages et à créer des fils.
errors-discord-down = Discord rencontre des problèmes.
errors-discord-down-todo = Réessaie dans un instant.
errors-unknown-control = Ce bouton ou ce formulaire vient d’une ancienne version de Footnote.
errors-unknown-control-todo = Relance la commande pour en obtenir un nouveau.
errors-channel = Footnote ne répond pas dans ce salon.
errors-channel-todo = { $channels ->
    [none] Les personnes qui gèrent ce serveur n’ont pas encore choisi de salon.
   *[other] Pose ta question dans { $channels }.
}
errors-role = Ici, Footnote ne répond qu’à certains rôles, et tu n’en as aucun.
errors-role-todo = { $roles ->
    [none] Une personne qui gère ce serveur peut changer cela avec /{ cmd-settings }.
   *[other] Rôles concernés : { $roles }.
}
errors-elsewhere = La réponse n’a pas pu être affichée là où tu l’as demandée.
errors-years = Il n’y a pas d’articles de { $start } à { $end } : les années sont inversées.
errors-years-todo = Échange les deux années.
