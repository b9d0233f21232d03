# Digests: Befehle, Abonnements, Ausgaben.

## Commands
cmd-digest = digest
cmd-digest-about = Neue Artikel bekommen, die für euch wichtig sind
cmd-digest-subscribe = abonnieren
cmd-digest-subscribe-about = Einen Digest für einen Kanal abonnieren
cmd-digest-subscribe-opt-channel = kanal
cmd-digest-subscribe-opt-channel-about = Kanal für den Digest (Standard: dieser)
cmd-digest-opt-time = uhrzeit
cmd-digest-opt-time-about = Etwa 9, 9:30 oder 21h (Standard: 9:00)
cmd-digest-opt-timezone = zeitzone
cmd-digest-opt-timezone-about = Tippe den Anfang eines Städtenamens
cmd-digest-opt-cadence = rhythmus
cmd-digest-opt-cadence-about = Wie oft (Standard: täglich)
cmd-digest-opt-weekday = wochentag
cmd-digest-opt-weekday-about = Tag eines wöchentlichen Digests (Standard: Montag)
cmd-digest-me = persönlich
cmd-digest-me-about = Einen eigenen Digest als Direktnachricht bekommen
cmd-digest-list = liste
cmd-digest-list-about = Die Digests ansehen, die du verwalten kannst
cmd-digest-edit = ändern
cmd-digest-edit-about = Ändern, worum es in einem Digest geht und wann er kommt
cmd-digest-pause = anhalten
cmd-digest-pause-about = Einen Digest anhalten
cmd-digest-resume = fortsetzen
cmd-digest-resume-about = Einen angehaltenen Digest fortsetzen
cmd-digest-unsubscribe = abbestellen
cmd-digest-unsubscribe-about = Einen Digest endgültig beenden
cmd-digest-preview = vorschau
cmd-digest-preview-about = Die nächste Ausgabe vorab ansehen
cmd-digest-now = jetzt
cmd-digest-now-about = Neue Artikel sofort posten
cmd-digest-opt-digest = digest
cmd-digest-opt-digest-about = Welcher Digest (optional, wenn es nur einen gibt)

## When
digest-cadence =
    { $cadence ->
        [weekdays] An Werktagen
        [weekly] Wöchentlich
       *[daily] Täglich
    }
digest-weekday =
    { $day ->
        [0] Montag
        [1] Dienstag
        [2] Mittwoch
        [3] Donnerstag
        [4] Freitag
        [5] Samstag
       *[6] Sonntag
    }
digest-short =
    { $day ->
        [0] Mo
        [1] Di
        [2] Mi
        [3] Do
        [4] Fr
        [5] Sa
       *[6] So
    }
digest-when =
    { $cadence ->
        [weekly] Jeden { $weekday } um { $time } ({ $zone })
        [weekdays] Montags bis freitags um { $time } ({ $zone })
       *[daily] Jeden Tag um { $time } ({ $zone })
    }
digest-where = { $schedule } in { $channel }
digest-next = Nächste Ausgabe: { $moment }
digest-paused = Angehalten, bis ihn jemand fortsetzt.
digest-paused-gone = Angehalten: Den Kanal gibt es nicht mehr. Wähle unter „{ digest-button-when }“ einen anderen und setze dann fort.
digest-paused-barred = Angehalten: Ich darf dort nicht posten. Gib mir die Berechtigungen und setze dann fort.
digest-paused-closed = Angehalten: Du nimmst keine Direktnachrichten von mir an. Erlaube sie in deinen Privatsphäre-Einstellungen für diesen Server und setze dann fort.
digest-paused-role = Angehalten: Nach den Einstellungen dieses Servers darfst du mich nicht mehr benutzen. Sobald du es wieder darfst, setze fort.
digest-some-channel = einem gelöschten Kanal
digest-your-messages = deinen Direktnachrichten

## Interests
digest-about-topics = Themen: { $list }
digest-about-categories = Nur aus: { $list }
digest-about-include = Nur mit einem von: { $list }
digest-about-exclude = Nie mit: { $list }
digest-about-authors = Bevorzugt von: { $list }
digest-about-all = Jeder neue Artikel: Es sind keine Themen, Wörter oder Kategorien festgelegt.

## The forms
digest-form-words = Worum geht es?
digest-form-topics = Themen in einfachen Worten, je Zeile eins
digest-form-topics-hint = Retrieval-Augmented Generation
digest-form-categories = Nur diese Kategorien
digest-form-categories-hint = cs.CL, cs.IR oder cs für alles davon
digest-form-include = Nur Artikel mit einem dieser Wörter
digest-form-include-hint = Leer: jeder Artikel
digest-form-exclude = Nie Artikel mit diesen Wörtern
digest-form-exclude-hint = Survey, Blockchain
digest-form-authors = Bevorzugte Autoren, je Zeile einer
digest-form-authors-hint = Ada Lovelace
digest-form-when = Wann und wo?
digest-form-time = Uhrzeit
digest-form-zone = Zeitzone
digest-form-zone-hint = Europe/Berlin oder eine Stadt
digest-form-cadence = Wie oft
digest-form-weekday = An welchem Tag, falls wöchentlich
digest-form-channel = Kanal

## Errors
digest-bad-time = „{ $text }“ ist keine Uhrzeit.
digest-bad-time-todo = Schreibe etwa 9, 9:30, 21h oder 9pm.
digest-bad-zone = Eine Zeitzone „{ $text }“ kenne ich nicht.
digest-bad-zone-todo = Schreibe eine Stadt wie Berlin oder einen Namen wie Europe/Berlin.
digest-bad-channel = Diesen Kanal kann ich nicht sehen.
digest-bad-channel-todo = Gib mir Zugriff darauf, oder wähle einen anderen.
digest-bad-permissions = In { $channel } fehlen mir Berechtigungen: { $permissions }.
digest-bad-permissions-todo = Gib sie mir in den Einstellungen des Kanals, oder wähle einen anderen.
digest-bad-yours = In { $channel } kannst du selbst nicht schreiben.
digest-bad-yours-todo = Wähle einen Kanal, in dem du es kannst, oder wende dich an jemanden, der den Server verwaltet.
digest-bad-category = „{ $text }“ ist keine Kategorie.
digest-bad-category-todo = Verwende Namen oder Kürzel von arXiv: Robotics, cs.CL oder cs für alles aus cs. Der Rest ist gespeichert.
digest-bad-both = „{ $text }“ ist zugleich erwünscht und unerwünscht.
digest-bad-both-todo = Es zählt als erwünscht. Nimm es aus einem der beiden Felder. Der Rest ist gespeichert.
digest-bad-long = „{ $text }“ ist zu lang.
digest-bad-long-todo = Höchstens je { $most } Zeichen, durch Kommas oder neue Zeilen getrennt. Der Rest ist gespeichert.
digest-bad-many = Das sind { $count } Einträge.
digest-bad-many-todo = Ein Feld fasst höchstens { $most }. Der Rest ist gespeichert.
digest-not-yours = Digests von Kanälen verwalten kann nur, wer diesen Server verwaltet oder eine Rolle dafür hat.
digest-not-yours-todo = Einen eigenen bekommst du mit /{ cmd-digest } { cmd-digest-me }. Sonst wende dich an jemanden mit der Berechtigung „Server verwalten“; mit /{ cmd-settings } lässt sich eine Rolle dafür freigeben.
digest-too-many =
    { $limit ->
        [member] Du hast schon { $most } Digests von diesem Server, mehr sind nicht möglich.
        [members] Die Mitglieder dieses Servers haben schon { $most } persönliche Digests, mehr sind nicht möglich.
       *[server] Dieser Server hat schon { $most } Digests, mehr sind nicht möglich.
    }
digest-too-many-todo =
    { $limit ->
        [members] Versuche es noch einmal, wenn einer davon beendet ist, oder bitte jemanden, der den Server verwaltet, um einen Digest in einem Kanal.
       *[server] Beende einen mit /{ cmd-digest } { cmd-digest-unsubscribe }, oder ändere einen mit /{ cmd-digest } { cmd-digest-edit }.
    }
digest-none = Dieser Server hat noch keinen Digest.
digest-none-todo = Lege einen an mit /{ cmd-digest } { cmd-digest-subscribe }.
digest-none-yours = Du hast noch keinen Digest von diesem Server.
digest-none-yours-todo = Einen als Direktnachricht bekommst du mit /{ cmd-digest } { cmd-digest-me }.
digest-which = Es gibt mehrere Digests.
digest-which-todo = Wähle einen in der Option „{ cmd-digest-opt-digest }“, oder sieh sie dir an mit /{ cmd-digest } { cmd-digest-list }.
digest-gone = Diesen Digest gibt es nicht mehr.
digest-gone-todo = Die vorhandenen zeigt /{ cmd-digest } { cmd-digest-list }.
digest-not-your-role = Diese Rolle kannst du selbst nicht erwähnen.
digest-not-your-role-todo = Wähle eine Rolle, die alle erwähnen dürfen, oder wende dich an jemanden, der den Server verwaltet.
digest-everyone = Ich kann eine Rolle benachrichtigen, aber niemals alle.
digest-everyone-todo = Wähle eine Rolle, deren Leute von neuen Artikeln hören wollen.
digest-off = Digests sind gerade abgeschaltet.
digest-off-todo = Versuche es in einer Minute noch einmal. Bleibt es so, wende dich an den Betreiber des Bots.
digest-forgotten = Die Ausgabe, zu der das gehört, ist nicht mehr gespeichert.
digest-forgotten-todo = Nutze die Schaltflächen der neuesten Ausgabe.

## A subscription
digest-saved = Gespeichert.
digest-subscribed = Abonniert. „{ digest-button-preview }“ zeigt die heutige Ausgabe.
digest-welcome = Dein Digest von { $server } kommt künftig hierher
digest-welcome-about = Ändern, anhalten oder beenden kannst du ihn auf dem Server mit /{ cmd-digest } { cmd-digest-edit }.
digest-set-papers = Artikel in einem Beitrag
digest-papers =
    { $count ->
        [one] 1 Artikel
       *[other] { $count } Artikel
    }
digest-set-sources = Quellen
digest-sources-all = Jede Quelle
digest-set-empty = Wenn es nichts Neues gibt
digest-empty =
    { $does ->
        [say] Mitteilen, dass es nichts Neues gibt
       *[silent] Nichts posten
    }
digest-set-language = Sprache
digest-language-server = Wie die des Servers
digest-set-role = Zu benachrichtigende Rolle
digest-role-none = Niemand wird benachrichtigt
digest-warn-gone = Ich kann den Kanal nicht sehen und dort nichts posten.
digest-warn-barred = Dort kann ich nicht posten. Fehlende Berechtigungen: { $permissions }.
digest-warn-threads = Dort kann ich keinen Thread öffnen: Was nicht in den Beitrag passt, zeigt eine Schaltfläche.
digest-warn-role = { $role } kann ich nicht benachrichtigen: Lass alle diese Rolle erwähnen, oder erlaube mir, alle Rollen zu erwähnen.
digest-permission-view = Kanal anzeigen
digest-permission-history = Nachrichtenverlauf anzeigen
digest-permission-send = Nachrichten senden
digest-permission-send-threads = Nachrichten in Threads senden
digest-remove = Diesen Digest beenden?
digest-remove-about = Seine Ausgaben bleiben, wo sie sind. Was er aus Stimmen gelernt hat, wird gelöscht.
digest-removed = Der Digest ist beendet.
digest-list =
    { $count ->
        [one] 1 Digest auf diesem Server
       *[other] { $count } Digests auf diesem Server
    }
digest-list-yours =
    { $count ->
        [one] Dein Digest von diesem Server
       *[other] Deine { $count } Digests von diesem Server
    }
digest-preview = Vorschau, nur für dich sichtbar. Das würde jetzt in { $channel } gepostet.
digest-preview-earlier = Vorschau, nur für dich sichtbar. Noch passt nichts Neues; aus den letzten Artikeln wäre das in { $channel } gepostet worden.
digest-now-sent = Gepostet in { $channel }.
digest-now-empty =
    { $count ->
        [0] Seit der letzten Ausgabe gibt es keine neuen Artikel, darum wurde nichts gepostet.
        [one] 1 neuer Artikel, der aber nicht passt, darum wurde nichts gepostet.
       *[other] { $count } neue Artikel, von denen aber keiner passt, darum wurde nichts gepostet.
    }
digest-now-busy = Eine Ausgabe dieses Digests wird gerade zusammengestellt. Sie wird gleich gepostet.
digest-now-later = In { $channel } lässt sich gerade nichts posten. Ich poste es so bald wie möglich.
digest-now-barred = In { $channel } lässt sich nichts posten, darum ist der Digest angehalten. Den Grund zeigt /{ cmd-digest } { cmd-digest-edit }.
digest-rests = Der Digest für { $channel } auf { $server } ist angehalten
digest-rests-gone = Seinen Kanal gibt es nicht mehr. Wähle auf dem Server mit /{ cmd-digest } { cmd-digest-edit } einen anderen, dann /{ cmd-digest } { cmd-digest-resume }; oder beende ihn mit /{ cmd-digest } { cmd-digest-unsubscribe }.
digest-rests-barred = Ich darf dort nicht mehr posten. Erlaube mir, den Kanal und seinen Verlauf zu sehen und Nachrichten zu senden, und nutze dann auf dem Server /{ cmd-digest } { cmd-digest-resume }.
digest-rests-yours = Dein Digest von { $server } ist angehalten
digest-rests-role = Nach den Einstellungen des Servers darfst du mich nicht mehr benutzen. Sobald du es wieder darfst, nutze dort /{ cmd-digest } { cmd-digest-resume }. /{ cmd-forget-me } löscht ihn und alles andere, was ich über dich speichere.

## The post
digest-heading = Artikel vom { DATETIME($day, dateStyle: "full") }
digest-heading-week = Die Artikel der Woche, { DATETIME($day, dateStyle: "long") }
digest-nothing =
    { $count ->
        [0] Keine neuen Artikel.
        [one] 1 neuer Artikel; er passt nicht.
       *[other] { $count } neue Artikel; keiner passt.
    }
digest-considered =
    { $count ->
        [one] Ausgewählt aus 1 neuen Artikel
       *[other] Ausgewählt aus { $count } neuen Artikeln
    }
digest-silent-topics = Kein neuer Artikel zu: { $topics }
digest-in-thread =
    { $count ->
        [one] 1 weiterer im Thread
       *[other] { $count } weitere im Thread
    }
digest-thread = Mehr Artikel vom { DATETIME($day, dateStyle: "long") }
digest-rest = Mehr Artikel vom { DATETIME($day, dateStyle: "long") }
digest-chart-total =
    { $count ->
        [one] 1 Artikel
       *[other] { $count } Artikel
    }
digest-why = Warum diese Artikel?
digest-why-about =
    { $count ->
        [one] Ausgewählt aus 1 neuen Artikel. Die Gründe für jeden, die stärksten zuerst. Stimmen zählen ab der nächsten Ausgabe.
       *[other] Ausgewählt aus { $count } neuen Artikeln. Die Gründe für jeden, die stärksten zuerst. Stimmen zählen ab der nächsten Ausgabe.
    }
digest-reason =
    { $kind ->
        [topic] passt zu „{ $text }“
        [author] von { $text }, bevorzugt
        [upvotes]
            { $count ->
                [one] 1 Stimme dafür
               *[other] { $count } Stimmen dafür
            }
        [liked] ähnlich wie „{ $text }“, das hier gefiel
        [disliked] ähnlich wie „{ $text }“, das hier nicht gefiel
        [include] nennt „{ $text }“
        [category] aus { $text }
       *[new] neu
    }
digest-weight-decisive = ausschlaggebend
digest-weight-much = stark
digest-weight-little = schwach
digest-weight-against = spricht dagegen

## Buttons
digest-button-why = Warum diese?
digest-menu = Mehr zu Artikel { $number } …
digest-menu-why = Warum dieser Artikel?
digest-button-server = Zum Server
digest-button-go-there = Dorthin
digest-button-open = Öffnen
digest-button-rest =
    { $count ->
        [one] 1 weiterer
       *[other] { $count } weitere
    }
digest-button-words = Themen und Wörter …
digest-button-when = Zeit und Ort …
digest-button-preview = Vorschau
digest-button-pause = Anhalten
digest-button-resume = Fortsetzen
digest-button-unsubscribe = Abbestellen …
digest-button-remove = Beenden
digest-button-keep = Behalten
digest-button-edit = Ändern
