# Fragen und ihre Antworten.
cmd-ask = fragen
cmd-ask-about = Die Bibliothek befragen; jeder Satz trägt eine Fußnote
cmd-ask-opt-question = frage
cmd-ask-opt-question-about = Deine Frage
cmd-ask-opt-paper-about = Nur aus diesem Artikel: Anfang des Titels, oder Kennung, Link oder DOI
cmd-ask-opt-category = kategorie
cmd-ask-opt-category-about = Beginne mit einem Namen oder Kürzel, etwa cs.CV
cmd-ask-opt-year-from = ab_jahr
cmd-ask-opt-year-from-about = Aus Artikeln ab diesem Jahr
cmd-ask-opt-year-to = bis_jahr
cmd-ask-opt-year-to-about = Aus Artikeln bis zu diesem Jahr
cmd-ask-opt-author = autor
cmd-ask-opt-author-about = Aus Artikeln dieser Person
cmd-ask-opt-source = quelle
cmd-ask-opt-source-about = Aus Artikeln dieser Quelle, etwa arxiv
cmd-ask-opt-model = modell
cmd-ask-opt-model-about = Das Sprachmodell, das antwortet (sonst das des Servers)

ask-empty = Deine Frage ist leer.
ask-empty-todo = Schreib deine Frage.
ask-unknown-model = „{ $model }“ ist keines der Modelle hier.
ask-unknown-model-todo = Wähle eines in der Option „{ cmd-ask-opt-model }“, oder lass sie weg.
ask-closing = Footnote startet gleich neu.
ask-closing-todo = Bitte frag in einer Minute noch einmal.
ask-cut = Die Antwort wurde abgebrochen, weil Footnote neu startet.
ask-cut-todo = Bitte frag in einer Minute noch einmal.
ask-forgotten = Diese Antwort ist nicht mehr gespeichert.
ask-forgotten-todo = Stell die Frage noch einmal, um eine neue zu bekommen.
ask-not-yours = Nur wer gefragt hat oder den Server verwaltet, kann die Antwort neu erzeugen.
ask-not-yours-todo = Stell die Frage selbst mit /{ cmd-ask }.
ask-at-it = Eine neue Antwort wird bereits erzeugt.
ask-no-mentions = Auf diesem Server antwortet Footnote nicht auf Erwähnungen.
ask-no-mentions-todo = Nutze dort stattdessen /{ cmd-ask }.
ask-cost = { $tokens } Tokens, { $dollars } US-Dollar.
ask-cost-unknown = { $tokens } Tokens.
ask-answered-before =
    { $minutes ->
        [0] Dieselbe Frage wurde eben gestellt.
        [one] Dieselbe Frage wurde vor einer Minute gestellt.
       *[other] Dieselbe Frage wurde vor { $minutes } Minuten gestellt.
    }
ask-regenerate = „{ rendering-button-again }“ im Menü liefert eine neue Antwort.
ask-elsewhere = Deine Antwort konnte nicht dort erscheinen, wo du gefragt hast; hier ist sie.
ask-late = Die Antwort hat zu lange gedauert, um dort zu erscheinen, wo du gefragt hast.
ask-how = Was möchtest du wissen?
ask-how-text = Erwähne mich mit einer Frage, nutze `/{ cmd-ask }` oder antworte auf eine meiner Antworten, um nachzufragen.
ask-form-title = Nachfragen
ask-form-question = Deine Frage
ask-form-placeholder = Und wie schneidet es gegenüber früheren Arbeiten ab?
ask-there = Deine Frage wurde in den Thread verschoben.
ask-below = Ich konnte keinen Thread öffnen; die Antwort steht in diesem Kanal.
ask-direct = Die Antwort konnte hier nicht erscheinen; sie steht in deinen Direktnachrichten.
ask-unanswered = Deine Frage wurde nicht beantwortet.
ask-go = Dorthin
ask-button-delete-ask = Löschen …
ask-button-delete = Löschen
ask-delete = Diese Frage samt Antwort löschen?
ask-delete-about = Die Antwort verschwindet für alle, und was ich darüber gespeichert habe, wird gelöscht. Das lässt sich nicht rückgängig machen.
ask-deleted = Gelöscht.
ask-deleted-not-message = Was ich darüber gespeichert hatte, ist gelöscht; nur die Nachricht ließ Discord mich nicht löschen. Das kannst du in Discord selbst tun.
ask-not-yours-to-delete = Nur wer gefragt hat oder diesen Server verwaltet, kann diese Antwort löschen.
