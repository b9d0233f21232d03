# How an answer was made.
cmd-why = why
cmd-why-about = See how an answer was made

receipt-button = Why this answer?
receipt-title = Why this answer?
receipt-answered = Answered
receipt-refused =
    { $reason ->
        [far] Refused: nothing in the library is close enough
        [detail]
            { $read ->
                [paper] Refused: no paper states the detail
               *[abstract] Refused: no abstract states the detail
            }
       *[declined]
            { $read ->
                [paper] Refused: the papers do not answer it
               *[abstract] Refused: the abstracts do not answer it
            }
    }
receipt-confidence = Confidence { NUMBER($confidence, minimumFractionDigits: 2, maximumFractionDigits: 2) }, required: { NUMBER($cutoff, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-papers = Papers found
receipt-scores = score { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) } · keywords { NUMBER($lexical, minimumFractionDigits: 1, maximumFractionDigits: 1) } · meaning { NUMBER($dense, minimumFractionDigits: 2, maximumFractionDigits: 2) } · rerank { NUMBER($alignment, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-sentences = Sentences checked
receipt-verdict = { $verdict } { NUMBER($score, minimumFractionDigits: 2, maximumFractionDigits: 2) }
receipt-label =
    { $label ->
        [supported] supported
        [contradicted] contradicted
       *[unsupported] unsupported
    }
receipt-fates = Sentences written by the model: { $fates }
receipt-fate =
    { $fate ->
        [struck] { $count } struck through
        [left-out] { $count } left out
        [withheld] { $count } withheld
        [declining] { $count } saying there is no answer
        [replaced] { $count } from a discarded draft
       *[shown] { $count } shown
    }
receipt-discarded =
    { $fate ->
        [replaced] Part of a discarded draft
        [left-out] It says nothing that could be checked
       *[declining] The model wrote that it found no answer
    }
receipt-withheld =
    { $reason ->
        [markup] Withheld: it contains active markup
        [link] Withheld: it contains nothing but a link
        [mention] Withheld: it mentions somebody or gives contact details
        [instruction] Withheld: it gives instructions to readers or a model
        [itself] Withheld: it talks about the model itself
        [language] Withheld: it is not in the requested language
        [length] Withheld: it is too long or repeats itself
        [hidden] Withheld: it repeats instructions embedded in a paper
        [unrelated] Withheld: it has no word in common with the paper it cites
       *[other] Withheld by another version of Footnote
    }
receipt-more = and { $count } more
receipt-by-model = Written by { $model }
receipt-by-nobody = No language model was used
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
receipt-gone = No receipt is available for this answer.
receipt-gone-todo =
    { $days ->
        [0] No receipts are kept here.
        [one] Receipts are kept for 1 day here.
       *[other] Receipts are kept for { $days } days here.
    }
receipt-nothing-here = I have not answered anything here yet.
receipt-nothing-here-todo = Use /{ cmd-why } where I have answered.
