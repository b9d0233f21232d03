"""Filter a model's sentences: links, mentions, instructions and other text never to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bot.answering.answer import DiscardedSentence, FilterReason
from bot.answering.language_model import (
    NOT_STATED,
    AnswerTask,
    CellTask,
    CompareTask,
    CorrectionTask,
    FindingTask,
    HeadlineTask,
    JudgeTask,
    PlanTask,
    RewriteTask,
    SummaryTask,
    Task,
    cited_excerpts,
)
from bot.grounding.citations import WrittenSentence
from bot.grounding.sentence import Excerpt, Sentence
from bot.prompt_injection.instructions import is_instruction
from bot.prompt_injection.language_id import is_other_language
from bot.prompt_injection.links_and_mentions import (
    ADDRESS,
    has_mention,
    remove_links,
    visible_text,
)
from bot.prompt_injection.normalize import normalize_text
from bot.prompt_injection.sanitize import injected_text, sanitize_paper
from retrieval.text import patterns as re

_MAX_SENTENCE_CHARS: Final = 1_500  # none of 34,542 sentences of abstracts is longer
_MIN_WORDS_LEFT: Final = 2  # once its links are removed
_ABSTENTION = re.compile(r"cannot answer from (?:these|the) excerpts")
_LABEL = re.compile(
    r"^\W{0,3}(?:answer|summary|headline|tl;?dr|key points?|in short|result)\**\s*:\**\s*(?=\S)",
    re.IGNORECASE,
)
# How models talk about themselves. Authors write "I" too, but not these phrases.
_SELF_REFERENCE = re.compile(
    r"\b(?:i am|i'm|i will|i have|i was|i can(?:not|'t)?|i must|as an ai|"
    r"my (?:\w+ )?(?:instructions?|rules|"
    r"prompt|guidelines|marker|creators?|developers?|task))\b|\bsystem prompt\b|\bsure[,!] here\b"
)
_ACTIVE = re.compile(
    r"<\s*(?:a|img|iframe|script|form|input|button|object|embed|svg|style|meta|link|base)\b[\s/>]",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{4,}")
_REPETITIVE_FROM_WORDS = 14  # shorter sentences may repeat words
_MIN_DISTINCT_WORDS = 0.34
MAX_WITHHELD_CHARS: Final = 500
"""How much of a withheld sentence is kept."""

FILTER_REASONS: Final[Mapping[FilterReason, str]] = MappingProxyType(
    {
        "markup": "it contains active markup",
        "link": "nothing is left of it without its link",
        "mention": "it mentions somebody or gives contact details",
        "instruction": "it tells the reader, or a model, what to do",
        "itself": "it talks about the model itself",
        "language": "it is not in the language asked for",
        "length": "it is too long or repeats itself",
        "hidden": "its words come from instructions embedded in a paper",
        "unrelated": "it shares no word with the paper it cites",
        "other": "another version of Footnote withheld it",
    }
)
"""Each reason in words, for the operator."""


_WritingTask = (
    AnswerTask | SummaryTask | CellTask | CompareTask | CorrectionTask | FindingTask | HeadlineTask
)


def filter_sentence(written: WrittenSentence, task: Task) -> WrittenSentence | DiscardedSentence:
    """Return the sentence without addresses, or withheld.

    Withheld are sentences that are nothing without their address, instruct the reader, mention
    somebody, talk about the model itself, are in another language than asked for, repeat words of
    an injection, or share no word with their source. A sentence that abstains passes.
    """
    if _ACTIVE.search(written.text):
        return withhold("markup", written)
    if isinstance(task, RewriteTask | PlanTask | JudgeTask) or _abstains(
        normalize_text(written.text), task
    ):
        return written
    shown = _LABEL.sub("", remove_links(visible_text(written.text)))
    if (screen := _find_reason(shown, written, task)) is not None:
        return withhold(screen, written)
    return written if shown == written.text else replace(written, text=shown)


def filter_quote(quote: WrittenSentence, task: Task) -> WrittenSentence | DiscardedSentence:
    """Return a quote, with an ellipsis in place of each address, or withheld.

    Withheld are quotes that are nothing without their address, mention somebody, or instruct.
    """
    shown = ADDRESS.sub("…", quote.text)
    if _ACTIVE.search(shown):
        return withhold("markup", quote)
    if shown != quote.text and len(_WORDS.findall(shown)) < _MIN_WORDS_LEFT:
        return withhold("link", quote)
    if (reason := _find_danger(shown, cited_excerpts(task))) is not None:
        return withhold(reason, quote)
    return replace(quote, text=shown)


def _find_danger(shown: str, excerpts: tuple[Excerpt, ...]) -> FilterReason | None:
    """Return why not even the authors' own sentence is shown; None if it is."""
    if len(shown) > _MAX_SENTENCE_CHARS or _is_repetitive(shown):
        return "length"
    if has_mention(shown):
        return "mention"
    if is_instruction(shown):
        return "instruction"
    return "hidden" if _uses_injected_words(shown, excerpts) else None


def _find_reason(
    shown: str,
    written: WrittenSentence,
    task: _WritingTask,
) -> FilterReason | None:
    """Return why a sentence that would be shown as `shown` is withheld; None if it is not."""
    if shown != written.text and len(_WORDS.findall(shown)) < _MIN_WORDS_LEFT:
        return "link"
    excerpts, language = cited_excerpts(task), task.language
    if (danger := _find_danger(shown, excerpts)) is not None:
        return danger
    if not _is_verbatim(shown, excerpts):
        if _SELF_REFERENCE.search(normalize_text(shown)):
            return "itself"
        if is_other_language(shown, language):
            return "language"
    if _shares_no_word(shown, written, excerpts, language):
        return "unrelated"
    return None


def withhold(screen: FilterReason, written: WrittenSentence) -> DiscardedSentence:
    """Return a sentence as withheld, truncated; without one, its text is unknown."""
    text = written.text
    if len(text) > MAX_WITHHELD_CHARS:
        text = text[: MAX_WITHHELD_CHARS - 1] + "…"
    sentence = Sentence(
        text, written.numbers, supported=False, reason=FILTER_REASONS[screen], score=0.0
    )
    return DiscardedSentence(sentence, "withheld", screen)


def _abstains(text: str, task: Task) -> bool:
    if isinstance(task, AnswerTask):
        return _ABSTENTION.search(text) is not None
    return isinstance(task, CellTask) and NOT_STATED in text


def _is_verbatim(text: str, excerpts: tuple[Excerpt, ...]) -> bool:
    start = text.rstrip(".")[1:]  # models raise the first letter where they drop a "However, "
    return any(start in excerpt.paper.abstract for excerpt in excerpts)


def _is_repetitive(text: str) -> bool:
    words = text.lower().split()
    return len(words) >= _REPETITIVE_FROM_WORDS and len(set(words)) < _MIN_DISTINCT_WORDS * len(
        words
    )


_MIN_INJECTED_WORDS = 2


def _uses_injected_words(text: str, excerpts: tuple[Excerpt, ...]) -> bool:
    """Tell whether a sentence has words that occur only in the injected parts of its papers.

    One alone is chance: what is masked may have been a harmless sentence.
    """
    out = "\n".join(filter(None, (injected_text(excerpt.paper) for excerpt in excerpts)))
    if not out:
        return False
    clean = [sanitize_paper(excerpt.paper) for excerpt in excerpts]
    known = _word_stems("\n".join(f"{paper.title}\n{paper.abstract}" for paper in clean))
    return len(_word_stems(text) & (_word_stems(out) - known)) >= _MIN_INJECTED_WORDS


def _shares_no_word(
    text: str, written: WrittenSentence, excerpts: tuple[Excerpt, ...], language: str
) -> bool:
    """Tell whether an English sentence shares no word with the English papers that it cites."""
    cited = [sanitize_paper(e.paper) for e in excerpts if e.number in written.numbers]
    source = "\n".join(f"{paper.title}\n{paper.abstract}" for paper in cited)
    if not cited or language != "English" or not source.isascii():
        return False
    words = {word[:5] for word in _word_stems(text)}
    return bool(words) and not words & {word[:5] for word in _word_stems(source)}


def _word_stems(text: str) -> set[str]:
    return {word[:7] for word in _WORDS.findall(normalize_text(text))}
