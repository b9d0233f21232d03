"""Make pairs of claims and yes-or-no questions about abstracts.

`benchmarks/fit/written/claims.jsonl` has them, without the abstracts: those are arXiv's and, with
ids that begin with "scifact:", those of SciFact's corpus, both among the public sets. A language
model wrote them, abstract by abstract, with their labels; no person checked them. A question is a
claim too: "yes" is that the abstract supports it, "no" that it contradicts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.fit.grounding_model.data import Label, Pair, in_dev
from benchmarks.grounding_data import papers, read_lines
from bot.grounding.premise import find_nearest, join_sentences
from retrieval.text.labels import split_abstract

CLAIMS = Path(__file__).parents[1] / "written/claims.jsonl"
UNSEEN_CLAIMS = CLAIMS.with_name("unseen_claims.jsonl")
"""Those that nothing was fitted on."""


TITLE = -1
"""The place of the title, where sentences have places from 0."""

VERDICTS: Mapping[str, Label] = {
    "yes": "supported",
    "no": "contradicted",
    "mixed": "unsupported",
    "not_stated": "not_stated",
}
_SOURCES = {
    "": "scale/arxiv_cs_daily.jsonl.gz",
    "scifact:": "collections/scifact/corpus.jsonl.gz",
}
"""Where the abstracts are, by how their ids begin."""
_CONTRADICTED = ("reversed", "negated")
_OF_FIRST = 8_000  # pairs
_OTHER_PAPER = 0.3  # of the true claims, beside the next abstract


@dataclass(frozen=True, slots=True)
class Written:
    """What was written about one abstract."""

    title: str
    sentences: Sequence[str]
    row: Mapping[str, Any]

    def premise(self, claim: str, needed: Sequence[int], limit: int, titled: bool) -> str:
        """Return the needed sentences and the nearest others, up to a number, in their order."""
        needed = [place for place in needed if place != TITLE]
        nearest = find_nearest(self.sentences, claim, limit)
        chosen = sorted([*needed, *(i for i in nearest if i not in needed)][:limit] or needed)
        return join_sentences([self.title] * titled + [self.sentences[i] for i in chosen])

    def text(self, places: Sequence[int]) -> str:
        """Return the title and the sentences at some places."""
        return join_sentences([self.title, *(self.sentences[i] for i in places if i != TITLE)])

    def whole(self) -> str:
        """Return the title and all sentences."""
        return self.text(range(len(self.sentences)))


def read_written(data: Path, *, dev: bool) -> list[Written]:
    """Return the abstracts of our dev part with what was written about them, or the others."""
    return read_rows(data, CLAIMS, lambda paper_id: in_dev(paper_id) == dev)


def read_rows(data: Path, file: Path, wants: Callable[[str], bool]) -> list[Written]:
    """Return the abstracts of a file of `benchmarks/fit/written` whose ids are wanted."""
    rows = {row["id"]: row for row in read_lines(file) if wants(row["id"])}
    return read_abstracts(data, rows)


def read_abstracts(data: Path, wanted: Mapping[str, Mapping[str, Any]]) -> list[Written]:
    """Return the abstracts with the wanted ids, each with what was written about it."""
    return [
        Written(
            paper.title, [span.text for span in split_abstract(paper.abstract)], wanted[paper_id]
        )
        for prefix, path in _SOURCES.items()
        for paper in papers(data / path)
        if (paper_id := prefix + paper.paper_id) in wanted
    ]


def make_written(data: Path, random: Random) -> Iterator[Pair]:
    """Yield the pairs to fit on: each claim beside more and beside less of its abstract."""
    found = read_written(data, dev=False)
    for one, other in zip(found, [*found[1:], *found[:1]], strict=True):
        for said, label, needed, kind in _claims(one):
            for limit in sorted(random.sample((1, 2, 3, 4), 2)):
                titled = random.random() < 0.6
                yield Pair(one.premise(said, needed, limit, titled), said, label, kind)
            if label == "supported" and random.random() < _OTHER_PAPER:
                yield Pair(other.premise(said, (), 3, True), said, "not_stated", "other paper")


def make_second(data: Path, first: Sequence[Pair], seed: int) -> list[Pair]:
    """Return the pairs of the second stage in a random order: ours, and some of the first stage."""
    random = Random(seed)
    found = [*make_written(data, random), *random.sample(first, min(_OF_FIRST, len(first)))]
    random.shuffle(found)
    return found


def dev_written(data: Path) -> Iterator[Pair]:
    """Yield the pairs to judge by, each as the check would read it."""
    yield from _to_judge(read_written(data, dev=True))


def unseen_claims(data: Path) -> Iterator[Pair]:
    """Yield the pairs about the abstracts that nothing was fitted on."""
    yield from _to_judge(read_rows(data, UNSEEN_CLAIMS, lambda paper_id: True))


def _to_judge(found: Sequence[Written]) -> Iterator[Pair]:
    for one in found:
        for said, label, needed, kind in _claims(one):
            yield Pair(one.premise(said, needed, 4, True), said, label, kind)


def _claims(one: Written) -> Iterator[tuple[str, Label, Sequence[int], str]]:
    """Yield each claim, its label, the sentences that decide, and how it came about."""
    row = one.row
    for true in row["true"]:
        yield true["claim"], "supported", true["from"], "true"
    for false in row["false"]:
        label: Label = "contradicted" if false["how"] in _CONTRADICTED else "unsupported"
        yield false["claim"], label, false["near"], false["how"]
    for asked in row["yes_no"]:
        verdict = asked["verdict"]
        label, needed = VERDICTS[verdict], asked["decides"]
        yield asked["statement"], label, needed, f"statement, {verdict}"
        yield asked["question"], label, needed, f"question, {verdict}"
