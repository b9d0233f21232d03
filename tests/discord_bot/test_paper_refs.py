"""Keys of papers in custom ids, and papers that a text mentions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_bot.custom_ids import MAX_KEY_CHARS, PAPER, build_id
from bot.discord_bot.paper_refs import PaperKey, find_in_text, find_references, parse_key, to_key
from tests.cli.samples import LASO, UNIAP
from tests.fakes.discord_bot import FakeLibrary
from tests.temporary_stores import TemporaryStores

NOW = datetime(2026, 1, 2, tzinfo=UTC)
KEPT = TemporaryStores()


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400),
    st.text(max_size=60),
)
def test_every_id_has_a_key_that_leads_back(paper_id: str, language: str) -> None:
    """And the key fits into the id of a button, as that id's pattern reads it."""
    remembered = KEPT.stores.component_state
    language = "".join(c for c in language if c.isalnum())
    key = to_key(paper_id, remembered, NOW, language=language)

    assert 0 < len(key) <= MAX_KEY_CHARS
    assert parse_key(key, remembered) == PaperKey(paper_id, language)
    custom_id = build_id("p", "summarize", key)
    match = PAPER.fullmatch(custom_id)
    assert len(custom_id) <= 100
    assert match is not None
    assert match["key"] == key


def test_ordinary_ids_are_their_own_keys() -> None:
    """Nothing needs to be remembered for them."""
    remembered = KEPT.stores.component_state

    assert to_key(LASO.paper_id, remembered, NOW) == LASO.paper_id
    assert parse_key("~nobodyknows", remembered) == PaperKey("~nobodyknows")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://arxiv.org/abs/2401.12345v2, and so on", ("2401.12345",)),
        ("[it](https://arxiv.org/pdf/1706.03762.pdf)", ("1706.03762",)),
        ("<https://huggingface.co/papers/2005.14165>", ("2005.14165",)),
        ("10.1016/S0140-6736(20)30183-5.", ("10.1016/s0140-6736(20)30183-5",)),
        ("`t-0123456789abcdef`", ("t-0123456789abcdef",)),
        ("twice: 2401.12345 2401.12345v3", ("2401.12345",)),
        ("3.14159 and 1234.5678 and 2413.00001 are numbers", ()),
        ("nothing of the kind, and https://example.org/2401.12345x", ()),
    ],
)
def test_references_are_found_as_people_write_them(text: str, found: tuple[str, ...]) -> None:
    """Links, ids and DOIs; plain numbers are none."""
    assert find_references(text) == found


def test_known_and_unknown_are_told_apart() -> None:
    """Known ones once each, in the order of the text."""
    text = f"{UNIAP.paper_id} {LASO.link} {LASO.paper_id} 1706.03762"
    named = find_in_text(text, FakeLibrary())

    assert [paper.paper_id for paper in named.papers] == [UNIAP.paper_id, LASO.paper_id]
    assert named.unknown == ("1706.03762",)
