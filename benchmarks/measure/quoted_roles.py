"""Measure whether the first quote states a result in its abstract, or only an aim.

Run: python -m benchmarks.measure.quoted_roles DATA [--every N]
The abstracts are the structured ones of DATA/collections/scifact that have an aim and a result and
that `benchmarks.fit.sentence_roles` was not fitted on; their labels say what a sentence does. They
are read as they are, and without their labels. The questions are made from the aims ("To determine
whether X" → "do you know whether X?", "To assess the effect of X" → "what is the effect of X?"),
from the claims of DATA/verification that experts wrote about a result, and from titles: as they
are if they ask, else "what did they find on X?" where there is no other question.
Printed by kind of question: the share of first quotes that state a result, a method, and an aim or
what was known before.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.grounding_data import read_lines
from bot.answering.language_model import AnswerTask
from bot.grounding.cross_encoder import CrossEncoder
from bot.grounding.sentence import Excerpt
from bot.questions.kind import classify_question
from bot.quotes.answer import choose_answer_quotes
from bot.quotes.passages import PassageEmbedder
from retrieval.paper import Paper
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.embedding.cache import CachingEmbedder
from retrieval.search.rerank.relevance import Relevance
from retrieval.text import patterns as re
from retrieval.text.labels import read_label, split_abstract
from retrieval.text.sentence_roles import Role

_WHETHER = re.compile(r"\b(whether [^.;]{20,160})\.$")
_EFFECT = re.compile(
    r"\b(?:assess|determine|evaluate|examine|investigate|measure|estimate|study|describe) "
    r"(the [a-z -]{0,30}(?:effect|effects|association|efficacy|role|impact|prevalence|incidence|"
    r"relationship|risk) (?:of|between) [^.;]{10,140})\.$"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one paper, and what its sentences do by their labels."""

    source: str
    question: str
    paper: Paper
    roles: dict[str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=1, help="ask one question of so many")
    given = parser.parse_args()
    asked = list(_read(given.data))[:: given.every]
    passages = PassageEmbedder(CachingEmbedder(BgeSmall(1)))
    rate, read = Relevance(), CrossEncoder()
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in asked:
        kind = classify_question(one.question)
        kind = kind if kind in {"yes_no", "explanation"} else "fact"
        for form, paper in (("labels", one.paper), ("no labels", _without_labels(one.paper))):
            task = AnswerTask(one.question, (Excerpt(1, paper),), kind=kind)
            quotes = choose_answer_quotes(task, passages, rate, read)
            first = quotes[0].text if quotes else ""
            role = next((role for text, role in one.roles.items() if text in first), "")
            for group in (kind, one.source, "all"):
                found[form, group][role] += 1
    for (form, group), roles in sorted(found.items()):
        total = roles.total()
        aims = roles[Role.OBJECTIVE] + roles[Role.BACKGROUND]
        print(
            f"{form:10} {group:12} {total:4} questions: result {roles[Role.RESULT] / total:.2f}, "
            f"method {roles[Role.METHOD] / total:.2f}, aim or background {aims / total:.2f}"
        )


def _read(data: Path) -> Iterator[Asked]:
    claims = defaultdict(list)
    for row in read_lines(data / "verification/scifact_claims.jsonl"):
        if row["label"] != "NOINFO":
            claims[row["doc_id"]].append(row["claim"])
    with gzip.open(data / "collections/scifact/corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            spans = split_abstract(row["text"])
            roles = {span.text: span.label and read_label(span.label) for span in spans}
            if int(row["_id"]) % 2 == 0 or not {"objective", "result"} <= {*roles.values()}:
                continue
            paper = Paper(row["_id"], row["title"], row["text"])
            questions = [("claim", f"is it true that {c.rstrip('.')}?") for c in claims[row["_id"]]]
            if row["title"].endswith("?"):
                questions.append(("title", row["title"]))
            aims = [text for text, role in roles.items() if role == "objective"]
            for aim in aims:
                if (whether := _WHETHER.search(aim)) is not None:
                    questions.append(("aim", f"do you know {whether[1]}?"))
                elif (effect := _EFFECT.search(aim)) is not None:
                    questions.append(("aim", f"what is {effect[1]}?"))
            if not questions:
                questions.append(("topic", f"what did they find on {row['title'].rstrip('.')}?"))
            for source, question in questions:
                yield Asked(source, question, paper, roles)


def _without_labels(paper: Paper) -> Paper:
    return replace(paper, abstract=" ".join(span.text for span in split_abstract(paper.abstract)))


if __name__ == "__main__":
    main()
