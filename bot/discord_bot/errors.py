"""Turn errors into one sentence about what happened and one about what to do.

Commands, buttons, forms and listeners report here. Unexpected errors get an incident id,
under which the log has the trace. A trace never reaches a channel, and no failure is silent.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final, cast

import discord
from discord import app_commands

from bot.answering.compare import CannotCompare
from bot.answering.language_model import LanguageModelError
from bot.answering.reading_time import ReadingTooSlow
from bot.answering.sections import UnknownSection
from bot.answering.summarize import UnknownStyle
from bot.discord_bot.custom_ids import find_kind
from bot.discord_bot.delivery.discord_errors import Undeliverable
from bot.discord_bot.delivery.respond import show
from bot.discord_bot.delivery.targets import ChannelMessage
from bot.discord_bot.inflight import RequestSource
from bot.discord_bot.locales.translations import Translations, Value, without_mentions
from bot.discord_bot.log import log
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from bot.errors import StorageError, describe, trace
from bot.records.subscriptions import SubscriptionNotFound, TooManySubscriptions
from retrieval.errors import PaperNotFound, RetrievalError, SourceDown, SourceError


class UserError(Exception):
    """A person asked for what is not allowed or not possible.

    The message of `key` says so; that of `todo` says what to do instead, by default that of
    `<key>-todo` if there is one. `values` of both may quote what they typed.
    """

    def __init__(self, key: str, *, todo: str = "", **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.todo = todo or f"{key}-todo"
        self.values = values


class NothingYet(UserError):
    """There is nothing yet for a command to work on, which is nobody's mistake."""


_KEYS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (SubscriptionNotFound, "digest-gone"),
    (ReadingTooSlow, "errors-too-slow"),
    (app_commands.CommandNotFound, "errors-outdated"),
    (app_commands.CommandSignatureMismatch, "errors-outdated"),
    (discord.Forbidden, "errors-forbidden"),
    (discord.DiscordServerError, "errors-discord-down"),
)
"""What a requester can do something about."""

_KEYS_WITH_REASON: Final[tuple[tuple[type[Exception], str], ...]] = (
    (PaperNotFound, "errors-paper-not-found"),
    (SourceDown, "errors-source-down"),
    (SourceError, "errors-source"),
    (UnknownStyle, "errors-style"),
    (CannotCompare, "errors-compare"),
)
"""What a requester can do something about, and whose own message says what."""

# Their messages name folders and servers for the operator, so they only go to the log.
_OPERATOR_KEYS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (RetrievalError, "errors-library"),
    (LanguageModelError, "errors-model"),
    (StorageError, "errors-keeping"),
)


def start_request(source: RequestSource, services: Services) -> None:
    """Start a request: give it an id, and track it until it is answered.

    Raises `UserError` if the bot is shutting down.
    """
    of = _log_context(source).get("of", "message")
    services.in_flight.begin(source, services.new_id(), str(of))
    if services.in_flight.shutting_down:
        raise UserError("ask-closing")


async def report_interruption(source: RequestSource) -> None:
    """Tell the requester that the bot stopped before it had an answer."""
    t = _requester_translations(source)
    await _show_to_requester(notices.problem(t, t("ask-cut"), t("ask-cut-todo")), source)


async def report(error: BaseException, source: RequestSource, services: Services) -> None:
    """Show an error to the requester, and log it if it was unexpected. Raises nothing."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, asyncio.CancelledError):
        return
    t, context = _requester_translations(source), _log_context(source)
    try:
        await _show_to_requester(build_problem(error, t, services, **context), source)
    except Exception as refused:
        log_incident(refused, services, telling_of=describe(error), **context)


def build_problem(
    error: BaseException, t: Translations, services: Services, **circumstances: object
) -> OutgoingMessage:
    """Build the message of an error; log it if it was unexpected."""
    if (told := to_error_message(error, t)) is not None:
        return notices.problem(t, *told, kind="paper" if isinstance(error, NothingYet) else "error")
    key = _find_key(error, _OPERATOR_KEYS) or "errors-internal"
    incident = log_incident(error, services, **circumstances)
    return notices.problem(t, t(key), t("errors-internal-todo"), incident)


def to_error_message(error: BaseException, t: Translations) -> tuple[str, str] | None:
    """Describe an error that the requester can do something about, and what; None for others."""
    if isinstance(error, TooManySubscriptions):
        error = UserError("digest-too-many", limit=error.limit, most=error.most)
    if isinstance(error, UnknownSection):
        missing = "papers-no-section" if error.sections else "papers-only-abstract"
        error = UserError(missing, section=error.wanted, sections="; ".join(error.sections))
    if isinstance(error, app_commands.TransformerError):
        error = UserError("errors-bad-value", value=str(error.value)[:100])
    if key := _find_key(error, _KEYS):
        error = UserError(key)
    if isinstance(error, UserError):
        return t(error.key, **error.values), t.find(error.todo, **error.values) or ""
    key = _find_key(error, _KEYS_WITH_REASON)
    return (t(key), without_mentions(str(error))) if key else None


def log_incident(error: BaseException, services: Services, **circumstances: object) -> str:
    """Log an error with its trace; return its incident id."""
    incident = services.new_incident()
    log().error(
        "incident",
        incident=incident,
        error=describe(error),
        trace=trace(error),
        **circumstances,
    )
    services.counts.count_failure(find_kind(str(circumstances.get("of", ""))))
    return incident


def log_failed_completion(error: Exception, interaction: discord.Interaction[Any]) -> None:
    """Log that nothing could be offered to somebody who types."""
    log_incident(error, services_of(interaction), **_log_context(interaction))


def _find_key(error: BaseException, keys: tuple[tuple[type[Exception], str], ...]) -> str | None:
    return next((key for kind, key in keys if isinstance(error, kind)), None)


async def _show_to_requester(shown: OutgoingMessage, source: RequestSource) -> None:
    if isinstance(source, discord.Interaction):
        if source.type is not discord.InteractionType.autocomplete:
            await show(source, shown, ephemeral=True)
        return
    reference = source.to_reference(fail_if_not_exists=False)
    try:
        await ChannelMessage(
            source.channel, nonce=f"{source.id}e", reference=reference
        ).edit_or_send(shown)
    except (discord.Forbidden, discord.NotFound):
        try:
            await ChannelMessage(source.author, nonce=f"{source.id}f").edit_or_send(shown)
        except discord.HTTPException as error:
            raise Undeliverable("Neither the channel nor the person takes the message.") from error


def _requester_translations(source: RequestSource) -> Translations:
    """Return the translations of the person who used a command, or of the server."""
    if isinstance(source, discord.Interaction):
        return Translations(source.locale, services_of(source).commands)
    return Translations(source.guild.preferred_locale if source.guild else "en")


def _log_context(source: RequestSource) -> dict[str, object]:
    found: dict[str, object] = {
        "guild": source.guild.id if source.guild else None,
        # Not a direct message's channel, as that is one person's.
        "channel": source.channel.id if source.channel and source.guild else None,
        "told": source.id,
    }
    if isinstance(source, discord.Interaction):
        command = source.command
        data = cast("dict[str, object]", source.data or {})
        found["of"] = command.qualified_name if command else data.get("custom_id")
    return found
