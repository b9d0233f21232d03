# What reading papers says: search, one paper, summaries, comparisons, what is hot.

## Commands
cmd-search = search
cmd-search-about = Find papers in the library
cmd-search-opt-query = query
cmd-search-opt-query-about = Words, a “quoted phrase”, a name or an id
cmd-search-opt-sort = sort
cmd-search-opt-sort-about = The order of the results
cmd-search-sort-relevance = Relevance
cmd-search-sort-newest = Newest first
cmd-search-sort-oldest = Oldest first
cmd-search-opt-category = category
cmd-search-opt-category-about = Such as cs.CL; cs has cs.CL too
cmd-search-opt-year-from = year_from
cmd-search-opt-year-from-about = From this year on
cmd-search-opt-year-to = year_to
cmd-search-opt-year-to-about = Up to this year
cmd-search-opt-author = author
cmd-search-opt-author-about = By this author
cmd-search-opt-source = source
cmd-search-opt-source-about = From this source, such as arxiv

cmd-paper = paper
cmd-paper-about = Show a paper: abstract, links, BibTeX
cmd-paper-opt-paper = paper
cmd-paper-opt-paper-about = Begin to type a title; an id, link or DOI too

cmd-summarize = summarize
cmd-summarize-about = Summarize a paper in a style and a language
cmd-summarize-opt-style = style
cmd-summarize-opt-style-about = How to summarize
cmd-summarize-style-tldr = In short
cmd-summarize-style-key-points = Key points
cmd-summarize-style-technical = Technical
cmd-summarize-style-plain = Plain language
cmd-summarize-opt-language = language
cmd-summarize-opt-language-about = In which language; needs a model

cmd-related = related
cmd-related-about = Find the papers nearest to a paper

cmd-compare = compare
cmd-compare-about = Compare two to five papers, aspect by aspect
cmd-compare-opt-paper1 = paper1
cmd-compare-opt-paper2 = paper2
cmd-compare-opt-paper3 = paper3
cmd-compare-opt-paper4 = paper4
cmd-compare-opt-paper5 = paper5
cmd-compare-opt-paper-about = Begin to type a title; an id, link or DOI too
cmd-compare-opt-more-about = One more paper, if you like
cmd-compare-opt-aspects = aspects
cmd-compare-opt-aspects-about = What to compare, with commas between

cmd-trending = trending
cmd-trending-about = See which papers a day, week or month talks about
cmd-trending-opt-period = period
cmd-trending-opt-period-about = How far back to look
cmd-trending-period-day = Day
cmd-trending-period-week = Week
cmd-trending-period-month = Month

cmd-explain = Explain this paper

## Search
reading-empty-query = There is nothing to search for.
reading-forgotten = What this was about is no longer known.
reading-forgotten-todo = Run the command again.
reading-gone =
    { $count ->
        [one] The paper you chose is no longer in the library.
       *[other] The papers you chose are no longer in the library.
    }
reading-gone-todo = Search again to see what is there now.

## One paper
reading-not-translated = Without a language model these are quotes, in the abstract’s own language rather than { $language }.

## Comparisons
reading-compare-with = What to compare with
reading-choose-to-compare = Choose one to four papers …
reading-nothing-to-compare = The library has no other paper to compare this one with.
reading-picture = The comparison as a picture, with the same content as the text: { $titles }
reading-picture-light = The same picture on a light ground
reading-table = The comparison as a table, every cell with the words of the abstract that bear it
reading-button-aspects = Other aspects
reading-aspects-title = Compare by other aspects
reading-aspects-label = Aspects, one a line, at most ten
reading-aspects-hint = Method, data, results …

## What is hot
reading-trending-day = Hot today
reading-trending-week = Hot this week
reading-trending-month = Hot this month
reading-trending-added = Last added to the library
reading-trending-by-upvotes = Ordered by the readers’ votes that came with the papers.
reading-trending-by-newest = No votes are known for the papers of this period, so these are simply the newest.
reading-trending-by-added = The library has no paper dated within this period, so these are the ones added last.
reading-trending-votes =
    { $count ->
        [one] ▲ 1 vote
       *[other] ▲ { $count } votes
    }

## Explain this paper
reading-explain-which = Which of these shall I explain?
reading-explain-nothing = This message names no paper that I can make out.
reading-explain-nothing-todo = Use this on a message with a link, an arXiv id, a DOI or the exact title of a paper.
reading-explain-unknown = The library does not have { $papers }.
reading-explain-unknown-todo = Add it with /{ cmd-library } { cmd-library-add }, then try again.
