# 回答、论文和列表周围的文字。

## 回答
rendering-thinking = 正在检索文库…
rendering-reading =
    { $read ->
        [paper] 正在阅读 { $papers } 篇论文…
       *[abstract] 正在阅读 { $papers } 篇摘要…
    }
rendering-waiting =
    { $before ->
        [0] 下一个就轮到你。
       *[other] 正在排队，你前面还有 { $before } 个问题。
    }
rendering-writing = 仍在撰写…
rendering-nothing-supported =
    { $read ->
        [paper] 没有句子得到论文支持。
       *[abstract] 没有句子得到摘要支持。
    }
rendering-quoted =
    { $read ->
        [accounts] 引文（未使用语言模型）
        [paper] 摘自论文原文（未使用语言模型）
       *[abstract] 摘自论文摘要（未使用语言模型）
    }
rendering-quoted-instead =
    { $read ->
        [accounts] 引文
        [paper] 摘自论文原文
       *[abstract] 摘自论文摘要
    }
rendering-accounts = 文字是为 Footnote 撰写的介绍；作者的摘要请见链接。
rendering-section-cut = 该章节对语言模型来说过长，只读取了其中一部分。
rendering-from-catalog = 来自文库的记录
rendering-fell =
    { $read ->
        [paper]
            { $how ->
                [declined] 语言模型拒绝回答，以下是论文中的引文。
                [too-long] 内容太长，语言模型无法处理，以下是论文中的引文。
                [strayed] 论文不支持语言模型的草稿，以下是论文中的引文。
                [over-budget] 今天已达到 AI 使用上限，以下是论文中的引文。
                [partly] 语言模型的草稿没有论文支持之处，改用论文中的引文。
               *[failed] 语言模型没有回应，以下是论文中的引文。
            }
       *[abstract]
            { $how ->
                [declined] 语言模型拒绝回答，以下是摘要中的引文。
                [too-long] 内容太长，语言模型无法处理，以下是摘要中的引文。
                [strayed] 摘要不支持语言模型的草稿，以下是摘要中的引文。
                [over-budget] 今天已达到 AI 使用上限，以下是摘要中的引文。
                [partly] 语言模型的草稿没有摘要支持之处，改用摘要中的引文。
               *[failed] 语言模型没有回应，以下是摘要中的引文。
            }
    }
rendering-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒
rendering-left-out = 已略去 { $count } 句没有摘要支持的话
rendering-struck = { $count } 句没有摘要支持的话已加删除线
rendering-withheld = 已隐藏 { $count } 句
rendering-unverified = 未证实
rendering-searched = 检索内容：{ $question }

## 回答上方的一行
rendering-lead =
    { $key ->
        [nearest] **最接近的内容：**
        [best-papers] 最相关的 **{ $count } 篇论文**；更多请用 /{ cmd-search } { $value }：
        [not-compared] 文库中**没有**与“{ $value }”相符的论文，因此无法对比。
        [no-papers] 文库中**没有**与此相关的论文。
        [no-limitation]
            { $title }
            { "" }**{ $read ->
                [paper] 在论文中没有找到局限性。
               *[abstract] 在摘要中没有找到局限性。
            }**
        [no-future-work]
            { $title }
            { "" }**{ $read ->
                [paper] 在论文中没有找到未来工作。
               *[abstract] 在摘要中没有找到未来工作。
            }**
        [authors]
            { $title }
            作者：{ $value }
        [published]
            { $title }
            发表时间：{ $value }
        [venue]
            { $title }
            发表于：{ $value }
        [link]
            { $title }
            { $value }
        [categories]
            { $title }
            分类：{ $value }
        [records] 可能是以下论文：
        [paper-count]
            { $count ->
                [0] 文库中**没有论文**。
               *[other] 文库中有 **{ $count } 篇论文**。
            }
        [papers-of-year]
            { $count ->
                [0] 文库中**没有** { $value } 年的论文。
               *[other] 文库中有 **{ $count } 篇** { $value } 年的论文：
            }
        [papers-of-author]
            { $count ->
                [0] 文库中**没有** { $value } 的论文。
               *[other] 文库中有 **{ $count } 篇** { $value } 的论文：
            }
        [papers-with-title]
            { $count ->
                [0] **没有**论文的标题含有“{ $value }”。
               *[other] 有 **{ $count } 篇**论文的标题含有“{ $value }”：
            }
        [newest]
            文库中最新的 { $count } 篇论文：
            { $title }
            发表时间：{ $value }
        [oldest]
            文库中最早的 { $count } 篇论文：
            { $title }
            发表时间：{ $value }
        [library] 文库中有 **{ $count } 篇论文**：{ $value }
        [newest-papers] 文库中最新的论文：
        [oldest-papers] 文库中最早的论文：
        [not-dated] 文库中的论文都没有日期。
        [not-recorded]
            { $title }
            文库没有记录这项信息。
        [greeting]
            👋 你好！我根据这个文库中的论文回答问题。
            例如：*{ $value }*
        [thanks]
            不客气！随时可以继续提问。
            例如：*{ $value }*
        [goodbye] 👋 再见！文库随时开放。
        [help]
            我根据这个文库中的 { $count } 篇论文回答问题，并为每句话注明出处。我还可以列出、对比和总结论文，并每天发布速递。
            例如：*{ $value }*
        [no-question]
            我只回答与这个文库中的论文有关的问题。
            例如：*{ $value }*
        [empty-library] **文库是空的**，还没有可以用来回答的内容。请用 /{ cmd-library } { cmd-library-add } 添加论文。
       *[papers] 有 **{ $count } 篇论文**与此相关：
    }

## 无法回答
rendering-refused =
    { $read ->
        [paper] 文库里没有内容能回答这个问题。
       *[abstract] 文库里没有摘要能回答这个问题。
    }
rendering-missing =
    { $read ->
        [paper] 论文中没有说明：{ $what }
        [passages] 在读过的段落中没有找到：{ $what }
       *[abstract] 摘要中没有说明：{ $what }
    }
rendering-closest = 最接近的论文：
rendering-nearest = 文库里最接近的论文：
rendering-refused-nothing = 文库里没有相近的内容。
rendering-refused-filtered = 文库里没有论文符合筛选条件。
rendering-refused-hint = 换个说法再问，或用 /{ cmd-library } { cmd-library-add } 添加合适的论文。

## 来源与依据
rendering-sources = 来源
rendering-no-sources = 这个回答没有引用论文。
rendering-evidence = 依据
rendering-evidence-hint =
    { $read ->
        [paper] 每句话下方是支持它的论文原文。
       *[abstract] 每句话下方是支持它的摘要原文。
    }
rendering-evidence-quotes =
    { $read ->
        [paper] 引文以粗体显示，并附上它在论文中的上下文。
       *[abstract] 引文以粗体显示，并附上它在摘要中的上下文。
    }
rendering-evidence-printed = 支持每句话的原文已在论文页面上标出。
rendering-verbatim = 逐字引用
rendering-location =
    { $by ->
        [page] 第 { $names } 页
        [section] 第 { $names } 节
       *[name] { $names }
    }
rendering-passage =
    { $kind ->
        [table] 表格
        [caption] 图表说明
       *[footnote] 脚注
    }
rendering-read =
    { $read ->
        [paper] 全文
       *[abstract] 仅摘要
    }
rendering-citation-found = 引用由 Footnote 找到
rendering-citation-corrected = 引用已更正，原为 { $numbers }
rendering-no-evidence = 这个回答没有可以展示的依据。

## 论文
rendering-two-authors = { $first }、{ $second }
rendering-and-others = { $first } 等
rendering-and-more = { $names } 等，另有 { $more } 人
rendering-published = { DATETIME($day, dateStyle: "long") }
rendering-no-abstract = 文库里没有这篇论文的摘要。
rendering-withdrawn = ⚠ 已撤回
rendering-withdrawn-because = ⚠ 已撤回：{ $reason }
rendering-uploaded = 由成员上传
rendering-origin =
    { $origin ->
        [service] 取自论文来源
        [operator] 由机器人的运营者导入
        [starter] 随 Footnote 附带：正文是为 Footnote 撰写的简短介绍，而非作者的摘要
        [member] 由成员上传
       *[unknown] 在 Footnote 开始记录来源之前添加
    }
rendering-field =
    { $field ->
        [abstract] 摘要
        [authors] 作者
        [date] 日期
        [categories] 分类
        [link] 链接
        [id] 编号或 DOI
        [version] 版本
        [withdrawal] 撤回
       *[title] 标题
    }
rendering-empty-library = 文库是空的。请用 /{ cmd-library } { cmd-library-add } 添加论文。
rendering-more-papers = 另有 { $count } 篇

## 检索
rendering-hits = “{ $query }”的检索结果
rendering-filters = 筛选：{ $filters }
rendering-years-from = { $year } 年及以后
rendering-years-to = { $year } 年及以前
rendering-years = { $first }–{ $last } 年
rendering-filter =
    { $field ->
        [categories] 分类 { $names }
        [authors] 作者 { $names }
        [paper] 论文 { $names }
       *[sources] 来源 { $names }
    }
rendering-nothing-found = 没有找到。请换个说法试试。
rendering-only-meaning = 没有论文含有这些词。意思最接近的论文：
rendering-nothing-found-filtered = 没有找到。请换个说法，或减少筛选条件。
rendering-choose-papers = 选择论文…
rendering-page = 第 { $page } 页，共 { $pages } 页
rendering-related = 与以下论文相关
rendering-nothing-related = 文库里没有相关的论文。
rendering-chosen = 已选 { $count } 篇论文

## 总结
rendering-choose-style = 换一种总结方式…
rendering-style =
    { $style ->
        [structured] 按章节
        [key-points] 要点
        [technical] 专业
        [plain] 通俗易懂
        [abstract] 摘要
       *[tldr] 一句话总结
    }

## 对比
rendering-compared = { $count } 篇论文对比
rendering-aspect =
    { $aspect ->
        [method] 方法
        [data] 数据
        [results] 结果
        [question] 研究问题
        [design] 设计与干预
        [outcome] 结局指标
        [limitations] 局限
       *[problem] 问题
    }
rendering-not-stated =
    { $read ->
        [paper] 论文中未提及
        [passages] 读过的段落中未找到
       *[abstract] 摘要中未提及
    }
rendering-shortened = 此处有删节，完整内容见附表。

## 提示
rendering-incident = 事件编号 { $incident }
rendering-bibtex-file = BibTeX 条目（文件）

## 按钮
rendering-button-evidence = 依据
rendering-button-sources = 来源
rendering-button-bibtex = BibTeX
rendering-button-again = 重新生成
rendering-button-follow = 追问
rendering-button-post = 发到频道
rendering-more = 更多…
rendering-button-open = 打开
rendering-button-summarize = 总结
rendering-button-related = 相关论文
rendering-button-compare = 对比
rendering-button-shelf = 收藏
rendering-button-card = 详情
rendering-button-paper = 阅读论文
rendering-button-before = 上一页
rendering-button-after = 下一页

## Next questions
rendering-ask =
    { $kind ->
        [compare] 对比 { $first } 和 { $second }
        [limitations] { $first } 有什么局限？
        [results] { $first } 的结果如何？
       *[method] { $first } 的原理是什么？
    }

## Posts
rendering-posted-by = 由 { $person } 发布
rendering-cannot-post = 你没有在此频道发消息的权限。
rendering-cannot-post-todo = 请向管理员申请在这里发送消息的权限。
