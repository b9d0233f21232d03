"""Test who may do what where."""

from __future__ import annotations

import pytest

from discord_playground.world import permissions
from discord_playground.world.channels import Overwrite
from discord_playground.world.permissions import Permission
from playground.tests.world.conftest import Place

P = Permission


def may(place: Place, user: str, needed: int) -> bool:
    """Say whether somebody may do something in the channel."""
    who = place.bot if user == "bot" else place.world.person(user)
    return place.world.state.permissions(who.id, place.papers) & needed == needed


def test_owners_and_administrators_may_everything(place: Place) -> None:
    """No overwrite takes anything from them."""
    place.world.places.set_overwrite(
        place.papers, Overwrite(place.group.id, 0, deny=int(P.VIEW_CHANNEL))
    )
    admins = place.world.places.add_role(place.group, "Admins", int(P.ADMINISTRATOR))
    member = place.group.members[place.jonas.id]
    place.world.places.change_member(place.group, member, roles={admins.id})

    assert may(place, "ines", permissions.EVERYTHING)
    assert may(place, "jonas", permissions.EVERYTHING)
    assert not may(place, "mara", P.VIEW_CHANNEL)


@pytest.mark.parametrize(
    ("overwrites", "jonas", "mara"),
    [
        ([], True, True),
        ([("everyone", "deny")], False, False),
        ([("everyone", "deny"), ("Readers", "allow")], True, True),
        ([("Readers", "deny"), ("Organisers", "allow")], False, True),
        ([("everyone", "deny"), ("jonas", "allow")], True, False),
        ([("Readers", "allow"), ("jonas", "deny")], False, True),
    ],
)
def test_overwrites_go_from_everyone_to_roles_to_members(
    place: Place, overwrites: list[tuple[str, str]], jonas: bool, mara: bool
) -> None:
    """The nearer one counts; among roles what is allowed outweighs what is denied."""
    ids = {role.name: (role.id, 0) for role in place.group.roles.values()}
    ids |= {"everyone": (place.group.id, 0), "jonas": (place.jonas.id, 1)}
    for name, kind in overwrites:
        bits = {kind: int(P.SEND_MESSAGES)}
        place.world.places.set_overwrite(place.papers, Overwrite(*ids[name], **bits))

    assert (may(place, "jonas", P.SEND_MESSAGES), may(place, "mara", P.SEND_MESSAGES)) == (
        jonas,
        mara,
    )


def test_a_time_out_leaves_reading(place: Place) -> None:
    """Until it is over, one may read and nothing else."""
    member = place.group.members[place.jonas.id]
    place.world.places.change_member(
        place.group, member, timed_out_until="2100-01-01T00:00:00.000000+00:00"
    )

    assert may(place, "jonas", P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY)
    assert not may(place, "jonas", P.SEND_MESSAGES)
