# 検索、論文、要約、比較、話題の論文。

## Commands
cmd-search = 検索
cmd-search-about = ライブラリの論文を探します
cmd-search-opt-query = 検索語
cmd-search-opt-query-about = 語句、“完全一致の語句”、著者名、ID
cmd-search-opt-sort = 並び順
cmd-search-opt-sort-about = 結果の並び順
cmd-search-sort-relevance = 関連度順
cmd-search-sort-newest = 新しい順
cmd-search-sort-oldest = 古い順
cmd-search-opt-category = 分野
cmd-search-opt-category-about = 名称かコードを入力すると候補が表示されます（例：cs.CV）
cmd-search-opt-year-from = 開始年
cmd-search-opt-year-from-about = この年以降
cmd-search-opt-year-to = 終了年
cmd-search-opt-year-to-about = この年まで
cmd-search-opt-author = 著者
cmd-search-opt-author-about = この著者の論文
cmd-search-opt-source = 出典
cmd-search-opt-source-about = この出典の論文（例：arxiv）

cmd-paper = 論文
cmd-paper-about = 論文の要旨、リンク、BibTeX を表示します
cmd-opt-paper = 論文
cmd-opt-paper-about = タイトルを入力すると候補が表示されます。ID、リンク、DOI も使えます

cmd-summarize = 要約
cmd-summarize-about = 論文または節を好みの形式と言語で要約します
cmd-summarize-opt-style = 形式
cmd-summarize-opt-style-about = 要約の仕方
cmd-summarize-opt-section = 節
cmd-summarize-opt-section-about = この節だけを要約します（論文の全文がある場合）
cmd-summarize-opt-language = 言語
cmd-summarize-opt-language-about = 要約の言語（言語モデルが必要です）

cmd-related = 関連論文
cmd-related-about = ある論文に関連する論文を探します

cmd-compare = 比較
cmd-compare-about = 2〜5 本の論文を観点ごとに比較します
cmd-compare-opt-paper1 = 論文1
cmd-compare-opt-paper2 = 論文2
cmd-compare-opt-paper3 = 論文3
cmd-compare-opt-paper4 = 論文4
cmd-compare-opt-paper5 = 論文5
cmd-compare-opt-paper1-about = タイトルを入力すると候補が表示されます。ID、リンク、DOI も使えます
cmd-compare-opt-paper2-about = { cmd-compare-opt-paper1-about }
cmd-compare-opt-paper3-about = もう 1 本（任意）
cmd-compare-opt-paper4-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-paper5-about = { cmd-compare-opt-paper3-about }
cmd-compare-opt-aspects = 観点
cmd-compare-opt-aspects-about = 比較する観点をコンマで区切って書きます

cmd-trending = 話題
cmd-trending-about = 1 日、1 週間、1 か月の話題の論文を表示します
cmd-trending-opt-period = 期間
cmd-trending-opt-period-about = どこまでさかのぼるか
cmd-trending-period-day = 1 日
cmd-trending-period-week = 1 週間
cmd-trending-period-month = 1 か月

cmd-explain = この論文を説明
cmd-key-points = この論文の要点

## Search
papers-empty-query = 検索語が入力されていません。
papers-forgotten = 期限が切れています。
papers-forgotten-todo = もう一度コマンドを実行してください。
papers-gone =
    { $count ->
       *[other] 選んだ論文はもうライブラリにありません。
    }
papers-gone-todo = もう一度検索して、現在の論文を確認してください。

## One paper
papers-not-translated = 言語モデルがないため、{ $language } ではなく、論文の原文の言語で引用しています。
papers-no-section = この論文に「{ $section }」という節はありません。
papers-no-section-todo = ある節：{ $sections }
papers-only-abstract = ライブラリにあるのはこの論文の要旨だけで、節はありません。
papers-only-abstract-todo = 節を指定せずに要約するか、/{ cmd-library } { cmd-library-add } で論文の PDF を追加してください。

## Comparisons
papers-compare-with = 比較する論文
papers-choose-to-compare = 1〜4 本の論文を選ぶ…
papers-nothing-to-compare = ライブラリには、比較できるほかの論文がありません。
papers-picture = 比較の画像（内容は本文と同じ）：{ $titles }
papers-table = 比較の表。各欄に裏付けとなる論文の原文があります
papers-button-aspects = 別の観点
papers-aspects-title = 別の観点で比較
papers-aspects-label = 観点（1 行に 1 つ、10 個まで）
papers-aspects-hint = 手法、データ、結果…

## Trending
papers-trending =
    { $of ->
        [day] 今日話題の論文
        [week] 今週話題の論文
        [month] 今月話題の論文
       *[added] 最近ライブラリに加わった論文
    }
papers-trending-by =
    { $order ->
        [upvotes] 読者の高評価が多い順です。
        [newest] この期間の論文には投票がないため、新しい順です。
       *[added] ライブラリにこの期間の論文がないため、最近追加された順です。
    }
papers-trending-votes =
    { $count ->
       *[other] ▲ { $count } 票
    }

## Explain this paper
papers-explain-which = どの論文のことですか？
papers-explain-nothing = このメッセージには論文が見つかりませんでした。
papers-explain-nothing-todo = リンク、arXiv ID、DOI、または論文の正確なタイトルがあるメッセージで使ってください。
papers-explain-unknown = { $papers } はライブラリにありません。
papers-explain-unknown-todo = /{ cmd-library } { cmd-library-add } で追加してから、もう一度試してください。
papers-explain-add = { $paper } を追加
