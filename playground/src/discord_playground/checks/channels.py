"""Check the smaller requests about channels: deleting many, webhooks, private channels, pages."""

from __future__ import annotations

from collections.abc import Mapping

from discord_playground.checks import fields
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Problem

WEBHOOK_NAME = 80
BULK = 100
PAGE = 100
_NOT_IN_NAMES = ("clyde", "discord")


def bulk_delete(body: Body) -> Problems:
    """Check the messages that are deleted together: 2 to 100, none twice."""
    yield from fields.unknown_fields(body, frozenset({"messages"}), ())
    if body.get("messages") is None:
        yield fields.required_problem(("messages",))
    yield from fields.snowflakes(body, "messages", (), minimum=2, maximum=BULK)


def private_channel(body: Body) -> Problems:
    """Check whom a private channel is opened with."""
    yield from fields.unknown_fields(
        body, frozenset({"recipient_id", "access_tokens", "nicks"}), ()
    )
    if "access_tokens" not in body:
        yield from fields.snowflake(body, "recipient_id", (), needed=True)


def webhook(body: Body, *, needed: bool = True) -> Problems:
    """Check a webhook's name."""
    yield from fields.unknown_fields(body, frozenset({"name", "avatar", "channel_id"}), ())
    yield from fields.text(body, "name", (), minimum=1, maximum=WEBHOOK_NAME, needed=needed)
    yield from webhook_name(body, "name")


def webhook_name(body: Body, field: str) -> Problems:
    """Check that a webhook does not pass itself off as Discord."""
    name = body.get(field)
    for word in _NOT_IN_NAMES:
        if isinstance(name, str) and word in name.lower():
            yield Problem(
                (field,),
                "USERNAME_INVALID_CONTAINS",
                f'Username cannot contain "{word}"',
            )


def page(query: Mapping[str, str]) -> Problems:
    """Check which messages are asked for: how many, and on one side of one id."""
    limit = query.get("limit")
    if limit is not None:
        if not limit.isascii() or not limit.isdecimal():
            yield Problem(("limit",), "NUMBER_TYPE_COERCE", f'Value "{limit}" is not int.')
        else:
            yield from fields.number({"limit": int(limit)}, "limit", (), minimum=1, maximum=PAGE)
    sides = [side for side in ("around", "before", "after") if side in query]
    for side in sides:
        yield from fields.snowflake(query, side, ())
    if len(sides) > 1:
        yield Problem(
            (sides[1],), "MESSAGES_PAGE_EXCLUSIVE", f"{' and '.join(sides)} are mutually exclusive"
        )
