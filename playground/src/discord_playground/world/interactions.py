"""Start interactions, as people do: use a command, press, choose, type, submit a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from discord_playground.wire import JSON
from discord_playground.world import permissions
from discord_playground.world.attachments import Upload
from discord_playground.world.channels import Channel
from discord_playground.world.commands import CHAT_INPUT, MESSAGE_MENU, USER_MENU, Commands
from discord_playground.world.components import find
from discord_playground.world.errors import (
    invalid,
    missing_access,
    missing_permissions,
    unknown_error,
)
from discord_playground.world.interaction import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    IN_GUILD,
    MODAL,
    Interaction,
    interaction_wire,
    metadata_of,
)
from discord_playground.world.message import EPHEMERAL, Message
from discord_playground.world.options import ReadOptions, Resolving
from discord_playground.world.permissions import Permission
from discord_playground.world.state import State
from discord_playground.world.users import Application, User
from discord_playground.world.using import read_component, read_form

_KEPT = 5_000
_TIMED_OUT = 2
"""The reason that the client is given where an application did not answer in time."""


@dataclass(slots=True)
class Deadlines:
    """How many seconds an application has: to answer at all, and to use the token."""

    answer: float = 3.0
    token: float = 900.0


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that a person was shown."""

    form: JSON
    opened_by: Interaction


class Interactions:
    """What people may do with applications. `later` calls back after so many seconds."""

    def __init__(
        self,
        state: State,
        commands: Commands,
        later: Callable[[float, Callable[[], None]], object],
        deadlines: Deadlines,
    ) -> None:
        self._state = state
        self._commands = commands
        self._later = later
        self.deadlines = deadlines
        self.by_token: dict[str, Interaction] = {}
        self.forms: dict[str, OpenForm] = {}

    def start(self, user: User, body: JSON, uploads: Sequence[Upload] = ()) -> Interaction:
        """Begin an interaction as Discord's client asks for it, and tell the bot."""
        application = self._state.application(str(body.get("application_id")))
        channel = self._state.channel(str(body.get("channel_id")))
        if not self._state.can_see(user.id, channel):
            raise missing_access()
        self._forget_old()
        token = self._state.new_token()
        interaction = Interaction(
            id=self._state.new_id(),
            token=token,
            kind=int(body["type"]),
            application=application,
            user=user,
            channel=channel,
            data={},
            created=self._state.now(),
            owners={},
            session_id=body.get("session_id"),
            nonce=body.get("nonce"),
        )
        given = body.get("data") or {}
        opened_by: JSON | None = None
        if interaction.kind in {COMMAND, AUTOCOMPLETE}:
            interaction.owners = find_owners(self._state, application, user, channel)
            interaction.data = self._command(interaction, given, uploads)
        elif interaction.kind == COMPONENT:
            self._component(interaction, str(body.get("message_id")), given)
        elif interaction.kind == MODAL:
            opened_by = self._form(interaction, given, uploads)
        else:
            raise invalid("type", "BASE_TYPE_CHOICES", "Value must be one of (2, 3, 4, 5).")
        interaction.metadata = metadata_of(interaction, opened_by)
        self.by_token[token] = interaction
        self._tell(interaction, "INTERACTION_CREATE")
        self._state.emit(
            "INTERACTION_CREATE",
            interaction_wire(self._state, interaction),
            guild_id=channel.guild_id,
            users=[application.bot.id],
        )
        self._later(self.deadlines.answer, lambda: self._expire(interaction))
        return interaction

    def tell(self, interaction: Interaction, name: str, data: JSON) -> None:
        """Send an event about an interaction to the session that began it."""
        if interaction.session_id:
            self._state.emit(
                name,
                {"id": interaction.id, "nonce": interaction.nonce, **data},
                session_id=interaction.session_id,
            )

    def too_late(self, interaction: Interaction) -> bool:
        """Say whether the time to answer is over."""
        age = self._state.now() - interaction.created
        return interaction.failed or age > self.deadlines.answer

    def _tell(self, interaction: Interaction, name: str) -> None:
        self.tell(interaction, name, {})

    def _forget_old(self) -> None:
        """Drop the interactions whose tokens are over, now and then."""
        if len(self.by_token) > _KEPT:
            oldest = self._state.now() - self.deadlines.token
            self.by_token = {t: one for t, one in self.by_token.items() if one.created >= oldest}
            self.forms = {
                form_id: form
                for form_id, form in self.forms.items()
                if form.opened_by.created >= oldest
            }

    def _expire(self, interaction: Interaction) -> None:
        if not interaction.answered:
            interaction.failed = True
            self.tell(interaction, "INTERACTION_FAILURE", {"reason_code": _TIMED_OUT})

    def _command(self, interaction: Interaction, given: JSON, uploads: Sequence[Upload]) -> JSON:
        """Return `data` of a command's use, checked against the registered command."""
        user, channel = interaction.user, interaction.channel
        application = interaction.application
        command = self._commands.find(application.id, channel.guild_id, str(given.get("id")))
        if command is None or not interaction.owners:
            raise unknown_error("application command")
        if not is_usable(self._state, application, command, user, channel):
            raise missing_permissions()
        resolving = Resolving(self._state, channel)
        data: JSON = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if command.get("guild_id"):
            data["guild_id"] = command["guild_id"]
        if command["type"] == CHAT_INPUT:
            typing = interaction.kind == AUTOCOMPLETE
            read = ReadOptions(resolving, user.id, uploads, typing=typing)
            options = read(command.get("options", []), given.get("options") or [])
            if typing and read.focused != 1:
                raise invalid("data.options", "AUTOCOMPLETE_FOCUS", "Focus exactly one option")
            if options:
                data["options"] = options
        else:
            target = str(given.get("target_id"))
            found = command["type"] == MESSAGE_MENU and resolving.message(target)
            found = found or (command["type"] == USER_MENU and resolving.user(target))
            if not found:
                raise unknown_error("message" if command["type"] == MESSAGE_MENU else "user")
            data["target_id"] = target
        if resolving.found:
            data["resolved"] = resolving.found
        return data

    def _component(self, interaction: Interaction, message_id: str, given: JSON) -> None:
        message = self._visible(interaction, message_id)
        resolving = Resolving(self._state, interaction.channel)
        interaction.message = message
        interaction.data = read_component(
            find(message.components, str(given.get("custom_id"))),
            given,
            resolving,
            interaction.user.id,
        )
        # who installed the application does not change from the command to its buttons
        earlier = (message.interaction_metadata or {}).get("authorizing_integration_owners")
        interaction.owners = earlier or find_owners(
            self._state, interaction.application, interaction.user, interaction.channel
        )

    def _visible(self, interaction: Interaction, message_id: str) -> Message:
        """Return the application's message, if the person can see it there."""
        message = self._state.messages.get(message_id)
        if (
            message is None
            or message.channel_id != interaction.channel.id
            or (message.flags & EPHEMERAL and message.only_for != interaction.user.id)
            or interaction.application.id
            not in {message.application_id, message.author.application_id}
        ):
            raise unknown_error("message")
        return message

    def _form(self, interaction: Interaction, given: JSON, uploads: Sequence[Upload]) -> JSON:
        opened = self.forms.get(str(given.get("id")))
        if (
            opened is None
            or opened.opened_by.user is not interaction.user
            or opened.opened_by.application is not interaction.application
        ):
            raise unknown_error("interaction")
        resolving = Resolving(self._state, interaction.channel)
        interaction.data = read_form(opened.form, given, resolving, interaction.user.id, uploads)
        interaction.owners = opened.opened_by.owners
        message = opened.opened_by.message
        if message and message.id in self._state.messages:
            interaction.message = message
        return opened.opened_by.metadata


def find_owners(
    state: State, application: Application, user: User, channel: Channel
) -> dict[str, str]:
    """Return who installed the application here: the server ("0"), the person ("1")."""
    found: dict[str, str] = {}
    if channel.is_direct:
        if any(one.id == application.bot.id for one in channel.recipients):
            found["0"] = "0"
    elif state.member_of(channel.guild_id, application.bot.id):
        found["0"] = channel.guild_id or ""
    if user.id in application.user_installs:
        found["1"] = user.id
    return found


def is_usable(
    state: State, application: Application, command: JSON, user: User, channel: Channel
) -> bool:
    """Say whether a person may use a command in a channel: installs, contexts, permissions."""
    installed = find_owners(state, application, user, channel)
    kinds = {str(kind) for kind in command.get("integration_types") or [0]}
    if not kinds & set(installed):
        return False
    here = Interaction("", "", COMMAND, application, user, channel, {}, 0, {}).context
    contexts = command.get("contexts")
    if contexts is None:
        contexts = [0, 1, 2] if command.get("dm_permission", True) else [0]
    if here not in contexts:
        return False
    if here != IN_GUILD:
        return True
    allowed = state.permissions(user.id, channel)
    if not allowed & Permission.USE_APPLICATION_COMMANDS:
        return False
    if allowed & Permission.ADMINISTRATOR:
        return True
    needed = command.get("default_member_permissions")
    if needed is None:
        return True
    guild = state.guild(channel.guild_id or "")
    has = permissions.in_guild(guild, guild.members[user.id])
    return int(needed) != 0 and not int(needed) & ~has
