"""Threads, webhooks, private channels, deleting many, and pages of messages."""

from __future__ import annotations

from typing import Any

import pytest

from discord_playground.checks.request import check
from playground.tests.checks.short_problems import SEND, said, short

FROM_MESSAGE = "POST /channels/{channel_id}/messages/{message_id}/threads"
ALONE = "POST /channels/{channel_id}/threads"
CHANNEL = "PATCH /channels/{channel_id}"
HOOKS = "POST /channels/{channel_id}/webhooks"
DELETE = "POST /channels/{channel_id}/messages/bulk-delete"
PRIVATE = "POST /users/@me/channels"


@pytest.mark.parametrize(
    ("request_", "body", "problems"),
    [
        (FROM_MESSAGE, {"name": "x" * 100, "auto_archive_duration": 1440}, []),
        (FROM_MESSAGE, {"name": "x" * 101}, ["name BASE_TYPE_BAD_LENGTH"]),
        (FROM_MESSAGE, {"name": "x", "auto_archive_duration": 61},
         ["auto_archive_duration BASE_TYPE_CHOICES"]),
        (FROM_MESSAGE, {"name": "x", "rate_limit_per_user": 21601},
         ["rate_limit_per_user NUMBER_TYPE_MAX"]),
        (ALONE, {"name": "x", "type": 11, "invitable": True, "auto_archive_duration": 60}, []),
        (ALONE, {"name": "x", "type": 0}, ["type BASE_TYPE_CHOICES"]),
        (ALONE, {"name": "x", "message": {"content": "y" * 2001}},
         ["message.content BASE_TYPE_MAX_LENGTH"]),
        (ALONE, {"name": "x", "message": {"content": "y"}, "applied_tags": [1, 2, 3, 4, 5, 6]},
         ["applied_tags BASE_TYPE_MAX_LENGTH"]),
        (CHANNEL, {"archived": True, "locked": False}, []),
        (CHANNEL, {"name": "x" * 101}, ["name BASE_TYPE_BAD_LENGTH"]),
        (CHANNEL, {"topic": "x" * 4097}, ["topic BASE_TYPE_MAX_LENGTH"]),
        (HOOKS, {"name": "x" * 81}, ["name BASE_TYPE_BAD_LENGTH"]),
        (HOOKS, {"name": "Clyde"}, ["name USERNAME_INVALID_CONTAINS"]),
        (DELETE, {"messages": [str(n) for n in range(1, 101)]}, []),
        (DELETE, {"messages": ["1"]}, ["messages BASE_TYPE_BAD_LENGTH"]),
        (DELETE, {"messages": [str(n) for n in range(1, 102)]}, ["messages BASE_TYPE_BAD_LENGTH"]),
        (DELETE, {"messages": ["1", "1"]}, ["messages.1 SET_TYPE_ALREADY_CONTAINS_VALUE"]),
        (PRIVATE, {"recipient_id": 5}, []),
        (PRIVATE, {"recipient_id": "mara"}, ["recipient_id NUMBER_TYPE_COERCE"]),
    ],
)  # fmt: skip
def test_bodies(request_: str, body: dict[str, Any], problems: list[str]) -> None:
    """Each request has its limits."""
    assert said(request_, body) == problems


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ({}, []),
        ({"limit": "100", "before": "5"}, []),
        ({"limit": "101"}, ["limit NUMBER_TYPE_MAX"]),
        ({"limit": "0"}, ["limit NUMBER_TYPE_MIN"]),
        ({"before": "5", "after": "4"}, ["after MESSAGES_PAGE_EXCLUSIVE"]),
    ],
)
def test_pages_of_messages(query: dict[str, str], problems: list[str]) -> None:
    """A page has 1 to 100 messages, on one side of one id."""
    assert said("GET /channels/{channel_id}/messages", None, query=query) == problems


@pytest.mark.parametrize("sent_as", [None, "application/octet-stream"])
def test_a_body_must_say_what_it_is(sent_as: str | None) -> None:
    """A body of another type is refused before it is read."""
    method, _, route = SEND.partition(" ")

    found = check(method, route, {"content": "x"}, content_type=sent_as)

    assert short(found) == ["CONTENT_TYPE_INVALID"]


@pytest.mark.parametrize("body", [None, [], "x", 5])
def test_a_body_must_be_an_object(body: Any) -> None:
    """Anything else is refused as a whole."""
    assert said(SEND, body) == ["DICT_TYPE_CONVERT"]
