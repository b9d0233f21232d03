"""Subscriptions, ledger entries and posts for tests of digests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.records.digest_ledger import LedgerEntry, Posting
from bot.records.issues import Issue
from bot.records.subscriptions import Interests, Subscription
from discord_playground.person import Person
from tests.discord_bot.actions import Message
from tests.discord_bot.conftest import DiscordEnv

WORDS_FORM = {"topics": "few-shot learning\nanimals", "categories": "cs.cv, CS.LG"}


def guild_of(discord_env: DiscordEnv) -> int:
    """Return the id of the reading group."""
    return int(discord_env.playground.world.guild_named("Reading group").id)


def channel_of(discord_env: DiscordEnv, name: str = "papers") -> int:
    """Return the id of a channel."""
    return int(discord_env.playground.world.channel_named(name))


def user_of(discord_env: DiscordEnv, name: str) -> int:
    """Return the id of a person."""
    return int(discord_env.playground.world.person(name).id)


def add_subscription(
    discord_env: DiscordEnv, subscription_id: str = "sub1", **more: Any
) -> Subscription:
    """Keep a subscription of #papers that Mara made, and return it."""
    now = datetime.now(UTC)
    subscription = replace(
        Subscription(
            subscription_id,
            guild_of(discord_env),
            channel_of(discord_env),
            user_of(discord_env, "mara"),
            now - timedelta(days=9),
            now + timedelta(hours=1),
            interests=Interests(topics=("few-shot learning",)),
        ),
        **more,
    )
    discord_env.memory.subscriptions[subscription_id] = subscription
    return subscription


def only_subscription(discord_env: DiscordEnv) -> Subscription:
    """Return the one subscription there is."""
    (found,) = discord_env.memory.subscriptions.values()
    return found


def entry_of(discord_env: DiscordEnv, issue: Issue, **more: Any) -> LedgerEntry:
    """Return an issue as the ledger has it while it is sent, to a channel that was empty."""
    now = datetime.now(UTC)
    entry = LedgerEntry(issue.issue_id, issue.subscription_id, "2026-11-24", "composed", now, now)
    where = discord_env.memory.subscriptions[issue.subscription_id].channel_id
    more = {"issue": issue, "channel_id": where, "posting": Posting(0, now), **more}
    return replace(entry, **more)


async def posts(person: Person, channel: str) -> list[Message]:
    """Return the posts of digests in a channel, oldest first."""
    found = await person.history(channel)
    return [m for m in found if "fn:i:why:" in str(m["components"])]
