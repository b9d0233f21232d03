# Einstellungen, Status und Hilfe.

## Commands
cmd-settings = einstellungen
cmd-settings-about = Footnote für diesen Server einrichten
cmd-status = zustand
cmd-status-about = Sehen, ob bei Footnote alles läuft
cmd-help = hilfe
cmd-help-about = Sehen, was Footnote kann

## Settings
administration-settings = Einstellungen dieses Servers
administration-settings-hint = Jede Änderung wird sofort gespeichert.
administration-saved = Gespeichert.
administration-reset = Alle Einstellungen sind wieder auf dem Standard.
administration-not-yours = Die Einstellungen dieses Servers ändert nur, wer ihn verwaltet.
administration-not-yours-todo = Wende dich an jemanden mit der Berechtigung „Server verwalten“.
administration-all = alle
administration-nobody = sonst niemand
administration-nowhere = nirgends
administration-channels = Kanäle, in denen ich antworte
administration-channels-none = Jeder Kanal
administration-roles = Rollen, denen ich antworte
administration-roles-none = Alle
administration-digests = Rollen, die neben der Serververwaltung Digests verwalten dürfen
administration-digests-none = Sonst niemand
administration-links = Kanäle, deren verlinkte Artikel ich in die Bibliothek aufnehme
administration-links-none = Kein Kanal
administration-model = Sprachmodell
administration-language = Sprache der Antworten
administration-receipts = Wie lange Belegzettel von Antworten aufbewahrt werden
administration-receipts-days =
    { $days ->
        [0] Keine aufbewahren
        [one] 1 Tag
       *[other] { $days } Tage
    }
administration-as-set = Standard des Betreibers ({ $value })
administration-mentions-on = Erwähnungen werden beantwortet.
administration-mentions-off = Erwähnungen werden nicht beantwortet, nur Befehle.
administration-threads-on = Erwähnungen werden in einem neuen Thread beantwortet.
administration-threads-off = Erwähnungen werden im Kanal beantwortet.
administration-cutoff-is = Antworten brauchen eine Sicherheit von mindestens { $cutoff }.
administration-cutoff-as-set = Antworten brauchen eine Sicherheit von mindestens { $cutoff }, den Standard des Betreibers.
administration-unsupported-drop = Sätze, die kein Abstract belegt, werden weggelassen.
administration-unsupported-strike = Sätze, die kein Abstract belegt, werden durchgestrichen und als unbelegt markiert.
administration-button-mentions-on = Erwähnungen beantworten
administration-button-mentions-off = Erwähnungen nicht beantworten
administration-button-threads-on = In Threads antworten
administration-button-threads-off = Im Kanal antworten
administration-button-cutoff = Schwelle …
administration-button-unsupported-drop = Unbelegtes weglassen
administration-button-unsupported-strike = Unbelegtes durchstreichen
administration-button-reset = Alles zurücksetzen
administration-cutoff-title = Wann keine Antwort kommt
administration-cutoff-label = Mindestsicherheit, von 0 bis 1
administration-cutoff-hint = Leer lassen für den Standard des Betreibers
administration-cutoff-bad = Das ist keine Zahl von 0 bis 1.
administration-cutoff-bad-todo = Versuche etwa 0,45. Ein höherer Wert lehnt öfter ab, ein niedrigerer antwortet öfter.

## Status
administration-status = Alles läuft
administration-status-bad = Bei Footnote gibt es ein Problem
administration-papers =
    { $count ->
        [one] 1 Artikel, im Index
       *[other] { $count } Artikel, alle im Index
    }
administration-papers-waiting =
    { $count ->
        [one] 1 Artikel
       *[other] { $count } Artikel
    }, { $waiting ->
        [one] 1 davon wartet auf den Index
       *[other] { $waiting } davon warten auf den Index
    }
administration-library-bad = Die Bibliothek ist gerade nicht lesbar.
administration-extractive = Kein Sprachmodell: Antworten sind Zitate aus den Abstracts
administration-model-writes = { $model } schreibt die Antworten, jeder Satz wird geprüft
administration-spent = Hier heute verbraucht: { $tokens } Tokens, { $dollars } US-Dollar
administration-spent-tokens = Hier heute verbraucht: { $tokens } Tokens
administration-storage-ok = Gespräche, Merklisten und Einstellungen sind verfügbar
administration-storage-bad = Gespräche, Merklisten und Einstellungen sind gerade nicht verfügbar
administration-commands-pending = Discord hat die Befehle dieser Version noch nicht übernommen. Der Bot versucht es weiter.
administration-commands-refused = Discord hat die Befehle dieser Version abgelehnt, darum gelten weiter die früheren. Der Grund steht im Protokoll des Bots.
administration-commands-servers-only = In anderen Servern und privaten Kanälen ist Footnote nicht nutzbar: „User Install“ ist für diese Anwendung aus. Wer den Bot betreibt, kann es im Developer Portal unter „Installation“ einschalten.
administration-commands-left-out =
    { $count ->
        [one] Ein Befehl oder eine Übersetzung wurde von Discord abgelehnt und fehlt. Welche, steht im Protokoll des Bots.
       *[other] { $count } Befehle oder Übersetzungen wurden von Discord abgelehnt und fehlen. Welche, steht im Protokoll des Bots.
    }
administration-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } Min.
       *[other] { $hours } Std. { $minutes } Min.
    }
    [one] 1 Tag { $hours } Std.
   *[other] { $days } Tagen { $hours } Std.
}
administration-uptime = In Betrieb seit { $uptime }, auf { $servers ->
    [one] 1 Server
   *[other] { $servers } Servern
}
administration-latency = Gateway-Latenz: { $latency } ms

## Help
administration-help = Footnote beantwortet Fragen aus den Abstracts eurer Bibliothek
administration-help-about = Jeder Satz trägt eine Fußnote zu dem Abstract, der ihn belegt. Belegt ihn keiner, sage ich das, statt zu raten.
administration-help-ask = Fragen und suchen
administration-help-ask-about = „Welche Few-Shot-Verfahren kommen ohne Feinabstimmung aus?“ Du kannst mich auch erwähnen und auf eine Antwort antworten, um nachzufragen.
administration-help-read = Lesen und vergleichen
administration-help-read-about = Tippe den Anfang eines Titels und wähle einen Artikel aus. Kennungen, Links und DOIs gehen auch.
administration-help-digest = Einem Gebiet folgen
administration-help-digest-about = Jeden Morgen ein paar neue Artikel, jeweils mit Begründung. Mit 👍 und 👎 lernt der Digest, wovon ihr mehr wollt. Für die Serververwaltung.
administration-help-keep = Aufbewahren
administration-help-keep-about = Merke dir Artikel auf deiner Liste oder der des Servers und exportiere sie als BibTeX, RIS, CSV oder Markdown.
administration-help-grow = Die Bibliothek füllen
administration-help-grow-about = Nenne Links, arXiv-Kennungen oder DOIs, oder hänge eine Datei an: BibTeX, RIS, CSV, JSON Lines oder eine gespeicherte Seite von Hugging Face Papers.
administration-help-trust = Nachprüfen
administration-help-trust-about = „{ look-button-evidence }“ unter einer Antwort zeigt den genauen Wortlaut, der sie belegt, und „{ receipt-button }“, wie sie entstanden ist. Alles, was Footnote über dich speichert, kannst du löschen.
administration-help-menus = Im Menü jeder Nachricht unter Apps: „{ cmd-explain }“ und „{ cmd-add-papers }“.
administration-help-settings = Du verwaltest diesen Server: { $settings } legt fest, wo, wem und wie ich antworte.
administration-help-promise = Antworten, Listen und Vergleiche sehen alle. Nur du siehst deine Merkliste und was eine Schaltfläche dir zeigt.
