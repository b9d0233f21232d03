"""The buttons of a posted issue: why its papers were chosen, a paper's details, votes, the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import discord

from bot.discord_bot import custom_ids
from bot.discord_bot.controls import control, selected_values
from bot.discord_bot.delivery import component_message
from bot.discord_bot.delivery.respond import defer, personal_translations, show
from bot.discord_bot.digest.issue_message import build_issue_message
from bot.discord_bot.errors import UserError
from bot.discord_bot.paper_refs import to_key
from bot.discord_bot.papers.buttons import build_paper_message
from bot.discord_bot.permissions import allow_members_below_digest, is_from_here
from bot.discord_bot.question_limits import check_rate_limit
from bot.discord_bot.rendering import digest as render
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.discord_bot.services import Services, services_of
from bot.records.conversations import Tally
from bot.records.issues import Issue, Pick
from retrieval.text import patterns as re


@control(custom_ids.ISSUE, allow_members_below_digest)
async def issue_button(interaction: discord.Interaction[Any], match: re.Match) -> None:
    """Show details to the person who pressed it, or count a vote."""
    action, number = match["action"], int(match["number"])
    services, t = services_of(interaction), personal_translations(interaction)
    if action in {"up", "down"}:
        await _vote(interaction, match["token"], number, 1 if action == "up" else -1)
        return
    chosen = (selected_values(interaction) or [""])[0]
    if chosen == "summarize":
        await check_rate_limit(services, interaction)
    await defer(interaction, ephemeral=True)
    issue = await _load_issue(interaction, match["token"])
    shown: OutgoingMessage | Sequence[OutgoingMessage]
    if "why" in (action, chosen):
        one = action == "more"
        picks = [_find_pick(issue, number)] if one else render.find_picks(issue, number)
        shown = render.reasons_message(t, picks, issue.considered)
    elif action == "more":
        key = await _find_key(services, issue, _find_pick(issue, number))
        shown = await build_paper_message(interaction, chosen, key)
    elif action == "rest":
        shown = render.rest_messages(t, issue)
    else:
        shown = await _build_pick(interaction, issue, number)
    await show(interaction, shown, ephemeral=True)


async def _vote(
    interaction: discord.Interaction[Any], issue_id: str, number: int, value: Literal[-1, 1]
) -> None:
    services, issue = services_of(interaction), await _load_issue(interaction, issue_id)
    cast, paper_id = services.stores.digest_votes.cast, _find_pick(issue, number).paper.paper_id
    await asyncio.to_thread(cast, issue_id, paper_id, interaction.user.id, value, services.now())
    pressed = interaction.message
    if pressed is not None and pressed.flags.ephemeral:  # an opened paper
        shown = await _build_pick(interaction, issue, number)
        await component_message.replace(interaction, shown)

    async def show_votes() -> None:
        await _show_votes(interaction, issue)

    await interaction.client.votes.refresh(issue_id, interaction, show_votes)


async def _show_votes(interaction: discord.Interaction[Any], issue: Issue) -> None:
    """Update the votes in an issue's message: the one pressed, or the post of an opened paper."""
    services, client = services_of(interaction), interaction.client
    entry = await asyncio.to_thread(services.stores.ledger.entry, issue.issue_id)
    subscription = await asyncio.to_thread(services.stores.subscriptions.get, issue.subscription_id)
    if entry is None or subscription is None:
        return
    tallies = await _load_tallies(services, issue.issue_id)
    shown = await build_issue_message(services, client, subscription, issue, tallies)
    pressed = interaction.message
    if pressed is not None and not pressed.flags.ephemeral:
        await component_message.edit(interaction, shown)
    elif entry.channel_id is not None and entry.message_id is not None:
        channel = client.get_partial_messageable(entry.channel_id, guild_id=subscription.guild_id)
        await channel.get_partial_message(entry.message_id).edit(
            view=shown.view, allowed_mentions=discord.AllowedMentions.none()
        )


async def _build_pick(
    interaction: discord.Interaction[Any], issue: Issue, number: int
) -> OutgoingMessage:
    services, t = services_of(interaction), personal_translations(interaction)
    pick = _find_pick(issue, number)
    key = await _find_key(services, issue, pick)
    tallies = await _load_tallies(services, issue.issue_id)
    tally = tallies.get(pick.paper.paper_id, Tally())
    return render.pick_message(t, issue, pick, key, tally)


async def _find_key(services: Services, issue: Issue, pick: Pick) -> str:
    """Return the key of a paper for custom ids; summaries are in the digest's language."""
    stores = services.stores

    def find() -> str:
        subscription = stores.subscriptions.get(issue.subscription_id)
        language = subscription.language if subscription else ""
        remembered, now = stores.component_state, services.now()
        return to_key(pick.paper.paper_id, remembered, now, language=language)

    return await asyncio.to_thread(find)


async def _load_issue(interaction: discord.Interaction[Any], issue_id: str) -> Issue:
    """Return the issue of a button; raise `UserError` if this server has no such issue any more."""
    ledger = services_of(interaction).stores.ledger
    entry = await asyncio.to_thread(ledger.entry, issue_id)
    if entry is None or entry.issue is None or not is_from_here(interaction, entry.channel_id):
        raise UserError("digest-forgotten")
    return entry.issue


def _find_pick(issue: Issue, number: int) -> Pick:
    for pick in issue.picks:
        if pick.number == number:
            return pick
    raise UserError("digest-forgotten")


async def _load_tallies(services: Services, issue_id: str) -> Mapping[str, Tally]:
    votes = await asyncio.to_thread(services.stores.digest_votes.list_for_issue, issue_id)
    return {vote.paper_id: Tally(up=vote.up, down=vote.down) for vote in votes}
