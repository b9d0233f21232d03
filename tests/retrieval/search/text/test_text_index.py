"""The text index: what it finds, what filters let pass, and what it bears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from retrieval.errors import IndexFault
from retrieval.paper import Paper
from retrieval.provenance import UPLOAD
from retrieval.search.query import Filters, parse_query
from retrieval.search.text.postgresql.index import PostgresqlIndex
from retrieval.search.text.tantivy_index import TantivyIndex
from retrieval.search.text.text_index import TextIndex
from tests.retrieval.papers import ADAPTERS, CATS, GRAPHS, PAPERS, UNDATED, paper
from tests.servers.postgresql import database_url

URL = database_url()
ANYTHING = "adapter graph cats transformers"


@pytest.fixture(params=["tantivy", "postgresql"] if URL else ["tantivy"])
def index(request: pytest.FixtureRequest) -> Iterator[TantivyIndex | PostgresqlIndex]:
    """Give an index of the sample papers, in memory and in PostgreSQL where there is one."""
    made = TantivyIndex() if request.param == "tantivy" else PostgresqlIndex(URL)
    made.clear()
    made.upsert(PAPERS)
    yield made
    made.close()


def found(index: TextIndex, query: str, **how: object) -> list[str]:
    """Return the ids found, best first."""
    return list(index.search(parse_query(query), **({"limit": 10} | how)))


def passing(filters: Filters) -> set[str]:
    """Return the ids of the sample papers that meet filters, by the plainest reading of them."""

    def meets(one: Paper) -> bool:
        year = one.year
        return all(
            [
                filters.year_from is None or (year is not None and year >= filters.year_from),
                filters.year_to is None or (year is not None and year <= filters.year_to),
                not filters.sources or one.source in filters.sources,
                not filters.categories
                or any(
                    c == wanted or c.startswith(wanted + ".")
                    for c in one.categories
                    for wanted in filters.categories
                ),
                not filters.authors
                or any(
                    set(wanted.lower().split()) <= set(name.lower().replace("ö", "o").split())
                    for name in one.authors
                    for wanted in filters.authors
                ),
            ]
        )

    return {one.paper_id for one in PAPERS if meets(one)}


# What is found


def test_near_words_count_alike_without_their_pairs() -> None:
    """Found by their positions instead, they give the same scores."""
    indexes = TantivyIndex(), TantivyIndex(pairs=False)
    for index in indexes:
        index.upsert(PAPERS)
    for query in ("adapter layers", "the sleep of domestic cats"):
        with_pairs, without = (i.search(parse_query(query), limit=10) for i in indexes)
        assert without == pytest.approx(with_pairs, rel=0.1)
        apart = indexes[1].search(parse_query(" ".join(reversed(query.split()))), limit=1)
        assert max(apart.values()) < max(without.values())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("adapter", ADAPTERS),
        ("ADAPTERS", ADAPTERS),
        ("energies of molecules", GRAPHS),
        ("energy", GRAPHS),
        ("dreaming", CATS),
        ("attention", UNDATED),
        ("which papers discuss the sleep of cats?", CATS),
        ("catsの睡眠についての論文", CATS),
        ("关于molecules的论文", GRAPHS),
    ],
)
def test_words_find_titles_and_abstracts(index: TantivyIndex, query: str, expected: Paper):
    """In any case, stemmed, without the words that only ask, and within text without spaces."""
    assert found(index, query) == [expected.paper_id]


def test_a_title_is_found_first(index: TantivyIndex):
    """The exact title ranks its paper before all others."""
    for one in PAPERS:
        assert found(index, one.title)[0] == one.paper_id


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Gödel", GRAPHS),
        ("godel", GRAPHS),
        ("kurt godel", GRAPHS),
        ("papers by Lovelace", ADAPTERS),
        ("by hopper on transfer", ADAPTERS),
    ],
)
def test_an_authors_name_finds_what_they_wrote(index: TantivyIndex, query: str, expected: Paper):
    """With and without accents, alone or among other words."""
    assert found(index, query)[0] == expected.paper_id


@pytest.mark.parametrize("query", ["adaptr", "molecuels", "chemsitry", "transfomers"])
def test_a_typo_empties_no_result(index: TantivyIndex, query: str):
    """A word that the library does not have finds its like."""
    assert found(index, query)


def test_accents_and_ligatures_are_folded(index: TantivyIndex):
    """Both in the papers and in the query."""
    index.upsert([paper(1, "Éclairs für naïve Schrödinger bridges")])

    for query in ("eclairs", "éclairs", "fur", "schrodinger", "Schro\u0308dinger"):
        assert found(index, query)[0] == "2400.00001"


def test_words_are_whole_within_text_without_spaces(index: TantivyIndex):
    """Signs that repeat a letter, and rare letters, are letters of a word, too."""
    index.upsert(
        [paper(1, "人々の睡眠"), paper(2, "A study", authors=("佐々木 花子",)), paper(3, "𠮷野川")]
    )

    for number, query in enumerate(("人々の睡眠", "佐々木", "𠮷野川"), 1):
        assert found(index, query) == [f"2400.0000{number}"]


# Phrases


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"message passing"', [GRAPHS]),
        ("“Message Passing”", [GRAPHS]),
        ("«message passing»", [GRAPHS]),
        ('"passing message"', []),
        ('"sixteen hours" "domestic cats"', [CATS]),
        ('"sixteen hours" "message passing"', []),
        ("message passing", []),
    ],
)
def test_phrases_are_word_for_word(index: TantivyIndex, query: str, expected: list[Paper]):
    """Each quoted phrase must occur, in its order; without quotes nothing must."""
    ids = [one.paper_id for one in expected]

    assert index.find_matching(parse_query(query).phrases) == ids


# Filters

YEARS = [{}, {"year_from": 2021}, {"year_to": 2022}, {"year_from": 2022, "year_to": 2022}]
CATEGORIES = [(), ("cs",), ("cs.LG",), ("physics", "q-bio"), ("cs.C",)]
AUTHORS = [(), ("byron",), ("Ada Byron",), ("Lovelace", "Kurt Godel"), ("nobody",)]
SOURCES = [(), ("page",), ("arxiv", "bibtex"), ("pag",)]


def test_every_combination_of_filters_holds(index: TantivyIndex):
    """All given conditions hold together; several values of one are alternatives."""
    for years, categories, authors, sources in product(YEARS, CATEGORIES, AUTHORS, SOURCES):
        filters = Filters(**years, categories=categories, authors=authors, sources=sources)

        assert set(found(index, ANYTHING, filters=filters)) == passing(filters)


def test_filters_hold_before_ranking(index: TantivyIndex):
    """One paper that passes is found behind any number that score better."""
    index.upsert([paper(n, "cats cats cats", "cats") for n in range(300)])

    assert found(index, "cats", limit=1, filters=Filters(sources=("bibtex",))) == [CATS.paper_id]


def test_uploads_are_found_at_their_place_alone(index: TantivyIndex):
    """However many better ones were uploaded elsewhere; without a place, all are found."""
    spam = [replace(CATS, paper_id=f"s{n}", source=UPLOAD, place="guild:2") for n in range(30)]
    ours = replace(CATS, paper_id="ours", source=UPLOAD, place="guild:1")
    index.upsert([*spam, ours])
    query = parse_query(CATS.title)

    at_ours = index.search(query, limit=2, filters=Filters(place="guild:1"))
    assert set(at_ours) == {CATS.paper_id, "ours"}
    public = index.search(query, limit=40, filters=Filters(place=""))
    assert CATS.paper_id in public
    assert "ours" not in public
    assert "s0" not in public
    assert len(index.search(query, limit=40)) >= 32
    assert "s1" not in index.find_matching((), Filters(place="guild:1"))


# Writing


def test_a_paper_of_the_same_id_is_replaced(index: TantivyIndex):
    """Its old words no longer find it."""
    index.upsert([replace(CATS, title="The sleep of dogs", abstract="Dogs nap.")])

    assert index.count() == 4
    assert found(index, "mice") == []
    assert found(index, "dogs") == [CATS.paper_id]


def test_papers_are_removed(index: TantivyIndex):
    """Unknown ids are no error; removing all leaves an empty index."""
    index.remove([CATS.paper_id, "unknown"])
    assert index.count() == 3
    assert found(index, "cats sleep naps") == []

    index.clear()
    assert index.count() == 0
    assert found(index, ANYTHING) == []


# The folder


def test_it_outlives_its_process(tmp_path: Path):
    """What was written is found after the folder is opened again."""
    first = TantivyIndex(tmp_path / "text")
    first.upsert(PAPERS)
    first.close()

    again = TantivyIndex(tmp_path / "text")
    assert again.count() == 4
    assert found(again, "cats") == [CATS.paper_id]
    again.remove([CATS.paper_id])
    again.close()
    assert TantivyIndex(tmp_path / "text").count() == 3


@pytest.mark.parametrize("content", ["0", ""])
def test_an_index_of_another_format_is_made_anew(tmp_path: Path, content: str):
    """It opens empty, to be filled from the catalog."""
    old = TantivyIndex(tmp_path / "text")
    old.upsert(PAPERS)
    old.close()
    (tmp_path / "text" / "footnote-format").write_text(content)

    again = TantivyIndex(tmp_path / "text")

    assert again.count() == 0
    again.upsert(PAPERS)
    assert again.count() == 4
    again.close()


def test_a_damaged_index_is_told(tmp_path: Path):
    """The message names the folder and `reindex`."""
    old = TantivyIndex(tmp_path / "text")
    old.upsert(PAPERS)
    old.close()
    (tmp_path / "text" / "meta.json").write_text("{")

    with pytest.raises(IndexFault, match=r"text cannot be opened.*reindex"):
        TantivyIndex(tmp_path / "text")


# Odd input


def test_in_a_large_library_a_word_of_most_papers_is_not_asked_for(monkeypatch: pytest.MonkeyPatch):
    """Unless nothing else is; it tells little, and most of the time went to it."""
    common = [paper(f"common-{n}", f"A model of thing {n}", "A model.") for n in range(8)]
    index = TantivyIndex()
    index.upsert([*common, GRAPHS])
    asked = parse_query("a model of graphs")
    both, ceiling = found(index, "a model of graphs"), index.get_query_stats(asked).ceiling

    monkeypatch.setattr("retrieval.search.text.query_builder._COMMON_STEM_PAPERS", 5)

    assert both[0] == GRAPHS.paper_id
    assert len(both) == 9
    assert found(index, "a model of graphs") == [GRAPHS.paper_id]
    assert index.get_query_stats(asked).ceiling < ceiling
    assert len(found(index, "which model")) == 8
