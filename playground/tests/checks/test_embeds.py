"""Embeds: each limit from both sides, and 6,000 characters in all."""

from __future__ import annotations

from typing import Any

import pytest

from playground.tests.checks.short_problems import SEND, said

FIELD = {"name": "Year", "value": "2017"}

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("a title at its limit", {"title": "x" * 256}),
    ("a description at its limit", {"description": "x" * 4096}),
    ("25 fields", {"fields": [FIELD] * 25}),
    ("a field at its limits",
     {"fields": [{"name": "x" * 256, "value": "x" * 1024, "inline": True}]}),
    ("a footer at its limit", {"footer": {"text": "x" * 2048}}),
    ("an author at its limit", {"author": {"name": "x" * 256, "url": "https://a.example"}}),
    ("what discord.py sends", {"title": "x", "type": "rich", "color": None}),
]  # fmt: skip

BAD: list[tuple[str, dict[str, Any], list[str]]] = [
    ("a title too long", {"title": "x" * 257}, ["title BASE_TYPE_MAX_LENGTH"]),
    ("a description too long", {"description": "x" * 4097}, ["description BASE_TYPE_MAX_LENGTH"]),
    ("26 fields", {"fields": [FIELD] * 26}, ["fields BASE_TYPE_MAX_LENGTH"]),
    ("a field's name too long", {"fields": [{"name": "x" * 257, "value": "y"}]},
     ["fields.0.name BASE_TYPE_MAX_LENGTH"]),
    ("a field's value too long", {"fields": [{"name": "x", "value": "y" * 1025}]},
     ["fields.0.value BASE_TYPE_MAX_LENGTH"]),
    ("a field without value", {"fields": [FIELD, {"name": "x", "value": " "}]},
     ["fields.1.value BASE_TYPE_REQUIRED"]),
    ("a footer too long", {"footer": {"text": "x" * 2049}}, ["footer.text BASE_TYPE_MAX_LENGTH"]),
    ("an author too long", {"author": {"name": "x" * 257}}, ["author.name BASE_TYPE_MAX_LENGTH"]),
    ("a picture by another scheme", {"title": "x", "image": {"url": "file:///a.png"}},
     ["image.url URL_TYPE_INVALID_SCHEME"]),
    ("a property misspelt", {"title": "x", "colour": 1}, ["colour UNKNOWN_PROPERTY"]),
]  # fmt: skip


@pytest.mark.parametrize("embed", [pytest.param(embed, id=name) for name, embed in GOOD])
def test_it_is_taken(embed: dict[str, Any]) -> None:
    """An embed within the limits is sent."""
    assert said(SEND, {"embeds": [embed]}) == []


@pytest.mark.parametrize(
    ("embed", "problems"), [pytest.param(embed, problems, id=name) for name, embed, problems in BAD]
)
def test_it_is_refused(embed: dict[str, Any], problems: list[str]) -> None:
    """An embed over a limit is refused at its field."""
    assert said(SEND, {"embeds": [embed]}) == [f"embeds.0.{problem}" for problem in problems]


def test_six_thousand_characters_in_all() -> None:
    """All embeds of a message count together, every text of them."""
    full = {
        "title": "t" * 200,
        "description": "d" * 4000,
        "author": {"name": "a" * 100},
        "footer": {"text": "f" * 600},
        "fields": [{"name": "n" * 100, "value": "v" * 500}],
    }
    rest = {"description": "r" * 500}
    one_more = {"description": "r" * 501}

    assert said(SEND, {"embeds": [full, rest]}) == []
    assert said(SEND, {"embeds": [full, one_more]}) == ["embeds MAX_EMBED_SIZE_EXCEEDED"]


def test_ten_embeds_at_most() -> None:
    """The eleventh embed is refused."""
    assert said(SEND, {"embeds": [{"title": "x"}] * 10}) == []
    assert said(SEND, {"embeds": [{"title": "x"}] * 11}) == ["embeds BASE_TYPE_MAX_LENGTH"]
