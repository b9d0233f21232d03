"""What every community does, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.records.conversations import ConversationTurn, Tally
from bot.records.receipts import Scope
from bot.records.server_settings import ServerSettings
from bot.records.shelves import ShelfOwner, ShelvedPaper
from bot.records.spending import NOBODY, DailyRecords, Reservation, Spending, Totals
from bot.storage.erasure import ErasedCounts
from bot.storage.spending import SpendingStore
from bot.storage.stores import Stores
from tests.storage.digest_samples import subscription
from tests.storage.samples import ANSWER, NOW, REFUSED, SEARCHED, UNSTATED, receipt, turn

MARA, JONAS = 100, 200
LARGEST = 2**63 - 1
DAY = NOW.date()
NOON = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
ONE, ONE_TOKEN = NOON + timedelta(hours=1), Spending(1)


PAYLOAD = {"query": "“猫” \ud800\0", "ids": ["a", "b"], "page": 3, "year": None, "f": {"x": 1.5}}


def ids(turns: Sequence[ConversationTurn]) -> list[str]:
    """Return the ids of turns, in their order."""
    return [kept.turn_id for kept in turns]


def at_once(count: int, work: Callable[[int], object]) -> None:
    """Do `work` in so many threads that begin together; raise what one of them raised."""
    together = threading.Barrier(count)

    def begin(n: int) -> object:
        together.wait(60)
        return work(n)

    with ThreadPoolExecutor(count) as threads:
        list(threads.map(begin, range(count)))


def reservation(
    reservation_id: str,
    guild_id: int | None = 1,
    user_id: int = MARA,
    day: date = DAY,
    most: Spending = ONE_TOKEN,
    until: datetime = ONE,
) -> Reservation:
    """Return a reservation of Mara's, of the day, in server 1."""
    return Reservation(reservation_id, day, guild_id, user_id, most, until)


def spend(
    spending: SpendingStore, guild_id: int | None, user_id: int, spent: Spending, day: date = DAY
) -> None:
    """Have something spent: reserved, and settled."""
    held = reservation("spent", guild_id, user_id, day)
    spending.reserve(held, NOON, lambda totals: None)
    spending.settle(held, spent)


class TestTurns:
    @pytest.mark.parametrize("answer", [ANSWER, REFUSED], ids=["answered", "refused"])
    def test_a_turn_comes_back_as_it_was(self, community: Stores, answer):
        """Question, filters, answer, messages and places are all kept."""
        kept = turn(
            answer=answer, guild_id=LARGEST, question_message_id=7, answer_message_ids=(9, 8)
        )
        community.turns.keep(kept)

        assert community.turns.get("t1") == kept

    @pytest.mark.parametrize("question", ["\0 \ud800 alone", "猫 👩‍👩‍👧 \u202e", ""])
    def test_any_question_is_kept(self, community: Stores, question: str):
        """Whatever characters a question has, they come back."""
        community.turns.keep(turn(question=question))

        found = community.turns.get("t1")
        assert found is not None
        assert found.question == question

    def test_the_newest_below(self, community: Stores):
        """Pages go from the newest to the oldest."""
        for n in range(5):
            community.turns.keep(turn(f"t{n}", n))
        first = list(community.turns.page_before(None, 2))
        second = list(community.turns.page_before(first[-1][0], 5))

        assert [kept.turn_id for _, kept in first] == ["t4", "t3"]
        assert [kept.turn_id for _, kept in second] == ["t2", "t1", "t0"]
        assert list(community.turns.page_before(second[-1][0], 5)) == []

    def test_by_answer(self, community: Stores):
        """Each message of a long answer leads to its turn."""
        kept = turn(answer_message_ids=(21, 22, 23))
        community.turns.keep(kept)
        community.turns.keep(turn("t2", answer_message_ids=(24,)))

        assert [community.turns.find_by_answer(m) for m in (21, 22, 23)] == [kept] * 3

    def test_the_newest_that_a_person_may_see(self, community: Stores):
        """Their own, and those of others that all see; never the private ones of others."""
        community.turns.keep(turn("public", 1, user_id=MARA))
        community.turns.keep(turn("own", 2, user_id=JONAS, private=True))
        community.turns.keep(turn("private", 3, user_id=MARA, private=True))

        def newest(person: int, **where: bool) -> str | None:
            found = community.turns.latest_seen(10, person, **where)
            return None if found is None else found.turn_id

        assert newest(MARA) == "private"
        assert newest(JONAS) == "own"
        assert newest(7) == "public"
        assert newest(7, others=False) is None

    def test_copies_go_with_the_turn(self, community: Stores):
        """They are known until then, also to who posted one; a forgotten turn gets none."""
        community.turns.keep(turn("t1", user_id=MARA, answer_message_ids=(1,)))
        assert community.turns.keep_copy("t1", 7, JONAS)
        community.turns.keep(turn("t1", user_id=MARA, answer_message_ids=(1,)))
        found = community.turns.get("t1")
        assert found is not None

        assert (found.answer_message_ids, found.copy_message_ids) == ((1,), (7,))
        assert list(community.personal_data.messages(MARA)) == [(10, 1), (10, 7)]
        assert list(community.personal_data.messages(JONAS)) == [(10, 7)]
        community.turns.forget(["t1"])
        assert not community.turns.keep_copy("t1", 8, JONAS)
        assert list(community.personal_data.messages(JONAS)) == []


class TestConversations:
    def keep(self, community: Stores, *chain: str) -> None:
        """Keep turns that each follow the one before."""
        for n, (before, turn_id) in enumerate(zip((None, *chain), chain, strict=False)):
            community.turns.keep(turn(turn_id, n, parent_id=before))

    def test_oldest_first(self, community: Stores):
        """A conversation leads from its first question to the turn asked for."""
        self.keep(community, "t1", "t2", "t3", "t4")

        assert ids(community.turns.conversation("t3", 10)) == ["t1", "t2", "t3"]

    @pytest.mark.parametrize(
        ("limit", "expected"), [(0, []), (2, ["t3", "t4"]), (4, ["t1", "t2", "t3", "t4"])]
    )
    def test_the_last_ones(self, community: Stores, limit: int, expected: list[str]):
        """With a limit it is the last turns that are given."""
        self.keep(community, "t1", "t2", "t3", "t4")

        assert ids(community.turns.conversation("t4", limit)) == expected

    def test_a_loop_ends(self, community: Stores):
        """Turns that follow each other in a circle are given once each."""
        self.keep(community, "t1", "t2", "t3")
        community.turns.keep(turn("t1", parent_id="t3"))

        assert ids(community.turns.conversation("t3", 50)) == ["t1", "t2", "t3"]
        assert ids(community.turns.conversation("t1", 50)) == ["t2", "t3", "t1"]

    def test_what_followed_a_forgotten_turn(self, community: Stores):
        """Forgetting a turn cuts the conversation there, and says how many were forgotten."""
        self.keep(community, "t1", "t2", "t3")

        assert community.turns.forget(["t2", "t2", "unknown"]) == 1
        third = community.turns.get("t3")
        assert third is not None
        assert third.parent_id is None
        assert ids(community.turns.conversation("t3", 10)) == ["t3"]

    def test_forgetting_takes_messages_and_votes(self, community: Stores):
        """Neither the messages nor the votes of a forgotten turn are kept."""
        community.turns.keep(turn(answer_message_ids=(1,), question_message_id=2))
        community.votes.cast("t1", JONAS, 1, NOW)
        community.turns.forget(["t1"])

        assert community.turns.find_by_answer(1) is None
        assert community.turns.find_by_question(2) == []
        assert community.votes.tally("t1") == Tally()


class TestSettings:
    SETTLED = ServerSettings(
        (1, LARGEST), (3,), "llama", "Japanese", 0.5, False, False, (4,), (5, 6)
    )

    @pytest.mark.parametrize("settled", [SETTLED, ServerSettings(cutoff=0.0), ServerSettings()])
    def test_kept_for_one_server(self, community: Stores, settled: ServerSettings):
        """What a server settles is kept, and for that server alone."""
        assert community.settings.change(1, lambda _: settled, NOW) == settled

        assert community.settings.get(1) == settled
        assert community.settings.get(2) == ServerSettings()

    def test_changed_and_reset(self, community: Stores):
        """A change is of what is kept; the defaults may be settled again, and that repeated."""
        settings = community.settings
        settings.change(1, lambda _: self.SETTLED, NOW)
        settings.change(1, lambda found: replace(found, channels=()), NOW)
        assert settings.get(1) == replace(self.SETTLED, channels=())

        settings.change(1, lambda _: ServerSettings(), NOW)
        settings.change(1, lambda _: ServerSettings(), NOW)
        assert settings.get(1) == ServerSettings()

    def test_saved_at_the_same_moment(self, community: Stores):
        """Of sixty fields of ten servers, saved by sixty threads at once, each is kept."""
        fields = ("channels", "roles", "model", "language", "mentions", "digest_roles")
        wanted = {name: getattr(self.SETTLED, name) for name in fields}

        def save(n: int) -> ServerSettings:
            guild_id, name = divmod(n, len(fields))
            value = {fields[name]: wanted[fields[name]]}
            return community.settings.change(guild_id, lambda found: replace(found, **value), NOW)

        at_once(60, save)

        assert {community.settings.get(guild_id) for guild_id in range(10)} == {
            replace(ServerSettings(), **wanted)
        }


class TestShelves:
    OWN, SERVER = ShelfOwner("user", MARA), ShelfOwner("guild", MARA)

    def test_newest_first(self, community: Stores):
        """The paper that was put there last comes first."""
        later = NOW + timedelta(minutes=1)
        assert community.shelves.add(self.OWN, ["b", "a"], MARA, NOW) == 2
        assert community.shelves.add(self.OWN, ["c"], JONAS, later) == 1

        assert list(community.shelves.papers(self.OWN)) == [
            ShelvedPaper("c", JONAS, later),
            ShelvedPaper("a", MARA, NOW),
            ShelvedPaper("b", MARA, NOW),
        ]

    def test_taken_off(self, community: Stores):
        """Only what was there counts as taken off."""
        community.shelves.add(self.OWN, ["a", "b"], MARA, NOW)

        assert community.shelves.remove(self.OWN, ["b", "b", "c"]) == 1
        assert community.shelves.remove(self.SERVER, ["a"]) == 0
        assert [s.paper_id for s in community.shelves.papers(self.OWN)] == ["a"]


class TestReceipts:
    @pytest.mark.parametrize("answer", [SEARCHED, UNSTATED], ids=["answered", "detail"])
    def test_a_receipt_comes_back_as_it_was(self, community: Stores, answer):
        """All that it says of the answer, of how it was asked, and of whom is kept."""
        kept = receipt(answer=answer)
        community.receipts.keep(kept)

        assert community.receipts.get("t1") == kept
        assert community.receipts.get("t2") is None

    def test_the_old_go_server_by_server(self, community: Stores):
        """What is as old as the limit goes, of that server alone; direct messages are one."""
        of_none = Scope(None, 12, MARA)
        for minute in (1, 2, 3):
            community.receipts.keep(receipt(f"a{minute}", minute))
            community.receipts.keep(receipt(f"b{minute}", minute, scope=Scope(LARGEST, 11, MARA)))
            community.receipts.keep(receipt(f"c{minute}", minute, scope=of_none))
        assert set(community.receipts.list_guilds()) == {1, LARGEST, None}

        assert community.receipts.forget_older(1, NOW + timedelta(minutes=2)) == 2
        assert community.receipts.forget_older(None, NOW + timedelta(minutes=9)) == 3
        assert community.receipts.forget_older(7, NOW + timedelta(minutes=9)) == 0
        left = [f"{who}{n}" for who in "abc" for n in (1, 2, 3)]
        left = [receipt_id for receipt_id in left if community.receipts.get(receipt_id)]
        assert left == ["a3", "b1", "b2", "b3"]

    def test_it_goes_with_its_turn(self, community: Stores):
        """A forgotten turn takes its receipt along, also where the turn was not yet kept."""
        community.receipts.keep(receipt("t1"))
        community.receipts.keep(receipt("t2"))
        community.receipts.keep(receipt("t3"))
        community.turns.keep(turn("t2"))
        community.turns.forget(["t1"])
        community.turns.forget_channel(10)

        left = [community.receipts.get(t) is not None for t in ("t1", "t2", "t3")]
        assert left == [False, False, True]

    def test_it_goes_with_its_person(self, community: Stores):
        """Whoever is forgotten is so in receipts, also in those without a turn."""
        community.receipts.keep(receipt("t1"))
        community.receipts.keep(receipt("t2", scope=Scope(1, 10, JONAS)))
        community.personal_data.forget(MARA, NOW)

        assert community.receipts.get("t1") is None
        assert community.receipts.get("t2") is not None

    def test_a_follow_up_forgets_the_words_of_what_it_followed(self, community: Stores):
        """How it was searched for goes from turn and receipt, of all that came after."""
        for before, now in ((None, "t1"), ("t1", "t2"), ("t2", "t3"), (None, "t4")):
            community.receipts.keep(receipt(now))
            community.turns.keep(turn(now, answer=SEARCHED, parent_id=before, user_id=JONAS))
        community.turns.forget(["t1"])

        searched = {}
        for known in ("t2", "t3", "t4"):
            kept, its = community.turns.get(known), community.receipts.get(known)
            assert kept is not None
            assert its is not None
            searched[known] = (kept.answer.searched, its.answer.searched)
        words = SEARCHED.searched
        assert searched == {"t2": ("", ""), "t3": ("", ""), "t4": (words, words)}

    def test_a_follow_up_of_what_is_gone_already(self, community: Stores):
        """What was forgotten while its follow-up was answered does not come back with it."""
        community.receipts.keep(receipt("t2"))
        community.turns.keep(turn("t2", answer=SEARCHED, parent_id="t1"))

        kept, its = community.turns.get("t2"), community.receipts.get("t2")
        assert kept is not None
        assert its is not None
        assert (kept.answer.searched, its.answer.searched) == ("", "")


class TestSpending:
    def test_is_summed_by_person_server_and_day(self, community: Stores) -> None:
        """In all, in a server, and for a person wherever; direct messages are of no server."""
        spending = community.spending
        for guild_id, user_id, spent in (
            (1, MARA, Spending(100, 0.25)),
            (1, MARA, Spending(20, 0.5)),
            (2, MARA, Spending(3)),
            (None, MARA, Spending(7, 1.0)),
            (1, JONAS, Spending(1_000)),
            (LARGEST, NOBODY, Spending(5)),
        ):
            spend(spending, guild_id, user_id, spent)
        totals = spending.totals(DAY, 1, MARA, NOON)
        spend(spending, 1, MARA, Spending(9_000, 9.0), day=DAY + timedelta(days=1))

        assert totals == Totals(Spending(130, 1.75), Spending(1_120, 0.75), Spending(1_135, 1.75))
        assert spending.totals(DAY + timedelta(days=1), 1, JONAS, NOON).server == Spending(
            9_000, 9.0
        )
        assert spending.spent(DAY, LARGEST) == Spending(5)
        assert spending.spent(DAY) == Spending(1_135, 1.75)
        assert spending.spent(DAY - timedelta(days=1)) == Spending()

    def test_what_is_reserved_counts(self, community: Stores) -> None:
        """Until it is settled, by what was spent then, or its time is over."""
        spending = community.spending
        held = reservation("a", most=Spending(500, 0.5))
        left = reservation("b", most=Spending(30), until=NOON + timedelta(minutes=1))
        for each in (held, left):
            assert spending.reserve(each, NOON, lambda totals: None) is None
        both = spending.totals(DAY, 1, MARA, NOON)
        spending.settle(held, Spending(7))
        settled = spending.totals(DAY, 1, MARA, NOON)
        later = spending.totals(DAY, 1, MARA, NOON + timedelta(minutes=1))

        assert both == Totals(Spending(530, 0.5), Spending(530, 0.5), Spending(530, 0.5))
        assert settled == Totals(Spending(37), Spending(37), Spending(37))
        assert later == Totals(Spending(7), Spending(7), Spending(7))
        assert spending.spent(DAY) == Spending(7)

    def test_it_outlives_being_forgotten(self, community: Stores) -> None:
        """Until the day is over, one's budget stays used; after it, only the servers' sums stay."""
        spending = community.spending
        spend(spending, 1, MARA, Spending(100, 0.25))
        spend(spending, 1, NOBODY, Spending(10))
        community.personal_data.forget(MARA, NOW)
        forgotten = spending.totals(DAY, 1, MARA, NOON)
        spending.forget_people_before(DAY)
        same_day = spending.totals(DAY, 1, MARA, NOON)
        spending.forget_people_before(DAY + timedelta(days=1))
        after = spending.totals(DAY, 1, MARA, NOON)

        assert forgotten == same_day
        assert forgotten.user == Spending(100, 0.25)
        assert after == Totals(Spending(), Spending(110, 0.25), Spending(110, 0.25))


class TestAdditions:
    def test_a_day_has_so_many(self, community: Stores) -> None:
        """By person over all servers and by server over all people, without those refused."""
        most = DailyRecords(10, 15)

        def take(guild_id: int, user_id: int, records: int, day: date = DAY) -> DailyRecords | None:
            return community.additions.take(day, guild_id, user_id, records, most)

        assert take(1, MARA, 6) is None
        assert take(2, MARA, 5) == DailyRecords(4, 15)
        assert take(1, JONAS, 9) is None
        assert take(1, JONAS, 1) == DailyRecords(1, 0)
        assert take(2, MARA, 4) is None
        assert take(2, MARA, 0) == DailyRecords(0, 11)
        assert take(2, JONAS, 0) is None
        assert take(1, MARA, 10, DAY + timedelta(days=1)) is None


class TestVotes:
    def test_cast_turned_and_taken_back(self, community: Stores):
        """A vote is cast, turned by its opposite, and taken back by the same again."""
        cast = community.votes.cast

        assert cast("t1", MARA, 1, NOW) == Tally(up=1)
        assert cast("t1", MARA, -1, NOW) == Tally(down=1)
        assert cast("t1", MARA, -1, NOW) == Tally()
        assert cast("t1", MARA, -1, NOW) == Tally(down=1)


class TestRemembered:
    def test_recalled(self, community: Stores):
        """What was remembered comes back, under a token that fits a button's id."""
        token = community.component_state.save("search", PAYLOAD, NOW)

        assert community.component_state.load("search", token) == PAYLOAD
        assert token.isascii()
        assert token.isalnum()
        assert len(token) <= 20


class TestPeople:
    def test_forgotten(self, community: Stores):
        """A person's turns, votes and shelf are erased, and nothing of anyone else."""
        turns, shelves, votes = community.turns, community.shelves, community.votes
        turns.keep(turn("m1", answer_message_ids=(1,)))
        turns.keep(turn("j1", user_id=JONAS, parent_id="m1", answer_message_ids=(2,)))
        turns.keep(turn("m2", parent_id="j1", guild_id=None, channel_id=12))
        votes.cast("j1", MARA, 1, NOW)
        votes.cast("m1", MARA, 1, NOW)
        votes.cast("m1", JONAS, 1, NOW)
        votes.cast("j1", JONAS, -1, NOW)
        shelves.add(ShelfOwner("user", MARA), ["a", "b"], MARA, NOW)
        shelves.add(ShelfOwner("user", JONAS), ["a"], JONAS, NOW)
        shelves.add(ShelfOwner("guild", 1), ["a"], MARA, NOW)
        shelves.add(ShelfOwner("guild", 1), ["b"], JONAS, NOW)

        assert community.personal_data.forget(MARA, NOW) == ErasedCounts(
            2, 2, 2, messages=((10, 1),)
        )
        left = turns.get("j1")
        assert left is not None
        assert left.parent_id is None
        assert (turns.get("m1"), turns.get("m2")) == (None, None)
        assert votes.tally("j1") == Tally(down=1)
        assert votes.tally("m1") == Tally()
        assert list(shelves.papers(ShelfOwner("user", MARA))) == []
        assert len(shelves.papers(ShelfOwner("user", JONAS))) == 1
        assert [(s.paper_id, s.added_by) for s in shelves.papers(ShelfOwner("guild", 1))] == [
            ("b", JONAS),
            ("a", 0),
        ]
        assert community.personal_data.forget(MARA, NOW) == ErasedCounts()

    def test_what_was_under_way_is_not_kept_after(self, community: Stores):
        """What was begun before goes nowhere, and what was begun later is kept."""
        later = NOW + timedelta(seconds=1)
        community.personal_data.forget(MARA, NOW)
        kept = [
            community.turns.keep(turn("m1", question_message_id=1)),
            community.turns.keep(turn("j1", user_id=JONAS, quoted_user_id=MARA)),
            community.turns.keep(turn("j2", user_id=JONAS)),
            community.turns.keep(turn("m2", asked_at=later)),
        ]
        community.votes.cast("j2", MARA, 1, NOW)
        community.votes.cast("m2", MARA, 1, later)
        community.shelves.add(ShelfOwner("user", MARA), ["a"], MARA, NOW)
        community.shelves.add(ShelfOwner("user", MARA), ["b"], MARA, later)
        community.shelves.add(ShelfOwner("guild", 1), ["a"], MARA, NOW)

        assert kept == [False, False, True, True]
        assert community.turns.get("m1") is None
        assert community.votes.tally("j2") == Tally()
        assert community.votes.tally("m2") == Tally(up=1)
        assert [s.paper_id for s in community.shelves.papers(ShelfOwner("user", MARA))] == ["b"]
        assert [s.added_by for s in community.shelves.papers(ShelfOwner("guild", 1))] == [0]

    def test_whose_words_are_quoted(self, community: Stores):
        """A turn that quotes somebody goes with them, and with the message that is quoted."""
        quoting = {"user_id": JONAS, "quoted_user_id": MARA, "quoted_message_id": 77}
        kept = turn("j1", answer_message_ids=(5,), question_channel_id=9, **quoting)
        community.turns.keep(kept)

        assert community.turns.get("j1") == kept
        assert community.turns.find_by_question(77) == [kept]
        assert list(community.personal_data.messages(MARA)) == [(10, 5)]
        assert community.personal_data.forget(MARA, NOW) == ErasedCounts(1, messages=((10, 5),))
        assert community.turns.get("j1") is None

    def test_messages(self, community: Stores):
        """The messages that answer a person are named, with their channels, oldest first."""
        community.turns.keep(turn("m2", 2, channel_id=12, answer_message_ids=(4,)))
        community.turns.keep(turn("m1", 1, answer_message_ids=(2, 1)))
        community.turns.keep(turn("m3", 3))
        community.turns.keep(turn("j1", user_id=JONAS, answer_message_ids=(3,)))

        assert list(community.personal_data.messages(MARA)) == [(10, 2), (10, 1), (12, 4)]


class TestServers:
    def test_forgotten(self, community: Stores):
        """All that is of a server goes, and nothing of another."""
        for guild, person in ((1, MARA), (2, JONAS)):
            community.servers.join(9, [guild])
            community.turns.keep(turn(f"t{guild}", guild_id=guild, user_id=person))
            community.receipts.keep(receipt(f"t{guild}", scope=Scope(guild, 10, person)))
            community.settings.change(guild, lambda _: ServerSettings(language="de"), NOW)
            community.shelves.add(ShelfOwner("guild", guild), ["a"], person, NOW)
            community.subscriptions.add(subscription(f"s{guild}", guild_id=guild))
        community.shelves.add(ShelfOwner("user", MARA), ["a"], MARA, NOW)

        assert community.servers.forget(1, NOW) == 1
        for guild, there in ((1, False), (2, True)):
            assert bool(community.turns.get(f"t{guild}")) is there
            assert bool(community.receipts.get(f"t{guild}")) is there
            assert (community.settings.get(guild) != ServerSettings()) is there
            assert bool(community.shelves.papers(ShelfOwner("guild", guild))) is there
            assert bool(community.subscriptions.list_for_guild(guild)) is there
        assert len(community.shelves.papers(ShelfOwner("user", MARA))) == 1
        assert list(community.servers.list_joined(9)) == [2]

    def test_what_was_under_way_is_not_kept_after(self, community: Stores):
        """Neither an answer nor a subscription; of a server that comes back it is."""
        community.servers.forget(1, NOW)
        later = NOW + timedelta(seconds=1)
        community.subscriptions.add(subscription("s1"))
        community.subscriptions.add(subscription("s2", created_at=later))

        assert community.turns.keep(turn("m1")) is False
        assert community.turns.keep(turn("m2", asked_at=later)) is True
        assert [s.subscription_id for s in community.subscriptions.list_for_guild(1)] == ["s2"]


class TestManyThreads:
    def test_forgetting_while_others_follow(self, community: Stores):
        """A turn forgotten while others are kept that follow it leaves them following nothing."""
        for n in range(8):
            community.turns.keep(turn(f"first{n}"))

        def follow_or_forget(n: int) -> None:
            if n % 2:
                community.turns.forget([f"first{n // 2}"])
            else:
                community.turns.keep(turn(f"second{n // 2}", 1, parent_id=f"first{n // 2}"))

        at_once(16, follow_or_forget)

        found = [community.turns.get(f"second{n}") for n in range(8)]
        assert [f.parent_id for f in found if f is not None] == [None] * 8
