"""A comparison as an answer to a question: rows of quotes, and no word of our own above them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from bot.answering.answer import Aspect, Cell, Comparison
from bot.answering.compare import Compare
from bot.answering.generate import GeneratedText
from bot.answering.language_model import NOT_STATED
from bot.answering.plan import Plan
from bot.quotes.comparison import quote_comparison
from retrieval.paper import Paper

BEES = Paper("bees", "BeeNet", "BeeNet counts bees by sound. BeeNet reaches 90 AP on Hives.")
WASPS = Paper("wasps", "WaspNet", "WaspNet counts wasps. WaspNet reaches 80 AP on Hives.")


def _row(name: str, bees: str, wasps: str) -> Aspect:
    cells = ((BEES, bees), (WASPS, wasps))
    return Aspect(name, tuple(Cell(p.paper_id, t, stated=t != NOT_STATED) for p, t in cells))


METHOD = _row("Method", "BeeNet counts bees by sound.", "WaspNet counts wasps.")
RESULTS = _row("Results", "BeeNet reaches 90 AP on Hives.", "WaspNet reaches 80 AP on Hives.")
DATA = _row("Data", "BeeNet reaches 90 AP on Hives.", NOT_STATED)


async def _quote(*rows: Aspect) -> GeneratedText:
    async def compare(ids: Sequence[str], **_: object) -> Comparison:
        return Comparison((BEES, WASPS), rows, "extractive", "quotes")

    plan = Plan("Which has the higher AP?", "comparison", papers=(BEES, WASPS))
    return await quote_comparison(cast("Compare", compare), plan, "English")


async def test_a_comparison_says_nothing_but_quotes():
    """Which figure is the higher is left to the reader: no line above says it without a source."""
    answer = await _quote(RESULTS)

    assert answer.lead is None
    assert [heading.text for heading in answer.headings] == ["Results"]
    assert [(s.text, s.citations) for s in answer.sentences] == [
        ("BeeNet reaches 90 AP on Hives.", (1,)),
        ("WaspNet reaches 80 AP on Hives.", (2,)),
    ]
