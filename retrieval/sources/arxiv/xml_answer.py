"""Parse untrusted XML: document types, entities and incomplete documents are errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from retrieval.errors import SourceDown, SourceError
from retrieval.sources.fields import to_text
from retrieval.sources.http.answer import Fetch, Fetched

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


_WEB_PAGE = (b"<!doctype html", b"<html")
_HEAD_BYTES = 1_024
_BLANK_BYTES = b"\xef\xbb\xbf \t\r\n"


def parse_xml(data: bytes, service: str) -> Element:
    """Return the root of XML from `service`; raise SourceError for malformed or partial XML.

    Expands and fetches nothing; a document type is an error.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if not data.strip(_BLANK_BYTES):
        raise SourceError(f"{service} sent nothing. Try again later.")
    if data[:_HEAD_BYTES].lstrip(_BLANK_BYTES).lower().startswith(_WEB_PAGE):
        raise SourceError(f"{service} sent a web page instead of papers. Try again later.")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise SourceError(
            f"{service} sent XML with a document type or entities, which is not allowed."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise SourceError(
            f"{service} sent XML that is cut off or damaged ({error}). Try again later."
        ) from error
    return root


def local_name(element: Element) -> str:
    """Return an element's name without its namespace, which not every answer declares."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_children(element: Element, wanted: str) -> list[Element]:
    """Return the children with a name, in any namespace."""
    return element.findall(f"{{*}}{wanted}")


def find_child(element: Element, wanted: str) -> Element | None:
    """Return the first child with a name, in any namespace."""
    return element.find(f"{{*}}{wanted}")


def element_text(element: Element | None) -> str:
    """Return all the text in an element, with whitespace collapsed."""
    return " ".join(to_text("".join(element.itertext())).split()) if element is not None else ""


def child_text(element: Element, wanted: str) -> str:
    """Return the text of the first child with a name, or ""."""
    return element_text(find_child(element, wanted))


def child_texts(element: Element, wanted: str) -> list[str]:
    """Return the non-empty texts of all children with a name."""
    return [found for each in find_children(element, wanted) if (found := element_text(each))]


_MAX_TRIES = 8  # faulty answers may last for about twenty seconds

Parsed = TypeVar("Parsed")


def fetch_xml(
    fetch: Fetch,
    url: str,
    params: Mapping[str, str],
    parse: Callable[[bytes], Parsed],
) -> Parsed:
    """Return the parsed answer; request it again if `parse` raises SourceError.

    A 200 may hold half a page or an error page. Raises SourceError, SourceDown.
    """
    said: SourceError | None = None
    for _ in range(_MAX_TRIES):
        got = fetch(url, params=params)
        if got.status in {401, 403, 404, 410}:
            raise _refusal_error(got)
        try:
            return parse(got.body)
        except SourceError as error:
            said = error
    assert said is not None  # noqa: S101 - a try either returns or says why not
    raise said


def _refusal_error(got: Fetched) -> SourceError:
    address = got.url.partition("?")[0]
    if got.status in {404, 410}:
        return SourceError(f"There is nothing at {address} ({got.status}). Check the request.")
    return SourceDown(f"arXiv refused the request to {address} ({got.status}). Try again later.")
