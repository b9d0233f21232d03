"""Routes for users, the caller's application, and the gateway's address."""

from __future__ import annotations

from typing import Any

from discord_playground.api.call import Call, Route
from discord_playground.gateway.socket import MAX_CONCURRENCY
from discord_playground.wire import JSON
from discord_playground.world.errors import unauthorized, unknown_error
from discord_playground.world.permissions import FOR_BOTS, in_guild
from discord_playground.world.users import Application


def me(call: Call) -> JSON:
    """Return the caller."""
    return call.user.wire_self()


def user(call: Call) -> JSON:
    """Return anyone by id."""
    return call.state.user(call.params["user_id"]).wire()


def direct(call: Call) -> JSON:
    """Return the channel of direct messages with a user; open it if there is none."""
    recipients = call.body.get("recipients") or [call.body.get("recipient_id")]
    others = [call.state.user(str(one)) for one in recipients]
    return call.world.places.direct(call.user, *others).wire(call.user.id)


def guilds(call: Call) -> list[JSON]:
    """Return the servers that the caller is in."""
    return [
        {
            "id": guild.id,
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": guild.owner_id == call.user.id,
            "permissions": str(in_guild(guild, guild.members[call.user.id])),
            "features": [],
        }
        for guild in call.state.guilds.values()
        if call.user.id in guild.members
    ]


def application(call: Call) -> JSON:
    """Return the caller's own application."""
    own = own_application(call)
    count = sum(own.bot.id in guild.members for guild in call.state.guilds.values())
    return own.wire(count, FOR_BOTS)


def own_application(call: Call) -> Application:
    """Return the application of the calling bot; 401 for people."""
    if call.user.application_id is None:
        raise unauthorized()
    return call.state.applications[call.user.application_id]


def application_of_path(call: Call) -> Application:
    """Return the application of the path, if it is the caller's own."""
    own = own_application(call)
    if own.id != call.params["application_id"]:
        raise unknown_error("application")
    return own


def emojis(call: Call) -> JSON:
    """Return the application's emojis: there are none."""
    application_of_path(call)
    return {"items": []}


def gateway(call: Call) -> JSON:
    """Return the address of the gateway."""
    return {"url": call.gateway}


def gateway_bot(call: Call) -> JSON:
    """Return the address of the gateway and how many shards to open."""
    own_application(call)
    limit: dict[str, Any] = {
        "total": 1000,
        "remaining": 999,
        "reset_after": 14_400_000,
        "max_concurrency": MAX_CONCURRENCY,
    }
    return {"url": call.gateway, "shards": 1, "session_start_limit": limit}


ROUTES = (
    Route("GET", "/gateway", gateway, open=True),
    Route("GET", "/gateway/bot", gateway_bot),
    Route("GET", "/users/@me", me),
    Route("GET", "/users/@me/guilds", guilds),
    Route("POST", "/users/@me/channels", direct),
    Route("GET", "/users/{user_id}", user),
    Route("GET", "/applications/@me", application),
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/applications/{application_id}/emojis", emojis),
)
