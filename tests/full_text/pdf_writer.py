"""Write small PDFs for tests: text at places, in columns, and what hides in real files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 612, 792  # points
FONTS = {"regular": "Times-Roman", "bold": "Times-Bold"}


@dataclass(frozen=True)
class Text:
    """A line at a place, in points from the lower left corner."""

    left: float
    bottom: float
    text: str
    size: float = 10
    font: str = "regular"
    color: str = "0 0 0"
    mode: int = 0  # 3 is invisible

    def draw(self) -> str:
        """Return the operators that print the line."""
        name = f"/{self.font} {self.size} Tf"
        place = f"1 0 0 1 {self.left} {self.bottom} Tm"
        text = self.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"BT {self.color} rg {self.mode} Tr {name} {place} ({text}) Tj ET"


def paragraph(
    lines: Sequence[str], left: float = 72, top: float = 700, **style: object
) -> list[Text]:
    """Return lines below each other, 12 points apart."""
    return [Text(left, top - 12 * n, line, **style) for n, line in enumerate(lines)]  # type: ignore[arg-type]


def write_pdf(pages: Sequence[Iterable[Text | str]], labels: str = "", frame: str = "") -> bytes:
    """Return a PDF with these pages; a string among the texts is drawn as it is.

    `frame` has entries of each page, such as its crop box.
    """
    contents = [
        "\n".join(part if isinstance(part, str) else part.draw() for part in page) for page in pages
    ]
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>"
        for name, font in FONTS.items()
    )
    first = 3
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {labels} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
    ]
    for n, content in enumerate(contents):
        stream = content.encode("cp1252")
        objects.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {frame} "
                f"/Contents {first + 2 * n + 1} 0 R /Resources << /Font << {fonts} >> >> >>"
            ).encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    written = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    written += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % start)
