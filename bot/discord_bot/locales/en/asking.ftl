# Questions and their answers.
cmd-ask = ask
cmd-ask-about = Ask the library; every sentence carries a footnote
cmd-ask-opt-question = question
cmd-ask-opt-question-about = Your question
cmd-ask-opt-category = category
cmd-ask-opt-category-about = For example cs.CL; cs includes cs.CL
cmd-ask-opt-year-from = year_from
cmd-ask-opt-year-from-about = Only papers from this year or later
cmd-ask-opt-year-to = year_to
cmd-ask-opt-year-to-about = Only papers up to this year
cmd-ask-opt-author = author
cmd-ask-opt-author-about = Only papers by this author
cmd-ask-opt-source = source
cmd-ask-opt-source-about = Only papers from this source, such as arxiv

asking-empty = Your question is empty.
asking-empty-todo = Write your question.
asking-closing = Footnote is about to restart.
asking-closing-todo = Please ask again in a minute.
asking-cut = The answer was cut short because Footnote restarts.
asking-cut-todo = Please ask again in a minute.
asking-forgotten = This answer is no longer stored.
asking-forgotten-todo = Ask the question again to get a new one.
asking-not-yours = Only the person who asked, or a manager of this server, can regenerate this answer.
asking-not-yours-todo = Ask the question yourself with /ask.
asking-at-it = A new answer is already being generated.
asking-no-mentions = Footnote does not answer mentions in that server.
asking-no-mentions-todo = Use /ask there instead.
asking-too-many = Your earlier questions are still being answered.
asking-too-many-todo = Ask again once they are answered.
asking-budget-user = You have reached today’s AI limit, so this answer uses quotes only.
asking-budget-server = This server has reached today’s AI limit, so this answer uses quotes only.
asking-budget-all = Today’s AI limit is reached, so this answer uses quotes only.
asking-cost = { $tokens } tokens, { $dollars } US dollars.
asking-cost-unknown = { $tokens } tokens.
asking-rate-user = You are asking faster than Footnote can answer.
asking-rate-channel = This channel is asking faster than Footnote can answer.
asking-rate-server = This server is asking faster than Footnote can answer.
asking-rate-todo = Please ask again in a minute.
asking-flagged = Footnote does not answer that.
asking-flagged-todo = Ask something about the papers.
asking-answered-before =
    { $minutes ->
        [0] Somebody just asked the same question. Use “Regenerate” for a new answer.
        [one] The same question was asked a minute ago. Use “Regenerate” for a new answer.
       *[other] The same question was asked { $minutes } minutes ago. Use “Regenerate” for a new answer.
    }
asking-elsewhere = Your answer could not be shown where you asked for it, so here it is.
asking-late = The answer took too long to be shown where you asked for it.
asking-how = What would you like to know?
asking-how-text = Mention me with a question, use `/ask`, or reply to one of my answers to follow up.
asking-form-title = Ask a follow-up
asking-form-question = Your question
asking-form-placeholder = And how does it compare with earlier work?
asking-there = Your question was moved to the thread.
asking-below = I could not open a thread, so the answer is in this channel.
asking-direct = The answer could not be shown here, so it is in your direct messages.
asking-unanswered = Your question was not answered.
asking-go = Go there
