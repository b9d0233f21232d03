# 設定、状態、ヘルプ。

## Commands
cmd-settings = 設定
cmd-settings-about = このサーバーでの Footnote の動作を設定します
cmd-status = 状態
cmd-status-about = Footnote が正常に動作しているか確認します
cmd-help = ヘルプ
cmd-help-about = Footnote でできることを表示します

## Settings
admin-settings = このサーバーの設定
admin-settings-hint = 変更はすぐに保存されます。
admin-saved = 保存しました。
admin-not-yours = このサーバーの設定を変更できるのは、サーバーの管理者だけです。
admin-not-yours-todo = 「サーバー管理」の権限を持つ人に相談してください。
admin-all = すべて
admin-nobody = ほかになし
admin-nowhere = なし
admin-channels = 回答するチャンネル
admin-channels-none = すべてのチャンネル
admin-roles = 回答するロール
admin-roles-none = 全員
admin-digests = サーバーの管理者以外でダイジェストを管理できるロール
admin-digests-none = ほかになし
admin-links = リンクまたは PDF で共有された論文をライブラリに追加するチャンネル
admin-links-none = チャンネルなし
admin-model = 言語モデル
admin-language = 回答の言語
admin-receipts = 回答の記録を保存する期間
admin-receipts-days =
    { $days ->
        [0] 保存しない
       *[other] { $days } 日間
    }
admin-as-set = 既定値（{ $value }）
admin-mentions =
    { $state ->
        [on] メンションに回答します。
       *[off] メンションには回答せず、コマンドだけに回答します。
    }
admin-threads =
    { $state ->
        [on] メンションには新しいスレッドで回答します。
       *[off] メンションにはそのチャンネルで回答します。
    }
admin-unsupported =
    { $state ->
        [strike] 出典の裏付けがない文には取り消し線を引き、未確認と表示します。
       *[drop] 出典の裏付けがない文は表示しません。
    }
admin-button-mentions =
    { $to ->
        [on] メンションに回答する
       *[off] メンションに回答しない
    }
admin-button-threads =
    { $to ->
        [on] スレッドで回答する
       *[off] チャンネルで回答する
    }
admin-button-unsupported =
    { $to ->
        [strike] 未確認の文に取り消し線を引く
       *[drop] 未確認の文を省く
    }

## Status
admin-status = すべて正常です
admin-status-bad = Footnote で問題が発生しています
admin-papers =
    { $count ->
       *[other] 論文 { $count } 本、すべて索引済み
    }
admin-papers-waiting =
    { $count ->
       *[other] 論文 { $count } 本
    }、うち { $waiting ->
       *[other] { $waiting } 本が索引待ち
    }
admin-library-bad = 現在、ライブラリを読み込めません。
admin-extractive = 言語モデルなし：回答は論文からの引用です
admin-model-writes = 回答は { $model } が作成し、すべての文を検証しています
admin-spent = 今日ここで使用した量：{ $tokens } トークン、{ $dollars } 米ドル
admin-spent-tokens = 今日ここで使用した量：{ $tokens } トークン
admin-storage-ok = 会話、本棚、設定を利用できます
admin-storage-bad = 会話、本棚、設定を現在利用できません
admin-commands-pending = このバージョンのコマンドは、まだ Discord に登録されていません。ボットが登録を試み続けます。
admin-commands-refused = このバージョンのコマンドは Discord に拒否されたため、以前のコマンドが引き続き使われています。理由はボットのログにあります。
admin-commands-servers-only = このアプリケーションでは「User Install」がオフのため、ほかのサーバーやプライベートチャンネルでは Footnote を使えません。ボットの運営者が Developer Portal の「Installation」でオンにできます。
admin-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } 分
       *[other] { $hours } 時間 { $minutes } 分
    }
   *[other] { $days } 日 { $hours } 時間
}
admin-uptime = 稼働時間 { $uptime }、{ $servers ->
   *[other] { $servers } サーバー
}
admin-latency = ゲートウェイのレイテンシ：{ $latency } ms

## Help
admin-help = Footnote は、ライブラリの論文をもとに質問に答えます
admin-help-about = すべての文に、裏付けとなる論文への脚注が付きます。裏付けがないときは、推測せずにそうお伝えします。
admin-help-ask = 質問と検索
admin-help-ask-about = 「ファインチューニングなしで使える few-shot の手法は？」のように質問できます。メンションでも質問でき、回答に返信すれば続けて質問できます。
admin-help-read = 読む・比べる
admin-help-read-about = タイトルを入力すると候補が表示され、そこから論文を選べます。ID、リンク、DOI も使えます。
admin-help-digest = 分野を追う
admin-help-digest-about = 毎朝、新着論文を数本、選んだ理由とともに届けます。チャンネルへの配信はサーバーの管理者が、自分へのダイレクトメッセージでの配信は誰でも設定できます。👍 と 👎 で、もっと読みたい内容を伝えられます。
admin-help-keep = 保存
admin-help-keep-about = 論文を自分またはサーバーの本棚に保存し、BibTeX、RIS、CSV、Markdown で書き出せます。
admin-help-grow = 論文の追加
admin-help-grow-about = リンク、arXiv ID、DOI を指定するか、論文の PDF、BibTeX、RIS、CSV、JSON Lines のファイル、または保存した Hugging Face Papers のページを添付します。
admin-help-trust = 信頼性
admin-help-trust-about = 回答の下の「{ rendering-button-evidence }」で裏付けとなる原文を、「{ receipt-button }」で回答の作られ方を確認できます。Footnote が保存しているあなたのデータは、すべて消去できます。
admin-help-menus = メッセージのメニューの「アプリ」から「{ $explain }」と「{ cmd-add-papers }」を使えます。
admin-help-settings = あなたはこのサーバーの管理者です。`/{ cmd-settings }` で、どこで、誰に、どう答えるかを決められます。
admin-help-promise = 回答、一覧、比較は全員に表示されます。自分の本棚とボタンで開いた内容は、あなただけに表示されます。
