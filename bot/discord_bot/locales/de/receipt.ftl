# Wie eine Antwort zustande kam.
cmd-why = warum
cmd-why-about = Sehen, wie eine Antwort entstanden ist

receipt-button = Warum diese Antwort?
receipt-title = Warum diese Antwort?
receipt-answered = Beantwortet
receipt-refused =
    { $reason ->
        [far] Abgelehnt: Nichts in der Bibliothek passt gut genug
        [detail]
            { $read ->
                [paper] Abgelehnt: Kein Artikel nennt diese Einzelheit
               *[abstract] Abgelehnt: Kein Abstract nennt diese Einzelheit
            }
       *[declined]
            { $read ->
                [paper] Abgelehnt: Die Artikel beantworten das nicht
               *[abstract] Abgelehnt: Die Abstracts beantworten das nicht
            }
    }
receipt-confidence = Sicherheit { NUMBER($confidence, minimumFractionDigits: 2, maximumFractionDigits: 2) }, nötig mindestens { NUMBER($cutoff, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-papers = Gefundene Artikel
receipt-scores = Wertung { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) } · Stichwörter { NUMBER($lexical, minimumFractionDigits: 1, maximumFractionDigits: 1) } · Bedeutung { NUMBER($dense, minimumFractionDigits: 2, maximumFractionDigits: 2) } · Rerank { NUMBER($alignment, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-sentences = Geprüfte Sätze
receipt-verdict = { $verdict } { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-label =
    { $label ->
        [supported] belegt
        [contradicted] widersprochen
       *[unsupported] nicht belegt
    }
receipt-fates = Vom Modell geschriebene Sätze: { $fates }
receipt-fate =
    { $fate ->
        [struck] { $count } durchgestrichen
        [left-out] { $count } weggelassen
        [withheld] { $count } zurückgehalten
        [declining] { $count } ohne Antwort
        [replaced] { $count } aus einem verworfenen Entwurf
       *[shown] { $count } gezeigt
    }
receipt-discarded =
    { $fate ->
        [replaced] Teil eines verworfenen Entwurfs
        [left-out] Sagt nichts, was sich prüfen ließe
       *[declining] Das Modell schrieb, dass es keine Antwort gefunden hat
    }
receipt-withheld =
    { $reason ->
        [markup] Zurückgehalten: enthält Markup, das etwas auslöst
        [link] Zurückgehalten: enthält nur einen Link
        [mention] Zurückgehalten: erwähnt jemanden oder nennt Kontaktdaten
        [instruction] Zurückgehalten: gibt Lesern oder einem Modell Anweisungen
        [itself] Zurückgehalten: spricht vom Modell selbst
        [language] Zurückgehalten: in einer anderen Sprache als verlangt
        [length] Zurückgehalten: zu lang, oder wiederholt sich
        [hidden] Zurückgehalten: wiederholt Anweisungen aus einem Artikel
        [unrelated] Zurückgehalten: hat kein Wort mit dem zitierten Artikel gemeinsam
       *[other] Zurückgehalten: von einer anderen Version von Footnote
    }
receipt-more = und { $count } weitere
receipt-by-model = Geschrieben von { $model }
receipt-by-nobody = Es wurde kein Sprachmodell benutzt
receipt-prompt = Prompt { $name } { $hash }
receipt-tokens = { NUMBER($prompt) } Tokens hinein, { NUMBER($completion) } heraus
receipt-cost = { NUMBER($cost, minimumFractionDigits: 2, maximumFractionDigits: 6) } US-$
receipt-cost-unknown = Kosten unbekannt
receipt-times = { NUMBER($total, minimumFractionDigits: 1, maximumFractionDigits: 1) } s: Suche { NUMBER($search, minimumFractionDigits: 1, maximumFractionDigits: 1) } s, Schreiben { NUMBER($model, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
receipt-library =
    { $count ->
        [one] 1 Artikel
       *[other] { $count } Artikel
    } in der Bibliothek, eingebettet mit { $embedder }
receipt-made = { DATETIME($day, dateStyle: "long") } · Footnote { $version }
receipt-id = Belegzettel { $id }
receipt-gone = Zu dieser Antwort gibt es keinen Belegzettel.
receipt-gone-todo =
    { $days ->
        [0] Hier werden keine aufbewahrt.
        [one] Hier werden Belegzettel 1 Tag lang aufbewahrt.
       *[other] Hier werden Belegzettel { $days } Tage lang aufbewahrt.
    }
receipt-nothing-here = Hier habe ich noch nichts beantwortet.
receipt-nothing-here-todo = Nutze /{ cmd-why } dort, wo eine Antwort steht.
