"""What each kind of question is answered with, over a real library of a few papers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from rich.console import Console

from bot.answering.answer import Answer
from bot.answering.ask import Ask
from bot.answering.language_model import NOT_STATED, Turn
from bot.cli.answer_output import format_sentence, print_answer
from bot.cli.terminal import format_title
from retrieval.library.library import Library
from retrieval.paper import Paper
from tests.fakes.answering import FakeModel
from tests.quotes.library import BEES, FLOODS, TEXTS, WASPS, build_ask, open_small_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Open a library of four papers."""
    with open_small_library(tmp_path_factory.mktemp("library")) as library:
        yield library


@pytest.fixture(scope="module")
def ask(library: Library) -> Ask:
    """Answer in quotes."""
    return build_ask(library)


def cited(answer: Answer) -> set[str]:
    """Return the ids of the papers that an answer names."""
    return set(answer.cited_ids)


async def test_a_list_names_the_papers_that_fit_and_counts_them(ask: Ask):
    """Each with a sentence of its own, and no other paper."""
    answer = await ask("which papers are about bees?")

    assert answer.kind == "list"
    assert answer.lead is not None
    assert (answer.lead.key, answer.lead.count) == ("papers", 2)
    assert cited(answer) == {BEES.paper_id, WASPS.paper_id}
    assert [s.citations for s in answer.sentences] == [(1,), (2,)]


async def test_a_small_model_says_a_fact_in_its_words(library: Library):
    """The abstract's sentence is the evidence."""
    model = FakeModel(("BeeNet reaches an accuracy of 93.5% on three hives [1].",), name="tiny-1b")

    answer = await build_ask(library, model)("what accuracy does BeeNet reach?")

    assert answer.text == "BeeNet reaches an accuracy of 93.5% on three hives. [1]"
    assert (answer.mode, answer.notice) == ("model", "")
    (citation,) = answer.citations
    assert [span.text for span in citation.evidence] == [
        "Experiments on three hives show that BeeNet reaches an accuracy of 93.5% without extra "
        "sensors."
    ]


async def test_a_false_fact_gives_way_to_the_quote(library: Library):
    """And a word is said of it."""
    model = FakeModel(("WaspNet reaches an accuracy of 93.5% [1].",), name="tiny-1b")

    answer = await build_ask(library, model)("what accuracy does WaspNet reach?")

    assert answer.text.startswith("WaspNet reaches an accuracy of 88%")
    assert answer.notice.endswith("These are quotes from the abstracts.")


async def test_a_list_of_nothing_says_so(ask: Ask):
    """It names none, and lists as nearest what comes near: nothing here."""
    answer = await ask("any papers on blockchain?")

    assert not answer.answered
    assert answer.lead is not None
    assert answer.lead.key == "no-papers"
    assert not cited(answer)
    assert not answer.nearest


async def test_a_list_leaves_out_what_is_not_wanted(ask: Ask):
    """Papers that are about it."""
    answer = await ask("which papers are about bees, but not wasps?")

    assert cited(answer) == {BEES.paper_id}


async def test_a_summary_is_of_the_paper_that_is_named(ask: Ask):
    """By the name in its title, by what it is on, or by the question before."""
    by_name = await ask("tl;dr of BeeNet")
    by_topic = await ask("what is the paper on court rulings about?")
    before = Turn("What is WaspNet?", "A recurrent network. [1]", (WASPS.paper_id,))
    by_history = await ask("summarize it please", history=[before])

    summaries = (by_name, by_topic, by_history)
    assert [answer.kind for answer in summaries] == ["summary"] * 3
    assert [cited(answer) for answer in summaries] == [
        {BEES.paper_id},
        {TEXTS.paper_id},
        {WASPS.paper_id},
    ]


async def test_a_comparison_sets_each_aspect_side_by_side(ask: Ask):
    """Under its heading, each paper's own sentence."""
    answer = await ask("BeeNet vs WaspNet")

    assert answer.kind == "comparison"
    assert cited(answer) == {BEES.paper_id, WASPS.paper_id}
    assert "Results" in [heading.text for heading in answer.headings]
    assert answer.lead is None
    texts = " ".join(sentence.text for sentence in answer.sentences)
    assert "convolutional network" in texts
    assert "recurrent network" in texts


@pytest.mark.parametrize(
    ("question", "decisive"),
    [
        ("does BeeNet need extra sensors?", "without extra sensors"),
        ("is BeeNet for counting bees?", "BeeNet"),
        ("does WaspNet track wasps?", "wasps"),
    ],
)
async def test_the_sentence_that_decides_is_the_answer(ask: Ask, question: str, decisive: str):
    """Without a language model no yes or no stands before it, even if a title says so."""
    answer = await ask(question)

    assert answer.kind == "yes_no"
    assert answer.lead is None
    assert answer.text.startswith(answer.sentences[0].text)
    assert decisive in answer.sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "does BeeNet need extra sensors?",
        "is WaspNet better than BeeNet?",
        "BeeNet vs WaspNet",
        "do both BeeNet and WaspNet count bees?",
        "which papers are about insects?",
        "overview of papers on insects",
        "how accurate is WaspNet?",
        "what are the limitations of BeeNet?",
        "what is BeeNet?",
    ],
)
async def test_all_that_is_said_of_papers_has_a_footnote(ask: Ask, question: str):
    """What the terminal shows is headings, titles and cited quotes, below a line on the search."""
    answer = await ask(question)
    written = io.StringIO()

    print_answer(Console(file=written, width=10_000, color_system=None), answer)

    texts = {WASPS.abstract, BEES.abstract, FLOODS.abstract, TEXTS.abstract, NOT_STATED}
    assert answer.sentences
    assert answer.lead is None or answer.lead.key in {"nearest", "papers", "best-papers"}
    assert all(
        s.citations and any(s.text[1:-1] in text for text in texts) for s in answer.sentences
    )
    known = [format_sentence(sentence).plain for sentence in answer.sentences]
    known += [format_title(citation.paper).plain for citation in answer.citations]
    known += [heading.text for heading in answer.headings]
    known += [answer.lead.text] if answer.lead else []
    body, *_ = re.split(r"^\[1\] ", written.getvalue(), flags=re.MULTILINE)
    left = " ".join(body.split())
    for text in sorted(known, key=len, reverse=True):
        left = left.replace(text, "")
    assert left.strip(" •") == ""


async def test_a_limitation_is_the_authors_own_or_none(ask: Ask):
    """An abstract without any is not retold."""
    stated = await ask("what are the limitations of BeeNet?")
    none = await ask("limitations of WaspNet?")

    assert "needs lighting at night" in stated.text
    assert none.answered
    assert none.lead is not None
    assert none.lead.key == "no-limitation"
    assert not none.sentences
    assert cited(none) == {WASPS.paper_id}


@pytest.mark.parametrize(
    ("question", "key", "said"),
    [
        ("who wrote BeeNet?", "authors", "Ada Lovelace, Grace Hopper"),
        ("when was the WaspNet paper published?", "published", "2024-05-06"),
        ("link to BeeNet?", "link", "https://arxiv.org/abs/2301.00001"),
        ("which conference was BeeNet at?", "not-recorded", "BeeNet"),
        ("how many papers are in the library?", "paper-count", "4 papers"),
        ("what's the newest paper?", "newest", "WaspNet"),
        ("what is the oldest paper here?", "oldest", "Forecasting floods"),
        ("newest papers", "newest-papers", "The newest papers"),
        ("summarize the library", "library", "4 papers: 2020–2024."),
        ("do you have anything by Ada Lovelace?", "papers-of-author", "2 papers"),
        ("papers from 2021?", "papers-of-year", "1 paper of 2021"),
        ("anything older than 2022?", "papers-of-year", "2 papers of 2020–2021"),
        ("papers from 1950?", "papers-of-year", "0 papers of 1950."),
        ("papers by hopper?", "papers-of-author", "1 paper by Grace Hopper (2023-01-04)"),
        ('how many titles say "network"?', "papers-with-title", "1 title says"),
    ],
)
async def test_the_catalog_answers_for_the_record(ask: Ask, question: str, key: str, said: str):
    """Without any sentence of an abstract."""
    answer = await ask(question)

    assert answer.answered
    assert answer.lead is not None
    assert answer.lead.key == key
    assert said in answer.lead.text
    assert not answer.sentences


async def test_small_talk_gets_a_friendly_line_and_an_example(ask: Ask):
    """And no papers."""
    answer = await ask("hi everyone!")

    assert answer.kind == "smalltalk"
    assert answer.lead is not None
    assert "What is WaspNet?" in answer.lead.text
    assert not cited(answer)


async def test_a_follow_up_keeps_to_the_papers_in_question(ask: Ask):
    """“It” is what the last answer was about."""
    before = Turn("what is WaspNet?", "…", (WASPS.paper_id,))

    answer = await ask("and how accurate is it?", history=[before])

    assert cited(answer) == {WASPS.paper_id}
    assert "88%" in answer.text


async def test_follow_ups_keep_their_paper_through_a_conversation(ask: Ask):
    """Whatever their words are about; and a record is that paper's."""
    history: list[Turn] = []
    for question in [
        "What is WaspNet?",
        "does it need the gauges of rivers?",
        "thanks!",
        "And its authors?",
        "And how does it compare with earlier work?",
        "Und wie schneidet es gegenüber früheren Arbeiten ab?",
        "and which GPU did they use?",
        "and how accurate is it?",
    ]:
        answer = await ask(question, history=history)
        history.append(Turn(question, answer.text, answer.paper_ids))

        assert answer.paper_ids == (WASPS.paper_id,), question
        assert "WaspNet: " in answer.searched or "WaspNet" in question or not answer.sentences

    assert history[3].answer.endswith("is by Ada Lovelace (2024-05-06).")
    assert "88%" in history[-1].answer


@pytest.mark.parametrize(
    ("question", "paper"),
    [
        ("What about BeeNet?", BEES),
        ("and the paper on court rulings?", TEXTS),
        ("And how well do the forecasts of floods from river gauges do?", FLOODS),
        ("What is language?", TEXTS),
    ],
)
async def test_a_follow_up_that_names_another_paper_is_about_that(
    ask: Ask, question: str, paper: Paper
):
    """By its short name, its title or a description, be it of one common word."""
    before = Turn("what is WaspNet?", "…", (WASPS.paper_id,))

    assert cited(await ask(question, history=[before])) == {paper.paper_id}


@pytest.mark.parametrize("fragment", ["By how much?", "on which data sets?", "for how long?"])
async def test_a_question_without_a_subject_follows(ask: Ask, fragment: str):
    """It is no list of papers on what its few words may mean."""
    before = Turn("what is WaspNet?", "…", (WASPS.paper_id,))

    answer = await ask(fragment, history=[before])

    assert answer.kind == "fact"
    assert answer.searched.startswith("WaspNet: ")


async def test_a_list_of_the_papers_is_of_the_whole_library(ask: Ask):
    """Whichever is in question; only “which of these …?” is of those."""
    before = Turn("what is WaspNet?", "…", (WASPS.paper_id,))

    answer = await ask("Which of the papers are on floods?", history=[before])

    assert cited(answer) == {FLOODS.paper_id}


async def test_a_question_in_another_language_leaves_a_paper_for_one_that_it_surely_finds(
    ask: Ask,
):
    """By what it shares with the other paper, as terms in English."""
    before = Turn("what is WaspNet?", "…", (WASPS.paper_id,))

    assert cited(await ask("Wie gut sind forecasts of floods?", history=[before])) == {
        FLOODS.paper_id
    }


async def test_a_detail_that_no_abstract_states_is_refused_by_name(ask: Ask):
    """With the paper that comes closest, and what it states."""
    answer = await ask("Which GPU was BeeNet trained on?")

    assert (answer.answered, answer.refusal_reason) == (False, "detail")
    assert answer.text.startswith(f"Not stated in the abstracts: which GPU. Closest: {BEES.title}.")
    assert answer.missing is not None
    assert answer.missing.stated in BEES.abstract
