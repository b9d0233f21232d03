"""`/forget-me`: say what is kept about a person, and erase it once that is confirmed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_bot.ask.session import answering_of
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.locales import Translations
from bot.discord_bot.locales.translator import localized
from bot.discord_bot.permissions import allow_anyone, everywhere, with_rule
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.message import button
from bot.discord_bot.services import Services, services_of

if TYPE_CHECKING:
    from bot.storage.erasure import ErasedCounts

FORGET = re.compile(r"fn:f:(?P<answer>yes|no)")

_PATIENCE = 600.0  # seconds: below the 15 minutes in which the outcome can still be told


class ForgetMe(commands.Cog):
    """Erases what is kept about a person; wherever the bot answers or not, and whomever."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(
        name=localized("cmd-forget-me", "forget-me"),
        description=localized(
            "cmd-forget-me-about", "See what Footnote stores about you, and erase it"
        ),
        extras=with_rule(allow_anyone),
    )
    @everywhere
    async def forget_me(self, interaction: discord.Interaction) -> None:
        """Say what is kept, and ask."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        people = self._services.stores.people
        answers = len(await asyncio.to_thread(people.messages, interaction.user.id))
        shown = notices.notice(
            t,
            t("keeping-forget"),
            f"{t('keeping-forget-about')}\n{t('keeping-forget-answers', count=answers)}",
            buttons=[
                button(t("keeping-button-forget"), "fn:f:yes", style=discord.ButtonStyle.danger),
                button(t("keeping-button-keep"), "fn:f:no"),
            ],
        )
        await show(interaction, shown, ephemeral=True)


class Confirm(Control, template=FORGET, rule=allow_anyone):
    """Erases, or leaves all as it is."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Erase what is stored at once, then the answers in Discord as fast as it lets us."""
        services, t = services_of(interaction), personal_translations(interaction)
        await acknowledge(interaction)
        if self.match["answer"] == "no":
            kept = notices.notice(t, t("keeping-forgot-nothing"), "")
            await component_message.replace(interaction, kept)
            return
        person = interaction.user.id
        erased = await asyncio.to_thread(services.stores.people.forget, person, services.now())
        answering_of(interaction).running.erased(person)
        messages = erased.messages
        deleting = t("keeping-deleting", count=len(messages)) if messages else ""
        stored = _stored(t, erased)
        shown = notices.notice(t, t("keeping-forgotten"), f"{stored}\n{deleting}", kind="ok")
        await component_message.replace(interaction, shown)
        if messages:
            gone = await delete(interaction.client, messages)
            told = _deleted(t, gone, len(messages))
            shown = notices.notice(t, t("keeping-forgotten"), f"{stored}\n{told}", kind="ok")
            await component_message.replace(interaction, shown)


async def delete(client: discord.Client, messages: Sequence[tuple[int, int]]) -> int:
    """Delete messages of the bot where it can; return how many are gone."""
    gone = 0
    try:
        async with asyncio.timeout(_PATIENCE):
            for channel_id, message_id in messages:
                channel = client.get_partial_messageable(channel_id)
                try:
                    await channel.get_partial_message(message_id).delete()
                except discord.NotFound:
                    pass  # gone already
                except (discord.HTTPException, discord.RateLimited, *CONNECTION_ERRORS):
                    continue
                gone += 1
    except TimeoutError:
        pass  # so many that Discord's limits let no more go in time; the person is told
    return gone


def _stored(t: Translations, erased: ErasedCounts) -> str:
    return t("keeping-erased", turns=erased.turns, votes=erased.votes, shelved=erased.shelved)


def _deleted(t: Translations, gone: int, total: int) -> str:
    if gone == total:
        return t("keeping-deleted", count=gone)
    return t("keeping-deleted-some", count=gone, left=total - gone)
