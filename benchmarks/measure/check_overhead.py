"""Time answers with and without the check of their sentences, in one run.

Run: python -m benchmarks.measure.check_overhead [--pace 0.02] [--questions 20] [--rounds 3]
Asks the questions of benchmarks/questions/starter.jsonl of the starter library. A model in this
process writes a sentence of each excerpt, one token every PACE seconds (0.02 is 50 tokens per
second). Each question is asked both ways, in alternating order. The check gets each sentence
without every sixth word, since verbatim quotes are decided quickly; its verdicts are ignored, so
that both ways write the same. `remembered` is a second answer to the same question, whose judgments
are cached.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping, Sequence
from pathlib import Path

import typer

from benchmarks.libraries import WORK, open_named, read_questions
from bot.answering.ask import Ask
from bot.answering.assistant import Assistant, Plan
from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import AnswerTask, Chunk, Mode, Task, Turn
from bot.grounding.checker import Check, ClaimChecker
from bot.grounding.citations import WrittenSentence
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Sentence
from bot.models.writer import ModelWriter
from bot.quotes.model import Extractive
from retrieval.library.library import Library
from retrieval.paper import Paper
from retrieval.search.query import Filters
from retrieval.text.sentences import split_sentences


def main(pace: float = 0.02, questions: int = 20, rounds: int = 3, work: Path = WORK) -> None:
    """Ask, and print."""
    asked = [row["question"] for row in read_questions("starter") if row.get("papers")][:questions]
    with open_named("starter", Path(), work) as library:
        times = asyncio.run(measure(library, Paced(pace), asked, rounds))
    print(f"{len(asked)} questions, {rounds} rounds")
    without = times["without"]
    for name, taken in times.items():
        added = statistics.median(1e3 * (a - b) for a, b in zip(taken, without, strict=True))
        print(
            f"{name:<12} median {1e3 * statistics.median(taken):7.0f} ms   added {added:+6.1f} ms"
            f"   all answers {sum(taken) / sum(without) - 1:+.1%}"
        )


class Paced:
    """A `LanguageModel` that writes a sentence of each excerpt, a token every `pace` seconds."""

    name = "paced"
    mode: Mode = "model"

    def __init__(self, pace: float) -> None:
        self._pace = pace

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield words and parts of words."""
        assert isinstance(task, AnswerTask)
        for excerpt in task.excerpts:
            text = f"{split_sentences(excerpt.paper.abstract)[0].text} [{excerpt.number}] "
            for start in range(0, len(text), 4):
                await asyncio.sleep(self._pace)
                yield Chunk(text[start : start + 4])

    async def close(self) -> None:
        """Do nothing."""


class Facts:
    """Plans every question as one for a fact."""

    async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
        """Return the plan of a question."""
        return Plan(question, filters=filters)


async def measure(
    library: Library, model: Paced, asked: Sequence[str], rounds: int
) -> Mapping[str, list[float]]:
    """Return the seconds that answers took, by the way in which they were made."""
    times: dict[str, list[float]] = defaultdict(list)
    quoting = Extractive(library.embedder)

    async def answer(name: str, question: str, check: Check) -> None:
        writer = ModelWriter(model, AnswerGenerator(quoting, check))
        plain = Assistant(Facts(), writer)
        ask = Ask(library.search, {model.name: plain}, plain, cutoff=0.0)
        began = time.perf_counter()
        await ask(question)
        times[name].append(time.perf_counter() - began)

    await answer("without", asked[0], let_pass)  # what is loaded at the first use
    await answer("with", asked[0], make_check())
    times.clear()
    for turn in range(rounds):
        for question in asked:
            ways = {"without": let_pass, "with": make_check()}
            for name in sorted(ways, reverse=bool(turn % 2)):
                await answer(name, question, ways[name])
            await answer("remembered", question, ways["with"])
    return times


def make_check() -> Check:
    """Return a check that remembers nothing yet, and lets every sentence pass."""
    check = ClaimChecker(CrossEncoder())
    check.load()

    def checked(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        text = " ".join(word for i, word in enumerate(written.text.split(), 1) if i % 6)
        check(WrittenSentence(text, written.numbers), sources)
        return let_pass(written, sources)

    return checked


def let_pass(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
    """Let a sentence pass."""
    return Sentence(written.text, tuple(n for n in written.numbers if n in sources))


if __name__ == "__main__":
    typer.run(main)
