"""What people type or press: understood, or refused with a sentence; never anything else."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.schedule import Schedule, UnknownZone, latest_slot, load_zone, next_slot
from bot.discord_bot import custom_ids, limits
from bot.discord_bot.digest.forms import describe_invalid_input
from bot.discord_bot.digest.parse import (
    INTEREST_FIELDS,
    InvalidInput,
    parse_interests,
    parse_time,
    parse_zone,
)
from bot.discord_bot.digest.zones import complete_zones
from bot.discord_bot.errors import UserError
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.options import parse_filters
from bot.discord_bot.paper_refs import MAX_REFERENCES, find_references
from bot.evaluation.questions import InvalidQuestion, parse_questions
from retrieval.text import patterns as re
from tests.fuzzing import fuzzed, odd_texts, quick, spoiled_texts

NOW = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
WORDS = Translations("en")


@fuzzed
@given(odd_texts | spoiled_texts(["9:30 pm", "21h", "0930", "9 Uhr", "午後9時30分", "12 a.m."]))
def test_any_time(text: str) -> None:
    """A time of day, or what is wrong with it, short enough to be shown."""
    with quick():
        try:
            assert isinstance(parse_time(text), time)
        except InvalidInput as wrong:
            _shown(wrong)


@fuzzed
@given(odd_texts | spoiled_texts(["Europe/Berlin", "new york", "UTC", "../../etc/passwd"]))
def test_any_zone(text: str) -> None:
    """A zone whose clocks can be read, or what is wrong; suggestions that Discord takes."""
    with quick():
        try:
            found = parse_zone(text)
        except InvalidInput as wrong:
            _shown(wrong)
        else:
            schedule = Schedule(at=time(2, 30), zone=found)
            assert latest_slot(schedule, NOW).at <= NOW < next_slot(schedule, NOW).at
        with suppress(UnknownZone):
            load_zone(text)
        choices = complete_zones(text, NOW, "Europe/Berlin")
        assert len(choices) <= limits.CHOICES
        assert all(len(choice.name) <= limits.CHOICE_NAME for choice in choices)


@fuzzed
@given(
    st.dictionaries(
        st.sampled_from(INTEREST_FIELDS), odd_texts | spoiled_texts(["cs.CL, cs, few-shot"])
    )
)
def test_any_interests(texts: dict[str, str]) -> None:
    """Lists of words that can be kept and shown, or what is wrong."""
    with quick():
        try:
            found = parse_interests(texts)
        except InvalidInput as wrong:
            _shown(wrong)
        else:
            for name in INTEREST_FIELDS:
                for word in getattr(found, name):
                    assert word.strip()
                    assert limits.count_units(word) <= 100
                    word.encode()


def _shown(wrong: InvalidInput) -> None:
    """Assert that it can be said what is wrong."""
    what, todo = describe_invalid_input(WORDS, wrong)
    assert 0 < limits.count_units(what) < 600
    assert todo


@fuzzed
@given(
    st.none() | odd_texts,
    st.none() | st.integers(1, 9999),
    st.none() | st.integers(1, 9999),
    st.none() | odd_texts,
    st.none() | odd_texts,
)
def test_any_filters(
    category: str | None,
    first: int | None,
    last: int | None,
    author: str | None,
    source: str | None,
) -> None:
    """Filters, or years that are the wrong way round."""
    with quick(), suppress(UserError):
        found = parse_filters(
            WORDS, category=category, year_from=first, year_to=last, author=author, source=source
        )
        assert all(part.strip() for part in (*found.categories, *found.authors, *found.sources))


_IDS = [
    custom_ids.build_answer_id("why", "a1b2c3"),
    custom_ids.build_paper_id("card", "1706.03762"),
    custom_ids.build_selection_id("shelf", "k3"),
    custom_ids.build_hits_page_id("k3", 12),
    custom_ids.build_hits_pick_id("k3", 1),
    "fn:i:why:abc:3",
    "fn:d:pause:s1",
]
_PATTERNS = [each for each in vars(custom_ids).values() if isinstance(each, re.Pattern)]


@fuzzed
@given(spoiled_texts(_IDS) | odd_texts)
def test_any_custom_id(text: str) -> None:
    """An id is of one control at most, and what it names can be looked up."""
    with quick():
        found = [match for pattern in _PATTERNS if (match := pattern.fullmatch(text[:100]))]
        assert len(found) <= 1
        for match in found:
            for name, value in match.groupdict().items():
                assert value
                if name in ("page", "number"):
                    assert 0 <= int(value) < 1000


@fuzzed
@given(
    odd_texts
    | spoiled_texts(
        ["see https://arxiv.org/abs/1706.03762v5 and 10.1016/S0140-6736(20)3-5, t-0a1b2c3d4e5f6071"]
    )
)
def test_any_references(text: str) -> None:
    """Names of papers, each once, few enough to be looked up."""
    with quick():
        found = find_references(text)
        assert len(found) == len(set(found)) <= MAX_REFERENCES
        assert all(each == each.strip() and each for each in found)


@fuzzed
@given(
    spoiled_texts(
        ['{"question": "What?", "papers": ["1706.03762"], "facts": [["28.4"]], "answerable": true}']
    ),
    odd_texts,
)
def test_any_questions(line: str, other: str) -> None:
    """Questions to measure by, or which line is none."""
    with quick():
        try:
            found = parse_questions([line, other])
            assert all(asked.question for asked in found)
        except InvalidQuestion as wrong:
            said = str(wrong)
        else:
            said = "no line"
    assert re.match(r"line \d|no line", said)


def test_patterns_are_all_there() -> None:
    """The ids above are known to the patterns that the test holds them against."""
    assert all(any(p.fullmatch(each) for p in _PATTERNS) for each in _IDS)
    with pytest.raises(InvalidInput):
        parse_time("never")
