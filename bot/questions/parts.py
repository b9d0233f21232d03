"""Split a question that asks two things: “what is X, and how does it do Y?”."""

from __future__ import annotations

import re

_ASKING = r"(?:what|which|how|why|who|where|when)"
_VERB = r"(?:does|do|did|is|are|was|were|can|could|will)(?:n'?t)?"
_BREAK = re.compile(
    r"(?:[,;]? (?:and|but|plus|&|\+) (?:also |so )?|(?P<stop>[,;] (?!which|who|where|when)|"
    r"\?{1,3} (?:and |but |so )?))"
    rf"(?=(?:(?:in|on|at|with|by|for|to|from|of|into) )?{_ASKING}(?:'?s)?\b|"
    rf"{_VERB} (?:it|its|they|their|that|this|there|the|an?|any)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b{_ASKING}(?:'?s)?\b|^\W*{_VERB}\b", re.IGNORECASE)
_MIN_WORDS = 3  # of either part


def split_parts(question: str) -> tuple[str, ...]:
    """Return the two parts of a question that asks two things, else the question alone.

    What stands before a comma or a question mark may be the topic: “BERT, what is it?” asks once.
    """
    text = " ".join(question.replace("’", "'").split())
    for found in _BREAK.finditer(text):
        first, second = text[: found.start()], text[found.end() :]
        if found["stop"] and not _ASKS.search(first):
            continue
        if min(len(first.split()), len(second.split())) >= _MIN_WORDS:
            return f"{first.rstrip(' ?')}?", second
    return (question,)
