"""Ask questions, and follow what becomes of each in the local Discord."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

import aiohttp

from bot.discord_bot.rendering.message import ACCENTS
from discord_playground.message_contents import text_of, walk
from discord_playground.person import Person, Rejected
from discord_playground.world.message import Message
from discord_playground.world.message_wire import message_wire
from retrieval.sources import starter
from retrieval.sources.records import Record
from tests.chaos.environment import GROWN, Stage

How = Literal["command", "mention", "add"]
End = Literal[
    "",  # not yet
    "answered",
    "refused",
    "told why not",
    "Discord said that nothing came",  # SAID_NOTHING
    "never reached the bot: its session had ended",
    "in flight at a kill -9",
    "LOST",
]

SAID_NOTHING: End = "Discord said that nothing came"

_ASKING = (
    "what is shown about {}?",
    "which method is used in {}?",
    "how was {} evaluated?",
    "what is new in {}?",
)
_OFF_TOPIC = (
    "how long do I bake sourdough bread at home?",
    "who won the football match on Sunday?",
)
_UNHEARD_AFTER = 3.0  # seconds: by then the bot has written something, or never heard of it
_ANSWER = re.compile(r"fn:a:\w+:(\w+)")


@dataclass(eq=False)
class Asked:
    """A question, or a paper to be added.

    `mark` is a word that stands in no other; `where` is the id of the message that asked, or the
    nonce of the command. `calm` tells that nothing was wrong between it and the bot.
    """

    mark: str
    how: How
    where: str
    at: float
    since: int
    session: str
    paper_id: str = ""
    end: End = ""
    turns: set[str] = field(default_factory=set)
    killed: bool = False
    calm: bool = False


class Questions:
    """What was asked, and what became of it."""

    def __init__(self, stage: Stage, chance: Random) -> None:
        self._stage = stage
        self._chance = chance
        titles = [r.paper.title for r in starter.read() if isinstance(r, Record)]
        self._texts = [form.format(title) for form in _ASKING for title in titles]
        self.asked: list[Asked] = []
        self.not_taken = 0

    @property
    def open(self) -> list[Asked]:
        """The questions of which nothing is known yet."""
        return [each for each in self.asked if not each.end]

    async def ask(self) -> None:
        """Have somebody ask something, by command or by message."""
        chance = self._chance
        how: How = "command" if chance.random() < 0.7 else "mention"
        asked = chance.choice(_OFF_TOPIC if chance.random() < 0.1 else self._texts)
        text = f"{self._mark()}: {asked}"
        await self._begin(how, lambda person: self._sent(person, how, text))

    def _mark(self) -> str:
        return f"q{len(self.asked) + self.not_taken:05d}x"

    async def _begin(
        self, how: How, send: Callable[[Person], Awaitable[str]], paper_id: str = ""
    ) -> None:
        stage, mark = self._stage, self._mark()
        session, at = stage.session, time.monotonic()
        since = int(stage.playground.world.state.new_id())
        try:
            where = await send(self._chance.choice(stage.people))
        except (Rejected, aiohttp.ClientError):  # Discord did not take it from the person
            self.not_taken += 1
            return
        self.asked.append(Asked(mark, how, where, at, since, session, paper_id))

    async def _sent(self, person: Person, how: How, text: str) -> str:
        channel = person.channel("papers")
        if how == "mention":
            bot = self._stage.playground.application_id
            return str((await person.say(channel, f"<@{bot}> {text}"))["id"])
        return (await person.run(channel, "ask", question=text)).nonce

    async def add(self) -> None:
        """Have somebody add a paper of arXiv's that does not come in by itself."""
        asked = {each.paper_id for each in self.asked}
        left = [
            paper.paper_id
            for paper in self._stage.sources.world.alive
            if not set(GROWN) & set(paper.categories) and paper.paper_id not in asked
        ]
        if left:
            paper_id = self._chance.choice(left)
            await self._begin("add", lambda person: self._added(person, paper_id), paper_id)

    async def _added(self, person: Person, paper_id: str) -> str:
        return (await person.run(person.channel("papers"), "library add", papers=paper_id)).nonce

    @property
    def added(self) -> set[str]:
        """The ids of the papers of which somebody was told that they are in the library."""
        return {
            each.paper_id for each in self.asked if each.how == "add" and each.end == "answered"
        }

    def note_kill(self) -> None:
        """Note which questions are open as the bot is killed."""
        self.look()
        for asked in self.open:
            asked.killed = True

    def look(self, *, last: bool = False) -> None:
        """See what has become of the open questions; at `last` none stays open."""
        found = self._messages_by_mark()
        for asked in self.open:
            asked.end = self._end(asked, found.get(asked.mark, []), last=last)

    def look_again(self) -> None:
        """See at the very end what Discord shows of each question, and how often."""
        found = self._messages_by_mark(everything=True)
        for asked in self.asked:
            now = self._end(asked, found.get(asked.mark, []), last=True)
            if now in ("answered", "refused", "told why not"):
                asked.end = now

    def _end(self, asked: Asked, messages: list[dict[str, Any]], *, last: bool) -> End:
        interaction = self._interaction(asked)
        messages = [*messages, *self._pointing(asked, interaction)]
        asked.turns = {turn for m in messages for turn in _ANSWER.findall(str(m["components"]))}
        if asked.how == "add" and any(_accent(m) not in (None, ACCENTS["error"]) for m in messages):
            return "answered"
        if asked.turns:
            refused = any(_accent(m) == ACCENTS["refusal"] for m in messages)
            return "refused" if refused else "answered"
        if any(_accent(m) == ACCENTS["error"] for m in messages):
            return "told why not"
        if asked.killed:
            return "in flight at a kill -9"
        old = time.monotonic() - asked.at > _UNHEARD_AFTER
        if interaction is not None and interaction.failed and not messages and (old or last):
            return "Discord said that nothing came"
        if not messages and old and asked.how == "mention" and asked.session != self._stage.session:
            return "never reached the bot: its session had ended"
        return "LOST" if last else ""

    def _interaction(self, asked: Asked) -> Any:
        if asked.how == "mention":
            return None
        every = self._stage.playground.world.interactions.by_token.values()
        return next((i for i in every if i.nonce == asked.where), None)

    def _pointing(self, asked: Asked, interaction: Any) -> Iterator[dict[str, Any]]:
        """Yield what answers a command or a message without saying which question that was."""
        state = self._stage.playground.world.state
        wanted = asked.where if interaction is None else interaction.id
        for message in self._own(asked.since):
            reference = (message.reference or {}).get("message_id")
            commanded = (message.interaction_metadata or {}).get("id")
            private = str(message.nonce or "").startswith(wanted)
            if wanted in (reference, commanded, message.channel_id) or private:
                yield message_wire(state, message)

    def _messages_by_mark(self, *, everything: bool = False) -> dict[str, list[dict[str, Any]]]:
        state = self._stage.playground.world.state
        found: dict[str, list[dict[str, Any]]] = {}
        wanted = self.asked if everything else self.open
        for message in self._own(min((asked.since for asked in wanted), default=2**63)):
            wire = message_wire(state, message)
            for mark in re.findall(r"q\d{5}x", text_of(wire)):
                found.setdefault(mark, []).append(wire)
        return found

    def _own(self, since: int) -> Iterator[Message]:
        playground = self._stage.playground
        own = playground.application.bot
        for message in reversed(playground.world.state.messages.values()):
            if int(message.id) < since:
                return
            if message.author is own:
                yield message


def _accent(message: dict[str, Any]) -> int | None:
    colours = (c.get("accent_color") for c in walk(message["components"]))
    return next((colour for colour in colours if colour is not None), None)
