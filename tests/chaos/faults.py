"""Name what can go wrong around a bot, and how it is made to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from types import MappingProxyType

from tests.chaos.environment import Stage
from tests.servers.model_server.replies import Reply, Silence, failure
from tests.servers.sources_server.faults import OF_ANY_ANSWER

_REQUESTS = (
    "POST /interactions/*/callback",
    "PATCH /webhooks/*",
    "POST /webhooks/*",
    "POST /channels/*/messages",
    "PATCH /channels/*/messages/*",
    "GET /channels/*",
    "POST /channels/*/threads",
)

Trouble = Callable[[Stage, Random], Awaitable[None]]


async def _discord_cut(stage: Stage, chance: Random) -> None:
    stage.playground.faults.drop(
        chance.choice(_REQUESTS), chance.randint(1, 3), after=chance.random() < 0.5
    )


async def _discord_busy(stage: Stage, chance: Random) -> None:
    stage.playground.faults.rate_limit(chance.choice(_REQUESTS), 0.3, chance.randint(1, 4))


async def _discord_fails(stage: Stage, chance: Random) -> None:
    status = chance.choice((500, 502, 503))
    stage.playground.faults.fail(chance.choice(_REQUESTS), status, chance.randint(1, 8))


async def _discord_slow(stage: Stage, chance: Random) -> None:
    stage.playground.faults.delay(chance.choice(_REQUESTS), chance.choice((0.3, 1.0)), 5)


async def _gateway_cut(stage: Stage, chance: Random) -> None:
    stage.playground.faults.disconnect()


async def _gateway_closes(stage: Stage, chance: Random) -> None:
    stage.playground.faults.close_gateways(chance.choice((1000, 1001, 4000, 4007, 4008, 4009)))


async def _gateway_reconnect(stage: Stage, chance: Random) -> None:
    stage.playground.faults.reconnect()


async def _session_invalid(stage: Stage, chance: Random) -> None:
    stage.playground.faults.invalidate_next(resumable=chance.random() < 0.3)
    stage.playground.faults.disconnect()


async def _session_forgotten(stage: Stage, chance: Random) -> None:
    stage.playground.faults.forget_sessions()


async def _model_busy(stage: Stage, chance: Random) -> None:
    stage.model.default = failure(429, headers={"retry-after": "0.2"})


async def _model_fails(stage: Stage, chance: Random) -> None:
    stage.model.default = failure(chance.choice((500, 503)))


async def _model_hangs(stage: Stage, chance: Random) -> None:
    stage.model.default = Silence()


async def _model_slow(stage: Stage, chance: Random) -> None:
    stage.model.default = Reply(pace=0.05)


async def _model_cut(stage: Stage, chance: Random) -> None:
    how = chance.choice(("drop", "end", "garbage", "error", "hang"))
    stage.model.default = Reply(after=chance.randint(0, 12), then=how)


async def _chroma_stops(stage: Stage, chance: Random) -> None:
    if not stage.chroma_stopped:
        stage.chroma_stopped = True
        await asyncio.to_thread(stage.chroma.stop)


async def _disk_fails(stage: Stage, chance: Random) -> None:
    stage.control.failing = chance.choice((0.02, 0.1, 0.5))


async def _sources_fail(stage: Stage, chance: Random) -> None:
    stage.sources.fail(*(chance.choice(OF_ANY_ANSWER) for _ in range(chance.randint(1, 12))))


async def _connections_end(stage: Stage, chance: Random) -> None:
    server, share = stage.postgresql, chance.choice((0.3, 1.0))
    if server is not None and server.up:
        await asyncio.to_thread(server.end_connections, share)


async def _postgresql_stops(stage: Stage, chance: Random) -> None:
    if stage.postgresql is not None:
        await asyncio.to_thread(stage.postgresql.stop)


async def _postgresql_restarts(stage: Stage, chance: Random) -> None:
    if stage.postgresql is not None and stage.postgresql.up:
        await asyncio.to_thread(stage.postgresql.stop)
        await asyncio.to_thread(stage.postgresql.start)


_ANYWHERE: Mapping[str, Trouble] = MappingProxyType(
    {
        "Discord cuts the connection": _discord_cut,
        "Discord: 429": _discord_busy,
        "Discord: 5xx": _discord_fails,
        "Discord is slow": _discord_slow,
        "gateway cut": _gateway_cut,
        "gateway closes": _gateway_closes,
        "gateway asks to reconnect": _gateway_reconnect,
        "session invalid": _session_invalid,
        "session forgotten": _session_forgotten,
        "model: 429": _model_busy,
        "model: 5xx": _model_fails,
        "model hangs": _model_hangs,
        "model is slow": _model_slow,
        "model's stream cut": _model_cut,
        "Chroma stopped": _chroma_stops,
        "SQL statements fail": _disk_fails,
        "sources fail": _sources_fail,
    }
)
_OF_POSTGRESQL: Mapping[str, Trouble] = MappingProxyType(
    {
        "PostgreSQL ends connections": _connections_end,
        "PostgreSQL stopped": _postgresql_stops,
        "PostgreSQL stopped and started": _postgresql_restarts,
    }
)


def troubles_of(stage: Stage) -> Mapping[str, Trouble]:
    """Return what can go wrong, by name."""
    return {**_ANYWHERE, **(_OF_POSTGRESQL if stage.postgresql else {})}


async def heal(stage: Stage) -> None:
    """End all troubles."""
    stage.playground.faults.clear()
    stage.playground.hub.next_invalid.clear()
    stage.model.default = Reply()
    await mend_database(stage)
    if stage.chroma_stopped:
        await asyncio.to_thread(stage.chroma.start)
        stage.chroma_stopped = False


async def mend_database(stage: Stage) -> None:
    """End the troubles of the database alone."""
    stage.control.failing = 0.0
    if stage.postgresql is not None and not stage.postgresql.up:
        await asyncio.to_thread(stage.postgresql.start)
