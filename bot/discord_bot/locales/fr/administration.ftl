# Réglages, état et aide.

## Commands
cmd-settings = réglages
cmd-settings-about = Configurer Footnote pour ce serveur
cmd-status = état
cmd-status-about = Voir si Footnote fonctionne bien
cmd-help = aide
cmd-help-about = Voir ce que Footnote sait faire

## Settings
administration-settings = Réglages de ce serveur
administration-settings-hint = Chaque changement est enregistré aussitôt.
administration-saved = Enregistré.
administration-reset = Tous les réglages ont repris leur valeur par défaut.
administration-not-yours = Seules les personnes qui gèrent ce serveur peuvent changer ses réglages.
administration-not-yours-todo = Adresse-toi à quelqu’un qui a la permission « Gérer le serveur ».
administration-all = tous
administration-nobody = personne d’autre
administration-nowhere = nulle part
administration-channels = Salons où je réponds
administration-channels-none = Tous les salons
administration-roles = Rôles auxquels je réponds
administration-roles-none = Tout le monde
administration-digests = Rôles qui peuvent gérer les digests, outre ceux qui gèrent le serveur
administration-digests-none = Personne d’autre
administration-links = Salons dont j’ajoute les articles cités en lien à la bibliothèque
administration-links-none = Aucun salon
administration-model = Modèle de langue
administration-language = Langue des réponses
administration-receipts = Combien de temps les reçus des réponses sont conservés
administration-receipts-days =
    { $days ->
        [0] N’en conserver aucun
        [one] { $days } jour
       *[other] { $days } jours
    }
administration-as-set = Réglage par défaut de l’exploitant ({ $value })
administration-mentions-on = Je réponds aux mentions.
administration-mentions-off = Je ne réponds pas aux mentions, aux commandes seulement.
administration-threads-on = Les mentions reçoivent une réponse dans un nouveau fil.
administration-threads-off = Les mentions reçoivent une réponse dans le salon.
administration-cutoff-is = Une réponse demande une certitude d’au moins { $cutoff }.
administration-cutoff-as-set = Une réponse demande une certitude d’au moins { $cutoff }, le réglage par défaut de l’exploitant du bot.
administration-unsupported-drop = Les phrases qu’aucun résumé n’étaye sont omises.
administration-unsupported-strike = Les phrases qu’aucun résumé n’étaye sont barrées et marquées comme non vérifiées.
administration-button-mentions-on = Répondre aux mentions
administration-button-mentions-off = Ne pas répondre aux mentions
administration-button-threads-on = Répondre dans des fils
administration-button-threads-off = Répondre dans le salon
administration-button-cutoff = Seuil…
administration-button-unsupported-drop = Omettre le non vérifié
administration-button-unsupported-strike = Barrer le non vérifié
administration-button-reset = Tout réinitialiser
administration-cutoff-title = Quand ne pas répondre
administration-cutoff-label = Certitude minimale, de 0 à 1
administration-cutoff-hint = Laisser vide pour le réglage de l’exploitant
administration-cutoff-bad = Ce n’est pas un nombre de 0 à 1.
administration-cutoff-bad-todo = Essaie par exemple 0,45 : plus haut, je refuse plus souvent ; plus bas, je réponds plus souvent.

## Status
administration-status = Tout fonctionne
administration-status-bad = Footnote a un problème
administration-papers =
    { $count ->
        [one] { $count } article, indexé
       *[other] { $count } articles, tous indexés
    }
administration-papers-waiting =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }, dont { $waiting ->
        [one] { $waiting } attend d’être indexé
       *[other] { $waiting } attendent d’être indexés
    }
administration-library-bad = La bibliothèque n’est pas lisible pour l’instant.
administration-extractive = Aucun modèle de langue : les réponses sont des citations des résumés
administration-model-writes = { $model } écrit les réponses, chaque phrase est vérifiée
administration-spent = Utilisé ici aujourd’hui : { $tokens } jetons, { $dollars } dollars US
administration-spent-tokens = Utilisé ici aujourd’hui : { $tokens } jetons
administration-storage-ok = Conversations, étagères et réglages sont disponibles
administration-storage-bad = Conversations, étagères et réglages sont indisponibles pour l’instant
administration-commands-pending = Discord n’a pas encore enregistré les commandes de cette version. Le bot continue d’essayer.
administration-commands-refused = Discord a refusé les commandes de cette version ; les précédentes restent en service. Le journal du bot dit pourquoi.
administration-commands-servers-only = Footnote ne peut pas servir dans d’autres serveurs ni dans les salons privés : « User Install » est désactivé pour cette application. Qui exploite le bot peut l’activer dans le Developer Portal, sous « Installation ».
administration-commands-left-out =
    { $count ->
        [one] Une commande ou une traduction a été refusée par Discord et manque. Le journal du bot dit laquelle.
       *[other] { $count } commandes ou traductions ont été refusées par Discord et manquent. Le journal du bot dit lesquelles.
    }
administration-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } min
       *[other] { $hours } h { $minutes } min
    }
    [one] 1 jour { $hours } h
   *[other] { $days } jours { $hours } h
}
administration-uptime = En service depuis { $uptime }, sur { $servers ->
    [one] { $servers } serveur
   *[other] { $servers } serveurs
}
administration-latency = Latence de la passerelle : { $latency } ms

## Help
administration-help = Footnote répond aux questions d’après les résumés de votre bibliothèque
administration-help-about = Chaque phrase porte une note vers le résumé qui l’étaye. Si aucun ne l’étaye, je le dis au lieu de deviner.
administration-help-ask = Demander et chercher
administration-help-ask-about = « Quelles méthodes few-shot se passent de réglage fin ? » Tu peux aussi me mentionner, et répondre à ma réponse pour continuer.
administration-help-read = Lire et comparer
administration-help-read-about = Tape le début d’un titre et choisis un article. Identifiants, liens et DOI conviennent aussi.
administration-help-digest = Suivre un domaine
administration-help-digest-about = Chaque matin quelques nouveaux articles, avec la raison de chacun. 👍 et 👎 apprennent au digest ce que vous voulez. Pour les gestionnaires du serveur.
administration-help-keep = Garder
administration-help-keep-about = Mets des articles sur ton étagère ou celle du serveur, et exporte-les en BibTeX, RIS, CSV ou Markdown.
administration-help-grow = Enrichir la bibliothèque
administration-help-grow-about = Donne des liens, des identifiants arXiv ou des DOI, ou joins un fichier : BibTeX, RIS, CSV, JSON Lines ou une page enregistrée de Hugging Face Papers.
administration-help-trust = Vérifier
administration-help-trust-about = « { look-button-evidence } », sous une réponse, montre les mots exacts qui l’étayent, et « { receipt-button } », comment elle a été faite. Tu peux effacer tout ce que Footnote conserve sur toi.
administration-help-menus = Dans le menu de tout message, sous Applications : « { cmd-explain } » et « { cmd-add-papers } ».
administration-help-settings = Tu gères ce serveur : { $settings } règle où, à qui et comment je réponds.
administration-help-promise = Tout le monde voit les réponses, les listes et les comparaisons. Toi seul vois ton étagère et ce qu’un bouton te montre.
