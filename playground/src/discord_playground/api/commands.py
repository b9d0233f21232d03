"""Routes for an application's commands, and for the commands that a person may use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord_playground.api.call import Call, Reply, Route
from discord_playground.api.users import application_of_path
from discord_playground.wire import JSON
from discord_playground.world.commands import Place
from discord_playground.world.errors import DiscordError, unknown_error
from discord_playground.world.interactions import find_owners, is_usable

_LOCALIZED = ("name_localizations", "description_localizations")


def _place(call: Call) -> Place:
    """Return the place of the path; 50001 where the application is not in the server."""
    application = application_of_path(call)
    guild_id = call.params.get("guild_id")
    if guild_id and application.bot.id not in call.state.guild(guild_id).members:
        raise DiscordError(403, 50001, "Missing Access")
    return application.id, guild_id


def list_commands(call: Call) -> list[JSON]:
    """Return the commands of a place."""
    commands = call.world.commands.list_for_place(_place(call))
    if call.flag("with_localizations"):
        return commands
    return [{k: v for k, v in one.items() if k not in _LOCALIZED} for one in commands]


def overwrite(call: Call) -> list[JSON]:
    """Replace all commands of a place."""
    bodies: Sequence[JSON] = call.payload if isinstance(call.payload, list) else []
    return call.world.commands.overwrite(_place(call), bodies)


def create(call: Call) -> Reply:
    """Add a command, 201, or replace its namesake, 200."""
    command, new = call.world.commands.create(_place(call), call.body)
    return Reply(201 if new else 200, command)


def get(call: Call) -> JSON:
    """Return one command."""
    return call.world.commands.get(_place(call), call.params["command_id"])


def change(call: Call) -> JSON:
    """Change one command."""
    return call.world.commands.change(_place(call), call.params["command_id"], call.body)


def delete(call: Call) -> None:
    """Delete one command."""
    call.world.commands.delete(_place(call), call.params["command_id"])


def all_permissions(call: Call) -> list[JSON]:
    """Return the commands' permissions in a server: none were ever changed."""
    _place(call)
    return []


def permissions(call: Call) -> None:
    """Say that a command's permissions were never changed."""
    _place(call)
    raise unknown_error("application command permissions")


def index(call: Call) -> JSON:
    """Return what a person may use in a channel, named in the person's own language."""
    channel, user = call.channel(), call.user
    applications, commands = [], []
    for application in call.state.applications.values():
        if not find_owners(call.state, application, user, channel):
            continue
        found = [
            command
            for command in call.world.commands.list_for_application(
                application.id, channel.guild_id
            )
            if is_usable(call.state, application, command, user, channel)
        ]
        if found:
            applications.append(application.wire_brief())
            commands += [_localize(command, user.locale) for command in found]
    return {
        "applications": applications,
        "application_commands": commands,
        "examples": list(call.world.examples),  # for our own page; Discord has no such thing
    }


def _localize(thing: JSON, locale: str) -> JSON:
    """Return a command, option or choice with its names in a language beside the originals."""
    shown: dict[str, Any] = {k: v for k, v in thing.items() if k not in _LOCALIZED}
    for kind in ("name", "description"):
        if kind in thing:
            given = thing.get(f"{kind}_localizations") or {}
            shown[f"{kind}_localized"] = given.get(locale, thing[kind])
    for inner in ("options", "choices"):
        if thing.get(inner):
            shown[inner] = [_localize(one, locale) for one in thing[inner]]
    return shown


_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES = (
    *(
        route
        for base in (_GLOBAL, _GUILD)
        for route in (
            Route("GET", base, list_commands),
            Route("PUT", base, overwrite),
            Route("POST", base, create),
            *((Route("GET", f"{base}/permissions", all_permissions),) if base is _GUILD else ()),
            Route("GET", f"{base}/{{command_id}}", get),
            Route("PATCH", f"{base}/{{command_id}}", change),
            Route("DELETE", f"{base}/{{command_id}}", delete),
        )
    ),
    Route("GET", f"{_GUILD}/{{command_id}}/permissions", permissions),
    Route("GET", "/channels/{channel_id}/application-command-index", index),
)
