"""See what is kept about one, and have it erased."""

from __future__ import annotations

from playground.person import Person
from playground.reading import buttons_of, text_of
from tests.console.samples import LASO
from tests.discord_front.conftest import House, eventually
from tests.discord_front.following import Message, answered, changed, ids_of, is_ephemeral, press


async def _ask(person: Person, channel: str = "papers") -> Message:
    done = await person.run(person.channel(channel), "ask", question="How well does LaSO do?")
    return await done.message_when(lambda m: buttons_of(m))


async def _forget(person: Person, channel: str = "") -> Message:
    return await answered(await person.run(channel or person.channel("papers"), "forget-me"))


async def test_it_is_said_what_is_kept_before_anything_is_erased(house: House) -> None:
    """To the person alone, with how many messages it is."""
    mara = await house.playground.person("mara")
    await _ask(mara)
    asked = await _forget(mara)

    assert is_ephemeral(asked)
    assert "Your questions" in text_of(asked)
    assert "my answer to you" in text_of(asked)
    assert len(house.memory.turns) == 1


async def test_all_of_it_is_erased_and_the_answers_deleted(house: House) -> None:
    """Of the person, and of nobody else; after a restart too."""
    mara, jonas = await house.playground.person("mara"), await house.playground.person("jonas")
    await _ask(mara)
    await _ask(mara, "general")
    theirs = await _ask(jonas)
    channel = mara.channel("papers")
    await answered(await mara.run(channel, "shelf add", paper=LASO.paper_id))
    await answered(await mara.run(channel, "shelf add", paper=LASO.paper_id, whose="server"))
    asked = await _forget(mara)
    await house.restart()
    await press(mara, asked, "fn:f:yes")
    done = await changed(mara, asked, lambda m: "to you are deleted" in text_of(m))

    assert "2 questions with their answers" in text_of(done)
    assert "1 paper on your shelf" in text_of(done)
    assert not ids_of(done)
    assert [turn.user_id for turn in house.memory.turns.values()] == [int(jonas.id)]
    left = [m for m in jonas.messages(channel) if buttons_of(m)]
    assert [m["id"] for m in left if "fn:a:" in " ".join(ids_of(m))] == [theirs["id"]]
    (on_the_servers,) = [
        s for o, shelf in house.memory.shelves.items() if o.kind == "guild" for s in shelf
    ]
    assert on_the_servers.added_by != int(mara.id)


async def test_one_may_leave_it_all(house: House) -> None:
    """Nothing is erased then."""
    mara = await house.playground.person("mara")
    await _ask(mara)
    asked = await _forget(mara)
    await press(mara, asked, "fn:f:no")
    await changed(mara, asked, lambda m: "Nothing was erased" in text_of(m))

    assert len(house.memory.turns) == 1


async def test_what_cannot_be_deleted_is_said(house: House) -> None:
    """What is stored is erased all the same."""
    jonas = await house.playground.person("jonas")
    await _ask(jonas)
    asked = await _forget(jonas)
    house.playground.faults.fail("DELETE /channels/{channel_id}/messages/{message_id}", 403, 5)
    await press(jonas, asked, "fn:f:yes")
    told = await changed(jonas, asked, lambda m: "ließ Discord mich nicht" in text_of(m))

    assert "1 Frage" in text_of(told)
    assert not house.memory.turns


async def test_answers_that_are_gone_count_as_deleted(house: House) -> None:
    """Somebody was quicker."""
    mara = await house.playground.person("mara")
    answer = await _ask(mara)
    asked = await _forget(mara)
    house.playground.faults.fail("DELETE /channels/{channel_id}/messages/{message_id}", 404, 1)
    await press(mara, asked, "fn:f:yes")
    await changed(mara, asked, lambda m: "to you is deleted" in text_of(m))

    assert answer["id"]


async def test_who_has_nothing_kept_is_told_so(house: House) -> None:
    """And may go on all the same, in direct messages too."""
    jonas = await house.playground.person("jonas")
    asked = await _forget(jonas, jonas.dm())
    await press(jonas, asked, "fn:f:yes")
    done = await changed(jonas, asked, lambda m: "Gelöscht" in text_of(m))

    assert "0 Fragen" in text_of(done)


async def test_forgetting_works_where_the_bot_is_silent(house: House) -> None:
    """No setting of a server stands between a person and their data."""
    from bot.community.server_settings import ServerSettings

    mara = await house.playground.person("mara")
    guild = int(house.playground.world.guild_named("Reading group").id)
    house.memory.settings[guild] = ServerSettings(channels=(int(mara.channel("bots")),))
    asked = await _forget(mara)
    await press(mara, asked, "fn:f:yes")

    await changed(mara, asked, lambda m: "Erased" in text_of(m))


async def test_a_store_that_fails_is_said(house: House) -> None:
    """And nothing is claimed to be erased."""
    mara = await house.playground.person("mara")
    asked = await _forget(mara)
    house.memory.failing = True
    done = await press(mara, asked, "fn:f:yes")
    told = await eventually(lambda: done.messages)

    assert "cannot be reached" in text_of(told[0])
