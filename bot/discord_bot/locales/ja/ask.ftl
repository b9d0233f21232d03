# 質問と回答。
cmd-ask = 質問
cmd-ask-about = ライブラリに質問します。すべての文に脚注が付きます
cmd-ask-opt-question = 質問文
cmd-ask-opt-question-about = 質問の内容
cmd-ask-opt-paper-about = この論文だけから答えます。タイトルを入力すると候補が表示されます。ID、リンク、DOI も使えます
cmd-ask-opt-category = 分野
cmd-ask-opt-category-about = 名称かコードを入力すると候補が表示されます（例：cs.CV）
cmd-ask-opt-year-from = 開始年
cmd-ask-opt-year-from-about = この年以降の論文だけを使います
cmd-ask-opt-year-to = 終了年
cmd-ask-opt-year-to-about = この年までの論文だけを使います
cmd-ask-opt-author = 著者
cmd-ask-opt-author-about = この著者の論文だけを使います
cmd-ask-opt-source = 出典
cmd-ask-opt-source-about = この出典の論文だけを使います（例：arxiv）
cmd-ask-opt-model = モデル
cmd-ask-opt-model-about = 回答する言語モデル（既定：サーバーの設定）

ask-empty = 質問が空です。
ask-empty-todo = 質問を書いてください。
ask-unknown-model = 「{ $model }」というモデルは、ここでは使えません。
ask-unknown-model-todo = オプション「{ cmd-ask-opt-model }」で選ぶか、指定を省いてください。
ask-closing = Footnote はまもなく再起動します。
ask-closing-todo = 1 分ほどしてからもう一度質問してください。
ask-cut = Footnote の再起動のため、回答が中断されました。
ask-cut-todo = 1 分ほどしてからもう一度質問してください。
ask-forgotten = この回答はもう保存されていません。
ask-forgotten-todo = もう一度質問すると新しい回答が得られます。
ask-not-yours = この回答を再生成できるのは、質問した人かサーバーの管理者だけです。
ask-not-yours-todo = /{ cmd-ask } を使って、ご自分で質問してください。
ask-at-it = 新しい回答をすでに生成しています。
ask-no-mentions = そのサーバーでは、Footnote はメンションに回答しません。
ask-no-mentions-todo = 代わりに /{ cmd-ask } を使ってください。
ask-cost = { $tokens } トークン、{ $dollars } 米ドル。
ask-cost-unknown = { $tokens } トークン。
ask-answered-before =
    { $minutes ->
        [0] 同じ質問がたった今ありました。
       *[other] 同じ質問が { $minutes } 分前にありました。
    }
ask-regenerate = メニューの「{ rendering-button-again }」で新しい回答を作れます。
ask-elsewhere = 質問された場所に回答を表示できなかったため、こちらにお届けします。
ask-late = 回答に時間がかかりすぎたため、質問された場所に表示できませんでした。
ask-how = 何を知りたいですか？
ask-how-text = 質問を書いてメンションするか、`/{ cmd-ask }` を使うか、回答に返信して続けて質問してください。
ask-form-title = 続けて質問
ask-form-question = 質問
ask-form-placeholder = これまでの研究と比べるとどうですか？
ask-there = 質問をスレッドに移しました。
ask-below = スレッドを作成できなかったため、このチャンネルに回答しました。
ask-direct = ここに回答を表示できなかったため、ダイレクトメッセージに送りました。
ask-unanswered = 質問には回答できませんでした。
ask-go = 移動する
ask-button-delete-ask = 削除…
ask-button-delete = 削除
ask-delete = この質問と回答を削除しますか？
ask-delete-about = 回答は全員から見えなくなり、保存している内容も消去されます。元に戻すことはできません。
ask-deleted = 削除しました。
ask-deleted-not-message = 保存していた内容は消去しましたが、Discord でメッセージを削除できませんでした。Discord 上で削除してください。
ask-not-yours-to-delete = この回答を削除できるのは、質問した人かサーバーの管理者だけです。
