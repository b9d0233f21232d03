"""The buttons of a posted issue: why its papers were chosen, a paper's details, votes, the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any, Literal, cast

import discord

from bot.conversations import Tally
from bot.digest.issue import Issue, Pick
from bot.discord_bot import custom_ids
from bot.discord_bot.controls import Control
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.component_message import (
    edit_keeping_files,
    edit_own_keeping_files,
    find_files,
)
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.digest.issue_message import build_issue_message, load_paper_keys
from bot.discord_bot.errors import UserError
from bot.discord_bot.guard_messages import check_rate_limit
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.papers.buttons import build_paper_message
from bot.discord_bot.permissions import allow_members_below_digest, is_from_here
from bot.discord_bot.rendering import digest_details
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of

COG_NAME = "Digest"
"""The name of the cog that counts the votes."""


class IssueButton(Control, template=custom_ids.ISSUE, rule=allow_members_below_digest):
    """Shows details to the person who pressed it, or counts a vote."""

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        action, number = self.match["action"], int(self.match["number"])
        if action in {"up", "down"}:
            await _vote(interaction, self.match["token"], number, 1 if action == "up" else -1)
            return
        services, t = services_of(interaction), personal_translations(interaction)
        chosen = self.values[0] if self.values else ""
        if chosen == "summarize":
            await check_rate_limit(services, t, interaction)
        await defer(interaction, ephemeral=True)
        issue = await _load_issue(interaction, self.match["token"])
        match action:
            case "why":
                picks = digest_details.find_picks(issue, number)
                shown: OutgoingMessage | list[OutgoingMessage] = digest_details.reasons_message(
                    t, picks, issue.considered
                )
            case "more" if chosen == "why":
                picks = [_find_pick(t, issue, number)]
                shown = digest_details.reasons_message(t, picks, issue.considered)
            case "more":
                paper_id = _find_pick(t, issue, number).paper.paper_id
                key = (await _load_keys(services, issue))[paper_id]
                shown = await build_paper_message(interaction, services, t, chosen, key)
            case "rest":
                shown = digest_details.rest_messages(t, issue)
            case _:
                shown = await _build_pick(services, t, issue, number)
        await show(interaction, shown, ephemeral=True)


async def show_votes(issue_id: str, interaction: discord.Interaction[Any]) -> None:
    """Update the votes in an issue's message: the one pressed, or the post of an opened paper."""
    services, client = services_of(interaction), interaction.client
    found = await asyncio.to_thread(services.stores.ledger.entry, issue_id)
    if found is None or found.issue is None:
        return
    subscription = await asyncio.to_thread(services.stores.subscriptions.get, found.subscription_id)
    if subscription is None:
        return
    tallies = await _load_tallies(services, issue_id)
    build = partial(build_issue_message, services, client, subscription, found.issue, tallies)
    pressed = interaction.message
    if pressed is not None and not pressed.flags.ephemeral:
        await edit_keeping_files(interaction, await build(find_files(pressed)))
    elif found.channel_id is not None and found.message_id is not None:
        channel = client.get_partial_messageable(found.channel_id, guild_id=subscription.guild_id)
        post = channel.get_partial_message(found.message_id)
        files = find_files(await post.fetch()) if found.issue.chart else []
        await edit_own_keeping_files(post, await build(files), files)


async def _vote(
    interaction: discord.Interaction[Any], issue_id: str, number: int, value: Literal[-1, 1]
) -> None:
    services, t = services_of(interaction), personal_translations(interaction)
    async with _vote_refresher(interaction).refresh_after(issue_id, interaction):
        issue = await _load_issue(interaction, issue_id)
        pick = _find_pick(t, issue, number)
        await asyncio.to_thread(
            services.stores.digest_votes.cast,
            issue_id,
            pick.paper.paper_id,
            interaction.user.id,
            value,
            services.now(),
        )
        pressed = interaction.message
        if pressed is not None and pressed.flags.ephemeral:
            await component_message.replace(
                interaction, await _build_pick(services, t, issue, number)
            )


async def _build_pick(
    services: Services, t: Translations, issue: Issue, number: int
) -> OutgoingMessage:
    pick = _find_pick(t, issue, number)
    keys = await _load_keys(services, issue)
    tallies = await _load_tallies(services, issue.issue_id)
    paper_id = pick.paper.paper_id
    return digest_details.pick_message(
        t, issue, pick, keys[paper_id], tallies.get(paper_id, Tally())
    )


async def _load_keys(services: Services, issue: Issue) -> Mapping[str, str]:
    subscription = await asyncio.to_thread(services.stores.subscriptions.get, issue.subscription_id)
    return await load_paper_keys(services, issue, subscription.language if subscription else "")


async def _load_issue(interaction: discord.Interaction[Any], issue_id: str) -> Issue:
    """Return the issue of a button; raise `UserError` if this server has no such issue any more."""
    ledger = services_of(interaction).stores.ledger
    entry = await asyncio.to_thread(ledger.entry, issue_id)
    if entry is None or entry.issue is None or not is_from_here(interaction, entry.channel_id):
        t = personal_translations(interaction)
        raise UserError(t("digest-forgotten"), t("digest-forgotten-todo"))
    return entry.issue


def _find_pick(t: Translations, issue: Issue, number: int) -> Pick:
    for pick in issue.picks:
        if pick.number == number:
            return pick
    raise UserError(t("digest-forgotten"), t("digest-forgotten-todo"))


async def _load_tallies(services: Services, issue_id: str) -> Mapping[str, Tally]:
    votes = await asyncio.to_thread(services.stores.digest_votes.list_for_issue, issue_id)
    return {vote.paper_id: Tally(up=vote.up, down=vote.down) for vote in votes}


def _vote_refresher(interaction: discord.Interaction[Any]) -> VoteRefresher:
    return cast(VoteRefresher, interaction.client.get_cog(COG_NAME).votes)
