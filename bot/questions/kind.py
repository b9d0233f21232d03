"""Tell what kind of answer a question asks for.

A model of its wording tells (`kind_model`), but small talk and what the catalog answers are
recognized by their words.
"""

from __future__ import annotations

from bot.grounding.language import is_english
from bot.questions.catalog_question import parse_record_question
from bot.questions.kind_model import has_frame_words, rate_kinds
from bot.questions.kinds import KINDS, QuestionKind
from bot.questions.small_talk import find_small_talk
from bot.questions.summary_question import asks_plainly
from retrieval.text import patterns as re

_MIN_RECORD = 0.05  # probability of a question whose words ask for a record
_SURE_FIELDS = frozenset({"categories", "library"})  # whose words alone ask for a record
_MIN_LIKELY = 0.08  # of a kind that a question may be of
_MIN_SURE = 0.9  # of a kind, for a text without a question mark to be one
_MIN_PLAIN = 0.5  # of a definition or a summary, for one in plain words to be a summary
_MAX_PHRASE_WORDS = 3
_ASKS_SHARE = re.compile(
    r"\b(?:what|which) (?:share|proportion|percentage|percent|fraction|part)\b", re.IGNORECASE
)
"""What asks for a figure, though it may be one of papers."""


def has_question_mark(text: str) -> bool:
    """Tell whether a text asks by a question mark, other than one within an address."""
    return "？" in text or any(word.rstrip("!.)”\"'").endswith("?") for word in text.split())


def asks_surely(text: str) -> bool:
    """Tell whether a text asks or requests something of papers, rather than states or chats.

    It has a question mark, or is surely of a kind of question. Blocks.
    """
    if has_question_mark(text):
        return True
    rated = rate_kinds(text)
    kind = max(rated, key=lambda one: rated[one])
    return kind != "smalltalk" and rated[kind] >= _MIN_SURE


def classify_question(question: str, *, is_no_record: bool = False) -> QuestionKind:
    """Return the kind of a question.

    `is_no_record` says that the catalog does not have what is asked, whatever the wording.
    """
    return rank_kinds(question, is_no_record=is_no_record)[0]


def rank_kinds(question: str, *, is_no_record: bool = False) -> list[QuestionKind]:
    """Return the kinds that a question may be of, the likeliest first.

    A question in another language than English asks for a fact.
    """
    text = " ".join(question.replace("’", "'").split())
    if find_small_talk(text) is not None:
        return ["smalltalk"]
    if not is_english(text):
        return ["fact"]
    if _ASKS_SHARE.search(text):
        return ["fact"]
    rated = rate_kinds(text)
    record = None if is_no_record else parse_record_question(text)
    if record and (rated["record"] >= _MIN_RECORD or record.field in _SURE_FIELDS):
        return ["record"]
    if len(text.split()) <= _MAX_PHRASE_WORDS and not has_frame_words(text):
        return ["list"]  # as one types into a search box
    if rated["definition"] + rated["summary"] >= _MIN_PLAIN and asks_plainly(text):
        return ["summary"]
    others = [kind for kind in KINDS if kind not in {"record", "smalltalk"}]
    ranked = sorted(others, key=lambda kind: -rated[kind])
    return [kind for kind in ranked if rated[kind] >= _MIN_LIKELY] or ranked[:1]
