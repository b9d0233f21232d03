"""Judge sentences that cite nothing, or another paper, and say which paper they are attributed to.

Run: python -m benchmarks.measure.attribution [DATA] [--file FILE]
By default the sentences of tests/verification/tune.jsonl, which are about the starter library; with
DATA, a file of sentences about papers of DATA/collections. The sources of each are its paper and
the seven most similar ones among the papers of the file. Prints, for true sentences and for false
ones, how many are shown: as cited, without a number, and with the number of the most similar paper;
how many of these get the citation of their paper; and the checks that a sentence takes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.grounding_data import of_collections, starters
from bot.bootstrap.models import build_checker, build_embedder
from bot.grounding.attribution import attribute_citations
from bot.grounding.checker import Check
from bot.grounding.citations import WrittenSentence
from bot.grounding.sentence import Sentence
from bot.settings import Settings
from retrieval.paper import Paper, normalize_title
from retrieval.search.embedding.embedder import Embedder, indexed_text

TUNING = Path(__file__).parents[2] / "tests/verification/tune.jsonl"
_OTHERS = 7  # an answer has at most eight sources


class CountingCheck:
    """The check as it is wired, counting its calls."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self.calls = 0

    def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
        """Check, and count."""
        self.calls += 1
        return self._check(written, sources)


def main() -> None:
    """Read the sentences, and judge them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--file", type=Path, default=TUNING)
    parser.add_argument("--every", type=int, default=1, help="judge one sentence in so many")
    arguments = parser.parse_args()
    claims = list(read_claims(arguments.file, arguments.data))[:: arguments.every]
    settings = Settings()
    with closing(build_embedder(settings)) as embedder:
        sources = {paper.paper_id: found for paper, found in build_sources(claims, embedder)}
    print_table(claims, sources, CountingCheck(build_checker(settings)))


def print_table(
    claims: Sequence[tuple[str, Paper, bool]],
    sources: Mapping[str, Mapping[int, Paper]],
    check: CountingCheck,
) -> None:
    """Judge them each way and print what is shown."""
    attributed = attribute_citations(check)
    ways = {"as cited": (1,), "no number": (), "a wrong number": (2,)}
    for truth in (True, False):
        judged = [(text, paper) for text, paper, true in claims if true is truth]
        print(f"{len(judged)} {'true' if truth else 'false'} sentences")
        for way, numbers in ways.items():
            check.calls = 0
            found = [
                attributed(WrittenSentence(text, numbers), sources[paper.paper_id])
                for text, paper in judged
            ]
            shown = [sentence for sentence in found if sentence.supported]
            right = sum(1 in sentence.citations for sentence in shown)
            print(
                f"  {way:16} shown {len(shown) / len(judged):6.1%}, citing its paper "
                f"{right / len(judged):6.1%}; {check.calls / len(judged):.2f} checks each"
            )


def read_claims(file: Path, data: Path | None) -> Iterator[tuple[str, Paper, bool]]:
    """Yield sentences with their papers, and whether they are true."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    if data is None:
        titled = starters()
        for row in rows:
            yield row["text"], titled[normalize_title(row["title"])], bool(row["true"])
        return
    papers = of_collections(data, [row["paper"] for row in rows])
    for row in rows:
        paper = papers[row["paper"]["collection"], str(row["paper"]["key"])]
        yield row["text"], paper, bool(row["true"])


def build_sources(
    claims: Sequence[tuple[str, Paper, bool]], embedder: Embedder
) -> Iterator[tuple[Paper, dict[int, Paper]]]:
    """Yield each paper with its sources: itself as 1, then the others, most similar first."""
    papers = list({paper.paper_id: paper for _, paper, _ in claims}.values())
    found = embedder.embed_documents([indexed_text(paper) for paper in papers])
    vectors = np.stack([each.vector for each in found])
    for place, paper in enumerate(papers):
        order = np.argsort(-(vectors @ vectors[place]))
        others = [papers[i] for i in order if i != place][:_OTHERS]
        yield paper, dict(enumerate([paper, *others], 1))


if __name__ == "__main__":
    main()
