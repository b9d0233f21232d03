"""Test what every request goes through, and the routes that discord.py's tests leave out."""

from __future__ import annotations

import aiohttp
import pytest

from discord_playground.person import Rejected
from discord_playground.server import Playground
from playground.tests.lines import Line


async def test_an_unknown_route_is_loud(forgiving: Playground) -> None:
    """What is not built is answered 501 and counts as a violation."""
    async with Line.to(forgiving) as line:
        status, said, _ = await line.ask("GET", "/guilds/1/audit-logs")
        other, _, _ = await line.ask("DELETE", "/gateway")

    assert (status, other) == (501, 501)
    assert "GET /guilds/1/audit-logs" in said["message"]
    assert [one.split(":")[0] for one in forgiving.violations] == [
        "GET /guilds/1/audit-logs",
        "DELETE /gateway",
    ]


@pytest.mark.parametrize("token", ["", "Bot nonsense", "user-nobody", "Bot user-mara"])
async def test_a_bad_token_is_401(playground: Playground, line: Line, token: str) -> None:
    """Nobody's token, and a person's as a bot's, are unauthorized."""
    status, said, _ = await line.ask("GET", "/users/@me", Authorization=token)

    assert (status, said["code"]) == (401, 0)


async def test_a_limit_is_refused_honestly() -> None:
    """The sixth message in five seconds gets the time to wait."""
    async with Playground(now=lambda: 1_790_000_000.0) as still, Line.to(still) as line:
        path = f"/channels/{still.world.channel_named('papers')}/messages"
        answers = [await line.ask("POST", path, {"content": str(n)}) for n in range(6)]

    assert [status for status, _, _ in answers] == [200] * 5 + [429]
    _, said, headers = answers[-1]
    assert said["retry_after"] == 5
    assert said["global"] is False
    assert headers["Via"]
    assert float(headers["X-RateLimit-Reset-After"]) == pytest.approx(said["retry_after"], abs=0.01)


async def test_a_bad_body_is_a_violation(forgiving: Playground) -> None:
    """What Discord would refuse is refused with the field's path, and is remembered."""
    papers = forgiving.world.channel_named("papers")
    async with Line.to(forgiving) as line:
        path = f"/channels/{papers}/messages"
        status, said, _ = await line.ask("POST", path, {"content": "x" * 2001})
        broken, not_json, _ = await line.ask("POST", path, b"{")

    assert (status, said["code"]) == (400, 50035)
    assert "content" in said["errors"]
    assert (broken, not_json["code"]) == (400, 50109)
    assert len(forgiving.violations) >= 1


async def test_the_transcript_says_who_asked_what(playground: Playground, line: Line) -> None:
    """Requests are kept in order, with template, body and answer."""
    papers = playground.world.channel_named("papers")
    await line.ask("POST", f"/channels/{papers}/messages", {"content": "x"})
    exchange = playground.transcript[-1]

    assert exchange.route == "/channels/{channel_id}/messages"
    assert exchange.path == f"/channels/{papers}/messages"
    assert (exchange.user, exchange.status, exchange.body) == ("Bot", 200, {"content": "x"})
    assert exchange.answer["content"] == "x"


async def test_people_may_do_what_they_may(playground: Playground) -> None:
    """A member changes only what is the member's own; a manager more."""
    mara, jonas = await playground.person("mara"), await playground.person("jonas")
    papers = mara.channel("papers")
    message = await jonas.say(papers, "mine")
    with pytest.raises(Rejected) as edited:
        await mara.edit(message, "yours")
    other = await mara.say(papers, "hers")
    with pytest.raises(Rejected) as deleted:
        await jonas.delete(other)
    await mara.delete(message)
    with pytest.raises(Rejected) as gone:
        await jonas.edit(message, "mine still")

    assert [one.value.code for one in (edited, deleted, gone)] == [50005, 50013, 10008]


async def test_reactions(playground: Playground, line: Line) -> None:
    """They are counted, listed, taken back and cleared, with the permission for it."""
    mara, jonas = await playground.person("mara"), await playground.person("jonas")
    message = await mara.say(mara.channel("papers"), "like me")
    await mara.react(message, "👍")
    await jonas.react(message, "👍")
    (seen,) = await mara.history(message["channel_id"])
    path = f"/channels/{message['channel_id']}/messages/{message['id']}/reactions"
    _, users, _ = await line.ask("GET", f"{path}/%F0%9F%91%8D")
    await jonas.request("DELETE", f"{path}/%F0%9F%91%8D/@me")
    with pytest.raises(Rejected) as refused:
        await jonas.request("DELETE", f"{path}/%F0%9F%91%8D/{mara.id}")
    no_emoji = []
    for name in ("nothing", "ä", "👍👍", "wave:123"):
        with pytest.raises(Rejected) as unknown:
            await jonas.react(message, name)
        no_emoji.append(unknown.value.code)
    for known in ("❤️", "👩‍🔬", "🇩🇪", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"):
        await jonas.react(message, known)
    await mara.request("DELETE", path)
    (after,) = await mara.history(message["channel_id"])

    assert (seen["reactions"][0]["count"], seen["reactions"][0]["me"]) == (2, True)
    assert {user["username"] for user in users} == {"mara", "jonas"}
    assert (refused.value.code, no_emoji) == (50013, [10014] * 4)
    assert "reactions" not in (await line.ask("GET", path.removesuffix("/reactions")))[1]
    assert after["id"] == message["id"]


async def test_attachments_are_served_harmlessly(playground: Playground) -> None:
    """A page that somebody uploads does not run as one of ours."""
    mara = await playground.person("mara")
    message = await mara.say(mara.channel("papers"), "", files=[("x.html", b"<script>")])
    (attachment,) = message["attachments"]
    async with aiohttp.ClientSession() as http:
        response = await http.get(attachment["url"])
        missing = await http.get(attachment["url"] + "x")

    assert await mara.download(attachment) == b"<script>"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert missing.status == 404


async def test_a_failure_of_the_playground_is_loud(forgiving: Playground) -> None:
    """What we did wrong is a 500 and a violation, never a silent success."""
    mara = await forgiving.person("mara")
    with pytest.raises(Rejected) as failed:
        await mara.request(
            "POST",
            "/interactions",
            {"application_id": forgiving.application_id, "channel_id": mara.channel("papers")},
        )

    assert failed.value.status == 500
    assert "KeyError('type')" in forgiving.violations[0]
