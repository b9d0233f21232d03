"""Ask our own question sets, and measure what comes back."""

from __future__ import annotations

import asyncio
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answering.answer import Answer
from bot.application import Application
from retrieval.paper import normalize_title

_SETS = Path(__file__).parents[1] / "questions"
_GIVEN: dict[tuple[Path, str], Answer] = {}
"""The answers so far, by library and question: some questions are in several samples."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the title of the paper that it is about, and the spellings of its figure."""

    question: str
    title: str = ""
    figures: tuple[str, ...] = ()


def questions(*names: str, most: int | None = None) -> list[Asked]:
    """Return the questions of sets, in order; at most so many, from all parts of them."""
    rows = [
        json.loads(line)
        for name in names
        for line in (_SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    step = math.ceil(len(rows) / (most or len(rows)))
    return [
        Asked(
            row["question"],
            row.get("title", ""),
            tuple(row.get("figures") or filter(None, [row.get("figure")])),
        )
        for row in rows[::step]
    ]


def places(application: Application, asked: Sequence[Asked], depth: int = 3) -> list[int]:
    """Return at which place, from 1, each question finds its paper; 0 where not among `depth`."""

    async def search() -> list[list[str]]:
        pages = [await application.search(one.question, limit=depth) for one in asked]
        return [[normalize_title(hit.paper.title) for hit in page.hits] for page in pages]

    titles = asyncio.run(search())
    return [
        found.index(normalize_title(one.title)) + 1 if normalize_title(one.title) in found else 0
        for one, found in zip(asked, titles, strict=True)
    ]


def answers(application: Application, asked: Sequence[Asked]) -> list[Answer]:
    """Return the answer to each question."""
    library = application.settings.data_dir

    async def ask() -> None:
        for one in asked:
            if (library, one.question) not in _GIVEN:
                _GIVEN[library, one.question] = await application.ask(one.question)

    asyncio.run(ask())
    return [_GIVEN[library, one.question] for one in asked]


def gives_figure(asked: Asked, answer: Answer) -> bool:
    """Tell whether a sentence that cites the question's paper has the figure, whole."""
    wanted = normalize_title(asked.title)
    numbers = {c.number for c in answer.citations if normalize_title(c.paper.title) == wanted}
    texts = [s.text for s in answer.sentences if s.supported and numbers.intersection(s.citations)]
    return any(stands_in(figure, text) for figure in asked.figures for text in texts)


def stands_in(figure: str, text: str) -> bool:
    """Tell whether a figure stands in a text by itself, and not as a part of another number."""
    return bool(re.search(rf"(?<![\d.])(?<!\d,){re.escape(figure)}(?!\d|[.,]\d)", text))


def share(outcomes: Sequence[bool]) -> float:
    """Return which part of the outcomes is true."""
    return sum(outcomes) / len(outcomes)
