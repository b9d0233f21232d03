# Fragen und ihre Antworten.
cmd-ask = fragen
cmd-ask-about = Die Bibliothek befragen; jeder Satz trägt eine Fußnote
cmd-ask-opt-question = frage
cmd-ask-opt-question-about = Was du wissen willst
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

asking-empty = Das ist noch keine Frage.
asking-empty-todo = Schreib, was du wissen willst.
asking-closing = Footnote startet gleich neu.
asking-closing-todo = Bitte frag in einer Minute noch einmal.
asking-cut = Die Antwort wurde abgebrochen, weil Footnote neu startet.
asking-cut-todo = Bitte frag in einer Minute noch einmal.
asking-forgotten = Diese Antwort ist nicht mehr gespeichert.
asking-forgotten-todo = Stell die Frage noch einmal, um eine neue zu bekommen.
asking-not-yours = Nur wer gefragt hat oder den Server verwaltet, kann die Antwort neu schreiben lassen.
asking-not-yours-todo = Stell die Frage selbst mit /fragen.
asking-at-it = Eine neue Antwort ist schon in Arbeit.
asking-no-mentions = Auf diesem Server antwortet Footnote nicht auf Erwähnungen.
asking-no-mentions-todo = Nutze dort stattdessen /fragen.
asking-too-many = Deine vorigen Fragen werden noch beantwortet.
asking-too-many-todo = Frag wieder, sobald sie fertig sind.
asking-budget-user = Was du dir heute von einem Modell schreiben lassen kannst, ist aufgebraucht; dies sind Zitate.
asking-budget-server = Was sich dieser Server heute von einem Modell schreiben lassen kann, ist aufgebraucht; dies sind Zitate.
asking-budget-all = Was heute von einem Modell geschrieben werden kann, ist aufgebraucht; dies sind Zitate.
asking-cost = { $tokens } Tokens, { $dollars } US-Dollar.
asking-cost-unknown = { $tokens } Tokens.
asking-rate-user = Du fragst schneller, als Footnote antworten kann.
asking-rate-channel = In diesem Kanal wird so viel gefragt, dass Footnote nicht nachkommt.
asking-rate-server = Auf diesem Server wird so viel gefragt, dass Footnote nicht nachkommt.
asking-rate-todo = Frag bitte in einer Minute wieder.
asking-flagged = Darauf antwortet Footnote nicht.
asking-flagged-todo = Frag etwas zu den Artikeln.
asking-answered-before =
    { $minutes ->
        [0] Dasselbe wurde eben gefragt; „Neu erzeugen“ macht eine neue Antwort.
        [one] Dasselbe wurde vor einer Minute gefragt; „Neu erzeugen“ macht eine neue Antwort.
       *[other] Dasselbe wurde vor { $minutes } Minuten gefragt; „Neu erzeugen“ macht eine neue Antwort.
    }
asking-elsewhere = Deine Antwort konnte nicht dort erscheinen, wo du gefragt hast; hier ist sie.
asking-late = Die Antwort hat zu lange gebraucht, um dort zu stehen, wo gefragt wurde.
asking-how = Was möchtest du wissen?
asking-how-text = Erwähne mich zusammen mit einer Frage, nutze `/fragen` oder antworte auf eine meiner Antworten, um weiterzufragen.
asking-form-title = Weiterfragen
asking-form-question = Deine Frage
asking-form-placeholder = Und wie schneidet es gegenüber früheren Arbeiten ab?
asking-there = Deine Frage wird im Thread beantwortet.
asking-below = Die Antwort ließ sich in keinem Thread zeigen; sie steht in diesem Kanal.
asking-direct = Die Antwort konnte hier nicht erscheinen; sie steht in deinen Direktnachrichten.
asking-unanswered = Deine Frage wurde nicht beantwortet.
asking-go = Dorthin
