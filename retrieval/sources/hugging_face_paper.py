"""Read one paper as Hugging Face describes it, in its API and inside its pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrieval.paper import Paper, arxiv_id, identify
from retrieval.sources.fields import (
    count_of,
    date_of,
    link_of,
    object_of,
    people_of,
    text_of,
    texts_of,
)

_COUNTS = {"upvotes": "upvotes", "numComments": "comments", "githubStars": "stars"}
_LINKS = {"githubRepo": "code", "projectPage": "project_page"}


def hugging_face_paper(found: Mapping[str, Any], source: str) -> Paper | None:
    """Return the paper of an entry, bare or with its `paper` inside; None where it has no title.

    In `extra`, as far as given: `upvotes`, `comments`, `stars` (of the repository on GitHub),
    `submitted_on` (the ISO day it was among the daily papers), `code`, `project_page`,
    `keywords`, `ai_summary`, `organisation`.
    """
    inner = object_of(found.get("paper"))
    given = {**found, **{key: value for key, value in inner.items() if value is not None}}
    title = " ".join(text_of(given.get("title")).split())
    if not title:
        return None
    known = text_of(given.get("id"))
    return Paper(
        paper_id=identify(title, known if arxiv_id(known) else ""),
        title=title,
        abstract=text_of(given.get("summary")),
        authors=people_of(given.get("authors")),
        published=date_of(given.get("publishedAt"))[0],
        source=source,
        extra=_extra(given),
    )


def _extra(given: Mapping[str, Any]) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    for key, name in _COUNTS.items():
        if (number := count_of(given.get(key))) is not None:
            extra[name] = number
    if day := date_of(given.get("submittedOnDailyAt"))[0]:
        extra["submitted_on"] = day.isoformat()
    for key, name in _LINKS.items():
        if link := link_of(given.get(key)):
            extra[name] = link
    keywords = given.get("ai_keywords")
    if isinstance(keywords, list) and (words := texts_of(keywords)):
        extra["keywords"] = list(words)
    if summary := " ".join(text_of(given.get("ai_summary")).split()):
        extra["ai_summary"] = summary
    organisation = object_of(given.get("organization"))
    if name := text_of(organisation.get("fullname")) or text_of(organisation.get("name")):
        extra["organisation"] = name
    return extra
