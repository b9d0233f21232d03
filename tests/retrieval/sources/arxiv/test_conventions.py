"""arXiv's conventions: ids, sets, and papers that were withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.sources.arxiv.conventions import (
    is_category,
    is_of_month,
    is_withdrawn,
    to_set,
)


@pytest.mark.parametrize(
    ("category", "set_"),
    [
        ("cs", "cs"),
        ("cs.CL", "cs:cs:CL"),
        ("math", "math"),
        ("q-bio.NC", "q-bio:q-bio:NC"),
        ("hep-th", "physics:hep-th"),
        ("astro-ph.GA", "physics:astro-ph:GA"),
        ("physics.flu-dyn", "physics:physics:flu-dyn"),
        ("nlin.CD", "physics:nlin:CD"),
    ],
)
def test_a_category_is_a_set(category: str, set_: str):
    """Within its group."""
    assert to_set(category) == set_


@pytest.mark.parametrize(
    "text", ["", "cs.", "cs.CL OR all:x", "CS.CL", "cs.cl.x", "cs.CL\n", "../x", "cs+math", "1"]
)
def test_other_texts_are_no_categories(text: str):
    """So that nothing else gets into an address or a search."""
    assert not is_category(text)


@pytest.mark.parametrize(
    ("comment", "abstract"),
    [
        ("This paper has been withdrawn by the author", "We show."),
        ("Withdrawn: an error in Lemma 3", ""),
        ("withdrawn", ""),
        ("Paper withdrawn due to a crucial error", ""),
        ("12 pages. This submission has been withdrawn by arXiv administrators", ""),
        ("This article was temporarily withdrawn", ""),
        ("", "This paper has been withdrawn by the authors due to a gap in the proof."),
        ("", "The paper is withdrawn."),
        ("", "This manuscript has been withdrawn."),
    ],
)
def test_a_withdrawn_paper_says_so(comment: str, abstract: str):
    """In the comment, or at the beginning of the abstract."""
    assert is_withdrawn(comment, abstract)


@pytest.mark.parametrize(
    ("comment", "abstract"),
    [
        ("", ""),
        ("9 pages, replaces the withdrawn arXiv:1234.56789", ""),
        ("", "We study how often papers are withdrawn, and why cash is withdrawn from banks."),
        ("", "Retractions matter. " * 20 + "This paper has been withdrawn, say 3 % of comments."),
        ("", "Withdrawal from alcohol is treated."),
    ],
)
def test_a_paper_about_withdrawal_is_not_withdrawn(comment: str, abstract: str):
    """It is only about it."""
    assert not is_withdrawn(comment, abstract)


def test_an_id_tells_its_month():
    """As new ones do; the first days of the next month still count to it."""
    day = date(2026, 1, 2)

    assert is_of_month("2601.00001", day)
    assert is_of_month("2512.00001", day)
    assert not is_of_month("2511.00001", day)
    assert not is_of_month("2602.00001", day)
    assert not is_of_month("hep-th/9406058", day)
