"""Split abstracts and answers into sentences, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from retrieval.text import patterns as re

_STOP = re.compile(
    r"(?P<stop>[.?!…。！？؟।۔]+)(?P<closers>[\"”’'»)\]*_]*)"
    r"(?P<marks>(?:[ ]{0,3}\[\d{1,3}(?:[ ]?[,;–-][ ]?\d{1,3})*[\ue200-\uf8ff]?\])*)"
)
_STANDS_ALONE = re.compile(r"[ \t]*(?:$|(?:[-*•#]|\d{1,3}[.)])[ \t])")  # empty, or of a list
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,4}|[a-zA-Z])[.)]")
_NAME_IN_LOWER_CASE = re.compile(r"[a-z][\w@+-]*(?:[A-Z]|\d)")
_PERCENT = re.compile(r"\d{1,2} ?\\?%")
_DOTTED = re.compile(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}")
_OPENERS = "\"“‘«'([{*_`$~≈±<−-"
_PAIRS = {")": "(", "]": "[", "”": "“"}
_MAX_ASIDE_CHARS = 400


def _parse_words(table: str) -> frozenset[str]:
    return frozenset(table.split())


_NEVER_LAST = _parse_words(
    """
    e.g i.e eg ie cf vs viz fig figs eq eqs sec secs ref refs tab thm prop lem def alg ch chap
    approx resp dr prof mr mrs st ca incl esp
    """
)
_RARELY_LAST = _parse_words("al inc ltd jr sr corp dept univ proc conf vol pp dist est")
_BEFORE_FIGURES = _parse_words("no nos jan feb mar apr jun jul aug sep sept oct nov dec")
_STARTERS = _parse_words(
    """
    a across additionally after all also although an and as at based because before both but by
    code compared consequently contrary data despite during each empirically evaluated
    experimental experiments existing extensive finally first for from furthermore given here
    hence how however if importantly in instead it its many meanwhile moreover most nevertheless
    notably on one our overall previous prior recent recently remarkably results second since
    some specifically such that the their then there therefore these they third this those
    through thus to two under unlike using we what when where which while why with yet
    """
)


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence and its place: `text[start:end] == span.text` for the text it is from.

    `label` is the label of a structured abstract that it stands under, in capitals.
    """

    text: str
    start: int
    end: int
    label: str = ""


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order; every character but spaces is in one of them.

    Marks such as `[1][2]` after a full stop belong to the sentence before them. Linear in the
    length of the text.
    """
    spans = []
    start = 0
    for end in (*_find_ends(text), len(text)):
        sentence = text[start:end]
        if stripped := sentence.strip():
            at = start + len(sentence) - len(sentence.lstrip())
            spans.append(Span(stripped, at, at + len(stripped)))
        start = end
    return spans


def _find_ends(text: str) -> Iterator[int]:
    asides = _find_asides(text)
    lines = _find_line_ends(text)
    stops = [(found.end(), found) for found in _STOP.finditer(text)]
    last = 0
    aside = 0
    for end, found in sorted(
        [*stops, *((line, None) for line in lines)], key=lambda candidate: candidate[0]
    ):
        while aside < len(asides) and asides[aside][1] <= end - 1:
            aside += 1
        inside = aside < len(asides) and asides[aside][0] < end <= asides[aside][1]
        if found is None or (not inside and _ends_sentence(text, last, found)):
            yield end
            last = end


def _find_line_ends(text: str) -> list[int]:
    """Return where lines begin before which a sentence ends, even without a stop."""
    ends, at = [], 0
    for line, following in pairwise(text.split("\n")):
        at += len(line) + 1
        if _STANDS_ALONE.match(following):
            ends.append(at)
    return ends


def _find_asides(text: str) -> list[tuple[int, int]]:
    """Return the outermost bracketed or quoted stretches: first and last character."""
    open_at: dict[str, list[int]] = {opener: [] for opener in _PAIRS.values()}
    asides: list[tuple[int, int]] = []
    for found in re.compile(r"[()\[\]“”]").finditer(text):
        sign = found.group()
        if sign in open_at:
            open_at[sign].append(found.start())
        elif starts := open_at[_PAIRS[sign]]:
            start = starts.pop()
            if found.start() - start <= _MAX_ASIDE_CHARS:
                while asides and asides[-1][0] > start:
                    asides.pop()
                asides.append((start, found.start()))
    return asides


def _ends_sentence(text: str, last: int, found: re.Match) -> bool:
    """Tell whether the stop that was `found` ends the sentence that began after `last`."""
    stop = found["stop"]
    following = text[found.end() : found.end() + 60]
    if not following.strip():
        return not following or following[0].isspace()
    if stop[-1] in "。！？":
        return True
    before = text[max(last, found.start() - 40) : found.start()].rpartition(" ")[2].lstrip(_OPENERS)
    token = following.split(maxsplit=1)[0]
    if not following[0].isspace():
        return _is_glued(before, token, found)
    if stop == ".":
        whole = text[last : found.start() + 1].strip() if found.start() - last < 8 else ""
        if _ENUMERATOR.fullmatch(whole):
            return False
        if before:
            return _is_full_stop(before, token, following.lstrip())
    return _can_begin_sentence(token, after_closer=bool(found["closers"]))


def _is_glued(before: str, token: str, found: re.Match) -> bool:
    """Tell whether a space is missing after the stop: "works.This", "works.[1]This"."""
    if found["marks"]:
        return token[0].isupper()
    word = re.compile(r"[A-Z][a-z]*").match(token)
    plain = len(before) > 2 and before.isalpha() and before.islower()
    return bool(word) and plain and token.rstrip(",").lower() in _STARTERS


def _is_full_stop(before: str, token: str, following: str) -> bool:
    word = before.lower()
    starts = token.rstrip(",;:").lower() in _STARTERS
    if (word in _NEVER_LAST and before != "VS") or before == "Ms":
        return False
    if word in _BEFORE_FIGURES:
        return not token[0].isdigit()
    if len(before) == 1 and before.isalpha():
        return starts and token[0].isupper()
    if word in _RARELY_LAST or _DOTTED.fullmatch(before):
        return starts and token[0].isupper()
    if token[0].isdigit() and before.isdecimal() and _PERCENT.match(following):
        return False  # "83. 3%" is a figure with a stray space
    if starts and token[0].islower():
        return len(before) > 3 and before.isalpha() and before.islower() and word != "etc"
    return _can_begin_sentence(token, after_closer=False)


def _can_begin_sentence(token: str, *, after_closer: bool) -> bool:
    """Tell whether `token` can be a sentence's first."""
    bare = token.lstrip(_OPENERS)
    if not bare:
        return token[0] in _OPENERS.replace("-", "")
    if bare[0].islower():
        if _ENUMERATOR.match(token) or bare.startswith(("http://", "https://")):
            return True
        return not after_closer and bool(_NAME_IN_LOWER_CASE.match(bare))
    return bare[0].isalnum() or (bare[0] in "•→@#&+=\\%" and not after_closer)
