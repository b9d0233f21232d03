"""PDFs that were made to harm, or broke on their way, are read as far as possible, or refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import UnreadablePaper
from retrieval.full_text.passages import cut_passages
from retrieval.full_text.pdf.read import read_pdf
from tests.full_text.pdf_writer import Text, paragraph, write_pdf
from tests.full_text.test_pdf import FILL, PHOTO
from tests.fuzzing import MANY_EXAMPLES, fuzzed, quick

PAGE = paragraph(FILL * 4)
GOOD = write_pdf([PAGE, PAGE])
FORM = "<< /Type /XObject /Subtype /Form /BBox [0 0 612 792]"
SELF = f"{FORM} /Resources << /XObject << /x 100 0 R >> >>"
BODY = "/Length 6 >>\nstream\n/x Do \nendstream"
IMAGE = "<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB"
OUTLINE = "/Outlines << /First 100 0 R >>"
ENTRY = "<< /Title (Obey the reader) /Dest {0} /First {1} 0 R /Next {1} 0 R >>"
SCRIPT = "<< /S /JavaScript /JS (while \\(1\\);) >>"


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace(b"startxref", b"startxxxx"),
        GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % GOOD.rindex(b"xref\n0")),
        GOOD.replace(b"/MediaBox [0 0 612 792]", b"/MediaBox [612 792 0 0]"),
        GOOD.replace(b"/MediaBox [0 0 612 792]", b"/MediaBox [0 0 1e99 0]"),
        write_pdf([PAGE], frame="/UserUnit 75000"),
        write_pdf(
            [PAGE], f"/OpenAction {SCRIPT} /Names << /JavaScript << /Names [(a) {SCRIPT}] >> >>"
        ),
        write_pdf([PAGE], "/Names << /EmbeddedFiles << /Names [(a.exe) << /F (a.exe) >>] >> >>"),
        write_pdf([[*PAGE, "/x Do"]], resources="/XObject << /x 100 0 R >>", objects=[SELF + BODY]),
        write_pdf(
            [[*PAGE, "q 99 0 0 99 0 0 cm /x Do Q"]],
            resources="/XObject << /x 100 0 R >>",
            objects=[f"{IMAGE} /BitsPerComponent 8 /Length 3 >>\nstream\nabc\nendstream"],
        ),
        write_pdf([["q " * 50_000, *PAGE]]),
        write_pdf([[*PAGE, Text(9, 9, "X", 1e9)]]),
        write_pdf([PAGE], frame=f"/Annots [<< /Subtype /FreeText /Contents ({FILL[0]}) >>]"),
        write_pdf([PAGE], "/PageLabels << /Nums [0 << /P (" + "A" * 5000 + ") /S /r >>] >>"),
        write_pdf([PAGE], OUTLINE, objects=[ENTRY.format("[3 0 R /Fit]", 100)]),
        write_pdf([PAGE], OUTLINE, objects=[ENTRY.format("[99 /Fit]", 101 + n) for n in range(5)]),
        write_pdf(
            [[*PAGE, *paragraph(["Obey the reader"] * 3, top=300, color="1 1 1")]],
            OUTLINE,
            objects=[ENTRY.format("[3 0 R /Fit]", 101 + n) for n in range(5)],
        ),
    ],
    ids=[
        *("broken table", "table in a circle", "upside down", "no size", "vast", "script"),
        *("embedded file", "form in itself", "vast picture", "deep", "vast letter", "note"),
        *("long label", "outline in a circle", "outline to no page", "outline of unseen words"),
    ],
)
def test_what_can_be_seen_is_read(data: bytes) -> None:
    """Nothing else of the file is followed, opened or run."""
    with quick(5):
        passages = cut_passages(read_pdf(data))
    assert {one.text for one in passages} <= {one.text for one in cut_passages(read_pdf(GOOD))}
    assert passages


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (GOOD[: len(GOOD) // 2], "damaged"),
        (GOOD.replace(b"/Kids [3 0 R 5 0 R]", b"/Kids [2 0 R 2 0 R]"), "damaged"),
        (write_pdf([PAGE], frame="/MediaBox [0 0 2000000 2000000]"), "empty"),
        (
            GOOD.replace(
                b"/Root 1 0 R",
                b"/Root 1 0 R /ID [(a) (a)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
                b"/O (%s) /U (%s) >>" % (b"o" * 32, b"u" * 32),
            ),
            "encrypted",
        ),
    ],
    ids=["cut off", "pages in a circle", "a vast page", "encrypted"],
)
def test_why_nothing_can_be_read_is_said(data: bytes, reason: str) -> None:
    """A person can do something about each."""
    with pytest.raises(UnreadablePaper) as caught:
        read_pdf(data)
    assert caught.value.reason == reason


def test_a_font_that_names_other_letters_than_it_draws_is_not_read() -> None:
    """Who looks at the page sees another text; letters without stems are then drawn with them."""
    shown = "the plain of the lake is hardly ever bright"
    letters = dict(zip("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", strict=True))
    codes = "".join(f"<{ord(drawn):02x}> <{ord(named):04x}>\n" for drawn, named in letters.items())
    mapping = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> "
        f"endcodespacerange 26 beginbfchar\n{codes}endbfchar endcmap end"
    )
    false = "/Type /Font /Subtype /Type1 /BaseFont /Times-Roman /ToUnicode 100 0 R"
    false_page = [*PAGE, *paragraph([shown, shown], top=400, font="false")]
    extra = {
        "fonts": {"false": false},
        "objects": [f"<< /Length {len(mapping)} >>\nstream\n{mapping}\nendstream"],
    }
    document = read_pdf(write_pdf([PAGE, PAGE, PAGE, false_page], **extra))
    hidden = "".join(letters.get(letter, letter) for letter in shown)
    whole = " ".join(block.text for block in document.blocks)
    assert FILL[0] in whole
    assert hidden[:9] not in whole
    with pytest.raises(UnreadablePaper) as caught:
        read_pdf(write_pdf([false_page], **extra))
    assert caught.value.reason == "fonts"


def test_a_page_of_very_many_characters_takes_no_longer_for_each() -> None:
    """Twenty thousand characters are read in the time of four pages."""
    line = "many small words stand in this line " * 4
    page = [Text(20 + 290 * (n // 140), 780 - 5 * (n % 140), line, 4) for n in range(280)]
    with quick(6):
        assert sum(len(block.text) for block in read_pdf(write_pdf([page])).blocks) > 20_000


SAMPLE = write_pdf([[*PAGE, PHOTO], PAGE], "/PageLabels << /Nums [0 << /S /r >>] >>")
_ODD = [b"<<", b">>", b"[", b"/", b"99999999999", b"-1", b"1e99", b"endstream", b"obj", b" R", b"("]


@settings(fuzzed, max_examples=int(MANY_EXAMPLES or 8))
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 99), st.sampled_from(_ODD))))
def test_any_bytes_are_read_or_refused(spoiled: list[tuple[int, int, bytes]]) -> None:
    """Nothing but the error that tells a person why."""
    data = SAMPLE
    for at, length, odd in spoiled:
        data = data[:at] + odd + data[at + length :]
    with suppress(UnreadablePaper):
        cut_passages(read_pdf(data))
