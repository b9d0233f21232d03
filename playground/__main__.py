"""Start a local Discord and a bot in it: python -m playground [options] [-- COMMAND …]."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from playground.program import Plan, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, run, and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command: list[str] = []
    if "--" in given:
        at = given.index("--")
        given, command = given[:at], given[at + 1 :]
    parser = argparse.ArgumentParser(
        prog="python -m playground",
        usage="%(prog)s [--port PORT] [--ask QUESTION] [--output] [-- COMMAND …]",
        description="Run a local Discord on 127.0.0.1 with a page in the browser, and a bot in it.",
        epilog="COMMAND is started with DISCORD_TOKEN and FOOTNOTE_DISCORD_API set.",
    )
    parser.add_argument("--port", type=_port, default=8750, help="the port (%(default)s)")
    parser.add_argument("--ask", metavar="QUESTION", default="", help="ask this at once in #papers")
    parser.add_argument("--output", action="store_true", help="show what COMMAND prints")
    options = parser.parse_args(given)
    plan = Plan(options.port, options.ask, tuple(command), options.output)
    return asyncio.run(run(plan, _say))


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError
    return port


def _say(text: str) -> None:
    """Print a line at once, whatever stands at the other end."""
    try:
        print(text, flush=True)  # noqa: T201 — a program for a terminal
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)  # noqa: T201
    except BrokenPipeError:
        pass


if __name__ == "__main__":
    sys.exit(main())
