"""Lines that a terminal or a file gives: read, or a sentence that says what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.auto_ingest.state import NOTE_NAME, FeedState, load_feed_states, save_feed_states
from bot.cli.chat import parse_line
from retrieval.library.calibration import StoredCalibration, load_calibration, save_calibration
from retrieval.search.calibration.fit import Fit
from tests.fuzzing import everywhere, fuzzed, odd_texts, quick, spoiled_texts

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SAID = [
    '/search sparse "few gates" --year-from 2020 --author "Ada Lovelace" --sort date',
    "/compare 1706.03762 'Deep nets' --aspect=Method",
    "/export --format bibtex --out a.bib",
    "how do transformers work?",
]


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
