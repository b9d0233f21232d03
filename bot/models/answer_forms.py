"""What a model is told about the form of an answer, by what the question asks for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.answering.language_model import AnswerTask
from bot.questions.kind import QuestionKind

_FORMS: Final[Mapping[QuestionKind, str]] = MappingProxyType(
    {
        "fact": "Answer the question in one full sentence that names its subject.",
        "definition": "Say in two or three full sentences what it is, how it works and what came "
        "of it.",
        "explanation": "Explain it in two to four full sentences, as nearly as you can in the "
        "words of the excerpts.",
        "list": "Write one line for each paper that fits: a full sentence on what the paper does "
        "about it. Leave out papers that do not fit.",
        "overview": "Write one line for each paper on it: a full sentence on what the paper "
        "contributes.",
        "comparison": "Write one full sentence for each of these papers about the same aspect, so "
        "that a reader can compare them.",
        "yes_no": "Begin with Yes or No, then give the reason in one full sentence.",
        "limitation": "Write in one or two full sentences what the authors state as a limitation "
        "or future work of their own.",
    }
)
_BRIEF_FORMS: Final[Mapping[QuestionKind, str]] = MappingProxyType(
    {
        "definition": "Say in one or two full sentences what it is and how it works, as nearly as "
        "you can in the excerpt's own words.",
        "explanation": "Explain it in two or three full sentences, as nearly as you can in the "
        "excerpt's own words.",
    }
)
_CORRECTION = "Answer in one full sentence, as nearly as you can in the excerpt's own words."


_MAX_SENTENCES: Final[Mapping[QuestionKind, int]] = MappingProxyType(
    {"fact": 2, "yes_no": 3, "limitation": 3, "definition": 4, "explanation": 5}
)
"""One more than is asked for: small models ramble on, and stray."""
_MAX_BRIEF_SENTENCES: Final[Mapping[QuestionKind, int]] = MappingProxyType(
    {"definition": 2, "explanation": 3}
)


def limit_sentences(task: AnswerTask) -> int | None:
    """Return after how many sentences an answer is long enough; None for those of many lines."""
    if task.quotes:
        return 2
    most = _MAX_SENTENCES.get(task.kind)
    return _MAX_BRIEF_SENTENCES.get(task.kind, most) if task.brief else most


def describe_form(task: AnswerTask) -> str:
    """Return the sentences of a prompt that ask for the form of an answer."""
    if task.quotes:
        return _CORRECTION
    form = _FORMS.get(task.kind, _FORMS["fact"])
    return _BRIEF_FORMS.get(task.kind, form) if task.brief else form
