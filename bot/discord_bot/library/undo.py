"""Undo what was added to the library or removed from it."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import ui

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.component_message import is_pressers_own
from bot.discord_bot.delivery.respond import acknowledge, personal_translations
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.permissions import can_manage
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.message import button
from bot.discord_bot.services import Services, services_of
from retrieval.library.catalog.undo import CatalogUndo

_KIND = "library undo"


async def build_undo_buttons(
    services: Services, t: Translations, change: CatalogUndo
) -> list[ui.Button[Any]]:
    """Return the button that undoes a change; none for a change that changed nothing."""
    if not (change.before or change.after):
        return []
    payload = {"before": list(change.before), "after": [list(each) for each in change.after]}
    save = services.stores.component_state.save
    token = await asyncio.to_thread(save, _KIND, payload, services.now())
    return [button(t("library-button-undo"), custom_ids.build_undo_id(token))]


def check_can_undo(interaction: discord.Interaction[Any]) -> None:
    """Raise `UserError` unless the person did what a message reports, or manages the server."""
    if not (is_pressers_own(interaction) or can_manage(interaction)):
        raise UserError(personal_translations(interaction)("library-undo-not-yours"))


class UndoButton(Control, template=custom_ids.LIBRARY_UNDO):
    """Restores the papers as they were before a change."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Restore them unless they have changed since, and say so in place of the report."""
        check_can_undo(interaction)
        await acknowledge(interaction)
        services, t = services_of(interaction), await component_message.translations(interaction)
        load = services.stores.component_state.load
        found = await asyncio.to_thread(load, _KIND, self.match["token"])
        if found is None:
            raise UserError(t("papers-forgotten"))
        after = tuple((int(number), str(changed_at)) for number, changed_at in found["after"])
        change = CatalogUndo(tuple(found["before"]), after)
        if not await services.application.writer.restore(change):
            raise UserError(personal_translations(interaction)("library-undo-changed"))
        undone = notices.notice(t, t("library-undone"), "", kind="ok")
        await component_message.replace(interaction, undone)
