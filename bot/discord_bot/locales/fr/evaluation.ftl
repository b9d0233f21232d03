# La qualité des réponses.

evaluation-last = Réponses évaluées { $when } sur { $count ->
    [one] { $count } question
   *[other] { $count } questions
}, rédigées par { $model }
evaluation-facts = faits cités : { $percent } %
evaluation-precise = citations justes : { $percent } %
evaluation-refused = refus à tort : { $percent } %
evaluation-answered = réponses à tort : { $percent } %
