"""Make the pairs of a premise and a claim that the cross-encoder is fitted on, and judged by.

All come from the public sets that may be fitted on, from what a language model wrote about
abstracts, and from changes of both (`mutate`); docs/models.md has sources and licenses.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any, Literal

from lemminflect import getInflection, getLemma

from benchmarks.fit.grounding.mutate import Twins, learn_twins, mutate, restate
from benchmarks.grounding_data import (
    Claim,
    build_premise,
    papers,
    read_lines,
    scifact,
    split_premise,
)
from benchmarks.written import (
    HELD_OUT_GROUPS,
    TITLE,
    WRITTEN,
    Written,
    in_dev,
    is_held_out,
    list_questions,
    read_abstracts,
    read_groups,
    read_written,
    to_written,
)
from bot.grounding.content_words import find_stems, weigh_shared, weigh_words
from bot.grounding.premise import find_nearest, join_nearest
from bot.questions.topic import claim_fit, find_topic

Label = Literal["supported", "contradicted", "not_stated", "unsupported"]
"""`unsupported` where it is not told whether the premise contradicts the claim."""

_VERDICTS: Mapping[str, Label] = {
    "SUPPORT": "supported",
    "CONTRADICT": "contradicted",
    "NOINFO": "not_stated",
    "yes": "supported",
    "no": "contradicted",
    "mixed": "unsupported",
    "not_stated": "not_stated",
    "reversed": "contradicted",
    "negated": "contradicted",
    "partially_supported": "unsupported",
}
_CELLS: Mapping[str, Sequence[str]] = {
    "problem": ("What problem does the paper address?", "What is the motivation?"),
    "method": ("What method does the paper propose?", "How does the method work?"),
    "data": ("What data or benchmarks does the paper use?", "What was it tested or trained on?"),
    "result": ("What are the results?", "What did the paper find?"),
    "limitation": ("What are the limitations?",),
    "limits": ("What are the limitations?",),
    "future": ("What is left for future work?",),
}
"""What the product asks for the aspects of a paper; the first of each, or all."""

_FITTED_ON = ("fever", "wice", "med")
_WRITTEN_SETS = ("claims", "questions", "described", "contrasts", "limitations")
_ABSTRACTS = {"scale/arxiv_cs_daily": 12, "collections/scifact/corpus": 2}  # one of so many
_CONVERSES, _MED, _LISTS = 1_500, 2_500, 5_000  # templates (5 pairs each), pairs, questions
_CHANGED_MORE = 2  # changes of a claim that a person or a model wrote
_OTHERS = 10  # abstracts, of which the nearest is put beside a claim that it does not state


@dataclass(frozen=True, slots=True)
class Pair:
    """A premise, a claim, the label of the claim, and how the pair was made."""

    premise: str
    claim: str
    label: Label
    kind: str


def make_pairs(data: Path, judged: Container[str], seed: int) -> list[Pair]:
    """Return the mix that is fitted on, in a random order, without abstracts of judged titles."""
    random = Random(seed)
    written = {name: read_written(data, name, held_out=False) for name in _WRITTEN_SETS}
    written["passages"] = read_passages(held_out=False)
    twins = learn_twins(one for row in written["contrasts"] for one in row.row["contrasts"])
    found = [*_read_public(data, random)]
    for name, abstracts in written.items():
        others = [*abstracts[1:], *abstracts[:1]]
        for one, other in zip(abstracts, others, strict=True):
            found += pair_written(one, other, random)
            if name == "contrasts":
                found += _pair_twins(one.row["contrasts"])
    texts = [pair.premise for pair in found]
    for pair in found[:]:
        if pair.label == "supported" and _is_claim(pair):
            found += _change(pair, twins, texts, random)
    found += _change_abstracts(data, judged, twins, random)
    found += _pair_lists(data, random)
    found += _pair_converses(texts, twins, random)
    random.shuffle(found)
    return found


def _is_claim(pair: Pair) -> bool:
    return pair.claim.endswith(".") and len(pair.claim.split()) > 4


def _read_public(data: Path, random: Random) -> Iterator[Pair]:
    for name in _FITTED_ON:
        pairs = list(read_public(data, name))
        yield from random.sample(pairs, min(_MED, len(pairs))) if name == "med" else pairs
    for claim in scifact(data):
        if not in_dev(claim.paper.paper_id):
            yield from (_pair_scifact(claim, most) for most in (1, 2, 4))
    for row in read_lines(data / "tldr/scitldr_a_dev.jsonl.gz"):
        for summary in row["target"][:2]:
            yield Pair(join_nearest("", row["source"], summary), summary, "supported", "tldr")


def read_public(data: Path, name: str) -> Iterator[Pair]:
    """Yield a set of DATA/grounding; long premises are cut to what is nearest to the claim."""
    for row in read_lines(data / f"grounding/{name}.jsonl.gz"):
        premise = build_premise(*split_premise(row["premise"]), row["claim"])
        yield Pair(premise, row["claim"], _VERDICTS.get(row["label"], row["label"]), name)


def read_passages(*, held_out: bool) -> list[Written]:
    """Return the made-up passages with their claims, those set aside or the others."""
    return [
        to_written(row["title"], row["passage"], row)
        for row in read_lines(WRITTEN / "passages.jsonl")
        if is_held_out("passages", row["title"]) == held_out
    ]


def pair_written(one: Written, other: Written, random: Random) -> Iterator[Pair]:
    """Yield all that was written about an abstract; `other` is one that does not answer."""
    row = one.row
    for said, label, needed in list_claims(row):
        for limit in random.sample((1, 2, 3, 4), 2) if needed else (4,):
            premise = one.premise(said, needed, limit, random.random() < 0.6)
            yield Pair(premise, said, label, "claim")
        if label != "unsupported" and random.random() < 0.5:
            yield Pair(join_nearest(one.title, one.sentences, said), said, label, "claim, whole")
    for asked in (*row.get("asked", ()), *row.get("questions", ())):
        yield from _ask(one, other, asked, random)
    for asked in row.get("unanswered", ()):
        question = asked["question"]
        for place in [i for i in asked["near"] if i != TITLE][:1]:
            yield Pair(one.text([place]), question, "not_stated", "unanswered")
        yield Pair(
            join_nearest(one.title, one.sentences, question), question, "not_stated", "unanswered"
        )
    for key, label in (("fits", "supported"), ("unfit", "not_stated")):
        for topic in row.get(key, ()):
            yield Pair(one.whole(), claim_fit(topic), label, key)
    cells = {key: row[key] for key in ("limits", "future") if key in row} | row.get("cells", {})
    for cell, told in cells.items():
        question = random.choice(_CELLS[cell])
        places = [i for i in told if TITLE < i < len(one.sentences)]
        beside = [i for i in range(len(one.sentences)) if i not in told]
        yield from (Pair(one.text([i]), question, "supported", "cell") for i in places[:2])
        for i in random.sample(beside, min(1, len(beside))):
            yield Pair(one.text([i]), question, "not_stated", "cell")


def list_claims(row: Mapping[str, Any]) -> Iterator[tuple[str, Label, Sequence[int]]]:
    """Yield each claim or yes-or-no question, its label, and the sentences that decide."""
    for true in row.get("true", ()):
        yield true["claim"], "supported", true["from"]
    for false in row.get("false", ()):
        yield false["claim"], _VERDICTS.get(false["how"], "unsupported"), false["near"]
    for asked in row.get("yes_no", ()):
        for said in filter(None, (asked.get("statement"), asked["question"])):
            yield said, _VERDICTS[asked["verdict"]], asked["decides"]
    for one in row.get("claims", ()):
        yield one["claim"], one["label"], one.get("near", ())
    for twins in row.get("contrasts", ()):
        yield twins["true"], "supported", ()
        yield twins["false"], "contradicted", ()
    if "added" in row:
        yield row["added"], "not_stated", ()


def _ask(one: Written, other: Written, asked: Mapping[str, Any], random: Random) -> Iterator[Pair]:
    """Yield a question beside sentences that answer it and that do not."""
    question, answer, known = asked["question"], asked["answer"], {*asked["answer"], *asked["also"]}
    for place in answer[:2]:
        yield Pair(one.text([place]), question, "supported", "answer")
    rest = [i for i in find_nearest(one.sentences, question, len(one.sentences)) if i not in known]
    rest = [] if TITLE in answer else rest  # the title is in every text
    for place in [*rest[:1], *random.sample(rest[1:], min(1, len(rest[1:])))]:
        yield Pair(one.text([place]), question, "not_stated", "no answer")
    if random.random() < 0.5:
        text = join_nearest(one.title, one.sentences, question)
        yield Pair(text, question, "supported", "answer, whole")
    if rest and not asked["also"] and random.random() < 0.4:
        yield Pair(one.text(sorted(rest[:3])), question, "not_stated", "no answer")
    if random.random() < 0.3:
        text = join_nearest(other.title, other.sentences, question)
        yield Pair(text, question, "not_stated", "other paper")


def _pair_twins(contrasts: Sequence[Mapping[str, str]]) -> Iterator[Pair]:
    """Yield true claims beside their twins, without the abstract."""
    for twins in contrasts:
        yield Pair(twins["true"], twins["false"], "unsupported", "twins")
        yield Pair(twins["false"], twins["true"], "unsupported", "twins")
        yield Pair(twins["true"], twins["true"], "supported", "twins")


def _change(pair: Pair, twins: Twins, texts: Sequence[str], random: Random) -> Iterator[Pair]:
    """Yield a true claim with one thing changed, and the claim beside another abstract."""
    seen = {pair.claim}
    for _ in range(_CHANGED_MORE):
        changed = mutate(pair.claim, pair.premise, twins, random)
        if changed and changed.text not in seen:
            seen.add(changed.text)
            yield Pair(pair.premise, changed.text, "unsupported", f"changed, {changed.kind}")
    if random.random() < 0.25:
        wanted = weigh_words(pair.claim)
        others = random.sample(texts, min(_OTHERS, len(texts)))
        others = [text for text in others if text[:40] != pair.premise[:40]]
        near = max(others, key=lambda text: weigh_shared(wanted, find_stems(text)))
        yield Pair(near, pair.claim, "not_stated", "other paper")


def _change_abstracts(
    data: Path, judged: Container[str], twins: Twins, random: Random
) -> Iterator[Pair]:
    """Yield sentences of abstracts beside their abstract, as they are and changed.

    In half of them the abstract is changed instead, so that no word gives a label away.
    """
    set_aside = {
        row["id"]
        for path in WRITTEN.glob("*.jsonl")
        for row in read_lines(path)
        if "id" in row and is_held_out(path.stem, row["id"])
    }
    for name, step in _ABSTRACTS.items():
        for paper in papers(data / f"{name}.jsonl.gz", step=step):
            key = f"scifact:{paper.paper_id}" if "scifact" in name else paper.paper_id
            is_judged = paper.title in judged or ("scifact" in name and in_dev(paper.paper_id))
            if key in set_aside or is_judged:
                continue
            one = to_written(paper.title, paper.abstract, {})
            for place in random.sample(range(len(one.sentences)), min(2, len(one.sentences))):
                yield from _change_sentence(one, place, twins, random)


def _change_sentence(one: Written, place: int, twins: Twins, random: Random) -> Iterator[Pair]:
    sentence = one.sentences[place]
    changed = mutate(sentence, one.whole(), twins, random)
    if not changed or not 6 <= len(sentence.split()) <= 60:
        return
    true, false = (restate(text, random) for text in (sentence, changed.text))
    limit, titled = random.choice((1, 2, 4)), random.random() < 0.7
    premise = one.premise(sentence, [place], limit, titled)
    if changed.is_two_way and random.random() < 0.5 and sentence in premise:
        premise, true, false = premise.replace(sentence, changed.text), false, true
    yield Pair(premise, true, "supported", "sentence")
    yield Pair(premise, false, "unsupported", f"sentence, {changed.kind}")


def _pair_lists(data: Path, random: Random) -> Iterator[Pair]:
    """Yield questions for papers beside one that fits and two that do not, mostly near ones."""
    groups = read_groups()
    questions = list(list_questions(set(groups) - HELD_OUT_GROUPS))
    wanted = {i: {"id": i} for group in groups.values() for i in group}
    known = {one.row["id"]: one for one in read_abstracts(data, wanted)}
    stems = {i: find_stems(one.title) for i, one in known.items()}
    for asked in random.sample(questions, min(_LISTS, len(questions))):
        claim = claim_fit(find_topic(asked["question"]))
        fitting = [i for i in asked["fits"] if i in known]
        for i in random.sample(fitting, min(1, len(fitting))):
            yield Pair(known[i].whole(), claim, "supported", "listed")
        words = weigh_words(" ".join([claim, *(known[i].title for i in fitting)]))
        others = [i for i in groups[asked["group"]] if i not in {*asked["fits"], *asked["may"]}]
        others = sorted(stems.keys() & others, key=lambda i: (-weigh_shared(words, stems[i]), i))
        for i in (random.choice(others[:8]), random.choice(others)):
            yield Pair(known[i].whole(), claim, "not_stated", "not listed")


def _pair_converses(texts: Sequence[str], twins: Twins, random: Random) -> Iterator[Pair]:
    """Yield who exceeds or does something to whom beside the same said of the other, and not."""
    names = sorted({name for t in texts for name in re.findall(r"\b[A-Z]\w*[A-Z]\w*\b", t)})
    for _ in range(_CONVERSES):
        one, other = random.sample(names, 2)
        way, opposite = random.choice(twins.directions)
        lemma = getLemma(way, "VERB")
        if way.endswith("er") and opposite.endswith("er"):
            said, turned = f"{one} is {way} than {other}.", f"{other} is {opposite} than {one}."
            wrong = [f"{other} is {way} than {one}.", f"{one} is {opposite} than {other}."]
        elif lemma and opposite.endswith("s") and getInflection(lemma[0], "VBZ") == (way,):
            passive = f"is {getInflection(lemma[0], 'VBN')[0]} by"
            said, turned = f"{one} {way} {other}.", f"{other} {passive} {one}."
            wrong = [f"{other} {way} {one}.", f"{one} {passive} {other}."]
            wrong.append(f"{one} {opposite} {other}.")
        else:
            continue
        yield from (Pair(a, b, "supported", "converse") for a, b in permutations((said, turned)))
        yield from (Pair(said, claim, "contradicted", "converse") for claim in wrong)


def _pair_scifact(claim: Claim, most: int) -> Pair:
    premise = build_premise(claim.paper.title, claim.paper.abstract, claim.text, most)
    return Pair(premise, claim.text, _VERDICTS[claim.label], "scifact")
