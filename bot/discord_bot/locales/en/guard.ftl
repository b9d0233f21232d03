# Limits that a question meets: rates, moderation, budgets.

guard-budget =
    { $scope ->
        [user] You have reached today’s AI limit, so this answer uses quotes only.
        [server] This server has reached today’s AI limit, so this answer uses quotes only.
       *[all] Today’s AI limit is reached, so this answer uses quotes only.
    }
guard-rate =
    { $scope ->
        [user] You are asking faster than Footnote can answer.
        [channel] This channel is asking faster than Footnote can answer.
       *[server] This server is asking faster than Footnote can answer.
    }
guard-rate-todo = Please ask again in a minute.
guard-flagged = Footnote does not answer that.
guard-flagged-todo = Ask something about the papers.
