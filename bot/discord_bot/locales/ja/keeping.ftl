# 本棚と消去の言葉。

## Commands
cmd-shelf = 本棚
cmd-shelf-about = 論文を手元に置きます
cmd-shelf-add = 追加
cmd-shelf-add-about = 論文を本棚に置きます
cmd-shelf-show = 表示
cmd-shelf-show-about = 本棚を表示します
cmd-shelf-remove = 取り除く
cmd-shelf-remove-about = 論文を本棚から取り除きます
cmd-shelf-remove-opt-paper-about = 本棚にある論文のタイトルを入力し始めてください
cmd-shelf-export = 書き出し
cmd-shelf-export-about = 本棚をファイルにします
cmd-shelf-export-opt-format = 形式
cmd-shelf-export-opt-format-about = どのソフト向けか
cmd-shelf-export-bibtex = BibTeX
cmd-shelf-export-ris = RIS（Zotero、EndNote）
cmd-shelf-export-csv = CSV（表計算）
cmd-shelf-export-markdown = Markdown
cmd-shelf-opt-paper = 論文
cmd-shelf-opt-paper-about = タイトルを入力し始めてください。ID、リンク、DOI も使えます
cmd-shelf-opt-whose = どちら
cmd-shelf-opt-whose-about = 自分の本棚か、サーバーの本棚か
cmd-shelf-whose-mine = 自分の
cmd-shelf-whose-server = サーバーの
cmd-forget-me = 記録を消す
cmd-forget-me-about = あなたについて Footnote が保存していることを確かめ、消します

## Shelves
keeping-kept =
    { $count ->
        [one] 本棚に置きました
       *[other] { $count } 本の論文を本棚に置きました
    }
keeping-kept-server =
    { $count ->
        [one] サーバーの本棚に置きました
       *[other] { $count } 本の論文をサーバーの本棚に置きました
    }
keeping-there-already =
    { $count ->
       *[other] すでに本棚にあります
    }
keeping-shelf-mine =
    { $count ->
        [0] あなたの本棚は空です
       *[other] あなたの本棚：{ $count } 本
    }
keeping-shelf-mine-hint = あなただけに見えています。/{ cmd-shelf } { cmd-shelf-export } でファイルにできます。
keeping-shelf-server =
    { $count ->
        [0] サーバーの本棚は空です
       *[other] サーバーの本棚：{ $count } 本
    }
keeping-shelf-server-hint = /{ cmd-shelf } { cmd-shelf-add } で追加、/{ cmd-shelf } { cmd-shelf-export } でファイルにできます。
keeping-no-server = ここにはサーバーの本棚がありません。
keeping-no-server-todo = 自分の本棚を使うか、Footnote が追加されたサーバーで実行してください。
keeping-not-there = その論文は本棚にありません。
keeping-not-there-todo = /{ cmd-shelf } { cmd-shelf-show } で本棚の中身を確かめられます。
keeping-not-yours = その論文は別の人が置いたものです。
keeping-not-yours-todo = 取り除けるのは、置いた人かサーバーの管理者です。
keeping-taken-off = 本棚から取り除きました
keeping-empty = 本棚が空なので、書き出すものがありません。
keeping-empty-todo = /{ cmd-shelf } { cmd-shelf-add } か、論文の下の「{ look-button-shelf }」で本棚に置けます。
keeping-exported =
    { $count ->
       *[other] 本棚の { $count } 本をファイルにしました
    }

## Forgetting
keeping-forget = あなたについて Footnote が保存していること
keeping-forget-about = 続きの質問を理解するための質問と回答、回答がどうできたかの記録、回答への票、そしてあなたの本棚です。サーバーの本棚については、あなたが論文を置いたことも含みます。
keeping-forget-answers =
    { $count ->
        [0] 削除できる回答はありません。ほかのものを消すと元に戻せません。
       *[other] 続けると、これらをすべて消し、あなたに答えた { $count } 件のメッセージも削除します。元に戻せません。
    }
keeping-button-forget = すべて消す
keeping-button-keep = このままにする
keeping-forgot-nothing = 何も消していません。
keeping-forgotten = 消しました
keeping-erased = 消したもの：質問と回答 { $turns } 件、票 { $votes } 件、本棚の論文 { $shelved } 本。
keeping-deleting =
    { $count ->
       *[other] { $count } 件のメッセージを削除しています…
    }
keeping-deleted =
    { $count ->
       *[other] { $count } 件のメッセージを削除しました。
    }
keeping-deleted-some = メッセージを { $count } 件削除しました。{ $left } 件は Discord で削除が許されませんでした。サーバーの管理者に相談してください。
