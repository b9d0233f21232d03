# 質問にかかる制限：回数、モデレーション、予算。

guard-budget =
    { $scope ->
        [user] 今日の AI の利用上限に達したため、この回答は引用のみです。
        [server] このサーバーは今日の AI の利用上限に達したため、この回答は引用のみです。
       *[all] 今日の AI の利用上限に達したため、この回答は引用のみです。
    }
guard-rate =
    { $scope ->
        [user] 質問の間隔が短く、Footnote の回答が追いつきません。
        [channel] このチャンネルの質問が多く、Footnote の回答が追いつきません。
       *[server] このサーバーの質問が多く、Footnote の回答が追いつきません。
    }
guard-rate-todo = 1 分ほどしてから、もう一度質問してください。
guard-flagged = Footnote はその質問にはお答えできません。
guard-flagged-todo = 論文について質問してください。
