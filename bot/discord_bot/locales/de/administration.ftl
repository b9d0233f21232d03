# Was Einstellungen, Zustand und Hilfe sagen.

## Commands
cmd-settings = einstellungen
cmd-settings-about = Festlegen, wo, wem und wie Footnote hier antwortet
cmd-status = zustand
cmd-status-about = Sehen, wie es Footnote geht
cmd-help = hilfe
cmd-help-about = Sehen, was Footnote kann

## Settings
administration-settings = Einstellungen dieses Servers
administration-settings-hint = Jede Änderung gilt sofort.
administration-saved = Gespeichert. Es gilt ab jetzt.
administration-reset = Alles ist wieder wie am Anfang.
administration-not-yours = Die Einstellungen dieses Servers ändert nur, wer ihn verwaltet.
administration-not-yours-todo = Wende dich an jemanden mit der Berechtigung „Server verwalten“.
administration-all = alle
administration-nobody = sonst niemand
administration-nowhere = nirgends
administration-channels = Kanäle, in denen ich antworte
administration-channels-none = Jeder Kanal
administration-roles = Rollen, denen ich antworte
administration-roles-none = Alle
administration-digests = Rollen, die Digests verwalten dürfen, außer denen, die den Server verwalten
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
administration-as-set = Wie vom Betreiber festgelegt ({ $value })
administration-mentions-on = Erwähnungen werden beantwortet.
administration-mentions-off = Erwähnungen werden nicht beantwortet, nur Befehle.
administration-threads-on = Eine Erwähnung wird in einem eigenen Thread beantwortet.
administration-threads-off = Eine Erwähnung wird im Kanal beantwortet.
administration-cutoff-is = Antworten brauchen eine Sicherheit von mindestens { $cutoff }.
administration-cutoff-as-set = Antworten brauchen eine Sicherheit von mindestens { $cutoff }, wie vom Betreiber festgelegt.
administration-unsupported-drop = Sätze, die kein Abstract belegt, werden weggelassen.
administration-unsupported-strike = Sätze, die kein Abstract belegt, stehen durchgestrichen da, als unbelegt.
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
administration-cutoff-hint = Leer: wie vom Betreiber festgelegt
administration-cutoff-bad = Das ist keine Zahl von 0 bis 1.
administration-cutoff-bad-todo = Versuche etwa 0,45: Höher lehnt öfter ab, niedriger antwortet öfter.

## Status
administration-status = Footnote geht es gut
administration-status-bad = Footnote geht es nicht gut
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
administration-storage-ok = Gespräche, Merklisten und Einstellungen sind les- und schreibbar
administration-storage-bad = Gespräche, Merklisten und Einstellungen sind gerade nicht erreichbar
administration-commands-pending = Discord hat die Befehle dieser Version noch nicht übernommen; das geschieht von selbst.
administration-commands-refused = Discord hat die Befehle dieser Version abgelehnt; es gelten die früheren. Warum, steht im Protokoll des Bots.
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
administration-latency = Discords Gateway antwortet in { $latency } ms

## Help
administration-help = Footnote antwortet aus den Abstracts eurer Bibliothek
administration-help-about = Jeder Satz trägt eine Fußnote zu dem Abstract, in dem das steht. Steht es in keinem, sage ich das, statt zu raten.
administration-help-ask = Fragen und suchen
administration-help-ask-about = „Welche Few-Shot-Verfahren kommen ohne Feinabstimmung aus?“ Du kannst mich auch erwähnen und auf eine Antwort antworten, um nachzufragen.
administration-help-read = Lesen und vergleichen
administration-help-read-about = Beginne einen Titel zu tippen und wähle aus. Kennungen, Links und DOIs gehen auch.
administration-help-digest = Einem Gebiet folgen
administration-help-digest-about = Jeden Morgen ein paar neue Artikel, mit dem, was für sie spricht; 👍 und 👎 sagen, wovon mehr kommen soll. Für alle, die den Server verwalten.
administration-help-keep = Aufbewahren
administration-help-keep-about = Deine eigene Merkliste oder die des Servers, auch als BibTeX, RIS, CSV oder Markdown.
administration-help-grow = Die Bibliothek füllen
administration-help-grow-about = Nenne Links, arXiv-Kennungen oder DOIs, oder hänge eine Datei an: BibTeX, RIS, CSV, JSON Lines oder eine gespeicherte Seite von Hugging Face Papers.
administration-help-trust = Nachprüfen
administration-help-trust-about = „{ look-button-evidence }“ unter einer Antwort zeigt den genauen Wortlaut, auf dem sie beruht, und „{ receipt-button }“, wie sie zustande kam. Was über dich aufbewahrt wird, kannst du löschen.
administration-help-menus = Im Menü jeder Nachricht unter Apps: „{ cmd-explain }“ und „{ cmd-add-papers }“.
administration-help-settings = Du verwaltest diesen Server: { $settings } legt fest, wo, wem und wie ich antworte.
administration-help-promise = Antworten, Listen und Vergleiche sind für alle. Was eine Schaltfläche zeigt, und deine Merkliste, siehst nur du.
