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
receipt-fates = モデルが書いた文：{ $fates }
receipt-fate-shown = 表示 { $count }
receipt-fate-struck = 取り消し線 { $count }
receipt-fate-left-out = 省略 { $count }
receipt-fate-withheld = 差し止め { $count }
receipt-fate-declining = 回答なし { $count }
receipt-fate-replaced = 破棄された下書き { $count }
receipt-replaced = 破棄された下書きの一部
receipt-declining = モデルは答えが見つからないと書きました
receipt-withheld-markup = 差し止め：動作するマークアップを含みます
receipt-withheld-link = 差し止め：アドレスを除くと何も残りません
receipt-withheld-mention = 差し止め：誰かへの呼びかけか連絡先を含みます
receipt-withheld-instruction = 差し止め：読者やモデルに指示しています
receipt-withheld-itself = 差し止め：モデル自身について述べています
receipt-withheld-language = 差し止め：求められた言語ではありません
receipt-withheld-length = 差し止め：長すぎるか、繰り返しです
receipt-withheld-hidden = 差し止め：論文が指示をしている箇所の語を含みます
receipt-withheld-unrelated = 差し止め：引用した論文と共通の語がありません
receipt-withheld-prompt = 差し止め：モデルへの指示を明かしています
receipt-withheld-other = 差し止め：別の版の Footnote によるものです
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
receipt-gone = この回答の記録はありません。
receipt-gone-todo =
    { $days ->
        [0] ここでは記録を保存しません。
       *[other] ここでは記録を { $days } 日間保存します。
    }
receipt-nothing-here = ここではまだ何も回答していません。
receipt-nothing-here-todo = 回答へのリンクを指定するか、回答のある場所で /{ cmd-why } を使ってください。
receipt-unknown = あなたに見える回答の中に、それはありません。
receipt-unknown-todo = 回答へのリンクを指定してください。省くと、ここの最新の回答になります。
