# Was Digests sagen: die Befehle, ein Abonnement, der Beitrag.

## Commands
cmd-digest = digest
cmd-digest-about = Die neuen Artikel, auf die es ankommt, hierher kommen lassen
cmd-digest-subscribe = abonnieren
cmd-digest-subscribe-about = Einen Digest für einen Kanal abonnieren
cmd-digest-subscribe-opt-channel = kanal
cmd-digest-subscribe-opt-channel-about = Wohin er kommt: sonst hierher
cmd-digest-subscribe-opt-time = uhrzeit
cmd-digest-subscribe-opt-time-about = Etwa 9, 9:30 oder 21h: sonst 9:00
cmd-digest-subscribe-opt-timezone = zeitzone
cmd-digest-subscribe-opt-timezone-about = Beginne eine Stadt zu tippen
cmd-digest-subscribe-opt-cadence = rhythmus
cmd-digest-subscribe-opt-cadence-about = Wie oft: sonst täglich
cmd-digest-subscribe-opt-weekday = wochentag
cmd-digest-subscribe-opt-weekday-about = Bei einem wöchentlichen Digest: sonst Montag
cmd-digest-list = liste
cmd-digest-list-about = Die Digests dieses Servers ansehen
cmd-digest-edit = ändern
cmd-digest-edit-about = Ändern, worum es in einem Digest geht und wann er kommt
cmd-digest-pause = anhalten
cmd-digest-pause-about = Einen Digest ruhen lassen
cmd-digest-resume = fortsetzen
cmd-digest-resume-about = Einen ruhenden Digest wieder kommen lassen
cmd-digest-unsubscribe = abbestellen
cmd-digest-unsubscribe-about = Einen Digest endgültig beenden
cmd-digest-preview = vorschau
cmd-digest-preview-about = Die nächste Ausgabe vor allen anderen sehen
cmd-digest-now = jetzt
cmd-digest-now-about = Was neu ist, sofort posten
cmd-digest-history = verlauf
cmd-digest-history-about = Die letzten Ausgaben eines Digests ansehen
cmd-digest-opt-digest = digest
cmd-digest-opt-digest-about = Welcher; kann entfallen, wo es nur einen gibt

## When
digest-cadence-daily = Täglich
digest-cadence-weekdays = An Werktagen
digest-cadence-weekly = Wöchentlich
digest-weekday-0 = Montag
digest-weekday-1 = Dienstag
digest-weekday-2 = Mittwoch
digest-weekday-3 = Donnerstag
digest-weekday-4 = Freitag
digest-weekday-5 = Samstag
digest-weekday-6 = Sonntag
digest-short-0 = Mo
digest-short-1 = Di
digest-short-2 = Mi
digest-short-3 = Do
digest-short-4 = Fr
digest-short-5 = Sa
digest-short-6 = So
digest-when-daily = Jeden Tag um { $time } ({ $zone })
digest-when-weekdays = Montags bis freitags um { $time } ({ $zone })
digest-when-weekly = Jeden { $weekday } um { $time } ({ $zone })
digest-where = { $schedule } in { $channel }
digest-next = Nächste Ausgabe: { $moment }
digest-paused = Angehalten, bis ihn jemand fortsetzt.
digest-paused-gone = Angehalten: Den Kanal gibt es nicht mehr. Wähle unter „{ digest-button-when }“ einen anderen und setze dann fort.
digest-paused-barred = Angehalten: Ich darf dort nicht posten. Gib mir die Berechtigungen und setze dann fort.
digest-some-channel = einem Kanal, den es nicht mehr gibt

## What about
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
digest-form-gone = Dieses Formular ist zu alt.
digest-form-gone-todo = Benutze noch einmal /{ cmd-digest } { cmd-digest-subscribe }.
digest-go-on = Sage nun, worum es gehen soll.

## What cannot be
digest-bad-time = „{ $text }“ ist keine Uhrzeit.
digest-bad-time-todo = Schreibe etwa 9, 9:30, 21h oder 9pm. Was du sonst gewählt hast, bleibt erhalten.
digest-bad-zone = Eine Zeitzone „{ $text }“ kenne ich nicht.
digest-bad-zone-todo = Schreibe eine Stadt wie Berlin oder einen Namen wie Europe/Berlin. Was du sonst gewählt hast, bleibt erhalten.
digest-bad-channel = Diesen Kanal kann ich nicht sehen.
digest-bad-channel-todo = Lass mich ihn sehen und darin schreiben, oder wähle einen anderen. Was du sonst getippt hast, bleibt erhalten.
digest-bad-permissions = In { $channel } fehlt mir: { $permissions }.
digest-bad-permissions-todo = Gib mir das in den Einstellungen des Kanals, oder wähle einen anderen; was du getippt hast, bleibt erhalten.
digest-bad-yours = In { $channel } kannst du selbst nicht schreiben.
digest-bad-yours-todo = Wähle einen Kanal, in dem du es kannst, oder wende dich an jemanden, der den Server verwaltet. Was du getippt hast, bleibt erhalten.
digest-bad-category = „{ $text }“ ist keine Kategorie.
digest-bad-category-todo = Schreibe die Kürzel von arXiv: cs.CL, stat.ML oder cs für alles aus cs. Was du getippt hast, bleibt erhalten.
digest-bad-both = „{ $text }“ ist zugleich erwünscht und unerwünscht.
digest-bad-both-todo = Nimm es aus einem der beiden Felder. Was du getippt hast, bleibt erhalten.
digest-bad-long = „{ $text }“ ist zu lang.
digest-bad-long-todo = Je höchstens { $most } Zeichen; zwischen zwei gehört ein Komma oder eine neue Zeile. Was du getippt hast, bleibt erhalten.
digest-bad-many = Das sind { $count } auf einmal.
digest-bad-many-todo = Höchstens { $most } in einem Feld. Was du getippt hast, bleibt erhalten.
digest-not-yours = Um die Digests kümmert sich nur, wer diesen Server verwaltet oder eine Rolle dafür hat.
digest-not-yours-todo = Wende dich an jemanden mit der Berechtigung „Server verwalten“; mit /{ cmd-settings } lässt sich eine Rolle dafür freigeben.
digest-too-many = Dieser Server hat { $most } Digests, so viele wie er haben kann.
digest-too-many-todo = Beende einen mit /{ cmd-digest } { cmd-digest-unsubscribe }, oder ändere einen mit /{ cmd-digest } { cmd-digest-edit }.
digest-none = Dieser Server hat noch keinen Digest.
digest-none-todo = Lege einen an mit /{ cmd-digest } { cmd-digest-subscribe }.
digest-which = Es gibt mehrere Digests.
digest-which-todo = Wähle einen in der Option „{ cmd-digest-opt-digest }“, oder sieh sie dir an mit /{ cmd-digest } { cmd-digest-list }.
digest-gone = Diesen Digest gibt es nicht mehr.
digest-gone-todo = Welche es gibt, zeigt /{ cmd-digest } { cmd-digest-list }.
digest-not-your-role = Diese Rolle kannst du selbst nicht erwähnen.
digest-not-your-role-todo = Wähle eine Rolle, die alle erwähnen dürfen, oder wende dich an jemanden, der den Server verwaltet.
digest-everyone = Ich benachrichtige eine Rolle, und niemals alle.
digest-everyone-todo = Wähle eine Rolle, deren Leute von neuen Artikeln hören wollen.
digest-off = Digests werden gerade nicht gemacht.
digest-off-todo = Versuche es in einer Minute noch einmal; bleibt es so, sage es dem Betreiber.
digest-forgotten = Wozu das gehört, ist nicht mehr da.
digest-forgotten-todo = Die Schaltflächen des neuesten Digests gehen.

## A subscription
digest-saved = Gespeichert. Es gilt ab jetzt.
digest-subscribed = Abonniert. „{ digest-button-preview }“ zeigt, wie er heute wäre.
digest-set-papers = Artikel in einem Beitrag
digest-papers =
    { $count ->
        [one] 1 Artikel
       *[other] { $count } Artikel
    }
digest-set-sources = Quellen
digest-sources-all = Jede Quelle
digest-set-empty = Wenn nichts neu ist
digest-empty-silent = Nichts posten
digest-empty-say = Sagen, dass nichts neu ist
digest-set-language = Sprache
digest-language-server = Wie die des Servers
digest-set-role = Zu benachrichtigende Rolle
digest-role-none = Niemand wird benachrichtigt
digest-warn-gone = Ich kann den Kanal nicht sehen: Dort lässt sich nichts posten.
digest-warn-barred = Dort kann ich nicht posten. Mir fehlt: { $permissions }.
digest-warn-threads = Dort kann ich keinen Thread öffnen: Was nicht in den Beitrag passt, zeigt eine Schaltfläche.
digest-warn-role = { $role } kann ich nicht benachrichtigen: Lass alle diese Rolle erwähnen, oder erlaube mir, alle Rollen zu erwähnen.
digest-permission-view = Kanal anzeigen
digest-permission-history = Nachrichtenverlauf anzeigen
digest-permission-send = Nachrichten senden
digest-permission-send-threads = Nachrichten in Threads senden
digest-remove = Diesen Digest beenden?
digest-remove-about = Seine Ausgaben bleiben im Kanal. Was er aus den Stimmen seiner Leser gelernt hat, wird gelöscht.
digest-removed = Der Digest ist beendet.
digest-list =
    { $count ->
        [0] Dieser Server hat keine Digests
        [one] 1 Digest auf diesem Server
       *[other] { $count } Digests auf diesem Server
    }
digest-list-none = Lege einen an mit /{ cmd-digest } { cmd-digest-subscribe }.
digest-list-edit = Jeden davon öffnet /{ cmd-digest } { cmd-digest-edit }.
digest-list-most = Ein Server kann { $most } haben.
digest-history = Die letzten Ausgaben
digest-history-none = Noch keine.
digest-outcome-claimed = wird gemacht
digest-outcome-composed = wird gleich gepostet
digest-outcome-sent = gepostet, der Thread wird gefüllt
digest-outcome-done = gepostet
digest-outcome-empty = nichts war neu
digest-outcome-given-up = nicht gepostet
digest-preview = Eine Vorschau: Nur du siehst sie. Das käme jetzt in { $channel }.
digest-preview-earlier = Eine Vorschau: Nur du siehst sie. Neues, das passt, gibt es noch nicht; aus den Artikeln, die zuletzt kamen, wäre das in { $channel } gekommen.
digest-now-sent = Gepostet in { $channel }.
digest-now-empty =
    { $count ->
        [0] Seit der letzten Ausgabe ist nichts gekommen, darum wurde nichts gepostet.
        [one] 1 neuer Artikel, der nicht passt; darum wurde nichts gepostet.
       *[other] { $count } neue Artikel, von denen keiner passt; darum wurde nichts gepostet.
    }
digest-now-busy = Eine Ausgabe dieses Digests wird gerade gemacht. Sie ist gleich da.
digest-now-later = In { $channel } ließ sich gerade nichts posten. Es kommt, sobald es geht.
digest-now-barred = In { $channel } lässt sich nichts posten; der Digest ruht. Warum, sagt /{ cmd-digest } { cmd-digest-edit }.
digest-rests = Der Digest für { $channel } auf { $server } ruht
digest-rests-gone = Seinen Kanal gibt es nicht mehr. Wähle mit /{ cmd-digest } { cmd-digest-edit } einen anderen, dann /{ cmd-digest } { cmd-digest-resume }; oder beende ihn mit /{ cmd-digest } { cmd-digest-unsubscribe }.
digest-rests-barred = Ich darf dort nicht mehr posten. Lass mich den Kanal und seinen Verlauf sehen und schreiben, dann /{ cmd-digest } { cmd-digest-resume }.

## The post
digest-heading = Artikel vom { DATETIME($day, dateStyle: "full") }
digest-heading-week = Die Artikel der Woche, { DATETIME($day, dateStyle: "long") }
digest-nothing =
    { $count ->
        [0] Es ist nichts Neues gekommen.
        [one] 1 neuer Artikel ist gekommen; er passt nicht.
       *[other] { $count } neue Artikel sind gekommen; keiner passt.
    }
digest-considered =
    { $count ->
        [one] Ausgewählt aus 1 neuen Artikel
       *[other] Ausgewählt aus { $count } neuen Artikeln
    }
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
        [one] Aus 1 neuen Artikel. Was für jeden spricht, das Gewichtigste zuerst; Stimmen ändern es ab der nächsten Ausgabe.
       *[other] Aus { $count } neuen Artikeln. Was für jeden spricht, das Gewichtigste zuerst; Stimmen ändern es ab der nächsten Ausgabe.
    }
digest-why-topic = passt zu „{ $text }“
digest-why-author = von { $text }, bevorzugt
digest-why-upvotes =
    { $count ->
        [one] 1 Stimme dafür
       *[other] { $count } Stimmen dafür
    }
digest-why-liked = ähnlich wie „{ $text }“, das hier gefiel
digest-why-disliked = ähnlich wie „{ $text }“, das hier nicht gefiel
digest-why-include = nennt „{ $text }“
digest-why-category = aus { $text }
digest-why-new = neu
digest-weight-decisive = ausschlaggebend
digest-weight-much = wiegt viel
digest-weight-little = wiegt wenig
digest-weight-against = spricht dagegen

## Buttons
digest-button-why = Warum diese?
digest-button-up = Gefällt
digest-button-down = Gefällt nicht
digest-button-go-there = Hingehen
digest-button-open = Öffnen
digest-button-rest =
    { $count ->
        [one] 1 weiterer
       *[other] { $count } weitere
    }
digest-button-again = Berichtigen
digest-button-go-on = Weiter
digest-button-words = Themen und Wörter …
digest-button-when = Zeit und Ort …
digest-button-preview = Vorschau
digest-button-pause = Anhalten
digest-button-resume = Fortsetzen
digest-button-unsubscribe = Abbestellen …
digest-button-remove = Beenden
digest-button-keep = Behalten
digest-button-edit = Ändern
