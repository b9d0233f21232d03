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
from retrieval.library.catalog.tables import metadata, papers
from retrieval.library.catalog.upsert import UpsertCounts
from retrieval.paper import Paper, identify, title_hash
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


def test_an_upload_fills_no_gap_of_a_record(catalog: Catalog) -> None:
    """All places see the record, but only the place of the upload may see what the member gave."""
    bare = replace(GENUINE, abstract="", authors=(), categories=())
    catalog.upsert([bare], NOW, SERVICE)
    counts = catalog.upsert([FORGED], NOW, MEMBER)

    assert (counts.updated, only(catalog)) == (0, bare)
    assert counts.refused_fields[0].fields[:2] == ("abstract", "categories")


def test_the_authors_abstract_replaces_footnotes_account(catalog: Catalog) -> None:
    """The starter library's text gives way to any import, and never comes back."""
    account = replace(GENUINE, abstract="Ours.", source=STARTER, extra={})
    catalog.upsert([account], NOW, Provenance.STARTER)
    counts = catalog.upsert([GENUINE], NOW, SERVICE)

    assert counts == UpsertCounts(updated=1)
    assert only(catalog) == GENUINE
    assert catalog.upsert([account], NOW, Provenance.STARTER).updated == 0
    assert only(catalog) == GENUINE


def test_a_second_upload_only_fills_gaps(catalog: Catalog) -> None:
    """Whoever came first is not overwritten, by whomever."""
    first = replace(GENUINE, authors=(), extra={})
    catalog.upsert([first], NOW, MEMBER)
    counts = catalog.upsert([replace(FORGED, extra={})], NOW, MEMBER)

    assert counts.refused_fields == (
        RefusedFields(0, GENUINE.paper_id, TITLE, ("abstract", "link"), MEMBER),
    )
    assert only(catalog) == replace(GENUINE, source=UPLOAD, extra={}, url=LINK, place=UNKNOWN_PLACE)
    assert catalog.get_provenance(GENUINE.paper_id) is MEMBER


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


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("\uff12\uff10\uff10\uff11.\uff10\uff10\uff10\uff10\uff11", None),
        ("\u0662\u0660\u0660\u0661.00001v2", None),
        ("cs.CL/0112017v2", "cs/0112017"),
        ("10.1000/cats\u200b", "10.1000/cats"),
        ("https://doi.org/10.1000/cats\u202e", "10.1000/cats"),
    ],
)
def test_what_looks_like_an_id_is_none(given: str, means: str | None) -> None:
    """Digits of other scripts name nothing; what cannot be seen, or says no more, is no part."""
    assert identify(TITLE, given) == (means or title_hash(TITLE))


def test_an_upload_joins_no_records(catalog: Catalog) -> None:
    """An account with the ids of two of them is of one."""
    dogs = Paper("10.1000/dogs", "Dogs that bark at night", "D.", ("Bo Kim",), doi="10.1000/dogs")
    catalog.upsert([GENUINE, dogs], NOW, SERVICE)
    catalog.upsert([replace(FORGED, doi="10.1000/dogs")], NOW, MEMBER)

    assert catalog.ids() == {"2001.00001", "10.1000/dogs"}
    assert catalog.get("10.1000/dogs") == dogs


def test_claims_of_an_upload_lead_nowhere_once_it_is_replaced(catalog: Catalog) -> None:
    """Neither its title nor its ids draw other papers to the record that took its place."""
    claims = replace(FORGED, title="Dogs that bark at night", doi="10.1000/dogs", authors=())
    catalog.upsert([claims], NOW, MEMBER)
    catalog.upsert([GENUINE], NOW, SERVICE)
    assert catalog.get("10.1000/dogs") is None
    dogs = Paper("10.1000/dogs", "Dogs that bark at night", "D.", ("Bo Kim",), doi="10.1000/dogs")

    assert catalog.upsert([dogs], NOW, SERVICE) == UpsertCounts(added=1)
    assert catalog.get("2001.00001") == GENUINE
    assert catalog.get("10.1000/dogs") == dogs


def test_a_claimed_id_does_not_outlive_the_upload(catalog: Catalog) -> None:
    """A record that is matched by its title keeps the id that it came with."""
    catalog.upsert([FORGED], NOW, MEMBER)
    known = Paper("10.1000/cats", TITLE, "A.", ("Grace Byron",), doi="10.1000/cats")
    catalog.upsert([known], NOW, SERVICE)

    assert catalog.ids() == {"10.1000/cats"}
    assert catalog.get("2001.00001") is None


def test_a_key_leads_to_who_ranks_higher(catalog: Catalog) -> None:
    """A DOI that an upload claims leads to the paper that a service gives it, once it does."""
    claims = replace(FORGED, title="Some other title of a paper", doi="10.1000/dogs")
    catalog.upsert([claims], NOW, MEMBER)
    dogs = Paper("2002.00002", "Dogs that bark at night", "D.", ("Bo Kim",), doi="10.1000/dogs")
    catalog.upsert([dogs], NOW, SERVICE)
    assert catalog.get("10.1000/dogs") == dogs
    later = replace(FORGED, paper_id="2003.00003", title="A third title of it", doi="10.1000/dogs")
    catalog.upsert([later], NOW, MEMBER)

    assert catalog.get("10.1000/dogs") == dogs


def test_uploads_do_not_keep_records_apart(catalog: Catalog) -> None:
    """What shows two records to be one work does so beside an upload with a claim of its own."""
    preprint = replace(GENUINE, title="The title of the preprint")
    journal = Paper("10.1000/cats", TITLE, "A.", ("Grace Byron",), doi="10.1000/cats")
    catalog.upsert([replace(FORGED, paper_id="2009.00009", authors=())], NOW, MEMBER)
    catalog.upsert([preprint], NOW, SERVICE)
    catalog.upsert([journal], NOW, SERVICE)
    both = replace(GENUINE, doi="10.1000/cats")
    catalog.upsert([both], NOW, SERVICE)

    assert catalog.ids() == {"2001.00001"}
    assert catalog.get("10.1000/cats") == catalog.get("2001.00001")


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


def test_what_was_there_before_counts_as_imported(catalog: Catalog) -> None:
    """No upload changes it, and the service's own record takes its place."""
    catalog.upsert([FORGED], NOW, OPERATOR)
    with catalog._database.write_transaction() as connection:
        connection.execute(sa.update(papers).values(provenance="unknown"))
    assert catalog.get_provenance(GENUINE.paper_id) is Provenance.UNKNOWN
    catalog.upsert([replace(GENUINE, abstract="Another.")], NOW, MEMBER)
    assert only(catalog).abstract == FORGED.abstract
    catalog.upsert([GENUINE], NOW, SERVICE)

    assert only(catalog).abstract == GENUINE.abstract
    assert catalog.get_provenance(GENUINE.paper_id) is SERVICE


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


@settings(max_examples=80, deadline=None)
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


@settings(max_examples=80, deadline=None)
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


def test_uploads_of_two_places_never_meet(catalog: Catalog) -> None:
    """Each place sees its own account of a work, under its id."""
    catalog.upsert([FORGED], NOW, MEMBER, place=HERE)
    theirs = replace(GENUINE, abstract="Cats sleep, they say.", extra={})
    counts = catalog.upsert([theirs], NOW, MEMBER, place=THERE)

    assert counts == UpsertCounts(added=1)
    assert catalog.at("guild:1").find(GENUINE.paper_id).abstract == FORGED.abstract
    assert catalog.at("guild:2").find(GENUINE.paper_id).abstract == theirs.abstract
    assert catalog.at("guild:2").find(GENUINE.paper_id).link == LINK


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
