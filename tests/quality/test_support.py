"""The check of sentences on visible data: floors somewhat below what benchmarks measure."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from benchmarks.figures import measure_area
from benchmarks.grounding_data import of_collections, scifact, starters
from bot.grounding.checker import MIN_SUPPORTED_SCORE, ClaimChecker
from bot.grounding.cross_encoder import CrossEncoder
from retrieval.paper import Paper, normalize_title
from retrieval.text.sentences import split_sentences
from tests.shared_data import shared_path

TUNING = Path(__file__).parents[1] / "verification/tune.jsonl"
HELD_OUT = TUNING.with_name("held_out.jsonl")


@pytest.fixture(scope="module")
def check() -> ClaimChecker:
    """Return the check as it is wired."""
    return ClaimChecker(CrossEncoder())


def _kept(check: ClaimChecker, papers: list[Paper]) -> list[str]:
    """Return the sentences of the papers' own abstracts that the check does not let through."""
    return [
        span.text
        for paper in papers
        for span in split_sentences(paper.abstract)
        if not check.verify(span.text, [paper]).supported
    ]


def test_each_sentence_of_the_starter_library_is_its_own_support(check: ClaimChecker):
    """What the extractive model quotes is always shown."""
    assert _kept(check, list(starters().values())) == []


def test_each_sentence_of_the_seed_page_is_its_own_support(
    check: ClaimChecker, seed_papers: tuple[Paper, ...]
):
    """As for the starter library, with abstracts as their authors wrote them."""
    assert _kept(check, [paper.for_reading() for paper in seed_papers]) == []


@pytest.mark.nightly
def test_hand_written_sentences_are_told_apart(check: ClaimChecker, record_property):
    """Half of those written to tune on: true ones stay, false ones of each kind go."""
    papers = starters()
    right: dict[str, list[bool]] = defaultdict(list)
    for line in TUNING.read_text(encoding="utf-8").splitlines()[::2]:
        row = json.loads(line)
        verdict = check.verify(row["text"], [papers[normalize_title(row["title"])]])
        right[row["kind"]].append(verdict.supported == row["true"])
    shares = {kind: sum(found) / len(found) for kind, found in right.items()}

    record_property("shares", shares)
    assert shares["paraphrase"] >= 0.92
    assert shares["credit"] >= 0.90
    assert shares["negation"] >= 0.84
    assert shares["figure"] >= 0.80
    assert shares["detail"] >= 0.78
    assert shares["direction"] >= 0.58


def test_claims_of_scifact_are_ranked(check: ClaimChecker, record_property):
    """A thirtieth of the claims: the supported above the rest."""
    shared_path("verification/scifact_claims.jsonl")
    shared_path("collections/scifact/corpus.jsonl.gz")
    claims = scifact(shared_path("verification").parent)[::30]

    scores = np.array([check.verify(claim.text, [claim.paper]).score for claim in claims])
    labels = np.array([claim.label for claim in claims])

    rejected = {
        str(label): float((scores[labels == label] < MIN_SUPPORTED_SCORE).mean())
        for label in set(labels)
    }
    record_property("area", measure_area(scores, labels == "SUPPORT"))
    record_property("rejected", rejected)
    assert measure_area(scores, labels == "SUPPORT") >= 0.70
    assert rejected["NOINFO"] >= 0.65
    assert rejected["SUPPORT"] <= 0.45


@pytest.mark.nightly
def test_sentences_that_nothing_is_fitted_on_are_told_apart(check: ClaimChecker, record_property):
    """A sixth of the held-out ones, by kind: true ones stay, turned and denied ones go."""
    rows = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()[::6]]
    shared_path("collections/cs_papers_25k/corpus.jsonl.gz")
    papers = of_collections(shared_path("collections").parent, [row["paper"] for row in rows])
    right: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        paper = papers[row["paper"]["collection"], str(row["paper"]["key"])]
        verdict = check.verify(row["text"], [paper])
        right[row["kind"]].append(verdict.supported == row["true"])
    shares = {kind: sum(found) / len(found) for kind, found in right.items()}

    record_property("shares", shares)
    assert shares["paraphrase"] >= 0.85
    assert shares["negation"] >= 0.80
    assert shares["direction"] >= 0.25
    assert shares["detail"] >= 0.80
