"""A bot that tries what Discord refuses, and notes the codes it is refused with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.ext import commands

_NOBODY = discord.Object(5)
Probe = Callable[[discord.Interaction, discord.TextChannel], Awaitable[object]]


async def _too_long(_: discord.Interaction, channel: discord.TextChannel) -> None:
    await channel.send("x" * 2001)


async def _empty(_: discord.Interaction, channel: discord.TextChannel) -> None:
    await channel.send("")


async def _embeds_too_large(_: discord.Interaction, channel: discord.TextChannel) -> None:
    await channel.send(embeds=[discord.Embed(description="x" * 3001)] * 2)


async def _custom_id_twice(_: discord.Interaction, channel: discord.TextChannel) -> None:
    view = discord.ui.View()
    for _unused in range(2):
        view.add_item(discord.ui.Button(label="x", custom_id="x"))
    await channel.send("x", view=view)


async def _text_too_long(_: discord.Interaction, channel: discord.TextChannel) -> None:
    view = discord.ui.LayoutView()
    for _unused in range(2):
        view.add_item(discord.ui.TextDisplay("x" * 2001))
    await channel.send(view=view)


async def _content_beside_layout(_: discord.Interaction, channel: discord.TextChannel) -> None:
    message = await channel.send("x")
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay("y"))
    await message.edit(view=view)


async def _unknown_message(_: discord.Interaction, channel: discord.TextChannel) -> None:
    await channel.fetch_message(5)


async def _deleted_twice(_: discord.Interaction, channel: discord.TextChannel) -> None:
    message = await channel.send("x")
    await message.delete()
    await message.delete()


async def _edited_after_deletion(_: discord.Interaction, channel: discord.TextChannel) -> None:
    message = await channel.send("x")
    await message.delete()
    await message.edit(content="y")


async def _answer_to_nothing(_: discord.Interaction, channel: discord.TextChannel) -> None:
    await channel.send("x", reference=channel.get_partial_message(5))


async def _answered_twice(interaction: discord.Interaction, _: discord.TextChannel) -> None:
    interaction.response._response_type = None  # type: ignore[attr-defined]  # forget the first
    await interaction.response.send_message("again")


async def _followup_unknown(interaction: discord.Interaction, _: discord.TextChannel) -> None:
    await interaction.followup.edit_message(5, content="x")


async def _original_gone(interaction: discord.Interaction, _: discord.TextChannel) -> None:
    await interaction.delete_original_response()
    await interaction.edit_original_response(content="x")


async def _other_token(interaction: discord.Interaction, _: discord.TextChannel) -> None:
    interaction.followup.token = "another"
    await interaction.followup.send("x")


async def _thread_twice(_: discord.Interaction, channel: discord.TextChannel) -> None:
    message = await channel.send("x")
    await message.create_thread(name="one")
    await message.create_thread(name="two")


async def _thread_name_too_long(_: discord.Interaction, channel: discord.TextChannel) -> None:
    message = await channel.send("x")
    await message.create_thread(name="x" * 101)


async def _unknown_channel(interaction: discord.Interaction, _: discord.TextChannel) -> None:
    await interaction.client.fetch_channel(5)


async def _unknown_user(interaction: discord.Interaction, _: discord.TextChannel) -> None:
    await interaction.client.fetch_user(5)


PROBES: dict[str, Probe] = {
    probe.__name__.strip("_"): probe
    for probe in (
        _too_long,
        _empty,
        _embeds_too_large,
        _custom_id_twice,
        _text_too_long,
        _content_beside_layout,
        _unknown_message,
        _deleted_twice,
        _edited_after_deletion,
        _answer_to_nothing,
        _answered_twice,
        _followup_unknown,
        _original_gone,
        _other_token,
        _thread_twice,
        _thread_name_too_long,
        _unknown_channel,
        _unknown_user,
    )
}


class Probing(commands.Cog):
    """One command that runs a probe by its name and says how it was refused."""

    @app_commands.command()
    async def probe(self, interaction: discord.Interaction, name: str) -> None:
        """Try what is refused."""
        await interaction.response.send_message("Trying")
        channel = interaction.channel
        assert isinstance(channel, discord.TextChannel)
        try:
            await PROBES[name](interaction, channel)
        except discord.HTTPException as error:
            await channel.send(f"{name}: {error.status} {error.code}")
        else:
            await channel.send(f"{name}: taken")

    def __init__(self, bot: commands.Bot) -> None:
        self.bot = bot
