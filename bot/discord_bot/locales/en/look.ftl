# The text around answers, papers and lists.

## Answers
look-thinking = Reading the abstracts…
look-waiting =
    { $before ->
        [0] You’re next in the queue.
        [one] There is one question ahead of yours in the queue.
       *[other] There are { $before } questions ahead of yours in the queue.
    }
look-writing = Still writing…
look-nothing-supported = No sentence was supported by the abstracts.
look-quoted = Quotes from the abstracts (no language model)
look-fell-failed = The language model did not answer, so here are quotes from the abstracts.
look-fell-declined = The language model declined to answer, so here are quotes from the abstracts.
look-fell-too-long = That was too long for the language model, so here are quotes from the abstracts.
look-fell-strayed = The abstracts did not support the language model’s draft, so here are quotes from them.
look-fell-over-budget = Today’s AI limit is reached, so here are quotes from the abstracts.
look-fell-partly = Where the abstracts did not support the language model’s draft, these are quotes from them.
look-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
look-left-out =
    { $count ->
        [one] 1 unsupported sentence left out
       *[other] { $count } unsupported sentences left out
    }
look-struck =
    { $count ->
        [one] 1 unsupported sentence struck through
       *[other] { $count } unsupported sentences struck through
    }
look-withheld =
    { $count ->
        [one] 1 sentence withheld
       *[other] { $count } sentences withheld
    }
look-unverified = unverified
look-searched = Searched for: { $question }

## Refusals
look-refused = No abstract in the library answers this.
look-missing = The abstracts do not state { $what }.
look-closest = Closest:
look-nearest = Nearest in the library:
look-refused-nothing = Nothing in the library is close: it may be empty, or the filters may exclude every paper.
look-refused-hint = Rephrase the question, or add the right papers with /{ cmd-library } { cmd-library-add }.

## Sources and evidence
look-sources = Sources
look-no-sources = This answer cites no paper.
look-evidence = Evidence
look-evidence-hint = Below each sentence are the words of the abstract that support it.
look-verbatim = quoted word for word
look-no-evidence = This answer has no evidence to show.

## Papers
look-two-authors = { $first } and { $second }
look-and-others = { $first } et al.
look-and-more = { $names } and { $more } more
look-published = { DATETIME($day, dateStyle: "long") }
look-no-abstract = The library has no abstract for this paper.
look-withdrawn = ⚠ Withdrawn
look-withdrawn-because = ⚠ Withdrawn: { $reason }
look-uploaded = uploaded by a member
look-origin-service = Fetched from its source
look-origin-operator = Imported by the bot’s operator
look-origin-member = Uploaded by a member
look-origin-unknown = Added before Footnote recorded sources
look-origin-uploaded = From a member’s upload: { $fields }
look-field-title = title
look-field-abstract = abstract
look-field-authors = authors
look-field-date = date
look-field-categories = categories
look-field-link = link
look-field-id = id or DOI
look-field-version = version
look-field-withdrawal = withdrawal
look-no-papers = No papers yet.
look-more-papers = and { $count } more

## Search
look-hits = Papers on “{ $query }”
look-filters = Only { $filters }
look-years-from = from { $year }
look-years-to = up to { $year }
look-years = { $first }–{ $last }
look-nothing-found = Nothing found. Try other words.
look-nothing-found-filtered = Nothing found. Try other words or fewer filters.
look-choose-papers = Choose papers…
look-page = Page { $page } of { $pages }
look-related = Related to
look-nothing-related = The library has no related papers.
look-chosen =
    { $count ->
        [one] 1 paper chosen
       *[other] { $count } papers chosen
    }

## Summaries
look-choose-style = Choose another style…
look-style-tldr = In short
look-style-key-points = Key points
look-style-technical = Technical
look-style-plain = In plain language

## Comparisons
look-compared =
    { $count ->
        [one] 1 paper
       *[other] { $count } papers compared
    }
look-aspect-problem = Problem
look-aspect-method = Method
look-aspect-data = Data
look-aspect-results = Results
look-aspect-limitations = Limitations
look-not-stated = not stated in the abstract
look-shortened = Shortened here. The attached table has the full text.

## Notes
look-incident = Incident { $incident }
look-bibtex-file = The BibTeX entries, as a file

## Buttons
look-button-evidence = Evidence
look-button-sources = Sources
look-button-bibtex = BibTeX
look-button-again = Regenerate
look-button-retry = Ask again
look-button-follow = Follow up
look-button-up = Helpful
look-button-down = Not helpful
look-button-open = Open
look-button-summarize = Summarize
look-button-related = Related
look-button-compare = Compare
look-button-shelf = Keep
look-button-card = Details
look-button-paper = Read the paper
look-button-before = Back
look-button-after = Next
