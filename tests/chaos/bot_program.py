"""Run the bot as `footnote run` does, by a clock that another process sets.

Its only other difference: so many SQL statements as that process wants fail, as they do on a disk
that fails. What looks every minute whether something is due looks several times a second.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import sys
from pathlib import Path
from typing import Any

from psycopg.errors import DiskFull
from sqlalchemy import Engine, event

from bot.bootstrap.discord import Clock, run_discord
from bot.cli.failures import explain
from bot.errors import DiscordUnavailable, ShardsTaken, StorageError
from bot.operations.log_setup import configure_log
from bot.settings import load_settings
from tests.chaos.control import Control

CONTROL = "CHAOS_CONTROL"
HURRY = 200.0
"""How many times faster than told the bot looks again whether something is due."""


def main() -> int:
    """Run until SIGTERM; return 0, or what `footnote run` would."""
    control = Control(Path(os.environ.pop(CONTROL)))
    chance = random.Random(os.getpid())

    def execute(cursor: Any, statement: str, parameters: Any, context: Any) -> None:
        """Fail as the database does, in the place where SQLAlchemy expects it."""
        if chance.random() < control.failing:
            if context.dialect.name == "sqlite":
                raise sqlite3.OperationalError("disk I/O error")
            raise DiskFull("could not extend file: No space left on device")

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / HURRY)

    event.listen(Engine, "do_execute", execute)
    settings = load_settings(os.environ, None)
    configure_log(settings)
    try:
        run_discord(settings, Clock(control.now, sleep))
    except (DiscordUnavailable, ShardsTaken, StorageError) as error:
        sys.stderr.write(f"{error}\n")
        failure = explain(error)
        return int(failure.code) if failure else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
