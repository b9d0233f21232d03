# What growing and tending the library says.

## Commands
cmd-library = library
cmd-library-about = Grow the library, and see what is in it
cmd-library-add = add
cmd-library-add-about = Add papers from a file, or by link or id
cmd-library-add-opt-file = file
cmd-library-add-opt-file-about = BibTeX, RIS, CSV, JSON lines, or a saved page
cmd-library-add-opt-papers = papers
cmd-library-add-opt-papers-about = Links, arXiv ids or DOIs
cmd-library-list = list
cmd-library-list-about = Page through the library
cmd-library-list-opt-sort = sort
cmd-library-list-opt-sort-about = The order of the list
cmd-library-list-sort-added = Last added first
cmd-library-list-sort-published = Newest first
cmd-library-list-sort-title = By title
cmd-library-list-opt-category = category
cmd-library-list-opt-category-about = Such as cs.CL; cs has cs.CL too
cmd-library-stats = stats
cmd-library-stats-about = Count papers, years, categories and sources
cmd-library-remove = remove
cmd-library-remove-about = Remove a paper; for who manages a server
cmd-library-remove-opt-paper = paper
cmd-library-remove-opt-paper-about = Begin to type a title; an id, link or DOI too
cmd-add-papers = Add papers from this message

## Adding
library-add-nothing = There is nothing to add yet.
library-add-nothing-todo = Attach a file (BibTeX, RIS, CSV, JSON lines, or a saved page of Hugging Face Papers), or give links or ids.
library-no-reference = I see no link, arXiv id or DOI there.
library-no-reference-todo = Write them with spaces between, or attach a file with the papers.
library-message-nothing = This message has no file attached, and names no paper by link, arXiv id or DOI.
library-message-nothing-todo = Use this on a message with a link, an arXiv id or a DOI, or with an attached file (BibTeX, RIS, CSV, JSON lines, or a saved page).
library-too-large = The file { $name } is too large to be added here.
library-too-large-todo = Attach files of up to { $megabytes } MB; whoever runs this bot can add larger ones with “footnote ingest file”.
library-not-received = Discord did not hand over the file { $name }.
library-not-received-todo = Attach it again.
library-compressed = The file { $name } is compressed.
library-compressed-todo = Unpack it, and attach what is inside.
library-too-slow = Reading the file { $name } took too long and was stopped.
library-too-slow-todo = It may be too large or too deeply nested. Attach it in smaller parts or as JSON lines.
library-unreadable = The file { $name } could not be read: it needed too much memory, or it is damaged.
library-unreadable-todo = Check that the file is complete, then attach it in smaller parts or as JSON lines.
library-rate = You are adding papers faster than Footnote can take them in.
library-rate-todo = Please add these in a minute.
library-added =
    { $count ->
        [one] 1 paper added
       *[other] { $count } papers added
    }
library-nothing-new = Nothing new here
library-turned-away = An upload cannot change what the library already has
library-not-taken = “{ $title }”, not taken: { $fields }. { $why }
library-not-taken-more =
    { $count ->
        [one] 1 more paper was taken only in part
       *[other] { $count } more papers were taken only in part
    }
library-held-service = The library has this paper from the service itself, and uploads only fill gaps.
library-held-operator = The bot’s operator imported this paper, and uploads only fill gaps.
library-held-member = This paper has been uploaded before, and another upload only fills gaps.
library-held-unknown = The library already had this paper, and uploads only fill gaps.
library-held-nobody = An upload cannot set this.
library-updated =
    { $count ->
        [one] 1 paper updated
       *[other] { $count } papers updated
    }
library-unchanged =
    { $count ->
        [one] 1 was there already
       *[other] { $count } were there already
    }
library-more =
    { $count ->
        [one] and 1 more
       *[other] and { $count } more
    }
library-rejected =
    { $count ->
        [one] 1 record gave no paper
       *[other] { $count } records gave no paper
    }
library-rejected-line = Line { $line }: { $reason }
library-cut =
    { $count ->
        [one] 1 paper is longer than the library allows and was cut
       *[other] { $count } papers are longer than the library allows and were cut
    }
library-cut-paper = “{ $title }”: { $fields }
library-field-title = title
library-field-abstract = abstract
library-field-authors = authors
library-field-categories = categories
library-field-source = source
library-field-url = link
library-field-doi = DOI
library-field-extra = further details
library-field-paper-id = id
library-known =
    { $count ->
        [one] This paper is in the library already
       *[other] These { $count } papers are in the library already
    }
library-cannot-fetch =
    { $count ->
        [one] This one is not in the library, and I cannot fetch papers here
       *[other] These { $count } are not in the library, and I cannot fetch papers here
    }
library-cannot-fetch-todo = To add papers, attach a file to /{ cmd-library } { cmd-library-add }: BibTeX or RIS from a reference manager, CSV, JSON lines, or a saved page of Hugging Face Papers.
library-not-fetched =
    { $count ->
        [one] 1 could not be had
       *[other] { $count } could not be had
    }
library-more-references = I take up to { $most } at a time; what comes after them was left out.

## Shared links
library-shared =
    { $count ->
        [one] Shared by { $name }: 1 paper added
       *[other] Shared by { $name }: { $count } papers added
    }
library-shared-nothing = Shared by { $name }: nothing could be added
library-shared-too-many = More papers are shared here than I take in at a time.
library-shared-too-many-todo = Add the others in a while by the message’s menu, under Apps: “{ cmd-add-papers }”.

## The list
library-list =
    { $count ->
        [one] 1 paper in the library
       *[other] { $count } papers in the library
    }
library-forgotten = What was listed here is no longer known.
library-forgotten-todo = Run /{ cmd-library } { cmd-library-list } again.

## Counts
library-stock =
    { $count ->
        [one] 1 paper in the library
       *[other] { $count } papers in the library
    }
library-stock-abstracts =
    { $count ->
        [one] 1 has an abstract
       *[other] { $count } have an abstract
    }
library-stock-waiting =
    { $count ->
        [one] 1 paper waits to be indexed; search does not see it yet
       *[other] { $count } papers wait to be indexed; search does not see them yet
    }
library-stock-indexed = All are indexed.
library-stock-years = Years
library-stock-earlier = earlier
library-stock-undated = undated
library-stock-categories = Categories
library-stock-sources = Sources
library-stock-count = { $name } ({ $count })
library-grown =
    { $count ->
        [0] Grew by itself { $when }: nothing new
        [one] Grew by itself { $when }: 1 new paper
       *[other] Grew by itself { $when }: { $count } new papers
    }
library-grown-never = Nothing has come in by itself yet.
library-growth-failing = { $name } has given nothing since { $when }. I try again { $due }.
library-growth-failing-always = { $name } has given nothing yet. I try again { $due }.
library-growth-incident = The log says more: incident { $incident }

## Removing
library-remove = Remove this paper from the library?
library-remove-about = It goes for every server that shares this library. Shelves lose it too.
library-button-remove = Remove
library-button-keep = Leave it
library-removed = Removed from the library
library-kept = The paper stays.
library-shared-by-servers = Other servers share this library, so its papers are not removed from here.
library-shared-by-servers-todo = Whoever runs this bot can remove them, or let the managers of this server do so (FOOTNOTE_LIBRARY_SERVERS).
