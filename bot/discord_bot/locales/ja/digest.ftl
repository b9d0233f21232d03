# ダイジェスト：コマンド、購読、号。

## Commands
cmd-digest = ダイジェスト
cmd-digest-about = あなたに合った新着論文を届けます
cmd-digest-subscribe = 購読
cmd-digest-subscribe-about = チャンネルでダイジェストを購読します
cmd-digest-subscribe-opt-channel = チャンネル
cmd-digest-subscribe-opt-channel-about = 投稿先のチャンネル（省略するとここ）
cmd-digest-opt-time = 時刻
cmd-digest-opt-time-about = 9、9:30、21時など（省略すると 9:00）
cmd-digest-opt-timezone = タイムゾーン
cmd-digest-opt-timezone-about = 都市名（ローマ字）を入力すると候補が表示されます
cmd-digest-opt-cadence = 頻度
cmd-digest-opt-cadence-about = 配信の頻度（省略すると毎日）
cmd-digest-opt-weekday = 曜日
cmd-digest-opt-weekday-about = 毎週の場合の曜日（省略すると月曜日）
cmd-digest-me = 自分
cmd-digest-me-about = 自分用のダイジェストをダイレクトメッセージで受け取ります
cmd-digest-list = 一覧
cmd-digest-list-about = 管理できるダイジェストを表示します
cmd-digest-edit = 編集
cmd-digest-edit-about = ダイジェストの内容と配信日時を変更します
cmd-digest-pause = 休止
cmd-digest-pause-about = ダイジェストを休止します
cmd-digest-resume = 再開
cmd-digest-resume-about = 休止中のダイジェストを再開します
cmd-digest-unsubscribe = 解除
cmd-digest-unsubscribe-about = ダイジェストを完全に終了します
cmd-digest-preview = プレビュー
cmd-digest-preview-about = 次の号をプレビューします
cmd-digest-now = 今すぐ
cmd-digest-now-about = 新着論文を今すぐ投稿します
cmd-digest-opt-digest = 対象
cmd-digest-opt-digest-about = 対象のダイジェスト（1 つだけなら省略可）

## When
digest-cadence =
    { $cadence ->
        [weekdays] 平日
        [weekly] 毎週
       *[daily] 毎日
    }
digest-weekday =
    { $day ->
        [0] 月曜日
        [1] 火曜日
        [2] 水曜日
        [3] 木曜日
        [4] 金曜日
        [5] 土曜日
       *[6] 日曜日
    }
digest-short =
    { $day ->
        [0] 月
        [1] 火
        [2] 水
        [3] 木
        [4] 金
        [5] 土
       *[6] 日
    }
digest-when =
    { $cadence ->
        [weekly] 毎週{ $weekday } { $time }（{ $zone }）
        [weekdays] 平日 { $time }（{ $zone }）
       *[daily] 毎日 { $time }（{ $zone }）
    }
digest-where = { $channel }：{ $schedule }
digest-next = 次回：{ $moment }
digest-paused = 休止中です。再開するまで投稿されません。
digest-paused-gone = 休止中：チャンネルが存在しません。「{ digest-button-when }」で別のチャンネルを選び、再開してください。
digest-paused-barred = 休止中：そこに投稿する権限がありません。権限を付与してから再開してください。
digest-paused-closed = 休止中：ダイレクトメッセージを受け付けていません。このサーバーのプライバシー設定で許可してから再開してください。
digest-paused-role = 休止中：このサーバーの設定により、あなたは Footnote を利用できなくなりました。再び利用できるようになったら再開してください。
digest-some-channel = 削除されたチャンネル
digest-your-messages = あなたへのダイレクトメッセージ

## Interests
digest-about-topics = トピック：{ $list }
digest-about-categories = 分野：{ $list } のみ
digest-about-include = 次の語句のいずれかを含む論文のみ：{ $list }
digest-about-exclude = 次の語句を含む論文を除外：{ $list }
digest-about-authors = お気に入りの著者：{ $list }
digest-about-all = すべての新着論文（トピック、語句、分野の指定なし）

## The forms
digest-form-words = どんな内容にしますか？
digest-form-topics = トピック（普段の言葉で、1 行に 1 つ）
digest-form-topics-hint = retrieval-augmented generation
digest-form-categories = この分野のみ
digest-form-categories-hint = cs.CL, cs.IR、cs なら全体
digest-form-include = いずれかの語句を含む論文のみ
digest-form-include-hint = 空欄：すべての論文
digest-form-exclude = これらの語句を含む論文を除外
digest-form-exclude-hint = survey, blockchain
digest-form-authors = お気に入りの著者（1 行に 1 人）
digest-form-authors-hint = Ada Lovelace
digest-form-when = いつ、どこに届けますか？
digest-form-time = 時刻
digest-form-zone = タイムゾーン
digest-form-zone-hint = Asia/Tokyo、または都市名
digest-form-cadence = 頻度
digest-form-weekday = 毎週の場合の曜日
digest-form-channel = チャンネル

## Errors
digest-bad-time = 「{ $text }」は時刻ではありません。
digest-bad-time-todo = 9、9:30、21時、9pm のように書いてください。
digest-bad-zone = 「{ $text }」というタイムゾーンは見つかりません。
digest-bad-zone-todo = Tokyo のような都市名か、Asia/Tokyo のような名前を書いてください。
digest-bad-channel = そのチャンネルを閲覧できません。
digest-bad-channel-todo = アクセスを許可するか、別のチャンネルを選んでください。
digest-bad-permissions = { $channel } での権限が足りません：{ $permissions }
digest-bad-permissions-todo = チャンネルの設定で権限を付与するか、別のチャンネルを選んでください。
digest-bad-yours = あなた自身に { $channel } へ投稿する権限がありません。
digest-bad-yours-todo = 投稿できるチャンネルを選ぶか、サーバーの管理者に相談してください。
digest-bad-category = 「{ $text }」という分野はありません。
digest-bad-category-todo = arXiv の英語の分野名か略号を書いてください：Robotics、cs.CL、または cs（cs 全体）。残りは保存されました。
digest-bad-both = 「{ $text }」が、含める側と除外する側の両方にあります。
digest-bad-both-todo = 含める側として扱います。どちらかから削除してください。残りは保存されました。
digest-bad-long = 「{ $text }」は長すぎます。
digest-bad-long-todo = コンマか改行で区切り、1 つにつき { $most } 文字までにしてください。残りは保存されました。
digest-bad-many = { $count } 個入力されています。
digest-bad-many-todo = 1 つの欄に入力できるのは { $most } 個までです。残りは保存されました。
digest-not-yours = チャンネルのダイジェストを管理できるのは、サーバーの管理者と、管理者が選んだロールのメンバーだけです。
digest-not-yours-todo = 自分用は /{ cmd-digest } { cmd-digest-me } で受け取れます。または「サーバー管理」の権限を持つ人に相談してください。/{ cmd-settings } でロールに許可できます。
digest-too-many =
    { $limit ->
        [member] このサーバーからのあなたのダイジェストは、上限の { $most } 個に達しています。
        [members] このサーバーのメンバーの個人用ダイジェストは、上限の { $most } 個に達しています。
       *[server] このサーバーのダイジェストは、上限の { $most } 個に達しています。
    }
digest-too-many-todo =
    { $limit ->
        [members] どれかが終了してからもう一度お試しになるか、チャンネルのダイジェストをサーバーの管理者に相談してください。
       *[server] /{ cmd-digest } { cmd-digest-unsubscribe } で 1 つ終了するか、/{ cmd-digest } { cmd-digest-edit } で変更してください。
    }
digest-none = このサーバーにはまだダイジェストがありません。
digest-none-todo = /{ cmd-digest } { cmd-digest-subscribe } で作れます。
digest-none-yours = このサーバーからのダイジェストはまだありません。
digest-none-yours-todo = /{ cmd-digest } { cmd-digest-me } でダイレクトメッセージとして受け取れます。
digest-which = ダイジェストが複数あります。
digest-which-todo = オプション「{ cmd-digest-opt-digest }」で選ぶか、/{ cmd-digest } { cmd-digest-list } で一覧を確認してください。
digest-gone = そのダイジェストはもうありません。
digest-gone-todo = /{ cmd-digest } { cmd-digest-list } で現在のダイジェストを確認できます。
digest-not-your-role = あなた自身に、そのロールへメンションする権限がありません。
digest-not-your-role-todo = 誰でもメンションできるロールを選ぶか、サーバーの管理者に相談してください。
digest-everyone = ロールには通知できますが、全員には通知できません。
digest-everyone-todo = 新着論文を知りたいメンバーのロールを選んでください。
digest-off = ダイジェストは現在停止しています。
digest-off-todo = 1 分ほどしてからもう一度お試しください。続く場合は、ボットの運営者に知らせてください。
digest-forgotten = このボタンに対応する号は、もう保存されていません。
digest-forgotten-todo = 最新の号のボタンを使ってください。

## A subscription
digest-saved = 保存しました。
digest-subscribed = 購読しました。「{ digest-button-preview }」で今日の号を確認できます。
digest-welcome = { $server } からのダイジェストは、ここに届きます
digest-welcome-about = サーバーで /{ cmd-digest } { cmd-digest-edit } を使うと、変更、休止、終了ができます。
digest-set-papers = 1 回に投稿する論文数
digest-papers =
    { $count ->
       *[other] 論文 { $count } 本
    }
digest-set-sources = 出典
digest-sources-all = すべての出典
digest-set-empty = 新着がないとき
digest-empty =
    { $does ->
        [say] 新着がないことを知らせる
       *[silent] 何も投稿しない
    }
digest-set-language = 言語
digest-language-server = サーバーと同じ
digest-set-role = 通知するロール
digest-role-none = 誰にも通知しない
digest-warn-gone = チャンネルを閲覧できないため、投稿できません。
digest-warn-barred = そこに投稿できません。足りない権限：{ $permissions }
digest-warn-threads = そこではスレッドを作成できないため、投稿に収まらない論文はボタンで表示します。
digest-warn-role = { $role } に通知できません。全員にこのロールへのメンションを許可するか、Footnote にすべてのロールへのメンションを許可してください。
digest-permission-view = チャンネルを見る
digest-permission-history = メッセージ履歴を読む
digest-permission-send = メッセージを送信
digest-permission-send-threads = スレッドでメッセージを送信
digest-remove = このダイジェストを終了しますか？
digest-remove-about = これまでの号はそのまま残ります。投票から学習した内容は消去されます。
digest-removed = ダイジェストを終了しました。
digest-list = このサーバーのダイジェスト：{ $count } 個
digest-list-yours = このサーバーからのあなたのダイジェスト：{ $count } 個
digest-preview = プレビュー（あなただけに表示）。今なら { $channel } に次のように投稿されます。
digest-preview-earlier = プレビュー（あなただけに表示）。条件に合う新着はまだありません。最近の論文をもとにすると、{ $channel } への投稿は次のようになります。
digest-now-sent = { $channel } に投稿しました。
digest-now-empty =
    { $count ->
        [0] 前号以降の新着論文がないため、投稿しませんでした。
       *[other] 新着 { $count } 本の中に条件に合うものがないため、投稿しませんでした。
    }
digest-now-busy = このダイジェストの号を作成中です。まもなく投稿されます。
digest-now-later = 現在 { $channel } に投稿できません。できるだけ早く投稿します。
digest-now-barred = { $channel } に投稿できないため、ダイジェストを休止しました。理由は /{ cmd-digest } { cmd-digest-edit } で確認できます。
digest-rests = { $server } の { $channel } のダイジェストは休止中です
digest-rests-gone = チャンネルが存在しません。サーバーで /{ cmd-digest } { cmd-digest-edit } で別のチャンネルを選んで /{ cmd-digest } { cmd-digest-resume } を使うか、/{ cmd-digest } { cmd-digest-unsubscribe } で終了してください。
digest-rests-barred = そこに投稿する権限がなくなりました。チャンネルの閲覧、履歴の閲覧、メッセージの送信を許可してから、サーバーで /{ cmd-digest } { cmd-digest-resume } を使ってください。
digest-rests-yours = { $server } からのあなたのダイジェストは休止中です
digest-rests-role = サーバーの設定により、あなたは Footnote を利用できなくなりました。再び利用できるようになったら、サーバーで /{ cmd-digest } { cmd-digest-resume } を使ってください。/{ cmd-forget-me } を使うと、このダイジェストを含め、保存されているあなたのデータをすべて消去できます。

## The post
digest-heading = { DATETIME($day, dateStyle: "full") }の論文
digest-heading-week = 今週の論文（{ DATETIME($day, dateStyle: "long") }）
digest-nothing =
    { $count ->
        [0] 新着論文はありません。
       *[other] 新着 { $count } 本の中に、条件に合うものはありません。
    }
digest-considered =
    { $count ->
       *[other] 新着 { $count } 本から選びました
    }
digest-silent-topics = 新着論文のないトピック：{ $topics }
digest-in-thread =
    { $count ->
       *[other] ほか { $count } 本はスレッドに
    }
digest-thread = { DATETIME($day, dateStyle: "long") }のほかの論文
digest-rest = { DATETIME($day, dateStyle: "long") }のほかの論文
digest-chart-total =
    { $count ->
       *[other] { $count } 本
    }
digest-why = これらの論文を選んだ理由
digest-why-about =
    { $count ->
       *[other] 新着 { $count } 本から選びました。それぞれの理由を影響の大きい順に示します。投票は次の号から反映されます。
    }
digest-reason =
    { $kind ->
        [topic] 「{ $text }」に一致
        [author] お気に入りの著者 { $text }
        [upvotes]
            { $count ->
               *[other] 高評価 { $count } 件
            }
        [liked] ここで好評だった「{ $text }」に類似
        [disliked] ここで不評だった「{ $text }」に類似
        [include] 「{ $text }」を含む
        [category] 分野 { $text }
       *[new] 新着
    }
digest-weight-decisive = 決め手
digest-weight-much = 影響大
digest-weight-little = 影響小
digest-weight-against = マイナス

## Buttons
digest-button-why = 選んだ理由
digest-menu = 論文 { $number } について…
digest-menu-why = 選んだ理由
digest-button-server = サーバーを開く
digest-button-go-there = 移動する
digest-button-open = 開く
digest-button-rest =
    { $count ->
       *[other] ほか { $count } 本
    }
digest-button-words = トピックと語句…
digest-button-when = 日時と投稿先…
digest-button-preview = プレビュー
digest-button-pause = 休止
digest-button-resume = 再開
digest-button-unsubscribe = 購読を解除…
digest-button-remove = 終了する
digest-button-keep = 続ける
digest-button-edit = 編集
