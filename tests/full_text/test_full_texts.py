"""The texts of whole papers are kept, seen where they may be, and go with their papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from retrieval.library.catalog.catalog import Catalog, open_catalog
from retrieval.library.catalog.full_texts import parse_queue_id
from retrieval.library.catalog.tables import metadata
from retrieval.library.catalog.undo import CatalogUndo
from retrieval.paper import Paper
from retrieval.passage import Box, Formula, Passage, PrintedPart, WholeText
from retrieval.provenance import Provenance
from tests.servers.postgresql import database_url, needs_postgresql

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
PAPER = Paper("2001.00001", "Graphs of words in long texts", "They are long.", ("Ann Lee",))
SAME = Paper("t-0123456789abcdef", PAPER.title, "", PAPER.authors)
PART = PrintedPart(0, 4, Box(2, 72.5, 100.0, 300.25, 110.0))
PASSAGES = [
    Passage("text", "We have ten.", "2 Data", (PART,), "84", 0),
    Passage("table", "A | B\n1 | 2", "3 Results", (), "", 1, (Formula(0, 1, r"\frac{a}{b}"),)),
]


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=needs_postgresql)])
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    """Give a catalog with a paper and its text, which one place alone sees."""
    on_server = request.param == "PostgreSQL"
    with open_catalog(database_url() if on_server else tmp_path / "catalogue.db") as opened:
        opened.upsert([PAPER], NOW, Provenance.SERVICE)
        opened.full_texts.add(
            PAPER.paper_id, PASSAGES, NOW, source="upload", place="one", pages=3, pdf=b"%PDF"
        )
        yield opened
        if on_server:
            with opened._database.write_transaction() as connection:
                metadata.drop_all(connection)
                connection.execute(sa.text("DROP TABLE catalogue_version"))


def queued(catalog: Catalog) -> list[tuple[str, int]]:
    """Return the actions of queued texts, and how many passages each has."""
    pending = [(e.action, parse_queue_id(e.paper_id)) for e in catalog.list_pending(100)]
    return [(action, len(part)) for action, part in pending if part]


def test_passages_come_back_as_they_were(catalog: Catalog) -> None:
    """Places are kept to a tenth of a point."""
    found = catalog.at("one").full_texts.list_passages(PAPER.paper_id)
    first, second = found.values()
    assert second == PASSAGES[1]
    assert (first.text, first.printed_page, first.page) == ("We have ten.", "84", 2)
    assert first.parts[0].box.right == pytest.approx(300.25, abs=0.051)
    text = WholeText(pages=3)
    assert catalog.full_texts.get_passages([*found, "9", "x"]) == {
        one: (passage, text) for one, passage in found.items()
    }
    assert queued(catalog) == [("index", 2)]


def test_some_passages_of_a_text(catalog: Catalog) -> None:
    """By where they stand in it, and by id."""
    read = [Passage("text", f"The {n}th.", number=n) for n in range(20)]
    text_id = catalog.full_texts.add(PAPER.paper_id, read, NOW, source="pmc")
    some = dict(catalog.full_texts.iterate(text_id, 7, 18))
    assert list(some.values()) == read[7:18]
    ids = list(some)
    chosen = catalog.full_texts.get_passages([ids[1], ids[9]]).values()
    assert [passage for passage, _ in chosen] == [read[8], read[16]]


def test_an_upload_is_seen_at_its_place_alone(catalog: Catalog) -> None:
    """What everybody may read is seen where a place has none of its own."""
    ids = list(catalog.full_texts.list_passages(PAPER.paper_id))
    elsewhere = catalog.at("two").full_texts
    assert elsewhere.get(PAPER.paper_id) is None
    assert elsewhere.get_passages(ids) == elsewhere.find_papers(ids) == {}
    open_text = [Passage("text", "Free.", number=0)]
    catalog.full_texts.add(PAPER.paper_id, open_text, NOW, source="pmc", licence="open")
    assert [p.text for p in elsewhere.list_passages(PAPER.paper_id).values()] == ["Free."]
    own = catalog.at("one").full_texts.list_passages(PAPER.paper_id)
    assert [p.text for p in own.values()] == [p.text for p in PASSAGES]


def test_a_text_stays_with_its_paper_when_records_are_merged(catalog: Catalog) -> None:
    """A better account of the paper, and another id, keep the text."""
    catalog.upsert([SAME], NOW, Provenance.OPERATOR)
    catalog.upsert([Paper(PAPER.paper_id, PAPER.title, "New.")], NOW, Provenance.SERVICE)
    assert len(catalog.at("one").full_texts.list_passages(PAPER.paper_id)) == 2


def test_a_text_goes_with_its_paper_its_passages_and_its_pdf(catalog: Catalog) -> None:
    """Nothing of an upload is left, and the indexes are told."""
    text = catalog.at("one").full_texts.get(PAPER.paper_id)
    assert text is not None
    assert catalog.full_texts.get_pdf(text.sha256) == b"%PDF"
    catalog.remove([PAPER.paper_id])
    assert catalog.full_texts.get(PAPER.paper_id) is None
    assert catalog.full_texts.get_pdf(text.sha256) is None
    assert list(catalog.full_texts.iterate(text.text_id)) == []
    assert queued(catalog) == [("remove", 2)]


def read(catalog: Catalog, place: str) -> list[str]:
    """Return the passages that a place reads of the paper."""
    return [p.text for p in catalog.at(place).full_texts.list_passages(PAPER.paper_id).values()]


def test_one_pdf_of_two_places_is_kept_once_and_goes_with_the_last(catalog: Catalog) -> None:
    """A place that is forgotten leaves others what they have, and its own papers go."""
    catalog.full_texts.add(PAPER.paper_id, PASSAGES, NOW, source="upload", place="two", pdf=b"%PDF")
    upload = Paper("t-1", "A paper of one place alone", "It is short.", PAPER.authors)
    catalog.upsert([upload], NOW, Provenance.MEMBER, place="one")
    catalog.full_texts.add("t-1", PASSAGES, NOW, source="upload", place="three")
    sha256 = catalog.at("two").full_texts.get_many([PAPER.paper_id])[PAPER.paper_id].sha256
    catalog.forget_place("one")
    assert (read(catalog, "one"), len(read(catalog, "two"))) == ([], 2)
    assert catalog.at("one").find_titled(upload.title, 1) == []
    assert catalog.full_texts.get("t-1") is None
    assert catalog.full_texts.get_pdf(sha256) == b"%PDF"
    catalog.forget_place("two")
    assert catalog.full_texts.get_pdf(sha256) is None


def test_an_addition_is_undone_with_its_text_alone(catalog: Catalog) -> None:
    """Not where others have added one to its record, or it was replaced."""
    new = Paper("2001.00009", "Whales that sing at night", "They sing.", PAPER.authors)
    catalog.upsert([new], NOW, Provenance.SERVICE)
    texts = (catalog.full_texts.add(new.paper_id, PASSAGES, NOW, source="upload", place="one"),)
    change = CatalogUndo.between({}, catalog.take_rows([new.paper_id]))
    others = catalog.full_texts.add(new.paper_id, PASSAGES, NOW, source="upload", place="two")
    assert not catalog.restore(replace(change, texts=texts))
    assert len(catalog.full_texts.list_all()) == 3
    assert catalog.restore(CatalogUndo(texts=(others,)))
    assert catalog.restore(replace(change, texts=texts))
    assert not catalog.restore(CatalogUndo(texts=texts))
    assert catalog.get(new.paper_id) is None
    assert len(read(catalog, "one")) == 2


def test_an_undo_gives_no_paper_the_text_of_another(catalog: Catalog) -> None:
    """It is refused where a paper that it would remove has one by now."""
    new = Paper("2001.00009", "Whales that sing at night", "They sing.", PAPER.authors)
    better = replace(PAPER, doi="10.1000/graphs")
    before = catalog.take_rows((), [better, new])
    catalog.upsert([better, new], NOW + timedelta(hours=1), Provenance.OPERATOR)
    change = CatalogUndo.between(before, catalog.take_rows((), [better, new]))
    assert [row["paper_id"] for row in change.before] == [PAPER.paper_id]
    catalog.full_texts.add(new.paper_id, PASSAGES, NOW, source="pmc")
    assert not catalog.restore(change)
    catalog.full_texts.remove(new.paper_id, "")
    assert catalog.restore(change)
    assert len(read(catalog, "one")) == 2


def test_papers_that_were_merged_have_their_own_texts_again(catalog: Catalog) -> None:
    """Also that of the one whose id the other took."""
    other = Paper("t-0123456789abcdef", "Whales that sing at night", "", PAPER.authors)
    catalog.upsert([other], NOW, Provenance.OPERATOR)
    text_id = catalog.full_texts.add(other.paper_id, PASSAGES, NOW, source="pmc")
    both = [replace(PAPER, doi="10.1000/both"), replace(other, doi="10.1000/both")]
    before = catalog.take_rows((), both)
    catalog.upsert(both, NOW + timedelta(hours=1), Provenance.OPERATOR)
    assert catalog.get(other.paper_id) == catalog.get(PAPER.paper_id)
    change = CatalogUndo.between(before, catalog.take_rows((), both))
    assert catalog.restore(change)
    texts = catalog.full_texts.get_many([PAPER.paper_id, other.paper_id])
    assert texts[other.paper_id].text_id == text_id
    assert texts[PAPER.paper_id].place == "one"


def test_uploads_go_with_their_person_and_wants_are_noted_once(catalog: Catalog) -> None:
    """What others uploaded, and the PDF that one of them has too, stays."""
    texts = catalog.full_texts
    for place, person in (("one", "user:1"), ("two", "user:2"), ("three", "user:1")):
        texts.add(PAPER.paper_id, PASSAGES, NOW, source="upload", place=place, pdf=b"%PDF",
                  uploader=person)  # fmt: skip
    assert (texts.count_uploads("user:1"), texts.remove_uploads("user:1")) == (2, 2)
    assert [len(read(catalog, place)) for place in ("one", "two", "three")] == [0, 2, 0]
    assert texts.get_pdf(texts.get_many([PAPER.paper_id])[PAPER.paper_id].sha256) == b"%PDF"

    texts.want([PAPER.paper_id, "2001.00009"])
    texts.want([PAPER.paper_id])
    assert sorted(texts.list_wanted()) == [PAPER.paper_id, "2001.00009"]
    texts.drop_wanted(PAPER.paper_id)
    assert list(texts.list_wanted()) == ["2001.00009"]
