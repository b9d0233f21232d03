"""Make the pairs of the last two stages: claims beside false ones that differ by few words.

`benchmarks/fit/written/contrasts.jsonl` has, for abstracts of arXiv and of SciFact's corpus, true
claims each with a false twin, a claim with something added, and yes-or-no questions, two of them
turned round so that one answer is yes and the other no. The eighth stage has the first of them and
the topics of the groups of papers from 88 on, the ninth the others. A language model wrote them
all, unchecked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.fit.grounding_model.data import Pair, shuffle_with
from benchmarks.fit.grounding_model.listed import (
    FIFTH_GROUPS,
    FOURTH_GROUPS,
    list_papers,
    read_lists,
)
from benchmarks.fit.grounding_model.written import CLAIMS, VERDICTS, Written, read_rows
from benchmarks.grounding_data import read_lines
from bot.grounding.premise import join_nearest

CONTRASTS = CLAIMS.with_name("contrasts.jsonl")
_HELD_OUT = 12  # one abstract of so many
_LIMIT = 4  # sentences of the shorter premise
_MOST_FITTING, _BESIDE = 2, (3, 1)  # papers for each question for papers
_OF_EIGHTH_STAGE = 468  # abstracts with contrasts
_OF_FIRST, _OF_SIXTH, _OF_SEVENTH = 4_000, 6_000, 4_000  # pairs of the stages before the eighth
_OF_TOPICS, _AGAIN, _OF_EIGHTH = 9_000, 3_000, 6_000
"""Pairs of the ninth stage: of its topics, of the first stage, and of the eighth."""


def read_contrasts(data: Path, *, held_out: bool) -> list[Written]:
    """Return the abstracts with their contrasts, those that are only judged by or the others."""
    return read_rows(
        data, CONTRASTS, lambda one: (zlib.crc32(one.encode()) % _HELD_OUT == 0) == held_out
    )


def make_contrasts(one: Written) -> Iterator[Pair]:
    """Yield the claims and questions about an abstract, twins beside the same premises."""
    row = one.row
    for twins in row["contrasts"]:
        for premise in _find_premises(one, twins["true"], ()):
            yield Pair(premise, twins["true"], "supported", "contrast, true")
            yield Pair(premise, twins["false"], "contradicted", f"contrast, {twins['how']}")
    for premise in _find_premises(one, row["added"], ()):
        yield Pair(premise, row["added"], "not_stated", "contrast, added")
    for asked in row["yes_no"]:
        for premise in _find_premises(one, asked["question"], asked["decides"]):
            yield Pair(premise, asked["question"], VERDICTS[asked["verdict"]], "contrast, question")


def judge_contrasts(data: Path) -> Iterator[Pair]:
    """Yield the pairs to judge by."""
    for one in read_contrasts(data, held_out=True):
        yield from make_contrasts(one)


def make_eighth(
    data: Path,
    first: Sequence[Pair],
    sixth: Sequence[Pair],
    seventh: Sequence[Pair],
    seed: int,
) -> list[Pair]:
    """Return the pairs of the eighth stage in a random order: these, and some of those before."""
    random = Random(seed)
    found = _contrast(data, range(_OF_EIGHTH_STAGE))
    found += _list(data, FOURTH_GROUPS, random)
    return shuffle_with(
        found, ((first, _OF_FIRST), (sixth, _OF_SIXTH), (seventh, _OF_SEVENTH)), random
    )


def make_ninth(data: Path, first: Sequence[Pair], eighth: Sequence[Pair], seed: int) -> list[Pair]:
    """Return the pairs of the ninth stage in a random order: other ones, and some of before."""
    random = Random(seed)
    found = _contrast(data, range(_OF_EIGHTH_STAGE, len(read_lines(CONTRASTS))))
    return shuffle_with(
        found,
        (
            (_list(data, FIFTH_GROUPS, random), _OF_TOPICS),
            (first, _AGAIN),
            (eighth, _OF_EIGHTH),
        ),
        random,
    )


def _contrast(data: Path, places: range) -> list[Pair]:
    """Return the pairs of the contrasts at some places of their file."""
    known = {row["id"] for row in read_lines(CONTRASTS)[places.start : places.stop]}
    return [
        pair
        for one in read_contrasts(data, held_out=False)
        if one.row["id"] in known
        for pair in make_contrasts(one)
    ]


def _list(data: Path, groups: range, random: Random) -> list[Pair]:
    """Return the pairs of the topics of some groups of papers."""
    return [
        pair
        for asked, papers in read_lists(data, held_out=False)
        if asked["group"] in groups
        for pair in list_papers(asked, papers, random, most=_MOST_FITTING, beside=_BESIDE)
    ]


def _find_premises(one: Written, claim: str, needed: Sequence[int]) -> Sequence[str]:
    """Return as much of an abstract as is read at once, and the sentences nearest to a claim."""
    short = one.premise(claim, needed, _LIMIT, True)
    return [join_nearest(one.title, one.sentences, claim), short]
