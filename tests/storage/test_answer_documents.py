"""Answers as JSON: whatever they hold comes back, and other versions' records can be read."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import (
    Answer,
    Citation,
    DiscardedSentence,
    Fate,
    FilterReason,
    MissingDetail,
    RetrievedPaper,
    Timings,
)
from bot.answering.language_model import Fallback, FallbackReason, PromptUsed, Usage
from bot.grounding.sentence import Sentence
from bot.storage.documents import read_turn, write_turn
from retrieval.paper import Evidence, Paper
from retrieval.passage import Passage, PassageKind, WholeText
from retrieval.search.query import Filters
from retrieval.search.results import Hit
from tests.storage.samples import ANSWER, PAPER, REFUSED, turn

TEXTS = st.text(st.characters(codec=None), max_size=20)  # lone surrogates and NUL among them
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
WHOLES = st.integers(-(2**62), 2**62)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | WHOLES | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
JSON_OBJECTS = st.dictionaries(TEXTS, JSON_VALUES, max_size=3)


def tuples(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw a few values, as a tuple."""
    return st.lists(values, max_size=3).map(tuple)


PAPERS = st.builds(
    Paper,
    TEXTS,
    TEXTS,
    TEXTS,
    tuples(TEXTS),
    st.none() | st.dates(),
    st.none() | st.dates(),
    tuples(TEXTS),
    TEXTS,
    TEXTS,
    TEXTS,
    JSON_OBJECTS,
    passages=tuples(
        st.builds(
            Passage,
            st.sampled_from(get_args(PassageKind)),
            TEXTS,
            TEXTS,
            label=TEXTS,
            number=WHOLES,
        )
    ),
    whole=st.none() | st.builds(WholeText, TEXTS, WHOLES),
)
SPANS = st.builds(
    Evidence, TEXTS, TEXTS, WHOLES, WHOLES, TEXTS, TEXTS, st.none() | WHOLES, st.none() | WHOLES
)
EVIDENCE = tuples(SPANS)
SENTENCES = st.builds(
    Sentence,
    TEXTS,
    tuples(WHOLES),
    st.booleans(),
    TEXTS,
    NUMBERS,
    st.booleans(),
    EVIDENCE,
    st.booleans(),
    st.none() | tuples(WHOLES),
)
ANSWERS = st.builds(
    Answer,
    TEXTS,
    st.booleans(),
    st.sampled_from(["extractive", "model"]),
    TEXTS,
    tuples(SENTENCES),
    tuples(st.builds(Citation, WHOLES, PAPERS, EVIDENCE)),
    tuples(st.builds(Hit, PAPERS, NUMBERS, NUMBERS, NUMBERS, TEXTS, NUMBERS)),
    TEXTS,
    st.builds(Timings, NUMBERS, NUMBERS, NUMBERS),
    st.builds(Usage, WHOLES, WHOLES),
    TEXTS,
    tuples(
        st.builds(RetrievedPaper, TEXTS, st.none() | WHOLES, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
    ),
    st.none() | NUMBERS,
    st.none() | NUMBERS,
    st.none() | st.builds(PromptUsed, TEXTS, TEXTS),
    st.none() | st.builds(MissingDetail, TEXTS, PAPERS, TEXTS, st.none() | SPANS),
    st.booleans(),
    st.none() | st.builds(Fallback, st.sampled_from(get_args(FallbackReason)), TEXTS),
    tuples(
        st.builds(
            DiscardedSentence,
            SENTENCES,
            st.just("withheld"),
            st.sampled_from(get_args(FilterReason)),
        )
        | st.builds(DiscardedSentence, SENTENCES, st.sampled_from(["declining", "replaced"]))
    ),
)
FILTERS = st.builds(
    Filters, st.none() | WHOLES, st.none() | WHOLES, tuples(TEXTS), tuples(TEXTS), tuples(TEXTS)
)


def changed(document: Any, data: st.DataObject) -> Any:
    """Return a JSON value with some of it dropped, replaced and added, at any depth."""
    if isinstance(document, dict):
        kept = {name: changed(v, data) for name, v in document.items() if data.draw(st.booleans())}
        return {**kept, **data.draw(JSON_OBJECTS)}
    if isinstance(document, list):
        return [changed(value, data) for value in document]
    return document if data.draw(st.booleans()) else data.draw(JSON_VALUES)


@given(question=TEXTS, filters=FILTERS, answer=ANSWERS)
def test_round_trip(question: str, filters: Filters, answer: Answer) -> None:
    """Whatever was asked and answered is read as it was written, from ASCII."""
    record = write_turn(turn(question=question, filters=filters, answer=answer))

    assert record.isascii()
    assert read_turn("t1", record) == {
        "question": question,
        "filters": filters,
        "answer": answer,
        "private": False,
    }


@given(data=st.data(), answer=st.sampled_from([ANSWER, REFUSED]))
def test_records_of_other_versions(data: st.DataObject, answer: Answer) -> None:
    """Whatever is missing, unknown or of another type, the rest is read, and can be kept again."""
    document = changed(json.loads(write_turn(turn(answer=answer))), data)

    read = read_turn("t1", json.dumps(document))

    assert read_turn("t1", write_turn(turn(**read))) == read


@pytest.mark.parametrize("figure", [math.nan, math.inf, -math.inf])
def test_figures_that_json_does_not_have(figure: float) -> None:
    """A figure that is none does not keep an answer from being kept."""
    odd = replace(PAPER, extra={"figure": figure, "others": [figure]})
    answer = replace(REFUSED, nearest=(Hit(odd, figure, 0, 0),), took=Timings(total=figure))

    read = read_turn("t1", write_turn(turn(answer=answer)))["answer"]
    assert (read.nearest[0].score, read.took.total) == (0, 0)
    assert read.nearest[0].paper.extra == {"figure": None, "others": [None]}


@pytest.mark.parametrize(
    ("stored", "attribution"),
    [
        ({}, "written"),
        ({"written_citations": []}, "found"),
        ({"written_citations": [2, 9]}, "corrected"),
        ({"written_citations": "[2]"}, "written"),
    ],
    ids=["as older versions stored it", "found", "corrected", "damaged"],
)
def test_where_citations_are_from(stored: dict[str, Any], attribution: str) -> None:
    """It is stored only where Footnote found or corrected them, and comes back."""
    sentence = {"text": "Cats sleep.", "citations": [1], "supported": True, "score": 1.0, **stored}
    answer = read_turn("t1", json.dumps({"answer": {"sentences": [sentence]}}))["answer"]
    written = json.loads(write_turn(turn(answer=answer)))["answer"]["sentences"][0]

    assert answer.sentences[0].attribution == attribution
    assert ("written_citations" in written) == (attribution != "written")
    assert read_turn("t1", write_turn(turn(answer=answer)))["answer"] == answer


@pytest.mark.parametrize("fate", ["declining", "left-out", "replaced", "withheld"])
def test_each_fate_of_what_is_discarded_is_kept(fate: Fate) -> None:
    """With the filter's reason for what is withheld."""
    reason: FilterReason | None = "link" if fate == "withheld" else None
    discarded = DiscardedSentence(ANSWER.sentences[0], fate, reason)
    stored = write_turn(turn(answer=replace(ANSWER, discarded=(discarded,))))

    assert read_turn("t1", stored)["answer"].discarded == (discarded,)


def test_a_fate_of_another_version_is_not_shown() -> None:
    """What nobody here knows the fate of counts as withheld; an older record has none."""
    answer = replace(ANSWER, discarded=(DiscardedSentence(ANSWER.sentences[0], "replaced"),))
    document = json.loads(write_turn(turn(answer=answer)))
    document["answer"]["discarded"][0] |= {"fate": "burnt", "screen": "odd"}
    (found,) = read_turn("t1", json.dumps(document))["answer"].discarded
    del document["answer"]["discarded"]

    assert (found.fate, found.filter_reason) == ("withheld", "other")
    assert read_turn("t1", json.dumps(document))["answer"] == ANSWER
