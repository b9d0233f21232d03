# Shelves and erasing.

## Commands
cmd-shelf = shelf
cmd-shelf-about = Save papers for later
cmd-shelf-add = add
cmd-shelf-add-about = Add a paper to a shelf
cmd-shelf-show = show
cmd-shelf-show-about = Show a shelf
cmd-shelf-remove = remove
cmd-shelf-remove-about = Remove a paper from a shelf
cmd-shelf-remove-opt-paper-about = Start typing the title of a saved paper
cmd-shelf-export = export
cmd-shelf-export-about = Export a shelf as a file
cmd-shelf-export-opt-format = format
cmd-shelf-export-opt-format-about = File format
cmd-shelf-export-bibtex = BibTeX
cmd-shelf-export-ris = RIS (Zotero, EndNote)
cmd-shelf-export-csv = CSV (spreadsheet)
cmd-shelf-export-markdown = Markdown
cmd-shelf-opt-paper = paper
cmd-shelf-opt-paper-about = Start typing a title, or give an id, link or DOI
cmd-shelf-opt-whose = whose
cmd-shelf-opt-whose-about = Your own shelf, or the server’s
cmd-shelf-whose-mine = Mine
cmd-shelf-whose-server = The server’s
cmd-forget-me = forget-me
cmd-forget-me-about = See what Footnote stores about you, and erase it

## Shelves
shelves-kept =
    { $whose ->
        [server]
            { $count ->
                [one] Added to the server’s shelf
               *[other] { $count } papers added to the server’s shelf
            }
       *[mine]
            { $count ->
                [one] Added to your shelf
               *[other] { $count } papers added to your shelf
            }
    }
shelves-there-already =
    { $count ->
        [one] It is already on the shelf
       *[other] They are already on the shelf
    }
shelves-shelf =
    { $whose ->
        [server]
            { $count ->
                [0] The server’s shelf is empty
                [one] The server’s shelf: 1 paper
               *[other] The server’s shelf: { $count } papers
            }
       *[mine]
            { $count ->
                [0] Your shelf is empty
                [one] Your shelf: 1 paper
               *[other] Your shelf: { $count } papers
            }
    }
shelves-shelf-hint =
    { $whose ->
        [server] Add papers with /{ cmd-shelf } { cmd-shelf-add }. Export it with /{ cmd-shelf } { cmd-shelf-export }.
       *[mine] Only you can see this. Export it with /{ cmd-shelf } { cmd-shelf-export }.
    }
shelves-no-server = There is no server shelf here.
shelves-no-server-todo = Use your own shelf, or run this in a server that has Footnote.
shelves-not-there = That paper is not on the shelf.
shelves-not-there-todo = /{ cmd-shelf } { cmd-shelf-show } lists the papers that are.
shelves-not-yours = Somebody else added that paper.
shelves-not-yours-todo = They can remove it, and so can server managers.
shelves-taken-off = Removed from the shelf
shelves-empty = The shelf is empty, so there is nothing to export.
shelves-empty-todo =
    { $whose ->
        [server] Add papers with /{ cmd-shelf } { cmd-shelf-add }, with “{ cmd-shelf-whose-server }” in the option “{ cmd-shelf-opt-whose }”.
       *[mine] Add papers with /{ cmd-shelf } { cmd-shelf-add }, or with “{ rendering-button-shelf }” under a paper.
    }
shelves-exported =
    { $count ->
        [one] The shelf’s one paper, as a file
       *[other] The shelf’s { $count } papers, as a file
    }

## Forgetting
shelves-forget = What Footnote stores about you
shelves-forget-about = Your questions and their answers, to understand follow-ups; how each answer was made; your votes on answers; your shelf; your personal digests; and which papers you added to a server’s shelf.
shelves-forget-answers =
    { $count ->
        [0] There are no answers to you that I can delete. Erasing the rest cannot be undone.
        [one] If you continue, I erase all of it and delete my answer to you. This cannot be undone.
       *[other] If you continue, I erase all of it and delete my { $count } messages that answer you. This cannot be undone.
    }
shelves-forget-uploads =
    { $count ->
        [one] You also uploaded 1 whole paper. Its text and PDF will be erased too, so its server can no longer ask about it; its title and abstract will stay, without your name.
       *[other] You also uploaded { $count } whole papers. Their texts and PDFs will be erased too, so their servers can no longer ask about them; titles and abstracts will stay, without your name.
    }
shelves-button-forget = Erase everything
shelves-button-keep = Cancel
shelves-forgot-nothing = Nothing was erased.
shelves-forgotten = Erased
shelves-erased = Erased: { $turns ->
    [one] 1 question with its answer
   *[other] { $turns } questions with their answers
}, { $votes ->
    [one] 1 vote
   *[other] { $votes } votes
}, { $shelved ->
    [one] 1 paper on your shelf
   *[other] { $shelved } papers on your shelf
}, { $digests ->
    [one] 1 personal digest
   *[other] { $digests } personal digests
}.
shelves-erased-uploads =
    { $count ->
        [one] And the text and PDF of 1 paper that you uploaded.
       *[other] And the texts and PDFs of { $count } papers that you uploaded.
    }
shelves-deleting =
    { $count ->
        [one] Deleting my message to you…
       *[other] Deleting my { $count } messages to you…
    }
shelves-deleted =
    { $count ->
        [one] My message to you was deleted.
       *[other] My { $count } messages to you were deleted.
    }
shelves-deleted-some = My messages to you: { $count } deleted. Discord did not let me delete { $left }; ask a server manager to delete them.
