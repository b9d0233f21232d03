"""Read papers from a saved Hugging Face Papers page, as text or HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from retrieval.paper import Paper, arxiv_id, identify
from retrieval.sources.fields import to_list, to_object, to_text
from retrieval.sources.hugging_face import parse_paper
from retrieval.sources.records import Record, Rejected, require_papers
from retrieval.text import patterns as re

SOURCE = "huggingface-page"

_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_BOILERPLATE = re.compile(
    rf"""new|subscribe|get\ trending\ papers\ in\ your\ email.*|by\s?ak(?:\s.*)?|(?:daily\ )?papers
    |(?:published\ on\ |on\ )?(?:{_MONTHS})[a-z]*\.?\s\d{{1,2}}(?:,\s\d{{4}})?
    |\d{{4}}-\d{{2}}-\d{{2}}
    |upvote|submitted\ by.*|view\ (?:all|more|pdf|arxiv\ page).*|·?\s?\d+\ authors?|hugging\ face
    |[\W\d]+[km]?|log\ in|sign\ up|previous|next|search|trending.{{0,12}}|https?://\S+""",
    re.VERBOSE | re.IGNORECASE,
)
_MAX_TITLE_CHARS = 300
_MIN_ABSTRACT_CHARS = 200
_MIN_SENTENCE_CHARS = 80


def read(text: str) -> Iterator[Record | Rejected]:
    """Yield the papers of a page: pairs of lines in text, articles or embedded JSON in HTML.

    Raises SourceError if the page shows no papers.
    """
    markup = text.lstrip("\ufeff \t\r\n").startswith("<")
    if markup:
        complaint = "This page shows no papers. Save a page of huggingface.co/papers as HTML."
        return require_papers(_read_html(text), complaint)
    return require_papers(
        _read_text(text),
        "This text shows no papers. Give BibTeX, RIS, CSV or JSON lines, or text with each paper's "
        "title on one line and its abstract on the next.",
    )


def _read_text(text: str) -> Iterator[Record | Rejected]:
    """Pair each title line with the abstract line after it, skipping boilerplate."""
    title = ""
    title_line = 0
    for number, line in enumerate(text.replace("\x00", "").splitlines(), start=1):
        line = line.strip().lstrip("\ufeff")
        if not line or _BOILERPLATE.fullmatch(line[: _MAX_TITLE_CHARS + 1]):
            continue
        if title and _is_abstract(line):
            paper = Paper(identify(title), title, line, source=SOURCE)
            yield Record(paper, title_line)
            title = ""
        elif len(line) > _MAX_TITLE_CHARS:
            yield Rejected(number, "No title line precedes this abstract.")
        else:
            if title:
                yield Rejected(title_line, "No abstract follows this line.")
            title, title_line = line, number
    if title:
        yield Rejected(title_line, "No abstract follows this line: the page ends.")


def _is_abstract(line: str) -> bool:
    finished = len(line) >= _MIN_SENTENCE_CHARS and line.endswith((".", "!", "?"))
    return len(line) >= _MIN_ABSTRACT_CHARS or finished


def _read_html(text: str) -> Iterator[Record | Rejected]:
    """Yield the papers of the page's embedded JSON, or of its articles if there are none.

    The `line` of a result is its position among the page's papers, from 1. Deeply nested markup
    takes quadratic time: parse untrusted pages in `parser_process`.
    """
    page = LexborHTMLParser(text.encode("utf-8", "replace"))
    embedded = list(_drop_duplicates(_read_embedded(page)))
    yield from embedded
    if not any(isinstance(result, Record) for result in embedded):
        yield from _drop_duplicates(_read_articles(page))


def _drop_duplicates(results: Iterable[Record | Rejected]) -> Iterator[Record | Rejected]:
    """Yield each paper once, and every rejection."""
    seen: set[str] = set()
    for result in results:
        if isinstance(result, Rejected):
            yield result
        elif result.paper.paper_id not in seen:
            seen.add(result.paper.paper_id)
            yield result


def _read_embedded(page: LexborHTMLParser) -> Iterator[Record | Rejected]:
    props = (node.attributes["data-props"] or "" for node in page.css("[data-props]"))
    papers = (paper for text in props for paper in _parse_props(text))
    for number, found in enumerate(papers, start=1):
        paper = parse_paper(found, SOURCE)
        yield Record(paper, number) if paper else Rejected(number, "This paper has no title.")


@dataclass(slots=True)
class _Article:
    link: str
    title: str
    abstract: list[str] = field(default_factory=list)


def _read_articles(page: LexborHTMLParser) -> Iterator[Record | Rejected]:
    """Yield the visible papers: a heading that links to a paper, and the paragraphs after it."""
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
            abstract = to_text(" ".join(" ".join(article.abstract).split()))
            paper_id = identify(title, arxiv_id("huggingface.co" + _get_path(article.link)) or "")
            yield Record(Paper(paper_id, to_text(title), abstract, source=SOURCE), number)
        else:
            yield Rejected(number, "This link to a paper has no title.")


def _parse_props(props: str) -> list[dict[str, Any]]:
    """Return the papers in a component's properties, under paper, dailyPapers or papers."""
    try:
        given = json.loads(props)
    except (ValueError, RecursionError):
        return []
    if not isinstance(given, dict):
        return []
    listed = [given.get("paper"), *to_list(given.get("dailyPapers")), *to_list(given.get("papers"))]
    entries = [entry for entry in listed if isinstance(entry, dict)]
    return [e for e in entries if {"title", "id"} & to_object(e.get("paper", e)).keys()]


def _get_path(link: str) -> str:
    return link[link.index("/papers/") :]
