"""The results of the use cases, which every front end renders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from bot.answering.language_model import Fallback, Mode, PromptUsed, Usage
from bot.answering.lead import Heading, Lead
from bot.answering.locations import SilentText, TextRead, name_read, name_silent
from bot.grounding.sentence import Sentence
from bot.questions.kinds import QuestionKind
from retrieval.paper import Evidence, Paper

if TYPE_CHECKING:
    from retrieval.search.results import Hit

RefusalReason = Literal["far", "detail", "declined"]
"""Why a question is refused: no paper comes near, no abstract states the detail, or the model found
no answer in the abstracts."""


FilterReason = Literal[
    "markup",
    "link",
    "mention",
    "instruction",
    "itself",
    "language",
    "length",
    "hidden",
    "unrelated",
    "other",
]
"""Why no answer may contain a sentence; `other` is a reason of another version."""

Fate = Literal["shown", "struck", "left-out", "withheld", "declining", "replaced"]
"""What became of a sentence that a model wrote: shown; struck through; left out as unsupported;
withheld by the filter; the phrase that abstains; or part of a draft that was replaced."""


@dataclass(frozen=True, slots=True)
class MissingDetail:
    """A detail that no abstract states, though they cover its topic.

    `what` names it in a few words ("how many parameters"). `stated` is the sentence of the closest
    paper that comes nearest, empty if none comes near; `span` is its place in a whole paper.
    """

    what: str
    closest: Paper
    stated: str = ""
    span: Evidence | None = None

    @property
    def silent(self) -> SilentText:
        """What does not state the detail."""
        return name_silent(self.closest)

    @property
    def text(self) -> str:
        """The refusal in a sentence."""
        return f"{_MISSING_FROM[self.silent]}: {self.what}."


@dataclass(frozen=True, slots=True)
class DiscardedSentence:
    """A sentence that a model wrote and the answer does not contain.

    `filter_reason` says why no answer may contain it. Such a sentence was not checked, and its text
    may be harmful: show it only to the operator.
    """

    sentence: Sentence
    fate: Fate
    filter_reason: FilterReason | None = None

    @property
    def has_verdict(self) -> bool:
        """Whether the sentence has a verdict."""
        return self.fate == "replaced"


@dataclass(frozen=True, slots=True)
class DraftDiscarded:
    """A stream's signal that the sentences before it are void, and others follow."""


@dataclass(frozen=True, slots=True)
class ReadingPapers:
    """A stream's signal that the answer is being written from `count` papers.

    `as_items`: the sentences are items, each to stand under its paper's title. `read` is what is
    read of the papers.
    """

    count: int
    as_items: bool = False
    read: TextRead = "abstract"


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source of an answer, and the spans of its abstract that support the sentences."""

    number: int
    paper: Paper
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RetrievedPaper:
    """A paper that the search found for an answer, and its scores.

    `number` is the number to cite it by, None if the model did not see it. The
    scores are those of `retrieval.search.search.Hit`. `title` is cleaned for reading. `whole`:
    passages of the whole paper were read.
    """

    paper_id: str
    number: int | None
    score: float
    lexical: float
    dense: float
    alignment: float
    title: str = ""
    uploaded: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Timings:
    """Wall time in milliseconds: of the search for the papers, of all else, and of both.

    The rest is that of the model, or of what takes its place: planning, reading, writing, checking.
    """

    search: float = 0.0
    model: float = 0.0
    total: float = 0.0


SuggestionKind = Literal["example", "compare", "limitations", "results", "method"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A next question: what it asks for, in English in full, and the names of its papers."""

    kind: SuggestionKind
    question: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer, or a refusal (`answered` False) with the nearest papers.

    Beside a list or an overview, `nearest` are papers that may belong to it, too.

    `notice` says what the reader must know about how it was made ("the model did not answer, so
    these are quotes"); `fallback` is set if quotes replace the text of a model, and ends the
    notice. `searched` is the question as searched: a follow-up is rewritten to stand alone.
    `retrieved` is everything the search found, best first; `confidence`, from 0 to 1, is how sure
    it is that the library has an answer, and `cutoff` the minimum. `prompt` is the prompt used.
    `missing` is the detail that no abstract states, if the answer was refused for that. `strike`:
    unsupported sentences are shown struck through instead of left out. The citations are those of
    supported sentences. `discarded` is the rest of what a model wrote. `kind` is what was asked
    for; `lead` is the line above the sentences, which may be all there is; `headings` stand above
    groups of sentences. `about` are the ids of the papers in question before,
    `suggestions` what one may ask next.
    """

    question: str
    answered: bool
    mode: Mode
    model: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Hit, ...] = ()
    notice: str = ""
    took: Timings = field(default_factory=Timings)
    usage: Usage = field(default_factory=Usage)
    searched: str = ""
    retrieved: tuple[RetrievedPaper, ...] = ()
    confidence: float | None = None
    cutoff: float | None = None
    prompt: PromptUsed | None = None
    missing: MissingDetail | None = None
    strike: bool = False
    fallback: Fallback | None = None
    discarded: tuple[DiscardedSentence, ...] = ()
    kind: QuestionKind = "fact"
    lead: Lead | None = None
    headings: tuple[Heading, ...] = ()
    about: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def paper_ids(self) -> tuple[str, ...]:
        """The ids of the papers that a follow-up may refer to."""
        closest = () if self.missing is None else (self.missing.closest.paper_id,)
        return self.cited_ids or closest or self.about

    @property
    def cited_ids(self) -> tuple[str, ...]:
        """The ids of the papers that the answer cites; a receipt knows them by their numbers."""
        if self.citations:
            return tuple(citation.paper.paper_id for citation in self.citations)
        cited = {number for sentence in self.sentences for number in sentence.citations}
        return tuple(found.paper_id for found in self.retrieved if found.number in cited)

    @property
    def numbered_papers(self) -> Mapping[int, Paper]:
        """The papers that the sentences cite, by number."""
        return {citation.number: citation.paper for citation in self.citations}

    @property
    def is_itemized(self) -> bool:
        """Whether sentences are items of a list, each under the title of the paper it cites."""
        lists = self.kind in {"list", "overview", "comparison"}
        return lists and not (self.sentences and all(s.is_prose for s in self.sentences))

    @property
    def fate_counts(self) -> Mapping[Fate, int]:
        """How many sentences that a model wrote met each fate; quotes are not counted."""
        written = self.sentences if self.mode == "model" else ()
        unsupported: Fate = "struck" if self.strike else "left-out"
        met = Counter["Fate"]("shown" if s.supported else unsupported for s in written)
        met.update(each.fate for each in self.discarded)
        return {fate: met[fate] for fate in get_args(Fate) if met[fate]}

    @property
    def text(self) -> str:
        """The lead and the supported sentences with their `[n]` marks, or the refusal."""
        if self.answered:
            supported = (s for s in self.sentences if s.supported)
            marked = [s.text + "".join(f" [{n}]" for n in s.citations) for s in supported]
            return " ".join([*([self.lead.text] if self.lead else []), *marked])
        if self.missing is None:
            return self.lead.text if self.lead else self.refusal_text
        closest = f"{self.missing.text} Closest: {self.missing.closest.title}."
        return f"{closest} It states: “{self.missing.stated}”" if self.missing.stated else closest

    @property
    def papers(self) -> Sequence[Paper]:
        """The papers that it cites, or those that a refusal shows instead."""
        if self.answered:
            return [citation.paper for citation in self.citations]
        closest = () if self.missing is None else (self.missing.closest,)
        return [*closest, *(hit.paper for hit in self.nearest)]

    @property
    def refusal_text(self) -> str:
        """The refusal in a sentence, where no detail is missing."""
        return _REFUSALS[name_read(self.papers)]

    @property
    def shown_sentences(self) -> tuple[Sentence, ...]:
        """The sentences that are shown, including those struck through."""
        return select_shown(self.sentences, strike=self.strike)

    @property
    def refusal_reason(self) -> RefusalReason | None:
        """Why there is no answer; None if there is one."""
        if self.answered:
            return None
        if self.missing is not None:
            return "detail"
        if self.confidence is None or self.cutoff is None or not self.nearest:
            return "far"
        return "far" if self.confidence < self.cutoff else "declined"


_REFUSALS: Mapping[TextRead, str] = {
    "abstract": "No abstract in the library answers this.",
    "paper": "Nothing in the library answers this.",
}
_MISSING_FROM: Mapping[SilentText, str] = {
    "abstract": "Not stated in the abstracts",
    "passages": "Not found in the passages read",
    "paper": "Not stated in the paper",
}


def select_shown(sentences: Iterable[Sentence], *, strike: bool) -> tuple[Sentence, ...]:
    """Return the sentences to show: the supported ones, or all if others are struck through."""
    return tuple(s for s in sentences if s.supported or strike)


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of one paper, each sentence checked; fields as in `Answer`.

    `section` is the only one that is summed up, if any; `is_whole`: the library has the paper
    itself, not its abstract alone.
    """

    paper: Paper
    style: str
    mode: Mode
    model: str
    sentences: tuple[Sentence, ...]
    citation: Citation
    notice: str = ""
    took: Timings = field(default_factory=Timings)
    usage: Usage = field(default_factory=Usage)
    strike: bool = False
    fallback: Fallback | None = None
    discarded: tuple[DiscardedSentence, ...] = ()
    headings: tuple[Heading, ...] = ()
    section: str = ""
    is_whole: bool = False

    @property
    def shown_sentences(self) -> tuple[Sentence, ...]:
        """The sentences that are shown, including those struck through."""
        return select_shown(self.sentences, strike=self.strike)

    @property
    def is_section_cut(self) -> bool:
        """Whether the model had no room for all of the section."""
        whole = self.paper.whole
        return bool(self.section) and whole is not None and not whole.is_read


@dataclass(frozen=True, slots=True)
class Cell:
    """What one paper says about one aspect; not `stated` where nothing was found."""

    paper_id: str
    text: str
    evidence: tuple[Evidence, ...] = ()
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Aspect:
    """A row of a comparison: one cell per paper, in the papers' order."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two to five papers side by side."""

    papers: tuple[Paper, ...]
    aspects: tuple[Aspect, ...]
    mode: Mode
    model: str
    notice: str = ""
    took: Timings = field(default_factory=Timings)
    usage: Usage = field(default_factory=Usage)
    fallback: Fallback | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of search results, and the times of the stages in milliseconds."""

    query: str
    hits: tuple[Hit, ...]
    took_ms: Mapping[str, float]
