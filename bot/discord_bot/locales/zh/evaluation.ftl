# 回答的评估。

evaluation-last = 回答评估（{ $when }，{ $count ->
   *[other] { $count } 个问题
}，由 { $model } 撰写）
evaluation-facts = 陈述的事实：{ $percent }%
evaluation-precise = 准确的引用：{ $percent }%
evaluation-refused = 可答却拒答：{ $percent }%
evaluation-answered = 不可答却作答：{ $percent }%
