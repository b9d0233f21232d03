"""How fast a model's server reads, learned from what it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.language_model import AnswerTask
from bot.grounding.sentence import Excerpt
from bot.models.reading_speed import ReadingSpeed
from retrieval.paper import Paper
from tests.models.samples import Connect, text
from tests.servers.model_server import ModelServer

HOSTED = (3_000, 1.5, 150, 2)
LOCAL = (900, 15, 100, 10)
"""A model of 1.5 billion parameters on two cores: it reads 60 tokens a second, and writes 10."""


def test_a_slow_writer_reads_what_it_was_seen_to_read():
    """From the first answer on."""
    speed = ReadingSpeed()
    speed.observe(*LOCAL)

    assert speed.tokens_within(4) == 240
    assert speed.is_slow


@pytest.mark.parametrize("seconds", [20, 60, 600])
def test_a_slow_first_token_alone_never_counts(seconds: float):
    """The server had a queue, or the model thought."""
    speed = ReadingSpeed()
    for _ in range(5):
        speed.observe(3_000, seconds, 150, 2)

    assert speed.tokens_within(4) is None


def test_one_bad_moment_makes_no_model_slow():
    """Nor does a prompt that the server had cached make one fast."""
    hosted, local = ReadingSpeed(), ReadingSpeed()
    for speed, usual in ((hosted, HOSTED), (local, LOCAL)):
        for _ in range(3):
            speed.observe(*usual)
    hosted.observe(3_000, 40, 60, 20)
    local.observe(900, 0.1, 100, 10)

    assert hosted.tokens_within(4) is None
    assert local.tokens_within(4) in range(240, 500)


def test_after_a_timeout_an_unmeasured_model_gets_a_short_prompt():
    """Else one that cannot read the prompt in time would never be measured."""
    unmeasured, measured = ReadingSpeed(), ReadingSpeed()
    measured.observe(*HOSTED)
    for speed in (unmeasured, measured):
        speed.observe_timeout()

    assert unmeasured.tokens_within(4) == 240
    assert measured.tokens_within(4) is None
    unmeasured.observe(*HOSTED)
    assert unmeasured.tokens_within(4) is None


# Between processes


def test_the_speed_is_kept(tmp_path: Path):
    """For each model of each server."""
    ReadingSpeed(tmp_path / "new", "localhost", "qwen").observe(*LOCAL)

    assert ReadingSpeed(tmp_path / "new", "localhost", "qwen").tokens_within(4) == 240
    assert ReadingSpeed(tmp_path / "new", "localhost", "llama").tokens_within(4) is None
    assert ReadingSpeed(tmp_path / "new", "elsewhere", "qwen").tokens_within(4) is None
    assert [path.suffix for path in (tmp_path / "new").iterdir()] == [".json"]


@given(kept=st.one_of(st.binary(max_size=60), st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["writing", "reading", "x"]), inner, max_size=3),
).map(lambda value: json.dumps(value).encode())))  # fmt: skip
def test_a_damaged_file_is_no_harm(tmp_path_factory: pytest.TempPathFactory, kept: bytes):
    """Any speed that is read from it is one, and the next answer replaces it."""
    folder = tmp_path_factory.mktemp("speeds")
    ReadingSpeed(folder, "localhost", "qwen").observe(*LOCAL)
    (path,) = folder.iterdir()
    path.write_bytes(kept)

    room = ReadingSpeed(folder, "localhost", "qwen").tokens_within(4)
    assert room is None or room >= 0
    ReadingSpeed(folder, "localhost", "qwen").observe(*LOCAL)
    assert json.loads(path.read_bytes()).keys() == {"writing", "reading"}


# With a server

FIRST = Paper("p-3", "Sleep", "Cats sleep 16 hours a day.")
LONG = Paper("p-4", "Sleep", "Cats sleep 16 hours a day. " * 199)
TASK = AnswerTask("How long do cats sleep?", (Excerpt(1, FIRST), Excerpt(2, LONG)))
REPLY = (
    "Cats are known to sleep for some sixteen hours of each and every day of the year, as the "
    "excerpt says [1]."
)


def sentences_sent(server: ModelServer) -> list[int]:
    """Return how many sentences of the abstracts each prompt had."""
    return [request.prompt.count("16 hours") for request in server.requests]


async def test_the_pace_of_an_answer_is_learned_and_kept(
    connect: Connect, server: ModelServer, tmp_path: Path
):
    """From the first answer on, which had all papers."""
    server.reply(REPLY, pace=0.06)

    await text(connect(speed=ReadingSpeed(tmp_path, "localhost", "qwen")), TASK)

    assert sentences_sent(server) == [200]
    assert ReadingSpeed(tmp_path, "localhost", "qwen").is_slow
