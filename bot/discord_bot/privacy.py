"""`/forget-me`: say what is stored about a person, and erase it once they confirm."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_bot.commands import command
from bot.discord_bot.controls import control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.respond import acknowledge, defer, personal_translations, show
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.permissions import allow_anyone
from bot.discord_bot.rendering.message import button, join_lines
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import services_of
from retrieval.provenance import user_place
from retrieval.text import patterns as re

_MAX_DELETE_SECONDS = 600.0  # less than the 15 minutes in which the reply can still be edited


@command("forget-me", rule=allow_anyone)
async def forget_me(interaction: discord.Interaction) -> None:
    """Say to anyone, anywhere, how much is stored about them, and ask whether to erase it."""
    await defer(interaction, ephemeral=True)
    services, t = services_of(interaction), personal_translations(interaction)
    person, texts = interaction.user.id, services.application.catalog.full_texts
    answers = len(await asyncio.to_thread(services.stores.personal_data.messages, person))
    uploads = await asyncio.to_thread(texts.count_uploads, user_place(person))
    about = join_lines(
        t("shelves-forget-about"),
        t("shelves-forget-uploads", count=uploads) if uploads else "",
        t("shelves-forget-answers", count=answers),
    )
    danger = discord.ButtonStyle.danger
    buttons = [
        button(t("shelves-button-forget"), "fn:f:yes", style=danger),
        button(t("shelves-button-keep"), "fn:f:no"),
    ]
    shown = notice(t("shelves-forget"), about, buttons=buttons)
    await show(interaction, shown, ephemeral=True)


@control(re.compile(r"fn:f:(?P<answer>yes|no)"), allow_anyone)
async def forget_me_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Erase what is stored about the person at once, then their answers at Discord's pace."""
    services, t = services_of(interaction), personal_translations(interaction)
    await acknowledge(interaction)
    if match["answer"] == "no":
        await component_message.replace(interaction, notice(t("shelves-forgot-nothing")))
        return
    person = interaction.user.id
    erased = await asyncio.to_thread(services.stores.personal_data.forget, person, services.now())
    interaction.client.answering.runs.cancel_subject(person)
    uploads = await services.application.writer.forget_uploader(user_place(person))
    stored = t(
        "shelves-erased",
        turns=erased.turns,
        votes=erased.votes,
        shelved=erased.shelved,
        digests=erased.digests,
    )
    if uploads:
        stored = f"{stored}\n{t('shelves-erased-uploads', count=uploads)}"
    total = len(erased.messages)
    deleting = t("shelves-deleting", count=total) if total else ""
    await _show_erased(interaction, t, stored, deleting)
    if total:
        done = await delete_messages(interaction.client, erased.messages)
        some = t("shelves-deleted-some", count=done, left=total - done)
        whole = t("shelves-deleted", count=done)
        await _show_erased(interaction, t, stored, whole if done == total else some)


async def _show_erased(
    interaction: discord.Interaction[Any], t: Translations, stored: str, deleted: str
) -> None:
    shown = notice(t("shelves-forgotten"), f"{stored}\n{deleted}", kind="ok")
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
