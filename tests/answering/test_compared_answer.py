"""A comparison as an answer to a question: which rows, and what is not said twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from bot.answering.answer import Answer, Aspect, Cell, CellStatus, Comparison
from bot.answering.compare import Compare
from bot.answering.compared_answer import answer_comparison, answer_from_comparison
from bot.answering.language_model import DETAIL
from bot.answering.paper_choice import ComparedPapers
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper

BEES = Paper(
    "bees",
    "BeeNet",
    "BeeNet counts bees by sound. BeeNet hears them with two microphones. It is right in 90%.",
)
WASPS = Paper("wasps", "WaspNet", "WaspNet counts wasps in pictures. It is right in 80%.")
COUNTED = ("BeeNet counts bees by sound.", "WaspNet counts wasps in pictures.")


def _cell(paper: Paper, text: str, status: CellStatus = "stated") -> Cell:
    return Cell(paper.paper_id, text, status=status)


def _compare(*aspects: Aspect, own: tuple[tuple[str, ...], ...] = ()) -> Comparison:
    told = tuple(Sentence(text.strip("."), (n,)) for n, text in enumerate(COUNTED, 1))
    return Comparison((BEES, WASPS), aspects, "extractive", "quotes", differences=told, own=own)


def _row(name: str, bees: str, wasps: str) -> Aspect:
    return Aspect(name, (_cell(BEES, bees), _cell(WASPS, wasps)))


METHOD = _row("Method", *COUNTED)
RESULTS = _row("Results", "It is right in 90%.", "It is right in 80%.")
BLANK = Answer("How do BeeNet and WaspNet differ?", answered=False, mode="extractive", model="")


def test_a_method_that_the_line_above_says_gives_way_to_more_of_it():
    """The next sentence on the own work of each stands in its row."""
    own = ((COUNTED[0], "BeeNet hears them with two microphones."), (COUNTED[1], "It is seen."))

    answer = answer_from_comparison(BLANK, _compare(METHOD, RESULTS, own=own))

    assert [heading.text for heading in answer.headings] == ["Method", "Results"]
    assert [sentence.text for sentence in answer.sentences] == [
        "BeeNet hears them with two microphones.",
        "It is seen.",
        "It is right in 90%.",
        "It is right in 80%.",
    ]


def test_without_more_to_say_the_row_is_left_out():
    """One paper alone would stand in it."""
    own = ((COUNTED[0], "BeeNet hears them with two microphones."), (COUNTED[1],))

    answer = answer_from_comparison(BLANK, _compare(METHOD, RESULTS, own=own))

    assert [heading.text for heading in answer.headings] == ["Results"]


def test_what_is_asked_stands_below_what_sets_them_apart():
    """If the question asks for that."""
    answer = answer_from_comparison(BLANK, _compare(RESULTS), only_asked=True)

    assert answer.lead is not None
    assert "counts bees by sound" in answer.lead.difference
    assert [heading.text for heading in answer.headings] == ["Results"]


def test_an_aspect_that_a_paper_perhaps_states_is_left_out():
    """It would stand beside “not found”, and say nothing of the difference."""
    unsure = Aspect("Noise", (_cell(BEES, "By sound."), _cell(WASPS, "not found", "not-found")))
    sure = Aspect("Data", (_cell(BEES, "Ten hives."), _cell(WASPS, "not stated", "not-stated")))

    answer = answer_from_comparison(BLANK, _compare(unsure, sure), only_asked=True)

    assert [heading.text for heading in answer.headings] == ["Data"]
    assert [s.text for s in answer.sentences] == ["Ten hives.", "not stated"]


async def test_what_is_perhaps_stated_may_be_in_the_details():
    """Those stand below the aspects that are sure."""
    unsure = Aspect("Noise", (_cell(BEES, "By sound."), _cell(WASPS, "not found", "not-found")))
    sure = Aspect("Data", (_cell(BEES, "Ten hives."), _cell(WASPS, "Two nests.")))
    detail = _row(DETAIL, "BeeNet hears them with two microphones.", "It is right in 80%.")

    async def compare(ids: Sequence[str], *, aspects: object = None, **_: object) -> Comparison:
        return _compare(unsure, sure) if aspects else _compare(detail)

    compared = ComparedPapers((BEES, WASPS), ("Noise", "Data"), surely_asked=True)
    answer = await answer_comparison(
        cast("Compare", compare), BLANK, compared, (), language="English", model=None
    )

    assert [heading.text for heading in answer.headings] == ["Data", DETAIL]
