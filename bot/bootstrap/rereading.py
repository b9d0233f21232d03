"""Read the settings again at SIGHUP, and take what can be taken while the bot runs."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap.background_task import beside
from bot.bootstrap.in_force import InForce
from bot.discord_bot.log import log
from bot.errors import describe
from bot.settings import LIVE, Settings, SettingsError, variables

Take = Callable[[Settings], None]
"""Takes over what it uses of other settings; quick, and of the event loop."""

_TERMINAL = Path("/dev/tty")


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands otherwise than is in force, by variable: taken now, and left for a restart."""

    taken: dict[str, str]
    left: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to tell who runs the bot; no value that could be a secret."""
        taken = ", ".join(f"{name} is {value or 'empty'}" for name, value in self.taken.items())
        return (
            f"Settings read again: {taken}." if taken else "Settings read again: nothing to take.",
            f"At the next start only: {', '.join(self.left)}." if self.left else "",
        )


def differing(now: Settings, then: Settings) -> tuple[Settings, Difference]:
    """Return the settings in force from now on, and how they differ from what was read."""
    names = {
        variable: field
        for variable, field in variables().items()
        if getattr(now, field) != getattr(then, field)
    }
    live = {variable: field for variable, field in names.items() if field in LIVE}
    kept = now.model_copy(update={field: getattr(then, field) for field in live.values()})
    taken = {variable: _in_words(getattr(kept, field)) for variable, field in live.items()}
    return kept, Difference(taken, tuple(name for name in names if name not in live))


class Reread:
    """Reads the settings again: all of them are right, or nothing changes."""

    def __init__(
        self,
        in_force: InForce,
        read: Callable[[], Settings],
        takes: Sequence[Take],
        told: Callable[..., None],
    ) -> None:
        self._in_force = in_force
        self._read = read
        self._takes = tuple(takes)
        self._told = told

    async def __call__(self) -> None:
        """Read and take over; log and tell what came of it. Raises nothing for wrong settings."""
        try:
            then = await asyncio.to_thread(self._read)
        except SettingsError as error:
            log().error("settings not read again", problems=error.problems)
            self._told("Settings read again, but nothing is taken of them:", *error.problems)
            return
        kept, difference = differing(self._in_force.settings, then)
        self._in_force.settings = kept
        for take in self._takes:
            take(kept)
        # A warning, as by default the log has nothing below: it is rare, and asked for.
        log().warning("settings read again", taken=difference.taken, left=difference.left)
        self._told(*difference.sentences)


@asynccontextmanager
async def rereading(reread: Reread, *, ends_with_terminal: bool) -> AsyncIterator[None]:
    """Read again at each SIGHUP while the block runs, where there are signals.

    With `ends_with_terminal`, a SIGHUP that comes because the terminal is gone stops the bot, as
    SIGTERM does.
    """
    loop, asked = asyncio.get_running_loop(), asyncio.Event()

    async def answer() -> None:
        while True:
            await asked.wait()
            asked.clear()
            if ends_with_terminal and not _terminal():
                os.kill(os.getpid(), signal.SIGTERM)
                return
            try:
                await reread()
            except Exception as error:  # a fault of ours: the bot goes on
                log().error("settings not read again", error=describe(error))

    try:
        loop.add_signal_handler(signal.SIGHUP, asked.set)
    except (AttributeError, NotImplementedError, RuntimeError, ValueError):
        yield
        return
    async with beside(answer(), "settings"):
        try:
            yield
        finally:
            loop.remove_signal_handler(signal.SIGHUP)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # none may cut the end short


@contextmanager
def hangup_waits() -> Iterator[bool]:
    """Have a SIGHUP do nothing before the bot can answer it, and after.

    Gives whether the bot is to end with its terminal: it has one, and was not started by `nohup`.
    Then a SIGHUP ends it, until it can tell why it came.
    """
    try:
        before = signal.getsignal(signal.SIGHUP)
        ends = before is signal.SIG_DFL and _terminal()
        if not ends:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
    except (AttributeError, ValueError):  # no such signal here, or not the main thread
        yield False
        return
    try:
        yield ends
    finally:
        signal.signal(signal.SIGHUP, before)


def _terminal() -> bool:
    """Say whether this process has a terminal that controls it."""
    try:
        os.close(os.open(_TERMINAL, os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
