"""Make the pairs that the model is fitted on: public sets, and abstracts turned by rules.

Only what has a licence that allows it: FEVER, WiCE, MED, SciTLDR, SciFact's training claims and
abstracts, arXiv's abstracts, and sentences of this project's own about its own starter library.
SciFact abstracts that are judged, here or in its published development set, are left out.
"""

from __future__ import annotations

import gzip
import json
import multiprocessing
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.fit.grounding_model.data import (
    Label,
    Pair,
    build_premise,
    in_dev,
    public_set,
    scale_papers,
    scifact_claims,
    scifact_label,
)
from benchmarks.fit.grounding_model.falsify import Context, Turned, turned
from benchmarks.fit.grounding_model.lexicon import Lexicon, learn_use, load_lexicon
from benchmarks.fit.grounding_model.rewrites import say_again
from benchmarks.fit.grounding_model.templates import make_templated
from benchmarks.grounding_data import papers, starters
from bot.grounding.content_words import find_content_words, find_stems
from bot.grounding.premise import find_nearest
from retrieval.paper import normalize_title
from retrieval.text.sentences import split_sentences

WRITTEN = Path(__file__).parents[3] / "tests/verification/tune.jsonl"
ARXIV_PAPERS = 14_000
TEMPLATED_PAIRS = 24_000
_TEMPLATED_FILLERS = 40_000  # sentences
_FEWEST_WORDS = 7
_NEIGHBORS = 4
_EXCHANGED = 0.4
_MOSTLY_COVERED, _COVERED_TITLE, _COVERED_TLDR = 0.7, 0.45, 0.5
_LONG_CHARS, _LONG_KEPT = 500, 0.3  # long pairs cost most of the time
_KEPT = {  # the easiest to make, of which there are too many
    "retold": 0.2,
    "med": 0.4,
    "word": 0.5,
    "detail": 0.7,
    "other paper": 0.6,
    "left out": 0.5,
    "title": 0.25,
    "title, word": 0.25,
    "title, detail": 0.35,
    "title, other paper": 0.4,
}
_WRITTEN_BY_HAND = ("scifact", "tldr", "wice", "fever", "written", "template")
_SENTENCES = (1, 1, 1, 1, 2, 2, 3, 4)


def make_pairs(data: Path, wordnet: Path, seed: int) -> list[Pair]:
    """Return all pairs in a random order."""
    random = Random(seed)
    arxiv = random.sample(list(scale_papers(data)), ARXIV_PAPERS)
    medicine = list(_scifact_abstracts(data))
    lexicon = load_lexicon(wordnet)
    fever = list(public_set(data, "fever"))
    learn_use(lexicon, [*(text for _, text in (*arxiv, *medicine)), *(p.premise for p in fever)])
    found = [
        *_fever(fever, lexicon, random),
        *public_set(data, "med"),
        *public_set(data, "wice"),
        *public_set(data, "wice"),
        *_scifact(data, medicine, lexicon, random),
        *_tldr(data, arxiv, lexicon, random),
        *_written(random),
        *_written(random),
        *make_templated(_sentences(arxiv)[:_TEMPLATED_FILLERS], TEMPLATED_PAIRS, random),
        *_of_abstracts(arxiv, lexicon, random, titles=1),
        *_of_abstracts(medicine, lexicon, random, titles=3),  # they say what was found
    ]
    random.shuffle(found)
    return [pair for pair in found if random.random() < _share_kept(pair)]


def _sentences(papers: Sequence[tuple[str, str]]) -> list[str]:
    return [span.text for _, text in papers for span in split_sentences(text)]


def _share_kept(pair: Pair) -> float:
    long = len(pair.premise) + len(pair.claim) > _LONG_CHARS
    long = long and not pair.kind.startswith(_WRITTEN_BY_HAND)
    return _KEPT.get(pair.kind, 1) * (_LONG_KEPT if long else 1)


def _scifact_abstracts(data: Path) -> Iterator[tuple[str, str]]:
    lines = (data / "collections/scifact/qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]
    judged = {line.split("\t")[1] for line in lines}
    for paper in papers(data / "collections/scifact/corpus.jsonl.gz"):
        if paper.paper_id not in judged and not in_dev(paper.paper_id):
            yield paper.title, paper.abstract


def _fever(fever: Sequence[Pair], lexicon: Lexicon, random: Random) -> Iterator[Pair]:
    """Yield FEVER's pairs, some supported claims turned, and claims beside others' evidence."""
    by_name: dict[str, list[Pair]] = defaultdict(list)
    for pair in fever:
        by_name[_subject(pair.claim)].append(pair)
    for pair in fever:
        true = pair.label == "supported"
        yield Pair(pair.premise, pair.claim, pair.label if true else "contradicted", "fever")
        draw = random.random()
        if true and draw < 0.2:
            other = random.choice(fever).premise
            change = turned(pair.claim, Context(lexicon, pair.premise, other, random))
            if change is not None:
                yield Pair(pair.premise, change.text, change.forth, f"fever {change.kind}")
        if draw < 0.4:
            others = [p.premise for p in by_name[_subject(pair.claim)] if p.premise != pair.premise]
            name = _subject(pair.claim).lower()
            others = [p for p in others if _coverage(pair.claim.lower().replace(name, ""), p) < 0.3]
            if others:
                yield Pair(random.choice(others), pair.claim, "not_stated", "fever other evidence")


def _subject(claim: str) -> str:
    return " ".join(claim.split()[:2])


def _coverage(claim: str, premise: str) -> float:
    wanted = find_content_words(claim)
    there = find_stems(premise)
    return sum(w.weight for w in wanted if w.stem in there) / (sum(w.weight for w in wanted) or 1)


def _scifact(
    data: Path, medicine: Sequence[tuple[str, str]], lexicon: Lexicon, random: Random
) -> Iterator[Pair]:
    """Yield SciFact's claims several times over, with more and with less of their abstracts."""
    near = _Neighbors([f"{title} {text}" for title, text in medicine])
    for claim in scifact_claims(data, dev=False):
        title, text, label = claim.paper.title, claim.paper.abstract, scifact_label(claim)
        for most in (1, 2, 3, 4, 2, 3):
            shown = title if random.random() < 0.6 else ""
            yield Pair(build_premise(shown, text, claim.text, most), claim.text, label, "scifact")
        for _ in range(3):
            other = medicine[near.of_text(claim.text, random)]
            if other[0] == title:
                continue
            if label == "supported":
                change = turned(claim.text, Context(lexicon, text, other[1], random))
                if change is not None:
                    most = random.choice((2, 3, 4))
                    premise = build_premise(title, text, claim.text, most)
                    yield Pair(premise, change.text, change.forth, f"scifact {change.kind}")
        for _ in range(2):
            other = medicine[near.of_text(claim.text, random)]
            if other[0] != title:
                premise = build_premise(other[0], other[1], claim.text, random.choice((1, 2, 3)))
                yield Pair(premise, claim.text, "not_stated", "scifact other paper")


def _tldr(
    data: Path, arxiv: Sequence[tuple[str, str]], lexicon: Lexicon, random: Random
) -> Iterator[Pair]:
    """Yield what authors and reviewers wrote of papers, true, turned, and of the nearest papers.

    Some of it is not in the abstract: what shares few of its words with it is left out.
    """
    path = data / "tldr/scitldr_a_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [(row["title"], " ".join(row["source"]), row["target"]) for row in rows]
    texts = [*((title, text) for title, text, _ in found), *arxiv]
    near = _Neighbors([f"{title} {text}" for title, text in texts])
    for place, (title, text, said) in enumerate(found):
        for claim in said:
            if _coverage(claim, f"{title} {text}") < _COVERED_TLDR or "TL;DR" in claim:
                continue
            for most in random.sample((1, 2, 3, 4), 2):
                shown = title if random.random() < 0.5 else ""
                yield Pair(build_premise(shown, text, claim, most), claim, "supported", "tldr")
            other = texts[near.of_place(place, random)]
            for _ in range(2):
                change = turned(claim, Context(lexicon, text, other[1], random))
                if change is not None:
                    premise = build_premise("", text, claim, random.choice((2, 3, 4)))
                    again = say_again(change.text, lexicon, random, keep=change.mark)
                    kind = f"tldr {change.kind}"
                    yield Pair(premise, random.choice((again, change.text)), change.forth, kind)
            if random.random() < 0.4:
                premise = build_premise(other[0], other[1], claim, random.choice((1, 2, 3)))
                yield Pair(premise, claim, "not_stated", "tldr other paper")


def _written(random: Random) -> Iterator[Pair]:
    """Yield the sentences written about the starter library, with more and with less of it."""
    ours = starters()
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        paper = ours[normalize_title(row["title"])]
        label: Label = "supported" if row["true"] else "unsupported"
        for most in (random.choice((1, 2)), 4):
            premise = build_premise(paper.title, paper.abstract, row["text"], most)
            yield Pair(premise, row["text"], label, "written")


class _Neighbors:
    """Which texts share the most words, weighed and reduced."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = TfidfVectorizer(stop_words="english", min_df=3, sublinear_tf=True)
        self._reduce = TruncatedSVD(96, random_state=14)
        reduced = self._reduce.fit_transform(self._words.fit_transform(texts))
        self._vectors = reduced / (np.linalg.norm(reduced, axis=1, keepdims=True) + 1e-9)

    def of_place(self, place: int, random: Random) -> int:
        """Return the place of one of the nearest texts to that at `place`."""
        return self._nearest(self._vectors[place], random, place)

    def of_text(self, text: str, random: Random) -> int:
        """Return the place of one of the nearest texts to another one."""
        return self._nearest(self._reduce.transform(self._words.transform([text]))[0], random, -1)

    def _nearest(self, vector: NDArray[np.float64], random: Random, but: int) -> int:
        likeness = self._vectors @ vector
        found = [int(i) for i in np.argpartition(-likeness, _NEIGHBORS + 1)[: _NEIGHBORS + 1]]
        return random.choice([i for i in found if i != but])


def _of_abstracts(
    found: Sequence[tuple[str, str]], lexicon: Lexicon, random: Random, titles: int
) -> Iterator[Pair]:
    """Yield what the rules make of each abstract and, so many times, of its title."""
    near = _Neighbors([f"{title} {text}" for title, text in found])
    jobs = [
        (one, found[near.of_place(place, random)], titles, random.random())
        for place, one in enumerate(found)
    ]
    with multiprocessing.get_context("fork").Pool(2, _keep, (lexicon,)) as pool:
        for made in pool.imap(_of_abstract, jobs, chunksize=50):
            yield from made


_kept: list[Lexicon] = []  # in a worker: the lexicon, too large to send with each job


def _keep(lexicon: Lexicon) -> None:
    _kept.append(lexicon)


def _of_abstract(job: tuple[tuple[str, str], tuple[str, str], int, float]) -> list[Pair]:
    (title, text), other, titles, seed = job
    if title == other[0]:
        return []
    return list(_Abstract(title, text, other, _kept[0], Random(seed)).pairs(titles))


class _Abstract:
    """One abstract and a neighbor's, and the pairs made of them."""

    def __init__(
        self, title: str, text: str, other: tuple[str, str], lexicon: Lexicon, random: Random
    ) -> None:
        self._title, self._other = title.strip(), other
        self._sentences = [span.text for span in split_sentences(text)]
        self._lexicon, self._random = lexicon, random
        self._context = Context(lexicon, f"{title} {text}", other[1], random)

    def pairs(self, titles: int) -> Iterator[Pair]:
        """Yield about five pairs, and as many of the title."""
        whole = [s for s in self._sentences if len(s.split()) >= _FEWEST_WORDS and "http" not in s]
        if len(whole) < 3:
            return
        chosen = self._random.sample(whole, 2)
        for sentence in chosen:
            yield from self._of_sentence(sentence)
        if self._random.random() < 0.25:
            yield from self._merged(chosen)
        for _ in range(titles):
            yield from self._of_title()

    def _of_sentence(self, sentence: str) -> Iterator[Pair]:
        yield self._pair(self._sentences, self._again(sentence), "supported", "retold")
        change = turned(sentence, self._context)
        if change is not None:
            yield from self._of_change(sentence, change)
        draw = self._random.random()
        claim = self._again(sentence)
        if draw < 0.25:
            title, text = self._other
            theirs = [span.text for span in split_sentences(text)]
            yield self._pair(theirs, claim, "not_stated", "other paper", title)
        elif draw < 0.45:
            rest = [s for s in self._sentences if s != sentence]
            if _coverage(claim, f"{self._title} {' '.join(rest)}") < _MOSTLY_COVERED:
                yield self._pair(rest, claim, "not_stated", "left out")

    def _of_change(self, sentence: str, change: Turned) -> Iterator[Pair]:
        """Yield the claim turned; or the abstract turned, and the claim as it was or turned too."""
        if self._random.random() >= _EXCHANGED:
            claim = self._again(change.text, change.mark)
            yield self._pair(self._sentences, claim, change.forth, change.kind)
            return
        theirs = [change.text if s == sentence else s for s in self._sentences]
        if self._random.random() < 0.5:
            claim = self._again(change.text, change.mark)
            yield self._pair(theirs, claim, "supported", f"{change.kind}, both", "")
        else:
            yield self._pair(theirs, self._again(sentence), change.back, f"{change.kind}, back", "")

    def _merged(self, chosen: Sequence[str]) -> Iterator[Pair]:
        """Yield two sentences in one, the second true or turned."""
        first, second = (self._again(sentence).rstrip(" .") for sentence in chosen)
        label: Label = "supported"
        kind = "merged"
        if self._random.random() < 0.5:
            change = turned(chosen[1], self._context)
            if change is None or change.forth == "supported":
                return
            second, label, kind = change.text.rstrip(" ."), change.forth, f"merged, {change.kind}"
        if second.split()[0].lower() in {"the", "this", "we", "it", "they", "our", "these", "a"}:
            second = second[0].lower() + second[1:]
        yield self._pair(self._sentences, f"{first}, and {second}.", label, kind)

    def _of_title(self) -> Iterator[Pair]:
        """Yield the title as a claim, true, turned, or the neighbor's."""
        title = self._title
        name, colon, rest = title.partition(": ")
        if colon and name.count(" ") < 2 and re.match(r"(?:An?|The) ", rest):
            title = f"{name} is {rest[0].lower()}{rest[1:]}."
        elif colon and self._random.random() < 0.5:
            title = rest
        draw = self._random.random()
        if draw < 0.5:
            claim = self._again(title)
            if _coverage(claim, " ".join(self._sentences)) >= _COVERED_TITLE:
                yield self._pair(self._sentences, claim, "supported", "title", "")
        elif draw < 0.85:
            change = turned(title, self._context)
            if change is not None:
                yield self._pair(
                    self._sentences, change.text, change.forth, f"title, {change.kind}", ""
                )
        elif _coverage(self._other[0], " ".join(self._sentences)) < _MOSTLY_COVERED:
            yield self._pair(
                self._sentences, self._other[0], "not_stated", "title, other paper", ""
            )

    def _again(self, text: str, keep: str = "") -> str:
        return say_again(text, self._lexicon, self._random, keep=keep)

    def _pair(
        self,
        sentences: Sequence[str],
        claim: str,
        label: Label,
        kind: str,
        title: str | None = None,
    ) -> Pair:
        """Return the claim with some of the sentences nearest to it, at times in careless form."""
        draw = self._random.random()
        chosen = sorted(find_nearest(sentences, claim, self._random.choice(_SENTENCES)))
        shown = self._title if title is None else title
        head = f"{shown.rstrip('.')}. " if shown and draw < 0.4 else ""
        premise = head + " ".join(sentences[i] for i in chosen)
        if self._random.random() < 0.15:
            claim = claim.lower()
        if self._random.random() < 0.25:
            claim = claim.rstrip(".")
        return Pair(premise, claim, label, kind)
