# ダイジェストの言葉：コマンド、購読、投稿。

## Commands
cmd-digest = ダイジェスト
cmd-digest-about = 大切な新着論文をここに届けます
cmd-digest-subscribe = 購読
cmd-digest-subscribe-about = チャンネルでダイジェストを購読します
cmd-digest-subscribe-opt-channel = チャンネル
cmd-digest-subscribe-opt-channel-about = 届け先（省略するとここ）
cmd-digest-subscribe-opt-time = 時刻
cmd-digest-subscribe-opt-time-about = 9、9:30、21時など（省略すると 9:00）
cmd-digest-subscribe-opt-timezone = 時間帯
cmd-digest-subscribe-opt-timezone-about = 都市名（ローマ字）を入力し始めてください
cmd-digest-subscribe-opt-cadence = 頻度
cmd-digest-subscribe-opt-cadence-about = どのくらいの頻度か（省略すると毎日）
cmd-digest-subscribe-opt-weekday = 曜日
cmd-digest-subscribe-opt-weekday-about = 毎週の場合の曜日（省略すると月曜日）
cmd-digest-list = 一覧
cmd-digest-list-about = このサーバーのダイジェストを見ます
cmd-digest-edit = 編集
cmd-digest-edit-about = ダイジェストの内容と時刻を変えます
cmd-digest-pause = 休止
cmd-digest-pause-about = ダイジェストを休止します
cmd-digest-resume = 再開
cmd-digest-resume-about = 休止中のダイジェストを再開します
cmd-digest-unsubscribe = 解除
cmd-digest-unsubscribe-about = ダイジェストを完全にやめます
cmd-digest-preview = プレビュー
cmd-digest-preview-about = 次の号を誰よりも先に見ます
cmd-digest-now = 今すぐ
cmd-digest-now-about = 新着をすぐに投稿します
cmd-digest-history = 履歴
cmd-digest-history-about = ダイジェストの最近の号を見ます
cmd-digest-opt-digest = 対象
cmd-digest-opt-digest-about = どのダイジェストか（一つだけなら省略できます）

## When
digest-cadence-daily = 毎日
digest-cadence-weekdays = 平日
digest-cadence-weekly = 毎週
digest-weekday-0 = 月曜日
digest-weekday-1 = 火曜日
digest-weekday-2 = 水曜日
digest-weekday-3 = 木曜日
digest-weekday-4 = 金曜日
digest-weekday-5 = 土曜日
digest-weekday-6 = 日曜日
digest-short-0 = 月
digest-short-1 = 火
digest-short-2 = 水
digest-short-3 = 木
digest-short-4 = 金
digest-short-5 = 土
digest-short-6 = 日
digest-when-daily = 毎日 { $time }（{ $zone }）
digest-when-weekdays = 平日 { $time }（{ $zone }）
digest-when-weekly = 毎週{ $weekday } { $time }（{ $zone }）
digest-where = { $channel }：{ $schedule }
digest-next = 次回：{ $moment }
digest-paused = 休止中です。再開するまで届きません。
digest-paused-gone = 休止中：チャンネルがなくなりました。「{ digest-button-when }」で別のチャンネルを選び、再開してください。
digest-paused-barred = 休止中：そこに投稿する権限がありません。権限を付けてから再開してください。
digest-some-channel = なくなったチャンネル

## What about
digest-about-topics = トピック：{ $list }
digest-about-categories = 分野を限定：{ $list }
digest-about-include = いずれかを含むものだけ：{ $list }
digest-about-exclude = 除外する言葉：{ $list }
digest-about-authors = 優先する著者：{ $list }
digest-about-all = すべての新着論文（トピック、言葉、分野の指定なし）

## The forms
digest-form-words = どんな内容にしますか？
digest-form-topics = トピックをふつうの言葉で、一行に一つ
digest-form-topics-hint = retrieval-augmented generation
digest-form-categories = この分野だけ
digest-form-categories-hint = cs.CL, cs.IR、cs なら全体
digest-form-include = どれかの言葉を含む論文だけ
digest-form-include-hint = 空欄：すべての論文
digest-form-exclude = この言葉を含む論文は除く
digest-form-exclude-hint = survey, blockchain
digest-form-authors = 優先する著者、一行に一人
digest-form-authors-hint = Ada Lovelace
digest-form-when = いつ、どこに届けますか？
digest-form-time = 時刻
digest-form-zone = 時間帯
digest-form-zone-hint = Asia/Tokyo、または都市名
digest-form-cadence = 頻度
digest-form-weekday = 毎週の場合の曜日
digest-form-channel = チャンネル
digest-form-gone = このフォームは期限切れです。
digest-form-gone-todo = もう一度 /{ cmd-digest } { cmd-digest-subscribe } を使ってください。
digest-go-on = 次に、どんな内容にするかを決めてください。

## What cannot be
digest-bad-time = 「{ $text }」は時刻ではありません。
digest-bad-time-todo = 9、9:30、21時、9pm のように書いてください。ほかの選択は残っています。
digest-bad-zone = 「{ $text }」という時間帯はありません。
digest-bad-zone-todo = Tokyo のような都市名か、Asia/Tokyo のような名前を書いてください。ほかの選択は残っています。
digest-bad-channel = そのチャンネルが見えません。
digest-bad-channel-todo = 閲覧と投稿を許可するか、別のチャンネルを選んでください。入力した内容は残っています。
digest-bad-permissions = { $channel } で足りない権限：{ $permissions }
digest-bad-permissions-todo = チャンネルの設定で権限を付けるか、別のチャンネルを選んでください。入力した内容は残っています。
digest-bad-yours = { $channel } にはあなた自身が書き込めません。
digest-bad-yours-todo = 書き込めるチャンネルを選ぶか、サーバーの管理者に相談してください。入力した内容は残っています。
digest-bad-category = 「{ $text }」は分野の名前ではありません。
digest-bad-category-todo = arXiv の略号を書いてください：cs.CL、stat.ML、cs なら全体です。入力した内容は残っています。
digest-bad-both = 「{ $text }」が、含める側と除く側の両方にあります。
digest-bad-both-todo = どちらかから外してください。入力した内容は残っています。
digest-bad-long = 「{ $text }」は長すぎます。
digest-bad-long-todo = 一つにつき { $most } 文字までです。間はコンマか改行で区切ってください。入力した内容は残っています。
digest-bad-many = 一度に { $count } 個あります。
digest-bad-many-todo = 一つの欄に { $most } 個までです。入力した内容は残っています。
digest-not-yours = ダイジェストを管理できるのは、サーバーの管理者か、許可されたロールを持つ人だけです。
digest-not-yours-todo = 「サーバー管理」の権限を持つ人に相談してください。/{ cmd-settings } でロールに許可できます。
digest-too-many = このサーバーには上限の { $most } 個のダイジェストがあります。
digest-too-many-todo = /{ cmd-digest } { cmd-digest-unsubscribe } で一つやめるか、/{ cmd-digest } { cmd-digest-edit } で変えてください。
digest-none = このサーバーにはまだダイジェストがありません。
digest-none-todo = /{ cmd-digest } { cmd-digest-subscribe } で作れます。
digest-which = ダイジェストが複数あります。
digest-which-todo = オプション「{ cmd-digest-opt-digest }」で選ぶか、/{ cmd-digest } { cmd-digest-list } で一覧を見てください。
digest-gone = そのダイジェストはもうありません。
digest-gone-todo = /{ cmd-digest } { cmd-digest-list } で今あるものを見られます。
digest-not-your-role = そのロールにはあなた自身がメンションできません。
digest-not-your-role-todo = 誰でもメンションできるロールを選ぶか、サーバーの管理者に相談してください。
digest-everyone = 通知できるのはロール一つで、全員には通知しません。
digest-everyone-todo = 新着論文を知りたい人のロールを選んでください。
digest-off = ダイジェストは現在オフです。
digest-off-todo = 少し待ってからもう一度試してください。続くようなら、運営者に知らせてください。
digest-forgotten = このボタンに対応する記録は、もう残っていません。
digest-forgotten-todo = 最新のダイジェストのボタンは使えます。

## A subscription
digest-saved = 保存しました。
digest-subscribed = 購読しました。「{ digest-button-preview }」で、今日ならどうなるかを見られます。
digest-set-papers = 投稿の論文数
digest-papers =
    { $count ->
       *[other] 論文 { $count } 本
    }
digest-set-sources = 情報源
digest-sources-all = すべての情報源
digest-set-empty = 新着がないとき
digest-empty-silent = 何も投稿しない
digest-empty-say = 新着がないと伝える
digest-set-language = 言語
digest-language-server = サーバーと同じ
digest-set-role = 通知するロール
digest-role-none = 誰にも通知しない
digest-warn-gone = チャンネルが見えないため、投稿できません。
digest-warn-barred = そこに投稿できません。足りない権限：{ $permissions }
digest-warn-threads = そこではスレッドを作れません。投稿に入らない分はボタンで表示します。
digest-warn-role = { $role } に通知できません。全員にこのロールへのメンションを許可するか、私にすべてのロールへのメンションを許可してください。
digest-permission-view = チャンネルを見る
digest-permission-history = メッセージ履歴を読む
digest-permission-send = メッセージを送信
digest-permission-send-threads = スレッドでメッセージを送信
digest-remove = このダイジェストをやめますか？
digest-remove-about = これまでの号はチャンネルに残ります。投票から学んだことは消えます。
digest-removed = ダイジェストをやめました。
digest-list =
    { $count ->
        [0] このサーバーにダイジェストはありません
       *[other] このサーバーのダイジェスト：{ $count } 個
    }
digest-list-none = /{ cmd-digest } { cmd-digest-subscribe } で作れます。
digest-list-edit = どれでも /{ cmd-digest } { cmd-digest-edit } で開けます。
digest-list-most = 一つのサーバーに { $most } 個まで作れます。
digest-history = 最近の号
digest-history-none = まだありません。
digest-outcome-claimed = 作成中
digest-outcome-composed = まもなく投稿
digest-outcome-sent = 投稿済み、スレッドを作成中
digest-outcome-done = 投稿済み
digest-outcome-empty = 新着なし
digest-outcome-given-up = 投稿せず
digest-preview = プレビュー（あなただけに見えます）。今なら { $channel } にこう投稿されます。
digest-preview-earlier = プレビュー（あなただけに見えます）。合う新着はまだありません。最近届いた論文なら、{ $channel } にこう投稿されたはずです。
digest-now-sent = { $channel } に投稿しました。
digest-now-empty =
    { $count ->
        [0] 前の号から何も届いていないため、投稿しませんでした。
       *[other] 新着 { $count } 本のうち合うものがないため、投稿しませんでした。
    }
digest-now-busy = ちょうどこのダイジェストの号を作っています。まもなく届きます。
digest-now-later = 今は { $channel } に投稿できませんでした。できるようになりしだい投稿します。
digest-now-barred = { $channel } に投稿できないため、ダイジェストは休止します。理由は /{ cmd-digest } { cmd-digest-edit } で見られます。
digest-rests = { $server } の { $channel } 宛てダイジェストは一時停止中です
digest-rests-gone = チャンネルがなくなりました。/{ cmd-digest } { cmd-digest-edit } で別のチャンネルを選んで /{ cmd-digest } { cmd-digest-resume } を使うか、/{ cmd-digest } { cmd-digest-unsubscribe } でやめてください。
digest-rests-barred = そこに投稿する権限がなくなりました。チャンネルと履歴の閲覧、投稿を許可してから、/{ cmd-digest } { cmd-digest-resume } を使ってください。

## The post
digest-heading = { DATETIME($day, dateStyle: "full") }の論文
digest-heading-week = 今週の論文（{ DATETIME($day, dateStyle: "long") }）
digest-nothing =
    { $count ->
        [0] 新着はありませんでした。
       *[other] 新着 { $count } 本のうち、合うものはありませんでした。
    }
digest-considered =
    { $count ->
       *[other] 新着 { $count } 本から選びました
    }
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
digest-why = なぜこの論文？
digest-why-about =
    { $count ->
       *[other] 新着 { $count } 本から。選ばれた理由を重みの大きい順に示します。投票は次の号から反映されます。
    }
digest-why-topic = 「{ $text }」に合う
digest-why-author = 優先する著者 { $text }
digest-why-upvotes =
    { $count ->
       *[other] 賛成 { $count } 票
    }
digest-why-liked = ここで好評だった「{ $text }」に近い
digest-why-disliked = ここで不評だった「{ $text }」に近い
digest-why-include = 「{ $text }」を含む
digest-why-category = 分野 { $text }
digest-why-new = 新着
digest-weight-decisive = 決め手
digest-weight-much = 重みが大きい
digest-weight-little = 重みは小さい
digest-weight-against = 減点

## Buttons
digest-button-why = なぜこれらを？
digest-button-up = 良い
digest-button-down = 良くない
digest-button-go-there = 見に行く
digest-button-open = 開く
digest-button-rest =
    { $count ->
       *[other] ほか { $count } 本
    }
digest-button-again = 直す
digest-button-go-on = 続ける
digest-button-words = トピックと言葉…
digest-button-when = 時刻と場所…
digest-button-preview = プレビュー
digest-button-pause = 休止
digest-button-resume = 再開
digest-button-unsubscribe = 購読をやめる…
digest-button-remove = やめる
digest-button-keep = 続ける
digest-button-edit = 編集
