"""Check threads, and the settings of channels that threads share."""

from __future__ import annotations

from discord_playground.checks import fields, messages
from discord_playground.checks.circumstances import Circumstances
from discord_playground.checks.fields import Body, Problems

NAME = 100
TOPIC = 4096
MAX_SLOWMODE_SECONDS = 21600
TAGS = 5
ARCHIVE_AFTER = frozenset({60, 1440, 4320, 10080})
_TYPES = frozenset({10, 11, 12})
_SHARED = frozenset({"name", "auto_archive_duration", "rate_limit_per_user"})
_ALONE = _SHARED | {"type", "invitable"}
_FORUM = _SHARED | {"applied_tags", "message"}


def from_message(body: Body) -> Problems:
    """Check a thread that is begun at a message."""
    yield from fields.unknown_fields(body, _SHARED, ())
    yield from _thread_fields(body, needed=True)


def alone(body: Body, circumstances: Circumstances) -> Problems:
    """Check a thread without a message, or a forum's post, which brings one."""
    message = body.get("message")
    if message is None:
        yield from fields.unknown_fields(body, _ALONE, ())
        yield from fields.one_of(body, "type", (), _TYPES)
        yield from fields.boolean(body, "invitable", ())
    else:
        yield from fields.unknown_fields(body, _FORUM, ())
        yield from fields.snowflakes(body, "applied_tags", (), maximum=TAGS)
        if isinstance(message, dict):
            yield from messages.check(message, ("message",), messages.STARTER, circumstances)
        else:
            yield fields.not_an_object(("message",))
    yield from _thread_fields(body, needed=True)


def edited(body: Body) -> Problems:
    """Check an edit of a channel or a thread: what both have."""
    yield from _thread_fields(body, needed=False)
    yield from fields.text(body, "topic", (), maximum=TOPIC)
    for name in ("archived", "locked", "invitable", "nsfw"):
        yield from fields.boolean(body, name, ())
    yield from fields.snowflakes(body, "applied_tags", (), maximum=TAGS)
    yield from fields.one_of(body, "default_auto_archive_duration", (), ARCHIVE_AFTER)


def _thread_fields(body: Body, *, needed: bool) -> Problems:
    yield from fields.text(body, "name", (), minimum=1, maximum=NAME, needed=needed)
    yield from fields.one_of(body, "auto_archive_duration", (), ARCHIVE_AFTER)
    yield from fields.number(
        body, "rate_limit_per_user", (), minimum=0, maximum=MAX_SLOWMODE_SECONDS
    )
