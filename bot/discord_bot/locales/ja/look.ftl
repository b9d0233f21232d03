# 回答、論文、一覧のまわりの文。

## 回答
look-thinking = 要旨を読んでいます…
look-waiting =
    { $before ->
        [0] 次はあなたの番です。
       *[other] 順番待ちです。あなたの前に質問が { $before } 件あります。
    }
look-writing = まだ書いています…
look-nothing-supported = 要旨で裏付けられた文はありませんでした。
look-quoted = 要旨からの引用（言語モデル不使用）
look-fell-failed = 言語モデルが応答しなかったため、要旨からの引用を示します。
look-fell-declined = 言語モデルが回答を断ったため、要旨からの引用を示します。
look-fell-too-long = 言語モデルには長すぎたため、要旨からの引用を示します。
look-fell-strayed = 言語モデルの下書きに要旨の裏付けがなかったため、要旨からの引用を示します。
look-fell-over-budget = 今日の AI の利用上限に達したため、要旨からの引用を示します。
look-fell-partly = 言語モデルの下書きに要旨の裏付けがなかった箇所では、要旨からの引用を示します。
look-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒
look-left-out = 裏付けのない { $count } 文を省きました
look-struck = 裏付けのない { $count } 文に取り消し線を引きました
look-withheld = { $count } 文を非表示にしました
look-unverified = 未確認
look-searched = 検索内容：{ $question }

## 回答できないとき
look-refused = この質問に答える要旨はライブラリにありません。
look-missing = 要旨に記載がありません：{ $what }
look-closest = 最も近い論文：
look-nearest = ライブラリで最も近い論文：
look-refused-nothing = ライブラリに近い論文がありません。ライブラリが空か、絞り込みですべての論文が除外されている可能性があります。
look-refused-hint = 質問を言い換えるか、/{ cmd-library } { cmd-library-add } で適切な論文を追加してください。

## 出典と根拠
look-sources = 出典
look-no-sources = この回答は論文を引用していません。
look-evidence = 根拠
look-evidence-hint = 各文の下に、その裏付けとなる要旨の原文を示します。
look-verbatim = 原文のままの引用
look-no-evidence = この回答には、示せる根拠がありません。

## 論文
look-two-authors = { $first }、{ $second }
look-and-others = { $first } ほか
look-and-more = { $names } ほか { $more } 名
look-published = { DATETIME($day, dateStyle: "long") }
look-no-abstract = この論文の要旨はライブラリにありません。
look-withdrawn = ⚠ 撤回済み
look-withdrawn-because = ⚠ 撤回済み：{ $reason }
look-uploaded = メンバーがアップロード
look-origin-service = 提供元から取得
look-origin-operator = ボットの運営者が取り込み
look-origin-member = メンバーがアップロード
look-origin-unknown = Footnote が取得元の記録を始める前に追加
look-origin-uploaded = メンバーのアップロードによる項目：{ $fields }
look-field-title = タイトル
look-field-abstract = 要旨
look-field-authors = 著者
look-field-date = 日付
look-field-categories = 分野
look-field-link = リンク
look-field-id = ID または DOI
look-field-version = バージョン
look-field-withdrawal = 撤回
look-no-papers = まだ論文がありません。
look-more-papers = ほか { $count } 本

## 検索
look-hits = 「{ $query }」に関する論文
look-filters = 絞り込み：{ $filters }
look-years-from = { $year } 年以降
look-years-to = { $year } 年まで
look-years = { $first }～{ $last } 年
look-nothing-found = 見つかりませんでした。別の言葉でお試しください。
look-nothing-found-filtered = 見つかりませんでした。別の言葉にするか、絞り込みを減らしてみてください。
look-choose-papers = 論文を選ぶ…
look-page = { $page } / { $pages } ページ
look-related = 次の論文に関連
look-nothing-related = 関連する論文はライブラリにありません。
look-chosen = { $count } 本の論文を選択中

## 要約
look-choose-style = 別の形式を選ぶ…
look-style-tldr = ひとことで
look-style-key-points = 要点
look-style-technical = 専門的に
look-style-plain = やさしい言葉で

## 比較
look-compared = { $count } 本の論文の比較
look-aspect-problem = 課題
look-aspect-method = 手法
look-aspect-data = データ
look-aspect-results = 結果
look-aspect-limitations = 限界
look-not-stated = 要旨に記載なし
look-shortened = ここでは省略しています。全文は添付の表にあります。

## お知らせ
look-incident = インシデント番号 { $incident }
look-bibtex-file = BibTeX のエントリ（ファイル）

## ボタン
look-button-evidence = 根拠
look-button-sources = 出典
look-button-bibtex = BibTeX
look-button-again = 再生成
look-button-retry = もう一度質問
look-button-follow = 続けて質問
look-button-up = 役に立った
look-button-down = 役に立たなかった
look-button-open = 開く
look-button-summarize = 要約
look-button-related = 関連論文
look-button-compare = 比較
look-button-shelf = 保存
look-button-card = 詳細
look-button-paper = 論文を読む
look-button-before = 前へ
look-button-after = 次へ
