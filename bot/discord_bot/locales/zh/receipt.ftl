# 回答是怎样得出的。
cmd-why = 为什么
cmd-why-about = 查看一个回答是怎样得出的

receipt-button = 为什么这样回答？
receipt-title = 为什么这样回答？
receipt-answered = 已回答
receipt-refused =
    { $reason ->
        [far] 未回答：文库里没有足够接近的内容
        [detail]
            { $read ->
                [paper] 未回答：没有论文说明这个细节
               *[abstract] 未回答：没有摘要说明这个细节
            }
       *[declined]
            { $read ->
                [paper] 未回答：论文没有回答这个问题
               *[abstract] 未回答：摘要回答不了这个问题
            }
    }
receipt-confidence = 置信度 { NUMBER($confidence, minimumFractionDigits: 2, maximumFractionDigits: 2) }，至少需要 { NUMBER($cutoff, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-papers = 找到的论文
receipt-scores = 得分 { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) } · 关键词 { NUMBER($lexical, minimumFractionDigits: 1, maximumFractionDigits: 1) } · 语义 { NUMBER($dense, minimumFractionDigits: 2, maximumFractionDigits: 2) } · 重排 { NUMBER($alignment, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-sentences = 核对过的句子
receipt-verdict = { $verdict } { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-label =
    { $label ->
        [supported] 有依据
        [contradicted] 相矛盾
       *[unsupported] 无依据
    }
receipt-fates = 模型写的句子：{ $fates }
receipt-fate =
    { $fate ->
        [struck] 加删除线 { $count }
        [left-out] 略去 { $count }
        [withheld] 隐藏 { $count }
        [declining] 未作答 { $count }
        [replaced] 弃用草稿 { $count }
       *[shown] 显示 { $count }
    }
receipt-discarded =
    { $fate ->
        [replaced] 属于弃用的草稿
        [left-out] 没有可以核对的内容
       *[declining] 模型写道找不到答案
    }
receipt-withheld =
    { $reason ->
        [markup] 已隐藏：含有会生效的标记
        [link] 已隐藏：只有链接
        [mention] 已隐藏：提及他人或给出联系方式
        [instruction] 已隐藏：向读者或模型发出指示
        [itself] 已隐藏：谈论模型自身
        [language] 已隐藏：不是所要求的语言
        [length] 已隐藏：过长或自我重复
        [hidden] 已隐藏：重复了论文中嵌入的指示
        [unrelated] 已隐藏：与所引论文没有共同用词
       *[other] 由另一版本的 Footnote 隐藏
    }
receipt-more = 还有 { $count } 项
receipt-by-model = 由 { $model } 撰写
receipt-by-nobody = 未使用语言模型
receipt-prompt = 提示词 { $name } { $hash }
receipt-tokens = 输入 { NUMBER($prompt) } 个词元，输出 { NUMBER($completion) } 个
receipt-cost = { NUMBER($cost, minimumFractionDigits: 2, maximumFractionDigits: 6) } 美元
receipt-cost-unknown = 费用未知
receipt-times = { NUMBER($total, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒：检索 { NUMBER($search, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒，撰写 { NUMBER($model, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒
receipt-library = 文库中有 { NUMBER($count) } 篇论文，嵌入模型 { $embedder }
receipt-made = { DATETIME($day, dateStyle: "long") } · Footnote { $version }
receipt-id = 凭据 { $id }
receipt-gone = 此回答没有可用的凭据。
receipt-gone-todo =
    { $days ->
        [0] 这里不保存凭据。
       *[other] 这里的凭据保存 { $days } 天。
    }
receipt-nothing-here = 我在这里还没有回答过问题。
receipt-nothing-here-todo = 请在有回答的地方使用 /{ cmd-why }。
