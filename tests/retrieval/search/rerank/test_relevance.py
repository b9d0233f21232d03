"""The re-ranker of the package, as it is opened here."""

from __future__ import annotations

from statistics import mean

from retrieval.search.rerank.relevance import Relevance

IN_FLOAT = [
    (
        "What accuracy does the classifier reach?",
        "The classifier reaches an accuracy of 92.1 % on the test split.",
        9.28,
    ),
    (
        "What accuracy does the classifier reach?",
        "We collect images of leaves from twelve farms.",
        -11.23,
    ),
    ("How are bees counted?", "Rivers are gauged at twelve places.", -11.14),
    (
        "Does ice make the error larger?",
        "Ice on the gauges makes the error larger in winter.",
        9.15,
    ),
    (
        "Does ice make the error larger?",
        "The graph network is trained on gauges of twelve rivers.",
        -11.32,
    ),
    ("What limits the approach?", "It fails where labels are scarce.", -10.93),
]
"""Questions and texts with the logits of the same weights in float32."""


def test_logits_are_near_those_in_float_on_any_processor():
    """Sums that clip, as without VNNI, shift these by 0.2; rounding by 0.03."""
    rate = Relevance()

    apart = [abs(rate(question, [text])[0] - logit) for question, text, logit in IN_FLOAT]

    assert mean(apart) < 0.1
