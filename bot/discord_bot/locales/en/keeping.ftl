# What shelves and forgetting say.

## Commands
cmd-shelf = shelf
cmd-shelf-about = Keep papers at hand
cmd-shelf-add = add
cmd-shelf-add-about = Put a paper on a shelf
cmd-shelf-show = show
cmd-shelf-show-about = Show a shelf
cmd-shelf-remove = remove
cmd-shelf-remove-about = Take a paper off a shelf
cmd-shelf-remove-opt-paper-about = Begin to type a title that is on it
cmd-shelf-export = export
cmd-shelf-export-about = Take a shelf along as a file
cmd-shelf-export-opt-format = format
cmd-shelf-export-opt-format-about = For which program
cmd-shelf-export-bibtex = BibTeX
cmd-shelf-export-ris = RIS (Zotero, EndNote)
cmd-shelf-export-csv = CSV (spreadsheet)
cmd-shelf-export-markdown = Markdown
cmd-shelf-opt-paper = paper
cmd-shelf-opt-paper-about = Begin to type a title; an id, link or DOI too
cmd-shelf-opt-whose = whose
cmd-shelf-opt-whose-about = Your own shelf, or the server’s
cmd-shelf-whose-mine = Mine
cmd-shelf-whose-server = The server’s
cmd-forget-me = forget-me
cmd-forget-me-about = See what Footnote keeps about you, and erase it

## Shelves
keeping-kept =
    { $count ->
        [one] On your shelf
       *[other] { $count } papers put on your shelf
    }
keeping-kept-server =
    { $count ->
        [one] On the server’s shelf
       *[other] { $count } papers put on the server’s shelf
    }
keeping-there-already =
    { $count ->
        [one] It is on the shelf already
       *[other] They are on the shelf already
    }
keeping-shelf-mine =
    { $count ->
        [0] Your shelf is empty
        [one] Your shelf: 1 paper
       *[other] Your shelf: { $count } papers
    }
keeping-shelf-mine-hint = Only you see this. /{ cmd-shelf } { cmd-shelf-export } makes a file of it.
keeping-shelf-server =
    { $count ->
        [0] The server’s shelf is empty
        [one] The server’s shelf: 1 paper
       *[other] The server’s shelf: { $count } papers
    }
keeping-shelf-server-hint = Add to it with /{ cmd-shelf } { cmd-shelf-add }. /{ cmd-shelf } { cmd-shelf-export } makes a file of it.
keeping-no-server = There is no server’s shelf here.
keeping-no-server-todo = Use your own, or run this in a server that Footnote was added to.
keeping-not-there = That paper is not on the shelf.
keeping-not-there-todo = /{ cmd-shelf } { cmd-shelf-show } lists what is.
keeping-not-yours = Somebody else put that paper there.
keeping-not-yours-todo = They can take it off, and so can who manages the server.
keeping-taken-off = Taken off the shelf
keeping-empty = The shelf is empty, so there is nothing to export.
keeping-empty-todo = Put papers on it with /{ cmd-shelf } { cmd-shelf-add }, or with “{ look-button-shelf }” under a paper.
keeping-exported =
    { $count ->
        [one] The shelf’s one paper, as a file
       *[other] The shelf’s { $count } papers, as a file
    }

## Forgetting
keeping-forget = What Footnote keeps about you
keeping-forget-about = Your questions with their answers, so that follow-ups are understood; how each answer came about; your votes on answers; and your shelf. On a server’s shelf, that you put a paper there.
keeping-forget-answers =
    { $count ->
        [0] There are no answers to you that I could delete. Erasing the rest cannot be undone.
        [one] If you go on, all of it is erased, and my answer to you is deleted. This cannot be undone.
       *[other] If you go on, all of it is erased, and my { $count } messages that answer you are deleted. This cannot be undone.
    }
keeping-button-forget = Erase it all
keeping-button-keep = Leave it as it is
keeping-forgot-nothing = Nothing was erased.
keeping-forgotten = Erased
keeping-erased = Gone: { $turns ->
    [one] 1 question with its answer
   *[other] { $turns } questions with their answers
}, { $votes ->
    [one] 1 vote
   *[other] { $votes } votes
}, { $shelved ->
    [one] 1 paper on your shelf
   *[other] { $shelved } papers on your shelf
}.
keeping-deleting =
    { $count ->
        [one] My message to you is being deleted …
       *[other] My { $count } messages to you are being deleted …
    }
keeping-deleted =
    { $count ->
        [one] My message to you is deleted.
       *[other] My { $count } messages to you are deleted.
    }
keeping-deleted-some = My messages to you: { $count } deleted. Discord did not let me delete { $left }; you can ask who manages the server.
