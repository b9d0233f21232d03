"""Run the playground as a program: the server, a bot in it, and a first question."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playground.asking import ask
from playground.child import Child
from playground.server import Playground

TOKEN, API = "DISCORD_TOKEN", "FOOTNOTE_DISCORD_API"
SERVERS = "FOOTNOTE_LIBRARY_SERVERS"
CHANNEL = "papers"
_PORTS_TRIED = 50
_UNTIL_PATIENCE = 15.0  # seconds before a slow start is remarked on


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: the port wanted, a question to ask at once, the bot's command."""

    port: int = 8750
    question: str = ""
    command: Sequence[str] = ()
    show_output: bool = False


async def run(plan: Plan, say: Callable[[str], None]) -> int:
    """Run until a signal or the bot's end, and return the exit code."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    try:
        playground = await listen(plan.port, say)
    except OSError as error:
        say(f"There is no free port near {plan.port}: {error.strerror or error}.")
        return 1
    try:
        return await _with_bot(playground, plan, stopped, say)
    finally:
        await playground.stop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def listen(port: int, say: Callable[[str], None]) -> Playground:
    """Start a server on a port, or the next free one, and say so. OSError where none is free."""
    for tried in range(port, min(port + _PORTS_TRIED, 65536)) if port else (0,):
        playground = Playground(port=tried, strict=True, keep=1000)
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


async def _with_bot(
    playground: Playground, plan: Plan, stopped: asyncio.Event, say: Callable[[str], None]
) -> int:
    servers = ",".join(playground.world.state.guilds)  # their managers may do all there is
    environment = {SERVERS: servers, **os.environ, TOKEN: playground.bot_token, API: playground.api}
    if not plan.command:
        say(f"The playground is at {playground.api}")
        say(f"Start a bot with {API}={playground.api} {TOKEN}={playground.bot_token}")
        await stopped.wait()
        return 0
    say("Starting the bot…")
    try:
        child = await Child.start(plan.command, environment, show=plan.show_output)
    except OSError as error:
        say(f"Cannot start {plan.command[0]}: {error.strerror}.")
        return 1
    stopping = asyncio.create_task(stopped.wait())
    ending = asyncio.create_task(child.ended())
    working = asyncio.create_task(_welcome(playground, plan, say))
    try:
        await asyncio.wait({stopping, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not stopping.done():
            return _told(ending.result(), child, say)
        say("Stopping…")
        return 0
    finally:
        for task in (working, stopping, ending):
            task.cancel()
        await asyncio.gather(working, stopping, ending, return_exceptions=True)
        await child.stop()


def _told(code: int, child: Child, say: Callable[[str], None]) -> int:
    """Tell that the bot has died, and return the program's exit code."""
    how = f"by {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
    say(f"The bot ended {how}. " + ("It said last:" if child.last_lines else "It said nothing."))
    for line in child.last_lines:
        say(f"  {line}")
    return 1


async def _welcome(playground: Playground, plan: Plan, say: Callable[[str], None]) -> None:
    """Wait for the bot, tell where everything is, and ask the first question."""
    ready = asyncio.create_task(until_ready(playground))
    try:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(ready), _UNTIL_PATIENCE)
        if not ready.done():
            say("Still waiting for the bot to log in and register its commands…")
        await ready
    finally:
        ready.cancel()
    say("")
    say(f"Footnote is here: open {playground.api} in a browser.")
    say(f"In #{CHANNEL}, type /ask and a question; type / to see every other command.")
    say("Change between Mara, a manager, and Jonas, a member, below the channels. Ctrl-C ends.")
    say("")
    if plan.question:
        await ask(playground, CHANNEL, plan.question, say)


async def until_ready(playground: Playground) -> None:
    """Wait until the bot is connected and has registered commands."""
    application = playground.application
    while True:
        connected = any(
            session.connection and session.user is application.bot
            for session in playground.hub.sessions
        )
        if connected and playground.world.commands.visible(application.id, None):
            return
        await asyncio.sleep(0.1)
