"""Compare how often a sentence turns its sense round with how often the abstract does.

"Lack of A slows B" and "A promotes B" agree: an even number of words turn the sense round in
both. Cruder than a clash of two words, and of use where the words differ.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.rules.context import FAINT, states_aim
from bot.grounding.rules.opposites import AMOUNT, WORTH
from bot.grounding.rules.polarity import signed
from bot.grounding.rules.reading import read
from retrieval.text.sentences import Span

_TURNING = frozenset((AMOUNT, WORTH))
_CLAUSE_ENDS = frozenset("; but whereas while although though".split())
_MARGIN = 1  # words about the shared ones that are looked at
_AIMED = 0.6  # what a sentence that only says what was asked is worth
_DENIED = 0.99


def parity(text: str, spans: Sequence[Span], near: Sequence[int]) -> float:
    """Return from -1, turned round, to 1, not turned; 0 where the abstract says nothing of it.

    The size is the share of the sentence's words that the abstract's best clause has.
    """
    turns = _turns(text)
    ours = {
        w.stem for i, w in enumerate(read(text).words) if w.bears_meaning and i not in turns
    } - FAINT
    if not ours:
        return 0.0
    way = _product(turns, 0, len(read(text).words))
    best, found = 0.0, 0.0
    for i in near:
        words, theirs = read(spans[i].text).words, _turns(spans[i].text)
        worth = _AIMED if states_aim(spans[i].text) else 1.0
        ends = [k for k, w in enumerate(words) if w.low in _CLAUSE_ENDS]
        for start, end in zip([0, *ends], [*ends, len(words)], strict=True):
            at = [k for k in range(start, end) if words[k].stem in ours and k not in theirs]
            if not at:
                continue
            share = worth * len({words[k].stem for k in at}) / len(ours)
            if share > best:
                first, last = max(start, at[0] - _MARGIN), min(end, at[-1] + _MARGIN + 1)
                best, found = share, share * way * _product(theirs, first, last)
    return found


def _turns(text: str) -> dict[int, int]:
    """Return the words that turn the sense of a sentence, -1, or could, 1, by their places."""
    found = {s.place: s.side for s in signed(text) if s.scale in _TURNING}
    for i, word in enumerate(read(text).words):
        if word.denied >= _DENIED:
            found[i] = -found.get(i, 1)
    return found


def _product(turns: dict[int, int], start: int, end: int) -> int:
    way = 1
    for place, turn in turns.items():
        if start <= place < end:
            way *= turn
    return way
