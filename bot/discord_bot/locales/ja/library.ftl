# ライブラリを育てるときの言葉。

## Commands
cmd-library = ライブラリ
cmd-library-about = ライブラリに論文を加え、内容を確かめます
cmd-library-add = 追加
cmd-library-add-about = ファイル、リンク、ID から論文を追加します
cmd-library-add-opt-file = ファイル
cmd-library-add-opt-file-about = BibTeX、RIS、CSV、JSON Lines、保存したページ
cmd-library-add-opt-papers = 論文
cmd-library-add-opt-papers-about = リンク、arXiv ID、DOI
cmd-library-list = 一覧
cmd-library-list-about = ライブラリをページごとに見ます
cmd-library-list-opt-sort = 並び順
cmd-library-list-opt-sort-about = 一覧の並び順
cmd-library-list-sort-added = 追加が新しい順
cmd-library-list-sort-published = 発表が新しい順
cmd-library-list-sort-title = タイトル順
cmd-library-list-opt-category = 分野
cmd-library-list-opt-category-about = 例：cs.CL（cs は cs.CL も含みます）
cmd-library-stats = 統計
cmd-library-stats-about = 論文、年、分野、出典の数を数えます
cmd-library-remove = 削除
cmd-library-remove-about = 論文を削除します（サーバーの管理者向け）
cmd-library-remove-opt-paper = 論文
cmd-library-remove-opt-paper-about = タイトルを入力し始めてください。ID、リンク、DOI も使えます
cmd-add-papers = このメッセージの論文を追加

## Adding
library-add-nothing = 追加するものがまだありません。
library-add-nothing-todo = ファイル（BibTeX、RIS、CSV、JSON Lines、保存した Hugging Face Papers のページ）を添付するか、リンクや ID を書いてください。
library-no-reference = リンク、arXiv ID、DOI のどれも見つかりません。
library-no-reference-todo = 空白で区切って書くか、論文のファイルを添付してください。
library-message-nothing = このメッセージには添付ファイルがなく、リンク、arXiv ID、DOI で論文を示してもいません。
library-message-nothing-todo = リンク、arXiv ID、DOI のあるメッセージか、ファイル（BibTeX、RIS、CSV、JSON Lines、保存したページ）が添付されたメッセージで使ってください。
library-too-large = ファイル { $name } は大きすぎて、ここでは追加できません。
library-too-large-todo = { $megabytes } MB までのファイルを添付してください。もっと大きなものは、ボットの運営者が「footnote ingest file」で追加できます。
library-not-received = ファイル { $name } を Discord から受け取れませんでした。
library-not-received-todo = もう一度添付してください。
library-compressed = ファイル { $name } は圧縮されています。
library-compressed-todo = 展開して、中のファイルを添付してください。
library-too-slow = ファイル { $name } の読み込みに時間がかかりすぎたため、中止しました。
library-too-slow-todo = 大きすぎるか、入れ子が深すぎる可能性があります。小さく分けるか、JSON Lines 形式で添付してください。
library-unreadable = ファイル { $name } を読み込めませんでした。必要なメモリが多すぎるか、壊れています。
library-unreadable-todo = ファイルが完全か確かめ、小さく分けるか、JSON Lines 形式で添付してください。
library-rate = 論文の追加が速すぎて、取り込みが追いつきません。
library-rate-todo = 1分後にもう一度追加してください。
library-added =
    { $count ->
       *[other] { $count } 本の論文を追加しました
    }
library-nothing-new = 新しいものはありません
library-turned-away = アップロードでは、ライブラリにすでにある内容は変わりません
library-not-taken = 「{ $title }」の次の項目は取り込まれませんでした：{ $fields }。{ $why }
library-not-taken-more = ほか { $count } 件でも、一部は取り込まれませんでした
library-held-service = この論文は提供元のサービスから取得済みで、アップロードは空欄を埋めるだけです。
library-held-operator = この論文はこのボットの運営者が取り込んだもので、アップロードは空欄を埋めるだけです。
library-held-member = この論文はすでにアップロードされていて、次のアップロードは空欄を埋めるだけです。
library-held-unknown = この論文は以前からライブラリにあり、アップロードは空欄を埋めるだけです。
library-held-nobody = アップロードでは、論文についてこれを指定できません。
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
       *[other] { $count } 件の記録からは論文が得られませんでした
    }
library-rejected-line = { $line } 行目：{ $reason }
library-cut =
    { $count ->
       *[other] { $count } 本の論文は保存できる長さを超えたため、短くしました
    }
library-cut-paper = 「{ $title }」：{ $fields }
library-field-title = 題名
library-field-abstract = 要旨
library-field-authors = 著者
library-field-categories = 分野
library-field-source = 出典
library-field-url = リンク
library-field-doi = DOI
library-field-extra = その他の情報
library-field-paper-id = ID
library-known =
    { $count ->
        [one] この論文はすでにライブラリにあります
       *[other] これらの { $count } 本はすでにライブラリにあります
    }
library-cannot-fetch =
    { $count ->
       *[other] 次の { $count } 本はライブラリになく、ここでは論文を取得できません
    }
library-cannot-fetch-todo = 論文を追加するには、/{ cmd-library } { cmd-library-add } にファイルを添付してください。文献管理ソフトの BibTeX や RIS、CSV、JSON Lines、保存した Hugging Face Papers のページが使えます。
library-not-fetched =
    { $count ->
       *[other] { $count } 件は取得できませんでした
    }
library-more-references = 一度に { $most } 件まで受け付けます。それより後のものは省きました。

## Shared links
library-shared =
    { $count ->
       *[other] { $name } さんの共有：{ $count } 本の論文を追加しました
    }
library-shared-nothing = { $name } さんの共有：追加できたものはありません
library-shared-too-many = ここでは一度に取り込める数より多くの論文が共有されています。
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
library-stock-waiting =
    { $count ->
       *[other] { $count } 本が索引待ちで、まだ検索に出ません
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
        [0] 自動の取り込み（{ $when }）：新しいものなし
       *[other] 自動の取り込み（{ $when }）：新しい論文 { $count } 本
    }
library-grown-never = 自動で取り込まれたものはまだありません。
library-growth-failing = { $name } から取り込めていません（最後の成功：{ $when }）。次の試行：{ $due }
library-growth-failing-always = { $name } からはまだ取り込めていません。次の試行：{ $due }
library-growth-incident = 詳しくはログにあります：インシデント { $incident }

## Removing
library-remove = この論文をライブラリから削除しますか？
library-remove-about = このライブラリを共有するすべてのサーバーと、すべての本棚から消えます。
library-button-remove = 削除
library-button-keep = 残す
library-removed = ライブラリから削除しました
library-kept = 論文は残っています。
library-shared-by-servers = この文庫はほかのサーバーと共有されているため、ここから論文を削除することはできません。
library-shared-by-servers-todo = ボットの運営者が削除するか、このサーバーの管理者に許可できます（FOOTNOTE_LIBRARY_SERVERS）。
