"""The menu entry "Explain this paper": what the paper of a message says, in plain language."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from functools import partial
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery.respond import (
    defer,
    defer_if_slow,
    personal_translations,
    show,
    translations_for,
)
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales import Translations
from bot.discord_bot.locales.translator import localized
from bot.discord_bot.paper_refs import MentionedPapers, find_in_message, to_key, to_paper_id
from bot.discord_bot.papers.summaries import summarised
from bot.discord_bot.permissions import ALL_CONTEXTS, ALL_INSTALLS
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.bylines import title
from bot.discord_bot.rendering.escape import plain
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.services import Services, services_of, settings_at
from retrieval.paper import Paper

EXPLAIN = re.compile(rf"fn:x:(?P<key>.{{1,{custom_ids.MAX_KEY_CHARS}}})", re.DOTALL)

_STYLE = "plain"
_OFFERED = 5


def explain_menu() -> app_commands.ContextMenu:
    """Return the entry in the menu of a message."""
    return app_commands.ContextMenu(
        name=localized("cmd-explain", "Explain this paper"),
        callback=explain,
        allowed_contexts=ALL_CONTEXTS,
        allowed_installs=ALL_INSTALLS,
    )


async def explain(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Explain the paper that the message names; where it names several, ask which."""
    services = services_of(interaction)
    named = await defer_if_slow(interaction, partial(find_in_message, message, services))
    settings, t = await settings_at(interaction), personal_translations(interaction)
    if not named.papers:
        raise _nothing(t, named)
    if len(named.papers) > 1:
        shown = await asyncio.to_thread(_which, services, t, named.papers)
        await show(interaction, shown, ephemeral=True)
        return
    await check_rate_limit(services, t, interaction)
    await defer(interaction)
    t = await translations_for(interaction, ephemeral=False)
    paper_id = named.papers[0].paper_id
    await show(interaction, await summarised(interaction, t, settings, paper_id, _STYLE))


class ExplainOne(Control, template=EXPLAIN):
    """Explains one of the papers that a message names."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the summary to all, as the menu does."""
        services = services_of(interaction)
        await check_rate_limit(services, personal_translations(interaction), interaction)
        await defer(interaction)
        settings = await settings_at(interaction)
        remembered = services.stores.remembered
        paper_id = await asyncio.to_thread(to_paper_id, self.match["key"], remembered)
        t = await translations_for(interaction, ephemeral=False)
        await show(interaction, await summarised(interaction, t, settings, paper_id, _STYLE))


def _which(services: Services, t: Translations, papers: Sequence[Paper]) -> OutgoingMessage:
    remembered, now = services.stores.remembered, services.now()
    offered = [paper.for_reading() for paper in papers[:_OFFERED]]
    buttons: list[ui.Button[Any]] = [
        button(f"{number}. {title(paper)}", f"fn:x:{to_key(paper.paper_id, remembered, now)}")
        for number, paper in enumerate(offered, 1)
    ]
    return render.listed(t, t("reading-explain-which"), offered, buttons=buttons)


def _nothing(t: Translations, named: MentionedPapers) -> UserError:
    if named.unknown:
        unknown = ", ".join(plain(reference) for reference in named.unknown[:_OFFERED])
        return UserError(
            t("reading-explain-unknown", papers=unknown), t("reading-explain-unknown-todo")
        )
    return UserError(t("reading-explain-nothing"), t("reading-explain-nothing-todo"))
