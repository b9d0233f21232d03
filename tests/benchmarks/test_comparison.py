"""What is asked beside Footnote: whether it is installed, and its store."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.measure.at_size.comparison import SYSTEMS, System, installed_modules, prepare
from benchmarks.measure.at_size.papers import Vectors
from retrieval.search.embedding.embedder import TokenVectors
from retrieval.search.rerank.maxsim import pack

CHROMA = System("Some system", "some", ("some_module",), "some/plain")


def test_what_is_not_installed_is_left_out() -> None:
    """A module is found, one that is missing is not, nor one inside a package that is missing."""
    found = installed_modules(
        sys.executable, ["json", "no_such_module", "no_such.module", "json.decoder"]
    )

    assert {"json", "json.decoder"} == found


def test_no_two_systems_share_a_name() -> None:
    """Each has a row of its own in the table, and a word of its own for its program."""
    assert len(SYSTEMS) == len({o.name for o in SYSTEMS}) == len({o.system for o in SYSTEMS})


def test_a_copy_is_made_once(tmp_path: Path) -> None:
    """The plain collection is copied under its own name, and what is there is not copied again."""
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "kept").write_text("first")

    first = prepare(CHROMA, tmp_path, tmp_path, 0, 0, "")
    (tmp_path / "plain" / "kept").write_text("second")
    again = prepare(CHROMA, tmp_path, tmp_path, 0, 0, "")

    assert tmp_path / "some" / "plain" == first == again
    assert (first / "kept").read_text() == "first"


def test_a_copy_that_was_cut_short_is_begun_anew(tmp_path: Path) -> None:
    """What an ended run left half copied is not taken for a store."""
    (tmp_path / "plain").mkdir()
    left = tmp_path / "some" / "plain-unfinished" / "half"
    left.mkdir(parents=True)

    store = prepare(CHROMA, tmp_path, tmp_path, 0, 0, "")

    assert list(store.iterdir()) == []
    assert [store] == list((tmp_path / "some").iterdir())


@pytest.fixture
def kept(tmp_path: Path) -> Vectors:
    """Embeddings of three texts, as they are kept."""
    random = np.random.default_rng(1)
    vectors = random.standard_normal((3, 8), np.float32)
    ends = np.arange(1, 3, dtype=np.int32)
    packed = pack(TokenVectors(random.standard_normal((2, 8), np.float32), ends - 1, ends))
    np.savez(
        tmp_path / "kept.npz",
        vectors=vectors,
        lengths=np.full(3, len(packed)),
        packed=np.frombuffer(packed * 3, np.uint8),
    )
    return Vectors(tmp_path / "kept.npz", tmp_path, 3)


def test_all_systems_have_the_same_vectors(kept: Vectors) -> None:
    """Vectors without tokens are those with tokens, to the bit."""
    whole = np.stack([embedded.vector for embedded in kept.batch(1_000, 5)])

    assert np.array_equal(whole, kept.without_tokens(1_000, 5))
