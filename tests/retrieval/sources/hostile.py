"""JSON as no service should answer it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from retrieval.sources.records import Record, Rejected

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(
        [
            10**30,
            -1,
            "\ud800",
            "\x00",
            "2024-13-45",
            "9" * 40,
            "https://[",
            "10.1/",
            "arXiv:2401.00001",
        ]
    )
)


def answers(keys: Sequence[str]) -> st.SearchStrategy[object]:
    """Return values in which the known keys occur anywhere, with anything in them."""
    names = st.sampled_from(list(keys)) | st.text(max_size=5)
    return st.recursive(
        _SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=8),
        max_leaves=40,
    )


def bodies(keys: Sequence[str]) -> st.SearchStrategy[bytes]:
    """Return such values as a service may send them, and bytes that are no JSON."""
    sent = answers(keys).map(lambda value: json.dumps(value).encode())
    nested = st.sampled_from([b"[" * 20_000, b'{"a":' * 5000 + b"1" + b"}" * 5000])
    numbers = st.sampled_from([b"[" + b"9" * 5000 + b"]", b"[NaN, -Infinity, 1e999]"])
    return sent | nested | numbers | st.binary(max_size=50) | sent.map(lambda body: body[:-1])


def check(results: Iterable[object]) -> None:
    """Assert that results are records that every store takes, or rejections."""
    for result in results:
        assert isinstance(result, Record | Rejected)
        if isinstance(result, Record):
            paper = result.paper
            assert paper.paper_id
            assert paper.title
            json.dumps(dict(paper.extra), allow_nan=False).encode()
            "".join((paper.title, paper.abstract, *paper.authors, paper.url, paper.doi)).encode()
            assert paper.for_reading().title is not None
