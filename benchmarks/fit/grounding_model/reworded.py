"""Make the pairs of the sixth and the seventh stage: topics in four wordings, and passages.

The topics are those of the groups of `benchmarks/fit/written/groups.jsonl` from 32 to 87; the model
reads abstracts up to 256 tokens for them, where those of the stages before ended at 176, before
most of the sentences that show that a paper fits. `passages.jsonl` has passages on medicine,
biology and everyday subjects, each with claims that it supports, contradicts, or does not state,
many of them alike but for a word. A language model wrote them all, unchecked. After the sixth stage
the model took “B is outperformed by A” for the opposite of “A outperforms B”: the seventh recalls
the templates of the first.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.fit.grounding_model.asked import make_all_asked, read_asked
from benchmarks.fit.grounding_model.data import Pair, build_premise, shuffle_with
from benchmarks.fit.grounding_model.described import (
    ask_beside,
    ask_in_vain,
    ask_named,
    find_others,
    judge_claims,
    read_described,
    read_mined,
)
from benchmarks.fit.grounding_model.listed import (
    FIRST_GROUPS,
    SECOND_GROUPS,
    THIRD_GROUPS,
    list_papers,
    make_limits,
    read_lists,
)
from benchmarks.fit.grounding_model.written import CLAIMS, make_written
from benchmarks.grounding_data import read_lines

PASSAGES = CLAIMS.with_name("passages.jsonl")
_TEMPLATES, _OTHERS, _OF_SIXTH = 4_000, 3_000, 6_000  # pairs of the seventh stage
_HELD_OUT = 10  # one passage of so many
_MOST_FITTING, _BESIDE = 2, (3, 1)  # papers for each question for papers
_NAMED = 1_800  # questions that mostly name their paper
_DESCRIBED = 26_000  # pairs
_OLD_LISTS, _ASKED, _WRITTEN, _LIMITS, _OF_FIRST, _OF_SCIFACT = (
    7_000,
    3_500,
    3_000,
    1_000,
    3_000,
    3_500,
)  # pairs of the stages before


def read_passages(*, held_out: bool) -> Iterator[Mapping[str, Any]]:
    """Yield the passages with their claims, those that are only judged by or the others."""
    for row in read_lines(PASSAGES):
        if (zlib.crc32(row["title"].encode()) % _HELD_OUT == 0) == held_out:
            yield row


def make_sixth(data: Path, first: Sequence[Pair], mined: Path, seed: int) -> list[Pair]:
    """Return the pairs of the sixth stage in a random order: these, and some of those before."""
    random = Random(seed)
    beside, near = read_mined(data, mined)
    found: list[Pair] = []
    old: list[Pair] = []
    for asked, papers in read_lists(data, held_out=False):
        of_one = list_papers(asked, papers, random, most=_MOST_FITTING, beside=_BESIDE)
        if asked["group"] in THIRD_GROUPS:
            found += of_one
        elif asked["group"] in FIRST_GROUPS or asked["group"] in SECOND_GROUPS:
            old += of_one
    described: list[Pair] = []
    for one in read_described(data, held_out=False):
        for asked in one.row["asked"]:
            described += ask_beside(one, asked, find_others(one, asked, beside, near), 2, random)
        described += ask_in_vain(one, beside, near, random)
        described += judge_claims(one)
    found += ask_named(data, beside, near, _NAMED, random)
    for row in read_passages(held_out=False):
        for said in row["claims"]:
            for limit in (2, 9):
                title = row["title"] if random.random() < 0.5 else ""
                premise = build_premise(title, row["passage"], said["claim"], limit)
                is_cut = limit == 2 and said["label"] == "supported"  # a synthesis of three
                if not is_cut:
                    found.append(Pair(premise, said["claim"], said["label"], "passage"))
    again = make_all_asked(read_asked(data, held_out=False), random)
    return shuffle_with(
        found,
        (
            (old, _OLD_LISTS),
            (described, _DESCRIBED),
            (list(again), _ASKED),
            (list(make_written(data, random)), _WRITTEN),
            (list(make_limits(data, random)), _LIMITS),
            ([pair for pair in first if pair.kind.startswith("scifact")], _OF_SCIFACT),
            (first, _OF_FIRST),
        ),
        random,
    )


def make_seventh(first: Sequence[Pair], sixth: Sequence[Pair], seed: int) -> list[Pair]:
    """Return pairs of the first stage, many of them by templates, and some of the sixth."""
    random = Random(seed)
    templates = [pair for pair in first if pair.kind == "template"]
    others = [pair for pair in first if pair.kind != "template"]
    found = random.sample(templates, _TEMPLATES) + random.sample(others, _OTHERS)
    found += random.sample(sixth, _OF_SIXTH)
    random.shuffle(found)
    return found
