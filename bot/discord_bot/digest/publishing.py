"""Post issues in channels, find those that were posted before a crash, and finish their threads.

Custom ids carry the issue's id: that is how a message of ours is known again, whatever became of
the process that sent it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

import discord

from bot.conversations import Tally
from bot.digest.deliver import CannotPost, NotNow
from bot.digest.issue import Issue
from bot.digest.ledger import LedgerEntry
from bot.digest.subscriptions import PauseReason, Subscription
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.delivery import discord_errors
from bot.discord_bot.delivery.component_message import StoredFile
from bot.discord_bot.delivery.discord_errors import is_temporary
from bot.discord_bot.delivery.respond import server_translations
from bot.discord_bot.digest import notify_manager
from bot.discord_bot.digest.permissions import known, lacking, takes_files, takes_threads
from bot.discord_bot.images import chart
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.log import log
from bot.discord_bot.paper_refs import to_key
from bot.discord_bot.rendering import digest as render
from bot.discord_bot.rendering import digest_details
from bot.discord_bot.rendering.message import FileAttachment, OutgoingMessage
from bot.discord_bot.services import Services, settings_of
from bot.errors import describe

_MARGIN: Final = timedelta(hours=1)  # our clock may differ from Discord's
_LEAST_SEARCHED: Final = 1_000  # messages, whatever our clock shows
_COMING_IN = 10.0  # seconds: after a start, the last server is waited for


class DiscordPublisher:
    """Publishes as `bot.digest.deliver.Publisher` has it, as the bot that is logged in."""

    def __init__(self, services: Services, client: discord.Client) -> None:
        self._services = services
        self._client = client

    async def find_last_message(self, subscription: Subscription) -> int:
        """Return the id of the channel's last message, 0 where it has none.

        Where the history may not be read, nothing is posted: a crash could not be mended.
        """
        await self._ready()
        place = self._readable(subscription.channel_id, subscription.guild_id)
        with translated():
            return max([message.id async for message in place.history(limit=1)], default=0)

    async def find(self, subscription: Subscription, entry: LedgerEntry) -> int | None:
        """Return the id of the message that shows the issue, if it was sent before a crash.

        Every message is looked at from the one before the first try until an hour after the last.
        """
        await self._ready()
        if entry.posting is None:
            return None
        place = self._readable(entry.channel_id or subscription.channel_id, subscription.guild_id)
        after, end = discord.Object(entry.posting.after), entry.posting.last_try + _MARGIN
        searched = 0
        with translated():
            async for message in place.history(limit=None, after=after, oldest_first=True):
                if (entry.issue_id, 0) in self._marks(message):
                    return message.id
                searched += 1
                if searched >= _LEAST_SEARCHED and message.created_at > end:
                    break
        return None

    async def post(self, subscription: Subscription, issue: Issue) -> int:
        """Send the message, with an enforced nonce made of the issue's id; return its id."""
        await self._ready()
        shown = await self.shown(subscription, issue)
        role = subscription.notify_role
        pings = [discord.Object(role)] if role else False
        with translated():
            message = await self._place(subscription.channel_id, subscription.guild_id).send(
                view=shown.view,
                files=shown.uploads(),
                nonce=_nonce(issue, 0),
                allowed_mentions=discord.AllowedMentions(
                    everyone=False, users=False, roles=pings, replied_user=False
                ),
            )
        return message.id

    async def finish(self, subscription: Subscription, issue: Issue, message_id: int) -> None:
        """Open the message's thread and put the rest there; may be called again at any point.

        Where there can be no thread, or somebody has closed or removed it, the rest is left out.
        """
        await self._ready()
        channel = known(self._client, subscription.channel_id)
        if not issue.rest or not takes_threads(channel):
            return
        if self._client.get_guild(subscription.guild_id) is None:
            return  # the bot is not in that server any more
        t = await translations_of(self._services, self._client, subscription)
        with translated():
            try:
                await self._fill(subscription, issue, message_id, t)
            except discord.HTTPException as error:
                if not bars_thread(error):
                    raise

    async def notify_manager(self, subscription: Subscription, reason: PauseReason) -> None:
        """Tell who made the subscription, else the server, that and why the digest rests."""
        await notify_manager.tell(self._services, self._client, subscription, reason)

    async def shown(
        self,
        subscription: Subscription,
        issue: Issue,
        tallies: Mapping[str, Tally] | None = None,
        stored: Sequence[StoredFile] | None = None,
    ) -> OutgoingMessage:
        """Return the message of an issue as it is sent, or edited.

        `stored` are the pictures that it has already, which are not drawn anew.
        """
        t = await translations_of(self._services, self._client, subscription)
        channel = known(self._client, subscription.channel_id)
        around = render.Around(
            await keys_of(self._services, issue, subscription.language),
            tallies or {},
            subscription.notify_role,
            takes_threads(channel),
        )
        if stored is not None:
            alt_text = chart.alt_text(issue.chart, t) if issue.chart else ""
            pictures = [FileAttachment(file.filename, b"", alt_text) for file in stored]
        else:
            pictures = await pictures_of(t, issue) if takes_files(channel) else []
        return render.post(t, issue, around, pictures)

    async def _fill(
        self, subscription: Subscription, issue: Issue, message_id: int, t: Translations
    ) -> None:
        """Send the parts that the thread does not have yet."""
        name = limits.cut(t("digest-thread", day=issue.day), limits.THREAD_NAME)
        there: set[tuple[str, int]] = set()
        place = self._place(subscription.channel_id, subscription.guild_id)
        post = place.get_partial_message(message_id)
        try:
            thread = await post.create_thread(name=name)
        except discord.HTTPException as error:
            if error.code != discord_errors.THREAD_EXISTS:
                raise
            thread = await post.fetch_thread()
            async for message in thread.history(limit=None, oldest_first=True):
                there |= self._marks(message)
        for part, shown in enumerate(digest_details.rest(t, issue), 1):
            if (issue.issue_id, part) not in there:
                await thread.send(view=shown.view, nonce=_nonce(issue, part))

    def _marks(self, message: discord.Message) -> set[tuple[str, int]]:
        """Return which issues, and which parts of them, a message of ours shows."""
        if self._client.user is None or message.author.id != self._client.user.id:
            return set()
        return set(_marked(message.components))

    def _readable(self, channel_id: int, guild_id: int) -> discord.PartialMessageable:
        """Return a channel; raise `CannotPost` where Discord would show an empty history of it."""
        channel = known(self._client, channel_id)
        if channel is not None and "read_message_history" in lacking(channel):
            raise CannotPost("not permitted")
        return self._place(channel_id, guild_id)

    def _place(self, channel_id: int, guild_id: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel_id, guild_id=guild_id)

    async def _ready(self) -> None:
        """Wait for the servers to come in, for a moment; raise `NotNow` where they do not.

        Before the first login and after the last they never will.
        """
        if self._client.is_closed() or self._client.user is None:
            raise NotNow
        try:
            async with asyncio.timeout(_COMING_IN):
                await self._client.wait_until_ready()
        except TimeoutError as error:
            raise NotNow from error


async def translations_of(
    services: Services, client: discord.Client, subscription: Subscription
) -> Translations:
    """Return the words that a digest is posted in: its own language's, else the server's."""
    settings = await settings_of(services, subscription.guild_id)
    guild = client.get_guild(subscription.guild_id)
    locale = guild.preferred_locale if guild else "en"
    return server_translations(subscription.language or settings.language, locale)


async def keys_of(services: Services, issue: Issue, language: str) -> Mapping[str, str]:
    """Return the keys by which buttons know the issue's papers, to be read in `language`."""

    def keys() -> Mapping[str, str]:
        remembered, now = services.stores.remembered, services.now()
        ids = [pick.paper.paper_id for pick in render.picks_of(issue)]
        return {each: to_key(each, remembered, now, language=language) for each in ids}

    return await asyncio.to_thread(keys)


async def pictures_of(t: Translations, issue: Issue) -> list[FileAttachment]:
    """Return the chart of a weekly issue, drawn; nothing where there is none, or none to draw."""
    if issue.chart is None:
        return []
    drawn = await asyncio.to_thread(chart.draw, issue.chart, t)
    described = chart.alt_text(issue.chart, t)
    return [FileAttachment("week.png", drawn, described)] if drawn else []


def _marked(components: Iterable[Any]) -> Iterator[tuple[str, int]]:
    for component in components:
        found = custom_ids.ISSUE.fullmatch(getattr(component, "custom_id", None) or "")
        if found and found["action"] == "why":
            yield found["token"], int(found["number"])
        yield from _marked(getattr(component, "children", None) or ())


def _nonce(issue: Issue, part: int) -> str:
    return f"{issue.issue_id}.{part}"[: limits.NONCE]


_GONE = frozenset({discord_errors.UNKNOWN_CHANNEL, discord_errors.UNKNOWN_GUILD})
_BARRED = frozenset(
    {
        discord_errors.FORUM_CHANNEL,
        discord_errors.MISSING_ACCESS,
        discord_errors.NOT_A_TEXT_CHANNEL,
        discord_errors.MISSING_PERMISSIONS,
        discord_errors.WRONG_CHANNEL_TYPE,
        discord_errors.THREAD_ARCHIVED,
        discord_errors.THREAD_LOCKED,
    }
)
_NO_THREAD = frozenset(
    {
        discord_errors.UNKNOWN_MESSAGE,
        discord_errors.ACTIVE_THREADS,
        discord_errors.ACTIVE_ANNOUNCEMENT_THREADS,
    }
)


@contextmanager
def translated() -> Iterator[None]:
    """Raise `CannotPost` or `NotNow` in the place of whatever Discord raises."""
    try:
        yield
    except Exception as error:
        if is_temporary(error):
            log().warning("digest put off", error=describe(error))
            raise NotNow from error
        if not isinstance(error, discord.HTTPException):
            raise
        if error.code in _GONE:
            raise CannotPost("channel gone") from error
        if error.code in _BARRED or error.status == 403:
            raise CannotPost("not permitted") from error
        # Nothing that a server's people could mend: a fault of ours, or a token that was revoked.
        log().error("digest refused", error=describe(error))
        raise NotNow from error


def bars_thread(error: discord.HTTPException) -> bool:
    """Say whether an error means that there is no thread to be had, or none to write in."""
    return error.code in _GONE | _BARRED | _NO_THREAD or error.status in {403, 404}
