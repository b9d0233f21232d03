# What digests say: the commands, a subscription, the post.

## Commands
cmd-digest = digest
cmd-digest-about = Have the new papers that matter come here
cmd-digest-subscribe = subscribe
cmd-digest-subscribe-about = Subscribe a channel to a digest
cmd-digest-subscribe-opt-channel = channel
cmd-digest-subscribe-opt-channel-about = Where it comes: else here
cmd-digest-subscribe-opt-time = time
cmd-digest-subscribe-opt-time-about = Such as 9, 9:30 or 21h: else 9:00
cmd-digest-subscribe-opt-timezone = timezone
cmd-digest-subscribe-opt-timezone-about = Begin to type a city
cmd-digest-subscribe-opt-cadence = cadence
cmd-digest-subscribe-opt-cadence-about = How often: else daily
cmd-digest-subscribe-opt-weekday = weekday
cmd-digest-subscribe-opt-weekday-about = Of a weekly digest: else Monday
cmd-digest-list = list
cmd-digest-list-about = See this server’s digests
cmd-digest-edit = edit
cmd-digest-edit-about = Change what a digest is about, and when
cmd-digest-pause = pause
cmd-digest-pause-about = Let a digest rest
cmd-digest-resume = resume
cmd-digest-resume-about = Let a digest that rests come again
cmd-digest-unsubscribe = unsubscribe
cmd-digest-unsubscribe-about = End a digest for good
cmd-digest-preview = preview
cmd-digest-preview-about = See the next issue before anybody else does
cmd-digest-now = now
cmd-digest-now-about = Post what is new at once
cmd-digest-history = history
cmd-digest-history-about = See the last issues of a digest
cmd-digest-opt-digest = digest
cmd-digest-opt-digest-about = Which one; may be left out where there is one alone

## When
digest-cadence-daily = Daily
digest-cadence-weekdays = On weekdays
digest-cadence-weekly = Weekly
digest-weekday-0 = Monday
digest-weekday-1 = Tuesday
digest-weekday-2 = Wednesday
digest-weekday-3 = Thursday
digest-weekday-4 = Friday
digest-weekday-5 = Saturday
digest-weekday-6 = Sunday
digest-short-0 = Mon
digest-short-1 = Tue
digest-short-2 = Wed
digest-short-3 = Thu
digest-short-4 = Fri
digest-short-5 = Sat
digest-short-6 = Sun
digest-when-daily = Every day at { $time } ({ $zone })
digest-when-weekdays = Every weekday at { $time } ({ $zone })
digest-when-weekly = Every { $weekday } at { $time } ({ $zone })
digest-where = { $schedule } in { $channel }
digest-next = Next: { $moment }
digest-paused = Paused, until somebody resumes it.
digest-paused-gone = Paused: the channel is gone. Choose another under “{ digest-button-when }”, then resume.
digest-paused-barred = Paused: I may not post there. Give me the permissions, then resume.
digest-some-channel = a channel that is gone

## What about
digest-about-topics = Topics: { $list }
digest-about-categories = Only in: { $list }
digest-about-include = Only with one of: { $list }
digest-about-exclude = Never with: { $list }
digest-about-authors = Favoured authors: { $list }
digest-about-all = Every new paper: no topics, words or categories are set.

## The forms
digest-form-words = What is it about?
digest-form-topics = Topics in plain words, one a line
digest-form-topics-hint = retrieval-augmented generation
digest-form-categories = Only these categories
digest-form-categories-hint = cs.CL, cs.IR, or cs for all of it
digest-form-include = Only papers with one of these words
digest-form-include-hint = Empty: any paper
digest-form-exclude = Never papers with these words
digest-form-exclude-hint = survey, blockchain
digest-form-authors = Favoured authors, one a line
digest-form-authors-hint = Ada Lovelace
digest-form-when = When and where?
digest-form-time = Time
digest-form-zone = Time zone
digest-form-zone-hint = Europe/Berlin, or a city
digest-form-cadence = How often
digest-form-weekday = On which day, if weekly
digest-form-channel = Channel
digest-form-gone = That form is too old.
digest-form-gone-todo = Use /{ cmd-digest } { cmd-digest-subscribe } again.
digest-go-on = Now say what it is to be about.

## What cannot be
digest-bad-time = “{ $text }” is no time of day.
digest-bad-time-todo = Write something like 9, 9:30, 21h or 9pm. What else you chose is kept.
digest-bad-zone = I know no time zone “{ $text }”.
digest-bad-zone-todo = Write a city, such as Berlin, or a name like Europe/Berlin. What else you chose is kept.
digest-bad-channel = I cannot see that channel.
digest-bad-channel-todo = Let me see and write in it, or choose another. What else you typed is kept.
digest-bad-permissions = In { $channel } I lack: { $permissions }.
digest-bad-permissions-todo = Give me that in the channel’s settings, or choose another channel; what you typed is kept.
digest-bad-yours = You cannot write in { $channel } yourself.
digest-bad-yours-todo = Choose a channel where you can, or ask somebody who manages the server. What you typed is kept.
digest-bad-category = “{ $text }” is no category.
digest-bad-category-todo = Write arXiv’s short names: cs.CL, stat.ML, or cs for all of cs. What you typed is kept.
digest-bad-both = “{ $text }” is both wanted and unwanted.
digest-bad-both-todo = Take it out of one of the two. What you typed is kept.
digest-bad-long = “{ $text }” is too long.
digest-bad-long-todo = At most { $most } characters each; put a comma or a new line between two. What you typed is kept.
digest-bad-many = Those are { $count } at once.
digest-bad-many-todo = At most { $most } in one field. What you typed is kept.
digest-not-yours = Only those who manage this server, or have a role for it, can tend its digests.
digest-not-yours-todo = Ask somebody with the permission “Manage Server”; with /{ cmd-settings } they can let a role do it.
digest-too-many = This server has { $most } digests, as many as it may.
digest-too-many-todo = End one with /{ cmd-digest } { cmd-digest-unsubscribe }, or change one with /{ cmd-digest } { cmd-digest-edit }.
digest-none = This server has no digest yet.
digest-none-todo = Make one with /{ cmd-digest } { cmd-digest-subscribe }.
digest-which = There are several digests.
digest-which-todo = Choose one in the option “{ cmd-digest-opt-digest }”, or see them with /{ cmd-digest } { cmd-digest-list }.
digest-gone = That digest is not there any more.
digest-gone-todo = See those that are with /{ cmd-digest } { cmd-digest-list }.
digest-not-your-role = You cannot mention that role yourself.
digest-not-your-role-todo = Choose a role that anyone may mention, or ask somebody who manages the server.
digest-everyone = I notify one role, and never everyone.
digest-everyone-todo = Choose a role whose people want to hear of new papers.
digest-off = Digests are not made just now.
digest-off-todo = Try again in a minute; if it stays so, tell who runs this bot.
digest-forgotten = What this belongs to is not kept any more.
digest-forgotten-todo = The newest digest’s buttons work.

## A subscription
digest-saved = Saved. It holds from now on.
digest-subscribed = Subscribed. “{ digest-button-preview }” shows what it would be today.
digest-set-papers = Papers in a post
digest-papers =
    { $count ->
        [one] 1 paper
       *[other] { $count } papers
    }
digest-set-sources = Sources
digest-sources-all = Every source
digest-set-empty = When nothing is new
digest-empty-silent = Post nothing
digest-empty-say = Say that nothing is new
digest-set-language = Language
digest-language-server = As the server’s
digest-set-role = Role to notify
digest-role-none = Nobody is notified
digest-warn-gone = I cannot see the channel: nothing can be posted.
digest-warn-barred = I cannot post there. I lack: { $permissions }.
digest-warn-threads = I cannot open threads there: what does not fit the post is shown by a button.
digest-warn-role = I cannot notify { $role }: let anyone mention that role, or give me the permission to mention all roles.
digest-permission-view = View Channel
digest-permission-history = Read Message History
digest-permission-send = Send Messages
digest-permission-send-threads = Send Messages in Threads
digest-remove = End this digest?
digest-remove-about = Its issues stay in the channel. What its readers’ votes taught it is erased.
digest-removed = The digest has ended.
digest-list =
    { $count ->
        [0] This server has no digests
        [one] 1 digest in this server
       *[other] { $count } digests in this server
    }
digest-list-none = Make one with /{ cmd-digest } { cmd-digest-subscribe }.
digest-list-edit = Open any of them with /{ cmd-digest } { cmd-digest-edit }.
digest-list-most = A server may have { $most }.
digest-history = The last issues
digest-history-none = None yet.
digest-outcome-claimed = being made
digest-outcome-composed = about to be posted
digest-outcome-sent = posted, its thread is being filled
digest-outcome-done = posted
digest-outcome-empty = nothing was new
digest-outcome-given-up = not posted
digest-preview = A preview: only you see it. This would be posted in { $channel } now.
digest-preview-earlier = A preview: only you see it. Nothing new fits yet; from the papers that came last, this would have been posted in { $channel }.
digest-now-sent = Posted in { $channel }.
digest-now-empty =
    { $count ->
        [0] Nothing has come in since the last issue, so nothing was posted.
        [one] 1 new paper, which does not fit, so nothing was posted.
       *[other] { $count } new papers, none of which fits, so nothing was posted.
    }
digest-now-busy = An issue of this digest is just being made. It will be there in a moment.
digest-now-later = It could not be posted in { $channel } just now. It will be, as soon as that is possible.
digest-now-barred = It cannot be posted in { $channel }; the digest rests. /{ cmd-digest } { cmd-digest-edit } says why.
digest-rests = The digest for { $channel } in { $server } rests
digest-rests-gone = Its channel is gone. Choose another with /{ cmd-digest } { cmd-digest-edit }, then use /{ cmd-digest } { cmd-digest-resume }; or end it with /{ cmd-digest } { cmd-digest-unsubscribe }.
digest-rests-barred = I may not post there any more. Let me see the channel, read its history and write, then use /{ cmd-digest } { cmd-digest-resume }.

## The post
digest-heading = Papers of { DATETIME($day, dateStyle: "full") }
digest-heading-week = The week’s papers, { DATETIME($day, dateStyle: "long") }
digest-nothing =
    { $count ->
        [0] Nothing new came in.
        [one] 1 new paper came in; it does not fit.
       *[other] { $count } new papers came in; none fits.
    }
digest-considered =
    { $count ->
        [one] Chosen from 1 new paper
       *[other] Chosen from { $count } new papers
    }
digest-in-thread =
    { $count ->
        [one] 1 more in the thread
       *[other] { $count } more in the thread
    }
digest-thread = More papers of { DATETIME($day, dateStyle: "long") }
digest-rest = More papers of { DATETIME($day, dateStyle: "long") }
digest-chart-total =
    { $count ->
        [one] 1 paper
       *[other] { $count } papers
    }
digest-why = Why these papers?
digest-why-about =
    { $count ->
        [one] Of 1 new paper. What speaks for each, the weightiest first; votes change it from the next issue on.
       *[other] Of { $count } new papers. What speaks for each, the weightiest first; votes change it from the next issue on.
    }
digest-why-topic = matches “{ $text }”
digest-why-author = by { $text }, a favoured author
digest-why-upvotes =
    { $count ->
        [one] 1 upvote
       *[other] { $count } upvotes
    }
digest-why-liked = like “{ $text }”, which this channel liked
digest-why-disliked = like “{ $text }”, which this channel did not like
digest-why-include = mentions “{ $text }”
digest-why-category = in { $text }
digest-why-new = new
digest-weight-decisive = decisive
digest-weight-much = weighs much
digest-weight-little = weighs a little
digest-weight-against = against it

## Buttons
digest-button-why = Why these?
digest-button-up = Like
digest-button-down = Dislike
digest-button-go-there = Go to it
digest-button-open = Open
digest-button-rest =
    { $count ->
        [one] 1 more
       *[other] { $count } more
    }
digest-button-again = Correct
digest-button-go-on = Go on
digest-button-words = Topics and words…
digest-button-when = Time and place…
digest-button-preview = Preview
digest-button-pause = Pause
digest-button-resume = Resume
digest-button-unsubscribe = Unsubscribe…
digest-button-remove = End it
digest-button-keep = Keep it
digest-button-edit = Edit
