# Fragen und ihre Antworten.
cmd-ask = fragen
cmd-ask-about = Die Bibliothek befragen; jeder Satz trägt eine Fußnote
cmd-ask-opt-question = frage
cmd-ask-opt-question-about = Deine Frage
cmd-ask-opt-category = kategorie
cmd-ask-opt-category-about = Etwa cs.CL; cs umfasst auch cs.CL
cmd-ask-opt-year-from = ab_jahr
cmd-ask-opt-year-from-about = Aus Artikeln ab diesem Jahr
cmd-ask-opt-year-to = bis_jahr
cmd-ask-opt-year-to-about = Aus Artikeln bis zu diesem Jahr
cmd-ask-opt-author = autor
cmd-ask-opt-author-about = Aus Artikeln dieser Person
cmd-ask-opt-source = quelle
cmd-ask-opt-source-about = Aus Artikeln dieser Quelle, etwa arxiv

asking-empty = Deine Frage ist leer.
asking-empty-todo = Schreib deine Frage.
asking-closing = Footnote startet gleich neu.
asking-closing-todo = Bitte frag in einer Minute noch einmal.
asking-cut = Die Antwort wurde abgebrochen, weil Footnote neu startet.
asking-cut-todo = Bitte frag in einer Minute noch einmal.
asking-forgotten = Diese Antwort ist nicht mehr gespeichert.
asking-forgotten-todo = Stell die Frage noch einmal, um eine neue zu bekommen.
asking-not-yours = Nur wer gefragt hat oder den Server verwaltet, kann die Antwort neu erzeugen.
asking-not-yours-todo = Stell die Frage selbst mit /fragen.
asking-at-it = Eine neue Antwort wird bereits erzeugt.
asking-no-mentions = Auf diesem Server antwortet Footnote nicht auf Erwähnungen.
asking-no-mentions-todo = Nutze dort stattdessen /fragen.
asking-too-many = Deine vorigen Fragen werden noch beantwortet.
asking-too-many-todo = Frag wieder, sobald sie beantwortet sind.
asking-budget-user = Du hast das KI-Limit für heute erreicht, darum besteht diese Antwort nur aus Zitaten.
asking-budget-server = Dieser Server hat das KI-Limit für heute erreicht, darum besteht diese Antwort nur aus Zitaten.
asking-budget-all = Das KI-Limit für heute ist erreicht, darum besteht diese Antwort nur aus Zitaten.
asking-cost = { $tokens } Tokens, { $dollars } US-Dollar.
asking-cost-unknown = { $tokens } Tokens.
asking-rate-user = Du fragst schneller, als Footnote antworten kann.
asking-rate-channel = In diesem Kanal wird schneller gefragt, als Footnote antworten kann.
asking-rate-server = Auf diesem Server wird schneller gefragt, als Footnote antworten kann.
asking-rate-todo = Frag bitte in einer Minute wieder.
asking-flagged = Darauf antwortet Footnote nicht.
asking-flagged-todo = Frag etwas zu den Artikeln.
asking-answered-before =
    { $minutes ->
        [0] Dieselbe Frage wurde eben gestellt. „Neu erzeugen“ liefert eine neue Antwort.
        [one] Dieselbe Frage wurde vor einer Minute gestellt. „Neu erzeugen“ liefert eine neue Antwort.
       *[other] Dieselbe Frage wurde vor { $minutes } Minuten gestellt. „Neu erzeugen“ liefert eine neue Antwort.
    }
asking-elsewhere = Deine Antwort konnte nicht dort erscheinen, wo du gefragt hast; hier ist sie.
asking-late = Die Antwort hat zu lange gedauert, um dort zu erscheinen, wo du gefragt hast.
asking-how = Was möchtest du wissen?
asking-how-text = Erwähne mich mit einer Frage, nutze `/fragen` oder antworte auf eine meiner Antworten, um nachzufragen.
asking-form-title = Nachfragen
asking-form-question = Deine Frage
asking-form-placeholder = Und wie schneidet es gegenüber früheren Arbeiten ab?
asking-there = Deine Frage wurde in den Thread verschoben.
asking-below = Ich konnte keinen Thread öffnen; die Antwort steht in diesem Kanal.
asking-direct = Die Antwort konnte hier nicht erscheinen; sie steht in deinen Direktnachrichten.
asking-unanswered = Deine Frage wurde nicht beantwortet.
asking-go = Dorthin
