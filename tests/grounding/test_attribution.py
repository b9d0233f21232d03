"""Which sources a sentence without a right citation is checked against, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.grounding.attribution import NO_ABSTRACT_SAYS_IT, attribute_citations
from bot.grounding.checker import NOT_SAID, NOTHING_SAID
from bot.grounding.citations import WrittenSentence
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper
from retrieval.passage import WholeText

OTTERS = "Sea otters crack clams with stones"
SOURCES = {
    1: Paper("1", "Clams", "Clams live in sand. Stones cover them."),
    2: Paper("2", "Stones as tools", "Sea otters crack clams with stones they carry."),
    3: Paper("3", "Otters", "River otters crack clams with their teeth."),
    4: Paper("4", "Otters of the sea", "Sea otters crack urchins with stones."),
    5: Paper("5", "Sea otters", "Sea otters crack crabs with stones."),
    6: Paper("6", "Owls", "Owls hunt at night."),
}


class Recording:
    """A check that supports by the papers given, and records whom it was asked about."""

    def __init__(self, *supports: int, **verdict: object) -> None:
        self.asked: list[tuple[int, ...]] = []
        self._supports = set(supports)
        self._verdict = {"reason": NOT_SAID, "score": 0.1, **verdict}

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        self.asked.append(written.numbers)
        known = tuple(number for number in written.numbers if number in sources)
        if self._supports.intersection(known):
            return Sentence(written.text, known)
        return Sentence(written.text, known, supported=False, **self._verdict)  # type: ignore[arg-type]


def attribute(check: Recording, text: str = OTTERS, *numbers: int) -> Sentence:
    """Return a sentence as it is attributed among all sources."""
    return attribute_citations(check)(WrittenSentence(text, numbers), SOURCES)


def test_the_nearest_is_checked_first_and_the_first_that_holds_is_cited():
    """No more is checked than that."""
    check = Recording(2)

    found = attribute(check)

    assert found == Sentence(OTTERS, (2,), written_citations=())
    assert (check.asked, found.attribution) == ([(2,)], "found")


def test_a_source_far_behind_the_nearest_is_not_checked():
    """It would support a false sentence only by mistake."""
    check = Recording(1, 3, 6)

    attribute(check)

    assert check.asked == [(2,), (4,), (5,)]


def test_a_wrong_citation_is_corrected_by_a_nearer_source():
    """And it says what was written."""
    check = Recording(2)

    corrected = attribute(check, OTTERS, 3, 9)

    assert corrected == Sentence(OTTERS, (2,), written_citations=(3, 9))
    assert (check.asked, corrected.attribution) == ([(3, 9), (2,)], "corrected")


@pytest.mark.parametrize(
    "text",
    [
        "Here are the papers on sea otters and stones:",
        "**Sea otters crack clams with stones:**",
        "Do sea otters crack clams with stones?",
        "Certainly!",
        "This is important.",
        "Otters of the sea",
    ],
    ids=["lead-in", "bold lead-in", "question", "word", "vague", "title"],
)
def test_nothing_to_check(text: str):
    """A lead-in, a question and a title are not attributed, and cost no check."""
    check = Recording(*SOURCES)

    rejected = attribute(check, text)

    assert check.asked == []
    assert (rejected.supported, rejected.citations, rejected.reason) == (False, (), NOTHING_SAID)


@pytest.mark.parametrize("reason", [NOT_SAID, "the paper does not say it"])
def test_a_reason_speaks_of_the_paper_where_more_than_its_abstract_was_read(reason: str):
    """Whether it is said of the closest source or of all of them."""
    sources = {number: replace(paper, whole=WholeText()) for number, paper in SOURCES.items()}
    check = attribute_citations(Recording(reason=reason))

    assert check(WrittenSentence(OTTERS, ()), sources).reason == "no paper says it"


@pytest.mark.parametrize(
    ("reason", "shown"), [(NOT_SAID, NO_ABSTRACT_SAYS_IT), ("another figure", "another figure")]
)
def test_what_no_source_supports_is_rejected(reason: str, shown: str):
    """Without a citation, and with the reason of the one that came closest."""
    rejected = attribute(Recording(reason=reason))

    assert rejected == Sentence(OTTERS, (), supported=False, reason=shown, score=0.1)
