"""Read XML that others wrote: no document type, no entities, and nothing that is not whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    """Return the root of XML that `service` sent; raise SourceError for malformed or partial XML.

    Nothing is expanded or fetched; a document type is an error.
    """
    # defusedxml ships no types
    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

    if not data.strip(_BLANK_BYTES):
        raise SourceError(f"{service} sent nothing. Try again later.")
    if data[:_HEAD_BYTES].lstrip(_BLANK_BYTES).lower().startswith(_WEB_PAGE):
        raise SourceError(f"{service} sent a web page in the place of papers. Try again later.")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise SourceError(
            f"{service} sent XML with a document type or entities, which is not read."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise SourceError(
            f"{service} sent XML that is cut off or damaged ({error}). Try again later."
        ) from error
    return root


def name(element: Element) -> str:
    """Return an element's name without its namespace, which not all keep to."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, wanted: str) -> Iterator[Element]:
    """Yield the children of that name."""
    return (child for child in element if name(child) == wanted)


def child(element: Element, wanted: str) -> Element | None:
    """Return the first child of that name."""
    return next(children(element, wanted), None)


def element_text(element: Element | None) -> str:
    """Return all the text in an element, its spaces and line ends as single spaces."""
    return " ".join(to_text("".join(element.itertext())).split()) if element is not None else ""


def text(element: Element, wanted: str) -> str:
    """Return the text of the first child of that name, else nothing."""
    return element_text(child(element, wanted))


def texts(element: Element, wanted: str) -> list[str]:
    """Return the texts of all children of that name which have any."""
    return [found for each in children(element, wanted) if (found := element_text(each))]


_MAX_TRIES = 8  # what is wrong with an answer may last for some twenty seconds

Parsed = TypeVar("Parsed")


def fetch_xml(
    fetch: Fetch,
    url: str,
    params: Mapping[str, str],
    parse: Callable[[bytes], Parsed],
    *,
    conditional: bool = False,
) -> Parsed:
    """Return what `parse_xml` makes of the answer; an answer that it refuses is asked for again.

    A 200 may hold half a page or an error page: the next try is a new request, in its turn.
    Raises SourceError, SourceDown.
    """
    said: SourceError | None = None
    for _ in range(_MAX_TRIES):
        got = fetch(url, params=params, conditional=conditional)
        if got.status in {401, 403, 404, 410}:
            raise _refusal_error(got)
        try:
            return parse(got.body)
        except SourceError as error:
            said = error
        conditional = False  # what is kept may be the bad one
    assert said is not None  # noqa: S101 - a try either returns or says why not
    raise said


def _refusal_error(got: Fetched) -> SourceError:
    address = got.url.partition("?")[0]
    if got.status in {404, 410}:
        return SourceError(
            f"There is nothing at {address} ({got.status}). Check what is asked for."
        )
    return SourceDown(f"arXiv refuses to answer at {address} ({got.status}). Try again later.")
