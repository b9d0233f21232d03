# 文库：添加、列表、移除。

## Commands
cmd-library = 文库
cmd-library-about = 向文库添加论文，并查看其中的内容
cmd-library-add = 添加
cmd-library-add-about = 从文件添加论文，或按链接、编号添加
cmd-library-add-opt-file = 文件
cmd-library-add-opt-file-about = PDF、BibTeX、RIS、CSV、JSON Lines 或保存的网页
cmd-library-add-opt-papers = 论文
cmd-library-add-opt-papers-about = 链接、arXiv 编号或 DOI
cmd-library-list = 列表
cmd-library-list-about = 逐页浏览文库
cmd-library-list-opt-sort = 排序
cmd-library-list-opt-sort-about = 列表的顺序
cmd-library-list-sort-added = 最近加入在前
cmd-library-list-sort-published = 最新发表在前
cmd-library-list-sort-title = 按标题
cmd-library-list-opt-category = 分类
cmd-library-list-opt-category-about = 输入名称或代码时会显示候选项，例如 cs.CV
cmd-library-stats = 统计
cmd-library-stats-about = 统计论文、年份、分类和来源
cmd-library-remove = 移除
cmd-library-remove-about = 移除一篇论文（仅限服务器管理者）
cmd-library-remove-opt-paper = 论文
cmd-library-remove-opt-paper-about = 输入标题时会显示候选论文；也可以用编号、链接或 DOI
cmd-add-papers = 添加这条消息里的论文

## Adding
library-add-nothing = 没有可添加的内容。
library-add-nothing-todo = 请附上文件（PDF、BibTeX、RIS、CSV、JSON Lines 或保存的 Hugging Face Papers 网页），或给出链接或编号。
library-no-reference = 那里没有找到链接、arXiv 编号或 DOI。
library-no-reference-todo = 请用空格隔开，或附上含有论文的文件。
library-message-nothing = 这条消息没有附件，也没有论文的链接、arXiv 编号或 DOI。
library-message-nothing-todo = 请在带有链接、arXiv 编号、DOI 或附件（PDF、BibTeX、RIS、CSV、JSON Lines 或保存的网页）的消息上使用。
library-too-large = 文件 { $name } 太大，不能在这里添加。
library-too-large-todo = 请附上不超过 { $megabytes } MB 的文件。更大的文件可由机器人的运营者用“footnote ingest file”添加。
library-not-received = Discord 没有送达文件 { $name }。
library-not-received-todo = 请重新附上。
library-compressed = 文件 { $name } 是压缩文件。
library-compressed-todo = 请解压后附上里面的文件。
library-not-papers =
    { $kind ->
        [picture] 文件 { $name } 是图片。
        [recording] 文件 { $name } 是音频或视频。
        [document] 文件 { $name } 是带格式的文档。
        [archive] 文件 { $name } 是压缩包。
        [database] 文件 { $name } 是数据库。
       *[other] 文件 { $name } 不是文本。
    }
library-not-papers-todo = 请改为给出论文的 arXiv 或 DOI 链接，或附上论文的 PDF 或描述论文的文件（BibTeX、RIS、CSV、JSON Lines 或保存的 Hugging Face Papers 网页）。
library-not-a-pdf = 文件 { $name } 的名字像 PDF，但并不是 PDF。
library-not-a-pdf-todo = 请用创建它的程序打开，并另存为 PDF。
library-busy = 等待读取的文件太多。
library-busy-todo = 请过几分钟再试。
library-too-slow = 读取文件 { $name } 用时过长，已中止。
library-too-slow-todo = 文件可能太大或嵌套太深。请分成较小的部分，或以 JSON Lines 格式附上。
library-unreadable = 无法读取文件 { $name }：它需要的内存过多，或已损坏。
library-unreadable-todo = 请检查文件是否完整，并分成较小的部分，或以 JSON Lines 格式附上。
library-rate = 你添加论文太快，Footnote 来不及处理。
library-rate-todo = 请一分钟后再试。
library-quota =
    { $scope ->
        [user] 每人每天最多可添加 { $most } 条记录。你今天还可添加 { $left } 条。
       *[server] 每个服务器每天最多可添加 { $most } 条记录。本服务器今天还可添加 { $left } 条。
    }
library-quota-todo =
    { $count ->
        [0] { "" }
       *[other] 你提供的 { $count } 条记录均未添加。
    }每天从 UTC 零点算起。更大的文件可由 Footnote 的运营者用 `footnote ingest` 添加。
library-added =
    { $count ->
       *[other] 已添加 { $count } 篇论文
    }
library-nothing-new = 没有新内容
library-turned-away = 上传不能更改文库中已有的内容
library-not-taken = 《{ $title }》已忽略：{ $fields }。{ $why }
library-not-taken-more = 另有 { $count } 篇仅采用了一部分
library-held-service = 文库中的这篇论文直接取自来源，上传不会更改它。
library-held-operator = 这篇论文由机器人的运营者导入，上传不会更改它。
library-held-starter = 这篇论文随 Footnote 附带，上传不会更改它。
library-held-member = 这篇论文已有人上传过，再次上传只能补充空缺。
library-held-unknown = 文库中已有这篇论文，上传不会更改它。
library-held-nobody = 上传不能设定这一项。
library-updated =
    { $count ->
       *[other] 更新了 { $count } 篇
    }
library-unchanged =
    { $count ->
       *[other] { $count } 篇已在文库里
    }
library-more =
    { $count ->
       *[other] 另有 { $count } 篇
    }
library-rejected =
    { $count ->
       *[other] { $count } 条记录无法读取
    }
library-rejected-line = 第 { $line } 行：{ $reason }
library-cut =
    { $count ->
       *[other] { $count } 篇论文超出文库允许的长度，已被截短
    }
library-cut-paper = 《{ $title }》：{ $fields }
library-field =
    { $field ->
        [title] 标题
        [abstract] 摘要
        [authors] 作者
        [categories] 分类
        [source] 来源
        [url] 链接
        [doi] DOI
        [paper_id] 编号
       *[extra] 其他信息
    }
library-known =
    { $count ->
        [1] 这篇论文已在文库里
       *[other] 这 { $count } 篇论文已在文库里
    }
library-not-fetched =
    { $count ->
       *[other] { $count } 篇无法获取
    }
library-more-references = 我一次最多添加 { $most } 篇，其余的已略过。

## Whole papers
library-pdf-off = 文件 { $name } 是 PDF，而这里不读取论文全文。
library-pdf-off-todo = 请改为给出论文的 arXiv 或 DOI 链接。机器人的运营者可以允许 PDF（FOOTNOTE_FULL_TEXT）。
library-pdf-erased = 在我读取 { $name } 期间，你要求删除你的数据，所以我没有保留这个文件。
library-pdf-erased-todo = 如果想把它加入文库，请重新附上。
library-pdf-refused =
    { $reason ->
        [damaged] PDF { $name } 已损坏。
        [empty] PDF { $name } 没有正文。
        [encrypted] PDF { $name } 受密码保护。
        [fonts] PDF { $name } 的字体没有说明所绘的是哪些字符，或标成了别的字符。
        [large] PDF { $name } 太大。
        [long] PDF { $name } 太长，不像是一篇论文。
        [scan] PDF { $name } 是扫描件：页面是图片。文字识别（OCR）藏在图片背后的文字不会读取，因为没有人能看到它是否正确。
        [slow] 读取 PDF { $name } 耗时过长，已被中止。
       *[other] PDF { $name } 无法读取：所需内存过多，或文件已损坏。
    }
library-pdf-refused-todo =
    { $reason ->
        [damaged] 请检查文件是否完整，然后重新附上。
        [encrypted] 请另存为不带密码的版本，再附上。
        [large] 请附上不超过 { $megabytes } MB 的 PDF。
        [long] 请附上只含一篇论文或一章的 PDF。
        [scan] 请附上出版社或作者制作的 PDF，或给出论文的 arXiv 或 DOI 链接。
       *[other] 请附上论文的其他版本，或给出其 arXiv 或 DOI 链接。
    }
library-reading = 正在读取 { $name }……
library-reading-waiting =
    { $count ->
        [0] 下一个就轮到它。
       *[other] 前面还有 { $count } 个文件。
    }
library-reading-pages = 已读取 { $done } 页，共 { $count } 页
library-reading-passages = 所有页面均已读取；已索引 { $done } 段，共 { $count } 段
library-text-added = 已添加一篇论文的全文
library-text-shared = 由 { $name } 分享
library-text-known = 文库中已有这篇论文的全文
library-text-size = 页数：{ $pages } · 段落数：{ $passages }
library-text-first-pages = 篇幅较长，只读取了前 { $most } 页。
library-text-unread-pages = 因是图片或已损坏而无法读取的页：{ $pages }
library-text-unread-tables = 因是图片而无法读取的表格：{ $tables }
library-text-place = 只有本服务器能看到其全文。
library-text-ask = 可用 /{ cmd-ask } 的选项“{ cmd-opt-paper }”就它提问。
library-texts-fetching = 如果 PubMed Central 或 arXiv 有全文，将会自动添加。
library-texts-read = 文库中已有 { $count } 篇论文的全文
library-texts-later = 可能有 { $count } 篇论文全文的服务暂时无法访问，我会在一天内再次查询
library-texts-missing = 有 { $count } 篇论文的全文无法从 PubMed Central 或 arXiv 获取
library-title-needed = { $name } 的首页没有写明标题。
library-title-needed-todo = 请给出标题，论文将以此标题添加。
library-title-button = 给出标题
library-title-field = 论文标题
library-title-empty = 缺少标题。
library-title-empty-todo = 请再次按下按钮，并输入论文的标题。

## Shared links
library-shared =
    { $count ->
       *[other] { $name } 分享：已添加 { $count } 篇论文
    }
library-shared-nothing = { $name } 分享：没有能添加的论文
library-shared-too-many = 这里一次分享的论文太多。
library-shared-too-many-todo = 请稍后在消息菜单的“应用”下用“{ cmd-add-papers }”添加其余的。

## The list
library-list =
    { $count ->
       *[other] 文库共有 { $count } 篇论文
    }
library-forgotten = 此列表已过期。
library-forgotten-todo = 请重新运行 /{ cmd-library } { cmd-library-list }。

## Counts
library-stock =
    { $count ->
       *[other] 文库共有 { $count } 篇论文
    }
library-stock-abstracts =
    { $count ->
       *[other] 其中 { $count } 篇有摘要
    }
library-stock-uploads =
    { $count ->
       *[other] 其中 { $count } 篇由本服务器成员上传
    }
library-stock-whole =
    { $count ->
       *[other] 其中 { $count } 篇有全文（{ $passages } 个段落）
    }
library-stock-waiting =
    { $count ->
       *[other] { $count } 篇等待建立索引，暂时检索不到
    }
library-stock-indexed = 全部已建立索引。
library-stock-years = 年份
library-stock-earlier = 更早
library-stock-undated = 无日期
library-stock-categories = 分类
library-stock-sources = 来源
library-stock-count = { $name }（{ $count }）
library-grown =
    { $count ->
        [0] 上次自动收录（{ $when }）：没有新论文
       *[other] 上次自动收录（{ $when }）：{ $count } 篇新论文
    }
library-grown-never = 尚未自动收录。
library-growth-failing = { $name } 收录失败（上次成功：{ $when }）。下次尝试：{ $due }
library-growth-failing-always = { $name } 尚未收录成功。下次尝试：{ $due }
library-growth-incident = 详见日志：事件 { $incident }

## Removing
library-removed = 已从文库移除
library-removed-with-text = 全文也已删除。撤销只会恢复论文记录；如需全文，请重新添加文件。
library-text-removed = 已从本服务器移除全文
library-shared-by-servers = 其他服务器也共用此文库，因此无法从这里移除论文。
library-shared-by-servers-todo = 机器人的运营者可以移除，或允许此服务器的管理者移除（FOOTNOTE_LIBRARY_SERVERS）。

## Undoing
library-button-undo = 撤销
library-undone = 已撤销。文库已恢复原样。
library-undone-but-text = 但全文没有恢复；如需全文，请重新添加文件。
library-undo-changed = 这些论文此后有过更改，无法再撤销。
library-undo-not-yours = 只有操作者或本服务器的管理者可以撤销。
