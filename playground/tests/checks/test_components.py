"""Components of both versions: what may stand where, and each limit from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from discord_playground.checks.circumstances import Circumstances
from playground.tests.checks.short_problems import SEND, said

V2 = 1 << 15
BUTTON = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
OPTION = {"label": "One", "value": "1"}
SELECT = {"type": 3, "custom_id": "pick", "options": [OPTION]}
TEXT = {"type": 10, "content": "words"}
THUMBNAIL = {"type": 11, "media": {"url": "https://a.example/a.png"}}
SECTION = {"type": 9, "components": [TEXT], "accessory": BUTTON}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    """Return a row of components."""
    return {"type": 1, "components": list(components)}


def button(number: int = 0, **changed: Any) -> dict[str, Any]:
    """Return a button with a custom id of its own."""
    return {**BUTTON, "custom_id": f"go:{number}", **changed}


def options(count: int) -> list[dict[str, Any]]:
    """Return so many options that differ."""
    return [{"label": "One", "value": str(number)} for number in range(count)]


def without(component: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return a component that lacks some properties."""
    return {name: value for name, value in component.items() if name not in names}


LINK = {"type": 2, "style": 5, "label": "Read", "url": "https://a.example"}

GOOD_ROWS: list[tuple[str, list[dict[str, Any]]]] = [
    ("five rows of five", [row(*(button(5 * r + n) for n in range(5))) for r in range(5)]),
    ("a label at its limit", [row(button(label="x" * 80))]),
    ("a custom emoji", [row(button(emoji={"id": "5", "name": "x", "animated": True}))]),
    ("a link at its limit", [row({**LINK, "url": "https://a.example/" + "x" * 494})]),
    ("what discord.py sends", [row(button(disabled=False, url=None, emoji=None))]),
    ("a select of 25", [row({**SELECT, "options": options(25), "max_values": 25})]),
    (
        "a select at its limits",
        [
            row(
                {
                    **SELECT,
                    "placeholder": "x" * 150,
                    "options": [{"label": "x" * 100, "value": "y" * 100, "description": "z" * 100}],
                }
            )
        ],
    ),
    ("a select of channels", [row({"type": 8, "custom_id": "where", "channel_types": [0, 5]})]),
]  # fmt: skip

BAD_ROWS: list[tuple[str, list[Any], list[str]]] = [
    ("six rows", [row(button(n)) for n in range(6)], [" BASE_TYPE_MAX_LENGTH"]),
    ("an empty row", [row()], [".0.components BASE_TYPE_BAD_LENGTH"]),
    ("six buttons in a row", [row(*(button(n) for n in range(6)))],
     [".0.components BASE_TYPE_BAD_LENGTH"]),
    ("a button beside a select", [row(SELECT, BUTTON)],
     [".0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED"]),
    ("a button in no row", [BUTTON], [".0.type UNION_TYPE_CHOICES"]),
    ("a text input in a message", [row({"type": 4, "custom_id": "x", "style": 1})],
     [".0.components.0.type UNION_TYPE_CHOICES"]),
    ("a label too long", [row(button(label="x" * 81))],
     [".0.components.0.label BASE_TYPE_MAX_LENGTH"]),
    ("neither label nor emoji", [row(without(BUTTON, "label"))],
     [".0.components.0.label BUTTON_COMPONENT_LABEL_REQUIRED"]),
    ("no custom id", [row(without(BUTTON, "custom_id"))],
     [".0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"]),
    ("a custom id too long", [row(button(custom_id="x" * 101))],
     [".0.components.0.custom_id BASE_TYPE_BAD_LENGTH"]),
    ("a custom id twice", [row(BUTTON), row(BUTTON)],
     [".1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"]),
    ("a link to nowhere", [row(without(LINK, "url"))], [".0.components.0.url BASE_TYPE_REQUIRED"]),
    ("a script for a link", [row({**LINK, "url": "javascript://x"})],
     [".0.components.0.url URL_TYPE_INVALID_SCHEME"]),
    ("a button's property misspelt", [row(button(lable="x"))],
     [".0.components.0.lable UNKNOWN_PROPERTY"]),
    ("26 options", [row({**SELECT, "options": options(26)})],
     [".0.components.0.options BASE_TYPE_BAD_LENGTH"]),
    ("fewer options than may be chosen", [row({**SELECT, "options": options(2), "max_values": 3})],
     [".0.components.0.options BASE_TYPE_BAD_LENGTH"]),
    ("an option twice", [row({**SELECT, "options": [OPTION, OPTION]})],
     [".0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"]),
    (
        "an option too long",
        [row({**SELECT, "options": [{"label": "x" * 101, "value": "y" * 101}]})],
        [
            ".0.components.0.options.0.label BASE_TYPE_BAD_LENGTH",
            ".0.components.0.options.0.value BASE_TYPE_BAD_LENGTH",
        ],
    ),
    ("a placeholder too long", [row({**SELECT, "placeholder": "x" * 151})],
     [".0.components.0.placeholder BASE_TYPE_MAX_LENGTH"]),
    ("at least more than at most", [row({**SELECT, "options": options(3), "min_values": 2})],
     [".0.components.0.min_values SELECT_COMPONENT_MIN_VALUES_EXCEED_MAX_VALUES"]),
    ("26 to be chosen", [row({"type": 5, "custom_id": "x", "max_values": 26})],
     [".0.components.0.max_values NUMBER_TYPE_MAX"]),
]  # fmt: skip

GOOD_LAYOUTS: list[tuple[str, list[dict[str, Any]]]] = [
    ("a text at its limit", [{**TEXT, "content": "x" * 4000}]),
    ("40 components", [{"type": 17, "components": [TEXT] * 39}]),
    ("a section of three texts", [{**SECTION, "components": [TEXT] * 3}]),
    ("a thumbnail beside it", [{**SECTION, "accessory": {**THUMBNAIL, "description": "x" * 1024}}]),
    ("ten pictures", [{"type": 12, "items": [{"media": THUMBNAIL["media"]}] * 10}]),
    (
        "a container with all",
        [
            {
                "type": 17,
                "accent_color": 0xFFFFFF,
                "spoiler": False,
                "components": [TEXT, SECTION, {"type": 14}, row(button(3))],
            }
        ],
    ),
]  # fmt: skip

BAD_LAYOUTS: list[tuple[str, list[Any], list[str]]] = [
    ("a text too long", [{**TEXT, "content": "x" * 4001}],
     [".0.content BASE_TYPE_BAD_LENGTH", " COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"]),
    (
        "texts too long together",
        [{**TEXT, "content": "x" * 3999}, {**SECTION, "components": [{**TEXT, "content": "xy"}]}],
        [" COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"],
    ),
    ("a text of nothing", [{**TEXT, "content": ""}], [".0.content BASE_TYPE_REQUIRED"]),
    ("41 components", [{"type": 17, "components": [TEXT] * 40}],
     [" COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"]),
    ("a section of four texts", [{**SECTION, "components": [TEXT] * 4}],
     [".0.components BASE_TYPE_BAD_LENGTH"]),
    ("a section alone", [without(SECTION, "accessory")], [".0.accessory BASE_TYPE_REQUIRED"]),
    ("a select beside a section", [{**SECTION, "accessory": SELECT}],
     [".0.accessory.type UNION_TYPE_CHOICES"]),
    (
        "a button in a section",
        [{**SECTION, "components": [BUTTON]}],
        [
            ".0.components.0.type UNION_TYPE_CHOICES",
            ".0.accessory.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
        ],
    ),
    ("a thumbnail alone", [THUMBNAIL], [".0.type UNION_TYPE_CHOICES"]),
    ("eleven pictures", [{"type": 12, "items": [{"media": THUMBNAIL["media"]}] * 11}],
     [".0.items BASE_TYPE_BAD_LENGTH"]),
    ("a file from elsewhere", [{"type": 13, "file": {"url": "https://a.example/a.csv"}}],
     [".0.file.url URL_TYPE_INVALID_SCHEME"]),
    ("a file that is not there", [{"type": 13, "file": {"url": "attachment://a.csv"}}],
     [".0.file.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"]),
    (
        "a container in a container",
        [{"type": 17, "components": [{"type": 17, "components": [TEXT]}]}],
        [".0.components.0.type UNION_TYPE_CHOICES"],
    ),
    ("a colour too large", [{"type": 17, "accent_color": 1 << 24, "components": [TEXT]}],
     [".0.accent_color NUMBER_TYPE_MAX"]),
    (
        "a button's label too long, deep within",
        [{"type": 17, "components": [{**SECTION, "accessory": button(label="x" * 81)}]}],
        [".0.components.0.accessory.label BASE_TYPE_MAX_LENGTH"],
    ),
]  # fmt: skip


@pytest.mark.parametrize("components", [pytest.param(body, id=name) for name, body in GOOD_ROWS])
def test_rows_are_taken(components: list[dict[str, Any]]) -> None:
    """Rows within the limits are sent, in either version."""
    assert said(SEND, {"content": "x", "components": components}) == []
    assert said(SEND, {"flags": V2, "components": components}) == []


@pytest.mark.parametrize(
    ("components", "problems"),
    [pytest.param(body, problems, id=name) for name, body, problems in BAD_ROWS],
)
def test_rows_are_refused(components: list[Any], problems: list[str]) -> None:
    """Rows over a limit are refused at the component and the field."""
    found = said(SEND, {"content": "x", "components": components})

    assert found == [f"components{problem}" for problem in problems]


@pytest.mark.parametrize("components", [pytest.param(body, id=name) for name, body in GOOD_LAYOUTS])
def test_layouts_are_taken(components: list[dict[str, Any]]) -> None:
    """A layout of version 2 within the limits is sent."""
    assert said(SEND, {"flags": V2, "components": components}) == []


@pytest.mark.parametrize(
    ("components", "problems"),
    [pytest.param(body, problems, id=name) for name, body, problems in BAD_LAYOUTS],
)
def test_layouts_are_refused(components: list[Any], problems: list[str]) -> None:
    """A layout over a limit is refused at the component and the field, or as a whole."""
    found = said(SEND, {"flags": V2, "components": components})

    assert found == [f"components{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("name", "problems"),
    [("a_table.csv", []), ("a table.csv", ["components.0.file.url URL_TYPE_INVALID_URL"])],
)
def test_a_file_is_shown_that_was_sent_along(name: str, problems: list[str]) -> None:
    """A file component finds its attachment by the name that Discord gives it."""
    body = {
        "flags": V2,
        "components": [{"type": 13, "file": {"url": f"attachment://{name}"}}],
        "attachments": [{"id": 0, "filename": "a table.csv"}],
    }

    assert said(SEND, body, Circumstances(files={0: "upload"})) == problems
