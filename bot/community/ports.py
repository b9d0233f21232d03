"""The Protocols of what is kept; `bot.storage` keeps it in SQL.

Every method blocks, may be called from any thread, and raises `StorageError` where the store
fails. Ids of Discord are whole numbers below 2**63.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from bot.community.budgets import Spending
from bot.community.conversation import ConversationTurn
from bot.community.receipt import Receipt
from bot.community.server_settings import ServerSettings
from bot.community.shelf import Owner, Shelved
from bot.community.votes import Tally
from bot.digest.ports import DigestVotes, Ledger, Subscriptions


class StorageError(Exception):
    """The store cannot be read or written; the message says why and what to do."""


class Turns(Protocol):
    """The turns of all conversations."""

    def keep(self, turn: ConversationTurn) -> bool:
        """Keep a turn, in place of one with the same id.

        Returns False, with nothing kept, where who asked, who is quoted or the server was erased
        since the question was asked.
        """

    def get(self, turn_id: str) -> ConversationTurn | None:
        """Return the turn of an id."""

    def by_answer(self, message_id: int) -> ConversationTurn | None:
        """Return the turn that a message, one of those with its answer, belongs to."""

    def by_question(self, message_id: int) -> Sequence[ConversationTurn]:
        """Return the turns whose question is that message, or quotes it."""

    def below(self, number: int | None, limit: int) -> Sequence[tuple[int, ConversationTurn]]:
        """Return up to `limit` turns with their numbers, the newest below `number` first."""

    def latest_in(self, channel_id: int) -> ConversationTurn | None:
        """Return the newest turn of a channel or thread."""

    def conversation(self, turn_id: str, limit: int) -> Sequence[ConversationTurn]:
        """Return up to `limit` turns that lead to and include `turn_id`, oldest first."""

    def forget(self, turn_ids: Sequence[str]) -> int:
        """Forget turns with their votes and receipts; return how many turns there were.

        What followed them follows nothing, and no longer says how it was searched for: that may
        hold their words.
        """

    def forget_channel(self, channel_id: int) -> int:
        """Forget the turns of a channel or thread; return how many."""


class Receipts(Protocol):
    """The receipts of answers; they go with their turns, and when their time is over."""

    def keep(self, receipt: Receipt) -> None:
        """Keep a receipt, in place of one with the same id."""

    def get(self, receipt_id: str) -> Receipt | None:
        """Return the receipt of an id."""

    def guilds(self) -> Sequence[int | None]:
        """Return the servers that there are receipts of; None is what is of no server."""

    def forget_older(self, guild_id: int | None, than: datetime) -> int:
        """Forget a server's receipts made at `than` or before; return how many."""


class ServerSettingsStore(Protocol):
    """The settings of each server."""

    def get(self, guild_id: int) -> ServerSettings:
        """Return a server's settings, the defaults where it has settled nothing."""

    def change(
        self, guild_id: int, change: Callable[[ServerSettings], ServerSettings], now: datetime
    ) -> ServerSettings:
        """Apply a change to what a server's settings are now; keep and return the result.

        No other change comes between, so that `change` must be quick, and must touch only what a
        person has changed.
        """


class Shelves(Protocol):
    """The shelves of people and servers."""

    def add(self, owner: Owner, paper_ids: Sequence[str], added_by: int, now: datetime) -> int:
        """Put papers on a shelf; return how many were not there before."""

    def remove(self, owner: Owner, paper_ids: Sequence[str]) -> int:
        """Take papers off a shelf; return how many were there."""

    def papers(self, owner: Owner) -> Sequence[Shelved]:
        """Return a shelf, the newest first."""


class Votes(Protocol):
    """The votes on answers, one a person."""

    def cast(self, turn_id: str, user_id: int, value: Literal[-1, 1], now: datetime) -> Tally:
        """Cast, turn or (the same again) take back a vote; return the tally."""

    def tally(self, turn_id: str) -> Tally:
        """Return the tally of an answer."""


class ComponentState(Protocol):
    """What a button or menu needs when it is used, however much later."""

    def remember(self, kind: str, payload: Mapping[str, Any], now: datetime) -> str:
        """Keep a JSON object; return its token, at most 20 letters and digits.

        The same kind and object give the same token.
        """

    def recall(self, kind: str, token: str) -> Mapping[str, Any] | None:
        """Return the object that a token of a kind stands for."""


class Notes(Protocol):
    """Small facts of the program about itself."""

    def read(self, name: str) -> str | None:
        """Return a note."""

    def write(self, name: str, text: str) -> None:
        """Write a note."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much of a person was erased; `messages` are those that answered, as of `messages`."""

    turns: int = 0
    votes: int = 0
    shelved: int = 0
    messages: tuple[tuple[int, int], ...] = ()


class PersonalData(Protocol):
    """All that is kept about one person."""

    def forget(self, user_id: int, now: datetime) -> Forgotten:
        """Erase a person's turns, receipts, votes and shelf, and the name on what others use too.

        That is who put a paper on another's shelf, and who subscribed a channel to a digest. A turn
        that quotes the person goes too. What was begun before `now` is not kept after.
        """

    def messages(self, user_id: int) -> Sequence[tuple[int, int]]:
        """Return (channel id, message id) of each message that answers or quotes the person."""


class Servers(Protocol):
    """The servers that the bot is in, and all that is kept of one."""

    def join(self, application_id: int, guild_ids: Sequence[int]) -> None:
        """Note that a bot is in servers."""

    def joined(self, application_id: int) -> Sequence[int]:
        """Return the servers that a bot is in, or was when it last looked."""

    def forget(self, guild_id: int, now: datetime) -> int:
        """Erase a server's turns, receipts, settings, shelf and digests; return how many turns.

        What was begun there before `now` is not kept after.
        """


@dataclass(frozen=True, slots=True)
class Community:
    """Everything that is kept, together."""

    turns: Turns
    receipts: Receipts
    settings: ServerSettingsStore
    shelves: Shelves
    votes: Votes
    remembered: ComponentState
    notes: Notes
    people: PersonalData
    servers: Servers
    subscriptions: Subscriptions
    ledger: Ledger
    digest_votes: DigestVotes
    spending: Spending
