"""An abstract of our own, and what the rules say of sentences about it."""

from __future__ import annotations

from bot.grounding.rules.finding import Finding
from bot.grounding.rules.run import run_rules
from retrieval.search.query import fold_words
from retrieval.text.sentences import split_sentences

TITLE = "FooNet: Parsing Sentences Without Trees"
ABSTRACT = (
    "We propose FooNet, a two-stage model that parses sentences without labelled trees. "
    "On three data sets, SciBank, NewsTree and TalkTree, FooNet outperforms BarParse. "
    "Our method reaches 84.25% accuracy on SciBank, while BarParse reaches 82.1%. "
    "It trains on 1,024 sentences in 3.5 hours and runs 4.2x faster. "
    "Latency falls from 120 ms to 45 ms. "
    "The error on NewsTree and TalkTree is 3.1% and 7.2%, respectively. "
    "In a study, 62% of the annotators preferred our trees. "
    "Longer training increases recall but does not improve precision. "
    "Dropout reduces overfitting on small corpora. "
    "We hypothesise that the gain may come from the larger context. "
    "The supervised baseline needs fewer parameters than FooNet."
)


def judged(text: str, abstract: str = ABSTRACT, title: str = TITLE) -> list[Finding]:
    """Return the objections to `text`, the nearest sentences found by shared words."""
    spans = split_sentences(abstract)
    ours = set(fold_words(text))
    shared = [len(ours & set(fold_words(s.text))) for s in spans]
    near = sorted(range(len(spans)), key=lambda i: -shared[i])[:4]
    return run_rules(text, spans, near, title)[0]
