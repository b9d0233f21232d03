"""Test what people may do with components and forms."""

from __future__ import annotations

from typing import Any

import pytest

from discord_playground.world.draft import read_draft
from discord_playground.world.errors import DiscordError
from discord_playground.world.message import Message
from playground.tests.world.conftest import Place

OPTIONS = [{"label": one.upper(), "value": one} for one in "abc"]
FORM: dict[str, Any] = {
    "custom_id": "form",
    "title": "A form",
    "components": [
        {"type": 10, "content": "Please"},
        {
            "type": 18,
            "label": "Long",
            "component": {
                "type": 4,
                "custom_id": "long",
                "style": 2,
                "min_length": 2,
                "max_length": 5,
            },
        },
        {
            "type": 18,
            "label": "Which",
            "component": {"type": 3, "custom_id": "which", "options": OPTIONS, "required": False},
        },
    ],
}


def shown(place: Place, *components: dict[str, Any]) -> Message:
    """Let the bot show components."""
    body = {"flags": 1 << 15, "components": [{"type": 1, "components": list(components)}]}
    return place.world.messages.create(place.bot, place.papers, read_draft(body))


def use(place: Place, message: Message, **data: Any) -> dict[str, Any]:
    """Let jonas use a component; return the data that the bot gets."""
    body = {
        "type": 3,
        "application_id": place.application.id,
        "channel_id": message.channel_id,
        "message_id": message.id,
        "session_id": "s",
        "nonce": "n",
        "data": data,
    }
    return place.world.interactions.start(place.jonas, body).data


def refused(place: Place, message: Message, **data: Any) -> int:
    """Return the code with which a use is refused."""
    with pytest.raises(DiscordError) as error:
        use(place, message, **data)
    return error.value.code


@pytest.mark.parametrize(
    ("values", "good"),
    [(["a"], True), (["a", "b"], True), ([], False), (["a", "b", "c"], False), (["z"], False),
     (["a", "a"], False)],
)  # fmt: skip
def test_a_menu_takes_its_own_values(place: Place, values: list[str], good: bool) -> None:
    """Not fewer, not more, no others, none twice."""
    menu = {"type": 3, "custom_id": "m", "options": OPTIONS, "max_values": 2}
    message = shown(place, menu)
    if good:
        assert use(place, message, custom_id="m", values=values)["values"] == values
    else:
        assert refused(place, message, custom_id="m", values=values) == 50035


def test_menus_of_people_roles_and_channels_are_resolved(place: Place) -> None:
    """The bot gets what the ids mean; an id of something else is refused."""
    role = next(iter(place.group.roles.values()))
    for kind, value, found in (
        (5, place.mara.id, "members"),
        (6, role.id, "roles"),
        (7, role.id, "roles"),
        (7, place.mara.id, "users"),
        (8, place.papers.id, "channels"),
    ):
        message = shown(place, {"type": kind, "custom_id": "m"})
        data = use(place, message, custom_id="m", component_type=kind, values=[value])
        assert value in data["resolved"][found]
        assert refused(place, message, custom_id="m", values=["1"]) == 50035


def open_form(place: Place) -> str:
    """Have jonas shown the form, and return its id."""
    message = shown(place, {"type": 2, "style": 1, "label": "Go", "custom_id": "go"})
    use(place, message, custom_id="go")
    interaction = list(place.world.interactions.by_token.values())[-1]
    body = {"type": 9, "data": FORM}
    place.world.answers.answer(interaction.id, interaction.token, body)
    return interaction.id


def submit(place: Place, form_id: str, long: str, who: str = "jonas", **which: Any) -> Any:
    """Send the form."""
    fields = [
        {"type": 18, "component": {"type": 4, "custom_id": "long", "value": long}},
        {"type": 18, "component": {"type": 3, "custom_id": "which", **which}},
    ]
    body = {
        "type": 5,
        "application_id": place.application.id,
        "channel_id": place.papers.id,
        "session_id": "s",
        "nonce": "n",
        "data": {"id": form_id, "custom_id": "form", "components": fields},
    }
    return place.world.interactions.start(place.world.person(who), body)


def test_a_form_that_is_filled_in_wrongly(place: Place) -> None:
    """Too short, too long, empty, not an option, or somebody else's form."""
    form_id = open_form(place)
    for long, who, values, code in (
        ("w", "jonas", [], 50035),
        ("because", "jonas", [], 50035),
        ("", "jonas", [], 50035),
        ("why", "jonas", ["z"], 50035),
        ("why", "mara", [], 10062),
    ):
        with pytest.raises(DiscordError) as error:
            submit(place, form_id, long, who, values=values)
        assert error.value.code == code
    assert submit(place, form_id, "why", values=[]).data


def test_an_unanswered_interaction_fails(place: Place) -> None:
    """After three seconds the session is notified, once."""
    message = shown(place, {"type": 2, "style": 1, "label": "Go", "custom_id": "go"})
    use(place, message, custom_id="go")
    place.clock.pass_by(2.9)
    assert place.heard("INTERACTION_FAILURE") == []

    place.clock.pass_by(0.2)
    (failed,) = place.heard("INTERACTION_FAILURE")
    assert (failed.session_id, failed.data["nonce"]) == ("s", "n")
