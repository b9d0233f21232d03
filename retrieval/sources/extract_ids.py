"""Extract references to papers from text: ids, DOIs, and links to known services.

Forms: https://info.arxiv.org/help/arxiv_identifier.html, https://www.doi.org/doi-handbook/HTML/,
https://api.semanticscholar.org/api-docs/graph, https://developers.openalex.org.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from retrieval.paper import arxiv_id, doi
from retrieval.text import patterns as re

Kind = Literal["arxiv", "doi", "openalex", "semantic-scholar"]

_ARXIV = r"(?:\d{4}\.\d{4,5}|[a-z][a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d{1,4})?"
# A bare number is an arXiv id only if its month is valid.
_BARE_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d{1,4})?"
_ARCHIVES = (
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|"
    r"comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|"
    r"nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con)"
)
_BARE_OLD = rf"{_ARCHIVES}(?:\.[a-z]{{2}})?/\d{{2}}(?:0[1-9]|1[0-2])\d{{3}}(?:v\d{{1,4}})?"

_HOSTS = (
    r"(?:www\.|dx\.|export\.|api\.|explore\.)?"
    r"(?:arxiv\.org|doi\.org|huggingface\.co|hf\.co|semanticscholar\.org|openalex\.org)"
)
_IN_LINK = r"[^\s<>\"|\[\]`\u3000-\u303f\uff00-\uff5e]"
_BEFORE = r"(?<![a-z0-9_.@/?=&%#+-])"  # not in the middle of a word, number or address
_AFTER = r"(?:$|[^a-z0-9_/.-]|[.-](?:$|[^a-z0-9]))"
_MENTION = re.compile(
    rf"""{_BEFORE}(?:
    (?P<link>[a-z][a-z0-9+.-]*://{_IN_LINK}+)
    |(?P<bare_link>{_HOSTS}/{_IN_LINK}+)
    |arxiv:\s?(?P<said>{_ARXIV}){_AFTER}
    |(?P<arxiv>{_BARE_NEW}|{_BARE_OLD}){_AFTER}
    |(?P<doi>10\.\d{{4,9}}/{_IN_LINK}+)
    |CorpusId:\s?(?P<corpus>\d{{1,12}}){_AFTER}
    |(?P<work>W\d{{6,12}}){_AFTER})""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)


def _path(kind: Kind, pattern: str) -> tuple[Kind, re.Pattern]:
    return kind, re.compile(rf"/{pattern}(?![a-z0-9])", re.IGNORECASE | re.ASCII)


_PATHS: Final[Mapping[str, tuple[Kind, re.Pattern]]] = {
    "arxiv.org": _path("arxiv", rf"(?:abs|pdf|html|format|ps|src|e-print)/({_ARXIV})"),
    "huggingface.co": _path("arxiv", rf"papers/({_ARXIV})"),
    "hf.co": _path("arxiv", rf"papers/({_ARXIV})"),
    "doi.org": _path("doi", r"(10\..+)"),
    "openalex.org": _path("openalex", r"(?:works/)?(W\d{1,12})"),
    "semanticscholar.org": _path(
        "semantic-scholar", r"(?:CorpusId:(\d{1,12})|paper/(?:[^/]*/)?([0-9a-f]{40}))"
    ),
}
"""What the path of a link at each host refers to, and where."""

_PREFIX = re.compile(r"^(?:www|dx|export|api|explore)\.")
_PORTS = frozenset({None, 80, 443})
_GROUPS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "arxiv": ("said", "arxiv"),
    "doi": ("doi",),
    "semantic-scholar": ("corpus",),
    "openalex": ("work",),
}
_TRAILING = ".,;:!?*_~'”’…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to one paper: an arXiv id without version, a DOI, or a service's own id.

    `str()` returns a reference again: `2410.11842`, `10.1000/x`, `W2741809807`, `CorpusId:123`, or
    the link to a Semantic Scholar page whose id has 40 digits.
    """

    kind: Kind
    value: str

    def __str__(self) -> str:
        if self.kind == "semantic-scholar" and not self.value.startswith("CorpusId:"):
            return f"https://www.semanticscholar.org/paper/{self.value}"
        return self.value


def extract_references(text: str) -> list[Reference]:
    """Return the distinct references in `text`, in order.

    Recognizes links to arXiv, Hugging Face Papers, Semantic Scholar, OpenAlex and doi.org, and
    ignores everything in links to other hosts.
    """
    return list(dict.fromkeys(reference for _, reference in find_mentions(text)))


def find_mentions(text: str) -> Iterator[tuple[int, Reference]]:
    """Yield the position and the value of each reference in `text`, with duplicates."""
    for mention in _MENTION.finditer(text):
        if reference := _to_reference(mention):
            yield mention.start(), reference


def _to_reference(mention: re.Match) -> Reference | None:
    if link := mention["link"] or mention["bare_link"]:
        return _parse_link(link if mention["link"] else f"https://{link}")
    for kind, groups in _GROUPS.items():
        if found := next((mention[group] for group in groups if mention[group]), None):
            return _refer(kind, found)
    return None


def _parse_link(link: str) -> Reference | None:
    """Return the reference in a link, if its host is a known one or an alias."""
    try:
        parts = urlsplit(_strip_trailing(link))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.username is not None or port not in _PORTS:
        return None
    if (known := _PATHS.get(_PREFIX.sub("", host))) is None:
        return None
    kind, path = known
    found = path.match(unquote(parts.path))
    return _refer(kind, next(filter(None, found.groups()))) if found else None


def _refer(kind: Kind, text: str) -> Reference | None:
    """Return a reference by an id without the kind's prefix."""
    match kind:
        case "openalex":
            return Reference(kind, text.upper())
        case "semantic-scholar":
            return Reference(kind, f"CorpusId:{text}" if text.isdecimal() else text.lower())
        case "doi":
            text = _strip_trailing(text)
    if known := arxiv_id(text):  # also arXiv's own DOIs
        return Reference("arxiv", known)
    known = doi(text)
    return Reference("doi", known) if known else None


def _strip_trailing(text: str) -> str:
    """Return `text` without the punctuation of the sentence or the brackets around it."""
    while text:
        last = text[-1]
        opened = _PAIRS.get(last)
        if last not in _TRAILING and (opened is None or text.count(opened) >= text.count(last)):
            return text
        text = text[:-1]
    return text
