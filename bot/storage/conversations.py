"""Store the turns of conversations, and which messages show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from bot.errors import StorageError
from bot.records.conversations import ConversationTurn
from bot.storage.documents import dump_document, load_document, read_turn, write_turn
from bot.storage.recent_erasures import was_erased
from bot.storage.rows import Store, read_columns, to_row
from bot.storage.tables import answer_copies, answer_messages, receipts, turns, votes
from retrieval.db.database import batches

_MAX_DEPTH: Final = 1_000
"""The most turns to follow in a conversation, as a limit for loops."""

_MAX_NEWEST: Final = 100
"""Among how many of a channel's newest turns one is looked for that a person may see."""

_ALL = sa.select(turns).order_by(turns.c.asked_at, turns.c.number)


class ConversationStore(Store):
    """The turns of all conversations."""

    def keep(self, turn: ConversationTurn) -> bool:
        """Store a turn, replacing one with the same id.

        Return False and store nothing if the person who asked, the person quoted or the server was
        erased since the question was asked.

        A message that showed another turn shows this one from now on. A turn whose parent is not
        stored has no parent.
        """
        subjects = turn.user_id, turn.quoted_user_id, turn.guild_id
        messages = list(dict.fromkeys(turn.answer_message_ids))
        with self._database.write_transaction() as connection:
            if was_erased(connection, turn.asked_at, *subjects):
                return False
            known = dict(
                connection.execute(
                    sa.select(turns.c.turn_id, turns.c.number).where(
                        turns.c.turn_id.in_([turn.turn_id, turn.parent_id])
                    )
                ).all()
            )
            known_before = turn.parent_id in known and turn.parent_id != turn.turn_id
            row = to_row(
                turns,
                turn,
                follows=turn.parent_id if known_before else None,
                number=known.get(turn.turn_id) or _next_number(connection),
                record=write_turn(turn),
            )
            self._database.upsert(connection, turns, [row])
            if turn.parent_id not in (None, turn.turn_id, *known):
                # Its parent was forgotten in the meantime, so its words must go from here too.
                own = sa.select(turns.c.turn_id).where(turns.c.turn_id == turn.turn_id)
                _forget_search(connection, own)
            connection.execute(
                sa.delete(answer_messages).where(answer_messages.c.turn_id == turn.turn_id)
            )
            shown = [
                {"message_id": message_id, "turn_id": turn.turn_id, "place": place}
                for place, message_id in enumerate(messages)
            ]
            self._database.upsert(connection, answer_messages, shown)
        return True

    def get(self, turn_id: str) -> ConversationTurn | None:
        """Return the turn of an id."""
        return _first(self._find(turns.c.turn_id == turn_id))

    def find_by_answer(self, message_id: int) -> ConversationTurn | None:
        """Return the turn that a message, one of those with its answer, belongs to."""
        shown = sa.select(answer_messages.c.turn_id).where(
            answer_messages.c.message_id == message_id
        )
        return _first(self._find(turns.c.turn_id == shown.scalar_subquery()))

    def find_by_question(self, message_id: int) -> Sequence[ConversationTurn]:
        """Return the turns whose question is that message or quotes it, oldest first."""
        quoted = turns.c.quoted_message_id == message_id
        return self._find(sa.or_(turns.c.question_message_id == message_id, quoted))

    def page_before(self, number: int | None, limit: int) -> Sequence[tuple[int, ConversationTurn]]:
        """Return up to `limit` turns with their numbers, the newest below `number` first."""
        wanted = sa.select(turns.c.number, turns.c.turn_id).order_by(turns.c.number.desc())
        if number is not None:
            wanted = wanted.where(turns.c.number < number)
        numbers = {row.turn_id: row.number for row in self._read(wanted.limit(limit))}
        found = [
            (numbers[turn.turn_id], turn)
            for batch in batches(list(numbers))
            for turn in self._find(turns.c.turn_id.in_(batch))
        ]
        return sorted(found, key=lambda numbered: -numbered[0])

    def keep_copy(self, turn_id: str, message_id: int, user_id: int) -> bool:
        """Note a message that a person posted about an answer; return False if it is forgotten."""
        row = {"message_id": message_id, "turn_id": turn_id, "user_id": user_id}
        with self._database.write_transaction() as connection:
            known = sa.select(turns.c.turn_id).where(turns.c.turn_id == turn_id)
            if connection.scalar(known) is None:
                return False
            self._database.upsert(connection, answer_copies, [row])
        return True

    def latest_seen(
        self, channel_id: int, user_id: int, *, others: bool = True
    ) -> ConversationTurn | None:
        """Return the newest turn of a channel that is the person's own or, if `others`, public."""
        found = reversed(self._newest_in(channel_id, _MAX_NEWEST))
        seen = (t for t in found if t.user_id == user_id or (others and not t.private))
        return next(seen, None)

    def latest_in(self, channel_id: int) -> ConversationTurn | None:
        """Return the newest turn of a channel or thread."""
        return _first(self._newest_in(channel_id, 1))

    def _newest_in(self, channel_id: int, limit: int) -> list[ConversationTurn]:
        """Return the newest turns of a channel, oldest first."""
        newest = sa.select(turns.c.turn_id).where(turns.c.channel_id == channel_id)
        newest = newest.order_by(turns.c.asked_at.desc(), turns.c.number.desc())
        return self._find(turns.c.turn_id.in_(newest.limit(limit)))

    def conversation(self, turn_id: str, limit: int) -> Sequence[ConversationTurn]:
        """Return up to `limit` turns that lead to and include `turn_id`, oldest first."""
        found: list[ConversationTurn] = []
        before: str | None = turn_id
        while before is not None and len(found) < limit and (turn := self.get(before)):
            if turn in found:  # a loop of turns ends where it began
                break
            found.append(turn)
            before = turn.parent_id
        return found[::-1]

    def forget(self, turn_ids: Sequence[str]) -> int:
        """Forget turns with their messages, votes and receipts; return how many turns there were.

        Their follow-ups lose their parent and their rewritten questions, which may contain the
        forgotten words.
        """
        with self._database.write_transaction() as connection:
            gone = forget_turns(connection, turn_ids)
        self._database.truncate_log()
        return gone

    def forget_channel(self, channel_id: int) -> int:
        """Forget the turns of a channel or thread; return how many."""
        there = sa.select(turns.c.turn_id).where(turns.c.channel_id == channel_id)
        with self._database.write_transaction() as connection:
            gone = forget_turns(connection, list(connection.scalars(there)))
        if gone:
            self._database.truncate_log()
        return gone

    def _find(self, condition: sa.ColumnElement[bool]) -> list[ConversationTurn]:
        with self._database.read_transaction() as connection:
            rows = connection.execute(_ALL.where(condition)).all()
            ids = [row.turn_id for row in rows]
            messages = _message_ids(connection, answer_messages, answer_messages.c.place, ids)
            copies = _message_ids(connection, answer_copies, answer_copies.c.message_id, ids)
        return [_to_turn(row, messages[row.turn_id], copies[row.turn_id]) for row in rows]


def _message_ids(
    connection: sa.Connection, table: sa.Table, order: sa.Column[Any], turn_ids: Sequence[str]
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {turn_id: [] for turn_id in turn_ids}
    for batch in batches(turn_ids):
        wanted = sa.select(table.c.turn_id, table.c.message_id).where(table.c.turn_id.in_(batch))
        for turn_id, message_id in connection.execute(wanted.order_by(order)):
            found[turn_id].append(message_id)
    return found


def forget_turns(connection: sa.Connection, turn_ids: Sequence[str]) -> int:
    """Delete turns with all that goes with them, and return how many turns there were.

    Their messages, votes and receipts go; what followed them no longer says what was searched for.
    """
    gone = 0
    for batch in batches(list(dict.fromkeys(turn_ids))):
        _forget_searches_after(connection, batch)
        connection.execute(sa.delete(votes).where(votes.c.turn_id.in_(batch)))
        connection.execute(sa.delete(receipts).where(receipts.c.receipt_id.in_(batch)))
        gone += connection.execute(sa.delete(turns).where(turns.c.turn_id.in_(batch))).rowcount
    return gone


def _forget_searches_after(connection: sa.Connection, turn_ids: Sequence[str]) -> None:
    """Forget the rewritten questions of follow-ups, in their turns and receipts.

    A rewritten question has words of the questions before it.
    """
    followed = sa.select(turns.c.turn_id, sa.literal(1).label("depth"))
    walk = followed.where(turns.c.follows.in_(turn_ids)).cte("walk", recursive=True)
    after = sa.select(turns.c.turn_id, walk.c.depth + 1)
    after = after.join(walk, turns.c.follows == walk.c.turn_id)
    walk = walk.union(after.where(walk.c.depth < _MAX_DEPTH))
    _forget_search(connection, sa.select(walk.c.turn_id))


def _forget_search(connection: sa.Connection, turn_ids: sa.Select[tuple[str]]) -> None:
    """Forget the rewritten questions of turns that were not searched by their own words."""
    for table, key in ((turns, turns.c.turn_id), (receipts, receipts.c.receipt_id)):
        wanted = sa.select(key, table.c.record).where(key.in_(turn_ids))
        for found, record in connection.execute(wanted).all():
            if (without := _without_search(record)) != record:
                connection.execute(sa.update(table).where(key == found).values(record=without))


def _without_search(record: str) -> str:
    try:
        document = dict(load_document(record, "An answer"))
    except StorageError:
        return record  # written by something else
    answer = document.get("answer")
    if not isinstance(answer, dict):
        return record
    if answer.get("searched") in (None, "", answer.get("question")):
        return record
    return dump_document({**document, "answer": {**answer, "searched": ""}})


def _next_number(connection: sa.Connection) -> int:
    return (connection.scalar(sa.select(sa.func.max(turns.c.number))) or 0) + 1


def _first(found: Sequence[ConversationTurn]) -> ConversationTurn | None:
    return found[0] if found else None


def _to_turn(
    row: sa.Row[tuple[object, ...]], messages: Sequence[int], copies: Sequence[int]
) -> ConversationTurn:
    return ConversationTurn(
        **read_columns(ConversationTurn, row),
        **read_turn(row.turn_id, row.record),
        parent_id=row.follows,
        answer_message_ids=tuple(messages),
        copy_message_ids=tuple(copies),
    )
