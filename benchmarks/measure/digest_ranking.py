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

import itertools
import re
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.figures import ndcg
from benchmarks.grounding_data import read_lines
from benchmarks.libraries import WORK, scale_file
from bot.digest.choose import ChoosePapers
from bot.digest.ranking import VoteWeights
from bot.records.digest_ledger import PaperVotes
from bot.records.subscriptions import Interests, Subscription
from retrieval.library.library import Library, open_library
from retrieval.paper import Paper
from retrieval.provenance import Provenance
from retrieval.search.embedding.bge_small import BgeSmall
from retrieval.search.query import expand_categories
from retrieval.search.rerank.maxsim import unpack_many
from retrieval.search.topic_fit import TopicRanker

Floats = NDArray[np.float64]
Days = dict[date, list[Paper]]

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


def main(data: Path, tune: bool = False, work: Path = WORK) -> None:
    """Embed what is not embedded yet, replay the blocks, and print."""
    embedder = BgeSmall()
    for name in DAYS:
        if name == "held-out" and tune:
            continue
        with open_block(name, data, work, embedder) as (library, days):
            topics = load_topics(name)
            if tune:
                tune_votes(library, days, topics)
            else:
                report(name, topics, list(replay(library, days, topics)))


@contextmanager
def open_block(
    name: str, data: Path, work: Path, embedder: BgeSmall
) -> Iterator[tuple[Library, Days]]:
    """Open a library with the embedded papers of a block, and give these by day."""
    month, _, numbers = DAYS[name].partition(": ")
    days: Days = {date.fromisoformat(f"{month}-{number}"): [] for number in numbers.split()}
    for row in read_lines(scale_file(data)):
        if (day := date.fromisoformat(row["first_seen"])) in days:
            days[day].append(
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
    for papers in days.values():
        papers.sort(key=lambda paper: paper.paper_id)
    with open_library(work / f"digest {name}", embedder) as library:
        papers = [paper for of_day in days.values() for paper in of_day]
        if library.vectors.count() < len(papers):
            print(f"embedding {name}; this takes some minutes the first time", flush=True)
            library.catalog.upsert(papers, datetime.now(UTC), Provenance.SERVICE, by_id_only=True)
            library.indexing.drain()
        yield library, days


def replay(
    source: Library,
    days: Days,
    topics: Sequence[Topic],
    learning: VoteWeights = VoteWeights(),
) -> Iterator[tuple[str, list[float]]]:
    """Live through the days; yield of each measured day and topic nDCG@5 by system."""
    votes: dict[str, list[PaperVotes]] = {topic.text: [] for topic in topics}
    with (
        tempfile.TemporaryDirectory() as folder,
        open_library(Path(folder), source.embedder) as library,
    ):
        rank = TopicRanker(
            library.search, library.lexical, library.vectors, library.tokens, library.embedder
        )
        choose = ChoosePapers(library.catalog, rank, learning)
        for number, (day, papers) in enumerate(days.items()):
            seen = library.catalog.last_arrival()
            bring(source, library, papers)
            for topic in topics:
                asked, cast = subscribe(topic, seen), votes[topic.text][::-1]
                given = [vote.paper_id for vote in cast]
                chosen = [pick.paper for pick in choose(asked, day, given, cast).picks]
                if number < VOTED_DAYS:
                    for paper in chosen:
                        good = topic.grade(paper) > 0
                        vote = PaperVotes(paper.paper_id, up=int(good), down=int(not good))
                        votes[topic.text].append(vote)
                    continue
                grades = {paper.paper_id: topic.grade(paper.for_reading()) for paper in papers}
                if any(grades.values()):
                    plain = rank_plainly(source, topic, list(grades))
                    without = [pick.paper.paper_id for pick in choose(asked, day, [], []).picks]
                    orders = (plain, without, [paper.paper_id for paper in chosen])
                    gains = ([grades[i] for i in order] for order in orders)
                    yield topic.text, [ndcg(found, grades.values(), SHOWN) for found in gains]


def bring(source: Library, library: Library, papers: Sequence[Paper]) -> None:
    """Take a day's papers into the library, with what was embedded before."""
    ids = [paper.paper_id for paper in papers]
    read = [paper.for_reading() for paper in papers]
    known = source.vectors.vectors(ids)
    library.catalog.upsert(papers, datetime.now(UTC), Provenance.SERVICE, by_id_only=True)
    library.vectors.upsert(read, np.stack([known[i] for i in ids]))
    packed = source.tokens.get_packed(ids)
    library.tokens.upsert(dict(zip(packed, unpack_many(list(packed.values())), strict=True)))
    library.lexical.upsert(read)
    library.catalog.ack(library.catalog.list_pending(10**6))


def rank_plainly(source: Library, topic: Topic, ids: Sequence[str]) -> list[str]:
    """Return the papers that a plain vector search gives."""
    vectors, wanted = source.vectors.vectors(ids), source.embedder.embed_query(topic.text).vector
    return sorted(ids, key=lambda i: -float(vectors[i] @ wanted))[:SHOWN]


def subscribe(topic: Topic, seen: int) -> Subscription:
    """Return the subscription of a channel that knows its topic alone."""
    then = datetime(2025, 1, 1, tzinfo=UTC)
    return Subscription(
        "bench", 1, 1, 1, then, then, seen, interests=Interests((topic.text,)), papers=SHOWN
    )


def report(name: str, topics: Sequence[Topic], found: Sequence[tuple[str, list[float]]]) -> None:
    """Print a line a topic, then the means, the gains and their intervals."""
    print(f"\n{name + ', nDCG@5':44}{'days':>5}" + "".join(f"{system:>18}" for system in SYSTEMS))
    by_topic = [np.array([row for text, row in found if text == t.text]) for t in topics]
    for topic, rows in zip(topics, by_topic, strict=True):
        if len(rows):
            print_row(topic.text[:43], rows)
    by_topic = [rows for rows in by_topic if len(rows)]
    print_row("all", np.concatenate(by_topic))
    random = np.random.default_rng(0)
    means = np.concatenate(by_topic).mean(axis=0)
    drawn = np.array([resample(by_topic, random) for _ in range(10_000)])
    for system in (1, 2):
        low, high = np.quantile(drawn[:, system] / drawn[:, 0] - 1, [0.025, 0.975])
        gain = means[system] / means[0] - 1
        print(f"{SYSTEMS[system]:15} {gain:+.1%} over plain vectors ({low:+.1%} to {high:+.1%})")


def print_row(name: str, rows: Floats) -> None:
    """Print the means of the systems."""
    print(f"{name:44}{len(rows):5}" + "".join(f"{mean:18.3f}" for mean in rows.mean(axis=0)))


def resample(by_topic: Sequence[Floats], random: np.random.Generator) -> Floats:
    """Return each system's mean over topics drawn with replacement."""
    drawn = random.integers(0, len(by_topic), len(by_topic))
    means: Floats = np.concatenate([by_topic[i] for i in drawn]).mean(axis=0)
    return means


def tune_votes(library: Library, days: Days, topics: Sequence[Topic]) -> None:
    """Print what each choice of the votes' weights gives."""
    for signals, noise in itertools.product((0.15, 0.3, 0.6), (0.3, 0.6, 0.8, 1.2)):
        learning = VoteWeights(1.0, signals, noise)
        means = np.mean([row for _, row in replay(library, days, topics, learning)], axis=0)
        print(*(f"{mean:.3f}" for mean in means), learning, flush=True)


if __name__ == "__main__":
    typer.run(main)
