"""What kind of answer a question asks for, by its wording."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from bot.questions.kind import classify_question
from bot.questions.kinds import QuestionKind

_KINDS = {"how": "explanation", "why": "explanation"}
_CLASSIFIED = (
    "fact definition how why list overview comparison yes_no limitation record smalltalk".split()
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many hours of song were recorded?", "fact"),
        ("What share of the papers are retracted?", "fact"),
        ("What did the authors find?", "fact"),
        ("How wide can the band of frequencies be?", "fact"),
        ("Which filters can one choose from in the whalesong package?", "fact"),
        ("What is WhaleNet?", "definition"),
        ("How is a song defined in this paper?", "definition"),
        ("How does WhaleNet tell humpbacks apart?", "explanation"),
        ("Why do Roe and Payne prefer a test that needs no calls?", "explanation"),
        ("why is it hard to hear whales near ships", "explanation"),
        ("which papers are about whales?", "list"),
        ("underwater acoustics papers pls", "list"),
        ("who records whales?", "list"),
        ("give me an overview of bioacoustics here", "overview"),
        ("WhaleNet vs DolphinNet", "comparison"),
        ("Is WhaleNet faster than DolphinNet?", "yes_no"),
        ("they trained on ImageNet, right?", "yes_no"),
        ("WhaleNet needs labels, doesn't it?", "yes_no"),
        ("what are the limitations of WhaleNet?", "limitation"),
        ("tl;dr of the WhaleNet paper", "summary"),
        ("explain WhaleNet like I'm five", "summary"),
        ("can WhaleNet summarize a recording?", "yes_no"),
        ("who wrote the WhaleNet paper?", "record"),
        ("how many papers are in the library?", "record"),
        ("hello everyone!", "smalltalk"),
        ("thanks a lot", "smalltalk"),
        ("what can you do?", "smalltalk"),
    ],
)
def test_kinds(question: str, kind: QuestionKind):
    """Each is recognized by how it is worded."""
    assert classify_question(question) == kind


def test_most_of_the_natural_questions_are_classified_right():
    """The built-in questions of the evaluation name their kinds."""
    lines = resources.files("bot.evaluation").joinpath("natural.jsonl").read_text("utf-8")
    asked = [json.loads(line) for line in lines.splitlines()]
    asked = [one for one in asked if one["kind"] in _CLASSIFIED]

    right = sum(
        classify_question(one["question"]) == _KINDS.get(one["kind"], one["kind"]) for one in asked
    )

    assert len(asked) > 200
    assert right / len(asked) > 0.9


def test_a_story_before_the_question_does_not_hide_its_kind():
    """The sentence that asks counts beside the whole."""
    story = "My uncle keeps bees and reads every paper on them. Some are too long for him. "

    assert classify_question(story + "Why does BeeNet need two microphones?") == "explanation"
    assert classify_question(story + "Which papers could he read?") == "list"
