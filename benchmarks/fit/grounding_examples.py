"""Make sentences that an abstract says, and sentences that it does not, to tune the check on.

True: sentences of abstracts, whole, shortened or told of the authors; the starter library's
sentences of the seed page's abstracts (the same papers in other words); hand-written paraphrases.
False: what `mutations` makes of the true ones; a phrase of a neighbouring paper added; the sentence
judged by a neighbouring paper's abstract, or by its own with that sentence taken out.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.fit.mutations import (
    detail_added,
    direction_turned,
    figure_changed,
    negated,
    said_again,
)
from benchmarks.grounding_data import of_collections, papers, scifact, seed, starters
from bot.grounding.content_words import find_content_words
from retrieval.paper import Paper, normalize_title
from retrieval.text.sentences import Span, split_sentences

TUNING = Path(__file__).parents[2] / "tests/verification/tune.jsonl"
FURTHER = TUNING.with_name("tune2.jsonl")
_LEAD = re.compile(
    r"^(?:In this (?:paper|work|study|article|letter),? |Here,? |However,? |Moreover,? |Thus,? |"
    r"Therefore,? |Furthermore,? |In addition,? |Additionally,? |Specifically,? |To this end,? )",
)
_PHRASE = re.compile(
    r"\b(?:with|using|on|by|from|through|across|under|based on|in terms of)\b"
    r"(?:[^\W\d]|[ \-]){18,60}(?=[,.;])"
)
_FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the abstract it is judged by, whether that says it, and how it was made.

    Examples of one `group` are about the same papers, and are never both fitted on and judged.
    """

    text: str
    paper: Paper
    true: bool
    kind: str
    group: str


def examples(data: Path, *, many: int, chance: random.Random) -> Iterator[Example]:
    """Yield examples from all the visible data, `many` papers of a large collection among them."""
    yield from claims(data)
    yield from written()
    yield from further(data)
    seeds, ours = list(seed(data).values()), starters()
    collection = neighbourhoods(data, many, chance)
    for paper in seeds:
        group = normalize_title(paper.title)
        told = ours.get(group)
        if told is not None:
            for span in split_sentences(told.abstract):
                yield Example(span.text, paper, True, "retold", group)
                yield from made_of(span.text, paper, _other(seeds, paper, chance), chance, group)
        yield from of_abstract(paper, _other(seeds, paper, chance), chance, group)
    for hood in collection:
        for paper in hood:
            yield from of_abstract(paper, _other(hood, paper, chance), chance, hood[0].paper_id)


def claims(data: Path) -> Iterator[Example]:
    """Yield SciFact's claims; one kind a label."""
    for claim in scifact(data):
        true = claim.label == "SUPPORT"
        yield Example(claim.text, claim.paper, true, claim.label, claim.paper.paper_id)


def written() -> Iterator[Example]:
    """Yield the hand-written sentences about the starter library."""
    ours = starters()
    for line in TUNING.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        title = normalize_title(row["title"])
        yield Example(row["text"], ours[title], row["true"], f"written {row['kind']}", title)


def further(data: Path) -> Iterator[Example]:
    """Yield the hand-written sentences about papers of two collections, in other styles."""
    rows = [json.loads(line) for line in FURTHER.read_text(encoding="utf-8").splitlines()]
    found = of_collections(data, [row["paper"] for row in rows])
    for row in rows:
        paper = found[row["paper"]["collection"], str(row["paper"]["key"])]
        yield Example(row["text"], paper, row["true"], f"tune2 {row['kind']}", paper.paper_id)


def of_abstract(
    paper: Paper, other: Paper, chance: random.Random, group: str, most: int = 3
) -> Iterator[Example]:
    """Yield examples from a few sentences of an abstract."""
    spans = [s for s in split_sentences(paper.abstract) if len(s.text.split()) >= _FEWEST_WORDS]
    for span in chance.sample(spans, min(most, len(spans))):
        yield Example(span.text, paper, True, "verbatim", group)
        if (shorter := shortened(span.text)) != span.text:
            yield Example(shorter, paper, True, "shortened", group)
        yield Example(span.text, without(paper, span), False, "left out", group)
        yield from made_of(shorter, paper, other, chance, group)


def made_of(
    text: str, paper: Paper, other: Paper, chance: random.Random, group: str
) -> Iterator[Example]:
    """Yield what `mutations` and a neighbour's phrase make of a true sentence."""
    yield Example(text, other, False, "credit", group)
    if (detailed := with_phrase(text, other, chance)) is not None:
        yield Example(detailed, paper, False, "detail", group)
    for way in (detail_added, direction_turned, figure_changed, negated, said_again):
        if (made := way(text, chance)) is not None:
            yield Example(made.text, paper, made.true, f"made {made.kind}", group)


def shortened(text: str) -> str:
    """Return a sentence without its lead, told of the authors, without what is in brackets."""
    text = _LEAD.sub("", text)
    text = re.sub(r"\s*\([^()]*\)", "", text)
    text = re.sub(r"^[Ww]e\b", "The authors", text)
    text = re.sub(r"\bwe\b", "the authors", text)
    text = re.sub(r"\b[Oo]ur\b", "their", text)
    return text[:1].upper() + text[1:]


def with_phrase(text: str, other: Paper, chance: random.Random) -> str | None:
    """Return a sentence with a phrase of another paper added at its end or after its first part."""
    phrases = _PHRASE.findall(other.abstract)
    if not phrases:
        return None
    phrase = chance.choice(phrases)
    body = text.rstrip(" .")
    comma = body.find(", ")
    if comma > 20 and chance.random() < 0.4:
        return f"{body[:comma]} {phrase}{body[comma:]}."
    return f"{body} {phrase}." if chance.random() < 0.5 else f"{body}, {phrase}."


def without(paper: Paper, span: Span) -> Paper:
    """Return the paper without one sentence of its abstract."""
    return replace(paper, abstract=paper.abstract[: span.start] + paper.abstract[span.end :])


def neighbourhoods(
    data: Path, many: int, chance: random.Random, size: int = 5
) -> list[list[Paper]]:
    """Return groups of `size` papers of the large collection that share their subjects' words."""
    found = list(papers(data / "collections/cs_papers_5k/corpus.jsonl.gz"))
    found = [p for p in found if len(split_sentences(p.abstract)) >= 4]
    bags = [{w.stem for w in find_content_words(p.title) if w.weight > 0.6} for p in found]
    rows = [{w.stem for w in find_content_words(p.abstract) if w.weight > 0.6} for p in found]
    groups = []
    for start in chance.sample(range(len(found)), many // size):
        shared = np.array(
            [
                len(rows[start] & row) + 2 * len(bags[start] & bag)
                for row, bag in zip(rows, bags, strict=True)
            ]
        )
        groups.append([found[i] for i in np.argsort(-shared, kind="stable")[:size]])
    return groups


def _other(among: Sequence[Paper], paper: Paper, chance: random.Random) -> Paper:
    return chance.choice([p for p in among if p.paper_id != paper.paper_id])
