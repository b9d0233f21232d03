"""Read papers from the HTML of a Hugging Face Papers page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from retrieval.paper import Paper, arxiv_id, identify
from retrieval.sources.fields import list_of, object_of, text_of
from retrieval.sources.hugging_face_paper import hugging_face_paper
from retrieval.sources.records import Record, Rejected


def read_html(text: str, source: str) -> Iterator[Record | Rejected]:
    """Yield the papers of the page's embedded JSON if it has any, else of its articles."""
    page = _Page()
    closed = text.rfind("-->") + 1
    try:
        # html.parser takes quadratic time over comments that are never closed: open none.
        page.feed(text[:closed] + text[closed:].replace("<!--", ""))
        page.close()
    except AssertionError:
        pass  # html.parser's answer to a malformed declaration; what came before is kept
    seen: set[str] = set()
    for line, found in page.embedded:
        result = _embedded(line, found, source)
        if isinstance(result, Rejected) or result.paper.paper_id not in seen:
            yield result
        if isinstance(result, Record):
            seen.add(result.paper.paper_id)
    if seen:
        return
    for article in page.articles:
        result = _shown(article, source)
        if isinstance(result, Rejected) or result.paper.paper_id not in seen:
            yield result
        if isinstance(result, Record):
            seen.add(result.paper.paper_id)


@dataclass(slots=True)
class _Article:
    line: int
    link: str = ""
    title: list[str] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)


class _Page(HTMLParser):
    """Collect what the page shows and what it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[tuple[int, dict[str, Any]]] = []
        self.articles: list[_Article] = []
        self._into: list[str] | None = None
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if props := given.get("data-props"):
            self.embedded += ((self.getpos()[0], paper) for paper in _papers_in(props))
        if tag == "h3":
            self._in_heading = True
        elif tag == "a" and self._in_heading and "/papers/" in (link := given.get("href") or ""):
            self.articles.append(_Article(self.getpos()[0], link))
            self._into = self.articles[-1].title
        elif tag == "p" and self.articles and not self._in_heading:
            self._into = self.articles[-1].abstract

    def handle_endtag(self, tag: str) -> None:
        if tag == "h3":
            self._in_heading = False
        if tag in ("h3", "a", "p", "article") and not (tag == "a" and not self._in_heading):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)


def _papers_in(props: str) -> list[dict[str, Any]]:
    """Return the papers in a component's properties: under dailyPapers or papers, bare or not."""
    try:
        given = json.loads(props)
    except (ValueError, RecursionError):
        return []
    if not isinstance(given, dict):
        return []
    listed = [given.get("paper"), *list_of(given.get("dailyPapers")), *list_of(given.get("papers"))]
    entries = [entry for entry in listed if isinstance(entry, dict)]
    return [e for e in entries if {"title", "id"} & object_of(e.get("paper", e)).keys()]


def _embedded(line: int, found: dict[str, Any], source: str) -> Record | Rejected:
    paper = hugging_face_paper(found, source)
    return Record(paper, line) if paper else Rejected(line, "This paper of the page has no title.")


def _shown(article: _Article, source: str) -> Record | Rejected:
    title = " ".join("".join(article.title).split())
    if not title:
        return Rejected(article.line, "This link to a paper has no title.")
    abstract = text_of(" ".join("".join(article.abstract).split()))
    paper_id = identify(title, arxiv_id("huggingface.co" + _path(article.link)) or "")
    return Record(Paper(paper_id, text_of(title), abstract, source=source), article.line)


def _path(link: str) -> str:
    return link[link.index("/papers/") :]
