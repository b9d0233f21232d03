"""Count the verdicts that are shown above answers to yes-or-no questions, and the wrong ones.

Run: python -m benchmarks.measure.verdicts DATA [--work DIR] [--questions N]
Asks, without a language model, whether each of SciFact's claims is true, of a library of the
abstracts that these are about. What the terminal shows is read: a verdict is a yes, a no or a word
like them at the beginning of a line. One that the label does not give is wrong; where an abstract
gives no answer, any is. At most N questions are asked; exits with 1 if more than 1 % of them get a
wrong verdict.
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from benchmarks.grounding_data import papers, read_lines
from benchmarks.libraries import WORK, open_filled_application
from bot.answering.answer import Answer
from bot.cli.answer_output import print_answer
from retrieval.sources.records import Record

CORPUS = "collections/scifact/corpus.jsonl.gz"
MAX_WRONG = 0.01
LABELS = {"SUPPORT": "yes", "CONTRADICT": "no", "NOINFO": "none"}
_VERDICT = re.compile(
    r"^\W*(?:(?P<yes>yes|correct|true|right|indeed)|(?P<no>no|false|wrong|incorrect)"
    r"|in part|partly|perhaps|probably|(?:the abstracts? )?(?:do|does|may) not say)"
    r"[*_”\"]*(?:\s*[.,;:!—–]|$)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A yes-or-no question, the ids of its abstracts, and what they say: yes, no or none."""

    text: str
    about: frozenset[str]
    right: str


def main(data: Path, work: Path = WORK, questions: int = 450) -> None:
    """Ask, count and print."""
    asked = read_claims(data)[:questions]
    about = {paper_id for one in asked for paper_id in one.about}
    records = [Record(paper, line) for line, paper in enumerate(papers(data / CORPUS, about), 1)]
    counts = Counter[str]()
    with open_filled_application(work / "verdicts", records) as application:
        for question in asked:
            answer = asyncio.run(application.ask(question.text))
            shown = render(answer)
            verdict = find_verdict(shown)
            counts["answered"] += answer.answered
            counts["asked as yes or no"] += answer.kind == "yes_no"
            counts["verdicts"] += verdict is not None
            if verdict not in {None, question.right}:
                counts["wrong"] += 1
                print(f"wrong ({question.right}): {question.text}\n{shown[:300]}\n", flush=True)
    print(f"{len(asked)} questions: {dict(Counter(one.right for one in asked))}")
    print(dict(counts))
    sys.exit(counts["wrong"] > MAX_WRONG * len(asked))


def read_claims(data: Path) -> list[Question]:
    """Return a question for each claim, those first that their abstracts decide one way."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_lines(data / "verification/scifact_claims.jsonl"):
        rows[row["claim"]].append(row)
    asked = []
    for claim, labeled in rows.items():
        is_word = claim[1:2] == " " or claim[1:2].islower()
        start = claim[:1].lower() + claim[1:] if is_word else claim
        decided = {LABELS[row["label"]] for row in labeled} - {"none"}
        about = frozenset(row["doc_id"] for row in labeled)
        right = decided.pop() if len(decided) == 1 else "none"
        asked.append(Question(f"Is it true that {start.rstrip('.')}?", about, right))
    return sorted(asked, key=lambda one: one.right == "none")


def render(answer: Answer) -> str:
    """Return what the terminal shows of an answer."""
    written = io.StringIO()
    print_answer(Console(file=written, width=100, color_system=None), answer)
    return written.getvalue()


def find_verdict(shown: str) -> str | None:
    """Return the first verdict at the beginning of a line: yes, no or other; None without one."""
    found = _VERDICT.search(shown)
    if found is None:
        return None
    return "yes" if found["yes"] else "no" if found["no"] else "other"


if __name__ == "__main__":
    typer.run(main)
