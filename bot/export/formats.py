"""Export papers as BibTeX, RIS, CSV, Markdown or JSON Lines.

Only authors' own abstracts are exported as such; JSON Lines name Footnote's accounts `account`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, urlsplit

from bot.export.bibtex import UPLOAD_NOTE, write_bibtex
from bot.export.escape import one_line
from retrieval.paper import Paper, arxiv_id
from retrieval.sources.json_lines import to_json
from retrieval.text import patterns as re

_CSV_COLUMNS: Mapping[str, Callable[[Paper], str]] = {
    "paper_id": lambda paper: paper.paper_id,
    "title": lambda paper: paper.title,
    "authors": lambda paper: "; ".join(paper.authors),
    "year": lambda paper: str(paper.year or ""),
    "published": lambda paper: paper.published_on,
    "updated": lambda paper: paper.updated.isoformat() if paper.updated else "",
    "categories": lambda paper: "; ".join(paper.categories),
    "source": lambda paper: paper.source,
    "url": lambda paper: paper.link,
    "doi": lambda paper: paper.doi,
    "abstract": lambda paper: paper.authors_abstract,
    "note": lambda paper: UPLOAD_NOTE if paper.is_upload else "",
}
_FORMULA = re.compile(r"((?:^|[;,|])\"*)([=+\-@\uff1d\uff0b\uff0d\uff20])")
# What CommonMark may read as inline markup, including HTML.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&#$])")


def export_papers(papers: Iterable[Paper], format: str) -> Iterator[str]:
    """Yield the text of papers, as recorded, in one of `FORMATS`; raise `KeyError` for others."""
    return FORMATS[format](papers)


def write_ris(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a RIS record per paper, for EndNote, Zotero and others."""
    for number, paper in enumerate(papers):
        yield ("\n" if number else "") + _format_ris_record(paper)


def _format_ris_record(paper: Paper) -> str:
    """Return a record, ending in `ER  - ` and a newline.

    Names of authors stay as the source has them: inverting "van der Maaten" or "Gemma Team" would
    often be wrong.
    """
    shown = paper.for_reading()
    preprint = arxiv_id(shown.paper_id)
    kind = "UNPB" if preprint else "JOUR" if shown.doi else "GEN"
    lines = [("TY", kind), ("ID", shown.paper_id), ("TI", shown.title)]
    lines += [("AU", name) for name in shown.authors]
    lines += [
        ("PY", str(shown.year or "")),
        ("DA", shown.published_on.replace("-", "/")),
        ("DO", shown.doi),
        ("UR", shown.link),
        ("AN", f"arXiv:{preprint}" if preprint else ""),
    ]
    lines += [("N1", UPLOAD_NOTE)] if shown.is_upload else []
    lines += [("KW", category) for category in shown.categories]
    lines += [("AB", shown.authors_abstract)]
    cleaned = ((tag, one_line(value)) for tag, value in lines)
    return "".join(f"{tag}  - {value}\n" for tag, value in cleaned if value) + "ER  - \n"


def write_csv(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield the header, then a row per paper; authors and categories are joined by `; `."""
    yield csv_row(list(_CSV_COLUMNS))
    for paper in papers:
        shown = paper.for_reading()
        yield csv_row([read(shown) for read in _CSV_COLUMNS.values()])


def csv_row(values: Sequence[str]) -> str:
    """Return the values as one line of RFC 4180 that a spreadsheet can open safely."""
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow([escape_formula(value) for value in values])
    return line.getvalue()


def escape_formula(value: str) -> str:
    """Return the value on one line, with an apostrophe before what would be a formula.

    Also behind what another program may take for a separator or a quotation mark, and in full-width
    characters, which some programs convert. https://owasp.org/www-community/attacks/CSV_Injection
    """
    return _FORMULA.sub(r"\1'\2", one_line(value))


def mark_title(paper: Paper) -> str:
    """Return the title, and that a member uploaded the paper."""
    return f"{paper.title} (uploaded by a member)" if paper.is_upload else paper.title


def write_markdown(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a list item per paper: a reading list with abstracts."""
    for number, paper in enumerate(papers):
        yield ("\n" if number else "") + _format_markdown_item(paper)


def _format_markdown_item(paper: Paper) -> str:
    """Return the title (a link if one is known), authors, year, categories, id and abstract."""
    shown = paper.for_reading()
    title = escape_markdown(shown.title)
    if address := _markdown_address(shown.link):
        title = f"[{title}]({address})"
    year = f" ({shown.year})" if shown.year else ""
    about = [escape_markdown(", ".join(names)) for names in (shown.authors, shown.categories)]
    paper_id = "`" + one_line(shown.paper_id).replace("`", "'") + "`"
    lines = [f"- **{title}**{year}  ", "  " + " · ".join(filter(None, [*about, paper_id]))]
    lines += [f"  *{UPLOAD_NOTE}*"] if shown.is_upload else []
    if shown.authors_abstract:
        lines += ["", "  > " + escape_markdown(shown.authors_abstract)]
    return "\n".join(lines) + "\n"


def escape_markdown(text: str) -> str:
    """Return `text` on one line, so that Markdown shows it literally."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def _markdown_address(link: str) -> str:
    """Return a web address that Markdown accepts; empty for any other scheme."""
    try:
        scheme = urlsplit(link).scheme
    except ValueError:
        return ""
    return quote(link, safe="/:?&=#%~_.,;+@!-") if scheme in {"http", "https"} else ""


def write_json_lines(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a line per paper as recorded, which `ingest file` reads back without loss."""
    for paper in papers:
        # ASCII is harmless in a terminal, and every JSON reader takes it.
        yield json.dumps(to_json(paper)) + "\n"


FORMATS: Mapping[str, Callable[[Iterable[Paper]], Iterator[str]]] = {
    "bibtex": write_bibtex,
    "ris": write_ris,
    "csv": write_csv,
    "markdown": write_markdown,
    "jsonl": write_json_lines,
}
