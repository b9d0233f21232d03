"""Run the tests' model server so that it writes at a pace; the first line is its address."""

from __future__ import annotations

import argparse
import asyncio
import sys

from tests.servers.model_server.replies import Reply
from tests.servers.model_server.server import ModelServer


async def main() -> None:
    """Serve until the input ends."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pace", type=float, default=0.02, help="seconds between two tokens")
    given = parser.parse_args()
    async with ModelServer() as server:
        server.default = Reply(pace=given.pace)
        sys.stdout.write(f"{server.base_url}\n")
        sys.stdout.flush()
        while await asyncio.to_thread(sys.stdin.readline):
            pass


if __name__ == "__main__":
    asyncio.run(main())
