"""Subscriptions and issues as JSON: those of other versions are read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.schedule import Schedule
from bot.storage.documents import read_choices, read_issue, write_choices, write_issue
from tests.storage.digest_samples import SETTLED, issue
from tests.storage.samples import NOW
from tests.storage.test_answer_documents import changed


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
        ({"at": "25:00", "cadence": "hourly", "zone": 3}, Schedule()),
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
