"""Answers to interactions: their kinds, modals, and suggestions."""

from __future__ import annotations

from typing import Any

import pytest

from discord_playground.checks.circumstances import Circumstances
from playground.tests.checks.short_problems import ANSWER, said

PING, COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = (Circumstances(interaction=n) for n in range(1, 6))
OF_A_MESSAGE = Circumstances(interaction=5, from_message=True)
OF_A_COMMAND = Circumstances(interaction=5, from_message=False)
HELLO = {"type": 4, "data": {"content": "hello"}}
INPUT = {"type": 4, "custom_id": "why", "style": 2}
LABEL = {"type": 18, "label": "Why?", "component": INPUT}
FORM = {"custom_id": "form", "title": "Tell us", "components": [LABEL]}


@pytest.mark.parametrize(
    ("circumstances", "allowed"),
    [
        pytest.param(PING, {1}, id="ping"),
        pytest.param(COMMAND, {4, 5, 9, 12}, id="command"),
        pytest.param(COMPONENT, {4, 5, 6, 7, 9, 12}, id="component"),
        pytest.param(AUTOCOMPLETE, {8}, id="autocomplete"),
        pytest.param(MODAL, {4, 5, 6, 7, 12}, id="modal"),
        pytest.param(OF_A_MESSAGE, {4, 5, 6, 7, 12}, id="a message's modal"),
        pytest.param(OF_A_COMMAND, {4, 5, 12}, id="a command's modal"),
    ],
)
def test_each_interaction_has_its_answers(circumstances: Circumstances, allowed: set[int]) -> None:
    """Of all kinds of answers, an interaction takes those that fit it."""
    data = {4: {"content": "x"}, 7: {"content": "x"}, 8: {"choices": []}, 9: FORM}
    taken = {
        kind
        for kind in range(14)
        if not said(ANSWER, {"type": kind, "data": data.get(kind)}, circumstances)
    }

    assert taken == allowed


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        pytest.param(HELLO, [], id="a message"),
        pytest.param({"type": 4, "data": {"content": "x", "flags": 64}}, [], id="ephemeral"),
        pytest.param(
            {"type": 4, "data": {"content": "x", "flags": 128}},
            ["data.flags MESSAGE_FLAGS_INVALID"],
            id="loading is not ours to say",
        ),
        pytest.param({"type": 4, "data": {}}, ["data 50006"], id="an empty message"),
        pytest.param({"type": 4}, ["data BASE_TYPE_REQUIRED"], id="no message"),
        pytest.param({"type": 5, "data": {"flags": 64}}, [], id="deferred, ephemeral"),
        pytest.param(
            {"type": 5, "data": {"flags": 64 | 1 << 15}},
            ["data.flags MESSAGE_FLAGS_INVALID"],
            id="deferred, of version 2",
        ),
    ],
)  # fmt: skip
def test_messages_in_answers(body: dict[str, Any], problems: list[str]) -> None:
    """A message in an answer obeys the rules of messages, under `data`."""
    assert said(ANSWER, body, COMPONENT) == problems


def choices(*some: dict[str, Any]) -> dict[str, Any]:
    """Return an answer that suggests choices."""
    return {"type": 8, "data": {"choices": list(some)}}


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        (choices(), []),
        (choices(*[{"name": "x", "value": str(n)} for n in range(25)]), []),
        (choices({"name": "x" * 100, "value": "y" * 100}), []),
        (choices(*[{"name": "x", "value": "y"}] * 26), [" BASE_TYPE_MAX_LENGTH"]),
        (choices({"name": "x" * 101, "value": "y"}), [".0.name BASE_TYPE_BAD_LENGTH"]),
        (choices({"name": "x", "value": "y" * 101}), [".0.value BASE_TYPE_MAX_LENGTH"]),
        (choices({"name": "x", "value": "y", "description": "z"}),
         [".0.description UNKNOWN_PROPERTY"]),
        (choices({"name": "x", "name_localizations": {"xx": "y"}, "value": "z"}),
         [".0.name_localizations.xx BASE_TYPE_CHOICES"]),
    ],
)  # fmt: skip
def test_suggestions(body: dict[str, Any], problems: list[str]) -> None:
    """Up to 25 choices are suggested, names and values of 100 characters."""
    found = said(ANSWER, body, AUTOCOMPLETE)

    assert found == [f"data.choices{problem}" for problem in problems]


def form(**changed: Any) -> dict[str, Any]:
    """Return an answer that opens a modal."""
    return {"type": 9, "data": {**FORM, **changed}}


def label(**changed: Any) -> dict[str, Any]:
    """Return an answer that opens a modal with one label."""
    return form(components=[{**LABEL, **changed}])


def control(**changed: Any) -> dict[str, Any]:
    """Return an answer that opens a modal with one control."""
    return label(component=changed)


FIVE = [{**LABEL, "component": {**INPUT, "custom_id": str(n)}} for n in range(6)]
CHOICE = {"label": "x", "value": "y"}
OPTIONAL: dict[str, dict[str, Any]] = {
    "a select": {"type": 3, "options": [CHOICE]},
    "a select of roles": {"type": 6},
}


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        pytest.param(form(), [], id="a label"),
        pytest.param(form(components=FIVE[:5]), [], id="five"),
        pytest.param(form(title="x" * 45, custom_id="x" * 100), [], id="at its limits"),
        pytest.param(label(label="x" * 45, description="x" * 100), [], id="a label's limits"),
        pytest.param(control(**INPUT, value="x" * 4000, placeholder="x" * 100, max_length=4000),
                     [], id="an input's limits"),
        pytest.param(control(type=3, custom_id="x", options=[CHOICE], required=False),
                     [], id="a select"),
        *(
            pytest.param(control(**kind, custom_id="x", min_values=0, required=False),
                         [], id=f"{name} that may stay empty")
            for name, kind in OPTIONAL.items()
        ),
        *(
            pytest.param(control(**kind, custom_id="x", min_values=0, **required),
                         ["components.0.component.min_values COMPONENT_REQUIRED_ZERO_MIN_VALUES"],
                         id=f"{name} required of none, {how}")
            for name, kind in OPTIONAL.items()
            for how, required in (("said", {"required": True}), ("by default", {}))
        ),
        pytest.param(form(title="x" * 46), ["title BASE_TYPE_BAD_LENGTH"], id="a long title"),
        pytest.param(form(components=FIVE), ["components BASE_TYPE_BAD_LENGTH"], id="six"),
        pytest.param(form(components=[LABEL, LABEL]),
                     ["components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"],
                     id="a custom id twice"),
        pytest.param(form(components=[{"type": 1, "components": [INPUT]}]),
                     ["components.0.components.0.label BASE_TYPE_REQUIRED"],
                     id="the older form without label"),
        pytest.param(label(label="x" * 46), ["components.0.label BASE_TYPE_BAD_LENGTH"],
                     id="a long label"),
        pytest.param(control(**INPUT, label="x"),
                     ["components.0.component.label TEXT_INPUT_LABEL_NOT_ALLOWED"],
                     id="a label twice"),
        pytest.param(control(**INPUT, value="x" * 4001),
                     ["components.0.component.value BASE_TYPE_MAX_LENGTH"], id="a long value"),
        pytest.param(control(**INPUT, min_length=5, max_length=4),
                     ["components.0.component.min_length TEXT_INPUT_MIN_LENGTH_EXCEEDS_MAX_LENGTH"],
                     id="at least more than at most"),
        pytest.param(control(**INPUT, placeholder="x" * 101),
                     ["components.0.component.placeholder BASE_TYPE_MAX_LENGTH"],
                     id="a long placeholder"),
        pytest.param(control(type=3, custom_id="x", options=[CHOICE], disabled=True),
                     ["components.0.component.disabled COMPONENT_DISABLED_IN_MODAL"],
                     id="disabled"),
        pytest.param(control(type=21, custom_id="x", options=[CHOICE]),
                     ["components.0.component.options BASE_TYPE_BAD_LENGTH"],
                     id="one radio button"),
    ],
)  # fmt: skip
def test_modals(body: dict[str, Any], problems: list[str]) -> None:
    """A modal has a title, one to five components, and controls under labels."""
    assert said(ANSWER, body, COMMAND) == [f"data.{problem}" for problem in problems]
