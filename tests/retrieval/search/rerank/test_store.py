"""The table that holds papers' token vectors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.errors import IndexFault
from retrieval.search.rerank.maxsim import unpack_many
from retrieval.search.rerank.store import TokenStore
from tests.retrieval.random_tokens import tokens
from tests.servers.postgresql import database_url

URL = database_url()


@pytest.fixture(params=["sqlite", "postgresql"] if URL else ["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TokenStore]:
    """Open an empty store, in a file and in PostgreSQL where there is one."""
    made = TokenStore(f"sqlite:///{tmp_path / 'tokens.db'}" if request.param == "sqlite" else URL)
    made.clear()
    yield made
    made.close()


def test_papers_are_written_read_and_replaced(store: TokenStore):
    """By id; unknown ids are left out."""
    store.upsert({"a": tokens(3), "b": tokens(4)})
    store.upsert({"b": tokens(5), "c": tokens(0)})

    assert store.count() == 3
    found = store.get_packed(["b", "unknown", "a"])
    assert [len(text) for text in unpack_many([found["a"], found["b"]])] == [3, 5]
    assert len(found) == 2


def test_it_outlives_its_process(tmp_path: Path):
    """What was written is there when the file is opened again."""
    url = f"sqlite:///{tmp_path / 'tokens.db'}"
    first = TokenStore(url)
    first.upsert({"a": tokens(3)})
    first.close()

    again = TokenStore(url)
    (read,) = unpack_many([again.get_packed(["a"])["a"]])
    assert read.starts.tolist() == [0, 5, 10]
    again.close()


def test_a_damaged_file_is_told(tmp_path: Path):
    """The message names the file and `reindex`."""
    (tmp_path / "tokens.db").write_bytes(b"not a database " * 100)

    with pytest.raises(IndexFault, match=r"tokens\.db cannot be used.*footnote reindex"):
        TokenStore(f"sqlite:///{tmp_path / 'tokens.db'}")
