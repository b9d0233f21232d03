"""How long receipts are kept, and what they are made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.receipts import forget_all_expired
from bot.records.receipts import (
    BuildInfo,
    Scope,
    build_receipt,
    retention_days,
    strip_receipt_fields,
)
from bot.records.server_settings import ServerSettings
from tests.storage.samples import ANSWER, NOW, REFUSED, SEARCHED, receipt
from tests.temporary_stores import TemporaryStores

EDITION = BuildInfo("0.1.0", "minilm", 67, "gpt-4o-mini")


@pytest.mark.parametrize(
    ("settled", "most", "kept"),
    [(None, 90, 90), (7, 90, 7), (0, 90, 0), (365, 90, 90), (7, 0, 0)],
    ids=["as the operator", "fewer", "none", "no more", "operator keeps none"],
)
def test_days_kept(settled: int | None, most: int, kept: int) -> None:
    """A server may settle on fewer days than the operator, and on no more."""
    assert retention_days(ServerSettings(receipt_days=settled), most) == kept


def test_each_server_is_swept_by_its_own_days(kept: TemporaryStores) -> None:
    """What is of no server is swept by the operator's."""
    community = kept.stores
    for guild, days in ((1, 7), (2, 0)):
        settled = ServerSettings(receipt_days=days)
        community.settings.change(guild, lambda _, settled=settled: settled, NOW)
    for guild in (1, 2, 3, None):
        for days in (0, 6, 8, 91):
            made = NOW - timedelta(days=days)
            scope = Scope(guild, 5, 6)
            community.receipts.keep(receipt(f"{guild}-{days}", made_at=made, scope=scope))

    gone = forget_all_expired(community, NOW, 90)

    assert gone == 8
    assert set(kept.receipts) == {
        *("1-0", "1-6"),
        *("3-0", "3-6", "3-8"),
        *("None-0", "None-6", "None-8"),
    }


def test_a_receipt_has_no_abstract() -> None:
    """What the library has is not kept a second time."""
    for answer in (ANSWER, REFUSED):
        made = build_receipt(answer, receipt_id="r", made_at=NOW, build=EDITION)

        assert "Cats sleep sixteen hours a day. Dogs do not." not in repr(made)
        assert made.answer.sentences == answer.sentences
        assert made.answer.refusal_reason == answer.refusal_reason


def test_what_is_left_without_the_receipt() -> None:
    """What was found and the prompt are the receipt's alone; sentences and sources are not."""
    left = strip_receipt_fields(SEARCHED)

    assert (left.retrieved, left.prompt) == ((), None)
    assert left == replace(SEARCHED, retrieved=(), prompt=None)
