"""Question files, and the one that comes with Footnote."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.libraries import ROOT
from bot.evaluation.answer_quality import states_fact
from bot.evaluation.questions import EvaluationQuestion, GoldCell, InvalidQuestion, parse_questions
from retrieval.sources import starter


def test_a_line():
    """Facts are in one spelling or several; the rest is as given."""
    lines = ["", '{"question": " How? ", "papers": ["P"], "facts": ["1", ["2", "two"]]}']

    assert parse_questions(lines) == (
        EvaluationQuestion(2, "How?", ("P",), (("1",), ("2", "two"))),
    )


def test_a_line_of_every_key():
    """A cell has one spelling, several, or none where the abstract does not state the aspect."""
    line = {
        "kind": "comparison",
        "question": "A or B?",
        "after": "What is A?",
        "papers": ["A", "B", "C"],
        "may": ["D"],
        "verdict": "not_stated",
        "aspects": {"data": {"A": "COCO", "B": ["VOC", "PASCAL"], "C": None}},
    }

    assert parse_questions([json.dumps(line)]) == (
        EvaluationQuestion(
            1,
            "A or B?",
            ("A", "B", "C"),
            kind="comparison",
            may=("D",),
            verdict="not_stated",
            after="What is A?",
            cells=(
                GoldCell("data", "A", ("COCO",)),
                GoldCell("data", "B", ("VOC", "PASCAL")),
                GoldCell("data", "C", ()),
            ),
        ),
    )


def test_an_unanswerable_line():
    """It says that to refuse is right."""
    line = '{"question": "Why?", "kind": "far", "refuse": true}'

    assert parse_questions([line]) == (EvaluationQuestion(1, "Why?", kind="far", refuse=True),)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"a" 1}', "line 2: Invalid JSON"),
        ("[]", "line 2: Input should be an object"),
        ('{"papers": []}', "line 2: “question”: Field required"),
        ('{"question": "A?", "papers": "P"}', "line 2: “papers”: Input should be a valid array"),
        ('{"question": "A?", "facts": [[]]}', "line 2: “facts”: "),
        ('{"question": "A?", "verdict": "maybe"}', "line 2: “verdict”: Input should be"),
        ('{"question": "A?", "aspects": {"data": "A"}}', "line 2: “aspects”: "),
        ('{"question": "A?", "answer": "B"}', "line 2: “answer”: Extra inputs are not permitted"),
        ('{"question": "First?"}', "line 2: repeats the question of line 1"),
        ("[" * 100_000, "line 2: "),
    ],
)
def test_a_bad_line_is_named(line: str, told: str):
    """The message has the line's number, and what is wrong."""
    with pytest.raises(InvalidQuestion, match=f"^{told}"):
        parse_questions(['{"question": "First?"}', line])


def test_the_plain_questions_about_the_starter_library():
    """Enough of each kind; what they name is there, and what they ask for is said there."""
    papers = {r.paper.title: f"{r.paper.title} {r.paper.abstract}" for r in starter.read()}
    lines = (ROOT / "benchmarks/questions/starter.jsonl").read_text(encoding="utf-8").splitlines()
    asked = parse_questions(lines)
    kinds = Counter(one.kind for one in asked)

    assert kinds[""] >= 60
    assert kinds["far"] >= 15
    assert kinds["detail"] >= 15
    for one in asked:
        said = " ".join(papers[title] for title in one.papers)
        assert [fact for fact in one.facts if not states_fact(fact, said)] == []
        assert bool(one.papers) == (one.kind != "far")
