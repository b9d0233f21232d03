"""Time a search among many papers, next to what one would otherwise use, in one run.

Run: python -m benchmarks.measure.search_speed DATA [--papers N] [--others PYTHON] [--work DIR]
The papers are those of DATA/scale and, after its 75,000, perturbed copies; all have perturbed
vectors of the first EMBEDDED. Missing stores are built first, and the papers per second without
embedding are printed. Then the systems answer the questions of DATA/collections/cs_papers_5k, each
in its own process, one after another in each of two rounds. What is timed:
  Footnote                ten papers in full: two indexes, fusion, reranking, nearest sentences
  Footnote, shared        the same, in an empty PostgreSQL database and a Chroma server whose
                          addresses --shared gives; they may be used again for more papers
  plain chromadb          ten documents, by its default embedder, which it loads again for each
  LangChain, LlamaIndex   ten of a similarity search in Chroma, with the same embedder loaded once
  paper-qa, its index     ten of its Tantivy index, as its paper search tool asks
  paper-qa, its vectors   ten texts of all by Docs.retrieve_texts, with the same embedder
--others times the last four (see at_size/paper_qa.py), with the Python of an environment after
  pip install langchain-chroma llama-index-core llama-index-vector-stores-chroma paper-qa chromadb
On a busy machine, processor time says more than the clock.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from benchmarks.figures import percentile, print_machine
from benchmarks.libraries import scale_file
from benchmarks.measure.at_size.papers import Corpus
from benchmarks.measure.at_size.stores import (
    ENVIRONMENT,
    PAPER_QA,
    PLAIN,
    build_footnote,
    build_other,
    build_plain,
)
from benchmarks.processes import Program, program
from retrieval.evaluation import read_collection
from retrieval.search.embedding import bge_small

WARM_UP = 20  # questions per turn that do not count
ROUNDS = 2
OTHERS = {  # by the name in the table: the name in answering.py, and the store
    "LangChain with Chroma": ("langchain", f"langchain/{PLAIN}"),
    "LlamaIndex with Chroma": ("llama-index", f"llama-index/{PLAIN}"),
    "paper-qa, its index": ("paper-qa-index", PAPER_QA),
    "paper-qa, its vectors": ("paper-qa-vectors", PAPER_QA),
}
_UNUSED_FILES = ("config.json", "special_tokens_map.json", "tokenizer_config.json", "vocab.txt")

Values = Mapping[str, Any]


def main() -> None:
    """Build the missing stores, ask, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--embedded", type=int, default=2_000)
    parser.add_argument("--work", type=Path, default=Path("build/speed"))
    parser.add_argument("--alone", action="store_true", help="time Footnote only")
    parser.add_argument("--others", metavar="PYTHON", default="")
    parser.add_argument("--shared", nargs=2, metavar=("DATABASE", "CHROMA"))
    arguments = parser.parse_args()
    print_machine()
    systems = build(arguments)
    collection = read_collection(arguments.data / "collections/cs_papers_5k")
    asyncio.run(measure(systems, list(collection.queries.values()), arguments.papers))


def build(arguments: argparse.Namespace) -> dict[str, tuple[str, Sequence[str]]]:
    """Build the missing stores; return each system's Python and its arguments, by name."""
    work: Path = arguments.work / str(arguments.papers)
    corpus = Corpus(scale_file(arguments.data), arguments.work, arguments.embedded)
    build_footnote(work / "footnote", corpus, arguments.papers)
    systems: dict[str, tuple[str, Sequence[str]]] = {}
    systems["Footnote"] = (sys.executable, ("footnote", str(work / "footnote")))
    if arguments.shared:
        build_footnote(work / "shared", corpus, arguments.papers, *arguments.shared)
        command = ("footnote", str(work / "shared"), *arguments.shared)
        systems["Footnote, shared"] = (sys.executable, command)
    if not arguments.alone:
        model = str(link_chroma_model(arguments.work / "chroma-model"))
        build_plain(work / PLAIN, corpus, arguments.papers)
        systems["plain chromadb"] = (sys.executable, ("chromadb", str(work / PLAIN), model))
        for name, (system, store) in OTHERS.items() if arguments.others else ():
            folder = build_other(store, work, corpus, arguments.papers, arguments.others)
            systems[name] = (arguments.others, (system, str(folder), model))
    return systems


def link_chroma_model(folder: Path) -> Path:
    """Return a folder with the files of Chroma's default embedder: our model, linked."""
    inside = folder / "onnx"
    inside.mkdir(parents=True, exist_ok=True)
    for name, file in (("model.onnx", bge_small._MODEL), ("tokenizer.json", bge_small._TOKENIZER)):
        (inside / name).unlink(missing_ok=True)  # it may lead to a removed environment
        (inside / name).symlink_to(bge_small.find_model_file(*file))
    for name in _UNUSED_FILES:  # Chroma checks that they exist and never opens them
        (inside / name).touch()
    return folder


async def measure(
    systems: Mapping[str, tuple[str, Sequence[str]]], questions: Sequence[str], papers: int
) -> None:
    """Start every system, ask them in turn, and print the table."""
    answers: dict[str, list[Values]] = {name: [] for name in systems}
    async with AsyncExitStack() as stack:
        programs: dict[str, Program] = {}
        ready: dict[str, Values] = {}
        for name, (python, arguments) in systems.items():
            module = ("-m", "benchmarks.measure.at_size.answering")
            environ = {**os.environ, **ENVIRONMENT}
            started = program(*module, *arguments, environ=environ, python=python)
            programs[name] = await stack.enter_async_context(started)
            ready[name] = json.loads(await programs[name].read_line())
        for name, question, counts in by_rounds(list(systems), questions):
            answer = await programs[name].ask(json.dumps(question))
            if counts:
                answers[name].append(answer)
        memory = {name: await each.ask("") for name, each in programs.items()}
        for each in programs.values():
            await each.wait()
    print_table(papers, answers, ready, memory)


def by_rounds(
    systems: Sequence[str], questions: Sequence[str], rounds: int = ROUNDS
) -> Iterator[tuple[str, str, bool]]:
    """Yield a system, a question, and whether it counts: one system after another, in each round.

    A system's turn begins with questions that do not count, which bring what it reads into memory,
    where it would be if nothing else ran.
    """
    for _ in range(rounds):
        for system in systems:
            yield from ((system, question, False) for question in questions[:WARM_UP])
            yield from ((system, question, True) for question in questions)


def print_table(
    papers: int,
    answers: Mapping[str, Sequence[Values]],
    ready: Mapping[str, Values],
    memory: Mapping[str, Values],
) -> None:
    """Print a row per system, then Footnote's stages, then any shortfall."""
    count = len(answers["Footnote"])
    print(f"\n{papers:,} papers, {count} searches each, query embedding included")
    print(f"{'':24}{'median':>9}{'95th':>9}{'cpu':>9}  ms{'peak':>9}{'own':>7}  GB")
    for name, given in answers.items():
        cpu = statistics.median(answer["cpu_ms"] for answer in given)
        row = f"{_times([answer['ms'] for answer in given])}{cpu:9.1f}    "
        row += "{peak_gb:9.2f}{own_gb:7.2f}".format_map(memory[name])
        print(f"{name:24}{row}    ready in {ready[name]['ready_s']:.1f} s")
    for name, given in answers.items():
        for stage in given[0]["stages"]:
            times = _times([answer["stages"][stage] for answer in given])
            print(f"{f'  {name}, {stage}':24}{times}")
    print("cpu: processor time, all threads; peak: most resident memory, with mapped index files;")
    print("own: memory without files. Servers that a system asks are not counted.")
    for name, given in answers.items():
        if ready[name]["papers"] != papers:
            print(f"{name} searched only {ready[name]['papers']:,} papers.")
        short = sum(len(answer["found"]) < 10 for answer in given)
        if short:
            print(f"{name} found fewer than ten for {short} of {len(given)} searches.")


def _times(ms: Sequence[float]) -> str:
    return f"{statistics.median(ms):9.1f}{percentile(ms, 0.95):9.1f}"


if __name__ == "__main__":
    main()
