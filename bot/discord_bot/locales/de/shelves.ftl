# Merklisten und Löschen.

## Commands
cmd-shelf = merkliste
cmd-shelf-about = Artikel für später merken
cmd-shelf-add = hinzufügen
cmd-shelf-add-about = Einen Artikel auf eine Merkliste setzen
cmd-shelf-show = zeigen
cmd-shelf-show-about = Eine Merkliste zeigen
cmd-shelf-remove = entfernen
cmd-shelf-remove-about = Einen Artikel von einer Merkliste nehmen
cmd-shelf-remove-opt-paper-about = Tippe den Anfang eines gemerkten Titels
cmd-shelf-export = exportieren
cmd-shelf-export-about = Eine Merkliste als Datei exportieren
cmd-shelf-export-opt-format = format
cmd-shelf-export-opt-format-about = Dateiformat
cmd-shelf-export-bibtex = BibTeX
cmd-shelf-export-ris = RIS (Zotero, EndNote)
cmd-shelf-export-csv = CSV (Tabellenkalkulation)
cmd-shelf-export-markdown = Markdown
cmd-shelf-opt-paper = artikel
cmd-shelf-opt-paper-about = Anfang eines Titels, oder Kennung, Link oder DOI
cmd-shelf-opt-whose = wessen
cmd-shelf-opt-whose-about = Deine eigene Merkliste oder die des Servers
cmd-shelf-whose-mine = Meine
cmd-shelf-whose-server = Die des Servers
cmd-forget-me = vergiss-mich
cmd-forget-me-about = Sehen, was Footnote über dich speichert, und es löschen

## Shelves
shelves-kept =
    { $whose ->
        [server]
            { $count ->
                [one] Auf die Merkliste des Servers gesetzt
               *[other] { $count } Artikel auf die Merkliste des Servers gesetzt
            }
       *[mine]
            { $count ->
                [one] Auf deine Merkliste gesetzt
               *[other] { $count } Artikel auf deine Merkliste gesetzt
            }
    }
shelves-there-already =
    { $count ->
        [one] Steht schon auf der Merkliste
       *[other] Stehen schon auf der Merkliste
    }
shelves-shelf =
    { $whose ->
        [server]
            { $count ->
                [0] Die Merkliste des Servers ist leer
                [one] Die Merkliste des Servers: 1 Artikel
               *[other] Die Merkliste des Servers: { $count } Artikel
            }
       *[mine]
            { $count ->
                [0] Deine Merkliste ist leer
                [one] Deine Merkliste: 1 Artikel
               *[other] Deine Merkliste: { $count } Artikel
            }
    }
shelves-shelf-hint =
    { $whose ->
        [server] Ergänze sie mit /{ cmd-shelf } { cmd-shelf-add }. Exportiere sie mit /{ cmd-shelf } { cmd-shelf-export }.
       *[mine] Das siehst nur du. Exportiere sie mit /{ cmd-shelf } { cmd-shelf-export }.
    }
shelves-no-server = Hier gibt es keine Merkliste eines Servers.
shelves-no-server-todo = Nimm deine eigene, oder nutze den Befehl auf einem Server mit Footnote.
shelves-not-there = Dieser Artikel steht nicht auf der Merkliste.
shelves-not-there-todo = /{ cmd-shelf } { cmd-shelf-show } zeigt, was darauf steht.
shelves-not-yours = Diesen Artikel hat jemand anderes hinzugefügt.
shelves-not-yours-todo = Entfernen kann ihn, wer ihn hinzugefügt hat, oder die Serververwaltung.
shelves-taken-off = Von der Merkliste entfernt
shelves-empty = Die Merkliste ist leer; es gibt nichts zu exportieren.
shelves-empty-todo =
    { $whose ->
        [server] Füge Artikel hinzu mit /{ cmd-shelf } { cmd-shelf-add } und „{ cmd-shelf-whose-server }“ in der Option „{ cmd-shelf-opt-whose }“.
       *[mine] Füge Artikel mit /{ cmd-shelf } { cmd-shelf-add } hinzu, oder mit „{ rendering-button-shelf }“ unter einem Artikel.
    }
shelves-exported =
    { $count ->
        [one] Der eine Artikel der Merkliste als Datei
       *[other] Die { $count } Artikel der Merkliste als Datei
    }

## Forgetting
shelves-forget = Was Footnote über dich speichert
shelves-forget-about = Deine Fragen und ihre Antworten, um Nachfragen zu verstehen; wie jede Antwort entstanden ist; deine Stimmen zu Antworten; deine Merkliste; deine persönlichen Digests; und welche Artikel du auf die Merkliste eines Servers gesetzt hast.
shelves-forget-answers =
    { $count ->
        [0] Antworten an dich, die ich löschen könnte, gibt es nicht. Das Übrige zu löschen, lässt sich nicht rückgängig machen.
        [one] Wenn du fortfährst, lösche ich das alles, auch meine Antwort an dich. Das lässt sich nicht rückgängig machen.
       *[other] Wenn du fortfährst, lösche ich das alles, auch meine { $count } Nachrichten, die dir antworten. Das lässt sich nicht rückgängig machen.
    }
shelves-forget-uploads =
    { $count ->
        [one] Außerdem hast du 1 ganzen Artikel hochgeladen. Sein Text und das PDF werden gelöscht, und sein Server kann nicht mehr danach fragen; Titel und Abstract bleiben, ohne deinen Namen.
       *[other] Außerdem hast du { $count } ganze Artikel hochgeladen. Ihre Texte und PDFs werden gelöscht, und ihre Server können nicht mehr danach fragen; Titel und Abstracts bleiben, ohne deinen Namen.
    }
shelves-button-forget = Alles löschen
shelves-button-keep = Abbrechen
shelves-forgot-nothing = Es wurde nichts gelöscht.
shelves-forgotten = Gelöscht
shelves-erased = Gelöscht: { $turns ->
    [one] 1 Frage mit ihrer Antwort
   *[other] { $turns } Fragen mit ihren Antworten
}, { $votes ->
    [one] 1 Stimme
   *[other] { $votes } Stimmen
}, { $shelved ->
    [one] 1 Artikel auf deiner Merkliste
   *[other] { $shelved } Artikel auf deiner Merkliste
}, { $digests ->
    [one] 1 persönlicher Digest
   *[other] { $digests } persönliche Digests
}.
shelves-erased-uploads =
    { $count ->
        [one] Und Text und PDF von 1 Artikel, den du hochgeladen hast.
       *[other] Und Texte und PDFs von { $count } Artikeln, die du hochgeladen hast.
    }
shelves-deleting =
    { $count ->
        [one] Meine Nachricht an dich wird gelöscht …
       *[other] Meine { $count } Nachrichten an dich werden gelöscht …
    }
shelves-deleted =
    { $count ->
        [one] Meine Nachricht an dich ist gelöscht.
       *[other] Meine { $count } Nachrichten an dich sind gelöscht.
    }
shelves-deleted-some = Meine Nachrichten an dich: { $count } gelöscht. { $left } ließ Discord mich nicht löschen; wende dich an die Verwaltung des Servers.
