"""Whatever people write to the bot: it answers, within what Discord takes, and calls on nobody."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from discord_playground.message_contents import text_of
from discord_playground.person import Person, Rejected
from tests.discord_bot.conftest import DiscordEnv
from tests.discord_bot.rendering.hostile import texts
from tests.fuzzing import fuzzed, whole_texts

LONGEST = 2_000


@fuzzed
@given(text=texts | whole_texts, how=st.sampled_from(["mention", "direct", "command", "search"]))
async def test_any_message(discord_env: DiscordEnv, text: str, how: str) -> None:
    """By mention, directly, or as an option of a command; nothing is left without a word."""
    text = text.encode("utf-8", "ignore").decode()
    mara = await discord_env.playground.person("mara")
    channel = mara.dm() if how == "direct" else mara.channel("papers")
    before = set(mara.seen.messages)
    violations = discord_env.playground.violations
    known = len(violations)
    taken = True
    try:
        if how in ("command", "search"):
            command, option = ("ask", "question") if how == "command" else ("search", "query")
            done = await mara.run(channel, command, **{option: text[:400]})
            await done.wait_for_response()
        else:
            mention = f"<@{discord_env.playground.application_id}> " if how == "mention" else ""
            sent = await mara.say(channel, f"{mention}{text}"[:LONGEST])
            before.add(sent["id"])
    except Rejected as rejected:  # Discord does not take it: it is empty, or too long
        taken = rejected.status != 400
    if not taken:
        del violations[known:]  # it was the person who asked for what cannot be
        return
    answer = await _answered(mara, before)

    assert not answer["mention_everyone"]
    assert not [u for u in answer["mentions"] if u["id"] != mara.id]
    assert answer["mention_roles"] == []
    assert "](https://evil" not in text_of(answer)
    assert "incident-" not in json.dumps(answer)


async def _answered(mara: Person, before: set[str]) -> dict[str, Any]:
    """Wait for the bot's whole answer."""

    def found() -> Any:
        new = [
            m for i, m in mara.seen.messages.items() if i not in before and m["author"].get("bot")
        ]
        return next((m for m in reversed(new) if not m["flags"] & 128 and m["components"]), None)

    answer: dict[str, Any] = await mara.wait_until(found, 20, what="an answer")
    return answer
