# 回答の評価。

evaluation-last = 回答の評価（{ $when }、{ $count ->
   *[other] { $count } 問
}、作成：{ $model }）
evaluation-facts = 述べられた事実：{ $percent }%
evaluation-precise = 正確な引用：{ $percent }%
evaluation-refused = 回答できるのに控えた割合：{ $percent }%
evaluation-answered = 回答できないのに答えた割合：{ $percent }%
