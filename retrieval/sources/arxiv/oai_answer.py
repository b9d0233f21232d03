"""Parse answers of arXiv's OAI-PMH: records, deletions, a resumption token, or an error.

https://www.openarchives.org/OAI/openarchivesprotocol.html; in the format arXiv:
https://info.arxiv.org/help/oa/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from retrieval.errors import SourceError
from retrieval.paper import Paper
from retrieval.sources.arxiv.conventions import build_paper, id_and_version
from retrieval.sources.arxiv.xml_answer import (
    child_text,
    element_text,
    find_child,
    find_children,
    local_name,
    parse_xml,
)
from retrieval.sources.fields import parse_date

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SERVICE = "arXiv's OAI-PMH"


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
    if local_name(root) != "OAI-PMH":
        raise SourceError(f"{_SERVICE} sent XML that is not an OAI-PMH answer. Try again later.")
    asked = parse_date(child_text(root, "responseDate"))[0]
    error = find_child(root, "error")
    if error is not None:
        return OaiAnswer(
            answered_on=asked, error=error.get("code", "unknown"), error_message=element_text(error)
        )
    if (listed := find_child(root, "ListRecords")) is not None:
        items = tuple(map(_parse_item, find_children(listed, "record")))
        return OaiAnswer(items, child_text(listed, "resumptionToken"), asked)
    raise SourceError(f"{_SERVICE} sent neither records nor an error. Try again later.")


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
    if (form := local_name(metadata[0])) != "arXiv":
        return Item(paper_id, changed, problem=f"{paper_id} has the unknown format {form!r}.")
    paper = _parse_paper(metadata[0], paper_id)
    if not paper.title:
        return Item(paper_id, changed, problem=f"arXiv has no title for {paper_id}.")
    return Item(paper_id, changed, paper)


def _parse_paper(inner: Element, paper_id: str) -> Paper:
    authors = find_child(inner, "authors")
    categories = child_text(inner, "categories").split()
    return build_paper(
        paper_id,
        child_text(inner, "title"),
        child_text(inner, "abstract"),
        authors=_parse_names(authors) if authors is not None else (),
        published=parse_date(child_text(inner, "created"))[0],
        updated=parse_date(child_text(inner, "updated"))[0],
        categories=categories,
        doi_text=child_text(inner, "doi"),
        comment=child_text(inner, "comments"),
        primary_category=categories[0] if categories else "",
        journal_ref=child_text(inner, "journal-ref"),
        licence=child_text(inner, "license"),
    )


def _parse_names(authors: Element) -> Iterator[str]:
    for author in find_children(authors, "author"):
        parts = (child_text(author, part) for part in ("forenames", "keyname", "suffix"))
        yield " ".join(filter(None, parts))
