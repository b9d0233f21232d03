"""Undo what was added to the library or removed from it."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import ui

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.component_message import is_pressers_own
from bot.discord_bot.delivery.respond import acknowledge
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.rendering.message import button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, save_state, services_of
from retrieval.library.catalog.undo import CatalogUndo
from retrieval.text import patterns as re

_KIND = "library undo"


async def build_undo_buttons(
    services: Services, t: Translations, change: CatalogUndo, *, lost_text: bool = False
) -> list[ui.Button[Any]]:
    """Return the button that undoes a change; none for a change that changed nothing.

    `lost_text`: what is undone does not bring back the text of a whole paper.
    """
    if not change:
        return []
    payload = {
        "before": list(change.before),
        "after": [list(each) for each in change.after],
        "texts": list(change.texts),
        "lost_text": lost_text,
    }
    token = await save_state(services, _KIND, payload)
    return [button(t("library-button-undo"), custom_ids.build_id("l", "undo", token))]


def check_can_undo(interaction: discord.Interaction[Any]) -> None:
    """Raise `UserError` unless the person did what a message reports, or manages the server."""
    own = is_pressers_own(interaction) or _answers_presser(interaction)
    if not (own or can_manage(interaction)):
        raise UserError("library-undo-not-yours")


def _answers_presser(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the message replies to one of the presser, as to PDFs that are posted."""
    reference = interaction.message.reference if interaction.message else None
    posted = reference.resolved if reference else None
    return isinstance(posted, discord.Message) and posted.author.id == interaction.user.id


@control(custom_ids.LIBRARY_UNDO)
async def undo_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Restore the papers as they were before, unless they have changed since, and say so."""
    check_can_undo(interaction)
    await acknowledge(interaction)
    services, t = services_of(interaction), await component_message.translations(interaction)
    load = services.stores.component_state.load
    found = await asyncio.to_thread(load, _KIND, match["token"])
    if found is None:
        raise UserError("papers-forgotten")
    after = tuple((int(number), str(changed_at)) for number, changed_at in found["after"])
    change = CatalogUndo(tuple(found["before"]), after, tuple(found.get("texts", ())))
    if not await services.application.writer.restore(change):
        raise UserError("library-undo-changed")
    but = t("library-undone-but-text") if found.get("lost_text") else ""
    await component_message.replace(interaction, notice(t("library-undone"), but, kind="ok"))
