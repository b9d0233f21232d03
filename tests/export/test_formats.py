"""Exports, read back by the libraries that others read them with."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors

from bot.export.escape import escape_terminal
from bot.export.formats import FORMATS, csv_row, export_papers, write_markdown
from retrieval.paper import PUBLISHED_PRECISION, Paper
from retrieval.provenance import STARTER
from retrieval.sources import json_lines
from retrieval.sources.records import Record

ARXIV = Paper(
    "1902.09811",
    "LaSO: 100% of R&D in #1 {sets} of x_i ~ y^2",
    "It raises mAP by 7.2% & costs $5.",
    ("Amit Alfassy", "José Núñez", "Team of Andersen and Sons"),
    date(2019, 2, 26),
    date(2019, 3, 1),
    ("cs.CV", "cs.LG"),
    "arxiv",
    "https://arxiv.org/abs/1902.09811",
)
JOURNAL = Paper(
    "10.1000/a_b", "A study", "Plain.", ("Smith, Jane",), date(2001, 1, 1), doi="10.1000/a_b"
)
BARE = Paper("t-0123456789abcdef", "Nothing known", "")
PAPERS = (ARXIV, JOURNAL, BARE)


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_footnotes_account_is_exported_as_nobodys_abstract(format: str) -> None:
    """Only JSON Lines keep the text, under a name of its own, and read it back."""
    starter = replace(ARXIV, source=STARTER)

    exported = "".join(export_papers([starter], format))

    assert (ARXIV.abstract in exported) == (format == "jsonl")
    if format == "jsonl":
        (read,) = json_lines.read(io.BytesIO(exported.encode()))
        assert "abstract" not in json.loads(exported)
        assert isinstance(read, Record)
        assert read.paper == starter


def _entries(papers: tuple[Paper, ...]) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(
        "".join(export_papers(papers, "bibtex")), append_middleware=[LatexDecodingMiddleware()]
    )
    assert not library.failed_blocks
    return [
        {"key": e.key, **{f.key: str(f.value).replace("{", "").replace("}", "") for f in e.fields}}
        for e in library.entries
    ]


def test_bibtex_read_back() -> None:
    """BibTeX gives back every field, LaTeX's special characters included."""
    first, second, third = _entries((ARXIV, JOURNAL, BARE))

    # pylatexenc reads \textasciicircum as the modifier letter.
    assert first["title"].replace("ˆ", "^") == ARXIV.title.replace("{", "").replace("}", "")
    assert first["abstract"] == ARXIV.abstract
    assert (first["eprint"], first["archiveprefix"], first["primaryclass"]) == (
        "1902.09811",
        "arXiv",
        "cs.CV",
    )
    assert ("2019", ARXIV.url) == (first["year"], first["url"])
    assert second["doi"] == JOURNAL.doi
    assert "eprint" not in second
    assert third["title"] == BARE.title


def test_bibtex_authors() -> None:
    """A name that holds "and" stays one author."""
    library = bibtexparser.parse_string(
        "".join(export_papers([ARXIV], "bibtex")), append_middleware=[SeparateCoAuthors()]
    )
    authors = library.entries[0].fields_dict["author"].value

    assert list(ARXIV.authors) == [name.strip("{}") for name in authors]


def test_bibtex_keys_are_unique() -> None:
    """A hundred papers of one author, year and title, and even one paper twice, differ in key."""
    papers = [
        Paper(f"2001.{n:05}", "Same title", "", ("A. Same",), date(2020, 1, 1)) for n in range(100)
    ]
    keys = [entry["key"] for entry in _entries((*papers, papers[0]))]

    assert len(keys) == len(set(keys)) == 101


def test_ris_read_back() -> None:
    """RIS gives back every field."""
    first, second, third = rispy.loads("".join(export_papers(PAPERS, "ris")))

    assert first["title"] == ARXIV.for_reading().title
    assert list(ARXIV.authors) == first["authors"]
    assert first["abstract"] == ARXIV.for_reading().abstract
    assert [ARXIV.url] == first["urls"]
    assert list(ARXIV.categories) == first["keywords"]
    assert (first["year"], first["date"]) == ("2019", "2019/02/26")
    assert ("JOUR", JOURNAL.doi) == (second["type_of_reference"], second["doi"])
    assert third["title"] == BARE.title


def test_csv_read_back() -> None:
    """CSV gives back a row a paper."""
    rows = list(csv.DictReader(io.StringIO("".join(export_papers(PAPERS, "csv")), newline="")))

    assert [p.paper_id for p in PAPERS] == [row["paper_id"] for row in rows]
    assert "; ".join(ARXIV.authors) == rows[0]["authors"]
    assert (rows[0]["year"], rows[0]["published"]) == ("2019", "2019-02-26")


@pytest.mark.parametrize(
    ("precision", "month", "ris", "csv_date"),
    [("year", None, "2019", "2019"), ("month", "jan", "2019/01", "2019-01")],
)
def test_dates_are_no_more_exact_than_known(
    precision: str, month: str | None, ris: str, csv_date: str
) -> None:
    """A year alone is not the first of January."""
    paper = Paper(
        "t-1", "T", "", published=date(2019, 1, 1), extra={PUBLISHED_PRECISION: precision}
    )
    (entry,) = _entries((paper,))
    (record,) = rispy.loads("".join(export_papers([paper], "ris")))
    (row,) = csv.DictReader(io.StringIO("".join(export_papers([paper], "csv")), newline=""))

    assert (entry["year"], entry.get("month")) == ("2019", month)
    assert (record["year"], record["date"]) == ("2019", ris)
    assert row["published"] == csv_date


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r\n=cmd|' /C calc'!A0"]
)
def test_csv_formulas(title: str) -> None:
    """No cell of a table is taken for a formula."""
    cells = next(csv.reader([csv_row([title])]))

    assert cells == ["'" + title.strip()]


@pytest.mark.parametrize("quotes", ["", '"', '""'])
@pytest.mark.parametrize("separator", [";", "|"])
def test_csv_formulas_read_with_another_separator(separator: str, quotes: str) -> None:
    """A program that separates at semicolons finds no formula, not even behind a quotation mark."""
    row = csv_row(["id", f"Cats{separator}{quotes}=cmd|' /C calc'!A0{separator}"])
    cells = next(csv.reader([row], delimiter=separator))

    assert not [cell for cell in cells if cell.startswith("=")]


def test_markdown_is_inert() -> None:
    """A title cannot bring markup, HTML or a script into the list."""
    paper = Paper("t-1", "[x](y) *bold* 1 < 2", "`code`\n# Head", url="javascript:alert(1)")

    assert next(write_markdown([paper])) == (
        "- **\\[x\\](y) \\*bold\\* 1 \\< 2**  \n  `t-1`\n\n  > \\`code\\` \\# Head\n"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_inert(form: str) -> None:
    """No form passes an escape sequence on."""
    paper = Paper("t-1", "\x1b[31mred\x07 \x9b2Jclear", "\u202eback", ("\x1b]0;t\x07A",))

    assert not re.search(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", "".join(export_papers([paper], form))
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1bPdevice\x1b\\x", "x"),
        ("half \x1b[", "half "),
        ("a\u202eb\u2066c", "abc"),
        ("שלום 👩\u200d🔬", "שלום 👩\u200d🔬"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("lone \ud800", "lone "),
    ],
)
def test_inert_text(text: str, shown: str) -> None:
    """Escape sequences and controls go; right-to-left text and emoji stay."""
    assert escape_terminal(text) == shown
