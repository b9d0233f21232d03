"""The order of things in an answer: sentences, then the whole; refusals; quotes as a fallback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import pytest

from bot.answering import reading_time
from bot.answering.answer import Answer, DraftDiscarded, ReadingPapers
from bot.answering.ask import Ask
from bot.answering.assistant import Plan
from bot.answering.generate import AnswerGenerator
from bot.answering.language_model import (
    CANNOT_ANSWER,
    AnswerTask,
    Chunk,
    CorrectionTask,
    ModelUnavailable,
    PromptUsed,
    Statement,
    StreamCut,
    Task,
    Turn,
    Usage,
)
from bot.answering.options import AnswerOptions, Unsupported
from bot.answering.reading_time import ReadingTooSlow
from bot.grounding.checker import MIN_SUPPORTED_SCORE, ClaimChecker
from bot.grounding.citations import WrittenSentence
from bot.grounding.cross_encoder import Judgment
from bot.grounding.sentence import Excerpt, Sentence
from bot.models.translation import TranslatingPlanner
from bot.models.writer import ModelWriter
from retrieval.paper import Paper
from retrieval.passage import Passage, WholeText
from retrieval.search.query import Filters
from retrieval.search.results import SearchResult
from tests.fakes.answering import (
    BIRDS,
    CATS,
    DOGS,
    FakeModel,
    FakeSearch,
    PlainPlanner,
    build_ask,
    build_quoting_model,
)
from tests.fakes.sentence_check import FakeCheck

QUESTION = "How long do animals sleep?"
HONEST = ("Cats sleep 16 hours", " a day [1]. Dogs sleep", " 12 hours a day [2].", Usage(50, 20))


def ask(search: FakeSearch, model: FakeModel, **options: Any) -> Ask:
    """Return the use case over fakes."""
    quotes = options.pop("quotes", build_quoting_model())
    return build_ask(search.as_search, model, quotes, **{"check": FakeCheck(), **options})


async def read(stream: AsyncGenerator[Any, None]) -> list[Any]:
    """Return what is streamed, but for the state that is shown meanwhile."""
    return [piece async for piece in stream if not isinstance(piece, ReadingPapers)]


async def test_an_answer_keeps_only_the_passages_that_it_cites():
    """And what was read; the nearest papers of a refusal, none."""
    night, day = (
        Passage("text", f"Kittens sleep all {part}.", "2 Sleep", (), page, number)
        for number, (part, page) in enumerate([("night", "7"), ("day", "8")])
    )
    cats = replace(CATS, passages=(night, day), whole=WholeText("", 9))
    answer = await ask(FakeSearch(cats), FakeModel(("Kittens sleep all day [1].",)))(QUESTION)
    refused = await ask(FakeSearch(cats), FakeModel((CANNOT_ANSWER,)))(QUESTION)

    (citation,) = answer.citations
    assert [(span.text, span.page) for span in citation.evidence] == [(day.text, "8")]
    assert citation.paper == replace(cats, passages=(day,))
    assert [found.whole for found in answer.retrieved] == [True]
    assert [hit.paper for hit in refused.nearest] == [replace(cats, passages=())]
    assert refused.text == "Nothing in the library answers this."


async def test_sentences_come_first_and_the_whole_answer_last():
    """Each checked and with its citations."""
    asking = ask(FakeSearch(CATS, DOGS), FakeModel(HONEST))

    *sentences, answer = await read(asking.stream(QUESTION))

    assert sentences == [
        Sentence("Cats sleep 16 hours a day.", (1,)),
        Sentence("Dogs sleep 12 hours a day.", (2,)),
    ]
    assert isinstance(answer, Answer)
    assert answer.sentences == tuple(sentences)
    assert answer.text == "Cats sleep 16 hours a day. [1] Dogs sleep 12 hours a day. [2]"
    assert (answer.answered, answer.mode, answer.model) == (True, "model", "test-model")


async def test_withdrawn_papers_bear_no_answer():
    """They are neither excerpts nor the nearest papers of a refusal."""
    gone = replace(CATS, extra={"withdrawn": True})
    model = FakeModel(HONEST)

    await ask(FakeSearch(gone, DOGS), model)(QUESTION)
    refused = await ask(FakeSearch(gone, sure=False), FakeModel())(QUESTION)

    assert model.tasks[0].excerpts == (Excerpt(1, DOGS),)
    assert refused.nearest == ()


async def test_below_the_cutoff_no_model_is_called():
    """Nothing in the library comes near."""
    model, four = FakeModel(HONEST), [CATS, DOGS, BIRDS, Paper("t-4", "On fish", "Fish swim.")]

    pieces = await read(ask(FakeSearch(*four, sure=False), model).stream(QUESTION))

    (answer,) = pieces
    assert isinstance(answer, Answer)
    assert not answer.answered
    assert answer.nearest == ()
    assert (answer.mode, answer.model, answer.usage) == ("extractive", "", Usage())
    assert model.tasks == []


async def test_a_model_that_declines_makes_a_refusal():
    """The phrase is never shown, and what it cost is counted."""
    model = FakeModel((CANNOT_ANSWER, Usage(40, 6)))

    pieces = await read(ask(FakeSearch(CATS), model).stream(QUESTION))

    (answer,) = pieces
    assert isinstance(answer, Answer)
    assert not answer.answered
    assert [hit.paper for hit in answer.nearest] == [CATS]
    assert answer.usage == Usage(40, 6)


async def test_an_unsupported_sentence_is_not_shown():
    """It is kept with the reason, and is neither streamed nor in the text nor cited."""
    model = FakeModel(("Cats sleep 16 hours [1]. Cats hunt [1]. Dogs do the unsaid [2].",))

    *sentences, answer = await read(ask(FakeSearch(CATS, DOGS), model).stream(QUESTION))

    assert [s.text for s in sentences if isinstance(s, Sentence)] == [
        "Cats sleep 16 hours.",
        "Cats hunt.",
    ]
    assert isinstance(answer, Answer)
    assert answer.answered
    assert [(s.supported, s.reason) for s in answer.sentences] == [
        (True, ""),
        (True, ""),
        (False, "the cited abstract does not say it"),
    ]
    assert answer.text == "Cats sleep 16 hours. [1] Cats hunt. [1]"
    assert [c.number for c in answer.citations] == [1]
    assert answer.shown_sentences == answer.sentences[:2]


@pytest.mark.parametrize(
    ("operator", "server", "struck"),
    [("strike", None, True), ("drop", "strike", True), ("strike", "drop", False)],
)
async def test_an_unsupported_sentence_may_be_shown_struck(
    operator: Unsupported, server: Unsupported | None, struck: bool
):
    """As the operator has it, unless the server has settled otherwise; it is not cited."""
    model = FakeModel(("Cats sleep 16 hours [1]. Cats hunt [1]. Dogs do the unsaid [2].",))
    asking = ask(FakeSearch(CATS, DOGS), model, unsupported=operator)

    pieces = await read(asking.stream(QUESTION, options=AnswerOptions(unsupported=server)))

    answer = pieces[-1]
    assert isinstance(answer, Answer)
    assert len(answer.sentences) == 3
    assert len(answer.shown_sentences) == len(pieces) - 1 == (3 if struck else 2)
    assert [c.number for c in answer.citations] == [1]
    assert "unsaid" not in answer.text


async def test_a_rejected_sentence_is_asked_for_once_more():
    """With why, and the whole abstract; it takes the place where it stood."""
    strays = "Dogs do the unsaid in sleep [2]. Cats sleep 16 hours [1]."
    model = FakeModel((strays, Usage(50, 9)), ("1: Dogs sleep 12 hours [2].", Usage(30, 8)))

    pieces = await read(ask(FakeSearch(CATS, DOGS), model).stream(QUESTION))

    corrected, second, answer = pieces
    assert corrected == Sentence("Dogs sleep 12 hours.", (1,))
    assert second == Sentence("Cats sleep 16 hours.", (2,))
    assert isinstance(answer, Answer)
    assert answer.sentences == (corrected, second)
    assert [(d.sentence.text, d.fate) for d in answer.discarded] == [
        ("Dogs do the unsaid in sleep.", "replaced")
    ]
    assert (answer.mode, answer.notice, answer.usage) == ("model", "", Usage(80, 17))
    assert model.tasks[1] == CorrectionTask(
        QUESTION,
        (Statement("Dogs do the unsaid in sleep.", (2,), "the cited abstract does not say it"),),
        (Excerpt(2, DOGS),),
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Yes, cats sleep 16 hours [1].", "Cats sleep 16 hours."),
        ("Yes, cats() sleep 16 hours [1].", "cats() sleep 16 hours."),
        ("Yes, it’s 16 hours that cats sleep [1].", "It’s 16 hours that cats sleep."),
        ("Yes, mRNA of cats sleeps 16 hours [1].", "mRNA of cats sleeps 16 hours."),
        ("Cats hunt [1]. Yes, cats sleep 16 hours [1].", "Cats hunt. Cats sleep 16 hours."),
        ("Yes. Cats do the unsaid [1]. Cats hunt [1].", "Cats hunt."),
    ],
)
async def test_a_verdict_that_nobody_judges_is_left_out(written: str, said: str):
    """Its sentence is checked without it."""
    task = AnswerTask("Do cats sleep?", (Excerpt(1, CATS),), kind="yes_no")
    generate = AnswerGenerator(build_quoting_model(), FakeCheck())

    made = await generate(task, FakeModel((written,), ("Unsaid [1].",)))

    shown = [s for s in made.sentences if s.supported]
    assert " ".join(s.text for s in shown) == said
    assert {s.citations for s in shown} == {(1,)}


async def test_an_answer_of_which_nothing_stands_gives_way_to_quotes():
    """The model is not asked a third time; the notice says why."""
    model = FakeModel(("Cats fly 99 miles [1].", Usage(50, 9)))

    pieces = await read(ask(FakeSearch(CATS), model).stream(QUESTION))

    answer = pieces[-1]
    assert isinstance(answer, Answer)
    assert pieces[:-1] == [
        DraftDiscarded(),
        Sentence("Cats sleep 16 hours a day.", (1,)),
    ]
    assert (answer.answered, answer.mode, answer.usage) == (True, "extractive", Usage(100, 18))
    assert answer.notice == (
        "The abstracts did not support what the model wrote. These are quotes from the abstracts."
    )
    assert len(model.tasks) == 2


async def test_where_not_even_quotes_stand_there_is_no_answer():
    """It is a refusal, with the nearest papers."""
    asking = ask(
        FakeSearch(CATS), FakeModel(("Unsaid [1].",)), quotes=build_quoting_model("Unsaid. [1]")
    )

    answer = await asking(QUESTION)

    assert (answer.answered, answer.refusal_reason, answer.sentences) == (False, "declined", ())
    assert [hit.paper for hit in answer.nearest] == [CATS]


async def test_the_model_is_read_on_while_a_sentence_is_checked():
    """No check holds the stream up: the first waits until the model has written its last."""
    finished = threading.Event()

    class Patient(FakeCheck):
        def __call__(self, written: WrittenSentence, sources: Mapping[int, Paper]) -> Sentence:
            assert finished.wait(60)
            return super().__call__(written, sources)

    class Telling(FakeModel):
        async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
            async for chunk in super().write(task):
                yield chunk
            finished.set()

    asking = build_ask(
        FakeSearch(CATS, DOGS).as_search,
        Telling(HONEST),
        build_quoting_model(),
        check=Patient(),
    )

    assert len((await asking(QUESTION)).sentences) == 2


async def test_a_reader_who_leaves_ends_the_writing():
    """The model is not read on for nobody."""
    ended = asyncio.Event()

    class Endless(FakeModel):
        async def write(self, task: Task) -> AsyncGenerator[Chunk, None]:
            try:
                while True:
                    yield Chunk("Cats sleep [1]. ")
                    await asyncio.sleep(0)
            finally:
                ended.set()

    async with aclosing(ask(FakeSearch(CATS), Endless(())).stream(QUESTION)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Sentence):
                break

    assert ended.is_set()


async def test_a_model_that_fails_gives_way_to_quotes():
    """With a notice of what happened, not a word of what was cut, and less read of whole papers."""
    model = FakeModel(("Cats sleep 16 hours [1].\nDogs", StreamCut("The connection broke.")))
    search = FakeSearch(CATS)

    *sentences, answer = await read(ask(search, model).stream(QUESTION))

    assert search.read_limits == [24, 8]

    assert sentences == [
        Sentence("Cats sleep 16 hours.", (1,)),
        DraftDiscarded(),
        Sentence("Cats sleep 16 hours a day.", (1,)),
    ]
    assert isinstance(answer, Answer)
    assert answer.sentences == (Sentence("Cats sleep 16 hours a day.", (1,)),)
    assert (answer.mode, answer.model) == ("extractive", "extractive")
    assert answer.notice == "The connection broke. These are quotes from the abstracts."


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("動物の画像を分割するには？", "検索は英語で行われます。"),
        ("Wie lange schlafen die Katzen in der Nacht?", "Gesucht wird auf Englisch"),
        ("Combien de temps dorment les chats dans la nuit ?", "La recherche se fait en anglais"),
        ("¿Cuánto duermen los gatos por la noche?", "The library is searched in English"),
    ],
)
async def test_a_question_in_another_language_is_told_what_is_searched(question: str, told: str):
    """In its own language if there is a text, unless a model says the question in English."""
    model = FakeModel(("How long do cats sleep?", Usage(9, 1)), HONEST)
    search = FakeSearch(CATS)

    quoted = await ask(FakeSearch(CATS), build_quoting_model())(question)
    refused = await ask(FakeSearch(), build_quoting_model())(question)
    planner = TranslatingPlanner(PlainPlanner(), model)
    written = await ask(search, model, planner=planner)(question)

    assert told in quoted.notice
    assert refused.notice.startswith(told)
    assert told not in written.notice
    assert written.question == question
    assert "How long do cats sleep?" in [query for query, _, _ in search.asked]


class _SearchesForever(FakeSearch):
    """A search that does not come to an end."""

    def __init__(self) -> None:
        super().__init__(CATS)
        self.ended = threading.Event()

    def __call__(self, *_: object, **__: object) -> SearchResult:
        self.ended.wait()
        raise AssertionError("given up before")


async def test_a_question_that_takes_too_long_to_read_is_given_up(monkeypatch: pytest.MonkeyPatch):
    """The person who asked learns so, instead of seeing “thinking” without end."""
    monkeypatch.setattr(reading_time, "MAX_READING_SECONDS", 0.01)
    search = _SearchesForever()
    asking = ask(search, FakeModel(HONEST))

    try:
        with pytest.raises(ReadingTooSlow):
            await asking(QUESTION)
    finally:
        search.ended.set()


async def test_quotes_that_take_too_long_leave_a_refusal(monkeypatch: pytest.MonkeyPatch):
    """It says what became of the model's answer, where an error would say nothing of it."""
    model, quotes = FakeModel(("Cats are unsaid [1].",)), build_quoting_model()
    select = ModelWriter.select

    def select_slowly(self: ModelWriter, *args: Any) -> Any:
        if len(model.tasks) > 1:
            raise ReadingTooSlow("It took too long.")
        return select(self, *args)

    monkeypatch.setattr(ModelWriter, "select", select_slowly)
    answer = await ask(FakeSearch(CATS), model, quotes=quotes)(QUESTION)

    assert not answer.answered
    assert answer.fallback is not None
    assert answer.fallback.reason == "strayed"


NOTES = tuple(Passage("text", f"Cat {n} slept {n} hours.", "Notes", number=n) for n in range(99))
UNSTATED = "Wie lange die letzte Katze schlief, bleibt offen [1]."  # without words of the paper


class LongPaper(FakeSearch):
    """Reads as many passages of each of its papers as are asked for."""

    def __init__(self, passages: Sequence[Passage], *papers: Paper) -> None:
        super().__init__(*(papers or (CATS,)))
        self._passages = passages

    def read(
        self, question: str, paper: Paper, *, limit: int = 8, known: Collection[int] = ()
    ) -> Paper:
        self.read_limits.append(limit)
        read = sorted(self._passages, key=lambda one: one.number in known)[:limit]
        whole = WholeText(is_read=limit >= len(self._passages))
        return replace(paper, passages=tuple(read), whole=whole)


class OnePaper(PlainPlanner):
    """Plans every question as one about CATS."""

    async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
        return Plan(question, papers=(CATS,), filters=Filters(paper=CATS.paper_id))


@pytest.mark.parametrize("first", [CANNOT_ANSWER, UNSTATED])
async def test_more_of_a_paper_is_read_before_it_is_said_to_state_nothing(first: str):
    """Once, with all that was read; only the second answer is kept, and both are paid for."""
    search = LongPaper(NOTES)
    model = FakeModel((first, Usage(5, 1)), ("It slept all day [1].", Usage(9, 2)))
    asking = ask(search, model, planner=OnePaper(), language="German")
    answer = await asking("How long did the last cat sleep?")

    assert search.read_limits == [24, 84]
    assert [s.text for s in answer.sentences] == ["It slept all day."]
    assert answer.usage == Usage(14, 3)
    assert {each.fate for each in answer.discarded} == {
        "declining" if first is CANNOT_ANSWER else "replaced"
    }


@pytest.mark.parametrize(("first", "read"), [(UNSTATED, [24, 84]), (CANNOT_ANSWER, [54, 54])])
async def test_papers_that_were_only_found_are_read_on_too(first: str, read: list[int]):
    """Those that the first answer says are silent, or else all whose text was read."""
    search = LongPaper(NOTES, DOGS, CATS)
    model = FakeModel((first.replace("[1]", "[2]"),), ("It slept all day [2].",))
    asking = ask(search, model, language="German")
    answer = await asking("How long did the last cat sleep?")

    assert [s.text for s in answer.sentences] == ["It slept all day."]
    tasks = [task for task in model.tasks if isinstance(task, AnswerTask)]
    assert [[len(e.paper.passages) for e in task.excerpts] for task in tasks] == [[24, 24], read]


async def test_a_model_that_breaks_off_does_not_read_on():
    """It would break off again; quotes are read in its place."""
    search = LongPaper(NOTES)
    model = FakeModel((f"{UNSTATED}\nSie jagen [1].\n", ModelUnavailable("The server is down.")))
    asking = ask(search, model, planner=OnePaper(), language="German")
    answer = await asking("How long did the last cat sleep?")

    assert (answer.mode, search.read_limits, len(model.tasks)) == ("extractive", [24, 8], 1)


async def test_a_sentence_with_the_words_that_it_rests_on_is_the_answer():
    """No more is read, and it has its place; one without any has none."""
    search = LongPaper(NOTES)
    said = 'Cat 3 slept 3 hours [1: "Cat 3 slept 3 hours"].'
    for written, read in ((said, [24]), (f"{said} {UNSTATED}", [24, 83])):
        asking = ask(
            search,
            FakeModel((written,)),
            check=ClaimChecker(lambda *_: Judgment(1.0, 0.0, 0.0)),
            planner=OnePaper(),
            language="German",
        )
        search.read_limits.clear()
        answer = await asking("How long did the third cat sleep?")

        assert search.read_limits == read
        assert [[span.passage for span in s.evidence] for s in answer.sentences] == [
            [3],
            *([],) * (len(read) - 1),
        ]


async def test_further_passages_are_others_where_a_prompt_does_not_hold_all():
    """What it did not hold was not read, and what the first answer cites is read again."""
    asking = ask(
        LongPaper(NOTES),
        model := FakeModel(
            (PromptUsed("answer", "", {1: range(20)}), CANNOT_ANSWER),
            (PromptUsed("answer", "", {1: range(20, 70)}), CANNOT_ANSWER),
        ),
        planner=OnePaper(),
    )
    answer = await asking("How long did dogs sleep?")

    (further,) = model.tasks[1].excerpts
    read = [passage.number for passage in further.paper.passages]
    assert read == [*range(20, 99), 0]
    assert answer.missing is not None
    assert answer.missing.silent == "passages"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The passages read do not state how long dogs slept [1].", True),
        ("The passages read say nothing about the sleep of dogs [1].", True),
        ("How long dogs slept is not given in the paper [1].", True),
        ("Dogs sleep when cats do [1].", False),
        ("Dogs do not report any sleep [1].", False),
        ("Sleep gives no rest to dogs [1].", False),
        ("The paper reports no effect of sleep on dogs [1].", False),
        ("The paper does not mention dogs, as they never sleep [1].", False),
        ("The paper does not mention dogs and states how birds sleep [1].", False),
        ('The paper reports no sleep of dogs [1: "Cat 3 slept 3 hours"].', False),
    ],
)
async def test_that_a_paper_does_not_state_something_is_believed(said: str, shown: bool):
    """As an abstention is, since no words can support it; but nothing else beside it is."""
    asking = ask(
        LongPaper(NOTES),
        FakeModel((f'Cat 3 slept 3 hours [1: "Cat 3 slept 3 hours"]. {said}',)),
        check=ClaimChecker(lambda *_: Judgment(0.0, 0.0, 1.0)),
        planner=OnePaper(),
    )
    answer = await asking("How long did the third cat and the dogs sleep?")

    assert [s.supported for s in answer.sentences] == [True, shown]
    assert (answer.sentences[1].score >= MIN_SUPPORTED_SCORE) is shown


@pytest.mark.parametrize(
    ("said", "kept"),
    [(f'Cat 3 slept 3 hours [1: "Cat 3 slept 3 hours"]. {UNSTATED}', True), (UNSTATED, False)],
)
async def test_a_second_answer_that_says_less_replaces_none(said: str, kept: bool):
    """What the first says stays, with what it leaves open; the receipt has the second, too."""
    asking = ask(
        LongPaper(NOTES),
        FakeModel((said,), (CANNOT_ANSWER,)),
        check=ClaimChecker(lambda *_: Judgment(1.0, 0.0, 0.0)),
        planner=OnePaper(),
        language="German",
    )
    answer = await asking("How long did the third and the last cat sleep?")

    assert [s.text for s in answer.sentences[:1]] == ["Cat 3 slept 3 hours."] * kept
    assert "declining" in {each.fate for each in answer.discarded}


async def test_what_was_searched_does_not_name_the_paper_in_question():
    """Its title stands above the answer."""

    class Naming(OnePaper):
        async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
            return replace(await super().plan(question, filters, history), searched="On cats: how?")

    asking = ask(
        FakeSearch(CATS),
        FakeModel(("It sleeps [1].",)),
        planner=Naming(),
    )
    assert (await asking("How?")).searched == "How?"


@pytest.mark.parametrize(
    ("read", "said"), [(50, "Not stated in the paper"), (99, "Not found in the passages read")]
)
async def test_a_refusal_says_whether_all_of_the_paper_was_read(read: int, said: str):
    """A second reading that fails, too, changes nothing but what is paid."""
    for second in ((CANNOT_ANSWER,), (Usage(9, 2), StreamCut("It broke off."))):
        asking = ask(
            LongPaper(NOTES[:read]),
            FakeModel((CANNOT_ANSWER,), second),
            planner=OnePaper(),
        )
        answer = await asking("How long did dogs sleep?")
        assert answer.missing is not None
        assert answer.usage == (Usage() if second == (CANNOT_ANSWER,) else Usage(9, 2))
        assert answer.missing.text == (
            f"{said if second == (CANNOT_ANSWER,) else 'Not found in the passages read'}: "
            "How long did dogs sleep."
        )


async def test_a_refusal_names_the_one_paper_that_a_question_names():
    """Whether or not it was put to that paper."""

    class NamesCats(PlainPlanner):
        async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
            return Plan(question, papers=(CATS,))

    asking = ask(
        FakeSearch(DOGS, CATS),
        FakeModel((CANNOT_ANSWER,)),
        planner=NamesCats(),
    )
    answer = await asking("How long do the cats of this paper sleep?")

    assert answer.missing is not None
    assert answer.missing.closest == CATS
