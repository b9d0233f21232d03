"""Hand-written stand-ins for the ports of the use cases; each records what it was asked."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from typing import Any, cast

from bot.answering.ask import Ask
from bot.answering.assistant import Assistant, Plan, Planner
from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import (
    Chunk,
    LanguageModel,
    LanguageModelError,
    Mode,
    PromptUsed,
    Task,
    Turn,
    Usage,
)
from bot.answering.summarize import Summarize
from bot.answering.table import ReadSections, TableWriter, read_no_sections
from bot.grounding.checker import Check
from bot.models.writer import ModelWriter
from retrieval.errors import PaperNotFound
from retrieval.paper import Paper
from retrieval.passage import Passage, WholeText
from retrieval.search.confidence import Signals
from retrieval.search.query import Filters, parse_query
from retrieval.search.results import Hit, SearchResult
from retrieval.search.search import SearchPapers
from retrieval.text.sentence_roles import Role

CATS = Paper("2401.00001", "On cats", "Cats sleep 16 hours a day. They hunt at dawn.")
DOGS = Paper("2401.00002", "On dogs", "Dogs sleep 12 hours a day. They bark.")
BIRDS = Paper("2401.00003", "On birds", "Birds sing.")

Script = str | LanguageModelError | Usage | PromptUsed


class FakeModel:
    """Writes the next of its `scripts` for each task: texts, usage, prompt, an error midway.

    The last script serves every task after it.
    """

    def __init__(
        self, *scripts: Sequence[Script], name: str = "test-model", mode: Mode = "model"
    ) -> None:
        self.name = name
        self.mode = mode
        self.tasks: list[Task] = []
        self._scripts = list(scripts)

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        self.tasks.append(task)
        for part in self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]:
            if isinstance(part, Usage):
                yield Chunk(usage=part)
            elif isinstance(part, PromptUsed):
                yield Chunk(prompt=part)
            elif isinstance(part, str):
                yield Chunk(part)
            else:
                raise part

    async def close(self) -> None:
        pass


def build_quoting_model(*texts: str) -> FakeModel:
    """Return a model that quotes."""
    return FakeModel(
        texts or ("Cats sleep 16 hours a day. [1]\n",), name="extractive", mode="extractive"
    )


class FakeSearch:
    """Finds the papers that it was made with, whatever is asked, as surely as it was told."""

    def __init__(
        self,
        *papers: Paper,
        sure: bool = True,
        scores: Sequence[float] = (),
        notes: tuple[str, ...] = (),
    ) -> None:
        scores = scores or [1.0 - 0.1 * i for i in range(len(papers))]
        self._hits = tuple(
            Hit(p, score=s, lexical=1.0, dense=0.5) for p, s in zip(papers, scores, strict=True)
        )
        self._sure = sure
        self._notes = notes
        self.asked: list[tuple[str, Filters, int]] = []
        self.read_limits: list[int] = []

    def __call__(
        self,
        raw: str,
        *,
        filters: Filters = Filters(),
        limit: int = 10,
        exclude_withdrawn: bool = False,
    ) -> SearchResult:
        self.asked.append((raw, filters, limit))
        signals = Signals(identified=self._sure)
        hits = [hit for hit in self._hits if not (exclude_withdrawn and hit.paper.withdrawn)]
        return SearchResult(parse_query(raw), tuple(hits[:limit]), signals, notes=self._notes)

    def read_sections(
        self, asked: Mapping[str, Collection[Role]], paper: Paper, times: int = 1
    ) -> Paper:
        return paper

    def read(
        self, question: str, paper: Paper, *, limit: int = 8, known: Collection[int] = ()
    ) -> Paper:
        self.read_limits.append(limit)
        return paper

    @property
    def as_search(self) -> SearchPapers:
        return cast(SearchPapers, self)


class FakePapers:
    """The papers of record, found by id or title, of which some are there `whole`."""

    def __init__(self, *papers: Paper, whole: Collection[Paper] = ()) -> None:
        self._papers = papers
        self._whole = {paper.paper_id for paper in whole}
        self.full_texts = self

    def list_passages(self, paper_id: str) -> Mapping[str, Passage]:
        return {}

    def describe(self, paper_id: str) -> WholeText | None:
        return WholeText() if paper_id in self._whole else None

    def find(self, reference: str) -> Paper:
        for paper in self._papers:
            if reference in (paper.paper_id, paper.title):
                return paper
        raise PaperNotFound(f"No paper in the library is “{reference}”.")


def build_ticking_clock(step: float = 0.5) -> Callable[[], float]:
    """Return a clock that goes on by `step` seconds each time it is read."""
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += step
        return now

    return clock


class PlainPlanner:
    """Plans every question as one for a fact."""

    async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
        return Plan(question, filters=filters)


def build_ask(
    search: SearchPapers,
    model: LanguageModel,
    quoting: LanguageModel,
    *,
    check: Check,
    planner: Planner | None = None,
    others: Sequence[LanguageModel] = (),
    **options: Any,
) -> Ask:
    """Return the use case over models that read what was found, with quotes as the fallback."""
    generate = AnswerGenerator(quoting, check)

    def assist(one: LanguageModel) -> Assistant:
        passages, most = (8, 0) if one is quoting else (24, 60)
        writer = ModelWriter(one, generate)
        return Assistant(planner or PlainPlanner(), writer, passages, lambda: most)

    assistants = {one.name: assist(one) for one in (model, *others)}
    return Ask(search, assistants, assist(quoting), **options)


def build_summarize(
    papers: FakePapers,
    model: LanguageModel,
    quoting: LanguageModel,
    check: Check,
    *,
    read_sections: ReadSections = read_no_sections,
    **options: Any,
) -> Summarize:
    """Return the use case over papers."""
    generate = AnswerGenerator(quoting, check)
    write_table = TableWriter(quoting, check, read_sections=read_sections)
    return Summarize(papers, model, quoting, generate, write_table, **options)
