# 回答の評価。

evaluation-last = 回答の評価（{ $when }、{ $count ->
   *[other] { $count } 問
}、執筆：{ $model }）
evaluation-facts = 述べられた事実：{ $percent }%
evaluation-precise = 適切な引用：{ $percent }%
evaluation-refused = 答えられるのに断った割合：{ $percent }%
evaluation-answered = 答えられないのに答えた割合：{ $percent }%
