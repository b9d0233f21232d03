"""Judge a model by the questions about abstracts that it was not fitted on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fit.grounding_model.asked import OF_CELLS, read_asked
from benchmarks.fit.grounding_model.data import Pair
from benchmarks.fit.grounding_model.evaluate import Scorer, figures
from benchmarks.fit.grounding_model.written import TITLE, Written
from bot.questions.topic import claim_fit

_VERDICTS = ("yes", "no", "not_stated")


def print_questions(data: Path, score: Scorer) -> None:
    """Print how often the best sentence answers, and how well the model tells what is not there."""
    abstracts = read_asked(data, held_out=True)
    first: list[bool] = []
    answered: list[tuple[float, bool]] = []
    fitting: list[tuple[float, bool]] = []
    cells: dict[str, list[bool]] = defaultdict(list)
    verdicts: Counter[tuple[str, str]] = Counter()
    for one in abstracts:
        for asked in one.row["asked"]:
            rated = _rate(one, asked["question"], score)[:, 0]
            first.append(int(rated.argmax()) in asked["answer"] or asked["answer"][0] == TITLE)
            answered.append((float(rated.max()), True))
        for asked in one.row["unanswered"]:
            answered.append((float(_rate(one, asked["question"], score)[:, 0].max()), False))
        for topic in (*one.row["fits"], *one.row["unfit"]):
            ((fits, *_),) = score([_pair(one.whole(), claim_fit(topic))])
            fitting.append((float(fits), topic in one.row["fits"]))
        for cell, places in one.row["cells"].items():
            if places:
                rated = _rate(one, OF_CELLS[cell][0], score)[:, 0]
                cells[cell].append(int(rated.argmax()) in places)
        for asked in one.row["yes_no"]:
            verdicts[asked["verdict"], _decide(one, asked["question"], score)] += 1
    print(f"{len(abstracts)} abstracts")
    print(f"best sentence answers {np.mean(first):.3f} of {len(first)}")
    print(f"answered against not: area {_area(answered):.3f}; fits: {_area(fitting):.3f}")
    for cell, right in cells.items():
        print(f"cell, {cell}: {np.mean(right):.2f} of {len(right)}")
    for verdict in ("yes", "no", "mixed", "not_stated"):
        said = ", ".join(f"{verdicts[verdict, told]} {told}" for told in _VERDICTS)
        print(f"verdict {verdict}: judged {said}")


def _decide(one: Written, question: str, score: Scorer) -> str:
    """Return the verdict by the two sentences that decide most."""
    rated = _rate(one, question, score)
    deciding = sorted(np.argsort(rated[:, 2])[:2].tolist())
    (judged,) = score([_pair(one.text(deciding), question)])
    return _VERDICTS[int(judged.argmax())]


def _rate(one: Written, question: str, score: Scorer) -> NDArray[np.float32]:
    return score([_pair(one.text([i]), question) for i in range(len(one.sentences))])


def _pair(premise: str, claim: str) -> Pair:
    return Pair(premise, claim, "not_stated", "")


def _area(rated: Sequence[tuple[float, bool]]) -> float:
    values, true = zip(*rated, strict=True)
    return figures(np.array(values, np.float32), np.array(true)).area
