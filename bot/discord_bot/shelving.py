"""Put papers on a shelf, and say so."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.community.shelf import Owner
from bot.discord_bot.locales import Words
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.escape import inert
from bot.discord_bot.rendering.message import Shown
from bot.discord_bot.rendering.naming import title
from bot.discord_bot.services import Services
from retrieval.paper import Paper


def own_shelf(interaction: discord.Interaction[Any]) -> Owner:
    """Return the shelf of the person."""
    return Owner("user", interaction.user.id)


async def put(
    services: Services,
    interaction: discord.Interaction[Any],
    words: Words,
    owner: Owner,
    papers: Sequence[Paper],
) -> Shown:
    """Put papers on a shelf; return what says which were not there before."""
    ids = [paper.paper_id for paper in papers]
    shelves, person = services.community.shelves, interaction.user.id
    added = await asyncio.to_thread(shelves.add, owner, ids, person, services.now())
    names = "\n".join(f"- {inert(title(paper.for_reading()), 200)}" for paper in papers)
    if not added:
        return notices.notice(words, words("keeping-there-already", count=len(papers)), names)
    key = "keeping-kept-server" if owner.kind == "guild" else "keeping-kept"
    return notices.notice(words, words(key, count=added), names, kind="ok")
