"""Read what the support check is tuned and measured on: claims and abstracts."""

from __future__ import annotations

import gzip
import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bot.grounding.premise import find_nearest, join_sentences
from retrieval.paper import Paper, normalize_title
from retrieval.sources import starter
from retrieval.sources.records import Record
from retrieval.text.sentences import split_sentences

PUBLIC_SETS = ("healthver", "covidfact", "attributionbench")
"""Those without a license for fitting: they only judge."""

_HELD_OUT = Path(__file__).parents[1] / "tests/verification/held_out.jsonl"


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines, which may be compressed."""
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, an abstract, and whether that says it: SUPPORT, CONTRADICT or NOINFO."""

    text: str
    paper: Paper
    label: str


def papers(corpus: Path, wanted: Container[str] | None = None, step: int = 1) -> Iterator[Paper]:
    """Yield papers of a BEIR corpus, cleaned for reading: one in `step`, or those wanted by id."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, islice(lines, 0, None, step)):
            if wanted is None or row["_id"] in wanted:
                yield Paper(row["_id"], row["title"], row["text"]).for_reading()


def of_collections(data: Path, wanted: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], Paper]:
    """Return papers by `collection` and `key` (its id there), as the wanted ones name them."""
    keys: dict[str, set[str]] = {}
    for one in wanted:
        keys.setdefault(one["collection"], set()).add(str(one["key"]))
    return {
        (name, paper.paper_id): paper
        for name, ids in keys.items()
        for paper in papers(data / f"collections/{name}/corpus.jsonl.gz", ids)
    }


def scifact(data: Path) -> list[Claim]:
    """Return the judged claims of SciFact (Wadden et al., 2020)."""
    rows = read_lines(data / "verification/scifact_claims.jsonl")
    cited = {row["doc_id"] for row in rows}
    of_id = {p.paper_id: p for p in papers(data / "collections/scifact/corpus.jsonl.gz", cited)}
    return [Claim(row["claim"], of_id[row["doc_id"]], row["label"]) for row in rows]


def starters() -> dict[str, Paper]:
    """Return the starter library's papers by normalized title, the seed page's in our words."""
    papers = [r.paper.for_reading() for r in starter.read() if isinstance(r, Record)]
    return {normalize_title(paper.title): paper for paper in papers}


def read_held_out(data: Path) -> Iterator[tuple[dict[str, Any], Paper]]:
    """Yield the held-out sentences (`text`, `true`, `kind`), each with its paper."""
    rows = read_lines(_HELD_OUT)
    found = of_collections(data, [row["paper"] for row in rows])
    for row in rows:
        yield row, found[row["paper"]["collection"], str(row["paper"]["key"])]


def split_premise(premise: str) -> tuple[str, str]:
    """Return the title, if any, and the text of a premise of the public sets."""
    title, gap, text = premise.partition("\n\n")
    if gap and title.startswith("Title: "):
        return title.removeprefix("Title: "), text
    return "", premise


def build_premise(title: str, text: str, claim: str, limit: int = 4) -> str:
    """Return the title and the up to `limit` sentences nearest to the claim, in their order."""
    sentences = [span.text for span in split_sentences(text)]
    nearest = sorted(find_nearest(sentences, claim, limit))
    return join_sentences([title] * bool(title) + [sentences[i] for i in nearest])
