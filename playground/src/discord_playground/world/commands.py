"""Keep an application's commands, global and per server, as it registers them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from discord_playground.wire import JSON
from discord_playground.world.errors import DiscordError, invalid, unknown_error
from discord_playground.world.state import State

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
_MAX_COMMANDS = {CHAT_INPUT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
_USER_INSTALL, _PRIVATE = 1, 2
CREATES_A_DAY = 200
_DAY = 24 * 3600.0
_LOCALISED = frozenset({"name_localizations", "description_localizations"})

Place = tuple[str, str | None]
"""An application's id, and a server's for commands of that server alone."""


class Commands:
    """The registry of commands. An id outlives a bulk overwrite with the same name and type."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._commands: dict[Place, dict[str, JSON]] = {}
        self._created: dict[Place, list[float]] = {}

    def list_for_place(self, place: Place) -> list[JSON]:
        """Return the commands of a place, oldest first."""
        return list(self._commands.get(place, {}).values())

    def get(self, place: Place, command_id: str) -> JSON:
        """Return one command; 10063 where there is none."""
        if found := self._commands.get(place, {}).get(command_id):
            return found
        raise unknown_error("application command")

    def find(self, application_id: str, guild_id: str | None, command_id: str) -> JSON | None:
        """Return a command that may be used in a server, its own or a global one."""
        for place in ((application_id, guild_id), (application_id, None)):
            if found := self._commands.get(place, {}).get(command_id):
                return found
        return None

    def list_for_application(self, application_id: str, guild_id: str | None) -> list[JSON]:
        """Return the commands of a server and the global ones, the former first."""
        own = self.list_for_place((application_id, guild_id)) if guild_id else []
        return [*own, *self.list_for_place((application_id, None))]

    def overwrite(self, place: Place, bodies: Sequence[JSON]) -> list[JSON]:
        """Replace all commands of a place; what keeps name and type keeps its id."""
        names = [_key(body) for body in bodies]
        if len(set(names)) < len(names):
            raise DiscordError(
                400,
                50035,
                "Invalid Form Body",
                {
                    "_errors": [
                        {
                            "code": "APPLICATION_COMMANDS_DUPLICATE_NAME",
                            "message": "Application command names must be unique",
                        }
                    ]
                },
            )
        for kind, maximum in _MAX_COMMANDS.items():
            if sum(one == kind for _, one in names) > maximum:
                raise DiscordError(400, 30032, "Maximum number of application commands reached")
        for index, body in enumerate(bodies):
            self._check_installs(place, body, f"{index}.")
        earlier = {_key(command): command for command in self.list_for_place(place)}
        self._count(place, sum(key not in earlier for key in names))
        kept = [self._made(place, body, earlier.get(_key(body))) for body in bodies]
        self._commands[place] = {command["id"]: command for command in kept}
        return kept

    def create(self, place: Place, body: JSON) -> tuple[JSON, bool]:
        """Add a command or replace its namesake; the second value says whether it is new."""
        commands = self._commands.setdefault(place, {})
        earlier = next((c for c in commands.values() if _key(c) == _key(body)), None)
        self._check_installs(place, body)
        self._count(place, earlier is None)
        command = self._made(place, body, earlier)
        commands[command["id"]] = command
        return command, earlier is None

    def change(self, place: Place, command_id: str, body: JSON) -> JSON:
        """Change the given fields of a command."""
        earlier = self.get(place, command_id)
        self._check_installs(place, body)
        command = self._made(place, {**earlier, **body}, earlier)
        self._commands[place][command_id] = command
        return command

    def delete(self, place: Place, command_id: str) -> None:
        """Take a command away."""
        self.get(place, command_id)
        del self._commands[place][command_id]

    def _check_installs(self, place: Place, body: JSON, path: str = "") -> None:
        """Raise 50035 where a command asks for a kind of installation that is not switched on.

        `PRIVATE_CHANNEL` "is only meaningful for commands installed to a user", and what a command
        leaves out "defaults to your app's configured contexts".
        """
        application_id, guild_id = place
        allowed = self._state.application(application_id).install_types
        asked = body.get("integration_types") or ()
        if guild_id is None:
            for index, kind in enumerate(asked):
                if kind not in allowed:
                    raise _not_one_of(f"{path}integration_types.{index}", allowed)
            contexts = body.get("contexts") or ()
            if _PRIVATE in contexts and _USER_INSTALL not in (asked or allowed):
                raise _not_one_of(f"{path}contexts.{contexts.index(_PRIVATE)}", range(_PRIVATE))

    def _count(self, place: Place, new: int) -> None:
        """Count new commands; 30034 for one too many.

        "There is a global rate limit of 200 application command creates per day, per guild." In a
        bulk overwrite, "commands that do not already exist will count toward daily application
        command create limits". It comes as a 429; some bots have seen it as a 400.
        """
        now = self._state.now()
        created = [at for at in self._created.get(place, ()) if now - at < _DAY]
        if len(created) + new > CREATES_A_DAY:
            raise DiscordError(
                429,
                30034,
                f"Max number of daily application command creates has been reached "
                f"({CREATES_A_DAY})",
                retry_after=(created[0] + _DAY - now) if created else _DAY,
            )
        self._created[place] = created + [now] * new

    def _made(self, place: Place, body: JSON, earlier: JSON | None) -> JSON:
        """Return a command as Discord keeps it: with ids, defaults, and a version."""
        application_id, guild_id = place
        kind = body.get("type") or CHAT_INPUT
        permissions = body.get("default_member_permissions")
        command: JSON = {
            "id": earlier["id"] if earlier else self._state.new_id(),
            "application_id": application_id,
            "version": "",
            "type": kind,
            "name": body["name"],
            "name_localizations": body.get("name_localizations"),
            "description": body.get("description") or "",
            "description_localizations": body.get("description_localizations"),
            "options": [_option(option) for option in body.get("options") or ()],
            "default_member_permissions": None if permissions is None else str(permissions),
            "nsfw": bool(body.get("nsfw")),
        }
        if kind != CHAT_INPUT:
            del command["options"]
        if guild_id:
            command["guild_id"] = guild_id
        else:
            contexts = body.get("contexts")
            command |= {
                "dm_permission": body.get("dm_permission") is not False
                if contexts is None
                else 1 in contexts,
                "contexts": contexts,
                "integration_types": body.get("integration_types") or [0],
            }
        same = earlier is not None and {**earlier, "version": ""} == command
        command["version"] = earlier["version"] if same and earlier else self._state.new_id()
        return command


def _option(option: JSON) -> JSON:
    """Return an option as it is given back: without what was null, localisations apart."""
    kept = {k: v for k, v in option.items() if v is not None or k in _LOCALISED}
    for name in _LOCALISED:
        kept.setdefault(name, None)
    if "options" in kept:
        kept["options"] = [_option(inner) for inner in kept["options"] or ()]
    if "choices" in kept:
        kept["choices"] = [
            {"name_localizations": None, **choice} for choice in kept["choices"] or ()
        ]
    return kept


def _not_one_of(path: str, allowed: Collection[int]) -> DiscordError:
    """Return the 50035 for a value outside its set; Discord's own words are not documented."""
    values = ", ".join(str(value) for value in sorted(allowed))
    return invalid(path, "BASE_TYPE_CHOICES", f"Value must be one of ({values}).")


def _key(command: JSON) -> tuple[str, int]:
    return str(command["name"]), int(command.get("type") or CHAT_INPUT)
