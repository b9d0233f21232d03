"""Validate and convert fields of untrusted records: texts, names, dates, counts, links."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from retrieval.limits import MAX_LINK_CHARS
from retrieval.paper import PUBLISHED_PRECISION, Paper, doi, identify
from retrieval.text import patterns as re
from retrieval.text.surrogates import replace_surrogates

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?!\d)")
_AND = re.compile(r"\s+(?:and|AND)\s+")
_LINK = re.compile(r"https?://[^\s<>\"'\x00-\x20]+", re.IGNORECASE)
_MAX_INTEGER = 2**53  # larger integers lose precision in some JSON parsers


def to_text(value: object) -> str:
    """Return a string without NUL, lone surrogates and outer whitespace; "" for other values."""
    if not isinstance(value, str):
        return ""
    return replace_surrogates(value.replace("\x00", "")).strip()


def parse_date(value: object) -> tuple[date | None, str]:
    """Return the first day of an ISO-like date or year, and its precision: day, month or year."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if 0 < value < 10_000 else ""  # excludes NaN and infinity
    found = _DATE.match(to_text(value))
    if not found:
        return None, ""
    precision = "day" if found[3] else "month" if found[2] else "year"
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)), precision
    except ValueError:
        return None, ""


def build_paper(
    title: str,
    source: str,
    *,
    hints: Iterable[str],
    extra: Mapping[str, Any],
    paper_id: str = "",
    source_id: str = "",
    abstract: str = "",
    authors: object = (),
    published: object = None,
    updated: date | None = None,
    categories: tuple[str, ...] = (),
    url: str = "",
    doi_text: str = "",
) -> Paper:
    """Return a paper of a record's fields, identified by `hints` as in `identify` or `paper_id`.

    `authors` are as for `parse_people`, or a tuple of names to keep. `extra` is kept without empty
    values, with the source's own id and the precision of the date.
    """
    paper_id = paper_id or identify(title, *hints)
    day, precision = parse_date(published)
    more = dict(extra)
    if source_id and source_id != paper_id:
        more["source_id"] = source_id
    if precision in ("year", "month"):
        more[PUBLISHED_PRECISION] = precision
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=abstract,
        authors=authors if isinstance(authors, tuple) else parse_people(authors),
        published=day,
        updated=updated,
        categories=categories,
        source=source,
        url=url,
        doi=doi(doi_text) or "",
        extra={name: value for name, value in more.items() if value not in (None, "", [])},
    )


def parse_people(value: object) -> tuple[str, ...]:
    """Return the names in a list of names or of {"name": …}, or in "A and B", "A; B", "A B, C D".

    "Family, Given" becomes "Given Family".
    """
    if isinstance(value, str):
        return tuple(_split_people(to_text(value)))
    names = []
    for entry in value if isinstance(value, list | tuple) else ():
        name = to_text(entry.get("name")) if isinstance(entry, dict) else to_text(entry)
        if name := " ".join(_to_given_first(name).split()):
            names.append(name)
    return tuple(names)


def to_object(value: object) -> dict[str, Any]:
    """Return a JSON object unchanged; an empty one for other values."""
    return value if isinstance(value, dict) else {}


def to_list(value: object) -> list[Any]:
    """Return a list unchanged; an empty one for other values."""
    return value if isinstance(value, list) else []


def to_count(value: object) -> int | None:
    """Return an integer from 0 to 2^53 unchanged; None for other values."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= _MAX_INTEGER else None


def to_link(value: object) -> str:
    """Return an http(s) URL unchanged; "" for other values."""
    text = to_text(value)
    return text if len(text) <= MAX_LINK_CHARS and _LINK.fullmatch(text) else ""


def to_texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or of one text split at semicolons or commas."""
    if isinstance(value, str):
        value = value.split(";" if ";" in value else ",")
    entries = value if isinstance(value, list | tuple) else ()
    return tuple(text for entry in entries if (text := to_text(entry)))


def to_storable_json(value: Any) -> Any:
    """Return a JSON value that every store accepts: no NUL, lone surrogates or infinity."""
    if isinstance(value, str):
        return replace_surrogates(value.replace("\x00", ""))
    if isinstance(value, dict):
        return {to_storable_json(str(key)): to_storable_json(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [to_storable_json(entry) for entry in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, bool | int | float) else None


def _split_people(text: str) -> Iterator[str]:
    for part in text.split(";") if ";" in text else _AND.split(text):
        listed = [name.strip() for name in part.split(",") if name.strip()]
        full = len(listed) > 1 and all(" " in name for name in listed)
        for name in listed if full else [part.strip().strip(",")]:
            if turned := " ".join(_to_given_first(name).split()):
                yield turned


def _to_given_first(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}".strip() if comma and "," not in given else name
