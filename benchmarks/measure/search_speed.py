"""Time a search at size, beside what a person would otherwise use, in the same run.

Run: python -m benchmarks.measure.search_speed DATA [--papers N] [--others PYTHON] [--work DIR]
PYTHON is that of an environment with any of these; it skips and names what is missing:
  pip install langchain-chroma llama-index-core llama-index-vector-stores-chroma paper-qa
The papers are those of DATA/scale, and after its 75,000 the same again, perturbed; all have
vectors of the first EMBEDDED of them, perturbed. Stores that do not exist yet are built first, and
how fast they take papers in, embedding left out, is printed. Then the systems answer the questions
of DATA/collections/cs_papers_5k, each in its own process, one after another in each of ROUNDS
rounds. What is timed:
  Footnote                ten papers in full: two indexes, fusion, second look, nearest sentences
  Footnote, shared        the same, in an empty PostgreSQL database and a Chroma server whose
                          addresses --shared gives; they may be used again for more papers
  plain chromadb          ten documents, by its default embedder, which it loads again for each
  LangChain, LlamaIndex   ten of a similarity search in Chroma, with the same embedder loaded once
  paper-qa, its index     ten of its Tantivy index, as its tool for searching papers asks
  paper-qa, its vectors   ten texts of all by Docs.retrieve_texts, with the same embedder
(see at_size/paper_qa.py). On a busy machine the processor's time says more than the clock.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.figures import percentile, print_machine
from benchmarks.libraries import scale_file
from benchmarks.measure.at_size.comparison import SYSTEMS, installed_modules, prepare
from benchmarks.measure.at_size.programs import Program, chroma_model, started
from benchmarks.measure.at_size.stores import PLAIN, build, build_shared, grow_from
from benchmarks.measure.at_size.systems import Shared
from retrieval.evaluation import read_collection

WARM_UP = 20  # questions before the clock counts

Answers = Mapping[str, Sequence[Mapping[str, Any]]]
Programs = Mapping[str, tuple[Program, Mapping[str, Any]]]


def main() -> None:
    """Build what is not there yet, ask, and print."""
    arguments = _arguments()
    work: Path = arguments.work / str(arguments.papers)
    scale = scale_file(arguments.data)
    if arguments.start_from:
        grow_from(arguments.work / str(arguments.start_from), work)
    print_machine()
    build(work, scale, arguments.papers, arguments.embedded, plain=not arguments.alone)
    if arguments.shared:
        shared = Shared(*arguments.shared)
        build_shared(work / "shared", shared, scale, arguments.papers, arguments.embedded)
    stores = {} if arguments.alone else _others(arguments, work, scale)
    asked = list(read_collection(arguments.data / "collections/cs_papers_5k").queries.values())
    with ExitStack() as open_until_the_end:
        systems = _start(arguments, work, stores, open_until_the_end)
        answers: dict[str, list[dict[str, Any]]] = {name: [] for name in systems}
        for name, question, counts in by_rounds(list(systems), asked, arguments.rounds):
            answer = systems[name].ask(question)
            if counts:
                answers[name].append(answer)
        programs = {name: (program, program.end()) for name, program in systems.items()}
        print_table(arguments.papers, arguments.rounds, answers, programs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--embedded", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--work", type=Path, default=Path("build/speed"))
    parser.add_argument("--start-from", type=int, help="begin with a copy of this many papers'")
    parser.add_argument("--alone", action="store_true", help="Footnote and nothing beside it")
    parser.add_argument("--others", metavar="PYTHON", default="")
    parser.add_argument("--shared", nargs=2, metavar=("DATABASE", "CHROMA"))
    return parser.parse_args()


def _others(arguments: argparse.Namespace, work: Path, scale: Path) -> dict[str, Path]:
    """Return the store of each other system that is installed, and say which are not."""
    python = arguments.others
    there = (
        installed_modules(python, [m for other in SYSTEMS for m in other.modules])
        if python
        else set()
    )
    stores = {}
    for other in SYSTEMS:
        missing = [module for module in other.modules if module not in there]
        if not missing:
            stores[other.name] = prepare(
                other, work, scale, arguments.embedded, arguments.papers, python
            )
        else:
            why = f"{python} has no {missing[0]}" if python else "no --others PYTHON is given"
            print(f"{other.name}: skipped, as {why}", flush=True)
    return stores


def _start(
    arguments: argparse.Namespace, work: Path, stores: Mapping[str, Path], stack: ExitStack
) -> dict[str, Program]:
    systems = {"Footnote": stack.enter_context(started("footnote", work / "footnote"))}
    if arguments.shared:
        systems["Footnote, shared"] = stack.enter_context(started("shared", work / "shared"))
    if not arguments.alone:
        model = chroma_model(arguments.work / "chroma-model")
        systems["plain chromadb"] = stack.enter_context(started("chromadb", work / PLAIN, model))
        for other in SYSTEMS:
            if other.name in stores:
                systems[other.name] = stack.enter_context(
                    started(other.system, stores[other.name], model, python=arguments.others)
                )
    return systems


def by_rounds(
    systems: Sequence[str], questions: Sequence[str], rounds: int
) -> Iterator[tuple[str, str, bool]]:
    """Yield a system, a question, and whether it counts: one system after another, in each round.

    Before a system's turn it is asked some that do not count: what it reads is in memory then, as
    it is where nothing else runs.
    """
    for _ in range(rounds):
        for system in systems:
            yield from ((system, question, False) for question in questions[:WARM_UP])
            yield from ((system, question, True) for question in questions)


def print_table(papers: int, rounds: int, answers: Answers, programs: Programs) -> None:
    """Print a row a system, then Footnote's stages, then what was not as asked."""
    many = len(answers["Footnote"])
    print(f"\n{papers:,} papers, {many} searches each, query embedding included")
    print(f"one system after another, {rounds} rounds, {WARM_UP} to warm up")
    print(f"{'':24}{'median':>9}{'95th':>9}{'least':>9}{'cpu':>9}  ms{'peak':>9}{'own':>7}  GB")
    for name, given in answers.items():
        _print_row(name, given, *programs[name])
    for name, given in answers.items():
        _print_stages(name, [answer["stages"] for answer in given])
    print("least: a fifth of the searches took no longer; cpu: the processor's, all threads")
    print("peak: resident at most, the indexes' mapped files with it; own: without files")
    print("of servers that a system asks, neither the processor's time nor the memory is counted")
    for name, (program, _) in programs.items():
        if program.ready["papers"] != papers:
            print(f"{name} searched only {program.ready['papers']:,} papers.")
        short = sum(len(answer["found"]) < 10 for answer in answers[name])
        if short:
            print(f"{name} found fewer than ten for {short} of {len(answers[name])} searches.")


def _print_row(
    name: str, given: Sequence[Mapping[str, Any]], program: Program, memory: Mapping[str, Any]
) -> None:
    ms, cpu = ([answer[key] for answer in given] for key in ("ms", "cpu_ms"))
    print(
        f"{name:24}{statistics.median(ms):9.1f}{percentile(ms, 0.95):9.1f}"
        f"{percentile(ms, 0.2):9.1f}"
        f"{statistics.median(cpu):9.1f}    {memory['peak_gb']:9.2f}{memory['own_gb']:7.2f}"
        f"    ready in {program.ready['ready_s']:.1f} s"
    )


def _print_stages(name: str, stages: Sequence[Mapping[str, float]]) -> None:
    for stage in stages[0]:
        times = [each[stage] for each in stages]
        print(f"  {name}, {stage:13}{statistics.median(times):9.1f}{percentile(times, 0.95):9.1f}")


if __name__ == "__main__":
    main()
