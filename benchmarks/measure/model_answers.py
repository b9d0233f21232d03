"""Ask natural questions of Footnote with a served model, and of a plain baseline with the same one.

    python -m benchmarks.measure.model_answers OUT.json [--each 2] [--only product|baseline]
        [--llama-index PYTHON] [--questions FILE] [--library DIR]

The settings name the model's server; `python -m benchmarks.real_model FILE python -m …` serves the
local model meanwhile. The baseline puts the five nearest abstracts into one prompt and shows what
the model writes. Per question: the text, seconds to the first checked sentence (to the first word
of the baseline) and to the end, and the share of sentences that are quotes. Beside the clock, the
processor's seconds of this process and the local model's: what an idle machine would need at most.
With --llama-index, LlamaIndex is asked, too, with the same model and vectors, in the environment of
that Python (see llama_index_worker.py).

FILE has a JSON object a line, with `kind` and `question`; otherwise some of each kind are those of
`bot/evaluation/natural.jsonl`. They are asked of the starter library, or of the one in DIR.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from openai import AsyncOpenAI

from bot.answering.answer import Answer
from bot.application import Application
from bot.bootstrap.application import open_application
from bot.grounding.evidence_spans import find_verbatim
from bot.grounding.sentence import Sentence
from bot.settings import Settings
from bot.settings.loading import load_settings
from retrieval.library.library import Library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.sources import starter
from retrieval.sources.records import Record

_KINDS = (
    *("fact", "definition", "how", "why", "list", "overview", "comparison", "yes_no"),
    *("limitation", "detail"),
)
_SEED = 7
_BASELINE_PAPERS = 5
_BASELINE_TOKENS = 256
_WORKER = Path(__file__).with_name("llama_index_worker.py")
_BASELINE_PROMPT = "Answer the question from these abstracts. Cite them as [1], [2] and so on."


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds since the start, by the clock and of the processor."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s ({self.processor:.1f} s)"


class Stopwatch:
    """Measures the time from now on, with that of the processes that this one started."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), _count_processor_seconds()

    def read(self) -> Reading:
        """Return how long it is since the start."""
        return Reading(
            time.perf_counter() - self._wall, _count_processor_seconds() - self._processor
        )


def _count_processor_seconds() -> float:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    ticks = 0
    for process in ("self", *children):
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        ticks += sum(map(int, stat.rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Measured:
    """An answer, and when its first sentence was shown; None if there was none.

    `quoted` is the share of the sentences that an abstract has word for word, `rejected` what the
    model wrote and nobody was shown.
    """

    system: str
    kind: str
    question: str
    text: str
    mode: str
    first: Reading | None
    total: Reading
    quoted: float | None
    rejected: tuple[str, ...] = ()
    notice: str = ""
    prompt_tokens: int = 0
    written_tokens: int = 0
    library: str = "starter"


Ask = Callable[[str, str], Awaitable[Measured]]
"""Asks a question of a kind."""


def main() -> None:
    """Ask, and write what was measured after each answer."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--each", type=int, default=2, help="questions of each kind")
    parser.add_argument("--only", choices=("product", "baseline"))
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--llama-index", metavar="PYTHON", default="")
    options = parser.parse_args()
    names = [options.only] if options.only else ["product", "baseline"]
    questions = pick_questions(options.each)
    if options.questions is not None:
        lines = options.questions.read_text(encoding="utf-8").splitlines()
        questions = [(asked["kind"], asked["question"]) for asked in map(json.loads, lines)]
    with tempfile.TemporaryDirectory() as folder:
        data_dir = str(options.library or folder)
        settings = load_settings({**os.environ, "FOOTNOTE_DATA_DIR": data_dir}, None)
        with open_application(settings) as application:
            if options.library is None:
                records = [record for record in starter.read() if isinstance(record, Record)]
                application.writer.ingest(records, Provenance.OPERATOR)
            library = options.library.name if options.library else "starter"
            asks = {"product": _ask_product, "baseline": _ask_baseline}
            systems: dict[str, Ask] = {name: partial(asks[name], application) for name in names}
            if options.llama_index:
                systems["llama-index"] = LlamaIndex(application, options.llama_index).ask
            asyncio.run(measure(questions, systems, options.out, library))


def pick_questions(each: int) -> list[tuple[str, str]]:
    """Return some questions of each kind, with their kinds, the same each time."""
    text = files("bot.evaluation").joinpath("natural.jsonl").read_text(encoding="utf-8")
    questions = [json.loads(line) for line in text.splitlines()]
    picked = []
    for kind in _KINDS:
        of_kind = [asked["question"] for asked in questions if asked["kind"] == kind]
        chosen = random.Random(_SEED).sample(of_kind, min(each, len(of_kind)))
        picked += [(kind, question) for question in chosen]
    return picked


async def measure(
    questions: Sequence[tuple[str, str]], systems: Mapping[str, Ask], out: Path, library: str
) -> None:
    """Ask the systems each question, and write what was measured after each answer."""
    measured: list[Measured] = []
    for kind, question in questions:
        for ask in systems.values():
            measured.append(replace(await ask(kind, question), library=library))
            _show(measured[-1])
            _write(measured, out)
    for system in systems:
        of_system = [m for m in measured if m.system == system]
        firsts = [m.first for m in of_system if m.first is not None]
        print(f"{system}: first {_middle(firsts)}; all {_middle([m.total for m in of_system])}")


def _show(measured: Measured) -> None:
    print(f"\n[{measured.system}, {measured.kind}, {measured.first} / {measured.total}]")
    print(f"? {measured.question}\n{measured.text}")
    for text in measured.rejected:
        print(f"  - {text}")


def _write(measured: Sequence[Measured], out: Path) -> None:
    text = json.dumps([asdict(m) for m in measured], indent=1, ensure_ascii=False)
    out.write_text(f"{text}\n", encoding="utf-8")


def _middle(readings: Sequence[Reading]) -> str:
    """Return the medians and the most of some readings."""
    walls, processor = sorted(r.wall for r in readings), sorted(r.processor for r in readings)
    return ", ".join(
        f"{times[len(times) // 2]:.1f} s {of} (most {times[-1]:.1f})"
        for times, of in ((walls, "by the clock"), (processor, "of the processor"))
    )


async def _ask_product(application: Application, kind: str, question: str) -> Measured:
    watch, first, answer = Stopwatch(), None, None
    async for piece in application.ask.stream(question):
        if isinstance(piece, Sentence) and piece.supported and first is None:
            first = watch.read()
        if isinstance(piece, Answer):
            answer = piece
    assert answer is not None
    papers = {citation.number: citation.paper for citation in answer.citations}
    shown = answer.shown_sentences if answer.answered else ()
    quoted = [any(find_verbatim(s.text, papers[n]) for n in s.citations) for s in shown]
    discarded = (d.sentence.text for d in answer.discarded)
    dropped = (s.text for s in answer.sentences if not s.supported)
    return Measured(
        "product",
        kind,
        question,
        answer.text,
        answer.mode,
        first,
        watch.read(),
        sum(quoted) / len(quoted) if quoted else None,
        (*dropped, *discarded),
        answer.notice,
        answer.usage.prompt_tokens,
        answer.usage.completion_tokens,
    )


async def _ask_baseline(application: Application, kind: str, question: str) -> Measured:
    watch, first = Stopwatch(), None
    papers = await asyncio.to_thread(_find_nearest, application, question)
    abstracts = "\n\n".join(f"[{n}] {p.title}\n{p.abstract}" for n, p in enumerate(papers, 1))
    settings, text = application.settings, ""
    async with AsyncOpenAI(base_url=settings.openai_base_url, api_key="none-needed") as client:
        messages: list[Any] = [
            {"role": "system", "content": _BASELINE_PROMPT},
            {"role": "user", "content": f"{abstracts}\n\nQuestion: {question}"},
        ]
        stream = await client.chat.completions.create(
            model=settings.model, messages=messages, stream=True, max_tokens=_BASELINE_TOKENS
        )
        async for chunk in stream:
            if chunk.choices and chunk.choices[0].delta.content:
                text += chunk.choices[0].delta.content
                first = first or watch.read()
    return Measured("baseline", kind, question, text, "model", first, watch.read(), None)


class LlamaIndex:
    """LlamaIndex's query engine over the papers of a library, in a process of its own.

    `python` is the Python of an environment that has LlamaIndex.
    """

    def __init__(self, application: Application, python: str) -> None:
        self._embedder = application.library.embedder
        self._process = subprocess.Popen(  # the operator's own command
            [python, str(_WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._send(_describe_library(application.library, application.settings))

    async def ask(self, kind: str, question: str) -> Measured:
        """Return the answer as it is shown."""
        watch = Stopwatch()
        vector = self._embedder.embed_query(question).vector
        self._send({"question": question, "vector": vector.tolist()})
        assert self._process.stdout is not None
        line = await asyncio.to_thread(self._process.stdout.readline)
        answer, total = json.loads(line), watch.read()
        first = Reading(answer["first"], total.processor * answer["first"] / answer["total"])
        return Measured("llama-index", kind, question, answer["text"], "model", first, total, None)

    def _send(self, what: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{json.dumps(what)}\n")
        self._process.stdin.flush()


def _describe_library(library: Library, settings: Settings) -> dict[str, Any]:
    papers = [
        paper.for_reading()
        for paper in library.catalog.get_many(sorted(library.catalog.ids())).values()
    ]
    texts = [f"{paper.title}\n{paper.abstract}" for paper in papers]
    embedded = library.embedder.embed_documents(texts)
    return {
        "url": settings.openai_base_url,
        "model": settings.model,
        "papers": [
            {"text": text, "vector": one.vector.tolist()}
            for text, one in zip(texts, embedded, strict=True)
        ],
    }


def _find_nearest(application: Application, question: str) -> list[Paper]:
    """Return the papers whose vectors are nearest to the question's."""
    library = application.library
    vector = library.embedder.embed_query(question).vector
    found = library.vectors.search(vector, limit=_BASELINE_PAPERS)
    return [library.catalog.find(paper_id).for_reading() for paper_id in found]


if __name__ == "__main__":
    main()
