# 书架与删除。

## Commands
cmd-shelf = 书架
cmd-shelf-about = 收藏论文，方便以后阅读
cmd-shelf-add = 放入
cmd-shelf-add-about = 把一篇论文放上书架
cmd-shelf-show = 查看
cmd-shelf-show-about = 查看书架
cmd-shelf-remove = 取下
cmd-shelf-remove-about = 把一篇论文从书架取下
cmd-shelf-remove-opt-paper-about = 输入已收藏论文的标题时会显示候选论文
cmd-shelf-export = 导出
cmd-shelf-export-about = 把书架导出为文件
cmd-shelf-export-opt-format = 格式
cmd-shelf-export-opt-format-about = 文件格式
cmd-shelf-export-bibtex = BibTeX
cmd-shelf-export-ris = RIS（Zotero、EndNote）
cmd-shelf-export-csv = CSV（电子表格）
cmd-shelf-export-markdown = Markdown
cmd-shelf-opt-paper = 论文
cmd-shelf-opt-paper-about = 输入标题时会显示候选论文；也可以用编号、链接或 DOI
cmd-shelf-opt-whose = 谁的
cmd-shelf-opt-whose-about = 你自己的书架，或服务器的书架
cmd-shelf-whose-mine = 我的
cmd-shelf-whose-server = 服务器的
cmd-forget-me = 忘记我
cmd-forget-me-about = 查看 Footnote 保存了你的哪些信息，并删除

## Shelves
shelves-kept =
    { $whose ->
        [server]
            { $count ->
                [1] 已放上服务器的书架
               *[other] 已把 { $count } 篇论文放上服务器的书架
            }
       *[mine]
            { $count ->
                [1] 已放上你的书架
               *[other] 已把 { $count } 篇论文放上你的书架
            }
    }
shelves-there-already =
    { $count ->
       *[other] 已经在书架上了
    }
shelves-shelf =
    { $whose ->
        [server]
            { $count ->
                [0] 服务器的书架是空的
               *[other] 服务器的书架：{ $count } 篇
            }
       *[mine]
            { $count ->
                [0] 你的书架是空的
               *[other] 你的书架：{ $count } 篇
            }
    }
shelves-shelf-hint =
    { $whose ->
        [server] 用 /{ cmd-shelf } { cmd-shelf-add } 放入，用 /{ cmd-shelf } { cmd-shelf-export } 导出为文件。
       *[mine] 只有你能看到。可用 /{ cmd-shelf } { cmd-shelf-export } 导出为文件。
    }
shelves-no-server = 这里没有服务器的书架。
shelves-no-server-todo = 请使用你自己的书架，或在添加了 Footnote 的服务器里运行此命令。
shelves-not-there = 这篇论文不在书架上。
shelves-not-there-todo = 用 /{ cmd-shelf } { cmd-shelf-show } 查看书架上的论文。
shelves-not-yours = 这篇论文是别人放入的。
shelves-not-yours-todo = 放入者和服务器管理者可以取下它。
shelves-taken-off = 已从书架取下
shelves-empty = 书架是空的，没有可导出的内容。
shelves-empty-todo =
    { $whose ->
        [server] 请用 /{ cmd-shelf } { cmd-shelf-add } 添加论文，并在选项“{ cmd-shelf-opt-whose }”中选择“{ cmd-shelf-whose-server }”。
       *[mine] 用 /{ cmd-shelf } { cmd-shelf-add }，或论文下方的“{ rendering-button-shelf }”放入论文。
    }
shelves-exported =
    { $count ->
       *[other] 书架上的 { $count } 篇论文已导出为文件
    }

## Forgetting
shelves-forget = Footnote 保存的关于你的信息
shelves-forget-about = 你的问题和回答（用于理解追问）、每个回答是怎样得出的、你对回答的投票、你的书架、你的个人速递，以及你放上服务器书架的论文。
shelves-forget-answers =
    { $count ->
        [0] 没有我可以删除的回答。其余内容删除后无法恢复。
       *[other] 继续的话，我会删除以上全部内容，以及回答你的 { $count } 条消息。此操作无法撤销。
    }
shelves-forget-uploads = 你还上传过 { $count } 篇论文全文。其全文和 PDF 会被删除，所在服务器将无法再就全文提问；标题和摘要会保留，不含你的名字。
shelves-button-forget = 全部删除
shelves-button-keep = 取消
shelves-forgot-nothing = 没有删除任何内容。
shelves-forgotten = 已删除
shelves-erased = 已删除：{ $turns } 个问题及其回答、{ $votes } 次投票、书架上的 { $shelved } 篇论文、{ $digests } 个个人速递。
shelves-erased-uploads = 你上传的 { $count } 篇论文的全文和 PDF 也已删除。
shelves-deleting =
    { $count ->
       *[other] 正在删除我发给你的 { $count } 条消息…
    }
shelves-deleted =
    { $count ->
       *[other] 已删除我发给你的 { $count } 条消息。
    }
shelves-deleted-some = 已删除我发给你的 { $count } 条消息。Discord 不允许我删除另外 { $left } 条，请联系服务器管理者删除。
