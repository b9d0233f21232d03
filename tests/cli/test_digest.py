"""`footnote digest`: who gets one, and what would be posted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.records.schedule import Schedule
from bot.records.subscriptions import Interests, Subscription
from tests.cli.conftest import Run
from tests.fakes.cli import FakeOutside

MADE = datetime(2026, 1, 1, tzinfo=UTC)
NEXT = datetime(2026, 11, 24, 8, tzinfo=UTC)
SUBSCRIBED = Subscription(
    "s1",
    1,
    10,
    100,
    MADE,
    NEXT,
    schedule=Schedule("weekdays", time(9), "Europe/Berlin"),
    interests=Interests(topics=("few-shot learning", "animals")),
)


@pytest.fixture
def two(outside: FakeOutside) -> FakeOutside:
    """Have two subscriptions, of which one rests."""
    subscriptions = outside.application.desk.subscriptions
    subscriptions.add(SUBSCRIBED)
    weekly = Schedule("weekly", time(7, 30), "Asia/Tokyo", 5)
    subscriptions.add(replace(SUBSCRIBED, subscription_id="s2", schedule=weekly, channel_id=11))
    subscriptions.pause("s2", "channel gone")
    return outside


class TestList:
    def test_all(self, two: FakeOutside, run: Run):
        """Each is listed with when and where it is posted, of what, and whether it rests."""
        result = run("digest", "list")

        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            "1. s1: Mondays to Fridays at 09:00, Europe/Berlin",
            "   channel 10 of server 1",
            "   topics: few-shot learning; animals",
            "   next: 2026-11-24 08:00 UTC",
            "",
            "2. s2: Saturdays at 07:30, Asia/Tokyo",
            "   channel 11 of server 1",
            "   topics: few-shot learning; animals",
            "   paused: channel gone",
        ]

    def test_json(self, two: FakeOutside, run: Run):
        """As JSON there is everything that was settled."""
        first, second = json.loads(run("digest", "list", "--json").stdout)

        assert (first["subscription_id"], first["at"], first["weekday"]) == ("s1", "09:00", None)
        assert (first["channel"], first["personal"]) == ("10", False)
        assert first["topics"] == ["few-shot learning", "animals"]
        assert first["next_due"] == "2026-11-24T08:00:00+00:00"
        assert (second["paused"], second["weekday"]) == ("channel gone", 5)


class TestPreview:
    def test_an_issue(self, two: FakeOutside, run: Run):
        """Headline, papers, why they are there, and what the thread would have are shown."""
        result = run("digest", "preview", "--subscription", "s1")

        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        assert lines[0] == "Tuesday, 2026-11-24, for s1"
        assert lines[1] == "channel 10; 5 new papers considered"
        assert "Few examples are enough for labels and for animals. [1] [2]" in lines
        assert "   It raises mAP from 58.1 to 65.3 % on COCO. [1]" in lines
        assert "   Why: on “few-shot learning”; by Amit Alfassy" in lines
        assert "   Why: similar to “An older paper”, which was liked; new" in lines
        after = lines[lines.index("In the thread:") :]
        assert after[1].startswith("3. A note on evaluation")
        assert after[-1] == "No model was asked."

    def test_at_a_moment(self, two: FakeOutside, run: Run):
        """The moment is as given: in UTC, or with an offset; else it is now."""
        for given in (("--now", "2026-11-25T09:00"), ("--now", "2026-11-25T09:00+01:00"), ()):
            assert run("digest", "preview", "--subscription", "s1", *given).exit_code == 0

        assert two.application.desk.made == [
            ("s1", datetime(2026, 11, 25, 9, tzinfo=UTC)),
            ("s1", datetime(2026, 11, 25, 8, tzinfo=UTC)),
            ("s1", datetime(2026, 1, 2, tzinfo=UTC)),
        ]

    def test_json(self, two: FakeOutside, run: Run):
        """As JSON each paper has its sentence, evidence and reasons."""
        made = json.loads(run("digest", "preview", "--subscription", "s1", "--json").stdout)

        assert (made["day"], made["considered"], made["mode"]) == ("2026-11-24", 5, "extractive")
        first, second = made["picks"]
        assert first["paper_id"] == "1902.09811"
        assert first["sentence"]["citations"] == [1]
        assert first["spans"][0]["text"] in first["evidence"]
        assert first["reasons"][0] == {"kind": "topic", "text": "few-shot learning", "weight": 0.6}
        assert second["sentence"] is None
        assert [pick["number"] for pick in made["rest"]] == [3]

    def test_unknown(self, two: FakeOutside, run: Run):
        """An id that is none is said to be none, and how to see them."""
        result = run("digest", "preview", "--subscription", "s9")

        assert result.exit_code == 1
        assert "There is no subscription 's9'" in result.stderr
        assert "footnote digest list" in result.stderr

    @pytest.mark.parametrize("text", ["tomorrow", "", "0001-01-01", "9999-12-31T23:59-12:00"])
    def test_no_moment(self, two: FakeOutside, run: Run, text: str):
        """What is no moment is said how to write."""
        result = run("digest", "preview", "--subscription", "s1", "--now", text)

        assert result.exit_code == 2
        assert "2026-11-25T09:00" in result.stderr


class TestRun:
    def test_who_is_due(self, two: FakeOutside, run: Run):
        """Whoever is due by the moment and does not rest is shown with what it would get."""
        before = run("digest", "preview", "--now", "2026-11-24T07:59")
        after = run("digest", "preview", "--now", "2026-11-24T08:00")

        assert before.stdout == "No digest is due by 2026-11-24 07:59 UTC.\n"
        assert after.stdout.startswith("Tuesday, 2026-11-24, for s1\n")
        assert "LaSO" in after.stdout
        assert [whose for whose, _ in two.application.desk.made] == ["s1"]

    def test_not_what_was_sent(self, two: FakeOutside, run: Run):
        """An issue that the ledger has is not shown again."""
        two.application.desk.ledger.claim("s1", "2026-11-24", NEXT, NEXT, NEXT)

        shown = run("digest", "preview", "--now", "2026-11-24T12:00", "--json")
        assert json.loads(shown.stdout) == []
