# Grenzen, an die eine Frage stößt: Häufigkeit, Moderation, Budgets.

guard-budget =
    { $scope ->
        [user] Du hast das KI-Limit für heute erreicht, darum besteht diese Antwort nur aus Zitaten.
        [server] Dieser Server hat das KI-Limit für heute erreicht, darum besteht diese Antwort nur aus Zitaten.
       *[all] Das KI-Limit für heute ist erreicht, darum besteht diese Antwort nur aus Zitaten.
    }
guard-rate =
    { $scope ->
        [user] Du fragst schneller, als Footnote antworten kann.
        [channel] In diesem Kanal wird schneller gefragt, als Footnote antworten kann.
       *[server] Auf diesem Server wird schneller gefragt, als Footnote antworten kann.
    }
guard-rate-todo = Frag bitte in einer Minute wieder.
guard-flagged = Darauf antwortet Footnote nicht.
guard-flagged-todo = Frag etwas zu den Artikeln.
