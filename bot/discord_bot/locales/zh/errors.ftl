# 错误信息：发生了什么，该怎么办。
errors-internal = Footnote 内部出了问题。
errors-internal-todo = 请再试一次。如果再次发生，请把下面的事件编号告诉机器人的运营者。
errors-paper-not-found = 文库里没有这篇论文。
errors-source = 那里没有找到论文。
errors-source-down = 无法获取论文。
errors-library = 文库目前无法使用。
errors-model = 语言模型没有给出回答。
errors-too-slow = 读取用时过长。
errors-too-slow-todo = 请用更少的字提问。
errors-style = 没有这种总结方式。
errors-compare = 这些论文无法对比。
errors-keeping = Footnote 的存储目前无法使用。
errors-not-allowed = 你没有权限在这里执行此操作。
errors-not-allowed-todo = 请联系此服务器的管理者。
errors-rate = 你操作太快，Footnote 来不及处理。
errors-rate-todo = 请一分钟后再试。
errors-server-only = 这只能在服务器里使用。
errors-outdated = 这个命令自 Discord 上次读取以来已有变化。
errors-outdated-todo = 请刷新 Discord（Ctrl+R）或等一分钟，然后再试。
errors-bad-value = 这里不能使用“{ $value }”。
errors-forbidden = Footnote 没有权限在这里执行此操作。
errors-forbidden-todo = 服务器管理者可以授予 Footnote 查看频道、发送消息和创建子区的权限。
errors-discord-down = Discord 出现故障。
errors-discord-down-todo = 请稍后再试。
errors-unknown-control = 这个按钮或表单来自旧版本的 Footnote。
errors-unknown-control-todo = 请重新运行命令以获得新的。
errors-channel = Footnote 不在此频道回答。
errors-channel-todo = { $channels ->
    [none] 此服务器的管理者尚未选择频道。
   *[other] 请在 { $channels } 里提问。
}
errors-role = Footnote 在这里只回答特定身份组的成员，而你不在其中。
errors-role-todo = { $roles ->
    [none] 服务器管理者可以用 /{ cmd-settings } 更改。
   *[other] 这些身份组是 { $roles }。
}
errors-elsewhere = 回答无法显示在你提问的地方。
errors-years = 没有 { $start } 年到 { $end } 年的论文：两个年份颠倒了。
errors-years-todo = 请交换这两个年份。
