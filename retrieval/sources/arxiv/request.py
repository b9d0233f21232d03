"""Ask arXiv for a page, and again where what came is no page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from retrieval.errors import SourceDown, SourceError
from retrieval.sources.http.port import Fetch, Fetched

_TRIES = 8  # what is wrong with an answer may last for some twenty seconds

Parsed = TypeVar("Parsed")


def ask(
    fetch: Fetch,
    url: str,
    params: Mapping[str, str],
    parse: Callable[[bytes], Parsed],
    *,
    conditional: bool = False,
) -> Parsed:
    """Return what `parse` makes of the answer; an answer that it refuses is asked for again.

    A 200 may hold half a page or an error page: the next try is a new request, in its turn.
    Raises SourceError, SourceDown.
    """
    said: SourceError | None = None
    for _ in range(_TRIES):
        got = fetch(url, params=params, conditional=conditional)
        if got.status in {401, 403, 404, 410}:
            raise _refused(got)
        try:
            return parse(got.body)
        except SourceError as error:
            said = error
        conditional = False  # what is kept may be the bad one
    assert said is not None  # noqa: S101 - a try either returns or says why not
    raise said


def _refused(got: Fetched) -> SourceError:
    address = got.url.partition("?")[0]
    if got.status in {404, 410}:
        return SourceError(
            f"There is nothing at {address} ({got.status}). Check what is asked for."
        )
    return SourceDown(f"arXiv refuses to answer at {address} ({got.status}). Try again later.")
