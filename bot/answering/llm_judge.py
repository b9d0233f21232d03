"""Have a language model judge the sentences of a draft, beside the abstracts that they cite."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.answering.language_model import (
    JudgeTask,
    LanguageModel,
    Statement,
    Usage,
    write_whole,
)
from bot.answering.written_forms import split_verdict
from bot.grounding.checker import word_reason
from bot.grounding.evidence_spans import find_verbatim
from bot.grounding.judge import Ruling, apply_ruling, parse_rulings
from bot.grounding.premise import keep_nearest
from bot.grounding.sentence import Excerpt, Sentence
from bot.prompt_injection.instructions import is_instruction
from bot.prompt_injection.links_and_mentions import has_mention, remove_links, visible_text
from retrieval.paper import Evidence, Paper

FindJudge = Callable[[LanguageModel], LanguageModel | None]
"""Returns the model that judges what a model writes; None if none does."""

_MAX_STATEMENTS: Final = 12  # of a call: its reply must not be cut


def find_no_judge(writer: LanguageModel) -> LanguageModel | None:
    """Return None: the check alone decides."""
    return None


async def judge(
    sentences: Sequence[Sentence],
    sources: Mapping[int, Paper],
    model: LanguageModel,
    question: str = "",
) -> tuple[list[Sentence], Usage]:
    """Return the sentences as `model` ruled, and its usage.

    It is asked about all of them at once (in more calls if there are many), but for quotes. One
    without citations, for which an abstract was found that comes close, is judged by that, and
    cites it if that says so. `question` is the one that they answer. Where there is no ruling, the
    verdict of the check stays.
    """
    asked = {
        place: Statement(sentence.text, cited)
        for place, sentence in enumerate(sentences)
        if (cited := _find_cited(sentence, sources))
    }
    places = list(asked)
    parts = [places[at : at + _MAX_STATEMENTS] for at in range(0, len(places), _MAX_STATEMENTS)]
    replies = await asyncio.gather(
        *(
            _ask(
                [asked[place] for place in part],
                sources,
                model,
                question,
                [span for place in part for span in sentences[place].evidence],
            )
            for part in parts
        )
    )
    ruled, usage = [_without_ruling(sentence) for sentence in sentences], Usage()
    for part, (rulings, used) in zip(parts, replies, strict=True):
        usage += used
        for number, ruling in rulings.items():
            place = part[number - 1]
            found = apply_ruling(sentences[place], ruling)
            if not ruling.why:
                found = replace(found, reason=word_reason(found.reason, sources.values()))
            if found.supported and not found.citations:
                cited = asked[place].numbers
                found = replace(found, citations=cited, written_citations=())
            ruled[place] = found
    return ruled, usage


def _without_ruling(sentence: Sentence) -> Sentence:
    """Return a sentence without a yes or no in front of it, which the check has not read."""
    return replace(sentence, text=split_verdict(sentence.text)[1])


def _find_cited(sentence: Sentence, sources: Mapping[int, Paper]) -> tuple[int, ...]:
    """Return the numbers of the abstracts to judge a sentence by; none for a quote."""
    numbers = tuple(n for n in sentence.citations if n in sources)
    if any(find_verbatim(sentence.text, sources[n]) for n in numbers):
        return ()
    near = {span.paper_id for span in sentence.evidence}
    return numbers or tuple(n for n, paper in sources.items() if paper.paper_id in near)


async def _ask(
    statements: Sequence[Statement],
    sources: Mapping[int, Paper],
    model: LanguageModel,
    question: str,
    evidence: Sequence[Evidence],
) -> tuple[dict[int, Ruling], Usage]:
    """Return the rulings of one call, by the numbers of the statements from 1.

    The model reads the passages of the `evidence` that they rest on, and those nearest to them.
    """
    cited: dict[int, list[str]] = {}
    for statement in statements:
        for number in statement.numbers:
            cited.setdefault(number, []).append(statement.text)
    rested: dict[str, set[int | None]] = {}
    for span in evidence:
        rested.setdefault(span.paper_id, set()).add(span.passage)
    excerpts = (
        Excerpt(n, keep_nearest(sources[n], cited[n], rested.get(sources[n].paper_id, ())))
        for n in sorted(cited)
    )
    task = JudgeTask(tuple(statements), tuple(excerpts), question)
    # What has arrived is read, even if it broke off.
    reply = await write_whole(model, task)
    found = parse_rulings(reply.text, len(statements))
    return {number: _clean(ruling) for number, ruling in found.items()}, reply.usage


def _clean(ruling: Ruling) -> Ruling:
    """Return a ruling without a reason that an abstract may have dictated."""
    why = visible_text(ruling.why)
    is_safe = not has_mention(why) and not is_instruction(why) and remove_links(why) == why
    return replace(ruling, why=why if is_safe else "")
