"""Time answers with and without the check of their sentences, in one run.

Run: python -m benchmarks.measure.check_overhead [--pace 0.02] [--rounds 3] [--work DIR]
Asks the questions of benchmarks/questions/starter.jsonl; the starter library is imported if needed.
The tests' model server streams a sentence of each excerpt, one token every PACE seconds (0.02 is 50
tokens per second; 0 is faster than any model). Each question is asked both ways, in alternating
order. The check gets each sentence without every sixth word, since verbatim quotes are decided
quickly; its verdicts are ignored, so that both ways write the same. `remembered` is a second answer
to the same question, whose judgments are cached.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import statistics
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.libraries import ROOT, open_filled
from benchmarks.processes import serve_model
from bot.answering.ask import Ask, Cutoff
from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import Turn
from bot.answering.plan import Assistant, Plan
from bot.evaluation.questions import parse_questions
from bot.grounding.checker import Check, ClaimChecker
from bot.grounding.citations import WrittenSentence
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Sentence
from bot.models.openai_compatible import OpenAICompatible
from bot.models.writer import ModelWriter
from bot.quotes.model import Extractive
from prompts.templates import CANNOT_ANSWER
from prompts.tokens import TokenCounter
from retrieval.library.library import Library
from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.query import Filters
from retrieval.sources.starter import read
from retrieval.text.sentences import split_sentences


def main() -> None:
    """Ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pace", type=float, default=0.02, help="seconds between two tokens")
    parser.add_argument("--questions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, default=Path("build/check_overhead"))
    given = parser.parse_args()
    embedder = BgeSmall()
    with open_filled(given.work, read(), embedder) as library:
        times = asyncio.run(
            timed(library, embedder, given.pace, questions()[: given.questions], given.rounds)
        )
    print_table(times)


async def timed(
    library: Library, embedder: BgeSmall, pace: float, asked: list[str], rounds: int
) -> dict[str, list[float]]:
    """Return the seconds that answers took, by the way in which they were made."""
    async with serve_model(pace) as server:
        return await timed_with(await server.read_line(), library, embedder, asked, rounds)


class _Facts:
    """Plans every question as one for a fact."""

    async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
        return Plan(question, filters=filters)


async def timed_with(
    address: str, library: Library, embedder: BgeSmall, asked: list[str], rounds: int
) -> dict[str, list[float]]:
    """Do so with a model's server."""
    model = OpenAICompatible(
        model="test-model",
        counter=TokenCounter(library.directory.cache / "tiktoken", "test-model"),
        marker=lambda: secrets.token_hex(8),
        split=split_sentences,
        base_url=address,
    )
    times: dict[str, list[float]] = {"without": [], "with": [], "remembered": []}
    shown = []

    async def answer(name: str, question: str, check: Check) -> None:
        quoting = Extractive(embedder)
        writer = ModelWriter(model, AnswerGenerator(quoting, check), abstain_phrase=CANNOT_ANSWER)
        plain = Assistant(_Facts(), writer)
        ask = Ask(library.search, {model.name: plain}, plain, cutoff=Cutoff(0.0))
        began = time.perf_counter()
        answer = await ask(question)
        times[name].append(time.perf_counter() - began)
        shown.append(len(answer.sentences))

    def fresh() -> Check:
        check = ClaimChecker(CrossEncoder())
        check.load()

        def checked(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
            check(WrittenSentence(_altered(written.text), written.numbers), sources)
            return unchecked(written, sources)

        return checked

    await answer("without", asked[0], unchecked)  # what is loaded at the first use
    await answer("with", asked[0], fresh())
    for name in times:
        times[name].clear()
    shown.clear()
    for turn in range(rounds):
        for question in asked:
            check = fresh()
            if turn % 2:
                await answer("without", question, unchecked)
            await answer("with", question, check)
            if not turn % 2:
                await answer("without", question, unchecked)
            await answer("remembered", question, check)
    await model.close()
    print(f"{len(asked)} questions, {rounds} rounds, {statistics.mean(shown):.1f} sentences each")
    return times


def _altered(text: str) -> str:
    return " ".join(word for i, word in enumerate(text.split(), 1) if i % 6)


def unchecked(written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
    """Let every sentence pass."""
    return Sentence(written.text, tuple(n for n in written.numbers if n in sources))


def questions() -> list[str]:
    """Return the questions that name papers of the starter library."""
    lines = (ROOT / "benchmarks/questions/starter.jsonl").read_text(encoding="utf-8")
    return [each.question for each in parse_questions(lines.splitlines()) if each.papers]


def print_table(times: Mapping[str, list[float]]) -> None:
    """Print medians, and what the check adds to the same question: the median of differences."""
    without = times["without"]
    for name, taken in times.items():
        added = [1e3 * (a - b) for a, b in zip(taken, without, strict=True)]
        share = sum(taken) / sum(without) - 1
        print(
            f"{name:<12} median {1e3 * statistics.median(taken):7.0f} ms"
            f"   added {statistics.median(added):+6.1f} ms   all answers {100 * share:+.1f} %"
        )


if __name__ == "__main__":
    main()
