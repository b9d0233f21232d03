"""Time a search at size, beside what a person would otherwise use, in the same run.

Run: python -m benchmarks.search_speed DATA [--papers 100000] [--others PYTHON] [--work DIR]
PYTHON is that of an environment with any of these; what it lacks is skipped, and said:
  pip install langchain-chroma llama-index-core llama-index-vector-stores-chroma paper-qa
The papers are those of DATA/scale, and after its 75,000 the same again, perturbed; all have
vectors of the first EMBEDDED of them, perturbed. The stores are built where they are not there
yet, and how fast they take papers in, embedding left out, is printed. Then the systems answer the
questions of DATA/collections/cs_papers_5k, each in a process of its own: one after another, in
each of ROUNDS rounds, or with --interleaved each question by all in turn. What is timed:
  Footnote                ten papers in full: two indexes, fusion, second look, nearest sentences
  plain chromadb          ten documents, by its default embedder, which it loads anew for each
  LangChain, LlamaIndex   ten of a similarity search in Chroma, with the same embedder loaded once
  paper-qa, its index     ten of its Tantivy index, as its tool for searching papers asks
  paper-qa, its vectors   ten texts of all by Docs.retrieve_texts, with the same embedder
(see at_size/others/paper_qa.py). Where others use the machine as well, the processor's time tells
more than the clock.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.at_size.asking import WARM, by_rounds, interleaved
from benchmarks.at_size.beside import OTHERS, installed, prepare
from benchmarks.at_size.building import PLAIN, build, grow_from
from benchmarks.at_size.programs import Program, chroma_model, started
from retrieval.evaluation import read_collection


def main() -> None:
    """Build what is not there yet, ask, and print."""
    arguments = _arguments()
    work: Path = arguments.work / str(arguments.papers)
    scale = arguments.data / "scale" / "arxiv_cs_daily.jsonl.gz"
    if arguments.start_from:
        grow_from(arguments.work / str(arguments.start_from), work)
    print(f"{arguments.papers:,} papers", flush=True)
    build(work, scale, arguments.papers, arguments.embedded, plain=not arguments.alone)
    stores = {} if arguments.alone else _others(arguments, work, scale)
    if arguments.build_only:
        return
    asked = list(read_collection(arguments.data / "collections/cs_papers_5k").queries.values())
    order = interleaved if arguments.interleaved else by_rounds
    with ExitStack() as open_until_the_end:
        systems = _start(arguments, work, stores, open_until_the_end)
        answers: dict[str, list[dict[str, Any]]] = {name: [] for name in systems}
        for name, question, counts in order(list(systems), asked, arguments.rounds):
            answer = systems[name].ask(question)
            if counts:
                answers[name].append(answer)
        _print(arguments, answers, {name: (p, p.end()) for name, p in systems.items()})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--embedded", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--interleaved", action="store_true", help="each question to all in turn")
    parser.add_argument("--work", type=Path, default=Path("build/speed"))
    parser.add_argument("--start-from", type=int, help="begin with a copy of this many papers'")
    parser.add_argument("--alone", action="store_true", help="Footnote and nothing beside it")
    parser.add_argument("--build-only", action="store_true")
    parser.add_argument("--others", metavar="PYTHON", default="")
    return parser.parse_args()


def _others(arguments: argparse.Namespace, work: Path, scale: Path) -> dict[str, Path]:
    """Return the store of each other system that is installed, and say which are not."""
    python = arguments.others
    there = installed(python, [m for other in OTHERS for m in other.modules]) if python else set()
    stores = {}
    for other in OTHERS:
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
    if not arguments.alone:
        model = chroma_model(arguments.work / "chroma-model")
        systems["plain chromadb"] = stack.enter_context(started("chromadb", work / PLAIN, model))
        for other in OTHERS:
            if other.name in stores:
                systems[other.name] = stack.enter_context(
                    started(other.system, stores[other.name], model, python=arguments.others)
                )
    return systems


def _print(
    arguments: argparse.Namespace,
    answers: dict[str, list[dict[str, Any]]],
    programs: dict[str, tuple[Program, dict[str, Any]]],
) -> None:
    many = len(answers["Footnote"])
    cores = len(os.sched_getaffinity(0))
    order = "each question to all in turn" if arguments.interleaved else "one system after another"
    print(f"\n{arguments.papers:,} papers, {many} searches each, query embedding included")
    print(f"{order}, {arguments.rounds} rounds, {WARM} questions before that do not count")
    print(f"{cores} cores, load at the end {os.getloadavg()[0]:.2f}")
    print(f"{'':24}{'median':>9}{'95th':>9}{'least':>9}{'cpu':>9}  ms{'peak':>9}{'own':>7}  GB")
    for name, given in answers.items():
        ms, cpu = ([a[key] for a in given] for key in ("ms", "cpu_ms"))
        program, memory = programs[name]
        print(
            f"{name:24}{statistics.median(ms):9.1f}{_slow(ms):9.1f}{_quiet(ms):9.1f}"
            f"{statistics.median(cpu):9.1f}    {memory['peak_gb']:9.2f}{memory['own_gb']:7.2f}"
            f"    ready in {program.ready['ready_s']:.1f} s"
        )
    stages = [a["stages"] for a in answers["Footnote"]]
    for stage in stages[0]:
        times = [s[stage] for s in stages]
        print(f"  of which {stage:13}{statistics.median(times):9.1f}{_slow(times):9.1f}")
    print("least: a fifth of the searches took no longer; cpu: the processor's, all threads")
    print("peak: resident at most, the indexes' mapped files with it; own: without files")
    for name, (program, _) in programs.items():
        if program.ready["papers"] != arguments.papers:
            print(f"{name} searched only {program.ready['papers']:,} papers.")
        short = sum(len(a["found"]) < 10 for a in answers[name])
        if short:
            print(f"{name} found fewer than ten for {short} of {len(answers[name])} searches.")


def _slow(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def _quiet(times: Sequence[float]) -> float:
    return sorted(times)[len(times) // 5]


if __name__ == "__main__":
    main()
