"""Fetch whole papers that everybody may read: from PubMed Central, then from arXiv.

JATS of PubMed Central comes first, then arXiv's HTML, then arXiv's PDF: the more a format says of
sections and tables, the better it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from retrieval.errors import SourceError
from retrieval.paper import Paper, arxiv_id
from retrieval.sources.fields import to_list, to_object, to_text
from retrieval.sources.http.answer import Fetch, Fetched
from retrieval.sources.json_answer import ServiceRefused, fetch_json
from retrieval.text import patterns as re

_ID_CONVERTER = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
_ARTICLES = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
_PMCID = re.compile(r"PMC\d{1,9}")
_HTML, _PDF = "https://arxiv.org/html/", "https://arxiv.org/pdf/"


@dataclass(frozen=True, slots=True)
class FetchedText:
    """A file of a whole paper, as a service sent it, and the page where people find it."""

    source: Literal["pmc", "arxiv-html", "arxiv-pdf"]
    form: Literal["jats", "html", "pdf"]
    data: bytes
    url: str


def fetch_full_texts(fetch: Fetch, paper: Paper) -> Iterator[FetchedText]:
    """Yield what services have of a paper's text, best first, each fetched when it is asked for.

    Where a service fails, the next is asked; raises SourceError if the last one does.
    """
    failed: SourceError | None = None
    found = False
    for one in (_fetch_jats, _fetch_html, _fetch_pdf):
        try:
            text = one(fetch, paper)
        except SourceError as error:
            failed = error
            continue
        if text is not None:
            found = True
            yield text
    if failed is not None and not found:
        raise failed


def _fetch_jats(fetch: Fetch, paper: Paper) -> FetchedText | None:
    if not paper.doi:
        return None
    asked = {"ids": paper.doi, "idtype": "doi", "format": "json", "tool": "footnote"}
    try:
        answer = fetch_json(fetch, _ID_CONVERTER, "PubMed Central", params=asked)
    except ServiceRefused:  # it does not know the DOI
        return None
    found = to_list(to_object(answer).get("records"))
    pmcid = next((to_text(to_object(one).get("pmcid")) for one in found), "")
    if not _PMCID.fullmatch(pmcid):
        return None
    got = fetch(_ARTICLES, params={"db": "pmc", "id": pmcid.removeprefix("PMC"), "retmode": "xml"})
    url = f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"
    return FetchedText("pmc", "jats", got.body, url) if _is_there(got) else None


def _fetch_html(fetch: Fetch, paper: Paper) -> FetchedText | None:
    if arxiv_id(paper.paper_id) is None:
        return None
    got = fetch(f"{_HTML}{paper.paper_id}")
    return FetchedText("arxiv-html", "html", got.body, got.url) if _is_there(got) else None


def _fetch_pdf(fetch: Fetch, paper: Paper) -> FetchedText | None:
    if arxiv_id(paper.paper_id) is None:
        return None
    got = fetch(f"{_PDF}{paper.paper_id}")
    if not (_is_there(got) and got.body.startswith(b"%PDF")):
        return None
    return FetchedText("arxiv-pdf", "pdf", got.body, got.url)


def _is_there(got: Fetched) -> bool:
    return got.status == 200 and bool(got.body)
