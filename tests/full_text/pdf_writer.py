"""Write small PDFs for tests: text at places, in columns, and what hides in real files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 612, 792  # points
FONTS = {
    "regular": "Times-Roman",
    "bold": "Times-Bold",
    "italic": "Times-Italic",
    "code": "Courier",
}


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


def write_pdf(
    pages: Sequence[Iterable[Text | str]],
    catalog: str = "",
    *,
    frame: str = "",
    resources: str = "",
    fonts: Mapping[str, str] = {},
    objects: Sequence[str] = (),
) -> bytes:
    """Return a PDF with these pages; a string among the texts is drawn as it is.

    `catalog` and `resources` are written into the dictionaries of these, `frame` into that of each
    page; `fonts` are further ones, by name; and `objects` have the numbers from 100 on.
    """
    contents = [
        "\n".join(part if isinstance(part, str) else part.draw() for part in page) for page in pages
    ]
    known = {
        name: f"/Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding"
        for name, font in FONTS.items()
    }
    all_fonts = " ".join(f"/{name} << {font} >>" for name, font in {**known, **fonts}.items())
    first = 3
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(contents)))
    own = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
    ]
    for n, content in enumerate(contents):
        stream = content.encode("cp1252")
        own.append(
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {frame} "
                f"/Contents {first + 2 * n + 1} 0 R "
                f"/Resources << /Font << {all_fonts} >> {resources} >> >>"
            ).encode()
        )
        own.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    numbered = dict(enumerate(own, 1))
    numbered.update((100 + n, one.encode("cp1252")) for n, one in enumerate(objects))
    written = bytearray(b"%PDF-1.7\n")
    table = b""
    for number, one in numbered.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(written)
    written += b"xref\n0 1\n0000000000 65535 f \n" + table
    written += b"trailer << /Size %d /Root 1 0 R >>\n" % (max(numbered) + 1)
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % start)
