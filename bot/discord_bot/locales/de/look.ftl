# Der Text rund um Antworten, Artikel und Listen.

## Antworten
look-thinking = Ich lese die Abstracts …
look-waiting =
    { $before ->
        [0] Du bist als Nächstes an der Reihe.
        [one] In der Warteschlange ist eine Frage vor deiner.
       *[other] In der Warteschlange sind { $before } Fragen vor deiner.
    }
look-writing = Ich schreibe noch …
look-nothing-supported = Kein Satz war durch die Abstracts belegt.
look-quoted = Zitate aus den Abstracts (ohne Sprachmodell)
look-fell-failed = Das Sprachmodell hat nicht geantwortet, darum hier Zitate aus den Abstracts.
look-fell-declined = Das Sprachmodell hat die Antwort abgelehnt, darum hier Zitate aus den Abstracts.
look-fell-too-long = Das war zu lang für das Sprachmodell, darum hier Zitate aus den Abstracts.
look-fell-strayed = Die Abstracts belegen den Entwurf des Sprachmodells nicht, darum hier Zitate aus ihnen.
look-fell-over-budget = Das KI-Limit für heute ist erreicht, darum hier Zitate aus den Abstracts.
look-fell-partly = Wo die Abstracts den Entwurf des Sprachmodells nicht belegen, stehen Zitate aus ihnen.
look-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
look-left-out =
    { $count ->
        [one] 1 unbelegter Satz weggelassen
       *[other] { $count } unbelegte Sätze weggelassen
    }
look-struck =
    { $count ->
        [one] 1 unbelegter Satz durchgestrichen
       *[other] { $count } unbelegte Sätze durchgestrichen
    }
look-withheld =
    { $count ->
        [one] 1 Satz zurückgehalten
       *[other] { $count } Sätze zurückgehalten
    }
look-unverified = unbelegt
look-searched = Gesucht: { $question }

## Ablehnungen
look-refused = Kein Abstract in der Bibliothek beantwortet das.
look-missing = Die Abstracts nennen nicht: { $what }.
look-closest = Am nächsten:
look-nearest = Am nächsten kommen in der Bibliothek:
look-refused-nothing = Nichts in der Bibliothek passt dazu: Vielleicht ist sie leer, oder die Filter schließen alle Artikel aus.
look-refused-hint = Formuliere die Frage um oder füge mit /{ cmd-library } { cmd-library-add } passende Artikel hinzu.

## Quellen und Belege
look-sources = Quellen
look-no-sources = Diese Antwort zitiert keinen Artikel.
look-evidence = Belege
look-evidence-hint = Unter jedem Satz stehen die Worte des Abstracts, die ihn belegen.
look-verbatim = wörtlich zitiert
look-no-evidence = Zu dieser Antwort gibt es keine Belege.

## Artikel
look-two-authors = { $first } und { $second }
look-and-others = { $first } et al.
look-and-more = { $names } und { $more } weitere
look-published = { DATETIME($day, dateStyle: "long") }
look-no-abstract = Die Bibliothek hat zu diesem Artikel kein Abstract.
look-withdrawn = ⚠ Zurückgezogen
look-withdrawn-because = ⚠ Zurückgezogen: { $reason }
look-uploaded = von einem Mitglied hochgeladen
look-origin-service = Von der Quelle abgerufen
look-origin-operator = Vom Betreiber des Bots importiert
look-origin-member = Von einem Mitglied hochgeladen
look-origin-unknown = Aufgenommen, bevor Footnote die Herkunft festhielt
look-origin-uploaded = Von einem Mitglied hochgeladen: { $fields }
look-field-title = Titel
look-field-abstract = Abstract
look-field-authors = Autoren
look-field-date = Datum
look-field-categories = Kategorien
look-field-link = Link
look-field-id = ID oder DOI
look-field-version = Version
look-field-withdrawal = Rückzug
look-no-papers = Noch keine Artikel.
look-more-papers = und { $count } weitere

## Suche
look-hits = Artikel zu „{ $query }“
look-filters = Nur { $filters }
look-years-from = ab { $year }
look-years-to = bis { $year }
look-years = { $first }–{ $last }
look-nothing-found = Nichts gefunden. Versuche es mit anderen Worten.
look-nothing-found-filtered = Nichts gefunden. Versuche es mit anderen Worten oder weniger Filtern.
look-choose-papers = Artikel auswählen …
look-page = Seite { $page } von { $pages }
look-related = Verwandt mit
look-nothing-related = Die Bibliothek hat keine verwandten Artikel.
look-chosen =
    { $count ->
        [one] 1 Artikel ausgewählt
       *[other] { $count } Artikel ausgewählt
    }

## Zusammenfassungen
look-choose-style = Anders zusammenfassen …
look-style-tldr = Ganz kurz
look-style-key-points = Kernpunkte
look-style-technical = Fachlich
look-style-plain = In einfachen Worten

## Vergleiche
look-compared =
    { $count ->
        [one] 1 Artikel
       *[other] { $count } Artikel im Vergleich
    }
look-aspect-problem = Problem
look-aspect-method = Methode
look-aspect-data = Daten
look-aspect-results = Ergebnisse
look-aspect-limitations = Grenzen
look-not-stated = steht nicht im Abstract
look-shortened = Hier gekürzt; die angehängte Tabelle enthält alles.

## Hinweise
look-incident = Störung { $incident }
look-bibtex-file = Die BibTeX-Einträge als Datei

## Schaltflächen
look-button-evidence = Belege
look-button-sources = Quellen
look-button-bibtex = BibTeX
look-button-again = Neu erzeugen
look-button-retry = Noch einmal fragen
look-button-follow = Nachfragen
look-button-up = Hilfreich
look-button-down = Nicht hilfreich
look-button-open = Öffnen
look-button-summarize = Zusammenfassen
look-button-related = Verwandte
look-button-compare = Vergleichen
look-button-shelf = Merken
look-button-card = Details
look-button-paper = Artikel lesen
look-button-before = Zurück
look-button-after = Weiter
