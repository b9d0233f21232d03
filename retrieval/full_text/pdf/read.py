"""Read a PDF as blocks of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

import pypdfium2 as pdfium

from retrieval.errors import UnreadablePaper
from retrieval.full_text import headings
from retrieval.full_text.document import MAX_PAGES, Block, Document
from retrieval.full_text.pdf.blocks import build_blocks
from retrieval.full_text.pdf.layout import Group, Layout, drop_margins, find_layout, group_lines
from retrieval.full_text.pdf.lines import Line, Page, read_page
from retrieval.paper import arxiv_id, doi

MAX_CHARS = 2_000_000
"""Of one PDF; running text has some 3,000 to 6,000 a page."""

_MAX_UNREADABLE = 0.05  # of the characters, that stand for no known letter
_MIN_TITLE_SIZE = 1.1  # of the running text's


def read_pdf(
    data: bytes, on_page: Callable[[int, int], None] = lambda done, pages: None
) -> Document:
    """Return the text of a PDF; `on_page` is told how many of its pages are read.

    Raises UnreadablePaper if it is damaged, encrypted, too long, a scan, or its fonts do not say
    which letters they draw.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _explain(error) from error
    with pdf:
        count = len(pdf)
        if count > MAX_PAGES:
            raise UnreadablePaper(
                "long",
                f"This PDF has {count:,} pages; at most {MAX_PAGES} are read. Give one paper.",
            )
        pages: list[Sequence[Line]] = []
        unread: list[int] = []
        chars = 0
        for number in range(count):
            try:
                page = read_page(pdf[number], number)
            except pdfium.PdfiumError:  # a damaged page
                page = Page((), 0, is_picture=True)
            chars += page.chars
            if chars > MAX_CHARS:
                raise UnreadablePaper(
                    "long", f"This PDF has more than {MAX_CHARS:,} characters. Give one paper."
                )
            pages.append(page.lines)
            if page.is_picture:
                unread.append(number)
            on_page(number + 1, count)
        height = max(pdf[number].get_height() for number in range(count))
        labels = tuple(pdf.get_page_label(number) for number in range(count))
        first = _read_first_page(pdf)
    _check_readable(pages, unread)
    layout = find_layout(pages, height)
    if layout is None:
        raise UnreadablePaper("empty", "This PDF has no running text.")
    groups = group_lines(drop_margins(pages, layout), layout, headings.CAPTION)
    ids = filter(None, (arxiv_id(first), doi(first)))
    blocks = build_blocks(groups, layout)
    return Document(
        tuple(blocks),
        _find_title(groups, layout),
        tuple(ids),
        labels if any(labels) else (),
        count,
        tuple(unread),
        tuple(_find_unread_tables(blocks)),
    )


def _explain(error: pdfium.PdfiumError) -> UnreadablePaper:
    if "password" in str(error).lower():
        return UnreadablePaper(
            "encrypted", "This PDF is encrypted. Save it without a password, and try again."
        )
    return UnreadablePaper(
        "damaged", "This PDF is damaged. Check that it is complete, and try again."
    )


def _read_first_page(pdf: pdfium.PdfDocument) -> str:
    """Return all text of the first page; arXiv's stamp is turned, and in no line."""
    text_page = pdf[0].get_textpage()
    try:
        return str(text_page.get_text_bounded())
    finally:
        text_page.close()


def _check_readable(pages: Sequence[Sequence[Line]], unread: Sequence[int]) -> None:
    if 2 * len(unread) > len(pages):
        raise UnreadablePaper(
            "scan",
            "This PDF is a scan: its pages are pictures without text. Run it through a program for "
            "text recognition (OCR) whose text can be seen, or give another version.",
        )
    signs = "".join(line.text for lines in pages for line in lines)
    unreadable = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for sign in signs)
    if unreadable > _MAX_UNREADABLE * len(signs):
        raise UnreadablePaper(
            "fonts",
            "This PDF's fonts do not say which letters they draw. Give another version of it.",
        )


def _find_unread_tables(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the names of tables without rows: they are pictures, or set in a way not known."""
    for block, after in zip_longest(blocks, blocks[1:]):
        name = headings.CAPTION.match(block.text)
        is_table = block.kind == "caption" and block.text.lower().startswith("tab")
        if is_table and name and (after is None or after.kind != "table"):
            yield name.group().removesuffix(name["mark"] or "")


def _find_title(groups: Sequence[Group], layout: Layout) -> str:
    """Return the text of the largest type on the first page, above its middle."""
    middle = (layout.bottom + layout.top) / 2
    lines = [line for group in groups for line in group if line.page == 0 and line.top > middle]
    largest = max((line.size for line in lines), default=0.0)
    if largest < _MIN_TITLE_SIZE * layout.body:
        return ""
    title = [line for line in lines if abs(line.size - largest) < 0.6]
    return " ".join(line.text for line in title)[:300]
