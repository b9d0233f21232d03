"""The questions about the library of 5,000 papers agree with its abstracts."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.answer_quality import states_fact
from tests.shared_data import shared_path

_QUESTIONS = Path(__file__).parents[2] / "benchmarks" / "questions" / "cs_papers_5k.jsonl"
_FEWEST = {
    "fact": 10,
    "definition": 10,
    "how": 10,
    "why": 10,
    "list": 25,
    "overview": 8,
    "comparison": 12,
    "yes_no": 15,
    "limitation": 10,
    "far": 8,
    "detail": 10,
    "follow_up": 10,
}
_KEYS = {"kind", "question", "papers", "may", "facts", "verdict", "refuse", "after", "aspects"}
_VERDICTS = {"yes", "no", "mixed", "not_stated"}


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    """Return the lines of cs_papers_5k.jsonl."""
    return [json.loads(line) for line in _QUESTIONS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def papers() -> dict[str, str]:
    """Return title and abstract of each paper of the library, by id."""
    path = shared_path("collections/cs_papers_5k/corpus.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return {record["_id"]: f"{record['title']}. {record['text']}" for record in records}


def _spellings(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def test_every_kind_is_asked(questions: list[dict[str, Any]]) -> None:
    """There are enough questions of each kind, all different, and no unknown kind or key."""
    counts = Counter(question["kind"] for question in questions)

    assert set(counts) == set(_FEWEST)
    assert {kind for kind, fewest in _FEWEST.items() if counts[kind] < fewest} == set()
    assert len({(one["question"], one.get("after")) for one in questions}) == len(questions)
    assert [one for one in questions if not set(one) <= _KEYS] == []


def test_keys_belong_to_kinds(questions: list[dict[str, Any]]) -> None:
    """Papers, verdicts, refusals, earlier questions and aspects are where the format has them."""
    for question in questions:
        kind, verdict, facts = question["kind"], question.get("verdict"), question["facts"]

        assert question.get("refuse", False) == (kind in {"far", "detail"}), question
        assert ("after" in question) == (kind == "follow_up"), question
        assert ("aspects" in question) == (kind == "comparison"), question
        assert bool(question["papers"]) == (kind != "far"), question
        if kind == "yes_no":
            assert verdict in _VERDICTS, question
            assert bool(facts) == (verdict != "not_stated"), question
        elif kind == "limitation":
            assert verdict == (None if facts else "not_stated"), question
        else:
            assert verdict is None, question
        if kind in {"far", "detail"}:
            assert facts == [], question


def test_every_id_is_in_the_library(
    questions: list[dict[str, Any]], papers: dict[str, str]
) -> None:
    """A gold paper exists, is named once, and is not also an arguable one."""
    for question in questions:
        named = [*question["papers"], *question.get("may", ())]

        assert set(named) <= set(papers), question
        assert len(set(named)) == len(named), question


def test_a_gold_paper_states_each_fact(
    questions: list[dict[str, Any]], papers: dict[str, str]
) -> None:
    """In its title or abstract, in one of the spellings given."""
    for question in questions:
        for fact in question["facts"]:
            stated = [states_fact(_spellings(fact), papers[gold]) for gold in question["papers"]]

            assert any(stated), (question, fact)


_OF_PAPERS = ("paraphrases", "refusals")
_FEWEST_REFUSALS = {"far": 200, "near": 150, "answerable": 150}


def _read(name: str) -> list[dict[str, str]]:
    text = _QUESTIONS.with_name(f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", _OF_PAPERS)
def test_questions_are_about_papers_that_exist(name: str, papers: dict[str, str]) -> None:
    """Of cs_papers_5k; no question is asked twice."""
    asked = _read(name)

    of_library = [one for one in asked if one["library"] == "cs_papers_5k" and "paper" in one]
    assert of_library
    assert {one["paper"] for one in of_library} <= papers.keys()
    assert len({one["question"] for one in asked}) == len(asked)


def test_refusals_have_enough_of_each_kind() -> None:
    """Over three libraries; a question from another world is about no paper."""
    asked = _read("refusals")

    counts = Counter(one["kind"] for one in asked)
    assert set(counts) == set(_FEWEST_REFUSALS)
    assert all(counts[kind] >= fewest for kind, fewest in _FEWEST_REFUSALS.items())
    assert all(("paper" in one) == (one["kind"] != "far") for one in asked)
    assert len({one["library"] for one in asked}) == 3
