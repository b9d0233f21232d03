"""How likely each sentence is the answer to a question."""

from __future__ import annotations

import pytest

from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.quotes.passages import PassageEmbedder
from bot.quotes.ranking import rate_sentences
from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.rerank.relevance import Relevance

BEES = Paper(
    "1",
    "Counting bees",
    "Counting bees by hand is slow, since hives are crowded. We present BeeNet, a network for "
    "hives. It is trained on video by masking frames. BeeNet counts 93% of the bees on the HiveCam "
    "data set. Code is available at https://example.org/bees.",
)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("What percentage of bees does BeeNet count?", 3),
        ("Which data set was BeeNet tested on?", 3),
        ("What is BeeNet?", 1),
        ("How is BeeNet trained?", 2),
        ("Why is counting bees by hand slow?", 0),
        ("Where is the code?", 4),
    ],
)
def test_what_is_asked_decides(question: str, best: int):
    """A figure, a data set, a means, a reason."""
    passages = PassageEmbedder(BgeSmall(1))
    sentences = passages.embed_sentences([Excerpt(1, BEES)])
    rated = rate_sentences(question, BEES.title, sentences, passages, CrossEncoder(), Relevance())

    assert max(rated, key=lambda one: one.score).passage.place == best
