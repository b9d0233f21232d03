# What settings, status and help say.

## Commands
cmd-settings = settings
cmd-settings-about = Settle where, whom and how Footnote answers here
cmd-status = status
cmd-status-about = See how Footnote is
cmd-help = help
cmd-help-about = See what Footnote can do

## Settings
administration-settings = Settings of this server
administration-settings-hint = Each change is saved at once.
administration-saved = Saved. It holds from now on.
administration-reset = Everything is as it was at the start.
administration-not-yours = Only those who manage this server can change its settings.
administration-not-yours-todo = Ask somebody with the permission “Manage Server”.
administration-all = all
administration-nobody = nobody else
administration-nowhere = nowhere
administration-channels = Channels where I answer
administration-channels-none = Every channel
administration-roles = Roles that I answer
administration-roles-none = Everyone
administration-digests = Roles that may manage digests, beside those who manage the server
administration-digests-none = Nobody else
administration-links = Channels whose links to papers I add to the library
administration-links-none = No channel
administration-model = Language model
administration-language = Language of answers
administration-receipts = How long the receipts of answers are kept
administration-receipts-days =
    { $days ->
        [0] Keep none
        [one] 1 day
       *[other] { $days } days
    }
administration-as-set = As set by who runs this bot ({ $value })
administration-mentions-on = Mentions are answered.
administration-mentions-off = Mentions are not answered, commands only.
administration-threads-on = A mention is answered in a thread of its own.
administration-threads-off = A mention is answered in the channel.
administration-cutoff-is = Answers need a confidence of at least { $cutoff }.
administration-cutoff-as-set = Answers need a confidence of at least { $cutoff }, as set by who runs this bot.
administration-unsupported-drop = Sentences that no abstract bears are left out.
administration-unsupported-strike = Sentences that no abstract bears are shown struck through, as unverified.
administration-button-mentions-on = Answer mentions
administration-button-mentions-off = Do not answer mentions
administration-button-threads-on = Answer in threads
administration-button-threads-off = Answer in the channel
administration-button-cutoff = Cut-off …
administration-button-unsupported-drop = Leave out what is unverified
administration-button-unsupported-strike = Strike what is unverified
administration-button-reset = Reset all
administration-cutoff-title = When to refuse
administration-cutoff-label = Least confidence, from 0 to 1
administration-cutoff-hint = Empty: as set by who runs this bot
administration-cutoff-bad = That is no number from 0 to 1.
administration-cutoff-bad-todo = Try something like 0.45: higher refuses more often, lower answers more often.

## Status
administration-status = Footnote is well
administration-status-bad = Footnote is not well
administration-papers =
    { $count ->
        [one] 1 paper, all indexed
       *[other] { $count } papers, all indexed
    }
administration-papers-waiting =
    { $count ->
        [one] 1 paper
       *[other] { $count } papers
    }, { $waiting ->
        [one] 1 of them waiting to be indexed
       *[other] { $waiting } of them waiting to be indexed
    }
administration-library-bad = The library cannot be read just now.
administration-extractive = No language model: answers are quotes from the abstracts
administration-model-writes = { $model } writes the answers, each sentence checked
administration-spent = Used here today: { $tokens } tokens, { $dollars } US dollars
administration-spent-tokens = Used here today: { $tokens } tokens
administration-storage-ok = Conversations, shelves and settings can be read and written
administration-storage-bad = Conversations, shelves and settings cannot be reached just now
administration-commands-pending = Discord has not registered this version’s commands yet. The bot keeps trying.
administration-commands-refused = Discord refused this version’s commands, so the previous ones are still in use. The bot’s log says why.
administration-commands-servers-only = It cannot be used in other servers and private channels, because User Install is off for this application. The bot’s operator can switch it on in the Developer Portal, under Installation.
administration-commands-left-out =
    { $count ->
        [one] Discord refused one command or translation, which is left out. The bot’s log says which.
       *[other] Discord refused { $count } commands or translations, which are left out. The bot’s log says which.
    }
administration-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } min
       *[other] { $hours } h { $minutes } min
    }
    [one] 1 day { $hours } h
   *[other] { $days } days { $hours } h
}
administration-uptime = Up for { $uptime }, in { $servers ->
    [one] 1 server
   *[other] { $servers } servers
}
administration-latency = Discord’s gateway answers in { $latency } ms

## Help
administration-help = Footnote answers from the abstracts of your library
administration-help-about = Every sentence bears a footnote to the abstract that says so. Where none does, I say that rather than guess.
administration-help-ask = Ask and search
administration-help-ask-about = “Which few-shot methods work without fine-tuning?” You can also mention me, and reply to go on.
administration-help-read = Read and compare
administration-help-read-about = Begin to type a title, and choose. Ids, links and DOIs work too.
administration-help-digest = Follow a field
administration-help-digest-about = A few new papers each morning, with what speaks for them; 👍 and 👎 say what to bring more of. For who manages the server.
administration-help-keep = Keep
administration-help-keep-about = Your own shelf or the server’s, exported as BibTeX, RIS, CSV or Markdown.
administration-help-grow = Grow the library
administration-help-grow-about = Give links, arXiv ids or DOIs, or attach a file: BibTeX, RIS, CSV, JSON lines, or a saved page of Hugging Face Papers.
administration-help-trust = Trust
administration-help-trust-about = “{ look-button-evidence }” under an answer shows the exact words it rests on, and “{ receipt-button }” how it came about. What is kept about you, you can erase.
administration-help-menus = In the menu of any message, under Apps: “{ cmd-explain }” and “{ cmd-add-papers }”.
administration-help-settings = You manage this server: { $settings } says where, whom and how I answer.
administration-help-promise = Answers, lists and comparisons are for everyone. What a button shows, and your own shelf, only you see.
