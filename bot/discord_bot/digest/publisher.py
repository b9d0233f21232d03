"""Post issues in channels and direct messages, find those posted before, fill their threads.

Custom ids contain the issue's id: by them the bot recognizes its message even after a crash.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Final

import discord

from bot.digest.deliver import CannotPost, NotNow, RecipientLeft
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS, is_lost, is_temporary
from bot.discord_bot.digest.descriptions import server_address
from bot.discord_bot.digest.issue_message import build_issue_message, load_translations
from bot.discord_bot.digest.permissions import (
    find_channel,
    has_threads,
    may_receive,
    missing_permissions,
)
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.log import log
from bot.discord_bot.paper_refs import walk_components
from bot.discord_bot.rendering import digest as render
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.message import link_button
from bot.discord_bot.rendering.notices import notice
from bot.discord_bot.services import Services, load_server_settings
from bot.errors import describe
from bot.records.digest_ledger import LedgerEntry
from bot.records.issues import Issue
from bot.records.subscriptions import PauseReason, Subscription

_CLOCK_MARGIN: Final = timedelta(hours=1)  # our clock may differ from Discord's
_MIN_SEARCHED_MESSAGES: Final = 1_000  # whatever our clock shows
_MAX_READY_SECONDS: Final = 10.0  # after a start, until the last server has loaded


class DiscordPublisher:
    """Publishes as the bot that is logged in; see `bot.digest.deliver.Publisher`."""

    def __init__(self, services: Services, client: discord.Client) -> None:
        self._services = services
        self._client = client

    async def find_last_message(self, subscription: Subscription) -> int:
        """Return the id of the channel's last message, 0 if it has none.

        If the bot cannot read the history, it must not post: after a crash it could not tell
        whether it had. Nor may it write to a member who left, or may not use it any more.
        """
        await self._wait_until_ready()
        if subscription.recipient_id is not None:
            await self._check_recipient(subscription.guild_id, subscription.recipient_id)
        place = self._readable_messageable(subscription.channel_id, subscription.guild_id)
        with _translate_errors():
            return max([message.id async for message in place.history(limit=1)], default=0)

    async def find(self, subscription: Subscription, entry: LedgerEntry) -> int | None:
        """Return the id of the message that shows the issue, if it was sent before a crash.

        Search from the message before the first try until an hour after the last.
        """
        await self._wait_until_ready()
        if entry.posting is None:
            return None
        place = self._readable_messageable(
            entry.channel_id or subscription.channel_id, subscription.guild_id
        )
        after, end = discord.Object(entry.posting.after), entry.posting.last_try + _CLOCK_MARGIN
        searched = 0
        with _translate_errors():
            async for message in place.history(limit=None, after=after, oldest_first=True):
                if (entry.issue_id, 0) in self._find_parts(message):
                    return message.id
                searched += 1
                if searched >= _MIN_SEARCHED_MESSAGES and message.created_at > end:
                    break
        return None

    async def post(self, subscription: Subscription, issue: Issue) -> int:
        """Send the message, with an enforced nonce made of the issue's id; return its id."""
        await self._wait_until_ready()
        shown = await build_issue_message(self._services, self._client, subscription, issue)
        role = subscription.notify_role
        pings = [discord.Object(role)] if role else False
        with _translate_errors():
            message = await self._messageable(subscription.channel_id, subscription.guild_id).send(
                view=shown.view,
                files=shown.uploads(),
                nonce=_nonce(issue, 0),
                allowed_mentions=discord.AllowedMentions(
                    everyone=False, users=False, roles=pings, replied_user=False
                ),
            )
        return message.id

    async def finish(self, subscription: Subscription, issue: Issue, message_id: int) -> None:
        """Open the message's thread and post the rest there; safe to repeat at any point.

        Leave the rest out if there can be no thread, or if somebody closed or removed it.
        """
        await self._wait_until_ready()
        if not issue.rest or not has_threads(self._client, subscription):
            return
        if self._client.get_guild(subscription.guild_id) is None:
            return  # the bot is not in that server any more
        t = await load_translations(self._services, self._client, subscription)
        with _translate_errors():
            try:
                await self._fill_thread(subscription, issue, message_id, t)
            except discord.HTTPException as error:
                barred = is_lost(error) and error.status != 401
                if not (barred or error.code in _NO_THREAD_CODES):
                    raise

    async def notify_manager(self, subscription: Subscription, reason: PauseReason) -> None:
        """Tell one person who can fix it that a digest is paused, and why.

        Write to the recipient of a personal digest, unless they take no messages. Of a channel's,
        write to the subscription's creator, else to the server's owner. If neither can be reached,
        log that. Raises `NotNow` if somebody may be reachable later.
        """
        guild = self._client.get_guild(subscription.guild_id)
        personal = subscription.recipient_id is not None
        if personal and reason != "not permitted":
            return
        language = subscription.language if personal else ""
        t = await load_translations(
            self._services, self._client, replace(subscription, language=language)
        )
        server = escape_markdown(guild.name) if guild else "…"
        people = [subscription.created_by]
        if personal:
            key, title = "digest-rests-role", t("digest-rests-yours", server=server)
        else:
            people.append(guild.owner_id if guild and guild.owner_id else 0)
            channel = guild.get_channel_or_thread(subscription.channel_id) if guild else None
            where = escape_markdown(f"#{channel.name}") if channel else t("digest-some-channel")
            key = "digest-rests-gone" if reason == "channel gone" else "digest-rests-barred"
            title = t("digest-rests", channel=where, server=server)
        to_server = link_button(t("digest-button-server"), server_address(subscription.guild_id))
        # Its commands work in the server alone, so they are not mentioned to be clicked.
        about = Translations(t.language)(key)
        shown = notice(title, about, kind="error", buttons=[to_server])
        for number, person in enumerate(dict.fromkeys(filter(None, people))):
            nonce = f"{subscription.subscription_id}.{number}.{subscription.next_due:%y%m%d}"
            try:
                place = await self._client.create_dm(discord.Object(person))
                await place.send(view=shown.view, nonce=nonce[: limits.NONCE])
            except (discord.HTTPException, discord.RateLimited, *CONNECTION_ERRORS) as error:
                if is_temporary(error):
                    raise NotNow from error
                log().warning(
                    "manager not notified",
                    subscription=subscription.subscription_id,
                    error=describe(error),
                )
            else:
                return

    async def _check_recipient(self, guild_id: int, user_id: int) -> None:
        """Raise `RecipientLeft`, or `CannotPost` if the server's settings exclude the member."""
        guild = self._client.get_guild(guild_id)
        if guild is None:
            raise NotNow
        with _translate_errors():
            try:
                member = await guild.fetch_member(user_id)
            except discord.NotFound as error:
                if error.code in _RECIPIENT_GONE_CODES:
                    raise RecipientLeft from error
                raise
        if not may_receive(member, await load_server_settings(self._services, guild_id)):
            raise CannotPost("not permitted")

    async def _fill_thread(
        self, subscription: Subscription, issue: Issue, message_id: int, t: Translations
    ) -> None:
        """Post the parts that the thread does not have yet."""
        name = limits.cut(t("digest-thread", day=issue.day), limits.THREAD_NAME)
        there: set[tuple[str, int]] = set()
        place = self._messageable(subscription.channel_id, subscription.guild_id)
        post = place.get_partial_message(message_id)
        try:
            thread = await post.create_thread(name=name)
        except discord.HTTPException as error:
            if error.code != discord_errors.THREAD_EXISTS:
                raise
            thread = await post.fetch_thread()
            async for message in thread.history(limit=None, oldest_first=True):
                there |= self._find_parts(message)
        for part, shown in enumerate(render.rest_messages(t, issue), 1):
            if (issue.issue_id, part) not in there:
                await thread.send(view=shown.view, nonce=_nonce(issue, part))

    def _find_parts(self, message: discord.Message) -> set[tuple[str, int]]:
        """Return the issues and their parts that a message of the bot shows, as (id, part)."""
        if self._client.user is None or message.author.id != self._client.user.id:
            return set()
        ids = (getattr(each, "custom_id", "") for each in walk_components(message.components))
        found = [match for each in ids if (match := custom_ids.ISSUE.fullmatch(each or ""))]
        return {(each["token"], int(each["number"])) for each in found if each["action"] == "why"}

    def _readable_messageable(self, channel_id: int, guild_id: int) -> discord.PartialMessageable:
        """Return a channel; raise `CannotPost` if Discord would show its history as empty."""
        channel = find_channel(self._client, channel_id)
        if channel is not None and "read_message_history" in missing_permissions(channel):
            raise CannotPost("not permitted")
        return self._messageable(channel_id, guild_id)

    def _messageable(self, channel_id: int, guild_id: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel_id, guild_id=guild_id)

    async def _wait_until_ready(self) -> None:
        """Wait briefly for the servers to load; raise `NotNow` if they do not.

        Before the first login and after a logout they never will.
        """
        if self._client.is_closed() or self._client.user is None:
            raise NotNow
        try:
            async with asyncio.timeout(_MAX_READY_SECONDS):
                await self._client.wait_until_ready()
        except TimeoutError as error:
            raise NotNow from error


def _nonce(issue: Issue, part: int) -> str:
    return f"{issue.issue_id}.{part}"[: limits.NONCE]


_NO_THREAD_CODES = frozenset(
    {discord_errors.TOO_MANY_THREADS, discord_errors.TOO_MANY_NEWS_THREADS}
)
_CHANNEL_GONE_CODES = frozenset({discord_errors.UNKNOWN_CHANNEL, discord_errors.UNKNOWN_GUILD})
_RECIPIENT_GONE_CODES = frozenset({discord_errors.UNKNOWN_MEMBER, discord_errors.UNKNOWN_USER})
_MESSAGES_CLOSED_CODES = frozenset(
    {discord_errors.TAKES_NO_MESSAGES, discord_errors.NO_MUTUAL_GUILDS}
)


@contextmanager
def _translate_errors() -> Iterator[None]:
    """Raise `CannotPost` or `NotNow` instead of Discord's errors."""
    try:
        yield
    except Exception as error:
        if is_temporary(error):
            log().warning("digest put off", error=describe(error))
            raise NotNow from error
        if not isinstance(error, discord.HTTPException):
            raise
        if error.code in _CHANNEL_GONE_CODES:
            raise CannotPost("channel gone") from error
        if error.code in _MESSAGES_CLOSED_CODES:
            raise CannotPost("messages closed") from error
        if is_lost(error) and error.status not in {401, 404}:
            raise CannotPost("not permitted") from error
        # Nobody on the server could fix this: a bug in the bot, or a revoked token.
        log().error("digest refused", error=describe(error))
        raise NotNow from error
