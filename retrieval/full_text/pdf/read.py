"""Read a PDF as blocks of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

import pypdfium2 as pdfium

from retrieval.errors import UnreadablePaper
from retrieval.full_text import headings
from retrieval.full_text.document import MAX_PAGES, Block, Document
from retrieval.full_text.pdf.blocks import build_blocks, join_lines
from retrieval.full_text.pdf.layout import (
    SAME_SIZE,
    Group,
    Layout,
    drop_contents,
    drop_margins,
    find_first_number,
    find_layout,
    group_lines,
)
from retrieval.full_text.pdf.lines import Page, read_page
from retrieval.full_text.pdf.outline import find_printed, read_outline
from retrieval.paper import arxiv_id, doi
from retrieval.text import patterns as re
from retrieval.text.clean import clean_text

MAX_CHARS = 2_000_000
"""Of one PDF; running text has some 3,000 to 6,000 a page."""

_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_MAX_UNREADABLE = 0.05  # of the characters, that stand for no known letter or another one
_MAX_CODE = 0.8  # of the characters; where more are, the whole paper is typewritten
_MIN_TITLE_SIZE = 1.1  # of the running text's
_MIN_TITLE_LETTERS = 5  # of several words
_MIN_TITLE_WORD = 8  # letters of a title of one word; a shorter one is the name of a journal
_MAX_TITLE = 300
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+ |[IVX]+\. ")
_MASTHEAD = re.compile(
    r"(?i)(?:the )?(?:\w+ )?(?:journal|annals|archives|proceedings|transactions) (?:of|on) "
)
_FILE_NAME = re.compile(r"\.\w{2,5}$")


def read_pdf(
    data: bytes, on_page: Callable[[int, int], None] = lambda done, pages: None
) -> Document:
    """Return the text of a PDF, of its first `MAX_PAGES` pages.

    `on_page` is called after each page, with its number and that of the last. Raises
    UnreadablePaper if it is damaged, encrypted, too long, a scan, or its fonts do not say which
    letters they draw.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _explain(error) from error
    with pdf:
        in_all = len(pdf)
        count = min(in_all, MAX_PAGES)
        pages: list[Page] = []
        chars = 0
        for number in range(count):
            try:
                page = read_page(pdf[number], number)
            except pdfium.PdfiumError:  # a damaged page
                page = Page((), "", 0.0, is_picture=True)
            chars += sum(len(line.text) for line in page.lines)
            if chars > MAX_CHARS:
                raise UnreadablePaper(
                    "long", f"This PDF has more than {MAX_CHARS:,} characters. Give one paper."
                )
            pages.append(page)
            on_page(number + 1, count)
        labels = [pdf.get_page_label(number) for number in range(count)]
        outline = read_outline(pdf)
        named = pdf.get_metadata_value("Title")
    _check_readable(pages)
    lines = [page.lines for page in pages]
    letters = sum(len(line.text) for page in lines for line in page)
    code = sum(len(line.text) for page in lines for line in page if line.is_code)
    if code > _MAX_CODE * letters:
        lines = [[replace(line, is_code=False) for line in page] for page in lines]
    layout = find_layout(lines, max(page.height for page in pages))
    if layout is None:
        raise UnreadablePaper("empty", "This PDF has no running text.")
    first_number = find_first_number(lines, layout)
    if first_number is not None:
        labels = [
            str(n) if n > 0 else labels[n - first_number]
            for n in range(first_number, first_number + count)
        ]
    text = drop_contents(drop_margins(lines, layout))
    titles = find_printed(outline, text)
    groups = group_lines(text, layout, headings.CAPTION, titles)
    blocks = build_blocks(groups, layout, titles)
    return Document(
        tuple(blocks),
        _find_title(named, pages[0], groups, layout),
        tuple(dict.fromkeys(_find_identifiers(pages[0], blocks))),
        tuple(labels) if any(labels) else (),
        in_all,
        tuple(number for number, page in enumerate(pages) if page.is_picture),
        tuple(_find_unread_tables(blocks)),
    )


def _explain(error: pdfium.PdfiumError) -> UnreadablePaper:
    if "password" in str(error).lower():
        return UnreadablePaper(
            "encrypted", "This PDF is encrypted. Save it without a password, and try again."
        )
    return _damaged()


def _damaged() -> UnreadablePaper:
    return UnreadablePaper(
        "damaged", "This PDF is damaged. Check that it is complete, and try again."
    )


def _check_readable(pages: Sequence[Page]) -> None:
    if not any(page.height for page in pages):
        raise _damaged()
    if 2 * sum(page.is_picture for page in pages) > len(pages):
        raise UnreadablePaper(
            "scan",
            "This PDF is a scan: its pages are pictures. Text that text recognition (OCR) has "
            "hidden behind them is not read, because nobody can see whether it is right. Give the "
            "PDF that the publisher or the authors made.",
        )
    signs = "".join(line.text for page in pages for line in page.lines)
    unreadable = len(_UNREADABLE.findall(signs))
    falsified = sum(page.falsified for page in pages)
    if unreadable + falsified > _MAX_UNREADABLE * (len(signs) + falsified):
        raise UnreadablePaper(
            "fonts",
            "This PDF's fonts do not say which letters they draw, or name others. Give another "
            "version of it.",
        )


def _find_unread_tables(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the names of tables without rows: they are pictures, or set in a way not known."""
    for block, after in zip_longest(blocks, blocks[1:]):
        name = headings.CAPTION.match(block.text)
        is_table = block.kind == "caption" and block.text.lower().startswith("tab")
        if is_table and name and (after is None or after.kind != "table"):
            yield name.group().removesuffix(name["mark"] or "")


def _find_identifiers(first: Page, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the ids on the first page that are the paper's own, not those of works it cites."""
    cited = " ".join(one.text for one in blocks if one.kind in ("paragraph", "reference")).lower()
    # A note with a mark says something of the text: its work is another one.
    for text in (first.turned, *(line.text for line in first.lines if not line.begins_note)):
        for found in (arxiv_id(text), doi(text)):
            if found and found not in cited:
                yield found


def _find_title(named: str, first: Page, groups: Sequence[Group], layout: Layout) -> str:
    """Return the title that the file gives, if the first page shows it, or the one printed there.

    That is in the largest type of a few words above the middle; else it is the first bold line.
    """
    shown = headings.spell(" ".join(line.text for line in first.lines))
    is_title = _is_long(named) and not _FILE_NAME.search(named)
    if is_title and headings.spell(named) in shown:
        return clean_text(named)[:_MAX_TITLE]
    middle = (layout.bottom + layout.top) / 2
    found = [line for group in groups for line in group if line.page == 0 and line.top > middle]
    found = [line for line in found if not _MASTHEAD.match(line.text)]
    for size in sorted({line.size for line in found}, reverse=True):
        title = join_lines([line for line in found if abs(line.size - size) < SAME_SIZE])
        is_large = size >= _MIN_TITLE_SIZE * layout.body and not _is_section(title)
        if is_large and _is_long(title):
            return title[:_MAX_TITLE]
    bold = next((group for group in groups if group[0].page == 0 and _is_bold_title(group)), [])
    return join_lines(bold)[:_MAX_TITLE]


def _is_bold_title(group: Group) -> bool:
    text = " ".join(line.text for line in group)
    bold = all(line.bold for line in group)
    return bold and _is_long(text) and not _is_section(text)


def _is_section(text: str) -> bool:
    """Tell whether a text is the heading of a section rather than a title."""
    return headings.is_known(text) or _SECTION_NUMBER.match(text) is not None


def _is_long(title: str) -> bool:
    least = _MIN_TITLE_LETTERS if " " in title else _MIN_TITLE_WORD
    return len(headings.spell(title)) >= least
