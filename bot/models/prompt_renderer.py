"""Render a task as the two messages for a chat model, within its context window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from bot.answering.language_model import (
    AnswerTask,
    CellTask,
    CompareTask,
    CorrectionTask,
    FindingTask,
    HeadlineTask,
    JudgeTask,
    PlanTask,
    PromptTooLong,
    RewriteTask,
    Statement,
    SummaryTask,
    Task,
    Turn,
)
from bot.grounding.judge import RULINGS_SCHEMA
from bot.grounding.sentence import Excerpt
from bot.models.answer_forms import describe_form, limit_sentences
from bot.models.plan_reply import PLAN_SCHEMA
from bot.prompt_injection.sanitize import sanitize_paper
from bot.questions.kind import LISTING_KINDS
from prompts.fencing import neutralize
from prompts.packing import Packed, Split, pack
from prompts.templates import CANNOT_ANSWER, Rendered, Template, load_template
from prompts.tokens import TokenCounter
from retrieval.paper import Paper

# Vocabularies other than tiktoken's need up to a tenth more tokens for English prose.
_TOKEN_MARGIN = 0.1
# What a chat template adds to two messages.
_ENVELOPE_TOKENS = 32
_TEMPLATES = ("answer", "brief", "compare", "correct", "judge", "plan", "rewrite")
_TIMES_FOR_LISTS = 2  # the usual length: a line a paper, with what it rests on
_CELL_TOKENS = 80  # of a table: two sentences


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages of one request, the tokens they take, and those left for the answer.

    `marker` is the mark of its fences, `schema` the JSON schema of the reply, if it is to be JSON.
    After `max_sentences` the reply is long enough, and is read no further.
    """

    rendered: Rendered
    tokens: int
    answer_tokens: int
    marker: str = ""
    schema: Mapping[str, Any] | None = None
    max_sentences: int | None = None

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages in the form of the chat completions API."""
        return [
            {"role": "system", "content": self.rendered.system},
            {"role": "user", "content": self.rendered.user},
        ]


class PromptRenderer:
    """Render tasks for a model whose window holds `window` tokens, prompt and answer together.

    `marker` gives a fresh, unguessable word for each fence; `split` finds sentences. A `small`
    model is asked for less.
    """

    def __init__(
        self,
        *,
        counter: TokenCounter,
        marker: Callable[[], str],
        split: Split,
        window: int,
        answer_tokens: int,
        small: bool = False,
    ) -> None:
        self._counter = counter
        self._marker = marker
        self._split = split
        self._window = window
        self._answer_tokens = answer_tokens
        self._small = small
        self._templates = {name: load_template(name) for name in _TEMPLATES}

    def render(self, task: Task, excerpt_tokens: int | None = None) -> Prompt:
        """Render any task; raise `PromptTooLong` if it cannot fit.

        A task about one paper numbers it 1. Of a question's excerpts, the first are in that have
        `excerpt_tokens` together, and at least one.
        """
        match task:
            case AnswerTask():
                long = task.kind in LISTING_KINDS and not self._small
                prompt = self._fit_answer(
                    task,
                    self._select_first(task.excerpts, excerpt_tokens),
                    task.history,
                    answer_tokens=self._answer_tokens * (_TIMES_FOR_LISTS if long else 1),
                )
                return replace(prompt, max_sentences=limit_sentences(task) if self._small else None)
            case SummaryTask() | FindingTask():
                return self._fit_answer(task, (Excerpt(1, task.excerpt.paper),))
            case HeadlineTask():
                return self._fit_answer(task, task.excerpts)
            case CompareTask():
                numbers = [str(excerpt.number) for excerpt in task.excerpts]
                cells = len(task.aspects) * len(numbers)
                prompt = self._fit(
                    "compare",
                    task.excerpts,
                    answer_tokens=max(self._answer_tokens, _CELL_TOKENS * cells),
                    question=f"A reader asks - {task.question}" if task.question else "",
                    aspects=", ".join(f"“{aspect}”" for aspect in task.aspects),
                    numbers=", ".join(f"“{number}”" for number in numbers),
                    language=task.language,
                )
                return replace(prompt, schema=_build_schema(task.aspects, numbers))
            case RewriteTask():
                return self._fit("rewrite", (), task.history, question=task.question)
            case PlanTask():
                prompt = self._fit(
                    "plan",
                    (),
                    task.history,
                    question=task.question,
                    today=task.today.isoformat(),
                    papers=[_list_title(n, paper) for n, paper in enumerate(task.papers, 1)],
                )
                return replace(prompt, schema=PLAN_SCHEMA)
            case JudgeTask():
                lines = [_format_statement(n, s) for n, s in enumerate(task.statements, 1)]
                asked = task.question or "none"
                prompt = self._fit("judge", task.excerpts, question=asked, statements=lines)
                return replace(prompt, schema=RULINGS_SCHEMA)
            case CorrectionTask():
                lines = [_format_statement(n, s) for n, s in enumerate(task.statements, 1)]
                return self._fit(
                    "correct",
                    task.excerpts,
                    question=task.question or "What does this paper say?",
                    statements=lines,
                    language=task.language,
                )
            case CellTask():
                raise TypeError("A model fills in all cells at once; single ones are quoted.")

    def _select_first(self, excerpts: Sequence[Excerpt], most: int | None) -> Sequence[Excerpt]:
        if most is None:
            return excerpts
        texts = (f"{excerpt.paper.title}\n{excerpt.paper.abstract}" for excerpt in excerpts)
        totals = accumulate(map(self._counter.count, texts))
        fitting = sum(total <= most for total in totals)
        return excerpts[: max(fitting, 1)]

    def _fit_answer(
        self,
        task: AnswerTask | SummaryTask | FindingTask | HeadlineTask,
        excerpts: Sequence[Excerpt],
        turns: Sequence[Turn] = (),
        *,
        answer_tokens: int | None = None,
    ) -> Prompt:
        question, form = describe_form(task, brief=self._small)
        return self._fit(
            "brief" if self._small else "answer",
            excerpts,
            turns,
            answer_tokens=answer_tokens,
            question=question,
            form=form,
            language=task.language,
            cannot_answer=CANNOT_ANSWER,
        )

    def _fit(
        self,
        name: str,
        excerpts: Sequence[Excerpt],
        turns: Sequence[Turn] = (),
        *,
        answer_tokens: int | None = None,
        **values: str | Sequence[str],
    ) -> Prompt:
        """Fill in a template with the excerpts and turns that fit."""
        template, marker = self._templates[name], self._marker()
        given = {key: _neutralize_lines(value, marker) for key, value in values.items()}
        bare = self._fill(template, Packed(), given, marker)
        answer_tokens = min(answer_tokens or self._answer_tokens, self._window // 2)
        room = int(self._window * (1 - _TOKEN_MARGIN)) - answer_tokens
        reserve = self._count(bare)
        packed = pack(
            [(excerpt.number, sanitize_paper(excerpt.paper)) for excerpt in excerpts],
            room,
            self._counter,
            marker=marker,
            split=self._split,
            turns=[(turn.question, turn.answer) for turn in turns],
            reserve=reserve,
        )
        if reserve > room or (excerpts and not packed.numbers):
            raise PromptTooLong(
                f"The text for the model does not fit into its window of {self._window:,} tokens. "
                "Ask a shorter question, or set a larger context window."
            )
        rendered = self._fill(template, packed, given, marker)
        return Prompt(rendered, self._count(rendered), answer_tokens, marker)

    def _fill(
        self, template: Template, packed: Packed, given: dict[str, str], marker: str
    ) -> Rendered:
        offered = {
            **given,
            "excerpts": packed.excerpts,
            "conversation": packed.conversation,
            "marker": marker,
        }
        return template.render(**{name: offered[name] for name in template.variables})

    def _count(self, rendered: Rendered) -> int:
        return _ENVELOPE_TOKENS + sum(map(self._counter.count, (rendered.system, rendered.user)))


def _neutralize_lines(value: str | Sequence[str], marker: str) -> str:
    """Return a neutralized text on one line; several, on a line each."""
    texts = [value] if isinstance(value, str) else value
    return "\n".join(neutralize(text, marker) for text in texts)


def _list_title(number: int, paper: Paper) -> str:
    """Return the line of a paper of the conversation: number, year and title."""
    year = f" ({paper.published.year})" if paper.published else ""
    return f"#{number}{year} {sanitize_paper(paper).title}"


def _format_statement(number: int, statement: Statement) -> str:
    cited = ", ".join(map(str, statement.numbers))
    why = f"; {statement.reason}" if statement.reason else ""
    return f"{number}. {statement.text} (abstract {cited or '-'}{why})"


def _build_schema(aspects: Sequence[str], numbers: Sequence[str]) -> dict[str, Any]:
    """Return the schema of an object that has a text or null for each aspect of each number."""
    row = _build_object({number: {"type": ["string", "null"]} for number in numbers})
    return _build_object(dict.fromkeys(aspects, row))


def _build_object(properties: Mapping[str, object]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
