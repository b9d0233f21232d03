"""Put the bot under load in a local Discord, and time what its users see.

Run: python -m benchmarks.measure.discord_load [--bursts 5] [--questions 500] [--seconds 60]
A local Discord, a model server that streams one token every `--pace` seconds, and people who ask
are in this process; `footnote run` with the starter library is one of its own. First `--burst`
questions at once, `--bursts` times, each burst when the last is answered; then `--questions`
questions spread over `--seconds`. Prints times as Discord sees them, from INTERACTION_CREATE on;
rate-limited requests; and, from the bot's log, the delay of edits after the throttle. All on
loopback. Exits with 1 if an answer was lost or came twice.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer

from benchmarks.figures import heading, print_machine, show
from discord_playground.person import Person
from discord_playground.program import until_ready
from discord_playground.server import Playground
from discord_playground.transcript import Exchange
from retrieval.sources import starter
from retrieval.sources.records import Record
from tests.end_to_end.footnote import Footnote
from tests.servers.model_server import ModelServer, Reply

_ASKING = (
    "What is shown about {}?",
    "Which method is used in {}?",
    "What are the results of {}?",
    "Why does {} matter?",
    "How was {} evaluated?",
    "Summarize the findings on {}.",
)
_OFF_TOPIC = "How long do I bake sourdough bread at home?"
_ONE_OFF_TOPIC_IN = 20
_PEOPLE = ("mara", "jonas", "ines")
_PATIENCE_SECONDS = 180.0  # for the last answer
_TURN = re.compile(r"fn:a:[a-z]+:(\w+)")
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_MESSAGES = "/webhooks/{webhook_id}/{webhook_token}"
_SENT = "/channels/{channel_id}/messages"


def main(
    burst: int = 50,
    bursts: int = 5,
    questions: int = 500,
    seconds: float = 60.0,
    pace: float = 0.02,
) -> None:
    """Run it all, print, and exit with 1 if an answer was lost or came twice."""
    print_machine()
    with tempfile.TemporaryDirectory(prefix="footnote-load-") as folder:
        log = Path(folder) / "library/footnote.log"
        wrong = asyncio.run(put_under_load(Path(folder), burst, bursts, questions, seconds, pace))
        print_log([json.loads(line) for line in log.read_text().splitlines()])
    sys.exit(1 if wrong else 0)


async def put_under_load(
    folder: Path, burst: int, bursts: int, questions: int, seconds: float, pace: float
) -> int:
    """Ask in bursts and then steadily, print, and return how many answers went wrong."""
    texts, wrong = make_questions(random.Random(1)), 0
    deferred: list[float] = []
    async with run_bot(folder, pace) as (playground, people):
        asking = itertools.cycle(people)
        for _ in range(bursts):
            async with asyncio.TaskGroup() as tasks:
                for _ in range(burst):
                    tasks.create_task(ask(next(asking), next(texts)))
            answers = await wait_for_answers(playground)
            deferred += [1e3 * one.deferred[0] for one in answers if one.deferred]
            wrong += count_faults(playground, answers)
            playground.transcript.clear()
            playground.world.interactions.by_token.clear()
        heading(f"{bursts} bursts of {burst} questions at once", "ms")
        show("INTERACTION_CREATE to the deferred answer", deferred)
        async with asyncio.TaskGroup() as tasks:
            started = time.perf_counter()
            for n in range(questions):
                due = started + seconds * n / questions
                await asyncio.sleep(max(due - time.perf_counter(), 0))
                tasks.create_task(ask(next(asking), next(texts)))
        answers = await wait_for_answers(playground)
        heading(f"{questions} questions in {seconds:.0f} s", "ms")
        print_answers(playground, answers)
        return wrong + count_faults(playground, answers)


@asynccontextmanager
async def run_bot(folder: Path, pace: float) -> AsyncIterator[tuple[Playground, list[Person]]]:
    """Run a local Discord, a model's server and the bot; give the Discord, and people in it."""
    async with Playground(bot_name="Footnote", strict=True) as playground, ModelServer() as model:
        model.default = Reply(pace=pace)
        settings = {
            "FOOTNOTE_LOG_LEVEL": "INFO",
            "FOOTNOTE_RATE_USER": "10000",
            "FOOTNOTE_RATE_COMMANDS": "10000",
            "OPENAI_BASE_URL": model.base_url,
            "FOOTNOTE_MODEL": "test-model",
        }
        async with run_footnote(folder, playground, **settings):
            yield playground, [await playground.person(name) for name in _PEOPLE]


@asynccontextmanager
async def run_footnote(
    folder: Path, playground: Playground, **settings: str
) -> AsyncIterator[None]:
    """Run the bot with the starter library in a local Discord."""
    settings |= {"DISCORD_TOKEN": playground.bot_token, "FOOTNOTE_DISCORD_API": playground.api}
    footnote = Footnote(folder / "library", **settings)
    await asyncio.to_thread(footnote, "ingest", "starter")
    command, environ, out = footnote.command("run"), footnote.environ(), subprocess.DEVNULL
    bot = subprocess.Popen(  # noqa: ASYNC220 - it starts in no time
        command, cwd=folder, env=environ, stdout=out, stderr=out
    )
    try:
        await until_ready(playground)
        yield
    finally:
        bot.terminate()
        await asyncio.to_thread(bot.wait)


async def ask(person: Person, question: str) -> None:
    """Use `/ask`."""
    await person.run(person.channel("papers"), "ask", question=question)


def make_questions(chance: random.Random) -> Iterator[str]:
    """Yield questions on the starter library, and every twentieth off topic."""
    titles = [record.paper.title for record in starter.read() if isinstance(record, Record)]
    asked = [form.format(title) for form in _ASKING for title in titles]
    chance.shuffle(asked)
    for number, question in enumerate(itertools.cycle(asked), 1):
        yield _OFF_TOPIC if number % _ONE_OFF_TOPIC_IN == 0 else question


@dataclass
class Answered:
    """When an interaction was answered, in seconds since it was created, and the turns named."""

    deferred: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    turns: set[str] = field(default_factory=set)


def read_answers(playground: Playground) -> list[Answered]:
    """Return what became of each interaction so far, from what Discord accepted."""
    found: dict[str, Answered] = defaultdict(Answered)
    interactions = playground.world.interactions.by_token
    for one in playground.transcript:
        token = one.path.split("/")[3] if one.path.count("/") > 2 else ""
        if token not in interactions or one.status >= 300:
            continue
        after = one.at - interactions[token].created
        if one.route == _CALLBACK:
            found[token].deferred.append(after)
        elif one.route.startswith(_MESSAGES) and one.method in {"POST", "PATCH"}:
            found[token].shown.append(after)
            found[token].turns |= set(_TURN.findall(json.dumps(one.body)))
    return [found[token] for token in interactions]


async def wait_for_answers(playground: Playground) -> list[Answered]:
    """Return what became of the interactions once each has a whole answer, or patience is over."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        answers = read_answers(playground)
        if all(one.turns for one in answers) or time.monotonic() > end:
            return answers
        await asyncio.sleep(1.0)


def list_own(playground: Playground) -> list[Exchange]:
    """Return the requests of the bot."""
    return [exchange for exchange in playground.transcript if exchange.user == "Footnote"]


def count_faults(playground: Playground, answers: Sequence[Answered]) -> int:
    """Print and return how many questions have no whole answer, or more than one."""
    lost = sum(not one.turns for one in answers)
    twice = sum(len(one.turns) > 1 or len(one.deferred) > 1 for one in answers)
    twice += sum(exchange.route == _SENT for exchange in list_own(playground))
    if lost or twice:
        print(f"LOST {lost}, TWICE {twice}")
    return lost + twice


def print_answers(playground: Playground, answers: Sequence[Answered]) -> None:
    """Print what users saw."""
    shown = [one.shown for one in answers if one.shown]
    deferred = [1e3 * one.deferred[0] for one in answers if one.deferred]
    show("INTERACTION_CREATE to the deferred answer", deferred)
    show("… to the first sentence", [1e3 * times[0] for times in shown])
    show("… to the whole answer", [1e3 * times[-1] for times in shown])
    show("edits an answer", [float(len(times)) for times in shown])
    refused = Counter(f"{e.route} {e.status}" for e in list_own(playground) if e.status >= 400)
    print(f"refused (429: for their rate): {dict(refused) or 'none'}")
    print(f"not as a client should ask: {playground.violations[:20] or 'nothing'}")


def print_log(events: Sequence[dict[str, Any]]) -> None:
    """Print what the bot has logged of its failures."""
    problems = Counter(e["event"] for e in events if e.get("level") in {"warning", "error"})
    print(f"warnings and errors: {dict(problems) or 'none'}")


if __name__ == "__main__":
    typer.run(main)
