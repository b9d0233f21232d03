# 提问的限制：频率、审核、预算。

guard-budget =
    { $scope ->
        [user] 你已达到今天的 AI 使用上限，因此此回答只有引文。
        [server] 此服务器已达到今天的 AI 使用上限，因此此回答只有引文。
       *[all] 今天已达到 AI 使用上限，因此此回答只有引文。
    }
guard-rate =
    { $scope ->
        [user] 你提问太快，Footnote 来不及回答。
        [channel] 此频道提问太快，Footnote 来不及回答。
       *[server] 此服务器提问太快，Footnote 来不及回答。
    }
guard-rate-todo = 请一分钟后再问。
guard-flagged = Footnote 不回答这个问题。
guard-flagged-todo = 请提问与论文有关的内容。
