"""Count the verdicts that are shown above answers to yes-or-no questions, and the wrong ones.

Run: python -m benchmarks.measure.verdicts DATA [--work DIR] [--questions N]
Asks, without a language model, whether each of SciFact's claims is true, and the titles of its
abstracts that are yes-or-no questions, of the library of its 5,183 abstracts. What the terminal
shows is read: a verdict is a yes, a no or a word like them at the beginning of a line. One that the
label does not give is wrong; where an abstract gives no answer, any is. At most N questions are
asked; exits with 1 if more than 1 % of them get a wrong verdict.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.libraries import open_collection, read_papers
from bot.answering.answer import Answer
from bot.bootstrap.application import open_application
from bot.cli.answer_output import print_answer
from bot.settings import Settings

COLLECTION = "scifact"
MAX_WRONG = 0.01
LABELS = {"SUPPORT": "yes", "CONTRADICT": "no", "NOINFO": "none"}
TITLES = {
    "yes": "3446400 4036038 11181416 12087063 17163294 25293616 25886725 32743723 38793927",
    "no": "12030735 18062308 24916604 35714909",
    "none": "456304 1068106 2159648 11335781 11441172 13883546 17625068 25104843 25612629 25742205 "
    "28249680 37641175 42373943 46346525 49432306 147107523",
}
"""Abstracts whose title asks yes or no, by what their conclusion says; `none`: neither plainly."""

_VERDICT = re.compile(
    r"^\W*(?:(?P<yes>yes|correct|true|right|indeed)|(?P<no>no|false|wrong|incorrect)"
    r"|in part|partly|perhaps|probably|(?:the abstracts? )?(?:do|does|may) not say)"
    r"[*_”\"]*(?:\s*[.,;:!—–]|$)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A yes-or-no question, and what its abstract says: yes, no or none."""

    text: str
    right: str


def main() -> None:
    """Ask, count and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/answers"))
    parser.add_argument("--questions", type=int, default=450)
    given = parser.parse_args()
    with open_collection(given.data, COLLECTION, given.work):
        pass
    asked = [*read_titles(given.data), *read_claims(given.data)][: given.questions]
    counts = Counter[str]()
    with open_application(Settings(data_dir=given.work / COLLECTION)) as application:
        for done, question in enumerate(asked, 1):
            answer = asyncio.run(application.ask(question.text))
            shown = render(answer)
            counts["answered"] += answer.answered
            counts["kind yes_no"] += answer.kind == "yes_no"
            verdict = find_verdict(shown)
            counts["verdicts"] += verdict is not None
            if verdict not in {None, question.right}:
                counts["wrong"] += 1
                print(f"wrong ({question.right}): {question.text}\n{shown[:300]}\n", flush=True)
            print(f"{done} of {len(asked)}", end="\r", file=sys.stderr, flush=True)
    print(f"{len(asked)} questions: {dict(Counter(one.right for one in asked))}")
    print({name: counts[name] for name in ("kind yes_no", "answered", "verdicts", "wrong")})
    sys.exit(counts["wrong"] > MAX_WRONG * len(asked))


def read_claims(data: Path) -> Iterator[Question]:
    """Yield a question for each claim, those that an abstract decides first."""
    lines = (data / "verification/scifact_claims.jsonl").read_text(encoding="utf-8").splitlines()
    right: dict[str, set[str]] = {}
    for row in map(json.loads, lines):
        right.setdefault(row["claim"], set()).add(LABELS[row["label"]])
    decided = {claim: found - {"none"} for claim, found in right.items()}
    for claim, found in sorted(decided.items(), key=lambda one: len(one[1]) != 1):
        is_word = claim[1:2] == " " or claim[1:2].islower()
        start = claim[:1].lower() + claim[1:] if is_word else claim
        text = f"Is it true that {start.rstrip('.')}?"
        yield Question(text, found.pop() if len(found) == 1 else "none")


def read_titles(data: Path) -> Iterator[Question]:
    """Yield the titles that ask yes or no."""
    papers = read_papers(data / "collections" / COLLECTION / "corpus.jsonl.gz")
    titles = {paper.paper_id.rpartition(":")[2]: paper.title for paper in papers}
    for right, ids in TITLES.items():
        for paper_id in ids.split():
            yield Question(titles[paper_id], right)


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
    main()
