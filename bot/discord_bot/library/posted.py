"""Add the papers that people link to, in the channels where a server wants that."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import discord
from discord.ext import commands

from bot.discord_bot.delivery.respond import server_translations
from bot.discord_bot.delivery.targets import ChannelMessage
from bot.discord_bot.errors import UserError
from bot.discord_bot.inflight import bind_request_id
from bot.discord_bot.library.add import came_in, fetched
from bot.discord_bot.limiters import SeenIds, SlidingWindow
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import MAX_REFERENCES, find_in_text, find_references
from bot.discord_bot.permissions import check_server_settings, is_in_channels
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, settings_of
from bot.settings.server import ServerSettings
from retrieval.errors import SourceError
from retrieval.library.writer import AddedPapers

_SAID_BY_PEOPLE = frozenset({discord.MessageType.default, discord.MessageType.reply})
_PAPERS = 50  # of one channel
_WITHIN = 600.0  # seconds


class PostedLinks(commands.Cog, name="posted links"):
    """Adds what people share, one message after the other, and says so below it.

    Without the intent for it, Discord gives the text of messages to the bot alone. A message is
    answered once: should it come again after a restart, its papers are known, and there is nothing
    to say; where none could be had, Discord shows what bears the same nonce once. Edits and
    deletions change nothing.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._once = SeenIds()
        self._turn = asyncio.Lock()
        self._papers = SlidingWindow(services.clock, _PAPERS, _WITHIN)
        self._warnings = SlidingWindow(services.clock, 1, _WITHIN)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Add the papers of a message, where it names some and its channel is one of those."""
        text = _written(message)
        if not text or not find_references(text) or not self._once.add(message.id):
            return
        bind_request_id(self._services.new_id())
        settings = await settings_of(self._services, message.guild.id if message.guild else None)
        if not is_in_channels(message.channel, settings.link_channels) or not _may(
            message, settings
        ):
            return
        locale = message.guild.preferred_locale if message.guild else "en"
        t = server_translations(settings.language, locale)
        async with self._turn:
            shown = await self._shared(message, text, t)
        if shown is not None:
            reference = message.to_reference(fail_if_not_exists=False)
            place = ChannelMessage(message.channel, nonce=f"{message.id}l", reference=reference)
            await place.edit_or_send(shown)

    async def _shared(
        self, message: discord.Message, text: str, t: Translations
    ) -> OutgoingMessage | None:
        """Add what a message names; return what to say of it, None where all was known."""
        catalog = self._services.application.catalog
        named = await asyncio.to_thread(find_in_text, text, catalog)
        if not named.to_fetch or self._services.fetch is None:
            return None
        channel = getattr(message.channel, "parent_id", None) or message.channel.id
        if not self._papers.try_acquire(channel, len(named.to_fetch)):
            if not self._warnings.try_acquire(channel, 1):
                return None
            todo = t("library-shared-too-many-todo")
            return notices.notice(t, t("library-shared-too-many"), todo)
        try:
            writer = self._services.application.writer
            taken = await fetched(self._services.fetch, writer, named.to_fetch)
        except SourceError:
            if named.unknown:
                raise
            return None  # the papers are there, as uploads
        if not (taken.added or (taken.report.rejected and named.unknown)):
            return None
        note = t("library-more-references", most=MAX_REFERENCES) if named.truncated else ""
        title = _title(t, taken, message)
        return came_in(t, taken, title, from_services=True, note=note)


def _title(t: Translations, taken: AddedPapers, message: discord.Message) -> str:
    name = escape_markdown(f"@{message.author.display_name}", 60)
    if not taken.added:
        return t("library-shared-nothing", name=name)
    return t("library-shared", name=name, count=taken.added)


def _written(message: discord.Message) -> str:
    """Return what a person wrote or forwarded in a server; nothing of bots and of Discord."""
    if message.guild is None or message.author.bot or message.webhook_id is not None:
        return ""
    if message.type not in _SAID_BY_PEOPLE:
        return ""
    return "\n".join([message.content, *(s.content for s in message.message_snapshots)]).strip()


def _may(message: discord.Message, settings: ServerSettings) -> bool:
    """Say whether that person may; the channel was chosen for this, whatever else holds there."""
    try:
        check_server_settings(message, replace(settings, channels=()))
    except UserError:
        return False
    return True
