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

from retrieval.library.catalog import Catalog, Counts, open_catalogue
from retrieval.library.catalog.tables import metadata, papers
from retrieval.paper import Paper, identify, title_hash
from retrieval.provenance import UPLOAD, Origin, Provenance, TurnedAway
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
FORGED = replace(
    GENUINE,
    abstract="Cats sleep 11.1 hours a day, which is fabricated.",
    url="https://elsewhere.example/paper",
    extra={"version": 99, "withdrawn": True, "withdrawn_reason": "Nonsense.", "upvotes": 10**6},
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(
    not URL, reason="FOOTNOTE_TEST_DATABASE_URL is not set"
))])  # fmt: skip
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    """Give an empty catalogue in each kind of database."""
    if request.param == "sqlite":
        with open_catalogue(tmp_path / "catalogue.db") as opened:
            yield opened
        return
    with open_catalogue(URL) as opened:
        yield opened
        with opened._database.writing() as connection:
            metadata.drop_all(connection)
            connection.execute(sa.text("DROP TABLE catalogue_version"))


def only(catalogue: Catalog) -> Paper:
    """Return the one paper that there is."""
    (paper,) = catalogue.page()
    return paper


@pytest.mark.parametrize("known", [SERVICE, OPERATOR])
def test_an_upload_changes_nothing_that_is_there(catalogue: Catalog, known: Provenance) -> None:
    """Not the abstract, the link, the version, nor whether it is withdrawn; it is told so."""
    catalogue.upsert([GENUINE], NOW, known)
    counts = catalogue.upsert([FORGED], NOW, MEMBER)

    fields = ("abstract", "link", "version", "withdrawal")
    told = TurnedAway(0, GENUINE.paper_id, TITLE, fields, known)
    assert counts == Counts(unchanged=1, turned_away=(told,))
    assert only(catalogue) == GENUINE
    assert catalogue.origin(GENUINE.paper_id) == Origin(known)
    third = replace(GENUINE, abstract="Cats sleep 15 hours a day.", extra={"version": 3})
    assert catalogue.upsert([third], NOW, known) == Counts(updated=1)
    assert only(catalogue) == third


def test_what_a_member_adds_is_known_as_that(catalogue: Catalog) -> None:
    """It takes no service's name, and claims no version, votes or withdrawal."""
    counts = catalogue.upsert([FORGED], NOW, MEMBER)

    fields = ("version", "withdrawal")
    told = TurnedAway(0, GENUINE.paper_id, TITLE, fields, None)
    assert counts == Counts(added=1, turned_away=(told,))
    assert only(catalogue) == replace(FORGED, source=UPLOAD, extra={})
    assert catalogue.origin(GENUINE.paper_id) == Origin(MEMBER)


@pytest.mark.parametrize("genuine", [SERVICE, OPERATOR])
def test_the_genuine_record_takes_its_place(catalogue: Catalog, genuine: Provenance) -> None:
    """Whatever version it is of; nothing that was forged stays."""
    catalogue.upsert([FORGED], NOW, MEMBER)
    counts = catalogue.upsert([GENUINE], NOW, genuine)

    assert counts == Counts(updated=1)
    assert only(catalogue) == GENUINE
    assert catalogue.origin(GENUINE.paper_id) == Origin(genuine)
    assert catalogue.arrivals(1, 9).ids == [GENUINE.paper_id]  # it has come only now
    assert catalogue.upsert([GENUINE], NOW, genuine) == Counts(unchanged=1)


def test_gaps_are_filled_until_somebody_knows_better(catalogue: Catalog) -> None:
    """What an upload filled is as empty to others, and is named as long as it stands."""
    bare = replace(GENUINE, abstract="", authors=(), categories=())
    catalogue.upsert([bare], NOW, SERVICE)
    counts = catalogue.upsert([FORGED], NOW, MEMBER)

    assert (counts.updated, counts.turned_away[0].fields) == (1, ("link", "version", "withdrawal"))
    filled = ("abstract", "authors", "categories")
    assert catalogue.origin(GENUINE.paper_id) == Origin(SERVICE, filled)
    assert only(catalogue) == replace(GENUINE, abstract=FORGED.abstract)
    assert catalogue.upsert([bare], NOW, SERVICE) == Counts(unchanged=1)
    older = replace(GENUINE, published=date(2019, 1, 1), extra={"version": 1}, categories=())
    assert catalogue.upsert([older], NOW, SERVICE).updated == 1
    assert only(catalogue).abstract == GENUINE.abstract
    assert catalogue.origin(GENUINE.paper_id) == Origin(SERVICE, ("categories",))


def test_a_second_upload_only_fills_gaps(catalogue: Catalog) -> None:
    """Whoever came first is not overwritten, by whomever."""
    first = replace(GENUINE, authors=(), extra={})
    catalogue.upsert([first], NOW, MEMBER)
    counts = catalogue.upsert([replace(FORGED, extra={})], NOW, MEMBER)

    assert counts.turned_away == (
        TurnedAway(0, GENUINE.paper_id, TITLE, ("abstract", "link"), MEMBER),
    )
    assert only(catalogue) == replace(GENUINE, source=UPLOAD, extra={})
    assert catalogue.origin(GENUINE.paper_id) == Origin(MEMBER)


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
def test_an_upload_gives_no_id(catalogue: Catalog, known: Paper, claims: Paper) -> None:
    """A paper that is known gets no arXiv id or DOI of a member's choice."""
    catalogue.upsert([known], NOW, SERVICE)
    counts = catalogue.upsert([claims], NOW, MEMBER)

    assert "id" in counts.turned_away[0].fields
    assert catalogue.ids() == {known.paper_id}
    claimed = {claims.paper_id, claims.doi} - {known.paper_id, ""}
    assert not catalogue.get_many(list(claimed))
    (theirs,) = claimed
    other = Paper(theirs, "Quite another paper on dogs", "D.", ("Bo Kim",), source="arxiv")
    assert catalogue.upsert([other], NOW, SERVICE) == Counts(added=1)


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


def test_an_upload_joins_no_records(catalogue: Catalog) -> None:
    """An account with the ids of two of them is of one."""
    dogs = Paper("10.1000/dogs", "Dogs that bark at night", "D.", ("Bo Kim",), doi="10.1000/dogs")
    catalogue.upsert([GENUINE, dogs], NOW, SERVICE)
    catalogue.upsert([replace(FORGED, doi="10.1000/dogs")], NOW, MEMBER)

    assert catalogue.ids() == {"2001.00001", "10.1000/dogs"}
    assert catalogue.get("10.1000/dogs") == dogs


def test_claims_of_an_upload_lead_nowhere_once_it_is_replaced(catalogue: Catalog) -> None:
    """Neither its title nor its ids draw other papers to the record that took its place."""
    claims = replace(FORGED, title="Dogs that bark at night", doi="10.1000/dogs", authors=())
    catalogue.upsert([claims], NOW, MEMBER)
    catalogue.upsert([GENUINE], NOW, SERVICE)
    assert catalogue.get("10.1000/dogs") is None
    dogs = Paper("10.1000/dogs", "Dogs that bark at night", "D.", ("Bo Kim",), doi="10.1000/dogs")

    assert catalogue.upsert([dogs], NOW, SERVICE) == Counts(added=1)
    assert catalogue.get("2001.00001") == GENUINE
    assert catalogue.get("10.1000/dogs") == dogs


def test_a_claimed_id_does_not_outlive_the_upload(catalogue: Catalog) -> None:
    """A record that is matched by its title keeps the id that it came with."""
    catalogue.upsert([FORGED], NOW, MEMBER)
    known = Paper("10.1000/cats", TITLE, "A.", ("Grace Byron",), doi="10.1000/cats")
    catalogue.upsert([known], NOW, SERVICE)

    assert catalogue.ids() == {"10.1000/cats"}
    assert catalogue.get("2001.00001") is None


def test_a_key_leads_to_who_ranks_higher(catalogue: Catalog) -> None:
    """A DOI that an upload claims leads to the paper that a service gives it, once it does."""
    claims = replace(FORGED, title="Some other title of a paper", doi="10.1000/dogs")
    catalogue.upsert([claims], NOW, MEMBER)
    dogs = Paper("2002.00002", "Dogs that bark at night", "D.", ("Bo Kim",), doi="10.1000/dogs")
    catalogue.upsert([dogs], NOW, SERVICE)
    assert catalogue.get("10.1000/dogs") == dogs
    later = replace(FORGED, paper_id="2003.00003", title="A third title of it", doi="10.1000/dogs")
    catalogue.upsert([later], NOW, MEMBER)

    assert catalogue.get("10.1000/dogs") == dogs


def test_uploads_do_not_keep_records_apart(catalogue: Catalog) -> None:
    """What shows two records to be one work does so beside an upload with a claim of its own."""
    preprint = replace(GENUINE, title="The title of the preprint")
    journal = Paper("10.1000/cats", TITLE, "A.", ("Grace Byron",), doi="10.1000/cats")
    catalogue.upsert([replace(FORGED, paper_id="2009.00009", authors=())], NOW, MEMBER)
    catalogue.upsert([preprint], NOW, SERVICE)
    catalogue.upsert([journal], NOW, SERVICE)
    both = replace(GENUINE, doi="10.1000/cats")
    catalogue.upsert([both], NOW, SERVICE)

    assert catalogue.ids() == {"2001.00001"}
    assert catalogue.get("10.1000/cats") == catalogue.get("2001.00001")


def test_authors_that_an_upload_filled_keep_no_records_apart(catalogue: Catalog) -> None:
    """By whom a paper is tells works apart, but not as a member says it."""
    bare = replace(GENUINE, authors=())
    catalogue.upsert([bare], NOW, SERVICE)
    catalogue.upsert([replace(FORGED, authors=("Bo Kim",))], NOW, MEMBER)
    assert only(catalogue).authors == ("Bo Kim",)
    journal = Paper("10.1000/cats", TITLE, "A.", ("Grace Byron",), doi="10.1000/cats")
    catalogue.upsert([journal], NOW, SERVICE)

    assert catalogue.ids() == {GENUINE.paper_id}
    assert only(catalogue).authors == ("Grace Byron",)
    assert catalogue.origin(GENUINE.paper_id) == Origin(SERVICE)


def test_a_service_outranks_an_import(catalogue: Catalog) -> None:
    """A file's version and withdrawal give way to the service's own, and come back by no file."""
    claims = replace(FORGED, url="", extra={"version": 99, "withdrawn": True})
    catalogue.upsert([claims], NOW, OPERATOR)
    assert only(catalogue) == claims
    assert catalogue.upsert([GENUINE], NOW, SERVICE) == Counts(updated=1)
    assert only(catalogue) == GENUINE
    again = catalogue.upsert([claims], NOW, OPERATOR)

    assert again.turned_away[0].fields == ("abstract", "version", "withdrawal")
    assert only(catalogue).abstract == GENUINE.abstract
    third = replace(GENUINE, abstract="Cats sleep 15 hours a day.", extra={"version": 3})
    assert catalogue.upsert([third], NOW, SERVICE) == Counts(updated=1)
    assert only(catalogue).abstract == third.abstract


def test_what_was_there_before_counts_as_imported(catalogue: Catalog) -> None:
    """No upload changes it, and the service's own record takes its place."""
    catalogue.upsert([FORGED], NOW, OPERATOR)
    with catalogue._database.writing() as connection:
        connection.execute(sa.update(papers).values(provenance="unknown"))
    assert catalogue.origin(GENUINE.paper_id) == Origin(Provenance.UNKNOWN)
    catalogue.upsert([replace(GENUINE, abstract="Another.")], NOW, MEMBER)
    assert only(catalogue).abstract == FORGED.abstract
    catalogue.upsert([GENUINE], NOW, SERVICE)

    assert only(catalogue).abstract == GENUINE.abstract
    assert catalogue.origin(GENUINE.paper_id) == Origin(SERVICE)


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
    """All that a service gave stays word for word, under the same ids; only what is empty fills."""
    with (
        TemporaryDirectory() as folder,
        open_catalogue(Path(folder) / "catalogue.db") as catalogue,
    ):
        catalogue.upsert(known, NOW, SERVICE)
        before = {paper.paper_id: paper for paper in catalogue.page(limit=100)}
        keys = ("2001.00001", "2002.00002", "10.1000/a", "10.1000/b")
        led = catalogue.get_many(keys)
        catalogue.upsert(uploads, NOW, MEMBER)

        after = {p.paper_id: p for p in catalogue.page(limit=100)}
        for paper_id, paper in before.items():
            assert catalogue.origin(paper_id).provenance is SERVICE
            for name in Paper.__slots__:
                value = getattr(paper, name)
                assert not value or getattr(after[paper_id], name) == value
            assert (after[paper_id].doi, after[paper_id].extra) == (paper.doi, paper.extra)
            assert not paper.link or after[paper_id].link == paper.link
        for key, paper in led.items():
            assert catalogue.get_many([key])[key].paper_id == paper.paper_id
        assert all(after[i].source == UPLOAD for i in after.keys() - before.keys())
        assert catalogue.upsert(uploads, NOW, MEMBER).added == 0


@settings(max_examples=80, deadline=None)
@given(_batches, _batches)
def test_uploads_leave_no_trace_in_the_genuine(uploads: list[Paper], genuine: list[Paper]) -> None:
    """What a service gives after them is what it would be without, but for what only they know."""
    found: list[dict[str, Paper]] = []
    with TemporaryDirectory() as folder:
        for number, before in enumerate([uploads, []]):
            with open_catalogue(Path(folder) / f"{number}.db") as catalogue:
                catalogue.upsert(before, NOW, MEMBER)
                catalogue.upsert(genuine, NOW, SERVICE)
                found.append(
                    {
                        p.paper_id: replace(p, **_emptied(catalogue.origin(p.paper_id)))
                        for p in catalogue.page(limit=100)
                        if catalogue.origin(p.paper_id).provenance is SERVICE
                    }
                )

    assert found[0] == found[1]


def _emptied(origin: Origin) -> dict[str, object]:
    empty = {"abstract": "", "authors": (), "categories": (), "date": None, "link": ""}
    names = {"date": "published", "link": "url"}
    return {names.get(name, name): empty[name] for name in origin.uploaded}
