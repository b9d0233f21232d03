"""Tell by its wording whether a question follows those before it."""

from __future__ import annotations

from bot.grounding.content_words import find_content_words, weigh_words
from bot.questions.kind import classify_question
from retrieval.text import patterns as re

_REFERENCE = re.compile(
    r"\b(it|its|itself|they|them|their|theirs|this|that|these|those|the (?:method|model|paper|"
    r"authors?|approach|work|study|former|latter|first|second|other|same|results?|data ?sets?)|"
    r"he|she|former|latter|there|such)\b",
    re.IGNORECASE,
)
_CONTINUATION = re.compile(
    r"^\s*(?:and|but|or|so|also|what about|how about|why|more)\b", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|itself|they|them|theirs?|(?:the|this|that|these|those) (?:method|model|papers?|"
    r"authors?|approach|work|study|results?|data ?sets?)\b(?P<described> (?:on|about|of|that|which|"
    r"with|for|by|from|called)\b)?)\b",
    re.IGNORECASE,
)
"""Words for the papers in question; “the paper on sonar” may be another one."""

_CHANGES_SUBJECT = re.compile(
    r"^\s*(?:(?:ok|okay|so|thx|thanks)\W+)?(?:and|what about|how about|same for|"
    r"only)\b",
    re.IGNORECASE,
    unless=r" (?:how|why|what|who|when|where|which|does|do|did|is|are|can)\b",
)
_MAX_CONTINUING_WORDS = 8
_MIN_WORDS = 2
_MIN_WEIGHT = 1.0  # of a question's words, for them to be a subject of its own
_DEFINITE = re.compile(r"\bthe\b", re.IGNORECASE)


def needs_history(question: str) -> bool:
    """Tell whether a question may be unclear without its conversation."""
    return bool(
        _REFERENCE.search(question)
        or _CONTINUATION.search(question)
        or len(find_content_words(question)) <= _MIN_WORDS
    )


def lacks_subject(question: str) -> bool:
    """Tell whether a question's words are too common to be a subject: “for which tasks?”.

    A question for a definition has one, however common: “what is attention?”, not “… the loss?”.
    """
    if sum(weigh_words(question).values()) >= _MIN_WEIGHT:
        return False
    return _DEFINITE.search(question) is not None or classify_question(question) != "definition"


def points_back(question: str) -> bool:
    """Tell whether a question has a word for what is in question: “it”, “the authors”."""
    return any(not found["described"] for found in _POINTS_BACK.finditer(question))


def continues(question: str) -> bool:
    """Tell whether a question only changes what the one before it was about: “and on CIFAR?”."""
    words = question.split()
    return len(words) <= _MAX_CONTINUING_WORDS and _CHANGES_SUBJECT.match(question) is not None
