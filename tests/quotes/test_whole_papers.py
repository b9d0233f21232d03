"""Answer from whole papers, of which an answer may stand anywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answering.answer import Answer
from bot.answering.ask import Ask
from bot.answering.language_model import AnswerTask, Turn
from retrieval.library.library import Library
from retrieval.passage import Passage
from retrieval.search.query import Filters
from tests.fakes.answering import FakeModel
from tests.quotes.library import BEES, NOW, WASPS, build_ask, open_small_library

BEFORE = Turn("What is BeeNet?", "It counts bees in video. [1]", (BEES.paper_id,))
OF_BEES = Filters(paper=BEES.paper_id)
HIVES = (
    "Table 2: Errors of the counts at each hive.\nHive | Bees a day | Mean error\n"
    "Orchard | 5,210 | 3.1\nMeadow | 7,450 | 4.8\nRooftop | 2,980 | 2.2"
)
TEXT = (
    Passage("text", "Beekeepers count by hand. This takes them hours each day.", "1 Introduction"),
    Passage(
        "text",
        "We train BeeNet with Adam at a learning rate of 0.004. Each batch of BeeNet has 24 "
        "frames.",
        "3 Experiments › 3.1 Training",
    ),
    Passage(
        "text",
        "The memory of the camera is tiny. Therefore, BeeNet is trained with a small batch.",
        "3 Experiments › 3.1 Training",
    ),
    Passage("table", HIVES, "4 Results"),
    Passage(
        "text",
        "The camera failed twice in rain. It was then replaced by one with a housing of glass.",
        "5 Discussion",
    ),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Open a library of four papers, of which one is there whole."""
    with open_small_library(tmp_path_factory.mktemp("library")) as library:
        read = [Passage(p.kind, p.text, p.section, number=n) for n, p in enumerate(TEXT)]
        library.catalog.full_texts.add(BEES.paper_id, read, NOW, source="pmc")
        library.indexing.drain()
        yield library


@pytest.fixture(scope="module")
def ask(library: Library) -> Ask:
    """Answer in quotes."""
    return build_ask(library)


def sections(answer: Answer) -> set[str]:
    """Return the sections that the evidence stands in."""
    return {span.section for one in answer.sentences for span in one.evidence}


@pytest.mark.parametrize(
    ("question", "filters", "history"),
    [
        ("What learning rate does BeeNet use?", Filters(), []),
        ("Which learning rate is used?", OF_BEES, []),
        ("Which learning rate do they use?", Filters(), [BEFORE]),
    ],
)
async def test_a_detail_that_no_abstract_has_is_found(
    ask: Ask, question: str, filters: Filters, history: list[Turn]
):
    """Of a paper that is named, asked for, or in question already."""
    answer = await ask(question, filters=filters, history=history)

    assert answer.text == "We train BeeNet with Adam at a learning rate of 0.004. [1]"
    assert sections(answer) == {"3 Experiments › 3.1 Training"}
    assert answer.paper_ids == (BEES.paper_id,)


@pytest.mark.parametrize("question", ["What do wasps sound like?", "list the datasets"])
async def test_a_question_to_one_paper_is_answered_from_it_or_not_at_all(ask: Ask, question: str):
    """Whatever other papers say; the refusal says that this one does not state it."""
    answer = await ask(question, filters=OF_BEES)

    assert answer.paper_ids == (BEES.paper_id,)
    assert answer.answered or answer.missing is not None


async def test_a_refusal_to_one_paper_repeats_a_question_in_another_language(ask: Ask):
    """No words of it are translated."""
    answer = await ask("Was kostet ein Bienenstock?", filters=OF_BEES)

    assert answer.text.startswith("Not stated in the paper: Was kostet ein Bienenstock.")


async def test_filters_leave_no_way_around_them(ask: Ask):
    """By passages neither."""
    answer = await ask("Which learning rate is used?", filters=Filters(year_from=2024))

    assert set(answer.paper_ids) <= {WASPS.paper_id}


async def test_a_figure_of_a_table_is_quoted_with_its_head(ask: Ask):
    """The row that fits, below the caption; the evidence is the row."""
    answer = await ask("What is the mean error of BeeNet at the meadow hive?")

    assert answer.sentences[0].text == (
        "Table 2: Errors of the counts at each hive. … Hive | Bees a day | Mean error … "
        "Meadow | 7,450 | 4.8"
    )
    assert [span.text for span in answer.sentences[0].evidence] == ["Meadow | 7,450 | 4.8"]


async def test_a_reason_is_quoted_with_what_follows_from_it(ask: Ask):
    """The sentence before says why."""
    answer = await ask("Why does BeeNet have a small batch?", filters=OF_BEES)

    assert [one.text for one in answer.sentences] == [
        "The memory of the camera is tiny.",
        "Therefore, BeeNet is trained with a small batch.",
    ]


async def test_a_quote_that_points_back_comes_with_what_it_points_to(ask: Ask):
    """Of its own passage."""
    answer = await ask("What was the camera of BeeNet replaced by?")

    assert {one.text for one in answer.sentences} == {
        "The camera failed twice in rain.",
        "It was then replaced by one with a housing of glass.",
    }
    assert sections(answer) == {"5 Discussion"}


async def test_two_sentences_answer_a_question_for_two_things(ask: Ask):
    """The best, and the one that has the rest."""
    answer = await ask("What learning rate and how many frames in each batch does BeeNet have?")

    assert {one.text for one in answer.sentences} == {
        "We train BeeNet with Adam at a learning rate of 0.004.",
        "Each batch of BeeNet has 24 frames.",
    }


async def test_what_answers_another_language_comes_near_at_most(ask: Ask):
    """Nothing tells whether it answers."""
    answer = await ask("Quelle est la learning rate de BeeNet ?", filters=OF_BEES)

    assert answer.lead is not None
    assert answer.lead.key == "nearest"


def test_a_quoted_phrase_restricts_what_is_read_of_a_paper(library: Library):
    """To the passages that have it, if any has."""
    question = "How does BeeNet learn, and what of “housing of glass”?"
    read = library.search.read(question, BEES)
    other = library.search.read("How does BeeNet learn “by a housing of steel”?", BEES, limit=1)

    assert [one.section for one in read.passages] == ["5 Discussion"]
    assert [one.section for one in other.passages] == ["3 Experiments › 3.1 Training"]


async def test_what_a_whole_paper_does_not_state_is_refused(ask: Ask):
    """Though it has much on the subject."""
    answer = await ask("Which dropout rate does BeeNet use?")

    assert not answer.answered
    assert answer.text.startswith("Not stated in the paper: which dropout rate.")


async def test_a_small_model_reads_the_passage_that_is_quoted(library: Library):
    """With the abstract, and its sentence rests on that passage."""
    model = FakeModel(("BeeNet is trained at a learning rate of 0.004 [1].",), name="tiny-1b")

    answer = await build_ask(library, model)("What learning rate does BeeNet use?")

    assert answer.text == "BeeNet is trained at a learning rate of 0.004. [1]"
    assert sections(answer) == {"3 Experiments › 3.1 Training"}
    (task,) = model.tasks
    assert isinstance(task, AnswerTask)
    assert [one.section for one in task.excerpts[0].paper.passages] == [
        "3 Experiments › 3.1 Training"
    ]


async def test_lists_show_what_abstracts_say(ask: Ask):
    """A paper is on what it is about, not on all that it mentions."""
    answer = await ask("which papers are about bees?")

    assert sections(answer) == {""}
