"""Let an application answer an interaction: once, in time, and then by the token."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from discord_playground.wire import JSON
from discord_playground.world.attachments import Upload
from discord_playground.world.channels import thread_archived
from discord_playground.world.components import prepare
from discord_playground.world.composing import reference_to
from discord_playground.world.draft import Draft, read_draft
from discord_playground.world.errors import DiscordError, invalid, unknown_error
from discord_playground.world.interaction import AUTOCOMPLETE, COMMAND, MODAL, Interaction
from discord_playground.world.interactions import Interactions, OpenForm
from discord_playground.world.message import (
    CHAT_INPUT,
    CONTEXT_MENU,
    EPHEMERAL,
    LOADING,
    REPLY,
    Message,
)
from discord_playground.world.message_wire import message_wire
from discord_playground.world.messages import Messages
from discord_playground.world.options import GROUP, SUBCOMMAND
from discord_playground.world.state import State

_MAX_USER_INSTALL_MESSAGES = 5

(PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, FORM) = (1, 4, 5, 6, 7, 8, 9)


class Answers:
    """The callback of interactions and the webhook of their tokens."""

    def __init__(self, state: State, messages: Messages, interactions: Interactions) -> None:
        self._state = state
        self._messages = messages
        self._interactions = interactions

    def answer(
        self, interaction_id: str, token: str, body: JSON, uploads: Sequence[Upload] = ()
    ) -> JSON:
        """Give the first answer and return what `with_response` shows.

        10062 where it is unknown or too late, 40060 where it is answered already.
        """
        interaction = self._interactions.by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise unknown_error("interaction")
        if interaction.answered:
            raise DiscordError(400, 40060, "Interaction has already been acknowledged.")
        if self._interactions.too_late(interaction):
            raise unknown_error("interaction")
        kind, data = int(body["type"]), body.get("data") or {}
        if kind not in _allowed_callbacks(interaction):
            raise invalid(
                "type", "INTERACTION_RESPONSE_TYPE_INVALID", "Not an answer to this interaction"
            )
        message: Message | None = None
        if kind == MESSAGE:
            message = self._say(interaction, read_draft(data, uploads, may_hide=True))
        elif kind == DEFERRED:
            message = self._defer(interaction, int(data.get("flags") or 0))
        elif kind == UPDATE:
            message = self._update(interaction, data, uploads)
        if message is None and kind == DEFERRED_UPDATE:
            message = interaction.message
        interaction.original_id = message.id if message else None
        interaction.waiting = kind == DEFERRED
        interaction.answered = True
        if kind == CHOICES:
            self._interactions.tell(
                interaction,
                "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE",
                {"choices": data.get("choices") or []},
            )
        elif kind == FORM:
            self._show_form(interaction, data)
        self._interactions.tell(interaction, "INTERACTION_SUCCESS", {})
        return self._callback(interaction, kind, message)

    def interaction(self, application_id: str, token: str) -> Interaction:
        """Return the interaction of a webhook's token; 50027 when over, 10015 before its answer."""
        found = self._interactions.by_token.get(token)
        if found is None or found.application.id != application_id:
            raise DiscordError(401, 50027, "Invalid Webhook Token")
        if self._state.now() - found.created > self._interactions.deadlines.token:
            raise DiscordError(401, 50027, "Invalid Webhook Token")
        if not found.answered:
            raise unknown_error("webhook")
        return found

    def follow_up(self, interaction: Interaction, draft: Draft) -> Message:
        """Send another message; the first one after a deferral takes the deferral's place.

        10008 where somebody deleted the message that was still loading, 40094 for a sixth one
        where only the person, not the server, has the application.
        """
        if interaction.waiting:
            original = self.message(interaction, "@original")
            return self.edit(interaction, original, _as_edit(draft), draft.uploads)
        if set(interaction.owners) == {"1"}:
            interaction.followed += 1
            if interaction.followed > _MAX_USER_INSTALL_MESSAGES:
                raise DiscordError(
                    400, 40094, "This interaction has reached the maximum number of follow ups."
                )
        return self._say(interaction, draft, following=True)

    def edit(
        self, interaction: Interaction, message: Message, body: JSON, uploads: Sequence[Upload]
    ) -> Message:
        """Change a message of this token."""
        self._messages.edit(message, body, uploads)
        if message.id == interaction.original_id:
            interaction.waiting = False
        return message

    def delete(self, interaction: Interaction, message: Message) -> None:
        """Take a message of this token away; what follows a deleted deferral is a new one."""
        self._messages.delete(message)
        if message.id == interaction.original_id:
            interaction.waiting = False

    def message(self, interaction: Interaction, message_id: str) -> Message:
        """Return a message of this token, `@original` among them; 10008 where there is none."""
        wanted = interaction.original_id if message_id == "@original" else message_id
        own = {*interaction.message_ids, interaction.original_id}
        found = self._state.messages.get(wanted or "")
        if found is None or found.id not in own:
            raise unknown_error("message")
        return found

    def _say(self, interaction: Interaction, draft: Draft, *, following: bool = False) -> Message:
        self._check_place(interaction)
        fill = self._filling(interaction, hidden=bool(draft.flags & EPHEMERAL), follows=following)
        application = interaction.application
        return self._messages.create(
            application.bot, interaction.channel, draft, webhook_id=application.id, fill=fill
        )

    def _defer(self, interaction: Interaction, flags: int) -> Message:
        self._check_place(interaction)
        message = Message(
            id=self._state.new_id(),
            channel_id=interaction.channel.id,
            guild_id=interaction.channel.guild_id,
            author=interaction.application.bot,
            timestamp=self._state.timestamp(),
            flags=LOADING | (flags & EPHEMERAL),
        )
        self._filling(interaction, hidden=bool(flags & EPHEMERAL))(message)
        self._messages.keep(interaction.channel, message)
        return message

    def _update(self, interaction: Interaction, data: JSON, uploads: Sequence[Upload]) -> Message:
        if interaction.message is None or interaction.message.id not in self._state.messages:
            raise unknown_error("message")
        return self._messages.edit(interaction.message, data, uploads)

    def _check_place(self, interaction: Interaction) -> None:
        """Raise 10003 where the channel went away in the meantime, 50083 where it was closed.

        https://github.com/discord/discord-api-docs/issues/5517
        """
        channel = self._state.channel(interaction.channel.id)
        if channel.is_archived and channel.is_locked:
            raise thread_archived()

    def _filling(
        self, interaction: Interaction, *, hidden: bool, follows: bool = False
    ) -> Callable[[Message], None]:
        """Return what makes a message one of this interaction."""

        def fill(message: Message) -> None:
            application = interaction.application
            message.kind = _kind(interaction)
            message.webhook_id = message.application_id = application.id
            message.interaction_metadata = dict(interaction.metadata)
            message.interaction_token = interaction.token
            before = interaction.message
            if follows:
                message.interaction_metadata["original_response_message_id"] = (
                    interaction.original_id
                )
                before = self._state.messages.get(interaction.original_id or "")
                message.kind = REPLY
            elif interaction.kind == COMMAND:
                message.interaction = {
                    "id": interaction.id,
                    "type": COMMAND,
                    "name": _whole_name(interaction.data),
                    "user": interaction.user.wire(),
                }
            if before and message.kind == REPLY:
                message.reference = reference_to(before)
            if hidden:
                message.only_for = interaction.user.id
            interaction.message_ids.add(message.id)

        return fill

    def _show_form(self, interaction: Interaction, form: JSON) -> None:
        form = {**form, "components": prepare(form.get("components") or [], [])}
        self._interactions.forms[interaction.id] = OpenForm(form, interaction)
        self._interactions.tell(
            interaction,
            "INTERACTION_MODAL_CREATE",
            {
                **form,
                "id": interaction.id,
                "channel_id": interaction.channel.id,
                "application": interaction.application.wire_brief(),
            },
        )

    def _callback(self, interaction: Interaction, kind: int, message: Message | None) -> JSON:
        about: JSON = {
            "id": interaction.id,
            "type": interaction.kind,
            "channel_id": interaction.channel.id,
            "guild_id": interaction.channel.guild_id,
        }
        if message is None:
            return {"interaction": about}
        about |= {
            "response_message_id": message.id,
            "response_message_loading": bool(message.flags & LOADING),
            "response_message_ephemeral": message.is_ephemeral,
        }
        if kind not in {MESSAGE, UPDATE}:
            return {"interaction": about}
        resource = {"type": kind, "message": message_wire(self._state, message)}
        return {"interaction": about, "resource": resource}


def _allowed_callbacks(interaction: Interaction) -> set[int]:
    """Return the types of answers that Discord takes for an interaction."""
    if interaction.kind == AUTOCOMPLETE:
        return {CHOICES}
    allowed = {MESSAGE, DEFERRED}
    if interaction.kind != MODAL:
        allowed.add(FORM)
    if interaction.message:
        allowed |= {DEFERRED_UPDATE, UPDATE}
    return allowed


def _kind(interaction: Interaction) -> int:
    if interaction.kind == COMMAND:
        return CHAT_INPUT if interaction.data["type"] == 1 else CONTEXT_MENU
    return REPLY if interaction.message else CHAT_INPUT


def _whole_name(data: JSON) -> str:
    """Return a command's name with those of the group and the subcommand that were used."""
    first: JSON = next(iter(data.get("options") or ()), {})
    inner = f" {_whole_name(first)}" if first.get("type") in {SUBCOMMAND, GROUP} else ""
    return f"{data['name']}{inner}"


def _as_edit(draft: Draft) -> JSON:
    """Return the body of an edit that turns a deferred answer into this message."""
    return {
        "content": draft.content,
        "embeds": draft.embeds,
        "components": draft.components,
        "flags": draft.flags,
        "allowed_mentions": draft.allowed_mentions,
        "attachments": draft.notes or None,
    }
