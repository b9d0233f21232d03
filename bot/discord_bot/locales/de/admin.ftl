# Einstellungen, Status und Hilfe.

## Commands
cmd-settings = einstellungen
cmd-settings-about = Footnote für diesen Server einrichten
cmd-status = zustand
cmd-status-about = Sehen, ob bei Footnote alles läuft
cmd-help = hilfe
cmd-help-about = Sehen, was Footnote kann

## Settings
admin-settings = Einstellungen dieses Servers
admin-settings-hint = Jede Änderung wird sofort gespeichert.
admin-saved = Gespeichert.
admin-not-yours = Die Einstellungen dieses Servers ändert nur, wer ihn verwaltet.
admin-not-yours-todo = Wende dich an jemanden mit der Berechtigung „Server verwalten“.
admin-all = alle
admin-nobody = sonst niemand
admin-nowhere = nirgends
admin-channels = Kanäle, in denen ich antworte
admin-channels-none = Jeder Kanal
admin-roles = Rollen, denen ich antworte
admin-roles-none = Alle
admin-digests = Rollen, die neben der Serververwaltung Digests verwalten dürfen
admin-digests-none = Sonst niemand
admin-links = Kanäle, deren verlinkte Artikel und PDFs ich in die Bibliothek aufnehme
admin-links-none = Kein Kanal
admin-model = Sprachmodell
admin-language = Sprache der Antworten
admin-receipts = Wie lange Belegzettel von Antworten aufbewahrt werden
admin-receipts-days =
    { $days ->
        [0] Keine aufbewahren
        [one] 1 Tag
       *[other] { $days } Tage
    }
admin-as-set = Standard ({ $value })
admin-mentions =
    { $state ->
        [on] Erwähnungen werden beantwortet.
       *[off] Erwähnungen werden nicht beantwortet, nur Befehle.
    }
admin-threads =
    { $state ->
        [on] Erwähnungen werden in einem neuen Thread beantwortet.
       *[off] Erwähnungen werden im Kanal beantwortet.
    }
admin-unsupported =
    { $state ->
        [strike] Sätze, die keine Quelle belegt, werden durchgestrichen und als unbelegt markiert.
       *[drop] Sätze, die keine Quelle belegt, werden weggelassen.
    }
admin-button-mentions =
    { $to ->
        [on] Erwähnungen beantworten
       *[off] Erwähnungen nicht beantworten
    }
admin-button-threads =
    { $to ->
        [on] In Threads antworten
       *[off] Im Kanal antworten
    }
admin-button-unsupported =
    { $to ->
        [strike] Unbelegtes durchstreichen
       *[drop] Unbelegtes weglassen
    }

## Status
admin-status = Alles läuft
admin-status-bad = Bei Footnote gibt es ein Problem
admin-papers =
    { $count ->
        [one] 1 Artikel, im Index
       *[other] { $count } Artikel, alle im Index
    }
admin-papers-waiting =
    { $count ->
        [one] 1 Artikel
       *[other] { $count } Artikel
    }, { $waiting ->
        [one] 1 davon wartet auf den Index
       *[other] { $waiting } davon warten auf den Index
    }
admin-library-bad = Die Bibliothek ist gerade nicht lesbar.
admin-extractive = Kein Sprachmodell: Antworten sind Zitate aus den Artikeln
admin-model-writes = { $model } schreibt die Antworten, jeder Satz wird geprüft
admin-spent = Hier heute verbraucht: { $tokens } Tokens, { $dollars } US-Dollar
admin-spent-tokens = Hier heute verbraucht: { $tokens } Tokens
admin-storage-ok = Gespräche, Merklisten und Einstellungen sind verfügbar
admin-storage-bad = Gespräche, Merklisten und Einstellungen sind gerade nicht verfügbar
admin-commands-pending = Discord hat die Befehle dieser Version noch nicht übernommen. Der Bot versucht es weiter.
admin-commands-refused = Discord hat die Befehle dieser Version abgelehnt, darum gelten weiter die früheren. Der Grund steht im Protokoll des Bots.
admin-commands-servers-only = In anderen Servern und privaten Kanälen ist Footnote nicht nutzbar: „User Install“ ist für diese Anwendung aus. Wer den Bot betreibt, kann es im Developer Portal unter „Installation“ einschalten.
admin-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } Min.
       *[other] { $hours } Std. { $minutes } Min.
    }
    [one] 1 Tag { $hours } Std.
   *[other] { $days } Tagen { $hours } Std.
}
admin-uptime = In Betrieb seit { $uptime }, auf { $servers ->
    [one] 1 Server
   *[other] { $servers } Servern
}
admin-latency = Gateway-Latenz: { $latency } ms

## Help
admin-help = Footnote beantwortet Fragen aus den Artikeln eurer Bibliothek
admin-help-about = Jeder Satz trägt eine Fußnote zu dem Artikel, der ihn belegt. Belegt ihn keiner, sage ich das, statt zu raten.
admin-help-ask = Fragen und suchen
admin-help-ask-about = „Welche Few-Shot-Verfahren kommen ohne Feinabstimmung aus?“ Du kannst mich auch erwähnen und auf eine Antwort antworten, um nachzufragen.
admin-help-read = Lesen und vergleichen
admin-help-read-about = Tippe den Anfang eines Titels und wähle einen Artikel aus. Kennungen, Links und DOIs gehen auch.
admin-help-digest = Einem Gebiet folgen
admin-help-digest-about = Jeden Morgen ein paar neue Artikel, jeweils mit Begründung: für einen Kanal, durch die Serververwaltung, oder als Direktnachricht für dich. Mit 👍 und 👎 lernt der Digest, wovon ihr mehr wollt.
admin-help-keep = Aufbewahren
admin-help-keep-about = Merke dir Artikel auf deiner Liste oder der des Servers und exportiere sie als BibTeX, RIS, CSV oder Markdown.
admin-help-grow = Die Bibliothek füllen
admin-help-grow-about = Nenne Links, arXiv-Kennungen oder DOIs, oder hänge eine Datei an: den Artikel als PDF, BibTeX, RIS, CSV, JSON Lines oder eine gespeicherte Seite von Hugging Face Papers.
admin-help-trust = Nachprüfen
admin-help-trust-about = „{ rendering-button-evidence }“ unter einer Antwort zeigt den genauen Wortlaut, der sie belegt, und „{ receipt-button }“, wie sie entstanden ist. Alles, was Footnote über dich speichert, kannst du löschen.
admin-help-menus = Im Menü jeder Nachricht unter Apps: „{ $explain }“ und „{ cmd-add-papers }“.
admin-help-settings = Du verwaltest diesen Server: `/{ cmd-settings }` legt fest, wo, wem und wie ich antworte.
admin-help-promise = Antworten, Listen und Vergleiche sehen alle. Nur du siehst deine Merkliste und was eine Schaltfläche dir zeigt.
