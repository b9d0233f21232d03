"""Split a question that compares into what it compares, and read which aspects it names."""

from __future__ import annotations

import re

_FRAME = re.compile(
    r"\b(?:what(?:'s|s| is| are)?|which|who|how|do(?:es)?|did|is|are|the|a|an|two|three|both|"
    r"each|please|pls|can you|differences?|different|differ(?:s|ently)?|distinguish(?:es)?|"
    r"compare[sd]?|comparison|similarit(?:y|ies)|in common|common|shared?|have|has|same|idea|"
    r"better|cooler|faster|more|most|less|tell|me|explain|of|papers?|works?|methods?|"
    r"approach(?:es)?|one|ones|to|for|about|right|so|ok|hey|it|they|that|this|cope|where|"
    r"disagree|agree|not|between|among|need|training|convert|show|shows|drives|do what|"
    r"does what)\b",
    re.IGNORECASE,
)
"""Words that ask for a comparison, and name nothing that is compared."""
_SEPARATORS = re.compile(
    r" (?:vs\.?|versus|against|and|or|with|from|than|to|compared (?:to|with)) | ?[,;:&] ?",
    re.IGNORECASE,
)
"""What stands between the things compared."""
_TRAILING = re.compile(
    r"\b(?:in|on|for|when|at|by|regarding|concerning|w\.?r\.?t\.?|what does|who does|how do|"
    r"which|and what|and where|what drives)\b.*$",
    re.IGNORECASE,
)
"""Where a phrase goes on to the aspect in which things are compared."""
_MAX_ITEMS = 5
_MIN_LETTERS = 2


def split_compared(question: str) -> list[str]:
    """Return the phrases that a question compares, in order; fewer than two if unclear."""
    text = " ".join(question.replace("’", "'").split()).strip(" ?!.")
    parts = []
    for part in _SEPARATORS.split(text):
        phrase = " ".join(_FRAME.sub(" ", _TRAILING.sub("", part) or part).split()).strip(
            " '\"-–:?!."
        )
        if sum(c.isalpha() for c in phrase) >= _MIN_LETTERS:
            parts.append(phrase)
    return list(dict.fromkeys(parts))[:_MAX_ITEMS]
