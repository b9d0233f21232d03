# How good the answers are.

evaluation-last = Answers evaluated { $when } on { $count ->
    [one] 1 question
   *[other] { $count } questions
}, written by { $model }
evaluation-facts = facts stated: { $percent } %
evaluation-precise = precise citations: { $percent } %
evaluation-refused = refused though answerable: { $percent } %
evaluation-answered = answered though unanswerable: { $percent } %
