"""What every store of digests does, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

import pytest

from bot.records.digest_ledger import LedgerEntry, PaperVotes, Posting
from bot.records.schedule import Schedule, next_slot
from bot.records.subscriptions import Subscription, TooManySubscriptions
from bot.storage.erasure import ErasedCounts
from bot.storage.stores import Stores
from tests.storage.digest_samples import SETTLED, issue, subscription
from tests.storage.samples import NOW
from tests.storage.test_stores import JONAS, LARGEST, MARA, at_once

MINUTE = timedelta(minutes=1)
SLOT = "2026-11-24"


def ids(found: Sequence[Subscription]) -> list[str]:
    """Return the ids of subscriptions, in their order."""
    return [kept.subscription_id for kept in found]


def slots(found: Sequence[LedgerEntry]) -> list[str]:
    """Return the slots of issues, in their order."""
    return [entry.scheduled_for for entry in found]


def claimed(
    community: Stores, slot: str = SLOT, now: datetime = NOW, whose: str = "s1"
) -> LedgerEntry:
    """Claim an issue for five minutes, which must be free."""
    found = community.ledger.claim(whose, slot, now, now, now + 5 * MINUTE)
    assert found is not None
    return found


def sent(
    community: Stores, slot: str = SLOT, papers: tuple[str, ...] = ("a", "b"), minutes: int = 0
) -> str:
    """Have an issue sent to channel 10 and ended; return its id."""
    now = NOW + minutes * MINUTE
    claim = entry = claimed(community, slot, now)
    assert community.ledger.save_issue(claim, issue(entry.issue_id, papers))
    assert community.ledger.record_sent(claim, 10, 99, now)
    assert community.ledger.end(claim, "done", now, "")
    return entry.issue_id


@pytest.fixture
def one(community: Stores) -> Stores:
    """Give a community with a subscription."""
    community.subscriptions.add(subscription())
    return community


class TestSubscriptions:
    @pytest.mark.parametrize(
        "kept",
        [
            subscription(),
            SETTLED,
            replace(SETTLED, seen=LARGEST, paused="channel gone"),
            subscription(recipient_id=LARGEST, paused="messages closed"),
        ],
    )
    def test_comes_back_as_it_was(self, community: Stores, kept: Subscription):
        """All that was settled is kept, whatever characters it has."""
        community.subscriptions.add(kept)

        assert community.subscriptions.get("s1") == kept
        assert list(community.subscriptions.list_all()) == [kept]

    def test_what_a_person_settled_is_changed(self, one: Stores):
        """Changing a subscription leaves what it has seen, its pause, its server and its maker."""
        one.subscriptions.pause("s1", "asked")
        changed = replace(SETTLED, seen=9, guild_id=2, created_by=JONAS, channel_id=11)

        expected = replace(changed, seen=0, guild_id=1, created_by=MARA, paused="asked")
        expected = replace(expected, next_due=next_slot(SETTLED.schedule, NOW).at)
        assert one.subscriptions.change("s1", lambda _: changed, NOW) == expected
        assert one.subscriptions.get("s1") == expected

    def test_at_most_25_a_server(self, community: Stores):
        """The 26th is refused, and another server's is not."""
        for n in range(25):
            community.subscriptions.add(subscription(f"s{n}"))

        with pytest.raises(TooManySubscriptions):
            community.subscriptions.add(subscription("s25"))
        community.subscriptions.add(subscription("other", guild_id=2))
        assert len(community.subscriptions.list_for_guild(1)) == 25

    def test_at_most_three_a_member(self, community: Stores):
        """A member's fourth is refused; their own in another server, and a channel's, are not."""
        for n in range(3):
            community.subscriptions.add(subscription(f"s{n}", recipient_id=MARA))

        with pytest.raises(TooManySubscriptions, match=r"^member$"):
            community.subscriptions.add(subscription("s3", recipient_id=MARA))
        community.subscriptions.add(subscription("elsewhere", guild_id=2, recipient_id=MARA))
        community.subscriptions.add(subscription("another's", recipient_id=JONAS))
        community.subscriptions.add(subscription("channel's"))
        assert len(community.subscriptions.list_all()) == 6

    def test_due(self, community: Stores):
        """Those due by now are found, the longest due first; not those that rest."""
        for subscription_id, minutes in [("s1", 0), ("s2", -5), ("s3", 1), ("s4", -9)]:
            due = NOW + minutes * MINUTE
            community.subscriptions.add(subscription(subscription_id, next_due=due))
        community.subscriptions.pause("s4", "not permitted")

        assert ids(community.subscriptions.due(NOW)) == ["s2", "s1"]

    def test_paused_and_resumed(self, one: Stores):
        """One caller learns that it paused, and one that it resumed."""
        subscriptions = one.subscriptions
        assert subscriptions.pause("s1", "channel gone")
        assert not subscriptions.pause("s1", "asked")
        paused = subscriptions.get("s1")
        assert subscriptions.resume("s1", NOW)
        assert not subscriptions.resume("s1", NOW)
        resumed = subscriptions.get("s1")

        assert paused is not None
        assert paused.paused == "channel gone"
        assert resumed == subscription(next_due=next_slot(Schedule(), NOW).at)

    def test_removed(self, one: Stores):
        """With a subscription go its issues and votes; what the channel got stays known."""
        issue_id = sent(one)
        one.digest_votes.cast(issue_id, "a", JONAS, 1, NOW)

        assert one.subscriptions.remove("s1")
        assert one.ledger.entry(issue_id) is None
        assert list(one.digest_votes.list_for_issue(issue_id)) == []
        assert list(one.ledger.sent_papers(10, 9)) == ["a", "b"]

    def test_the_last_personal_one_removed(self, community: Stores):
        """With a person's last digest goes what they got."""
        for subscription_id in ("s1", "s2"):
            community.subscriptions.add(subscription(subscription_id, recipient_id=MARA))
        sent(community)

        community.subscriptions.remove("s1")
        assert list(community.ledger.sent_papers(10, 9)) == ["a", "b"]
        community.subscriptions.remove("s2")
        assert list(community.ledger.sent_papers(10, 9)) == []

    def test_a_server_forgotten(self, one: Stores):
        """All of a server's goes, what its channels got too, and nothing of another's."""
        one.subscriptions.add(subscription("s2"))
        one.subscriptions.add(subscription("other", guild_id=2, channel_id=11))
        sent(one)

        one.servers.forget(1, NOW)

        assert ids(one.subscriptions.list_all()) == ["other"]
        assert list(one.ledger.sent_papers(10, 9)) == []


class TestLedger:
    def test_from_claim_to_end(self, one: Stores):
        """An issue is claimed, composed, sent and ended, and is kept whole."""
        claim = entry = claimed(one)
        made = issue(entry.issue_id)
        assert entry == LedgerEntry(entry.issue_id, "s1", SLOT, "claimed", NOW, NOW + 5 * MINUTE)
        assert one.ledger.save_issue(claim, made)
        composed = one.ledger.entry(entry.issue_id)
        assert composed == replace(entry, outcome="composed", issue=made, channel_id=10)
        assert one.ledger.record_sent(claim, 10, 99, NOW + MINUTE)
        assert one.ledger.end(claim, "done", NOW + 2 * MINUTE, "well")

        expected = replace(
            composed,
            outcome="done",
            claimed_until=NOW + 2 * MINUTE,
            message_id=99,
            sent_at=NOW + MINUTE,
            note="well",
        )
        assert one.ledger.entry(entry.issue_id) == expected
        assert one.ledger.find_scheduled("s1", SLOT) == expected

    def test_a_claim_keeps_others_off(self, one: Stores):
        """While a claim holds nobody else has it; once it has run out somebody may, with it all."""
        claim = entry = claimed(one)
        one.ledger.save_issue(claim, issue(entry.issue_id))

        assert one.ledger.claim("s1", SLOT, NOW, NOW + 4 * MINUTE, NOW + 9 * MINUTE) is None
        again = found = claimed(one, now=NOW + 5 * MINUTE)
        assert again.issue_id == entry.issue_id
        assert found.issue == issue(entry.issue_id)
        assert found.due == NOW

    def test_a_lost_claim_changes_nothing(self, one: Stores):
        """Whoever lost a claim can neither keep, post, send, end nor put off."""
        lost = entry = claimed(one)
        claimed(one, now=NOW + 5 * MINUTE)
        before = one.ledger.entry(entry.issue_id)

        assert not one.ledger.save_issue(lost, issue())
        assert not one.ledger.record_sent(lost, 1, 2, NOW)
        assert not one.ledger.end(lost, "done", NOW, "")
        assert not one.ledger.defer(lost, NOW, "")
        assert not one.ledger.begin_posting(lost, 1, NOW, NOW + 9 * MINUTE)
        assert one.ledger.entry(entry.issue_id) == before

    def test_a_post_that_is_begun(self, one: Stores):
        """A claim holds longer, even where it had run out; where the post can be found is kept."""
        claim = entry = claimed(one)
        assert one.ledger.begin_posting(claim, 1 << 62, NOW + 6 * MINUTE, NOW + 9 * MINUTE)

        begun = one.ledger.entry(entry.issue_id)
        assert begun == replace(
            entry, claimed_until=NOW + 9 * MINUTE, posting=Posting(1 << 62, NOW + 6 * MINUTE)
        )
        assert one.ledger.claim("s1", SLOT, NOW, NOW + 8 * MINUTE, NOW + 20 * MINUTE) is None
        assert one.ledger.claim("s1", SLOT, NOW, NOW + 9 * MINUTE, NOW + 20 * MINUTE) is not None

    @pytest.mark.parametrize("outcome", ["done", "empty", "given up"])
    def test_what_has_ended_is_never_claimed(
        self, one: Stores, outcome: Literal["done", "empty", "given up"]
    ):
        """A slot whose issue has ended is taken for ever."""
        claim = entry = claimed(one)
        one.ledger.save_issue(claim, issue(entry.issue_id))
        one.ledger.end(claim, outcome, NOW, "")

        assert one.ledger.claim("s1", SLOT, NOW, NOW + 9 * MINUTE, NOW + 20 * MINUTE) is None
        assert list(one.ledger.find_unfinished(NOW + 9 * MINUTE)) == []
        assert not one.ledger.end(claim, "done", NOW, "")

    def test_one_at_a_time(self, one: Stores):
        """A subscription's next issue waits until the one before is sent or has ended."""
        claim = entry = claimed(one)
        assert one.ledger.claim("s1", "now-1", NOW, NOW, NOW + MINUTE) is None
        one.ledger.save_issue(claim, issue(entry.issue_id))
        one.ledger.defer(claim, NOW, "")
        assert one.ledger.claim("s1", "now-1", NOW, NOW, NOW + MINUTE) is None
        claim = claimed(one)
        one.ledger.record_sent(claim, 10, 99, NOW)

        assert one.ledger.claim("s1", "now-1", NOW, NOW, NOW + MINUTE) is not None

    def test_seen_moves_when_sent(self, one: Stores):
        """What is sent or empty moves what was seen; what is given up, or older, does not."""
        seen = []
        for slot, up_to, end in [
            ("d1", 7, "sent"),
            ("d2", 9, "given up"),
            ("d3", 8, "empty"),
            ("d4", 5, "sent"),
            ("d5", 4, "empty"),
        ]:
            claim = entry = claimed(one, slot)
            one.ledger.save_issue(claim, issue(entry.issue_id, up_to=up_to))
            if end == "sent":
                one.ledger.record_sent(claim, 10, 99, NOW)
            elif end == "given up":
                one.ledger.end(claim, "given up", NOW, "")
            else:
                one.ledger.end(claim, "empty", NOW, "")
            kept = one.subscriptions.get("s1")
            assert kept is not None
            seen.append(kept.seen)

        assert seen == [7, 7, 8, 8, 8]

    def test_defer(self, one: Stores):
        """What is put off is free again then, knows how often it was, and forgets it once sent."""
        claim = entry = claimed(one)
        assert one.ledger.defer(claim, NOW + 3 * MINUTE, "Discord is down")
        assert not one.ledger.defer(claim, NOW, "")
        assert list(one.ledger.find_unfinished(NOW + 2 * MINUTE)) == []
        found = one.ledger.find_unfinished(NOW + 3 * MINUTE)
        expected = replace(entry, claimed_until=NOW + 3 * MINUTE, tries=1, note="Discord is down")
        assert list(found) == [expected]
        claim = claimed(one, now=NOW + 3 * MINUTE)
        one.ledger.save_issue(claim, issue(entry.issue_id))

        composed = one.ledger.entry(entry.issue_id)
        assert composed is not None
        assert composed.tries == 0

    def test_unfinished(self, one: Stores):
        """Those whose claim has run out are found, the longest due first."""
        for n, minutes in enumerate((3, 1, 2)):
            one.subscriptions.add(subscription(f"u{n}"))
            claimed(one, now=NOW + minutes * MINUTE, whose=f"u{n}")

        found = one.ledger.find_unfinished(NOW + 7 * MINUTE)
        assert [entry.subscription_id for entry in found] == ["u1", "u2"]

    def test_all_released(self, one: Stores):
        """After a start by who is alone each claim has run out; what was put off still waits."""
        one.subscriptions.add(subscription("s2"))
        lost = claimed(one)
        off = claimed(one, whose="s2")
        one.ledger.defer(off, NOW + 9 * MINUTE, "")

        assert one.ledger.release_all() == 1
        assert slots(one.ledger.find_unfinished(NOW)) == [SLOT]
        assert not one.ledger.begin_posting(lost, 1, NOW, NOW + MINUTE)
        assert claimed(one).token != lost.token

    def test_released_among_some_servers(self, one: Stores):
        """What another process holds of others stays held."""
        lost = claimed(one)
        found = one.subscriptions.get("s1")
        assert found is not None

        assert one.ledger.release_all(lambda guild_id: guild_id != found.guild_id) == 0
        assert one.ledger.begin_posting(lost, 1, NOW, NOW + MINUTE)
        assert one.ledger.release_all(lambda guild_id: guild_id == found.guild_id) == 1
        assert not one.ledger.begin_posting(lost, 1, NOW, NOW + MINUTE)

    def test_given(self, one: Stores):
        """What a channel's issues showed is told, the newest first, each paper once."""
        sent(one, "d1", ("a", "b"), 0)
        sent(one, "d2", ("c", "a"), 1)

        assert list(one.ledger.sent_papers(10, 9)) == ["c", "a", "b"]
        assert list(one.ledger.sent_papers(10, 1)) == ["c"]
        assert list(one.ledger.sent_papers(11, 9)) == []

    def test_one_of_many_has_it(self, one: Stores):
        """Of sixteen that claim one slot at one moment, one gets it."""
        got: list[str] = []

        def claim(n: int) -> None:
            if one.ledger.claim("s1", SLOT, NOW, NOW, NOW + MINUTE):
                got.append(str(n))

        at_once(16, claim)

        assert len(got) == 1


class TestVotes:
    def test_cast_turned_and_taken_back(self, community: Stores):
        """A second press takes a vote back; the other button turns it."""
        votes = community.digest_votes

        assert votes.cast("i1", "a", MARA, 1, NOW) == PaperVotes("a", 1, 0)
        assert votes.cast("i1", "a", JONAS, -1, NOW) == PaperVotes("a", 1, 1)
        assert votes.cast("i1", "a", MARA, -1, NOW) == PaperVotes("a", 0, 2)
        assert votes.cast("i1", "a", MARA, -1, NOW) == PaperVotes("a", 0, 1)
        assert votes.cast("i1", "a", JONAS, -1, NOW) == PaperVotes("a", 0, 0)
        assert list(votes.list_for_issue("i1")) == []

    def test_of_a_subscription(self, one: Stores):
        """The votes on all of its issues are told, those voted on last first."""
        votes = one.digest_votes
        first, second = sent(one, "d1", ("a", "b")), sent(one, "d2", ("c",), 1)
        votes.cast(first, "a", MARA, 1, NOW + 3 * MINUTE)
        votes.cast(first, "b", MARA, -1, NOW + MINUTE)
        votes.cast(second, "c", MARA, 1, NOW + 2 * MINUTE)
        votes.cast(second, "c", JONAS, 1, NOW + 2 * MINUTE)
        votes.cast("unknown", "z", JONAS, 1, NOW)

        expected = [PaperVotes("a", 1, 0), PaperVotes("c", 2, 0), PaperVotes("b", 0, 1)]
        assert list(votes.list_for_subscription("s1", 9)) == expected
        assert list(votes.list_for_subscription("s1", 1)) == expected[:1]
        assert list(votes.list_for_subscription("s2", 9)) == []

    def test_a_person_forgotten(self, one: Stores):
        """A person's votes are erased and counted, and a subscription no longer names them."""
        one.digest_votes.cast("i1", "a", MARA, 1, NOW)
        one.digest_votes.cast("i1", "b", MARA, -1, NOW)
        one.digest_votes.cast("i1", "a", JONAS, 1, NOW)
        one.votes.cast("t1", MARA, 1, NOW)

        assert one.personal_data.forget(MARA, NOW) == ErasedCounts(votes=3)
        assert list(one.digest_votes.list_for_issue("i1")) == [PaperVotes("a", 1, 0)]
        assert one.subscriptions.get("s1") == subscription(created_by=0)

    def test_a_person_forgotten_who_has_digests(self, community: Stores):
        """Theirs end in all servers, with what they got; one begun before does not come back."""
        personal = [
            subscription("s1", channel_id=10, recipient_id=MARA),
            subscription("s2", channel_id=10, recipient_id=MARA, guild_id=2),
            subscription("s3", channel_id=11, recipient_id=JONAS, created_by=JONAS),
        ]
        for each in personal:
            community.subscriptions.add(each)
        sent(community)

        assert community.personal_data.forget(MARA, NOW + MINUTE) == ErasedCounts(digests=2)
        community.subscriptions.add(personal[0])
        assert ids(community.subscriptions.list_all()) == ["s3"]
        assert list(community.ledger.sent_papers(10, 9)) == []
