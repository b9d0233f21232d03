"""Read what a language model wrote about abstracts (`benchmarks/fit/written`), with the abstracts.

Each file has a part that is set aside: nothing is fitted on it. The parts are by abstract.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.grounding_data import papers, read_lines
from bot.grounding.premise import find_nearest, join_sentences
from retrieval.paper import Paper
from retrieval.text.labels import split_abstract

WRITTEN = Path(__file__).with_name("fit") / "written"
TITLE = -1
"""The place of the title, where sentences have places from 0."""

HELD_OUT_GROUPS = frozenset({1, 5, 9, 13, 17, 21, 25, 29, 41, 57, 73, 85})
"""Groups of papers of which the questions are set aside."""

_ONE_IN = {"questions": 10, "described": 10, "contrasts": 12, "limitations": 6, "passages": 10}
_DEV_SHARE = 0.3  # of the abstracts of `claims`, and of those of SciFact's claims
_SOURCES = {
    "": "scale/arxiv_cs_daily.jsonl.gz",
    "scifact:": "collections/scifact/corpus.jsonl.gz",
}
"""Where the abstracts are, by how their ids begin."""


@dataclass(frozen=True, slots=True)
class Written:
    """An abstract, and what was written about it."""

    title: str
    sentences: Sequence[str]
    row: Mapping[str, Any] = field(default_factory=dict)

    def premise(self, claim: str, needed: Sequence[int], limit: int, titled: bool) -> str:
        """Return the needed sentences and the nearest others, up to a number, in their order."""
        needed = [place for place in needed if place != TITLE]
        nearest = find_nearest(self.sentences, claim, limit)
        chosen = sorted([*needed, *(i for i in nearest if i not in needed)][:limit] or needed)
        return join_sentences([self.title] * titled + [self.sentences[i] for i in chosen])

    def text(self, places: Sequence[int]) -> str:
        """Return the title and the sentences at some places."""
        return join_sentences([self.title, *(self.sentences[i] for i in places if i != TITLE)])

    def to_paper(self) -> Paper:
        """Return it as a paper."""
        return Paper(str(self.row.get("id", "p")), self.title, " ".join(self.sentences))

    def whole(self) -> str:
        """Return the title and all sentences."""
        return self.text(range(len(self.sentences)))


def in_dev(paper_id: str) -> bool:
    """Tell whether an abstract of `claims` or of SciFact's claims is set aside."""
    return int(hashlib.sha256(paper_id.encode()).hexdigest(), 16) % 1000 < 1000 * _DEV_SHARE


def is_held_out(name: str, key: str) -> bool:
    """Tell whether what was written about an abstract, in the file of that name, is set aside."""
    if name in _ONE_IN:
        return zlib.crc32(key.encode()) % _ONE_IN[name] == 0
    return name == "unseen_claims" or in_dev(key)


def read_written(data: Path, name: str, *, held_out: bool) -> list[Written]:
    """Return the abstracts of a file with what was written, those set aside or the others."""
    rows = read_lines(WRITTEN / f"{name}.jsonl")
    chosen = {row["id"]: row for row in rows if is_held_out(name, row["id"]) == held_out}
    return read_abstracts(data, chosen)


def list_asked(data: Path) -> Iterator[tuple[Written, str, bool]]:
    """Yield questions about abstracts that are set aside, and whether these answer them."""
    for name in ("questions", "described"):
        for one in read_written(data, name, held_out=True):
            for key in ("asked", "unanswered"):
                for asked in one.row[key]:
                    yield one, asked["question"], key == "asked"


def read_abstracts(data: Path, wanted: Mapping[str, Mapping[str, Any]]) -> list[Written]:
    """Return the abstracts with the wanted ids, each with what was written about it."""
    found = []
    for prefix, path in _SOURCES.items():
        rows = {
            key.removeprefix(prefix): row for key, row in wanted.items() if key.startswith(prefix)
        }
        for paper in papers(data / path, rows):
            found.append(to_written(paper.title, paper.abstract, rows[paper.paper_id]))
    return found


def to_written(title: str, abstract: str, row: Mapping[str, Any]) -> Written:
    """Return an abstract by its sentences."""
    return Written(title, [span.text for span in split_abstract(abstract)], row)


def list_questions(groups: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Yield the questions for papers of some groups; several have the same topic, and papers."""
    for row in read_lines(WRITTEN / "lists.jsonl"):
        if row["group"] in groups:
            for asked in row.get("questions", [row]):
                yield {**row, "kind": asked["kind"], "question": asked["question"]}


def read_groups() -> dict[int, list[str]]:
    """Return the ids of the papers of each group."""
    return {row["group"]: row["papers"] for row in read_lines(WRITTEN / "groups.jsonl")}
