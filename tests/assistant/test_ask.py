"""The order of things in an answer: sentences, then the whole; refusals; quotes as a fallback."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.assistant.answer import Answer, Sentence
from bot.assistant.ask import Ask
from bot.assistant.language_model import (
    AnswerTask,
    Excerpt,
    ModelUnavailable,
    RewriteTask,
    StreamCut,
    Turn,
    Usage,
)
from retrieval.filters import Filters
from retrieval.paper import Paper
from tests.assistant.fakes import BIRDS, CATS, DOGS, FakeModel, FakeSearch, quoting, ticking
from tests.fake_check import FakeCheck

SENTINEL = "The abstracts do not answer this."
QUESTION = "How long do animals sleep?"
HONEST = ("Cats sleep 16 hours", " a day [1]. Dogs sleep", " 12 hours a day [2].", Usage(50, 20))


def ask(search: FakeSearch, model: FakeModel, **options: Any) -> Ask:
    """Return the use case over fakes."""
    quotes = options.pop("quotes", quoting())
    return Ask(
        search.as_search, model, quotes, check=FakeCheck(), cannot_answer=SENTINEL, **options
    )


async def test_sentences_come_first_and_the_whole_answer_last():
    """Each checked and with its citations."""
    asking = ask(FakeSearch(CATS, DOGS), FakeModel(HONEST))

    *sentences, answer = [piece async for piece in asking.stream(QUESTION)]

    assert sentences == [
        Sentence("Cats sleep 16 hours a day.", (1,)),
        Sentence("Dogs sleep 12 hours a day.", (2,)),
    ]
    assert isinstance(answer, Answer)
    assert answer.sentences == tuple(sentences)
    assert answer.text == "Cats sleep 16 hours a day. [1] Dogs sleep 12 hours a day. [2]"
    assert (answer.answered, answer.mode, answer.model) == (True, "model", "test-model")


async def test_the_citations_have_their_evidence():
    """Only what is cited, by its number."""
    answer = await ask(FakeSearch(CATS, DOGS, BIRDS), FakeModel(HONEST))(QUESTION)

    assert [(c.number, c.paper, [e.text for e in c.evidence]) for c in answer.citations] == [
        (1, CATS, ["Cats sleep 16 hours a day."]),
        (2, DOGS, ["Dogs sleep 12 hours a day."]),
    ]
    assert answer.nearest == ()


async def test_the_model_gets_the_papers_numbered_best_first():
    """And the conversation, and the language."""
    model, search = FakeModel(HONEST), FakeSearch(CATS, DOGS)
    history = (Turn("Which animals are pets?", "Cats. [1]"),)

    await ask(search, model, language="Finnish")(QUESTION, history=history)

    excerpts = (Excerpt(1, CATS), Excerpt(2, DOGS))
    assert model.tasks == [AnswerTask(QUESTION, excerpts, history, "Finnish")]


async def test_papers_far_below_the_best_are_no_sources():
    """They would only invite mistakes."""
    model = FakeModel(HONEST)

    await ask(FakeSearch(CATS, DOGS, BIRDS, scores=[0.9, 0.5, 0.2]), model)(QUESTION)

    (task,) = model.tasks
    assert isinstance(task, AnswerTask)
    assert [e.paper for e in task.excerpts] == [CATS, DOGS]


async def test_withdrawn_papers_bear_no_answer():
    """They are neither excerpts nor the nearest papers of a refusal."""
    gone = replace(CATS, extra={"withdrawn": True})
    model = FakeModel(HONEST)

    await ask(FakeSearch(gone, DOGS), model)(QUESTION)
    refused = await ask(FakeSearch(gone, sure=False), FakeModel())(QUESTION)

    assert model.tasks[0].excerpts == (Excerpt(1, DOGS),)
    assert refused.nearest == ()


async def test_filters_reach_the_search():
    """As they were given."""
    search, filters = FakeSearch(CATS), Filters(year_from=2023)

    await ask(search, FakeModel(HONEST))(QUESTION, filters=filters)

    assert [(query, given) for query, given, _ in search.asked] == [(QUESTION, filters)]


async def test_below_the_cutoff_no_model_is_called():
    """A refusal names the nearest three."""
    model, four = FakeModel(HONEST), [CATS, DOGS, BIRDS, Paper("t-4", "On fish", "Fish swim.")]

    pieces = [p async for p in ask(FakeSearch(*four, sure=False), model).stream(QUESTION)]

    (answer,) = pieces
    assert isinstance(answer, Answer)
    assert not answer.answered
    assert [hit.paper for hit in answer.nearest] == [CATS, DOGS, BIRDS]
    assert (answer.mode, answer.model, answer.usage) == ("extractive", "", Usage())
    assert model.tasks == []


async def test_an_empty_library_refuses_with_nothing_near():
    """Nothing to say, nothing to name."""
    answer = await ask(FakeSearch(), FakeModel(HONEST))(QUESTION)

    assert (answer.answered, answer.nearest) == (False, ())


async def test_a_model_that_declines_makes_a_refusal():
    """The sentinel is never shown; what it cost is told."""
    model = FakeModel((SENTINEL, Usage(40, 6)))

    pieces = [p async for p in ask(FakeSearch(CATS), model).stream(QUESTION)]

    (answer,) = pieces
    assert isinstance(answer, Answer)
    assert not answer.answered
    assert [hit.paper for hit in answer.nearest] == [CATS]
    assert answer.usage == Usage(40, 6)


async def test_sentences_that_nothing_supports_make_no_answer():
    """Marked as they come, and then refused."""
    model = FakeModel(("Cats fly 99 miles [1]. Dogs fly [9].",))

    *sentences, answer = [p async for p in ask(FakeSearch(CATS), model).stream(QUESTION)]

    assert [s.supported for s in sentences if isinstance(s, Sentence)] == [False, False]
    assert isinstance(answer, Answer)
    assert not answer.answered


async def test_an_unsupported_sentence_beside_a_good_one_is_marked():
    """It stays, with the reason."""
    model = FakeModel(("Cats sleep 16 hours [1]. They sleep 99 hours [1].",))

    answer = await ask(FakeSearch(CATS), model)(QUESTION)

    assert answer.answered
    assert [(s.supported, s.reason) for s in answer.sentences] == [
        (True, ""),
        (False, "the cited abstract does not have the figure 99"),
    ]


async def test_a_model_that_fails_gives_way_to_quotes():
    """With a notice of what happened, and not a word of what was cut."""
    model = FakeModel(("Cats sleep 16 hours [1]. Dogs", StreamCut("The connection broke.")))

    *sentences, answer = [p async for p in ask(FakeSearch(CATS), model).stream(QUESTION)]

    assert [s.text for s in sentences if isinstance(s, Sentence)] == [
        "Cats sleep 16 hours.",
        "Cats sleep 16 hours a day.",
    ]
    assert isinstance(answer, Answer)
    assert answer.sentences == (Sentence("Cats sleep 16 hours a day.", (1,)),)
    assert (answer.mode, answer.model) == ("extractive", "extractive")
    assert answer.notice == "The connection broke. These are quotes from the abstracts."


async def test_the_usage_of_a_failed_try_is_counted():
    """It was paid for."""
    model = FakeModel((Usage(50, 3), "Cats", ModelUnavailable("Down.")))

    answer = await ask(FakeSearch(CATS), model)(QUESTION)

    assert answer.usage == Usage(50, 3)


async def test_a_follow_up_is_searched_as_rewritten_and_shown_as_asked():
    """Both calls are counted."""
    model = FakeModel(("How long do cats sleep?", Usage(9, 1)), HONEST)
    search, history = FakeSearch(CATS, DOGS), (Turn("What do cats do?", "They sleep. [1]"),)

    answer = await ask(search, model)("How long do they sleep?", history=history)

    assert [query for query, _, _ in search.asked] == ["How long do cats sleep?"]
    assert isinstance(model.tasks[0], RewriteTask)
    assert answer.question == "How long do they sleep?"
    assert answer.usage == Usage(59, 21)


async def test_what_the_search_notes_is_passed_on():
    """Such as a phrase that no paper has."""
    answer = await ask(FakeSearch(CATS, notes=("Searched without the quotes.",)), quoting())("q?")

    assert answer.notice == "Searched without the quotes."


async def test_the_stages_are_timed():
    """In milliseconds: read at the start, after the search and at the end."""
    answer = await ask(FakeSearch(CATS), FakeModel(HONEST), clock=ticking(0.5))(QUESTION)

    assert (answer.took.search, answer.took.model, answer.took.total) == (500, 500, 1000)
