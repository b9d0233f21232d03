"""Tell what kind of answer a question asks for.

A model of its wording tells (`kind_model`), but small talk, what the catalog answers, and questions
in other languages are recognized by their words.
"""

from __future__ import annotations

from typing import Literal, get_args

from bot.answerability.names import find_names
from bot.grounding.content_words import find_stems, weigh_words
from bot.grounding.language import is_english
from bot.questions.catalog_question import parse_record_question
from bot.questions.kind_model import has_frame_words, rate_kinds
from bot.questions.small_talk import find_small_talk
from bot.questions.summary_question import asks_of_several, parse_summary_question
from retrieval.text import patterns as re

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

KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
_MIN_RECORD = 0.05  # probability of a question whose words ask for a record
_MIN_LIKELY = 0.08  # of a kind that a question may be of
_MIN_COMPARISON = 0.01  # of one that says that it compares
_MIN_WHETHER = 0.03  # of a yes-or-no question that ends as only those do
_MIN_SURE = 0.9  # of a kind, for a text without a question mark to be one
_MAX_PHRASE_WORDS = 3
_MIN_SAID = 4.0  # weight of a question's words beside those that ask for limits, and names
_LIMIT_WORDS = find_stems(
    "limitations limits weaknesses downsides drawbacks shortcomings caveats future work open "
    "problems unsolved trouble weak spots fall short authors admit concede abstract paper study "
    "approach method model state say missing left later plans next remain still own"
)
_LIMITS = re.compile(
    r"\b(?:limit\w*|shortcomings?|weak\w*|drawbacks?|caveats?|downsides?|disadvantages?|cons|"
    r"future|next|flaws?|open (?:problem|question)s?)\b",
    re.IGNORECASE,
)
_OF_PAPER = re.compile(
    r"\b(?:papers?|works?|stud(?:y|ies)|authors?|they|their|it|its)\b", re.IGNORECASE
)
_COMPARES = re.compile(
    r"\b(?:compare|contrast|versus|vs|differ|differences?|in common)\b",
    re.IGNORECASE,
    unless=r" (?:to|against)\b",
)
_BEGINS_WHETHER = re.compile(
    "(?:^|[;:,] )(?:would|must|does|did|will|should|was|were|is)",
    re.IGNORECASE,
    unless=r" (?:we have|there|any\w*|some(?:one|body))\b",
)
_LAST_SENTENCE = re.compile(r"([^.?!]+)\?\W*$")
"""A last sentence that begins as only yes-or-no questions do, whatever comes before it."""
_WAS_COMPARED = re.compile(
    r"^(?:was|were|has|have|is|are|did)\b[^.?!]{1,80}\bcompared? (?:with|to|against)\b",
    re.IGNORECASE,
)
"""A question whether authors compared their work with another."""

_PAPERS_ABROAD = (  # how one asks for them, and their name
    (
        "welche|gibt'?s|gibt es|habt ihr|haben wir",
        r"paper\w*|papiere\w*|artikel\w*|arbeiten|studien",
    ),
    ("quels?|y a-t-il|avez-vous|des", "articles?|papiers?|travaux"),
    ("hay|qué|existen?", "artículos?|trabajos?|papers?"),
    ("existe|há|quais", "artigos?|trabalhos?"),
    ("quali|ci sono", "articoli|lavori"),
)
_OTHER_LANGUAGES_LIST = re.compile(
    "|".join(
        rf"(?:^|\W)(?:{asks})\W(?:[^?]*\W)?(?:{papers})(?:\W|$)" for asks, papers in _PAPERS_ABROAD
    )
    + r"|(?:^|\W)(?:paper|arbeiten|artikel) (?:zu|über)(?:\W|$)|"
    r"(?:^|\W)welke (?:papers|artikelen)(?:\W|$)|"
    r"論文(?:は|が|を|って)|(?:哪些|有没有|有哪些).*(?:论文|文章)|어떤 논문|논문.*있|"
    r"(?:какие|есть ли).*(?:статьи|работы)",
    re.IGNORECASE,
)
"""Questions for papers in other languages."""
_OTHER_LANGUAGES_DEFINITION = re.compile(
    r"(?:^|\W)(?:was (?:ist|sind|bedeutet)|wat is|qu'est-ce que?|c'est quoi|qué (?:es|son)|cos'è|"
    r"che cos'è|o que é|что такое)(?:\W|$)|"
    r"とは|"
    r"是什么|"
    r"란 무엇",
    re.IGNORECASE,
)
"""“What is …” in other languages."""


def has_question_mark(text: str) -> bool:
    """Tell whether a text asks by a question mark, other than one within an address."""
    return "？" in text or any(word.rstrip("!.)”\"'").endswith("?") for word in text.split())


def asks_surely(text: str) -> bool:
    """Tell whether a text asks or requests something of papers, rather than states or chats.

    It has a question mark, or is surely of a kind of question. Blocks.
    """
    if has_question_mark(text):
        return True
    rated = rate_kinds(text)
    kind = max(rated, key=lambda one: rated[one])
    return kind != "smalltalk" and rated[kind] >= _MIN_SURE


def says_which_limit(question: str) -> bool:
    """Tell whether a question for limits says so much that a sentence can answer it as it is.

    “What do trackers by colour miss when it rains?” does, “limits of BeeNet?” does not: that is
    answered by what authors say of their own work. Of 33 questions of the first sort about 5,000
    papers, the sentence that ranks best answers 32, and the likeliest statement of a limit 10.
    """
    weights = weigh_words(question)
    beside = _LIMIT_WORDS | find_stems(" ".join(find_names(question)))
    return sum(weight for word, weight in weights.items() if word not in beside) >= _MIN_SAID


def asks_papers_limits(question: str) -> bool:
    """Tell whether a question asks in so many words for the limits of a paper or of what is named.

    “Weaknesses of cable-driven robots” are no paper's own.
    """
    of_paper = _OF_PAPER.search(question) is not None or bool(find_names(question))
    return of_paper and _LIMITS.search(question) is not None


def _asks_whether(text: str) -> bool:
    """Tell whether the last sentence begins, or goes on, as only yes-or-no questions do."""
    last = _LAST_SENTENCE.search(text)
    return last is not None and _BEGINS_WHETHER.search(last[1].strip()) is not None


def classify_question(question: str, *, is_no_record: bool = False) -> QuestionKind:
    """Return the kind of a question.

    `is_no_record` says that the catalog does not have what is asked, whatever the wording.
    """
    return rank_kinds(question, is_no_record=is_no_record)[0]


def rank_kinds(question: str, *, is_no_record: bool = False) -> list[QuestionKind]:
    """Return the kinds that a question may be of, the likeliest first."""
    text = " ".join(question.replace("’", "'").split())
    if find_small_talk(text) is not None:
        return ["smalltalk"]
    record = None if is_no_record else parse_record_question(text)
    if not is_english(text):
        return ["record" if record else _classify_foreign(text)]
    rated = rate_kinds(text)
    if record and (rated["record"] >= _MIN_RECORD or record.field in {"categories", "library"}):
        return ["record"]
    if len(text.split()) <= _MAX_PHRASE_WORDS and not has_frame_words(text):
        return ["list"]  # as one types into a search box
    summary = parse_summary_question(text)
    if summary is not None and summary.style == "plain":
        return ["summary"]
    others = [kind for kind in KINDS if kind not in {"record", "smalltalk"}]
    ranked = sorted(others, key=lambda kind: -rated[kind])
    if ranked[0] == "summary" and asks_of_several(text):
        ranked = ["overview", *ranked]
    is_of_several = ranked[0] in {"list", "overview"}
    if is_of_several and rated["yes_no"] >= _MIN_WHETHER and _asks_whether(text):
        return ["yes_no", ranked[0]]
    if _WAS_COMPARED.search(text) and ranked[0] == "comparison":
        return ["yes_no", "comparison"]
    if _COMPARES.search(text) and rated["comparison"] >= _MIN_COMPARISON:
        return ["comparison", *(kind for kind in ranked[:2] if kind != "comparison")]
    return [kind for kind in dict.fromkeys(ranked) if rated[kind] >= _MIN_LIKELY] or ranked[:1]


def _classify_foreign(text: str) -> QuestionKind:
    """Return the kind of a question in another language, of which few are recognized."""
    if _OTHER_LANGUAGES_LIST.search(text):
        return "list"
    return "definition" if _OTHER_LANGUAGES_DEFINITION.search(text) else "fact"
