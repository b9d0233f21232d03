"""Test the gateway frame by frame: greeting, heartbeats, resuming, closing."""

from __future__ import annotations

import pytest

from discord_playground.server import Playground
from playground.tests.conftest import running
from playground.tests.lines import INTENTS, Line
from playground.tests.test_faults import until


async def test_ready_has_what_clients_need(playground: Playground, line: Line) -> None:
    """READY names the session and where to resume it; servers follow one by one."""
    ready = await line.identify()

    assert ready["d"]["session_id"]
    assert ready["d"]["resume_gateway_url"] == playground.gateway_url
    assert [guild["unavailable"] for guild in ready["d"]["guilds"]] == [True, True]
    first, second = await line.event("GUILD_CREATE"), await line.event("GUILD_CREATE")
    assert {first["name"], second["name"]} == {"Reading group", "Open science lab"}
    assert [channel["name"] for channel in first["channels"]] == ["papers", "general", "bots"]


@pytest.mark.parametrize("compress", ["zlib-stream", "zstd-stream"])
async def test_compression_is_one_stream(playground: Playground, compress: str) -> None:
    """Every frame is a part of one compressed stream, whole in itself."""
    async with Line.to(playground, compress=compress) as line:
        await line.identify()
        await line.send(1, None)
        frames = [await line.receive() for _ in range(3)]

    assert [frame.get("t") for frame in frames] == ["GUILD_CREATE", "GUILD_CREATE", None]
    assert frames[-1]["op"] == 11


async def test_acknowledgements_can_be_withheld(playground: Playground, line: Line) -> None:
    """The lever for it leaves heartbeats unanswered."""
    playground.faults.withhold_acks()
    await line.send(1, 7)
    await until(lambda: any(c.heard == 7 for c in playground.gateway.connections), "a heartbeat")
    playground.faults.withhold_acks(False)

    assert (await line.identify())["t"] == "READY"


async def test_silence_is_closed_and_may_be_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection without heartbeats is closed; its session lives on."""
    async with running(monkeypatch, heartbeat=5) as playground, Line.to(playground) as line:
        await line.identify()
        frames = await line.until_closed()
        playground.gateway.interval = 30
        async with Line.to(playground) as again:
            await again.resume(line.session_id, line.sequence)
            assert (await again.receive())["t"] == "RESUMED"

    assert frames[-1] == {"op": "close", "d": 4000}


@pytest.mark.parametrize(
    ("identify", "code"),
    [
        ({"token": "nobody"}, 4004),
        ({"intents": INTENTS | 1 << 15}, 4014),
        ({"intents": INTENTS | 1 << 1}, 4014),
        ({"intents": 1 << 40}, 4013),
        ({"shard": [2, 2]}, 4010),
        ({"shard": [-1, 2]}, 4010),
        ({"shard": ["a", "b"]}, 4010),
        ({"shard": 3}, 4010),
    ],
)
async def test_bad_identifies_are_closed(
    line: Line, identify: dict[str, object], code: int
) -> None:
    """What Discord does not accept ends the connection with its code."""
    assert await line.identify(**identify) == {"op": "close", "d": code}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ('{"op": 42, "d": null}', 4001),
        ("{", 4002),
        ('{"op": 3, "d": {}}', 4003),
        ('{"op": 1, "d": "' + "x" * 5000 + '"}', 4002),
    ],
)
async def test_bad_frames_are_closed(line: Line, frame: str, code: int) -> None:
    """What is no frame, or comes too early, ends the connection with its code."""
    await line.socket.send_str(frame)

    assert await line.receive() == {"op": "close", "d": code}


async def test_too_many_messages_are_closed(line: Line) -> None:
    """More than 120 messages in a minute end the connection."""
    for _ in range(121):
        await line.send(1, None)
    frames = await line.until_closed()

    assert {"op": "close", "d": 4008} in frames


async def test_a_resume_replays_what_was_missed(playground: Playground, line: Line) -> None:
    """Events of the time in between come first, then RESUMED; numbering goes on."""
    await line.identify()
    await line.events()
    playground.faults.disconnect()
    await line.until_closed()
    mara = await playground.person("mara")
    await mara.say(mara.channel("papers"), "while you were away")
    async with Line.to(playground) as again:
        await again.resume(line.session_id, line.sequence)
        missed, resumed = await again.receive(), await again.receive()

    assert (missed["t"], missed["s"]) == ("MESSAGE_CREATE", (line.sequence or 0) + 1)
    assert (resumed["t"], resumed["s"]) == ("RESUMED", missed["s"] + 1)


async def test_a_forgotten_session_is_invalid(playground: Playground, line: Line) -> None:
    """A resume of what is not known is refused for good."""
    await line.resume("unknown", 3)

    assert await line.receive() == {"op": 9, "d": False, "s": None, "t": None}


async def test_the_next_session_can_be_made_invalid(playground: Playground, line: Line) -> None:
    """The lever for it refuses one IDENTIFY, and says whether the session may be resumed."""
    playground.faults.invalidate_next(resumable=True)

    assert (await line.identify())["d"] is True
    assert (await line.identify())["t"] == "READY"


async def test_shards_share_the_servers(playground: Playground) -> None:
    """Each server's events come to one shard; direct messages come to the first."""
    mara = await playground.person("mara")
    playground.gateway.identify_every = 0
    async with Line.to(playground) as first, Line.to(playground) as second:
        ready = [await line.identify(shard=[n, 2]) for n, line in enumerate((first, second))]
        shares = [[guild["id"] for guild in one["d"]["guilds"]] for one in ready]
        await mara.say(mara.dm(), "for the first")

        for number, share in enumerate(shares):
            assert all((int(one) >> 22) % 2 == number for one in share)
        assert sum(map(len, shares)) == 2
        assert (await first.event("MESSAGE_CREATE"))["content"] == "for the first"
        assert "MESSAGE_CREATE" not in [frame.get("t") for frame in await second.events()]
