"""Put the bot under load in a local Discord, and time what its users see.

Run: python -m benchmarks.measure.discord_load [--bursts 5] [--questions 500] [--seconds 60]
A local Discord, a model server that streams one token every `--pace` seconds, and `footnote run`
with the starter library run in processes of their own; fifty people ask from here. First `--burst`
questions at once, `--bursts` times, each burst when the last is answered; then `--questions`
questions spread over `--seconds`. Prints times as Discord sees them, from INTERACTION_CREATE on;
edits per answer; rate-limited requests; and, from the bot's log, stalls of its event loop and the
delay of edits after the throttle. All on loopback. Exits with 1 if an answer was lost or came
twice.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.figures import heading, print_machine, show
from benchmarks.libraries import ROOT
from benchmarks.processes import Program, clean_environ, program, run, serve_model
from discord_playground.people import interaction_data
from retrieval.sources import starter
from retrieval.sources.records import Record

_ASKING = (
    "What is shown about {}?",
    "Which method is used in {}?",
    "What are the results of {}?",
    "Why does {} matter?",
    "How was {} evaluated?",
    "What is new in {}?",
    "What data does {} use?",
    "Summarize the findings on {}.",
)
_OFF_TOPIC = "How long do I bake sourdough bread at home?"
_ONE_OFF_TOPIC_IN = 20
_PATIENCE_SECONDS = 180.0  # for the last answer
_SOURCE = "import sys; sys.argv[0] = 'footnote'; from bot.__main__ import main; main()"


def main() -> None:
    """Run it all, print, and exit with 1 if an answer was lost or came twice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--burst", type=int, default=50)
    parser.add_argument("--bursts", type=int, default=5)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pace", type=float, default=0.02, help="seconds between two tokens")
    sys.exit(asyncio.run(measure(parser.parse_args())))


async def measure(given: argparse.Namespace) -> int:
    """Start everything, ask, and print; return 1 if an answer was lost or came twice."""
    print_machine()
    with tempfile.TemporaryDirectory(prefix="footnote-load-") as folder:
        async with AsyncExitStack() as opened:
            await opened.enter_async_context(asyncio.timeout(given.seconds + 4 * _PATIENCE_SECONDS))
            world = await opened.enter_async_context(
                program("-m", "benchmarks.measure.discord_server", cwd=ROOT)
            )
            reached = json.loads(await world.read_line())
            environ = clean_environ(
                FOOTNOTE_DATA_DIR=folder,
                FOOTNOTE_LOG_LEVEL="INFO",
                FOOTNOTE_WATCH_LOOP="true",
                FOOTNOTE_DISCORD_API=reached["api"],
                DISCORD_TOKEN=reached["token"],
            )
            model = await opened.enter_async_context(serve_model(given.pace))
            environ |= {"OPENAI_BASE_URL": await model.read_line(), "FOOTNOTE_MODEL": "test-model"}
            await run(["-c", _SOURCE, "ingest", "starter"], environ, Path(folder))
            bot = await opened.enter_async_context(
                program("-c", _SOURCE, "run", environ=environ, cwd=Path(folder))
            )
            programs = {"Discord": world, "model": model, "bot": bot}
            await world.ask("ready")
            asker = await opened.enter_async_context(Asker(reached))
            wrong = await put_under_load(given, world, asker, programs)
        print_log(read_log(Path(folder) / "footnote.log"))
    return 1 if wrong else 0


async def put_under_load(
    given: argparse.Namespace, world: Program, asker: Asker, programs: dict[str, Program]
) -> int:
    """Ask in bursts and then steadily, print, and return how many answers went wrong."""
    questions = texts(random.Random(1))
    deferred: list[float] = []
    wrong = 0
    for _ in range(given.bursts):
        await asyncio.gather(*(asker.ask(next(questions)) for _ in range(given.burst)))
        await wait_for_answers(world)
        report = await world.ask("report")
        deferred += [1e3 * d for d in deferrals(report)]
        wrong += faults(report)
        await world.ask("clear")
    heading(f"{given.bursts} bursts of {given.burst} questions at once", "ms")
    show("INTERACTION_CREATE to the deferred answer", deferred)
    before = {name: p.cpu_seconds() for name, p in programs.items()}
    started = time.perf_counter()
    asked = []
    for n in range(given.questions):
        due = started + given.seconds * n / given.questions
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        asked.append(asyncio.create_task(asker.ask(next(questions))))
    await asyncio.gather(*asked)
    await wait_for_answers(world)
    took = time.perf_counter() - started
    report = await world.ask("report")
    wrong += faults(report)
    print_report(report, f"{given.questions} questions in {given.seconds:.0f} s")
    print(f"all were answered after {took:.1f} s")
    for name, p in programs.items():
        print(f"processor time of {name:33}{p.cpu_seconds() - before[name]:9.1f} s")
    return wrong


class Asker:
    """Fifty users who ask faster than people type."""

    def __init__(self, reached: dict[str, Any]) -> None:
        self._reached = reached
        self._people = itertools.cycle(reached["people"])
        self._data: dict[str, Any] = {}

    async def __aenter__(self) -> Asker:
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        path = f"/channels/{self._reached['channel_id']}/application-command-index"
        headers = {"Authorization": self._reached["people"][0]}
        async with self._http.get(self._api + path, headers=headers) as response:
            index = await response.json()
        commands = index["application_commands"]
        _, self._data, _ = interaction_data.fill_command(commands, "ask", {"question": "?"})
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()

    async def ask(self, question: str) -> None:
        """Use `/ask`, as the next person."""
        data = {**self._data, "options": [{**self._data["options"][0], "value": question}]}
        body = {
            "type": 2,
            "application_id": self._reached["application_id"],
            "guild_id": self._reached["guild_id"],
            "channel_id": self._reached["channel_id"],
            "data": data,
        }
        headers = {"Authorization": next(self._people), "Content-Type": "application/json"}
        async with self._http.post(
            f"{self._api}/interactions", data=json.dumps(body), headers=headers
        ) as response:
            if response.status >= 300:
                raise RuntimeError(f"{response.status}: {await response.text()}")

    @property
    def _api(self) -> str:
        return f"{self._reached['api']}/api/v10"


def texts(chance: random.Random) -> Iterator[str]:
    """Yield questions on the starter library, and every twentieth off topic."""
    titles = [record.paper.title for record in starter.read() if isinstance(record, Record)]
    asked = [form.format(title) for form in _ASKING for title in titles]
    chance.shuffle(asked)
    for number, question in enumerate(itertools.cycle(asked), 1):
        yield _OFF_TOPIC if number % _ONE_OFF_TOPIC_IN == 0 else question


async def wait_for_answers(world: Program) -> None:
    """Wait until every question has its answer, or _PATIENCE_SECONDS are over."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while (await world.ask("open"))["open"] and time.monotonic() < end:  # noqa: ASYNC110 - asked
        await asyncio.sleep(1.0)


def deferrals(report: dict[str, Any]) -> list[float]:
    """Return the seconds from each interaction to its deferred answer."""
    return [i["deferred"][0][0] - i["created"] for i in report["interactions"] if i["deferred"]]


def accepted_messages(interaction: dict[str, Any]) -> list[list[Any]]:
    """Return what Discord took of an answer, in order."""
    return [m for m in interaction["messages"] if m[1] < 300]


def faults(report: dict[str, Any]) -> int:
    """Print and return how many questions have no whole answer, or more than one."""
    turns = [{t for m in accepted_messages(i) for t in m[2]} for i in report["interactions"]]
    lost = sum(not found for found in turns)
    twice: int = sum(len(found) > 1 for found in turns)
    twice += sum(sum(d[1] < 300 for d in i["deferred"]) > 1 for i in report["interactions"])
    twice += sum(report["elsewhere"].values())
    if lost or twice:
        print(f"LOST {lost}, TWICE {twice}; elsewhere {report['elsewhere']}")
    return lost + twice


def print_report(report: dict[str, Any], title: str) -> None:
    """Print what users saw."""
    asked = report["interactions"]
    shown = [(i["created"], accepted_messages(i)) for i in asked if accepted_messages(i)]
    heading(title, "ms")
    show("INTERACTION_CREATE to the deferred answer", [1e3 * d for d in deferrals(report)])
    show("… to the first sentence", [1e3 * (m[0][0] - at) for at, m in shown])
    show("… to the whole answer", [1e3 * (m[-1][0] - at) for at, m in shown])
    show("Discord's own time a request", [1e3 * t for t in report["took"]])
    show("edits an answer", [float(len(m)) for _, m in shown])
    print(f"{report['requests']} requests; refused for their rate: {report['limited'] or 'none'}")
    print(f"refused otherwise: {report['refused'] or 'none'}")
    print(f"not as a client should ask: {report['violations'] or 'nothing'}")


def read_log(log: Path) -> list[dict[str, Any]]:
    """Return the events of the bot's log."""
    return [json.loads(line) for line in log.read_text().splitlines()]


def print_log(events: Sequence[dict[str, Any]]) -> None:
    """Print what the bot has logged of its event loop, its edits and its failures."""
    heading("in the bot", "ms")
    shown = [e for e in events if e["event"] == "state shown"]
    show("edit handed on after sentence and throttle", [e["late_ms"] for e in shown])
    show("… and Discord's answer to it", [e["late_ms"] + e["took_ms"] for e in shown])
    stalls = [e for e in events if e["event"] == "event loop stood still"]
    show("event loop stood still over 50 ms", [e["ms"] for e in stalls])
    for event in events:
        if event["event"] == "event loop watched":
            print(f"event loop: {event}")
    for stall in sorted(stalls, key=lambda e: -e["ms"])[:10]:
        print(f"  {stall['ms']:.0f} ms, {stall['cpu_ms']:.0f} of processor time: {stall['where']}")
    problems = [e for e in events if e.get("level") in {"warning", "error"} and e not in stalls]
    for name in dict.fromkeys(e["event"] for e in problems):
        same = [e for e in problems if e["event"] == name]
        print(f"{len(same)} × {name}; the first: {json.dumps(same[0])[:600]}")


if __name__ == "__main__":
    main()
