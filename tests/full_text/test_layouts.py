"""How papers are set that other journals and programs make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.full_text.passages import cut_passages
from retrieval.full_text.pdf.read import read_pdf
from tests.full_text.pdf_writer import Text, paragraph, write_pdf
from tests.full_text.test_pdf import FILL, read, texts

WIDE = [
    "We counted the birds of the zoo each morning for one year and wrote down what they did there,",
    "and the weather of the day. The number of birds was lower in spring than in any other of the",
    "seasons, as many of them were then at their nests in the forest around the city of Vienna.",
]


def spaced(lines: list[str], top: float, step: float, first: int = 0) -> list[Text | str]:
    """Return lines that stand `step` points apart, with their numbers beside them."""
    placed: list[Text | str] = []
    for n, line in enumerate(lines):
        placed.append(Text(72, top - step * n, line))
        placed.append(Text(48, top - step * n, str(first + n + 1), 7))
    return placed


def test_a_double_spaced_manuscript_with_numbered_lines_is_read_whole() -> None:
    """Its first and last lines are no running heads, and its numbers no text."""
    pages = [
        [
            Text(72, 760, "MANUSCRIPT UNDER REVIEW"),
            *spaced([*WIDE[n:], *WIDE * 7, *WIDE[:n]], 720, 26, 24 * n),
            Text(300, 40, str(n + 3)),
        ]
        for n in range(3)
    ]
    document = read(*pages)
    lines = [line for n in range(3) for line in (*WIDE[n:], *WIDE * 7, *WIDE[:n])]
    assert " ".join(texts(document, "paragraph")) == " ".join(lines)
    assert document.page_labels == ("3", "4", "5")


@pytest.mark.parametrize(
    ("number", "font", "size"),
    [("", "bold", 10.0), ("II. ", "regular", 10.0), ("2 ", "italic", 10.0), ("", "regular", 13.0)],
    ids=["bold", "named", "italic", "large"],
)
def test_a_heading_of_whatever_kind_begins_a_section(number: str, font: str, size: float) -> None:
    """Two in a row are two, though they are set close."""
    heading = f"{number}Methods"
    lines = [*paragraph(WIDE * 3), Text(72, 592, heading, size, font), *paragraph(WIDE, top=578)]
    sections = [b.section for b in read(lines).blocks if b.kind == "paragraph"]
    assert sections[-1].endswith(heading)
    assert sections[0] == ""


@pytest.mark.parametrize(
    ("size", "font", "outline", "section"),
    [
        (10, "italic", "Study area", "2 Methods › Study area"),
        (10, "bold", "Another one", "2 Methods"),
    ],
    ids=["named by it", "not named by it"],
)
def test_the_outline_of_a_file_names_its_headings(
    size: float, font: str, outline: str, section: str
) -> None:
    """Without their numbers; a line that is printed like one is none then."""
    page = [
        Text(72, 740, "1 Introduction", 12, "bold"),
        *paragraph(WIDE * 4, top=720),
        Text(72, 560, "2 Methods", 12, "bold"),
        *paragraph(WIDE, top=544),
        Text(72, 490, "Study area", size, font),
        *paragraph(WIDE, top=476),
        Text(72, 420, "References", 12, "bold"),
        *paragraph(WIDE, top=404),
    ]
    titles = ["Introduction", "Methods", outline, "References"]
    entries = [
        f"<< /Title ({title}) /Parent 100 0 R /Dest [3 0 R /Fit]"
        + (f" /Next {102 + n} 0 R >>" if n + 1 < len(titles) else " >>")
        for n, title in enumerate(titles)
    ]
    root = f"<< /First 101 0 R /Last {100 + len(titles)} 0 R /Count {len(titles)} >>"
    document = read_pdf(write_pdf([page], "/Outlines 100 0 R", objects=[root, *entries]))
    assert [b.section for b in document.blocks if b.kind == "paragraph"][-1] == section


def test_a_list_of_contents_and_items_of_a_list_are_no_headings() -> None:
    """Headings have their numbers in order, though a list between them begins with 1 again."""
    names = ["1 Introduction", "2 Methods", "3 Results"]
    page = [Text(72, 760, "Contents", 12, "bold")]
    page += [Text(72, 740 - 12 * n, f"{name} . . . . . {n}") for n, name in enumerate(names[1:])]
    page[1:1] = [Text(72, 752, "1 Introduction", 10, "bold"), Text(520, 752, "1", 10, "bold")]
    for n, name in enumerate(names):
        top = 700 - 100 * n
        page += [Text(72, top, name, 12, "bold"), *paragraph(WIDE, top=top - 16)]
        page += [Text(82, top - 60, f"{n + 1}. Count the birds of the zoo", 10, "italic")]
    document = read(page)
    assert texts(document, "heading") == names
    assert all("Contents" not in block.text for block in document.blocks)


def test_code_is_no_text_of_the_paper() -> None:
    """Neither its commands nor what they print, which looks like headings and tables."""
    code = ["R> birds <- read.csv(data)", "R> summary(birds)", "1 NA NA", "Mean: 12 birds a day."]
    page = [
        *paragraph(WIDE),
        *paragraph(code, top=652, font="code"),
        *paragraph(WIDE, top=592),
    ]
    document = read(page)
    assert [block.text for block in document.blocks] == [" ".join(WIDE)] * 2


def test_a_typewritten_paper_is_no_code() -> None:
    """Its letters are all as wide as each other."""
    document = read(paragraph(WIDE * 3, left=20, font="code"))
    assert texts(document, "paragraph") == [" ".join(WIDE * 3)]


def test_a_numbered_heading_may_stand_before_its_text_on_one_line() -> None:
    """Then it is bold, and ends with a full stop."""
    lines = paragraph(WIDE, top=600)
    page = [
        *paragraph(WIDE),
        Text(72, 612, "2.1. Study area.", 10, "bold"),
        Text(150, 612, "It is the zoo of the city of Vienna, which has many birds. We counted"),
        *lines,
    ]
    document = read(page)
    assert texts(document, "heading") == ["2.1. Study area."]
    assert texts(document, "paragraph")[-1].startswith("It is the zoo")


def test_a_font_is_bold_if_it_is_heavier_than_the_usual_one() -> None:
    """Some programs write weights that are all too high."""
    heavy = (
        "/Type /Font /Subtype /Type1 /BaseFont /{} /FontDescriptor << /FontName /{} /StemV {} >>"
    )
    fonts = {name: heavy.format(name, name, stem) for name, stem in (("F1", 151), ("F2", 250))}
    page = [
        *paragraph(WIDE * 3, font="F1"),
        Text(72, 580, "Study area", 10, "F2"),
        *paragraph(WIDE, top=566, font="F1"),
    ]
    document = read_pdf(write_pdf([[*paragraph(WIDE * 3, font="F1")], page], fonts=fonts))
    assert texts(document, "heading") == ["Study area"]


def test_headings_in_a_row_are_two() -> None:
    """A wrapped heading goes on where another word would not have fitted."""
    page = [
        *paragraph(WIDE * 2),
        Text(72, 600, "2 Methods", 10, "bold"),
        Text(72, 588, "2.1 Study area", 10, "bold"),
        *paragraph(WIDE, top=574),
    ]
    assert texts(read(page), "heading") == ["2 Methods", "2.1 Study area"]


def test_words_keep_the_hyphens_that_are_their_own() -> None:
    """Others are there because the line ended."""
    lines = [
        *FILL,
        "The model is a state-of-the-art one of our own, and the state-of-",
        "the-art is at token- and sen-",
        "tence-level representations of pages 10–",
        "12 of the book, which a transfor-",
        "mer reads word- and then line-",
        "and page-wise.",
    ]
    whole = " ".join(texts(read(paragraph(lines)), "paragraph"))
    assert "and the state-of-the-art is at token- and sentence-level" in whole
    assert "pages 10–12 of the book, which a transformer reads" in whole
    assert "line- and page-wise" in whole


def test_a_caption_ends_before_the_text_below_it() -> None:
    """Even where both are of one size, and its table is that which no other caption has."""
    table = [
        Text(72 + 90 * column, 640 - 12 * row, cell, 9)
        for row, cells in enumerate([("Model", "F1", "Size"), ("Small", "81.2", "10")])
        for column, cell in enumerate(cells)
    ]
    below = [replace(cell, bottom=cell.bottom - 52, text=f"{cell.text}0") for cell in table]
    page = [
        *paragraph(WIDE, top=720),
        *table,
        Text(72, 604, "Table 1: Models of the first kind."),
        *below,
        Text(72, 552, "Table 2: Models of the second kind."),
        *paragraph(WIDE, top=538),
    ]
    tables = [one.text for one in cut_passages(read(page)) if one.kind == "table"]
    assert tables == [
        "Table 1: Models of the first kind.\nModel | F1 | Size\nSmall | 81.2 | 10",
        "Table 2: Models of the second kind.\nModel0 | F10 | Size0\nSmall0 | 81.20 | 100",
    ]


def test_a_table_above_all_text_is_no_running_head() -> None:
    """Where no other page shows how high the text may begin."""
    rows = [("Table 1: Models.", 0), ("Model", 12), ("Small 81.2", 24), ("Large 84.9", 36)]
    table = [
        Text(72 + 90 * n, 770 - down, cell, 9)
        for row, down in rows
        for n, cell in enumerate([row] if "Table" in row else row.split())
    ]
    document = read([Text(72, 780, "Head"), *table, *paragraph(WIDE * 6, top=690)])
    assert texts(document, "caption") == ["Table 1: Models."]
    assert texts(document, "table") == ["Model\nSmall | 81.2\nLarge | 84.9"]


def test_notes_stand_alone_and_references_are_no_passages() -> None:
    """Neither where they are set as small as notes at the end of a page."""
    first = [
        *paragraph(WIDE * 6),
        Text(76, 93, "1", 5),
        Text(80, 90, "The data are kept at the zoo.", 8),
        Text(76, 84, "2", 5),
        Text(80, 81, "Nobody was harmed by this.", 8),
    ]
    second = [
        *paragraph(WIDE * 14),
        Text(72, 190, "References", 12, "bold"),
        *paragraph(["A. Author. 2020. A title of a paper that is cited here."], top=170, size=8),
    ]
    passages = cut_passages(read(first, second))
    notes = [one.text for one in passages if one.kind == "footnote"]
    assert notes == ["The data are kept at the zoo.", "Nobody was harmed by this."]
    assert not any("cited" in one.text for one in passages)


STAMP = "BT 0 1 -1 0 30 200 Tm /regular 16 Tf (arXiv:2301.00001v2  [cs.CL]  1 Jan 2023) Tj ET"
TITLE = Text(100, 730, "Counting Birds of the Zoo", 17, "bold")


@pytest.mark.parametrize(
    ("added", "ids"),
    [
        ([STAMP], ("2301.00001",)),
        ([Text(72, 40, "https://doi.org/10.1000/birds", 8)], ("10.1000/birds",)),
        ([Text(72, 400, "arXiv:2301.00001", color="1 1 1")], ()),
        ([Text(72, 400, "They followed an older work (https://doi.org/10.1000/other), which")], ()),
        ([Text(72, 43, "1", 5), Text(76, 40, "See https://doi.org/10.1000/other", 8)], ()),
    ],
    ids=["stamp", "foot", "unseen", "cited", "cited in a note"],
)
def test_the_paper_is_known_by_its_own_id(added: list[Text | str], ids: tuple[str, ...]) -> None:
    """Not by one that it cites, nor by one that nobody sees."""
    body = paragraph([*WIDE * 8], top=688)
    document = read([TITLE, *body, *added])
    assert document.identifiers == ids
    assert document.title == TITLE.text


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ("Birds of the zoo", "Birds of the zoo"),
        ("paper-final.docx", "Counting Birds of the Zoo"),
        ("Quite Another Work", "Counting Birds of the Zoo"),
    ],
)
def test_the_title_that_the_file_gives_is_taken_where_the_page_shows_it(
    named: str, title: str
) -> None:
    """Programs write names of files and of templates there."""
    data = write_pdf([[TITLE, *paragraph(WIDE * 4)]], objects=[f"<< /Title ({named}) >>"])
    data = data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 100 0 R")
    assert read_pdf(data).title == title


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ([Text(72, 720, "4.2 Computer Science", 12, "bold")], ""),
        ([Text(72, 720, "Birds of the Zoo", 10, "bold")], "Birds of the Zoo"),
        ([Text(72, 740, "ZOOS", 30), Text(72, 715, "Birds of the Zoo", 14)], "Birds of the Zoo"),
    ],
    ids=["a section", "bold", "below a masthead"],
)
def test_a_title_is_large_or_bold_and_no_section(first: list[Text | str], title: str) -> None:
    """Part of a paper has none; a person is asked then."""
    assert read([*first, *paragraph(WIDE * 4, top=690)]).title == title


def test_a_paper_in_german_has_its_abstract_and_sections() -> None:
    """So have those in French, Chinese and Japanese."""
    lines = [
        "Zusammenfassung. Wir zählen die Vögel des Zoos an jedem Morgen des Jahres 2014.",
        "Die Zahl schwankt.",
    ]
    page = [
        *paragraph(lines, top=690),
        Text(72, 660, "1 Einleitung", 12, "bold"),
        *paragraph(WIDE, top=640),
        Text(72, 580, "Literatur", 12, "bold"),
        *paragraph(WIDE, top=560),
    ]
    document = read(page)
    assert document.abstract == " ".join(lines).removeprefix("Zusammenfassung. ")
    assert texts(document, "heading") == ["1 Einleitung", "Literatur"]
    assert len(texts(document, "reference")) == 1
