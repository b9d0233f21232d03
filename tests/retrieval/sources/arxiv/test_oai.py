"""arXiv's OAI-PMH: the whole record, what changed, what was deleted, and going on after a stop."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.errors import SourceDown, SourceError
from retrieval.sources.arxiv import oai, oai_answer
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import Checkpoint, Record, Withdrawal
from tests.retrieval.sources.arxiv.conftest import asking
from tests.retrieval.sources.arxiv.harvested import sort
from tests.servers.sources_server import ArxivWorld, Fault, Faults, SourcesServer

Arxiv = tuple[Fetch, SourcesServer]


def test_the_whole_record_is_harvested(arxiv: Arxiv, world: ArxivWorld):
    """Every paper once, in the order of its changes, and what was deleted as withdrawn."""
    got = sort(oai.harvest(arxiv[0]))

    assert got.ids == [paper.paper_id for paper in world.changes if not paper.deleted]
    assert sorted(got.withdrawn) == sorted(world.deleted())
    assert got.rejected == ()


@pytest.mark.parametrize("set_", ["cs", "cs.CL", "cs:cs:CL", "hep-th", "physics:hep-th", "physics"])
def test_a_set_is_harvested(arxiv: Arxiv, world: ArxivWorld, set_: str):
    """By its own name, or that of a category or archive."""
    wanted = {"cs": ("cs.CL", "cs.LG", "cs.CV"), "cs.CL": ("cs.CL",), "cs:cs:CL": ("cs.CL",)}

    got = sort(oai.harvest(arxiv[0], set_=set_))

    assert sorted(got.ids) == sorted(world.ids(*wanted.get(set_, ("hep-th",))))


def test_days_are_those_of_changes(arxiv: Arxiv, world: ArxivWorld):
    """Both included."""
    first, last = date(2026, 11, 4), date(2026, 11, 5)

    got = sort(oai.harvest(arxiv[0], since=first, until=last))

    changed = [p.paper_id for p in world.changes if first <= p.changed <= last and not p.deleted]
    assert got.ids == changed


def test_a_paper_is_read_in_full(arxiv: Arxiv, world: ArxivWorld):
    """As the API tells of it, but for the version."""
    made = next(p for p in world.alive if p.version > 1 and p.doi and "withdrawn" in p.comment)

    [got] = [
        each
        for each in oai.harvest(arxiv[0])
        if isinstance(each, Record) and each.paper.paper_id == made.paper_id
    ]

    assert (got.paper.title, got.paper.abstract) == (made.title, made.abstract)
    assert (got.paper.authors, got.paper.categories) == (made.authors, made.categories)
    assert (got.paper.published, got.paper.updated) == (
        made.published.date(),
        made.updated.date(),
    )
    assert got.paper.doi == made.doi
    assert got.paper.withdrawn


def test_a_deleted_record_says_why(arxiv: Arxiv, world: ArxivWorld):
    """In the words that the library keeps."""
    withdrawn = [each for each in oai.harvest(arxiv[0]) if isinstance(each, Withdrawal)]

    assert {each.paper_id for each in withdrawn} == set(world.deleted())
    assert {each.reason for each in withdrawn} == {"arXiv has deleted its record."}


def test_nothing_that_changed_is_an_empty_harvest(arxiv: Arxiv):
    """That has come to its end."""
    got = sort(oai.harvest(arxiv[0], since=date(2027, 1, 1)))

    assert (got.ids, got.rejected, len(got.checkpoints)) == ([], (), 1)


@pytest.mark.parametrize("set_", ["no set", "cs:cs:CL&x", "../x", "cs:", ":"])
def test_what_is_no_set_is_refused(arxiv: Arxiv, set_: str):
    """Before anybody is asked."""
    with pytest.raises(SourceError, match="is not an arXiv set"):
        list(oai.harvest(arxiv[0], set_=set_))

    assert arxiv[1].requests == []


def test_what_arxiv_refuses_is_told(world: ArxivWorld):
    """In its own words."""
    with asking(world) as (fetch, server):
        error = b"<OAI-PMH><error code='badArgument'>Set does not exist.</error></OAI-PMH>"
        server.give("https://oaipmh.arxiv.org/oai", error, query={"set": "cs:cs:XX"})

        with pytest.raises(SourceError, match=r"refuses .*cs:cs:XX.*: Set does not exist\."):
            list(oai.harvest(fetch, set_="cs.XX"))


@pytest.mark.parametrize("seed", range(8))
def test_faults_leave_nothing_out(world: ArxivWorld, seed: int):
    """A third of the answers is spoiled, in every way that heals."""
    with asking(world, Faults(seed, 1 / 3)) as (fetch, server):
        got = sort(oai.harvest(fetch))

    assert got.ids == [paper.paper_id for paper in world.changes if not paper.deleted]
    assert sorted(got.withdrawn) == sorted(world.deleted())
    assert server.counts()


def test_an_answer_that_leads_back_is_no_answer(world: ArxivWorld):
    """The page before once more, with the same token, would go on for ever."""
    with (
        asking(world, Faults(1, 1, (Fault.REPEATED,))) as (fetch, server),
        pytest.raises(SourceError, match="returns the same records again"),
    ):
        list(oai.harvest(fetch))

    assert len(server.requests) == 1 + 8


def test_tokens_that_go_round_in_a_circle_end(world: ArxivWorld):
    """Two answers that lead to each other, too."""
    record = (
        "<record><header><identifier>oai:arXiv.org:2611.00001</identifier></header><metadata>"
        "<arXiv><title>T</title></arXiv></metadata></record>"
    )
    page = f"<OAI-PMH><ListRecords>{record}<resumptionToken>%s</resumptionToken></ListRecords>"
    with asking(world) as (fetch, server):
        url = "https://oaipmh.arxiv.org/oai"
        for asked, token in (("metadataPrefix=arXiv", "a"), ("resumptionToken=a", "b")):
            server.give(f"{url}?{asked}", f"{page % token}</OAI-PMH>".encode())
        server.give(f"{url}?resumptionToken=b", f"{page % 'a'}</OAI-PMH>".encode())

        with pytest.raises(SourceError, match="returns the same records again"):
            list(oai.harvest(fetch))

    assert len(server.requests) == 2 + 8


def test_a_service_that_is_down_stays_an_error(world: ArxivWorld):
    """What came before is yielded."""
    with asking(world) as (fetch, server):
        harvest = oai.harvest(fetch)
        first = next(harvest)
        server.fail(*[Fault.DOWN] * 99)
        with pytest.raises(SourceDown, match=r"oaipmh\.arxiv\.org answered 503"):
            list(harvest)

    assert isinstance(first, Record)


# Going on


def test_a_harvest_goes_on_from_any_checkpoint(world: ArxivWorld):
    """By its token, with what comes after it."""
    with asking(world, page=150) as (fetch, server):
        whole = list(oai.harvest(fetch))
        places = [n for n, each in enumerate(whole) if isinstance(each, Checkpoint)]
        for done, place in enumerate(places[:-1], 1):
            server.requests.clear()
            rest = sort(oai.harvest(fetch, resume=whole[place].value))

            assert rest.ids == sort(whole[place:]).ids
            assert len(server.requests) == len(places) - done


def test_an_expired_token_goes_on_from_the_last_day(world: ArxivWorld):
    """Rather than from the start; what came of that day comes again."""
    with asking(world) as (fetch, server):
        whole = list(oai.harvest(fetch))
        places = [n for n, each in enumerate(whole) if isinstance(each, Checkpoint)]
        middle = places[len(places) // 2]
        server.expire_tokens()
        server.requests.clear()
        rest = sort(oai.harvest(fetch, resume=whole[middle].value))

    done, missing = set(sort(whole[:middle]).ids), set(sort(whole[middle:]).ids)
    days = {p.changed for p in world.changes if p.paper_id in done & set(rest.ids)}
    assert missing <= set(rest.ids)
    assert len(days) == 1
    assert len(server.requests) < len(places) * 2 / 3


def test_a_token_may_expire_in_the_middle(world: ArxivWorld):
    """Of a harvest that goes on all the same, and yields all."""
    with asking(world) as (fetch, server):
        got: list[str] = []
        for number, each in enumerate(oai.harvest(fetch)):
            if isinstance(each, Record):
                got.append(each.paper.paper_id)
            if number in {200, 700}:
                server.expire_tokens()

    assert set(got) == world.ids()


def test_a_harvest_that_ended_takes_what_changed_since(world: ArxivWorld):
    """From the day on which it began, by arXiv's clock."""
    with asking(world) as (fetch, server):
        ended = sort(oai.harvest(fetch, set_="cs")).checkpoints[-1]
        server.requests.clear()
        again = sort(oai.harvest(fetch, set_="cs", resume=ended.value))

    assert again.ids == []
    assert server.requests[0].query["from"] == world.now.date().isoformat()


def test_a_harvest_that_ended_for_good_asks_nothing(world: ArxivWorld):
    """Its last day is over."""
    with asking(world) as (fetch, server):
        ended = sort(oai.harvest(fetch, until=date(2026, 11, 5))).checkpoints[-1]
        server.requests.clear()
        again = sort(oai.harvest(fetch, until=date(2026, 11, 5), resume=ended.value))

    assert (again.ids, server.requests) == ([], [])


@pytest.mark.parametrize("value", ["", "{", "[]", '{"what": 1}', "7"])
def test_a_checkpoint_that_cannot_be_read_begins_anew(arxiv: Arxiv, world: ArxivWorld, value: str):
    """As where there is none."""
    assert set(sort(oai.harvest(arxiv[0], resume=value)).ids) == world.ids()


def test_days_that_are_out_of_order_are_not_trusted(world: ArxivWorld):
    """Where records do not come by their days, an expired token means to begin again."""
    record = (
        "<record><header><identifier>oai:arXiv.org:2611.0000{n}</identifier>"
        "<datestamp>2026-11-0{day}</datestamp></header><metadata><arXiv><title>T</title>"
        "</arXiv></metadata></record>"
    )
    records = record.format(n=1, day=5) + record.format(n=2, day=2)
    body = f"<OAI-PMH><ListRecords>{records}<resumptionToken>t</resumptionToken></ListRecords>"
    with asking(world) as (fetch, server):
        url = "https://oaipmh.arxiv.org/oai"
        server.give(f"{url}?from=2026-11-01", f"{body}</OAI-PMH>".encode())
        harvest = oai.harvest(fetch, since=date(2026, 11, 1))
        [point] = [
            each for each in (next(harvest) for _ in range(3)) if isinstance(each, Checkpoint)
        ]
        server.give(f"{url}?from=2026-11-01", b"<OAI-PMH><error code='noRecordsMatch'/></OAI-PMH>")
        list(oai.harvest(fetch, since=date(2026, 11, 1), resume=point.value))

    assert [request.query.get("from") for request in server.requests] == [
        "2026-11-01",
        None,
        "2026-11-01",
    ]


# The other formats

RAW = b"""<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-11-24T01:00:00Z</responseDate><GetRecord><record><header>
<identifier>oai:arXiv.org:2611.00001</identifier><datestamp>2026-11-20</datestamp></header>
<metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2611.00001</id>
<submitter>Somebody Else</submitter>
<version version="v1"><date>Mon, 2 Nov 2026 18:30:15 GMT</date><size>12kb</size></version>
<version version="v2"><date>Fri, 20 Nov 2026 08:00:00 GMT</date><size>1kb</size>SOURCE</version>
<title>Cats
  sleep</title><authors>Ada Lovelace (London), Kurt G\xc3\xb6del and Bo Ek</authors>
<categories>q-bio.NC cs.CL</categories><doi>10.1234/cats.1</doi>
<license>http://creativecommons.org/licenses/by/4.0/</license>
<abstract>  They do.
</abstract></arXivRaw></metadata></record></GetRecord></OAI-PMH>"""
CORE = b"""<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><header>
<identifier>oai:arXiv.org:2611.00001</identifier><datestamp>2026-11-20</datestamp>
<setSpec>cs:cs:CL</setSpec><setSpec>physics:hep-th</setSpec><setSpec>math</setSpec></header>
<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Cats sleep</dc:title>
<dc:creator>Lovelace, Ada</dc:creator><dc:creator>G\xc3\xb6del, Kurt</dc:creator>
<dc:subject>Computation and Language</dc:subject>
<dc:description>They do.</dc:description><dc:description>9 pages</dc:description>
<dc:date>2026-11-02</dc:date><dc:date>2026-11-20</dc:date><dc:type>text</dc:type>
<dc:identifier>http://arxiv.org/abs/2611.00001</dc:identifier>
<dc:identifier>Nature 1 (2026)</dc:identifier><dc:identifier>doi:10.1234/cats.1</dc:identifier>
</oai_dc:dc></metadata></record></GetRecord></OAI-PMH>"""


@pytest.mark.parametrize("withdrawn", [False, True])
def test_raw_metadata_have_versions(withdrawn: bool):
    """The first is the publication, the last the update; and whether it is withdrawn."""
    source = b"<source_type>I</source_type>" if withdrawn else b"<source_type>AD</source_type>"

    [item] = oai_answer.read(RAW.replace(b"SOURCE", source)).items

    assert item.paper is not None
    assert (item.paper.published, item.paper.updated) == (date(2026, 11, 2), date(2026, 11, 20))
    assert item.paper.authors == ("Ada Lovelace", "Kurt Gödel", "Bo Ek")
    assert (item.paper.title, item.paper.abstract) == ("Cats sleep", "They do.")
    assert item.paper.extra["version"] == 2
    assert item.paper.extra["licence"] == "http://creativecommons.org/licenses/by/4.0/"
    assert item.paper.withdrawn is withdrawn


def test_dublin_core_is_read():
    """Its categories come from the sets that are categories."""
    [item] = oai_answer.read(CORE).items

    assert item.paper is not None
    assert item.paper.authors == ("Ada Lovelace", "Kurt Gödel")
    assert (item.paper.published, item.paper.updated) == (date(2026, 11, 2), date(2026, 11, 20))
    assert item.paper.categories == ("cs.CL", "hep-th")
    assert (item.paper.abstract, item.paper.doi) == ("They do.", "10.1234/cats.1")
    assert item.paper.extra == {"comment": "9 pages", "subjects": ["Computation and Language"]}


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (b"<record/>", "A record has no header."),
        (b"<record><header/></record>", "A record is not an arXiv paper."),
        (
            b"<record><header><identifier>oai:x:1</identifier></header></record>",
            "oai:x:1 is not an arXiv paper.",
        ),
        (
            b"<record><header><identifier>oai:arXiv.org:2611.00001</identifier></header></record>",
            "The record of 2611.00001 is empty.",
        ),
        (
            b"<record><header><identifier>oai:arXiv.org:2611.00001</identifier></header>"
            b"<metadata><arXiv><id>2611.00001</id></arXiv></metadata></record>",
            "arXiv has no title for 2611.00001.",
        ),
        (
            b"<record><header><identifier>oai:arXiv.org:2611.00001</identifier></header>"
            b"<metadata><marc/></metadata></record>",
            "2611.00001 has the unknown format 'marc'.",
        ),
    ],
)
def test_a_bad_record_says_what_is_wrong(record: bytes, problem: str):
    """And does not cost the others."""
    data = b"<OAI-PMH><ListRecords>" + record + b"</ListRecords></OAI-PMH>"

    [item] = oai_answer.read(data).items

    assert (item.paper, item.problem) == (None, problem)
