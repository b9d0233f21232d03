"""Write values as JSON documents for the database, and read them back, also from other versions.

A document has the names of the values' fields, or their aliases. A reader ignores unknown keys, and
replaces missing or damaged values by defaults; so fields may be added at any time, but never change
their meaning: a new meaning gets a new name. The vectors that found a hit are not stored.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
)

from bot.answering.answer import (
    Answer,
    Citation,
    DiscardedSentence,
    FilterReason,
    MissingDetail,
    RetrievedPaper,
    Suggestion,
    SuggestionKind,
    Timings,
)
from bot.answering.language_model import Fallback, FallbackReason, Mode, PromptUsed, Usage
from bot.answering.lead import Heading, Lead, LeadKey
from bot.answering.options import AnswerOptions, Unsupported
from bot.conversations import ConversationTurn
from bot.digest.issue import Chart, Issue, Pick, Reason, ReasonKind, TopicDays
from bot.digest.schedule import Cadence, Schedule
from bot.digest.subscriptions import MAX_PAPERS, MIN_PAPERS, EmptyDay, Interests, Subscription
from bot.errors import StorageError
from bot.grounding.sentence import Sentence
from bot.questions.kinds import QuestionKind
from bot.receipts.receipt import AnswerRequest, BuildInfo, Receipt
from bot.settings.server import ServerSettings
from retrieval.paper import Evidence, Paper
from retrieval.search.query import Filters
from retrieval.search.results import Hit

JSON = Mapping[str, Any]

VERSION: Final = 1
"""The version written into turns and receipts; readers go by the fields, not by the version."""

_DEFAULT_PAPERS: Final = 5
_SCHEDULE: Final = Schedule()


class SubscriptionChoices(NamedTuple):
    """The part of a subscription that is stored as a document."""

    schedule: Schedule
    interests: Interests
    papers: int
    empty_day: EmptyDay
    language: str
    notify_role: int | None


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
    document = {
        "version": VERSION,
        "question": turn.question,
        "filters": turn.filters,
        "answer": turn.answer,
        **({"private": True} if turn.private else {}),
    }
    return dump_document(_to_json(document))


def read_turn(turn_id: str, text: str) -> tuple[str, Filters, Answer, bool]:
    """Return the question, its filters, its answer, and whether it is private.

    Raises `StorageError` for no JSON.
    """
    values = _Turn.read(load_document(text, f"The answer {turn_id}"))
    return values["question"], values["filters"], values["answer"], values["private"]


def write_receipt(receipt: Receipt) -> str:
    """Return the document of a receipt; its id, moment and owner are columns of their own."""
    document = {
        "version": VERSION,
        "answer": receipt.answer,
        "edition": receipt.build,
        "filters": receipt.request.filters,
        "manner": receipt.request.options,
        "follows": receipt.request.parent_id,
        "cost": receipt.cost,
    }
    return dump_document(_to_json(document))


def read_receipt(
    receipt_id: str, text: str
) -> tuple[Answer, BuildInfo, AnswerRequest, float | None]:
    """Return the answer, the build, the request and the cost; raise `StorageError` for no JSON."""
    values = _Receipt.read(load_document(text, f"The receipt {receipt_id}"))
    request = AnswerRequest(values["filters"], values["manner"], values["follows"])
    return values["answer"], values["edition"], request, values["cost"]


def write_issue(issue: Issue) -> str:
    """Return the document of an issue; its ids are columns of their own."""
    return dump_document(_Issue.write(issue))


def read_issue(issue_id: str, subscription_id: str, due: datetime, text: str) -> Issue:
    """Return an issue, dated `due` if it has no date; raise `StorageError` for no JSON."""
    values = _Issue.read(load_document(text, f"The issue {issue_id}"))
    values["made_at"] = values["made_at"] or due
    values["day"] = values["day"] or values["made_at"].date()
    return Issue(issue_id, subscription_id, **values)


def write_choices(subscription: Subscription) -> str:
    """Return the document of what a person chose for a subscription."""
    return dump_document(_Choices.write(subscription))


def read_choices(subscription_id: str, text: str) -> SubscriptionChoices:
    """Return what a person chose for a subscription; raise `StorageError` for no JSON."""
    document = load_document(text, f"The subscription {subscription_id}")
    return SubscriptionChoices(**_Choices.read(document))


def write_server_settings(settings: ServerSettings) -> dict[str, Any]:
    """Return the JSON object of a server's settings."""
    return _ServerSettings.write(settings)


def read_server_settings(document: JSON) -> ServerSettings:
    """Return the server's settings of a JSON object."""
    return ServerSettings(**_ServerSettings.read(document))


T = TypeVar("T")


def _read_items(found: object, read: ValidatorFunctionWrapHandler) -> tuple[Any, ...]:
    """Return the items of a list that can be read."""
    items: tuple[Any, ...] = ()
    for item in found if isinstance(found, list) else ():
        with suppress(ValidationError):
            items += read((item,))
    return items


def _iso(parse: Callable[[str], object]) -> BeforeValidator:
    return BeforeValidator(lambda found: parse(found) if isinstance(found, str) else found)


_NoneIfEmpty = BeforeValidator(lambda found: found or None)

# `str` itself refuses lone surrogates, which titles and questions may hold.
_Text = InstanceOf[str]
_Items = Annotated[tuple[T, ...], WrapValidator(_read_items)]
_ItemsOrNone = Annotated[
    tuple[T, ...] | None,
    WrapValidator(lambda found, read: _read_items(found, read) if type(found) is list else None),
]
_Day = Annotated[date, _iso(date.fromisoformat)]
_Moment = Annotated[AwareDatetime, _iso(datetime.fromisoformat)]
_TimeOfDay = Annotated[time, _iso(lambda text: time.fromisoformat(text).replace(tzinfo=None))]


class _Document(BaseModel):
    """The fields of a stored object by their keys, and the type of value that it describes."""

    model_config = ConfigDict(
        strict=True,
        extra="ignore",
        allow_inf_nan=False,
        frozen=True,
        defer_build=True,  # all of them take 0.1 s
    )
    describes: ClassVar[type | None] = None

    @field_validator("*", mode="wrap")
    @classmethod
    def _fall_back(
        cls, found: object, read: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        """Return the field's default for what is damaged; without one, the object is damaged."""
        field = cls.model_fields[info.field_name or ""]
        try:
            return read(found)
        except ValidationError:
            if field.is_required():
                raise
            return field.default

    @classmethod
    def read(cls, document: JSON) -> dict[str, Any]:
        """Return the values of a document by field."""
        return cls.model_validate(document).values()

    @classmethod
    def write(cls, value: Any) -> dict[str, Any]:
        """Return the document of a value."""
        return {
            field.alias or name: _to_json(getattr(value, name))
            for name, field in cls.model_fields.items()
        }

    def values(self) -> dict[str, Any]:
        """Return the values of the fields, as the program uses them."""
        return {name: _to_value(getattr(self, name)) for name in type(self).model_fields}


class _Paper(_Document):
    describes = Paper
    paper_id: _Text = ""
    title: _Text = ""
    abstract: _Text = ""
    authors: _Items[_Text] = ()
    published: _Day | None = None
    updated: _Day | None = None
    categories: _Items[_Text] = ()
    source: _Text = ""
    url: _Text = ""
    doi: _Text = ""
    extra: dict[_Text, Any] = {}
    place: _Text = ""

    @classmethod
    def write(cls, value: Any) -> dict[str, Any]:
        """Return the document without what is empty."""
        return {key: found for key, found in super().write(value).items() if found}


class _Evidence(_Document):
    describes = Evidence
    paper_id: _Text = ""
    text: _Text = ""
    start: int = 0
    end: int = 0


class _Filters(_Document):
    describes = Filters
    year_from: int | None = None
    year_to: int | None = None
    categories: _Items[_Text] = ()
    authors: _Items[_Text] = ()
    sources: _Items[_Text] = ()


class _Sentence(_Document):
    describes = Sentence
    text: _Text = ""
    citations: _Items[int] = ()
    supported: bool = False  # unless the document says that it was found supported
    reason: _Text = ""
    score: float = 0.0
    contradicted: bool = False
    evidence: _Items[_Evidence] = ()
    borderline: bool = Field(default=False, alias="doubtful")
    written_citations: _ItemsOrNone[int] = None
    is_prose: bool = False

    @classmethod
    def write(cls, value: Any) -> dict[str, Any]:
        """Return the document, without written citations that are the citations, and of items."""
        document = super().write(value)
        if document["written_citations"] is None:
            del document["written_citations"]
        if not document["is_prose"]:
            del document["is_prose"]
        return document

    def values(self) -> dict[str, Any]:
        """Return the values, with a score by the verdict where none was stored."""
        scored = "score" in self.model_fields_set
        return super().values() | {"score": self.score if scored else float(self.supported)}


class _Citation(_Document):
    describes = Citation
    number: int = 0
    paper: _Paper = _Paper()
    evidence: _Items[_Evidence] = ()


class _Hit(_Document):
    describes = Hit
    paper: _Paper = _Paper()
    score: float = 0.0
    lexical: float = 0.0
    dense: float = 0.0
    snippet: _Text = ""
    alignment: float = 0.0


class _RetrievedPaper(_Document):
    describes = RetrievedPaper
    paper_id: _Text = ""
    number: int | None = None
    score: float = 0.0
    lexical: float = 0.0
    dense: float = 0.0
    alignment: float = 0.0
    title: _Text = ""
    uploaded: bool = False

    @classmethod
    def write(cls, value: Any) -> dict[str, Any]:
        """Return the document, which says of uploads alone that they are some."""
        document = super().write(value)
        if not document["uploaded"]:
            del document["uploaded"]
        return document


class _Timings(_Document):
    describes = Timings
    search: float = 0.0
    model: float = 0.0
    total: float = 0.0


class _Usage(_Document):
    describes = Usage
    prompt_tokens: int = 0
    completion_tokens: int = 0
    dollars: float | None = 0.0

    @classmethod
    def write(cls, value: Any) -> dict[str, Any]:
        """Return the document, without a cost of nothing."""
        document = super().write(value)
        if document["dollars"] == 0:
            del document["dollars"]
        return document


class _PromptUsed(_Document):
    describes = PromptUsed
    name: _Text = ""
    sha256: _Text = ""


class _MissingDetail(_Document):
    describes = MissingDetail
    what: _Text = ""
    closest: _Paper = _Paper()
    stated: _Text = ""

    @classmethod
    def write(cls, value: Any) -> dict[str, Any]:
        """Return the document, without a sentence where none comes near."""
        document = super().write(value)
        if not document["stated"]:
            del document["stated"]
        return document


class _Fallback(_Document):
    describes = Fallback
    reason: FallbackReason = Field(alias="how")
    explanation: _Text = Field(default="", alias="why")


class _Discarded(_Document):
    """A discarded sentence; with an unknown fate or reason it counts as withheld for another."""

    describes = DiscardedSentence
    sentence: _Sentence = _Sentence()
    fate: Literal["declining", "left-out", "replaced", "withheld"] = "withheld"
    filter_reason: FilterReason = Field(default="other", alias="screen")

    def values(self) -> dict[str, Any]:
        """Return the values, with a screen only for what was withheld."""
        return super().values() | {
            "filter_reason": self.filter_reason if self.fate == "withheld" else None
        }


class _Lead(_Document):
    describes = Lead
    key: LeadKey
    count: int = 0
    title: _Text = ""
    value: _Text = ""


class _Heading(_Document):
    describes = Heading
    before: int = 0
    text: _Text = ""


class _Suggestion(_Document):
    describes = Suggestion
    kind: SuggestionKind
    question: _Text = ""
    names: _Items[_Text] = ()


class _Answer(_Document):
    describes = Answer
    question: _Text = ""
    answered: bool = False
    mode: Mode = "extractive"
    model: _Text = ""
    sentences: _Items[_Sentence] = ()
    citations: _Items[_Citation] = ()
    nearest: _Items[_Hit] = ()
    notice: _Text = ""
    took: _Timings = _Timings()
    usage: _Usage = _Usage()
    searched: _Text = ""
    retrieved: _Items[_RetrievedPaper] = ()
    confidence: float | None = None
    cutoff: float | None = None
    prompt: Annotated[_PromptUsed | None, _NoneIfEmpty] = None
    missing: Annotated[_MissingDetail | None, _NoneIfEmpty] = None
    strike: bool = False
    fallback: _Fallback | None = Field(default=None, alias="fallen")
    discarded: _Items[_Discarded] = ()
    kind: QuestionKind = "fact"
    lead: _Lead | None = None
    headings: _Items[_Heading] = ()
    about: _Items[_Text] = ()
    suggestions: _Items[_Suggestion] = ()

    @classmethod
    def write(cls, value: Any) -> dict[str, Any]:
        """Return the document without a usual kind, and without what is empty."""
        document = super().write(value)
        for name in ("lead", "headings", "about", "suggestions"):
            if not document[name]:
                del document[name]
        if document["kind"] == "fact":
            del document["kind"]
        return document


class _Turn(_Document):
    question: _Text = ""
    private: bool = False
    filters: _Filters = _Filters()
    answer: _Answer = _Answer()


class _BuildInfo(_Document):
    describes = BuildInfo
    version: _Text = ""
    embedder: _Text = ""
    papers: int = 0
    model: _Text = ""


class _AnswerOptions(_Document):
    describes = AnswerOptions
    language: Annotated[_Text | None, _NoneIfEmpty] = None
    cutoff: float | None = None
    model: Annotated[_Text | None, _NoneIfEmpty] = None
    unsupported: Unsupported | None = None


class _Receipt(_Document):
    answer: _Answer = _Answer()
    edition: _BuildInfo = _BuildInfo()
    filters: _Filters = _Filters()
    manner: _AnswerOptions = _AnswerOptions()
    follows: Annotated[_Text | None, _NoneIfEmpty] = None
    cost: float | None = None


class _Reason(_Document):
    describes = Reason
    kind: ReasonKind
    text: _Text = ""
    weight: float = 0.0


class _Pick(_Document):
    describes = Pick
    number: int = 0
    paper: _Paper = _Paper()
    score: float = 0.0
    reasons: _Items[_Reason] = ()
    sentence: Annotated[_Sentence | None, _NoneIfEmpty] = None
    evidence: _Items[_Evidence] = ()


class _TopicDays(_Document):
    describes = TopicDays
    topic: _Text = ""
    counts: _Items[int] = ()


class _Chart(_Document):
    describes = Chart
    days: _Items[_Day] = ()
    topics: _Items[_TopicDays] = ()


class _Issue(_Document):
    day: _Day | None = None
    made_at: _Moment | None = None
    up_to: int = 0
    considered: int = 0
    headline: _Items[_Sentence] = ()
    picks: _Items[_Pick] = ()
    rest: _Items[_Pick] = ()
    chart: Annotated[_Chart | None, _NoneIfEmpty] = None
    weekly: bool = False
    mode: Mode = "extractive"
    model: _Text = ""
    notice: _Text = ""
    fallback_reason: FallbackReason | None = Field(default=None, alias="fell")
    usage: _Usage = _Usage()
    silent_topics: _Items[_Text] = ()

    @classmethod
    def write(cls, value: Any) -> dict[str, Any]:
        """Return the document, without silent topics where there are none."""
        document = super().write(value)
        if not document["silent_topics"]:
            del document["silent_topics"]
        return document


class _Schedule(_Document):
    describes = Schedule
    cadence: Cadence = _SCHEDULE.cadence
    at: _TimeOfDay = _SCHEDULE.at
    zone: _Text = _SCHEDULE.zone
    weekday: Annotated[int, Field(ge=0, le=6)] = _SCHEDULE.weekday


class _Interests(_Document):
    describes = Interests
    topics: _Items[_Text] = ()
    categories: _Items[_Text] = ()
    include: _Items[_Text] = ()
    exclude: _Items[_Text] = ()
    authors: _Items[_Text] = ()
    sources: _Items[_Text] = ()


class _Choices(_Document):
    schedule: _Schedule = _Schedule()
    interests: _Interests = _Interests()
    papers: Annotated[
        int, AfterValidator(lambda papers: min(max(papers, MIN_PAPERS), MAX_PAPERS))
    ] = _DEFAULT_PAPERS
    empty_day: EmptyDay = "silent"
    language: _Text = ""
    notify_role: int | None = None


class _ServerSettings(_Document):
    describes = ServerSettings
    channels: _Items[int] = ()
    roles: _Items[int] = ()
    model: _Text = ""
    language: _Text = ""
    cutoff: float | None = None
    mentions: bool = True
    threads: bool = True
    digest_roles: _Items[int] = ()
    link_channels: _Items[int] = ()
    unsupported: _Text = ""
    receipt_days: int | None = None
    light_pictures: bool = False


_DOCUMENTS: Final = {document.describes: document for document in _Document.__subclasses__()}


def _to_value(found: Any) -> Any:
    match found:
        case _Document(describes=type() as kind):
            return kind(**found.values())
        case tuple():
            return tuple(map(_to_value, found))
        case _:
            return found


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
            document = _DOCUMENTS.get(type(value))
            return value if document is None else document.write(value)
