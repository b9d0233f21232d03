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
    ("an emoji for a label", [row(without(button(emoji={"name": "👍"}), "label"))]),
    ("a custom emoji", [row(button(emoji={"id": "5", "name": "x", "animated": True}))]),
    ("a custom id at its limit", [row(button(custom_id="x" * 100))]),
    ("a link", [row(LINK)]),
    ("a link at its limit", [row({**LINK, "url": "https://a.example/" + "x" * 494})]),
    ("a link into Discord", [row({**LINK, "url": "discord://-/channels/1"})]),
    ("a premium button", [row({"type": 2, "style": 6, "sku_id": "5"})]),
    ("what discord.py sends", [row(button(disabled=False, url=None, emoji=None))]),
    ("a select of 25", [row({**SELECT, "options": options(25), "max_values": 25})]),
    ("one may choose nothing", [row({**SELECT, "min_values": 0})]),
    ("and need not", [row({**SELECT, "min_values": 0, "required": False})]),
    ("one must choose", [row({**SELECT, "required": True})]),
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
    (
        "a select of people",
        [
            row(
                {
                    "type": 5,
                    "custom_id": "who",
                    "default_values": [{"id": "5", "type": "user"}],
                }
            )
        ],
    ),
    ("a select of channels", [row({"type": 8, "custom_id": "where", "channel_types": [0, 5]})]),
    (
        "numbers of one's own",
        [{**row(button(id=7)), "id": 6}, row(button(1, id=0), button(2, id=0))],
    ),
]

BAD_ROWS: list[tuple[str, list[Any], list[str]]] = [
    ("six rows", [row(button(n)) for n in range(6)], [" BASE_TYPE_MAX_LENGTH"]),
    ("an empty row", [row()], [".0.components BASE_TYPE_BAD_LENGTH"]),
    (
        "six buttons in a row",
        [row(*(button(n) for n in range(6)))],
        [".0.components BASE_TYPE_BAD_LENGTH"],
    ),
    (
        "two selects in a row",
        [row(SELECT, {**SELECT, "custom_id": "other"})],
        [".0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED"],
    ),
    (
        "a button beside a select",
        [row(SELECT, BUTTON)],
        [".0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED"],
    ),
    ("a button in no row", [BUTTON], [".0.type UNION_TYPE_CHOICES"]),
    (
        "a text input in a message",
        [row({"type": 4, "custom_id": "x", "style": 1})],
        [".0.components.0.type UNION_TYPE_CHOICES"],
    ),
    ("no object", ["x"], [".0 DICT_TYPE_CONVERT"]),
    ("no type", [{"components": [BUTTON]}], [".0.type UNION_TYPE_CHOICES"]),
    (
        "a label too long",
        [row(button(label="x" * 81))],
        [".0.components.0.label BASE_TYPE_MAX_LENGTH"],
    ),
    (
        "neither label nor emoji",
        [row(without(BUTTON, "label"))],
        [".0.components.0.label BUTTON_COMPONENT_LABEL_REQUIRED"],
    ),
    (
        "an emoji of nothing",
        [row(button(emoji={"id": None, "name": None}))],
        [".0.components.0.emoji.name BUTTON_COMPONENT_INVALID_EMOJI"],
    ),
    (
        "no custom id",
        [row(without(BUTTON, "custom_id"))],
        [".0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"],
    ),
    (
        "a custom id too long",
        [row(button(custom_id="x" * 101))],
        [".0.components.0.custom_id BASE_TYPE_BAD_LENGTH"],
    ),
    (
        "a custom id twice",
        [row(BUTTON), row(BUTTON)],
        [".1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"],
    ),
    (
        "a button's custom id on a select",
        [row(BUTTON), row({**SELECT, "custom_id": "go"})],
        [".1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"],
    ),
    (
        "a number twice",
        [row(button(1, id=7), button(2, id=7))],
        [".0.components.1.id COMPONENT_ID_DUPLICATED"],
    ),
    ("no style", [row(without(BUTTON, "style"))], [".0.components.0.style BASE_TYPE_REQUIRED"]),
    ("a style of none", [row(button(style=7))], [".0.components.0.style BASE_TYPE_CHOICES"]),
    (
        "an address on a plain button",
        [row(button(url="https://a.example"))],
        [".0.components.0.url BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"],
    ),
    (
        "a custom id on a link",
        [row({**LINK, "custom_id": "x"})],
        [".0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"],
    ),
    ("a link to nowhere", [row(without(LINK, "url"))], [".0.components.0.url BASE_TYPE_REQUIRED"]),
    (
        "a link too long",
        [row({**LINK, "url": "https://a.example/" + "x" * 495})],
        [".0.components.0.url BASE_TYPE_BAD_LENGTH"],
    ),
    (
        "a script for a link",
        [row({**LINK, "url": "javascript://x"})],
        [".0.components.0.url URL_TYPE_INVALID_SCHEME"],
    ),
    (
        "a premium button with a label",
        [row({"type": 2, "style": 6, "sku_id": 5, "label": "x"})],
        [".0.components.0.label BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"],
    ),
    (
        "a premium button of nothing",
        [row({"type": 2, "style": 6})],
        [".0.components.0.sku_id BASE_TYPE_REQUIRED"],
    ),
    (
        "a button's property misspelt",
        [row(button(lable="x"))],
        [".0.components.0.lable UNKNOWN_PROPERTY"],
    ),
    (
        "26 options",
        [row({**SELECT, "options": options(26)})],
        [".0.components.0.options BASE_TYPE_BAD_LENGTH"],
    ),
    (
        "no options",
        [row({**SELECT, "options": []})],
        [".0.components.0.options BASE_TYPE_BAD_LENGTH"],
    ),
    (
        "fewer options than may be chosen",
        [row({**SELECT, "options": options(2), "max_values": 3})],
        [".0.components.0.options BASE_TYPE_BAD_LENGTH"],
    ),
    (
        "an option twice",
        [row({**SELECT, "options": [OPTION, OPTION]})],
        [".0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"],
    ),
    (
        "an option too long",
        [row({**SELECT, "options": [{"label": "x" * 101, "value": "y" * 101}]})],
        [
            ".0.components.0.options.0.label BASE_TYPE_BAD_LENGTH",
            ".0.components.0.options.0.value BASE_TYPE_BAD_LENGTH",
        ],
    ),
    (
        "an option described at length",
        [row({**SELECT, "options": [{**OPTION, "description": "x" * 101}]})],
        [".0.components.0.options.0.description BASE_TYPE_MAX_LENGTH"],
    ),
    (
        "an option of nothing",
        [row({**SELECT, "options": [{"label": "", "value": ""}]})],
        [
            ".0.components.0.options.0.label BASE_TYPE_REQUIRED",
            ".0.components.0.options.0.value BASE_TYPE_REQUIRED",
        ],
    ),
    (
        "two defaults where one is chosen",
        [row({**SELECT, "options": [{**each, "default": True} for each in options(2)]})],
        [".0.components.0.options SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES"],
    ),
    (
        "a placeholder too long",
        [row({**SELECT, "placeholder": "x" * 151})],
        [".0.components.0.placeholder BASE_TYPE_MAX_LENGTH"],
    ),
    (
        "at least more than at most",
        [row({**SELECT, "options": options(3), "min_values": 2})],
        [".0.components.0.min_values SELECT_COMPONENT_MIN_VALUES_EXCEED_MAX_VALUES"],
    ),
    (
        "a word for an emoji",
        [row(button(emoji={"name": "thumbsup"}))],
        [".0.components.0.emoji.name BUTTON_COMPONENT_INVALID_EMOJI"],
    ),
    (
        "required, and yet none",
        [row({**SELECT, "min_values": 0, "required": True})],
        [".0.components.0.min_values SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES"],
    ),
    (
        "26 to be chosen",
        [row({"type": 5, "custom_id": "x", "max_values": 26})],
        [".0.components.0.max_values NUMBER_TYPE_MAX"],
    ),
    (
        "none to be chosen",
        [row({"type": 5, "custom_id": "x", "min_values": 0, "max_values": 0})],
        [".0.components.0.max_values NUMBER_TYPE_MIN"],
    ),
    (
        "a role among people",
        [row({"type": 5, "custom_id": "x", "default_values": [{"id": 1, "type": "role"}]})],
        [".0.components.0.default_values.0.type BASE_TYPE_CHOICES"],
    ),
]

GOOD_LAYOUTS: list[tuple[str, list[dict[str, Any]]]] = [
    ("a text at its limit", [{**TEXT, "content": "x" * 4000}]),
    ("40 components", [{"type": 17, "components": [TEXT] * 39}]),
    ("a section of three texts", [{**SECTION, "components": [TEXT] * 3}]),
    ("a thumbnail beside it", [{**SECTION, "accessory": {**THUMBNAIL, "description": "x" * 1024}}]),
    ("ten pictures", [{"type": 12, "items": [{"media": THUMBNAIL["media"]}] * 10}]),
    ("separators", [TEXT, {"type": 14}, {"type": 14, "spacing": 2, "divider": False}]),
    ("rows beside and within", [row(button(1)), {"type": 17, "components": [row(button(2))]}]),
    ("more than five rows", [row(button(number)) for number in range(8)]),
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
    ("no colour", [{"type": 17, "accent_color": None, "components": [TEXT]}]),
]

BAD_LAYOUTS: list[tuple[str, list[Any], list[str]]] = [
    (
        "a text too long",
        [{**TEXT, "content": "x" * 4001}],
        [".0.content BASE_TYPE_BAD_LENGTH", " COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"],
    ),
    (
        "texts too long together",
        [{**TEXT, "content": "x" * 3999}, {**SECTION, "components": [{**TEXT, "content": "xy"}]}],
        [" COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"],
    ),
    ("a text of nothing", [{**TEXT, "content": ""}], [".0.content BASE_TYPE_REQUIRED"]),
    ("a text of space", [{**TEXT, "content": " \n"}], [".0.content BASE_TYPE_REQUIRED"]),
    (
        "41 components",
        [{"type": 17, "components": [TEXT] * 40}],
        [" COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"],
    ),
    (
        "41 components in sections",  # 3 each: the section, its text, its accessory
        [*[{**SECTION, "accessory": THUMBNAIL}] * 13, TEXT, TEXT],
        [" COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"],
    ),
    (
        "41 at the top",
        [TEXT] * 41,
        [" BASE_TYPE_MAX_LENGTH", " COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"],
    ),
    (
        "a section of four texts",
        [{**SECTION, "components": [TEXT] * 4}],
        [".0.components BASE_TYPE_BAD_LENGTH"],
    ),
    ("a section of none", [{**SECTION, "components": []}], [".0.components BASE_TYPE_BAD_LENGTH"]),
    ("a section alone", [without(SECTION, "accessory")], [".0.accessory BASE_TYPE_REQUIRED"]),
    (
        "a select beside a section",
        [{**SECTION, "accessory": SELECT}],
        [".0.accessory.type UNION_TYPE_CHOICES"],
    ),
    (
        "a button in a section",
        [{**SECTION, "components": [BUTTON]}],
        [
            ".0.components.0.type UNION_TYPE_CHOICES",
            ".0.accessory.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
        ],
    ),
    (
        "a thumbnail described at length",
        [{**SECTION, "accessory": {**THUMBNAIL, "description": "x" * 1025}}],
        [".0.accessory.description BASE_TYPE_BAD_LENGTH"],
    ),
    ("a thumbnail alone", [THUMBNAIL], [".0.type UNION_TYPE_CHOICES"]),
    (
        "eleven pictures",
        [{"type": 12, "items": [{"media": THUMBNAIL["media"]}] * 11}],
        [".0.items BASE_TYPE_BAD_LENGTH"],
    ),
    ("no pictures", [{"type": 12, "items": []}], [".0.items BASE_TYPE_BAD_LENGTH"]),
    (
        "a picture of nothing",
        [{"type": 12, "items": [{}]}],
        [".0.items.0.media BASE_TYPE_REQUIRED"],
    ),
    (
        "a file from elsewhere",
        [{"type": 13, "file": {"url": "https://a.example/a.csv"}}],
        [".0.file.url URL_TYPE_INVALID_SCHEME"],
    ),
    (
        "a file that is not there",
        [{"type": 13, "file": {"url": "attachment://a.csv"}}],
        [".0.file.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"],
    ),
    (
        "a picture that is not there",
        [{"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}],
        [".0.items.0.media.url UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"],
    ),
    ("spacing of three", [{"type": 14, "spacing": 3}], [".0.spacing BASE_TYPE_CHOICES"]),
    (
        "a container in a container",
        [{"type": 17, "components": [{"type": 17, "components": [TEXT]}]}],
        [".0.components.0.type UNION_TYPE_CHOICES"],
    ),
    (
        "an empty container",
        [{"type": 17, "components": []}],
        [".0.components BASE_TYPE_BAD_LENGTH"],
    ),
    (
        "41 in a container",
        [{"type": 17, "components": [TEXT] * 41}],
        [".0.components BASE_TYPE_BAD_LENGTH", " COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"],
    ),
    (
        "a colour too large",
        [{"type": 17, "accent_color": 1 << 24, "components": [TEXT]}],
        [".0.accent_color NUMBER_TYPE_MAX"],
    ),
    (
        "a custom id twice, far apart",
        [row(BUTTON), {"type": 17, "components": [SECTION]}],
        [".1.components.0.accessory.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"],
    ),
    (
        "a button's label too long, deep within",
        [{"type": 17, "components": [{**SECTION, "accessory": button(label="x" * 81)}]}],
        [".0.components.0.accessory.label BASE_TYPE_MAX_LENGTH"],
    ),
]


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
