"""Add papers that people link to or post as PDFs, in channels that a server has chosen for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import discord
from discord.ext import commands

from bot.discord_bot.delivery.respond import server_translations
from bot.discord_bot.delivery.streaming import StreamingReply
from bot.discord_bot.delivery.targets import ChannelMessage
from bot.discord_bot.errors import UserError, build_problem
from bot.discord_bot.inflight import bind_request_id
from bot.discord_bot.library.add import MAX_FILES, describe_added, fetch_papers
from bot.discord_bot.library.files import (
    check_size,
    clean_name,
    is_named_pdf,
    is_pdf,
    reading_slot,
    receive_file,
)
from bot.discord_bot.library.full_texts import FetchedPapers, show_with_texts
from bot.discord_bot.library.quotas import count_records
from bot.discord_bot.library.title_form import build_title_request
from bot.discord_bot.library.whole_papers import ReadingProgress, index_and_describe, store_pdf
from bot.discord_bot.limiters import Cooldown, SeenIds
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.paper_refs import MAX_REFERENCES, find_in_text, find_references
from bot.discord_bot.permissions import is_in_channels, require_access
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import OutgoingMessage, join_parts
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, find_place, load_server_settings
from bot.limits.guard import RateLimited
from retrieval.errors import SourceError, UntitledPaper

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
        """Add the papers that a message in a chosen channel names, and those it has as PDFs."""
        guild = message.guild
        if guild is None or not _is_of_person(message):
            return
        text, pdfs = _find_text(message), self._find_pdfs(message)
        if not (find_references(text) or pdfs) or not self._seen_ids.add(message.id):
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

        async def reply(shown: OutgoingMessage) -> discord.PartialMessage:
            sent = await _reply_to(message, "l").edit_or_send(shown)
            channel = cast(discord.TextChannel, message.channel)  # or another that has messages
            return channel.get_partial_message(sent.message_id)

        if isinstance(shown, FetchedPapers):
            await show_with_texts(self._services, t, shown, message.author.id, reply)
        elif shown is not None:
            await reply(shown)
        for number, file in enumerate(pdfs):
            await self._read_shared(message, guild.id, file, t, number)

    async def _add_shared(
        self, message: discord.Message, guild_id: int, text: str, t: Translations
    ) -> OutgoingMessage | FetchedPapers | None:
        """Add what a message names; return what to say of it, None where all was known."""
        place = find_place(guild_id, message.author.id)
        catalog = self._services.at(place).application.catalog
        named = await asyncio.to_thread(find_in_text, text, catalog)
        if not named.to_fetch:
            return None
        if await self._is_over(message, guild_id, len(named.to_fetch)):
            return self._warn(message, t)
        try:
            taken = await fetch_papers(self._services, named.to_fetch)
        except SourceError:
            if named.unknown:
                raise
            return None  # the papers are there, as uploads
        if not (taken.added or (taken.report.rejected and named.unknown)):
            return None
        more = t("library-more-references", most=MAX_REFERENCES) if named.truncated else ""
        name = escape_markdown(f"@{message.author.display_name}", 60)
        title = t("library-shared-nothing", name=name)
        if taken.added:
            title = t("library-shared", name=name, count=taken.added)

        async def describe(note: str, texts: Sequence[int]) -> OutgoingMessage:
            notes = join_parts(more, note)
            return describe_added(t, taken, title, from_services=True, note=notes)

        return FetchedPapers(taken.papers, describe)

    async def _read_shared(
        self,
        message: discord.Message,
        guild_id: int,
        file: discord.Attachment,
        t: Translations,
        number: int,
    ) -> None:
        """Read a PDF that a message has, and reply what was added, or why not."""
        services = self._services.at(find_place(guild_id, message.author.id))
        reply = StreamingReply([_reply_to(message, f"p{number}")])
        name, person = clean_name(file.filename), message.author.id
        progress = ReadingProgress(t, name, reply)
        if await self._is_over(message, guild_id, 0):
            if (warning := self._warn(message, t)) is not None:
                await reply.finalize([warning])
            return
        try:
            check_size(name, file.size, as_pdf=True)
            async with progress.shown():
                async with reading_slot(services, person, progress.show_place):
                    data = await receive_file(name, file.read)
                    if not is_pdf(name, data):
                        raise UserError("library-not-a-pdf", name=name)
                    stored = await store_pdf(
                        services,
                        name,
                        data,
                        person=person,
                        guild_id=guild_id,
                        on_page=progress.show_page,
                    )
                    del data
                who = escape_markdown(f"@{message.author.display_name}", 60)
                shown = await index_and_describe(services, t, stored, progress, who=who)
        except UntitledPaper:
            shown = await build_title_request(services, t, file)
        except UserError as error:
            shown = build_problem(error, t, services)
        await reply.finalize([shown])

    async def _is_over(self, message: discord.Message, guild_id: int, count: int) -> bool:
        """Count papers as added; tell whether there are too many of a person or a server."""
        person = message.author.id
        try:
            await self._services.adding.acquire(person, _channel_of(message), guild_id)
        except RateLimited:
            return True
        return await count_records(self._services, guild_id, person, count) is not None

    def _warn(self, message: discord.Message, t: Translations) -> OutgoingMessage | None:
        """Return what to say of too many papers, unless it was said a while ago."""
        if not self._warnings.try_acquire(_channel_of(message)):
            return None
        return notice(t("library-shared-too-many"), t("library-shared-too-many-todo"))

    def _find_pdfs(self, message: discord.Message) -> list[discord.Attachment]:
        """Return the PDFs that a person posted or forwarded, where such are read."""
        if self._services.application.settings.full_text == "off":
            return []
        forwarded = [file for each in message.message_snapshots for file in each.attachments]
        files = [*message.attachments, *forwarded]
        return [file for file in files if is_named_pdf(file)][:MAX_FILES]


def _is_of_person(message: discord.Message) -> bool:
    """Tell whether a message is neither of a bot nor of Discord."""
    by_bot = message.author.bot or message.webhook_id is not None
    return not by_bot and message.type in _USER_MESSAGES


def _find_text(message: discord.Message) -> str:
    """Return what a person wrote or forwarded."""
    return "\n".join([message.content, *(s.content for s in message.message_snapshots)]).strip()


def _channel_of(message: discord.Message) -> int:
    """Return the channel of a message, the parent's of a thread."""
    return getattr(message.channel, "parent_id", None) or message.channel.id


def _reply_to(message: discord.Message, mark: str) -> ChannelMessage:
    reference = message.to_reference(fail_if_not_exists=False)
    return ChannelMessage(message.channel, nonce=f"{message.id}{mark}", reference=reference)
