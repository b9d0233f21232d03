"""Run a local Discord with many people in it, and report what the bot did.

The first line that it prints is JSON that says how to reach it; each line of input is a command
(`ready`, `open`, `report`, `clear`), answered with one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from discord_playground.program import until_ready
from discord_playground.server import Playground
from discord_playground.transcript import Exchange

_TURN = re.compile(r"fn:a:[a-z]+:(\w+)")
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_MESSAGES = ("/webhooks/{webhook_id}/{webhook_token}",)
_BOT = "Footnote"
_PEOPLE = 50


async def main() -> None:
    """Serve until the input ends."""
    async with Playground(bot_name=_BOT, strict=True) as playground:
        group = playground.world.guild_named("Reading group")
        people = [playground.world.add_person(f"reader{n}", group) for n in range(_PEOPLE)]
        _print(
            {
                "api": playground.api,
                "token": playground.bot_token,
                "application_id": playground.application_id,
                "guild_id": group.id,
                "channel_id": playground.world.channel_named("papers", group),
                "people": [person.token for person in people],
            }
        )
        answered = Answered(playground)
        while command := (await asyncio.to_thread(sys.stdin.readline)).strip():
            match command:
                case "ready":
                    await until_ready(playground)
                    _print({})
                case "open":
                    _print({"open": answered.missing()})
                case "report":
                    _print(_report(playground))
                case "clear":
                    playground.transcript.clear()
                    playground.world.interactions.by_token.clear()
                    answered = Answered(playground)
                    _print({})


class Answered:
    """Knows which interactions have been answered, and looks at each request once."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self._tokens: set[str] = set()
        self._seen = 0

    def missing(self) -> int:
        """Return how many interactions have no whole answer yet."""
        new = self._playground.transcript[self._seen :]
        self._seen += len(new)
        self._tokens |= {t for t, e in _by_token(new) if e.status < 300 and _turns(e)}
        return len(self._playground.world.interactions.by_token.keys() - self._tokens)


def _report(playground: Playground) -> dict[str, Any]:
    """Return what became of each interaction, and what else was asked of Discord.

    Times are in seconds since 1970. A message is what was sent or edited by an interaction's
    token: when, the status, the turns that its buttons name, and how long the server took.
    """
    asked: dict[str, dict[str, Any]] = {
        token: {"created": i.created, "failed": i.failed, "deferred": [], "messages": []}
        for token, i in playground.world.interactions.by_token.items()
    }
    for exchange in playground.transcript:
        if exchange.route == _CALLBACK:
            token = exchange.path.split("/")[3]
            asked[token]["deferred"].append([exchange.at, exchange.status])
    for token, exchange in _by_token(playground.transcript):
        message = [exchange.at, exchange.status, _turns(exchange), exchange.took]
        asked[token]["messages"].append(message)
    own = [e for e in playground.transcript if e.user == _BOT]
    return {
        "interactions": list(asked.values()),
        "requests": len(own),
        "limited": Counter(f"{e.method} {e.route}" for e in own if e.status == 429),
        "refused": Counter(
            f"{e.method} {e.route} {e.status}" for e in own if e.status >= 400 and e.status != 429
        ),
        "elsewhere": Counter(
            f"{e.method} {e.route}" for e in own if e.route == "/channels/{channel_id}/messages"
        ),
        "took": [e.took for e in own],
        "violations": playground.violations[:20],
    }


def _by_token(transcript: Sequence[Exchange]) -> Iterator[tuple[str, Exchange]]:
    """Yield what was sent or changed by the token of an interaction."""
    for exchange in transcript:
        if exchange.route.startswith(_MESSAGES) and exchange.method in {"POST", "PATCH"}:
            yield exchange.path.split("/")[3], exchange


def _turns(exchange: Exchange) -> list[str]:
    return sorted(set(_TURN.findall(json.dumps(exchange.body))))


def _print(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
