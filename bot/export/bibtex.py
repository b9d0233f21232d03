"""Write papers as BibTeX, for LaTeX and reference managers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from bot.export.escape import one_line
from retrieval.paper import Paper, arxiv_id, normalize_title

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
# Words that a key should not be made of: they name no paper.
_SMALL = frozenset(
    {"a", "an", "and", "are", "as", "at", "by", "do", "for", "from", "how"}
    | {"in", "is", "of", "on", "or", "the", "to", "via", "what", "with"}
)


def write(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield an entry a paper; no two have the same key."""
    used: set[str] = set()
    for number, paper in enumerate(papers):
        key = unique_key(paper, used)
        used.add(key)
        yield ("\n" if number else "") + entry(paper, key)


def citation_key(paper: Paper, digits: int = 4) -> str:
    """Return author, year, first telling word, and `digits` of a hash of the paper's id.

    The hash makes a key the same in every export, whatever is exported beside it.
    """
    words = [w for w in normalize_title(paper.title).split() if w not in _SMALL]
    first = paper.authors[0] if paper.authors else ""
    surname = first.split(",")[0] if "," in first else first.rpartition(" ")[2]
    parts = (_ascii(surname) or "anon", str(paper.year or "nd"), _ascii("".join(words[:1])))
    mark = hashlib.sha256(paper.paper_id.encode(errors="replace")).hexdigest()[:digits]
    return "".join(parts) + "_" + mark


def unique_key(paper: Paper, used: set[str]) -> str:
    """Return the paper's citation key, its hash as long as it must be to differ from `used`."""
    keys = (citation_key(paper, digits) for digits in range(4, 65, 4))
    return next((key for key in keys if key not in used), f"{citation_key(paper)}_{len(used)}")


def entry(paper: Paper, key: str) -> str:
    """Return the paper's entry, its text readable and escaped, ending in a line end."""
    shown = paper.for_reading()
    fields = {
        "title": _capitals(_escape(shown.title)),
        "author": " and ".join(_author(name) for name in shown.authors if name.strip()),
        "year": str(shown.year) if shown.year else "",
        "month": _MONTHS[shown.published.month - 1] if shown.published else "",
        "doi": _verbatim(shown.doi),
        "url": _verbatim(shown.link),
        "keywords": _escape(", ".join(shown.categories)),
        "abstract": _escape(shown.abstract),
    }
    if eprint := arxiv_id(shown.paper_id):
        fields["eprint"] = eprint
        fields["archiveprefix"] = "arXiv"
        fields["primaryclass"] = _escape(shown.categories[0]) if shown.categories else ""
    lines = [
        # The names of months are macros of every BibTeX style, so they stand without braces.
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def _escape(text: str) -> str:
    line = one_line(text)
    if not _balanced(line):
        # BibTeX counts braces, escaped or not, and one too many would end the field.
        line = line.replace("{", "(").replace("}", ")")
    return line.translate(_SPECIAL)


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _author(name: str) -> str:
    # "and" separates names, so that a name that holds it needs braces of its own.
    escaped = _escape(name)
    return f"{{{escaped}}}" if re.search(r"\band\b", escaped, re.IGNORECASE) else escaped


def _capitals(title: str) -> str:
    """Put braces around words with inner capitals, which styles would write small: `{BERT}`."""
    words = title.split(" ")
    return " ".join(f"{{{w}}}" if re.match(r"[\W\d_]*+[^\W\d_].*[A-Z]", w) else w for w in words)


def _verbatim(address: str) -> str:
    """Return an address as the `url` field takes it: unescaped, so without what would break it."""
    return quote(one_line(address), safe="/:?&=#%~_.,;+@!$()*'-[]")


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", folded.lower())
