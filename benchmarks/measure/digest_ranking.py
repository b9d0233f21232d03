"""Measure how well a digest ranks: nDCG@5 over topics and days, beside plain vector similarity.

Run: python -m benchmarks.measure.digest_ranking DATA [--tune] [--work DIR]
DATA holds scale/arxiv_cs_daily.jsonl.gz. Three blocks of eight days each with a listing. On the
first four, each topic's channel gets its issue of five and votes on every paper of it, up where
its label says that it is relevant, down where not: 20 votes. The last four are measured: the five
papers that plain chromadb would give (cosine of the topic with the vector of title and abstract),
those of an issue without votes, and those of an issue with the 20. Papers come into the library day
by day, so that no ranking knows of a later day. Topics and labels are in digest_topics.toml.

The first two blocks and their topics served to choose weights (`--tune` tries those of the votes);
`held-out`, other topics on other days, is for the figures. Gains are linear. An issue that shows
fewer than five papers gets nothing for those it does not show. Days on which no paper has a label
of a topic do not count. Intervals are 95 % of 10,000 bootstraps over topics, seed 0.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import re
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import ndcg
from benchmarks.libraries import scale_file
from bot.digest.choose import ChoosePapers
from bot.digest.ledger import PaperVotes
from bot.digest.ranking import ReasonWeights, VoteWeights
from bot.digest.subscriptions import Interests, Subscription
from retrieval.library.library import Library, open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.query import expand_categories
from retrieval.search.topic_fit import TopicRanker

DAYS = {
    "tuning": "2025-05: 20 21 22 25 26 27 28 29",
    "tuning, later": "2026-05: 10 11 12 13 17 19 20 21",
    "held-out": "2026-03: 08 10 11 17 18 19 22 24",
}
TOPICS = Path(__file__).with_name("digest_topics.toml")
VOTED_DAYS = 4
SHOWN = 5
SYSTEMS = ("plain vectors", "ours, no votes", "ours, 20 votes")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a group asks for, and the categories and label words that the ranker does not see.

    A paper's grade is 3 if it is of one of the categories and has a label word in the title, 2 if
    the abstract has two or more, 1 if it has one, and 0 otherwise. No label word is in the text.
    """

    text: str
    categories: frozenset[str]
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if self._pattern().search(self.text):
            raise ValueError(f"A label word is in the topic's text: {self.text}")

    def grade(self, paper: Paper) -> int:
        """Return how relevant a paper is, 0 to 3."""
        if not self.categories & set(expand_categories(paper.categories)):
            return 0
        pattern = self._pattern()
        if pattern.search(paper.title):
            return 3
        return min(len(pattern.findall(paper.abstract)), 2)

    def _pattern(self) -> re.Pattern[str]:
        """Match whole words; an asterisk matches any ending."""
        parts = (re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]") for w in self.words)
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def load_topics(name: str) -> list[Topic]:
    """Return the topics of a block."""
    rows = tomllib.loads(TOPICS.read_text(encoding="utf-8"))[name]
    return [Topic(r["text"], frozenset(r["categories"]), tuple(r["words"])) for r in rows]


def main() -> None:
    """Embed what is not embedded yet, replay both blocks, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--tune", action="store_true", help="try weights on the tuning blocks only")
    parser.add_argument("--work", type=Path, default=Path("build/digest-rank"))
    arguments = parser.parse_args()
    read = {
        name: block(scale_file(arguments.data), days)
        for name, days in DAYS.items()
        if name != "held-out" or not arguments.tune
    }
    embedder = BgeSmall()
    for name, days in read.items():
        with open_library(arguments.work / name, embedder) as library:
            if library.vectors.count() < sum(map(len, days.values())):
                print(f"embedding {name}; this takes some minutes the first time", flush=True)
                fill(library, [p for papers in days.values() for p in papers])
            topics = load_topics(name)
            replay = Replay(library, days, topics, embedder)
            if arguments.tune:
                tune(replay)
            else:
                report(name, replay.run(), days, topics)


def block(path: Path, days: str) -> dict[date, list[Paper]]:
    """Return the papers first seen on each of the days of a month, "2025-05: 20 21"."""
    month, _, numbers = days.partition(": ")
    found: dict[date, list[Paper]] = {
        date.fromisoformat(f"{month}-{number}"): [] for number in numbers.split()
    }
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            day = date.fromisoformat(row["first_seen"])
            if day in found:
                found[day].append(
                    Paper(
                        row["_id"],
                        row["title"],
                        row["text"],
                        authors=tuple(row["authors"]),
                        published=day,
                        categories=tuple(row["categories"]),
                        source="arxiv",
                    )
                )
    return {day: sorted(papers, key=lambda p: p.paper_id) for day, papers in found.items()}


def fill(library: Library, papers: Sequence[Paper]) -> None:
    """Embed and index all papers, so that a second run embeds none."""
    library.catalog.upsert(papers, datetime.now(UTC), Provenance.SERVICE, by_id_only=True)
    library.indexing.drain()


@dataclass
class Run:
    """nDCG@5 by system, topic and day; how many papers were shown and how many votes were up."""

    figures: dict[str, dict[tuple[str, date], float]] = field(
        default_factory=lambda: {s: {} for s in SYSTEMS}
    )
    shown: list[int] = field(default_factory=list)
    ups: list[int] = field(default_factory=list)
    votes: list[int] = field(default_factory=list)


class Replay:
    """The days of a block, one after the other."""

    def __init__(
        self,
        source: Library,
        days: dict[date, list[Paper]],
        topics: Sequence[Topic],
        embedder: BgeSmall,
    ) -> None:
        self._source = source
        self._days = days
        self._topics = topics
        self._embedder = embedder

    def run(
        self, weighing: ReasonWeights = ReasonWeights(), learning: VoteWeights = VoteWeights()
    ) -> Run:
        """Return the figures of one replay."""
        done = Run()
        votes: dict[str, list[PaperVotes]] = {t.text: [] for t in self._topics}
        with (
            tempfile.TemporaryDirectory() as folder,
            open_library(Path(folder), self._embedder) as library,
        ):
            rank = TopicRanker(
                library.search, library.lexical, library.vectors, library.tokens, self._embedder
            )
            choose = ChoosePapers(library.catalog, rank, weighing, learning)
            for number, (day, papers) in enumerate(self._days.items()):
                seen = library.catalog.last_arrival()
                self._bring(library, papers)
                for topic in self._topics:
                    cast = votes[topic.text]
                    if number < VOTED_DAYS:
                        cast += self._vote(choose, topic, day, seen, cast)
                    else:
                        self._measure(done, choose, topic, day, seen, cast)
        done.ups = [sum(v.up for v in cast) for cast in votes.values()]
        done.votes = [len(cast) for cast in votes.values()]
        return done

    def _bring(self, library: Library, papers: Sequence[Paper]) -> None:
        """Take a day's papers into the library, with what was embedded before."""
        ids = [p.paper_id for p in papers]
        read = [p.for_reading() for p in papers]
        known = self._source.vectors.vectors(ids)
        library.catalog.upsert(papers, datetime.now(UTC), Provenance.SERVICE, by_id_only=True)
        library.vectors.upsert(read, np.stack([known[i] for i in ids]))
        library.tokens.upsert(self._source.tokens.get(ids))
        library.lexical.upsert(read)
        library.catalog.ack(library.catalog.list_pending(10**6))

    def _vote(
        self, choose: ChoosePapers, topic: Topic, day: date, seen: int, cast: Sequence[PaperVotes]
    ) -> list[PaperVotes]:
        found = choose(subscription(topic, seen), day, [v.paper_id for v in cast[::-1]], cast[::-1])
        relevant = [(p.paper.paper_id, topic.grade(p.paper) > 0) for p in found.picks]
        return [PaperVotes(i, up=int(good), down=int(not good)) for i, good in relevant]

    def _measure(
        self,
        done: Run,
        choose: ChoosePapers,
        topic: Topic,
        day: date,
        seen: int,
        cast: Sequence[PaperVotes],
    ) -> None:
        grades = {p.paper_id: topic.grade(p.for_reading()) for p in self._days[day]}
        if not any(grades.values()):
            return
        asked = subscription(topic, seen)
        given = [v.paper_id for v in cast[::-1]]
        vectors = self._source.vectors.vectors(list(grades))
        wanted = self._embedder.embed_query(topic.text).vector
        plain = sorted(grades, key=lambda i: -float(vectors[i] @ wanted))[:SHOWN]
        without, voted = (
            [p.paper.paper_id for p in found.picks]
            for found in (choose(asked, day, [], []), choose(asked, day, given, cast[::-1]))
        )
        for system, order in zip(SYSTEMS, (plain, without, voted), strict=True):
            done.figures[system][topic.text, day] = ndcg(
                [grades[i] for i in order], grades.values(), SHOWN
            )
        done.shown.append(len(voted))


def subscription(topic: Topic, seen: int) -> Subscription:
    """Return the subscription of a channel that knows its topic alone."""
    then = datetime(2025, 1, 1, tzinfo=UTC)
    return Subscription(
        "bench", 1, 1, 1, then, then, seen, interests=Interests((topic.text,)), papers=SHOWN
    )


def report(name: str, run: Run, days: dict[date, list[Paper]], topics: Sequence[Topic]) -> None:
    """Print a line a topic, then the means, the gains and their intervals."""
    papers = [len(p) for p in days.values()]
    print(
        f"\n{name}: {len(topics)} topics, {len(papers)} days of {min(papers)}-{max(papers)} papers"
    )
    print(f"{'':44}{'days':>5}" + "".join(f"{s:>18}" for s in SYSTEMS))
    by_topic = []
    for topic in topics:
        of_each = [
            [v for (text, _), v in run.figures[s].items() if text == topic.text] for s in SYSTEMS
        ]
        if of_each[0]:
            by_topic.append(np.array(of_each))
            means = "".join(f"{np.mean(v):18.3f}" for v in of_each)
            print(f"{topic.text[:43]:44}{len(of_each[0]):5}{means}")
    means = np.concatenate(by_topic, axis=1).mean(axis=1)
    print(f"{'nDCG@5, all':44}{sum(t.shape[1] for t in by_topic):5}", end="")
    print("".join(f"{m:18.3f}" for m in means))
    random = np.random.default_rng(0)
    drawn = np.array([resampled(by_topic, random) for _ in range(10_000)])
    for system, least in ((1, 0.15), (2, 0.30)):
        low, high = np.quantile(drawn[:, system] / drawn[:, 0] - 1, [0.025, 0.975])
        print(
            f"{SYSTEMS[system]:15} {means[system] / means[0] - 1:+.1%} over plain vectors "
            f"({low:+.1%} to {high:+.1%}); wanted {least:+.0%}"
        )
    print(
        f"{np.mean(run.shown):.2f} papers shown a measured day; "
        f"{np.mean(run.ups):.1f} votes of {np.mean(run.votes):.1f} a topic were up"
    )


def resampled(by_topic: Sequence[Any], random: np.random.Generator) -> Any:
    """Return each system's mean over topics drawn with replacement."""
    drawn = random.integers(0, len(by_topic), len(by_topic))
    return np.concatenate([by_topic[i] for i in drawn], axis=1).mean(axis=1)


def tune(replay: Replay) -> None:
    """Print what each choice of the votes' weights gives, the best first."""
    rows = []
    for signals, noise in itertools.product((0.15, 0.3, 0.6), (0.3, 0.6, 0.8, 1.2)):
        learning = VoteWeights(1.0, signals, noise)
        run = replay.run(learning=learning)
        means = [float(np.mean(list(run.figures[s].values()))) for s in SYSTEMS]
        rows.append((means[2], learning))
        print(*(f"{mean:.3f}" for mean in means), learning, flush=True)
    print("best:", max(rows, key=lambda row: row[0])[1])


if __name__ == "__main__":
    main()
