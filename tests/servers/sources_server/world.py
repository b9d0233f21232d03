"""A small arXiv made from a seed: papers over days, revised, cross-listed, withdrawn, deleted."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from tests.servers.sources_server.preprint import Preprint
from tests.servers.sources_server.search import matcher

CATEGORIES = ("cs.CL", "cs.LG", "cs.CV", "stat.ML", "hep-th", "math.AG")
_WORDS = (
    "sparse graph attention neural retrieval naïve Schrödinger quantum protein agents calibrated "
    "memory Gödel lattice diffusion speech causal robust <b>bold</b> A&B tensor"
).split()
_NAMES = ("Ada Lovelace", "Kurt Gödel", "Émilie du Châtelet", "Grace Hopper", "Paul Erdős")


class ArxivWorld:
    """So many papers over so many days from `first` on, each the same for the same seed."""

    def __init__(
        self, papers: int = 200, days: int = 10, seed: int = 1, first: date = date(2026, 11, 1)
    ) -> None:
        chance = random.Random(seed)
        begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
        self.last_day = first + timedelta(days=days - 1)
        self._found: dict[str, tuple[Preprint, ...]] = {}
        self.now = begin + timedelta(days=days, hours=6)
        span = days * 86_400
        self.papers = tuple(
            _preprint(number, begin + timedelta(seconds=number * span // papers), chance)
            for number in range(papers)
        )

    @cached_property
    def alive(self) -> tuple[Preprint, ...]:
        """The papers whose records are not deleted, the newest first."""
        return tuple(paper for paper in reversed(self.papers) if not paper.deleted)

    def found(self, search: str) -> tuple[Preprint, ...]:
        """Return what a search finds, the newest first; raise CannotSearch."""
        if search not in self._found:
            fits = matcher(search)
            self._found[search] = tuple(paper for paper in self.alive if fits(paper))
        return self._found[search]

    def ids(self, *categories: str) -> set[str]:
        """Return the ids of the papers that are not deleted, of any of these categories."""
        return {
            paper.paper_id
            for paper in self.alive
            if not categories or set(categories) & set(paper.categories)
        }


def _preprint(number: int, moment: datetime, chance: random.Random) -> Preprint:
    words = chance.choices(_WORDS, k=12)
    version = chance.choice((1, 1, 1, 2, 3))
    later = timedelta(days=chance.randint(1, 3)) if version > 1 else timedelta()
    updated = moment + later
    withdrawn = chance.random() < 0.03
    return Preprint(
        paper_id=f"{moment:%y%m}.{number:05d}",
        version=version,
        title=f"On {' '.join(words[:4])}, part {number}",
        abstract=f"We study {' '.join(words[4:])}. Result {number} holds – with p < 0.05.",
        authors=tuple(chance.sample(_NAMES, chance.randint(1, 3))),
        categories=tuple(chance.sample(CATEGORIES, chance.randint(1, 3))),
        published=moment,
        updated=updated,
        comment="This paper has been withdrawn by the authors" if withdrawn else "9 pages",
        doi=f"10.1234/made.{number}" if chance.random() < 0.2 else "",
        deleted=chance.random() < 0.03,
    )
