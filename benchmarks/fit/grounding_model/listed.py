"""Make pairs of papers and questions for papers, of sentences and limits, of questions and kinds.

`benchmarks/fit/written/lists.jsonl` has questions about groups of some sixty papers, those of
`groups.jsonl`, with all papers of the group that fit; `limitations.jsonl` has the sentences in
which authors state limits of their own work, or what they leave to later; and
`question_kinds.jsonl` has questions of each kind. The abstracts are arXiv's of
`scale/arxiv_cs_daily.jsonl.gz`. A language model wrote and read all this, unchecked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.fit.grounding_model.asked import make_all_asked, read_asked
from benchmarks.fit.grounding_model.data import Pair, shuffle_with
from benchmarks.fit.grounding_model.written import (
    CLAIMS,
    Written,
    make_written,
    read_abstracts,
    read_rows,
)
from benchmarks.grounding_data import read_lines
from bot.grounding.content_words import find_stems, weigh_words
from bot.questions.topic import claim_fit, find_topic
from bot.quotes.limitations import LATER, LIMITS

LISTS, GROUPS, LIMITATIONS, KINDS = (
    CLAIMS.with_name(f"{name}.jsonl")
    for name in ("lists", "groups", "limitations", "question_kinds")
)
SAYS_KIND = {
    "fact": "The question asks for one fact, name or figure of a paper.",
    "definition": "The question asks what something is or means.",
    "explanation": "The question asks how something works or why it is so.",
    "list": "The question asks which papers there are.",
    "overview": "The question asks for an overview of several papers on a theme.",
    "comparison": "The question asks how two or more papers or methods compare.",
    "yes_no": "The question asks whether something is so.",
    "limitation": "The question asks for limits, weaknesses or future work.",
    "summary": "The question asks for a summary of one paper.",
    "record": "The question asks for authors, dates, venues, links or numbers of papers.",
    "smalltalk": "This is small talk, no question about papers.",
}
"""What a question says of itself. Read so, 72 % of those held out were told rightly, where the
model of wording that is in use (benchmarks/fit/question_kinds.py) tells 86 %."""

HELD_OUT_GROUPS = frozenset({1, 5, 9, 13, 17, 21, 25, 29, 41, 57, 73, 85})
FIRST_GROUPS, SECOND_GROUPS, THIRD_GROUPS, FOURTH_GROUPS, FIFTH_GROUPS = (
    range(16),
    range(16, 32),
    range(32, 88),
    range(88, 113),
    range(113, 144),
)
"""Those of the fourth stage, and those that the fifth, sixth, eighth and ninth added."""

_HELD_OUT = 6  # of the abstracts with limits, and of the questions with kinds, one of so many
_NEAR, _RANDOM = 5, 3  # papers that do not fit, for each question
_BESIDE = 2  # sentences that state no limit, for each abstract
_OF_KINDS, _OTHER_KINDS = 1_762, 4  # questions, and other kinds for each
_ASKED, _WRITTEN, _OF_FIRST = 9_000, 3_000, 4_000  # pairs of the stages before


def is_held_out(text: str) -> bool:
    """Tell whether the limits of an abstract, or the kind of a question, are only judged by."""
    return zlib.crc32(text.encode()) % _HELD_OUT == 0


def list_questions() -> Iterator[dict[str, Any]]:
    """Yield each question for papers; several have the same topic, and so the same papers."""
    for row in read_lines(LISTS):
        for asked in row.get("questions", [row]):
            yield {**row, "kind": asked["kind"], "question": asked["question"]}


def read_lists(
    data: Path, *, held_out: bool
) -> Iterator[tuple[Mapping[str, Any], dict[str, Written]]]:
    """Yield each question with the papers of its group by id, of groups held out or others."""
    groups = {row["group"]: row["papers"] for row in read_lines(GROUPS)}
    wanted = {paper_id: {"id": paper_id} for group in groups.values() for paper_id in group}
    papers = {one.row["id"]: one for one in read_abstracts(data, wanted)}
    for asked in list_questions():
        if (asked["group"] in HELD_OUT_GROUPS) == held_out:
            yield asked, {i: papers[i] for i in groups[asked["group"]] if i in papers}


def read_limitations(data: Path, *, held_out: bool) -> list[Written]:
    """Return the abstracts whose limits are held out, or the others."""
    return read_rows(data, LIMITATIONS, lambda paper_id: is_held_out(paper_id) == held_out)


def read_kinds(*, held_out: bool) -> Iterator[tuple[str, str]]:
    """Yield the first questions with their kinds, those held out or the others."""
    for row in read_lines(KINDS)[:_OF_KINDS]:
        if is_held_out(row["question"]) == held_out:
            yield row["question"], row["kind"]


def make_fourth(data: Path, first: Sequence[Pair], seed: int) -> list[Pair]:
    """Return the pairs of the fourth stage in a random order: these, and some of those before."""
    random = Random(seed)
    found: list[Pair] = []
    for asked, papers in read_lists(data, held_out=False):
        if asked["group"] in FIRST_GROUPS:
            found += list_papers(asked, papers, random)
    found += make_limits(data, random)
    for question, kind in read_kinds(held_out=False):
        yes = Pair(SAYS_KIND[kind], question, "supported", "kind")
        others = random.sample([one for one in SAYS_KIND if one != kind], _OTHER_KINDS)
        found += [yes, *(Pair(SAYS_KIND[k], question, "not_stated", "other kind") for k in others)]
    before = list(make_all_asked(read_asked(data, held_out=False), random))
    return shuffle_with(
        found,
        (
            (before, _ASKED),
            (list(make_written(data, random)), _WRITTEN),
            (first, _OF_FIRST),
        ),
        random,
    )


def make_limits(data: Path, random: Random) -> Iterator[Pair]:
    """Yield sentences of abstracts beside the questions for limits and for later work."""
    for one in read_limitations(data, held_out=False):
        yield from _concede(one, random)


def list_papers(
    asked: Mapping[str, Any],
    papers: Mapping[str, Written],
    random: Random,
    *,
    most: int = 64,
    beside: tuple[int, int] = (_NEAR, _RANDOM),
) -> Iterator[Pair]:
    """Yield a question beside papers that fit, at most so many, and `beside` some that do not.

    Of these, the first number is of papers near it, the second of any.
    """
    claim = claim_fit(find_topic(asked["question"]))
    fitting = [i for i in asked["fits"] if i in papers]
    for i in random.sample(fitting, most) if len(fitting) > most else fitting:
        yield Pair(papers[i].whole(), claim, "supported", "listed")
        for place in asked["lines"].get(i, ())[:1]:
            yield Pair(papers[i].text([place]), claim, "supported", "listed, line")
    wanted = weigh_words(claim)
    for i in fitting:
        for stem, weight in weigh_words(papers[i].title).items():
            wanted[stem] = max(wanted.get(stem, 0.0), 0.5 * weight)
    others = [i for i in papers if i not in asked["fits"] and i not in asked["may"]]
    stems = {i: find_stems(papers[i].whole()) for i in others}
    others.sort(key=lambda i: -sum(w for stem, w in wanted.items() if stem in stems[i]))
    near, rest = others[: 3 * _NEAR], others[3 * _NEAR :]
    chosen = [
        random.sample(found, min(count, len(found)))
        for found, count in zip((near, rest), beside, strict=True)
    ]
    for i in (*chosen[0], *chosen[1]):
        yield Pair(papers[i].whole(), claim, "not_stated", "not listed")
    for i in random.sample(near, min(2, most, len(near))):
        place = random.randrange(len(papers[i].sentences))
        yield Pair(papers[i].text([place]), claim, "not_stated", "not listed, line")


def _concede(one: Written, random: Random) -> Iterator[Pair]:
    for question, key in ((LIMITS, "limits"), (LATER, "future")):
        places = [i for i in one.row[key] if i < len(one.sentences)]
        for place in places:
            yield Pair(one.text([place]), question, "supported", key)
        other = {*one.row["limits"], *one.row["future"]}
        beside = [i for i in range(len(one.sentences)) if i not in other]
        for place in random.sample(beside, min(_BESIDE, len(beside))):
            yield Pair(one.text([place]), question, "not_stated", f"no {key}")
