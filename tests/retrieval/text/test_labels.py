"""The labels of structured abstracts are read, and belong to no sentence."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.labels import find_labels, read_label, split_abstract
from tests.shared_data import shared_path

BMJ = (
    "OBJECTIVE To compare two doses. DESIGN, SETTING, AND PARTICIPANTS Trial of 42 [33] patients "
    "in rats. METHODS AND RESULTS p53 fell by 3 mg. CONCLUSIONS: The lower dose is enough."
)


def test_labels_are_in_no_sentence() -> None:
    """Each sentence has the label that it stands under, and is a part of the abstract."""
    found = split_abstract(BMJ)

    assert [(span.label, span.text) for span in found] == [
        ("OBJECTIVE", "To compare two doses."),
        ("DESIGN, SETTING, AND PARTICIPANTS", "Trial of 42 [33] patients in rats."),
        ("METHODS AND RESULTS", "p53 fell by 3 mg."),
        ("CONCLUSIONS", "The lower dose is enough."),
    ]
    assert all(BMJ[span.start : span.end] == span.text for span in found)


@pytest.mark.parametrize(
    ("abstract", "labels"),
    [
        ("Background: Bees sting. Main results: They die.", ["BACKGROUND", "MAIN RESULTS"]),
        ("Background. Bees sting. Results. They die.", ["BACKGROUND", "RESULTS"]),
        ("Abstract. We count bees.", ["ABSTRACT"]),
        ("OBJECTIVE - To count. RESULTS - We did.", ["OBJECTIVE", "RESULTS"]),
        ("AIM To count. AUTHORS' CONCLUSIONS We did.", ["AIM", "AUTHORS' CONCLUSIONS"]),
        ("We count bees. Keywords: bees", ["KEYWORDS"]),
        (
            "BACKGROUND miRNAs vary. METHODS We count. RESULTS mTOR rose.",
            ["BACKGROUND", "METHODS", "RESULTS"],
        ),
    ],
)
def test_labels_are_found_in_every_form(abstract: str, labels: list[str]) -> None:
    """With a colon, a full stop, a dash, or in capitals alone."""
    assert [label.words for label in find_labels(abstract)] == labels


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("BACKGROUND", "background"),
        ("PURPOSE OF REVIEW", "objective"),
        ("MAIN OUTCOME MEASURES", "method"),
        ("CONCLUSIONS AND RELEVANCE", "result"),
        ("TRIAL REGISTRATION", "other"),
        ("METHODS AND RESULTS", ""),
        ("UNLABELLED", ""),
    ],
)
def test_labels_say_what_sentences_do(words: str, role: str) -> None:
    """A label that says two things says neither."""
    assert read_label(words) == role


def test_structured_abstracts_of_medicine_are_split() -> None:
    """One in five of SciFact's 5,183 is; its sentences begin after the labels."""
    with gzip.open(shared_path("collections/scifact/corpus.jsonl.gz"), "rt") as lines:
        abstracts = [json.loads(line)["text"] for line in lines]

    structured = [found for text in abstracts if len(found := find_labels(text)) > 1]
    assert len(structured) > 1_000
    assert sum(len(found) for found in structured) > 4_600
    words = ("RESULTS ", "METHODS ", "CONCLUSIONS ", "BACKGROUND ", "OBJECTIVE ")
    left = [
        span.text
        for text in abstracts
        for span in split_abstract(text)
        if span.text.startswith(words)
    ]
    assert len(left) <= 2


@given(st.lists(st.sampled_from(["RESULTS", "Aim:", " and ", "/", ". ", "x", "We", "\n", "("])))
def test_any_abstract_is_split_into_its_own_words(pieces: list[str]) -> None:
    """Sentences and labels are parts of it, in order, that do not overlap."""
    abstract = "".join(pieces)
    places = [(label.start, label.end) for label in find_labels(abstract)]
    for span in split_abstract(abstract):
        assert abstract[span.start : span.end] == span.text
        places.append((span.start, span.end))

    places.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(places))
