"""Read papers from the HTML of a Hugging Face Papers page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from retrieval.paper import Paper, arxiv_id, identify
from retrieval.sources.fields import list_of, object_of, text_of
from retrieval.sources.hugging_face_paper import hugging_face_paper
from retrieval.sources.records import Record, Rejected


def read_html(text: str, source: str) -> Iterator[Record | Rejected]:
    """Yield the papers of the page's embedded JSON if it has any, else of its articles.

    The `line` of a result is its place among the page's papers, from 1. Markup that nests deeply
    takes quadratic time: read what others wrote by `parser_process`.
    """
    page = LexborHTMLParser(text.encode("utf-8", "replace"))
    found = False
    for result in _different(_embedded(page, source)):
        found = found or isinstance(result, Record)
        yield result
    if not found:
        yield from _different(_shown(page, source))


def _different(results: Iterable[Record | Rejected]) -> Iterator[Record | Rejected]:
    """Yield each paper once, and every rejection."""
    seen: set[str] = set()
    for result in results:
        if isinstance(result, Rejected):
            yield result
        elif result.paper.paper_id not in seen:
            seen.add(result.paper.paper_id)
            yield result


def _embedded(page: LexborHTMLParser, source: str) -> Iterator[Record | Rejected]:
    props = (node.attributes["data-props"] or "" for node in page.css("[data-props]"))
    papers = (paper for text in props for paper in _papers_in(text))
    for number, found in enumerate(papers, start=1):
        paper = hugging_face_paper(found, source)
        if paper:
            yield Record(paper, number)
        else:
            yield Rejected(number, "This paper of the page has no title.")


@dataclass(slots=True)
class _Article:
    link: str
    title: str
    abstract: list[str] = field(default_factory=list)


def _shown(page: LexborHTMLParser, source: str) -> Iterator[Record | Rejected]:
    """Yield what the page shows: a heading that links to a paper, and the paragraphs after it."""
    articles: list[_Article] = []
    for node in page.css("h3 a, p"):
        if node.tag == "a":
            if "/papers/" in (link := node.attributes.get("href") or ""):
                articles.append(_Article(link, node.text()))
        elif articles:
            articles[-1].abstract.append(node.text())
    for number, article in enumerate(articles, start=1):
        title = " ".join(article.title.split())
        if title:
            abstract = text_of(" ".join(" ".join(article.abstract).split()))
            paper_id = identify(title, arxiv_id("huggingface.co" + _path(article.link)) or "")
            yield Record(Paper(paper_id, text_of(title), abstract, source=source), number)
        else:
            yield Rejected(number, "This link to a paper has no title.")


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


def _path(link: str) -> str:
    return link[link.index("/papers/") :]
