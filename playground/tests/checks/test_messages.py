"""Messages: what Discord takes and what it refuses, over each of its routes."""

from __future__ import annotations

from typing import Any

import pytest

from discord_playground.checks.circumstances import Circumstances
from playground.tests.checks.short_problems import EDIT, SEND, said

V2 = 1 << 15
TEXT = {"type": 10, "content": "hello"}
ROW = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Go", "custom_id": "go"}]}
ONE_FILE = Circumstances(files={0: "a table.csv"})
POLL: dict[str, Any] = {
    "question": {"text": "Which?"},
    "answers": [{"poll_media": {"text": "This"}}],
}

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("content at its limit", {"content": "x" * 2000}),
    ("an emoji is one character", {"content": "🙂" * 2000}),
    ("what discord.py sends", {"content": "hi", "tts": False, "nonce": "1", "enforce_nonce": True}),
    ("a nonce at its limit", {"content": "hi", "nonce": "n" * 25}),
    ("a row of buttons alone", {"components": [ROW]}),
    ("a poll", {"poll": POLL}),
    ("version 2", {"flags": V2, "components": [TEXT]}),
    ("null for what is not said",
     {"content": "x", "embeds": None, "components": None, "flags": None, "nonce": None}),
]  # fmt: skip

BAD: list[tuple[str, dict[str, Any], list[str]]] = [
    ("nothing", {}, ["50006"]),
    ("only space", {"content": " \n"}, ["50006"]),
    ("an embed with nothing in it", {"embeds": [{"color": 1}]}, ["50006"]),
    ("too long", {"content": "x" * 2001}, ["content BASE_TYPE_MAX_LENGTH"]),
    ("an unknown property", {"content": "x", "contents": "y"}, ["contents UNKNOWN_PROPERTY"]),
    ("a long nonce", {"content": "x", "nonce": "n" * 26}, ["nonce BASE_TYPE_MAX_LENGTH"]),
    ("ephemeral outside an interaction", {"content": "x", "flags": 64},
     ["flags MESSAGE_FLAGS_INVALID"]),
    (
        "users both parsed for and listed",
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        ["allowed_mentions.parse MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"],
    ),
    ("mentions of an unknown kind", {"content": "x", "allowed_mentions": {"parse": ["here"]}},
     ["allowed_mentions.parse.0 BASE_TYPE_CHOICES"]),
    (
        "a hundred and one users",
        {"content": "x", "allowed_mentions": {"users": [str(n) for n in range(101)]}},
        ["allowed_mentions.users BASE_TYPE_MAX_LENGTH"],
    ),
    ("a reference to nothing", {"content": "x", "message_reference": {}},
     ["message_reference.message_id BASE_TYPE_REQUIRED"]),
    ("version 2 with content", {"flags": V2, "components": [TEXT], "content": "x"},
     ["content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]),
    ("version 2 with embeds", {"flags": V2, "components": [TEXT], "embeds": [{"title": "x"}]},
     ["embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]),
    ("its components without the flag", {"components": [TEXT]},
     ["components.0.type UNION_TYPE_CHOICES"]),
    ("a poll without answers", {"poll": {"question": {"text": "?"}, "answers": []}},
     ["poll.answers BASE_TYPE_BAD_LENGTH"]),
]  # fmt: skip


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in GOOD])
def test_it_is_taken(body: dict[str, Any]) -> None:
    """A message within the limits is sent."""
    assert said(SEND, body) == []


@pytest.mark.parametrize(
    ("body", "problems"), [pytest.param(body, problems, id=name) for name, body, problems in BAD]
)
def test_it_is_refused(body: dict[str, Any], problems: list[str]) -> None:
    """A message over a limit is refused, at the field and for that alone."""
    assert said(SEND, body) == problems


def test_files_alone_are_a_message() -> None:
    """A message may be only a file, with or without a word about it."""
    assert said(SEND, {}, ONE_FILE) == []
    assert said(SEND, {"attachments": [{"id": 0, "description": "x" * 1024}]}, ONE_FILE) == []


@pytest.mark.parametrize(
    ("entries", "problems"),
    [
        ([{"id": 1}], ["attachments.0 ATTACHMENT_NOT_FOUND"]),
        ([{"id": 0}, {"id": 0}], ["attachments.1.id SET_TYPE_ALREADY_CONTAINS_VALUE"]),
        (
            [{"id": 0, "description": "x" * 1025}],
            ["attachments.0.description BASE_TYPE_MAX_LENGTH"],
        ),
        (
            [{"filename": "x"}],
            ["attachments.0.id BASE_TYPE_REQUIRED", "attachments.0 ATTACHMENT_NOT_FOUND"],
        ),
        ([{"id": 0, "name": "x"}], ["attachments.0.name UNKNOWN_PROPERTY"]),
    ],
)
def test_attachments_speak_of_files_that_were_sent(
    entries: list[dict[str, Any]], problems: list[str]
) -> None:
    """Each attachment has a file, once, and a description within its limit."""
    assert said(SEND, {"attachments": entries}, ONE_FILE) == problems


def test_eleven_files_are_too_many() -> None:
    """A message has ten files at most."""
    files = {number: f"{number}.txt" for number in range(11)}

    assert said(SEND, {}, Circumstances(files=files)) == ["attachments BASE_TYPE_MAX_LENGTH"]


BEFORE = {
    "content": "as it was",
    "embeds": [{"type": "rich", "title": "old"}, {"type": "link", "url": "https://a.example"}],
    "components": [],
    "attachments": [{"id": "77", "filename": "a table.csv"}],
    "flags": 0,
}
BEFORE_V2 = {"content": "", "embeds": [], "components": [TEXT], "attachments": [], "flags": V2}


@pytest.mark.parametrize(
    ("before", "body", "problems"),
    [
        pytest.param(BEFORE, {"content": "new", "tts": False}, [], id="new content"),
        pytest.param(BEFORE, {"content": None}, [], id="the embed and the file remain"),
        pytest.param(
            BEFORE, {"content": "", "embeds": [], "attachments": []}, ["50006"], id="nothing left"
        ),
        pytest.param(
            {**BEFORE, "embeds": BEFORE["embeds"][1:]},  # type: ignore[index]
            {"content": None, "attachments": []},
            ["50006"],
            id="a link's preview went with its content",
        ),
        pytest.param(
            BEFORE,
            {"flags": V2, "components": [TEXT]},
            [
                "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                "embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            ],
            id="to version 2 with what was there",
        ),
        pytest.param(
            BEFORE_V2,
            {"content": "x"},
            ["content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"],
            id="version 2 takes no content",
        ),
        pytest.param(
            BEFORE_V2,
            {"flags": 0},
            ["flags MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG"],
            id="version 2 does not go away",
        ),
        pytest.param(
            BEFORE,
            {"attachments": [{"id": "78"}]},
            ["attachments.0 ATTACHMENT_NOT_FOUND"],
            id="keeps a file that it has not",
        ),
        pytest.param(
            BEFORE,
            {"attachments": [{"id": 77, "filename": "a table.csv"}]},
            [],
            id="keeps its file",
        ),
    ],
)
def test_an_edit_is_judged_with_what_it_edits(
    before: dict[str, Any] | None, body: dict[str, Any], problems: list[str]
) -> None:
    """What an edit leaves alone counts too, and what is unknown is let pass."""
    assert said(EDIT, body, Circumstances(existing=before)) == problems


HOOK = "POST /webhooks/{webhook_id}/{webhook_token}"


@pytest.mark.parametrize(
    ("request_", "body", "problems"),
    [
        (HOOK, {"content": "x", "flags": 64}, []),
        (HOOK, {"content": "x", "username": "Footnote", "avatar_url": "https://a.example/b"}, []),
        (HOOK, {"content": "x", "username": "x" * 81}, ["username BASE_TYPE_BAD_LENGTH"]),
        (HOOK, {"content": "x", "username": "Not Discord"}, ["username USERNAME_INVALID_CONTAINS"]),
        (HOOK, {"content": "x", "avatar_url": "ftp://a.b"}, ["avatar_url URL_TYPE_INVALID_SCHEME"]),
        (HOOK, {"content": "x", "thread_name": "x" * 101}, ["thread_name BASE_TYPE_MAX_LENGTH"]),
        (HOOK, {"content": "x", "nonce": "1"}, ["nonce UNKNOWN_PROPERTY"]),
        (HOOK, {"tts": False}, ["50006"]),
        (
            "PATCH /webhooks/{a}/{b}/messages/@original",
            {"content": "x" * 2001},
            ["content BASE_TYPE_MAX_LENGTH"],
        ),
        ("PATCH /webhooks/{a}/{b}/messages/{c}", {"flags": V2, "components": [TEXT]}, []),
    ],
)
def test_webhooks_have_fields_of_their_own(
    request_: str, body: dict[str, Any], problems: list[str]
) -> None:
    """A webhook has a name and a picture, may be ephemeral, and knows no nonce."""
    assert said(request_, body) == problems
