"""Find the sentence of an abstract that decides a yes-or-no question."""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.cross_encoder import ReadPair
from bot.grounding.premise import join_sentences
from bot.questions.framing import strip_frame
from bot.quotes.own_work import OwnSentence
from retrieval.search.rerank.relevance import RateRelevance
from retrieval.text.sentence_roles import Role

_RELEVANCE = 0.4  # log odds that a sentence decides, per logit of its relevance
_ON_OTHERS = 2.0  # log odds by which one on other work decides less
_AIM = 4.0  # the same for an aim, or for what was known before
_FINDING = 2.0  # log odds by which a finding decides more


def find_deciding(
    question: str,
    title: str,
    sentences: Sequence[str],
    own: Sequence[OwnSentence],
    rate: RateRelevance,
    read: ReadPair,
) -> tuple[float, int] | None:
    """Return the log odds that a sentence decides, and its place; None if all ask themselves."""
    asked = strip_frame(question)
    relevance = rate(asked, [f"{title}. {sentence}" for sentence in sentences])
    found = [
        (
            read(join_sentences([title, sentence]), asked).stated
            + _RELEVANCE * relevance[place]
            - max(_ON_OTHERS * one.on_rivals, _AIM * one.is_aim)
            + _FINDING * (one.role in {Role.RESULT, Role.LIMITATION}),
            place,
        )
        for place, (sentence, one) in enumerate(zip(sentences, own, strict=True))
        if not sentence.rstrip().endswith("?")
    ]
    return max(found, default=None)
