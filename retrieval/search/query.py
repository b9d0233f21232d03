"""Parse what a person typed, and the filters of a search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from retrieval.paper import arxiv_id, doi
from retrieval.text import patterns as re
from retrieval.text.clean import clean_text
from retrieval.text.surrogates import replace_surrogates

MAX_QUERY_CHARS = 4_000

_BARE_ARXIV = re.compile(r"(?<![\w./])(\d{4}\.\d{4,5})(?:v\d+)?(?![\w])")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]{2,200})[\"“”«»„]")
# Chinese, Japanese and Korean, with the signs that stand for letters (々, 〇)
_UNSPACED = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f\U00020000-\U0003ffff]+"
)

# English words that say nothing about a question's subject.
STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being
    between both but by can could did do does doing done each either else ever every few for from
    further get gets give given gives had has have having he her here him his how i if in into is
    it its itself just let like made make makes many may me might more most much must my no nor
    not of off on once one only or other our out over own per please rather same she should since
    so some such tell than that the their them then there these they this those though through to
    too under until up upon us use used uses using very was we were what when where whether which
    while who whom whose why will with within without would you your""".split()
)

# Words that ask for papers rather than describe them; dropped unless a query has no others.
ASKING_WORDS = frozenset(
    """anyone article articles authors discuss discussed discusses discussing explain explore
    explored explores find finding interested investigate investigated investigates know literature
    looking paper papers point propose proposed proposes proposing publication publications
    recommend reference references related research researches search show studied studies study
    suggest there work works""".split()
)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A parsed query.

    `text` has neither control characters nor LaTeX, and spaces between Chinese, Japanese or Korean
    and the words in other letters beside it; `phrases` must occur verbatim; `identifier` is the
    arXiv id or DOI that the query is or links to.
    """

    text: str
    phrases: tuple[str, ...] = ()
    identifier: str | None = None

    @property
    def is_identifier(self) -> bool:
        """Whether the query is only an id, link or DOI."""
        return self.identifier is not None and len(self.text.split()) == 1


def parse_query(raw: str) -> ParsedQuery:
    """Parse `raw`, truncated to `MAX_QUERY_CHARS`; never raises."""
    raw = raw[:MAX_QUERY_CHARS]
    text = clean_text(raw)
    phrases = tuple(p.strip() for p in _QUOTED.findall(text) if len(p.split()) > 1)
    text = " ".join(_UNSPACED.sub(r" \g<0> ", text).split())
    return ParsedQuery(text, phrases, arxiv_id(raw) or doi(raw) or _find_bare_id(text))


def _find_bare_id(text: str) -> str | None:
    found = _BARE_ARXIV.search(text)
    return found.group(1) if found else None


def is_subject_word(word: str) -> bool:
    """Return whether a folded word may say what a query is about."""
    return word not in STOP_WORDS and word not in ASKING_WORDS


def content_words(text: str) -> list[str]:
    """Return the folded words of `text` that say what it is about, or all if none does."""
    words = fold_words(text)
    subject = [w for w in words if is_subject_word(w)]
    return subject or [w for w in words if w not in STOP_WORDS] or words


def fold_words(text: str) -> list[str]:
    """Return the runs of letters and digits in `text`, in lower case without accents."""
    if text.isascii() and text.isalnum():
        return [text.lower()]
    decomposed = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.compile(r"[^\W_]+").findall(plain)


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that a paper must meet before it is ranked.

    Years are inclusive. A category matches itself and its subcategories (`cs` matches `cs.CL`),
    ignoring case. An author matches if every word of the given name is a word of one author's name,
    ignoring case and accents. Several values of one field are alternatives. With a `paper`, the
    one of that id is all that is found. At a `place`, papers that members uploaded elsewhere are
    left out; None leaves out nothing.
    """

    year_from: int | None = None
    year_to: int | None = None
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    place: str | None = None
    paper: str = ""

    def __bool__(self) -> bool:
        return self != Filters()


def expand_categories(categories: Iterable[str]) -> list[str]:
    """Return the folded categories and their archives: `cs.CL` gives `cs` and `cs.cl`."""
    found: dict[str, None] = {}
    for category in fold_categories(categories):
        parent = category.split(".", 1)[0]
        if parent not in {category, ""} and parent.isascii() and " " not in category:
            found[parent] = None
        found[category] = None
    return list(found)


def fold_categories(categories: Iterable[str]) -> list[str]:
    """Return the categories in lower case, without blank ones."""
    return [folded for c in categories if (folded := replace_surrogates(c).strip().casefold())]


def author_keys(authors: Iterable[str]) -> list[str]:
    """Return the keys of authors in the indexes: each word of a name, and each pair of words."""
    found: set[str] = set()
    for author in authors:
        names, pairs = _pair_names(author)
        found.update(names, pairs)
    return sorted(found)


def author_conditions(author: str) -> Sequence[str]:
    """Return the keys that a paper by `author` must have; empty for a name without words."""
    names, pairs = _pair_names(author)
    return pairs or names


def _pair_names(author: str) -> tuple[list[str], list[str]]:
    names = sorted(set(fold_words(author)))[:8]
    return names, [f"{one} {other}" for one, other in combinations(names, 2)]
