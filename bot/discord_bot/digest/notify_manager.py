"""Tell somebody who can mend it that a digest rests, as well as can be and quietly otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.digest.deliver import NotNow
from bot.digest.subscriptions import PauseReason, Subscription
from bot.discord_bot import limits
from bot.discord_bot.delivery.discord_errors import CONNECTION_ERRORS, is_temporary
from bot.discord_bot.delivery.respond import server_translations
from bot.discord_bot.log import log
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.services import Services, settings_of
from bot.errors import describe


async def tell(
    services: Services, client: discord.Client, subscription: Subscription, reason: PauseReason
) -> None:
    """Write to who made the subscription, else to the server's channel for news, else its owner.

    The first who takes the message is the only one; where none does, it is only logged. Raises
    `NotNow` where one may take it later.
    """
    guild = client.get_guild(subscription.guild_id)
    settings = await settings_of(services, subscription.guild_id)
    t = server_translations(settings.language, guild.preferred_locale if guild else "en")
    place = guild.get_channel_or_thread(subscription.channel_id) if guild else None
    where = escape_markdown(f"#{place.name}") if place else t("digest-some-channel")
    key = "digest-rests-gone" if reason == "channel gone" else "digest-rests-barred"
    server = escape_markdown(guild.name) if guild else "…"
    shown = notices.notice(
        t,
        t("digest-rests", channel=where, server=server),
        t(key),
        kind="error",
    )
    for number, told in enumerate(_told(client, guild, subscription)):
        nonce = f"{subscription.subscription_id}.{number}.{subscription.next_due:%y%m%d}"
        try:
            person = await client.create_dm(told) if isinstance(told, discord.Object) else told
            await person.send(view=shown.view, nonce=nonce[: limits.NONCE])
        except (discord.HTTPException, discord.RateLimited, *CONNECTION_ERRORS) as error:
            if is_temporary(error):
                raise NotNow from error
            log().warning(
                "not told", subscription=subscription.subscription_id, error=describe(error)
            )
        else:
            return


def _told(
    client: discord.Client, guild: discord.Guild | None, subscription: Subscription
) -> Iterator[discord.Object | discord.TextChannel]:
    if subscription.created_by:
        yield discord.Object(subscription.created_by)
    if guild is None:
        return
    if guild.system_channel and guild.system_channel.id != subscription.channel_id:
        yield guild.system_channel
    if guild.owner_id and guild.owner_id != subscription.created_by:
        yield discord.Object(guild.owner_id)
