"""Measure what Footnote itself spends on a question, with a language model that takes no time.

Run: OPENBLAS_NUM_THREADS=1 python -m benchmarks.measure.own_time FOLDER [--questions N]
FOLDER is a data folder with papers. For each kind of question, prints the median and the largest
processor time in milliseconds until the model is first called, until it is asked for the answer,
and until the answer is there, all of it of this process alone. As in `footnote`, BLAS has one
thread; others would wait busily. The model plans as it is told, and answers with the first sentence
of the first abstract.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections import defaultdict
from collections.abc import AsyncGenerator
from pathlib import Path

import typer

from bot.answering.language_model import AnswerTask, Chunk, Mode, PlanTask, Task
from bot.answering.options import AnswerOptions
from bot.application import Application
from bot.bootstrap.application import open_application
from bot.settings import Settings
from retrieval.search.query import Filters
from retrieval.text.sentences import split_sentences

KINDS = ("fact", "definition", "explanation", "yes_no", "list", "overview", "limitation")
MODEL = "instant"


class Instant:
    """A `LanguageModel` that replies at once, and notes when it was called."""

    name = MODEL
    mode: Mode = "model"

    def __init__(self) -> None:
        self.kind = ""
        self.called: dict[str, float] = {}

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        """Yield a plan, an answer that is a quote, or nothing."""
        now = time.process_time()
        self.called.setdefault("first call", now)
        match task:
            case PlanTask():
                plan = {"kind": self.kind, "question": task.question, "topic": task.question}
                yield Chunk(json.dumps(plan))
            case AnswerTask():
                self.called.setdefault("asked for the answer", now)
                paper = task.excerpts[0].paper
                yield Chunk(f"{split_sentences(paper.abstract)[0].text} [1]")
            case _:
                yield Chunk("")

    async def close(self) -> None:
        """Do nothing."""


def main(folder: Path, questions: int = 12) -> None:
    """Measure, and print a line for each kind and stage."""
    model = Instant()
    settings = Settings(
        data_dir=folder,
        openai_base_url="http://127.0.0.1:9/v1",
        model=MODEL,
        receipt_days=0,
    )

    with open_application(settings, wrap_model=lambda _: model) as application:
        asyncio.run(_measure(application, model, questions))


async def _measure(application: Application, model: Instant, count: int) -> None:
    titles = [paper.title for paper in application.catalog.page(Filters(), limit=count + 1)]
    for kind in KINDS:
        spent: dict[str, list[float]] = defaultdict(list)
        for n, title in enumerate(titles):
            model.kind, model.called = kind, {}
            began = time.process_time()
            await application.ask(f"What about {title}?", options=AnswerOptions(model=MODEL))
            model.called["done"] = time.process_time()
            for stage, at in model.called.items():
                if n:  # the first loads what is needed
                    spent[stage].append(1e3 * (at - began))
        for stage, times in spent.items():
            print(f"{kind:12} {stage:22} {statistics.median(times):6.0f} {max(times):6.0f} ms")


if __name__ == "__main__":
    typer.run(main)
