"""The questions and sentence roles labeled by hand agree with the starter library."""

from __future__ import annotations

import json
from collections import Counter
from importlib import resources
from typing import Any

import pytest

from bot.evaluation.answer_quality import states_fact
from bot.evaluation.questions import load_built_in_questions
from retrieval.sources import starter
from retrieval.sources.records import Record
from retrieval.text.sentences import split_sentences

_ROLES = ("problem", "method", "data", "result", "limitation")


def _read(name: str) -> list[dict[str, Any]]:
    text = resources.files("bot.evaluation").joinpath(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def abstracts() -> dict[str, str]:
    """Return the abstracts of the starter library by title."""
    records = [record for record in starter.read() if isinstance(record, Record)]
    return {record.paper.title: record.paper.abstract for record in records}


@pytest.fixture(scope="module")
def questions() -> list[dict[str, Any]]:
    """Return the lines of natural.jsonl."""
    return _read("natural.jsonl")


def _alternatives(given: str | list[str]) -> list[str]:
    return [given] if isinstance(given, str) else given


def test_every_kind_is_asked(questions: list[dict[str, Any]]):
    """There are ten questions or more of each of fifteen kinds."""
    counts = Counter(question["kind"] for question in questions)

    assert len(counts) == 15
    assert min(counts.values()) >= 10
    assert len(load_built_in_questions()) == len(questions)


def test_every_title_is_in_the_starter_library(
    questions: list[dict[str, Any]], abstracts: dict[str, str]
):
    """A gold paper exists, and is not also an arguable one."""
    for question in questions:
        papers, may = set(question["papers"]), set(question.get("may", ()))

        assert papers | may <= set(abstracts), question
        assert not papers & may, question


def test_a_gold_paper_states_each_fact(questions: list[dict[str, Any]], abstracts: dict[str, str]):
    """In its title or abstract, unless the catalog is asked; a refusal has no facts."""
    for question in questions:
        if question["kind"] == "record":
            continue
        gold = [f"{title}. {abstracts[title]}" for title in question["papers"]]
        for fact in question["facts"]:
            assert any(states_fact(_alternatives(fact), text) for text in gold), (question, fact)


def test_cells_are_words_of_the_abstract(
    questions: list[dict[str, Any]], abstracts: dict[str, str]
):
    """A comparison has a cell for each paper and aspect; its words are the abstract's own."""
    cells = [
        (set(question["papers"]), aspect)
        for question in questions
        if question["kind"] == "comparison"
        for aspect in question["aspects"].values()
    ]

    for papers, aspect in cells:
        assert set(aspect) == papers
        for title, given in aspect.items():
            for words in _alternatives(given) if given is not None else []:
                assert words in abstracts[title], (title, words)
    assert sum(None in aspect.values() for _, aspect in cells) >= 15


def test_roles_name_sentences(abstracts: dict[str, str]):
    """At least 40 papers have their sentences labeled, each index that of a sentence."""
    papers = _read("roles.jsonl")

    assert len({paper["title"] for paper in papers}) == len(papers) >= 40
    for paper in papers:
        count = len(split_sentences(abstracts[paper["title"]]))
        assert set(paper) == {"title", *_ROLES}
        for role in _ROLES:
            assert paper[role] == sorted(set(paper[role]) & set(range(count))), paper
