"""Subscriptions and issues as JSON: whatever they hold comes back, and other versions' are read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, time
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding.sentence import Sentence
from bot.records.issues import Chart, Issue, Pick, Reason, ReasonKind, TopicDays
from bot.records.schedule import Schedule
from bot.records.subscriptions import Interests, Subscription
from bot.storage.documents import (
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


@given(kept=SUBSCRIPTIONS)
def test_a_subscription_comes_back(kept: Subscription) -> None:
    """Whatever was settled is read as it was written, from ASCII."""
    record = write_choices(kept)

    assert record.isascii()
    assert subscription(**read_choices("s1", record)) == kept


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

    again = write_choices(replace(SETTLED, **read))
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

    assert read_choices("s1", record)["schedule"] == read
    assert read_choices("s1", record)["papers"] == 10


def test_an_issue_that_does_not_say_when() -> None:
    """An issue without a day is of the day it was due."""
    read = read_issue("i1", "s1", NOW, "{}")

    assert (read.day, read.made_at) == (NOW.date(), NOW)
    assert read_issue("i1", "s1", NOW, '{"made_at": "2026-01-02T03:04:05"}').made_at == NOW
