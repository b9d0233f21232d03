# ライブラリ：追加、一覧、削除。

## Commands
cmd-library = ライブラリ
cmd-library-about = ライブラリに論文を追加し、内容を確認します
cmd-library-add = 追加
cmd-library-add-about = ファイル、リンク、ID から論文を追加します
cmd-library-add-opt-file = ファイル
cmd-library-add-opt-file-about = PDF、BibTeX、RIS、CSV、JSON Lines、保存したページ
cmd-library-add-opt-papers = 論文
cmd-library-add-opt-papers-about = リンク、arXiv ID、DOI
cmd-library-list = 一覧
cmd-library-list-about = ライブラリをページごとに表示します
cmd-library-list-opt-sort = 並び順
cmd-library-list-opt-sort-about = 一覧の並び順
cmd-library-list-sort-added = 追加が新しい順
cmd-library-list-sort-published = 発表が新しい順
cmd-library-list-sort-title = タイトル順
cmd-library-list-opt-category = 分野
cmd-library-list-opt-category-about = 名称かコードを入力すると候補が表示されます（例：cs.CV）
cmd-library-stats = 統計
cmd-library-stats-about = 論文数を、年、分野、出典ごとに集計します
cmd-library-remove = 削除
cmd-library-remove-about = 論文を削除します（サーバーの管理者のみ）
cmd-library-remove-opt-paper = 論文
cmd-library-remove-opt-paper-about = タイトルを入力すると候補が表示されます。ID、リンク、DOI も使えます
cmd-add-papers = このメッセージの論文を追加

## Adding
library-add-nothing = 追加するものがありません。
library-add-nothing-todo = ファイル（PDF、BibTeX、RIS、CSV、JSON Lines、保存した Hugging Face Papers のページ）を添付するか、リンクや ID を指定してください。
library-no-reference = リンク、arXiv ID、DOI が見つかりませんでした。
library-no-reference-todo = 空白で区切るか、論文のファイルを添付してください。
library-message-nothing = このメッセージには、添付ファイルも論文のリンク、arXiv ID、DOI もありません。
library-message-nothing-todo = リンク、arXiv ID、DOI のあるメッセージか、ファイル（PDF、BibTeX、RIS、CSV、JSON Lines、保存したページ）が添付されたメッセージで使ってください。
library-too-large = ファイル { $name } は大きすぎて、ここでは追加できません。
library-too-large-todo = { $megabytes } MB までのファイルを添付してください。それより大きなファイルは、ボットの運営者が「footnote ingest file」で追加できます。
library-not-received = ファイル { $name } を Discord から受け取れませんでした。
library-not-received-todo = もう一度添付してください。
library-compressed = ファイル { $name } は圧縮されています。
library-compressed-todo = 展開して、中のファイルを添付してください。
library-not-papers =
    { $kind ->
        [picture] ファイル { $name } は画像です。
        [recording] ファイル { $name } は音声または動画です。
        [document] ファイル { $name } は書式付きの文書です。
        [archive] ファイル { $name } はアーカイブです。
        [database] ファイル { $name } はデータベースです。
       *[other] ファイル { $name } はテキストではありません。
    }
library-not-papers-todo = 代わりに論文の arXiv または DOI のリンクを指定するか、論文の PDF、または論文の情報が入ったファイル（BibTeX、RIS、CSV、JSON Lines、保存した Hugging Face Papers のページ）を添付してください。
library-not-a-pdf = ファイル { $name } は PDF という名前ですが、PDF ではありません。
library-not-a-pdf-todo = 作成したアプリで開き、PDF として保存してください。
library-busy = 読み込みを待っているファイルが多すぎます。
library-busy-todo = 数分後にもう一度お試しください。
library-too-slow = ファイル { $name } の読み込みに時間がかかりすぎたため、中止しました。
library-too-slow-todo = 大きすぎるか、入れ子が深すぎる可能性があります。小さく分けるか、JSON Lines 形式で添付してください。
library-unreadable = ファイル { $name } を読み込めませんでした。必要なメモリが多すぎるか、壊れています。
library-unreadable-todo = ファイルが完全であることを確かめ、小さく分けるか、JSON Lines 形式で添付してください。
library-rate = 論文の追加が速く、Footnote の処理が追いつきません。
library-rate-todo = 1 分ほどしてから、もう一度お試しください。
library-quota =
    { $scope ->
        [user] 1 人が 1 日に追加できるのは { $most } 件までです。あなたが今日追加できるのは、あと { $left } 件です。
       *[server] 1 つのサーバーで 1 日に追加できるのは { $most } 件までです。このサーバーで今日追加できるのは、あと { $left } 件です。
    }
library-quota-todo =
    { $count ->
        [0] { "" }
       *[other] 指定された { $count } 件は追加されませんでした。
    }1 日は UTC の午前 0 時に始まります。大きなファイルは、Footnote の運営者が `footnote ingest` で追加できます。
library-added =
    { $count ->
       *[other] { $count } 本の論文を追加しました
    }
library-nothing-new = 新しいものはありませんでした
library-turned-away = アップロードでは、ライブラリにすでにある内容を変更できません
library-not-taken = 「{ $title }」で無視した項目：{ $fields }。{ $why }
library-not-taken-more = ほか { $count } 本も、一部だけを取り込みました
library-held-service = この論文は提供元から取得済みのため、アップロードでは変更されません。
library-held-operator = この論文はボットの運営者が取り込んだため、アップロードでは変更されません。
library-held-starter = この論文は Footnote に付属しているため、アップロードでは変更されません。
library-held-member = この論文はすでにアップロードされているため、再度のアップロードでは空欄だけを補います。
library-held-unknown = この論文はすでにライブラリにあるため、アップロードでは変更されません。
library-held-nobody = この項目はアップロードでは設定できません。
library-updated =
    { $count ->
       *[other] { $count } 本を更新しました
    }
library-unchanged =
    { $count ->
       *[other] { $count } 本はすでにありました
    }
library-more =
    { $count ->
       *[other] ほか { $count } 本
    }
library-rejected =
    { $count ->
       *[other] { $count } 件のレコードを読み込めませんでした
    }
library-rejected-line = { $line } 行目：{ $reason }
library-cut =
    { $count ->
       *[other] { $count } 本の論文は、ライブラリの上限より長いため切り詰めました
    }
library-cut-paper = 「{ $title }」：{ $fields }
library-field =
    { $field ->
        [title] タイトル
        [abstract] 要旨
        [authors] 著者
        [categories] 分野
        [source] 出典
        [url] リンク
        [doi] DOI
        [paper_id] ID
       *[extra] その他の情報
    }
library-known =
    { $count ->
        [1] この論文はすでにライブラリにあります
       *[other] これらの { $count } 本はすでにライブラリにあります
    }
library-not-fetched =
    { $count ->
       *[other] { $count } 本を取得できませんでした
    }
library-more-references = 一度に追加できるのは { $most } 本までです。残りは省きました。

## Whole papers
library-pdf-off = ファイル { $name } は PDF ですが、ここでは論文の全文を読み込みません。
library-pdf-off-todo = 代わりに論文の arXiv または DOI のリンクを指定してください。PDF はボットの運営者が許可できます（FOOTNOTE_FULL_TEXT）。
library-pdf-erased = { $name } の読み込み中にあなたのデータが消去されたため、このファイルは保存しませんでした。
library-pdf-erased-todo = ライブラリに追加する場合は、もう一度添付してください。
library-pdf-refused =
    { $reason ->
        [damaged] PDF { $name } は破損しています。
        [empty] PDF { $name } には本文がありません。
        [encrypted] PDF { $name } はパスワードで保護されています。
        [fonts] PDF { $name } のフォントは、どの文字を描いているのかを示していないか、別の文字として示しています。
        [large] PDF { $name } は大きすぎます。
        [long] PDF { $name } は論文としては長すぎます。
        [scan] PDF { $name } はスキャンされたもので、ページは画像です。文字認識（OCR）が画像の裏に埋め込んだ見えないテキストは、正しいかどうかを誰も確かめられないため読み込みません。
        [slow] PDF { $name } の読み込みに時間がかかりすぎたため、中止しました。
       *[other] PDF { $name } を読み込めませんでした。必要なメモリが多すぎるか、破損しています。
    }
library-pdf-refused-todo =
    { $reason ->
        [damaged] ファイルが完全かどうかを確認して、もう一度添付してください。
        [encrypted] パスワードなしで保存し、それを添付してください。
        [large] { $megabytes } MB までの PDF を添付してください。
        [long] 一つの論文または章だけの PDF を添付してください。
        [scan] 出版社または著者が作成した PDF を添付するか、論文の arXiv または DOI のリンクを指定してください。
       *[other] 論文の別の版を添付するか、arXiv または DOI のリンクを指定してください。
    }
library-reading = { $name } を読み込んでいます…
library-reading-waiting =
    { $count ->
        [0] 次に読み込みます。
       *[other] 先に { $count } 件のファイルがあります。
    }
library-reading-pages = { $count } ページ中 { $done } ページを読み込みました
library-reading-passages = 全ページを読み込みました。{ $count } 件中 { $done } 件の箇所を索引に登録しました
library-text-added = 論文の全文を追加しました
library-text-shared = { $name } さんが共有
library-text-known = この論文の全文はすでにライブラリにあります
library-text-size = ページ数：{ $pages } · 箇所数：{ $passages }
library-text-first-pages = 長いため、最初の { $most } ページだけを読み込みました。
library-text-unread-pages = 画像または破損のため読み込めなかったページ：{ $pages }
library-text-unread-tables = 画像のため読み込めなかった表：{ $tables }
library-text-place = 全文はこのサーバーでのみ使われます。
library-text-ask = /{ cmd-ask } のオプション「{ cmd-opt-paper }」で質問できます。
library-texts-fetching = PubMed Central または arXiv に全文があれば追加されます。
library-texts-read = { $count } 件の論文の全文がライブラリにあります
library-texts-later = { $count } 件の論文の全文を持っている可能性のあるサービスが停止しています。1 日以内にもう一度確認します
library-texts-missing = { $count } 件の論文の全文は、PubMed Central からも arXiv からも取得できませんでした
library-title-needed = { $name } の最初のページからは題名が分かりません。
library-title-needed-todo = 題名を入力すると、その題名で追加されます。
library-title-button = 題名を入力
library-title-field = 論文の題名
library-title-empty = 題名がありません。
library-title-empty-todo = もう一度ボタンを押して、論文の題名を入力してください。

## Shared links
library-shared =
    { $count ->
       *[other] { $name } さんの共有：{ $count } 本の論文を追加しました
    }
library-shared-nothing = { $name } さんの共有：追加できる論文はありませんでした
library-shared-too-many = ここで一度に共有された論文が多すぎます。
library-shared-too-many-todo = 残りは、しばらくしてからメッセージのメニューの「アプリ」にある「{ cmd-add-papers }」で追加してください。

## The list
library-list =
    { $count ->
       *[other] ライブラリの論文：{ $count } 本
    }
library-forgotten = この一覧は期限切れです。
library-forgotten-todo = /{ cmd-library } { cmd-library-list } をもう一度実行してください。

## Counts
library-stock =
    { $count ->
       *[other] ライブラリの論文：{ $count } 本
    }
library-stock-abstracts =
    { $count ->
       *[other] うち { $count } 本に要旨があります
    }
library-stock-uploads =
    { $count ->
       *[other] うち { $count } 本はこのサーバーのメンバーがアップロードしました
    }
library-stock-whole =
    { $count ->
       *[other] うち { $count } 本は全文があります（{ $passages } 箇所）
    }
library-stock-waiting =
    { $count ->
       *[other] { $count } 本が索引待ちで、まだ検索できません
    }
library-stock-indexed = すべて索引済みです。
library-stock-years = 年
library-stock-earlier = それ以前
library-stock-undated = 日付なし
library-stock-categories = 分野
library-stock-sources = 出典
library-stock-count = { $name }（{ $count }）
library-grown =
    { $count ->
        [0] 前回の自動取り込み（{ $when }）：新着なし
       *[other] 前回の自動取り込み（{ $when }）：新着論文 { $count } 本
    }
library-grown-never = 自動取り込みはまだ行われていません。
library-growth-failing = { $name } の取り込みに失敗しています（最後の成功：{ $when }）。次の試行：{ $due }
library-growth-failing-always = { $name } の取り込みは、まだ成功していません。次の試行：{ $due }
library-growth-incident = 詳しくはログを参照してください：インシデント { $incident }

## Removing
library-removed = ライブラリから削除しました
library-removed-with-text = 全文も削除されました。元に戻しても復元されるのは書誌情報だけです。全文はファイルをもう一度追加してください。
library-text-removed = このサーバーから全文を削除しました
library-shared-by-servers = このライブラリはほかのサーバーと共有されているため、ここからは論文を削除できません。
library-shared-by-servers-todo = ボットの運営者が削除するか、このサーバーの管理者に許可できます（FOOTNOTE_LIBRARY_SERVERS）。

## Undoing
library-button-undo = 元に戻す
library-undone = 変更を取り消し、ライブラリを元の状態に戻しました。
library-undone-but-text = ただし全文は戻りません。必要ならファイルをもう一度追加してください。
library-undo-changed = その後これらの論文が変更されたため、元に戻せません。
library-undo-not-yours = 元に戻せるのは、操作した人かサーバーの管理者だけです。
