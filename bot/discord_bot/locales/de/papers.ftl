# Suche, Artikel, Zusammenfassungen, Vergleiche, Angesagtes.

## Commands
cmd-search = suche
cmd-search-about = Artikel in der Bibliothek finden
cmd-search-opt-query = anfrage
cmd-search-opt-query-about = Wörter, eine „wörtliche Wendung“, ein Autor oder eine Kennung
cmd-search-opt-sort = reihenfolge
cmd-search-opt-sort-about = Wie die Treffer geordnet werden
cmd-search-sort-relevance = Nach Relevanz
cmd-search-sort-newest = Neueste zuerst
cmd-search-sort-oldest = Älteste zuerst
cmd-search-opt-category = kategorie
cmd-search-opt-category-about = Beginne mit einem Namen oder Kürzel, etwa cs.CV
cmd-search-opt-year-from = ab_jahr
cmd-search-opt-year-from-about = Ab diesem Jahr
cmd-search-opt-year-to = bis_jahr
cmd-search-opt-year-to-about = Bis zu diesem Jahr
cmd-search-opt-author = autor
cmd-search-opt-author-about = Von dieser Autorin oder diesem Autor
cmd-search-opt-source = quelle
cmd-search-opt-source-about = Aus dieser Quelle, etwa arxiv

cmd-paper = artikel
cmd-paper-about = Einen Artikel zeigen: Abstract, Links, BibTeX
cmd-opt-paper = artikel
cmd-opt-paper-about = Anfang eines Titels, oder Kennung, Link oder DOI

cmd-summarize = zusammenfassen
cmd-summarize-about = Einen Artikel oder Abschnitt auf gewünschte Art und in gewünschter Sprache zusammenfassen
cmd-summarize-opt-style = art
cmd-summarize-opt-style-about = Wie zusammengefasst wird
cmd-summarize-opt-section = abschnitt
cmd-summarize-opt-section-about = Nur dieser Abschnitt (wenn der ganze Artikel in der Bibliothek ist)
cmd-summarize-opt-language = sprache
cmd-summarize-opt-language-about = In welcher Sprache; dafür braucht es ein Sprachmodell

cmd-related = verwandt
cmd-related-about = Verwandte Artikel finden

cmd-compare = vergleichen
cmd-compare-about = Zwei bis fünf Artikel Punkt für Punkt vergleichen
cmd-compare-opt-paper1 = artikel1
cmd-compare-opt-paper2 = artikel2
cmd-compare-opt-paper3 = artikel3
cmd-compare-opt-paper4 = artikel4
cmd-compare-opt-paper5 = artikel5
cmd-compare-opt-paper1-about = Anfang eines Titels, oder Kennung, Link oder DOI
cmd-compare-opt-paper2-about = { cmd-compare-opt-paper1-about }
cmd-compare-opt-paper3-about = Noch ein Artikel (optional)
cmd-compare-opt-paper4-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-paper5-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-aspects = aspekte
cmd-compare-opt-aspects-about = Was verglichen wird, durch Kommas getrennt

cmd-trending = aktuell
cmd-trending-about = Die angesagten Artikel eines Tages, einer Woche oder eines Monats
cmd-trending-opt-period = zeitraum
cmd-trending-opt-period-about = Wie weit zurück
cmd-trending-period-day = Tag
cmd-trending-period-week = Woche
cmd-trending-period-month = Monat

cmd-explain = Diesen Artikel erklären
cmd-key-points = Kernpunkte dieses Artikels

## Search
papers-empty-query = Deine Suche ist leer.
papers-forgotten = Das ist abgelaufen.
papers-forgotten-todo = Führe den Befehl noch einmal aus.
papers-gone =
    { $count ->
        [one] Der gewählte Artikel ist nicht mehr in der Bibliothek.
       *[other] Die gewählten Artikel sind nicht mehr in der Bibliothek.
    }
papers-gone-todo = Suche noch einmal, um zu sehen, was jetzt da ist.

## One paper
papers-not-translated = Ohne Sprachmodell sind das Zitate, also in der Sprache des Artikels und nicht auf { $language }.
papers-no-section = Dieser Artikel hat keinen Abschnitt „{ $section }“.
papers-no-section-todo = Er hat: { $sections }
papers-only-abstract = Von diesem Artikel hat die Bibliothek nur das Abstract und keine Abschnitte.
papers-only-abstract-todo = Lass den Abschnitt weg oder füge das PDF des Artikels mit /{ cmd-library } { cmd-library-add } hinzu.

## Comparisons
papers-compare-with = Womit vergleichen?
papers-choose-to-compare = Wähle einen bis vier Artikel …
papers-nothing-to-compare = Die Bibliothek hat keinen anderen Artikel, mit dem sich dieser vergleichen ließe.
papers-picture = Der Vergleich als Bild, mit demselben Inhalt wie der Text: { $titles }
papers-table = Der Vergleich als Tabelle, jede Zelle mit den Worten des Artikels, die sie belegen
papers-button-aspects = Andere Aspekte
papers-aspects-title = Nach anderen Aspekten vergleichen
papers-aspects-label = Aspekte, einer je Zeile, höchstens zehn
papers-aspects-hint = Methode, Daten, Ergebnisse …

## Trending
papers-trending =
    { $of ->
        [day] Heute angesagt
        [week] Diese Woche angesagt
        [month] Diesen Monat angesagt
       *[added] Zuletzt zur Bibliothek hinzugefügt
    }
papers-trending-by =
    { $order ->
        [upvotes] Geordnet nach den Stimmen der Leser.
        [newest] Artikel aus diesem Zeitraum haben keine Stimmen, darum hier die neuesten.
       *[added] Die Bibliothek hat keine Artikel aus diesem Zeitraum, darum hier die zuletzt hinzugefügten.
    }
papers-trending-votes =
    { $count ->
        [one] ▲ 1 Stimme
       *[other] ▲ { $count } Stimmen
    }

## Explain this paper
papers-explain-which = Welchen dieser Artikel meinst du?
papers-explain-nothing = In dieser Nachricht habe ich keinen Artikel gefunden.
papers-explain-nothing-todo = Nimm eine Nachricht mit einem Link, einer arXiv-Kennung, einer DOI oder dem genauen Titel eines Artikels.
papers-explain-unknown = In der Bibliothek fehlt { $papers }.
papers-explain-unknown-todo = Füge ihn mit /{ cmd-library } { cmd-library-add } hinzu und versuche es dann noch einmal.
papers-explain-add = { $paper } hinzufügen
