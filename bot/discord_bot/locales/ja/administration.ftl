# 設定、状態、ヘルプの言葉。

## Commands
cmd-settings = 設定
cmd-settings-about = このサーバーの Footnote を設定します
cmd-status = 状態
cmd-status-about = Footnote の調子を見ます
cmd-help = ヘルプ
cmd-help-about = Footnote にできることを見ます

## Settings
administration-settings = このサーバーの設定
administration-settings-hint = 変更はすぐに保存されます。
administration-saved = 保存しました。
administration-reset = すべての設定を既定に戻しました。
administration-not-yours = このサーバーの設定を変えられるのは、サーバーの管理者だけです。
administration-not-yours-todo = 「サーバー管理」の権限を持つ人に相談してください。
administration-all = すべて
administration-nobody = ほかになし
administration-nowhere = なし
administration-channels = 回答するチャンネル
administration-channels-none = すべてのチャンネル
administration-roles = 回答するロール
administration-roles-none = 全員
administration-digests = サーバーの管理者のほかに、ダイジェストを管理できるロール
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
administration-as-set = 運営者の設定どおり（{ $value }）
administration-mentions-on = メンションに回答します。
administration-mentions-off = メンションには回答せず、コマンドだけに回答します。
administration-threads-on = メンションには専用のスレッドで回答します。
administration-threads-off = メンションにはそのチャンネルで回答します。
administration-cutoff-is = 回答には { $cutoff } 以上の確からしさが必要です。
administration-cutoff-as-set = 回答には { $cutoff } 以上の確からしさが必要です（運営者の設定）。
administration-unsupported-drop = 要旨に裏付けのない文は省きます。
administration-unsupported-strike = 要旨に裏付けのない文は未確認として取り消し線で示します。
administration-button-mentions-on = メンションに回答する
administration-button-mentions-off = メンションに回答しない
administration-button-threads-on = スレッドで回答する
administration-button-threads-off = チャンネルで回答する
administration-button-cutoff = しきい値…
administration-button-unsupported-drop = 未確認の文を省く
administration-button-unsupported-strike = 未確認の文を取り消し線で示す
administration-button-reset = すべて元に戻す
administration-cutoff-title = 回答を控える基準
administration-cutoff-label = 確からしさの下限（0〜1）
administration-cutoff-hint = 空欄：運営者の設定どおり
administration-cutoff-bad = 0 から 1 までの数ではありません。
administration-cutoff-bad-todo = たとえば 0.45 と入力してください。高いほど回答を控え、低いほど回答します。

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
administration-library-bad = ライブラリは現在読めません。
administration-extractive = 言語モデルなし：回答は要旨からの引用です
administration-model-writes = { $model } が回答を書き、一文ずつ確かめています
administration-spent = 今日ここで使った分: { $tokens } トークン、{ $dollars } 米ドル
administration-spent-tokens = 今日ここで使った分: { $tokens } トークン
administration-storage-ok = 会話、本棚、設定は読み書きできます
administration-storage-bad = 会話、本棚、設定は現在利用できません
administration-commands-pending = このバージョンのコマンドはまだ Discord に登録されていません。登録は自動的に続きます。
administration-commands-refused = このバージョンのコマンドは Discord に拒否され、以前のコマンドが有効です。理由はボットのログにあります。
administration-commands-servers-only = 他のサーバーやプライベートチャンネルでは使えません。このアプリケーションでは「User Install」がオフです。ボットの運営者が Developer Portal の「Installation」でオンにできます。
administration-commands-left-out = { $count } 件のコマンドまたは翻訳が Discord に拒否され、省かれています。詳細はボットのログにあります。
administration-duration = { $days ->
    [0] { $hours ->
        [0] { $minutes } 分
       *[other] { $hours } 時間 { $minutes } 分
    }
   *[other] { $days } 日 { $hours } 時間
}
administration-uptime = 稼働 { $uptime }、{ $servers ->
   *[other] { $servers } サーバー
}
administration-latency = Discord のゲートウェイの応答：{ $latency } ms

## Help
administration-help = Footnote は、ライブラリの要旨をもとに答えます
administration-help-about = どの文にも、そう述べている要旨への脚注が付きます。どこにも書かれていないときは、推測せずにそう伝えます。
administration-help-ask = 質問と検索
administration-help-ask-about = 「微調整なしで使える少数例学習の手法は？」のように質問できます。メンションでも質問でき、返信すれば続けられます。
administration-help-read = 読む、比べる
administration-help-read-about = タイトルを入力し始めて選びます。ID、リンク、DOI も使えます。
administration-help-digest = 分野を追う
administration-help-digest-about = 毎朝、新着から数本を、選んだ理由とともに届けます。👍 と 👎 で好みを伝えられます。サーバーの管理者向けです。
administration-help-keep = 手元に置く
administration-help-keep-about = 自分の、またはサーバーの本棚。BibTeX、RIS、CSV、Markdown で書き出せます。
administration-help-grow = ライブラリを育てる
administration-help-grow-about = リンク、arXiv ID、DOI を書くか、BibTeX、RIS、CSV、JSON Lines、保存した Hugging Face Papers のページを添付します。
administration-help-trust = 確かめる
administration-help-trust-about = 回答の下の「{ look-button-evidence }」で、もとになった原文を、「{ receipt-button }」で、回答がどうできたかを見られます。あなたについての記録は消せます。
administration-help-menus = 各メッセージのメニューの「アプリ」に「{ cmd-explain }」と「{ cmd-add-papers }」があります。
administration-help-settings = あなたはこのサーバーの管理者です。{ $settings } で、どこで、誰に、どう答えるかを決められます。
administration-help-promise = 回答、一覧、比較は全員に見えます。ボタンの結果と自分の本棚は、あなただけに見えます。
