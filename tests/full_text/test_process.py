"""A file is read in a process of its own, which a hostile one may take down alone."""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from retrieval.child_process import ChildLimits
from retrieval.errors import ParserCrashed, ParserTimeout, SourceError
from retrieval.full_text.process import draw_formulas, draw_words, read_paper
from tests.full_text.pdf_writer import paragraph, write_pdf
from tests.full_text.test_pdf import FILL

DATA = write_pdf([paragraph(FILL * 3), paragraph(FILL * 3)])


async def test_pages_are_counted_while_they_are_read() -> None:
    """Progress is told page by page, and what is read has its places."""
    pages: list[tuple[int, int]] = []
    read = await read_paper("a.pdf", DATA, "pdf", on_page=lambda *page: pages.append(page))
    assert pages == [(1, 2), (2, 2)]
    assert read.pages == 2
    assert read.passages[0].parts[0].box.page == 0
    assert read.passages[-1].page == 1
    boxes = [part.box for part in read.passages[0].parts]
    pngs = await draw_words("a.pdf", DATA, [(boxes[:1], boxes), (boxes, boxes)])
    assert [png[:4] for png in pngs] == [b"\x89PNG", b"\x89PNG"]


async def test_formulas_are_set_as_pictures_where_they_can_be() -> None:
    """One that is hostile, or has unknown commands, leaves the others theirs."""
    fraction = "<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>"
    set_together = [r"\mathcal{L}=\begin{cases}1&x>0\\0&\text{else}\end{cases}", fraction]
    unset = [
        r"\unknown{x}",
        r"\text{中文}",
        r"\def\x{\x\x}\x",
        "<math>" + "<mfenced>" * 20 + "</mfenced>" * 20 + "</math>",
        "<math/>",
        "<math><mi>",
    ]
    pngs = await draw_formulas("a", [set_together, *([one] for one in unset)])
    assert pngs[1:] == [b""] * len(unset)
    picture = Image.open(io.BytesIO(pngs[0]))
    assert picture.width <= 1_200
    assert 0.01 < np.mean(np.asarray(picture.convert("L")) < 128) < 0.2


@pytest.mark.parametrize(
    "program",
    [
        "import os; os._exit(1)",
        "import os; os.kill(os.getpid(), 9)",
        'print(\'{"read": {"passages": 3}}\')',
        "print('nothing')",
        'while True: print(\'{"page": 1, "pages": 2}\' * 99_999)',
    ],
    ids=["dies", "is killed", "lies", "babbles", "floods"],
)
async def test_a_process_that_fails_is_a_file_that_cannot_be_read(program: str) -> None:
    """What the process answers is as little trusted as the file."""
    with pytest.raises(ParserCrashed):
        await read_paper(
            "a.pdf",
            DATA,
            "pdf",
            command=(sys.executable, "-c", program),
            limits=ChildLimits(seconds=60, output_bytes=10**5),
        )


async def test_a_text_of_more_passages_than_are_kept_is_refused() -> None:
    """Its end would be missing, and nobody told."""
    data = f"<article><body>{'<p>We counted all of the birds.</p>' * 10_001}</body></article>"
    with pytest.raises(SourceError, match="too long"):
        await read_paper("a.xml", data.encode(), "jats")


async def test_a_file_that_takes_too_long_is_given_up() -> None:
    """The process is stopped at its limit."""
    waiting = (sys.executable, "-c", "import time; time.sleep(600)")
    with pytest.raises(ParserTimeout):
        await read_paper("a.pdf", DATA, "pdf", command=waiting, limits=ChildLimits(seconds=0.5))


def _bomb() -> bytes:
    """Return a page whose content is some 800 kB, and 400 MB once it is unpacked."""
    packing = zlib.compressobj(9)
    parts = [packing.compress(b" " * 2**20) + packing.flush(zlib.Z_FULL_FLUSH) for _ in range(2)]
    packed = (parts[0] + parts[1] * 400).hex()
    filters = b"<< /Filter [/ASCIIHexDecode /FlateDecode] /Length"
    return write_pdf([[packed]]).replace(b"<< /Length", filters)


async def test_a_file_that_unpacks_to_more_than_fits_into_memory_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another is read beside it, and neither leaves a file behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    small = ChildLimits(seconds=60, memory_bytes=400 * 2**20)
    given_up, read = await asyncio.gather(
        read_paper("bomb.pdf", _bomb(), "pdf", limits=small),
        read_paper("a.pdf", DATA, "pdf"),
        return_exceptions=True,
    )
    assert isinstance(given_up, SourceError)
    assert not isinstance(read, BaseException)
    assert read.pages == 2
    assert not any(tmp_path.iterdir())  # noqa: ASYNC240


async def test_why_a_file_cannot_be_read_is_told() -> None:
    """The reason comes from the process."""
    with pytest.raises(SourceError, match="damaged"):
        await read_paper("a.pdf", b"%PDF-1.7 nothing", "pdf")
