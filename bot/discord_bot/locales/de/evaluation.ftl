# Wie gut die Antworten sind.

evaluation-last = Antworten { $when } an { $count ->
    [one] 1 Frage
   *[other] { $count } Fragen
} gemessen, geschrieben von { $model }
evaluation-facts = genannte Fakten: { $percent } %
evaluation-precise = treffende Belege: { $percent } %
evaluation-refused = zu Unrecht abgelehnt: { $percent } %
evaluation-answered = zu Unrecht beantwortet: { $percent } %
