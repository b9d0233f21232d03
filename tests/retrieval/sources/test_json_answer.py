"""JSON from services that fail now and then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.errors import SourceError
from retrieval.sources.json_answer import MAX_TRIES, fetch_json
from tests.fakes.fetch import Asked, FakeFetch

URL = "https://api.example.org/papers"
LATIN = '{"title": "Schrödinger"}'.encode("latin-1")


def one_after_another(*answers: object) -> FakeFetch:
    """Return a fetch that gives one answer after another."""
    left: Iterator[object] = iter(answers)

    def answer(_: Asked) -> object:
        return next(left)

    return FakeFetch({URL: answer})


@pytest.mark.parametrize("broken", [b"", b"<html>sorry</html>", b'{"title": "Schr', LATIN])
def test_a_broken_answer_is_asked_for_again(broken: bytes) -> None:
    """Half an answer, a page that says sorry, and what is not in UTF-8 are none."""
    fetch = one_after_another(broken, broken, {"title": "Schrödinger"})

    assert fetch_json(fetch, URL, "It", params={"a": "b"}) == {"title": "Schrödinger"}
    assert fetch.asked == [Asked(URL, {"a": "b"})] * 3


def test_one_that_stays_broken() -> None:
    """After a few tries it is an error."""
    fetch = FakeFetch({URL: b"<html>"})

    with pytest.raises(SourceError, match="It did not return JSON"):
        fetch_json(fetch, URL, "It")
    assert len(fetch.asked) == MAX_TRIES


def test_a_refusal_is_final() -> None:
    """What is refused is not asked for again."""
    fetch = FakeFetch({URL: (400, {"error": "Unknown field.\n" + "x" * 500})})

    with pytest.raises(SourceError, match=r"It refused the request \(400: Unknown field\. xx") as e:
        fetch_json(fetch, URL, "It")
    assert len(fetch.asked) == 1
    assert len(str(e.value)) < 300


def test_what_is_no_number() -> None:
    """NaN and infinities become None; a mark at the beginning is passed over."""
    found = fetch_json(FakeFetch({URL: b"\xef\xbb\xbf[NaN, Infinity, -Infinity, 1]"}), URL, "It")

    assert found == [None, None, None, 1]
