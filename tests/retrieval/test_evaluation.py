"""Evaluation on a BEIR folder: what is read, what is measured, what is told of a bad one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.errors import SourceError
from retrieval.evaluation import evaluate, read_collection
from tests.fakes.embedder import FakeEmbedder

CORPUS = [
    {"_id": "1", "title": "Sleep of cats", "text": "Cats sleep sixteen hours."},
    {"_id": "2", "title": "Sleep of dogs", "text": "Dogs sleep twelve hours."},
    {"_id": "3", "title": "", "text": "Stock prices fell again."},
    {"_id": "4", "title": "Sleep of cats", "text": "Cats sleep sixteen hours."},
]
QUERIES = [
    {"_id": "q1", "text": "how long do dogs sleep"},
    {"_id": "q2", "text": "stock prices"},
    {"_id": "q3", "text": "a query that nobody judged"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\t2\t2\nq1\t1\t1\nq2\t3\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a tiny collection."""
    made = tmp_path / "tiny"
    (made / "qrels").mkdir(parents=True)
    (made / "corpus.jsonl").write_text("\n".join(map(json.dumps, CORPUS)))
    (made / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)))
    (made / "qrels" / "test.tsv").write_text(QRELS)
    return made


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_judged_queries_are_measured(folder: Path, tmp_path: Path, mode: str):
    """Over the whole corpus, the same title twice and none being no matter."""
    report = evaluate(
        folder,
        embedder=FakeEmbedder(),
        data_dir=tmp_path / "data",
        mode=mode,  # type: ignore[arg-type]
    )

    assert (report.queries, report.documents, report.mode) == (2, 4, mode)
    assert report.mrr_at_10 == pytest.approx(1)
    assert report.ndcg_at_10 > 0.9
    assert report.recall_at_10 == report.recall_at_100 == pytest.approx(1)
    assert report.seconds > 0


def test_figures_are_those_of_the_ranking(folder: Path, tmp_path: Path):
    """A query whose only paper is never found brings every mean down by its share."""
    (folder / "qrels" / "test.tsv").write_text(QRELS + "q3\tnot-in-the-corpus\t1\n")

    report = evaluate(folder, embedder=FakeEmbedder(), data_dir=tmp_path / "data", mode="lexical")

    assert report.queries == 3
    assert report.mrr_at_10 == pytest.approx(2 / 3)
    assert report.recall_at_100 == pytest.approx(2 / 3)


def test_a_second_run_embeds_nothing_but_queries(folder: Path, tmp_path: Path):
    """The library of the collection is kept."""
    first, second = FakeEmbedder(), FakeEmbedder()

    reports = [
        evaluate(folder, embedder=embedder, data_dir=tmp_path / "data")
        for embedder in (first, second)
    ]

    assert max(map(len, first.asked)) == 4
    assert second.asked == [["how long do dogs sleep"], ["stock prices"]]
    assert reports[0].ndcg_at_10 == reports[1].ndcg_at_10


# Bad folders


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named(folder: Path, missing: str):
    """With what a collection consists of."""
    (folder / missing).unlink()

    with pytest.raises(SourceError, match=rf"has no .*{missing}.*It needs"):
        read_collection(folder)
