"""Parse answers of arXiv's OAI-PMH: records, deletions, a resumption token, or an error.

https://www.openarchives.org/OAI/openarchivesprotocol.html; in the formats arXiv, arXivRaw and
oai_dc: https://info.arxiv.org/help/oa/.
"""

from __future__ import annotations

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
    child_text,
    child_texts,
    element_text,
    find_child,
    find_children,
    local_name,
    parse_xml,
)
from retrieval.sources.fields import parse_date, parse_people
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SERVICE = "arXiv's OAI-PMH"
_LISTS = frozenset({"ListRecords", "GetRecord"})
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_WITHDRAWN_MARK = "I"  # in `source_type`, marks a withdrawn version


@dataclass(frozen=True, slots=True)
class Item:
    """A record: the paper's id, the day it changed, and the paper.

    Without a paper, the record is deleted, or `problem` says why it cannot be used.
    """

    paper_id: str
    changed_on: date | None
    paper: Paper | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OaiAnswer:
    """The records of an answer and the resumption token, or the code of an error and its message.

    `answered_on` is the day of the answer, by arXiv's clock.
    """

    items: tuple[Item, ...] = ()
    token: str = ""
    answered_on: date | None = None
    error: str = ""
    error_message: str = ""


def read(data: bytes) -> OaiAnswer:
    """Parse an answer; raise SourceError if it is malformed or incomplete."""
    root = parse_xml(data, _SERVICE)
    if local_name(root) in _LISTS:  # the envelope is missing in some saved answers
        return _parse_list(root, None)
    if local_name(root) != "OAI-PMH":
        raise SourceError(f"{_SERVICE} sent XML that is not an OAI-PMH answer. Try again later.")
    asked = parse_date(child_text(root, "responseDate"))[0]
    error = find_child(root, "error")
    if error is not None:
        return OaiAnswer(
            answered_on=asked, error=error.get("code", "unknown"), error_message=element_text(error)
        )
    for part in root:
        if local_name(part) in _LISTS:
            return _parse_list(part, asked)
    raise SourceError(f"{_SERVICE} sent neither records nor an error. Try again later.")


def _parse_list(part: Element, asked: date | None) -> OaiAnswer:
    items = tuple(_parse_item(record) for record in find_children(part, "record"))
    return OaiAnswer(items, child_text(part, "resumptionToken"), asked)


def _parse_item(record: Element) -> Item:
    header = find_child(record, "header")
    if header is None:
        return Item("", None, problem="A record has no header.")
    given = child_text(header, "identifier")
    paper_id, _ = id_and_version(given)
    changed = parse_date(child_text(header, "datestamp"))[0]
    if not paper_id:
        return Item("", changed, problem=f"{given or 'A record'} is not an arXiv paper.")
    if header.get("status") == "deleted":
        return Item(paper_id, changed)
    metadata = find_child(record, "metadata")
    if metadata is None or not len(metadata):
        return Item(paper_id, changed, problem=f"The record of {paper_id} is empty.")
    sets = tuple(filter(None, map(to_category, child_texts(header, "setSpec"))))
    inner = metadata[0]
    match local_name(inner):
        case "arXiv":
            paper = _parse_arxiv(inner, paper_id)
        case "arXivRaw":
            paper = _parse_raw(inner, paper_id)
        case "dc":
            paper = _parse_dublin_core(inner, paper_id, sets)
        case "title":  # Dublin Core without its wrapper
            paper = _parse_dublin_core(metadata, paper_id, sets)
        case other:
            return Item(paper_id, changed, problem=f"{paper_id} has the unknown format {other!r}.")
    if not paper.title:
        return Item(paper_id, changed, problem=f"arXiv has no title for {paper_id}.")
    return Item(paper_id, changed, paper)


def _parse_arxiv(inner: Element, paper_id: str) -> Paper:
    authors = find_child(inner, "authors")
    return _build_paper(
        inner,
        paper_id,
        authors=tuple(_parse_names(authors)) if authors is not None else (),
        published=parse_date(child_text(inner, "created"))[0],
        updated=parse_date(child_text(inner, "updated"))[0],
        version=None,
        withdrawn=False,
    )


def _parse_names(authors: Element) -> Iterator[str]:
    for author in find_children(authors, "author"):
        parts = (child_text(author, part) for part in ("forenames", "keyname", "suffix"))
        if full := " ".join(filter(None, parts)):
            yield full


def _parse_raw(inner: Element, paper_id: str) -> Paper:
    versions = list(find_children(inner, "version"))
    last = versions[-1] if versions else None
    number = last.get("version", "").removeprefix("v") if last is not None else ""
    days = [_parse_day(child_text(version, "date")) for version in versions] or [None]
    return _build_paper(
        inner,
        paper_id,
        authors=parse_people(_IN_BRACKETS.sub("", child_text(inner, "authors"))),
        published=days[0],
        updated=days[-1],
        version=int(number) if number.isdecimal() else None,
        withdrawn=last is not None and _WITHDRAWN_MARK in child_text(last, "source_type"),
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
    """Build a paper from the fields that arXiv's own formats share."""
    categories = tuple(dict.fromkeys(child_text(inner, "categories").split()))
    comment, abstract = child_text(inner, "comments"), child_text(inner, "abstract")
    extra: dict[str, object] = {
        "version": version,
        "primary_category": categories[0] if categories else "",
        "comment": comment,
        "journal_ref": child_text(inner, "journal-ref"),
        "licence": child_text(inner, "license"),
        "withdrawn": withdrawn or is_withdrawn(comment, abstract),
    }
    return Paper(
        paper_id=paper_id,
        title=child_text(inner, "title"),
        abstract=abstract,
        authors=authors,
        published=published,
        updated=updated if updated != published else None,
        categories=categories,
        source=SOURCE,
        url=f"https://arxiv.org/abs/{paper_id}",
        doi=doi(child_text(inner, "doi")) or "",
        extra={key: value for key, value in extra.items() if value},
    )


def _parse_dublin_core(inner: Element, paper_id: str, categories: tuple[str, ...]) -> Paper:
    """Build a paper from Dublin Core, which gives the names of categories at most."""
    described = child_texts(inner, "description")
    abstract, comment = (*described, "", "")[:2]
    days = sorted(day for said in child_texts(inner, "date") if (day := parse_date(said)[0]))
    named = [each for each in child_texts(inner, "identifier") if each.lower().startswith("doi:")]
    extra: dict[str, object] = {
        "comment": comment,
        "subjects": child_texts(inner, "subject"),
        "withdrawn": is_withdrawn(comment, abstract),
    }
    return Paper(
        paper_id=paper_id,
        title=child_text(inner, "title"),
        abstract=abstract,
        authors=parse_people(child_texts(inner, "creator")),
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
