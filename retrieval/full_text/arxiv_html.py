"""Read arXiv's HTML, which LaTeXML makes of a paper's LaTeX.

https://math.nist.gov/~BMiller/LaTeXML/manual/cssclasses/
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.errors import UnreadablePaper
from retrieval.full_text.document import Block, Document, place_formulas
from retrieval.full_text.headings import join_sections
from retrieval.full_text.scripts import lower_digits, raise_digits
from retrieval.full_text.tables import Cell, write_table
from retrieval.text import patterns as re
from retrieval.text.clean import clean_text

_SECTIONS = frozenset(
    {"ltx_abstract", "ltx_acknowledgements", "ltx_appendix", "ltx_paragraph", "ltx_section"}
    | {"ltx_subsection", "ltx_subsubsection"}
)
_DISPLAYED = frozenset({"ltx_equation", "ltx_equationgroup"})
_RUNNING = _DISPLAYED | {"ltx_p"}
_LINE_END = re.compile(r"%\s*\n\s*")  # LaTeXML breaks long lines so
_FLOATS = frozenset({"ltx_figure", "ltx_table", "ltx_float", "ltx_algorithm"})
_SKIPPED = frozenset({"ltx_bibliography", "ltx_authors", "ltx_page_footer", "ltx_TOC", "ltx_dates"})
_NO_PROSE = frozenset({"ltx_note", "ltx_note_mark", "ltx_tag_note", "ltx_ERROR"})
_WITHOUT_TEXT = frozenset({"script", "style", "svg", "button", "annotation", "annotation-xml"})
_HIDDEN = re.compile(
    r"(?i)display:\s*none|visibility:\s*hidden|opacity:\s*0(?:\.0\d*)?(?:;|$)|"
    r"font-size:\s*[01](?:\.\d+)?(?:px|pt|%)?(?:;|$)"
)
_WHITE = r"(?:#fff\b|#(?:f[0-9a-f]){3}\b|white\b)"  # or nearly so
_WHITE_PRINT = re.compile(rf"(?i)(?:^|;)\s*(?:--ltx-fg-)?color:\s*{_WHITE}")
_BACKGROUND = re.compile(
    rf"(?i)(?:background(?:-color)?|--ltx-bg-color):\s*(?P<white>{_WHITE}|none|transparent)?"
)
_OPEN = re.compile(r"\bCC0?\b")
_MAX_DEPTH = 60


def read_arxiv_html(data: bytes) -> Document:
    """Return the text of a paper; raise UnreadablePaper if its conversion failed or was cut off."""
    tree = LexborHTMLParser(data)
    article = tree.css_first("article.ltx_document, .ltx_document")
    if article is None:
        raise UnreadablePaper("empty", "This page has no paper that arXiv converted from LaTeX.")
    if tree.css_first(".ltx_fatal") or not data.rstrip().lower().endswith(b"</html>"):
        raise UnreadablePaper("damaged", "arXiv's conversion of this paper failed, or was cut off.")
    blocks = list(_read_children(article, "", 0))
    if not any(block.kind == "paragraph" for block in blocks):
        raise UnreadablePaper("empty", "arXiv's conversion of this paper has no text.")
    title = article.css_first(".ltx_title_document")
    licence = tree.css_first("#license-tr")
    is_open = licence is not None and _OPEN.search(licence.text()) is not None
    return Document(tuple(blocks), _read(title) if title else "", is_open=is_open)


def _read_children(parent: LexborNode, section: str, depth: int) -> Iterator[Block]:
    for node in parent.iter():
        classes = _classes(node)
        skipped = classes & _SKIPPED or node.tag in _WITHOUT_TEXT or _is_hidden(node)
        if depth > _MAX_DEPTH or skipped:
            continue
        if classes & _FLOATS:
            yield from _read_float(node, section, depth)
        elif _is_running(node):
            yield from _read_paragraph(node, section)
        elif classes & _SECTIONS:
            heading = next((_read(one) for one in node.iter() if "ltx_title" in _classes(one)), "")
            inner = join_sections(section, heading) if heading else section
            if heading:
                yield Block("heading", heading, inner)
            yield from _read_children(node, inner, depth + 1)
        elif "ltx_title" not in classes:
            yield from _read_children(node, section, depth + 1)


def _is_running(node: LexborNode) -> bool:
    """Tell whether a node is text, or a paragraph of text and the formulas that stand in it."""
    classes = _classes(node)
    if "ltx_para" in classes:
        return all(_classes(inner) & _RUNNING for inner in node.iter())
    return bool(classes & _RUNNING)


def _read_paragraph(node: LexborNode, section: str) -> Iterator[Block]:
    if text := _read(node):
        displayed = [node] if _classes(node) & _DISPLAYED else _find_outermost(node, _DISPLAYED)
        formulas = place_formulas(text, ((_read(one), _find_latex(one)) for one in displayed))
        yield Block("paragraph", text, section, formulas=formulas)
    for note in _find_outermost(node, {"ltx_note_content"}):
        if text := _read(note):
            yield Block("footnote", text, section)


def _find_latex(formula: LexborNode) -> str:
    """Return the LaTeX of a displayed formula; its rows and their cells have one each."""
    rows = [
        " & ".join(_get(cell, "alttext") for cell in row.css("math"))
        for row in _find_outermost(formula, {"tr"})
    ]
    rows = [_LINE_END.sub(" ", row) for row in rows if row]
    if len(rows) == 1 and "&" not in rows[0]:
        return rows[0]
    return r"\begin{aligned}" + r" \\ ".join(rows) + r"\end{aligned}" if rows else ""


def _read_float(node: LexborNode, section: str, depth: int) -> Iterator[Block]:
    """Yield captions and tables, those of its parts after its own."""
    if depth > _MAX_DEPTH:
        return
    inner = list(_find_outermost(node, _FLOATS | {"ltx_caption", "ltx_tabular", "ltx_listing"}))
    for one in inner:
        if "ltx_caption" in _classes(one) and (text := _read(one)):
            yield Block("caption", text, section)
    for one in inner:
        classes = _classes(one)
        read = _read_table if "ltx_tabular" in classes else _read_lines
        if not classes & {"ltx_caption", *_FLOATS} and (text := read(one)):
            yield Block("table", text, section)
    for one in inner:
        if _classes(one) & _FLOATS:
            yield from _read_float(one, section, depth + 1)


def _read_lines(listing: LexborNode) -> str:
    """Return the lines of an algorithm."""
    return "\n".join(filter(None, map(_read, _find_outermost(listing, {"ltx_listingline"}))))


def _read_table(table: LexborNode) -> str:
    rows = [
        [
            Cell(
                _read(cell),
                _get(cell, "rowspan"),
                _get(cell, "colspan"),
            )
            for cell in row.iter()
            if "ltx_td" in _classes(cell) or cell.tag in ("td", "th")
        ]
        for row in _find_outermost(table, {"tr", "ltx_tr"})
    ]
    return write_table(rows)


def _find_outermost(node: LexborNode, names: Set[str], depth: int = 0) -> Iterator[LexborNode]:
    """Yield the visible nodes of some tags or classes in another, without those in one of them."""
    for inner in node.iter():
        if _is_hidden(inner):
            continue
        if names & {inner.tag, *_classes(inner)}:
            yield inner
        elif depth < _MAX_DEPTH:
            yield from _find_outermost(inner, names, depth + 1)


def _read(node: LexborNode) -> str:
    """Return the text of a node on one line, with formulas as their LaTeX reads."""
    written: list[str] = []
    _write(node, written, 0)
    return " ".join("".join(written).split())


def _write(node: LexborNode, written: list[str], depth: int) -> None:
    if depth > _MAX_DEPTH:
        return
    for inner in node.iter(include_text=True):
        classes = _classes(inner)
        if inner.tag == "-text":
            written.append(inner.text(deep=False))
        elif inner.tag == "math":
            written.append(clean_text(f"${_get(inner, 'alttext')}$"))
        elif inner.tag in _WITHOUT_TEXT or classes & _NO_PROSE or _is_hidden(inner):
            continue
        elif inner.tag in ("sup", "sub"):
            write = raise_digits if inner.tag == "sup" else lower_digits
            written.append(write(inner.text()))
        else:
            apart = inner.tag in ("p", "div", "li", "br", "td", "tr") or "ltx_tag" in classes
            _write(inner, written, depth + 1)
            if apart:
                written.append(" ")


def _is_hidden(node: LexborNode) -> bool:
    """Tell whether a reader of the page does not see a node: LaTeX may print in white."""
    style = _get(node, "style")
    if "hidden" in node.attributes or _HIDDEN.search(style):
        return True
    return _WHITE_PRINT.search(style) is not None and not _is_on_color(node)


def _is_on_color(node: LexborNode | None) -> bool:
    """Tell whether what is behind a node has another color than white."""
    while node is not None:
        if behind := _BACKGROUND.search(_get(node, "style")):
            return behind["white"] is None
        node = node.parent
    return False


def _classes(node: LexborNode) -> set[str]:
    return set() if node.tag == "-text" else set(_get(node, "class").split())


def _get(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""
