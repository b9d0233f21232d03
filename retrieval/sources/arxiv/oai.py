"""Harvest all of arXiv's records, or those that changed, through OAI-PMH.

https://info.arxiv.org/help/oa/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial

from retrieval.errors import SourceError
from retrieval.sources.arxiv import oai_answer
from retrieval.sources.arxiv.conventions import is_category, to_set
from retrieval.sources.arxiv.oai_answer import Item, OaiAnswer
from retrieval.sources.arxiv.xml_answer import fetch_xml
from retrieval.sources.http.answer import Fetch
from retrieval.sources.records import Checkpoint, Harvested, Record, Rejected, Withdrawal

_URL = "https://oaipmh.arxiv.org/oai"
_FORMAT = "arXiv"
_NO_RECORDS = "noRecordsMatch"
_EXPIRED = "badResumptionToken"
_MAX_RESTARTS = 5


@dataclass(frozen=True, slots=True)
class _Progress:
    """The progress of a harvest: the resumption token, and the day up to which it is complete.

    `day` advances while records arrive in the order of their days, as they usually do; once they
    do not, it stays at the first requested day. `asked` is the day on which the harvest began, by
    arXiv's clock.
    """

    token: str = ""
    day: str | None = None
    asked: str | None = None
    given: int = 0
    ordered: bool = True
    ended: bool = False


def harvest_key(*, set_: str = "", since: date | None = None, until: date | None = None) -> str:
    """Return the name under which a harvest with these arguments is resumed."""
    days = f"{since or ''}..{until or ''}"
    return f"arxiv-oai:{_to_set_spec(set_) or 'all'}:{days}"


def harvest(
    fetch: Fetch,
    *,
    set_: str = "",
    since: date | None = None,
    until: date | None = None,
    resume: str | None = None,
) -> Iterator[Harvested]:
    """Yield the papers whose records changed from `since` to `until`, both included.

    Yields a Checkpoint after each answer, and a Withdrawal for a record that arXiv deleted. `set_`
    is a set (cs, physics:hep-th, cs:cs:CL), a category or an archive; empty means all of arXiv.
    `resume` is the value of a Checkpoint: the harvest continues from there, or from the last
    harvested day if arXiv's token has expired; if it had finished, it yields what changed since.
    Raises SourceError, SourceDown.
    """
    if since and until and since > until:
        raise SourceError(f"{since} is after {until}. Give a start before the end.")
    named = harvest_key(set_=set_, since=since, until=until)
    progress = _load_progress(resume, since, until)
    restarts = 0
    used: set[str] = set()
    while not progress.ended:
        used.add(progress.token)
        request = _build_params(set_, progress, until)
        answer = fetch_xml(fetch, _URL, request, partial(_read_next, used))
        if answer.error == _EXPIRED and progress.token and restarts < _MAX_RESTARTS:
            restarts += 1
            progress = replace(progress, token="")
            used.clear()  # the new sequence may reuse tokens
            continue
        if answer.error and answer.error != _NO_RECORDS:
            raise SourceError(
                f"arXiv's OAI-PMH refuses {named}: {answer.error_message or answer.error}. "
                "Change the request."
            )
        for line, item in enumerate(answer.items, progress.given + 1):
            yield _to_harvested(item, line)
        progress = _advance(progress, answer, since)
        yield Checkpoint(named, json.dumps(asdict(progress)))


def _to_set_spec(set_: str) -> str:
    """Return the OAI set of a set, category or archive; raise SourceError for anything else."""
    if not set_ or (
        ":" in set_ and all(part.replace("-", "").isalnum() for part in set_.split(":"))
    ):
        return set_
    if is_category(set_):
        return to_set(set_)
    raise SourceError(
        f"{set_!r} is not an arXiv set. Give one such as cs, physics:hep-th or cs:cs:CL, or a "
        "category."
    )


def _read_next(used: Set[str], data: bytes) -> OaiAnswer:
    """Parse an answer; raise SourceError if its token was already used, which would loop."""
    answer = oai_answer.read(data)
    if answer.token and answer.token in used:
        raise SourceError("arXiv's OAI-PMH returns the same records again. Try again later.")
    return answer


def _load_progress(value: str | None, since: date | None, until: date | None) -> _Progress:
    """Return the saved progress; start over if it cannot be read."""
    begun = _Progress(day=since.isoformat() if since else None)
    try:
        kept = _Progress(**json.loads(value)) if value else begun
        if not kept.ended:
            return kept
        # Complete up to the day it began, but records may have changed later on that day.
        over = until is not None and kept.asked is not None and kept.asked > until.isoformat()
        return kept if over else _Progress(day=kept.asked or begun.day)
    except (ValueError, TypeError, RecursionError):
        return begun


def _build_params(set_: str, progress: _Progress, until: date | None) -> Mapping[str, str]:
    if progress.token:
        return {"verb": "ListRecords", "resumptionToken": progress.token}
    asked = {
        "verb": "ListRecords",
        "metadataPrefix": _FORMAT,
        "set": _to_set_spec(set_),
        "from": progress.day or "",
        "until": until.isoformat() if until else "",
    }
    return {name: value for name, value in asked.items() if value}


def _advance(progress: _Progress, answer: OaiAnswer, since: date | None) -> _Progress:
    """Return the progress after an answer."""
    days = [item.changed_on.isoformat() for item in answer.items if item.changed_on]
    before = [progress.day] if progress.day else []
    ordered = progress.ordered and [*before, *days] == sorted([*before, *days])
    last = [*before, *days][-1] if before or days else None
    asked = progress.asked or (answer.answered_on.isoformat() if answer.answered_on else None)
    return _Progress(
        token=answer.token,
        day=last if ordered else since.isoformat() if since else None,
        asked=asked,
        given=progress.given + len(answer.items),
        ordered=ordered,
        ended=not answer.token,
    )


def _to_harvested(item: Item, line: int) -> Record | Rejected | Withdrawal:
    if item.paper:
        return Record(item.paper, line)
    if item.problem:
        return Rejected(line, item.problem)
    return Withdrawal(item.paper_id, line, "arXiv has deleted its record.")
