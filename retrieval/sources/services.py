"""Query the services that papers come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import CheckpointStore, Harvested, Record, Rejected

SearchableService = Literal["hugging-face", "openalex", "arxiv"]


@dataclass(frozen=True, slots=True)
class PaperServices:
    """The services behind `fetch`; with `checkpoints`, an interrupted harvest resumes.

    Every call blocks and yields papers as they arrive. Raises `SourceError` if a service fails.
    """

    fetch: Fetch
    checkpoints: CheckpointStore | None = None

    def arxiv(
        self,
        *,
        categories: Sequence[str],
        query: str = "",
        since: date | None,
        until: date | None,
        max_papers: int | None = None,
    ) -> Iterator[Harvested]:
        """Yield papers submitted to arXiv."""
        from retrieval.sources.arxiv import api

        return api.harvest(
            self.fetch,
            categories=categories,
            query=query,
            since=since,
            until=until,
            max_papers=max_papers,
            checkpoints=self.checkpoints,
        )

    def rss(self, *, categories: Sequence[str]) -> Iterator[Harvested]:
        """Yield the latest announcements of arXiv categories."""
        from retrieval.sources.arxiv import feed

        return feed.harvest(self.fetch, categories)

    def hf_daily(
        self,
        *,
        day: date | None = None,
        week: str | None = None,
        month: str | None = None,
        max_papers: int | None = None,
    ) -> Iterator[Harvested]:
        """Yield the daily papers of Hugging Face: of a day, a week, a month, or the latest."""
        from retrieval.sources import hugging_face

        return hugging_face.fetch_daily(
            self.fetch,
            day=day,
            week=week,
            month=month,
            max_papers=max_papers,
        )

    def by_reference(self, references: Sequence[str]) -> Iterator[Record | Rejected]:
        """Yield the papers of arXiv ids, DOIs and links."""
        from retrieval.sources.resolve import fetch_by_reference

        return fetch_by_reference(self.fetch, references)

    def search(
        self, words: str, *, service: SearchableService, max_papers: int
    ) -> Iterator[Harvested]:
        """Yield the papers that a service finds, best first."""
        from retrieval.sources import hugging_face, openalex
        from retrieval.sources.arxiv import api

        match service:
            case "hugging-face":
                return hugging_face.search(self.fetch, words, max_papers)
            case "openalex":
                return openalex.search(self.fetch, words, max_papers)
            case "arxiv":
                return api.harvest(self.fetch, query=words, max_papers=max_papers, sort="relevance")
