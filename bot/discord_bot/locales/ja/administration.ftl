# 設定、状態、ヘルプ。

## Commands
cmd-settings = 設定
cmd-settings-about = このサーバーでの Footnote を設定します
cmd-status = 状態
cmd-status-about = Footnote が正常に動作しているか確認します
cmd-help = ヘルプ
cmd-help-about = Footnote でできることを表示します

## Settings
administration-settings = このサーバーの設定
administration-settings-hint = 変更はすぐに保存されます。
administration-saved = 保存しました。
administration-reset = すべての設定を既定値に戻しました。
administration-not-yours = このサーバーの設定を変更できるのは、サーバーの管理者だけです。
administration-not-yours-todo = 「サーバー管理」の権限を持つ人に相談してください。
administration-all = すべて
administration-nobody = ほかになし
administration-nowhere = なし
administration-channels = 回答するチャンネル
administration-channels-none = すべてのチャンネル
administration-roles = 回答するロール
administration-roles-none = 全員
administration-digests = サーバーの管理者以外でダイジェストを管理できるロール
administration-digests-none = ほかになし
administration-links = リンクされた論文をライブラリに追加するチャンネル
administration-links-none = チャンネルなし
administration-model = 言語モデル
administration-language = 回答の言語
administration-receipts = 回答の記録を保存する期間
administration-receipts-days =
    { $days ->
        [0] 保存しない
       *[other] { $days } 日間
    }
administration-as-set = ボットの運営者による既定値（{ $value }）
administration-mentions-on = メンションに回答します。
administration-mentions-off = メンションには回答せず、コマンドだけに回答します。
administration-threads-on = メンションには専用のスレッドで回答します。
administration-threads-off = メンションにはそのチャンネルで回答します。
administration-cutoff-is = 回答には { $cutoff } 以上の信頼度が必要です。
administration-cutoff-as-set = 回答には { $cutoff } 以上の信頼度が必要です（ボットの運営者による既定値）。
administration-unsupported-drop = 要旨の裏付けがない文は省きます。
administration-unsupported-strike = 要旨の裏付けがない文には取り消し線を引き、未確認と表示します。
administration-button-mentions-on = メンションに回答する
administration-button-mentions-off = メンションに回答しない
administration-button-threads-on = スレッドで回答する
administration-button-threads-off = チャンネルで回答する
administration-button-cutoff = しきい値…
administration-button-unsupported-drop = 未確認の文を省く
administration-button-unsupported-strike = 未確認の文に取り消し線を引く
administration-button-reset = すべてリセット
administration-cutoff-title = 回答を控える基準
administration-cutoff-label = 信頼度の下限（0〜1）
administration-cutoff-hint = 空欄にすると運営者の既定値になります
administration-cutoff-bad = 0 から 1 までの数値ではありません。
administration-cutoff-bad-todo = 0.45 のように入力してください。値が高いほど回答を控えることが増え、低いほど回答することが増えます。

## Status
administration-status = すべて正常です
administration-status-bad = Footnote に問題があります
administration-papers =
    { $count ->
       *[other] 論文 { $count } 本、すべて索引済み
    }
administration-papers-waiting =
    { $count ->
       *[other] 論文 { $count } 本
    }、うち { $waiting ->
       *[other] { $waiting } 本が索引待ち
    }
administration-library-bad = 現在、ライブラリを読み込めません。
administration-extractive = 言語モデルなし：回答は要旨からの引用です
administration-model-writes = 回答は { $model } が作成し、すべての文を検証しています
administration-spent = 今日ここで使用した量：{ $tokens } トークン、{ $dollars } 米ドル
administration-spent-tokens = 今日ここで使用した量：{ $tokens } トークン
administration-storage-ok = 会話、本棚、設定を利用できます
administration-storage-bad = 会話、本棚、設定を現在利用できません
administration-commands-pending = このバージョンのコマンドは、まだ Discord に登録されていません。ボットが登録を試み続けます。
administration-commands-refused = このバージョンのコマンドは Discord に拒否されたため、以前のコマンドが引き続き使われています。理由はボットのログにあります。
administration-commands-servers-only = このアプリケーションでは「User Install」がオフのため、ほかのサーバーやプライベートチャンネルでは Footnote を使えません。ボットの運営者が Developer Portal の「Installation」でオンにできます。
administration-commands-left-out = { $count } 件のコマンドまたは翻訳が Discord に拒否されました。詳しくはボットのログにあります。
administration-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } 分
       *[other] { $hours } 時間 { $minutes } 分
    }
   *[other] { $days } 日 { $hours } 時間
}
administration-uptime = 稼働時間 { $uptime }、{ $servers ->
   *[other] { $servers } サーバー
}
administration-latency = ゲートウェイのレイテンシ：{ $latency } ms

## Help
administration-help = Footnote は、ライブラリの要旨をもとに質問に答えます
administration-help-about = すべての文に、裏付けとなる要旨への脚注が付きます。裏付けがないときは、推測せずにそうお伝えします。
administration-help-ask = 質問と検索
administration-help-ask-about = 「ファインチューニングなしで使える few-shot の手法は？」のように質問できます。メンションでも質問でき、回答に返信すれば続けて質問できます。
administration-help-read = 読む・比べる
administration-help-read-about = タイトルを入力し始めて、論文を選びます。ID、リンク、DOI も使えます。
administration-help-digest = 分野を追う
administration-help-digest-about = 毎朝、新着論文を数本、選んだ理由とともに届けます。👍 と 👎 で、もっと読みたいものを伝えられます。サーバーの管理者向けです。
administration-help-keep = 保存
administration-help-keep-about = 論文を自分またはサーバーの本棚に保存し、BibTeX、RIS、CSV、Markdown で書き出せます。
administration-help-grow = 論文の追加
administration-help-grow-about = リンク、arXiv ID、DOI を指定するか、BibTeX、RIS、CSV、JSON Lines のファイル、または保存した Hugging Face Papers のページを添付します。
administration-help-trust = 信頼性
administration-help-trust-about = 回答の下の「{ look-button-evidence }」で裏付けとなる原文を、「{ receipt-button }」で回答の作られ方を確認できます。Footnote が保存しているあなたのデータは、すべて消去できます。
administration-help-menus = メッセージのメニューの「アプリ」から「{ cmd-explain }」と「{ cmd-add-papers }」を使えます。
administration-help-settings = あなたはこのサーバーの管理者です。{ $settings } で、どこで、誰に、どう答えるかを決められます。
administration-help-promise = 回答、一覧、比較は全員に表示されます。自分の本棚とボタンで開いた内容は、あなただけに表示されます。
