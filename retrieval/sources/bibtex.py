"""Read papers from BibTeX."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Block, Entry, ParsingFailedBlock

from retrieval.sources.fields import build_paper, parse_date, to_text, to_texts
from retrieval.sources.json_lines import CUT_MESSAGE
from retrieval.sources.records import Record, Rejected, require_papers

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXTRA_FIELDS = ("journal", "booktitle", "publisher", "note")


def read(text: str) -> Iterator[Record | Rejected]:
    """Yield the papers of BibTeX `text`, with LaTeX left in fields.

    Yields a Rejected for a truncated end. Raises SourceError if no entry holds a paper.
    """
    return require_papers(
        _read_blocks(text),
        "This BibTeX file contains no papers. It has no complete entry with a title: "
        "an entry looks like @article{key, title = {…}, abstract = {…}}.",
    )


def _read_blocks(text: str) -> Iterator[Record | Rejected]:
    with _silence_parser():
        blocks = parse_string(text.replace("\x00", "")).blocks
    for block in blocks:
        line = (block.start_line or 0) + 1
        entry, reason = _find_entry(block, text)
        if entry:
            yield _parse_entry(entry, line)
        elif reason:
            yield Rejected(line, reason)


@contextmanager
def _silence_parser() -> Iterator[None]:
    """Silence the parser's log of invalid blocks, which become rejections."""
    log = logging.getLogger("bibtexparser")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(level)


def _find_entry(block: Block, text: str) -> tuple[Entry | None, str]:
    """Return the entry of a block, or the reason why it has none; comments have neither."""
    if isinstance(block, Entry):
        return block, ""
    if not isinstance(block, ParsingFailedBlock):
        return None, ""
    if isinstance(block.ignore_error_block, Entry):
        return _unwrap_fields(block.ignore_error_block), ""  # a duplicate key or field
    cut = text.rstrip().endswith((block.raw or "").rstrip() or "\x00")
    return (
        None,
        CUT_MESSAGE
        if cut
        else "This entry is not valid BibTeX. Check its braces, quotes and commas.",
    )


def _unwrap_fields(entry: Entry) -> Entry:
    """Strip the outer braces or quotes from the fields of an entry that the parser rejected."""
    for recorded in entry.fields:
        value = to_text(recorded.value)
        if len(value) > 1 and value[0] + value[-1] in ("{}", '""'):
            recorded.value = value[1:-1]
    return entry


def _parse_entry(entry: Entry, line: int) -> Record | Rejected:
    fields = {name.lower(): to_text(f.value) for name, f in entry.fields_dict.items()}
    title = " ".join(fields.get("title", "").split())
    if not title:
        return Rejected(line, f"The entry {entry.key} has no title.")
    paper = build_paper(
        title,
        "bibtex",
        hints=(_arxiv_hint(fields), fields.get("url", ""), fields.get("doi", "")),
        source_id=to_text(entry.key),
        abstract=fields.get("abstract", ""),
        authors=" ".join(fields.get("author", "").split()),
        published=_find_date(fields),
        url=fields.get("url", ""),
        doi_text=fields.get("doi", ""),
        extra={
            "entry_type": entry.entry_type,
            **{name: fields.get(name) for name in _EXTRA_FIELDS},
            "keywords": list(to_texts(fields.get("keywords", ""))),
        },
    )
    return Record(paper, line)


def _arxiv_hint(fields: Mapping[str, str]) -> str:
    kind = fields.get("archiveprefix") or fields.get("eprinttype") or ""
    if fields.get("eprint") and kind.lower() in ("arxiv", ""):
        return f"arXiv:{fields['eprint']}"
    journal = fields.get("journal", "")
    return journal if "arxiv:" in journal.lower() else ""


def _find_date(fields: Mapping[str, str]) -> str:
    if fields.get("date"):
        return fields["date"]
    year, month = fields.get("year", ""), fields.get("month", "").lower()
    if month[:3] in _MONTHS:
        month = str(_MONTHS.index(month[:3]) + 1)
    dated = f"{year}-{month}"
    return dated if month.isdecimal() and parse_date(dated)[0] else year
