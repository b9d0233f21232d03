"""What each sentence of an abstract does."""

from __future__ import annotations

import json

import numpy as np
import pytest

from retrieval.text.sentence_roles import Role, classify_abstract, classify_sentences
from tests.shared_data import shared_path

ABSTRACT = (
    "Machine translation is widely used today.",
    "However, existing systems need large parallel corpora, which are rarely available.",
    "We propose a method that learns from monolingual text by back-translation.",
    "A shared encoder maps sentences of both languages into one space.",
    "Experiments show that our method outperforms the baseline by 3.2 BLEU.",
)


def test_sentences_of_an_abstract_have_roles() -> None:
    """What is known comes first, then the method, then what was found."""
    assert classify_sentences(ABSTRACT) == [
        Role.BACKGROUND,
        Role.BACKGROUND,
        Role.METHOD,
        Role.METHOD,
        Role.RESULT,
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "A limitation is that the results hold for English only.",
        "However, the approach does not yet scale to long documents.",
        "Our evaluation is limited to news articles.",
        "How to choose the language pairs remains an open question.",
    ],
)
def test_limitations_are_found_by_phrases(sentence: str) -> None:
    """Among the sentences after the paper's own work."""
    assert classify_sentences([*ABSTRACT, sentence])[-1] is Role.LIMITATION


def test_labels_say_what_the_sentences_under_them_do() -> None:
    """All of them, up to the next label; where a label says two things, the words decide."""
    found = classify_abstract(
        "BACKGROUND Statins are widely prescribed. AIMS To compare two doses. PATIENTS AND METHODS "
        "We enrolled 300 adults. They were followed for a year. RESULTS Both doses were alike. "
        "LIMITATIONS Few were older than 70. CONCLUSIONS AND RELEVANCE We propose the lower one."
    )

    assert [one.role for one in found] == [
        Role.BACKGROUND,
        Role.OBJECTIVE,
        Role.METHOD,
        Role.METHOD,
        Role.RESULT,
        Role.LIMITATION,
        Role.RESULT,
    ]


def test_csabstruct_is_classified_as_its_annotators_did() -> None:
    """On its dev part: all sentences, and those that four of five annotators agree on."""
    lines = shared_path("sentence_roles/csabstruct_dev.jsonl").read_text().splitlines()
    hits, agreed = [], []
    for row in map(json.loads, lines):
        for role, label, confidence in zip(
            classify_sentences(row["sentences"]), row["labels"], row["confs"], strict=True
        ):
            hits.append(role == label)
            if confidence >= 0.7:
                agreed.append(role == label)

    assert np.mean(hits) >= 0.66
    assert np.mean(agreed) >= 0.87
