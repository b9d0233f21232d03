"""Lines that a terminal or a file gives: read, or a sentence that says what is wrong."""

from __future__ import annotations

import io
import json
import re
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.auto_ingest.state import NOTE_NAME, FeedState, load_feed_states, save_feed_states
from bot.cli.chat import parse_line
from bot.cli.claims import MAX_TEXT_CHARS, BadLine, read_claims
from bot.errors import StorageError
from bot.evaluation.run import Run
from bot.evaluation.run_files import UnreadableRun, run_from_json, to_json
from bot.storage.documents import load_document as storage_document
from retrieval.library.calibration import StoredCalibration, load_calibration, save_calibration
from retrieval.search.calibration.fit import Fit
from tests.evaluation.runs import GOOD
from tests.fuzzing import everywhere, fuzzed, odd_texts, quick, spoiled_bytes, spoiled_texts

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CLAIM = b'{"id": 7, "text": "It reaches 28.4 BLEU.", "abstract": "We reach 28.4.", "title": "T"}\n'
SAID = [
    '/search sparse "few gates" --year-from 2020 --author "Ada Lovelace" --sort date',
    "/compare 1706.03762 'Deep nets' --aspect=Method",
    "/export --format bibtex --out a.bib",
    "how do transformers work?",
]


@fuzzed
@given(st.lists(spoiled_bytes([CLAIM]), max_size=3).map(b"\n".join))
def test_any_claims(data: bytes) -> None:
    """A claim that can be checked, or why the line holds none; what is told is JSON again."""
    with quick():
        for found in read_claims(io.BytesIO(data)):
            assert found.line >= 1
            json.dumps(found.given_id)
            if isinstance(found, BadLine):
                assert found.message
            else:
                assert 0 < len(found.text) <= MAX_TEXT_CHARS
                found.text.encode()


@fuzzed
@given(odd_texts | spoiled_texts(SAID))
def test_any_line_of_a_chat(line: str) -> None:
    """A command and its arguments."""
    with quick():
        assert all(isinstance(each, str) for each in parse_line(line))


class _Notes(dict[str, str]):
    """What is kept, under names."""

    def read(self, name: str) -> str:
        return self.get(name, "")

    def write(self, name: str, text: str) -> None:
        self[name] = text

    def get_state(self, key: str) -> str | None:
        return next(iter(self.values()), None)

    def set_state(self, key: str, value: str) -> None:
        self[key] = value


def _written() -> str:
    notes = _Notes()
    save_feed_states(notes, {"rss:cs.CL": FeedState(NOW, NOW, NOW, NOW, 3, 1, "down", "abc")})
    return notes[NOTE_NAME]


@fuzzed
@given(spoiled_texts([_written()]) | st.sampled_from(list(everywhere(_written()))))
def test_any_standing(text: str) -> None:
    """How the library grows is read, or is as if it had never been kept."""
    with quick():
        states = load_feed_states(_Notes({NOTE_NAME: text}))
        save_feed_states(kept := _Notes(), states)
        assert load_feed_states(kept) == states


def _calibration() -> str:
    notes = _Notes()
    save_calibration(notes, "c", "e", StoredCalibration(Fit(1.5, 0.1, 0.4), NOW, 67, 0.01, 0.02))
    return next(iter(notes.values()))


@fuzzed
@given(spoiled_texts([_calibration()]) | st.sampled_from(list(everywhere(_calibration()))))
def test_any_calibration(text: str) -> None:
    """A calibration that is in bounds, or none."""
    with quick():
        found = load_calibration(_Notes({"x": text}), "c", "e")
        assert found is None or 0 <= found.fit.cutoff <= 1


RUN = json.dumps(to_json(Run("starter", "gpt-4o", 67, NOW, "0.1.0", ())))


@fuzzed
@given(spoiled_texts([RUN]) | st.sampled_from(list(everywhere(RUN))))
def test_any_run(text: str) -> None:
    """A run of an evaluation, or why it is none."""
    said = ""
    with quick(), suppress(RecursionError, json.JSONDecodeError):
        document = json.loads(text)
        try:
            found = run_from_json(document)
        except UnreadableRun as unreadable:
            said = str(unreadable)
        else:
            assert found.made_at.tzinfo is not None
    assert re.match(r"it|$", said)


OUTCOME = {
    **asdict(GOOD),
    "milliseconds": 9.5,
    "cost": None,
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"made_at": "yesterday"},
        {"papers": float("inf")},
        {"outcomes": [OUTCOME | {"facts": "one"}]},
        {"outcomes": [OUTCOME | {"answered": 1}]},
        {"outcomes": [OUTCOME | {"milliseconds": 10**400}]},
        {"outcomes": [OUTCOME | {"cost": True}]},
        {"outcomes": ["text"]},
    ],
)
def test_a_run_that_is_none(wrong: dict[str, object]) -> None:
    """It is unreadable, and no surprise to whoever looks for the last one."""
    given = json.loads(RUN) | {"outcomes": [OUTCOME]}

    assert len(run_from_json(given).outcomes) == 1
    with pytest.raises(UnreadableRun):
        run_from_json(given | wrong)


@pytest.mark.parametrize("text", ["[" * 9000, '{"rss:cs.CL": {"added": 1e999}}'])
def test_what_is_kept_cannot_be_read(text: str) -> None:
    """It is as if it had never been kept."""
    whole = json.loads(_written())["rss:cs.CL"]
    document = text if text.startswith("[") else json.dumps({"rss:cs.CL": whole | {"added": 1e999}})

    assert load_feed_states(_Notes({NOTE_NAME: document})) == {}
    assert load_calibration(_Notes({"x": text}), "c", "e") is None
    with pytest.raises(StorageError):
        storage_document("[" * 9000, "An answer")
