"""Add papers that people link to, in channels that a server has chosen for it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import discord
from discord.ext import commands

from bot.discord_bot.delivery.respond import server_translations
from bot.discord_bot.delivery.targets import ChannelMessage
from bot.discord_bot.errors import UserError
from bot.discord_bot.inflight import bind_request_id
from bot.discord_bot.library.add import count_records, describe_added, fetch_papers
from bot.discord_bot.limiters import Cooldown, SeenIds
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import MAX_REFERENCES, find_in_text, find_references
from bot.discord_bot.permissions import is_in_channels, require_access
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, find_place, load_server_settings
from bot.limits.guard import RateLimited
from retrieval.errors import SourceError

_USER_MESSAGES = frozenset({discord.MessageType.default, discord.MessageType.reply})
_WARNING_SECONDS = 600.0


class PostedLinkListener(commands.Cog, name="posted links"):
    """Adds papers that people share, one message at a time, and replies.

    Without the intent for it, Discord gives the text of messages to the bot alone. A message is
    answered once: should it come again after a restart, its papers are known, and there is nothing
    to say; where none could be had, Discord shows what bears the same nonce once. Edits and
    deletions change nothing.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._seen_ids = SeenIds()
        self._lock = asyncio.Lock()
        self._warnings = Cooldown(services.clock, _WARNING_SECONDS)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Add the papers that a message in a chosen channel names."""
        text, guild = _find_text(message), message.guild
        if not text or guild is None:
            return
        if not find_references(text) or not self._seen_ids.add(message.id):
            return
        bind_request_id(self._services.new_id())
        settings = await load_server_settings(self._services, guild.id)
        if not is_in_channels(message.channel, settings.link_channels):
            return
        try:  # the channel was chosen for this, whatever else holds there
            require_access(message, replace(settings, channels=()))
        except UserError:
            return
        t = server_translations(settings.language, guild.preferred_locale, self._services)
        async with self._lock:
            shown = await self._add_shared(message, guild.id, text, t)
        if shown is not None:
            reference = message.to_reference(fail_if_not_exists=False)
            place = ChannelMessage(message.channel, nonce=f"{message.id}l", reference=reference)
            await place.edit_or_send(shown)

    async def _add_shared(
        self, message: discord.Message, guild_id: int, text: str, t: Translations
    ) -> OutgoingMessage | None:
        """Add what a message names; return what to say of it, None where all was known."""
        place = find_place(guild_id, message.author.id)
        catalog = self._services.at(place).application.catalog
        named = await asyncio.to_thread(find_in_text, text, catalog)
        if not named.to_fetch:
            return None
        channel = getattr(message.channel, "parent_id", None) or message.channel.id
        person, count = message.author.id, len(named.to_fetch)
        try:
            await self._services.adding.acquire(person, channel, guild_id)
            is_over = await count_records(self._services, guild_id, person, count) is not None
        except RateLimited:
            is_over = True
        if is_over:
            if not self._warnings.try_acquire(channel):
                return None
            return notice(t("library-shared-too-many"), t("library-shared-too-many-todo"))
        try:
            taken = await fetch_papers(self._services, named.to_fetch)
        except SourceError:
            if named.unknown:
                raise
            return None  # the papers are there, as uploads
        if not (taken.added or (taken.report.rejected and named.unknown)):
            return None
        note = t("library-more-references", most=MAX_REFERENCES) if named.truncated else ""
        name = escape_markdown(f"@{message.author.display_name}", 60)
        title = t("library-shared-nothing", name=name)
        if taken.added:
            title = t("library-shared", name=name, count=taken.added)
        return describe_added(t, taken, title, from_services=True, note=note)


def _find_text(message: discord.Message) -> str:
    """Return what a person wrote or forwarded; nothing of bots and of Discord."""
    by_bot = message.author.bot or message.webhook_id is not None
    if by_bot or message.type not in _USER_MESSAGES:
        return ""
    return "\n".join([message.content, *(s.content for s in message.message_snapshots)]).strip()
