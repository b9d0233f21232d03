"""Question files, and the one that comes with Footnote."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.evaluation.answer_quality import states_fact
from bot.evaluation.questions import (
    EvaluationQuestion,
    InvalidQuestion,
    load_starter_questions,
    parse_questions,
)
from retrieval.sources import starter


def test_a_line():
    """Facts are in one spelling or several; the rest is as given."""
    lines = ["", '{"question": " How? ", "papers": ["P"], "facts": ["1", ["2", "two"]]}']

    assert parse_questions(lines) == (
        EvaluationQuestion(2, "How?", ("P",), (("1",), ("2", "two"))),
    )


def test_an_unanswerable_line():
    """It has a group under which it is reported."""
    asked = parse_questions(['{"question": "Why?", "answerable": false, "group": "far"}'])

    assert asked == (EvaluationQuestion(1, "Why?", answerable=False, group="far"),)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"a" 1}', r"line 2: not JSON \(.*, column 6\)"),
        ("[]", "line 2: not an object"),
        ('{"papers": []}', "line 2: “question” must be a string"),
        ('{"question": " "}', "line 2: “question” must be a string"),
        ('{"question": "A?", "papers": "P"}', "line 2: “papers” must be a list of strings"),
        ('{"question": "A?", "facts": "1"}', "line 2: “facts” must be a list"),
        ('{"question": "A?", "facts": [[]]}', "line 2: a fact needs"),
        ('{"question": "A?", "facts": [1]}', "line 2: “facts” must be a list of strings"),
        ('{"question": "A?", "answerable": "no"}', "line 2: “answerable” must be true or false"),
        (
            '{"question": "A?", "answerable": false, "facts": ["1"]}',
            "line 2: an unanswerable question",
        ),
        ('{"question": "A?", "group": 1}', "line 2: “group” must be a string"),
        ('{"question": "A?", "answer": "B"}', "line 2: the key “answer” is unknown"),
        ('{"question": "First?"}', "line 2: repeats the question of line 1"),
        ("[" * 100_000, "line 2: "),
    ],
)
def test_a_bad_line_is_named(line: str, told: str):
    """The message has the line's number, and what is wrong."""
    with pytest.raises(InvalidQuestion, match=f"^{told}"):
        parse_questions(['{"question": "First?"}', line])


def test_no_line():
    """A file without a question is none."""
    with pytest.raises(InvalidQuestion, match="no line has a question"):
        parse_questions(["", " "])


def test_the_starter_questions():
    """Enough of each kind; what they name is there, and what they ask for is said there."""
    papers = {r.paper.title: f"{r.paper.title} {r.paper.abstract}" for r in starter.read()}
    asked = load_starter_questions()
    kinds = Counter("answerable" if one.answerable else one.group for one in asked)

    assert kinds["answerable"] >= 60
    assert kinds["far"] >= 15
    assert kinds["detail"] >= 15
    for one in asked:
        said = " ".join(papers[title] for title in one.papers)
        assert [fact for fact in one.facts if not states_fact(fact, said)] == []
        assert bool(one.papers) == (one.group != "far")
