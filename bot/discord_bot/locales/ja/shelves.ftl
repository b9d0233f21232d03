# 本棚と消去。

## Commands
cmd-shelf = 本棚
cmd-shelf-about = 論文をあとで読めるように保存します
cmd-shelf-add = 追加
cmd-shelf-add-about = 論文を本棚に追加します
cmd-shelf-show = 表示
cmd-shelf-show-about = 本棚を表示します
cmd-shelf-remove = 取り除く
cmd-shelf-remove-about = 論文を本棚から取り除きます
cmd-shelf-remove-opt-paper-about = 保存した論文のタイトルを入力すると候補が表示されます
cmd-shelf-export = 書き出し
cmd-shelf-export-about = 本棚をファイルに書き出します
cmd-shelf-export-opt-format = 形式
cmd-shelf-export-opt-format-about = ファイル形式
cmd-shelf-export-bibtex = BibTeX
cmd-shelf-export-ris = RIS（Zotero、EndNote）
cmd-shelf-export-csv = CSV（表計算）
cmd-shelf-export-markdown = Markdown
cmd-shelf-opt-paper = 論文
cmd-shelf-opt-paper-about = タイトルを入力すると候補が表示されます。ID、リンク、DOI も使えます
cmd-shelf-opt-whose = どちら
cmd-shelf-opt-whose-about = 自分の本棚か、サーバーの本棚か
cmd-shelf-whose-mine = 自分の本棚
cmd-shelf-whose-server = サーバーの本棚
cmd-forget-me = データ消去
cmd-forget-me-about = Footnote が保存しているあなたのデータを確認し、消去します

## Shelves
shelves-kept =
    { $whose ->
        [server]
            { $count ->
                [1] サーバーの本棚に追加しました
               *[other] { $count } 本の論文をサーバーの本棚に追加しました
            }
       *[mine]
            { $count ->
                [1] あなたの本棚に追加しました
               *[other] { $count } 本の論文をあなたの本棚に追加しました
            }
    }
shelves-there-already =
    { $count ->
       *[other] すでに本棚にあります
    }
shelves-shelf =
    { $whose ->
        [server]
            { $count ->
                [0] サーバーの本棚は空です
               *[other] サーバーの本棚：{ $count } 本
            }
       *[mine]
            { $count ->
                [0] あなたの本棚は空です
               *[other] あなたの本棚：{ $count } 本
            }
    }
shelves-shelf-hint =
    { $whose ->
        [server] /{ cmd-shelf } { cmd-shelf-add } で追加、/{ cmd-shelf } { cmd-shelf-export } で書き出しができます。
       *[mine] あなただけに表示されます。/{ cmd-shelf } { cmd-shelf-export } で書き出せます。
    }
shelves-no-server = ここにはサーバーの本棚がありません。
shelves-no-server-todo = 自分の本棚を使うか、Footnote が追加されたサーバーで実行してください。
shelves-not-there = その論文は本棚にありません。
shelves-not-there-todo = /{ cmd-shelf } { cmd-shelf-show } で本棚の論文を確認できます。
shelves-not-yours = その論文は別の人が追加したものです。
shelves-not-yours-todo = 取り除けるのは、追加した人かサーバーの管理者です。
shelves-taken-off = 本棚から取り除きました
shelves-empty = 本棚が空のため、書き出すものがありません。
shelves-empty-todo =
    { $whose ->
        [server] /{ cmd-shelf } { cmd-shelf-add } のオプション「{ cmd-shelf-opt-whose }」で「{ cmd-shelf-whose-server }」を選び、論文を追加してください。
       *[mine] /{ cmd-shelf } { cmd-shelf-add } か、論文の下の「{ rendering-button-shelf }」で追加できます。
    }
shelves-exported =
    { $count ->
       *[other] 本棚の { $count } 本を書き出したファイルです
    }

## Forgetting
shelves-forget = Footnote が保存しているあなたのデータ
shelves-forget-about = あなたの質問とその回答（続きの質問を理解するため）、各回答の作られ方、回答への投票、あなたの本棚、個人用のダイジェスト、サーバーの本棚にあなたが追加した論文の記録です。
shelves-forget-answers =
    { $count ->
        [0] 削除できる回答はありません。残りのデータを消去すると、元に戻せません。
       *[other] 続けると、これらをすべて消去し、あなたに回答した { $count } 件のメッセージを削除します。元に戻せません。
    }
shelves-forget-uploads = あなたは論文の全文も { $count } 件アップロードしています。全文と PDF は消去され、そのサーバーでは全文について質問できなくなります。題名と要旨は、あなたの名前なしで残ります。
shelves-button-forget = すべて消去
shelves-button-keep = キャンセル
shelves-forgot-nothing = 何も消去していません。
shelves-forgotten = 消去しました
shelves-erased = 消去したもの：質問と回答 { $turns } 件、投票 { $votes } 件、本棚の論文 { $shelved } 本、個人用のダイジェスト { $digests } 個。
shelves-erased-uploads = あなたがアップロードした論文 { $count } 件の全文と PDF も消去しました。
shelves-deleting =
    { $count ->
       *[other] あなたへのメッセージ { $count } 件を削除しています…
    }
shelves-deleted =
    { $count ->
       *[other] あなたへのメッセージ { $count } 件を削除しました。
    }
shelves-deleted-some = あなたへのメッセージ { $count } 件を削除しました。残りの { $left } 件は Discord の制限により削除できませんでした。サーバーの管理者に削除を依頼してください。
