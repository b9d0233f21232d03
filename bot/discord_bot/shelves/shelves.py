"""Show a shelf page by page."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering import papers as render
from bot.discord_bot.rendering.menus import turning
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from bot.discord_bot.shelving import own_shelf
from bot.shelves import Owner
from retrieval.paper import Paper

SHELF_PAGE = re.compile(r"fn:k:page:(?P<whose>mine|server):(?P<page>\d{1,6})")

_PAGE = 10


def shelf_of(interaction: discord.Interaction[Any], whose: str) -> Owner:
    """Return the shelf that is meant; raise `UserError` for a server's outside a server."""
    if whose == "mine":
        return own_shelf(interaction)
    if interaction.guild_id is None or not interaction.is_guild_integration():
        t = personal_translations(interaction)
        raise UserError(t("keeping-no-server"), t("keeping-no-server-todo"))
    return Owner("guild", interaction.guild_id)


async def papers_on(services: Services, owner: Owner) -> list[Paper]:
    """Return the papers of a shelf that are still in the library, the newest first."""
    return await asyncio.to_thread(_papers, services, owner)


async def page(services: Services, t: Translations, owner: Owner, number: int) -> OutgoingMessage:
    """Return page `number`, counted from 1; the last one where there are fewer."""
    papers = await papers_on(services, owner)
    pages = max(1, -(-len(papers) // _PAGE))
    number = min(max(number, 1), pages)
    first = (number - 1) * _PAGE
    whose = "server" if owner.kind == "guild" else "mine"
    return render.listed(
        t,
        t(f"keeping-shelf-{whose}", count=len(papers)),
        [paper.for_reading() for paper in papers[first : first + _PAGE]],
        footer=t(f"keeping-shelf-{whose}-hint"),
        buttons=turning(t, number, pages, lambda target: f"fn:k:page:{whose}:{target}"),
        first=first + 1,
        pick=custom_ids.hits_pick("k", min(number, 999)),
    )


class TurnShelf(Control, template=SHELF_PAGE):
    """Turns to a page of a shelf."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page: one's own shelf never to others."""
        services, owner = services_of(interaction), shelf_of(interaction, self.match["whose"])
        number = int(self.match["page"])
        if owner.kind == "user" and not _alone(interaction):
            await defer(interaction, ephemeral=True)
            t = personal_translations(interaction)
            await show(interaction, await page(services, t, owner, number), ephemeral=True)
            return
        await component_message.begin(interaction)
        t = await component_message.translations(interaction)
        await component_message.finish(interaction, await page(services, t, owner, number))


def _alone(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether nobody but the presser sees the message that was pressed."""
    message = interaction.message
    return interaction.guild_id is None or (message is not None and message.flags.ephemeral)


def _papers(services: Services, owner: Owner) -> list[Paper]:
    shelved = services.stores.shelves.papers(owner)
    ids = [each.paper_id for each in shelved]
    found = services.application.catalog.get_many(ids).values()
    return list({paper.paper_id: paper for paper in found}.values())
