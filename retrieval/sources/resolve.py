"""Fetch the papers of references, each from the service that knows it best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from retrieval.errors import SourceDown, SourceError
from retrieval.paper import Paper, arxiv_id, doi
from retrieval.sources import hugging_face, openalex, semantic_scholar
from retrieval.sources.arxiv import api as arxiv
from retrieval.sources.extract_ids import Kind, Reference, extract_references
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import Record, Rejected

_ByIds = Callable[[Fetch, Sequence[str]], Iterator[Record | Rejected]]

_MAX_ENRICHED: Final = 10
"""Papers to request from Hugging Face, one request each, for their votes."""

_MAX_QUOTED_CHARS = 80


def fetch_by_reference(fetch: Fetch, references: Sequence[str]) -> Iterator[Record | Rejected]:
    """Yield a record or a rejection for each id, DOI or link, in order.

    A result's line is the position in `references`, from 1. If a service lacks a paper or its
    abstract, the next one is queried. Raises SourceError if all queried services fail.
    """
    named = [extract_references(text) for text in references]
    search = _Search(fetch, list(dict.fromkeys(r for found in named for r in found)))
    search.run()
    given: set[Reference] = set()
    for line, (text, found) in enumerate(zip(references, named, strict=True), start=1):
        if not found:
            yield Rejected(line, _describe_no_reference(text))
        for reference in found:
            if reference in given:
                continue
            given.add(reference)
            if paper := search.found.get(reference):
                yield Record(paper, line)
            else:
                yield Rejected(line, search.explain_missing(reference))


class _Search:
    """One call's search for papers, service by service."""

    def __init__(self, fetch: Fetch, wanted: Sequence[Reference]) -> None:
        self._fetch = fetch
        self._wanted = wanted
        self._asked: dict[Reference, list[str]] = {reference: [] for reference in wanted}
        self._failed: dict[str, SourceError] = {}
        self.found: dict[Reference, Paper] = {}

    def run(self) -> None:
        """Query the services; raise SourceError if all of them fail."""
        self._query_service("arXiv", arxiv.fetch_by_ids, self._select_kinds("arxiv"))
        self._query_service(
            "OpenAlex", openalex.fetch_by_ids, self._select_kinds("doi", "openalex")
        )
        self._query_service(
            "Semantic Scholar", semantic_scholar.fetch_by_ids, self._find_incomplete()
        )
        services = {service for asked in self._asked.values() for service in asked}
        if not self.found and services and services <= self._failed.keys():
            down = all(isinstance(error, SourceDown) for error in self._failed.values())
            told = " ".join(dict.fromkeys(map(str, self._failed.values())))
            raise (SourceDown if down else SourceError)(told)
        self._enrich()

    def explain_missing(self, reference: Reference) -> str:
        """Return the reason why a reference gave no paper."""
        asked = self._asked[reference]
        told = [f"{service} does not know it." for service in asked if service not in self._failed]
        failed = [str(self._failed[service]) for service in asked if service in self._failed]
        advice = [] if failed else ["Check that it is written correctly."]
        return " ".join((f"{reference} gave no paper.", *told, *failed, *advice))

    def _select_kinds(self, *kinds: Kind) -> dict[Reference, str]:
        return {reference: str(reference) for reference in self._wanted if reference.kind in kinds}

    def _find_incomplete(self) -> dict[Reference, str]:
        """Return references without a paper or abstract, with their Semantic Scholar ids."""
        papers = {reference: self.found.get(reference) for reference in self._wanted}
        return {
            reference: name
            for reference, paper in papers.items()
            if (paper is None or not paper.abstract) and (name := _to_scholar_id(reference, paper))
        }

    def _query_service(self, service: str, by_ids: _ByIds, wanted: Mapping[Reference, str]) -> None:
        """Query one service for `wanted`; note its failure, and keep what came before it."""
        if not wanted:
            return
        order = list(wanted)
        for reference in order:
            self._asked[reference].append(service)
        try:
            for result in by_ids(self._fetch, list(wanted.values())):
                if isinstance(result, Record):
                    self._merge_paper(order[result.line - 1], result.paper)
        except SourceError as error:
            self._failed[service] = error

    def _merge_paper(self, reference: Reference, paper: Paper) -> None:
        """Store a paper, or fill the gaps of the one already found."""
        if known := self.found.get(reference):
            paper = replace(
                known,
                paper_id=paper.paper_id if arxiv_id(paper.paper_id) else known.paper_id,
                abstract=known.abstract or paper.abstract,
                authors=known.authors or paper.authors,
                extra={**paper.extra, **known.extra},
            )
        self.found[reference] = paper

    def _enrich(self) -> None:
        """Add votes and summaries from Hugging Face; ignore its failure."""
        on_arxiv = (ref for ref, paper in self.found.items() if arxiv_id(paper.paper_id))
        for reference in islice(on_arxiv, _MAX_ENRICHED):
            paper = self.found[reference]
            try:
                known = hugging_face.fetch_by_id(self._fetch, paper.paper_id)
            except SourceError:
                return
            if isinstance(known, Record) and known.paper.paper_id == paper.paper_id:
                extra = {**known.paper.extra, **paper.extra}
                self.found[reference] = replace(paper, extra=extra)


def _to_scholar_id(reference: Reference, paper: Paper | None) -> str:
    """Return the id of a reference at Semantic Scholar, or nothing if unknown."""
    if reference.kind == "semantic-scholar":
        return reference.value
    known = paper.paper_id if paper else reference.value
    if arxiv_id(known) == known:
        return f"ARXIV:{known}"
    return f"DOI:{known}" if doi(known) == known else ""


def _describe_no_reference(text: str) -> str:
    shown = text if len(text) <= _MAX_QUOTED_CHARS else f"{text[: _MAX_QUOTED_CHARS - 1]}…"
    return (
        f"“{shown}” is not an arXiv id, a DOI, or a link to arXiv, Hugging Face Papers, "
        "Semantic Scholar, OpenAlex or doi.org. Give one of these."
    )
