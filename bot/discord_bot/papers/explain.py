"""The menu entry "Explain this paper": explain the paper of a message in plain language."""

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
from bot.discord_bot.delivery.respond import defer_if_slow, personal_translations, show
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.paper_refs import MentionedPapers, find_in_message, to_key
from bot.discord_bot.papers.paper import show_summary
from bot.discord_bot.permissions import ALL_CONTEXTS, ALL_INSTALLS
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.bylines import title
from bot.discord_bot.rendering.escape import plain_text
from bot.discord_bot.rendering.message import OutgoingMessage, button
from bot.discord_bot.services import Services, services_of
from retrieval.paper import Paper

_EXPLAIN = re.compile(rf"fn:x:(?P<key>.{{1,{custom_ids.MAX_KEY_CHARS}}})", re.DOTALL)
_STYLE = "plain"
_MAX_OFFERED = 5


def build_explain_menu() -> app_commands.ContextMenu:
    """Return the entry in the menu of a message."""
    return app_commands.ContextMenu(
        name=localized("cmd-explain", "Explain this paper"),
        callback=explain,
        allowed_contexts=ALL_CONTEXTS,
        allowed_installs=ALL_INSTALLS,
    )


async def explain(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Explain the paper that a message mentions; if it mentions several, ask which."""
    services, t = services_of(interaction), personal_translations(interaction)
    found = await defer_if_slow(interaction, partial(find_in_message, message, services))
    if not found.papers:
        raise _no_paper_error(t, found)
    if len(found.papers) > 1:
        shown = await asyncio.to_thread(_build_choice, services, t, found.papers)
        await show(interaction, shown, ephemeral=True)
        return
    await show_summary(interaction, found.papers[0].paper_id, _STYLE)


class ExplainButton(Control, template=_EXPLAIN):
    """Explains one of the papers that a message mentions."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show everyone the summary, as the menu entry does."""
        await show_summary(interaction, self.match["key"], _STYLE)


def _build_choice(services: Services, t: Translations, papers: Sequence[Paper]) -> OutgoingMessage:
    remembered, now = services.stores.component_state, services.now()
    offered = [paper.for_reading() for paper in papers[:_MAX_OFFERED]]
    buttons: list[ui.Button[Any]] = [
        button(f"{number}. {title(paper)}", f"fn:x:{to_key(paper.paper_id, remembered, now)}")
        for number, paper in enumerate(offered, 1)
    ]
    return render.paper_list(t, t("papers-explain-which"), offered, buttons=buttons)


def _no_paper_error(t: Translations, found: MentionedPapers) -> UserError:
    if found.unknown:
        unknown = ", ".join(plain_text(reference) for reference in found.unknown[:_MAX_OFFERED])
        return UserError(
            t("papers-explain-unknown", papers=unknown), t("papers-explain-unknown-todo")
        )
    return UserError(t("papers-explain-nothing"), t("papers-explain-nothing-todo"))
