"""Say in a line what papers have in common, and in another what sets them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.answering.answer import Cell
from bot.grounding.content_words import stem, weigh_words
from bot.grounding.sentence import Sentence
from retrieval.paper import Paper
from retrieval.search.query import STOP_WORDS
from retrieval.text.sentences import split_sentences

_MAX_TERMS = 4
_MAX_TERM_WORDS = 4
_MIN_TERM_WEIGHT = 1.05  # of a term's words together
_MIN_WORD_WEIGHT = 0.9  # of a term of one word
_MIN_TITLE_WEIGHT, _MIN_WORD_CHARS = 0.4, 5  # of a word that is a term where a title has it
_TITLE_ONLY = 0.9
_GAPS = (3, 4)  # words from "multi-label" to "classification", with what stands between
_MAX_LONG_FORM_WORDS, _MAX_BEGINNING = 8, 2
_MIN_CLAUSE_CHARS, _MAX_CLAUSE_CHARS = 30, 200

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ORDINARY = re.compile(r"(?:[A-Z]?[a-z]{1,40}-){0,6}[A-Z]?[a-z]{0,40}")
_NOUN = re.compile(r"[a-z-]+(?:tion|sion|ment|ity|ness|ism|ing)s?")
_PLURAL = re.compile(r"[A-Z]s$")
_IN_PARENTHESES = re.compile(r" \(([A-Z]\w{1,20})\)")
_MAX_LONG_FORM_CHARS = 80
_OTHER_SIGN = re.compile(r"[^\w -]")
_ADJECTIVE = re.compile(r"(?:al|ive|ous|ing)$")
_BREAK = re.compile(r"[^\w\s-]|\s-\s")
_GENERIC = frozenset(
    """
    better beat best better strong strongly different various several state-of-the-art art recent
    existing previous earlier standard usual baseline new novel approach method paper work results
    performance authors propose proposed show whereas within without across instead thus therefore
    however although because such every another reduce reduces reducing improve improves improving
    use uses using learn learns learning train trains training trained achieve achieves increase
    increases outperform outperforms show shows make makes building additional experiments combined
    significant significantly setting settings main end-to-end large-scale off-the-shelf
    """.split()
)
_VAGUE = frozenset(
    """
    towards rethinking understanding enhancing improving boosting bridging adapting accelerating
    analyzing aligning aligned align efficient unified universal simple large small need scale model
    models network networks neural based well many much more less same other first second years
    general whole common given shared adaptive dynamic dynamically generic robust compact scalable
    reliable enable
    """.split()
)
"""Words that are no terms alone."""
_CLAUSE_END = re.compile(
    r" — | so that\b|, (?:which|but|so|where|whereas|while|meaning|since|because|as|an?|with|"
    r"using|thereby|then)\b"
)
_LAST_RESORT = re.compile(r" that\b| which\b|, (?:and|or)\b")

_Key = tuple[str, ...]


def find_shared_terms(papers: Sequence[Paper]) -> tuple[Sentence, ...]:
    """Return terms that at least two papers use, at most four, in the words of the first.

    Each cites the papers, numbered from 1, whose title or abstract has it, also abbreviated.
    """
    texts = [f"{paper.abstract} . {paper.title}" for paper in papers]
    long_forms = {short: key for text in texts for short, key in _find_long_forms(text)}
    terms = [_find_terms(text, long_forms) for text in texts]
    titles = [set(_find_terms(paper.title, long_forms)) for paper in papers]
    found: dict[_Key, tuple[float, str, tuple[int, ...]]] = {}
    for number, of_paper in enumerate(terms, 1):
        for key, (term, weight) in of_paper.items():
            having = tuple(n for n, others in enumerate(terms, 1) if key in others)
            in_titles = sum(key in title for title in titles)
            if having[0] == number and len(having) > 1 and (weight >= 1 or in_titles):
                found[key] = (weight * (len(having) + in_titles), term, having)
    chosen: dict[_Key, Sentence] = {}
    for key, (_, term, having) in sorted(found.items(), key=lambda f: -f[1][0]):
        if len(chosen) < _MAX_TERMS and not any(set(key) & set(other) for other in chosen):
            chosen[key] = Sentence(term, having)
    return tuple(chosen.values())


def find_differences(cells: Sequence[Cell]) -> tuple[Sentence, ...]:
    """Return what each paper does in a clause, from its cell on the method; none if one lacks it.

    Each cites the paper, numbered from 1 in the order of the cells.
    """
    if not all(cell.stated for cell in cells):
        return ()
    return tuple(Sentence(_shorten(cell), (n,)) for n, cell in enumerate(cells, 1))


def _find_terms(text: str, long_forms: Mapping[str, _Key]) -> dict[_Key, tuple[str, float]]:
    """Return the terms of a text and their weights, by the stems of their words.

    An abbreviation has the key of its long form. Of weight below 1 are words that only a title
    makes terms.
    """
    found: dict[_Key, tuple[str, float]] = {}
    for part in _BREAK.split(text):
        words = _WORD.findall(part)
        for size in range(_MAX_TERM_WORDS, 0, -1):
            for start in range(len(words) - size + 1):
                term = words[start : start + size]
                key = _build_key(term)
                if size == 1 and (long := long_forms.get(_singular(term[0]))):
                    found.setdefault(long, (term[0], 1.0 + len(long) / 2))
                elif weight := _weigh_term(term):
                    found.setdefault(key, (" ".join(term), weight))
                if (
                    size in _GAPS
                    and "-" in term[0]
                    and (weight := _weigh_term([term[0], term[-1]]))
                ):
                    ends = [term[0], term[-1]]
                    found.setdefault(_build_key(ends), (" ".join(ends), weight))
    return found


def _build_key(words: Sequence[str]) -> _Key:
    parts = (part.lower() for word in words for part in word.split("-"))
    return tuple(stem(part) for part in parts if part not in STOP_WORDS)


def _weigh_term(words: Sequence[str]) -> float:
    """Return what a term is worth: 0 for none, below 1 for a word that may be one."""
    lower = [word.lower() for word in words]
    if any(w in STOP_WORDS or w in _GENERIC or w.isdigit() or w.endswith("ly") for w in lower):
        return 0.0
    weight = sum(weigh_words(" ".join(words)).values())
    if len(_build_key(words)) > 1:
        return (
            weight if weight >= _MIN_TERM_WEIGHT else min(weight, _TITLE_ONLY) * (len(words) == 1)
        )
    word = words[0]
    if lower[0] in _VAGUE:
        return 0.0
    if _ORDINARY.fullmatch(word) is None:
        return max(weight, 1.0) if len(word) > 1 else 0.0
    if _NOUN.fullmatch(word) is not None and weight >= _MIN_WORD_WEIGHT:
        return 1.0
    if len(word) < _MIN_WORD_CHARS or weight < _MIN_TITLE_WEIGHT or _ADJECTIVE.search(word):
        return 0.0
    return _TITLE_ONLY * weight


def _find_long_forms(text: str) -> Iterator[tuple[str, _Key]]:
    """Yield abbreviations, in lower case, with the keys of what they stand for."""
    for found in _IN_PARENTHESES.finditer(text):
        inside = found[1]
        if sum(letter.isupper() for letter in inside) < 2:
            continue
        start = found.start()
        before = _OTHER_SIGN.split(text[max(start - _MAX_LONG_FORM_CHARS, 0) : start])[-1]
        words = _WORD.findall(before)
        for size in range(1, min(len(words), _MAX_LONG_FORM_WORDS) + 1):
            long = words[-size:]
            if _abbreviates(_singular(inside), [p for w in long for p in w.lower().split("-")]):
                yield _singular(inside), _build_key(long)
                break


def _abbreviates(short: str, parts: Sequence[str]) -> bool:
    """Tell whether an abbreviation consists of the beginnings of words, "ViT" of two."""
    if not parts or not short:
        return not parts and not short
    return any(
        short.startswith(parts[0][:size]) and _abbreviates(short[size:], parts[1:])
        for size in range(1, min(len(parts[0]), _MAX_BEGINNING) + 1)
    )


def _singular(word: str) -> str:
    return word[:-1].lower() if _PLURAL.search(word) else word.lower()


def _shorten(cell: Cell) -> str:
    """Return the main clause of a cell's first sentence, without a full stop.

    It is shorter than the whole cell, where that has a place to cut.
    """
    sentence = split_sentences(cell.text)[0].text.rstrip(".")
    head = re.split(r"[;:] ", sentence, maxsplit=1)[0]
    sentence = head if len(head) >= _MIN_CLAUSE_CHARS else sentence
    whole = [len(sentence)] if len(sentence) < len(cell.text.rstrip(".")) else []
    for ends in (_CLAUSE_END, _LAST_RESORT):
        places = [*(found.start() for found in ends.finditer(sentence)), *whole]
        fitting = [p for p in places if _MIN_CLAUSE_CHARS <= p <= _MAX_CLAUSE_CHARS]
        if fitting:
            return sentence[: max(fitting)]
    if len(sentence) <= _MAX_CLAUSE_CHARS:
        return sentence
    return sentence[:_MAX_CLAUSE_CHARS].rsplit(" ", 1)[0].rstrip(",") + " …"
