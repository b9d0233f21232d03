"""Have the language model judge the sentences that the check finds borderline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Final

from bot.answering.language_model import (
    JudgeTask,
    LanguageModel,
    LanguageModelError,
    Statement,
    Usage,
)
from bot.grounding.sentence import Excerpt, Sentence
from retrieval.paper import Paper
from retrieval.text import patterns as re

_LINE: Final = re.compile(r"\s*(\d{1,3})\s*(?:[.:)–-]\s*)?(yes|no|opposite)\W*", re.IGNORECASE)
_ALONE: Final = re.compile(r"\W*(yes|no|opposite)\W*", re.IGNORECASE)
_MAX_REPLY_CHARS: Final = 4_000  # longer replies are not lists of words
_NO_REASON: Final = "the language model does not find it in the cited abstract"
_OPPOSITE_REASON: Final = "the language model finds the opposite in the cited abstract"


async def judge_borderline(
    sentences: Sequence[Sentence], sources: Mapping[int, Paper], model: LanguageModel
) -> tuple[list[Sentence], Usage]:
    """Return the sentences, borderline ones as the model ruled in one call, and its usage.

    Without a valid ruling, or if the model fails, the verdict of the check stays.
    """
    asked = [i for i, s in enumerate(sentences) if s.borderline and s.citations]
    if not asked:
        return list(sentences), Usage()
    cited = sorted({n for i in asked for n in sentences[i].citations})
    task = JudgeTask(
        tuple(Statement(sentences[i].text, sentences[i].citations) for i in asked),
        tuple(Excerpt(n, sources[n]) for n in cited),
    )
    text, usage = "", Usage()
    try:
        async with aclosing(model.write(task)) as chunks:
            async for chunk in chunks:
                text += chunk.text
                usage += chunk.usage
                if len(text) > _MAX_REPLY_CHARS:
                    break
    except LanguageModelError:
        return list(sentences), usage
    found, ruled = parse_rulings(text, len(asked)), list(sentences)
    for number, i in enumerate(asked, 1):
        ruled[i] = _apply_ruling(sentences[i], found.get(number))
    return ruled, usage


def parse_rulings(text: str, count: int) -> dict[int, str]:
    """Return the rulings by statement number, from 1 on, without contradictory ones."""
    found: dict[int, set[str]] = {}
    for line in text.splitlines():
        if match := _LINE.fullmatch(line):
            found.setdefault(int(match[1]), set()).add(match[2].lower())
    if count == 1 and not found and (match := _ALONE.fullmatch(text)):
        return {1: match[1].lower()}
    return {n: words.pop() for n, words in found.items() if n <= count and len(words) == 1}


def _apply_ruling(sentence: Sentence, ruling: str | None) -> Sentence:
    match ruling:
        case "yes":
            return replace(
                sentence, supported=True, contradicted=False, reason="", borderline=False
            )
        case "no":
            return replace(
                sentence, supported=False, contradicted=False, reason=_NO_REASON, borderline=False
            )
        case "opposite":
            return replace(
                sentence,
                supported=False,
                contradicted=True,
                reason=_OPPOSITE_REASON,
                borderline=False,
            )
        case _:
            return sentence
