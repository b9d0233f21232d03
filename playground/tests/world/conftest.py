"""Make worlds without any network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import pytest

from discord_playground.world.channels import Channel
from discord_playground.world.events import Event
from discord_playground.world.guilds import Guild
from discord_playground.world.users import Application, User
from discord_playground.world.world import World, populate


@dataclass
class Clock:
    """A clock that tests move, and the calls that wait for it."""

    now: float = 1_790_000_000.0
    waiting: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        self.waiting.append((self.now + seconds, call))

    def pass_by(self, seconds: float) -> None:
        """Let time pass, and make the calls that are due."""
        self.now += seconds
        due = [one for one in self.waiting if one[0] <= self.now]
        self.waiting = [one for one in self.waiting if one[0] > self.now]
        for _, call in due:
            call()


@dataclass
class Place:
    """A populated world, its people, and every event so far."""

    world: World
    clock: Clock
    application: Application
    events: list[Event] = field(default_factory=list)

    @property
    def group(self) -> Guild:
        """The server "Reading group"."""
        return self.world.guild_named("Reading group")

    @property
    def papers(self) -> Channel:
        """Its channel "papers"."""
        return self.world.state.channels[self.world.channel_named("papers")]

    @property
    def bot(self) -> User:
        """The application's bot."""
        return self.application.bot

    def __getattr__(self, name: str) -> User:
        """Return a person by name."""
        return self.world.person(name)

    def heard(self, name: str) -> list[Event]:
        """Return the events of a name."""
        return [event for event in self.events if event.name == name]


@pytest.fixture
def place() -> Place:
    """Make a world, populated."""
    clock, numbers = Clock(), count()
    world = World(clock, clock.later, lambda: f"secret-{next(numbers):040}")
    place = Place(world, clock, populate(world))
    world.state.listeners.append(place.events.append)
    return place
