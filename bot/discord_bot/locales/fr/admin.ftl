# Réglages, état et aide.

## Commands
cmd-settings = réglages
cmd-settings-about = Configurer Footnote pour ce serveur
cmd-status = état
cmd-status-about = Voir si Footnote fonctionne bien
cmd-help = aide
cmd-help-about = Voir ce que Footnote sait faire

## Settings
admin-settings = Réglages de ce serveur
admin-settings-hint = Chaque changement est enregistré aussitôt.
admin-saved = Enregistré.
admin-not-yours = Seules les personnes qui gèrent ce serveur peuvent changer ses réglages.
admin-not-yours-todo = Adresse-toi à quelqu’un qui a la permission « Gérer le serveur ».
admin-all = tous
admin-nobody = personne d’autre
admin-nowhere = nulle part
admin-channels = Salons où je réponds
admin-channels-none = Tous les salons
admin-roles = Rôles auxquels je réponds
admin-roles-none = Tout le monde
admin-digests = Rôles qui peuvent gérer les digests, en plus des gestionnaires du serveur
admin-digests-none = Personne d’autre
admin-links = Salons où j’ajoute à la bibliothèque les articles partagés en lien ou en PDF
admin-links-none = Aucun salon
admin-model = Modèle de langage
admin-language = Langue des réponses
admin-receipts = Combien de temps les reçus des réponses sont conservés
admin-receipts-days =
    { $days ->
        [0] N’en conserver aucun
        [one] { $days } jour
       *[other] { $days } jours
    }
admin-as-set = Par défaut ({ $value })
admin-mentions =
    { $state ->
        [on] Je réponds aux mentions.
       *[off] Je ne réponds pas aux mentions, seulement aux commandes.
    }
admin-threads =
    { $state ->
        [on] Les mentions reçoivent une réponse dans un nouveau fil.
       *[off] Les mentions reçoivent une réponse dans le salon.
    }
admin-unsupported =
    { $state ->
        [strike] Les phrases qu’aucune source n’étaye sont barrées et marquées comme non vérifiées.
       *[drop] Les phrases qu’aucune source n’étaye sont omises.
    }
admin-button-mentions =
    { $to ->
        [on] Répondre aux mentions
       *[off] Ne pas répondre aux mentions
    }
admin-button-threads =
    { $to ->
        [on] Répondre dans des fils
       *[off] Répondre dans le salon
    }
admin-button-unsupported =
    { $to ->
        [strike] Barrer les non vérifiées
       *[drop] Omettre les non vérifiées
    }

## Status
admin-status = Tout fonctionne
admin-status-bad = Footnote rencontre un problème
admin-papers =
    { $count ->
        [one] { $count } article, indexé
       *[other] { $count } articles, tous indexés
    }
admin-papers-waiting =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }, dont { $waiting ->
        [one] { $waiting } attend d’être indexé
       *[other] { $waiting } attendent d’être indexés
    }
admin-library-bad = Impossible de lire la bibliothèque pour l’instant.
admin-extractive = Aucun modèle de langage : les réponses sont des citations des articles
admin-model-writes = { $model } rédige les réponses, et chaque phrase est vérifiée
admin-spent = Utilisé ici aujourd’hui : { $tokens } jetons, { $dollars } dollars US
admin-spent-tokens = Utilisé ici aujourd’hui : { $tokens } jetons
admin-storage-ok = Conversations, étagères et réglages sont disponibles
admin-storage-bad = Conversations, étagères et réglages sont indisponibles pour l’instant
admin-commands-pending = Discord n’a pas encore enregistré les commandes de cette version. Le bot continue d’essayer.
admin-commands-refused = Discord a refusé les commandes de cette version ; les précédentes restent en service. Le journal du bot en donne la raison.
admin-commands-servers-only = Footnote n’est utilisable ni sur d’autres serveurs ni dans les salons privés : « User Install » est désactivé pour cette application. L’exploitant du bot peut l’activer dans le Developer Portal, sous « Installation ».
admin-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } min
       *[other] { $hours } h { $minutes } min
    }
    [one] 1 jour { $hours } h
   *[other] { $days } jours { $hours } h
}
admin-uptime = En service depuis { $uptime }, sur { $servers ->
    [one] { $servers } serveur
   *[other] { $servers } serveurs
}
admin-latency = Latence de la passerelle : { $latency } ms

## Help
admin-help = Footnote répond aux questions d’après les articles de votre bibliothèque
admin-help-about = Chaque phrase renvoie par une note à l’article qui l’étaye. Si aucun ne l’étaye, je le dis au lieu de deviner.
admin-help-ask = Interroger et chercher
admin-help-ask-about = « Quelles méthodes few-shot se passent de réglage fin ? » Tu peux aussi me mentionner, et répondre à mes réponses pour approfondir.
admin-help-read = Lire et comparer
admin-help-read-about = Tape le début d’un titre et choisis un article. Identifiants, liens et DOI conviennent aussi.
admin-help-digest = Suivre un domaine
admin-help-digest-about = Chaque matin, quelques nouveaux articles, et pour chacun la raison du choix : dans un salon, grâce aux gestionnaires du serveur, ou en message privé pour toi. Avec 👍 et 👎, le digest apprend ce que vous voulez voir davantage.
admin-help-keep = Garder
admin-help-keep-about = Mets des articles sur ton étagère ou celle du serveur, et exporte-les en BibTeX, RIS, CSV ou Markdown.
admin-help-grow = Enrichir la bibliothèque
admin-help-grow-about = Donne des liens, des identifiants arXiv ou des DOI, ou joins un fichier : l’article en PDF, BibTeX, RIS, CSV, JSON Lines ou une page enregistrée de Hugging Face Papers.
admin-help-trust = Vérifier
admin-help-trust-about = « { rendering-button-evidence } », sous une réponse, montre les mots exacts qui l’étayent, et « { receipt-button } », comment elle a été obtenue. Tu peux effacer tout ce que Footnote conserve sur toi.
admin-help-menus = Dans le menu de tout message, sous Applications : « { $explain } » et « { cmd-add-papers } ».
admin-help-settings = Tu gères ce serveur : `/{ cmd-settings }` règle où, à qui et comment je réponds.
admin-help-promise = Tout le monde voit les réponses, les listes et les comparaisons. Ton étagère et ce qu’un bouton t’affiche ne sont visibles que par toi.
