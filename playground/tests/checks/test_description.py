"""Discord's own description: what it says of bodies and of answers, and how fast it says it."""

from __future__ import annotations

from typing import Any

import pytest

from discord_playground.checks.description import Description
from playground.tests.checks.short_problems import short
from playground.tests.description_file import DESCRIPTION, skip_undescribed

SEND = "/channels/{channel_id}/messages"
ANSWER = "/interactions/{id}/{token}/callback"
HOOK = "/webhooks/{application_id}/{token}"
COMMANDS = "/applications/{id}/commands"
V2 = 1 << 15
BUTTON = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}


@pytest.fixture(scope="session")
def description() -> Description:
    """Load Discord's description, where it is there."""
    skip_undescribed()
    return Description.load(DESCRIPTION)


@pytest.mark.parametrize(
    ("method", "route", "body"),
    [
        pytest.param("POST", SEND, {"content": "x", "tts": False, "nonce": "5"}, id="a message"),
        pytest.param("POST", SEND, {"flags": V2, "components": [
            {"type": 17, "accent_color": 5, "components": [
                {"type": 10, "content": "x"},
                {"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": BUTTON},
                {"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]},
                {"type": 14, "divider": True, "spacing": 1},
                {"type": 1, "components": [{"type": 5, "custom_id": "x"}]},
            ]},
        ]}, id="version 2"),
        pytest.param("POST", HOOK, {"content": "x", "flags": 64, "tts": False}, id="a followup"),
        pytest.param("POST", ANSWER, {"type": 4, "data": {"content": "x"}}, id="an answer"),
        pytest.param("POST", ANSWER, {"type": 9, "data": {
            "custom_id": "x", "title": "y", "components": [
                {"type": 18, "label": "z", "component": {"type": 4, "custom_id": "w", "style": 1}},
            ],
        }}, id="a modal"),
        pytest.param("PUT", COMMANDS, [{
            "name": "ask", "description": "Ask", "type": 1, "options": [], "nsfw": False,
            "dm_permission": True, "default_member_permissions": "32", "contexts": [0],
            "integration_types": [0, 1], "name_localizations": {"de": "fragen"},
        }], id="commands"),
        pytest.param("POST", "/channels/{channel_id}/typing", None, id="no body"),
        pytest.param("POST", SEND + "/{message_id}/threads", {"name": "x"}, id="a thread"),
    ],
)  # fmt: skip
def test_it_is_as_described(description: Description, method: str, route: str, body: Any) -> None:
    """What clients send is as described, but for the quirks that are listed."""
    assert description.check(method, route, body) == []


@pytest.mark.parametrize(
    ("method", "route", "body", "problems"),
    [
        ("POST", "/nowhere/{id}", {}, ["ROUTE_NOT_DESCRIBED"]),
        ("POST", SEND, {"content": "x" * 4001}, ["content BASE_TYPE_MAX_LENGTH"]),
        ("POST", SEND, {"contents": "x"}, ["contents UNKNOWN_PROPERTY"]),
        ("POST", SEND, {"embeds": [{"title": "x" * 257}]}, ["embeds.0.title BASE_TYPE_MAX_LENGTH"]),
        ("POST", SEND, {"embeds": [{"fields": [{"name": "x"}]}]},
         ["embeds.0.fields.0.value BASE_TYPE_REQUIRED"]),
        ("POST", SEND, {"components": [{"type": 4}]}, ["components.0.type UNION_TYPE_CHOICES"]),
        ("POST", SEND, {"components": [{"type": 1, "components": [{**BUTTON, "style": 9}]}]},
         ["components.0.components.0.style BASE_TYPE_CHOICES"]),
        ("POST", SEND, {"allowed_mentions": {"parse": ["here"]}},
         ["allowed_mentions.parse.0 BASE_TYPE_CHOICES"]),
        ("POST", SEND, {"message_reference": {"message_id": "x"}},
         ["message_reference.message_id NUMBER_TYPE_COERCE"]),
        ("POST", ANSWER, {"type": 3}, ["type UNION_TYPE_CHOICES"]),
        ("POST", ANSWER, {"type": 8, "data": {"choices": [{"name": "x"}]}},
         ["data.choices.0.value BASE_TYPE_REQUIRED"]),
        ("PUT", COMMANDS, [{"name": "x", "contexts": [0, 0]}],
         ["0.contexts SET_TYPE_ALREADY_CONTAINS_VALUE"]),
        ("POST", "/channels/{channel_id}/typing", {"x": 1}, ["BODY_NOT_DESCRIBED"]),
    ],
)  # fmt: skip
def test_it_is_not_as_described(
    description: Description, method: str, route: str, body: Any, problems: list[str]
) -> None:
    """What departs from the description is named by its path, in Discord's codes."""
    assert short(description.check(method, route, body)) == problems


def test_every_operation_can_be_checked(description: Description) -> None:
    """No schema of the description is beyond the rewriting: each can be made and asked."""
    operations = list(description.operations())

    assert len(operations) > 200
    for method, route in operations:
        for body in ({}, [], "x", {"type": 1, "name": "x"}):
            description.check(method, route, body)
            description.check_answer(method, route, 200, body)


@pytest.mark.parametrize(
    ("method", "route", "status", "body", "problems"),
    [
        ("GET", "/gateway", 200, {"url": "ws://127.0.0.1"}, []),
        ("GET", "/gateway", 200, {}, ["url BASE_TYPE_REQUIRED"]),
        ("GET", "/gateway", 429, {"message": "x", "code": 0, "retry_after": 1, "global": True}, []),
        ("GET", "/gateway", 429, {"message": "x", "code": 0},
         ["retry_after BASE_TYPE_REQUIRED", "global BASE_TYPE_REQUIRED"]),
        ("POST", SEND, 400, {"message": "x", "code": 50035, "errors": {"a": {"0": {
            "_errors": [{"code": 1, "message": "x"}]}}}}, []),
        ("POST", "/channels/{channel_id}/typing", 204, None, []),
    ],
)  # fmt: skip
def test_answers_are_checked_too(
    description: Description, method: str, route: str, status: int, body: Any, problems: list[str]
) -> None:
    """What a server answers has the properties that the description promises."""
    assert short(description.check_answer(method, route, status, body)) == problems
