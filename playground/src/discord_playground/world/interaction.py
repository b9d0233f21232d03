"""Keep one use of a command, a component or a form, and write it for the bot."""

from __future__ import annotations

from dataclasses import dataclass, field

from discord_playground.wire import JSON
from discord_playground.world import permissions
from discord_playground.world.attachments import SIZE_LIMIT
from discord_playground.world.channels import DIRECT, Channel
from discord_playground.world.message import Message
from discord_playground.world.message_wire import message_wire
from discord_playground.world.state import State
from discord_playground.world.users import Application, User

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
_GROUPING = {1, 2}  # a subcommand, a group of them
IN_GUILD, IN_BOT_DM, IN_PRIVATE_CHANNEL = 0, 1, 2


@dataclass(slots=True, eq=False)
class Interaction:
    """An interaction and how far its answering has come."""

    id: str
    token: str
    kind: int
    application: Application
    user: User
    channel: Channel
    data: JSON
    created: float
    owners: dict[str, str]
    session_id: str | None = None
    nonce: str | None = None
    message: Message | None = None
    metadata: JSON = field(default_factory=dict)
    answered: bool = False
    failed: bool = False
    waiting: bool = False
    followed: int = 0
    original_id: str | None = None
    message_ids: set[str] = field(default_factory=set)

    @property
    def context(self) -> int:
        """Return where it happened: in a server, with the bot alone, or among people."""
        if not self.channel.is_direct:
            return IN_GUILD
        with_bot = any(user.id == self.application.bot.id for user in self.channel.recipients)
        return IN_BOT_DM if with_bot and self.channel.kind == DIRECT else IN_PRIVATE_CHANNEL


def metadata_of(interaction: Interaction, opened_by: JSON | None = None) -> JSON:
    """Return what messages keep of the interaction that they answer."""
    metadata: JSON = {
        "id": interaction.id,
        "type": interaction.kind,
        "user": interaction.user.wire(),
        "authorizing_integration_owners": interaction.owners,
    }
    data = interaction.data
    if interaction.kind == COMMAND:
        metadata |= {"name": _command_name(data), "command_type": data["type"]}
        if data["type"] == 2:
            metadata["target_user"] = data["resolved"]["users"][data["target_id"]]
        if data["type"] == 3:
            metadata["target_message_id"] = data["target_id"]
    elif interaction.kind == COMPONENT and interaction.message:
        metadata["interacted_message_id"] = interaction.message.id
    elif opened_by:
        metadata["triggering_interaction_metadata"] = opened_by
    return metadata


def interaction_wire(state: State, interaction: Interaction) -> JSON:
    """Return the interaction as the gateway gives it to the bot."""
    user, channel, application = interaction.user, interaction.channel, interaction.application
    allowed = state.permissions(user.id, channel)
    wire: JSON = {
        "id": interaction.id,
        "application_id": application.id,
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": channel.id,
        "channel": channel.wire(application.bot.id) | {"permissions": str(allowed)},
        "app_permissions": str(_permissions_of(state, application, channel)),
        "locale": user.locale,
        "context": interaction.context,
        "authorizing_integration_owners": interaction.owners,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": SIZE_LIMIT,
    }
    guild = state.guilds.get(channel.guild_id or "")
    member = guild.members.get(user.id) if guild else None
    if guild and member:
        wire |= {
            "guild_id": guild.id,
            "guild": {"id": guild.id, "locale": guild.preferred_locale, "features": []},
            "guild_locale": guild.preferred_locale,
            "member": member.wire() | {"permissions": str(allowed)},
        }
    else:
        wire["user"] = user.wire()
    if interaction.message:
        wire["message"] = message_wire(state, interaction.message)
    return wire


def _permissions_of(state: State, application: Application, channel: Channel) -> int:
    """Return what the bot may do there; if it is not a member, what its answers may do."""
    if channel.is_direct or state.member_of(channel.guild_id, application.bot.id):
        return state.permissions(application.bot.id, channel)
    return permissions.FOR_BOTS


def _command_name(data: JSON) -> str:
    """Return a command's name with those of its group and subcommand, as Discord shows it."""
    names, options = [str(data["name"])], data.get("options") or ()
    while options and options[0]["type"] in _GROUPING:
        names.append(str(options[0]["name"]))
        options = options[0].get("options") or ()
    return " ".join(names)
