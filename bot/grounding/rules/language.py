"""Tell whether the rules of English words apply to a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from retrieval.search.query import STOP_WORDS, fold_words

_ELSEWHERE = frozenset(
    """der die das und nicht mit ein eine einer eines dem den ist sind wird werden auf fur von zu im
    bei als auch durch sich nach le la les des une est sont dans pour par sur avec que qui du au aux
    ne pas et ou plus cette ces el los las una con por para del se il lo gli di che non""".split()
)
_NOT_LATIN = re.compile(
    r"[\u0400-\u04ff\u0600-\u06ff\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


@lru_cache(maxsize=4_096)
def rules_apply(text: str) -> bool:
    """Tell whether `text` reads as English, or nothing much speaks against it.

    It takes two small words of other languages, and more of them than of English, to be told to
    be none: a rule that holds back too much does less harm than one that looks away.
    """
    letters = sum(c.isalpha() for c in text)
    if letters and len(_NOT_LATIN.findall(text)) > 0.15 * letters:
        return False
    words = fold_words(text)
    here = sum(w in STOP_WORDS for w in words)
    elsewhere = sum(w in _ELSEWHERE for w in words)
    return elsewhere <= here or elsewhere < 2
