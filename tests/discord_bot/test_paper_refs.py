"""Name papers by keys that fit into ids."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.discord_bot.custom_ids import MAX_KEY_CHARS, PAPER, on_paper
from bot.discord_bot.paper_refs import PaperKey, find_papers, parse_key, to_key
from tests.cli.samples import LASO, UNIAP
from tests.fakes.discord_bot import FakeLibrary
from tests.fakes.memory import memory_community

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400),
    st.text(max_size=60),
)
def test_every_id_has_a_key_that_leads_back(paper_id: str, language: str) -> None:
    """And the key fits into the id of a button, as that id's pattern reads it."""
    remembered = memory_community().remembered
    language = "".join(c for c in language if c.isalnum())
    key = to_key(paper_id, remembered, NOW, language=language)

    assert 0 < len(key) <= MAX_KEY_CHARS
    assert parse_key(key, remembered) == PaperKey(paper_id, language)
    custom_id = on_paper("summarize", key)
    match = PAPER.fullmatch(custom_id)
    assert len(custom_id) <= 100
    assert match is not None
    assert match["key"] == key


def test_ordinary_ids_are_their_own_keys() -> None:
    """Nothing needs to be remembered for them."""
    remembered = memory_community().remembered

    assert to_key(LASO.paper_id, remembered, NOW) == LASO.paper_id
    assert parse_key("~nobodyknows", remembered) == PaperKey("~nobodyknows")


def test_papers_of_keys_are_given_once() -> None:
    """In the keys' order, those that left the library aside."""
    remembered = memory_community().remembered
    keys = [UNIAP.paper_id, "gone", LASO.paper_id, UNIAP.paper_id]

    assert find_papers(keys, FakeLibrary(), remembered) == [UNIAP, LASO]
