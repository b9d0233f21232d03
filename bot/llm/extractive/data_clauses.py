"""Cut the words on data out of a sentence that says something else, too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.llm.extractive import cues

_MAX_CHARS = 160
_EXPERIMENTS = re.compile(
    r"^(?:[\w-]{1,20} ){0,3}?(?:experiments?|evaluations?|tests?|results) "
    r"(?:on|with|in|across|over|using) .{3,150}?(?= (?:also )?(?:show|confirm|demonstrat|reveal|"
    r"prove|"
    r"indicat|suggest|validat|verif|support)\w*\b)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:On|Across|Over|In|For|After (?:[a-z-]{0,12}train|fine-?tun|test)\w*|From|Tested|"
    r"Evaluated|Trained|Pre-?trained|Applied)\b"
    r"[^,;:]{3,150}(?=,)"
)
_ON_NAMES = re.compile(r"^On [^\sA-Z\d]{0,40}[A-Z\d]\S{0,60}(?= (?:the|an?|our) )")
_APPENDED = re.compile(
    r", (?:(?:tested|trained|evaluated|including|namely|such as|for example|covering|among)\b"
    r"[^,;:]{2,120}|[^,;:]{2,80}\b(?:and|or)\b[^,;:]{2,60}|[^ ,;:]{2,40})(?=,)"
)
_FINITE = re.compile(r"\b(?:is|are|has|have|does|makes?|brings?|keeps?|takes?|lifts?|also|which)\b")
_PHRASE = re.compile(
    r"\b(?:appli(?:ed|es) to|(?:(?:(?:re-?|pre-?)?train|test|evaluat|fine-tun)ed |in experiments )?"
    r"(?:[Oo]n|[Aa]cross|over|from|in)) (?!which\b|(?:on|in|from|to|across|over)\b|addition\b|"
    r"contrast\b|turn\b|order\b)"
)
_PHRASE_END = re.compile(
    r"[;.](?:\s|$)|, (?!(?:and |or )?[a-z\d_-]{0,20}[A-Z][\w-]{0,40}(?:,| and| or|\.|$)|"
    r"(?:including|namely|such as) )| (?:by|with|while|where|which|that|without|using|reaching|"
    r"when|once|simultaneously|among|than|at|to|has|have|had|is|are|was|were|does|do|as|"
    r"(?:show|demonstrat|confirm|reveal|indicat|suggest|validat|verif)(?:s|es|ed|ing)?) |"
    r" and (?=[a-z]{2,20} (?:on par|the|an?|that|how|comparabl|competitiv))|"
    r" and (?:also|then|in|to) "
)
_SUBJECT = re.compile(r"(?<=mark|task|arks|asks|sets) [A-Z]\S*(?: \w+ly)?$")
_IDIOM = re.compile(
    r"^On (?:average|top\b|the (?:one|other|contrary|whole|basis)\b|the \w{3,20} (?:side|hand|"
    r"front))",
    re.IGNORECASE,
)
_HARDWARE = re.compile(r"\b(?:[GTC]PUs?|[VAH]100|RTX)\b")
_CUT_LIST = re.compile(r",? (?:including|such as|namely) [^,]{1,80}$")
_BEFORE_NAMES = re.compile(
    r"^(?:(?:[\w-]{1,20} ){0,3}?(?:experiments?|evaluations?|tests?|results)|tested|evaluated) "
    r"(?:on|with|in|across|over|using) |^(?:on|across|over|in|for|from) ",
    re.IGNORECASE,
)
"""What stands before the data: under a heading, they are named alone."""
_SIGNALS = (cues.DATA, cues.TASKS, cues.KNOWN_SET, cues.NAMED_SET, cues.OWN_SET)


def find_data_clause(sentence: str) -> str | None:
    """Return the words of a sentence that name data; None without such words."""
    clause = _find_clause(sentence)
    return clause and _BEFORE_NAMES.sub("", clause, count=1)


def _find_clause(sentence: str) -> str | None:
    """Return the part of a sentence that says on what something is done: “on ImageNet”."""
    found = _EXPERIMENTS.match(sentence)
    if found:
        return found.group()
    opening = _find_opening(sentence)
    clauses = [opening, *_find_phrases(sentence)] if opening else list(_find_phrases(sentence))
    fitting = [
        c
        for c in clauses
        if len(c) <= _MAX_CHARS
        and not (_IDIOM.match(c) or _HARDWARE.search(c))
        and (any(p.search(c) for p in _SIGNALS) or cues.ON_START.match(c) is not None)
    ]
    known = [c for c in fitting if c == opening or cues.KNOWN_SET.search(c)]
    return next(iter(known or fitting), None)


def _find_opening(sentence: str) -> str | None:
    """Return what stands before the subject: "On A, B and C" of "On A, B and C, the model …"."""
    found = _ON_NAMES.match(sentence) or _OPENING.match(sentence)
    if found is None:
        return None
    end = found.end()
    while more := _APPENDED.match(sentence, end):
        if _FINITE.search(more.group()) or cues.COMPARES.search(more.group()):
            break
        end = more.end()
    return sentence[:end]


def _find_phrases(sentence: str) -> Iterator[str]:
    """Yield phrases such as "on ImageNet"."""
    whole = len(sentence.rstrip("."))
    for found in _PHRASE.finditer(sentence):
        ends = [e.start() for e in _PHRASE_END.finditer(sentence, found.end())]
        ends += [e.start() - 1 for e in cues.COMPARES.finditer(sentence, found.end())]
        end = min((*ends, whole))
        clause = sentence[found.start() : end].rstrip(" ,(")
        if sentence[end : end + 1] == ",":
            clause = _CUT_LIST.sub("", clause)
        yield _SUBJECT.sub("", clause.removesuffix(" and").removesuffix(" or"))
