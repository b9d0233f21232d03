"""Test the registry of commands and who may use which."""

from __future__ import annotations

from typing import Any

import pytest

from discord_playground.world.commands import Place as Where
from discord_playground.world.errors import DiscordError
from discord_playground.world.interactions import is_usable
from playground.tests.world.conftest import Place

ASK: dict[str, Any] = {
    "name": "ask",
    "description": "Ask",
    "name_localizations": {"de": "fragen"},
    "options": [{"type": 3, "name": "question", "description": "What?", "required": True}],
}
EXPLAIN = {"name": "ask", "type": 3}


def everywhere(place: Place) -> Where:
    """Return the place of global commands."""
    return place.application.id, None


def test_ids_outlive_an_overwrite(place: Place) -> None:
    """Same name and type, same id; the version changes with the content."""
    commands = place.world.commands
    first = commands.overwrite(everywhere(place), [ASK, EXPLAIN])
    same = commands.overwrite(everywhere(place), [EXPLAIN, ASK])
    (other,) = commands.overwrite(everywhere(place), [{**ASK, "description": "Do ask"}])

    assert [one["id"] for one in same] == [first[1]["id"], first[0]["id"]]
    assert same[1]["version"] == first[0]["version"] != other["version"]
    assert other["id"] == first[0]["id"]
    assert commands.list_for_place(everywhere(place)) == [other]


def test_two_hundred_commands_are_made_a_day(place: Place) -> None:
    """Only what is new counts, in each place by itself, over a whole day."""
    commands, where = place.world.commands, everywhere(place)
    made = [{**ASK, "name": f"{batch}-{n}"} for batch in "ab" for n in range(100)]
    commands.overwrite(where, made[:100])
    place.clock.pass_by(3600)
    commands.overwrite(where, made[100:])
    commands.overwrite(where, made[100:])
    commands.create((place.application.id, place.group.id), ASK)
    for more in (
        lambda: commands.create(where, ASK),
        lambda: commands.overwrite(where, [made[150], ASK]),
    ):
        with pytest.raises(DiscordError) as refused:
            more()
        assert (refused.value.status, refused.value.code) == (429, 30034)
        assert refused.value.retry_after == 23 * 3600
    assert commands.list_for_place(where)[0]["name"] == "b-0"
    place.clock.pass_by(23 * 3600)

    assert commands.create(where, ASK)[1]


@pytest.mark.parametrize(
    ("change", "in_guild", "in_direct"),
    [
        ({}, True, True),
        ({"contexts": [0]}, True, False),
        ({"contexts": [1]}, False, True),
        ({"integration_types": [1]}, False, False),
        ({"default_member_permissions": "32"}, False, True),
        ({"default_member_permissions": "0"}, False, True),
        ({"default_member_permissions": "2048"}, True, True),
    ],
)
def test_where_jonas_may_use_a_command(
    place: Place, change: dict[str, Any], in_guild: bool, in_direct: bool
) -> None:
    """Contexts, installs and permissions decide."""
    (ask,) = place.world.commands.overwrite(everywhere(place), [{**ASK, **change}])
    direct = place.world.places.direct(place.jonas, place.bot)
    state, jonas, application = place.world.state, place.jonas, place.application

    assert is_usable(state, application, ask, jonas, place.papers) is in_guild
    assert is_usable(state, application, ask, jonas, direct) is in_direct
