"""Answer REQUEST_GUILD_MEMBERS."""

from __future__ import annotations

from collections.abc import Iterator

from playground.wire import JSON
from playground.world.state import State
from playground.world.users import User

MOST = 1000
"""Members in one chunk."""


def chunks(state: State, user: User, wanted: JSON) -> Iterator[JSON]:
    """Yield the GUILD_MEMBERS_CHUNK events that answer a request; none to strangers."""
    guild = state.guilds.get(str(wanted.get("guild_id")))
    if guild is None or user.id not in guild.members:
        return
    ids, missing = wanted.get("user_ids"), []
    if ids:
        ids = [str(one) for one in (ids if isinstance(ids, list) else [ids])]
        found = [guild.members[one] for one in ids if one in guild.members]
        missing = [one for one in ids if one not in guild.members]
    else:
        start = str(wanted.get("query") or "").lower()
        found = [
            member
            for member in guild.members.values()
            if member.user.username.lower().startswith(start)
            or (member.nick or "").lower().startswith(start)
        ][: int(wanted.get("limit") or 0) or None]
    parts = [found[i : i + MOST] for i in range(0, len(found), MOST)] or [[]]
    for index, part in enumerate(parts):
        chunk: JSON = {
            "guild_id": guild.id,
            "members": [member.wire() for member in part],
            "chunk_index": index,
            "chunk_count": len(parts),
            "not_found": missing,
        }
        if wanted.get("presences"):
            chunk["presences"] = []
        if wanted.get("nonce"):
            chunk["nonce"] = wanted["nonce"]
        yield chunk
