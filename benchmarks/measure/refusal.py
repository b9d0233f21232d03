"""Measure refusals: how many questions of each kind are refused, and by what. No model is called.

Run: python -m benchmarks.measure.refusal DATA [--work DIR] [--calibrate]
Libraries: the seed page, the starter library and cs_papers_5k. Questions from other fields, and
those whose detail no abstract states, should be refused, all others answered. `--calibrate`
measures with what `footnote calibrate` finds for each library.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.libraries import open_collection, open_filled, questions, seed_records
from bot.answerability.decision import is_answerable
from bot.answerability.missing_detail import find_missing
from bot.answerability.reading import read_papers
from bot.answering.ask import MAX_FOUND, Cutoff
from bot.answering.named_paper import boost_if_title_named
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from retrieval.evaluation import read_collection
from retrieval.library.library import Library
from retrieval.search.calibration.calibrate import Calibrate, GivenQuestions, Share
from retrieval.search.calibration.fit import Fit
from retrieval.search.confidence import Confidence
from retrieval.search.rerank.relevance import Relevance
from retrieval.sources import starter

ANSWERABLE = ["answerable_a", "answerable_b", "answerable_c", "figure_a", "figure_b", "figure_c"]
PARAPHRASED = ["known_item_a", "known_item_b", "known_item_c"]
DETAIL = ["detail_a", "detail_b"]
FAR = ["offtopic_a", "offtopic_b"]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of a kind, and whether they are to be refused."""

    name: str
    refuse: bool
    questions: Sequence[str]


def main() -> None:
    """Ask every library its questions, and print the shares refused."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/tuning"))
    parser.add_argument("--calibrate", action="store_true")
    arguments = parser.parse_args()
    print(f"{'':34}{'refused':>9}  {'95 % interval':>16}  {'for a detail':>12}")
    for name, library, groups in libraries(arguments.data, arguments.work):
        found = fit(library) if arguments.calibrate else Fit(cutoff=Cutoff().min_confidence)
        measure(name, library, groups, found)


def libraries(data: Path, work: Path) -> Iterator[tuple[str, Library, list[Group]]]:
    """Yield each library, opened, with its questions."""
    own = [Group(name, False, questions(name)) for name in (*ANSWERABLE, *PARAPHRASED)]
    far = [Group(name, True, questions(name)) for name in FAR]
    detail = [Group(name, True, questions(name)) for name in DETAIL]
    for name, records in (("seed", seed_records(data)), ("starter", starter.read())):
        with open_filled(work / name, records) as library:
            yield name, library, [*own, *detail, *far]
    collection = read_collection(data / "collections/cs_papers_5k")
    with open_collection(data, "cs_papers_5k", work) as library:
        asked = Group("researchers' questions", False, list(collection.queries.values()))
        yield "cs_papers_5k", library, [asked, *far]


def fit(library: Library) -> Fit:
    """Return what the library is calibrated to from itself."""
    calibrate = Calibrate(
        library.search, library.catalog.iterate, Fit(cutoff=Cutoff().min_confidence)
    )
    return calibrate(GivenQuestions()).fit


def measure(name: str, library: Library, groups: Sequence[Group], found: Fit) -> None:
    """Print the share of each group that is refused, and of that for a missing detail."""
    confidence = Confidence(slope=found.slope, shift=found.shift)
    read, rate = CrossEncoder(), Relevance()
    for group in groups:
        refused = details = 0
        for question in group.questions:
            seen = library.search(question, limit=MAX_FOUND, exclude_withdrawn=True, snippets=False)
            least = found.cutoff
            sure = boost_if_title_named(question, seen, confidence(seen.signals), least)
            excerpts = [Excerpt(n, hit.paper) for n, hit in enumerate(seen.hits, 1)]
            readings = read_papers(read, rate, question, excerpts, seen.shares)
            answers = is_answerable(sure, least, readings)
            misses = answers and find_missing(question, readings) is not None
            refused += misses or not answers
            details += misses
        share = Share.from_counts(refused, len(group.questions))
        sign = "no " if group.refuse else "yes"
        print(
            f"{sign} {name + ': ' + group.name:30}{share.value:9.1%}  "
            f"{share.low:7.1%} to {share.high:6.1%}  {details:12}"
        )


if __name__ == "__main__":
    main()
