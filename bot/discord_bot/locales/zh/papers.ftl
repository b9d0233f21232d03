# 检索、论文、总结、对比、热门。

## Commands
cmd-search = 检索
cmd-search-about = 在文库里查找论文
cmd-search-opt-query = 关键词
cmd-search-opt-query-about = 词语、“精确短语”、作者或编号
cmd-search-opt-sort = 排序
cmd-search-opt-sort-about = 结果的顺序
cmd-search-sort-relevance = 按相关度
cmd-search-sort-newest = 最新在前
cmd-search-sort-oldest = 最早在前
cmd-search-opt-category = 分类
cmd-search-opt-category-about = 输入名称或代码时会显示候选项，例如 cs.CV
cmd-search-opt-year-from = 起始年份
cmd-search-opt-year-from-about = 这一年及以后
cmd-search-opt-year-to = 截止年份
cmd-search-opt-year-to-about = 这一年及以前
cmd-search-opt-author = 作者
cmd-search-opt-author-about = 这位作者的论文
cmd-search-opt-source = 来源
cmd-search-opt-source-about = 这个来源的论文，例如 arxiv

cmd-paper = 论文
cmd-paper-about = 显示一篇论文：摘要、链接、BibTeX
cmd-opt-paper = 论文
cmd-opt-paper-about = 输入标题时会显示候选论文；也可以用编号、链接或 DOI

cmd-summarize = 总结
cmd-summarize-about = 用你选择的方式和语言总结论文或其中一节
cmd-summarize-opt-style = 方式
cmd-summarize-opt-style-about = 怎样总结
cmd-summarize-opt-section = 章节
cmd-summarize-opt-section-about = 只总结这一节（需要库中有论文全文）
cmd-summarize-opt-language = 语言
cmd-summarize-opt-language-about = 语言（需要语言模型）

cmd-related = 相关论文
cmd-related-about = 查找与一篇论文相关的论文

cmd-compare = 对比
cmd-compare-about = 逐项对比两到五篇论文
cmd-compare-opt-paper1 = 论文1
cmd-compare-opt-paper2 = 论文2
cmd-compare-opt-paper3 = 论文3
cmd-compare-opt-paper4 = 论文4
cmd-compare-opt-paper5 = 论文5
cmd-compare-opt-paper1-about = 输入标题时会显示候选论文；也可以用编号、链接或 DOI
cmd-compare-opt-paper2-about = { cmd-compare-opt-paper1-about }
cmd-compare-opt-paper3-about = 再加一篇（可选）
cmd-compare-opt-paper4-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-paper5-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-aspects = 方面
cmd-compare-opt-aspects-about = 要对比的方面，用逗号隔开

cmd-trending = 热门
cmd-trending-about = 查看一天、一周或一个月的热门论文
cmd-trending-opt-period = 时段
cmd-trending-opt-period-about = 统计多长时间内的热门论文
cmd-trending-period-day = 一天
cmd-trending-period-week = 一周
cmd-trending-period-month = 一个月

cmd-explain = 解释这篇论文
cmd-key-points = 这篇论文的要点

## Search
papers-empty-query = 检索内容为空。
papers-forgotten = 此内容已过期。
papers-forgotten-todo = 请重新运行命令。
papers-gone =
    { $count ->
       *[other] 你选的论文已不在文库里。
    }
papers-gone-todo = 请重新检索，查看现有的论文。

## One paper
papers-not-translated = 没有语言模型，因此这些是论文原文语言的引文，而不是{ $language }。
papers-no-section = 这篇论文没有“{ $section }”这一节。
papers-no-section-todo = 现有章节：{ $sections }
papers-only-abstract = 库中只有这篇论文的摘要，没有章节。
papers-only-abstract-todo = 请不要指定章节，或用 /{ cmd-library } { cmd-library-add } 添加论文的 PDF。

## Comparisons
papers-compare-with = 对比对象
papers-choose-to-compare = 选择一到四篇论文…
papers-nothing-to-compare = 文库里没有可以与它对比的其他论文。
papers-picture = 以图片呈现的对比，内容与文字相同：{ $titles }
papers-table = 以表格呈现的对比，每一格都附有支持它的论文原文
papers-button-aspects = 其他方面
papers-aspects-title = 按其他方面对比
papers-aspects-label = 方面，每行一个，最多十个
papers-aspects-hint = 方法、数据、结果…

## Trending
papers-trending =
    { $of ->
        [day] 今日热门
        [week] 本周热门
        [month] 本月热门
       *[added] 最近加入文库的论文
    }
papers-trending-by =
    { $order ->
        [upvotes] 按读者的点赞数排序。
        [newest] 这段时间的论文没有投票，因此列出最新的。
       *[added] 文库里没有这段时间的论文，因此列出最近加入的。
    }
papers-trending-votes =
    { $count ->
       *[other] ▲ { $count } 票
    }

## Explain this paper
papers-explain-which = 你指的是哪一篇？
papers-explain-nothing = 我没有在这条消息里找到论文。
papers-explain-nothing-todo = 请在带有链接、arXiv 编号、DOI 或论文确切标题的消息上使用。
papers-explain-unknown = 文库里没有 { $papers }。
papers-explain-unknown-todo = 请先用 /{ cmd-library } { cmd-library-add } 添加，然后再试。
papers-explain-add = 添加 { $paper }
