"""Follow an interaction that a person started: what the application answers, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from discord_playground.people.connection import JSON, PATIENCE_SECONDS, Connection

if TYPE_CHECKING:
    from collections.abc import Mapping

LOADING = 1 << 7

Progress = Literal["pending", "deferred", "answered", "failed", "modal", "choices"]


class Invocation:
    """One use of a command, control or form. `message` is always its newest version."""

    def __init__(
        self, connection: Connection, messages: Mapping[str, JSON], nonce: str, what: str,
        pressed_id: str | None = None,
    ) -> None:  # fmt: skip
        self._connection = connection
        self._messages = messages
        self._pressed_id = pressed_id
        self._succeeded = False
        self._failed = False
        self.nonce = nonce
        self.what = what
        self.id: str | None = None
        self.modal: JSON | None = None
        self.choices: list[JSON] | None = None

    @property
    def state(self) -> Progress:
        """Return how far the application has answered."""
        if self._failed:
            return "failed"
        if self.modal is not None:
            return "modal"
        if self.choices is not None:
            return "choices"
        if not self._succeeded:
            return "pending"
        message = self.message
        return "deferred" if message and message["flags"] & LOADING else "answered"

    @property
    def messages(self) -> list[JSON]:
        """Return the messages that answer it, oldest first."""
        return [
            message
            for message in self._messages.values()
            if self.id and (message.get("interaction_metadata") or {}).get("id") == self.id
        ]

    @property
    def message(self) -> JSON | None:
        """Return the answer, or the pressed message if there is none."""
        if own := self.messages:
            return own[0]
        return self._messages.get(self._pressed_id or "")

    async def wait_for_response(self, timeout: float = PATIENCE_SECONDS) -> Invocation:  # noqa: ASYNC109 — ours to report
        """Wait for the first response of any kind."""
        await self._connection.until(
            lambda: self.state != "pending", timeout, f"a response to {self.what}"
        )
        return self

    async def message_when(
        self,
        right: Callable[[JSON], Any] = bool,
        timeout: float = PATIENCE_SECONDS,  # noqa: ASYNC109 — ours to report
    ) -> JSON:
        """Wait for a message of the answer, or the pressed one, that is `right`."""

        def found() -> JSON | None:
            pressed = self._messages.get(self._pressed_id or "")
            own = [*self.messages, *([pressed] if pressed and self._succeeded else [])]
            return next((m for m in reversed(own) if right(m)), None)

        message: JSON = await self._connection.until(
            found, timeout, f"the wanted answer to {self.what} ({self.state})"
        )
        return message

    def hear(self, name: str, data: JSON) -> None:
        """Record an event of this interaction."""
        self.id = data.get("id", self.id)
        if name == "INTERACTION_SUCCESS":
            self._succeeded = True
        elif name == "INTERACTION_FAILURE":
            self._failed = True
        elif name == "INTERACTION_MODAL_CREATE":
            self.modal = data
        elif name == "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE":
            self.choices = data["choices"]
