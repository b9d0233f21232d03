"""`/forget-me`: say what is stored about a person, and erase it once they confirm."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_bot.ask.session import find_answer_service
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.permissions import allow_anyone, everywhere, with_rule
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.message import button
from bot.discord_bot.services import Services, services_of
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from bot.storage.erasure import ErasedCounts

FORGET = re.compile(r"fn:f:(?P<answer>yes|no)")

_MAX_DELETE_SECONDS = 600.0  # less than the 15 minutes in which the reply can still be edited


class ForgetMeCommand(commands.Cog):
    """Offers anyone, anywhere, to erase what is stored about them."""

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
        """Say how much is stored, and ask whether to erase it."""
        await defer(interaction, ephemeral=True)
        t = personal_translations(interaction)
        people = self._services.stores.personal_data
        answers = len(await asyncio.to_thread(people.messages, interaction.user.id))
        shown = notices.notice(
            t,
            t("shelves-forget"),
            f"{t('shelves-forget-about')}\n{t('shelves-forget-answers', count=answers)}",
            buttons=[
                button(t("shelves-button-forget"), "fn:f:yes", style=discord.ButtonStyle.danger),
                button(t("shelves-button-keep"), "fn:f:no"),
            ],
        )
        await show(interaction, shown, ephemeral=True)


class ForgetMeButton(Control, template=FORGET, rule=allow_anyone):
    """Erases everything about the person, or nothing."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Erase what is stored at once, then delete the answers in Discord at its pace."""
        services, t = services_of(interaction), personal_translations(interaction)
        await acknowledge(interaction)
        if self.match["answer"] == "no":
            kept = notices.notice(t, t("shelves-forgot-nothing"), "")
            await component_message.replace(interaction, kept)
            return
        person = interaction.user.id
        erased = await asyncio.to_thread(
            services.stores.personal_data.forget, person, services.now()
        )
        find_answer_service(interaction).runs.cancel_subject(person)
        messages, stored = erased.messages, _describe_erased(t, erased)
        deleting = t("shelves-deleting", count=len(messages)) if messages else ""
        await _show_erased(interaction, t, stored, deleting)
        if messages:
            deleted = await delete_messages(interaction.client, messages)
            await _show_erased(interaction, t, stored, _describe_deleted(t, deleted, len(messages)))


async def _show_erased(
    interaction: discord.Interaction[Any], t: Translations, stored: str, deleted: str
) -> None:
    shown = notices.notice(t, t("shelves-forgotten"), f"{stored}\n{deleted}", kind="ok")
    await component_message.replace(interaction, shown)


async def delete_messages(client: discord.Client, messages: Sequence[tuple[int, int]]) -> int:
    """Delete messages of the bot as far as Discord lets it; return how many are gone."""
    deleted = 0
    try:
        async with asyncio.timeout(_MAX_DELETE_SECONDS):
            for channel_id, message_id in messages:
                channel = client.get_partial_messageable(channel_id)
                try:
                    await channel.get_partial_message(message_id).delete()
                except discord.NotFound:
                    pass  # gone already
                except (discord.HTTPException, discord.RateLimited, *CONNECTION_ERRORS):
                    continue
                deleted += 1
    except TimeoutError:
        pass  # rate limits did not let all of them go in time; the reply says so
    return deleted


def _describe_erased(t: Translations, erased: ErasedCounts) -> str:
    return t(
        "shelves-erased",
        turns=erased.turns,
        votes=erased.votes,
        shelved=erased.shelved,
        digests=erased.digests,
    )


def _describe_deleted(t: Translations, deleted: int, total: int) -> str:
    if deleted == total:
        return t("shelves-deleted", count=deleted)
    return t("shelves-deleted-some", count=deleted, left=total - deleted)
