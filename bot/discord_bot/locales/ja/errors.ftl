# エラーメッセージ：何が起きたか、次に何をすればよいか。
errors-internal = Footnote の内部で問題が発生しました。
errors-internal-todo = もう一度お試しください。繰り返す場合は、下のインシデント番号をボットの運営者に伝えてください。
errors-paper-not-found = その論文はライブラリにありません。
errors-source = そこには論文が見つかりませんでした。
errors-source-down = 論文を取得できませんでした。
errors-library = ライブラリは現在利用できません。
errors-model = 言語モデルから回答が得られませんでした。
errors-too-slow = 読み取りに時間がかかりすぎました。
errors-too-slow-todo = もっと短い言葉で質問してください。
errors-style = その形式の要約はありません。
errors-compare = これらの論文は比較できません。
errors-keeping = Footnote のストレージは現在利用できません。
errors-not-allowed = ここでその操作を行う権限がありません。
errors-not-allowed-todo = このサーバーの管理者に相談してください。
errors-rate = 操作が速く、Footnote の処理が追いつきません。
errors-rate-todo = 1 分ほどしてから、もう一度お試しください。
errors-server-only = これはサーバー内でのみ使えます。
errors-outdated = このコマンドは、Discord が前回読み込んだあとに変更されました。
errors-outdated-todo = Discord を再読み込みするか（Ctrl+R）、1 分ほど待ってからもう一度お試しください。
errors-bad-value = 「{ $value }」はここでは使えません。
errors-forbidden = Footnote には、ここでその操作を行う権限がありません。
errors-forbidden-todo = サーバーの管理者が Footnote に、チャンネルの閲覧、メッセージの送信、スレッドの作成を許可できます。
errors-discord-down = Discord 側で問題が発生しました。
errors-discord-down-todo = しばらくしてからもう一度お試しください。
errors-unknown-control = このボタンまたはフォームは古いバージョンの Footnote のものです。
errors-unknown-control-todo = もう一度コマンドを実行すると新しいものが表示されます。
errors-channel = Footnote はこのチャンネルでは回答しません。
errors-channel-todo = { $channels ->
    [none] サーバーの管理者が、まだチャンネルを選んでいません。
   *[other] { $channels } で質問してください。
}
errors-role = Footnote はここでは特定のロールにのみ回答します。あなたはそのロールを持っていません。
errors-role-todo = { $roles ->
    [none] サーバーの管理者が /{ cmd-settings } で変更できます。
   *[other] 対象のロールは { $roles } です。
}
errors-elsewhere = コマンドが使われた場所に回答を表示できませんでした。
errors-years = { $start } 年から { $end } 年までの論文はありません。年の順序が逆です。
errors-years-todo = 2 つの年を入れ替えてください。
