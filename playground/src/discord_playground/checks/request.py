"""Check a request by its route, for the limits that Discord's own description misses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from discord_playground.checks import callbacks, channels, commands, fields, messages, threads
from discord_playground.checks.circumstances import UNKNOWN, Circumstances
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Problem
from discord_playground.checks.routes import shape

_JSON = "application/json"
_TAKEN = (_JSON, "multipart/form-data", "application/x-www-form-urlencoded")

Check = Callable[[Body, Circumstances], Problems]


def check(
    method: str,
    route: str,
    body: Any,
    *,
    content_type: str | None,
    query: Mapping[str, str] | None = None,
    circumstances: Circumstances = UNKNOWN,
) -> list[Problem]:
    """Return what Discord would refuse in a request.

    `route` is a template such as `/channels/{channel_id}/messages`; what its parameters are
    called does not matter. `body` is the JSON, or that of `payload_json` in a multipart request,
    None where there is none; `content_type` is the header as it was sent.
    """
    key = (method.upper(), shape(route))
    if key == _PAGE:
        return list(channels.page(query or {}))
    if key not in _CHECKS and key != _ALL_COMMANDS and key != _GUILD_COMMANDS:
        return []
    sent_as = (content_type or "").partition(";")[0].strip().lower()
    if sent_as not in _TAKEN:
        return [_content_type()]
    if key in {_ALL_COMMANDS, _GUILD_COMMANDS}:
        return list(commands.check_all(body))
    if not isinstance(body, dict):
        return [fields.not_an_object(())]
    return list(_CHECKS[key](body, circumstances))


def _content_type() -> Problem:
    return Problem(
        (),
        "CONTENT_TYPE_INVALID",
        f"Expected \"Content-Type\" header to be one of {{'{_JSON}'}}.",
    )


def _message(form: messages.Form) -> Check:
    return lambda body, circumstances: messages.check(body, (), form, circumstances)


def _execute(body: Body, circumstances: Circumstances) -> Problems:
    yield from messages.check(body, (), messages.WEBHOOK, circumstances)
    yield from fields.text(body, "username", (), minimum=1, maximum=channels.WEBHOOK_NAME)
    yield from channels.webhook_name(body, "username")
    yield from fields.url(body, "avatar_url", ())
    yield from fields.text(body, "thread_name", (), maximum=threads.NAME)


def _plain(check: Callable[[Body], Problems]) -> Check:
    return lambda body, _: check(body)


_PAGE = ("GET", "/channels/{}/messages")
_ALL_COMMANDS = ("PUT", "/applications/{}/commands")
_GUILD_COMMANDS = ("PUT", "/applications/{}/guilds/{}/commands")
_COMMAND = _plain(lambda body: commands.check(body, ()))
_COMMAND_EDIT = _plain(lambda body: commands.check(body, (), partial=True))
_CHECKS: Mapping[tuple[str, str], Check] = {
    ("POST", "/channels/{}/messages"): _message(messages.CREATE),
    ("PATCH", "/channels/{}/messages/{}"): _message(messages.EDIT),
    ("POST", "/channels/{}/messages/bulk-delete"): _plain(channels.bulk_delete),
    ("POST", "/channels/{}/messages/{}/threads"): _plain(threads.from_message),
    ("POST", "/channels/{}/threads"): threads.alone,
    ("PATCH", "/channels/{}"): _plain(threads.edited),
    ("POST", "/channels/{}/webhooks"): _plain(channels.webhook),
    ("POST", "/users/@me/channels"): _plain(channels.private_channel),
    ("PATCH", "/webhooks/{}"): _plain(lambda body: channels.webhook(body, needed=False)),
    ("PATCH", "/webhooks/{}/{}"): _plain(lambda body: channels.webhook(body, needed=False)),
    ("POST", "/webhooks/{}/{}"): _execute,
    ("PATCH", "/webhooks/{}/{}/messages/@original"): _message(messages.WEBHOOK_EDIT),
    ("PATCH", "/webhooks/{}/{}/messages/{}"): _message(messages.WEBHOOK_EDIT),
    ("POST", "/interactions/{}/{}/callback"): callbacks.check,
    ("POST", "/applications/{}/commands"): _COMMAND,
    ("PATCH", "/applications/{}/commands/{}"): _COMMAND_EDIT,
    ("POST", "/applications/{}/guilds/{}/commands"): _COMMAND,
    ("PATCH", "/applications/{}/guilds/{}/commands/{}"): _COMMAND_EDIT,
}
