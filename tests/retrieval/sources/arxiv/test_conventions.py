"""arXiv's conventions: ids, sets, and papers that were withdrawn."""

from __future__ import annotations

import pytest

from retrieval.sources.arxiv.conventions import is_withdrawn


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
