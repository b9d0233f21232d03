"""Render a task as the two messages for a chat model, within its context window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate
from typing import Any

from bot.answering.language_model import (
    CANNOT_ANSWER,
    AnswerTask,
    CompareTask,
    CorrectionTask,
    JudgeTask,
    PlanTask,
    PromptTooLong,
    PromptUsed,
    RewriteTask,
    SummaryTask,
    Task,
    TextTask,
    Turn,
)
from bot.answering.locations import mark_unread, name_read, name_silent
from bot.grounding.judge import RULINGS_SCHEMA
from bot.grounding.sentence import Excerpt
from bot.json_schema import build_object_schema
from bot.models.answer_forms import describe_form, limit_sentences
from bot.models.plan_reply import PLAN_SCHEMA
from bot.prompt_injection.sanitize import sanitize_paper
from bot.questions.kinds import LISTING_KINDS
from prompts.fencing import neutralize
from prompts.packing import pack
from prompts.templates import Rendered, load_template, speak_of_papers
from prompts.tokens import CountTokens
from retrieval.paper import Paper

# Vocabularies other than tiktoken's need up to a tenth more tokens for English prose.
_TOKEN_MARGIN = 0.1
# What a chat template adds to two messages.
_ENVELOPE_TOKENS = 32
_TIMES_FOR_LISTS = 2  # the usual length: a line a paper, with what it rests on
_PASSAGES = (
    " Below its abstract may stand passages of the paper, each under its place: they count as the "
    "abstract does, and are cited by the same number."
)
_SOME_PASSAGES = " Of {numbers}, only some passages are given"
_NOT_IN_THEM = ": of what none of them says, write that the passages read do not state it"
_CELL_TOKENS = 80  # of a table: two sentences
_SOURCES = (
    ", each ending with its source in the form [1: “words of paper 1”] (the words that show what "
    "the sentence says, copied exactly),"
)
_SOURCES_TOKENS = 60  # of a cell: the words of its sources


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages of one request, the tokens they take, and those left for the answer.

    `schema` is the JSON schema of the reply, if it is to be JSON. After `max_sentences` the reply
    is long enough, and is read no further. `passages` are the numbers of those in it, by the
    numbers of their excerpts.
    """

    rendered: Rendered
    tokens: int
    answer_tokens: int
    schema: Mapping[str, Any] | None = None
    max_sentences: int | None = None
    passages: Mapping[int, Sequence[int]] = field(default_factory=dict)

    @property
    def used(self) -> PromptUsed:
        """What an answer keeps of it."""
        return PromptUsed(self.rendered.template, self.rendered.sha256, self.passages)

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages in the form of the chat completions API."""
        return [
            {"role": "system", "content": self.rendered.system},
            {"role": "user", "content": self.rendered.user},
        ]


class PromptRenderer:
    """Render tasks for a model whose window holds `window` tokens, prompt and answer together.

    `marker` gives a fresh, unguessable word for each fence. A `small` model is asked for less.
    """

    def __init__(
        self,
        *,
        count: CountTokens,
        marker: Callable[[], str],
        window: int,
        answer_tokens: int,
        small: bool = False,
    ) -> None:
        self._count = count
        self._marker = marker
        self._window = window
        self._answer_tokens = answer_tokens
        self._small = small

    def render(self, task: Task, excerpt_tokens: int | None = None) -> Prompt:
        """Render any task; raise `PromptTooLong` if it cannot fit.

        Of a question's excerpts, the first are in that have `excerpt_tokens` together, and at least
        one.
        """
        match task:
            case AnswerTask() | SummaryTask():
                return self._render_text(task, excerpt_tokens)
            case CompareTask():
                numbers = [str(excerpt.number) for excerpt in task.excerpts]
                cells = len(task.aspects) * len(numbers)
                whole = name_read(excerpt.paper for excerpt in task.excerpts) == "paper"
                cell_tokens = _CELL_TOKENS + _SOURCES_TOKENS * whole
                row = build_object_schema({key: {"type": ["string", "null"]} for key in numbers})
                answer_tokens = max(self._answer_tokens, cell_tokens * cells)
                return self._fit(
                    "compare",
                    task.excerpts,
                    answer_tokens=answer_tokens,
                    schema=build_object_schema(dict.fromkeys(task.aspects, row)),
                    aspects=", ".join(f"“{aspect}”" for aspect in task.aspects),
                    numbers=", ".join(f"“{number}”" for number in numbers),
                    sources=_SOURCES if whole else "",
                    language=task.language,
                )
            case RewriteTask():
                return self._fit("rewrite", question=task.question)
            case PlanTask():
                return self._fit(
                    "plan",
                    turns=task.history,
                    schema=PLAN_SCHEMA,
                    question=task.question,
                    today=task.today.isoformat(),
                    papers=[_list_title(n, paper) for n, paper in enumerate(task.papers, 1)],
                )
            case JudgeTask():
                return self._fit(
                    "judge",
                    task.excerpts,
                    schema=RULINGS_SCHEMA,
                    question=task.question or "none",
                    statements=_number_statements(task),
                )
            case CorrectionTask():
                return self._fit(
                    "correct",
                    task.excerpts,
                    question=task.question or "What does this paper say?",
                    statements=_number_statements(task),
                    language=task.language,
                )

    def _render_text(self, task: TextTask, excerpt_tokens: int | None) -> Prompt:
        excerpts, answer_tokens = task.excerpts, self._answer_tokens
        turns: Sequence[Turn] = ()
        for_passages: int | None = None
        if isinstance(task, AnswerTask):
            turns = task.history
            if excerpt_tokens is not None:
                texts = (f"{excerpt.paper.title}\n{excerpt.paper.abstract}" for excerpt in excerpts)
                totals = list(accumulate(map(self._count, texts)))
                most = max(sum(total <= excerpt_tokens for total in totals), 1)
                excerpts = excerpts[:most]
                for_passages = max(excerpt_tokens - max(totals[:most], default=0), 0)
            if task.kind in LISTING_KINDS and not self._small:
                answer_tokens *= _TIMES_FOR_LISTS
        question, form = describe_form(task, brief=self._small)
        if name_read(excerpt.paper for excerpt in excerpts) == "paper":
            form = speak_of_papers(form)
        prompt = self._fit(
            "brief" if self._small else "answer",
            excerpts,
            turns,
            answer_tokens=answer_tokens,
            for_passages=for_passages,
            question=question,
            form=form,
            language=task.language,
            cannot_answer=CANNOT_ANSWER,
        )
        return replace(prompt, max_sentences=limit_sentences(task) if self._small else None)

    def _fit(
        self,
        name: str,
        excerpts: Sequence[Excerpt] = (),
        turns: Sequence[Turn] = (),
        *,
        answer_tokens: int | None = None,
        for_passages: int | None = None,
        schema: Mapping[str, Any] | None = None,
        **values: str | Sequence[str],
    ) -> Prompt:
        """Fill in a template with the excerpts and turns that fit."""
        template, marker = load_template(name), self._marker()
        if name_read(excerpt.paper for excerpt in excerpts) == "paper":
            template = template.speak_of_papers()
        given = {key: _neutralize_lines(value, marker) for key, value in values.items()}
        given["marker"] = marker
        whole = [excerpt.number for excerpt in excerpts if excerpt.paper.passages]
        describe = partial(_describe_passages, writes=name != "judge")
        longest = describe(whole, whole)
        bare = template.render(**given, passages=longest, excerpts="", conversation="")
        answer_tokens = min(answer_tokens or self._answer_tokens, self._window // 2)
        room = int(self._window * (1 - _TOKEN_MARGIN)) - answer_tokens - self._measure(bare)
        packed = pack(
            [(excerpt.number, sanitize_paper(excerpt.paper)) for excerpt in excerpts],
            [(turn.question, turn.answer) for turn in turns],
            room,
            self._count,
            marker,
            for_passages,
        )
        if room < 0 or (excerpts and not packed.passages):
            raise PromptTooLong(
                f"The text for the model does not fit into its window of {self._window:,} tokens. "
                "Ask a shorter question, or set a larger context window."
            )
        read = {e.number: name_silent(mark_unread(e, packed.passages).paper) for e in excerpts}
        whole = [number for number in whole if number in packed.passages]
        rendered = template.render(
            **given,
            passages=describe(whole, [n for n in whole if read[n] != "paper"]),
            excerpts=packed.excerpts,
            conversation=packed.conversation,
        )
        tokens = self._measure(rendered)
        return Prompt(rendered, tokens, answer_tokens, schema, passages=packed.passages)

    def _measure(self, rendered: Rendered) -> int:
        return _ENVELOPE_TOKENS + self._count(rendered.system) + self._count(rendered.user)


def _describe_passages(whole: Sequence[int], partly: Sequence[int], *, writes: bool) -> str:
    """Return what a prompt says of the passages of papers, and of which it has them only `partly`.

    A model that `writes` is asked to say of what is not in these that they do not state it.
    """
    if not partly:
        return _PASSAGES if whole else ""
    some = _SOME_PASSAGES.format(numbers=", ".join(map(str, partly)))
    return f"{_PASSAGES}{some}{_NOT_IN_THEM if writes else ''}."


def _neutralize_lines(value: str | Sequence[str], marker: str) -> str:
    """Return a neutralized text on one line; several, on a line each."""
    texts = [value] if isinstance(value, str) else value
    return "\n".join(neutralize(text, marker) for text in texts)


def _list_title(number: int, paper: Paper) -> str:
    """Return the line of a paper of the conversation: number, year and title."""
    year = f" ({paper.published.year})" if paper.published else ""
    return f"#{number}{year} {sanitize_paper(paper).title}"


def _number_statements(task: JudgeTask | CorrectionTask) -> list[str]:
    """Return a line for each statement: number, text, and the abstracts and reason beside it."""
    lines, read = [], name_read(excerpt.paper for excerpt in task.excerpts)
    for number, statement in enumerate(task.statements, 1):
        cited = ", ".join(map(str, statement.numbers)) or "-"
        why = f"; {statement.reason}" if statement.reason else ""
        lines.append(f"{number}. {statement.text} ({read} {cited}{why})")
    return lines
