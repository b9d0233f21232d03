"""Make a follow-up question stand alone, so that it can be searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.assistant.language_model import (
    LanguageModel,
    LanguageModelError,
    RewriteTask,
    Turn,
    Usage,
)
from retrieval.query import content_words

_REFERS = re.compile(
    r"\b(it|its|itself|they|them|their|theirs|this|that|these|those|the (?:method|model|paper|"
    r"authors?|approach|work|study|former|latter|first|second|other|same|results?|data ?sets?)|"
    r"he|she|former|latter|there|such)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^\s*(?:and|but|or|so|also|what about|how about|why|more)\b", re.IGNORECASE)
_FEW_WORDS = 2
_LONGEST = 600  # characters of a rewritten question


def leans_on_history(question: str) -> bool:
    """Tell whether a question, taken alone, may not say what it is about."""
    return bool(
        _REFERS.search(question)
        or _OPENS.search(question)
        or len(content_words(question)) <= _FEW_WORDS
    )


async def stand_alone(
    question: str, history: Sequence[Turn], model: LanguageModel
) -> tuple[str, Usage]:
    """Return the question as it should be searched, and what asking the model cost.

    With a language model, the model rewrites it; without one, or where the model fails, it is
    joined with the question before it.
    """
    if not history or not leans_on_history(question):
        return question, Usage()
    joined = f"{history[-1].question.rstrip(' ?.!')}: {question}"
    if model.mode == "extractive":
        return joined, Usage()
    text, usage = "", Usage()
    try:
        async for chunk in model.write(RewriteTask(question, tuple(history))):
            text += chunk.text
            usage += chunk.usage
    except LanguageModelError:
        return joined, usage
    rewritten = " ".join(text.split()).strip("\"'“” ")
    return (rewritten if 0 < len(rewritten) <= _LONGEST else joined), usage
