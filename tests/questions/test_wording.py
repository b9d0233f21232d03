"""What is read out of the wording of questions: topics, statements, summaries, records."""

from __future__ import annotations

import pytest

from bot.questions.catalog_question import RecordQuestion, parse_record_question, split_years
from bot.questions.framing import strip_frame
from bot.questions.small_talk import find_small_talk
from bot.questions.summary_question import SummaryQuestion, read_summary_question
from bot.questions.topic import find_excluded, find_topic


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("do we have anything on whale song?", "whale song"),
        ("which papers here are about sonar denoising?", "sonar denoising"),
        ("which paper should I read first if I'm new to whale song?", "whale song"),
        ("songs of whales: what approaches are there?", "songs of whales"),
        ("which papers classify the songs of whales, not dolphins", "classify the songs of whales"),
        ("stuff on heads (human ones, not attention)", "heads, human"),
    ],
)
def test_topics(question: str, topic: str):
    """The words around a topic are left out; a quotation stays one."""
    assert find_topic(question) == topic


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("tl;dr of the WhaleNet paper?", SummaryQuestion("WhaleNet", "tldr", True)),
        ("give me a one-sentence summary of it", SummaryQuestion("", "tldr", False)),
        ("whalenet in simple terms pls", SummaryQuestion("whalenet", "plain", False)),
        ("what is the paper on sonar about?", SummaryQuestion("sonar", "tldr", True)),
        (
            "main takeaways from the study of whale song",
            SummaryQuestion("whale song", "key-points", True),
        ),
    ],
)
def test_what_is_summarized(question: str, asked: SummaryQuestion):
    """Of a question that wants a summary, in whatever words."""
    assert read_summary_question(question) == asked


@pytest.mark.parametrize(
    ("question", "excluded"),
    [
        ("whale papers, but not dolphins", ["dolphins"]),
        ("hydrophones that are not towed", ["towed"]),
        ("tracking whales without tags", []),
    ],
)
def test_what_is_excluded(question: str, excluded: list[str]):
    """Only what the papers are not to be about, not how they do without something."""
    assert find_excluded(question) == excluded


@pytest.mark.parametrize(
    ("question", "topic", "years"),
    [
        ("whale papers from 2022?", "whale papers", (2022, 2022)),
        ("whale papers before 2022?", "whale papers", (None, 2021)),
        ("whale papers between 2020 and 2022", "whale papers", (2020, 2022)),
        ("papers from 2022", "papers from 2022", None),
    ],
)
def test_the_years_of_papers_on_a_topic(
    question: str, topic: str, years: tuple[int | None, int | None] | None
):
    """They are told from the topic only where they say when the papers appeared."""
    assert split_years(question) == (topic, years or (None, None))


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("Does WhaleNet need labels?", "Does WhaleNet need labels?"),
        ("so can WhaleNet run on a buoy", "can WhaleNet run on a buoy?"),
        ("WhaleNet needs no labels, does it?", "WhaleNet needs no labels?"),
        ("does anyone know if WhaleNet works at night?", "WhaleNet works at night?"),
        ("isn’t WhaleNet slower?", "is WhaleNet slower?"),
        ("?", "?"),
    ],
)
def test_what_stands_around_a_question_is_left_out(question: str, bare: str):
    """And “isn't it” asks whether it is."""
    assert strip_frame(question) == bare


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("who wrote the WhaleNet paper?", RecordQuestion("authors", "WhaleNet")),
        ("when was WhaleNet published?", RecordQuestion("published", "WhaleNet")),
        ("link to WhaleNet please", RecordQuestion("link", "WhaleNet")),
        ("which conference was WhaleNet at?", RecordQuestion("venue", "WhaleNet")),
        ("how many papers do you have?", RecordQuestion("count")),
        ("and their authors?", RecordQuestion("authors")),
        ("anything older than 2020?", RecordQuestion("year", years=(None, 2019))),
    ],
)
def test_records(question: str, asked: RecordQuestion):
    """What is asked for, of which paper or person."""
    found = parse_record_question(question)

    assert found is not None
    assert (found.field, found.about, found.years) == (asked.field, asked.about, asked.years)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("hi", "greeting"),
        ("thx!!", "thanks"),
        ("bye", "goodbye"),
        ("who are you?", "help"),
        ("oops, wrong channel", "no-question"),
        ("What is WhaleNet?", None),
        ("hi, which papers are about whales?", None),
    ],
)
def test_small_talk(text: str, key: str | None):
    """A greeting is one; a question after a greeting is a question."""
    assert find_small_talk(text) == key
