"""What a model of entailment is asked: whether a sentence follows from the nearest ones."""

from __future__ import annotations

from collections.abc import Callable

from bot.grounding.encoded_abstract import Reading
from bot.grounding.similarity import Nearest

EntailmentModel = Callable[[str, str], float]
"""Returns the log odds that the second text follows from the first, and blocks for some hundredths
of a second. Thread-safe."""

_FEW = 3


def nli_log_odds(
    entails: EntailmentModel, sentence: str, reading: Reading, near: Nearest
) -> tuple[float, float]:
    """Return the log odds that a sentence follows from the nearest one, and from the nearest few.

    The few are put in their order; of an empty abstract the title is read.
    """
    texts = [reading.spans[place].text for place in sorted(near.near[:_FEW])]
    if not texts:
        alone = entails(reading.title, sentence)
        return alone, alone
    best = entails(reading.spans[near.near[0]].text, sentence)
    return best, best if len(texts) == 1 else entails(" ".join(texts), sentence)
