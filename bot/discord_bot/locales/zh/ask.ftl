# 问题与回答。
cmd-ask = 提问
cmd-ask-about = 向文库提问；每句话都带脚注
cmd-ask-opt-question = 问题
cmd-ask-opt-question-about = 你的问题
cmd-ask-opt-category = 分类
cmd-ask-opt-category-about = 开始输入名称或代码，例如 cs.CV
cmd-ask-opt-year-from = 起始年份
cmd-ask-opt-year-from-about = 只看这一年及以后的论文
cmd-ask-opt-year-to = 截止年份
cmd-ask-opt-year-to-about = 只看这一年及以前的论文
cmd-ask-opt-author = 作者
cmd-ask-opt-author-about = 只看这位作者的论文
cmd-ask-opt-source = 来源
cmd-ask-opt-source-about = 只看这个来源的论文，例如 arxiv
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
ask-not-yours-todo = 请用 /提问 自己提问。
ask-at-it = 正在生成新的回答。
ask-no-mentions = Footnote 在那个服务器里不回应提及。
ask-no-mentions-todo = 请改用 /提问。
ask-too-many = 你之前的问题仍在回答中。
ask-too-many-todo = 请等回答完成后再问。
ask-budget-user = 你已达到今天的 AI 使用上限，因此此回答只有引文。
ask-budget-server = 此服务器已达到今天的 AI 使用上限，因此此回答只有引文。
ask-budget-all = 今天的 AI 使用上限已到，因此此回答只有引文。
ask-cost = { $tokens } 个词元，{ $dollars } 美元。
ask-cost-unknown = { $tokens } 个词元。
ask-rate-user = 你提问的速度超过了 Footnote 的回答速度。
ask-rate-channel = 此频道提问的速度超过了 Footnote 的回答速度。
ask-rate-server = 此服务器提问的速度超过了 Footnote 的回答速度。
ask-rate-todo = 请一分钟后再问。
ask-flagged = Footnote 不回答这个问题。
ask-flagged-todo = 请提问与论文有关的内容。
ask-answered-before =
    { $minutes ->
        [0] 刚刚有人问过同样的问题。
       *[other] { $minutes } 分钟前有人问过同样的问题。
    }
ask-regenerate = 在菜单中选择“{ rendering-button-again }”可得到新的回答。
ask-elsewhere = 回答无法显示在你提问的地方，所以发到这里。
ask-late = 回答用时过长，未能显示在你提问的地方。
ask-how = 你想了解什么？
ask-how-text = 提及我并附上问题，使用 `/提问`，或回复我的回答继续追问。
ask-form-title = 继续提问
ask-form-question = 你的问题
ask-form-placeholder = 与之前的工作相比如何？
ask-there = 你的问题已移到子区。
ask-below = 无法创建子区，因此在本频道回答。
ask-direct = 回答无法显示在这里，已发到你的私信中。
ask-unanswered = 你的问题没有得到回答。
ask-go = 前往
