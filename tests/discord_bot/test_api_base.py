"""Say where Discord is."""

from __future__ import annotations

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.discord_bot.serve import discord_api_at


def test_an_address_holds_as_long_as_it_is_wanted() -> None:
    """REST and gateway go there, and to Discord again after."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    with discord_api_at("http://127.0.0.1:8080/"):
        inside = Route("GET", "/users/@me").url, str(DiscordWebSocket.DEFAULT_GATEWAY)

    assert inside == ("http://127.0.0.1:8080/api/v10/users/@me", "ws://127.0.0.1:8080/gateway")
    assert before == (Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


def test_no_address_is_discord_itself() -> None:
    """Nothing is changed."""
    with discord_api_at(""):
        assert discord.http.Route.BASE == "https://discord.com/api/v10"
