"""Turn errors into one sentence about what happened and one about what to do.

Commands, buttons, forms and listeners report here. Unexpected errors get an incident id,
under which the log has the trace. A trace never reaches a channel, and no failure is silent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import discord
from discord import app_commands

from bot.answering.compare import CannotCompare
from bot.answering.language_model import LanguageModelError
from bot.answering.reading_time import ReadingTooSlow
from bot.answering.summarize import UnknownStyle
from bot.digest.subscriptions import SubscriptionNotFound, TooManySubscriptions
from bot.discord_bot.custom_ids import find_kind
from bot.discord_bot.delivery.discord_errors import Undeliverable
from bot.discord_bot.delivery.respond import show
from bot.discord_bot.delivery.targets import ChannelMessage, DirectMessage
from bot.discord_bot.inflight import RequestSource
from bot.discord_bot.locales.translations import Translations, without_mentions
from bot.discord_bot.log import log
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from bot.errors import StorageError, describe, trace
from retrieval.errors import PaperNotFound, RetrievalError, SourceDown, SourceError

TextChoice = app_commands.Choice[str]
P = ParamSpec("P")
C = TypeVar("C")


class UserError(Exception):
    """A person asked for what is not allowed or not possible.

    `message` says so in their language; `hint`, which may be empty, says what to do instead.
    Either may quote what they typed.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = self.quoted = message
        self.hint = hint


class NothingYet(UserError):
    """There is nothing yet for a command to work on, which is nobody's mistake."""


@dataclass(frozen=True, slots=True)
class ErrorMessage:
    """What a person sees of an error; `incident` is set only if it was unexpected."""

    message: str
    hint: str = ""
    incident: str = ""
    kind: notices.NoticeKind = "error"


def start_request(source: RequestSource, services: Services) -> None:
    """Start a request: give it an id, and track it until it is answered.

    Raises `UserError` if the bot is shutting down.
    """
    of = _log_context(source).get("of", "message")
    services.in_flight.begin(source, services.new_id(), str(of))
    if services.in_flight.shutting_down:
        t = requester_translations(source)
        raise UserError(t("ask-closing"), t("ask-closing-todo"))


async def report_interruption(source: RequestSource) -> None:
    """Tell the requester that the bot stopped before it had an answer."""
    t = requester_translations(source)
    await _show_to_requester(notices.problem(t, t("ask-cut"), t("ask-cut-todo")), source)


async def report(error: BaseException, source: RequestSource, services: Services) -> None:
    """Show an error to the requester, and log it if it was unexpected. Raises nothing."""
    error = unwrap_error(error)
    if isinstance(error, asyncio.CancelledError):
        return
    try:
        shown = build_problem(
            error, requester_translations(source), services, **_log_context(source)
        )
        await _show_to_requester(shown, source)
    except Exception as refused:
        log_incident(refused, services, telling_of=describe(error), **_log_context(source))


def build_problem(
    error: BaseException, t: Translations, services: Services, **circumstances: object
) -> OutgoingMessage:
    """Build the message of an error; log it if it was unexpected."""
    problem = to_error_message(error, t)
    if problem is None:
        key = next((key for kinds, key in _OPERATOR_ERRORS if isinstance(error, kinds)), "internal")
        incident = log_incident(error, services, **circumstances)
        problem = ErrorMessage(t(f"errors-{key}"), t("errors-internal-todo"), incident)
    return notices.problem(t, problem.message, problem.hint, problem.incident, kind=problem.kind)


def to_error_message(error: BaseException, t: Translations) -> ErrorMessage | None:
    """Describe an error that the requester can do something about; return None for others."""
    if isinstance(error, NothingYet):
        return ErrorMessage(error.message, error.hint, kind="info")
    if isinstance(error, UserError):
        return ErrorMessage(error.message, error.hint)
    if isinstance(error, TooManySubscriptions):
        key = f"digest-too-many-{error.limit}"
        return ErrorMessage(t(key, most=error.most), t(f"{key}-todo"))
    if isinstance(error, SubscriptionNotFound):
        return ErrorMessage(t("digest-gone"), t("digest-gone-todo"))
    if isinstance(error, ReadingTooSlow):
        return ErrorMessage(t("errors-too-slow"), t("errors-too-slow-todo"))
    for kinds, key in _USER_ERRORS:
        if isinstance(error, kinds):
            return ErrorMessage(t(key), without_mentions(str(error)))
    if isinstance(error, app_commands.MissingPermissions):
        return ErrorMessage(t("errors-not-allowed"), t("errors-not-allowed-todo"))
    if isinstance(error, app_commands.NoPrivateMessage):
        return ErrorMessage(t("errors-server-only"))
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        return ErrorMessage(t("errors-outdated"), t("errors-outdated-todo"))
    if isinstance(error, app_commands.TransformerError):
        return ErrorMessage(t("errors-bad-value", value=str(error.value)[:100]))
    if isinstance(error, discord.Forbidden):
        return ErrorMessage(t("errors-forbidden"), t("errors-forbidden-todo"))
    if isinstance(error, discord.DiscordServerError):
        return ErrorMessage(t("errors-discord-down"), t("errors-again-later"))
    return None


def unwrap_error(error: BaseException) -> BaseException:
    """Return what a command raised, without discord.py's wrapper."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and isinstance(error.__cause__, UserError):
        return error.__cause__
    return error


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


def without_errors(
    choices: Callable[
        Concatenate[C, discord.Interaction[Any], P], Coroutine[Any, Any, list[TextChoice]]
    ],
) -> Callable[Concatenate[C, discord.Interaction[Any], P], Coroutine[Any, Any, list[TextChoice]]]:
    """Make an autocomplete method of a cog return nothing, and log why, if it fails."""

    @wraps(choices)
    async def quiet(
        cog: C, interaction: discord.Interaction[Any], /, *args: P.args, **options: P.kwargs
    ) -> list[TextChoice]:
        return await choices_or_empty(interaction, choices(cog, interaction, *args, **options))

    return quiet


async def choices_or_empty(
    interaction: discord.Interaction[Any], choices: Awaitable[list[TextChoice]]
) -> list[TextChoice]:
    """Return an autocomplete's choices; if it fails, none, and log an incident."""
    try:
        return await choices
    except Exception as error:
        log_incident(error, interaction.client.services, **_log_context(interaction))
        return []


_USER_ERRORS: tuple[tuple[type[Exception], str], ...] = (
    (PaperNotFound, "errors-paper-not-found"),
    (SourceDown, "errors-source-down"),
    (SourceError, "errors-source"),
    (UnknownStyle, "errors-style"),
    (CannotCompare, "errors-compare"),
)

# Their messages name folders and servers for the operator, so they only go to the log.
_OPERATOR_ERRORS: tuple[tuple[type[Exception], str], ...] = (
    (RetrievalError, "library"),
    (LanguageModelError, "model"),
    (StorageError, "keeping"),
)


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
            await DirectMessage(source.author, nonce=f"{source.id}f").edit_or_send(shown)
        except discord.HTTPException as error:
            raise Undeliverable("Neither the channel nor the person takes the message.") from error


def requester_translations(source: RequestSource) -> Translations:
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
