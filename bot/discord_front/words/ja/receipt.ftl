# 回答がどうできたか。
cmd-why = 理由
cmd-why-about = 回答がどのようにできたかを見ます
cmd-why-opt-answer = 回答
cmd-why-opt-answer-about = 回答へのリンクか記録の番号。省くと、ここの最新の回答

receipt-button = この回答の理由
receipt-title = この回答の理由
receipt-answered = 回答しました
receipt-refused-far = 回答なし：十分に近い論文がありません
receipt-refused-detail = 回答なし：その詳細を述べた要旨がありません
receipt-refused-declined = 回答なし：要旨の内容では答えられません
receipt-confidence = 確からしさ { NUMBER($confidence, minimumFractionDigits: 2, maximumFractionDigits: 2) }（{ NUMBER($cutoff, minimumFractionDigits: 2, maximumFractionDigits: 2) } 以上が必要）
receipt-papers = 見つかった論文
receipt-scores = 適合 { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) } · 語 { NUMBER($lexical, minimumFractionDigits: 1, maximumFractionDigits: 1) } · 意味 { NUMBER($dense, minimumFractionDigits: 2, maximumFractionDigits: 2) } · 再照合 { NUMBER($alignment, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-sentences = 確認した文
receipt-verdict = { $verdict } { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-supported = 裏付けあり
receipt-contradicted = 矛盾
receipt-unsupported = 裏付けなし
receipt-more = ほか { $count } 件
receipt-by-model = { $model } が作成
receipt-by-nobody = 言語モデルは使っていません
receipt-prompt = プロンプト { $name } { $hash }
receipt-tokens = 入力 { NUMBER($prompt) } トークン、出力 { NUMBER($completion) }
receipt-cost = { NUMBER($cost, minimumFractionDigits: 2, maximumFractionDigits: 6) } 米ドル
receipt-cost-unknown = 費用は不明
receipt-times = { NUMBER($total, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒（検索 { NUMBER($search, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒、作成 { NUMBER($model, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒）
receipt-library = ライブラリの論文 { NUMBER($count) } 本、埋め込み { $embedder }
receipt-made = { DATETIME($day, dateStyle: "long") } · Footnote { $version }
receipt-id = 記録 { $id }
receipt-gone = この回答の記録は保存されていないか、期限が過ぎています。
receipt-gone-todo =
    { $days ->
        [0] ここでは記録を保存しません。
       *[other] ここでは記録を { $days } 日間保存します。
    }
receipt-nothing-here = ここではまだ何も回答していません。
receipt-nothing-here-todo = 回答へのリンクを指定するか、回答のある場所で /{ cmd-why } を使ってください。
receipt-unknown = あなたに見える回答の中に、それはありません。
receipt-unknown-todo = 回答へのリンクを指定してください。省くと、ここの最新の回答になります。
