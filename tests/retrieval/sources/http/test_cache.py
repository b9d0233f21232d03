"""Answers that are kept: to be asked for conditionally, and lost without harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from retrieval.sources.http.cache import AnswerCache, CachedAnswer

URL = "https://rss.arxiv.org/rss/cs.CL"
HEADERS = {"etag": '"a"', "last-modified": "Wed, 18 Nov 2026 04:00:00 GMT", "set-cookie": "a=b"}


def test_an_answer_is_found_again(tmp_path: Path):
    """With its body, and of its headers those that are needed."""
    AnswerCache(tmp_path / "new").save(CachedAnswer(URL, HEADERS, b"\n<rss/>\n\x00"))

    kept = AnswerCache(tmp_path / "new").load(URL)

    assert kept is not None
    assert kept.body == b"\n<rss/>\n\x00"
    assert kept.headers == {k: v for k, v in HEADERS.items() if k != "set-cookie"}
    assert kept.conditions() == {
        "if-none-match": '"a"',
        "if-modified-since": "Wed, 18 Nov 2026 04:00:00 GMT",
    }


def test_addresses_are_kept_apart(tmp_path: Path):
    """And one that was never asked has no answer."""
    answers = AnswerCache(tmp_path)

    answers.save(CachedAnswer(URL, {}, b"one"))

    assert answers.load(URL + "?") is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]\n", b'{"url": 1}\n', b"[" * 9000])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: bytes):
    """So it is asked for anew."""
    answers = AnswerCache(tmp_path)
    answers.save(CachedAnswer(URL, HEADERS, b"one"))
    [file] = tmp_path.iterdir()

    file.write_bytes(damage)

    assert answers.load(URL) is None


def test_a_cut_body_counts_as_none(tmp_path: Path):
    """Though its head is whole."""
    answers = AnswerCache(tmp_path)
    answers.save(CachedAnswer(URL, HEADERS, b"a long body"))
    [file] = tmp_path.iterdir()

    file.write_bytes(file.read_bytes()[:-1])

    assert answers.load(URL) is None


def test_a_folder_that_cannot_be_made_does_no_harm(tmp_path: Path):
    """Here, because a file is in its place."""
    (tmp_path / "file").touch()
    answers = AnswerCache(tmp_path / "file")

    answers.save(CachedAnswer(URL, HEADERS, b"one"))

    assert answers.load(URL) is None


def test_the_oldest_are_forgotten(tmp_path: Path):
    """So that the folder does not grow for ever."""
    answers = AnswerCache(tmp_path)
    for number in range(300):
        answers.save(CachedAnswer(f"{URL}{number}", {}, b"x"))
        newest = max(tmp_path.iterdir(), key=lambda file: file.stat().st_mtime)
        os.utime(newest, (number, number))

    assert len(list(tmp_path.iterdir())) == 256
    assert answers.load(f"{URL}0") is None
    assert answers.load(f"{URL}299") is not None
