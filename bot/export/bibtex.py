"""Write papers as BibTeX, for LaTeX and reference managers."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from bot.export.escape import one_line
from retrieval.paper import Paper, arxiv_id, normalize_title
from retrieval.text import patterns as re

UPLOAD_NOTE = "Uploaded by a member, and not confirmed by a service"
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Words that do not identify a paper, and so are not used in keys.
_STOP_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "by", "do", "for", "from", "how"}
    | {"in", "is", "of", "on", "or", "the", "to", "via", "what", "with"}
)


def write_bibtex(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield an entry per paper, with unique keys."""
    used: set[str] = set()
    for number, paper in enumerate(papers):
        key = unique_key(paper, used)
        used.add(key)
        yield ("\n" if number else "") + format_entry(paper, key)


def citation_key(paper: Paper, digits: int = 4) -> str:
    """Return author, year, first distinctive word, and `digits` of a hash of the paper's id.

    The hash makes the key independent of the other papers in the export.
    """
    words = [w for w in normalize_title(paper.title).split() if w not in _STOP_WORDS]
    first = paper.authors[0] if paper.authors else ""
    surname = first.split(",")[0] if "," in first else first.rpartition(" ")[2]
    parts = (_to_ascii(surname) or "anon", str(paper.year or "nd"), _to_ascii("".join(words[:1])))
    mark = hashlib.sha256(paper.paper_id.encode(errors="replace")).hexdigest()[:digits]
    return "".join(parts) + "_" + mark


def unique_key(paper: Paper, used: set[str]) -> str:
    """Return the paper's citation key, with a hash long enough to differ from those in `used`."""
    keys = (citation_key(paper, digits) for digits in range(4, 65, 4))
    return next((key for key in keys if key not in used), f"{citation_key(paper)}_{len(used)}")


def format_entry(paper: Paper, key: str) -> str:
    """Return the paper's entry, escaped, ending in a newline."""
    shown = paper.for_reading()
    fields = {
        "title": _protect_capitals(_escape(shown.title)),
        "author": " and ".join(_format_author(name) for name in shown.authors if name.strip()),
        "year": str(shown.year) if shown.year else "",
        "month": _format_month(shown),
        "doi": _quote_url(shown.doi),
        "url": _quote_url(shown.link),
        "keywords": _escape(", ".join(shown.categories)),
        "abstract": _escape(shown.authors_abstract),
        "note": UPLOAD_NOTE if shown.is_upload else "",
    }
    if eprint := arxiv_id(shown.paper_id):
        fields["eprint"] = eprint
        fields["archiveprefix"] = "arXiv"
        fields["primaryclass"] = _escape(shown.categories[0]) if shown.categories else ""
    lines = [
        # The names of months are macros of every BibTeX style, so they have no braces.
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def _format_month(paper: Paper) -> str:
    known = paper.published if "-" in paper.published_on else None
    return _MONTHS[known.month - 1] if known else ""


def _escape(text: str) -> str:
    line = one_line(text)
    if not _is_balanced(line):
        # BibTeX counts braces, escaped or not, and one too many would end the field.
        line = line.replace("{", "(").replace("}", ")")
    return line.translate(_SPECIAL)


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _format_author(name: str) -> str:
    # "and" separates names, so a name that contains it needs braces.
    escaped = _escape(name)
    return f"{{{escaped}}}" if re.compile(r"\band\b", re.IGNORECASE).search(escaped) else escaped


def _protect_capitals(title: str) -> str:
    """Put braces around words with inner capitals, which styles would lowercase: `{BERT}`."""
    words = title.split(" ")
    return " ".join(
        f"{{{w}}}" if re.compile(r"[\W\d_]*[^\W\d_].*[A-Z]").match(w) else w for w in words
    )


def _quote_url(address: str) -> str:
    """Return an address for the `url` field, which takes no escapes, without harmful characters."""
    return quote(one_line(address), safe="/:?&=#%~_.,;+@!$()*'-[]")


def _to_ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.compile(r"[^a-z0-9]").sub("", folded.lower())
