"""Make pairs of a text of an abstract and a question about it, and judge a model by them.

`benchmarks/fit/written/questions.jsonl` has the questions, without the abstracts, which are arXiv's
of `scale/arxiv_cs_daily.jsonl.gz`. A question is a claim to the model: a text that answers it
supports it, and so does one that says yes. Of a topic the claim is that the paper fits it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.fit.grounding_model.data import Label, Pair
from benchmarks.fit.grounding_model.written import (
    CLAIMS,
    TITLE,
    VERDICTS,
    Written,
    make_written,
    read_rows,
    read_written,
)
from bot.grounding.premise import find_nearest
from bot.questions.topic import claim_fit

QUESTIONS = CLAIMS.with_name("questions.jsonl")

OF_CELLS: Mapping[str, Sequence[str]] = {
    "problem": (
        "What problem does the paper address?",
        "Which problem does the work tackle?",
        "What is the motivation?",
    ),
    "method": (
        "What method does the paper propose?",
        "What is its approach or contribution?",
        "How does the method work?",
    ),
    "data": (
        "What data or benchmarks does the paper use?",
        "What was it tested or trained on?",
        "Which data sets are used?",
    ),
    "result": ("What are the results?", "What did the paper find?", "How well does it do?"),
    "limitation": (
        "What are the limitations?",
        "What is left for future work?",
        "What limits or costs do the authors state?",
    ),
}
"""Questions for what a cell of a comparison tells; the first of each is asked in use."""

_HELD_OUT = 10  # one abstract of so many
_WRITTEN, _OF_FIRST = 6_500, 4_000  # pairs of the second stage and of the first
_WITHIN, _OTHER_PAPER = 0.5, 0.12  # shares of the questions
_NEAREST = 4  # sentences


def is_held_out(paper_id: str) -> bool:
    """Tell whether an abstract is among the tenth that is only judged by."""
    return zlib.crc32(paper_id.encode()) % _HELD_OUT == 0


def read_asked(data: Path, *, held_out: bool) -> list[Written]:
    """Return the abstracts that are held out with their questions, or the others."""
    return read_rows(data, QUESTIONS, lambda paper_id: is_held_out(paper_id) == held_out)


def make_third(data: Path, first: Sequence[Pair], seed: int) -> list[Pair]:
    """Return the pairs of the third stage in a random order: these, and some of those before."""
    random = Random(seed)
    found = list(make_all_asked(read_asked(data, held_out=False), random))
    earlier = read_written(data, dev=False)
    for one, other in zip(earlier, [*earlier[1:], *earlier[:1]], strict=True):
        found += _ask(one, other, one.row["questions"], random)
    written = list(make_written(data, random))
    found += random.sample(written, min(_WRITTEN, len(written)))
    found += random.sample(first, min(_OF_FIRST, len(first)))
    random.shuffle(found)
    return found


def make_all_asked(abstracts: Sequence[Written], random: Random) -> Iterator[Pair]:
    """Yield the pairs of all abstracts, each beside the next, which does not answer."""
    for one, other in zip(abstracts, [*abstracts[1:], *abstracts[:1]], strict=True):
        yield from make_asked(one, other, random)


def make_asked(one: Written, other: Written, random: Random) -> Iterator[Pair]:
    """Yield the pairs of one abstract; `other` is one that does not answer its questions."""
    yield from _ask(one, other, one.row["asked"], random)
    yield from _ask_in_vain(one)
    yield from _ask_yes_or_no(one, random)
    yield from _fit(one, other, random)
    yield from _fill_cells(one, random)


def _ask(
    one: Written, other: Written, questions: Sequence[Mapping[str, Any]], random: Random
) -> Iterator[Pair]:
    """Yield questions beside sentences that answer and that do not."""
    for asked in questions:
        question, answer, also = asked["question"], asked["answer"], asked["also"]
        for place in answer[:2]:
            yield Pair(one.text([place]), question, "supported", "answer")
        near = find_nearest(one.sentences, question, len(one.sentences))
        rest = [i for i in [*near, *range(len(one.sentences))] if i not in {*answer, *also}]
        rest = [] if TITLE in answer else list(dict.fromkeys(rest))  # the title is in every text
        for place in [*rest[:1], *random.sample(rest[1:], min(1, len(rest[1:])))]:
            yield Pair(one.text([place]), question, "not_stated", "no answer")
        within = [place for place in answer if place != TITLE][:2]
        if within and random.random() < _WITHIN:
            text = one.text(sorted([*rest[:2], *within]))
            yield Pair(text, question, "supported", "answer within")
        if rest and not also and random.random() < _WITHIN:
            yield Pair(one.text(sorted(rest[:3])), question, "not_stated", "answer missing")
        if random.random() < _OTHER_PAPER:
            nearest = find_nearest(other.sentences, question, 1)
            yield Pair(other.text(nearest), question, "not_stated", "other paper")


def _ask_in_vain(one: Written) -> Iterator[Pair]:
    """Yield the questions that the abstract does not answer, beside what comes near."""
    for asked in one.row["unanswered"]:
        question = asked["question"]
        for place in [i for i in asked["near"] if i != TITLE][:2]:
            yield Pair(one.text([place]), question, "not_stated", "unanswered")
        near = sorted(find_nearest(one.sentences, question, _NEAREST))
        yield Pair(one.text(near), question, "not_stated", "unanswered, more")


def _ask_yes_or_no(one: Written, random: Random) -> Iterator[Pair]:
    for asked in one.row["yes_no"]:
        question, verdict, decides = asked["question"], asked["verdict"], asked["decides"]
        label: Label = VERDICTS[verdict]
        near = find_nearest(one.sentences, question, _NEAREST)
        if label == "not_stated":
            for places in (sorted(near), near[:1]):
                yield Pair(one.text(places), question, label, f"question, {verdict}")
            continue
        if decides[:1] == [TITLE]:
            yield Pair(one.title, question, label, f"question, title, {verdict}")
        if deciding := [place for place in decides if place != TITLE][:2]:
            yield Pair(one.text(deciding), question, label, f"question, {verdict}")
            more = [place for place in near if place not in deciding][:2]
            text = one.text(sorted([*deciding, *more]))
            yield Pair(text, question, label, f"question, more, {verdict}")
        beside = [i for i in range(len(one.sentences)) if i not in decides]
        if deciding and beside and TITLE not in decides and label != "unsupported":
            text = one.text([random.choice(beside)])
            yield Pair(text, question, "not_stated", "question, beside")


def _fit(one: Written, other: Written, random: Random) -> Iterator[Pair]:
    """Yield topics beside the whole abstract; the broadest of another paper's may fit, too."""
    for topic in one.row["fits"]:
        yield Pair(one.whole(), claim_fit(topic), "supported", "fits")
    for topic in [*one.row["unfit"], random.choice(other.row["fits"][1:])]:
        yield Pair(one.whole(), claim_fit(topic), "not_stated", "unfit")


def _fill_cells(one: Written, random: Random) -> Iterator[Pair]:
    for cell, told in one.row["cells"].items():
        question = random.choice(OF_CELLS[cell])
        places = [place for place in told if place != TITLE]
        for place in places[:2]:
            yield Pair(one.text([place]), question, "supported", f"cell, {cell}")
        beside = [i for i in range(len(one.sentences)) if i not in places]
        for place in random.sample(beside, min(1, len(beside))):
            yield Pair(one.text([place]), question, "not_stated", f"cell, not {cell}")
