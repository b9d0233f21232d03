"""What kind of answer a question asks for, by its wording."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from bot.questions.kind import classify_question, rank_kinds
from bot.questions.kind_model import rate_kinds
from bot.questions.kinds import KINDS, QuestionKind

_KINDS = {"how": "explanation", "why": "explanation"}
_CLASSIFIED = (
    "fact definition how why list overview comparison yes_no limitation record smalltalk".split()
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many hours of song were recorded?", "fact"),
        ("which loss do they minimize", "fact"),
        ("What did the authors find?", "fact"),
        ("What is WhaleNet?", "definition"),
        ("define spectral gating", "definition"),
        ("How does WhaleNet tell humpbacks apart?", "explanation"),
        ("why is it hard to hear whales near ships", "explanation"),
        ("which papers are about whales?", "list"),
        ("is there any work on dolphins", "list"),
        ("do we have anything on sonar?", "list"),
        ("underwater acoustics papers pls", "list"),
        ("spiking neural networks", "list"),
        ("whales", "list"),
        ("who records whales?", "list"),
        ("give me an overview of bioacoustics here", "overview"),
        ("how have people gone about denoising?", "overview"),
        ("WhaleNet vs DolphinNet", "comparison"),
        ("what do WhaleNet and SealNet have in common?", "comparison"),
        ("Is WhaleNet faster than DolphinNet?", "yes_no"),
        ("they trained on ImageNet, right?", "yes_no"),
        ("We own an old crane. Would the controller for swinging loads run on it?", "yes_no"),
        ("WhaleNet needs labels, doesn't it?", "yes_no"),
        ("WhaleNet needs labels?", "yes_no"),
        ("do you know if WhaleNet works at night?", "yes_no"),
        ("is there code for WhaleNet?", "yes_no"),
        ("do I have to label the songs for WhaleNet?", "yes_no"),
        ("for dolphins, does WhaleNet still work?", "yes_no"),
        ("could you explain WhaleNet?", "definition"),
        ("is there anything on whales?", "list"),
        ("what are the limitations of WhaleNet?", "limitation"),
        ("future work of the sonar paper?", "limitation"),
        ("tl;dr of the WhaleNet paper", "summary"),
        ("can you summarize WhaleNet for me?", "summary"),
        ("what's the main idea of WhaleNet", "summary"),
        ("explain WhaleNet like I'm five", "summary"),
        ("what is the sonar paper about?", "summary"),
        ("can WhaleNet summarize a recording?", "yes_no"),
        ("recommend me something on sonar", "list"),
        ("who wrote the WhaleNet paper?", "record"),
        ("how many papers are in the library?", "record"),
        ("papers from 2023", "record"),
        ("how many papers are from 2023?", "record"),
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


def test_kinds_that_a_question_may_be_of_are_ranked():
    """So that what cannot be compared is answered in another way."""
    assert rank_kinds("is local SGD better than minibatch SGD?")[:2] == ["comparison", "yes_no"]
    assert rank_kinds("hello everyone!") == ["smalltalk"]


@pytest.mark.parametrize("question", ["", "?", "鯨", "a" * 5_000, "\ud800"])
def test_any_text_has_probabilities(question: str):
    """Of all kinds, which add up to one."""
    rated = rate_kinds(question)

    assert rated.keys() == set(KINDS)
    assert sum(rated.values()) == pytest.approx(1)


def test_a_story_before_the_question_does_not_hide_its_kind():
    """The sentence that asks counts beside the whole."""
    story = "My uncle keeps bees and reads every paper on them. Some are too long for him. "

    assert classify_question(story + "Why does BeeNet need two microphones?") == "explanation"
    assert classify_question(story + "Which papers could he read?") == "list"
