"""The bot: connects to Discord, and hands each event to the part that it is for."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_bot.ask.deletions import Deletions
from bot.discord_bot.ask.session import AnswerService
from bot.discord_bot.controls import Control, dispatch
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS
from bot.discord_bot.delivery.vote_refresh import VoteRefresher
from bot.discord_bot.errors import (
    UserError,
    log_incident,
    report,
    report_interruption,
    start_request,
)
from bot.discord_bot.limiters import SeenIds
from bot.discord_bot.locales.translations import Translator
from bot.discord_bot.log import log
from bot.discord_bot.permissions import admit, find_rule
from bot.discord_bot.registration import Registration, find_command_ids, register
from bot.discord_bot.services import Services
from retrieval.library.stats import CountLibrary

Setup = Callable[["FootnoteBot"], Awaitable[None]]
"""Adds a feature's cogs, controls, forms and menus to a bot that has just logged in."""


class FootnoteTree(app_commands.CommandTree["FootnoteBot"]):
    """The commands; handles each interaction once, and reports errors."""

    async def interaction_check(self, interaction: discord.Interaction[FootnoteBot], /) -> bool:
        """Admit an interaction the first time it comes, if its rule allows it.

        For people who are not admitted, autocomplete stays empty.
        """
        if not self.client.seen_ids.add(interaction.id):
            return False
        completes = interaction.type is discord.InteractionType.autocomplete
        try:
            if not completes:
                start_request(interaction, self.client.services)
            await admit(interaction, find_rule(interaction.command))
        except Exception as error:
            if completes:
                with suppress(discord.HTTPException, *CONNECTION_ERRORS):
                    await interaction.response.autocomplete([])
            await report(error, interaction, self.client.services)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[FootnoteBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Report the error to the person who used the command."""
        await report(error, interaction, self.client.services)


class FootnoteBot(commands.AutoShardedBot):
    """Footnote's user in Discord.

    It reads messages that mention it and direct messages; other messages only with
    `message_content`, which Discord must have granted. It keeps no members, messages or views in
    memory. Of `shards`, or as many as Discord recommends, it serves `shard_ids`, or all.
    `guild_ready_timeout` is how many seconds to wait for the next server at the start, and
    `register_timeout` for the commands to be registered; that then goes on beside the rest.
    """

    def __init__(
        self,
        services: Services,
        setups: Sequence[Setup],
        *,
        message_content: bool = False,
        shards: int | None = None,
        shard_ids: Sequence[int] = (),
        guild_ready_timeout: float = 2.0,
        register_timeout: float = 10.0,
    ) -> None:
        # Not the other default intents: in a large community, who types and who speaks is most
        # of the traffic, and nothing here wants it.
        intents = discord.Intents(
            guilds=True,
            guild_messages=True,
            dm_messages=True,
            message_content=message_content,
        )
        # The bot has no voice, and needs no warning that the libraries for one are missing.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        serving: dict[str, Any] = {"shard_ids": list(shard_ids)} if shard_ids else {}
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=FootnoteTree,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=guild_ready_timeout,
            shard_count=shards,
            **serving,
        )
        self.services = services
        self.seen_ids = SeenIds()
        self.registration = Registration()
        self.started = services.clock()
        self.answering = AnswerService(services)
        self.deletions = Deletions(self.answering, self)
        self.votes = VoteRefresher()
        self.count_library = CountLibrary(services.application.catalog)
        self.controls: list[Control] = []
        self._setups = tuple(setups)
        self._register_timeout = register_timeout
        self._registering: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        """Set up the features, and register their commands where they changed."""
        await self.tree.set_translator(Translator())
        for setup in self._setups:
            await setup(self)
        self._registering = asyncio.create_task(self._register(), name="registering the commands")
        await asyncio.wait({self._registering}, timeout=self._register_timeout)
        if self._registering.done():
            await self._registering
        else:
            self.registration = Registration(pending=True)
            log().warning("commands not registered yet", waited=self._register_timeout)

    async def wait_until_registered(self) -> None:
        """Wait until Discord has taken the commands, or refused them."""
        if self._registering is not None:
            await asyncio.wait({self._registering})

    async def _register(self) -> None:
        """Register the commands. discord.py waits out every limit, and one lasts up to a day.

        Where they are refused, those registered before still work, and so does everything else.
        """
        writes = self.services.application.settings.mode == "model"
        hidden = frozenset() if writes else frozenset({"ask model"})
        self.registration = await register(self.tree, self.services.stores.notes, hidden)
        for line in self.registration.warnings():
            log().error("commands refused", what=line)
        self.services.commands.update(await find_command_ids(self.tree))

    async def close(self) -> None:
        """Finish or interrupt the requests in flight, then disconnect."""
        if not self.is_closed():
            grace = self.services.application.settings.shutdown_grace_seconds
            await self.services.in_flight.close(grace, report_interruption)
        if self._registering is not None:
            self._registering.cancel()
        await super().close()

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: there are no commands with a prefix."""

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Dispatch presses and submitted forms; report those of an older version."""
        kinds = {discord.InteractionType.component, discord.InteractionType.modal_submit}
        if interaction.type in kinds and not await dispatch(interaction, self.controls):
            raise UserError("errors-unknown-control")

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Report what a listener raised, to the person who caused the event if known."""
        error = sys.exc_info()[1]
        if error is None:
            return
        if args and isinstance(args[0], (discord.Interaction, discord.Message)):
            await report(error, args[0], self.services)
        else:
            log_incident(error, self.services, of=event_method)
