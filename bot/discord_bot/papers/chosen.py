"""What can be done with papers chosen from a list: the menu, and the buttons it leads to.

Only who chose sees what the buttons show, but for a comparison, which is for the group.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.answering.compare import ASPECTS
from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control, Field, Form, build_modal
from bot.discord_bot.delivery.respond import defer, personal_translations, show, translations_for
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales import Translations
from bot.discord_bot.papers import card, choice
from bot.discord_bot.papers.comparisons import aspects_in, compared
from bot.discord_bot.papers.summaries import summarised
from bot.discord_bot.permissions import allow_members_below_digest
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of, settings_at
from bot.discord_bot.shelving import own_shelf, put
from bot.settings.server import ServerSettings
from retrieval.paper import Paper

ASPECTS_FORM = re.compile(r"fn:m:aspects:(?P<token>[0-9A-Za-z]{1,20})")

_ASPECTS = "aspects"


class Pick(Control, template=custom_ids.HITS_PICK, rule=allow_members_below_digest):
    """Takes the papers that were picked from a list."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show what can be done with them."""
        await defer(interaction, ephemeral=True)
        services, t = services_of(interaction), personal_translations(interaction)
        papers = await choice.present(services, self.values)
        if not papers:
            raise UserError(t("reading-gone", count=len(self.values)), t("reading-gone-todo"))
        token = await choice.remember(services, [paper.paper_id for paper in papers])
        shown = render.chosen(t, [paper.for_reading() for paper in papers], token)
        await show(interaction, shown, ephemeral=True)


class OnChosen(Control, template=custom_ids.CHOSEN, rule=allow_members_below_digest):
    """Does something with the papers that were chosen."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        services, t = services_of(interaction), personal_translations(interaction)
        action, token = self.match["action"], self.match["token"]
        if action == "aspects":
            await interaction.response.send_modal(_form(t, token))
            return
        papers = await _recalled(services, t, token)
        if action in {"summarize", "compare"}:
            each = len(papers) if action == "summarize" else 1
            await check_rate_limit(services, t, interaction, each)
        await defer(interaction, ephemeral=action != "compare")
        settings = await settings_at(interaction)
        if action == "compare":
            t = await translations_for(interaction, ephemeral=False)
            ids = [paper.paper_id for paper in papers]
            await show(interaction, await compared(interaction, t, settings, ids))
            return
        shown = await _shown(interaction, services, settings, t, action, papers)
        await show(interaction, shown, ephemeral=True)


async def _shown(
    interaction: discord.Interaction[Any],
    services: Services,
    settings: ServerSettings,
    t: Translations,
    action: str,
    papers: Sequence[Paper],
) -> OutgoingMessage | list[OutgoingMessage]:
    if action == "summarize":
        ids = [paper.paper_id for paper in papers]
        wanted = (summarised(interaction, t, settings, i, "tldr") for i in ids)
        return await asyncio.gather(*wanted)
    if action == "related":
        return await card.related(services, t, papers[0].paper_id)
    if action == "shelf":
        return await put(services, interaction, t, own_shelf(interaction), papers)
    return card.bibtex(t, papers)


async def with_aspects(
    interaction: discord.Interaction[Any], match: re.Match[str], texts: Mapping[str, str]
) -> None:
    """Compare the chosen papers anew, by the aspects that somebody wrote into the form."""
    services, t = services_of(interaction), personal_translations(interaction)
    papers = await _recalled(services, t, match["token"])
    await check_rate_limit(services, t, interaction)
    await defer(interaction)
    settings = await settings_at(interaction)
    t = await translations_for(interaction, ephemeral=False)
    ids = [paper.paper_id for paper in papers]
    rows = aspects_in(texts.get(_ASPECTS, ""))
    await show(interaction, await compared(interaction, t, settings, ids, rows))


ASPECTS_SUBMITTED = Form(ASPECTS_FORM, with_aspects, allow_members_below_digest)


def _form(t: Translations, token: str) -> discord.ui.Modal:
    field = Field(
        _ASPECTS,
        t("reading-aspects-label"),
        value="\n".join(ASPECTS),
        placeholder=t("reading-aspects-hint"),
        long=True,
        max_chars=1_000,
    )
    return build_modal(t("reading-aspects-title"), f"fn:m:aspects:{token}", [field])


async def _recalled(services: Services, t: Translations, token: str) -> list[Paper]:
    papers = await choice.recall(services, token)
    if not papers:
        raise UserError(t("reading-forgotten"), t("reading-forgotten-todo"))
    return papers
