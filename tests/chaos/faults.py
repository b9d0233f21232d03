"""Name what can go wrong around a bot, and how it is made to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from random import Random

from tests.chaos.environment import Stage
from tests.servers.model_server.replies import Answer, Reply, Silence, failure
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

Trouble = Callable[[Stage, Random], object]
"""Makes something go wrong; what it returns is awaited if it can be."""


def _model_answers(stage: Stage, script: Reply | Answer | Silence) -> None:
    stage.model.default = script


def _cut_the_model_off(stage: Stage, chance: Random) -> None:
    how = chance.choice(("drop", "end", "garbage", "error", "hang"))
    _model_answers(stage, Reply(after=chance.randint(0, 12), then=how))


def _cut_discord_off(stage: Stage, chance: Random) -> None:
    request, many = chance.choice(_REQUESTS), chance.randint(1, 3)
    stage.playground.faults.drop(request, many, after=chance.random() < 0.5)


def _fail_discord(stage: Stage, chance: Random) -> None:
    status = chance.choice((500, 502, 503))
    stage.playground.faults.fail(chance.choice(_REQUESTS), status, chance.randint(1, 8))


def _slow_discord_down(stage: Stage, chance: Random) -> None:
    stage.playground.faults.delay(chance.choice(_REQUESTS), chance.choice((0.3, 1.0)), 5)


def _invalidate_session(stage: Stage, chance: Random) -> None:
    stage.playground.faults.invalidate_next(resumable=chance.random() < 0.3)
    stage.playground.faults.disconnect()


async def _stop_chroma(stage: Stage, chance: Random) -> None:
    if not stage.chroma_stopped:
        stage.chroma_stopped = True
        await asyncio.to_thread(stage.chroma.stop)


def _fail_disk(stage: Stage, chance: Random) -> None:
    stage.control.failing = chance.choice((0.02, 0.1, 0.5))


async def _end_connections(stage: Stage, chance: Random) -> None:
    server, share = stage.postgresql, chance.choice((0.3, 1.0))
    if server is not None and server.up:
        await asyncio.to_thread(server.end_connections, share)


async def _stop_postgresql(stage: Stage, chance: Random) -> None:
    if stage.postgresql is not None:
        await asyncio.to_thread(stage.postgresql.stop)


async def _restart_postgresql(stage: Stage, chance: Random) -> None:
    if stage.postgresql is not None and stage.postgresql.up:
        await asyncio.to_thread(stage.postgresql.stop)
        await asyncio.to_thread(stage.postgresql.start)


_ANYWHERE: Mapping[str, Trouble] = {
    "Discord cuts the connection": _cut_discord_off,
    "Discord: 429": lambda stage, chance: stage.playground.faults.rate_limit(
        chance.choice(_REQUESTS), 0.3, chance.randint(1, 4)
    ),
    "Discord: 5xx": _fail_discord,
    "Discord is slow": _slow_discord_down,
    "gateway cut": lambda stage, chance: stage.playground.faults.disconnect(),
    "gateway closes": lambda stage, chance: stage.playground.faults.close_gateways(
        chance.choice((1000, 1001, 4000, 4007, 4008, 4009))
    ),
    "gateway asks to reconnect": lambda stage, chance: stage.playground.faults.reconnect(),
    "session invalid": _invalidate_session,
    "session forgotten": lambda stage, chance: stage.playground.faults.forget_sessions(),
    "model: 429": lambda stage, chance: _model_answers(
        stage, failure(429, headers={"retry-after": "0.2"})
    ),
    "model: 5xx": lambda stage, chance: _model_answers(stage, failure(chance.choice((500, 503)))),
    "model hangs": lambda stage, chance: _model_answers(stage, Silence()),
    "model is slow": lambda stage, chance: _model_answers(stage, Reply(pace=0.05)),
    "model's stream cut": _cut_the_model_off,
    "Chroma stopped": _stop_chroma,
    "SQL statements fail": _fail_disk,
    "sources fail": lambda stage, chance: stage.sources.fail(
        *(chance.choice(OF_ANY_ANSWER) for _ in range(chance.randint(1, 12)))
    ),
}
_OF_POSTGRESQL: Mapping[str, Trouble] = {
    "PostgreSQL ends connections": _end_connections,
    "PostgreSQL stopped": _stop_postgresql,
    "PostgreSQL stopped and started": _restart_postgresql,
}


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
