"""Balance the books of days of chaos: questions, digests, papers, tasks, memory and the log."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.records.subscriptions import Subscription
from bot.storage.stores import open_stores
from discord_playground.world.message_wire import message_wire
from retrieval.library.library import open_library
from retrieval.search.embedding.bge_small import BgeSmall
from tests.chaos.environment import GROWN, Stage
from tests.chaos.questions import SAID_NOTHING, Asked
from tests.digest.expected import clocks, due

_DAY = timedelta(days=1)
TASKS = 4
"""So many more there may be at a quiet moment: of the connection that has just asked for the
figures, of a gateway that reconnects, of a timer. A task leaked at each question would show as
hundreds."""
_MEMORY = 1.1
"""Times what the same process held after its first whole day: what is kept in memory is bounded
(answers' vectors, the last thousands of interactions' ids), and full after about a day of this.
The midnight before is no measure: a process that has just begun has some 200 MB less, as it loads
the model of entailment at its first checked sentence."""
_SURPRISES = (
    "AttributeError",
    "TypeError",
    "KeyError",
    "IndexError",
    "AssertionError",
    "NameError",
    "UnboundLocalError",
    "ValueError",
    "RecursionError",
)


@dataclass(slots=True)
class Books:
    """What was counted, and whatever was wrong, a line each."""

    counts: dict[str, int | str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def check(self, holds: object, what: str) -> None:
        """Note what does not hold."""
        if not holds:
            self.wrong.append(what)

    def __str__(self) -> str:
        lines = [f"{value!s:>12}  {name}" for name, value in self.counts.items()]
        return "\n".join([*lines, f"{len(self.wrong):>12}  wrong", *self.wrong[:40]])


@dataclass(frozen=True, slots=True)
class Quiet:
    """What a bot held at a quiet moment: its tasks, and its memory in MB."""

    life: int
    day: int
    tasks: int
    memory: float


def balance_questions(books: Books, asked: Sequence[Asked]) -> None:
    """See that each question has its end, and none had two answers."""
    counts = books.counts
    for name, hows in (("questions", ("command", "mention")), ("papers to add", ("add",))):
        ends = Counter(each.end for each in asked if each.how in hows)
        counts[name] = ends.total()
        for end, many in ends.most_common():
            counts[f"  {name}: {end}"] = many
    nothing = [each for each in asked if each.end == SAID_NOTHING and each.calm]
    counts["nothing came, though Discord was well"] = len(nothing)
    for each in asked:
        books.check(each.end != "LOST", f"question {each.mark} ({each.how}) is lost")
        books.check(len(each.turns) < 2, f"question {each.mark} was answered twice")


def balance_digests(
    books: Books, stage: Stage, subscriptions: Sequence[Subscription], start: datetime
) -> None:
    """Hold what stands in the channels, and the ledger, against what was due since `start`."""
    state = stage.playground.world.state
    counts = books.counts
    end = stage.control.now()
    due_slots = done = empty = asked = 0
    with open_stores(stage.kept_in) as community:
        for subscription in subscriptions:
            whose = subscription.subscription_id
            entries = {e.scheduled_for: e for e in community.ledger.history(whose, 1000)}
            shown = Counter(
                mark
                for message in state.messages.values()
                if message.channel_id == str(subscription.channel_id)
                for mark in {_issue(message_wire(state, message)["components"])}
                if mark
            )
            walked = clocks(subscription.schedule.zone, start - 2 * _DAY, end)
            for day, at in due(subscription.schedule, walked):
                if not start < at < end:
                    continue
                due_slots += 1
                entry = entries.get(day.isoformat())
                outcome = entry.outcome if entry else "missing"
                books.check(outcome in ("done", "empty"), f"digest {whose} of {day} is {outcome}")
            for entry in entries.values():
                done += entry.outcome == "done"
                empty += entry.outcome == "empty"
                many = shown.pop(entry.issue_id, 0)
                books.check(
                    many == (entry.outcome == "done"),
                    f"digest {whose} of {entry.scheduled_for} is {entry.outcome}, posted {many}×",
                )
            asked += sum(shown.values())
    books.check(not asked, f"{asked} digests stand that the ledger does not know")
    counts["digests due"] = due_slots
    counts["  sent once"] = done
    counts["  with nothing new"] = empty


def balance_papers(books: Books, stage: Stage, added: Set[str]) -> None:
    """Hold the catalog against its indexes, what arXiv offered, and what people were told of."""
    counts = books.counts
    with open_library(
        stage.data_dir, BgeSmall(), database=stage.database, chroma=stage.chroma.address
    ) as library:
        ids = library.catalog.ids()
        vectors = {each for each in ids if library.vectors.vectors([each])}
        tokens = set(library.tokens.get_packed(sorted(ids)))
        stores = (library.vectors.count(), library.lexical.count(), library.tokens.count())
    offered = {
        paper.paper_id for paper in stage.sources.world.alive if set(GROWN) & set(paper.categories)
    }
    books.check(added <= ids, f"added, and not there: {sorted(added - ids)[:5]}")
    counts["papers offered by arXiv"] = len(offered)
    counts["papers in the catalogue"] = len(ids)
    counts["papers in Chroma, the text index, the token store"] = ", ".join(map(str, stores))
    missing = offered - ids
    books.check(not missing, f"{len(missing)} papers never came in: {sorted(missing)[:5]}")
    books.check(vectors == tokens == ids, "an index lacks papers of the catalogue")
    books.check(set(stores) == {len(ids)}, f"the indexes hold {stores}")


def balance_memory(books: Books, quiet: Sequence[Quiet]) -> None:
    """See that no task is left over, and that no process has grown."""
    counts = books.counts
    counts["tasks at the quiet ends of the days"] = ", ".join(str(q.tasks) for q in quiet)
    counts["MB at the quiet ends of the days"] = ", ".join(
        f"{q.memory:.0f}{'' if n and q.life == quiet[n - 1].life else '*'}"
        for n, q in enumerate(quiet)
    )
    counts["  (*: a process that had begun that day)"] = ""
    few = min(q.tasks for q in quiet)
    for each in quiet:
        books.check(each.tasks <= few + TASKS, f"{each.tasks} tasks after day {each.day}")
        base = [q for q in quiet if q.life == each.life][1:2]
        books.check(
            not base or each.memory <= _MEMORY * base[0].memory,
            f"{each.memory:.0f} MB after day {each.day}",
        )


def balance_log(books: Books, stage: Stage) -> None:
    """Count what the bot logged as incidents; a mistake in its program is none of those."""
    found: Counter[str] = Counter()
    for line in (stage.data_dir / "footnote.log").read_text().splitlines():
        entry = json.loads(line)
        if entry.get("event") == "incident":
            name = str(entry["error"]).partition("(")[0]
            found[name] += 1
            books.check(name not in _SURPRISES, f"incident: {entry['error']}\n{entry.get('trace')}")
    said = (stage.folder / "bot.out").read_text(errors="replace")
    books.check("Traceback" not in said, f"a trace was printed: {said[-3000:]}")
    for name, many in found.most_common():
        books.counts[f"incidents: {name}"] = many


def _issue(components: object) -> str:
    """Return the issue that a message's buttons name."""
    found = json.dumps(components).partition("fn:i:why:")[2]
    return found.partition(":")[0]
