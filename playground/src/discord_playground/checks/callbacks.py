"""Check the answer to an interaction: its kind, and what belongs to that kind."""

from __future__ import annotations

from collections.abc import Mapping

from discord_playground.checks import choices, fields, messages, modals
from discord_playground.checks.circumstances import Circumstances
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

PONG = 1
MESSAGE = 4
DEFERRED_MESSAGE = 5
DEFERRED_UPDATE = 6
UPDATE = 7
CHOICES = 8
MODAL = 9
LAUNCH = 12

_KNOWN = frozenset({"type", "data"})
# hikari says here too that nobody is to be mentioned.
_KNOWN_DEFERRED = frozenset({"flags", "tts", "enforce_nonce", "allowed_mentions"})
_ALL = frozenset({PONG, MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL, LAUNCH})
_ANSWERS: Mapping[int, frozenset[int]] = {
    1: frozenset({PONG}),
    2: frozenset({MESSAGE, DEFERRED_MESSAGE, MODAL, LAUNCH}),
    3: frozenset({MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL, LAUNCH}),
    4: frozenset({CHOICES}),
    5: frozenset({MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, LAUNCH}),
}


def check(body: Body, circumstances: Circumstances) -> Problems:
    """Check a callback; the interaction's type says which kinds may answer it."""
    yield from fields.unknown_fields(body, _KNOWN, ())
    allowed = _ANSWERS.get(circumstances.interaction or 0, _ALL)
    if circumstances.interaction == 5 and circumstances.from_message is False:
        allowed -= {DEFERRED_UPDATE, UPDATE}  # there is no message to update
    kind, data = body.get("type"), body.get("data")
    if not isinstance(kind, int) or isinstance(kind, bool) or kind not in allowed:
        yield from fields.one_of(body, "type", (), allowed, needed=True)
        return
    if data is None:
        if kind in {MESSAGE, CHOICES, MODAL}:
            yield fields.required_problem(("data",))
        return
    if not isinstance(data, dict):
        yield fields.not_an_object(("data",))
        return
    path: Path = ("data",)
    if kind == MESSAGE:
        yield from messages.check(data, path, messages.ANSWER, circumstances)
    elif kind == UPDATE:
        yield from messages.check(data, path, messages.UPDATE, circumstances)
    elif kind == DEFERRED_MESSAGE:
        yield from _deferred_data(data, path)
    elif kind == CHOICES:
        yield from choices.check_autocomplete(data, path)
    elif kind == MODAL:
        yield from modals.check(data, path)


def _deferred_data(data: Body, path: Path) -> Problems:
    """Check what a deferred answer may say: whether it will be ephemeral.

    "The only valid message flag you may use is `EPHEMERAL`"; version 2 is said by the edit that
    fills the answer in. Discord drops other flags without a word, and the answer is then not of
    version 2 (https://github.com/discord/discord-api-docs/issues/7910).
    """
    yield from fields.unknown_fields(data, _KNOWN_DEFERRED, path)
    yield from fields.number(data, "flags", path, minimum=0, maximum=2**53 - 1)
    if others := fields.integer(data, "flags") & ~messages.EPHEMERAL:
        yield Problem((*path, "flags"), "MESSAGE_FLAGS_INVALID", f"Flags {others} cannot be set")
