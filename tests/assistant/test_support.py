"""What the cited abstract bears, and where."""

from __future__ import annotations

import pytest

from bot.assistant.answer import Sentence
from bot.assistant.citations import Written
from bot.assistant.support import NO_CITATION, check, evidence
from retrieval.paper import Paper
from tests.assistant.fakes import BIRDS, CATS, DOGS

SOURCES = {1: CATS, 2: DOGS}


def test_a_cited_sentence_with_the_abstracts_figure_is_supported():
    """The plain case."""
    assert check(Written("Cats sleep 16 hours.", (1,)), SOURCES) == Sentence(
        "Cats sleep 16 hours.", (1,)
    )


def test_a_number_that_no_source_has_vanishes():
    """And the sentence stands on the others."""
    assert check(Written("Cats sleep.", (9, 1)), SOURCES).citations == (1,)


@pytest.mark.parametrize("numbers", [(), (9,)])
def test_without_a_known_citation_a_sentence_is_unsupported(numbers: tuple[int, ...]):
    """It says so."""
    assert check(Written("Cats sleep.", numbers), SOURCES) == Sentence(
        "Cats sleep.", (), supported=False, reason=NO_CITATION
    )


def test_a_figure_that_the_cited_abstract_lacks_is_named():
    """Though another abstract has it."""
    found = check(Written("Cats sleep 12 hours.", (1,)), SOURCES)

    assert not found.supported
    assert found.citations == (1,)
    assert found.reason == "the cited abstract does not have the figure 12"


def test_figures_may_come_from_any_of_the_cited_abstracts():
    """A sentence may compare two."""
    assert check(Written("16 against 12 hours.", (1, 2)), SOURCES).supported


def test_a_figure_of_the_title_counts():
    """A title is cited with its abstract."""
    paper = Paper("t-1", "Attention in 8 lines", "A short program.")

    assert check(Written("It has 8 lines.", (1,)), {1: paper}).supported


def test_evidence_is_the_nearest_span_of_the_abstract():
    """With its place, in the abstract's order, each once."""
    texts = ["At dawn they hunt.", "They sleep for 16 hours.", "At dawn, hunting begins."]

    found = evidence(texts, CATS)

    assert [span.text for span in found] == ["Cats sleep 16 hours a day.", "They hunt at dawn."]
    assert [CATS.abstract[span.start : span.end] for span in found] == [s.text for s in found]


def test_a_quote_is_its_own_evidence():
    """Word for word wins over every likeness."""
    assert [span.text for span in evidence(["They bark."], DOGS)] == ["They bark."]


def test_no_abstract_gives_no_evidence():
    """Nothing to quote."""
    assert evidence(["Birds sing."], Paper("t-1", "On birds", "")) == ()
    assert evidence([], BIRDS) == ()
