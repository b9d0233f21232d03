"""The real discord.py in the playground; `clients/` and Footnote's own tests do more in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import discord
import pytest
from discord import ui
from discord.ext import commands

from discord_playground.message_contents import buttons_of
from discord_playground.server import Playground
from playground.tests.conftest import logged_in
from playground.tests.description_file import departures

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000100000002008020000009a")


class Card(ui.LayoutView):
    """A picture, a text, a button that answers, a menu that edits."""

    def __init__(self, text: str = "A card") -> None:
        super().__init__(timeout=None)
        row: ui.ActionRow[Any] = ui.ActionRow()
        button: ui.Button[Any] = ui.Button(label="Evidence", custom_id="evidence")
        button.callback = self.evidence  # type: ignore[method-assign]
        row.add_item(button)
        menu: ui.Select[Any] = ui.Select(
            custom_id="menu",
            placeholder="Pick",
            max_values=2,
            options=[discord.SelectOption(label=one.upper(), value=one) for one in "abc"],
        )
        menu.callback = self.choose  # type: ignore[method-assign]
        self.add_item(
            ui.Container(
                ui.TextDisplay(text),
                ui.MediaGallery(discord.MediaGalleryItem("attachment://p.png", description="A")),
                row,
                ui.ActionRow(menu),
                accent_colour=0x3B82F6,
            )
        )

    async def evidence(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("the evidence", ephemeral=True)

    async def choose(self, interaction: discord.Interaction) -> None:
        values = ", ".join((interaction.data or {})["values"])  # type: ignore[typeddict-item]
        view: ui.LayoutView = ui.LayoutView()
        view.add_item(ui.TextDisplay(f"chosen: {values}"))
        await interaction.response.edit_message(view=view, attachments=[])


def picture() -> discord.File:
    """Return a picture of 16 by 32."""
    return discord.File(io.BytesIO(PNG), "p.png")


@pytest.fixture
def scripted(new_bot: Callable[..., commands.Bot]) -> commands.Bot:
    """Return a bot with a command, yet to be started."""
    bot = new_bot()

    @bot.tree.command(description="Ask")
    async def ask(interaction: discord.Interaction, question: str) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"thinking of {question}")
        await interaction.edit_original_response(content=None, view=Card(), attachments=[picture()])
        await interaction.followup.send("and more", ephemeral=True)

    return bot


async def test_threads_replies_and_edits(playground: Playground, bot: commands.Bot) -> None:
    """A reply refers to its message, a thread hangs on it, edits and deletions are heard."""
    mara = await playground.person("mara")
    question = await mara.say(mara.channel("papers"), f"<@{playground.application_id}> why?")
    channel = bot.get_channel(int(question["channel_id"]))
    assert isinstance(channel, discord.TextChannel)
    message = await channel.fetch_message(int(question["id"]))
    reply = await message.reply("because", mention_author=False)
    thread = await reply.create_thread(name="More on this")
    await thread.send("in the thread")
    await reply.edit(content="because of that")
    inside = await mara.wait_for(lambda one: one["content"] == "in the thread")
    shown = await mara.wait_for(lambda one: one["content"] == "because of that")
    await message.channel.typing()
    history = [one.content async for one in thread.history()]
    await reply.delete()
    await mara.wait_until(lambda: shown["id"] not in mara.seen.messages)

    assert inside["channel_id"] == str(thread.id) == shown["id"]
    assert mara.channel("More on this") == str(thread.id)
    assert shown["message_reference"]["message_id"] == question["id"]
    assert shown["referenced_message"]["content"] == question["content"]
    assert shown["flags"] & 1 << 5
    assert shown["thread"]["name"] == "More on this"
    assert history == ["in the thread", ""]
    assert playground.world.state.messages[question["id"]].pinged_users == {
        playground.application_id
    }


async def test_a_privileged_intent_is_refused(
    playground: Playground, new_bot: Callable[..., commands.Bot]
) -> None:
    """Asking for message content that was not switched on ends the program, as at Discord."""
    intents = discord.Intents.default()
    intents.message_content = True
    bot = new_bot(intents=intents)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(playground.bot_token)
    await bot.close()


async def test_answers_are_as_described(playground: Playground, scripted: commands.Bot) -> None:
    """Everything that the playground answers conforms to Discord's own description."""
    async with logged_in(scripted, playground):
        await scripted.tree.sync()
        mara = await playground.person("mara")
        done = await mara.run(mara.channel("papers"), "ask", question="why")
        card = await done.message_when(buttons_of)
        await (await mara.press(card, "Evidence")).wait_for_response()
        await (await mara.choose(card, "Pick", "A")).wait_for_response()
        message = await mara.say(mara.channel("papers"), "post", reply_to=card)
        await mara.react(message, "👍")
        thread = await mara.open_thread(message, "talk")
        channel = await scripted.fetch_channel(int(thread["id"]))
        assert isinstance(channel, discord.Thread)
        await channel.send("hi", embed=discord.Embed(title="e", description="d"))
        await mara.request("PATCH", f"/channels/{channel.id}", {"archived": True})
        assert isinstance(channel.parent, discord.TextChannel)
        assert [one.name async for one in channel.parent.archived_threads()] == ["talk"]
        await scripted.tree.fetch_commands()
        await scripted.application_info()
        guild = await scripted.fetch_guild(int(thread["guild_id"]))
        await guild.fetch_channels()
        await guild.fetch_member(int(mara.id))
        await guild.fetch_roles()
        await scripted.fetch_user(int(mara.id))
        await mara.history(mara.channel("papers"))
        await guild.active_threads()

    assert departures(playground.transcript) == []
