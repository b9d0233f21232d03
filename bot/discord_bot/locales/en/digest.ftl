# Digests: commands, subscriptions, issues.

## Commands
cmd-digest = digest
cmd-digest-about = Get new papers that matter to you
cmd-digest-subscribe = subscribe
cmd-digest-subscribe-about = Subscribe a channel to a digest
cmd-digest-subscribe-opt-channel = channel
cmd-digest-subscribe-opt-channel-about = Channel to post in (default: this one)
cmd-digest-opt-time = time
cmd-digest-opt-time-about = For example 9, 9:30 or 21h (default: 9:00)
cmd-digest-opt-timezone = timezone
cmd-digest-opt-timezone-about = Start typing a city
cmd-digest-opt-cadence = cadence
cmd-digest-opt-cadence-about = How often (default: daily)
cmd-digest-opt-weekday = weekday
cmd-digest-opt-weekday-about = Day of a weekly digest (default: Monday)
cmd-digest-me = me
cmd-digest-me-about = Get a digest of your own by direct message
cmd-digest-list = list
cmd-digest-list-about = See the digests that you can manage
cmd-digest-edit = edit
cmd-digest-edit-about = Change what a digest is about, and when
cmd-digest-pause = pause
cmd-digest-pause-about = Pause a digest
cmd-digest-resume = resume
cmd-digest-resume-about = Resume a paused digest
cmd-digest-unsubscribe = unsubscribe
cmd-digest-unsubscribe-about = End a digest for good
cmd-digest-preview = preview
cmd-digest-preview-about = Preview the next issue
cmd-digest-now = now
cmd-digest-now-about = Post new papers now
cmd-digest-opt-digest = digest
cmd-digest-opt-digest-about = Which digest (optional if there is only one)

## When
digest-cadence =
    { $cadence ->
        [weekdays] On weekdays
        [weekly] Weekly
       *[daily] Daily
    }
digest-weekday =
    { $day ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
       *[6] Sunday
    }
digest-short =
    { $day ->
        [0] Mon
        [1] Tue
        [2] Wed
        [3] Thu
        [4] Fri
        [5] Sat
       *[6] Sun
    }
digest-when =
    { $cadence ->
        [weekly] Every { $weekday } at { $time } ({ $zone })
        [weekdays] Every weekday at { $time } ({ $zone })
       *[daily] Every day at { $time } ({ $zone })
    }
digest-where = { $schedule } in { $channel }
digest-next = Next: { $moment }
digest-paused = Paused until somebody resumes it.
digest-paused-gone = Paused: the channel no longer exists. Choose another under “{ digest-button-when }”, then resume.
digest-paused-barred = Paused: I do not have permission to post there. Grant it, then resume.
digest-paused-closed = Paused: you do not accept direct messages from me. Allow them in your privacy settings for this server, then resume.
digest-paused-role = Paused: this server’s settings no longer let you use me. Once they do, resume.
digest-some-channel = a deleted channel
digest-your-messages = your direct messages

## Interests
digest-about-topics = Topics: { $list }
digest-about-categories = Only in: { $list }
digest-about-include = Only with one of: { $list }
digest-about-exclude = Never with: { $list }
digest-about-authors = Favorite authors: { $list }
digest-about-all = Every new paper: no topics, words or categories are set.

## The forms
digest-form-words = What is it about?
digest-form-topics = Topics in plain words, one per line
digest-form-topics-hint = retrieval-augmented generation
digest-form-categories = Only these categories
digest-form-categories-hint = cs.CL, cs.IR, or cs for all of it
digest-form-include = Only papers with one of these words
digest-form-include-hint = Empty: any paper
digest-form-exclude = Never papers with these words
digest-form-exclude-hint = survey, blockchain
digest-form-authors = Favorite authors, one per line
digest-form-authors-hint = Ada Lovelace
digest-form-when = When and where?
digest-form-time = Time
digest-form-zone = Time zone
digest-form-zone-hint = Europe/Berlin, or a city
digest-form-cadence = How often
digest-form-weekday = On which day, if weekly
digest-form-channel = Channel

## Errors
digest-bad-time = “{ $text }” is not a time of day.
digest-bad-time-todo = Write something like 9, 9:30, 21h or 9pm.
digest-bad-zone = “{ $text }” is not a time zone I know.
digest-bad-zone-todo = Write a city, such as Berlin, or a name like Europe/Berlin.
digest-bad-channel = I cannot see that channel.
digest-bad-channel-todo = Give me access to it, or choose another.
digest-bad-permissions = I am missing permissions in { $channel }: { $permissions }.
digest-bad-permissions-todo = Grant them in the channel’s settings, or choose another channel.
digest-bad-yours = You cannot post in { $channel } yourself.
digest-bad-yours-todo = Choose a channel where you can, or ask somebody who manages the server.
digest-bad-category = “{ $text }” is not a category.
digest-bad-category-todo = Use arXiv’s names or codes: Robotics, cs.CL, or cs for all of cs. The rest is saved.
digest-bad-both = “{ $text }” is both included and excluded.
digest-bad-both-todo = It counts as included. Remove it from one of the two. The rest is saved.
digest-bad-long = “{ $text }” is too long.
digest-bad-long-todo = Use at most { $most } characters each, separated by commas or new lines. The rest is saved.
digest-bad-many = That is { $count } entries.
digest-bad-many-todo = A field holds at most { $most }. The rest is saved.
digest-not-yours = Only server managers, and roles they chose, can manage the digests of channels.
digest-not-yours-todo = Get one of your own with /{ cmd-digest } { cmd-digest-me }, or ask somebody with the “Manage Server” permission. They can allow a role with /{ cmd-settings }.
digest-too-many =
    { $limit ->
        [member] You already have { $most } digests from this server, the maximum.
        [members] The members of this server already have { $most } personal digests, the maximum.
       *[server] This server already has { $most } digests, the maximum.
    }
digest-too-many-todo =
    { $limit ->
        [members] Try again when one of them has ended, or ask somebody who manages the server for a digest in a channel.
       *[server] End one with /{ cmd-digest } { cmd-digest-unsubscribe }, or change one with /{ cmd-digest } { cmd-digest-edit }.
    }
digest-none = This server has no digest yet.
digest-none-todo = Create one with /{ cmd-digest } { cmd-digest-subscribe }.
digest-none-yours = You have no digest from this server yet.
digest-none-yours-todo = Get one by direct message with /{ cmd-digest } { cmd-digest-me }.
digest-which = There are several digests.
digest-which-todo = Choose one in the option “{ cmd-digest-opt-digest }”, or see them with /{ cmd-digest } { cmd-digest-list }.
digest-gone = That digest no longer exists.
digest-gone-todo = See the current ones with /{ cmd-digest } { cmd-digest-list }.
digest-not-your-role = You cannot mention that role yourself.
digest-not-your-role-todo = Choose a role that anyone may mention, or ask somebody who manages the server.
digest-everyone = I can notify a role, but never everyone.
digest-everyone-todo = Choose a role whose members want to hear about new papers.
digest-off = Digests are turned off right now.
digest-off-todo = Try again in a minute. If it persists, tell the bot’s operator.
digest-forgotten = The digest issue this belongs to is no longer stored.
digest-forgotten-todo = Use the buttons of the latest issue.

## A subscription
digest-saved = Saved.
digest-subscribed = Subscribed. “{ digest-button-preview }” shows today’s issue.
digest-welcome = Your digest from { $server } will come here
digest-welcome-about = Change, pause or end it in the server with /{ cmd-digest } { cmd-digest-edit }.
digest-set-papers = Papers in a post
digest-papers =
    { $count ->
        [one] 1 paper
       *[other] { $count } papers
    }
digest-set-sources = Sources
digest-sources-all = Every source
digest-set-empty = When there is nothing new
digest-empty =
    { $does ->
        [say] Say that there is nothing new
       *[silent] Post nothing
    }
digest-set-language = Language
digest-language-server = Same as the server’s
digest-set-role = Role to notify
digest-role-none = Nobody is notified
digest-warn-gone = I cannot see the channel, so nothing can be posted.
digest-warn-barred = I cannot post there. Missing permissions: { $permissions }.
digest-warn-threads = I cannot open threads there, so papers that do not fit the post are behind a button.
digest-warn-role = I cannot notify { $role }. Let anyone mention that role, or let me mention all roles.
digest-permission-view = View Channel
digest-permission-history = Read Message History
digest-permission-send = Send Messages
digest-permission-send-threads = Send Messages in Threads
digest-remove = End this digest?
digest-remove-about = Its issues stay where they are. What it learned from votes is erased.
digest-removed = The digest has ended.
digest-list =
    { $count ->
        [one] 1 digest in this server
       *[other] { $count } digests in this server
    }
digest-list-yours =
    { $count ->
        [one] Your digest from this server
       *[other] Your { $count } digests from this server
    }
digest-preview = Preview, only visible to you. This would be posted in { $channel } now.
digest-preview-earlier = Preview, only visible to you. Nothing new matches yet; based on the most recent papers, this would have been posted in { $channel }.
digest-now-sent = Posted in { $channel }.
digest-now-empty =
    { $count ->
        [0] No new papers since the last issue, so nothing was posted.
        [one] 1 new paper, but it does not match, so nothing was posted.
       *[other] { $count } new papers, but none matches, so nothing was posted.
    }
digest-now-busy = An issue of this digest is being composed. It will be posted in a moment.
digest-now-later = It could not be posted in { $channel } right now. I will post it as soon as possible.
digest-now-barred = It cannot be posted in { $channel }, so the digest is paused. /{ cmd-digest } { cmd-digest-edit } says why.
digest-rests = The digest for { $channel } in { $server } is paused
digest-rests-gone = Its channel no longer exists. In the server, choose another with /{ cmd-digest } { cmd-digest-edit }, then use /{ cmd-digest } { cmd-digest-resume }; or end it with /{ cmd-digest } { cmd-digest-unsubscribe }.
digest-rests-barred = I no longer have permission to post there. Let me view the channel, read its history and send messages, then use /{ cmd-digest } { cmd-digest-resume } in the server.
digest-rests-yours = Your digest from { $server } is paused
digest-rests-role = The server’s settings no longer let you use me. Once they do, use /{ cmd-digest } { cmd-digest-resume } there. /{ cmd-forget-me } erases it, with everything else I store about you.

## The post
digest-heading = Papers for { DATETIME($day, dateStyle: "full") }
digest-heading-week = The week’s papers, { DATETIME($day, dateStyle: "long") }
digest-nothing =
    { $count ->
        [0] No new papers.
        [one] 1 new paper; it does not match.
       *[other] { $count } new papers; none matches.
    }
digest-considered =
    { $count ->
        [one] Chosen from 1 new paper
       *[other] Chosen from { $count } new papers
    }
digest-silent-topics = No new paper on: { $topics }
digest-in-thread =
    { $count ->
        [one] 1 more in the thread
       *[other] { $count } more in the thread
    }
digest-thread = More papers for { DATETIME($day, dateStyle: "long") }
digest-rest = More papers for { DATETIME($day, dateStyle: "long") }
digest-chart-total =
    { $count ->
        [one] 1 paper
       *[other] { $count } papers
    }
digest-why = Why these papers?
digest-why-about =
    { $count ->
        [one] Chosen from 1 new paper. The reasons for each, strongest first. Votes count from the next issue on.
       *[other] Chosen from { $count } new papers. The reasons for each, strongest first. Votes count from the next issue on.
    }
digest-reason =
    { $kind ->
        [topic] matches “{ $text }”
        [author] by { $text }, a favorite author
        [upvotes]
            { $count ->
                [one] 1 upvote
               *[other] { $count } upvotes
            }
        [liked] similar to “{ $text }”, which was liked here
        [disliked] similar to “{ $text }”, which was disliked here
        [include] mentions “{ $text }”
        [category] in { $text }
       *[new] new
    }
digest-weight-decisive = decisive
digest-weight-much = strong
digest-weight-little = weak
digest-weight-against = against it

## Buttons
digest-button-why = Why these?
digest-menu = More on paper { $number }…
digest-menu-why = Why this paper?
digest-button-server = Go to the server
digest-button-go-there = Go there
digest-button-open = Open
digest-button-rest =
    { $count ->
        [one] 1 more
       *[other] { $count } more
    }
digest-button-words = Topics and words…
digest-button-when = Time and place…
digest-button-preview = Preview
digest-button-pause = Pause
digest-button-resume = Resume
digest-button-unsubscribe = Unsubscribe…
digest-button-remove = End it
digest-button-keep = Keep it
digest-button-edit = Edit
