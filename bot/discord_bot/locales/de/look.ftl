# Was um Antworten, Artikel und Listen herum steht.

## Antworten
look-thinking = Ich lese die Abstracts …
look-waiting =
    { $before ->
        [0] Es wird viel gefragt; du bist als Nächstes dran.
        [one] Es wird viel gefragt; eine Anfrage ist vor deiner dran.
       *[other] Es wird viel gefragt; { $before } Anfragen sind vor deiner dran.
    }
look-writing = Ich schreibe noch …
look-nothing-supported = Es blieb nichts übrig, was die Abstracts sagen.
look-quoted = Zitate aus den Abstracts, ohne Sprachmodell
look-fell-failed = Das Sprachmodell hat keine Antwort geliefert; dies sind Zitate aus den Abstracts.
look-fell-declined = Das Sprachmodell wollte nicht antworten; dies sind Zitate aus den Abstracts.
look-fell-too-long = Das war zu lang für das Sprachmodell; dies sind Zitate aus den Abstracts.
look-fell-strayed = Die Abstracts tragen nicht, was das Sprachmodell schrieb; dies sind Zitate aus ihnen.
look-fell-over-budget = Was heute von einem Modell geschrieben werden kann, ist aufgebraucht; dies sind Zitate aus den Abstracts.
look-fell-partly = Wo das Sprachmodell nichts geliefert hat, was die Abstracts tragen, stehen Zitate aus ihnen.
look-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
look-left-out =
    { $count ->
        [one] 1 Satz weggelassen, weil ihn kein Abstract belegt
       *[other] { $count } Sätze weggelassen, weil sie kein Abstract belegt
    }
look-struck =
    { $count ->
        [one] 1 Satz durchgestrichen: Kein Abstract sagt ihn aus
       *[other] { $count } Sätze durchgestrichen: Kein Abstract sagt sie aus
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
look-refused-nothing = Nichts in der Bibliothek kommt dem nahe: Vielleicht ist sie noch leer, oder die Filter lassen keine Arbeit übrig.
look-refused-hint = Frag mit anderen Worten oder füge mit /{ cmd-library } { cmd-library-add } passende Artikel hinzu.

## Quellen und Belege
look-sources = Quellen
look-no-sources = Diese Antwort nennt keinen Artikel.
look-evidence = Belege
look-evidence-hint = Unter jedem Satz stehen die Worte des Abstracts, auf denen er beruht.
look-verbatim = der Satz selbst
look-no-evidence = Zu dieser Antwort gibt es keine Belege.

## Artikel
look-two-authors = { $first } und { $second }
look-and-others = { $first } et al.
look-and-more = { $names } und { $more } weitere
look-published = { DATETIME($day, dateStyle: "long") }
look-no-abstract = Die Bibliothek hat von diesem Artikel kein Abstract.
look-withdrawn = ⚠ Zurückgezogen
look-withdrawn-because = ⚠ Zurückgezogen: { $reason }
look-uploaded = von einem Mitglied hochgeladen
look-origin-service = Vom Dienst selbst geholt
look-origin-operator = Importiert von denen, die diesen Bot betreiben
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
look-no-papers = Hier sind noch keine Artikel.
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
look-nothing-related = In der Bibliothek gibt es nichts Verwandtes.
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
