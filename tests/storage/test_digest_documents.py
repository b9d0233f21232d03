"""Subscriptions and issues as JSON: whatever they hold comes back, and other versions' are read."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.issue import Chart, Issue, Pick, Reason, ReasonKind, TopicDays
from bot.digest.schedule import Schedule
from bot.digest.subscriptions import Interests, Subscription
from bot.errors import StorageError
from bot.grounding.sentence import Sentence
from bot.storage.documents import (
    SubscriptionChoices,
    read_choices,
    read_issue,
    write_choices,
    write_issue,
)
from retrieval.paper import Evidence
from tests.storage.digest_samples import SETTLED, issue, subscription
from tests.storage.samples import NOW
from tests.storage.test_answer_documents import NUMBERS, PAPERS, TEXTS, WHOLES, changed, tuples

SCHEDULES = st.builds(
    Schedule,
    st.sampled_from(["daily", "weekdays", "weekly"]),
    st.times(),
    TEXTS,
    st.integers(0, 6),
)
INTERESTS = st.builds(Interests, *[tuples(TEXTS)] * 6)
SUBSCRIPTIONS = st.builds(
    replace,
    st.just(subscription()),
    schedule=SCHEDULES,
    interests=INTERESTS,
    papers=st.integers(3, 10),
    empty_day=st.sampled_from(["silent", "say"]),
    language=TEXTS,
    notify_role=st.none() | WHOLES,
)
SENTENCES = st.builds(Sentence, TEXTS, tuples(WHOLES), st.booleans(), TEXTS)
REASONS = st.builds(Reason, st.sampled_from(get_args(ReasonKind)), TEXTS, NUMBERS)
PICKS = st.builds(
    Pick,
    WHOLES,
    PAPERS,
    NUMBERS,
    tuples(REASONS),
    st.none() | SENTENCES,
    tuples(st.builds(Evidence, TEXTS, TEXTS, WHOLES, WHOLES)),
)
CHARTS = st.builds(Chart, tuples(st.dates()), tuples(st.builds(TopicDays, TEXTS, tuples(WHOLES))))
ISSUES = st.builds(
    Issue,
    st.just("i1"),
    st.just("s1"),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    WHOLES,
    WHOLES,
    tuples(SENTENCES),
    tuples(PICKS),
    tuples(PICKS),
    st.none() | CHARTS,
    st.booleans(),
    st.sampled_from(["extractive", "model"]),
    TEXTS,
    TEXTS,
)


def settled(kept: Subscription) -> SubscriptionChoices:
    """Return what a person settled of a subscription."""
    return SubscriptionChoices(*(getattr(kept, name) for name in SubscriptionChoices._fields))


@given(kept=SUBSCRIPTIONS)
def test_a_subscription_comes_back(kept: Subscription) -> None:
    """Whatever was settled is read as it was written, from ASCII."""
    record = write_choices(kept)

    assert record.isascii()
    assert read_choices("s1", record) == settled(kept)


@given(made=ISSUES)
def test_an_issue_comes_back(made: Issue) -> None:
    """Whatever an issue shows is read as it was written, from ASCII."""
    record = write_issue(made)

    assert record.isascii()
    assert read_issue("i1", "s1", NOW, record) == made


@given(data=st.data())
def test_a_subscription_of_another_version(data: st.DataObject) -> None:
    """Whatever is missing, unknown or of another type, the rest is read, and can be kept again."""
    document = changed(json.loads(write_choices(SETTLED)), data)

    read = read_choices("s1", json.dumps(document))

    again = write_choices(replace(SETTLED, **read._asdict()))
    assert read_choices("s1", again) == read


@given(data=st.data())
def test_an_issue_of_another_version(data: st.DataObject) -> None:
    """Whatever is missing, unknown or of another type, the rest is read, and can be kept again."""
    document = changed(json.loads(write_issue(issue())), data)

    read = read_issue("i1", "s1", NOW, json.dumps(document))

    assert read_issue("i1", "s1", NOW, write_issue(read)) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({}, Schedule()),
        ({"at": "25:00", "cadence": "hourly", "weekday": 7, "zone": 3}, Schedule()),
        ({"at": "07:30+02:00", "cadence": "weekly"}, Schedule("weekly", time(7, 30))),
    ],
)
def test_a_schedule_that_cannot_be(written: dict[str, Any], read: Schedule) -> None:
    """What no schedule can be is as where nothing was said."""
    record = json.dumps({"schedule": written, "papers": 99})

    assert read_choices("s1", record).schedule == read
    assert read_choices("s1", record).papers == 10


def test_an_issue_that_does_not_say_when() -> None:
    """An issue without a day is of the day it was due."""
    read = read_issue("i1", "s1", NOW, "{}")

    assert (read.day, read.made_at) == (NOW.date(), NOW)
    assert read_issue("i1", "s1", NOW, '{"made_at": "2026-01-02T03:04:05"}').made_at == NOW


def test_reasons_that_are_not_known() -> None:
    """A reason that a newer Footnote gives is left out, and the others stay."""
    document = json.loads(write_issue(issue()))
    document["picks"][0]["reasons"].append({"kind": "mood", "text": "good"})

    read = read_issue("i1", "s1", NOW, json.dumps(document))
    assert read.picks == issue().picks


@pytest.mark.parametrize("record", ["", "{", "[]", "null"])
def test_no_record(record: str) -> None:
    """What is no JSON object is said to be unreadable, and what it is of."""
    with pytest.raises(StorageError, match="The subscription s1 cannot be read"):
        read_choices("s1", record)
    with pytest.raises(StorageError, match="The issue i1 cannot be read"):
        read_issue("i1", "s1", NOW, record)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("picks", 0), Pick),
        (("picks", 0, "reasons", 0), Reason),
        (("picks", 0, "sentence"), Sentence),
        (("headline", 0), Sentence),
        (("chart",), Chart),
        (("chart", "topics", 0), TopicDays),
    ],
)
def test_every_field_of_an_issue_is_written(path: tuple[Any, ...], value: type) -> None:
    """A field that a part of an issue gains must be written too."""
    document = json.loads(write_issue(issue()))
    for step in path:
        document = document[step]

    keys = {"borderline": "doubtful"}  # stored by the name that it had first
    names = {keys.get(f.name, f.name) for f in fields(value)}
    # Only where others replace them, and of prose among items; never what matters until then only.
    assert set(document) == names - {"written_citations", "is_prose", "is_computed"}


def test_every_field_is_written() -> None:
    """A field that an issue, a schedule or interests gain must be written too."""
    document = json.loads(write_choices(SETTLED))

    # The ids are columns beside it; `fell` is the stored key from before.
    names = {f.name for f in fields(Issue)} - {"issue_id", "subscription_id"}
    written = {"fell" if name == "fallback_reason" else name for name in names}
    assert set(json.loads(write_issue(issue(silent_topics=("whales",))))) == written
    assert set(document) == set(SubscriptionChoices._fields)
    assert set(document["schedule"]) == {f.name for f in fields(Schedule)}
    assert set(document["interests"]) == {f.name for f in fields(Interests)}


def test_days_of_a_chart() -> None:
    """A day that is none is left out."""
    record = '{"chart": {"days": ["2026-11-24", "yesterday", 3], "topics": []}}'

    read = read_issue("i1", "s1", datetime(2026, 1, 1, tzinfo=UTC), record)
    assert read.chart == Chart((date(2026, 11, 24),), ())


def test_topics_without_papers_are_kept() -> None:
    """What an issue said of them is said again when it is shown once more."""
    kept = issue(silent_topics=("whales", "seals"))

    assert read_issue("i1", "s1", NOW, write_issue(kept)).silent_topics == ("whales", "seals")
