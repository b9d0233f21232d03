"""Act as a person: a client of the playground over HTTP and WebSocket, as Discord's own is.

It may run in another process than the server. A refused request raises `Rejected`; what does not
come in time raises AssertionError with the last events.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self
from urllib.parse import quote

from discord_playground.message_contents import button, select
from discord_playground.people import interaction_data
from discord_playground.people.client_state import ClientState
from discord_playground.people.connection import JSON, PATIENCE_SECONDS, Connection, File, Rejected
from discord_playground.people.invocation import Invocation

__all__ = ["Person", "Rejected"]


class Person:
    """A person who is logged in, and what they can do."""

    def __init__(self, api: str, token: str) -> None:
        self._connection = Connection(api, token, self._hear)
        self._doing: dict[str, Invocation] = {}
        self._bots: dict[str, str] = {}
        self.seen = ClientState()
        self.user: JSON = {}
        self.session_id = ""

    @classmethod
    async def connect(cls, api: str, token: str) -> Self:
        """Log in; `token` is `user-` and the name."""
        person = cls(api, token)
        ready = await person._connection.open()
        person.user, person.session_id = ready["user"], ready["session_id"]
        person.seen.load_ready(ready)
        for user in ready["users"]:
            if user.get("bot"):
                channel = await person.request(
                    "POST", "/users/@me/channels", {"recipient_id": user["id"]}
                )
                person.seen.channels[channel["id"]] = channel
                person._bots[user["username"]] = channel["id"]
        return person

    async def close(self) -> None:
        """Log out."""
        await self._connection.close()

    @property
    def id(self) -> str:
        """Return the person's id."""
        return str(self.user["id"])

    async def request(
        self, method: str, path: str, body: Any = None, files: Sequence[File] = ()
    ) -> Any:
        """Send any request as this person."""
        return await self._connection.request(method, path, body, files)

    async def download(self, attachment: JSON | str) -> bytes:
        """Return the content of an attachment, or of its address."""
        url = attachment if isinstance(attachment, str) else attachment["url"]
        return await self._connection.download(url)

    # Places

    def channel(self, name: str, guild: str | None = None) -> str:
        """Return the id of a channel or thread by its name; LookupError where it is not seen."""
        return self.seen.channel(name, guild)

    def dm(self, bot: str | None = None) -> str:
        """Return the channel of direct messages with a bot, the first one unless named."""
        return self._bots[bot] if bot else next(iter(self._bots.values()))

    def messages(self, channel: str) -> list[JSON]:
        """Return what this person has seen in a channel since logging in, oldest first."""
        return self.seen.in_channel(channel)

    async def history(self, channel: str, limit: int = 50) -> list[JSON]:
        """Fetch the newest messages of a channel, oldest first; they count as seen."""
        found = await self.request("GET", f"/channels/{channel}/messages?limit={limit}")
        for message in reversed(found):
            self.seen.messages.setdefault(message["id"], message)
        return list(reversed(found))

    # Messages

    async def say(
        self,
        channel: str,
        text: str,
        reply_to: JSON | str | None = None,
        files: Sequence[File] = (),
        **more: Any,
    ) -> JSON:
        """Send a message; `more` goes into the body as it is."""
        body: JSON = {"content": text, "nonce": _nonce(), **more}
        if reply_to is not None:
            body["message_reference"] = {"message_id": _id(reply_to), "channel_id": channel}
        if files:
            body["attachments"] = [
                {"id": index, "filename": name} for index, (name, _) in enumerate(files)
            ]
        message: JSON = await self.request("POST", f"/channels/{channel}/messages", body, files)
        self.seen.messages.setdefault(message["id"], message)
        return message

    async def edit(self, message: JSON, text: str) -> JSON:
        """Change the text of a message of this person's."""
        edited: JSON = await self.request("PATCH", _path(message), {"content": text})
        return edited

    async def delete(self, message: JSON) -> None:
        """Delete a message."""
        await self.request("DELETE", _path(message))

    async def react(self, message: JSON, emoji: str) -> None:
        """React with an emoji."""
        await self.request("PUT", f"{_path(message)}/reactions/{quote(emoji)}/@me")

    async def typing(self, channel: str) -> None:
        """Show that this person is typing."""
        await self.request("POST", f"/channels/{channel}/typing")

    async def open_thread(self, message: JSON, name: str) -> JSON:
        """Open a thread on a message."""
        thread: JSON = await self.request("POST", f"{_path(message)}/threads", {"name": name})
        self.seen.channels[thread["id"]] = thread
        return thread

    # Applications

    async def commands(self, channel: str) -> list[JSON]:
        """Return the commands that may be used in a channel."""
        found = await self.request("GET", f"/channels/{channel}/application-command-index")
        return list(found["application_commands"])

    async def run(self, channel: str, command: str, /, **options: Any) -> Invocation:
        """Use a slash command, by its name and those of its subcommands.

        Options are named, with `_` for `-`; a file is a pair of its name and content.
        """
        found, data, sent = interaction_data.fill_command(
            await self.commands(channel), command, options
        )
        return await self._do(2, channel, found["application_id"], data, f"/{command}", files=sent)

    async def use_menu(self, channel: str, command: str, target: JSON | str) -> Invocation:
        """Use a command of the menu of a message, or of a user."""
        found = interaction_data.find_menu_command(await self.commands(channel), command)
        data = {"id": found["id"], "name": found["name"], "type": found["type"]}
        data["target_id"] = _id(target)
        return await self._do(2, channel, found["application_id"], data, command)

    async def complete(
        self,
        channel: str,
        command: str,
        /,
        focused: str,
        timeout: float = PATIENCE_SECONDS,  # noqa: ASYNC109 — ours to report
        **options: Any,
    ) -> list[JSON]:
        """Return the choices that the application suggests for an option."""
        found, data, _ = interaction_data.fill_command(
            await self.commands(channel), command, options, focused=focused
        )
        doing = await self._do(4, channel, found["application_id"], data, f"/{command}")
        await doing.wait_for_response(timeout)
        assert doing.choices is not None, f"no choices for /{command}: {doing.state}"  # noqa: S101
        return doing.choices

    async def press(self, message: JSON, name: str) -> Invocation:
        """Press a button, found by label, custom id or emoji."""
        message = self._newest(message)
        pressed = button(message, name)
        data = {"component_type": 2, "custom_id": pressed.get("custom_id")}
        return await self._use(message, data, f"the button {name!r}")

    async def choose(self, message: JSON, name: str, values: Sequence[str] | str) -> Invocation:
        """Choose values or labels in a menu, found by placeholder or custom id."""
        message = self._newest(message)
        menu = select(message, name)
        wanted = [values] if isinstance(values, str) else list(values)
        by_label = {option["label"]: option["value"] for option in menu.get("options") or ()}
        own = set(by_label.values())
        data = {
            "component_type": menu["type"],
            "custom_id": menu["custom_id"],
            "values": [one if one in own else by_label.get(one, one) for one in wanted],
        }
        return await self._use(message, data, f"the menu {name!r}")

    async def submit(self, modal: JSON | None, values: Mapping[str, Any]) -> Invocation:
        """Submit a form; `values` go by custom id, files are pairs of name and content."""
        assert modal is not None, "there is no form to send"  # noqa: S101
        components, files = interaction_data.fill_form(modal["components"], values)
        data = {"id": modal["id"], "custom_id": modal["custom_id"], "components": components}
        return await self._do(
            5,
            modal["channel_id"],
            modal["application"]["id"],
            data,
            f"the form {modal['title']!r}",
            files=files,
        )

    # Waiting

    async def wait_for(
        self,
        right: Callable[[JSON], Any],
        timeout: float = PATIENCE_SECONDS,  # noqa: ASYNC109 — ours to report
        *,
        what: str = "a message",
    ) -> JSON:
        """Wait for a message that is `right` in any channel, and return the newest."""
        message: JSON = await self._connection.until(lambda: self.seen.newest(right), timeout, what)
        return message

    async def wait_until(
        self,
        done: Callable[[], Any],
        timeout: float = PATIENCE_SECONDS,  # noqa: ASYNC109 — ours to report
        *,
        what: str = "a condition",
    ) -> Any:
        """Wait until `done`, called after every event, returns something true."""
        return await self._connection.until(done, timeout, what)

    # Within

    async def _use(self, message: JSON, data: JSON, what: str) -> Invocation:
        application_id = message.get("application_id") or message["author"]["id"]
        return await self._do(3, message["channel_id"], application_id, data, what, message=message)

    async def _do(
        self, kind: int, channel: str, application_id: str, data: JSON, what: str, *,
        message: JSON | None = None, files: Sequence[File] = (),
    ) -> Invocation:  # fmt: skip
        body: JSON = {
            "type": kind,
            "application_id": application_id,
            "channel_id": channel,
            "session_id": self.session_id,
            "nonce": _nonce(),
            "data": data,
        }
        if guild_id := self.seen.channels.get(channel, {}).get("guild_id"):
            body["guild_id"] = guild_id
        if message:
            body |= {"message_id": message["id"], "message_flags": message.get("flags", 0)}
        doing = Invocation(
            self._connection,
            self.seen.messages,
            body["nonce"],
            what,
            message["id"] if message else None,
        )
        self._doing[doing.nonce] = doing
        await self.request("POST", "/interactions", body, files)
        return doing

    def _newest(self, message: JSON) -> JSON:
        return self.seen.messages.get(message["id"], message)

    def _hear(self, name: str, data: JSON) -> None:
        doing = self._doing.get(str(data.get("nonce")))
        if doing and name.startswith(("INTERACTION_", "APPLICATION_COMMAND_AUTO")):
            doing.hear(name, data)
        else:
            self.seen.hear(name, data)


def _nonce() -> str:
    return str(secrets.randbits(62))


def _id(thing: JSON | str) -> str:
    return thing if isinstance(thing, str) else str(thing["id"])


def _path(message: JSON) -> str:
    return f"/channels/{message['channel_id']}/messages/{message['id']}"
