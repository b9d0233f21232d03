"""Extract references to papers from text: ids, DOIs, and links to known services.

Forms: https://info.arxiv.org/help/arxiv_identifier.html, https://www.doi.org/doi-handbook/HTML/,
https://api.semanticscholar.org/api-docs/graph, https://developers.openalex.org.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

_ARXIV_PATH = re.compile(
    rf"/(?:abs|pdf|html|format|ps|src|e-print)/({_ARXIV})(?![a-z0-9])", re.IGNORECASE | re.ASCII
)
_PAPERS_PATH = re.compile(rf"/papers/({_ARXIV})(?![a-z0-9])", re.IGNORECASE | re.ASCII)
_WORK_PATH = re.compile(r"/(?:works/)?(W\d{1,12})(?![a-z0-9])", re.IGNORECASE | re.ASCII)
_SHA_PATH = re.compile(r"/paper/(?:[^/]*/)?([0-9a-f]{40})(?![0-9a-z])", re.IGNORECASE | re.ASCII)
_CORPUS_PATH = re.compile(r"/CorpusId:(\d{1,12})(?![0-9a-z])", re.IGNORECASE | re.ASCII)
_PORTS = frozenset({None, 80, 443})
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
    if paper := mention["said"] or mention["arxiv"]:
        return _to_arxiv(paper)
    if mention["doi"]:
        return _to_doi(mention["doi"])
    if mention["corpus"]:
        return Reference("semantic-scholar", f"CorpusId:{mention['corpus']}")
    return Reference("openalex", mention["work"].upper())


def _parse_link(link: str) -> Reference | None:
    """Return the reference in a link, if its host is a known one or an alias."""
    try:
        parts = urlsplit(_strip_trailing(link))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.username is not None or port not in _PORTS:
        return None
    read = _READERS.get(host)
    return read(unquote(parts.path)) if read else None


def _arxiv_path(path: str) -> Reference | None:
    found = _ARXIV_PATH.match(path)
    return _to_arxiv(found[1]) if found else None


def _papers_path(path: str) -> Reference | None:
    found = _PAPERS_PATH.match(path)
    return _to_arxiv(found[1]) if found else None


def _doi_path(path: str) -> Reference | None:
    return _to_doi(path[1:]) if path.startswith("/10.") else None


def _openalex_path(path: str) -> Reference | None:
    found = _WORK_PATH.match(path)
    return Reference("openalex", found[1].upper()) if found else None


def _scholar_path(path: str) -> Reference | None:
    if found := _CORPUS_PATH.match(path):
        return Reference("semantic-scholar", f"CorpusId:{found[1]}")
    found = _SHA_PATH.match(path)
    return Reference("semantic-scholar", found[1].lower()) if found else None


_READERS: Final[dict[str, Callable[[str], Reference | None]]] = {
    **dict.fromkeys(("arxiv.org", "www.arxiv.org", "export.arxiv.org"), _arxiv_path),
    **dict.fromkeys(("huggingface.co", "www.huggingface.co", "hf.co"), _papers_path),
    **dict.fromkeys(("doi.org", "www.doi.org", "dx.doi.org"), _doi_path),
    **dict.fromkeys(("openalex.org", "api.openalex.org", "explore.openalex.org"), _openalex_path),
    **dict.fromkeys(
        ("semanticscholar.org", "www.semanticscholar.org", "api.semanticscholar.org"),
        _scholar_path,
    ),
}


def _to_arxiv(text: str) -> Reference | None:
    known = arxiv_id(text)
    return Reference("arxiv", known) if known else None


def _to_doi(text: str) -> Reference | None:
    text = _strip_trailing(text)
    if known := arxiv_id(text):  # arXiv's own DOIs
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
