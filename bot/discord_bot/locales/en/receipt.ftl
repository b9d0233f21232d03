# How an answer came about.
cmd-why = why
cmd-why-about = See how an answer came about
cmd-why-opt-answer = answer
cmd-why-opt-answer-about = A link to the answer, or its receipt’s id; the newest here if left out

receipt-button = Why this answer?
receipt-title = Why this answer?
receipt-answered = Answered
receipt-refused-far = Refused: nothing in the library comes near enough
receipt-refused-detail = Refused: no abstract states the detail
receipt-refused-declined = Refused: nothing that the abstracts say answers it
receipt-confidence = Confidence { NUMBER($confidence, minimumFractionDigits: 2, maximumFractionDigits: 2) }, of at least { NUMBER($cutoff, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-papers = Papers found
receipt-scores = fit { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) } · words { NUMBER($lexical, minimumFractionDigits: 1, maximumFractionDigits: 1) } · meaning { NUMBER($dense, minimumFractionDigits: 2, maximumFractionDigits: 2) } · closer look { NUMBER($alignment, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-sentences = Sentences checked
receipt-verdict = { $verdict } { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-supported = supported
receipt-contradicted = contradicted
receipt-unsupported = unsupported
receipt-fates = Sentences written by the model: { $fates }
receipt-fate-shown = { $count } shown
receipt-fate-struck = { $count } struck through
receipt-fate-left-out = { $count } left out
receipt-fate-withheld = { $count } withheld
receipt-fate-declining = { $count } saying there is no answer
receipt-fate-replaced = { $count } from a discarded draft
receipt-replaced = Part of a discarded draft
receipt-declining = The model wrote that it found no answer
receipt-withheld-markup = Withheld: it contains active markup
receipt-withheld-link = Withheld: nothing is left of it without its link
receipt-withheld-mention = Withheld: it mentions somebody or gives contact details
receipt-withheld-instruction = Withheld: it tells readers or a model what to do
receipt-withheld-itself = Withheld: it talks about the model itself
receipt-withheld-language = Withheld: it is not in the language asked for
receipt-withheld-length = Withheld: it is too long or repeats itself
receipt-withheld-hidden = Withheld: its words come from instructions embedded in a paper
receipt-withheld-unrelated = Withheld: it shares no word with the paper it cites
receipt-withheld-prompt = Withheld: it reveals what the model was told
receipt-withheld-other = Withheld by another version of Footnote
receipt-more = and { $count } more
receipt-by-model = Written by { $model }
receipt-by-nobody = No language model was asked
receipt-prompt = Prompt { $name } { $hash }
receipt-tokens = { NUMBER($prompt) } tokens in, { NUMBER($completion) } out
receipt-cost = US$ { NUMBER($cost, minimumFractionDigits: 2, maximumFractionDigits: 6) }
receipt-cost-unknown = cost unknown
receipt-times = { NUMBER($total, minimumFractionDigits: 1, maximumFractionDigits: 1) } s: search { NUMBER($search, minimumFractionDigits: 1, maximumFractionDigits: 1) } s, writing { NUMBER($model, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
receipt-library =
    { $count ->
        [one] 1 paper
       *[other] { $count } papers
    } in the library, embedded by { $embedder }
receipt-made = { DATETIME($day, dateStyle: "long") } · Footnote { $version }
receipt-id = Receipt { $id }
receipt-gone = The receipt of this answer is not kept, or no longer.
receipt-gone-todo =
    { $days ->
        [0] Here, none are kept.
        [one] Here, receipts are kept for 1 day.
       *[other] Here, receipts are kept for { $days } days.
    }
receipt-nothing-here = I have answered nothing here.
receipt-nothing-here-todo = Give a link to an answer, or use /{ cmd-why } where there is one.
receipt-unknown = I know of no such answer that you can see.
receipt-unknown-todo = Give a link to one of my answers, or leave it out for the newest here.
