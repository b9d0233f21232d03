"""Tell what kind of answer a question asks for.

The cross-encoder of the check, fitted on questions of each kind, reads it; small talk, what the
catalog answers, and questions in other languages are recognized by their words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from bot.grounding.cross_encoder import ReadPair
from bot.grounding.language import is_english
from bot.questions.catalog_question import asks_for_record
from bot.questions.small_talk import find_small_talk

QuestionKind = Literal[
    "fact",
    "definition",
    "explanation",
    "list",
    "overview",
    "comparison",
    "yes_no",
    "limitation",
    "summary",
    "record",
    "smalltalk",
]
"""What is asked for: docs/evaluation.md describes each kind. `explanation` is asked for by how and
why, `summary` is of one paper."""

SAYS_KIND: Mapping[QuestionKind, str] = MappingProxyType(
    {
        "fact": "The question asks for one fact, name or figure of a paper.",
        "definition": "The question asks what something is or means.",
        "explanation": "The question asks how something works or why it is so.",
        "list": "The question asks which papers there are.",
        "overview": "The question asks for an overview of several papers on a theme.",
        "comparison": "The question asks how two or more papers or methods compare.",
        "yes_no": "The question asks whether something is so.",
        "limitation": "The question asks for limits, weaknesses or future work.",
        "summary": "The question asks for a summary of one paper.",
        "record": "The question asks for authors, dates, venues, links or numbers of papers.",
        "smalltalk": "This is small talk, no question about papers.",
    }
)
"""What the model of the check, fitted on it, reads of a question's kind."""

DEGREE = (
    r"(?:more|less|fewer|most|least|best|better|worse|(?:bigg|cheap|costli|fast|great|heavi|high|larg|"
    r"light|long|low|quick|short|slow|small|strong)(?:er|est))"
)
"""A comparative or superlative."""
_OTHER_LANGUAGES_LIST = re.compile(
    r"\b(?:welche|gibt'?s|gibt es|habt ihr|haben wir)\b[^?]{0,80}\b(?:paper|papiere|artikel|"
    r"arbeiten|studien)|"
    r"\b(?:paper|arbeiten|artikel) (?:zu|über)\b|"
    r"\bwelke (?:papers|artikelen)\b|"
    r"\b(?:quels?|y a-t-il|avez-vous|des)\b[^?]{0,80}\b(?:articles?|papiers?|travaux)\b|"
    r"\b(?:hay|qué|existen?)\b[^?]{0,80}\b(?:artículos?|trabajos?|papers?)\b|"
    r"\b(?:existe|há|quais)\b[^?]{0,80}\b(?:artigos?|trabalhos?)\b|"
    r"\b(?:quali|ci sono)\b[^?]{0,80}\b(?:articoli|lavori)\b|"
    r"論文(?:は|が|を|って)|"
    r"(?:哪些|有没有|有哪些).{0,80}(?:论文|文章)|"
    r"어떤 논문|"
    r"논문.{0,80}있|"
    r"(?:какие|есть ли).{0,80}(?:статьи|работы)",
    re.IGNORECASE,
)
"""Questions for papers in other languages."""
_OTHER_LANGUAGES_DEFINITION = re.compile(
    r"\b(?:was (?:ist|sind|bedeutet)|wat is|qu'est-ce que?|c'est quoi|qué (?:es|son)|cos'è|"
    r"che cos'è|o que é|что такое)\b|"
    r"とは|"
    r"是什么|"
    r"란 무엇",
    re.IGNORECASE,
)
"""“What is …” in other languages."""


def classify_question(question: str, read: ReadPair, *, is_no_record: bool = False) -> QuestionKind:
    """Return the kind of a question. Blocks.

    `is_no_record` says that the catalog does not have what is asked, whatever the wording.
    """
    text = " ".join(question.replace("’", "'").split())
    if find_small_talk(text) is not None:
        return "smalltalk"
    if not is_no_record and asks_for_record(text):
        return "record"
    if not is_english(text):
        return _classify_foreign(text)
    return max(rated := rate_kinds(text, read), key=rated.__getitem__)


def rate_kinds(text: str, read: ReadPair) -> dict[QuestionKind, float]:
    """Return how likely a question is of each kind that needs no catalog, from 0 to 1."""
    return {
        kind: read(says, text).supported
        for kind, says in SAYS_KIND.items()
        if kind not in {"record", "smalltalk"}
    }


def _classify_foreign(text: str) -> QuestionKind:
    """Return the kind of a question in another language, of which few are recognized."""
    if _OTHER_LANGUAGES_LIST.search(text):
        return "list"
    return "definition" if _OTHER_LANGUAGES_DEFINITION.search(text) else "fact"
