"""Store pairs of a premise and a claim, and read the public sets as such."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Literal

from benchmarks.grounding_data import Claim, papers, scifact
from bot.grounding.premise import find_nearest, join_sentences
from retrieval.text.sentences import split_sentences

Label = Literal["supported", "contradicted", "not_stated", "unsupported"]
"""`unsupported` where a set does not tell contradicted from not stated."""

_SCIFACT: dict[str, Label] = {
    "SUPPORT": "supported",
    "CONTRADICT": "contradicted",
    "NOINFO": "not_stated",
}
_DEV_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Pair:
    """A premise, a claim, the label of the claim, and how the pair was made."""

    premise: str
    claim: str
    label: Label
    kind: str


def write_pairs(path: Path, pairs: Iterable[Pair]) -> None:
    """Write pairs as gzipped JSON lines."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as file:
        for pair in pairs:
            file.write(json.dumps(asdict(pair), ensure_ascii=False) + "\n")


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs that `write_pairs` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield Pair(**json.loads(line))


def shuffle_with(
    found: list[Pair], others: Iterable[tuple[Sequence[Pair], int]], random: Random
) -> list[Pair]:
    """Return pairs in a random order, with up to so many of each of the others, drawn at random."""
    for pairs, most in others:
        found += random.sample(pairs, min(most, len(pairs)))
    random.shuffle(found)
    return found


def public_set(data: Path, name: str) -> Iterator[Pair]:
    """Yield a set of `data/grounding`; long premises are cut to what is nearest to the claim."""
    with gzip.open(data / f"grounding/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            partly = row["label"] == "partially_supported"
            label: Label = "unsupported" if partly else row["label"]
            yield Pair(cut(row["premise"], row["claim"]), row["claim"], label, row["source"])


def cut(premise: str, claim: str) -> str:
    """Return a premise as the model reads it: whole where it is short."""
    return build_premise(*split_premise(premise), claim)


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


def scifact_claims(data: Path, *, dev: bool) -> Iterator[Claim]:
    """Yield SciFact's claims whose abstract is in our dev part, or those whose is not.

    The parts are by abstract: its claims are never fitted on and judged.
    """
    for claim in scifact(data):
        if in_dev(claim.paper.paper_id) == dev:
            yield claim


def in_dev(paper_id: str) -> bool:
    """Say whether a paper is in the part that is only judged."""
    return int(hashlib.sha256(paper_id.encode()).hexdigest(), 16) % 1000 < 1000 * _DEV_SHARE


def scifact_label(claim: Claim) -> Label:
    """Return the label of a SciFact claim in our words."""
    return _SCIFACT[claim.label]


def scifact_pair(claim: Claim, most: int = 4) -> Pair:
    """Return a SciFact claim with what of its abstract is nearest to it."""
    premise = build_premise(claim.paper.title, claim.paper.abstract, claim.text, most)
    return Pair(premise, claim.text, scifact_label(claim), "scifact")


def scale_papers(data: Path) -> Iterator[tuple[str, str]]:
    """Yield title and abstract of each paper of `data/scale`."""
    for paper in papers(data / "scale/arxiv_cs_daily.jsonl.gz"):
        yield paper.title, paper.abstract
