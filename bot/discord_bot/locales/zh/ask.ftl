# 问题与回答。
cmd-ask = 提问
cmd-ask-about = 向文库提问；每句话都带脚注
cmd-ask-opt-question = 问题
cmd-ask-opt-question-about = 你的问题
cmd-ask-opt-paper-about = 只根据这篇论文回答：输入标题时会显示候选论文；也可以用编号、链接或 DOI
cmd-ask-opt-category = 分类
cmd-ask-opt-category-about = 输入名称或代码时会显示候选项，例如 cs.CV
cmd-ask-opt-year-from = 起始年份
cmd-ask-opt-year-from-about = 只用这一年及以后的论文
cmd-ask-opt-year-to = 截止年份
cmd-ask-opt-year-to-about = 只用这一年及以前的论文
cmd-ask-opt-author = 作者
cmd-ask-opt-author-about = 只用这位作者的论文
cmd-ask-opt-source = 来源
cmd-ask-opt-source-about = 只用这个来源的论文，例如 arxiv
cmd-ask-opt-model = 模型
cmd-ask-opt-model-about = 回答用的语言模型（默认：服务器的设置）

ask-empty = 你的问题是空的。
ask-empty-todo = 请写下问题。
ask-unknown-model = “{ $model }”不是这里可用的模型。
ask-unknown-model-todo = 请在选项“{ cmd-ask-opt-model }”里选一个，或不填。
ask-closing = Footnote 即将重启。
ask-closing-todo = 请一分钟后再问。
ask-cut = Footnote 正在重启，回答被中断。
ask-cut-todo = 请一分钟后再问。
ask-forgotten = 这个回答已不再保存。
ask-forgotten-todo = 请重新提问以获得新的回答。
ask-not-yours = 只有提问者或服务器管理者可以重新生成这个回答。
ask-not-yours-todo = 请用 /{ cmd-ask } 自己提问。
ask-at-it = 正在生成新的回答。
ask-no-mentions = Footnote 在那个服务器里不回应提及。
ask-no-mentions-todo = 请改用 /{ cmd-ask }。
ask-cost = { $tokens } 个词元，{ $dollars } 美元。
ask-cost-unknown = { $tokens } 个词元。
ask-answered-before =
    { $minutes ->
        [0] 刚刚有人问过同样的问题。
       *[other] { $minutes } 分钟前有人问过同样的问题。
    }
ask-regenerate = 在菜单中选择“{ rendering-button-again }”可得到新的回答。
ask-elsewhere = 回答无法显示在你提问的地方，所以发到这里。
ask-late = 回答用时过长，未能显示在你提问的地方。
ask-how = 你想了解什么？
ask-how-text = 提及我并附上问题，使用 `/{ cmd-ask }`，或回复我的回答来追问。
ask-form-title = 追问
ask-form-question = 你的问题
ask-form-placeholder = 与之前的工作相比如何？
ask-there = 你的问题已移到子区。
ask-below = 无法创建子区，因此在本频道回答。
ask-direct = 回答无法显示在这里，已发到你的私信中。
ask-unanswered = 你的问题没有得到回答。
ask-go = 前往
ask-button-delete-ask = 删除…
ask-button-delete = 删除
ask-delete = 要删除这个问题及其回答吗？
ask-delete-about = 回答会对所有人消失，我保存的相关内容也会被删除，且无法撤销。
ask-deleted = 已删除。
ask-deleted-not-message = 我保存的相关内容已删除，但 Discord 不允许我删除那条消息。你可以在 Discord 中自行删除。
ask-not-yours-to-delete = 只有提问者或本服务器的管理者可以删除这个回答。
