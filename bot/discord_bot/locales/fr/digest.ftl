# Digests : commandes, abonnements, numéros.

## Commands
cmd-digest = digest
cmd-digest-about = Recevoir les nouveaux articles qui comptent pour vous
cmd-digest-subscribe = abonner
cmd-digest-subscribe-about = Abonner un salon à un digest
cmd-digest-subscribe-opt-channel = salon
cmd-digest-subscribe-opt-channel-about = Salon du digest (par défaut : celui-ci)
cmd-digest-subscribe-opt-time = heure
cmd-digest-subscribe-opt-time-about = Par exemple 9, 9:30 ou 21h (par défaut : 9:00)
cmd-digest-subscribe-opt-timezone = fuseau
cmd-digest-subscribe-opt-timezone-about = Tape le début d’une ville
cmd-digest-subscribe-opt-cadence = rythme
cmd-digest-subscribe-opt-cadence-about = À quel rythme (par défaut : chaque jour)
cmd-digest-subscribe-opt-weekday = jour
cmd-digest-subscribe-opt-weekday-about = Jour d’un digest hebdomadaire (par défaut : lundi)
cmd-digest-me = moi
cmd-digest-me-about = Recevoir ton propre digest en message privé
cmd-digest-list = liste
cmd-digest-list-about = Voir les digests dont tu peux t’occuper
cmd-digest-edit = modifier
cmd-digest-edit-about = Changer de quoi parle un digest, et quand il vient
cmd-digest-pause = suspendre
cmd-digest-pause-about = Suspendre un digest
cmd-digest-resume = reprendre
cmd-digest-resume-about = Reprendre un digest suspendu
cmd-digest-unsubscribe = désabonner
cmd-digest-unsubscribe-about = Mettre fin à un digest pour de bon
cmd-digest-preview = aperçu
cmd-digest-preview-about = Voir un aperçu du prochain numéro
cmd-digest-now = maintenant
cmd-digest-now-about = Publier maintenant les nouveaux articles
cmd-digest-history = historique
cmd-digest-history-about = Voir les derniers numéros d’un digest
cmd-digest-opt-digest = digest
cmd-digest-opt-digest-about = Quel digest (facultatif s’il n’y en a qu’un)

## When
digest-cadence-daily = Chaque jour
digest-cadence-weekdays = Les jours ouvrés
digest-cadence-weekly = Chaque semaine
digest-weekday-0 = lundi
digest-weekday-1 = mardi
digest-weekday-2 = mercredi
digest-weekday-3 = jeudi
digest-weekday-4 = vendredi
digest-weekday-5 = samedi
digest-weekday-6 = dimanche
digest-short-0 = lun.
digest-short-1 = mar.
digest-short-2 = mer.
digest-short-3 = jeu.
digest-short-4 = ven.
digest-short-5 = sam.
digest-short-6 = dim.
digest-when-daily = Chaque jour à { $time } ({ $zone })
digest-when-weekdays = Du lundi au vendredi à { $time } ({ $zone })
digest-when-weekly = Chaque { $weekday } à { $time } ({ $zone })
digest-where = { $schedule } dans { $channel }
digest-next = Prochain numéro : { $moment }
digest-paused = Suspendu, jusqu’à ce que quelqu’un le reprenne.
digest-paused-gone = Suspendu : le salon n’existe plus. Choisis-en un autre sous « { digest-button-when } », puis reprends.
digest-paused-barred = Suspendu : je n’ai pas le droit d’y publier. Donne-moi les permissions, puis reprends.
digest-paused-closed = Suspendu : tu n’acceptes pas mes messages privés. Permets-les dans tes paramètres de confidentialité pour ce serveur, puis reprends.
digest-paused-role = Suspendu : les paramètres de ce serveur ne te permettent plus de m’utiliser. Dès qu’ils le permettent, reprends.
digest-some-channel = un salon supprimé
digest-your-messages = tes messages privés

## Interests
digest-about-topics = Sujets : { $list }
digest-about-categories = Seulement : { $list }
digest-about-include = Seulement avec l’un de : { $list }
digest-about-exclude = Jamais avec : { $list }
digest-about-authors = Auteurs préférés : { $list }
digest-about-all = Tous les nouveaux articles : ni sujets, ni mots, ni catégories ne sont définis.

## The forms
digest-form-words = De quoi s’agit-il ?
digest-form-topics = Sujets en mots simples, un par ligne
digest-form-topics-hint = retrieval-augmented generation
digest-form-categories = Seulement ces catégories
digest-form-categories-hint = cs.CL, cs.IR, ou cs pour l’ensemble
digest-form-include = Seulement avec l’un de ces mots
digest-form-include-hint = Vide : tous les articles
digest-form-exclude = Jamais d’articles avec ces mots
digest-form-exclude-hint = survey, blockchain
digest-form-authors = Auteurs préférés, un par ligne
digest-form-authors-hint = Ada Lovelace
digest-form-when = Quand et où ?
digest-form-time = Heure
digest-form-zone = Fuseau horaire
digest-form-zone-hint = Europe/Paris, ou une ville
digest-form-cadence = À quel rythme
digest-form-weekday = Quel jour, si chaque semaine
digest-form-channel = Salon
digest-form-gone = Ce formulaire a expiré.
digest-form-gone-todo = Utilise de nouveau /{ cmd-digest } { cmd-digest-subscribe }.
digest-go-on = Choisis maintenant son sujet.

## Errors
digest-bad-time = « { $text } » n’est pas une heure.
digest-bad-time-todo = Écris par exemple 9, 9:30, 21h ou 9pm. Le reste de ton choix est gardé.
digest-bad-zone = Je ne connais pas de fuseau « { $text } ».
digest-bad-zone-todo = Écris une ville, comme Paris, ou un nom comme Europe/Paris. Le reste de ton choix est gardé.
digest-bad-channel = Je ne vois pas ce salon.
digest-bad-channel-todo = Donne-moi accès à ce salon, ou choisis-en un autre. Le reste de ce que tu as tapé est gardé.
digest-bad-permissions = Dans { $channel }, il me manque des permissions : { $permissions }.
digest-bad-permissions-todo = Donne-les-moi dans les réglages du salon, ou choisis-en un autre ; ce que tu as tapé est gardé.
digest-bad-yours = Tu ne peux pas écrire dans { $channel } toi-même.
digest-bad-yours-todo = Choisis un salon où tu le peux, ou adresse-toi à quelqu’un qui gère le serveur. Ce que tu as tapé est gardé.
digest-bad-category = « { $text } » n’est pas une catégorie.
digest-bad-category-todo = Écris les noms ou les sigles d’arXiv : Robotics, cs.CL, ou cs pour tout cs. Ce que tu as tapé est gardé.
digest-bad-both = « { $text } » est à la fois voulu et exclu.
digest-bad-both-todo = Retire-le de l’un des deux. Ce que tu as tapé est gardé.
digest-bad-long = « { $text } » est trop long.
digest-bad-long-todo = Au plus { $most } caractères chacun ; entre deux, une virgule ou une nouvelle ligne. Ce que tu as tapé est gardé.
digest-bad-many = Cela fait { $count } entrées.
digest-bad-many-todo = Au plus { $most } par champ. Ce que tu as tapé est gardé.
digest-not-yours = Seules les personnes qui gèrent ce serveur, ou ont un rôle pour cela, s’occupent des digests des salons.
digest-not-yours-todo = Reçois le tien avec /{ cmd-digest } { cmd-digest-me }, ou adresse-toi à quelqu’un qui a la permission « Gérer le serveur » ; avec /{ cmd-settings }, on peut le permettre à un rôle.
digest-too-many-server = Ce serveur a déjà { $most } digests, le maximum.
digest-too-many-server-todo = Mets fin à l’un avec /{ cmd-digest } { cmd-digest-unsubscribe }, ou change-le avec /{ cmd-digest } { cmd-digest-edit }.
digest-too-many-member = Tu as déjà { $most } digests de ce serveur, le maximum.
digest-too-many-member-todo = { digest-too-many-server-todo }
digest-too-many-members = Les membres de ce serveur ont déjà { $most } digests personnels, le maximum.
digest-too-many-members-todo = Réessaie quand l’un d’eux aura pris fin, ou demande un digest dans un salon à quelqu’un qui gère le serveur.
digest-none = Ce serveur n’a pas encore de digest.
digest-none-todo = Crées-en un avec /{ cmd-digest } { cmd-digest-subscribe }.
digest-none-yours = Tu n’as pas encore de digest de ce serveur.
digest-none-yours-todo = Reçois-en un en message privé avec /{ cmd-digest } { cmd-digest-me }.
digest-which = Il y a plusieurs digests.
digest-which-todo = Choisis-en un dans l’option « { cmd-digest-opt-digest } », ou vois-les avec /{ cmd-digest } { cmd-digest-list }.
digest-gone = Ce digest n’existe plus.
digest-gone-todo = Vois ceux qui existent avec /{ cmd-digest } { cmd-digest-list }.
digest-not-your-role = Tu ne peux pas mentionner ce rôle toi-même.
digest-not-your-role-todo = Choisis un rôle que tous peuvent mentionner, ou adresse-toi à quelqu’un qui gère le serveur.
digest-everyone = Je peux prévenir un rôle, mais jamais tout le monde.
digest-everyone-todo = Choisis un rôle dont les membres veulent entendre parler des nouveaux articles.
digest-off = Les digests sont désactivés pour l’instant.
digest-off-todo = Réessaie dans une minute ; si cela dure, dis-le à l’exploitant du bot.
digest-forgotten = Le numéro auquel cela appartient n’est plus conservé.
digest-forgotten-todo = Utilise les boutons du dernier numéro.

## A subscription
digest-saved = Enregistré.
digest-subscribed = Abonné. « { digest-button-preview } » montre le numéro d’aujourd’hui.
digest-welcome = Ton digest de { $server } arrivera ici
digest-welcome-about = Change-le, suspends-le ou mets-y fin sur le serveur avec /{ cmd-digest } { cmd-digest-edit }.
digest-set-papers = Articles par publication
digest-papers =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
digest-set-sources = Sources
digest-sources-all = Toutes les sources
digest-set-empty = Quand il n’y a rien de nouveau
digest-empty-silent = Ne rien publier
digest-empty-say = Dire qu’il n’y a rien de nouveau
digest-set-language = Langue
digest-language-server = Celle du serveur
digest-set-role = Rôle à prévenir
digest-role-none = Personne n’est prévenu
digest-warn-gone = Je ne vois pas le salon : rien ne peut y être publié.
digest-warn-barred = Je ne peux pas y publier. Permissions manquantes : { $permissions }.
digest-warn-threads = Je ne peux pas y ouvrir de fil : un bouton montre ce qui ne tient pas dans la publication.
digest-warn-role = Je ne peux pas prévenir { $role } : permets à tous de mentionner ce rôle, ou à moi de mentionner tous les rôles.
digest-permission-view = Voir le salon
digest-permission-history = Voir les anciens messages
digest-permission-send = Envoyer des messages
digest-permission-send-threads = Envoyer des messages dans les fils
digest-remove = Mettre fin à ce digest ?
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
digest-list-edit = Ouvre n’importe lequel avec /{ cmd-digest } { cmd-digest-edit }.
digest-list-most = Un serveur peut en avoir { $most }.
digest-list-yours-most = Chaque membre peut en avoir { $most }.
digest-history = Les derniers numéros
digest-history-none = Aucun encore.
digest-outcome-claimed = en préparation
digest-outcome-composed = bientôt publié
digest-outcome-sent = publié, son fil se remplit
digest-outcome-done = publié
digest-outcome-empty = rien de nouveau
digest-outcome-given-up = non publié
digest-preview = Aperçu, visible par toi seul. Voici ce qui serait publié maintenant dans { $channel }.
digest-preview-earlier = Aperçu, visible par toi seul. Rien de nouveau ne convient encore ; d’après les articles les plus récents, voici ce qui aurait été publié dans { $channel }.
digest-now-sent = Publié dans { $channel }.
digest-now-empty =
    { $count ->
        [0] Aucun nouvel article depuis le dernier numéro, donc rien n’a été publié.
        [one] { $count } nouvel article, qui ne convient pas, donc rien n’a été publié.
       *[other] { $count } nouveaux articles, dont aucun ne convient, donc rien n’a été publié.
    }
digest-now-busy = Un numéro de ce digest est en préparation. Il sera publié dans un instant.
digest-now-later = La publication dans { $channel } est impossible pour l’instant. Elle viendra dès que possible.
digest-now-barred = Rien ne peut être publié dans { $channel }, donc le digest est suspendu. /{ cmd-digest } { cmd-digest-edit } dit pourquoi.
digest-rests = Le digest pour { $channel } sur { $server } est suspendu
digest-rests-gone = Son salon n’existe plus. Sur le serveur, choisis-en un autre avec /{ cmd-digest } { cmd-digest-edit }, puis utilise /{ cmd-digest } { cmd-digest-resume } ; ou mets-y fin avec /{ cmd-digest } { cmd-digest-unsubscribe }.
digest-rests-barred = Je n’ai plus le droit d’y publier. Laisse-moi voir le salon et ses anciens messages, et y écrire, puis utilise /{ cmd-digest } { cmd-digest-resume } sur le serveur.
digest-rests-yours = Ton digest de { $server } est suspendu
digest-rests-role = Les paramètres du serveur ne te permettent plus de m’utiliser. Dès qu’ils le permettent, utilise là-bas /{ cmd-digest } { cmd-digest-resume }. /{ cmd-forget-me } l’efface, avec tout ce que je conserve sur toi.

## The post
digest-heading = Articles du { DATETIME($day, dateStyle: "full") }
digest-heading-week = Les articles de la semaine, { DATETIME($day, dateStyle: "long") }
digest-nothing =
    { $count ->
        [0] Aucun nouvel article.
        [one] { $count } nouvel article ; il ne convient pas.
       *[other] { $count } nouveaux articles ; aucun ne convient.
    }
digest-considered =
    { $count ->
        [one] Choisi parmi { $count } nouvel article
       *[other] Choisis parmi { $count } nouveaux articles
    }
digest-silent-topics = Aucun nouvel article sur : { $topics }
digest-in-thread =
    { $count ->
        [one] { $count } de plus dans le fil
       *[other] { $count } de plus dans le fil
    }
digest-thread = Plus d’articles du { DATETIME($day, dateStyle: "long") }
digest-rest = Plus d’articles du { DATETIME($day, dateStyle: "long") }
digest-chart-total =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
digest-why = Pourquoi ces articles ?
digest-why-about =
    { $count ->
        [one] Choisi parmi { $count } nouvel article. Les raisons de chaque choix, les plus fortes d’abord. Les votes comptent dès le prochain numéro.
       *[other] Choisis parmi { $count } nouveaux articles. Les raisons de chaque choix, les plus fortes d’abord. Les votes comptent dès le prochain numéro.
    }
digest-why-topic = correspond à « { $text } »
digest-why-author = de { $text }, auteur préféré
digest-why-upvotes =
    { $count ->
        [one] { $count } vote pour
       *[other] { $count } votes pour
    }
digest-why-liked = semblable à « { $text } », apprécié ici
digest-why-disliked = semblable à « { $text } », peu apprécié ici
digest-why-include = mentionne « { $text } »
digest-why-category = dans { $text }
digest-why-new = nouveau
digest-weight-decisive = décisif
digest-weight-much = fort
digest-weight-little = faible
digest-weight-against = contre lui

## Buttons
digest-button-why = Pourquoi ceux-ci ?
digest-menu = Plus sur l’article { $number }…
digest-menu-why = Pourquoi cet article ?
digest-button-server = Aller au serveur
digest-button-go-there = Y aller
digest-button-open = Ouvrir
digest-button-rest =
    { $count ->
        [one] { $count } de plus
       *[other] { $count } de plus
    }
digest-button-again = Corriger
digest-button-go-on = Continuer
digest-button-words = Sujets et mots…
digest-button-when = Moment et lieu…
digest-button-preview = Aperçu
digest-button-pause = Suspendre
digest-button-resume = Reprendre
digest-button-unsubscribe = Désabonner…
digest-button-remove = Y mettre fin
digest-button-keep = Le garder
digest-button-edit = Modifier
