"""Read what the support check is tuned and measured on: claims and abstracts."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.paper import Paper, normalize_title
from retrieval.sources import starter
from retrieval.sources.records import Record


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, an abstract, and whether that says it: SUPPORT, CONTRADICT or NOINFO."""

    text: str
    paper: Paper
    label: str


def papers(corpus: Path) -> Iterator[Paper]:
    """Yield the papers of a BEIR corpus, cleaned for reading."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Paper(row["_id"], row["title"], row["text"]).for_reading()


def of_collections(data: Path, wanted: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], Paper]:
    """Return papers by `collection` and `key` (its id there), as the wanted ones name them."""
    keys: dict[str, set[str]] = {}
    for one in wanted:
        keys.setdefault(one["collection"], set()).add(str(one["key"]))
    return {
        (name, paper.paper_id): paper
        for name, ids in keys.items()
        for paper in papers(data / f"collections/{name}/corpus.jsonl.gz")
        if paper.paper_id in ids
    }


def scifact(data: Path) -> list[Claim]:
    """Return the judged claims of SciFact (Wadden et al., 2020)."""
    of_id = {p.paper_id: p for p in papers(data / "collections/scifact/corpus.jsonl.gz")}
    rows = read_lines(data / "verification/scifact_claims.jsonl")
    return [Claim(row["claim"], of_id[row["doc_id"]], row["label"]) for row in rows]


def starters() -> dict[str, Paper]:
    """Return the starter library's papers by normalized title, the seed page's in our words."""
    return _readable(starter.read())


def _readable(records: Iterator[object]) -> dict[str, Paper]:
    found = [r.paper.for_reading() for r in records if isinstance(r, Record)]
    return {normalize_title(p.title): p for p in found}
