# Questions and their answers.
cmd-ask = ask
cmd-ask-about = Ask the library; every sentence carries a footnote
cmd-ask-opt-question = question
cmd-ask-opt-question-about = What you want to know
cmd-ask-opt-category = category
cmd-ask-opt-category-about = Such as cs.CL; cs has cs.CL too
cmd-ask-opt-year-from = year_from
cmd-ask-opt-year-from-about = From papers of this year on
cmd-ask-opt-year-to = year_to
cmd-ask-opt-year-to-about = From papers up to this year
cmd-ask-opt-author = author
cmd-ask-opt-author-about = From papers by this author
cmd-ask-opt-source = source
cmd-ask-opt-source-about = From papers of this source, such as arxiv

asking-empty = That is no question yet.
asking-empty-todo = Write what you want to know.
asking-closing = Footnote is about to restart.
asking-closing-todo = Please ask again in a minute.
asking-cut = The answer was cut short because Footnote restarts.
asking-cut-todo = Please ask again in a minute.
asking-forgotten = This answer is no longer kept.
asking-forgotten-todo = Ask the question again to get a new one.
asking-not-yours = Only whoever asked, or a manager of this server, can have the answer made anew.
asking-not-yours-todo = Ask the question yourself with /ask.
asking-at-it = A new answer is being made already.
asking-no-mentions = Footnote does not answer mentions in that server.
asking-no-mentions-todo = Use /ask there instead.
asking-too-many = Your earlier questions are still being answered.
asking-too-many-todo = Ask again once they are done.
asking-budget-user = What you may have written by a model today is used up; these are quotes.
asking-budget-server = What this server may have written by a model today is used up; these are quotes.
asking-budget-all = What may be written by a model today is used up; these are quotes.
asking-cost = { $tokens } tokens, { $dollars } US dollars.
asking-cost-unknown = { $tokens } tokens.
asking-rate-user = You are asking faster than Footnote can answer.
asking-rate-channel = So much is being asked in this channel that Footnote cannot keep up.
asking-rate-server = So much is being asked in this server that Footnote cannot keep up.
asking-rate-todo = Please ask again in a minute.
asking-flagged = Footnote does not answer that.
asking-flagged-todo = Ask something about the papers.
asking-answered-before =
    { $minutes ->
        [0] Somebody has just asked the same; “Regenerate” makes a new answer.
        [one] The same was asked a minute ago; “Regenerate” makes a new answer.
       *[other] The same was asked { $minutes } minutes ago; “Regenerate” makes a new answer.
    }
asking-elsewhere = Your answer could not be shown where you asked for it, so here it is.
asking-late = The answer took too long to stand where it was asked for.
asking-how = What would you like to know?
asking-how-text = Mention me together with a question, use `/ask`, or reply to one of my answers to ask further.
asking-form-title = Ask further
asking-form-question = Your question
asking-form-placeholder = And how does it compare with earlier work?
asking-there = Your question was taken to the thread.
asking-below = The answer could not go to a thread, so it is in this channel.
asking-direct = The answer could not be shown here, so it is in your direct messages.
asking-unanswered = Your question was not answered.
asking-go = Go there
