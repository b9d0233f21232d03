"""Whole papers are fetched from the best source that has one which can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import SourceError
from retrieval.library.fetch_text import fetch_text
from retrieval.library.library import Library
from retrieval.library.writer import LibraryWriter
from retrieval.paper import Paper
from tests.fakes.fetch import FakeFetch
from tests.fakes.small_library import small_library
from tests.full_text.pdf_writer import paragraph, write_pdf
from tests.full_text.test_pdf import FILL
from tests.retrieval.papers import NOW

PAPER = Paper("2301.00001", "Of nests", "Nests are small.", doi="10.1000/nests")
CONVERTER, ARTICLES = "https://pmc.ncbi.nlm.nih.gov/", "https://eutils.ncbi.nlm.nih.gov/"
HTML, PDF = "https://arxiv.org/html/", "https://arxiv.org/pdf/"
JATS = b"""<article><front/><body><p>Each nest was visited twice by us.</p></body></article>"""
PAGE = b"""<html><body><article class="ltx_document"><div class="ltx_para">
<p class="ltx_p">Each nest was visited twice by us.</p></div></article></body></html>"""
NO_ARTICLE = {"records": [{"pmcid": ""}]}


@pytest.mark.parametrize(
    ("answers", "source", "licence"),
    [
        (
            {CONVERTER: {"records": [{"pmcid": "PMC1"}]}, ARTICLES: JATS, HTML: PAGE},
            "pmc",
            "unknown",
        ),
        (
            {
                CONVERTER: NO_ARTICLE,
                HTML: PAGE.removesuffix(b"</html>"),
                PDF: write_pdf([paragraph(FILL * 3)]),
            },
            "arxiv-pdf",
            "author",
        ),
    ],
    ids=["JATS", "HTML that is cut off"],
)
async def test_the_best_text_that_can_be_read_is_kept(
    tmp_path: Path, answers: dict[str, object], source: str, licence: str
) -> None:
    """Everybody sees it, with where it comes from and who may copy it, and no PDF is stored."""
    with small_library(tmp_path, [PAPER]) as library:
        found = await fetch_text(FakeFetch(answers), writer_of(library), PAPER)
        assert found is not None
        await writer_of(library).index_text(found[0])
        text = library.catalog.at("anywhere").full_texts.get(PAPER.paper_id)
        assert text is not None
        assert (text.source, text.licence, text.sha256) == (source, licence, "")
        assert not library.catalog.count_pending(passages=True)


async def test_what_cannot_be_had_leaves_the_record(tmp_path: Path) -> None:
    """Services that have nothing, are down, or a paper that was removed meanwhile."""
    with small_library(tmp_path, [PAPER]) as library:
        writer = writer_of(library)
        nothing = {CONVERTER: NO_ARTICLE, HTML: (404, b""), PDF: (404, b"")}
        assert await fetch_text(FakeFetch(nothing), writer, PAPER) is None
        with pytest.raises(SourceError):
            await fetch_text(FakeFetch({}), writer, PAPER)
        assert library.catalog.get(PAPER.paper_id) == PAPER
        library.catalog.remove([PAPER.paper_id])
        assert await fetch_text(FakeFetch({HTML: PAGE}), writer, PAPER) is None
        assert library.catalog.full_texts.get(PAPER.paper_id) is None


def writer_of(library: Library) -> LibraryWriter:
    """Return what changes a library."""
    return LibraryWriter(library.catalog, library.indexing, lambda: NOW)
