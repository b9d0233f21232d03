"""The main job in a terminal: a library, searched, answered from, summed up and compared."""

from __future__ import annotations

import json
from pathlib import Path

import bibtexparser
import pytest

from tests.end_to_end.footnote import Footnote

SPEECH = "Neural Speech Synthesis with Transformer Network"
ATTENTION = "Low Rank Factorization for Compact Multi-Head Self-Attention"
QUESTION = "How much faster does neural speech synthesis with a Transformer train than Tacotron2?"

HIT = {"paper_id", "title", "year", "authors", "categories", "score", "lexical", "dense", "snippet"}
SENTENCE = {
    *("text", "citations", "attribution", "corrected_from", "supported", "verdict", "score"),
    *("reason", "spans", "shown", "prose"),
}
PAPER = {"paper_id", "title", "year", "authors", "categories", "source", "url", "doi"}


def test_a_question_is_answered_with_its_figure_and_citation(starter: Footnote):
    """The promise of the whole: the figure, in a sentence whose footnote says it."""
    found = starter("ask", QUESTION, "--json").json

    keys = {"question", "answered", "mode", "model", "answer", "sentences", "citations", "nearest"}
    assert keys | {"took_ms", "usage"} <= found.keys()
    assert found["question"] == QUESTION
    assert (found["answered"], found["mode"]) == (True, "extractive")
    assert found["took_ms"].keys() == {"search", "model", "total"}
    assert all(sentence.keys() == SENTENCE for sentence in found["sentences"])
    source = next(c for c in found["citations"] if c["title"] == SPEECH)
    assert {"number", "paper_id", "title", "url", "evidence"} <= source.keys()
    assert "4.25" in source["evidence"]
    (told,) = [s for s in found["sentences"] if "4.25" in s["text"]]
    assert told["citations"] == [source["number"]]
    assert f"[{source['number']}]" in found["answer"]


def test_search_gives_hits_best_first_and_bears_a_typo(starter: Footnote):
    """With what each leg gave."""
    query = "sppech sinthesis with transfomers"
    found = starter("search", query, "--limit", "3", "--json").json

    assert found.keys() >= {"query", "results", "took_ms"}
    assert found["query"] == query
    assert 1 <= len(found["results"]) <= 3
    assert all(hit.keys() >= HIT for hit in found["results"])
    assert SPEECH in [hit["title"] for hit in found["results"]]
    scores = [hit["score"] for hit in found["results"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("style", ["tldr", "key-points"])
def test_a_paper_is_summed_up_in_each_style(starter: Footnote, style: str):
    """By its title; each sentence cites it."""
    made = starter("summarize", SPEECH, "--style", style, "--json").json

    assert {"paper_id", "style", "sentences"} <= made.keys()
    assert made["style"] == style
    assert made["sentences"]
    assert all(sentence.keys() == SENTENCE for sentence in made["sentences"])
    assert all(s["supported"] and s["citations"] == [1] for s in made["sentences"])


def test_papers_are_compared_aspect_by_aspect(starter: Footnote):
    """A cell a paper, quoted or not stated."""
    made = starter("compare", SPEECH, ATTENTION, "--json").json

    assert {"papers", "aspects"} <= made.keys()
    assert [paper["title"] for paper in made["papers"]] == [SPEECH, ATTENTION]
    ids = [paper["paper_id"] for paper in made["papers"]]
    assert len(made["aspects"]) >= 3
    for aspect in made["aspects"]:
        assert {"name", "cells"} <= aspect.keys()
        assert [cell["paper_id"] for cell in aspect["cells"]] == ids
        for cell in aspect["cells"]:
            assert {"paper_id", "text", "evidence", "stated"} <= cell.keys()
            assert cell["stated"] == bool(cell["evidence"])
    assert any(cell["stated"] for aspect in made["aspects"] for cell in aspect["cells"])


def test_papers_are_listed_shown_and_removed(copy: Footnote):
    """What is removed is found no more."""
    listed = copy("papers", "list", "--json").json
    shown = copy("papers", "show", SPEECH, "--json").json
    removed = copy("papers", "remove", SPEECH, "--yes", "--json").json
    found = copy("search", SPEECH, "--json").json

    assert len(listed) == 67
    assert all(paper.keys() >= PAPER for paper in listed)
    assert "4.25" in shown["abstract"]
    assert removed == {"removed": [shown["paper_id"]]}
    assert SPEECH not in [hit["title"] for hit in found["results"]]


def test_bibtex_is_exported(starter: Footnote):
    """Read back by another program."""
    text = starter("export", "--format", "bibtex").out

    library = bibtexparser.parse_string(text)
    assert (len(library.entries), library.failed_blocks) == (67, [])


def test_json_lines_are_exported_and_taken_in_again(starter: Footnote, empty: Footnote):
    """Into an empty library: the same papers by the same ids."""
    lines = starter("export", "--format", "jsonl").out.splitlines(keepends=True)
    text = "".join(lines[:5])
    file = empty.data_dir.parent / "papers.jsonl"
    file.write_text(text, encoding="utf-8")

    report = empty("ingest", "file", file, "--json").json

    assert len(lines) == 67
    assert (report["added"], report["rejected"]) == (5, [])
    ids = {json.loads(line)["paper_id"] for line in text.splitlines()}
    assert {paper["paper_id"] for paper in empty("papers", "list", "--json").json} == ids


def test_the_doctor_finds_everything_well(starter: Footnote):
    """And names what is in force."""
    found = starter("doctor", "--json").json

    assert found["ok"] is True
    checks = {check["name"]: check["status"] for check in found["checks"]}
    assert checks.pop("state.db", "ok") == "ok"  # if a command has made it already
    assert checks == {
        "data folder": "ok",
        "catalogue.db": "ok",
        "library": "ok",
        "papers": "ok",
        "queue": "ok",
        "search": "ok",
        "refusals": "ok",
        "check": "ok",
        "model": "ok",
    }
    assert found["settings"]["FOOTNOTE_DATA_DIR"] == str(starter.data_dir)


def test_a_calibration_is_in_force_at_the_next_start(copy: Footnote, tmp_path: Path):
    """Kept with the library, and told by the doctor."""
    yes, no = tmp_path / "yes.txt", tmp_path / "no.txt"
    yes.write_text("How does SpectFormer mix layers?\nmulti-label few-shot learning\n")
    no.write_text("How do I boil an egg?\nWhen was Rome founded?\n")

    found = copy("calibrate", "--answerable", str(yes), "--unanswerable", str(no), "--json").json

    assert found["kept"] is True
    assert (found["answerable_refused"]["share"], found["unanswerable_answered"]["share"]) == (0, 0)
    checks = {check["name"]: check for check in copy("doctor", "--json").json["checks"]}
    assert f"cutoff {found['cutoff']:.2f}" in checks["refusals"]["detail"]


def test_a_chat_remembers_and_obeys(starter: Footnote):
    """A question, a follow-up, and the commands, all in one conversation."""
    script = [
        "What does neural speech synthesis with a Transformer network do?",
        "how much faster is it?",
        "/search low rank factorization of self-attention",
        "/summarize 1",
        "/compare 1 2",
        "/nonsense",
        "/help",
        "/quit",
        "never read",
    ]

    done = starter("chat", stdin="\n".join(script) + "\n")

    replies = [" ".join(part.split()) for part in done.out.split("› ")]
    greeting, first, follow_up, searched, summed_up, compared, nonsense, helped, last = replies
    assert "67 papers" in greeting
    assert SPEECH in first
    assert "4.25" in follow_up
    assert ATTENTION in searched
    assert ATTENTION in summed_up
    assert "Method" in compared
    assert "No such command 'nonsense'" in nonsense
    assert "/compare" in helped
    assert last == "/quit"
