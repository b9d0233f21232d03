"""Filter a model's sentences: links, mentions, instructions and other text never to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bot.answering.answer import DiscardedSentence, FilterReason
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


def filter_sentence(
    written: WrittenSentence, excerpts: Sequence[Excerpt], language: str
) -> WrittenSentence | DiscardedSentence:
    """Return the sentence without addresses, or withheld.

    Withheld are sentences that are nothing without their address, instruct the reader, mention
    somebody, talk about the model itself, are in another language than asked for, repeat words of
    an injection, or share no word with their source. Quotes have an ellipsis in place of each
    address, and are in the authors' words.
    """
    if written.is_quote:
        shown = ADDRESS.sub("…", written.text)
    else:
        shown = _LABEL.sub("", remove_links(visible_text(written.text)))
    if (reason := _find_reason(shown, written, excerpts, language)) is not None:
        return withhold(reason, written)
    return replace(written, text=shown)


def _find_reason(
    shown: str, written: WrittenSentence, excerpts: Sequence[Excerpt], language: str
) -> FilterReason | None:
    """Return why a sentence that would be shown as `shown` is withheld; None if it is not."""
    if _ACTIVE.search(written.text):
        return "markup"
    if shown != written.text and len(_WORDS.findall(shown)) < _MIN_WORDS_LEFT:
        return "link"
    if len(shown) > _MAX_SENTENCE_CHARS or _is_repetitive(shown):
        return "length"
    if has_mention(shown):
        return "mention"
    if is_instruction(shown):
        return "instruction"
    if _uses_injected_words(shown, excerpts):
        return "hidden"
    if written.is_quote:
        return None
    if not _is_verbatim(shown, excerpts):
        if _SELF_REFERENCE.search(normalize_text(shown)):
            return "itself"
        if is_other_language(shown, language):
            return "language"
    return "unrelated" if _shares_no_word(shown, written, excerpts, language) else None


def withhold(screen: FilterReason, written: WrittenSentence) -> DiscardedSentence:
    """Return a sentence as withheld, truncated; without one, its text is unknown."""
    text = written.text
    if len(text) > MAX_WITHHELD_CHARS:
        text = text[: MAX_WITHHELD_CHARS - 1] + "…"
    sentence = Sentence(
        text, written.numbers, supported=False, reason=FILTER_REASONS[screen], score=0.0
    )
    return DiscardedSentence(sentence, "withheld", screen)


def _is_verbatim(text: str, excerpts: Sequence[Excerpt]) -> bool:
    start = text.rstrip(".")[1:]  # models raise the first letter where they drop a "However, "
    return any(start in excerpt.paper.text for excerpt in excerpts)


def _is_repetitive(text: str) -> bool:
    words = text.lower().split()
    return len(words) >= _REPETITIVE_FROM_WORDS and len(set(words)) < _MIN_DISTINCT_WORDS * len(
        words
    )


_MIN_INJECTED_WORDS = 2


def _uses_injected_words(text: str, excerpts: Sequence[Excerpt]) -> bool:
    """Tell whether a sentence has words that occur only in the injected parts of its papers.

    One alone is chance: what is masked may have been a harmless sentence.
    """
    out = "\n".join(filter(None, (injected_text(excerpt.paper) for excerpt in excerpts)))
    if not out:
        return False
    clean = [sanitize_paper(excerpt.paper) for excerpt in excerpts]
    known = _word_stems("\n".join(f"{paper.title}\n{paper.text}" for paper in clean))
    return len(_word_stems(text) & (_word_stems(out) - known)) >= _MIN_INJECTED_WORDS


def _shares_no_word(
    text: str, written: WrittenSentence, excerpts: Sequence[Excerpt], language: str
) -> bool:
    """Tell whether an English sentence shares no word with the English papers that it cites."""
    cited = [sanitize_paper(e.paper) for e in excerpts if e.number in written.numbers]
    source = "\n".join(f"{paper.title}\n{paper.text}" for paper in cited)
    if not cited or language != "English" or not source.isascii():
        return False
    words = {word[:5] for word in _word_stems(text)}
    return bool(words) and not words & {word[:5] for word in _word_stems(source)}


def _word_stems(text: str) -> set[str]:
    return {word[:7] for word in _WORDS.findall(normalize_text(text))}
