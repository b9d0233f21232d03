"""Split a question that asks two things: “what is X, and how does it do Y?”."""

from __future__ import annotations

from retrieval.text import patterns as re

_ASKING = r"(?:what|which|how|why|who|where|when)"
_VERB = r"(?:does|do|did|is|are|was|were|can|could|will)(?:n'?t)?"
_PREPOSITION = r"(?:(?:in|on|at|with|by|for|to|from|of|into) )"
_ASKS = (
    rf"{_PREPOSITION}?{_ASKING}(?:'?s)?\b|"
    rf"{_VERB} (?:it|its|they|their|that|this|there|the|an?|any)\b"
)
_ASKS_AFTER_COMMA = _ASKS.replace(
    f"{_PREPOSITION}?{_ASKING}", f"(?:{_PREPOSITION}{_ASKING}|what|how|why)"
)
"""“, which …” belongs to what stands before it."""
_BREAK = re.compile(
    rf"[,;]? (?:and|but|plus|&|\+) (?:also |so )?(?={_ASKS})|"
    rf"(?P<comma>[,;] (?={_ASKS_AFTER_COMMA}))|"
    rf"(?P<stop>\?{{1,3}} (?:and |but |so )?(?={_ASKS}))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"(?:^|[,;:.!?–—-] |\b(?:and|but|so|plus) )\W{{0,3}}"
    rf"(?:(?:in|on|at|with|by|for|to|from|of|into) )?"
    rf"(?:when(?= {_VERB}\b)|what|which|how|why|who|where|{_VERB}\b)",
    re.IGNORECASE,
)
"""Where a clause begins that may ask something; “when” else begins a condition."""
_NO_QUESTION = re.compile(
    r"\W*(?:sorry|hey|hi|hello|thanks|ok|if|when|once|since|because|although|while|suppose|by|in|"
    r"on|for|with|what|which|who)\b",
    re.IGNORECASE,
)
"""How a courtesy or a condition begins, or a question whose verb is still to come."""
_VERB_OF_CLAUSE = re.compile(rf"\b(?:{_VERB}|(?:what|who|where|how)'?s)\b", re.IGNORECASE)
_MIN_WORDS = 3  # of either part


def split_parts(question: str) -> tuple[str, ...]:
    """Return the two parts of a question that asks two things, else the question alone.

    What stands before a break may be the topic or a condition: “BERT, what is it?” and “If it
    rains, what does it do?” ask once.
    """
    text = " ".join(question.replace("’", "'").split())
    for found in _BREAK.finditer(text):
        first, second = text[: found.start()], text[found.end() :]
        if (found["stop"] or found["comma"] or _NO_QUESTION.match(first)) and not _asks(first):
            continue
        if min(len(first.split()), len(second.split())) >= _MIN_WORDS:
            return f"{first.rstrip(' ?')}?", second
    return (question,)


def _asks(text: str) -> bool:
    """Tell whether a clause of a text is a question: a word that asks, and a verb after it."""
    return any(_VERB_OF_CLAUSE.search(text, found.start()) for found in _CLAUSE.finditer(text))
