"""Make what is shown of a summary."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.answering.options import Unsupported
from bot.application import Application
from bot.discord_bot.guard_messages import build_notice
from bot.discord_bot.locales import Translations
from bot.discord_bot.paper_refs import to_key
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.escape import plain
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import services_of
from bot.discord_bot.waiting import in_turn
from bot.settings.server import ServerSettings


async def summarised(
    interaction: discord.Interaction[Any],
    t: Translations,
    settings: ServerSettings,
    reference: str,
    style: str,
    language: str = "",
) -> OutgoingMessage:
    """Summarise a paper; `language` is empty where nobody asked for one.

    The caller has checked the rate limit before anything was announced. Raises
    PaperNotFound, UnknownStyle.
    """
    services = services_of(interaction)
    application, remembered = services.application, services.stores.remembered
    how = writing(application, settings, language)
    async with (
        in_turn(interaction, t),
        services.guard.charge(interaction.guild_id, interaction.user.id) as account,
    ):
        summary = await application.summarize(
            reference,
            style=style,
            language=how.language,
            model=account.allowed_model(how.model),
            unsupported=how.unsupported,
        )
    notice = build_notice(summary, services, t, account, how.model)
    summary = replace(summary, notice=notice)
    if language and summary.mode == "extractive" and not summary.notice:
        notice = t("reading-not-translated", language=plain(language))
        summary = replace(summary, notice=notice)
    key = await asyncio.to_thread(
        to_key, summary.paper.paper_id, remembered, services.now(), language=language
    )
    return render.summary(t, summary, key=key)


@dataclass(frozen=True, slots=True)
class Writing:
    """The language, by its English name or as somebody typed it, and the model, None for ours.

    `unsupported` is what becomes of a sentence that the abstract does not bear, None as we have it.
    """

    language: str
    model: str | None
    unsupported: Unsupported | None = None


def writing(application: Application, settings: ServerSettings, language: str = "") -> Writing:
    """Return what was asked for, else what the server settled, else what the operator set."""
    wanted = language.strip() or settings.language or application.settings.language
    return Writing(wanted, settings.model or None, settings.options.unsupported)
