"""Fill in a table of what papers say on aspects: every cell is cited, or says nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.answer import DiscardedSentence
from bot.answering.language_model import (
    DETAIL,
    CompareTask,
    Fallback,
    LanguageModel,
    Usage,
    to_sources,
    write_whole,
)
from bot.answering.llm_judge import FindJudge, find_no_judge, judge
from bot.answering.locations import mark_unread, name_read
from bot.answering.output_filter import filter_sentence
from bot.answering.research_fields import ASPECT_QUESTIONS, ASPECT_ROLES
from bot.grounding.checker import Check
from bot.grounding.citations import SentenceStream, WrittenSentence
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import Role

_TIMES_FOR_MODELS = 2
_ENDS_SENTENCE = re.compile(r"[.!?…。！？।؟][\"'”’»)\]*_]{0,4}$")

ReadSections = Callable[[Mapping[str, Collection[Role]], Paper, int], Paper]
"""Returns a paper with what its sections of some roles say on each question; blocks.

The number says how many times as many passages are read as quotes need.
"""


def read_no_sections(asked: Mapping[str, Collection[Role]], paper: Paper, times: int) -> Paper:
    """Return a paper as it is: its abstract alone."""
    return paper


Place = tuple[str, int]
"""The aspect and the paper's number of a cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """The sentences of each cell that states something, and what wrote them.

    `papers` are by their numbers, with the passages that were chosen for them.
    """

    papers: Mapping[int, Paper]
    cells: Mapping[Place, Sequence[Sentence]]
    by: LanguageModel
    usage: Usage = Usage()
    fallback: Fallback | None = None


class TableWriter:
    """Fills in tables.

    `read_sections` gives the passages of whole papers, to a model twice as many as quotes need.
    The model that `find_judge` returns judges what the writing model wrote.
    """

    def __init__(
        self,
        quoting: LanguageModel,
        check: Check,
        *,
        find_judge: FindJudge = find_no_judge,
        read_sections: ReadSections = read_no_sections,
        is_small: Callable[[str], bool] = lambda name: False,
    ) -> None:
        self._quoting = quoting
        self._check = check
        self._read_sections = read_sections
        self._find_judge = find_judge
        self._is_small = is_small

    def choose(self, model: LanguageModel) -> LanguageModel:
        """Return who fills in a table in place of a model: quotes, for a small one."""
        return self._quoting if self._is_small(model.name) else model

    async def __call__(self, task: CompareTask, model: LanguageModel) -> Table:
        """Fill in a table in one call; quotes take the place of cells that are not supported."""
        task = await asyncio.to_thread(self.read, task, model)
        table = await self._fill(task, model)
        blank = [(row, e.number) for row in task.aspects for e in task.excerpts]
        gaps = tuple(dict.fromkeys(at[0] for at in blank if at not in table.cells))
        if not gaps or model.mode == "extractive":
            return table
        quoted = await self._fill(replace(task, aspects=gaps), self._quoting)
        by = self._quoting if table.fallback else model
        return replace(table, cells={**quoted.cells, **table.cells}, by=by)

    def read(self, task: CompareTask, model: LanguageModel) -> CompareTask:
        """Return a task with what whole papers say on its aspects and question; blocks."""
        times = _TIMES_FOR_MODELS if model.mode == "model" else 1
        asked: dict[str, Collection[Role]] = {task.question: ()} if task.question else {}
        for aspect in task.aspects:
            usual = aspect.strip().lower()
            question = task.question if aspect == DETAIL else ASPECT_QUESTIONS.get(usual, aspect)
            asked[question] = ASPECT_ROLES.get(usual, ())
        read = (replace(e, paper=self._read_sections(asked, e.paper, times)) for e in task.excerpts)
        return replace(task, excerpts=tuple(read))

    async def _fill(self, task: CompareTask, writer: LanguageModel) -> Table:
        """Let a model or quotes fill in the table; cells that are not supported are left out."""
        sources = to_sources(task.excerpts)
        blank = Table(sources, {}, writer)
        reply = await write_whole(writer, task)
        usage = reply.usage
        named = f"{name_read(sources.values())}{'s' if len(sources) > 1 else ''}"
        quoted = f"These are quotes from the {named}."
        if (error := reply.error) is not None:
            why = f"{error} {quoted}"
            return replace(blank, usage=usage, fallback=Fallback(error.fallback_reason, why))
        written = _parse_table(reply.text, task, of_quotes=writer.mode == "extractive")
        places, sentences = await asyncio.to_thread(self._check_cells, written, task)
        if writer.mode == "model" and (judging := self._find_judge(writer)) is not None:
            sentences, more = await judge(sentences, sources, judging)
            usage += more
        stated: dict[Place, list[Sentence]] = {at: [] for at, cell in written.items() if not cell}
        for at, sentence in zip(places, sentences, strict=True):
            if sentence.supported:
                stated.setdefault(at, []).append(sentence)
        if not stated and writer.mode == "model":
            why = f"The {named} did not support what the model wrote. {quoted}"
            return replace(blank, usage=usage, fallback=Fallback("strayed", why))
        given = reply.prompt.passages if reply.prompt else None
        read = (e if given is None else mark_unread(e, given) for e in task.excerpts)
        return replace(blank, papers=to_sources(read), cells=stated, usage=usage)

    def _check_cells(
        self, written: Mapping[Place, Sequence[WrittenSentence]], task: CompareTask
    ) -> tuple[list[Place], list[Sentence]]:
        """Return the sentences that are not withheld, checked against their paper, and places."""
        sources, places, checked = to_sources(task.excerpts), [], []
        for at, cell in written.items():
            for sentence in cell:
                shown = filter_sentence(sentence, task.excerpts, task.language)
                if not isinstance(shown, DiscardedSentence):
                    places.append(at)
                    checked.append(self._check(shown, {at[1]: sources[at[1]]}))
        return places, checked


def _parse_table(
    text: str, task: CompareTask, *, of_quotes: bool
) -> dict[Place, list[WrittenSentence]]:
    """Return the sentences that a reply has in each cell, none for null.

    Nothing if it is no JSON object, which may stand between other words. Fragments are left out.
    """
    try:
        found = json.loads(text[text.find("{") : text.rfind("}") + 1])
    except ValueError:
        return {}
    rows = {str(key).strip().casefold(): row for key, row in found.items()}
    cells: dict[Place, list[WrittenSentence]] = {}
    for aspect in task.aspects:
        row = rows.get(aspect.casefold())
        values = row if isinstance(row, dict) else {}
        for number in to_sources(task.excerpts):
            match values.get(str(number), ""):
                case None:
                    cells[aspect, number] = []
                case [*quotes] if of_quotes:
                    cells[aspect, number] = [
                        WrittenSentence(quote, (number,), is_quote=True) for quote in quotes
                    ]
                case str(said) if not of_quotes:
                    stream = SentenceStream(excerpt.paper.title for excerpt in task.excerpts)
                    written = (*stream.feed(" ".join(said.split())), *stream.end())
                    if whole := [w for w in written if _ENDS_SENTENCE.search(w.text)]:
                        cells[aspect, number] = [replace(w, numbers=(number,)) for w in whole]
    return cells
