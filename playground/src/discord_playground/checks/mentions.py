"""Check `allowed_mentions`."""

from __future__ import annotations

from discord_playground.checks import fields
from discord_playground.checks.fields import Body, Problems
from discord_playground.checks.problem import Path, Problem

_KNOWN = frozenset({"parse", "users", "roles", "replied_user"})
_PARSED = frozenset({"users", "roles", "everyone"})
_MAX_LISTED = 100


def check(body: Body, path: Path) -> Problems:
    """Check the value, and that no kind is both parsed for and listed."""
    value = body.get("allowed_mentions")
    path = (*path, "allowed_mentions")
    if value is None:
        return
    if not isinstance(value, dict):
        yield fields.not_an_object(path)
        return
    yield from fields.unknown_fields(value, _KNOWN, path)
    yield from fields.array(value, "parse", path, maximum=len(_PARSED))
    parsed: list[object] = []
    for index, kind in enumerate(fields.get_list(value, "parse")):
        if kind not in _PARSED if isinstance(kind, str) else True:
            yield fields.bad_choice((*path, "parse", index), _PARSED)
        elif kind in parsed:
            yield fields.already_there((*path, "parse", index))
        parsed.append(kind)
    for kind in ("users", "roles"):
        yield from fields.snowflakes(value, kind, path, maximum=_MAX_LISTED)
        if kind in parsed and fields.get_list(value, kind):
            yield Problem(
                (*path, "parse"),
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
            )
    yield from fields.boolean(value, "replied_user", path)
