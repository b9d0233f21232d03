# The text around answers, papers and lists.

## Answers
rendering-thinking = Searching the library…
rendering-reading =
    { $read ->
        [paper]
        { $papers ->
            [one] Reading one paper…
           *[other] Reading { $papers } papers…
        }
       *[abstract]
        { $papers ->
            [one] Reading one abstract…
           *[other] Reading { $papers } abstracts…
        }
    }
rendering-waiting =
    { $before ->
        [0] You’re next in the queue.
        [one] There is one question ahead of yours in the queue.
       *[other] There are { $before } questions ahead of yours in the queue.
    }
rendering-writing = Still writing…
rendering-nothing-supported =
    { $read ->
        [paper] No sentence was supported by the papers.
       *[abstract] No sentence was supported by the abstracts.
    }
rendering-quoted =
    { $read ->
        [accounts] Quotes (no language model)
        [paper] Quotes from the papers (no language model)
       *[abstract] Quotes from the abstracts (no language model)
    }
rendering-quoted-instead =
    { $read ->
        [accounts] Quotes
        [paper] Quotes from the papers
       *[abstract] Quotes from the abstracts
    }
rendering-accounts = Texts written for Footnote; the authors’ abstracts are behind the links.
rendering-section-cut = The section is too long for the language model, which read only part of it.
rendering-from-catalog = From the library’s records
rendering-fell =
    { $read ->
        [paper]
            { $how ->
                [declined] The language model declined to answer, so here are quotes from the papers.
                [too-long] That was too long for the language model, so here are quotes from the papers.
                [strayed] The papers did not support the language model’s draft, so here are quotes from them.
                [over-budget] Today’s AI limit is reached, so here are quotes from the papers.
                [partly] Where the papers did not support the language model’s draft, these are quotes from them.
               *[failed] The language model did not answer, so here are quotes from the papers.
            }
       *[abstract]
            { $how ->
                [declined] The language model declined to answer, so here are quotes from the abstracts.
                [too-long] That was too long for the language model, so here are quotes from the abstracts.
                [strayed] The abstracts did not support the language model’s draft, so here are quotes from them.
                [over-budget] Today’s AI limit is reached, so here are quotes from the abstracts.
                [partly] Where the abstracts did not support the language model’s draft, these are quotes from them.
               *[failed] The language model did not answer, so here are quotes from the abstracts.
            }
    }
rendering-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
rendering-left-out =
    { $count ->
        [one] 1 unsupported sentence left out
       *[other] { $count } unsupported sentences left out
    }
rendering-struck =
    { $count ->
        [one] 1 unsupported sentence struck through
       *[other] { $count } unsupported sentences struck through
    }
rendering-withheld =
    { $count ->
        [one] 1 sentence withheld
       *[other] { $count } sentences withheld
    }
rendering-unverified = unverified
rendering-searched = Searched for: { $question }

## The line above an answer
rendering-lead =
    { $key ->
        [nearest] **What comes nearest:**
        [best-papers] **The { $count } papers** that fit best; for more: /{ cmd-search } { $value }
        [not-compared] **No paper** in the library seems to be “{ $value }”, so there is nothing to compare.
        [no-papers] **No paper** in the library is on this.
        [no-limitation]
            { $title }
            { "" }**{ $read ->
                [paper] No limitation was found in the paper.
               *[abstract] No limitation was found in the abstract.
            }**
        [no-future-work]
            { $title }
            { "" }**{ $read ->
                [paper] No future work was found in the paper.
               *[abstract] No future work was found in the abstract.
            }**
        [authors]
            { $title }
            By { $value }
        [published]
            { $title }
            Published: { $value }
        [venue]
            { $title }
            Published in: { $value }
        [link]
            { $title }
            { $value }
        [categories]
            { $title }
            Categories: { $value }
        [records] The papers that this may mean:
        [paper-count]
            { $count ->
                [0] The library has **no papers**.
                [one] The library has **one paper**.
               *[other] The library has **{ $count } papers**.
            }
        [papers-of-year]
            { $count ->
                [0] The library has **no papers** from { $value }.
                [one] The library has **one paper** from { $value }:
               *[other] The library has **{ $count } papers** from { $value }:
            }
        [papers-of-author]
            { $count ->
                [0] The library has **no papers** by { $value }.
                [one] The library has **one paper** by { $value }:
               *[other] The library has **{ $count } papers** by { $value }:
            }
        [papers-with-title]
            { $count ->
                [0] **No title** contains “{ $value }”.
                [one] **One title** contains “{ $value }”:
               *[other] **{ $count } titles** contain “{ $value }”:
            }
        [newest]
            { $count ->
                [one] The newest paper in the library:
               *[other] The newest papers in the library:
            }
            { $title }
            Published: { $value }
        [oldest]
            { $count ->
                [one] The oldest paper in the library:
               *[other] The oldest papers in the library:
            }
            { $title }
            Published: { $value }
        [library]
            { $count ->
                [one] The library has **one paper**: { $value }
               *[other] The library has **{ $count } papers**: { $value }
            }
        [newest-papers] The newest papers in the library:
        [oldest-papers] The oldest papers in the library:
        [not-dated] No paper in the library has a date.
        [not-recorded]
            { $title }
            The library has no record of that.
        [greeting]
            👋 Hello! I answer questions from the papers in this library.
            Try, for example: *{ $value }*
        [thanks]
            You’re welcome! Ask me more whenever you like.
            For example: *{ $value }*
        [goodbye] 👋 See you! The library stays open.
        [help]
            { $count ->
                [one] I answer questions from the one paper in this library and cite a source for every sentence.
               *[other] I answer questions from the { $count } papers in this library and cite a source for every sentence.
            } I can also list and compare papers, summarize one, and post a daily digest.
            Try, for example: *{ $value }*
        [no-question]
            I only answer questions about the papers in this library.
            Try, for example: *{ $value }*
        [empty-library] **The library is empty**, so there is nothing to answer from yet. Add papers with /{ cmd-library } { cmd-library-add }.
       *[papers]
            { $count ->
                [one] **One paper** on this:
               *[other] **{ $count } papers** on this:
            }
    }

## Refusals
rendering-refused =
    { $read ->
        [paper] Nothing in the library answers this.
       *[abstract] No abstract in the library answers this.
    }
rendering-missing =
    { $read ->
        [paper] Not stated in the paper: { $what }
        [passages] Not found in the passages read: { $what }
       *[abstract] Not stated in the abstracts: { $what }
    }
rendering-closest = Closest:
rendering-nearest = Nearest in the library:
rendering-refused-nothing = Nothing in the library is close.
rendering-refused-filtered = No paper in the library passes the filters.
rendering-refused-hint = Rephrase the question, or add the right papers with /{ cmd-library } { cmd-library-add }.

## Sources and evidence
rendering-sources = Sources
rendering-no-sources = This answer cites no paper.
rendering-evidence = Evidence
rendering-evidence-hint =
    { $read ->
        [paper] Below each sentence are the words of the paper that support it.
       *[abstract] Below each sentence are the words of the abstract that support it.
    }
rendering-evidence-quotes =
    { $read ->
        [paper] Each quote in bold, with the words around it in the paper.
       *[abstract] Each quote in bold, with the words around it in the abstract.
    }
rendering-evidence-printed = Marked: the words that support each sentence, as printed in the paper.
rendering-verbatim = quoted word for word
rendering-location =
    { $by ->
        [page] p. { $names }
        [section] §{ $names }
       *[name] { $names }
    }
rendering-passage =
    { $kind ->
        [table] table
        [caption] caption
       *[footnote] footnote
    }
rendering-read =
    { $read ->
        [paper] whole paper
       *[abstract] abstract only
    }
rendering-citation-found = citation found by Footnote
rendering-citation-corrected = citation corrected from { $numbers }
rendering-no-evidence = This answer has no evidence to show.

## Papers
rendering-two-authors = { $first } and { $second }
rendering-and-others = { $first } et al.
rendering-and-more = { $names } and { $more } more
rendering-published = { DATETIME($day, dateStyle: "long") }
rendering-no-abstract = The library has no abstract for this paper.
rendering-withdrawn = ⚠ Withdrawn
rendering-withdrawn-because = ⚠ Withdrawn: { $reason }
rendering-uploaded = uploaded by a member
rendering-origin =
    { $origin ->
        [service] Fetched from its source
        [operator] Imported by the bot’s operator
        [starter] Came with Footnote: the text is a short account written for Footnote, not the authors’ abstract
        [member] Uploaded by a member
       *[unknown] Added before Footnote recorded sources
    }
rendering-field =
    { $field ->
        [abstract] abstract
        [authors] authors
        [date] date
        [categories] categories
        [link] link
        [id] id or DOI
        [version] version
        [withdrawal] withdrawal
       *[title] title
    }
rendering-empty-library = The library is empty. Add papers with /{ cmd-library } { cmd-library-add }.
rendering-more-papers = and { $count } more

## Search
rendering-hits = Results for “{ $query }”
rendering-filters = Filters: { $filters }
rendering-years-from = { $year } or later
rendering-years-to = { $year } or earlier
rendering-years = { $first }–{ $last }
rendering-filter =
    { $field ->
        [categories] category { $names }
        [authors] author { $names }
        [paper] paper { $names }
       *[sources] source { $names }
    }
rendering-nothing-found = Nothing found. Try other words.
rendering-only-meaning = No paper has these words. The nearest in meaning:
rendering-nothing-found-filtered = Nothing found. Try other words or fewer filters.
rendering-choose-papers = Choose papers…
rendering-page = Page { $page } of { $pages }
rendering-related = Related to
rendering-nothing-related = The library has no related papers.
rendering-chosen =
    { $count ->
        [one] 1 paper chosen
       *[other] { $count } papers chosen
    }

## Summaries
rendering-choose-style = Choose another style…
rendering-style =
    { $style ->
        [structured] By section
        [key-points] Key points
        [technical] Technical
        [plain] In plain language
        [abstract] The abstract
       *[tldr] In short
    }

## Comparisons
rendering-compared =
    { $count ->
        [one] 1 paper
       *[other] { $count } papers compared
    }
rendering-aspect =
    { $aspect ->
        [method] Method
        [data] Data
        [results] Results
        [question] Question
        [design] Design and intervention
        [outcome] Outcome
        [limitations] Limitations
       *[problem] Problem
    }
rendering-not-stated =
    { $read ->
        [paper] not stated in the paper
        [passages] not found in the passages read
       *[abstract] not stated in the abstract
    }
rendering-shortened = Shortened here. The attached table has the full text.

## Notes
rendering-incident = Incident { $incident }
rendering-bibtex-file = The BibTeX entries, as a file

## Buttons
rendering-button-evidence = Evidence
rendering-button-sources = Sources
rendering-button-bibtex = BibTeX
rendering-button-again = Regenerate
rendering-button-follow = Follow up
rendering-button-post = Post to channel
rendering-more = More…
rendering-button-open = Open
rendering-button-summarize = Summarize
rendering-button-related = Related
rendering-button-compare = Compare
rendering-button-shelf = Keep
rendering-button-card = Details
rendering-button-paper = Read the paper
rendering-button-before = Back
rendering-button-after = Next

## Next questions
rendering-ask =
    { $kind ->
        [compare] Compare { $first } and { $second }
        [limitations] Limitations of { $first }?
        [results] Results of { $first }?
       *[method] How does { $first } work?
    }

## Posts
rendering-posted-by = Posted by { $person }
rendering-cannot-post = You may not write in this channel.
rendering-cannot-post-todo = Ask a moderator for the permission to send messages here.
