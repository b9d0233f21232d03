"""Rewrite a question for search: in English, and without the conversation that it follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.answering.language_model import LanguageModel, LanguageModelError, RewriteTask, Turn, Usage
from bot.grounding.language import is_english
from bot.prompt_injection.language_id import guess_language
from bot.prompt_injection.links_and_mentions import ADDRESS, has_mention, visible_text
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
_MAX_QUESTION_CHARS = 600
_MIN_SHARED_FRACTION = 0.5
"""The least part of a rewritten question's words, and of the asked one's, that is shared."""

_STEM_LETTERS = 6
_NUMBER = re.compile(r"\d+")

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


async def to_english(question: str, model: LanguageModel) -> tuple[str, Usage]:
    """Return a question in English, in which abstracts are searched, and the model's usage.

    Without a language model, if it fails, or if its translation is not English, too long, has other
    numbers or an address, the question stays as it is.
    """
    if model.mode == "extractive" or is_english(question):
        return question, Usage()
    translated, usage = await _write(RewriteTask(question, ()), model)
    numbers = sorted(_NUMBER.findall(question))
    if (
        _is_safe(translated)
        and is_english(translated)
        and sorted(_NUMBER.findall(translated)) == numbers
    ):
        return translated, usage
    return question, usage


async def rewrite_follow_up(
    question: str, history: Sequence[Turn], model: LanguageModel, about: Sequence[str] = ()
) -> tuple[str, Usage]:
    """Return the question as it should be searched, and the model's usage.

    A language model rewrites it. Without one, if it fails, or if its rewrite is unfaithful (too
    long, with unrelated words, without those asked, or with an address), the names of the papers
    that it is `about`, if any, go before it.
    """
    if not (about or (history and needs_history(question))):
        return question, Usage()
    joined = f"{', '.join(about)}: {question}" if about else question
    if model.mode == "extractive":
        return joined, Usage()
    rewritten, usage = await _write(RewriteTask(question, tuple(history)), model)
    return (rewritten if _is_faithful(rewritten, question, history) else joined), usage


async def _write(task: RewriteTask, model: LanguageModel) -> tuple[str, Usage]:
    """Return the question that the model writes, empty if it fails, and its usage."""
    text, usage = "", Usage()
    try:
        async for chunk in model.write(task):
            text += chunk.text
            usage += chunk.usage
    except LanguageModelError:
        return "", usage
    return visible_text(text).strip("\"'“” "), usage


def _is_safe(rewritten: str) -> bool:
    """Tell whether a text may be searched for as a question."""
    return (
        0 < len(rewritten) <= _MAX_QUESTION_CHARS
        and not ADDRESS.search(rewritten)
        and not has_mention(rewritten)
    )


def _is_faithful(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Tell whether a rewritten question may be the one that was asked."""
    if not _is_safe(rewritten):
        return False
    words, asked = _stems(rewritten), _stems(question)
    said = asked.union(*(_stems(f"{turn.question} {turn.answer}") for turn in history))
    from_there = len(words & said) >= _MIN_SHARED_FRACTION * len(words)
    return from_there and (
        len(asked) < _MIN_WORDS or len(words & asked) >= _MIN_SHARED_FRACTION * len(asked)
    )


def _stems(text: str) -> set[str]:
    return {word[:_STEM_LETTERS] for word in content_words(text)}
