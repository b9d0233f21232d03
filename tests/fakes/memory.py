"""Keep in memory what `bot.storage` keeps in SQL: a fake of every port, for other tests.

The contract tests of this folder hold it to what the real one does.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from bot.answering.answer import Answer
from bot.errors import StorageError
from bot.records.conversations import ConversationTurn, Tally
from bot.records.ledger import LedgerEntry
from bot.records.receipts import Receipt
from bot.records.server_settings import ServerSettings
from bot.records.shelves import SHELF_UNDO, ShelfOwner, ShelvedPaper
from bot.records.spending import Reservation, Spending
from bot.records.subscriptions import FORM_DRAFT, Subscription
from bot.storage.erasure import ErasedCounts
from bot.storage.stores import Stores
from tests.fakes.memory_digests import MemoryDigestVotes, MemoryLedger, MemorySubscriptions
from tests.fakes.memory_spending import MemoryAdditions, MemorySpending


@dataclass
class Memory:
    """What is kept, open to a test's eyes. With `failing` every call raises `StorageError`."""

    turns: dict[str, ConversationTurn] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    settings: dict[int, ServerSettings] = field(default_factory=dict)
    shelves: dict[ShelfOwner, list[ShelvedPaper]] = field(default_factory=dict)
    votes: dict[tuple[str, int], int] = field(default_factory=dict)
    remembered: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    issues: dict[str, LedgerEntry] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    given: dict[tuple[int, str], tuple[datetime, int, int]] = field(default_factory=dict)
    digest_votes: dict[tuple[str, str, int], tuple[int, datetime]] = field(default_factory=dict)
    spending: dict[tuple[date, int | None, int], Spending] = field(default_factory=dict)
    reservations: dict[str, Reservation] = field(default_factory=dict)
    additions: dict[tuple[date, int, int], int] = field(default_factory=dict)
    erasures: list[tuple[int, datetime]] = field(default_factory=list)
    servers: dict[tuple[int, int], None] = field(default_factory=dict)
    copies: dict[int, tuple[str, int]] = field(default_factory=dict)
    failing: bool = False
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __enter__(self) -> Memory:
        self._lock.acquire()
        if self.failing:
            self._lock.release()
            raise StorageError("The store was told to fail. Tell it to work again.")
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def memory_community(memory: Memory | None = None) -> Stores:
    """Return a community whose parts share one memory."""
    memory = Memory() if memory is None else memory
    return Stores(
        turns=MemoryTurns(memory),
        receipts=MemoryReceipts(memory),
        settings=MemorySettings(memory),
        shelves=MemoryShelves(memory),
        votes=MemoryVotes(memory),
        component_state=MemoryRemembered(memory),
        notes=MemoryNotes(memory),
        personal_data=MemoryPeople(memory),
        servers=MemoryServers(memory),
        subscriptions=MemorySubscriptions(memory),
        ledger=MemoryLedger(memory),
        digest_votes=MemoryDigestVotes(memory),
        spending=MemorySpending(memory),
        additions=MemoryAdditions(memory),
    )


class MemoryTurns:
    """The turns, in the order in which they were first kept."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def keep(self, turn: ConversationTurn) -> bool:
        subjects = turn.user_id, turn.quoted_user_id, turn.guild_id
        with self._memory as memory:
            if was_erased(memory, turn.asked_at, *subjects):
                return False
            known = memory.turns
            follows = turn.parent_id if turn.parent_id in known else None
            shown = tuple(dict.fromkeys(turn.answer_message_ids))
            for other in list(known.values()):
                left = tuple(m for m in other.answer_message_ids if m not in shown)
                known[other.turn_id] = replace(other, answer_message_ids=left)
            follows = None if follows == turn.turn_id else follows
            copies = known[turn.turn_id].copy_message_ids if turn.turn_id in known else ()
            kept = replace(turn, answer_message_ids=shown, parent_id=follows)
            kept = replace(kept, copy_message_ids=copies)
            known[turn.turn_id] = replace(kept, answer=_without_vectors(turn.answer))
            if turn.parent_id not in (None, *known):
                _unsay(memory, turn.turn_id)
        return True

    def get(self, turn_id: str) -> ConversationTurn | None:
        with self._memory as memory:
            return memory.turns.get(turn_id)

    def find_by_answer(self, message_id: int) -> ConversationTurn | None:
        return self._last(lambda turn: message_id in turn.answer_message_ids)

    def find_by_question(self, message_id: int) -> Sequence[ConversationTurn]:
        return self._all(
            lambda turn: message_id in (turn.question_message_id, turn.quoted_message_id)
        )

    def page_before(self, number: int | None, limit: int) -> Sequence[tuple[int, ConversationTurn]]:
        with self._memory as memory:
            numbered = list(enumerate(memory.turns.values(), 1))[::-1]
        return [(n, turn) for n, turn in numbered if number is None or n < number][:limit]

    def latest_in(self, channel_id: int) -> ConversationTurn | None:
        return self._last(lambda turn: turn.channel_id == channel_id)

    def latest_seen(
        self, channel_id: int, user_id: int, *, others: bool = True
    ) -> ConversationTurn | None:
        return self._last(
            lambda turn: (
                turn.channel_id == channel_id
                and (turn.user_id == user_id or (others and not turn.private))
            )
        )

    def keep_copy(self, turn_id: str, message_id: int, user_id: int) -> bool:
        with self._memory as memory:
            turn = memory.turns.get(turn_id)
            if turn is None:
                return False
            copies = (*turn.copy_message_ids, message_id)
            memory.turns[turn_id] = replace(turn, copy_message_ids=copies)
            memory.copies[message_id] = (turn_id, user_id)
        return True

    def conversation(self, turn_id: str, limit: int) -> Sequence[ConversationTurn]:
        with self._memory as memory:
            found: dict[str, ConversationTurn] = {}
            place: str | None = turn_id
            while place in memory.turns and place not in found and len(found) < limit:
                found[place] = memory.turns[place]
                place = found[place].parent_id
        return list(found.values())[::-1]

    def forget(self, turn_ids: Sequence[str]) -> int:
        with self._memory as memory:
            return _forget(memory, set(turn_ids) & set(memory.turns), set(turn_ids))

    def forget_channel(self, channel_id: int) -> int:
        there = {turn.turn_id for turn in self._all(lambda turn: turn.channel_id == channel_id)}
        return self.forget(list(there))

    def _all(self, wanted: Any) -> list[ConversationTurn]:
        with self._memory as memory:
            # Sorting keeps the order of arrival among turns of one moment.
            return sorted(filter(wanted, memory.turns.values()), key=lambda turn: turn.asked_at)

    def _last(self, wanted: Any) -> ConversationTurn | None:
        return (self._all(wanted) or [None])[-1]


class MemoryReceipts:
    """The receipts of answers."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def keep(self, receipt: Receipt) -> None:
        with self._memory as memory:
            memory.receipts[receipt.receipt_id] = receipt

    def get(self, receipt_id: str) -> Receipt | None:
        with self._memory as memory:
            return memory.receipts.get(receipt_id)

    def list_guilds(self) -> Sequence[int | None]:
        with self._memory as memory:
            found = {receipt.scope.guild_id for receipt in memory.receipts.values()}
        return sorted(found, key=lambda guild: -1 if guild is None else guild)

    def forget_older(self, guild_id: int | None, than: datetime) -> int:
        with self._memory as memory:
            old = [
                receipt.receipt_id
                for receipt in memory.receipts.values()
                if receipt.scope.guild_id == guild_id and receipt.made_at <= than
            ]
            for receipt_id in old:
                del memory.receipts[receipt_id]
            return len(old)


class MemorySettings:
    """The settings of each server."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def get(self, guild_id: int) -> ServerSettings:
        with self._memory as memory:
            return memory.settings.get(guild_id, ServerSettings())

    def change(
        self, guild_id: int, change: Callable[[ServerSettings], ServerSettings], now: datetime
    ) -> ServerSettings:
        with self._memory as memory:
            settings = memory.settings[guild_id] = change(self.get(guild_id))
            if settings == ServerSettings():
                del memory.settings[guild_id]
            return settings


class MemoryShelves:
    """The shelves, each in the order in which papers came."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def add(self, owner: ShelfOwner, paper_ids: Sequence[str], added_by: int, now: datetime) -> int:
        with self._memory as memory:
            if was_erased(memory, now, owner.owner_id):
                return 0
            added_by = 0 if was_erased(memory, now, added_by) else added_by
            shelf = memory.shelves.setdefault(owner, [])
            there = {kept.paper_id for kept in shelf}
            new = [i for i in dict.fromkeys(paper_ids) if i not in there]
            first = 1 + sum(map(len, memory.shelves.values()))
            shelf += [ShelvedPaper(i, added_by, now, first + n) for n, i in enumerate(new)]
            return len(new)

    def remove(self, owner: ShelfOwner, paper_ids: Sequence[str]) -> int:
        with self._memory as memory:
            shelf = memory.shelves.get(owner, [])
            left = [kept for kept in shelf if kept.paper_id not in set(paper_ids)]
            memory.shelves[owner] = left
            return len(shelf) - len(left)

    def restore(self, owner: ShelfOwner, paper: ShelvedPaper) -> None:
        with self._memory as memory:
            shelf = memory.shelves.setdefault(owner, [])
            if all(kept.paper_id != paper.paper_id for kept in shelf):
                shelf.append(paper)
                shelf.sort(key=lambda kept: (kept.added_at, kept.number))

    def papers(self, owner: ShelfOwner) -> Sequence[ShelvedPaper]:
        with self._memory as memory:
            last_first = memory.shelves.get(owner, [])[::-1]
            return sorted(last_first, key=lambda kept: kept.added_at, reverse=True)


class MemoryVotes:
    """The votes on answers."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def cast(self, turn_id: str, user_id: int, value: Literal[-1, 1], now: datetime) -> Tally:
        with self._memory as memory:
            if was_erased(memory, now, user_id):
                pass
            elif memory.votes.get((turn_id, user_id)) == value:
                del memory.votes[turn_id, user_id]
            else:
                memory.votes[turn_id, user_id] = value
            return self.tally(turn_id)

    def tally(self, turn_id: str) -> Tally:
        with self._memory as memory:
            cast = [value for (voted, _), value in memory.votes.items() if voted == turn_id]
            return Tally(up=cast.count(1), down=cast.count(-1))


class MemoryRemembered:
    """What buttons need."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def save(self, kind: str, payload: Mapping[str, Any], now: datetime) -> str:
        text = json.dumps(dict(payload), sort_keys=True, allow_nan=False)
        token = hashlib.sha256(f"{kind} {text}".encode()).hexdigest()[:20]
        with self._memory as memory:
            memory.remembered[kind, token] = text
        return token

    def load(self, kind: str, token: str) -> Mapping[str, Any] | None:
        with self._memory as memory:
            text = memory.remembered.get((kind, token))
        return None if text is None else json.loads(text)


class MemoryNotes:
    """Small facts."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def read(self, name: str) -> str | None:
        with self._memory as memory:
            return memory.notes.get(name)

    def write(self, name: str, text: str) -> None:
        with self._memory as memory:
            memory.notes[name] = text


class MemoryPeople:
    """All about one person."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def forget(self, user_id: int, now: datetime) -> ErasedCounts:
        with self._memory as memory:
            memory.erasures.append((user_id, now))
            _forget_state(memory, user_id)
            messages = tuple(self.messages(user_id))
            own = [vote for vote in memory.votes if vote[1] == user_id]
            for vote in own:
                del memory.votes[vote]
            on_digests = [vote for vote in memory.digest_votes if vote[2] == user_id]
            for on_digest in on_digests:
                del memory.digest_votes[on_digest]
            ended = MemorySubscriptions(memory).forget_recipient(user_id)
            for key, kept in memory.subscriptions.items():
                if kept.created_by == user_id:
                    memory.subscriptions[key] = replace(kept, created_by=0)
            asked = {t.turn_id for t in memory.turns.values() if _is_of(t, user_id)}
            gone = _forget(memory, asked, asked)
            for receipt in list(memory.receipts.values()):
                if receipt.scope.user_id == user_id:
                    del memory.receipts[receipt.receipt_id]
            shelf = memory.shelves.pop(ShelfOwner("user", user_id), [])
            for owner, papers in memory.shelves.items():
                memory.shelves[owner] = [
                    replace(s, added_by=0) if s.added_by == user_id else s for s in papers
                ]
            return ErasedCounts(
                turns=gone,
                votes=len(own) + len(on_digests),
                shelved=len(shelf),
                digests=ended,
                messages=messages,
            )

    def messages(self, user_id: int) -> Sequence[tuple[int, int]]:
        with self._memory as memory:
            asked = [t for t in memory.turns.values() if _is_of(t, user_id)]
            posted = [
                (memory.turns[turn_id].channel_id, message)
                for message, (turn_id, user) in memory.copies.items()
                if user == user_id and turn_id in memory.turns
            ]
        asked.sort(key=lambda turn: turn.asked_at)
        shown = [(t.channel_id, message) for t in asked for message in t.answer_message_ids]
        copies = [(t.channel_id, message) for t in asked for message in t.copy_message_ids]
        return [*shown, *dict.fromkeys([*copies, *posted])]


class MemoryServers:
    """The servers that the bot is in."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def join(self, application_id: int, guild_ids: Sequence[int]) -> None:
        with self._memory as memory:
            memory.servers.update({(application_id, guild_id): None for guild_id in guild_ids})

    def list_joined(self, application_id: int) -> Sequence[int]:
        with self._memory as memory:
            return sorted(guild for bot, guild in memory.servers if bot == application_id)

    def forget(self, guild_id: int, now: datetime) -> int:
        with self._memory as memory:
            memory.erasures.append((guild_id, now))
            _forget_state(memory, guild_id)
            asked = {t.turn_id for t in memory.turns.values() if t.guild_id == guild_id}
            gone = _forget(memory, asked, asked)
            for receipt in list(memory.receipts.values()):
                if receipt.scope.guild_id == guild_id:
                    del memory.receipts[receipt.receipt_id]
            memory.settings.pop(guild_id, None)
            memory.shelves.pop(ShelfOwner("guild", guild_id), None)
            MemorySubscriptions(memory).forget_guild(guild_id)
            for key in [key for key in memory.servers if key[1] == guild_id]:
                del memory.servers[key]
            return gone


def _forget_state(memory: Memory, subject: int) -> None:
    for kind, token in list(memory.remembered):
        named = f'"{subject}"' in memory.remembered[kind, token]
        if named and kind in (FORM_DRAFT, SHELF_UNDO):
            del memory.remembered[kind, token]


def was_erased(memory: Memory, since: datetime, *subjects: int | None) -> bool:
    """Say whether one of them was erased at `since` or later."""
    return any(at >= since and subject in subjects for subject, at in memory.erasures)


def _is_of(turn: ConversationTurn, user_id: int) -> bool:
    return user_id in (turn.user_id, turn.quoted_user_id)


def _forget(memory: Memory, gone: set[str], voted_on: set[str]) -> int:
    for turn_id in _after(memory, voted_on) - gone:
        _unsay(memory, turn_id)
    for turn_id in gone:
        del memory.turns[turn_id]
    for turn_id in voted_on:
        memory.receipts.pop(turn_id, None)
    for turn in list(memory.turns.values()):
        if turn.parent_id in gone:
            memory.turns[turn.turn_id] = replace(turn, parent_id=None)
    for vote in [vote for vote in memory.votes if vote[0] in voted_on]:
        del memory.votes[vote]
    return len(gone)


def _after(memory: Memory, turn_ids: set[str]) -> set[str]:
    found: set[str] = set()
    while more := {t.turn_id for t in memory.turns.values() if t.parent_id in turn_ids | found}:
        if more <= found:
            break
        found |= more
    return found


def _unsay(memory: Memory, turn_id: str) -> None:
    turn = memory.turns[turn_id]
    memory.turns[turn_id] = replace(turn, answer=_unsaid(turn.answer))
    if receipt := memory.receipts.get(turn_id):
        memory.receipts[turn_id] = replace(receipt, answer=_unsaid(receipt.answer))


def _unsaid(answer: Answer) -> Answer:
    return answer if answer.searched == answer.question else replace(answer, searched="")


def _without_vectors(answer: Answer) -> Answer:
    return replace(answer, nearest=tuple(replace(hit, tokens=None) for hit in answer.nearest))
