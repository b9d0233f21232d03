# 论文速递：命令、订阅、各期。

## Commands
cmd-digest = 速递
cmd-digest-about = 获取值得你关注的新论文
cmd-digest-subscribe = 订阅
cmd-digest-subscribe-about = 为频道订阅论文速递
cmd-digest-subscribe-opt-channel = 频道
cmd-digest-subscribe-opt-channel-about = 发布到哪个频道（默认为此频道）
cmd-digest-opt-time = 时间
cmd-digest-opt-time-about = 例如 9、9:30 或 21时（默认 9:00）
cmd-digest-opt-timezone = 时区
cmd-digest-opt-timezone-about = 输入城市的英文名时会显示候选项
cmd-digest-opt-cadence = 频率
cmd-digest-opt-cadence-about = 多久一次（默认每天）
cmd-digest-opt-weekday = 星期
cmd-digest-opt-weekday-about = 每周速递在星期几（默认周一）
cmd-digest-me = 私信
cmd-digest-me-about = 通过私信获取你自己的论文速递
cmd-digest-list = 列表
cmd-digest-list-about = 查看你可以管理的论文速递
cmd-digest-edit = 编辑
cmd-digest-edit-about = 更改论文速递的内容和时间
cmd-digest-pause = 暂停
cmd-digest-pause-about = 暂停论文速递
cmd-digest-resume = 恢复
cmd-digest-resume-about = 恢复暂停的论文速递
cmd-digest-unsubscribe = 退订
cmd-digest-unsubscribe-about = 永久结束论文速递
cmd-digest-preview = 预览
cmd-digest-preview-about = 预览下一期
cmd-digest-now = 立即
cmd-digest-now-about = 立即发布新论文
cmd-digest-opt-digest = 速递
cmd-digest-opt-digest-about = 哪个论文速递（只有一个时可省略）

## When
digest-cadence =
    { $cadence ->
        [weekdays] 工作日
        [weekly] 每周
       *[daily] 每天
    }
digest-weekday =
    { $day ->
        [0] 周一
        [1] 周二
        [2] 周三
        [3] 周四
        [4] 周五
        [5] 周六
       *[6] 周日
    }
digest-short =
    { $day ->
        [0] 周一
        [1] 周二
        [2] 周三
        [3] 周四
        [4] 周五
        [5] 周六
       *[6] 周日
    }
digest-when =
    { $cadence ->
        [weekly] 每{ $weekday } { $time }（{ $zone }）
        [weekdays] 周一至周五 { $time }（{ $zone }）
       *[daily] 每天 { $time }（{ $zone }）
    }
digest-where = { $channel }：{ $schedule }
digest-next = 下一期：{ $moment }
digest-paused = 已暂停，直到有人恢复。
digest-paused-gone = 已暂停：频道已不存在。请在“{ digest-button-when }”里另选一个，然后恢复。
digest-paused-barred = 已暂停：我没有权限在那里发布。请授予权限，然后恢复。
digest-paused-closed = 已暂停：你不接收我的私信。请在此服务器的隐私设置里允许私信，然后恢复。
digest-paused-role = 已暂停：此服务器的设置不再允许你使用我。重新获准后请恢复。
digest-some-channel = 已删除的频道
digest-your-messages = 你的私信

## Interests
digest-about-topics = 主题：{ $list }
digest-about-categories = 仅限分类：{ $list }
digest-about-include = 仅限含有以下任一词语的论文：{ $list }
digest-about-exclude = 排除含有以下词语的论文：{ $list }
digest-about-authors = 关注的作者：{ $list }
digest-about-all = 所有新论文：未设定主题、词语或分类。

## The forms
digest-form-words = 关注什么内容？
digest-form-topics = 用日常语言写主题，每行一个
digest-form-topics-hint = retrieval-augmented generation
digest-form-categories = 仅限这些分类
digest-form-categories-hint = cs.CL, cs.IR，或用 cs 表示全部
digest-form-include = 仅限含有以下任一词语的论文
digest-form-include-hint = 留空：任何论文
digest-form-exclude = 排除含有以下词语的论文
digest-form-exclude-hint = survey, blockchain
digest-form-authors = 关注的作者，每行一位
digest-form-authors-hint = Ada Lovelace
digest-form-when = 何时发布，发布到哪里？
digest-form-time = 时间
digest-form-zone = 时区
digest-form-zone-hint = Asia/Shanghai，或城市的英文名
digest-form-cadence = 多久一次
digest-form-weekday = 若每周一次，在星期几
digest-form-channel = 频道

## Errors
digest-bad-time = “{ $text }”不是有效的时间。
digest-bad-time-todo = 请写成 9、9:30、21时 或 9pm。
digest-bad-zone = 没有找到“{ $text }”这个时区。
digest-bad-zone-todo = 请填写城市名，如 Shanghai，或 Asia/Shanghai 这样的名称。
digest-bad-channel = 我看不到那个频道。
digest-bad-channel-todo = 请授予我访问权限，或另选一个频道。
digest-bad-permissions = 我在 { $channel } 缺少权限：{ $permissions }。
digest-bad-permissions-todo = 请在频道设置里授予，或另选一个频道。
digest-bad-yours = 你自己无法在 { $channel } 发言。
digest-bad-yours-todo = 请选一个你能发言的频道，或联系服务器的管理者。
digest-bad-category = “{ $text }”不是有效的分类。
digest-bad-category-todo = 请填写 arXiv 的英文分类名或代码：Robotics、cs.CL，或用 cs 表示整个 cs。其余内容已保存。
digest-bad-both = “{ $text }”既被包含又被排除。
digest-bad-both-todo = 它按包含处理。请从其中一栏删去。其余内容已保存。
digest-bad-long = “{ $text }”太长了。
digest-bad-long-todo = 每项最多 { $most } 个字符，用逗号或换行隔开。其余内容已保存。
digest-bad-many = 共有 { $count } 项。
digest-bad-many-todo = 每栏最多 { $most } 项。其余内容已保存。
digest-not-yours = 只有服务器管理者及其选定的身份组可以管理频道的论文速递。
digest-not-yours-todo = 你可以用 /{ cmd-digest } { cmd-digest-me } 获取自己的速递，或联系拥有“管理服务器”权限的人。他们可以用 /{ cmd-settings } 授权给某个身份组。
digest-too-many =
    { $limit ->
        [member] 你在此服务器已有 { $most } 个论文速递，已达上限。
        [members] 此服务器的成员已有 { $most } 个个人速递，已达上限。
       *[server] 此服务器已有 { $most } 个论文速递，已达上限。
    }
digest-too-many-todo =
    { $limit ->
        [members] 请等其中一个结束后再试，或请服务器管理者在频道里设置论文速递。
       *[server] 用 /{ cmd-digest } { cmd-digest-unsubscribe } 结束一个，或用 /{ cmd-digest } { cmd-digest-edit } 更改一个。
    }
digest-none = 此服务器还没有论文速递。
digest-none-todo = 用 /{ cmd-digest } { cmd-digest-subscribe } 创建一个。
digest-none-yours = 你在此服务器还没有论文速递。
digest-none-yours-todo = 用 /{ cmd-digest } { cmd-digest-me } 通过私信获取一个。
digest-which = 有多个论文速递。
digest-which-todo = 请在选项“{ cmd-digest-opt-digest }”里选一个，或用 /{ cmd-digest } { cmd-digest-list } 查看。
digest-gone = 那个论文速递已不存在。
digest-gone-todo = 用 /{ cmd-digest } { cmd-digest-list } 查看现有的。
digest-not-your-role = 你自己无法提及该身份组。
digest-not-your-role-todo = 请选一个任何人都能提及的身份组，或联系服务器的管理者。
digest-everyone = 我可以通知一个身份组，但不会通知所有人。
digest-everyone-todo = 请选一个其成员想了解新论文的身份组。
digest-off = 论文速递目前已关闭。
digest-off-todo = 请一分钟后再试。如果持续如此，请告诉机器人的运营者。
digest-forgotten = 这个按钮对应的那期速递已不再保存。
digest-forgotten-todo = 请使用最新一期的按钮。

## A subscription
digest-saved = 已保存。
digest-subscribed = 已订阅。“{ digest-button-preview }”显示今天这一期。
digest-welcome = 你在 { $server } 的论文速递会发到这里
digest-welcome-about = 可在服务器里用 /{ cmd-digest } { cmd-digest-edit } 更改、暂停或结束。
digest-set-papers = 每期论文数
digest-papers =
    { $count ->
       *[other] { $count } 篇论文
    }
digest-set-sources = 来源
digest-sources-all = 所有来源
digest-set-empty = 没有新论文时
digest-empty =
    { $does ->
        [say] 说明没有新论文
       *[silent] 不发布
    }
digest-set-language = 语言
digest-language-server = 与服务器相同
digest-set-role = 要通知的身份组
digest-role-none = 不通知任何人
digest-warn-gone = 我看不到这个频道，无法发布。
digest-warn-barred = 我无法在那里发布，缺少权限：{ $permissions }。
digest-warn-threads = 我无法在那里创建子区，放不下的论文会通过按钮显示。
digest-warn-role = 我无法通知 { $role }：请允许任何人提及该身份组，或允许我提及所有身份组。
digest-permission-view = 查看频道
digest-permission-history = 阅读消息历史记录
digest-permission-send = 发送消息
digest-permission-send-threads = 在子区内发送消息
digest-remove = 结束这个论文速递？
digest-remove-about = 已发布的各期会保留。从投票中学到的内容会被删除。
digest-removed = 论文速递已结束。
digest-list = 此服务器有 { $count } 个论文速递
digest-list-yours = 你在此服务器有 { $count } 个论文速递
digest-preview = 预览，只有你能看到。现在会在 { $channel } 发布以下内容。
digest-preview-earlier = 预览，只有你能看到。还没有符合条件的新论文；如果根据最近的论文，本会在 { $channel } 发布以下内容。
digest-now-sent = 已在 { $channel } 发布。
digest-now-empty =
    { $count ->
        [0] 上一期之后没有新论文，因此没有发布。
       *[other] { $count } 篇新论文都不符合条件，因此没有发布。
    }
digest-now-busy = 这个论文速递的新一期正在生成，很快就会发布。
digest-now-later = 目前无法在 { $channel } 发布，我会尽快发布。
digest-now-barred = 无法在 { $channel } 发布，因此论文速递已暂停。原因见 /{ cmd-digest } { cmd-digest-edit }。
digest-rests = { $server } 里 { $channel } 的论文速递已暂停
digest-rests-gone = 频道已不存在。请在服务器里用 /{ cmd-digest } { cmd-digest-edit } 另选一个，然后用 /{ cmd-digest } { cmd-digest-resume }；或用 /{ cmd-digest } { cmd-digest-unsubscribe } 结束。
digest-rests-barred = 我不再有权限在那里发布。请允许我查看频道、阅读历史消息并发送消息，然后在服务器里用 /{ cmd-digest } { cmd-digest-resume }。
digest-rests-yours = 你在 { $server } 的论文速递已暂停
digest-rests-role = 服务器的设置不再允许你使用我。重新获准后，请在那里使用 /{ cmd-digest } { cmd-digest-resume }。/{ cmd-forget-me } 会将其连同我保存的关于你的其他信息一并删除。

## The post
digest-heading = { DATETIME($day, dateStyle: "full") }的论文
digest-heading-week = 本周论文，{ DATETIME($day, dateStyle: "long") }
digest-nothing =
    { $count ->
        [0] 没有新论文。
       *[other] 有 { $count } 篇新论文，都不符合条件。
    }
digest-considered =
    { $count ->
       *[other] 选自 { $count } 篇新论文
    }
digest-silent-topics = 没有新论文的主题：{ $topics }
digest-in-thread =
    { $count ->
       *[other] 另有 { $count } 篇在子区里
    }
digest-thread = { DATETIME($day, dateStyle: "long") }的更多论文
digest-rest = { DATETIME($day, dateStyle: "long") }的更多论文
digest-chart-total =
    { $count ->
       *[other] { $count } 篇
    }
digest-why = 为什么是这些论文？
digest-why-about =
    { $count ->
       *[other] 选自 { $count } 篇新论文。每篇的理由按影响从大到小排列。投票从下一期起生效。
    }
digest-reason =
    { $kind ->
        [topic] 符合“{ $text }”
        [author] 关注的作者 { $text }
        [upvotes]
            { $count ->
               *[other] { $count } 个赞
            }
        [liked] 与这里受欢迎的“{ $text }”相似
        [disliked] 与这里不受欢迎的“{ $text }”相似
        [include] 提到“{ $text }”
        [category] 属于 { $text }
       *[new] 新
    }
digest-weight-decisive = 决定性
digest-weight-much = 影响大
digest-weight-little = 影响小
digest-weight-against = 减分

## Buttons
digest-button-why = 为什么是这些？
digest-menu = 第 { $number } 篇的更多操作…
digest-menu-why = 为什么选这篇？
digest-button-server = 前往服务器
digest-button-go-there = 前往
digest-button-open = 打开
digest-button-rest =
    { $count ->
       *[other] 另外 { $count } 篇
    }
digest-button-words = 主题和词语…
digest-button-when = 时间和位置…
digest-button-preview = 预览
digest-button-pause = 暂停
digest-button-resume = 恢复
digest-button-unsubscribe = 退订…
digest-button-remove = 结束
digest-button-keep = 保留
digest-button-edit = 编辑
