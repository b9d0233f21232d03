"""Reading of BibTeX, RIS and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from retrieval.errors import SourceError
from retrieval.sources import bibtex, csv_table, ris
from retrieval.sources.records import Record, Rejected

Reader = Callable[[str], Iterator[Record | Rejected]]

BIBTEX = r"""% a comment
@string{jml = "Journal of Gates"}
@article{cole24, title = {{Sparse} \emph{gates}}, author = "Cole, Ada and Bo Day",
  year = 2024, month = mar, eprint = {2401.00001}, archiveprefix = {arXiv}, journal = jml,
  keywords = {gates, sparsity}, abstract = {We open
  few gates.}}
@book{untitled, author = {Nobody}}
@inproceedings{day20, title = "Wide gates", doi = {10.1000/XYZ}, year = {2020}}
"""

RIS = """TY  - JOUR
T1  - Sparse gates
AU  - Cole, Ada
AU  - Day, Bo
PY  - 2024
DA  - 2024/03/05/
AB  - We open few gates.
DO  - 10.1000/XYZ
KW  - gates
KW  - sparsity
ER  -

TY  - JOUR
AU  - Nobody
ER  -
TY  - CONF
TI  - Wide gates
ER  -
"""

TABLE = """Title,ABSTRACT,Author,Year,DOI,Venue,Keywords
"Sparse, small gates","We open
few.",Ada Cole; Bo Day,2024,10.1000/XYZ,Gateways,gates; sparsity
,no title,,,,,

Wide gates,,,,,,
"""


def _papers(results: list[Record | Rejected]) -> list[object]:
    return [r.paper.title if isinstance(r, Record) else "rejected" for r in results]


def test_bibtex() -> None:
    """Entries give papers with LaTeX as recorded; one without a title is rejected."""
    results = list(bibtex.read(BIBTEX))

    assert _papers(results) == [r"{Sparse} \emph{gates}", "rejected", "Wide gates"]
    assert [result.line for result in results] == [3, 7, 8]
    first, _, last = results
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert first.paper.paper_id == "2401.00001"
    assert first.paper.authors == ("Ada Cole", "Bo Day")
    assert first.paper.published == date(2024, 3, 1)
    assert first.paper.extra["keywords"] == ["gates", "sparsity"]
    assert first.paper.extra["journal"] == "Journal of Gates"
    assert (last.paper.paper_id, last.paper.doi) == ("10.1000/xyz", "10.1000/xyz")


def test_bibtex_repeated_key() -> None:
    """Two entries of one key, or a field given twice, are still papers."""
    text = "@misc{k, title={One}}\n@misc{k, title={Two}}\n@misc{l, title={Three}, year=1, year=2}"

    assert _papers(list(bibtex.read(text))) == ["One", "Two", "Three"]


def test_ris() -> None:
    """Records give papers; one without a title is rejected."""
    results = list(ris.read(RIS))

    assert _papers(results) == ["Sparse gates", "rejected", "Wide gates"]
    assert [result.line for result in results] == [1, 13, 16]
    assert isinstance(results[0], Record)
    paper = results[0].paper
    assert paper.paper_id == "10.1000/xyz"
    assert paper.authors == ("Ada Cole", "Bo Day")
    assert paper.published == date(2024, 3, 5)
    assert paper.extra["keywords"] == ["gates", "sparsity"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table(delimiter: str) -> None:
    """Columns are known by name, whatever the case and the delimiter."""
    text = TABLE if delimiter == "," else TABLE.replace(";", " and").replace(",", delimiter)
    results = list(csv_table.read(text))

    assert [type(result) for result in results] == [Record, Rejected, Record]
    assert [result.line for result in results] == [2, 4, 6]
    assert isinstance(results[0], Record)
    paper = results[0].paper
    assert paper.abstract == "We open\nfew."
    assert paper.authors == ("Ada Cole", "Bo Day")
    assert paper.published == date(2024, 1, 1)
    assert paper.paper_id == "10.1000/xyz"
    assert paper.extra["venue"] == "Gateways"


def test_table_without_titles() -> None:
    """A table without a title column is an error that names its columns."""
    with pytest.raises(SourceError, match="Its columns are: Name of work, Year"):
        list(csv_table.read("Name of work,Year\nGates,2020\n"))


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (bibtex.read, BIBTEX + "@misc{cut, title = {Half of a"),
        (ris.read, RIS + "TY  - JOUR\nTI  - Half of"),
        (csv_table.read, TABLE + '"Half of a'),
        (csv_table.read, TABLE + "Half of a ti"),
    ],
)
def test_cut(reader: Reader, text: str) -> None:
    """A cut file gives what was good and says at its end that it is cut."""
    *before, last = reader(text)

    assert isinstance(last, Rejected)
    assert "middle of a record" in last.reason
    assert sum(isinstance(result, Record) for result in before) == 2


@pytest.mark.parametrize("reader", [bibtex.read, ris.read, csv_table.read])
@pytest.mark.parametrize("text", ["", "words", "@misc{a, year={1}}", "TY  - X\nER  - ", "title\n"])
def test_no_paper(reader: Reader, text: str) -> None:
    """A text without papers is an error."""
    with pytest.raises(SourceError):
        list(reader(text))


@pytest.mark.parametrize("piece", ["@article{a, title\n", "@article{a, title = {x}, = }\n"])
def test_broken_bibtex_is_not_logged(piece: str, caplog: pytest.LogCaptureFixture) -> None:
    """What is wrong is told by rejections alone, once an entry."""
    text = piece * 5_000 + BIBTEX
    results = list(bibtex.read(text))

    assert sum(isinstance(result, Rejected) for result in results) <= 5_001
    assert caplog.records == []
