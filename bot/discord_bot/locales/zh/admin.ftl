# 设置、状态与帮助。

## Commands
cmd-settings = 设置
cmd-settings-about = 配置此服务器的 Footnote
cmd-status = 状态
cmd-status-about = 查看 Footnote 是否正常
cmd-help = 帮助
cmd-help-about = 查看 Footnote 能做什么

## Settings
admin-settings = 此服务器的设置
admin-settings-hint = 每项更改都会立即保存。
admin-saved = 已保存。
admin-not-yours = 只有此服务器的管理者可以更改设置。
admin-not-yours-todo = 请联系拥有“管理服务器”权限的人。
admin-all = 全部
admin-nobody = 没有其他人
admin-nowhere = 无
admin-channels = 我会回答的频道
admin-channels-none = 所有频道
admin-roles = 我会回答的身份组
admin-roles-none = 所有人
admin-digests = 除服务器管理者外，可以管理论文速递的身份组
admin-digests-none = 没有其他人
admin-links = 将所发链接和 PDF 中的论文加入文库的频道
admin-links-none = 没有频道
admin-model = 语言模型
admin-language = 回答的语言
admin-receipts = 回答凭据的保存时间
admin-receipts-days =
    { $days ->
        [0] 不保存
       *[other] { $days } 天
    }
admin-as-set = 默认值（{ $value }）
admin-mentions =
    { $state ->
        [on] 会回答提及我的消息。
       *[off] 不回答提及我的消息，只回应命令。
    }
admin-threads =
    { $state ->
        [on] 在新子区里回答提及我的消息。
       *[off] 在原频道里回答提及我的消息。
    }
admin-unsupported =
    { $state ->
        [strike] 为没有来源支持的句子加上删除线，并标为“未证实”。
       *[drop] 略去没有来源支持的句子。
    }
admin-button-mentions =
    { $to ->
        [on] 回应提及
       *[off] 不回应提及
    }
admin-button-threads =
    { $to ->
        [on] 在子区里回答
       *[off] 在频道里回答
    }
admin-button-unsupported =
    { $to ->
        [strike] 给未证实的句子加删除线
       *[drop] 略去未证实的句子
    }

## Status
admin-status = 一切正常
admin-status-bad = Footnote 出现问题
admin-papers =
    { $count ->
       *[other] { $count } 篇论文，全部已建立索引
    }
admin-papers-waiting =
    { $count ->
       *[other] { $count } 篇论文
    }，其中 { $waiting ->
       *[other] { $waiting } 篇等待建立索引
    }
admin-library-bad = 目前无法读取文库。
admin-extractive = 没有语言模型：回答均为论文原文引用
admin-model-writes = 由 { $model } 撰写回答，每句话都经过核对
admin-spent = 今天在此已用：{ $tokens } 个词元，{ $dollars } 美元
admin-spent-tokens = 今天在此已用：{ $tokens } 个词元
admin-storage-ok = 对话、书架和设置可以使用
admin-storage-bad = 对话、书架和设置目前无法使用
admin-commands-pending = Discord 尚未注册此版本的命令，机器人会继续尝试。
admin-commands-refused = Discord 拒绝了此版本的命令，因此仍沿用之前的命令。原因见机器人的日志。
admin-commands-servers-only = 此应用未开启“User Install”，因此无法在其他服务器和私密频道中使用 Footnote。机器人的运营者可在 Developer Portal 的“Installation”中开启。
admin-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } 分钟
       *[other] { $hours } 小时 { $minutes } 分钟
    }
   *[other] { $days } 天 { $hours } 小时
}
admin-uptime = 已运行 { $uptime }，在 { $servers ->
   *[other] { $servers } 个服务器里
}
admin-latency = 网关延迟：{ $latency } 毫秒

## Help
admin-help = Footnote 依据你们文库中的论文回答问题
admin-help-about = 每句话都带有脚注，指向支持它的论文。如果没有论文支持，我会直说，而不会猜测。
admin-help-ask = 提问与检索
admin-help-ask-about = “哪些小样本方法不需要微调？”你也可以提及我，回复我的回答就能追问。
admin-help-read = 阅读与对比
admin-help-read-about = 输入标题时会显示候选论文，从中选择即可。也可以用编号、链接和 DOI。
admin-help-digest = 关注领域
admin-help-digest-about = 每天早上送来几篇新论文，并说明入选理由：服务器管理者可以设置发到频道，你也可以让它以私信发给自己。用 👍 和 👎 告诉我你想多看什么。
admin-help-keep = 收藏
admin-help-keep-about = 把论文收藏到你自己或服务器的书架，并导出为 BibTeX、RIS、CSV 或 Markdown。
admin-help-grow = 添加论文
admin-help-grow-about = 给出链接、arXiv 编号或 DOI，或附上文件：论文的 PDF、BibTeX、RIS、CSV、JSON Lines 或保存的 Hugging Face Papers 网页。
admin-help-trust = 可信度
admin-help-trust-about = 回答下方的“{ rendering-button-evidence }”显示支持它的原文，“{ receipt-button }”显示它是怎样得出的。Footnote 保存的关于你的一切，你都可以删除。
admin-help-menus = 在任意消息的菜单中，“应用”下有“{ $explain }”和“{ cmd-add-papers }”。
admin-help-settings = 你管理此服务器：`/{ cmd-settings }` 可设置我在哪里、对谁、怎样回答。
admin-help-promise = 回答、列表和对比所有人可见；你自己的书架和按钮显示的内容只有你能看到。
