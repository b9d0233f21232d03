# Wie eine Antwort zustande kam.
cmd-why = warum
cmd-why-about = Sehen, wie eine Antwort entstanden ist
cmd-why-opt-answer = antwort
cmd-why-opt-answer-about = Link zur Antwort oder Nummer ihres Belegzettels; sonst die neueste hier

receipt-button = Warum diese Antwort?
receipt-title = Warum diese Antwort?
receipt-answered = Beantwortet
receipt-refused-far = Abgelehnt: Nichts in der Bibliothek passt gut genug
receipt-refused-detail = Abgelehnt: Kein Abstract nennt diese Einzelheit
receipt-refused-declined = Abgelehnt: Die Abstracts beantworten das nicht
receipt-confidence = Sicherheit { NUMBER($confidence, minimumFractionDigits: 2, maximumFractionDigits: 2) }, nötig mindestens { NUMBER($cutoff, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-papers = Gefundene Artikel
receipt-scores = Wertung { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) } · Stichwörter { NUMBER($lexical, minimumFractionDigits: 1, maximumFractionDigits: 1) } · Bedeutung { NUMBER($dense, minimumFractionDigits: 2, maximumFractionDigits: 2) } · Rerank { NUMBER($alignment, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-sentences = Geprüfte Sätze
receipt-verdict = { $verdict } { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-supported = belegt
receipt-contradicted = widersprochen
receipt-unsupported = nicht belegt
receipt-fates = Vom Modell geschriebene Sätze: { $fates }
receipt-fate-shown = { $count } gezeigt
receipt-fate-struck = { $count } durchgestrichen
receipt-fate-left-out = { $count } weggelassen
receipt-fate-withheld = { $count } zurückgehalten
receipt-fate-declining = { $count } ohne Antwort
receipt-fate-replaced = { $count } aus einem verworfenen Entwurf
receipt-replaced = Teil eines verworfenen Entwurfs
receipt-left-out = Sagt nichts, was sich prüfen ließe
receipt-declining = Das Modell schrieb, dass es keine Antwort gefunden hat
receipt-withheld-markup = Zurückgehalten: enthält Markup, das etwas auslöst
receipt-withheld-link = Zurückgehalten: enthält nur einen Link
receipt-withheld-mention = Zurückgehalten: erwähnt jemanden oder nennt Kontaktdaten
receipt-withheld-instruction = Zurückgehalten: gibt Lesern oder einem Modell Anweisungen
receipt-withheld-itself = Zurückgehalten: spricht vom Modell selbst
receipt-withheld-language = Zurückgehalten: in einer anderen Sprache als verlangt
receipt-withheld-length = Zurückgehalten: zu lang, oder wiederholt sich
receipt-withheld-hidden = Zurückgehalten: wiederholt Anweisungen aus einem Artikel
receipt-withheld-unrelated = Zurückgehalten: hat kein Wort mit dem zitierten Artikel gemeinsam
receipt-withheld-other = Zurückgehalten: von einer anderen Version von Footnote
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
receipt-nothing-here-todo = Gib einen Link zu einer Antwort an oder nutze /{ cmd-why } dort, wo eine steht.
receipt-unknown = Ich kenne keine solche Antwort, die du sehen kannst.
receipt-unknown-todo = Gib einen Link zu einer meiner Antworten an, oder lass ihn weg für die neueste hier.
