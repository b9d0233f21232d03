"""How well whole papers are read, against the TEI that GROBID made of PDFs, and against JATS.

`python -m pytest -n 0 --log-cli-level=INFO tests/full_text/test_agreement.py` shows the figures.
GROBID errs too: sentences are compared by their letters, and may differ in some; and it has no
heading for most of the appendix of the second paper, whose sections therefore agree less.
"""

from __future__ import annotations

import logging
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
import pypdfium2 as pdfium
import pytest
from defusedxml import ElementTree
from rapidfuzz import fuzz

from retrieval.full_text.document import Document
from retrieval.full_text.headings import split_number
from retrieval.full_text.jats import read_jats
from retrieval.full_text.passages import cut_passages
from retrieval.full_text.pdf.read import read_pdf
from retrieval.paper import Paper
from retrieval.passage import SECTION_SEPARATOR
from retrieval.reading import split_paper
from retrieval.text.sentences import split_sentences
from tests.shared_data import shared_path

PDFS = {"N18-3011": 0.95, "2020.acl-main.207": 0.78}
"""Papers, and the share of their sentences whose section is right."""
_LOGGER = logging.getLogger(__name__)
_MIN_CHARS = 25  # of a sentence's letters and digits
_ALIKE = 92  # of 100: the letters of two accounts of a sentence
_TEI = "{http://www.tei-c.org/ns/1.0}"


@dataclass(frozen=True)
class Agreement:
    """Shares of sentences: found `whole`; of these those `in_order`, and in the same `section`."""

    sentences: int
    whole: float
    in_order: float
    section: float


@cache
def read_shared_pdf(name: str) -> Document:
    """Read a PDF, once for all tests."""
    return read_pdf((shared_path("fulltext") / f"{name}.pdf").read_bytes())


def compare(document: Document, reference: Iterator[tuple[str, str]]) -> Agreement:
    """Compare what was read with a reference of sections and paragraphs."""
    text, starts, blocks = "", [], []
    for block in document.blocks:
        if block.kind in ("paragraph", "caption", "footnote"):
            starts.append(len(text))
            blocks.append(block)
            text += letters(block.text)
    places = []
    sentences = whole = right = 0
    for section, paragraph in reference:
        for span in split_sentences(" ".join(paragraph.split())):
            wanted = letters(span.text)
            if len(wanted) < _MIN_CHARS:
                continue
            sentences += 1
            place = text.find(wanted)
            if place < 0:
                best = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_ALIKE)
                if best is None:
                    continue
                place = best.dest_start
            whole += 1
            block = blocks[bisect_right(starts, place) - 1]
            if block.kind == "paragraph":
                places.append(place)
            right += title(block.section).endswith(title(section))
    in_order = longest_rise(places) / len(places)
    return Agreement(sentences, whole / sentences, in_order, right / whole)


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if c.isalnum())


def title(section: str) -> str:
    """Return the innermost heading of a section without its number."""
    return letters(split_number(section.rpartition(SECTION_SEPARATOR)[2])[1])


def longest_rise(places: list[int]) -> int:
    """Return how many places there are in the longest part of them that is in order."""
    tails: list[int] = []
    for place in places:
        at = bisect_right(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def read_tei(path: Path) -> Iterator[tuple[str, str]]:
    """Yield section and text of the paragraphs in a paper's TEI."""
    root = ElementTree.parse(path).getroot()
    for paragraph in root.iterfind(f".//{_TEI}profileDesc//{_TEI}abstract//{_TEI}p"):
        yield "Abstract", "".join(paragraph.itertext())
    for division in root.iterfind(f".//{_TEI}text//{_TEI}div"):
        heading = division.find(f"{_TEI}head")
        name = "" if heading is None else heading.text or ""
        for paragraph in division.findall(f"{_TEI}p"):
            yield name, "".join(paragraph.itertext())


def read_plainly(element: Element, section: str = "") -> Iterator[tuple[str, str]]:
    """Yield section and text of the paragraphs in an article's JATS, whatever they are of."""
    for inner in element:
        if inner.tag == "p":
            yield section, "".join(inner.itertext())
        elif inner.tag == "sec":
            title = inner.find("title")
            name = section if title is None else "".join(title.itertext())
            yield from read_plainly(inner, name)
        else:
            yield from read_plainly(inner, section)


@pytest.mark.parametrize(("name", "section"), list(PDFS.items()))
def test_sentences_of_a_pdf_are_whole_in_order_and_in_their_section(
    name: str, section: float
) -> None:
    """The reference is what GROBID made of the same PDF."""
    document = read_shared_pdf(name)
    agreement = compare(document, read_tei(shared_path("fulltext") / f"{name}.tei.xml"))
    _LOGGER.info("%s: %s", name, agreement)
    assert agreement.whole >= 0.95
    assert agreement.in_order >= 0.97
    assert agreement.section >= section


@pytest.mark.parametrize("name", PDFS)
def test_words_are_printed_where_they_are_marked(name: str) -> None:
    """What a PDF has in the rectangles of a sentence, or of a table's rows, is that sentence."""
    shares = []
    with pdfium.PdfDocument(shared_path("fulltext") / f"{name}.pdf") as pdf:
        pages = [page.get_textpage() for page in pdf]
        for passage in cut_passages(read_shared_pdf(name)):
            for span in split_paper(Paper("t-1", "", "", passages=(passage,))):
                start = passage.text.index(span.text)
                places = passage.find_boxes(start, start + len(span.text))
                printed = (
                    pages[box.page].get_text_bounded(box.left, box.bottom, box.right, box.top)
                    for box in places
                )
                shares.append(fuzz.ratio(letters(span.text), letters("".join(printed))) >= 90)
    _LOGGER.info("%s: %.3f of %d where they are marked", name, np.mean(shares), len(shares))
    assert np.mean(shares) >= 0.95


@pytest.mark.parametrize("name", ["PMC5828200", "PMC6398430"])
def test_sentences_of_jats_are_whole_in_order_and_in_their_section(name: str) -> None:
    """The reference is all text of its paragraphs."""
    data = (shared_path("fulltext") / f"{name}.nxml").read_bytes()
    body = ElementTree.fromstring(data).find(".//body")
    assert body is not None
    agreement = compare(read_jats(data), read_plainly(body))
    _LOGGER.info("%s: %s", name, agreement)
    assert agreement.whole >= 0.95
    assert agreement.in_order >= 0.97
    assert agreement.section >= 0.85
