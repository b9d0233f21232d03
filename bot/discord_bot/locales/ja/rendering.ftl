# 回答、論文、一覧のまわりの文。

## 回答
rendering-thinking = ライブラリを検索しています…
rendering-reading =
    { $read ->
        [paper] { $papers } 件の論文を読んでいます…
       *[abstract] { $papers } 件の要旨を読んでいます…
    }
rendering-waiting =
    { $before ->
        [0] 次はあなたの番です。
       *[other] 順番待ちです。あなたの前に質問が { $before } 件あります。
    }
rendering-writing = まだ書いています…
rendering-nothing-supported =
    { $read ->
        [paper] 論文で裏付けられた文はありませんでした。
       *[abstract] 要旨で裏付けられた文はありませんでした。
    }
rendering-quoted =
    { $read ->
        [accounts] 引用（言語モデル不使用）
        [paper] 論文からの引用（言語モデル不使用）
       *[abstract] 要旨からの引用（言語モデル不使用）
    }
rendering-quoted-instead =
    { $read ->
        [accounts] 引用
        [paper] 論文からの引用
       *[abstract] 要旨からの引用
    }
rendering-accounts = 本文は Footnote のために書かれた紹介文です。著者による要旨はリンク先にあります。
rendering-section-cut = この節は言語モデルには長すぎるため、一部だけを読んでいます。
rendering-from-catalog = ライブラリの記録より
rendering-fell =
    { $read ->
        [paper]
            { $how ->
                [declined] 言語モデルが回答を断ったため、論文からの引用を示します。
                [too-long] 言語モデルには長すぎたため、論文からの引用を示します。
                [strayed] 言語モデルの下書きには論文の裏付けがなかったため、論文からの引用を示します。
                [over-budget] 今日の AI の利用上限に達したため、論文からの引用を示します。
                [partly] 言語モデルの下書きに論文の裏付けがなかった箇所では、論文からの引用を示します。
               *[failed] 言語モデルが応答しなかったため、論文からの引用を示します。
            }
       *[abstract]
            { $how ->
                [declined] 言語モデルが回答を断ったため、要旨からの引用を示します。
                [too-long] 言語モデルには長すぎたため、要旨からの引用を示します。
                [strayed] 言語モデルの下書きには要旨の裏付けがなかったため、要旨からの引用を示します。
                [over-budget] 今日の AI の利用上限に達したため、要旨からの引用を示します。
                [partly] 言語モデルの下書きに要旨の裏付けがなかった箇所では、要旨からの引用を示します。
               *[failed] 言語モデルが応答しなかったため、要旨からの引用を示します。
            }
    }
rendering-seconds = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } 秒
rendering-left-out = 裏付けのない { $count } 文を省きました
rendering-struck = 裏付けのない { $count } 文に取り消し線を引きました
rendering-withheld = { $count } 文を非表示にしました
rendering-unverified = 未確認
rendering-searched = 検索内容：{ $question }

## 回答の上の一行
rendering-lead =
    { $key ->
        [nearest] **最も近い記述：**
        [best-papers] 最も関連の深い**{ $count } 本の論文**。ほかの論文は /{ cmd-search } { $value } で探せます：
        [not-compared] 「{ $value }」にあたる論文がライブラリに**見つからない**ため、比較できません。
        [no-papers] これについての論文はライブラリに**ありません**。
        [no-limitation]
            { $title }
            { "" }**{ $read ->
                [paper] 論文に限界の記述は見つかりませんでした。
               *[abstract] 要旨に限界の記述は見つかりませんでした。
            }**
        [no-future-work]
            { $title }
            { "" }**{ $read ->
                [paper] 論文に今後の課題の記述は見つかりませんでした。
               *[abstract] 要旨に今後の課題の記述は見つかりませんでした。
            }**
        [authors]
            { $title }
            著者：{ $value }
        [published]
            { $title }
            公開：{ $value }
        [venue]
            { $title }
            掲載：{ $value }
        [link]
            { $title }
            { $value }
        [categories]
            { $title }
            分野：{ $value }
        [records] 該当する可能性のある論文：
        [paper-count]
            { $count ->
                [0] ライブラリには論文が**ありません**。
               *[other] ライブラリには**{ $count } 本の論文**があります。
            }
        [papers-of-year]
            { $count ->
                [0] ライブラリには { $value } 年の論文が**ありません**。
               *[other] ライブラリには { $value } 年の論文が**{ $count } 本**あります：
            }
        [papers-of-author]
            { $count ->
                [0] ライブラリには { $value } の論文が**ありません**。
               *[other] ライブラリには { $value } の論文が**{ $count } 本**あります：
            }
        [papers-with-title]
            { $count ->
                [0] タイトルに「{ $value }」を含む論文は**ありません**。
               *[other] タイトルに「{ $value }」を含む論文は**{ $count } 本**あります：
            }
        [newest]
            ライブラリで最も新しい論文（{ $count } 本）：
            { $title }
            公開：{ $value }
        [oldest]
            ライブラリで最も古い論文（{ $count } 本）：
            { $title }
            公開：{ $value }
        [library] ライブラリには**{ $count } 本の論文**があります：{ $value }
        [newest-papers] ライブラリで最も新しい論文：
        [oldest-papers] ライブラリで最も古い論文：
        [not-dated] ライブラリには、日付のある論文がありません。
        [not-recorded]
            { $title }
            その情報はライブラリに記録されていません。
        [greeting]
            👋 こんにちは！このライブラリの論文をもとに質問に答えます。
            たとえば：*{ $value }*
        [thanks]
            どういたしまして！いつでもまた聞いてください。
            たとえば：*{ $value }*
        [goodbye] 👋 またどうぞ！ライブラリはいつでも開いています。
        [help]
            このライブラリにある { $count } 件の論文をもとに質問に答え、すべての文に出典を付けます。論文の一覧、比較、要約、毎日のダイジェストの投稿もできます。
            たとえば：*{ $value }*
        [no-question]
            このライブラリの論文についての質問にだけ答えます。
            たとえば：*{ $value }*
        [empty-library] **ライブラリは空です。** まだ回答のもとになる論文がありません。/{ cmd-library } { cmd-library-add } で論文を追加してください。
       *[papers] これについての論文は**{ $count } 本**あります：
    }

## 回答できないとき
rendering-refused =
    { $read ->
        [paper] この質問に答えられる記述はライブラリにありません。
       *[abstract] この質問に答えられる要旨はライブラリにありません。
    }
rendering-missing =
    { $read ->
        [paper] 論文に記載がない内容：{ $what }
        [passages] 読んだ箇所に見つからない内容：{ $what }
       *[abstract] 要旨に記載がない内容：{ $what }
    }
rendering-closest = 最も近い論文：
rendering-nearest = ライブラリの中で最も近い論文：
rendering-refused-nothing = 内容の近い論文はライブラリにありません。
rendering-refused-filtered = 絞り込みの条件に合う論文がライブラリにありません。
rendering-refused-hint = 質問を言い換えるか、/{ cmd-library } { cmd-library-add } で適切な論文を追加してください。

## 出典と根拠
rendering-sources = 出典
rendering-no-sources = この回答は論文を引用していません。
rendering-evidence = 根拠
rendering-evidence-hint =
    { $read ->
        [paper] 各文の下に、その裏付けとなる論文の原文を示します。
       *[abstract] 各文の下に、その裏付けとなる要旨の原文を示します。
    }
rendering-evidence-quotes =
    { $read ->
        [paper] 引用を太字で、論文での前後の文とともに示します。
       *[abstract] 引用を太字で、要旨での前後の文とともに示します。
    }
rendering-evidence-printed = 各文の裏付けとなる原文に、論文のページ上で印を付けて示します。
rendering-verbatim = 原文のままの引用
rendering-location =
    { $by ->
        [page] p. { $names }
        [section] { $names } 節
       *[name] { $names }
    }
rendering-passage =
    { $kind ->
        [table] 表
        [caption] キャプション
       *[footnote] 脚注
    }
rendering-read =
    { $read ->
        [paper] 全文
       *[abstract] 要旨のみ
    }
rendering-citation-found = 出典は Footnote が特定
rendering-citation-corrected = 出典を { $numbers } から訂正
rendering-no-evidence = この回答には、示せる根拠がありません。

## 論文
rendering-two-authors = { $first }、{ $second }
rendering-and-others = { $first } ほか
rendering-and-more = { $names } ほか { $more } 名
rendering-published = { DATETIME($day, dateStyle: "long") }
rendering-no-abstract = この論文の要旨はライブラリにありません。
rendering-withdrawn = ⚠ 撤回済み
rendering-withdrawn-because = ⚠ 撤回済み：{ $reason }
rendering-uploaded = メンバーがアップロード
rendering-origin =
    { $origin ->
        [service] 提供元から取得
        [operator] ボットの運営者が取り込み
        [starter] Footnote に付属：本文は Footnote のために書かれた短い紹介文で、著者による要旨ではありません
        [member] メンバーがアップロード
       *[unknown] Footnote が取得元を記録するようになる前に追加
    }
rendering-field =
    { $field ->
        [abstract] 要旨
        [authors] 著者
        [date] 日付
        [categories] 分野
        [link] リンク
        [id] ID または DOI
        [version] バージョン
        [withdrawal] 撤回
       *[title] タイトル
    }
rendering-empty-library = ライブラリは空です。/{ cmd-library } { cmd-library-add } で論文を追加してください。
rendering-more-papers = ほか { $count } 本

## 検索
rendering-hits = 「{ $query }」の検索結果
rendering-filters = 絞り込み：{ $filters }
rendering-years-from = { $year } 年以降
rendering-years-to = { $year } 年以前
rendering-years = { $first }〜{ $last } 年
rendering-filter =
    { $field ->
        [categories] 分野 { $names }
        [authors] 著者 { $names }
        [paper] 論文 { $names }
       *[sources] 出典 { $names }
    }
rendering-nothing-found = 見つかりませんでした。別の言葉でお試しください。
rendering-only-meaning = これらの語を含む論文はありません。意味が近い論文：
rendering-nothing-found-filtered = 見つかりませんでした。別の言葉にするか、絞り込みを減らしてみてください。
rendering-choose-papers = 論文を選ぶ…
rendering-page = { $page } / { $pages } ページ
rendering-related = 次の論文に関連
rendering-nothing-related = 関連する論文はライブラリにありません。
rendering-chosen = { $count } 本の論文を選択中

## 要約
rendering-choose-style = 別の形式を選ぶ…
rendering-style =
    { $style ->
        [structured] 節ごとに
        [key-points] 要点
        [technical] 専門的に
        [plain] やさしい言葉で
        [abstract] 要旨
       *[tldr] ひとことで
    }

## 比較
rendering-compared = { $count } 本の論文の比較
rendering-aspect =
    { $aspect ->
        [method] 手法
        [data] データ
        [results] 結果
        [question] 問い
        [design] 研究デザインと介入
        [outcome] アウトカム
        [limitations] 限界
       *[problem] 課題
    }
rendering-not-stated =
    { $read ->
        [paper] 論文に記載なし
        [passages] 読んだ箇所には見当たらず
       *[abstract] 要旨に記載なし
    }
rendering-shortened = ここでは省略しています。全文は添付の表にあります。

## お知らせ
rendering-incident = インシデント番号 { $incident }
rendering-bibtex-file = BibTeX のエントリ（ファイル）

## ボタン
rendering-button-evidence = 根拠
rendering-button-sources = 出典
rendering-button-bibtex = BibTeX
rendering-button-again = 再生成
rendering-button-follow = 続けて質問
rendering-button-post = チャンネルに投稿
rendering-more = その他…
rendering-button-open = 開く
rendering-button-summarize = 要約
rendering-button-related = 関連論文
rendering-button-compare = 比較
rendering-button-shelf = 保存
rendering-button-card = 詳細
rendering-button-paper = 論文を読む
rendering-button-before = 前へ
rendering-button-after = 次へ

## Next questions
rendering-ask =
    { $kind ->
        [compare] { $first } と { $second } を比較
        [limitations] { $first } の限界は？
        [results] { $first } の結果は？
       *[method] { $first } の仕組みは？
    }

## Posts
rendering-posted-by = { $person } さんが投稿
rendering-cannot-post = このチャンネルに書き込む権限がありません。
rendering-cannot-post-todo = メッセージを送信する権限をモデレーターに依頼してください。
