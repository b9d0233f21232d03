# Digests : commandes, abonnements, numéros.

## Commands
cmd-digest = digest
cmd-digest-about = Recevoir les nouveaux articles qui comptent pour vous
cmd-digest-subscribe = abonner
cmd-digest-subscribe-about = Abonner un salon à un digest
cmd-digest-subscribe-opt-channel = salon
cmd-digest-subscribe-opt-channel-about = Salon du digest (par défaut : celui-ci)
cmd-digest-opt-time = heure
cmd-digest-opt-time-about = Par exemple 9, 9:30 ou 21h (par défaut : 9:00)
cmd-digest-opt-timezone = fuseau
cmd-digest-opt-timezone-about = Tape le début du nom d’une ville
cmd-digest-opt-cadence = rythme
cmd-digest-opt-cadence-about = À quel rythme (par défaut : chaque jour)
cmd-digest-opt-weekday = jour
cmd-digest-opt-weekday-about = Jour d’un digest hebdomadaire (par défaut : lundi)
cmd-digest-me = moi
cmd-digest-me-about = Recevoir ton propre digest en message privé
cmd-digest-list = liste
cmd-digest-list-about = Voir les digests que tu peux gérer
cmd-digest-edit = modifier
cmd-digest-edit-about = Modifier le sujet d’un digest et le moment où il paraît
cmd-digest-pause = suspendre
cmd-digest-pause-about = Suspendre un digest
cmd-digest-resume = reprendre
cmd-digest-resume-about = Reprendre un digest suspendu
cmd-digest-unsubscribe = désabonner
cmd-digest-unsubscribe-about = Mettre fin définitivement à un digest
cmd-digest-preview = aperçu
cmd-digest-preview-about = Voir un aperçu du prochain numéro
cmd-digest-now = maintenant
cmd-digest-now-about = Publier tout de suite les nouveaux articles
cmd-digest-opt-digest = digest
cmd-digest-opt-digest-about = Quel digest (facultatif s’il n’y en a qu’un)

## When
digest-cadence =
    { $cadence ->
        [weekdays] Les jours ouvrés
        [weekly] Chaque semaine
       *[daily] Chaque jour
    }
digest-weekday =
    { $day ->
        [0] lundi
        [1] mardi
        [2] mercredi
        [3] jeudi
        [4] vendredi
        [5] samedi
       *[6] dimanche
    }
digest-short =
    { $day ->
        [0] lun.
        [1] mar.
        [2] mer.
        [3] jeu.
        [4] ven.
        [5] sam.
       *[6] dim.
    }
digest-when =
    { $cadence ->
        [weekly] Chaque { $weekday } à { $time } ({ $zone })
        [weekdays] Du lundi au vendredi à { $time } ({ $zone })
       *[daily] Chaque jour à { $time } ({ $zone })
    }
digest-where = { $schedule } dans { $channel }
digest-next = Prochain numéro : { $moment }
digest-paused = Suspendu jusqu’à ce que quelqu’un le reprenne.
digest-paused-gone = Suspendu : le salon n’existe plus. Choisis-en un autre sous « { digest-button-when } », puis reprends le digest.
digest-paused-barred = Suspendu : je n’ai pas la permission d’y publier. Accorde-la-moi, puis reprends le digest.
digest-paused-closed = Suspendu : tu n’acceptes pas mes messages privés. Autorise-les dans tes paramètres de confidentialité pour ce serveur, puis reprends le digest.
digest-paused-role = Suspendu : les réglages de ce serveur ne te permettent plus de m’utiliser. Dès qu’ils le permettront à nouveau, reprends le digest.
digest-some-channel = un salon supprimé
digest-your-messages = tes messages privés

## Interests
digest-about-topics = Sujets : { $list }
digest-about-categories = Seulement dans : { $list }
digest-about-include = Seulement avec au moins un de ces mots : { $list }
digest-about-exclude = Sans ces mots : { $list }
digest-about-authors = Auteurs préférés : { $list }
digest-about-all = Tous les nouveaux articles : aucun sujet, mot ou catégorie n’est défini.

## The forms
digest-form-words = Quel est son sujet ?
digest-form-topics = Sujets en mots simples, un par ligne
digest-form-topics-hint = retrieval-augmented generation
digest-form-categories = Seulement ces catégories
digest-form-categories-hint = cs.CL, cs.IR, ou cs pour l’ensemble
digest-form-include = Seulement avec au moins un de ces mots
digest-form-include-hint = Vide : tous les articles
digest-form-exclude = Exclure les articles qui ont ces mots
digest-form-exclude-hint = survey, blockchain
digest-form-authors = Auteurs préférés, un par ligne
digest-form-authors-hint = Ada Lovelace
digest-form-when = Quand et où ?
digest-form-time = Heure
digest-form-zone = Fuseau horaire
digest-form-zone-hint = Europe/Paris, ou une ville
digest-form-cadence = À quel rythme
digest-form-weekday = Quel jour, s’il est hebdomadaire
digest-form-channel = Salon

## Errors
digest-bad-time = « { $text } » n’est pas une heure valide.
digest-bad-time-todo = Écris par exemple 9, 9:30, 21h ou 9pm.
digest-bad-zone = Je ne connais pas le fuseau horaire « { $text } ».
digest-bad-zone-todo = Écris une ville, comme Paris, ou un nom comme Europe/Paris.
digest-bad-channel = Je ne vois pas ce salon.
digest-bad-channel-todo = Donne-moi accès à ce salon, ou choisis-en un autre.
digest-bad-permissions = Dans { $channel }, il me manque des permissions : { $permissions }.
digest-bad-permissions-todo = Accorde-les-moi dans les paramètres du salon, ou choisis-en un autre.
digest-bad-yours = Tu ne peux pas écrire toi-même dans { $channel }.
digest-bad-yours-todo = Choisis un salon où tu peux écrire, ou adresse-toi à quelqu’un qui gère le serveur.
digest-bad-category = « { $text } » n’est pas une catégorie.
digest-bad-category-todo = Écris les noms ou les codes d’arXiv : Robotics, cs.CL, ou cs pour tout cs. Le reste est enregistré.
digest-bad-both = « { $text } » est à la fois inclus et exclu.
digest-bad-both-todo = Il compte comme inclus. Retire-le de l’un des deux champs. Le reste est enregistré.
digest-bad-long = « { $text } » est trop long.
digest-bad-long-todo = Écris au plus { $most } caractères par entrée, et sépare les entrées par des virgules ou des retours à la ligne. Le reste est enregistré.
digest-bad-many = Cela fait { $count } entrées.
digest-bad-many-todo = Un champ accepte au plus { $most } entrées. Le reste est enregistré.
digest-not-yours = Seuls les gestionnaires du serveur et les rôles qu’ils ont choisis peuvent gérer les digests des salons.
digest-not-yours-todo = Crée ton propre digest avec /{ cmd-digest } { cmd-digest-me }, ou adresse-toi à quelqu’un qui a la permission « Gérer le serveur » et qui peut autoriser un rôle avec /{ cmd-settings }.
digest-too-many =
    { $limit ->
        [member] Tu as déjà { $most } digests de ce serveur : c’est le maximum.
        [members] Les membres de ce serveur ont déjà { $most } digests personnels : c’est le maximum.
       *[server] Ce serveur a déjà { $most } digests : c’est le maximum.
    }
digest-too-many-todo =
    { $limit ->
        [members] Réessaie quand l’un d’eux aura pris fin, ou demande un digest dans un salon à quelqu’un qui gère le serveur.
       *[server] Mets fin à l’un d’eux avec /{ cmd-digest } { cmd-digest-unsubscribe }, ou modifies-en un avec /{ cmd-digest } { cmd-digest-edit }.
    }
digest-none = Ce serveur n’a pas encore de digest.
digest-none-todo = Crées-en un avec /{ cmd-digest } { cmd-digest-subscribe }.
digest-none-yours = Tu n’as pas encore de digest de ce serveur.
digest-none-yours-todo = Reçois-en un en message privé avec /{ cmd-digest } { cmd-digest-me }.
digest-which = Il y a plusieurs digests.
digest-which-todo = Choisis-en un dans l’option « { cmd-digest-opt-digest } », ou affiche-les avec /{ cmd-digest } { cmd-digest-list }.
digest-gone = Ce digest n’existe plus.
digest-gone-todo = Affiche ceux qui existent avec /{ cmd-digest } { cmd-digest-list }.
digest-not-your-role = Tu ne peux pas mentionner ce rôle toi-même.
digest-not-your-role-todo = Choisis un rôle que tous peuvent mentionner, ou adresse-toi à quelqu’un qui gère le serveur.
digest-everyone = Je peux prévenir un rôle, mais jamais tout le monde.
digest-everyone-todo = Choisis un rôle dont les membres veulent entendre parler des nouveaux articles.
digest-off = Les digests sont désactivés pour l’instant.
digest-off-todo = Réessaie dans une minute ; si cela persiste, préviens l’exploitant du bot.
digest-forgotten = Le numéro du digest auquel cela se rapporte n’est plus conservé.
digest-forgotten-todo = Utilise les boutons du dernier numéro.

## A subscription
digest-saved = Enregistré.
digest-subscribed = Abonnement enregistré. « { digest-button-preview } » montre le numéro d’aujourd’hui.
digest-welcome = Ton digest de { $server } arrivera ici
digest-welcome-about = Pour le modifier, le suspendre ou y mettre fin, utilise /{ cmd-digest } { cmd-digest-edit } sur le serveur.
digest-set-papers = Articles par publication
digest-papers =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
digest-set-sources = Sources
digest-sources-all = Toutes les sources
digest-set-empty = Quand il n’y a rien de nouveau
digest-empty =
    { $does ->
        [say] Signaler qu’il n’y a rien de nouveau
       *[silent] Ne rien publier
    }
digest-set-language = Langue
digest-language-server = Celle du serveur
digest-set-role = Rôle à prévenir
digest-role-none = Personne n’est prévenu
digest-warn-gone = Je ne vois pas le salon : rien ne peut y être publié.
digest-warn-barred = Je ne peux pas y publier. Permissions manquantes : { $permissions }.
digest-warn-threads = Je ne peux pas y ouvrir de fil : un bouton montre ce qui ne tient pas dans la publication.
digest-warn-role = Je ne peux pas prévenir { $role } : permets à tous de mentionner ce rôle, ou à moi de mentionner tous les rôles.
digest-permission-view = Voir le salon
digest-permission-history = Voir les anciens messages
digest-permission-send = Envoyer des messages
digest-permission-send-threads = Envoyer des messages dans les fils
digest-remove = Mettre fin à ce digest ?
digest-remove-about = Ses numéros restent où ils sont. Ce que les votes lui ont appris est effacé.
digest-removed = Le digest a pris fin.
digest-list =
    { $count ->
        [one] { $count } digest sur ce serveur
       *[other] { $count } digests sur ce serveur
    }
digest-list-yours =
    { $count ->
        [one] Ton digest de ce serveur
       *[other] Tes { $count } digests de ce serveur
    }
digest-preview = Aperçu, visible uniquement par toi. Voici ce qui serait publié maintenant dans { $channel }.
digest-preview-earlier = Aperçu, visible uniquement par toi. Rien de nouveau ne correspond encore aux critères ; d’après les articles les plus récents, voici ce qui aurait été publié dans { $channel }.
digest-now-sent = Publié dans { $channel }.
digest-now-empty =
    { $count ->
        [0] Aucun nouvel article depuis le dernier numéro ; rien n’a été publié.
        [one] { $count } nouvel article, mais il ne correspond pas aux critères ; rien n’a été publié.
       *[other] { $count } nouveaux articles, mais aucun ne correspond aux critères ; rien n’a été publié.
    }
digest-now-busy = Un numéro de ce digest est en préparation. Il sera publié dans un instant.
digest-now-later = La publication dans { $channel } est impossible pour l’instant. Je publierai dès que possible.
digest-now-barred = Rien ne peut être publié dans { $channel } : le digest est donc suspendu. /{ cmd-digest } { cmd-digest-edit } indique pourquoi.
digest-rests = Le digest pour { $channel } sur { $server } est suspendu
digest-rests-gone = Son salon n’existe plus. Sur le serveur, choisis-en un autre avec /{ cmd-digest } { cmd-digest-edit }, puis utilise /{ cmd-digest } { cmd-digest-resume } ; ou mets-y fin avec /{ cmd-digest } { cmd-digest-unsubscribe }.
digest-rests-barred = Je n’ai plus la permission d’y publier. Permets-moi de voir le salon et ses anciens messages et d’y écrire, puis utilise /{ cmd-digest } { cmd-digest-resume } sur le serveur.
digest-rests-yours = Ton digest de { $server } est suspendu
digest-rests-role = Les réglages du serveur ne te permettent plus de m’utiliser. Dès qu’ils le permettront à nouveau, utilise là-bas /{ cmd-digest } { cmd-digest-resume }. /{ cmd-forget-me } efface ce digest, avec tout ce que je conserve sur toi.

## The post
digest-heading = Articles du { DATETIME($day, dateStyle: "full") }
digest-heading-week = Les articles de la semaine, { DATETIME($day, dateStyle: "long") }
digest-nothing =
    { $count ->
        [0] Aucun nouvel article.
        [one] { $count } nouvel article, qui ne correspond pas aux critères.
       *[other] { $count } nouveaux articles, dont aucun ne correspond aux critères.
    }
digest-considered =
    { $count ->
        [one] Choisi parmi { $count } nouvel article
       *[other] Choisis parmi { $count } nouveaux articles
    }
digest-silent-topics = Aucun nouvel article sur : { $topics }
digest-in-thread =
    { $count ->
        [one] { $count } autre dans le fil
       *[other] { $count } autres dans le fil
    }
digest-thread = Autres articles du { DATETIME($day, dateStyle: "long") }
digest-rest = Autres articles du { DATETIME($day, dateStyle: "long") }
digest-chart-total =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
digest-why = Pourquoi ces articles ?
digest-why-about =
    { $count ->
        [one] Choisi parmi { $count } nouvel article. Les raisons de chaque choix, les plus fortes d’abord. Les votes comptent dès le prochain numéro.
       *[other] Choisis parmi { $count } nouveaux articles. Les raisons de chaque choix, les plus fortes d’abord. Les votes comptent dès le prochain numéro.
    }
digest-reason =
    { $kind ->
        [topic] correspond à « { $text } »
        [author] de { $text }, auteur préféré
        [upvotes]
            { $count ->
                [one] { $count } vote pour
               *[other] { $count } votes pour
            }
        [liked] semblable à « { $text } », apprécié ici
        [disliked] semblable à « { $text } », peu apprécié ici
        [include] mentionne « { $text } »
        [category] dans { $text }
       *[new] nouveau
    }
digest-weight-decisive = décisif
digest-weight-much = fort
digest-weight-little = faible
digest-weight-against = défavorable

## Buttons
digest-button-why = Pourquoi ceux-ci ?
digest-menu = Plus sur l’article { $number }…
digest-menu-why = Pourquoi cet article ?
digest-button-server = Aller au serveur
digest-button-go-there = Y aller
digest-button-open = Ouvrir
digest-button-rest =
    { $count ->
        [one] { $count } autre
       *[other] { $count } autres
    }
digest-button-words = Sujets et mots…
digest-button-when = Quand et où…
digest-button-preview = Aperçu
digest-button-pause = Suspendre
digest-button-resume = Reprendre
digest-button-unsubscribe = Se désabonner…
digest-button-remove = Y mettre fin
digest-button-keep = Garder
digest-button-edit = Modifier
