"""Start a local Discord and a bot in it: discord-playground [options] [-- COMMAND …]."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from discord_playground.program import Plan, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, run, and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    command: list[str] = []
    if "--" in given:
        at = given.index("--")
        given, command = given[:at], given[at + 1 :]
    options = _parser().parse_args(given)
    plan = Plan(
        port=options.port,
        name=options.name,
        command=command,
        environment=dict(options.env),
        first=options.run,
        presses=options.press,
        examples=options.example,
        show_output=options.output,
        message_content=options.message_content,
    )
    return asyncio.run(run(plan, _say))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="discord-playground",
        usage="%(prog)s [options] [-- COMMAND …]",
        description="Run a local Discord on 127.0.0.1 with a page in the browser, and a bot in it.",
        epilog="COMMAND starts the bot; it finds DISCORD_TOKEN, DISCORD_API and DISCORD_GATEWAY "
        "in its environment. A LINE is the name of a slash command and the value of its first "
        "option: 'greet Mara'.",
    )
    parser.add_argument("--port", type=_port, default=8750, help="the port (%(default)s)")
    parser.add_argument("--name", default="Bot", help="the bot's name (%(default)s)")
    parser.add_argument("--output", action="store_true", help="show what COMMAND prints")
    parser.add_argument(
        "--message-content", action="store_true", help="grant the bot the message content intent"
    )
    parser.add_argument(
        "--run",
        metavar="LINE",
        action="append",
        default=[],
        help="use this at once in #papers; may be repeated",
    )
    parser.add_argument(
        "--press",
        metavar="LABEL",
        action="append",
        default=[],
        help="press this button below the last answer; may be repeated",
    )
    parser.add_argument(
        "--example",
        metavar="LINE",
        action="append",
        default=[],
        help="offer this in empty channels; may be repeated",
    )
    parser.add_argument(
        "--env",
        metavar="NAME=VALUE",
        type=_variable,
        action="append",
        default=[],
        help="set this for COMMAND too; {api}, {gateway}, {token} and {servers} are filled in",
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError
    return port


def _variable(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise ValueError
    return name, value


def _say(text: str) -> None:
    """Print a line at once, whatever reads it."""
    try:
        print(text, flush=True)  # noqa: T201 — a program for a terminal
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)  # noqa: T201
    except BrokenPipeError:
        pass


if __name__ == "__main__":
    sys.exit(main())
