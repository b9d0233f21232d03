# Questions and their answers.
cmd-ask = ask
cmd-ask-about = Ask the library; every sentence carries a footnote
cmd-ask-opt-question = question
cmd-ask-opt-question-about = Your question
cmd-ask-opt-paper-about = Only from this paper: start typing its title, or give an id, link or DOI
cmd-ask-opt-category = category
cmd-ask-opt-category-about = Start typing a name or code, such as cs.CV
cmd-ask-opt-year-from = year_from
cmd-ask-opt-year-from-about = Only papers from this year or later
cmd-ask-opt-year-to = year_to
cmd-ask-opt-year-to-about = Only papers up to this year
cmd-ask-opt-author = author
cmd-ask-opt-author-about = Only papers by this author
cmd-ask-opt-source = source
cmd-ask-opt-source-about = Only papers from this source, such as arxiv
cmd-ask-opt-model = model
cmd-ask-opt-model-about = The language model that answers (default: the server’s)

ask-empty = Your question is empty.
ask-empty-todo = Write your question.
ask-unknown-model = “{ $model }” is not one of the models here.
ask-unknown-model-todo = Choose one in the option “{ cmd-ask-opt-model }”, or leave it out.
ask-closing = Footnote is about to restart.
ask-closing-todo = Please ask again in a minute.
ask-cut = The answer was cut short because Footnote restarts.
ask-cut-todo = Please ask again in a minute.
ask-forgotten = This answer is no longer stored.
ask-forgotten-todo = Ask the question again to get a new one.
ask-not-yours = Only the person who asked, or a manager of this server, can regenerate this answer.
ask-not-yours-todo = Ask the question yourself with /{ cmd-ask }.
ask-at-it = A new answer is already being generated.
ask-no-mentions = Footnote does not answer mentions in that server.
ask-no-mentions-todo = Use /{ cmd-ask } there instead.
ask-cost = { $tokens } tokens, { $dollars } US dollars.
ask-cost-unknown = { $tokens } tokens.
ask-answered-before =
    { $minutes ->
        [0] Somebody just asked the same question.
        [one] The same question was asked a minute ago.
       *[other] The same question was asked { $minutes } minutes ago.
    }
ask-regenerate = Use “{ rendering-button-again }” in the menu for a new answer.
ask-elsewhere = Your answer could not be shown where you asked for it, so here it is.
ask-late = The answer took too long to be shown where you asked for it.
ask-how = What would you like to know?
ask-how-text = Mention me with a question, use `/{ cmd-ask }`, or reply to one of my answers to follow up.
ask-form-title = Ask a follow-up
ask-form-question = Your question
ask-form-placeholder = And how does it compare with earlier work?
ask-there = Your question was moved to the thread.
ask-below = I could not open a thread, so the answer is in this channel.
ask-direct = The answer could not be shown here, so it is in your direct messages.
ask-unanswered = Your question was not answered.
ask-go = Go there
ask-button-delete-ask = Delete…
ask-button-delete = Delete
ask-delete = Delete this question and its answer?
ask-delete-about = The answer disappears for everyone, and what I stored about it is erased. This cannot be undone.
ask-deleted = Deleted.
ask-deleted-not-message = What I stored about it is erased, but Discord did not let me delete the message. You can delete it in Discord.
ask-not-yours-to-delete = Only the person who asked, or a manager of this server, can delete this answer.
