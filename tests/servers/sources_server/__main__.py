"""Run the stand-in as a program until it is interrupted; the first line is its address."""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading

from tests.servers.sources_server import ArxivWorld, Faults, SourcesServer


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="tests.servers.sources_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--papers", type=int, default=200, help="how many papers arXiv has")
    parser.add_argument("--days", type=int, default=10, help="over how many days")
    parser.add_argument("--seed", type=int, default=1, help="another number, other papers")
    parser.add_argument("--faults", type=float, default=0, help="how many answers are spoiled, 0-1")
    given = parser.parse_args()
    world = ArxivWorld(given.papers, given.days, given.seed)
    faults = Faults(given.seed, given.faults) if given.faults else None
    with SourcesServer(world, faults=faults, port=given.port) as server:
        sys.stdout.write(f"{server.address}\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
