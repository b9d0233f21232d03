"""Say in a line what papers have in common, and in another what sets them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_MIN_CLAUSE_CHARS, _MAX_CLAUSE_CHARS = 30, 200

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ORDINARY = re.compile(r"(?:[A-Z]?[a-z]{1,40}-){0,6}[A-Z]?[a-z]{0,40}")
_NOUN = re.compile(r"[a-z-]+(?:tion|sion|ment|ity|ness|ism|ing)s?")
_BREAK = re.compile(r"[^\w\s-]|\s-\s")
_GENERIC = frozenset(
    """
    better beat best better strong strongly different various several state-of-the-art art recent
    existing previous earlier standard usual baseline new novel approach method paper work results
    performance authors propose proposed show whereas within without across instead thus therefore
    however although because such every another reduce reduces reducing improve improves improving
    use uses using learn learns learning train trains training trained achieve achieves increase
    increases outperform outperforms show shows make makes building additional experiments combined
    significant significantly setting settings main
    """.split()
)
_CLAUSE_END = re.compile(
    r" — | so that\b|, (?:which|but|so|where|whereas|while|meaning|since|because|as|an?|with|"
    r"using|thereby|then)\b"
)
_LAST_RESORT = re.compile(r" that\b| which\b")


def find_shared_terms(papers: Sequence[Paper]) -> tuple[Sentence, ...]:
    """Return terms that at least two papers use, at most four, in the words of the first.

    Each cites the papers, numbered from 1, whose title or abstract has it.
    """
    texts = [f"{paper.abstract} {paper.title}" for paper in papers]
    terms = [_find_terms(text) for text in texts]
    found: dict[tuple[str, ...], tuple[float, str, tuple[int, ...]]] = {}
    for number, of_paper in enumerate(terms):
        for key, term in of_paper.items():
            having = tuple(n for n, others in enumerate(terms, 1) if key in others)
            if key not in found and having[0] == number + 1 and len(having) > 1:
                found[key] = (_weigh(term) * len(having), term, having)
    chosen: dict[tuple[str, ...], Sentence] = {}
    for key, (_, term, having) in sorted(found.items(), key=lambda f: -f[1][0]):
        if len(chosen) < _MAX_TERMS and not any(set(key) & set(other) for other in chosen):
            chosen[key] = Sentence(term, having)
    return tuple(chosen.values())


def find_differences(cells: Sequence[Cell]) -> tuple[Sentence, ...]:
    """Return what each paper does in a clause, from its cell on the method; none if one lacks it.

    Each cites the paper, numbered from 1 in the order of the cells.
    """
    clauses = [_shorten(cell) if cell.stated else None for cell in cells]
    if None in clauses:
        return ()
    return tuple(Sentence(text, (n,)) for n, text in enumerate(filter(None, clauses), 1))


def _find_terms(text: str) -> dict[tuple[str, ...], str]:
    """Return the terms of a text by the stems of their words."""
    found: dict[tuple[str, ...], str] = {}
    for part in _BREAK.split(text):
        words = _WORD.findall(part)
        for size in range(_MAX_TERM_WORDS, 0, -1):
            for start in range(len(words) - size + 1):
                term = words[start : start + size]
                if _is_term(term):
                    found.setdefault(
                        tuple(stem(p.lower()) for w in term for p in w.split("-")), " ".join(term)
                    )
    return found


def _is_term(words: Sequence[str]) -> bool:
    lower = [word.lower() for word in words]
    if any(w in STOP_WORDS or w in _GENERIC or w.isdigit() for w in lower):
        return False
    if len(words) == 1 and _ORDINARY.fullmatch(words[0]) is not None:
        return _NOUN.fullmatch(words[0]) is not None and _weigh(words[0]) >= _MIN_WORD_WEIGHT
    return (len(words) == 1 and len(words[0]) > 1) or _weigh(" ".join(words)) >= _MIN_TERM_WEIGHT


def _weigh(term: str) -> float:
    return sum(weigh_words(term).values())


def _shorten(cell: Cell) -> str | None:
    """Return the main clause of a cell's first sentence, without a full stop; None if too long."""
    sentence = split_sentences(cell.text)[0].text.rstrip(".")
    head = re.split(r"[;:] ", sentence, maxsplit=1)[0]
    sentence = head if len(head) >= _MIN_CLAUSE_CHARS else sentence
    ends = [found.start() for found in _CLAUSE_END.finditer(sentence)]
    fitting = [e for e in (*ends, len(sentence)) if _MIN_CLAUSE_CHARS <= e <= _MAX_CLAUSE_CHARS]
    if not fitting:
        later = _LAST_RESORT.search(sentence, _MIN_CLAUSE_CHARS, _MAX_CLAUSE_CHARS)
        fitting = [later.start()] if later else []
    return sentence[: max(fitting)] if fitting else None
