"""Read what a person typed: the words to look for, quoted phrases, and an identifier if any."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from retrieval.paper import arxiv_id, doi
from retrieval.text.clean import readable

MAX_QUERY_CHARACTERS = 4_000

_BARE_ARXIV = re.compile(r"(?<![\w./])(\d{4}\.\d{4,5})(?:v\d+)?(?![\w])")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]{2,200})[\"“”«»„]")

# Words of a question that say nothing of its subject. English, since the text index is.
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

# Words that ask for papers rather than describe them; left out unless nothing else is asked.
ASKING_WORDS = frozenset(
    """anyone article articles authors discuss discussed discusses discussing explain explore
    explored explores find finding interested investigate investigated investigates know literature
    looking paper papers point propose proposed proposes proposing publication publications
    recommend reference references related research researches search show studied studies study
    suggest there work works""".split()
)


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as the indexes take it.

    `text` has neither control characters nor LaTeX; `phrases` must occur word for word;
    `identifier` is an arXiv id or DOI that the query is or links to.
    """

    text: str
    phrases: tuple[str, ...] = ()
    identifier: str | None = None

    @property
    def is_identifier(self) -> bool:
        """Whether the query is an id, link or DOI and nothing else."""
        return self.identifier is not None and len(self.text.split()) == 1


def parse_query(raw: str) -> ParsedQuery:
    """Parse `raw`; more than `MAX_QUERY_CHARACTERS` are cut, nothing raises."""
    raw = raw[:MAX_QUERY_CHARACTERS]
    text = readable(raw)
    phrases = tuple(p.strip() for p in _QUOTED.findall(text) if len(p.split()) > 1)
    return ParsedQuery(text, phrases, arxiv_id(raw) or doi(raw) or _bare_id(raw))


def _bare_id(text: str) -> str | None:
    found = _BARE_ARXIV.search(text)
    return found.group(1) if found else None


def carries_subject(word: str) -> bool:
    """Tell whether a folded word may say what a query is about."""
    return word not in STOP_WORDS and word not in ASKING_WORDS


def content_words(text: str) -> list[str]:
    """Return the words of `text`, folded, that carry its subject; all of them if none does."""
    words = folded_words(text)
    subject = [w for w in words if carries_subject(w)]
    return subject or [w for w in words if w not in STOP_WORDS] or words


def folded_words(text: str) -> list[str]:
    """Return the runs of letters and digits of `text`, in lower case without accents, in order."""
    decomposed = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)
