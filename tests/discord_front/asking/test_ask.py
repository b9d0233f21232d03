"""Ask by command, in a local Discord."""

from __future__ import annotations

from playground.reading import buttons_of, text_of
from tests.discord_front.conftest import House


async def test_a_question_is_answered_with_footnotes(house: House) -> None:
    """`/ask` shows the answer, its mark and its buttons, and keeps the turn."""

    mara = await house.playground.person("mara")
    done = await mara.run(mara.channel("papers"), "ask", question="How well does LaSO do?")
    message = await done.message_when(lambda m: "65.3" in text_of(m))

    assert "How well does LaSO do?" in text_of(message)
    labels = [button["label"] for button in buttons_of(message)]
    assert labels[:3] == ["Evidence", "Sources", "BibTeX"]
    (turn,) = house.memory.turns.values()
    assert turn.answer_message_ids == (int(message["id"]),)
