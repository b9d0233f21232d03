"""Tell whether a question follows those before it, and which papers these left in question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.answering.language_model import Turn
from bot.prompt_injection.language_id import guess_language
from retrieval.search.query import content_words
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

_SEARCHED_IN_ENGLISH: Final[Mapping[str, str]] = {
    "English": "The library is searched in English: ask in English to find more.",
    "German": "Gesucht wird auf Englisch: Frag auf Englisch, um mehr zu finden.",
    "French": "La recherche se fait en anglais : demande en anglais pour trouver davantage.",
    "Japanese": "検索は英語で行われます。英語で質問すると、さらに見つかることがあります。",
    "Chinese": "检索以英文进行，用英文提问可以找到更多。",
}


def describe_search_language(question: str) -> str:
    """Return the hint to ask in English, in the language of a question that is in another."""
    return _SEARCHED_IN_ENGLISH.get(guess_language(question), _SEARCHED_IN_ENGLISH["English"])


def needs_history(question: str) -> bool:
    """Tell whether a question may be unclear without its conversation."""
    return bool(
        _REFERENCE.search(question)
        or _CONTINUATION.search(question)
        or len(content_words(question)) <= _MIN_WORDS
    )


def points_back(question: str) -> bool:
    """Tell whether a question has a word for what is in question: “it”, “the authors”."""
    return any(not found["described"] for found in _POINTS_BACK.finditer(question))


def find_ids_in_question(history: Sequence[Turn]) -> tuple[str, ...]:
    """Return the ids of the papers that the last answer about any left in question."""
    return next((turn.paper_ids for turn in reversed(history) if turn.paper_ids), ())


def continues(question: str) -> bool:
    """Tell whether a question only changes what the one before it was about: “and on CIFAR?”."""
    words = question.split()
    return len(words) <= _MAX_CONTINUING_WORDS and _CHANGES_SUBJECT.match(question) is not None
