"""After erasing, no row of any table has a word of it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.grounding.sentence import Sentence
from bot.records.receipts import AnswerRequest, Scope, strip_receipt_fields
from bot.storage.stores import Stores, open_stores
from tests.storage.samples import NOW, SEARCHED, receipt, turn

MARK = "zyxomma"  # in all that is Mara's, and in nothing else
MARA, JONAS = 100, 200


def _marked(**changes: object) -> dict[str, object]:
    answer = replace(
        SEARCHED,
        question=f"Is {MARK} asleep?",
        searched=f"{MARK} sleeping",
        sentences=(Sentence(f"The {MARK} sleeps.", (1,), False, f"{MARK} is not in [1]"),),
    )
    return {"answer": answer, **changes}


def _rows(file: Path) -> dict[str, int]:
    """Return in how many rows of each table the mark stands."""
    found = {}
    with closing(sqlite3.connect(file)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            count = sum(MARK in repr(row) for row in rows)
            if count:
                found[table] = count
    return found


def _fill(community: Stores) -> None:
    """Keep a question of Mara's, and one of Jonas's that follows it, with their receipts."""
    asked = _marked()
    community.receipts.keep(receipt("m1", **asked))
    kept = turn("m1", question=f"Is {MARK} asleep?", question_message_id=7, **asked)
    community.turns.keep(replace(kept, answer=strip_receipt_fields(kept.answer)))
    following = replace(SEARCHED, searched=f"Is {MARK} asleep: And how do they like it?")
    community.receipts.keep(
        receipt(
            "j1", answer=following, request=AnswerRequest(parent_id="m1"), scope=Scope(1, 10, JONAS)
        )
    )
    community.turns.keep(turn("j1", 1, user_id=JONAS, answer=following, parent_id="m1"))


@pytest.mark.parametrize(
    "erase",
    [
        lambda community: community.personal_data.forget(MARA, NOW),
        lambda community: community.turns.forget(["m1"]),
        lambda community: community.turns.forget_channel(10),
    ],
    ids=["the person", "the question", "the channel"],
)
def test_nothing_is_left(tmp_path: Path, erase: Callable[[Stores], object]) -> None:
    """Neither of question, answer and receipt, nor of what a follow-up was searched for."""
    file = tmp_path / "state.db"
    with open_stores(file) as community:
        _fill(community)
        before = _rows(file)
        erase(community)

    assert before == {"turns": 2, "receipts": 2}
    assert _rows(file) == {}


def test_nothing_is_left_of_a_receipt_whose_time_is_over(tmp_path: Path) -> None:
    """It goes from the one table it is in."""
    file = tmp_path / "state.db"
    with open_stores(file) as community:
        community.receipts.keep(receipt("m1", **_marked()))
        before = _rows(file)
        community.receipts.forget_older(1, NOW)

    assert before == {"receipts": 1}
    assert _rows(file) == {}


def test_no_byte_is_left_after_a_kill(tmp_path: Path) -> None:
    """A bot that is killed before it has emptied the write-ahead log does so after its start."""
    file = tmp_path / "state.db"
    subprocess.run([sys.executable, "-m", __name__, file], check=False)
    before = _files_with_mark(tmp_path)
    with open_stores(file) as community:
        community.turns.keep(turn("j2", user_id=JONAS))
        after = _files_with_mark(tmp_path)

    assert before
    assert after == []


def _files_with_mark(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if MARK.encode() in file.read_bytes()]


def _erase_and_die(file: Path) -> None:
    """Erase while somebody reads, so that the log cannot be emptied, and end at once."""
    with open_stores(file) as community, closing(sqlite3.connect(file)) as reader:
        _fill(community)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM turns").fetchone()
        community.personal_data.forget(MARA, NOW)
        os._exit(9)


if __name__ == "__main__":
    _erase_and_die(Path(sys.argv[1]))
