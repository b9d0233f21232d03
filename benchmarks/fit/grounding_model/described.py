"""Make pairs of questions that describe a paper and of the papers that a search finds for them.

Among thousands of papers a description finds its paper among the first forty, and seldom first, so
that the model must tell the paper that answers from those that are only near. The papers beside
each question are those that Footnote's own search finds in a library of 7,000 abstracts of
`scale/arxiv_cs_daily.jsonl.gz`; `mine` stores them. `benchmarks/fit/written/described.jsonl` has
questions and claims that mostly describe what they ask about; the questions of the stages before
mostly name it. A language model wrote them, unchecked.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.fit.grounding_model.asked import make_all_asked, read_asked
from benchmarks.fit.grounding_model.data import Pair, shuffle_with
from benchmarks.fit.grounding_model.listed import (
    FIRST_GROUPS,
    SECOND_GROUPS,
    list_papers,
    make_limits,
    read_lists,
)
from benchmarks.fit.grounding_model.written import (
    CLAIMS,
    VERDICTS,
    Written,
    make_written,
    read_abstracts,
    read_rows,
    read_written,
)
from benchmarks.grounding_data import papers, read_lines
from benchmarks.libraries import open_filled, scale_file
from bot.grounding.premise import find_nearest, join_nearest
from retrieval.sources.records import Record

DESCRIBED = CLAIMS.with_name("described.jsonl")
_MINED_LIBRARY, _MINED_DEPTH = 7_000, 16  # papers
_FIRST_DESCRIBED = 315  # abstracts that the fifth stage had
_HELD_OUT = 10  # one abstract of so many
_BESIDE = 12  # of the papers found, those that may stand beside a question
_NAMED, _OLD_LISTS = 2_200, 120  # questions of the stages before
_ASKED, _WRITTEN, _LIMITS, _OF_FIRST, _OF_SCIFACT = 4_500, 2_500, 1_000, 3_500, 3_500  # pairs


def is_held_out(paper_id: str) -> bool:
    """Tell whether a described abstract is among the tenth that is only judged by."""
    return zlib.crc32(paper_id.encode()) % _HELD_OUT == 0


def read_described(data: Path, *, held_out: bool) -> list[Written]:
    """Return the abstracts that are described, those held out or the others."""
    return read_rows(data, DESCRIBED, lambda paper_id: is_held_out(paper_id) == held_out)


def mine(data: Path, work: Path, out: Path, seed: int) -> None:
    """Store the ids of the papers that a search finds for each question, as JSON by question."""
    named = [one for held in (True, False) for one in read_asked(data, held_out=held)]
    named += [one for held in (True, False) for one in read_written(data, dev=held)]
    described = read_rows(data, DESCRIBED, lambda paper_id: True)
    asked = {question: one.row["id"] for one in (*named, *described) for question in _asked(one)}
    known = list(papers(scale_file(data)))
    own = {one.row["id"] for one in (*named, *described)}
    rest = [paper for paper in known if paper.paper_id not in own]
    chosen = [paper for paper in known if paper.paper_id in own]
    chosen += Random(seed).sample(rest, max(_MINED_LIBRARY - len(chosen), 0))
    records = (Record(paper, line) for line, paper in enumerate(chosen, 1))
    with open_filled(work / "mined", records) as library:
        found = {
            question: [
                hit.paper.paper_id
                for hit in library.search(question, limit=_MINED_DEPTH, exclude_withdrawn=True).hits
            ]
            for question in asked
        }
    out.write_text(json.dumps(found), encoding="utf-8")


def read_mined(
    data: Path, mined: Path
) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Written]]:
    """Return the ids of the papers that were found for each question, and those papers by id."""
    beside = json.loads(mined.read_text(encoding="utf-8"))
    ids = {paper_id: {"id": paper_id} for found in beside.values() for paper_id in found}
    return beside, {one.row["id"]: one for one in read_abstracts(data, ids)}


def make_fifth(data: Path, first: Sequence[Pair], mined: Path, seed: int) -> list[Pair]:
    """Return the pairs of the fifth stage in a random order: these, and some of those before."""
    random = Random(seed)
    beside, near = read_mined(data, mined)
    known = {row["id"] for row in read_lines(DESCRIBED)[:_FIRST_DESCRIBED]}
    described = [one for one in read_described(data, held_out=False) if one.row["id"] in known]
    found: list[Pair] = []
    for one in described:
        for asked in one.row["asked"]:
            found += ask_beside(one, asked, find_others(one, asked, beside, near), 3, random)
        found += ask_in_vain(one, beside, near, random)
        found += judge_claims(one)
    found += ask_named(data, beside, near, _NAMED, random)
    lists = list(read_lists(data, held_out=False))
    old = [one for one in lists if one[0]["group"] in FIRST_GROUPS]
    new = [one for one in lists if one[0]["group"] in SECOND_GROUPS]
    for question, of_group in (*new, *random.sample(old, min(_OLD_LISTS, len(old)))):
        found += list_papers(question, of_group, random)
    again = list(make_all_asked(read_asked(data, held_out=False), random))
    scifact = [pair for pair in first if pair.kind.startswith("scifact")]
    return shuffle_with(
        found,
        (
            (again, _ASKED),
            (list(make_written(data, random)), _WRITTEN),
            (list(make_limits(data, random)), _LIMITS),
            (scifact, _OF_SCIFACT),
            (first, _OF_FIRST),
        ),
        random,
    )


def _asked(one: Written) -> Iterator[str]:
    for key in ("asked", "questions", "unanswered", "yes_no"):
        if key == "unanswered" and "claims" not in one.row:
            continue  # those of the stages before are not searched for
        for asked in one.row.get(key, ()):
            yield asked["question"]


def ask_named(
    data: Path,
    beside: Mapping[str, Sequence[str]],
    near: Mapping[str, Written],
    most: int,
    random: Random,
) -> Iterator[Pair]:
    """Yield questions of the stages before, at most so many; they mostly name their paper."""
    named = [
        (one, asked)
        for one in (*read_asked(data, held_out=False), *read_written(data, dev=False))
        for asked in (one.row.get("asked") or one.row["questions"])
        if asked["question"] in beside
    ]
    for one, asked in random.sample(named, min(most, len(named))):
        yield from ask_beside(one, asked, find_others(one, asked, beside, near), 2, random)


def find_others(
    one: Written,
    asked: Mapping[str, Any],
    beside: Mapping[str, Sequence[str]],
    near: Mapping[str, Written],
) -> list[Written]:
    """Return the first papers that were found for a question and are not its own."""
    found = [i for i in beside.get(asked["question"], ()) if i != one.row["id"] and i in near]
    return [near[i] for i in found[:_BESIDE]]


def ask_beside(
    one: Written,
    asked: Mapping[str, Any],
    others: Sequence[Written],
    most: int,
    random: Random,
) -> Iterator[Pair]:
    """Yield a question beside its own paper, whole and by sentences, and beside others."""
    question, answer = asked["question"], asked["answer"]
    yield Pair(_read(one, question), question, "supported", "own paper")
    for place in [place for place in answer if place >= 0][:2]:
        yield Pair(one.text([place]), question, "supported", "answer")
    wrong = [i for i in find_nearest(one.sentences, question, 4) if i not in answer]
    wrong = [i for i in wrong if i not in asked["also"]]
    for place in wrong[:1] if min(answer, default=0) >= 0 else []:
        yield Pair(one.text([place]), question, "not_stated", "no answer")
    for other in random.sample(others, min(most, len(others))):
        yield Pair(_read(other, question), question, "not_stated", "near paper")
    for other in random.sample(others, min(1, len(others))):
        places = find_nearest(other.sentences, question, 1)
        yield Pair(other.text(places), question, "not_stated", "near paper, sentence")


def ask_in_vain(
    one: Written,
    beside: Mapping[str, Sequence[str]],
    near: Mapping[str, Written],
    random: Random,
) -> Iterator[Pair]:
    """Yield questions that a paper does not answer, beside it and beside another."""
    for asked in one.row["unanswered"]:
        question = asked["question"]
        yield Pair(_read(one, question), question, "not_stated", "unanswered")
        for place in [place for place in asked["near"] if place >= 0][:1]:
            yield Pair(one.text([place]), question, "not_stated", "unanswered, sentence")
        others = find_others(one, asked, beside, near)
        for other in random.sample(others, min(1, len(others))):
            yield Pair(_read(other, question), question, "not_stated", "unanswered, near paper")


def judge_claims(one: Written) -> Iterator[Pair]:
    """Yield yes-or-no questions and claims beside what decides, and beside more."""
    for asked in one.row["yes_no"]:
        question, label, places = asked["question"], VERDICTS[asked["verdict"]], asked["decides"]
        yield Pair(_read(one, question), question, label, f"yes or no, {label}")
        if places:
            yield Pair(one.text(places[:2]), question, label, f"yes or no, {label}")
    for said in one.row["claims"]:
        claim, label = said["claim"], said["label"]
        yield Pair(one.premise(claim, said["near"], 4, True), claim, label, f"claim, {label}")
        if said["near"] and label != "not_stated":
            yield Pair(one.premise(claim, said["near"], 2, False), claim, label, "claim, alone")


def _read(one: Written, question: str) -> str:
    return join_nearest(one.title, one.sentences, question)
