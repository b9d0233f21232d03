"""Write values as JSON documents for the database, and read them back, also from other versions.

A document has the names of the fields of its dataclass; `_STORED` lists the exceptions. A reader
ignores unknown keys, and replaces missing or damaged values by defaults; so fields may be added at
any time, but never change their meaning: a new meaning gets a new name.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime, time
from functools import cache
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, TypeAdapter

from bot.answering.answer import Answer, DiscardedSentence, MissingDetail, RetrievedPaper
from bot.answering.language_model import Fallback, PromptUsed, Usage
from bot.answering.lead import Lead
from bot.errors import StorageError
from bot.grounding.sentence import Sentence
from bot.records.conversations import ConversationTurn
from bot.records.issues import Issue
from bot.records.receipts import AnswerRequest, Receipt
from bot.records.server_settings import ServerSettings
from bot.records.subscriptions import MAX_PAPERS, MIN_PAPERS, Subscription
from bot.storage.tables import receipts, subscriptions, turns
from retrieval.paper import Evidence, Paper
from retrieval.passage import Passage, WholeText
from retrieval.search.query import Filters
from retrieval.search.results import Hit

JSON = Mapping[str, Any]
T = TypeVar("T")

VERSION: Final = 1
"""The version written into turns and receipts; readers go by the fields, not by the version."""


def load_document(text: str, what: str) -> JSON:
    """Return the object of a JSON text; raise `StorageError`, naming `what` it is, for others."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise StorageError(
            f"{what} cannot be read: it is not a JSON object, so Footnote did not write it. "
            "Restore a backup, or delete it."
        )
    return found


def dump_document(document: JSON) -> str:
    """Return an object's canonical JSON text in ASCII, which every database can store."""
    return json.dumps(document, separators=(",", ":"), sort_keys=True, allow_nan=False)


def write_turn(turn: ConversationTurn) -> str:
    """Return the document of a turn: its question, filters and answer."""
    return dump_document({"version": VERSION, **_to_document(turn)})


def read_turn(turn_id: str, text: str) -> dict[str, Any]:
    """Return the fields of a turn that are in its document; raise `StorageError` for no JSON."""
    return _read_fields(ConversationTurn, load_document(text, f"The answer {turn_id}"))


def write_receipt(receipt: Receipt) -> str:
    """Return the document of a receipt; its id, moment and owner are columns of their own."""
    document = _to_document(receipt) | _to_document(receipt.request)
    return dump_document({"version": VERSION, **document})


def read_receipt(receipt_id: str, text: str) -> dict[str, Any]:
    """Return the fields of a receipt that are in its document; raise `StorageError` for no JSON."""
    document = load_document(text, f"The receipt {receipt_id}")
    request = AnswerRequest(**_read_fields(AnswerRequest, document))
    return {**_read_fields(Receipt, document), "request": request}


def write_issue(issue: Issue) -> str:
    """Return the document of an issue; its ids are columns of their own."""
    return dump_document(_to_document(issue))


def read_issue(issue_id: str, subscription_id: str, due: datetime, text: str) -> Issue:
    """Return an issue, dated `due` if it has no date; raise `StorageError` for no JSON."""
    values = _read_fields(Issue, load_document(text, f"The issue {issue_id}"))
    if values["made_at"] is None or values["made_at"].tzinfo is None:
        values["made_at"] = due
    values["day"] = values["day"] or values["made_at"].date()
    return Issue(issue_id, subscription_id, **values)


def write_choices(subscription: Subscription) -> str:
    """Return the document of what a person chose for a subscription."""
    return dump_document(_to_document(subscription))


def read_choices(subscription_id: str, text: str) -> dict[str, Any]:
    """Return the fields of a subscription that a person chose; raise `StorageError` for no JSON."""
    values = _read_fields(Subscription, load_document(text, f"The subscription {subscription_id}"))
    return {**values, "papers": min(max(values["papers"], MIN_PAPERS), MAX_PAPERS)}


def write_server_settings(settings: ServerSettings) -> dict[str, Any]:
    """Return the JSON object of a server's settings."""
    return _to_document(settings)


def read_server_settings(document: JSON) -> ServerSettings:
    """Return the server's settings of a JSON object."""
    return ServerSettings(**_read_fields(ServerSettings, document))


@dataclass(frozen=True, slots=True)
class _Stored:
    """How the documents of a dataclass differ from its fields."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys of the fields that once had another name."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """The values for what is missing or damaged, where the class has another one or none."""
    sparse: tuple[str, ...] = ()
    """The fields that are not written where they have their default."""
    unstored: tuple[str, ...] = ()
    """The fields that are never written: columns of their own, and what the program forgets."""


_STORED: Final[Mapping[type, _Stored]] = {
    ConversationTurn: _Stored(
        sparse=("private",),
        unstored=(*turns.columns.keys(), "parent_id", "answer_message_ids", "copy_message_ids"),
    ),
    Receipt: _Stored(
        keys={"build": "edition"},
        unstored=(*receipts.columns.keys(), "request", "scope"),
    ),
    AnswerRequest: _Stored(keys={"options": "manner", "parent_id": "follows"}),
    Paper: _Stored(sparse=tuple(each.name for each in fields(Paper))),
    Passage: _Stored(sparse=("section", "label"), unstored=("parts", "formulas", "score")),
    PromptUsed: _Stored(unstored=("passages",)),
    WholeText: _Stored(sparse=("is_read",)),
    Evidence: _Stored(sparse=("section", "page", "passage", "page_index", "formulas")),
    Filters: _Stored(sparse=("paper",), unstored=("place",)),
    Sentence: _Stored(
        keys={"borderline": "doubtful"},
        defaults={"supported": False, "score": 0.0},
        sparse=("written_citations", "is_prose"),
        unstored=("is_computed",),
    ),
    Hit: _Stored(unstored=("packed",)),
    RetrievedPaper: _Stored(sparse=("uploaded", "whole")),
    Usage: _Stored(sparse=("dollars",)),
    Lead: _Stored(sparse=("read",)),
    MissingDetail: _Stored(sparse=("stated", "span")),
    Fallback: _Stored(keys={"reason": "how", "explanation": "why"}),
    # With an unknown fate or reason, a sentence counts as withheld for another reason.
    DiscardedSentence: _Stored(
        keys={"filter_reason": "screen"},
        defaults={"fate": "withheld", "filter_reason": "other"},
    ),
    Answer: _Stored(
        keys={"fallback": "fallen"},
        defaults={"mode": "extractive"},
        sparse=("kind", "lead", "headings", "about", "suggestions"),
    ),
    Issue: _Stored(
        keys={"fallback_reason": "fell"},
        defaults={"day": None, "made_at": None},
        sparse=("silent_topics",),
        unstored=("issue_id", "subscription_id"),
    ),
    Subscription: _Stored(unstored=tuple(subscriptions.columns.keys())),
}


@dataclass(frozen=True, slots=True)
class _StoredField:
    """A field of a dataclass in its documents; `default` also where the class has none."""

    name: str
    key: str
    type: Any
    default: Any
    sparse: bool


@cache
def _stored_fields(kind: Any) -> tuple[_StoredField, ...]:
    stored = _STORED.get(kind, _Stored())
    hints = get_type_hints(kind, localns={"Hit": Hit, "MissingDetail": MissingDetail})
    return tuple(
        _StoredField(
            each.name,
            stored.keys.get(each.name, each.name),
            hints[each.name],
            stored.defaults.get(each.name, _find_default(each, hints[each.name])),
            each.name in stored.sparse,
        )
        for each in fields(kind)
        if each.name not in stored.unstored
    )


_EMPTY: Final[Mapping[Any, object]] = {str: "", int: 0, float: 0.0, bool: False, tuple: ()}
"""The values for what is missing, where a class needs one; a choice that it needs has none."""


def _find_default(each: Field[Any], hint: Any) -> Any:
    """Return a field's default, or an empty value of its type; `MISSING` if it has neither."""
    if each.default is not MISSING:
        return each.default
    if each.default_factory is not MISSING:
        return each.default_factory()
    if _has_fields(hint):
        return hint(**_read_fields(hint, {}))
    return None if _is_optional(hint) else _EMPTY.get(get_origin(hint) or hint, MISSING)


def _to_document(value: Any) -> dict[str, Any]:
    """Return the document of a dataclass."""
    values = [
        (each, _to_json(getattr(value, each.name))) for each in _stored_fields(value.__class__)
    ]
    return {
        each.key: found
        for each, found in values
        if not (each.sparse and found == _to_json(each.default))
    }


def _to_json(value: Any) -> Any:
    """Return a JSON value, with None for each number that JSON cannot express."""
    match value:
        case float():
            return value if math.isfinite(value) else None
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): _to_json(item) for key, item in value.items()}
        case list() | tuple():
            return [_to_json(item) for item in value]
        case _:
            return _to_document(value) if _has_fields(value) else value


def _read_fields(kind: type, document: JSON) -> dict[str, Any]:
    """Return the values of the fields; raise `ValueError` if one that has no default is damaged."""
    values = {
        each.name: _read(each.type, document.get(each.key, MISSING), each.default)
        for each in _stored_fields(kind)
    }
    if MISSING in values.values():
        raise ValueError(f"a {kind.__name__} lacks what it needs")
    if kind is Sentence and "score" not in document:
        values["score"] = float(values["supported"])
    if kind is DiscardedSentence and values["fate"] != "withheld":
        values["filter_reason"] = None
    return values


def _read(hint: Any, found: object, default: Any) -> Any:
    """Return a JSON value as its type has it, or the default if it is missing or damaged."""
    try:
        return _to_value(hint, found)
    except ValueError:
        return default


def _to_value(hint: Any, found: object) -> Any:
    """Return a JSON value as its type has it; raise `ValueError` if it is damaged."""
    if _is_optional(hint):
        return None if found in (None, "", {}) else _to_value(get_args(hint)[0], found)
    if get_origin(hint) is tuple:
        return tuple(_read_items(get_args(hint)[0], _checked(list, found)))
    if _has_fields(hint):
        return hint(**_read_fields(hint, _checked(dict, found)))
    if get_origin(hint) is Mapping:
        return _checked(dict, found)
    if hint is str:  # pydantic refuses lone surrogates, which titles and questions may hold
        return _checked(str, found)
    if hint in (date, datetime):
        return hint.fromisoformat(_checked(str, found))
    if hint is time:
        return time.fromisoformat(_checked(str, found)).replace(tzinfo=None)
    return _adapter(hint).validate_python(found)


def _read_items(hint: Any, found: Sequence[object]) -> Iterator[Any]:
    """Yield the items that can be read."""
    for item in found:
        with suppress(ValueError):
            yield _to_value(hint, item)


def _checked(kind: type[T], found: object) -> T:
    if not isinstance(found, kind):
        raise ValueError(f"not a {kind.__name__}")
    return found


def _has_fields(kind_or_value: object) -> bool:
    return is_dataclass(kind_or_value)


def _is_optional(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType)  # of None, as all that are stored


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint, config=ConfigDict(strict=True, allow_inf_nan=False))
