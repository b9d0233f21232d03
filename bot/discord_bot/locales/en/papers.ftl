# Search, papers, summaries, comparisons, trending papers.

## Commands
cmd-search = search
cmd-search-about = Find papers in the library
cmd-search-opt-query = query
cmd-search-opt-query-about = Words, a “quoted phrase”, an author or an id
cmd-search-opt-sort = sort
cmd-search-opt-sort-about = The order of the results
cmd-search-sort-relevance = Relevance
cmd-search-sort-newest = Newest first
cmd-search-sort-oldest = Oldest first
cmd-search-opt-category = category
cmd-search-opt-category-about = Start typing a name or code, such as cs.CV
cmd-search-opt-year-from = year_from
cmd-search-opt-year-from-about = From this year or later
cmd-search-opt-year-to = year_to
cmd-search-opt-year-to-about = Up to this year
cmd-search-opt-author = author
cmd-search-opt-author-about = By this author
cmd-search-opt-source = source
cmd-search-opt-source-about = From this source, such as arxiv

cmd-paper = paper
cmd-paper-about = Show a paper: abstract, links, BibTeX
cmd-opt-paper = paper
cmd-opt-paper-about = Start typing a title, or give an id, link or DOI

cmd-summarize = summarize
cmd-summarize-about = Summarize a paper or a section, in a style and language of your choice
cmd-summarize-opt-style = style
cmd-summarize-opt-style-about = How to summarize
cmd-summarize-opt-section = section
cmd-summarize-opt-section-about = Only this section (where the library has the whole paper)
cmd-summarize-opt-language = language
cmd-summarize-opt-language-about = Language (needs a language model)

cmd-related = related
cmd-related-about = Find papers related to a paper

cmd-compare = compare
cmd-compare-about = Compare two to five papers, aspect by aspect
cmd-compare-opt-paper1 = paper1
cmd-compare-opt-paper2 = paper2
cmd-compare-opt-paper3 = paper3
cmd-compare-opt-paper4 = paper4
cmd-compare-opt-paper5 = paper5
cmd-compare-opt-paper1-about = Start typing a title, or give an id, link or DOI
cmd-compare-opt-paper2-about = { cmd-compare-opt-paper1-about }
cmd-compare-opt-paper3-about = Another paper (optional)
cmd-compare-opt-paper4-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-paper5-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-aspects = aspects
cmd-compare-opt-aspects-about = What to compare, separated by commas

cmd-trending = trending
cmd-trending-about = See the trending papers of a day, week or month
cmd-trending-opt-period = period
cmd-trending-opt-period-about = How far back to look
cmd-trending-period-day = Day
cmd-trending-period-week = Week
cmd-trending-period-month = Month

cmd-explain = Explain this paper
cmd-key-points = Key points of this paper

## Search
papers-empty-query = Your search is empty.
papers-forgotten = This has expired.
papers-forgotten-todo = Run the command again.
papers-gone =
    { $count ->
        [one] The paper you chose is no longer in the library.
       *[other] The papers you chose are no longer in the library.
    }
papers-gone-todo = Search again to see the current papers.

## One paper
papers-not-translated = Without a language model, these are quotes in the paper’s own language, not in { $language }.
papers-no-section = This paper has no section “{ $section }”.
papers-no-section-todo = It has: { $sections }
papers-only-abstract = The library has only the abstract of this paper, and no sections.
papers-only-abstract-todo = Leave out the section, or add the paper’s PDF with /{ cmd-library } { cmd-library-add }.

## Comparisons
papers-compare-with = Compare with
papers-choose-to-compare = Choose one to four papers…
papers-nothing-to-compare = There is no other paper in the library to compare with.
papers-picture = The comparison as a picture, with the same content as the text: { $titles }
papers-table = The comparison as a table; each cell has the words of the paper that support it
papers-button-aspects = Other aspects
papers-aspects-title = Compare by other aspects
papers-aspects-label = Aspects, one per line, at most ten
papers-aspects-hint = Method, data, results…

## Trending
papers-trending =
    { $of ->
        [day] Trending today
        [week] Trending this week
        [month] Trending this month
       *[added] Recently added to the library
    }
papers-trending-by =
    { $order ->
        [upvotes] Ordered by readers’ upvotes.
        [newest] Papers of this period have no votes, so these are the newest.
       *[added] The library has no papers from this period, so these are the most recently added.
    }
papers-trending-votes =
    { $count ->
        [one] ▲ 1 vote
       *[other] ▲ { $count } votes
    }

## Explain this paper
papers-explain-which = Which of these papers do you mean?
papers-explain-nothing = I did not find a paper in this message.
papers-explain-nothing-todo = Use this on a message with a link, an arXiv id, a DOI or the exact title of a paper.
papers-explain-unknown = The library does not have { $papers }.
papers-explain-unknown-todo = Add it with /{ cmd-library } { cmd-library-add }, then try again.
papers-explain-add = Add { $paper }
