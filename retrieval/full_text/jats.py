"""Read articles in JATS, the XML of PubMed Central and of many publishers.

https://jats.nlm.nih.gov/archiving/tag-library/1.4/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from copy import deepcopy
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import ElementTree as SafeElementTree
from defusedxml.common import DefusedXmlException

from retrieval.errors import UnreadablePaper
from retrieval.full_text.document import Block, Document, place_formulas
from retrieval.full_text.headings import join_sections
from retrieval.full_text.scripts import is_note_mark, lower_digits, raise_digits
from retrieval.full_text.tables import Cell, write_table
from retrieval.passage import MAX_FORMULA_CHARS, UNREAD_FORMULA
from retrieval.text import patterns as re
from retrieval.text.clean import clean_text

_WITHOUT_TEXT = frozenset(
    {"email", "graphic", "inline-graphic", "media", "object-id", "permissions", "ref-list"}
    | {"supplementary-material", "table-wrap-foot", "textual-form"}
)
_GROUPS = frozenset({"boxed-text", "fig-group", "table-wrap-group"})
_FLOATS = frozenset({"fig", "table-wrap"}) | _GROUPS
_OWN_LINE = frozenset({"break", "def", "disp-formula", "list-item", "p", "term", "title"})
_DISPLAYED = frozenset({"disp-formula"})
_FORMULAS = _DISPLAYED | {"inline-formula"}
_GRAPHICS = frozenset({"graphic", "inline-graphic"})
_NOTES = frozenset({"fn", "table-wrap-foot"})
_TEX_FRAME = re.compile(r"(?s).*\\begin\{document\}|\\end\{document\}.*")
_CREATIVE_COMMONS = re.compile(r"(?i)creative ?commons")
_ANNOTATIONS = frozenset({"annotation", "annotation-xml"})
_NOT_PRINTED = _ANNOTATIONS | {"mphantom"}
_MAX_DEPTH = 40
_MAX_ELEMENTS = MAX_FORMULA_CHARS // len("<m/>")  # of a formula


def read_jats(data: bytes) -> Document:
    """Return the text of an article; raise UnreadablePaper if it has none or is damaged."""
    try:
        root = SafeElementTree.fromstring(data)
    except (DefusedXmlException, ParseError, ValueError) as error:
        message = "This XML cannot be read: it is damaged or unsafe."
        raise UnreadablePaper("damaged", message) from error
    article = next((one for one in root.iter() if _tag(one) == "article"), None)
    if article is None or article.find("body") is None:
        message = "This XML has no text of an article beyond its title and abstract."
        raise UnreadablePaper("empty", message)
    blocks = list(_read_front(article))
    for part in ("body", "back", "floats-group"):
        for element in article.findall(part):
            blocks.extend(_read_children(element, "", 0))
    title = _read(article.find("front/article-meta/title-group/article-title"))
    ids = article.findall("front/article-meta/article-id[@pub-id-type='doi']")
    return Document(tuple(blocks), title, tuple(map(_read, ids)), is_open=_is_open(article))


def _is_open(article: Element) -> bool:
    """Tell whether the licence is one of Creative Commons."""
    return any(
        value == "open-access" or _CREATIVE_COMMONS.search(value)
        for element in article.findall("front/article-meta/permissions")
        + article.findall("front/article-meta/copyright-statement")
        for part in element.iter()
        for value in (*part.attrib.values(), part.text or "")
    )


def _read_front(article: Element) -> Iterator[Block]:
    """Yield the abstract, a summary of the authors beside it, and their notes."""
    for abstract in article.findall("front/article-meta/abstract"):
        kind = abstract.get("abstract-type")
        if kind in (None, "section"):
            heading = "Abstract"
        elif "summary" in kind:
            heading = _read(abstract.find("title")) or "Summary"
        else:
            continue
        yield Block("heading", heading, heading)
        for part in _find_outermost(abstract, {"p", "sec"}):
            label = _read(part.find("title")).rstrip(":. ")
            paragraphs = [_read(one) for one in _find_outermost(part, {"p"})] or [_read(part)]
            if label:
                paragraphs[0] = f"{label}: {paragraphs[0]}"
            for text in paragraphs:
                yield Block("paragraph", text, heading)
    for notes in article.findall("front/article-meta/author-notes"):
        for note in _find_outermost(notes, {"fn"}):
            yield from _read_notes(note, "")


def _read_children(parent: Element, section: str, depth: int) -> Iterator[Block]:
    """Yield the blocks in an element; deeper ones than forty levels are not read."""
    if depth > _MAX_DEPTH:
        return
    for element, *formulas in _join_formulas(parent):
        tag = _tag(element)
        if tag in ("title", "label", "caption") or tag in _WITHOUT_TEXT - _NOTES:
            continue
        if tag in ("p", "disp-formula", "list", "def-list", "disp-quote"):
            yield from _read_paragraph([element, *formulas], section, depth)
        elif tag in _FLOATS:
            yield from _read_float(element, section, depth)
        elif tag in _NOTES:
            yield from _read_notes(element, section)
        else:
            heading = _read_heading(element) or ("Acknowledgments" if tag == "ack" else "")
            inner = join_sections(section, heading) if heading else section
            if heading:
                yield Block("heading", heading, inner)
            yield from _read_children(element, inner, depth + 1)


def _read_heading(element: Element) -> str:
    parts = (_read(element.find(name)) for name in ("label", "title"))
    return " ".join(part for part in parts if part)


def _join_formulas(parent: Element) -> Iterator[list[Element]]:
    """Yield the elements in another, a paragraph with the displayed formulas below it."""
    group: list[Element] = []
    for element in parent:
        if group and _tag(group[0]) == "p" and _tag(element) in _DISPLAYED:
            group.append(element)
        else:
            yield from [group] if group else ()
            group = [element]
    yield from [group] if group else ()


def _read_paragraph(elements: Sequence[Element], section: str, depth: int) -> Iterator[Block]:
    """Yield a paragraph, and what floats in it after it."""
    text = " ".join(filter(None, map(_read, elements)))
    around = Element("p")
    around.extend(elements)
    displayed = _find_outermost(around, _DISPLAYED)
    formulas = place_formulas(text, ((_read(one), _find_source(one)) for one in displayed))
    yield Block("paragraph", text, section, formulas=formulas)
    for inner in _find_outermost(around, _FLOATS):
        yield from _read_float(inner, section, depth)


def _find_source(formula: Element) -> str:
    """Return the LaTeX of a formula, else its MathML; empty if it has neither, or several."""
    tex = [one for one in formula.iter() if _tag(one) == "tex-math"]
    math = [one for one in formula.iter() if _tag(one) == "math"]
    if len(tex) == 1:
        return _TEX_FRAME.sub("", tex[0].text or "").strip("$ \n")
    if len(math) != 1 or len(list(math[0].iter())) > _MAX_ELEMENTS:
        return ""
    plain = deepcopy(math[0])
    for one in plain.iter():
        one[:] = [inner for inner in one if _tag(inner) not in _ANNOTATIONS]
        one.tag, one.tail = _tag(one), None
    return tostring(plain, encoding="unicode")


def _find_outermost(element: Element, tags: Set[str], depth: int = 0) -> Iterator[Element]:
    """Yield the elements of some names inside another, without those in one of them."""
    for inner in element:
        if _tag(inner) in tags:
            yield inner
        elif depth < _MAX_DEPTH:
            yield from _find_outermost(inner, tags, depth + 1)


def _read_notes(element: Element, section: str) -> Iterator[Block]:
    return (Block("footnote", _read(p), section) for p in _find_outermost(element, {"p"}))


def _read_float(element: Element, section: str, depth: int) -> Iterator[Block]:
    caption = element.find("caption")
    parts = [_read(element.find("label")).rstrip(".:")]
    if caption is not None:
        parts.append(" ".join(_read(part) for part in caption if _tag(part) in ("title", "p")))
    text = ": ".join(part for part in parts if part)
    if text:
        yield Block("caption", text, section)
    if _tag(element) in _GROUPS:
        yield from _read_children(element, section, depth + 1)
        return
    for rows in _split_table(element):
        yield Block("table", write_table(rows), section)
    for foot in element.findall("table-wrap-foot"):
        yield from _read_notes(foot, section)


def _split_table(element: Element) -> Iterator[list[list[Cell]]]:
    """Yield the rows of a table; where a head comes between them, another table begins."""
    rows: list[list[Cell]] = []
    in_body = False
    for row in element.iter("tr"):
        cells = [cell for cell in row if _tag(cell) in ("th", "td")]
        is_head = len(cells) > 1 and all(_tag(cell) == "th" for cell in cells)
        if is_head and in_body:
            yield rows
            rows = []
        in_body = not is_head
        rows.append([_to_cell(cell) for cell in cells])
    if rows:
        yield rows


def _to_cell(element: Element) -> Cell:
    return Cell(_read(element), element.get("rowspan", ""), element.get("colspan", ""))


def _read(element: Element | None) -> str:
    """Return the text of an element on one line, without what floats in it."""
    if element is None:
        return ""
    written: list[str] = []
    _write(element, written, 0)
    return " ".join("".join(written).split())


def _write(element: Element, written: list[str], depth: int) -> None:
    tag = _tag(element)
    if tag == "sup":
        text = "".join(element.itertext())
        if not is_note_mark(text.strip(), "".join(written[-4:])):
            written.append(raise_digits(text))
        return
    if tag == "sub":
        written.append(lower_digits("".join(element.itertext())))
        return
    if tag == "math":
        written.append(_read_math(element, depth))
        return
    if tag == "tex-math":
        written.append(clean_text(f"${_TEX_FRAME.sub('', element.text or '').strip()}$"))
        return
    if tag in _OWN_LINE:
        written.append(" ")
    written.append(element.text or "")
    has_math = any(_tag(inner) == "math" for inner in element)
    for inner in element:
        name = _tag(inner)
        twice = name == "tex-math" and has_math
        left_out = name in _WITHOUT_TEXT | _FLOATS or _is_mark(inner) or twice
        if depth < _MAX_DEPTH and not left_out:
            _write(inner, written, depth + 1)
        if tag in _FORMULAS and name in _GRAPHICS:
            written.append(UNREAD_FORMULA)
        written.append(inner.tail or "")
    if tag in _OWN_LINE:
        written.append(" ")


def _is_mark(element: Element) -> bool:
    """Tell whether an element is a raised mark that leads to a reference or a note."""
    leads = element.get("ref-type") in ("bibr", "fn", "table-fn")
    return _tag(element) == "xref" and leads and element.find("sup") is not None


def _read_math(element: Element, depth: int) -> str:
    """Return MathML as text on one line: a fraction is (a)/(b)."""
    if depth > _MAX_DEPTH:
        return ""
    parts = [_read_math(inner, depth + 1) for inner in element]
    match _tag(element), parts:
        case "mfrac", [over, under]:
            return f"({over})/({under})"
        case "msup", [base, raised]:
            return base + (raise_digits(raised) if raised.isdecimal() else f"^({raised})")
        case (("msub" | "munder"), [base, lowered]):
            return base + (lower_digits(lowered) if lowered.isdecimal() else f"_{lowered}")
        case "msqrt", _:
            return f"√({''.join(parts)})"
        case tag, _ if tag in _NOT_PRINTED:
            return ""
    return (element.text or "").strip() + "".join(parts)


def _tag(element: Element) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
