# 问题与回答。
cmd-ask = 提问
cmd-ask-about = 向文库提问；每句话都带脚注
cmd-ask-opt-question = 问题
cmd-ask-opt-question-about = 你的问题
cmd-ask-opt-category = 分类
cmd-ask-opt-category-about = 例如 cs.CL；cs 也包含 cs.CL
cmd-ask-opt-year-from = 起始年份
cmd-ask-opt-year-from-about = 只看这一年及以后的论文
cmd-ask-opt-year-to = 截止年份
cmd-ask-opt-year-to-about = 只看这一年及以前的论文
cmd-ask-opt-author = 作者
cmd-ask-opt-author-about = 只看这位作者的论文
cmd-ask-opt-source = 来源
cmd-ask-opt-source-about = 只看这个来源的论文，例如 arxiv

asking-empty = 你的问题是空的。
asking-empty-todo = 请写下问题。
asking-closing = Footnote 即将重启。
asking-closing-todo = 请一分钟后再问。
asking-cut = Footnote 正在重启，回答被中断。
asking-cut-todo = 请一分钟后再问。
asking-forgotten = 这个回答已不再保存。
asking-forgotten-todo = 请重新提问以获得新的回答。
asking-not-yours = 只有提问者或服务器管理者可以重新生成这个回答。
asking-not-yours-todo = 请用 /提问 自己提问。
asking-at-it = 正在生成新的回答。
asking-no-mentions = Footnote 在那个服务器里不回应提及。
asking-no-mentions-todo = 请改用 /提问。
asking-too-many = 你之前的问题仍在回答中。
asking-too-many-todo = 请等回答完成后再问。
asking-budget-user = 你已达到今天的 AI 使用上限，因此此回答只有引文。
asking-budget-server = 此服务器已达到今天的 AI 使用上限，因此此回答只有引文。
asking-budget-all = 今天的 AI 使用上限已到，因此此回答只有引文。
asking-cost = { $tokens } 个词元，{ $dollars } 美元。
asking-cost-unknown = { $tokens } 个词元。
asking-rate-user = 你提问的速度超过了 Footnote 的回答速度。
asking-rate-channel = 此频道提问的速度超过了 Footnote 的回答速度。
asking-rate-server = 此服务器提问的速度超过了 Footnote 的回答速度。
asking-rate-todo = 请一分钟后再问。
asking-flagged = Footnote 不回答这个问题。
asking-flagged-todo = 请提问与论文有关的内容。
asking-answered-before =
    { $minutes ->
        [0] 刚刚有人问过同样的问题。按“重新生成”可得到新的回答。
       *[other] { $minutes } 分钟前有人问过同样的问题。按“重新生成”可得到新的回答。
    }
asking-elsewhere = 回答无法显示在你提问的地方，所以发到这里。
asking-late = 回答用时过长，未能显示在你提问的地方。
asking-how = 你想了解什么？
asking-how-text = 提及我并附上问题，使用 `/提问`，或回复我的回答继续追问。
asking-form-title = 继续提问
asking-form-question = 你的问题
asking-form-placeholder = 与之前的工作相比如何？
asking-there = 你的问题已移到子区。
asking-below = 无法创建子区，因此在本频道回答。
asking-direct = 回答无法显示在这里，已发到你的私信中。
asking-unanswered = 你的问题没有得到回答。
asking-go = 前往
