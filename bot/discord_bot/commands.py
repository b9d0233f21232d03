"""Declare slash commands: their words come from the locales, by the names of the parameters.

The messages of a command "x y" are `cmd-x-y` (its name) and `cmd-x-y-about`, those of its parameter
`from_year` `cmd-x-y-opt-from-year` and `cmd-x-y-opt-from-year-about`. Commands of a group may share
them as `cmd-x-opt-from-year`, and all commands as `cmd-opt-from-year`.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from functools import wraps
from inspect import signature
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, Choice, locale_str

from bot.discord_bot.errors import log_failed_completion
from bot.discord_bot.locales.translations import Translations, localized
from bot.discord_bot.permissions import Rule, allow_members, with_rule

Complete = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[Choice[str]]]]
"""Returns the choices that what somebody has typed may become."""

IN_SERVERS: dict[str, Any] = {
    "allowed_contexts": AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    "allowed_installs": AppInstallationType(guild=True, user=False),
}
"""Only in servers that the bot was added to."""
EVERYWHERE: dict[str, Any] = {
    "allowed_contexts": AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    "allowed_installs": AppInstallationType(guild=True, user=True),
}
"""In servers, direct messages and private channels, however the bot is installed."""


def group(
    key: str, *, where: Mapping[str, Any] = EVERYWHERE, rule: Rule = allow_members
) -> app_commands.Group:
    """Return a group of commands, to which `command` adds."""
    about = localized(f"cmd-{key}-about")
    extras = with_rule(rule)
    return app_commands.Group(
        name=localized(f"cmd-{key}"), description=about, extras=extras, **where
    )


def command(
    name: str,
    *,
    parent: app_commands.Group | None = None,
    where: Mapping[str, Any] = EVERYWHERE,
    rule: Rule | None = None,
    choices: Mapping[str, Mapping[str, locale_str]] | None = None,
    complete: Mapping[str, Complete] | None = None,
) -> Callable[[Callable[..., Any]], app_commands.Command[Any, ..., Any]]:
    """Make a function the command of a name ("shelf add"), of a group if given.

    `choices` are the values of parameters with their names, `complete` completes parameters as one
    types. `rule` says who may use it, else that of its group.
    """
    key = name.replace(" ", "-")

    def declare(callback: Callable[..., Any]) -> app_commands.Command[Any, ..., Any]:
        parameters = list(signature(callback).parameters)[1:]
        names = {each: _localize_option(key, each) for each in parameters}
        app_commands.rename(**names)(callback)
        about = {each: _localize_option(key, each, "-about") for each in parameters}
        app_commands.describe(**about)(callback)
        offered = {
            option: [Choice(name=label, value=value) for value, label in named.items()]
            for option, named in (choices or {}).items()
        }
        app_commands.choices(**offered)(callback)
        made: app_commands.Command[Any, ..., Any] = app_commands.Command(
            name=localized(f"cmd-{key}"),
            description=localized(f"cmd-{key}-about"),
            callback=callback,
            parent=parent,
            extras=with_rule(rule) if rule else {},
            **({} if parent else where),
        )
        for option, completion in (complete or {}).items():
            made.autocomplete(option)(without_errors(completion))
        if parent is not None:
            parent.add_command(made)
        return made

    return declare


def _localize_option(key: str, parameter: str, end: str = "") -> locale_str:
    """Return a text of a parameter: the command's own, that of its group, or that of all."""
    option = f"opt-{parameter.replace('_', '-')}{end}"
    places = (f"cmd-{key}", f"cmd-{key.partition('-')[0]}", "cmd")
    found = (f"{place}-{option}" for place in places)
    return localized(next(each for each in found if Translations().find(each) is not None))


def without_errors(complete: Complete) -> Complete:
    """Offer nothing where completion fails, and log why."""

    @wraps(complete)
    async def quiet(interaction: discord.Interaction[Any], current: str) -> list[Choice[str]]:
        try:
            return await complete(interaction, current)
        except Exception as error:
            log_failed_completion(error, interaction)
            return []

    return quiet
