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
  Footnote, shared        the same, in an empty PostgreSQL database and a Chroma server whose
                          addresses --shared gives; they may be used again for more papers
  plain chromadb          ten documents, by its default embedder, which it loads anew for each
  LangChain, LlamaIndex   ten of a similarity search in Chroma, with the same embedder loaded once
  paper-qa, its index     ten of its Tantivy index, as its tool for searching papers asks
  paper-qa, its vectors   ten texts of all by Docs.retrieve_texts, with the same embedder
(see at_size/others/paper_qa.py). Where others use the machine as well, the processor's time tells
more than the clock.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.at_size.asking import by_rounds, interleaved
from benchmarks.at_size.beside import OTHERS, installed, prepare
from benchmarks.at_size.building import PLAIN, build, build_shared, grow_from
from benchmarks.at_size.programs import Program, chroma_model, started
from benchmarks.at_size.shared import Shared
from benchmarks.at_size.table import print_table
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
    if arguments.shared:
        shared = Shared(*arguments.shared)
        build_shared(work / "shared", shared, scale, arguments.papers, arguments.embedded)
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
        way = f"{_order(arguments)}, {arguments.rounds} rounds"
        print_table(arguments.papers, way, answers, {n: (p, p.end()) for n, p in systems.items()})


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
    parser.add_argument("--shared", nargs=2, metavar=("DATABASE", "CHROMA"))
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
    if arguments.shared:
        systems["Footnote, shared"] = stack.enter_context(started("shared", work / "shared"))
    if not arguments.alone:
        model = chroma_model(arguments.work / "chroma-model")
        systems["plain chromadb"] = stack.enter_context(started("chromadb", work / PLAIN, model))
        for other in OTHERS:
            if other.name in stores:
                systems[other.name] = stack.enter_context(
                    started(other.system, stores[other.name], model, python=arguments.others)
                )
    return systems


def _order(arguments: argparse.Namespace) -> str:
    return "each question to all in turn" if arguments.interleaved else "one system after another"


if __name__ == "__main__":
    main()
