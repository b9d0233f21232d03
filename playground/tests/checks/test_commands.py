"""Application commands: names, descriptions, options, and all of them together."""

from __future__ import annotations

from typing import Any

import pytest

from discord_playground.checks.commands import size
from discord_playground.checks.localizations import LOCALES
from discord_playground.checks.naming import is_name
from playground.tests.checks.short_problems import COMMANDS, said

ASK = {"name": "ask", "description": "Ask the library"}
OPTION = {"type": 3, "name": "question", "description": "What to ask"}
MENU = {"type": 3, "name": "Explain this paper"}


def ask(**changed: Any) -> list[dict[str, Any]]:
    """Return the body that registers one command."""
    return [{**ASK, **changed}]


def option(**changed: Any) -> list[dict[str, Any]]:
    """Return the body that registers one command with one option."""
    return ask(options=[{**OPTION, **changed}])


def options(count: int, **changed: Any) -> list[dict[str, Any]]:
    """Return so many options that differ."""
    return [{**OPTION, "name": f"option-{number}", **changed} for number in range(count)]


SUBCOMMAND = {"type": 1, "name": "add", "description": "Add", "options": [OPTION]}
GROUP = {"type": 2, "name": "papers", "description": "Papers", "options": [SUBCOMMAND]}
CHOICE = {"name": "Newest", "value": "newest"}

GOOD: list[tuple[str, list[dict[str, Any]]]] = [
    ("nothing", []),
    ("the least", [ASK]),
    (
        "what discord.py sends",
        ask(
            type=1,
            options=[],
            nsfw=False,
            dm_permission=True,
            default_member_permissions=None,
            contexts=None,
            integration_types=None,
        ),
    ),
    ("permissions as digits", ask(default_member_permissions="32")),
    ("at its limits", ask(name="x" * 32, description="x" * 100)),
    (
        "in every language",
        ask(
            name_localizations=dict.fromkeys(LOCALES, "frage"),
            description_localizations=dict.fromkeys(LOCALES, "x" * 100),
        ),
    ),
    ("25 options", ask(options=options(25))),
    ("limits of a text", option(min_length=1, max_length=6000)),
    ("limits of a number", option(type=10, min_value=0.5, max_value=0.5)),
    ("a channel", option(type=7, channel_types=[0])),
    (
        "required before optional",
        ask(options=[{**OPTION, "name": "a", "required": True}, {**OPTION, "name": "b"}]),
    ),
    ("a subcommand and a group", ask(options=[SUBCOMMAND, GROUP])),
    ("a menu", [MENU]),
    ("a menu in full", [{**MENU, "description": "", "nsfw": False}]),
    (
        "as many as there may be",
        [
            *({**ASK, "name": f"ask-{number}"} for number in range(100)),
            *({"type": 2, "name": f"User {number}"} for number in range(15)),
            *({"type": 3, "name": f"Message {number}"} for number in range(15)),
        ],
    ),
    (
        "what is asked for by name alone in each language",
        ask(
            options=[
                {**OPTION, "name": "a", "name_localizations": {"de": "thema", "fr": "sujet"}},
                {**OPTION, "name": "b", "name_localizations": {"de": "sujet"}},
            ]
        ),
    ),
    ("a private channel, where the application decides", ask(contexts=[2])),
    ("files of some types", option(type=11, file_types=["image", "video", "audio", ".pdf"])),
    ("one name, two kinds", [ASK, {"type": 3, "name": "ask"}]),
]

BAD: list[tuple[str, Any, list[str]]] = [
    ("an object", {}, ["LIST_TYPE_CONVERT"]),
    ("no object in it", ["ask"], ["0 DICT_TYPE_CONVERT"]),
    ("no name", [{"description": "x"}], ["0.name BASE_TYPE_REQUIRED"]),
    ("a name too long", ask(name="x" * 33), ["0.name BASE_TYPE_BAD_LENGTH"]),
    ("a name in capitals", ask(name="Ask"), ["0.name APPLICATION_COMMAND_INVALID_NAME"]),
    ("a name of two words", ask(name="ask me"), ["0.name APPLICATION_COMMAND_INVALID_NAME"]),
    ("a language unknown", ask(name_localizations={"de-DE": "frage"}),
     ["0.name_localizations.de-DE BASE_TYPE_CHOICES"]),
    ("no description", [{"name": "ask"}], ["0.description BASE_TYPE_REQUIRED"]),
    ("a description too long", ask(description="x" * 101), ["0.description BASE_TYPE_BAD_LENGTH"]),
    ("26 options", ask(options=options(26)), ["0.options BASE_TYPE_MAX_LENGTH"]),
    ("an option twice", ask(options=[OPTION, OPTION]),
     ["0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"]),
    ("required after optional", ask(options=[
        {**OPTION, "name": "a"}, {**OPTION, "name": "b", "required": True},
    ]), ["0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"]),
    ("26 choices", option(choices=[{**CHOICE, "name": str(n)} for n in range(26)]),
     ["0.options.0.choices BASE_TYPE_MAX_LENGTH"]),
    ("a choice twice", option(choices=[CHOICE, CHOICE]),
     ["0.options.0.choices.1.name APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS"]),
    ("a choice too long", option(choices=[{"name": "x" * 101, "value": "y" * 101}]),
     [
         "0.options.0.choices.0.name BASE_TYPE_BAD_LENGTH",
         "0.options.0.choices.0.value BASE_TYPE_MAX_LENGTH",
     ]),
    ("choices and completion", option(choices=[CHOICE], autocomplete=True),
     ["0.options.0.autocomplete APPLICATION_COMMAND_AUTOCOMPLETE_INVALID"]),
    ("at least more than at most", option(min_length=3, max_length=2),
     ["0.options.0.min_length NUMBER_TYPE_MAX"]),
    ("a subcommand beside a value", ask(options=[SUBCOMMAND, OPTION]),
     ["0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"]),
    ("a subcommand in a subcommand", ask(options=[{**SUBCOMMAND, "options": [SUBCOMMAND]}]),
     ["0.options.0.options.0.type BASE_TYPE_CHOICES"]),
    ("a group in a group", ask(options=[{**GROUP, "options": [GROUP]}]),
     ["0.options.0.options.0.type BASE_TYPE_CHOICES"]),
    ("a menu with a description", [{**MENU, "description": "x"}],
     ["0.description APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED"]),
    ("a menu with options", [{**MENU, "options": [OPTION]}],
     ["0.options APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED"]),
    ("a property misspelt", ask(nfsw=True), ["0.nfsw UNKNOWN_PROPERTY"]),
    ("a name twice", [ASK, ASK], ["1.name APPLICATION_COMMANDS_DUPLICATE_NAME"]),
    ("a name twice in German", [
        {**ASK, "name": name, "name_localizations": {"de": "fragen"}} for name in ("ask", "find")
    ], ["1.name_localizations.de APPLICATION_COMMANDS_DUPLICATE_NAME"]),
    ("101 commands", [{**ASK, "name": f"ask-{n}"} for n in range(101)], ["30032"]),
    ("16 menus", [{"type": 3, "name": f"Menu {n}"} for n in range(16)], ["30032"]),
]  # fmt: skip


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in GOOD])
def test_it_is_registered(body: list[dict[str, Any]]) -> None:
    """Commands within the limits are registered."""
    assert said(COMMANDS, body) == []


@pytest.mark.parametrize(
    ("body", "problems"), [pytest.param(body, problems, id=name) for name, body, problems in BAD]
)
def test_it_is_refused(body: Any, problems: list[str]) -> None:
    """Commands over a limit are refused at the field."""
    assert said(COMMANDS, body) == problems


def test_eight_thousand_characters_in_all() -> None:
    """Names, descriptions and values count together, each in its longest language."""
    texts = [{"name": f"{n:0100}", "value": "v" * 100} for n in range(25)]
    full = ask(options=[
        {**OPTION, "name": "a", "choices": texts},
        {**OPTION, "name": "b", "choices": texts[:13]},
    ])  # fmt: skip
    command = full[0]
    room = 8000 - size(command)
    first = command["options"][0]
    first["description_localizations"] = {"de": "x" * (len(first["description"]) + 5)}
    longer = {"name": "c" * 32, "description": "x" * 100}
    rest = options(0)
    while room - 5 - sum(size(each) for each in rest) > 140:
        rest.append({**longer, "type": 3, "name": f"{len(rest):032}"})
    left = room - 5 - sum(size(each) for each in rest)
    command["options"] += [*rest, {"type": 3, "name": "z", "description": "y" * (left - 1)}]

    assert size(command) == 8000
    assert "0 APPLICATION_COMMAND_TOO_LARGE" not in said(COMMANDS, full)
    first["description_localizations"]["fr"] = "x" * (len(first["description"]) + 6)
    assert "0 APPLICATION_COMMAND_TOO_LARGE" in said(COMMANDS, full)


@pytest.mark.parametrize("name", ["ask", "質問", "คำถาม", "été"])
def test_names_of_all_scripts(name: str) -> None:
    """Letters and figures of any script make a name, with the signs of Devanagari and Thai."""
    assert is_name(name)


@pytest.mark.parametrize("name", ["", "x" * 33, "a b", "Ask", "🙂", "a\n"])
def test_names_that_are_none(name: str) -> None:
    """Space, signs, pictures and capitals make no name."""
    assert not is_name(name)
