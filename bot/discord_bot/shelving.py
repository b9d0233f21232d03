"""Put papers on a shelf, and say so."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.discord_bot.locales import Translations
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.bylines import title
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services
from bot.shelves import Owner
from retrieval.paper import Paper


def own_shelf(interaction: discord.Interaction[Any]) -> Owner:
    """Return the shelf of the person."""
    return Owner("user", interaction.user.id)


async def put(
    services: Services,
    interaction: discord.Interaction[Any],
    t: Translations,
    owner: Owner,
    papers: Sequence[Paper],
) -> OutgoingMessage:
    """Put papers on a shelf; return what says which were not there before."""
    ids = [paper.paper_id for paper in papers]
    shelves, person = services.stores.shelves, interaction.user.id
    added = await asyncio.to_thread(shelves.add, owner, ids, person, services.now())
    names = "\n".join(f"- {escape_markdown(title(paper.for_reading()), 200)}" for paper in papers)
    if not added:
        return notices.notice(t, t("keeping-there-already", count=len(papers)), names)
    key = "keeping-kept-server" if owner.kind == "guild" else "keeping-kept"
    return notices.notice(t, t(key, count=added), names, kind="ok")
