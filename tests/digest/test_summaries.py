"""A verified sentence of each pick, and the headline, whatever the model does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable

import pytest

from bot.answering.language_model import (
    AnswerRefused,
    Chunk,
    CorrectionTask,
    LanguageModelError,
    Mode,
    ModelUnavailable,
    PromptTooLong,
    StreamCut,
    SummaryTask,
    Task,
    Usage,
)
from bot.digest.candidates import Terms
from bot.digest.summaries import SummarizePicks
from bot.grounding.sentence import Sentence
from bot.records.issues import Issue, Pick
from tests.digest.papers import DAY, NOW, paper
from tests.fakes.sentence_check import FakeCheck

PICKS = tuple(Pick(n, paper(n), 1.0) for n in range(1, 4))


class Scribe:
    """Writes for a task what `says` returns, or raises it."""

    def __init__(
        self,
        says: Callable[[Task], str | LanguageModelError],
        mode: Mode = "model",
        wait: asyncio.Event | None = None,
    ) -> None:
        self.name = "scribe" if mode == "model" else "extractive"
        self.mode = mode
        self.tasks: list[Task] = []
        self.at_once = self.most_at_once = 0
        self._says = says
        self._wait = wait

    async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
        self.tasks.append(task)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self._wait is not None:
                await self._wait.wait()
            await asyncio.sleep(0)
            said = self._says(task)
            if isinstance(said, LanguageModelError):
                raise said
            yield Chunk(said)
            yield Chunk(usage=Usage(10, 1))
        finally:
            self.at_once -= 1

    async def close(self) -> None:
        pass


def first_sentence(task: Task) -> str:
    """Quote the first sentence of the first abstract."""
    assert isinstance(task, SummaryTask)
    one = task.excerpts[0]
    if task.style == "finding":
        return f"{one.paper.abstract.split('. ')[0]}. [1]"
    return f"{one.paper.abstract.split('. ')[1]} [{one.number}]"


def quoting() -> Scribe:
    """Return what quotes."""
    return Scribe(first_sentence, "extractive")


async def write_up(
    model: Scribe,
    picks: tuple[Pick, ...] = PICKS,
    *,
    exclude: tuple[str, ...] = (),
    patience: float = 60,
    language: str = "German",
) -> Issue:
    """Have picks written up, in German unless told otherwise."""
    summarize = SummarizePicks(model, quoting(), FakeCheck(), Terms(exclude), language, patience)
    return await summarize(Issue("i1", "s1", DAY, NOW, 0, picks=picks))


async def test_each_pick_gets_a_sentence_that_cites_it():
    """By its number in the issue, with the evidence; the headline cites picks."""
    model = Scribe(first_sentence)

    made = await write_up(model)

    assert [p.sentence for p in made.picks] == [
        Sentence(f"We propose method{n}.", (n,)) for n in (1, 2, 3)
    ]
    assert [p.evidence[0].text for p in made.picks] == [f"We propose method{n}." for n in (1, 2, 3)]
    assert made.headline == (Sentence("It improves matter1 by 1 %.", (1,)),)
    assert (made.mode, made.model, made.notice) == ("model", "scribe", "")
    assert made.usage == Usage(40, 4)


@pytest.mark.parametrize(
    "error",
    [
        ModelUnavailable("The server is down."),
        AnswerRefused("The model declined."),
        PromptTooLong("It does not fit."),
        StreamCut("The text ended midway."),
    ],
)
async def test_a_model_that_fails_gives_way_to_quotes(error: LanguageModelError):
    """And the notice says why."""
    made = await write_up(Scribe(lambda task: error))

    assert [p.sentence for p in made.picks] == [
        Sentence(f"We propose method{n}.", (n,)) for n in (1, 2, 3)
    ]
    assert made.headline == (Sentence("It improves matter1 by 1 %.", (1,)),)
    assert (made.mode, made.model) == ("extractive", "extractive")
    assert made.notice == f"{error} These are quotes from the abstract."
    assert made.fallback_reason == error.fallback_reason


async def test_a_model_that_has_failed_twice_is_left_in_peace():
    """Those under way at the time aside: four, and one that begins between the two failures."""
    model = Scribe(lambda task: ModelUnavailable("Down."))

    made = await write_up(model, tuple(Pick(n, paper(n), 1.0) for n in range(1, 11)))

    assert len(model.tasks) in (4, 5)
    assert all(p.sentence for p in made.picks)


async def test_a_model_that_is_too_slow_gives_way_to_quotes():
    """After the patience for the whole issue, not for each sentence."""
    model = Scribe(first_sentence, wait=asyncio.Event())

    made = await write_up(model, tuple(Pick(n, paper(n), 1.0) for n in range(1, 11)), patience=0.05)

    assert all(p.sentence for p in made.picks)
    assert made.mode == "extractive"
    assert made.notice == "The model took too long. These are quotes from the abstracts."
    assert model.at_once == 0


@pytest.mark.parametrize(
    "said", ["It cures everything.", "It improves by 99 % [1].", "Ha [7].", ""]
)
async def test_nothing_unsupported_is_shown(said: str):
    """No citation, an unknown one, a figure that no abstract has, no text: quotes instead."""
    made = await write_up(Scribe(lambda task: said))

    assert [p.sentence and p.sentence.text for p in made.picks] == [
        f"We propose method{n}." for n in (1, 2, 3)
    ]
    assert [s.text for s in made.headline] == ["It improves matter1 by 1 %."]
    assert made.notice


async def test_a_headline_has_at_most_two_sentences():
    """And those that are not supported are left out of it."""
    text = "One is made [1]. Nobody knows. Two is made [2]. Three is made [3]."

    made = await write_up(
        Scribe(
            lambda task: (
                text
                if getattr(task, "style", "") == "headline"
                else ""
                if isinstance(task, CorrectionTask)
                else first_sentence(task)
            )
        )
    )

    assert [s.text for s in made.headline] == ["One is made.", "Two is made."]


async def test_a_model_does_not_say_what_is_excluded():
    """Neither in a pick's sentence nor in the headline."""
    made = await write_up(Scribe(lambda task: "Whales win [1]."), exclude=("whale",))

    assert [p.sentence for p in made.picks] == [None, None, None]
    assert made.headline == ()


async def test_a_paper_without_an_abstract_has_no_sentence():
    """And does not head the day."""
    bare = Pick(1, paper(1, abstract=" "), 1.0)

    made = await write_up(Scribe(lambda task: ""), (bare,))

    assert made.picks == (bare,)
    assert made.headline == ()
