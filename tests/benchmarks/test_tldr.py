"""ROUGE is computed as Lin (2004) defines it."""

from __future__ import annotations

import pytest

from benchmarks.measure.tldr import Case, print_row, rouge_1, rouge_l
from retrieval.paper import Paper


@pytest.mark.parametrize(
    ("text", "reference", "unigrams", "sequence"),
    [
        ("The cat sat.", "the cat, SAT", 1, 1),
        ("police killed the gunman", "police kill the gunman", 3 / 4, 3 / 4),
        ("the gunman kill police", "police kill the gunman", 1, 1 / 2),
        ("the the the", "the cat", 2 / 5, 2 / 5),
        ("a b c d", "a x c y d z", 6 / 10, 6 / 10),
        ("bert-base", "BERT base", 1, 1),
        ("cats", "dogs", 0, 0),
        ("", "dogs", 0, 0),
    ],
)
def test_rouge(text: str, reference: str, unigrams: float, sequence: float):
    """A word counts as often as both texts have it; a subsequence keeps the order."""
    assert rouge_1(text, reference) == pytest.approx(unigrams)
    assert rouge_l(text, reference) == pytest.approx(sequence)


def test_the_best_reference_counts(capsys: pytest.CaptureFixture[str]):
    """The mean is over papers, each with the reference that fits best."""
    paper = Paper("p", "P", "A. B.")
    cases = [Case(paper, ["A."], 0, ["a b", "c d"]), Case(paper, ["A."], 0, ["e f"])]

    print_row("summary", ["c d", "a b"], cases)

    assert capsys.readouterr().out.split() == ["summary", "50.0", "50.0", "2.0"]
