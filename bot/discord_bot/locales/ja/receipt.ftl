# 回答の作られ方。
cmd-why = 理由
cmd-why-about = 回答がどのように作られたかを表示します

receipt-button = この回答の理由
receipt-title = この回答の理由
receipt-answered = 回答済み
receipt-refused =
    { $reason ->
        [far] 回答なし：十分に近い論文がありません
        [detail]
            { $read ->
                [paper] 回答なし：その詳細を述べた論文がありません
               *[abstract] 回答なし：その詳細を述べた要旨がありません
            }
       *[declined]
            { $read ->
                [paper] 回答なし：論文の中に答えがありません
               *[abstract] 回答なし：要旨からは答えられません
            }
    }
receipt-confidence = 信頼度 { NUMBER($confidence, minimumFractionDigits: 2, maximumFractionDigits: 2) }（{ NUMBER($cutoff, minimumFractionDigits: 2, maximumFractionDigits: 2) } 以上が必要）
receipt-papers = 見つかった論文
receipt-scores = スコア { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) } · キーワード { NUMBER($lexical, minimumFractionDigits: 1, maximumFractionDigits: 1) } · 意味 { NUMBER($dense, minimumFractionDigits: 2, maximumFractionDigits: 2) } · リランク { NUMBER($alignment, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-sentences = 検証した文
receipt-verdict = { $verdict } { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-label =
    { $label ->
        [supported] 裏付けあり
        [contradicted] 矛盾
       *[unsupported] 裏付けなし
    }
receipt-fates = モデルが書いた文：{ $fates }
receipt-fate =
    { $fate ->
        [struck] 取り消し線 { $count }
        [left-out] 省略 { $count }
        [withheld] 非表示 { $count }
        [declining] 「答えなし」とする文 { $count }
        [replaced] 破棄された下書き { $count }
       *[shown] 表示 { $count }
    }
receipt-discarded =
    { $fate ->
        [replaced] 破棄された下書きの一部
        [left-out] 確かめられる内容を含んでいません
       *[declining] モデルは、答えが見つからないと書きました
    }
receipt-withheld =
    { $reason ->
        [markup] 非表示：有効なマークアップを含みます
        [link] 非表示：リンクだけの文です
        [mention] 非表示：誰かへのメンションか連絡先を含みます
        [instruction] 非表示：読者やモデルに指示しています
        [itself] 非表示：モデル自身について述べています
        [language] 非表示：求められた言語ではありません
        [length] 非表示：長すぎるか、同じことを繰り返しています
        [hidden] 非表示：論文に埋め込まれた指示を繰り返しています
        [unrelated] 非表示：引用した論文と共通の語がありません
       *[other] 非表示：別のバージョンの Footnote による判断です
    }
receipt-more = ほか { $count } 件
receipt-by-model = { $model } が作成
receipt-by-nobody = 言語モデルは使われていません
receipt-prompt = プロンプト { $name } { $hash }
receipt-tokens = 入力 { NUMBER($prompt) } トークン、出力 { NUMBER($completion) }
receipt-cost = { NUMBER($cost, minimumFractionDigits: 2, maximumFractionDigits: 6) } 米ドル
receipt-cost-unknown = 費用は不明
receipt-times = { NUMBER($total, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒（検索 { NUMBER($search, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒、作成 { NUMBER($model, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒）
receipt-library = ライブラリの論文 { NUMBER($count) } 本、埋め込みモデル { $embedder }
receipt-made = { DATETIME($day, dateStyle: "long") } · Footnote { $version }
receipt-id = 記録 { $id }
receipt-gone = この回答の記録はありません。
receipt-gone-todo =
    { $days ->
        [0] ここでは記録を保存しません。
       *[other] ここでは記録を { $days } 日間保存します。
    }
receipt-nothing-here = ここではまだ何も回答していません。
receipt-nothing-here-todo = 回答のある場所で /{ cmd-why } を使ってください。
