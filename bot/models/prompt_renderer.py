"""Render a task as the two messages for a chat model, within its context window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.answering.language_model import (
    NOT_STATED,
    SUMMARY_STYLES,
    AnswerTask,
    AspectsTask,
    CellTask,
    FindingTask,
    HeadlineTask,
    JudgeTask,
    PromptTooLong,
    RewriteTask,
    SummaryTask,
    Task,
    Turn,
)
from bot.grounding.sentence import Excerpt
from bot.models.answer_forms import describe_form, limit_sentences
from bot.prompt_injection.sanitize import sanitize_paper
from prompts.fencing import neutralize
from prompts.packing import Packed, Split, pack
from prompts.templates import CANNOT_ANSWER, Rendered, Template, load_template
from prompts.tokens import TokenCounter

# Vocabularies other than tiktoken's need up to a tenth more tokens for English prose.
_TOKEN_MARGIN = 0.1
# What a chat template adds to two messages.
_ENVELOPE_TOKENS = 32
_ONE_SENTENCE = "one short sentence that says what the authors did or found"

Select = Callable[[AnswerTask, int], tuple[Excerpt, ...]]
"""Reduces the excerpts of a question to what matters, within some tokens; blocks."""


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

    `marker` gives a fresh, unguessable word for each fence; `split` finds sentences; `select`
    reduces excerpts that are too long for the time there is.
    """

    def __init__(
        self,
        *,
        counter: TokenCounter,
        marker: Callable[[], str],
        split: Split,
        window: int,
        answer_tokens: int,
        select: Select | None = None,
    ) -> None:
        self._counter = counter
        self._marker = marker
        self._split = split
        self._window = window
        self._answer_tokens = min(answer_tokens, window // 2)
        self._select = select
        self._templates = {
            name: load_template(name)
            for name in (
                "answer",
                "summarize",
                "compare_cell",
                "compare_paper",
                "rewrite",
                "headline",
                "judge",
            )
        }

    def render(self, task: Task, excerpt_tokens: int | None = None) -> Prompt:
        """Render any task; raise `PromptTooLong` if it cannot fit.

        A task about one paper numbers it 1. The excerpts of a question are reduced if they have
        more than `excerpt_tokens`.
        """
        match task:
            case AnswerTask():
                prompt = self._fit(
                    "answer",
                    self._reduce(task, excerpt_tokens),
                    task.history,
                    question=task.question,
                    form=describe_form(task),
                    language=task.language,
                    cannot_answer=CANNOT_ANSWER,
                )
                return replace(prompt, max_sentences=limit_sentences(task))
            case SummaryTask():
                style = SUMMARY_STYLES[task.style]
                return self._fit(
                    "summarize", _as_first(task.excerpt), style=style, language=task.language
                )
            case CellTask():
                return self._fit(
                    "compare_cell",
                    _as_first(task.excerpt),
                    aspect=task.aspect,
                    language=task.language,
                    not_stated=NOT_STATED,
                )
            case AspectsTask():
                prompt = self._fit(
                    "compare_paper",
                    _as_first(task.excerpt),
                    aspects=", ".join(task.aspects),
                    language=task.language,
                )
                return replace(prompt, schema=_build_schema(task.aspects))
            case RewriteTask():
                return self._fit("rewrite", (), task.history, question=task.question)
            case FindingTask():
                return self._fit(
                    "summarize",
                    _as_first(task.excerpt),
                    style=_ONE_SENTENCE,
                    language=task.language,
                )
            case HeadlineTask():
                return self._fit("headline", task.excerpts, language=task.language)
            case JudgeTask():
                lines = [
                    f"{n}. {statement.text} (abstract {', '.join(map(str, statement.numbers))})"
                    for n, statement in enumerate(task.statements, 1)
                ]
                return self._fit("judge", task.excerpts, statements=lines)

    def _reduce(self, task: AnswerTask, max_tokens: int | None) -> tuple[Excerpt, ...]:
        if self._select is None or max_tokens is None or task.quotes:
            return task.excerpts
        papers = (f"{e.paper.title}\n{e.paper.abstract}" for e in task.excerpts)
        if sum(map(self._counter.count, papers)) <= max_tokens:
            return task.excerpts
        return self._select(task, max_tokens)

    def _fit(
        self,
        name: str,
        excerpts: Sequence[Excerpt],
        turns: Sequence[Turn] = (),
        **values: str | Sequence[str],
    ) -> Prompt:
        template, marker = self._templates[name], self._marker()
        given = {key: _neutralize_lines(value, marker) for key, value in values.items()}
        bare = self._fill(template, Packed(), given, marker)
        room = int(self._window * (1 - _TOKEN_MARGIN)) - self._answer_tokens
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
        return Prompt(rendered, self._count(rendered), self._answer_tokens, marker)

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


def _build_schema(keys: Sequence[str]) -> dict[str, Any]:
    """Return the schema of an object that has a text or null for each key."""
    value = {"type": ["string", "null"]}
    return {
        "type": "object",
        "properties": dict.fromkeys(keys, value),
        "required": list(keys),
        "additionalProperties": False,
    }


def _as_first(excerpt: Excerpt) -> tuple[Excerpt]:
    return (Excerpt(1, excerpt.paper),)
