"""Services that all commands and buttons share, built once at startup."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from bot.application import Application
from bot.digest.compose import Compose
from bot.discord_bot.inflight import InFlightRequests, PendingAcks
from bot.limits.fair_queue import FairQueue
from bot.limits.guard import Guard, RateLimits
from bot.limits.metering import EventCounter
from bot.records.digest_ledger import LedgerEntry
from bot.records.server_settings import ServerSettings
from retrieval.library.writer import RecordedText
from retrieval.paper import Paper
from retrieval.provenance import NO_PLACE, guild_place, user_place
from retrieval.sources.records import Record, Rejected

if TYPE_CHECKING:
    import discord

    from bot.storage.stores import Stores

_MAX_READ_FILES = 2  # each may take a GiB of memory and a processor while it is read
_MAX_DRAWN_FILES = 2  # each takes a processor for some tenths of a second
_MAX_LOOKUPS = 3  # of titles at the same time, so that typing leaves threads to answers
_SETTINGS_KEY = "footnote-settings"

Fetch = Callable[[Sequence[str]], Iterable[Record | Rejected]]
"""Yields the papers of arXiv ids, DOIs and links, and why others cannot be had; blocks.

Raises `SourceError` where no service can be asked.
"""


FetchText = Callable[[Paper], Awaitable[RecordedText | None]]
"""Records the whole text of a paper that a service has; None if none has it.

Raises SourceError.
"""


@dataclass(frozen=True, slots=True)
class Services:
    """The application, the stores, and the sources of time and ids.

    Without `at`, the `application` finds no papers that members uploaded, at whatever place.
    `new_id` gives the id of a turn (letters and digits, at most 20); `new_incident` that of an
    incident, short enough to be read out; `clock` is monotonic, in seconds. `guard` limits what
    people may ask and models may cost, `adding` how fast papers are added,
    `command_rates` how fast commands, buttons and forms are used. `queue` is what
    everything that has something written goes through, `in_flight` tracks the requests. `fetch`
    gets papers by their ids, `fetch_text` their whole texts, one at a time with a slot of
    `fetching`; None where the operator does not allow it. `background` holds tasks that nobody
    waits for.
    Take a slot of `reading` to fetch and read a file, hold `drawing` to draw pages of one, two at
    a time each, and `lookups` to complete a title.
    `commands` are the ids of the registered commands by their names, once Discord has told them.
    `counts` counts events. `settings_executor` loads what every interaction waits for, so that it
    never queues behind a search.
    """

    application: Application
    stores: Stores
    now: Callable[[], datetime]
    clock: Callable[[], float]
    new_id: Callable[[], str]
    new_incident: Callable[[], str]
    fetch: Fetch = lambda references: ()
    fetch_text: FetchText | None = None
    compose: Compose | None = None
    send_digest: Callable[[str], Awaitable[LedgerEntry | None]] | None = None
    guard: Guard = field(default_factory=Guard)
    adding: RateLimits = field(default_factory=RateLimits)
    command_rates: RateLimits = field(default_factory=RateLimits)
    queue: FairQueue = field(default_factory=FairQueue)
    pending_acks: PendingAcks = field(default_factory=PendingAcks)
    in_flight: InFlightRequests = field(default_factory=InFlightRequests)
    fetching: FairQueue = field(default_factory=lambda: FairQueue(1))
    background: set[asyncio.Task[None]] = field(default_factory=set)
    reading: FairQueue = field(default_factory=lambda: FairQueue(_MAX_READ_FILES))
    drawing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_MAX_DRAWN_FILES))
    lookups: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_MAX_LOOKUPS))
    commands: dict[str, int] = field(default_factory=dict)
    counts: EventCounter = field(default_factory=EventCounter)
    settings_executor: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, "settings"))
    place: str = NO_PLACE

    def at(self, place: str) -> Services:
        """Return the services with the application as a place sees it."""
        return replace(self, application=self.application.at(place), place=place)


def services_of(interaction: discord.Interaction[Any]) -> Services:
    """Return the services of the bot that an interaction came to, at the interaction's place."""
    services = cast(Services, interaction.client.services)
    return services.at(find_place(interaction.guild_id, interaction.user.id))


def find_place(guild_id: int | None, user_id: int) -> str:
    """Return the place of a server, or that of a person's direct messages."""
    return user_place(user_id) if guild_id is None else guild_place(guild_id)


async def load_server_settings(services: Services, guild_id: int | None) -> ServerSettings:
    """Return a server's settings; the defaults for direct messages."""
    if guild_id is None:
        return ServerSettings()
    loop, settings = asyncio.get_running_loop(), services.stores.settings
    return await loop.run_in_executor(services.settings_executor, settings.get, guild_id)


async def load_settings(interaction: discord.Interaction[Any]) -> ServerSettings:
    """Return the settings of an interaction's server as of its arrival."""
    if _SETTINGS_KEY not in interaction.extras:
        found = await load_server_settings(services_of(interaction), interaction.guild_id)
        interaction.extras[_SETTINGS_KEY] = found
    return cast(ServerSettings, interaction.extras[_SETTINGS_KEY])


async def save_state(services: Services, kind: str, payload: Mapping[str, Any]) -> str:
    """Save what a button or menu needs; return its token."""
    save = services.stores.component_state.save
    return await asyncio.to_thread(save, kind, payload, services.now())
