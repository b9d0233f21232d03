"""A question is refused unless the search and what was read say that the library answers it."""

from __future__ import annotations

import pytest

from bot.quotes.answerability import is_answerable
from bot.quotes.reading import Reading
from retrieval.paper import Paper

_OWL = Paper("t-owl", "OWL: listening to forests", "OWL hears birds.")
_SURE = Reading(_OWL, ("OWL hears birds.",), (6.0,), 6.0, 4.0)
_UNRELATED = Reading(_OWL, ("OWL hears birds.",), (-7.0,), -7.0, -10.0)


@pytest.mark.parametrize(("confidence", "answered"), [(0.3, False), (0.5, True)])
def test_the_search_decides_alone_where_nothing_was_read(confidence: float, answered: bool):
    """As for a question in another language."""
    assert is_answerable(confidence, 0.45, []) is answered


@pytest.mark.parametrize("cutoff", [0.2, 0.45, 0.9])
def test_what_a_paper_surely_answers_is_answered_although_the_search_is_unsure(cutoff: float):
    """A description seldom has the words of its paper."""
    assert is_answerable(0.3, cutoff, [_UNRELATED, _SURE])


def test_a_stricter_cutoff_refuses_more():
    """Up to all that it does not name."""
    middling = Reading(_OWL, ("OWL hears birds.",), (-2.5,), -2.5, -8.0)

    answered = [is_answerable(0.5, cutoff, [middling]) for cutoff in (0.01, 0.2, 0.5, 0.8, 0.99)]

    assert answered == sorted(answered, reverse=True)
    assert answered[0]
    assert not answered[-1]


def test_the_papers_in_question_are_asked_whatever_the_search_says():
    """A follow-up has few words to search for."""
    middling = Reading(_OWL, ("OWL hears birds.",), (-2.5,), -2.5, -8.0)

    assert not is_answerable(0.001, 0.45, [middling])
    assert is_answerable(0.001, 0.45, [middling], is_known=True)
