"""What is read out of the wording of questions: topics, statements, what is compared, records."""

from __future__ import annotations

import pytest

from bot.questions.catalog_question import RecordQuestion, parse_record_question, split_years
from bot.questions.chatter import strip_chatter
from bot.questions.compared import Compared, cut_aspect, may_compare, parse_compared
from bot.questions.framing import strip_frame
from bot.questions.small_talk import find_small_talk
from bot.questions.summary_question import (
    SummaryQuestion,
    parse_summary_question,
    read_summary_question,
)
from bot.questions.topic import find_excluded, find_topic, find_topics, find_wanted


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("do we have anything on whale song?", "whale song"),
        ("which papers here are about sonar denoising?", "sonar denoising"),
        ("papers on hydrophones pls", "hydrophones"),
        ("which paper should I read first if I'm new to whale song?", "whale song"),
        ("recommend me something on hydrophones", "hydrophones"),
        ("what paper introduced WhaleNet?", "WhaleNet"),
        ('how many titles say "deep blue"?', '"deep blue"'),
        ("songs of whales: what approaches are there?", "songs of whales"),
        ("which papers classify the songs of whales, not dolphins", "classify the songs of whales"),
        ("sonar for whales w/ few hydrophones?", "sonar for whales with few hydrophones"),
    ],
)
def test_topics(question: str, topic: str):
    """The words around a topic are left out; a quotation stays one."""
    assert find_topic(question) == topic


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("which papers use sonar, not radar?", "use sonar"),
        ("do we have anything on whale song?", "whale song"),
        ("who built a new hydrophone", "built a new hydrophone"),
        ("stuff on heads (human ones, not attention)", "heads, human"),
        ("one model for several songs, what do we have?", "one model for several songs"),
        ("Kindly enumerate the works that deal with whales", "deal with whales"),
        ("I am preparing a seminar on whale song. What do we have?", "whale song"),
        ("What do we know about whales and their routes at sea?", "whales and their routes at sea"),
    ],
)
def test_what_is_wanted(question: str, wanted: str):
    """With what the papers are to do, but not what they are not to be about."""
    assert find_wanted(question) == wanted


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("tl;dr of the WhaleNet paper?", SummaryQuestion("WhaleNet", "tldr", True)),
        ("WhaleNet, in a nutshell", SummaryQuestion("WhaleNet", "tldr", False)),
        ("give me a one-sentence summary of it", SummaryQuestion("", "tldr", False)),
        ("key points of WhaleNet", SummaryQuestion("WhaleNet", "key-points", False)),
        ("whalenet in simple terms pls", SummaryQuestion("whalenet", "plain", False)),
        ("what is the paper on sonar about?", SummaryQuestion("sonar", "tldr", True)),
        ("summarize the papers on sonar", None),
        ("how does WhaleNet work, in simple terms?", None),
    ],
)
def test_summaries(question: str, asked: SummaryQuestion | None):
    """What is left is what to summarize; of several papers there is no summary."""
    assert parse_summary_question(question) == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("key points of WhaleNet", SummaryQuestion("WhaleNet", "key-points", False)),
        (
            "main takeaways from the study of whale song",
            SummaryQuestion("whale song", "key-points", True),
        ),
        ("in short, what does WhaleNet do", SummaryQuestion("WhaleNet", "tldr", False)),
    ],
)
def test_what_is_summarized(question: str, asked: SummaryQuestion):
    """Of a question that wants a summary, in whatever words."""
    assert read_summary_question(question) == asked


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("anything on whales or seals?", ["whales or seals", "whales", "seals"]),
        (
            "papers on tracking or counting whales",
            ["tracking or counting whales", "tracking whales", "counting whales"],
        ),
        (
            "sonar for whales or for seals",
            ["sonar for whales or for seals", "sonar for whales", "sonar for seals"],
        ),
        ("whale song from buoys, gliders or ships", ["whale song from buoys, gliders or ships"]),
        ('titles with "to sing or not"', ['"to sing or not"']),
    ],
)
def test_alternatives(question: str, topics: list[str]):
    """Words that belong to both are given to both."""
    assert find_topics(question) == topics


@pytest.mark.parametrize(
    ("question", "excluded"),
    [
        ("whale papers, but not dolphins", ["dolphins"]),
        ("sonar other than military ones?", ["military"]),
        ("papers on whale song (no surveys)", ["surveys"]),
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
        ("whale papers since 2020?", "whale papers", (2020, None)),
        ("whale papers between 2020 and 2022", "whale papers", (2020, 2022)),
        ("papers on whales published in 2022", "papers on whales", (2022, 2022)),
        ("papers from 2022", "papers from 2022", None),
        ("which papers are from 2022?", "which papers are from 2022?", None),
    ],
)
def test_the_years_of_papers_on_a_topic(
    question: str, topic: str, years: tuple[int | None, int | None] | None
):
    """They are told from the topic only where they say when the papers appeared."""
    assert split_years(question) == (topic, years or (None, None))


def test_a_question_of_nothing_but_a_frame_stays():
    """There is always something to search for."""
    assert find_topic("which papers?") == "which papers?"


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("Does WhaleNet need labels?", "Does WhaleNet need labels?"),
        ("so can WhaleNet run on a buoy", "can WhaleNet run on a buoy?"),
        ("it uses sonar, right?", "it uses sonar?"),
        ("WhaleNet needs no labels, does it?", "WhaleNet needs no labels?"),
        ("is WhaleNet lossless or not?", "is WhaleNet lossless?"),
        ("does anyone know if WhaleNet works at night?", "WhaleNet works at night?"),
        ("is it true that WhaleNet needs labels?", "WhaleNet needs labels?"),
        ("isn’t WhaleNet slower?", "is WhaleNet slower?"),
        ("can't it run w/o sonar?", "can it run without sonar?"),
        ("?", "?"),
    ],
)
def test_what_stands_around_a_question_is_left_out(question: str, bare: str):
    """And “isn't it” asks whether it is."""
    assert strip_frame(question) == bare


@pytest.mark.parametrize(
    ("question", "items", "asked"),
    [
        ("WhaleNet vs SealNet", ["WhaleNet", "SealNet"], []),
        ("difference between WhaleNet and the seal paper?", ["WhaleNet", "seal"], []),
        ("compare WhaleNet, SealNet and OtterNet", ["WhaleNet", "SealNet", "OtterNet"], []),
        ("compare whale song with the one on sonar", ["whale song", "sonar"], []),
        ("WhaleNet against SealNet: data, speed", ["WhaleNet", "SealNet"], ["Data", "speed"]),
        ("which is faster, WhaleNet or SealNet?", ["WhaleNet", "SealNet"], ["faster"]),
        ("WhaleNet or SealNet? how do they swim", ["WhaleNet", "SealNet"], ["how do they swim"]),
        (
            "which scores higher on X, A1 or B2? how do they do it",
            ["A1", "B2"],
            ["scores higher on X", "Method"],
        ),
        ("what data do WhaleNet and SealNet use", ["WhaleNet", "SealNet"], ["Data"]),
        ("how does WhaleNet differ from SealNet?", ["WhaleNet", "SealNet"], []),
        ("How does WhaleNet compare to SealNet?", ["WhaleNet", "SealNet"], []),
        ("the whale paper asks why whales sing vs SealNet", ["whale", "SealNet"], []),
        ("WhaleNet and SealNet: what differs in size?", ["WhaleNet", "SealNet"], ["size"]),
        ("compare “One: with two” and “Two”", ["One: with two", "Two"], []),
        (
            "contrast the method and the findings of WhaleNet with SealNet",
            ["WhaleNet", "SealNet"],
            ["Method", "Results"],
        ),
        ("compare the song of whales and seals", ["song of whales", "seals"], []),
        (
            "WhaleNet vs SealNet, i mean how each of them dives",
            ["WhaleNet", "SealNet"],
            ["how each of them dives"],
        ),
    ],
)
def test_what_is_compared(question: str, items: list[str], asked: list[str]):
    """The phrases stand as they are, without the words of comparing."""
    compared = parse_compared(question)

    assert (list(compared.items), list(compared.asked)) == (items, asked)


@pytest.mark.parametrize(
    ("question", "may"),
    [
        ("which modalities does WhaleNet combine?", False),
        ("How does WhaleNet deal with tags not matching the labels?", False),
        ("WhaleNet and SealNet side by side please", True),
        ("pros of whales over seals?", True),
    ],
)
def test_whether_a_question_may_compare(question: str, may: bool):
    """By the words in it; which things are named is another matter."""
    assert may_compare(question) == may


def test_what_may_be_asked():
    """Or be the topic."""
    compared = parse_compared("how do WhaleNet and SealNet differ in speed?")

    assert compared == Compared(("WhaleNet", "SealNet"), (), ("speed",))
    assert cut_aspect("SealNet on ice") == ("SealNet", ("ice",))


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("who wrote the WhaleNet paper?", RecordQuestion("authors", "WhaleNet")),
        ("when was WhaleNet published?", RecordQuestion("published", "WhaleNet")),
        ("link to WhaleNet please", RecordQuestion("link", "WhaleNet")),
        ("which conference was WhaleNet at?", RecordQuestion("venue", "WhaleNet")),
        ("how many papers do you have?", RecordQuestion("count")),
        ("how many authors does WhaleNet have?", RecordQuestion("authors", "WhaleNet")),
        ("who proposed WhaleNet?", RecordQuestion("authors", "WhaleNet")),
        ("date of the WhaleNet paper?", RecordQuestion("published", "WhaleNet")),
        ("anything older than 2020?", RecordQuestion("year", years=(None, 2019))),
        (
            "anything by Ada Lovelace?",
            RecordQuestion("author", "anything Ada Lovelace", "Ada Lovelace"),
        ),
    ],
)
def test_records(question: str, asked: RecordQuestion):
    """What is asked for, of which paper or person."""
    found = parse_record_question(question)

    assert found is not None
    assert (found.field, found.name, found.years) == (asked.field, asked.name, asked.years)
    if asked.field not in {"count", "author"}:
        assert found.about == asked.about


@pytest.mark.parametrize(
    "question",
    ["how does WhaleNet work?", "which papers are about whales?", "What did the authors find?"],
)
def test_no_records(question: str):
    """What abstracts say is not in the catalog."""
    assert parse_record_question(question) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("hi", "greeting"),
        ("good morning all", "greeting"),
        ("thx!!", "thanks"),
        ("👍", "thanks"),
        ("bye", "goodbye"),
        ("who are you?", "help"),
        ("oops, wrong channel", "no-question"),
        ("What is WhaleNet?", None),
        ("hi, which papers are about whales?", None),
        ("good papers on sonar?", None),
    ],
)
def test_small_talk(text: str, key: str | None):
    """A greeting is one; a question after a greeting is a question."""
    assert find_small_talk(text) == key


@pytest.mark.parametrize(
    ("question", "stripped"),
    [
        ("hey all, what is WhaleNet lol", "what is WhaleNet"),
        ("what is LOL (not the laugh lol)?", "what is LOL?"),
        ("lol", "lol"),
    ],
)
def test_chatter(question: str, stripped: str):
    """Names in capitals stay, and something always does."""
    assert strip_chatter(question) == stripped
