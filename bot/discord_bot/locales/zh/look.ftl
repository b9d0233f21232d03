# 回答、论文和列表周围的文字。

## 回答
look-thinking = 正在阅读摘要…
look-waiting =
    { $before ->
        [0] 下一个就轮到你。
       *[other] 正在排队，你前面还有 { $before } 个问题。
    }
look-writing = 仍在撰写…
look-nothing-supported = 没有任何句子得到摘要支持。
look-quoted = 摘自论文摘要，未使用语言模型
look-fell-failed = 语言模型没有回应，以下是摘要中的引文。
look-fell-declined = 语言模型拒绝回答，以下是摘要中的引文。
look-fell-too-long = 内容对语言模型来说太长，以下是摘要中的引文。
look-fell-strayed = 摘要不支持语言模型的草稿，以下是摘要中的引文。
look-fell-over-budget = 今天的 AI 使用上限已到，以下是摘要中的引文。
look-fell-partly = 语言模型的草稿没有摘要支持之处，改用摘要中的引文。
look-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒
look-left-out = 略去 { $count } 句没有摘要支持的话
look-struck = { $count } 句没有摘要支持的话已加删除线
look-withheld = 隐藏 { $count } 句
look-unverified = 未证实
look-searched = 检索内容：{ $question }

## 无法回答
look-refused = 文库里没有摘要能回答这个问题。
look-missing = 摘要中没有说明：{ $what }
look-closest = 最接近的论文：
look-nearest = 文库里最接近的论文：
look-refused-nothing = 文库里没有相近的内容：文库可能是空的，或者筛选条件排除了所有论文。
look-refused-hint = 换个说法再问，或用 /{ cmd-library } { cmd-library-add } 添加合适的论文。

## 来源与依据
look-sources = 来源
look-no-sources = 这个回答没有引用论文。
look-evidence = 依据
look-evidence-hint = 每句话下方是支持它的摘要原文。
look-verbatim = 逐字引用
look-no-evidence = 这个回答没有可以展示的依据。

## 论文
look-two-authors = { $first }、{ $second }
look-and-others = { $first } 等
look-and-more = { $names } 等，另有 { $more } 人
look-published = { DATETIME($day, dateStyle: "long") }
look-no-abstract = 文库里没有这篇论文的摘要。
look-withdrawn = ⚠ 已撤回
look-withdrawn-because = ⚠ 已撤回：{ $reason }
look-uploaded = 由成员上传
look-origin-service = 取自其来源
look-origin-operator = 由机器人的运营者导入
look-origin-member = 由成员上传
look-origin-unknown = 在 Footnote 开始记录来源之前添加
look-origin-uploaded = 来自成员上传：{ $fields }
look-field-title = 标题
look-field-abstract = 摘要
look-field-authors = 作者
look-field-date = 日期
look-field-categories = 分类
look-field-link = 链接
look-field-id = 编号或 DOI
look-field-version = 版本
look-field-withdrawal = 撤回
look-no-papers = 还没有论文。
look-more-papers = 另有 { $count } 篇

## 搜索
look-hits = 与“{ $query }”有关的论文
look-filters = 仅限：{ $filters }
look-years-from = { $year } 年起
look-years-to = { $year } 年止
look-years = { $first }–{ $last } 年
look-nothing-found = 没有找到。请换个说法试试。
look-nothing-found-filtered = 没有找到。请换个说法，或减少筛选条件。
look-choose-papers = 选择论文…
look-page = 第 { $page } 页，共 { $pages } 页
look-related = 相关论文，针对
look-nothing-related = 文库里没有相关的论文。
look-chosen = 已选 { $count } 篇论文

## 总结
look-choose-style = 换一种总结方式…
look-style-tldr = 一句话总结
look-style-key-points = 要点
look-style-technical = 专业
look-style-plain = 通俗易懂

## 对比
look-compared = { $count } 篇论文对比
look-aspect-problem = 问题
look-aspect-method = 方法
look-aspect-data = 数据
look-aspect-results = 结果
look-aspect-limitations = 局限
look-not-stated = 摘要中未提及
look-shortened = 此处有删节，完整内容见附表。

## 提示
look-incident = 事件编号 { $incident }
look-bibtex-file = BibTeX 条目（文件）

## 按钮
look-button-evidence = 依据
look-button-sources = 来源
look-button-bibtex = BibTeX
look-button-again = 重新生成
look-button-retry = 再问一次
look-button-follow = 追问
look-button-up = 有帮助
look-button-down = 没帮助
look-button-open = 打开
look-button-summarize = 总结
look-button-related = 相关论文
look-button-compare = 对比
look-button-shelf = 收藏
look-button-card = 详情
look-button-paper = 阅读论文
look-button-before = 上一页
look-button-after = 下一页
