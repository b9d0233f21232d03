"""Read an answer of arXiv's OAI-PMH: records, deleted ones, a token for the rest, or an error.

https://www.openarchives.org/OAI/openarchivesprotocol.html; in the formats arXiv, arXivRaw and
oai_dc: https://info.arxiv.org/help/oa/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from retrieval.errors import SourceError
from retrieval.paper import Paper, doi
from retrieval.sources.arxiv.conventions import (
    SOURCE,
    id_and_version,
    is_withdrawn,
    to_category,
)
from retrieval.sources.arxiv.xml_answer import (
    child,
    children,
    element_text,
    name,
    parse_xml,
    text,
    texts,
)
from retrieval.sources.fields import parse_date, parse_people

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SERVICE = "arXiv's OAI-PMH"
_LISTS = frozenset({"ListRecords", "GetRecord"})
_IN_BRACKETS = re.compile(r"(?<!\s)\s*+\([^()]*+\)")
_WITHDRAWN_MARK = "I"  # the mark of a version that was withdrawn, beside what its source is


@dataclass(frozen=True, slots=True)
class Item:
    """A record: the paper's id, the day it changed, and the paper.

    Without a paper, it is deleted, or `problem` says why it gives none.
    """

    paper_id: str
    changed: date | None
    paper: Paper | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OaiAnswer:
    """What a request brought: items, the token of the rest, or the code of an error and its words.

    `asked` is the day of the answer, by arXiv's clock.
    """

    items: tuple[Item, ...] = ()
    token: str = ""
    asked: date | None = None
    error: str = ""
    said: str = ""


def read(data: bytes) -> OaiAnswer:
    """Return what an answer holds; raise SourceError where it is none, or not whole."""
    root = parse_xml(data, _SERVICE)
    if name(root) in _LISTS:  # some keep only the list
        return _parse_list(root, None)
    if name(root) != "OAI-PMH":
        raise SourceError(f"{_SERVICE} sent XML that is no answer of OAI-PMH. Try again later.")
    asked = parse_date(text(root, "responseDate"))[0]
    error = child(root, "error")
    if error is not None:
        return OaiAnswer(asked=asked, error=error.get("code", "unknown"), said=element_text(error))
    for part in root:
        if name(part) in _LISTS:
            return _parse_list(part, asked)
    raise SourceError(f"{_SERVICE} sent neither records nor an error. Try again later.")


def _parse_list(part: Element, asked: date | None) -> OaiAnswer:
    items = tuple(_parse_item(record) for record in children(part, "record"))
    return OaiAnswer(items, text(part, "resumptionToken"), asked)


def _parse_item(record: Element) -> Item:
    header = child(record, "header")
    if header is None:
        return Item("", None, problem="A record has no header.")
    given = text(header, "identifier")
    paper_id, _ = id_and_version(given)
    changed = parse_date(text(header, "datestamp"))[0]
    if not paper_id:
        return Item("", changed, problem=f"{given or 'A record'} is no paper of arXiv.")
    if header.get("status") == "deleted":
        return Item(paper_id, changed)
    metadata = child(record, "metadata")
    if metadata is None or not len(metadata):
        return Item(paper_id, changed, problem=f"The record of {paper_id} is empty.")
    sets = tuple(filter(None, map(to_category, texts(header, "setSpec"))))
    inner = metadata[0]
    match name(inner):
        case "arXiv":
            paper = _parse_arxiv(inner, paper_id)
        case "arXivRaw":
            paper = _parse_raw(inner, paper_id)
        case "dc":
            paper = _parse_dublin_core(inner, paper_id, sets)
        case "title":  # Dublin Core whose wrapping was lost
            paper = _parse_dublin_core(metadata, paper_id, sets)
        case other:
            return Item(paper_id, changed, problem=f"{paper_id} comes in the format {other!r}.")
    if not paper.title:
        return Item(paper_id, changed, problem=f"arXiv has no title for {paper_id}.")
    return Item(paper_id, changed, paper)


def _parse_arxiv(inner: Element, paper_id: str) -> Paper:
    authors = child(inner, "authors")
    return _build_paper(
        inner,
        paper_id,
        authors=tuple(_parse_names(authors)) if authors is not None else (),
        published=parse_date(text(inner, "created"))[0],
        updated=parse_date(text(inner, "updated"))[0],
        version=None,
        withdrawn=False,
    )


def _parse_names(authors: Element) -> Iterator[str]:
    for author in children(authors, "author"):
        parts = (text(author, part) for part in ("forenames", "keyname", "suffix"))
        if full := " ".join(filter(None, parts)):
            yield full


def _parse_raw(inner: Element, paper_id: str) -> Paper:
    versions = list(children(inner, "version"))
    last = versions[-1] if versions else None
    number = last.get("version", "").removeprefix("v") if last is not None else ""
    days = [_parse_day(text(version, "date")) for version in versions] or [None]
    return _build_paper(
        inner,
        paper_id,
        authors=parse_people(_IN_BRACKETS.sub("", text(inner, "authors"))),
        published=days[0],
        updated=days[-1],
        version=int(number) if number.isdecimal() else None,
        withdrawn=last is not None and _WITHDRAWN_MARK in text(last, "source_type"),
    )


def _build_paper(
    inner: Element,
    paper_id: str,
    *,
    authors: tuple[str, ...],
    published: date | None,
    updated: date | None,
    version: int | None,
    withdrawn: bool,
) -> Paper:
    """Return the paper of the fields that arXiv's own formats share."""
    categories = tuple(dict.fromkeys(text(inner, "categories").split()))
    comment, abstract = text(inner, "comments"), text(inner, "abstract")
    extra: dict[str, object] = {
        "version": version,
        "primary_category": categories[0] if categories else "",
        "comment": comment,
        "journal_ref": text(inner, "journal-ref"),
        "licence": text(inner, "license"),
        "withdrawn": withdrawn or is_withdrawn(comment, abstract),
    }
    return Paper(
        paper_id=paper_id,
        title=text(inner, "title"),
        abstract=abstract,
        authors=authors,
        published=published,
        updated=updated if updated != published else None,
        categories=categories,
        source=SOURCE,
        url=f"https://arxiv.org/abs/{paper_id}",
        doi=doi(text(inner, "doi")) or "",
        extra={key: value for key, value in extra.items() if value},
    )


def _parse_dublin_core(inner: Element, paper_id: str, categories: tuple[str, ...]) -> Paper:
    """Return the paper of Dublin Core, which has categories by their names only, if at all."""
    described = texts(inner, "description")
    abstract, comment = (*described, "", "")[:2]
    days = sorted(day for said in texts(inner, "date") if (day := parse_date(said)[0]))
    named = [each for each in texts(inner, "identifier") if each.lower().startswith("doi:")]
    extra: dict[str, object] = {
        "comment": comment,
        "subjects": texts(inner, "subject"),
        "withdrawn": is_withdrawn(comment, abstract),
    }
    return Paper(
        paper_id=paper_id,
        title=text(inner, "title"),
        abstract=abstract,
        authors=parse_people(texts(inner, "creator")),
        published=days[0] if days else None,
        updated=days[-1] if len(days) > 1 and days[-1] != days[0] else None,
        categories=categories,
        source=SOURCE,
        url=f"https://arxiv.org/abs/{paper_id}",
        doi=doi(" ".join(named)) or "",
        extra={key: value for key, value in extra.items() if value},
    )


def _parse_day(written: str) -> date | None:
    try:
        return parsedate_to_datetime(written).date()
    except ValueError:
        return parse_date(written)[0]
