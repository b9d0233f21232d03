# Settings, status and help.

## Commands
cmd-settings = settings
cmd-settings-about = Configure Footnote for this server
cmd-status = status
cmd-status-about = See whether Footnote is healthy
cmd-help = help
cmd-help-about = See what Footnote can do

## Settings
administration-settings = Settings of this server
administration-settings-hint = Each change is saved at once.
administration-saved = Saved.
administration-reset = All settings are back to their defaults.
administration-not-yours = Only those who manage this server can change its settings.
administration-not-yours-todo = Ask somebody with the permission “Manage Server”.
administration-all = all
administration-nobody = nobody else
administration-nowhere = nowhere
administration-channels = Channels where I answer
administration-channels-none = Every channel
administration-roles = Roles I answer
administration-roles-none = Everyone
administration-digests = Roles that may manage digests, besides server managers
administration-digests-none = Nobody else
administration-links = Channels where I add linked papers to the library
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
administration-as-set = Default set by the bot’s operator ({ $value })
administration-mentions-on = Mentions are answered.
administration-mentions-off = Mentions are not answered, only commands.
administration-threads-on = Mentions are answered in a new thread.
administration-threads-off = Mentions are answered in the channel.
administration-cutoff-is = Answers need a confidence of at least { $cutoff }.
administration-cutoff-as-set = Answers need a confidence of at least { $cutoff }, the default set by the bot’s operator.
administration-unsupported-drop = Sentences not supported by an abstract are left out.
administration-unsupported-strike = Sentences not supported by an abstract are struck through and marked unverified.
administration-button-mentions-on = Answer mentions
administration-button-mentions-off = Do not answer mentions
administration-button-threads-on = Answer in threads
administration-button-threads-off = Answer in the channel
administration-button-cutoff = Cutoff…
administration-button-unsupported-drop = Leave out unverified
administration-button-unsupported-strike = Strike through unverified
administration-button-reset = Reset all
administration-cutoff-title = When to refuse
administration-cutoff-label = Minimum confidence, from 0 to 1
administration-cutoff-hint = Leave empty for the operator’s default
administration-cutoff-bad = That is not a number from 0 to 1.
administration-cutoff-bad-todo = Try something like 0.45. A higher value refuses more often, a lower one answers more often.

## Status
administration-status = All systems normal
administration-status-bad = Footnote has a problem
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
administration-library-bad = The library cannot be read right now.
administration-extractive = No language model: answers are quotes from the abstracts
administration-model-writes = { $model } writes the answers, and every sentence is checked
administration-spent = Used here today: { $tokens } tokens, { $dollars } US dollars
administration-spent-tokens = Used here today: { $tokens } tokens
administration-storage-ok = Conversations, shelves and settings are available
administration-storage-bad = Conversations, shelves and settings are unavailable right now
administration-commands-pending = Discord has not registered this version’s commands yet. The bot keeps trying.
administration-commands-refused = Discord refused this version’s commands, so the previous ones are still in use. The bot’s log says why.
administration-commands-servers-only = Footnote cannot be used in other servers or private channels because User Install is off for this application. The bot’s operator can turn it on in the Developer Portal, under Installation.
administration-commands-left-out =
    { $count ->
        [one] Discord refused one command or translation. The bot’s log says which.
       *[other] Discord refused { $count } commands or translations. The bot’s log says which.
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
administration-latency = Gateway latency: { $latency } ms

## Help
administration-help = Footnote answers questions from your library’s abstracts
administration-help-about = Every sentence carries a footnote to the abstract that supports it. If no abstract does, I say so instead of guessing.
administration-help-ask = Ask and search
administration-help-ask-about = “Which few-shot methods work without fine-tuning?” You can also mention me, and reply to my answers to follow up.
administration-help-read = Read and compare
administration-help-read-about = Start typing a title and pick a paper. Ids, links and DOIs work too.
administration-help-digest = Follow a field
administration-help-digest-about = A few new papers each morning, with the reason for each. 👍 and 👎 teach it what you want more of. For server managers.
administration-help-keep = Keep
administration-help-keep-about = Save papers to your own shelf or the server’s, and export them as BibTeX, RIS, CSV or Markdown.
administration-help-grow = Add papers
administration-help-grow-about = Give links, arXiv ids or DOIs, or attach a file: BibTeX, RIS, CSV, JSON Lines, or a saved Hugging Face Papers page.
administration-help-trust = Trust
administration-help-trust-about = “{ look-button-evidence }” under an answer shows the exact words that support it, and “{ receipt-button }” shows how it was made. You can erase everything Footnote stores about you.
administration-help-menus = In any message’s menu, under Apps: “{ cmd-explain }” and “{ cmd-add-papers }”.
administration-help-settings = You manage this server: { $settings } controls where, whom and how I answer.
administration-help-promise = Everyone sees answers, lists and comparisons. Only you see your own shelf and what a button shows you.
