# Die Bibliothek: hinzufügen, auflisten, entfernen.

## Commands
cmd-library = bibliothek
cmd-library-about = Artikel zur Bibliothek hinzufügen und ansehen
cmd-library-add = hinzufügen
cmd-library-add-about = Artikel aus einer Datei oder nach Link oder Kennung hinzufügen
cmd-library-add-opt-file = datei
cmd-library-add-opt-file-about = PDF, BibTeX, RIS, CSV, JSON Lines oder eine gespeicherte Seite
cmd-library-add-opt-papers = artikel
cmd-library-add-opt-papers-about = Links, arXiv-Kennungen oder DOIs
cmd-library-list = liste
cmd-library-list-about = In der Bibliothek blättern
cmd-library-list-opt-sort = reihenfolge
cmd-library-list-opt-sort-about = Wie die Liste geordnet wird
cmd-library-list-sort-added = Zuletzt hinzugefügte zuerst
cmd-library-list-sort-published = Neueste zuerst
cmd-library-list-sort-title = Nach Titel
cmd-library-list-opt-category = kategorie
cmd-library-list-opt-category-about = Beginne mit einem Namen oder Kürzel, etwa cs.CV
cmd-library-stats = bestand
cmd-library-stats-about = Artikel, Jahre, Kategorien und Quellen zählen
cmd-library-remove = entfernen
cmd-library-remove-about = Einen Artikel entfernen (nur Serververwaltung)
cmd-library-remove-opt-paper = artikel
cmd-library-remove-opt-paper-about = Anfang eines Titels, oder Kennung, Link oder DOI
cmd-add-papers = Artikel aus Nachricht hinzufügen

## Adding
library-add-nothing = Es gibt nichts hinzuzufügen.
library-add-nothing-todo = Hänge eine Datei an (PDF, BibTeX, RIS, CSV, JSON Lines oder eine gespeicherte Seite von Hugging Face Papers), oder nenne Links oder Kennungen.
library-no-reference = Dort habe ich weder Link noch arXiv-Kennung noch DOI gefunden.
library-no-reference-todo = Trenne sie durch Leerzeichen, oder hänge eine Datei mit den Artikeln an.
library-message-nothing = An dieser Nachricht hängt keine Datei, und sie nennt keinen Artikel mit Link, arXiv-Kennung oder DOI.
library-message-nothing-todo = Nimm eine Nachricht mit Link, arXiv-Kennung oder DOI, oder mit angehängter Datei (PDF, BibTeX, RIS, CSV, JSON Lines oder eine gespeicherte Seite).
library-too-large = Die Datei { $name } ist zu groß, um hier hinzugefügt zu werden.
library-too-large-todo = Hänge Dateien bis { $megabytes } MB an. Größere kann der Betreiber des Bots mit „footnote ingest file“ hinzufügen.
library-not-received = Discord hat die Datei { $name } nicht geliefert.
library-not-received-todo = Hänge sie noch einmal an.
library-compressed = Die Datei { $name } ist komprimiert.
library-compressed-todo = Entpacke sie und hänge den Inhalt an.
library-not-papers =
    { $kind ->
        [picture] Die Datei { $name } ist ein Bild.
        [recording] Die Datei { $name } ist eine Aufnahme.
        [document] Die Datei { $name } ist ein formatiertes Dokument.
        [archive] Die Datei { $name } ist ein Archiv.
        [database] Die Datei { $name } ist eine Datenbank.
       *[other] Die Datei { $name } enthält keinen Text.
    }
library-not-papers-todo = Gib stattdessen den arXiv- oder DOI-Link des Artikels an, hänge den Artikel als PDF an, oder eine Datei, die ihn beschreibt: BibTeX, RIS, CSV, JSON Lines oder eine gespeicherte Seite von Hugging Face Papers.
library-not-a-pdf = Die Datei { $name } heißt wie ein PDF, ist aber keines.
library-not-a-pdf-todo = Öffne sie in dem Programm, aus dem sie stammt, und speichere sie als PDF.
library-busy = Zu viele Dateien warten darauf, gelesen zu werden.
library-busy-todo = Bitte versuch es in ein paar Minuten noch einmal.
library-too-slow = Das Lesen der Datei { $name } hat zu lange gedauert und wurde abgebrochen.
library-too-slow-todo = Vielleicht ist sie zu groß oder zu tief verschachtelt. Hänge sie in kleineren Teilen an oder als JSON Lines.
library-unreadable = Die Datei { $name } ließ sich nicht lesen: Sie brauchte zu viel Speicher oder ist beschädigt.
library-unreadable-todo = Prüfe, ob sie vollständig ist, und hänge sie in kleineren Teilen an oder als JSON Lines.
library-rate = Du fügst Artikel schneller hinzu, als Footnote sie verarbeiten kann.
library-rate-todo = Bitte versuche es in einer Minute noch einmal.
library-quota =
    { $scope ->
        [user] Eine Person kann am Tag { $most } Einträge hinzufügen. Dir { $left ->
                [0] bleibt heute keiner mehr
                [one] bleibt heute noch 1
               *[other] bleiben heute noch { $left }
            }.
       *[server] Ein Server kann am Tag { $most } Einträge hinzufügen. Diesem { $left ->
                [0] bleibt heute keiner mehr
                [one] bleibt heute noch 1
               *[other] bleiben heute noch { $left }
            }.
    }
library-quota-todo =
    { $count ->
        [0] { "" }
        [one] Dein Eintrag wurde nicht hinzugefügt.{ " " }
       *[other] Von deinen { $count } Einträgen wurde keiner hinzugefügt.{ " " }
    }Der Tag beginnt um Mitternacht UTC. Größere Dateien können die Betreiber von Footnote mit `footnote ingest` hinzufügen.
library-added =
    { $count ->
        [one] 1 Artikel hinzugefügt
       *[other] { $count } Artikel hinzugefügt
    }
library-nothing-new = Nichts Neues dabei
library-turned-away = Hochgeladenes ändert nichts, was die Bibliothek schon hat
library-not-taken = „{ $title }“, nicht übernommen: { $fields }. { $why }
library-not-taken-more =
    { $count ->
        [one] 1 weiterer Artikel wurde nur teilweise übernommen
       *[other] { $count } weitere Artikel wurden nur teilweise übernommen
    }
library-held-service = Die Bibliothek hat diesen Artikel von seiner Quelle; Hochgeladenes ändert daran nichts.
library-held-operator = Der Betreiber des Bots hat diesen Artikel importiert; Hochgeladenes ändert daran nichts.
library-held-starter = Dieser Artikel kam mit Footnote; Hochgeladenes ändert daran nichts.
library-held-member = Dieser Artikel wurde schon hochgeladen; erneutes Hochladen füllt nur Lücken.
library-held-unknown = Die Bibliothek hat diesen Artikel schon; Hochgeladenes ändert daran nichts.
library-held-nobody = Durch Hochladen lässt sich das nicht festlegen.
library-updated =
    { $count ->
        [one] 1 Artikel aktualisiert
       *[other] { $count } Artikel aktualisiert
    }
library-unchanged =
    { $count ->
        [one] 1 war schon da
       *[other] { $count } waren schon da
    }
library-more =
    { $count ->
        [one] und 1 weiterer
       *[other] und { $count } weitere
    }
library-rejected =
    { $count ->
        [one] 1 Eintrag war nicht lesbar
       *[other] { $count } Einträge waren nicht lesbar
    }
library-rejected-line = Zeile { $line }: { $reason }
library-cut =
    { $count ->
        [one] 1 Artikel ist länger, als die Bibliothek aufbewahrt, und wurde gekürzt
       *[other] { $count } Artikel sind länger, als die Bibliothek aufbewahrt, und wurden gekürzt
    }
library-cut-paper = „{ $title }“: { $fields }
library-field =
    { $field ->
        [title] Titel
        [abstract] Abstract
        [authors] Autoren
        [categories] Kategorien
        [source] Quelle
        [url] Link
        [doi] DOI
        [paper_id] Kennung
       *[extra] weitere Angaben
    }
library-known =
    { $count ->
        [one] Dieser Artikel ist schon in der Bibliothek
       *[other] Diese { $count } Artikel sind schon in der Bibliothek
    }
library-not-fetched =
    { $count ->
        [one] 1 konnte nicht abgerufen werden
       *[other] { $count } konnten nicht abgerufen werden
    }
library-more-references = Ich füge bis zu { $most } auf einmal hinzu und habe den Rest ausgelassen.

## Whole papers
library-pdf-off = Die Datei { $name } ist ein PDF, und ganze Artikel werden hier nicht gelesen.
library-pdf-off-todo = Gib stattdessen den arXiv- oder DOI-Link des Artikels an. Der Betreiber des Bots kann PDFs erlauben (FOOTNOTE_FULL_TEXT).
library-pdf-erased = Während ich { $name } gelesen habe, hast du deine Daten löschen lassen; deshalb habe ich die Datei nicht behalten.
library-pdf-erased-todo = Häng sie noch einmal an, wenn sie in die Bibliothek soll.
library-pdf-refused =
    { $reason ->
        [damaged] Das PDF { $name } ist beschädigt.
        [empty] Das PDF { $name } hat keinen Fließtext.
        [encrypted] Das PDF { $name } ist mit einem Passwort geschützt.
        [fonts] Die Schriften des PDFs { $name } verraten nicht, welche Buchstaben sie zeichnen, oder nennen andere.
        [large] Das PDF { $name } ist zu groß.
        [long] Das PDF { $name } ist zu lang für einen Artikel.
        [scan] Das PDF { $name } ist ein Scan: Seine Seiten sind Bilder. Text, den eine Texterkennung (OCR) unsichtbar dahintergelegt hat, wird nicht gelesen, weil niemand sehen kann, ob er stimmt.
        [slow] Das Lesen des PDFs { $name } hat zu lange gedauert und wurde abgebrochen.
       *[other] Das PDF { $name } konnte nicht gelesen werden: Es brauchte zu viel Speicher, oder es ist beschädigt.
    }
library-pdf-refused-todo =
    { $reason ->
        [damaged] Prüfe, ob es vollständig ist, und hänge es noch einmal an.
        [encrypted] Speichere es ohne Passwort und hänge diese Fassung an.
        [large] Hänge ein PDF von höchstens { $megabytes } MB an.
        [long] Hänge ein PDF nur eines Artikels oder Kapitels an.
        [scan] Hänge das PDF des Verlags oder der Autoren an, oder gib den arXiv- oder DOI-Link des Artikels an.
       *[other] Hänge eine andere Fassung des Artikels an, oder gib seinen arXiv- oder DOI-Link an.
    }
library-reading = { $name } wird gelesen …
library-reading-waiting =
    { $count ->
        [0] Sie ist als Nächste an der Reihe.
        [one] Vor ihr ist noch 1 Datei.
       *[other] Vor ihr sind noch { $count } Dateien.
    }
library-reading-pages = { $done } von { $count } Seiten gelesen
library-reading-passages = Alle Seiten gelesen; { $done } von { $count } Textstellen indexiert
library-text-added = Volltext eines Artikels hinzugefügt
library-text-shared = geteilt von { $name }
library-text-known = Der Volltext dieses Artikels ist schon in der Bibliothek
library-text-size = Seiten: { $pages } · Textstellen: { $passages }
library-text-first-pages = Es ist lang: Nur die ersten { $most } Seiten wurden gelesen.
library-text-unread-pages = Seiten, die Bilder oder beschädigt sind und nicht gelesen werden konnten: { $pages }
library-text-unread-tables = Tabellen, die Bilder sind und nicht gelesen werden konnten: { $tables }
library-text-place = Nur dieser Server sieht den Text.
library-text-ask = Frag danach mit /{ cmd-ask } und der Option „{ cmd-opt-paper }“.
library-texts-fetching = Der Volltext kommt dazu, wenn PubMed Central oder arXiv ihn hat.
library-texts-read =
    { $count ->
        [one] Der Volltext von 1 Artikel ist in der Bibliothek
       *[other] Die Volltexte von { $count } Artikeln sind in der Bibliothek
    }
library-texts-later =
    { $count ->
        [one] Ein Dienst, der den Volltext von 1 Artikel haben könnte, ist nicht erreichbar; ich frage ihn innerhalb eines Tages noch einmal
       *[other] Ein Dienst, der die Volltexte von { $count } Artikeln haben könnte, ist nicht erreichbar; ich frage ihn innerhalb eines Tages noch einmal
    }
library-texts-missing =
    { $count ->
        [one] Von 1 Artikel haben weder PubMed Central noch arXiv den Volltext
       *[other] Von { $count } Artikeln haben weder PubMed Central noch arXiv den Volltext
    }
library-title-needed = Die erste Seite von { $name } nennt den Titel nicht.
library-title-needed-todo = Gib den Titel an, und der Artikel wird darunter hinzugefügt.
library-title-button = Titel angeben
library-title-field = Titel des Artikels
library-title-empty = Der Titel fehlt.
library-title-empty-todo = Drück noch einmal auf die Schaltfläche und gib den Titel des Artikels ein.

## Shared links
library-shared =
    { $count ->
        [one] Geteilt von { $name }: 1 Artikel hinzugefügt
       *[other] Geteilt von { $name }: { $count } Artikel hinzugefügt
    }
library-shared-nothing = Geteilt von { $name }: Es konnte kein Artikel hinzugefügt werden
library-shared-too-many = Hier werden zu viele Artikel auf einmal geteilt.
library-shared-too-many-todo = Füge die übrigen später über das Menü der Nachricht hinzu, unter Apps: „{ cmd-add-papers }“.

## The list
library-list =
    { $count ->
        [one] 1 Artikel in der Bibliothek
       *[other] { $count } Artikel in der Bibliothek
    }
library-forgotten = Diese Liste ist abgelaufen.
library-forgotten-todo = Führe /{ cmd-library } { cmd-library-list } noch einmal aus.

## Counts
library-stock =
    { $count ->
        [one] 1 Artikel in der Bibliothek
       *[other] { $count } Artikel in der Bibliothek
    }
library-stock-abstracts =
    { $count ->
        [one] 1 davon mit Abstract
       *[other] { $count } davon mit Abstract
    }
library-stock-uploads =
    { $count ->
        [one] 1 hat ein Mitglied dieses Servers hochgeladen
       *[other] { $count } haben Mitglieder dieses Servers hochgeladen
    }
library-stock-whole =
    { $count ->
        [one] 1 davon im Volltext
       *[other] { $count } davon im Volltext
    } ({ $passages } Textstellen)
library-stock-waiting =
    { $count ->
        [one] 1 Artikel wird noch indiziert und ist noch nicht zu finden
       *[other] { $count } Artikel werden noch indiziert und sind noch nicht zu finden
    }
library-stock-indexed = Alle sind im Index.
library-stock-years = Jahre
library-stock-earlier = früher
library-stock-undated = ohne Datum
library-stock-categories = Kategorien
library-stock-sources = Quellen
library-stock-count = { $name } ({ $count })
library-grown =
    { $count ->
        [0] Letzter automatischer Import { $when }: nichts Neues
        [one] Letzter automatischer Import { $when }: 1 neuer Artikel
       *[other] Letzter automatischer Import { $when }: { $count } neue Artikel
    }
library-grown-never = Noch kein automatischer Import.
library-growth-failing = { $name } funktioniert nicht mehr, zuletzt erfolgreich { $when }. Nächster Versuch { $due }.
library-growth-failing-always = { $name } hat noch nicht funktioniert. Nächster Versuch { $due }.
library-growth-incident = Siehe Protokoll: Vorfall { $incident }

## Removing
library-removed = Aus der Bibliothek entfernt
library-removed-with-text = Auch der Volltext ist weg. „Rückgängig“ holt nur den Eintrag zurück; für den Text füge die Datei erneut hinzu.
library-text-removed = Der Volltext wurde auf diesem Server entfernt
library-shared-by-servers = Andere Server teilen sich diese Bibliothek; darum lassen sich ihre Artikel nicht von hier aus entfernen.
library-shared-by-servers-todo = Der Betreiber des Bots kann sie entfernen oder es der Verwaltung dieses Servers erlauben (FOOTNOTE_LIBRARY_SERVERS).

## Undoing
library-button-undo = Rückgängig
library-undone = Rückgängig gemacht. Die Bibliothek ist wieder wie vorher.
library-undone-but-text = Nur der Volltext fehlt: Füge die Datei dafür erneut hinzu.
library-undo-changed = Diese Artikel haben sich seitdem geändert, darum lässt sich das nicht mehr rückgängig machen.
library-undo-not-yours = Nur wer das getan hat oder diesen Server verwaltet, kann es rückgängig machen.
