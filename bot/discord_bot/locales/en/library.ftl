# The library: adding, listing, removing.

## Commands
cmd-library = library
cmd-library-about = Add papers to the library, and see what is in it
cmd-library-add = add
cmd-library-add-about = Add papers from a file, or by link or id
cmd-library-add-opt-file = file
cmd-library-add-opt-file-about = A PDF, BibTeX, RIS, CSV, JSON Lines, or a saved page
cmd-library-add-opt-papers = papers
cmd-library-add-opt-papers-about = Links, arXiv ids or DOIs
cmd-library-list = list
cmd-library-list-about = Page through the library
cmd-library-list-opt-sort = sort
cmd-library-list-opt-sort-about = The order of the list
cmd-library-list-sort-added = Most recently added first
cmd-library-list-sort-published = Newest first
cmd-library-list-sort-title = By title
cmd-library-list-opt-category = category
cmd-library-list-opt-category-about = Start typing a name or code, such as cs.CV
cmd-library-stats = stats
cmd-library-stats-about = Count papers, years, categories and sources
cmd-library-remove = remove
cmd-library-remove-about = Remove a paper (server managers only)
cmd-library-remove-opt-paper = paper
cmd-library-remove-opt-paper-about = Start typing a title, or give an id, link or DOI
cmd-add-papers = Add papers from this message

## Adding
library-add-nothing = There is nothing to add.
library-add-nothing-todo = Attach a file (a PDF, BibTeX, RIS, CSV, JSON Lines, or a saved Hugging Face Papers page), or give links or ids.
library-no-reference = I did not find a link, arXiv id or DOI there.
library-no-reference-todo = Separate them with spaces, or attach a file with the papers.
library-message-nothing = This message has no attached file and no link, arXiv id or DOI of a paper.
library-message-nothing-todo = Use this on a message with a link, an arXiv id or a DOI, or with an attached file (a PDF, BibTeX, RIS, CSV, JSON Lines, or a saved page).
library-too-large = The file { $name } is too large to be added here.
library-too-large-todo = Attach files of up to { $megabytes } MB. The bot’s operator can add larger ones with “footnote ingest file”.
library-not-received = Discord did not deliver the file { $name }.
library-not-received-todo = Attach it again.
library-compressed = The file { $name } is compressed.
library-compressed-todo = Unpack it and attach its contents.
library-not-papers =
    { $kind ->
        [picture] The file { $name } is a picture.
        [recording] The file { $name } is a recording.
        [document] The file { $name } is a formatted document.
        [archive] The file { $name } is an archive.
        [database] The file { $name } is a database.
       *[other] The file { $name } is not text.
    }
library-not-papers-todo = Give the paper’s arXiv or DOI link instead, attach the paper as a PDF, or a file that describes it: BibTeX, RIS, CSV, JSON Lines, or a saved Hugging Face Papers page.
library-not-a-pdf = The file { $name } is named like a PDF but is not one.
library-not-a-pdf-todo = Open it in the program it was made with, and save it as a PDF.
library-busy = Too many files are waiting to be read.
library-busy-todo = Please try again in a few minutes.
library-too-slow = Reading the file { $name } took too long and was stopped.
library-too-slow-todo = It may be too large or too deeply nested. Attach it in smaller parts or as JSON Lines.
library-unreadable = The file { $name } could not be read: it needed too much memory, or it is damaged.
library-unreadable-todo = Check that the file is complete, then attach it in smaller parts or as JSON Lines.
library-rate = You are adding papers faster than Footnote can process them.
library-rate-todo = Please try again in a minute.
library-quota =
    { $scope ->
        [user] One person may add { $most } records a day. You have { $left ->
                [0] none
               *[other] { $left }
            } left today.
       *[server] A server may add { $most } records a day. This one has { $left ->
                [0] none
               *[other] { $left }
            } left today.
    }
library-quota-todo =
    { $count ->
        [0] { "" }
        [one] You gave 1, which was not added.{ " " }
       *[other] You gave { $count }, of which none was added.{ " " }
    }Days begin at midnight UTC. Larger files can be added by the people who run Footnote, with `footnote ingest`.
library-added =
    { $count ->
        [one] 1 paper added
       *[other] { $count } papers added
    }
library-nothing-new = Nothing new here
library-turned-away = An upload cannot change what the library already has
library-not-taken = “{ $title }”, ignored: { $fields }. { $why }
library-not-taken-more =
    { $count ->
        [one] 1 more paper was only partly used
       *[other] { $count } more papers were only partly used
    }
library-held-service = The library has this paper from its source, and uploads do not change it.
library-held-operator = The bot’s operator imported this paper, and uploads do not change it.
library-held-starter = This paper came with Footnote, and uploads do not change it.
library-held-member = This paper has been uploaded before, and another upload only fills gaps.
library-held-unknown = The library already has this paper, and uploads do not change it.
library-held-nobody = An upload cannot set this.
library-updated =
    { $count ->
        [one] 1 paper updated
       *[other] { $count } papers updated
    }
library-unchanged =
    { $count ->
        [one] 1 was already there
       *[other] { $count } were already there
    }
library-more =
    { $count ->
        [one] and 1 more
       *[other] and { $count } more
    }
library-rejected =
    { $count ->
        [one] 1 record could not be read
       *[other] { $count } records could not be read
    }
library-rejected-line = Line { $line }: { $reason }
library-cut =
    { $count ->
        [one] 1 paper is longer than the library allows and was cut
       *[other] { $count } papers are longer than the library allows and were cut
    }
library-cut-paper = “{ $title }”: { $fields }
library-field =
    { $field ->
        [title] title
        [abstract] abstract
        [authors] authors
        [categories] categories
        [source] source
        [url] link
        [doi] DOI
        [paper_id] id
       *[extra] further details
    }
library-known =
    { $count ->
        [one] This paper is already in the library
       *[other] These { $count } papers are already in the library
    }
library-not-fetched =
    { $count ->
        [one] 1 could not be fetched
       *[other] { $count } could not be fetched
    }
library-more-references = I add up to { $most } at a time and skipped the rest.

## Whole papers
library-pdf-off = The file { $name } is a PDF, and whole papers are not read here.
library-pdf-off-todo = Give the paper’s arXiv or DOI link instead. The bot’s operator can allow PDFs (FOOTNOTE_FULL_TEXT).
library-pdf-erased = While I was reading { $name }, you had me erase what I store about you, so I did not keep it.
library-pdf-erased-todo = Attach it again if you want it in the library.
library-pdf-refused =
    { $reason ->
        [damaged] The PDF { $name } is damaged.
        [empty] The PDF { $name } has no running text.
        [encrypted] The PDF { $name } is protected by a password.
        [fonts] The fonts of the PDF { $name } do not say which letters they draw, or name other letters.
        [large] The PDF { $name } is too large.
        [long] The PDF { $name } is too long for a paper.
        [scan] The PDF { $name } is a scan: its pages are pictures. Text that text recognition (OCR) has hidden behind them is not read, because nobody can see whether it is right.
        [slow] Reading the PDF { $name } took too long and was stopped.
       *[other] The PDF { $name } could not be read: it needed too much memory, or it is damaged.
    }
library-pdf-refused-todo =
    { $reason ->
        [damaged] Check that it is complete, and attach it again.
        [encrypted] Save it without the password, and attach that.
        [large] Attach a PDF of up to { $megabytes } MB.
        [long] Attach a PDF of one paper or chapter.
        [scan] Attach the PDF that the publisher or the authors made, or give the paper’s arXiv or DOI link.
       *[other] Attach another version of the paper, or give its arXiv or DOI link.
    }
library-reading = Reading { $name } …
library-reading-waiting =
    { $count ->
        [0] Its turn is next.
        [one] 1 file is ahead of it.
       *[other] { $count } files are ahead of it.
    }
library-reading-pages = { $done } of { $count } pages read
library-reading-passages = All pages read; { $done } of { $count } passages indexed
library-text-added = The whole text of a paper added
library-text-shared = shared by { $name }
library-text-known = The whole text of this paper is already in the library
library-text-size = Pages: { $pages } · passages: { $passages }
library-text-first-pages = It is long: only its first { $most } pages were read.
library-text-unread-pages = Pages that are pictures or damaged, and could not be read: { $pages }
library-text-unread-tables = Tables that are pictures, and could not be read: { $tables }
library-text-place = Only this server sees its text.
library-text-ask = Ask about it with /{ cmd-ask } and its option “{ cmd-opt-paper }”.
library-texts-fetching = The whole text will be added if PubMed Central or arXiv has it.
library-texts-read =
    { $count ->
        [one] The whole text of 1 paper is in the library
       *[other] The whole texts of { $count } papers are in the library
    }
library-texts-later =
    { $count ->
        [one] A service that may have the whole text of 1 paper is down; I’ll ask it again within a day
       *[other] A service that may have the whole texts of { $count } papers is down; I’ll ask it again within a day
    }
library-texts-missing =
    { $count ->
        [one] Neither PubMed Central nor arXiv has the whole text of 1 paper
       *[other] Neither PubMed Central nor arXiv has the whole texts of { $count } papers
    }
library-title-needed = The first page of { $name } does not say its title.
library-title-needed-todo = Give the title, and the paper is added under it.
library-title-button = Give its title
library-title-field = The paper’s title
library-title-empty = A title is missing.
library-title-empty-todo = Press the button again, and enter the paper’s title.

## Shared links
library-shared =
    { $count ->
        [one] Shared by { $name }: 1 paper added
       *[other] Shared by { $name }: { $count } papers added
    }
library-shared-nothing = Shared by { $name }: no papers could be added
library-shared-too-many = Too many papers are being shared here at once.
library-shared-too-many-todo = Add the others later from the message’s menu, under Apps: “{ cmd-add-papers }”.

## The list
library-list =
    { $count ->
        [one] 1 paper in the library
       *[other] { $count } papers in the library
    }
library-forgotten = This list has expired.
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
library-stock-uploads =
    { $count ->
        [one] 1 was uploaded by this server’s members
       *[other] { $count } were uploaded by this server’s members
    }
library-stock-whole =
    { $count ->
        [one] 1 has its whole text
       *[other] { $count } have their whole text
    } ({ $passages } passages)
library-stock-waiting =
    { $count ->
        [one] 1 paper is waiting to be indexed and cannot be searched yet
       *[other] { $count } papers are waiting to be indexed and cannot be searched yet
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
        [0] Last automatic import { $when }: nothing new
        [one] Last automatic import { $when }: 1 new paper
       *[other] Last automatic import { $when }: { $count } new papers
    }
library-grown-never = No automatic import yet.
library-growth-failing = { $name } keeps failing; it last worked { $when }. Next attempt { $due }.
library-growth-failing-always = { $name } has not worked yet. Next attempt { $due }.
library-growth-incident = See the log: incident { $incident }

## Removing
library-removed = Removed from the library
library-removed-with-text = Its whole text is gone too. Undo brings back the record only; add the file again for the text.
library-text-removed = Its whole text was removed from this server
library-shared-by-servers = Other servers share this library, so its papers cannot be removed from here.
library-shared-by-servers-todo = The bot’s operator can remove them, or allow this server’s managers to (FOOTNOTE_LIBRARY_SERVERS).

## Undoing
library-button-undo = Undo
library-undone = Undone. The library is as it was before.
library-undone-but-text = Only its whole text is missing: add the file again for that.
library-undo-changed = These papers have changed since, so this can no longer be undone.
library-undo-not-yours = Only the person who did this, or a manager of this server, can undo it.
