"""The tables of what is stored for servers and people, and the schema that they make up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from bot.errors import StorageError
from bot.storage.migrations import REVISIONS
from retrieval.db.schema import NAMING_CONVENTION, Schema

SCHEMA: Final = Schema(
    noun="record of conversations",
    contents="its conversations",
    start_again="move it away; conversations, shelves and settings then start empty",
    failed=StorageError,
    unusable=StorageError,
    revisions=REVISIONS,
    version_table="community_version",
    writer_lock=0x4E6F7465,  # "Note"
)


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment: in UTC without a zone in the column, and in UTC with it in the program."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Return a moment of any zone as the column holds it."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Return a column's moment with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


def _turn_reference() -> sa.Column[str]:
    """Return a column of rows that are deleted with their turn."""
    of_turn = sa.ForeignKey("turns.turn_id", ondelete="CASCADE")
    return sa.Column("turn_id", sa.Text, of_turn, nullable=False, index=True)


metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("turn_id", sa.Text, primary_key=True),
    # The order of arrival; it tells which of two turns of one moment is newer.
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    sa.Column("guild_id", sa.BigInteger),
    sa.Column("channel_id", sa.BigInteger, nullable=False),
    sa.Column("user_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("question_message_id", sa.BigInteger, index=True),
    # Where that message is: `channel_id` is that of the answer.
    sa.Column("question_channel_id", sa.BigInteger),
    # The message of somebody else that the question replied to, and who wrote that.
    sa.Column("quoted_message_id", sa.BigInteger, index=True),
    sa.Column("quoted_user_id", sa.BigInteger, index=True),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("follows", sa.ForeignKey("turns.turn_id", ondelete="SET NULL"), index=True),
    # Question, filters and answer as JSON: see documents.py. Text, as no database searches it.
    sa.Column("record", sa.Text, nullable=False),
    sa.Index(None, "channel_id", "asked_at", "number"),
)

answer_messages = sa.Table(
    "answer_messages",
    metadata,
    sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _turn_reference(),
    sa.Column("place", sa.Integer, nullable=False),
)

# What people posted about an answer, such as its evidence, in the answer's channel.
answer_copies = sa.Table(
    "answer_copies",
    metadata,
    sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
    _turn_reference(),
    sa.Column("user_id", sa.BigInteger, nullable=False, index=True),
)

# Who or which server was erased a moment ago, as a salted hash: see recent_erasures.py.
erasures = sa.Table(
    "erasures",
    metadata,
    sa.Column("salt", sa.Text, primary_key=True),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("erased_at", Moment, nullable=False, index=True),
)

# The servers that the bot is in, or was when it last looked.
servers = sa.Table(
    "servers",
    metadata,
    sa.Column("application_id", sa.BigInteger, primary_key=True),
    sa.Column("guild_id", sa.BigInteger, primary_key=True),
)

server_settings = sa.Table(
    "server_settings",
    metadata,
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)

shelved = sa.Table(
    "shelved",
    metadata,
    sa.Column("owner_kind", sa.Text, primary_key=True),
    sa.Column("owner_id", sa.BigInteger, primary_key=True),
    sa.Column("paper_id", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    sa.Column("added_by", sa.BigInteger, nullable=False, index=True),
    sa.Column("added_at", Moment, nullable=False),
)

# No foreign key: the buttons of an answer may be pressed before its turn is kept.
votes = sa.Table(
    "votes",
    metadata,
    sa.Column("turn_id", sa.Text, primary_key=True),
    sa.Column("user_id", sa.BigInteger, primary_key=True, index=True),
    sa.Column("value", sa.SmallInteger, nullable=False),
    sa.Column("cast_at", Moment, nullable=False),
)

remembered = sa.Table(
    "remembered",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("token", sa.Text, primary_key=True),
    # The last time it was remembered, so that what is long unused can be found.
    sa.Column("remembered_at", Moment, nullable=False, index=True),
    sa.Column("payload", sa.Text, nullable=False),
)

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
)

# No foreign key: an answer in a terminal has no turn. Who deletes turns deletes their receipts.
receipts = sa.Table(
    "receipts",
    metadata,
    sa.Column("receipt_id", sa.Text, primary_key=True),
    sa.Column("guild_id", sa.BigInteger),
    sa.Column("channel_id", sa.BigInteger),
    sa.Column("user_id", sa.BigInteger, index=True),
    sa.Column("made_at", Moment, nullable=False),
    # How the answer came about, as JSON: see documents.py.
    sa.Column("record", sa.Text, nullable=False),
    sa.Index(None, "guild_id", "made_at"),
)

# What language models cost; guild_id 0 is direct messages. A person is a hash by the day's key, 0
# is nobody, as for a digest: see spending.py.
spending = sa.Table(
    "spending",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("guild_id", sa.BigInteger, primary_key=True),
    sa.Column("person", sa.BigInteger, primary_key=True, info={"formerly": "user_id"}),
    sa.Column("tokens", sa.BigInteger, nullable=False),
    sa.Column("dollars", sa.Double, nullable=False),
)

spending_keys = sa.Table(
    "spending_keys",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("key", sa.LargeBinary, nullable=False),
)

# How many records people added to the library; a person is a hash by the day's key, as above.
additions = sa.Table(
    "additions",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("guild_id", sa.BigInteger, primary_key=True),
    sa.Column("person", sa.BigInteger, primary_key=True),
    sa.Column("records", sa.BigInteger, nullable=False),
)

# What calls of models that are being made may cost at most; after `until` a row counts no more.
reservations = sa.Table(
    "reservations",
    metadata,
    sa.Column("reservation_id", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("guild_id", sa.BigInteger, nullable=False),
    sa.Column("person", sa.BigInteger, nullable=False),
    sa.Column("tokens", sa.BigInteger, nullable=False),
    sa.Column("dollars", sa.Double, nullable=False),
    sa.Column("until", Moment, nullable=False),
)

subscriptions = sa.Table(
    "subscriptions",
    metadata,
    sa.Column("subscription_id", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False, unique=True),
    sa.Column("guild_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("channel_id", sa.BigInteger, nullable=False),
    sa.Column("created_by", sa.BigInteger, nullable=False, index=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("next_due", Moment, nullable=False),
    sa.Column("seen", sa.BigInteger, nullable=False),
    sa.Column("paused", sa.Text, nullable=False),
    # The member whose personal digest it is.
    sa.Column("recipient_id", sa.BigInteger, index=True),
    # What a person chose, as JSON: see documents.py.
    sa.Column("record", sa.Text, nullable=False),
    sa.Index(None, "paused", "next_due"),
)

digest_issues = sa.Table(
    "digest_issues",
    metadata,
    sa.Column("issue_id", sa.Text, primary_key=True),
    sa.Column(
        "subscription_id",
        sa.ForeignKey("subscriptions.subscription_id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("slot", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("due", Moment, nullable=False),
    # The process with this token may send the issue, until then or until another one claims it.
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("claimed_until", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("up_to", sa.BigInteger),
    sa.Column("channel_id", sa.BigInteger),
    # From where on the channel is searched after a crash, and when a post was last begun.
    sa.Column("posted_after", sa.BigInteger),
    sa.Column("last_try", Moment),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("sent_at", Moment),
    sa.Column("note", sa.Text, nullable=False),
    # The issue as JSON, from `composed` on: see documents.py.
    sa.Column("record", sa.Text),
    # Ensures that an issue is sent once: a subscription has one per slot, claimed or not.
    sa.UniqueConstraint("subscription_id", "slot"),
    sa.Index(None, "outcome", "claimed_until"),
    sa.Index(None, "subscription_id", "due"),
)

# What a channel got stays known when its subscription is removed, so that a new one does not
# begin with the same papers. What a person got is removed with their last subscription.
digest_given = sa.Table(
    "digest_given",
    metadata,
    sa.Column("channel_id", sa.BigInteger, primary_key=True),
    sa.Column("paper_id", sa.Text, primary_key=True),
    sa.Column("guild_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("given_at", Moment, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Index(None, "channel_id", "given_at"),
)

# No foreign key: the buttons of an issue stay in the channel when its subscription is removed.
digest_votes = sa.Table(
    "digest_votes",
    metadata,
    sa.Column("issue_id", sa.Text, primary_key=True),
    sa.Column("paper_id", sa.Text, primary_key=True),
    sa.Column("user_id", sa.BigInteger, primary_key=True, index=True),
    sa.Column("value", sa.SmallInteger, nullable=False),
    sa.Column("cast_at", Moment, nullable=False),
)
