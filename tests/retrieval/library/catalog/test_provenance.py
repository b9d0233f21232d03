"""What a record may change depends on how it came in, never on what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import PaperNotFound
from retrieval.library.catalog.catalog import Catalog, open_catalog
from retrieval.library.catalog.tables import metadata
from retrieval.library.catalog.upsert import UpsertCounts
from retrieval.paper import Paper
from retrieval.provenance import (
    STARTER,
    UNKNOWN_PLACE,
    UPLOAD,
    Provenance,
    RefusedFields,
)
from tests.servers.postgresql import database_url

URL = database_url()
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SERVICE, OPERATOR, MEMBER = Provenance.SERVICE, Provenance.OPERATOR, Provenance.MEMBER
TITLE = "How cats sleep through the winter"
GENUINE = Paper(
    "2001.00001",
    TITLE,
    "Cats sleep 16 hours a day.",
    ("Grace Byron",),
    date(2020, 1, 1),
    categories=("cs.CL",),
    source="arxiv",
    extra={"version": 2},
)
LINK = "https://arxiv.org/abs/2001.00001"
FORGED = replace(
    GENUINE,
    abstract="Cats sleep 11.1 hours a day, which is fabricated.",
    url="https://elsewhere.example/paper",
    extra={"version": 99, "withdrawn": True, "withdrawn_reason": "Nonsense.", "upvotes": 10**6},
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(
    not URL, reason="FOOTNOTE_TEST_DATABASE_URL is not set"
))])  # fmt: skip
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    """Give an empty catalog in each kind of database."""
    if request.param == "sqlite":
        with open_catalog(tmp_path / "catalogue.db") as opened:
            yield opened
        return
    with open_catalog(URL) as opened:
        yield opened
        with opened._database.write_transaction() as connection:
            metadata.drop_all(connection)
            connection.execute(sa.text("DROP TABLE catalogue_version"))


def only(catalog: Catalog) -> Paper:
    """Return the one paper that there is."""
    (paper,) = catalog.page()
    return paper


@pytest.mark.parametrize("known", [SERVICE, OPERATOR])
def test_an_upload_changes_nothing_that_is_there(catalog: Catalog, known: Provenance) -> None:
    """Not the abstract, the link, the version, nor whether it is withdrawn; it is told so."""
    catalog.upsert([GENUINE], NOW, known)
    counts = catalog.upsert([FORGED], NOW, MEMBER)

    fields = ("abstract", "link", "version", "withdrawal")
    told = RefusedFields(0, GENUINE.paper_id, TITLE, fields, known)
    assert counts == UpsertCounts(unchanged=1, refused_fields=(told,))
    assert only(catalog) == GENUINE
    assert catalog.get_provenance(GENUINE.paper_id) is known
    third = replace(GENUINE, abstract="Cats sleep 15 hours a day.", extra={"version": 3})
    assert catalog.upsert([third], NOW, known) == UpsertCounts(updated=1)
    assert only(catalog) == third


def test_what_a_member_adds_is_known_as_that(catalog: Catalog) -> None:
    """It takes no service's name, and claims no version, votes or withdrawal."""
    counts = catalog.upsert([FORGED], NOW, MEMBER)

    fields = ("version", "withdrawal")
    told = RefusedFields(0, GENUINE.paper_id, TITLE, fields, None)
    assert counts == UpsertCounts(added=1, refused_fields=(told,))
    assert only(catalog) == replace(FORGED, source=UPLOAD, extra={}, url=LINK, place=UNKNOWN_PLACE)
    assert catalog.get_provenance(GENUINE.paper_id) is MEMBER


@pytest.mark.parametrize("genuine", [SERVICE, OPERATOR])
def test_the_genuine_record_takes_its_place(catalog: Catalog, genuine: Provenance) -> None:
    """Whatever version it is of; nothing that was forged stays."""
    catalog.upsert([FORGED], NOW, MEMBER)
    counts = catalog.upsert([GENUINE], NOW, genuine)

    assert counts == UpsertCounts(updated=1)
    assert only(catalog) == GENUINE
    assert catalog.get_provenance(GENUINE.paper_id) is genuine
    assert catalog.list_arrivals(1, 9).ids == [GENUINE.paper_id]  # it has come only now
    assert catalog.upsert([GENUINE], NOW, genuine) == UpsertCounts(unchanged=1)


def test_the_authors_abstract_replaces_footnotes_account(catalog: Catalog) -> None:
    """The starter library's text gives way to any import, and never comes back."""
    account = replace(GENUINE, abstract="Ours.", source=STARTER, extra={})
    catalog.upsert([account], NOW, Provenance.STARTER)
    counts = catalog.upsert([GENUINE], NOW, SERVICE)

    assert counts == UpsertCounts(updated=1)
    assert only(catalog) == GENUINE
    assert catalog.upsert([account], NOW, Provenance.STARTER).updated == 0
    assert only(catalog) == GENUINE


@pytest.mark.parametrize(
    ("known", "claims"),
    [
        (
            Paper("10.1000/cats", TITLE, "A.", ("Grace Byron",), doi="10.1000/cats"),
            replace(FORGED, extra={}),
        ),
        (GENUINE, replace(FORGED, doi="10.1000/evil", extra={})),
    ],
)
def test_an_upload_gives_no_id(catalog: Catalog, known: Paper, claims: Paper) -> None:
    """A paper that is known gets no arXiv id or DOI of a member's choice."""
    catalog.upsert([known], NOW, SERVICE)
    counts = catalog.upsert([claims], NOW, MEMBER)

    assert "id" in counts.refused_fields[0].fields
    assert catalog.ids() == {known.paper_id}
    claimed = {claims.paper_id, claims.doi} - {known.paper_id, ""}
    assert not catalog.get_many(list(claimed))
    (theirs,) = claimed
    other = Paper(theirs, "Quite another paper on dogs", "D.", ("Bo Kim",), source="arxiv")
    assert catalog.upsert([other], NOW, SERVICE) == UpsertCounts(added=1)


def test_a_service_outranks_an_import(catalog: Catalog) -> None:
    """A file's version and withdrawal give way to the service's own, and come back by no file."""
    claims = replace(FORGED, url="", extra={"version": 99, "withdrawn": True})
    catalog.upsert([claims], NOW, OPERATOR)
    assert only(catalog) == claims
    assert catalog.upsert([GENUINE], NOW, SERVICE) == UpsertCounts(updated=1)
    assert only(catalog) == GENUINE
    again = catalog.upsert([claims], NOW, OPERATOR)

    assert again.refused_fields[0].fields == ("abstract", "version", "withdrawal")
    assert only(catalog).abstract == GENUINE.abstract
    third = replace(GENUINE, abstract="Cats sleep 15 hours a day.", extra={"version": 3})
    assert catalog.upsert([third], NOW, SERVICE) == UpsertCounts(updated=1)
    assert only(catalog).abstract == third.abstract


_accounts = st.builds(
    Paper,
    paper_id=st.sampled_from(["2001.00001", "2002.00002", "10.1000/a", "10.1000/b"]),
    title=st.sampled_from([TITLE, "Dogs that bark at night", "Editorial"]),
    abstract=st.sampled_from(["", "One.", "Two."]),
    authors=st.sampled_from([(), ("Grace Byron",), ("Bo Kim",)]),
    published=st.sampled_from([None, date(2020, 1, 1), date(2021, 1, 1)]),
    categories=st.sampled_from([(), ("cs.CL",), ("cs.LG",)]),
    source=st.sampled_from(["arxiv", "starter", "upload"]),
    url=st.sampled_from(["", "https://a.example", "https://b.example"]),
    doi=st.sampled_from(["", "10.1000/a", "10.1000/b"]),
    extra=st.sampled_from([{}, {"version": 1}, {"version": 99}, {"withdrawn": True}]),
)
_batches = st.lists(_accounts, max_size=4)


@settings(max_examples=25, deadline=None)
@given(_batches, _batches)
def test_uploads_never_change_what_is_known(known: list[Paper], uploads: list[Paper]) -> None:
    """All that a service gave stays word for word, under the same ids."""
    with (
        TemporaryDirectory() as folder,
        open_catalog(Path(folder) / "catalogue.db") as catalog,
    ):
        catalog.upsert(known, NOW, SERVICE)
        before = {paper.paper_id: paper for paper in catalog.page(limit=100)}
        keys = ("2001.00001", "2002.00002", "10.1000/a", "10.1000/b")
        led = catalog.get_many(keys)
        catalog.upsert(uploads, NOW, MEMBER)

        after = {p.paper_id: p for p in catalog.page(limit=100)}
        for paper_id, paper in before.items():
            assert catalog.get_provenance(paper_id) is SERVICE
            assert after[paper_id] == paper
        for key, paper in led.items():
            assert catalog.get_many([key])[key].paper_id == paper.paper_id
        assert all(after[i].source == UPLOAD for i in after.keys() - before.keys())
        assert catalog.upsert(uploads, NOW, MEMBER).added == 0


@settings(max_examples=25, deadline=None)
@given(_batches, _batches)
def test_uploads_leave_no_trace_in_the_genuine(uploads: list[Paper], genuine: list[Paper]) -> None:
    """What a service gives after them is what it would be without."""
    found: list[dict[str, Paper]] = []
    with TemporaryDirectory() as folder:
        for number, before in enumerate([uploads, []]):
            with open_catalog(Path(folder) / f"{number}.db") as catalog:
                catalog.upsert(before, NOW, MEMBER)
                catalog.upsert(genuine, NOW, SERVICE)
                found.append(
                    {
                        p.paper_id: p
                        for p in catalog.page(limit=100)
                        if catalog.get_provenance(p.paper_id) is SERVICE
                    }
                )

    assert found[0] == found[1]


HERE, THERE = "guild:1", "guild:2"


def test_an_upload_is_seen_only_where_it_came_from(catalog: Catalog) -> None:
    """By id, title, page, count, completion and arrival; the operator sees all."""
    catalog.upsert([FORGED], NOW, MEMBER, place=HERE)
    known = catalog.page()[0].paper_id

    for place, sees in (("guild:1", 1), ("guild:2", 0), ("user:1", 0), ("", 0), (None, 1)):
        seen = catalog.at(place)
        assert seen.count() == len(seen.page()) == sees
        assert (
            len(seen.get_many([known, GENUINE.paper_id]))
            == 2 * sees - (known == GENUINE.paper_id) * sees
        )
        assert len(seen.list_arrivals(0, 9).ids) == sees
        assert len(seen.suggest_titles("How cats", 9)) == len(seen.suggest_titles("", 9)) == sees
        assert len(seen.find_titled("cats sleep", 9)) == sees
        assert len([p for batch in seen.iterate() for p in batch]) == sees
        assert seen.find_hidden([known]) == (set() if sees else {known})
        for reference in (GENUINE.paper_id, TITLE, known):
            if sees:
                assert seen.find(reference).place == "guild:1"
            else:
                with pytest.raises(PaperNotFound) as refused:
                    seen.find(reference)
                assert "Nearest" not in str(refused.value)


def test_a_service_makes_uploads_public(catalog: Catalog) -> None:
    """Whichever places they came from: all see the service's record, and nothing of theirs."""
    catalog.upsert([FORGED], NOW, MEMBER, place=HERE)
    catalog.upsert([replace(FORGED, abstract="Others.")], NOW, MEMBER, place=THERE)
    catalog.upsert([GENUINE], NOW, SERVICE)

    for place in ("guild:1", "guild:2", "guild:3", ""):
        assert catalog.at(place).page() == [GENUINE]
        assert not catalog.at(place).find(GENUINE.paper_id).is_upload


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://arxiv.org.evil.example/abs/2001.00001", ""),
        ("https://evil.example/paper", ""),
        ("https://evil.example/10.1000/cats", "https://doi.org/10.1000/cats"),
        ("https://huggingface.co/evil/paper", ""),
        ("https://huggingface.co/papers/2001.00001", LINK),
        ("https://aclanthology.org/2020.acl-main.1/", "https://aclanthology.org/2020.acl-main.1/"),
        ("http://aclanthology.org/2020.acl-main.1/", ""),
        ("https://aclanthology.org:8443/", ""),
        ("https://me@aclanthology.org/", ""),
        ("https://aclanthology.org.evil.example/", ""),
        ("https://evil.example/?https://aclanthology.org/", ""),
        ("https://[", ""),
    ],
)
def test_an_upload_links_to_known_services(catalog: Catalog, url: str, link: str) -> None:
    """By the id where there is one; any other address is left out."""
    paper = Paper("t-0123456789abcdef", "A title of five words", "A.", url=url)
    catalog.upsert([paper], NOW, MEMBER, place=HERE)

    assert only(catalog).link == link
