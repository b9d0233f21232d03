"""Fit which sentence of an abstract answers a question (bot/quotes/ranking.py).

Run: python -m benchmarks.fit.answer_sentences DATA [--limit N]
The questions are those written about arXiv abstracts (`benchmarks/fit/written`; the abstracts are
in DATA/scale) that are set aside, with the sentences that answer; those that describe papers of
DATA/collections/cs_papers_5k; and those about the starter library, with the facts that an answer
states. Printed is by kind the share of questions whose first sentence is an answer, by weights that
have not seen the abstract, and by the cross-encoder alone; then the weights of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import typer

from benchmarks.fit.logistic import Choice, fit_choice, print_right, print_weights, score_held_out
from benchmarks.grounding_data import papers, starters
from benchmarks.libraries import read_questions
from benchmarks.written import read_written
from bot.evaluation.answer_quality import states_fact
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.questions.kind import classify_question
from bot.quotes.ranking import rate_sentences
from bot.quotes.sentences import SentenceEmbedder, list_sentences
from retrieval.paper import Paper, normalize_title
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.rerank.relevance import Relevance

_KINDS = frozenset(("fact", "definition", "how", "why", "yes_no"))
_FURTHER_ANSWER = 0.6  # how right an answer sentence after the first is

Asked = tuple[Paper, str, str, Sequence[Any]]
"""A paper, a question, its kind, and the places of the sentences that answer or the facts."""


def main(data: Path, limit: int | None = None) -> None:
    """Fit and print."""
    asked = [*_read_written(data), *_read_5k(data), *_read_starter()]
    if limit:
        asked = Random(1).sample(asked, min(limit, len(asked)))
    embedder, read, rate = SentenceEmbedder(BgeSmall()), CrossEncoder(), Relevance()
    choices = []
    for paper, question, kind, answers in asked:
        sentences = list_sentences([Excerpt(1, paper)])
        targets = _rate(answers, [one.text for one in sentences])
        if any(targets):
            rated = rate_sentences(question, paper.title, sentences, embedder, read, rate)
            features = np.array([(one.answers, one.cosine) for one in rated])
            choices.append(Choice(paper.paper_id, kind, features, np.array(targets)))
    print_right(choices, "fitted", score_held_out(choices))
    print_right(choices, "cross-encoder", [one.features[:, 0] for one in choices])
    print_weights(["answers", "cosine"], fit_choice(choices))


def _rate(answers: Sequence[Any], sentences: Sequence[str]) -> list[float]:
    """Return how right each sentence is: by its place, or by the facts that it states."""
    if isinstance(answers[0], int):
        places = [place for place in answers if place >= 0]
        return [
            _FURTHER_ANSWER ** (place != places[0]) if place in places else 0.0
            for place in range(len(sentences))
        ]
    facts = [[fact] if isinstance(fact, str) else fact for fact in answers]
    return [sum(states_fact(fact, text) for fact in facts) / len(facts) for text in sentences]


def _read_written(data: Path) -> Iterator[Asked]:
    for name in ("claims", "questions", "described"):
        for one in read_written(data, name, held_out=True):
            row, paper = one.row, one.to_paper()
            decided = [q for q in row["yes_no"] if q["decides"]][:1]
            yield from ((paper, q["question"], "yes_no", q["decides"]) for q in decided)
            for asked in (*row.get("questions", ()), *row.get("asked", ())):
                yield (
                    paper,
                    asked["question"],
                    classify_question(asked["question"]),
                    asked["answer"],
                )


def _read_5k(data: Path) -> Iterator[Asked]:
    rows = read_questions("cs_papers_5k_described")
    corpus = data / "collections/cs_papers_5k/corpus.jsonl.gz"
    known = {paper.paper_id: paper for paper in papers(corpus, {row["id"] for row in rows})}
    for row in rows:
        if row["kind"] in _KINDS and row["answer"]:
            yield known[row["id"]], row["question"], row["kind"], row["answer"]


def _read_starter() -> Iterator[Asked]:
    known = starters()
    for row in (*read_questions("natural"), *read_questions("starter")):
        kind = row.get("kind", "fact")
        if kind in _KINDS and row.get("facts") and len(row["papers"]) == 1:
            paper = known[normalize_title(row["papers"][0])]
            yield paper, row["question"], f"starter, {kind}", row["facts"]


if __name__ == "__main__":
    typer.run(main)
