"""A statement that fails tells neither the log nor anybody what it was to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.errors import StorageError, describe, trace
from bot.grounding.sentence import Sentence
from bot.records.spending import Reservation, Spending
from bot.storage.stores import Stores, open_stores
from bot.storage.tables import SCHEMA, metadata, turns
from retrieval.db.database import Database
from tests.storage.samples import NOW, SEARCHED, receipt, turn

MARK = "zyxomma"
PERSON = 987_654_321_012_345_678

SAID = [MARK, str(PERSON)]

HELD = Reservation(MARK, NOW.date(), PERSON, PERSON, Spending(1), NOW)
CALLS: dict[str, Callable[[Stores], object]] = {
    "turns": lambda c: c.turns.keep(
        turn(MARK, question=MARK, user_id=PERSON, answer_message_ids=(PERSON,))
    ),
    "receipts": lambda c: c.receipts.keep(
        receipt(MARK, answer=replace(SEARCHED, question=MARK, sentences=(Sentence(MARK),)))
    ),
    "personal_data": lambda c: c.personal_data.forget(PERSON, NOW),
    "reserve": lambda c: c.spending.reserve(HELD, NOW, lambda totals: None),
}


@pytest.mark.parametrize("call", CALLS)
def test_no_value_of_a_statement_is_told(place: str, call: str) -> None:
    """Whichever store fails: its tables are gone."""
    with open_stores(place) as community:
        database = Database(place, SCHEMA)
        with database.write_transaction() as connection:
            metadata.drop_all(connection)
        database.close()
        with pytest.raises(StorageError) as caught:
            CALLS[call](community)

    told = f"{caught.value}\n{describe(caught.value)}\n{trace(caught.value)}"
    assert "Traceback" in told
    assert [said for said in SAID if said in told] == []


def test_no_value_of_a_row_is_told(place: str) -> None:
    """PostgreSQL names the values of a row that is there already."""
    row = {
        "turn_id": MARK,
        "number": 1,
        "channel_id": PERSON,
        "user_id": PERSON,
        "asked_at": NOW,
        "record": MARK,
    }
    with open_stores(place):
        database = Database(place, SCHEMA)
        with database.write_transaction() as connection:
            connection.execute(sa.insert(turns).values(row))
        with pytest.raises(StorageError) as caught, database.write_transaction() as connection:
            connection.execute(sa.insert(turns).values(row))
        database.close()

    told = f"{caught.value}\n{trace(caught.value)}"
    assert "IntegrityError" in told or "UniqueViolation" in told
    assert [said for said in SAID if said in told] == []


def test_no_value_that_does_not_fit_is_told(place: str) -> None:
    """Of another type than its column's."""
    database = Database(place, SCHEMA)
    wrong = "json(:value)" if database.is_sqlite else "CAST(:value AS bigint)"
    with pytest.raises(StorageError) as caught, database.write_transaction() as connection:
        connection.execute(sa.text(f"SELECT {wrong}"), {"value": MARK})
    database.close()

    assert [said for said in SAID if said in f"{caught.value}\n{trace(caught.value)}"] == []
