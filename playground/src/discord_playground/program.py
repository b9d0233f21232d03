"""Run the playground as a program: the server, a bot in it, and a first command."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import shutil
import signal
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from discord_playground.child import Child
from discord_playground.message_contents import buttons_of, plain_text_of
from discord_playground.people.invocation import LOADING, Invocation
from discord_playground.person import Person, Rejected
from discord_playground.server import Playground

TOKEN, API, GATEWAY = "DISCORD_TOKEN", "DISCORD_API", "DISCORD_GATEWAY"
"""What a bot finds in its environment."""

PERSON, CHANNEL = "mara", "papers"
"""Who uses the first command, and where."""

_PORTS_TRIED = 50
_MAX_COLUMNS = 100
_SLOW_START_SECONDS = 15.0
_RESPONSE_SECONDS = 10.0
_ANSWER_SECONDS = 300.0
_REST_SECONDS = 1.0
"""After how long without a change a message with buttons is taken for final."""
_REST_SECONDS_WITHOUT_BUTTONS = 20.0


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run.

    `port` is the first one tried. `name` is the bot's. `command` starts the bot, and `environment`
    is added to its environment, with `{api}`, `{gateway}`, `{token}` and `{servers}` filled in.
    `first` are used at once, in order, and the page offers each of `examples`: lines with the name
    of a slash command and the value of its first option. `presses` are labels of buttons: the first
    below the last answer, each further one below what came of it. `message_content`: the bot may
    ask for the intent of that name.
    """

    port: int = 8750
    name: str = "Bot"
    command: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    first: Sequence[str] = ()
    presses: Sequence[str] = ()
    examples: Sequence[str] = ()
    show_output: bool = False
    message_content: bool = False


async def run(plan: Plan, say: Callable[[str], None]) -> int:
    """Run until a signal or the bot's end, and return the exit code."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    try:
        playground = await listen(plan, say)
    except OSError as error:
        say(f"There is no free port near {plan.port}: {error.strerror or error}.")
        return 1
    try:
        return await _run_bot(playground, plan, stopped, say)
    finally:
        await playground.stop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def listen(plan: Plan, say: Callable[[str], None]) -> Playground:
    """Start a server on a port, or the next free one, and say so. OSError where none is free."""
    port = plan.port
    for tried in range(port, min(port + _PORTS_TRIED, 65536)) if port else (0,):
        playground = Playground(
            port=tried, bot_name=plan.name, examples=plan.examples, strict=True, keep=1000
        )
        playground.application.message_content_allowed = plan.message_content
        try:
            await playground.start()
        except OSError as error:
            await playground.stop()
            if error.errno != errno.EADDRINUSE:
                raise
            continue
        if tried != port:
            say(f"Port {port} is taken; using {tried}.")
        return playground
    raise OSError(errno.EADDRINUSE, "all are taken")


async def until_ready(playground: Playground) -> None:
    """Wait until the bot is connected and has registered commands."""
    application = playground.application
    while True:
        connected = any(
            session.connection and session.user is application.bot
            for session in playground.hub.sessions
        )
        if connected and playground.world.commands.list_for_application(application.id, None):
            return
        await asyncio.sleep(0.1)


async def _run_bot(
    playground: Playground, plan: Plan, stopped: asyncio.Event, say: Callable[[str], None]
) -> int:
    if not plan.command:
        say(f"The playground is at {playground.api}")
        for name, value in _environment(playground, plan).items():
            say(f"  {name}={value}")
        say("Start a bot with these. Ctrl-C ends.")
        await stopped.wait()
        return 0
    say("Starting the bot…")
    environment = {**os.environ, **_environment(playground, plan)}
    try:
        child = await Child.start(plan.command, environment, show=plan.show_output)
    except OSError as error:
        say(f"Cannot start {plan.command[0]}: {error.strerror}.")
        return 1
    stopping = asyncio.create_task(stopped.wait())
    ending = asyncio.create_task(child.wait())
    working = asyncio.create_task(_welcome(playground, plan, say))
    try:
        await asyncio.wait({stopping, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not stopping.done():
            _report_end(ending.result(), child, say)
            return 1
        say("Stopping…")
        return 0
    finally:
        for task in (working, stopping, ending):
            task.cancel()
        await asyncio.gather(working, stopping, ending, return_exceptions=True)
        await child.stop()


def _environment(playground: Playground, plan: Plan) -> dict[str, str]:
    """Return what a bot needs to know, and what the plan adds."""
    known = {
        "{api}": playground.api,
        "{gateway}": playground.gateway_url,
        "{token}": playground.bot_token,
        "{servers}": ",".join(playground.world.state.guilds),
    }
    environment = {TOKEN: "{token}", API: "{api}", GATEWAY: "{gateway}", **plan.environment}
    for placeholder, value in known.items():
        environment = {k: v.replace(placeholder, value) for k, v in environment.items()}
    return environment


def _report_end(code: int, child: Child, say: Callable[[str], None]) -> None:
    """Say how the bot ended, with the last lines of its output."""
    how = f"by {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
    say(f"The bot ended {how}. " + ("It said last:" if child.last_lines else "It said nothing."))
    for line in child.last_lines:
        say(f"  {line}")


async def _welcome(playground: Playground, plan: Plan, say: Callable[[str], None]) -> None:
    """Wait for the bot, say where the page is, and use the first command."""
    ready = asyncio.create_task(until_ready(playground))
    try:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(ready), _SLOW_START_SECONDS)
        if not ready.done():
            say("Still waiting for the bot to log in and register its commands…")
        await ready
    finally:
        ready.cancel()
    say("")
    say(f"{plan.name} is here: open {playground.api} in a browser.")
    say("Type / in a channel to see the commands there.")
    say("Change between Mara, a manager, and Jonas, a member, below the channels.")
    say("Press Ctrl-C here to stop both.")
    say("")
    await _use_first_commands(playground, plan, say)


async def _use_first_commands(
    playground: Playground, plan: Plan, say: Callable[[str], None]
) -> None:
    """Use commands and buttons as a person would, and say the text of each final answer."""
    person = await playground.person(PERSON)
    name = person.user["global_name"]
    users = playground.world.state.users
    names = {one.id: one.global_name or one.username for one in users.values()}
    messages: list[dict[str, Any]] = []
    try:
        for line in plan.first:
            say(f"In #{CHANNEL}, {name} uses /{line}")
            messages = await _wait_for_answer(await _use(person, line), names, say)
        for label in plan.presses if messages else ():
            say(f"{name} presses {label}")
            doing = await person.press(messages[-1], label)
            messages = await _wait_for_answer(doing, names, say)
    except (LookupError, Rejected, AssertionError) as error:
        say(f"There is no answer: {error}")


async def _wait_for_answer(
    doing: Invocation, names: Mapping[str, str], say: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Return the messages of a final answer, and say them; raise `LookupError` for none."""
    await doing.wait_for_response(timeout=_RESPONSE_SECONDS)
    messages = await _wait_for_final(doing)
    if not messages:
        raise LookupError("the application did not respond")
    say("")
    for message in messages:
        for paragraph in plain_text_of(message, names).splitlines():
            say(textwrap.fill(paragraph, _columns(), break_on_hyphens=False))
    say("")
    return messages


def _columns() -> int:
    """Return how many characters a line may have to be read well."""
    return min(shutil.get_terminal_size().columns, _MAX_COLUMNS)


async def _use(person: Person, line: str) -> Invocation:
    """Use the command that a line names, with the rest as the value of its first option."""
    name, _, value = line.partition(" ")
    channel = person.channel(CHANNEL)
    commands = await person.commands(channel)
    options = next((c.get("options") for c in commands if c["name"] == name), None)
    if value and options:
        return await person.run(channel, name, **{options[0]["name"]: value})
    return await person.run(channel, name)


async def _wait_for_final(doing: Invocation) -> list[dict[str, Any]]:
    """Return the messages of an answer once they change no more; none where it failed.

    Without buttons, one that ends in “…” says that more is to come.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _ANSWER_SECONDS
    seen, since = "", loop.time()
    while loop.time() < deadline:
        if doing.state == "failed":
            return []
        messages = doing.messages
        now = repr(messages)
        if now != seen:
            seen, since = now, loop.time()
        with_buttons = bool(messages) and bool(buttons_of(messages[-1]))
        loading = any(message["flags"] & LOADING for message in messages) or (
            not with_buttons and any(plain_text_of(one).endswith("…") for one in messages)
        )
        rest = _REST_SECONDS if with_buttons else _REST_SECONDS_WITHOUT_BUTTONS
        if messages and not loading and loop.time() - since >= rest:
            return messages
        await asyncio.sleep(0.1)
    return doing.messages
