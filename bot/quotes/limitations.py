"""Find what authors state as a limit of their own work, or leave for the future.

A logistic model over what the model of the check says to two questions, the place of a sentence,
phrases such as “a limitation”, and whether the authors have begun to speak of their own work: the
gaps in earlier work come before that.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_sentences
from bot.quotes.sentences import SourceSentence
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import LIMITATION, Role

LIMITS, LATER = "What are the limitations?", "What is left for future work?"
"""What the model of the check was fitted on."""

_BIAS, _OWN_WORK_WEIGHT, _PLACE_WEIGHT, _PHRASE_WEIGHT = -1.6, 1.31, 1.52, 2.0
_LIMITS_WEIGHT, _LATER_WEIGHT = 0.33, 0.66
"""Log odds, of a regression over 100 abstracts of benchmarks/fit/written/limitations.jsonl.

Of 43 that state a limit or future work, 33 show it; 11 sentences shown are none. The phrases count
by hand, as they are rare.
"""
_SECTION_WEIGHT = 4.5
"""Log odds, by hand, of a sentence under a heading such as “Limitations”, or with a
phrase for one in the discussion or conclusion."""
_ASKS_LATER = re.compile(r"\b(?:future|next|later|further|plan(?:s|ned)?)\b", re.IGNORECASE)


def asks_later(question: str) -> bool:
    """Tell whether a question for limitations is for future work."""
    return _ASKS_LATER.search(question) is not None


def rate_limitations(
    title: str, sentences: Sequence[SourceSentence], read: ReadPair
) -> list[float]:
    """Return for each sentence of one paper the log odds that it states a limitation."""
    limits, later = (_rate(question, title, sentences, read) for question in (LIMITS, LATER))
    began = False
    last = max(sum(not one.kind for one in sentences) - 1, 1)
    rated = []
    for i, one in enumerate(sentences):
        began = began or bool(one.kind)  # sections come after the abstract
        place, is_said = (0, one.role is Role.LIMITATION) if one.kind else (i / last, False)
        odds = _BIAS + _OWN_WORK_WEIGHT * began + _PLACE_WEIGHT * place + _SECTION_WEIGHT * is_said
        odds += _PHRASE_WEIGHT * (began and LIMITATION.search(one.text) is not None)
        rated.append(odds + _LIMITS_WEIGHT * limits[i] + _LATER_WEIGHT * later[i])
        began = began or one.is_own or one.role in {Role.OBJECTIVE, Role.METHOD}
    return rated


def rate_future_work(
    title: str, sentences: Sequence[SourceSentence], read: ReadPair
) -> list[float]:
    """Return for each sentence the log odds that it tells what is left for the future."""
    return _rate(LATER, title, sentences, read)


def _rate(
    question: str, title: str, sentences: Sequence[SourceSentence], read: ReadPair
) -> list[float]:
    return rate_answers(read, question, [join_sentences([title, one.text]) for one in sentences])
