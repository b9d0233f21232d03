"""Take the words of forgotten questions out of what followed them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from bot.errors import StorageError
from bot.storage import fields
from bot.storage.tables import receipts, turns

_FURTHEST: Final = 1_000
"""How many turns on a conversation is followed, were its end never reached."""


def unsay(connection: sa.Connection, turn_ids: Sequence[str]) -> None:
    """Forget how the follow-ups of turns were searched for, in their turns and their receipts.

    A follow-up is searched for by its own words and those of the questions before it.
    """
    followed = sa.select(turns.c.turn_id, sa.literal(1).label("depth"))
    walk = followed.where(turns.c.follows.in_(turn_ids)).cte("walk", recursive=True)
    after = sa.select(turns.c.turn_id, walk.c.depth + 1)
    after = after.join(walk, turns.c.follows == walk.c.turn_id)
    walk = walk.union(after.where(walk.c.depth < _FURTHEST))
    forget_search(connection, sa.select(walk.c.turn_id))


def forget_search(connection: sa.Connection, turn_ids: sa.Select[tuple[str]]) -> None:
    """Forget how turns were searched for, where that is not by their own words alone."""
    for table, key in ((turns, turns.c.turn_id), (receipts, receipts.c.receipt_id)):
        wanted = sa.select(key, table.c.record).where(key.in_(turn_ids))
        for found, record in connection.execute(wanted).all():
            if (without := _without_search(record)) != record:
                connection.execute(sa.update(table).where(key == found).values(record=without))


def _without_search(record: str) -> str:
    try:
        document = dict(fields.document(record, "An answer"))
    except StorageError:
        return record  # nobody can read it, and it is not ours to mend
    answer = dict(fields.part(document, "answer"))
    if answer.get("searched") in (None, "", answer.get("question")):
        return record
    return fields.kept({**document, "answer": {**answer, "searched": ""}})
