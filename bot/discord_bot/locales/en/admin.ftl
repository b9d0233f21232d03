# Settings, status and help.

## Commands
cmd-settings = settings
cmd-settings-about = Configure Footnote for this server
cmd-status = status
cmd-status-about = See whether Footnote is healthy
cmd-help = help
cmd-help-about = See what Footnote can do

## Settings
admin-settings = Settings of this server
admin-settings-hint = Each change is saved at once.
admin-saved = Saved.
admin-not-yours = Only those who manage this server can change its settings.
admin-not-yours-todo = Ask somebody with the permission “Manage Server”.
admin-all = all
admin-nobody = nobody else
admin-nowhere = nowhere
admin-channels = Channels where I answer
admin-channels-none = Every channel
admin-roles = Roles I answer
admin-roles-none = Everyone
admin-digests = Roles that may manage digests, besides server managers
admin-digests-none = Nobody else
admin-links = Channels where I add linked papers and posted PDFs to the library
admin-links-none = No channel
admin-model = Language model
admin-language = Language of answers
admin-receipts = How long the receipts of answers are kept
admin-receipts-days =
    { $days ->
        [0] Keep none
        [one] 1 day
       *[other] { $days } days
    }
admin-as-set = Default ({ $value })
admin-mentions =
    { $state ->
        [on] Mentions are answered.
       *[off] Mentions are not answered, only commands.
    }
admin-threads =
    { $state ->
        [on] Mentions are answered in a new thread.
       *[off] Mentions are answered in the channel.
    }
admin-unsupported =
    { $state ->
        [strike] Sentences that no source supports are struck through and marked unverified.
       *[drop] Sentences that no source supports are left out.
    }
admin-button-mentions =
    { $to ->
        [on] Answer mentions
       *[off] Do not answer mentions
    }
admin-button-threads =
    { $to ->
        [on] Answer in threads
       *[off] Answer in the channel
    }
admin-button-unsupported =
    { $to ->
        [strike] Strike through unverified
       *[drop] Leave out unverified
    }

## Status
admin-status = All systems normal
admin-status-bad = Footnote has a problem
admin-papers =
    { $count ->
        [one] 1 paper, indexed
       *[other] { $count } papers, all indexed
    }
admin-papers-waiting =
    { $count ->
        [one] 1 paper
       *[other] { $count } papers
    }, { $waiting ->
        [one] 1 of them waiting to be indexed
       *[other] { $waiting } of them waiting to be indexed
    }
admin-library-bad = The library cannot be read right now.
admin-extractive = No language model: answers are quotes from the papers
admin-model-writes = { $model } writes the answers, and every sentence is checked
admin-spent = Used here today: { $tokens } tokens, { $dollars } US dollars
admin-spent-tokens = Used here today: { $tokens } tokens
admin-storage-ok = Conversations, shelves and settings are available
admin-storage-bad = Conversations, shelves and settings are unavailable right now
admin-commands-pending = Discord has not registered this version’s commands yet. The bot keeps trying.
admin-commands-refused = Discord refused this version’s commands, so the previous ones are still in use. The bot’s log says why.
admin-commands-servers-only = Footnote cannot be used in other servers or private channels because User Install is off for this application. The bot’s operator can turn it on in the Developer Portal, under Installation.
admin-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } min
       *[other] { $hours } h { $minutes } min
    }
    [one] 1 day { $hours } h
   *[other] { $days } days { $hours } h
}
admin-uptime = Up for { $uptime }, in { $servers ->
    [one] 1 server
   *[other] { $servers } servers
}
admin-latency = Gateway latency: { $latency } ms

## Help
admin-help = Footnote answers questions from your library’s papers
admin-help-about = Every sentence carries a footnote to the paper that supports it. If no paper does, I say so instead of guessing.
admin-help-ask = Ask and search
admin-help-ask-about = “Which few-shot methods work without fine-tuning?” You can also mention me, and reply to my answers to follow up.
admin-help-read = Read and compare
admin-help-read-about = Start typing a title and pick a paper. Ids, links and DOIs work too.
admin-help-digest = Follow a field
admin-help-digest-about = A few new papers each morning, with the reason for each: for a channel, by server managers, or by direct message for yourself. 👍 and 👎 teach it what you want more of.
admin-help-keep = Keep
admin-help-keep-about = Save papers to your own shelf or the server’s, and export them as BibTeX, RIS, CSV or Markdown.
admin-help-grow = Add papers
admin-help-grow-about = Give links, arXiv ids or DOIs, or attach a file: the paper as a PDF, BibTeX, RIS, CSV, JSON Lines, or a saved Hugging Face Papers page.
admin-help-trust = Trust
admin-help-trust-about = “{ rendering-button-evidence }” under an answer shows the exact words that support it, and “{ receipt-button }” shows how it was made. You can erase everything Footnote stores about you.
admin-help-menus = In any message’s menu, under Apps: “{ $explain }” and “{ cmd-add-papers }”.
admin-help-settings = You manage this server: `/{ cmd-settings }` sets where I answer, who may ask me, and how I answer.
admin-help-promise = Everyone sees answers, lists and comparisons. Only you see your own shelf and what a button shows you.
