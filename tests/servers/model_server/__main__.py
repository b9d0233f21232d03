"""Run the model server as a program until it is interrupted; the first line is its address."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys

from tests.servers.model_server.replies import Reply
from tests.servers.model_server.server import ModelServer


async def serve(port: int, model: str, key: str, pace: float) -> None:
    """Serve until cancelled."""
    async with ModelServer(models=(model,), port=port, key=key) as server:
        server.default = Reply(pace=pace)
        sys.stdout.write(f"{server.base_url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="tests.servers.model_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--model", default="test-model", help="the model that it has")
    parser.add_argument("--key", default="", help="the key that it asks for, if any")
    parser.add_argument("--pace", type=float, default=0.0, help="seconds between two tokens")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(given.port, given.model, given.key, given.pace))


if __name__ == "__main__":
    main()
