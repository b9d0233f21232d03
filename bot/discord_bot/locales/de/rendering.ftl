# Der Text rund um Antworten, Artikel und Listen.

## Antworten
rendering-thinking = Ich durchsuche die Bibliothek …
rendering-reading =
    { $read ->
        [paper]
        { $papers ->
            [one] Ich lese einen Artikel …
           *[other] Ich lese { $papers } Artikel …
        }
       *[abstract]
        { $papers ->
            [one] Ich lese ein Abstract …
           *[other] Ich lese { $papers } Abstracts …
        }
    }
rendering-waiting =
    { $before ->
        [0] Du bist als Nächstes an der Reihe.
        [one] In der Warteschlange ist eine Frage vor deiner.
       *[other] In der Warteschlange sind { $before } Fragen vor deiner.
    }
rendering-writing = Ich schreibe noch …
rendering-nothing-supported =
    { $read ->
        [paper] Kein Satz war durch die Artikel belegt.
       *[abstract] Kein Satz war durch die Abstracts belegt.
    }
rendering-quoted =
    { $read ->
        [accounts] Zitate (ohne Sprachmodell)
        [paper] Zitate aus den Artikeln (ohne Sprachmodell)
       *[abstract] Zitate aus den Abstracts (ohne Sprachmodell)
    }
rendering-quoted-instead =
    { $read ->
        [accounts] Zitate
        [paper] Zitate aus den Artikeln
       *[abstract] Zitate aus den Abstracts
    }
rendering-accounts = Texte für Footnote geschrieben; die Abstracts der Autoren stehen hinter den Links.
rendering-section-cut = Der Abschnitt ist zu lang für das Sprachmodell; es hat nur einen Teil davon gelesen.
rendering-from-catalog = Aus dem Verzeichnis der Bibliothek
rendering-fell =
    { $read ->
        [paper]
            { $how ->
                [declined] Das Sprachmodell hat die Antwort abgelehnt, darum hier Zitate aus den Artikeln.
                [too-long] Das war zu lang für das Sprachmodell, darum hier Zitate aus den Artikeln.
                [strayed] Die Artikel belegen den Entwurf des Sprachmodells nicht, darum hier Zitate aus ihnen.
                [over-budget] Das KI-Limit für heute ist erreicht, darum hier Zitate aus den Artikeln.
                [partly] Wo die Artikel den Entwurf des Sprachmodells nicht belegen, stehen Zitate aus ihnen.
               *[failed] Das Sprachmodell hat nicht geantwortet, darum hier Zitate aus den Artikeln.
            }
       *[abstract]
            { $how ->
                [declined] Das Sprachmodell hat die Antwort abgelehnt, darum hier Zitate aus den Abstracts.
                [too-long] Das war zu lang für das Sprachmodell, darum hier Zitate aus den Abstracts.
                [strayed] Die Abstracts belegen den Entwurf des Sprachmodells nicht, darum hier Zitate aus ihnen.
                [over-budget] Das KI-Limit für heute ist erreicht, darum hier Zitate aus den Abstracts.
                [partly] Wo die Abstracts den Entwurf des Sprachmodells nicht belegen, stehen Zitate aus ihnen.
               *[failed] Das Sprachmodell hat nicht geantwortet, darum hier Zitate aus den Abstracts.
            }
    }
rendering-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
rendering-left-out =
    { $count ->
        [one] 1 unbelegter Satz weggelassen
       *[other] { $count } unbelegte Sätze weggelassen
    }
rendering-struck =
    { $count ->
        [one] 1 unbelegter Satz durchgestrichen
       *[other] { $count } unbelegte Sätze durchgestrichen
    }
rendering-withheld =
    { $count ->
        [one] 1 Satz zurückgehalten
       *[other] { $count } Sätze zurückgehalten
    }
rendering-unverified = unbelegt
rendering-searched = Gesucht: { $question }

## Die Zeile über einer Antwort
rendering-lead =
    { $key ->
        [nearest] **Am nächsten kommt:**
        [best-papers] **Die { $count } Artikel**, die am besten passen; mehr mit /{ cmd-search } { $value }
        [not-compared] **Kein Artikel** der Bibliothek scheint „{ $value }“ zu sein; darum gibt es nichts zu vergleichen.
        [no-papers] **Kein Artikel** der Bibliothek handelt davon.
        [no-limitation]
            { $title }
            { "" }**{ $read ->
                [paper] Im Artikel wurde keine Einschränkung gefunden.
               *[abstract] Im Abstract wurde keine Einschränkung gefunden.
            }**
        [no-future-work]
            { $title }
            { "" }**{ $read ->
                [paper] Im Artikel wurden keine weiteren Vorhaben gefunden.
               *[abstract] Im Abstract wurden keine weiteren Vorhaben gefunden.
            }**
        [authors]
            { $title }
            Von { $value }
        [published]
            { $title }
            Veröffentlicht: { $value }
        [venue]
            { $title }
            Erschienen in: { $value }
        [link]
            { $title }
            { $value }
        [categories]
            { $title }
            Kategorien: { $value }
        [records] Diese Artikel könnten gemeint sein:
        [paper-count]
            { $count ->
                [0] Die Bibliothek hat **keine Artikel**.
                [one] Die Bibliothek hat **einen Artikel**.
               *[other] Die Bibliothek hat **{ $count } Artikel**.
            }
        [papers-of-year]
            { $count ->
                [0] Die Bibliothek hat **keine Artikel** aus { $value }.
                [one] Die Bibliothek hat **einen Artikel** aus { $value }:
               *[other] Die Bibliothek hat **{ $count } Artikel** aus { $value }:
            }
        [papers-of-author]
            { $count ->
                [0] Die Bibliothek hat **keine Artikel** von { $value }.
                [one] Die Bibliothek hat **einen Artikel** von { $value }:
               *[other] Die Bibliothek hat **{ $count } Artikel** von { $value }:
            }
        [papers-with-title]
            { $count ->
                [0] **Kein Titel** enthält „{ $value }“.
                [one] **Ein Titel** enthält „{ $value }“:
               *[other] **{ $count } Titel** enthalten „{ $value }“:
            }
        [newest]
            { $count ->
                [one] Der neueste Artikel der Bibliothek:
               *[other] Die neuesten Artikel der Bibliothek:
            }
            { $title }
            Veröffentlicht: { $value }
        [oldest]
            { $count ->
                [one] Der älteste Artikel der Bibliothek:
               *[other] Die ältesten Artikel der Bibliothek:
            }
            { $title }
            Veröffentlicht: { $value }
        [library]
            { $count ->
                [one] Die Bibliothek hat **einen Artikel**: { $value }
               *[other] Die Bibliothek hat **{ $count } Artikel**: { $value }
            }
        [newest-papers] Die neuesten Artikel in der Bibliothek:
        [oldest-papers] Die ältesten Artikel in der Bibliothek:
        [not-dated] Kein Artikel der Bibliothek hat ein Datum.
        [not-recorded]
            { $title }
            Dazu ist in der Bibliothek nichts verzeichnet.
        [greeting]
            👋 Hallo! Ich beantworte Fragen aus den Artikeln in dieser Bibliothek.
            Zum Beispiel: *{ $value }*
        [thanks]
            Gern geschehen! Frag jederzeit weiter.
            Zum Beispiel: *{ $value }*
        [goodbye] 👋 Bis bald! Die Bibliothek bleibt geöffnet.
        [help]
            { $count ->
                [one] Ich beantworte Fragen aus dem einen Artikel in dieser Bibliothek und belege jeden Satz.
               *[other] Ich beantworte Fragen aus den { $count } Artikeln in dieser Bibliothek und belege jeden Satz.
            } Ich kann auch Artikel auflisten, vergleichen und zusammenfassen und einen täglichen Digest posten.
            Zum Beispiel: *{ $value }*
        [no-question]
            Ich beantworte nur Fragen zu den Artikeln in dieser Bibliothek.
            Zum Beispiel: *{ $value }*
        [empty-library] **Die Bibliothek ist leer**, also gibt es noch nichts, woraus ich antworten könnte. Füge Artikel mit /{ cmd-library } { cmd-library-add } hinzu.
       *[papers]
            { $count ->
                [one] **Ein Artikel** dazu:
               *[other] **{ $count } Artikel** dazu:
            }
    }

## Ablehnungen
rendering-refused =
    { $read ->
        [paper] Nichts in der Bibliothek beantwortet das.
       *[abstract] Kein Abstract in der Bibliothek beantwortet das.
    }
rendering-missing =
    { $read ->
        [paper] Nicht im Artikel: { $what }
        [passages] In den gelesenen Passagen nicht gefunden: { $what }
       *[abstract] Nicht in den Abstracts: { $what }
    }
rendering-closest = Am nächsten:
rendering-nearest = Am nächsten kommen in der Bibliothek:
rendering-refused-nothing = Nichts in der Bibliothek passt dazu.
rendering-refused-filtered = Kein Artikel der Bibliothek erfüllt die Filter.
rendering-refused-hint = Formuliere die Frage um oder füge mit /{ cmd-library } { cmd-library-add } passende Artikel hinzu.

## Quellen und Belege
rendering-sources = Quellen
rendering-no-sources = Diese Antwort zitiert keinen Artikel.
rendering-evidence = Belege
rendering-evidence-hint =
    { $read ->
        [paper] Unter jedem Satz stehen die Worte des Artikels, die ihn belegen.
       *[abstract] Unter jedem Satz stehen die Worte des Abstracts, die ihn belegen.
    }
rendering-evidence-quotes =
    { $read ->
        [paper] Jedes Zitat fett, mit den Worten drumherum im Artikel.
       *[abstract] Jedes Zitat fett, mit den Worten drumherum im Abstract.
    }
rendering-evidence-printed = Markiert: die Worte, die jeden Satz belegen, so wie sie im Artikel gedruckt sind.
rendering-verbatim = wörtlich zitiert
rendering-location =
    { $by ->
        [page] S. { $names }
        [section] Abschn. { $names }
       *[name] { $names }
    }
rendering-passage =
    { $kind ->
        [table] Tabelle
        [caption] Bildunterschrift
       *[footnote] Fußnote
    }
rendering-read =
    { $read ->
        [paper] ganzer Artikel
       *[abstract] nur das Abstract
    }
rendering-citation-found = Beleg von Footnote gefunden
rendering-citation-corrected = Beleg korrigiert, statt { $numbers }
rendering-no-evidence = Zu dieser Antwort gibt es keine Belege.

## Artikel
rendering-two-authors = { $first } und { $second }
rendering-and-others = { $first } et al.
rendering-and-more = { $names } und { $more } weitere
rendering-published = { DATETIME($day, dateStyle: "long") }
rendering-no-abstract = Die Bibliothek hat zu diesem Artikel kein Abstract.
rendering-withdrawn = ⚠ Zurückgezogen
rendering-withdrawn-because = ⚠ Zurückgezogen: { $reason }
rendering-uploaded = von einem Mitglied hochgeladen
rendering-origin =
    { $origin ->
        [service] Von der Quelle abgerufen
        [operator] Vom Betreiber des Bots importiert
        [starter] Kam mit Footnote: Der Text ist eine für Footnote geschriebene Kurzbeschreibung, nicht das Abstract der Autoren
        [member] Von einem Mitglied hochgeladen
       *[unknown] Aufgenommen, bevor Footnote die Herkunft festhielt
    }
rendering-field =
    { $field ->
        [abstract] Abstract
        [authors] Autoren
        [date] Datum
        [categories] Kategorien
        [link] Link
        [id] ID oder DOI
        [version] Version
        [withdrawal] Rückzug
       *[title] Titel
    }
rendering-empty-library = Die Bibliothek ist leer. Füge Artikel hinzu mit /{ cmd-library } { cmd-library-add }.
rendering-more-papers = und { $count } weitere

## Suche
rendering-hits = Ergebnisse zu „{ $query }“
rendering-filters = Filter: { $filters }
rendering-years-from = ab { $year }
rendering-years-to = bis { $year }
rendering-years = { $first }–{ $last }
rendering-filter =
    { $field ->
        [categories] Kategorie { $names }
        [authors] Autor { $names }
        [paper] Artikel { $names }
       *[sources] Quelle { $names }
    }
rendering-nothing-found = Nichts gefunden. Versuche es mit anderen Worten.
rendering-only-meaning = Kein Artikel enthält diese Wörter. Dies kommt ihnen am nächsten:
rendering-nothing-found-filtered = Nichts gefunden. Versuche es mit anderen Worten oder weniger Filtern.
rendering-choose-papers = Artikel auswählen …
rendering-page = Seite { $page } von { $pages }
rendering-related = Verwandt mit
rendering-nothing-related = Die Bibliothek hat keine verwandten Artikel.
rendering-chosen =
    { $count ->
        [one] 1 Artikel ausgewählt
       *[other] { $count } Artikel ausgewählt
    }

## Zusammenfassungen
rendering-choose-style = Anders zusammenfassen …
rendering-style =
    { $style ->
        [structured] Nach Abschnitten
        [key-points] Kernpunkte
        [technical] Fachlich
        [plain] In einfachen Worten
        [abstract] Das Abstract
       *[tldr] Ganz kurz
    }

## Vergleiche
rendering-compared =
    { $count ->
        [one] 1 Artikel
       *[other] { $count } Artikel im Vergleich
    }
rendering-aspect =
    { $aspect ->
        [method] Methode
        [data] Daten
        [results] Ergebnisse
        [question] Frage
        [design] Design und Intervention
        [outcome] Ergebnis
        [limitations] Grenzen
       *[problem] Problem
    }
rendering-not-stated =
    { $read ->
        [paper] steht nicht im Artikel
        [passages] in den gelesenen Passagen nicht gefunden
       *[abstract] steht nicht im Abstract
    }
rendering-shortened = Hier gekürzt; die angehängte Tabelle enthält alles.

## Hinweise
rendering-incident = Störung { $incident }
rendering-bibtex-file = Die BibTeX-Einträge als Datei

## Schaltflächen
rendering-button-evidence = Belege
rendering-button-sources = Quellen
rendering-button-bibtex = BibTeX
rendering-button-again = Neu erzeugen
rendering-button-follow = Nachfragen
rendering-button-post = Im Kanal posten
rendering-more = Mehr …
rendering-button-open = Öffnen
rendering-button-summarize = Zusammenfassen
rendering-button-related = Verwandte
rendering-button-compare = Vergleichen
rendering-button-shelf = Merken
rendering-button-card = Details
rendering-button-paper = Artikel lesen
rendering-button-before = Zurück
rendering-button-after = Weiter

## Next questions
rendering-ask =
    { $kind ->
        [compare] { $first } und { $second } vergleichen
        [limitations] Grenzen von { $first }?
        [results] Ergebnisse von { $first }?
       *[method] Wie funktioniert { $first }?
    }

## Posts
rendering-posted-by = Gepostet von { $person }
rendering-cannot-post = Du darfst in diesem Kanal nicht schreiben.
rendering-cannot-post-todo = Bitte die Moderation um das Recht, hier Nachrichten zu senden.
