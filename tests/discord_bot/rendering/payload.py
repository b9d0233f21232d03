"""Take the request that discord.py makes of what is shown, and find all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urldefrag

import discord
from discord.http import handle_message_parameters

from bot.discord_bot.limits import count_units
from bot.discord_bot.rendering.escape import paper_address, text_address
from bot.discord_bot.rendering.message import OutgoingMessage
from discord_playground.checks.circumstances import Circumstances
from discord_playground.checks.request import check
from retrieval.paper import Paper
from tests.discord_bot.rendering.markdown import read

HARMLESS = {"heading", "small", "quote", "item", "link", "strong", "emphasis"}
"""What our own layout is made of; anything else comes from outside."""


def problems(shown: OutgoingMessage, papers: Iterable[Paper] = ()) -> list[str]:
    """Return what Discord would refuse, and what a text from outside has brought about."""
    body = sent(shown)
    names = {number: file.name for number, file in enumerate(shown.files)}
    refused = check(
        "POST",
        "/channels/{channel_id}/messages",
        body,
        content_type="application/json",
        circumstances=Circumstances(files=names),
    )
    return [*map(str, refused), *_totals(body), *_brought(body, papers)]


def sent(shown: OutgoingMessage) -> dict[str, Any]:
    """Return the body with which discord.py creates the message."""
    files = [attached.file() for attached in shown.files]
    with handle_message_parameters(
        view=shown.view,
        files=files,
        allowed_mentions=discord.AllowedMentions.none(),
    ) as parameters:
        if parameters.multipart:
            return discord.utils._from_json(parameters.multipart[0]["value"])  # type: ignore[no-any-return]
        return dict(parameters.payload or {})


def components(shown: OutgoingMessage) -> Iterator[dict[str, Any]]:
    """Yield every component, outer ones first."""
    yield from _walk(shown.view.to_components())


def texts(shown: OutgoingMessage) -> list[str]:
    """Return the texts in reading order."""
    return [c["content"] for c in components(shown) if c["type"] == 10]


def labels(shown: OutgoingMessage) -> list[str]:
    """Return the labels of the buttons in reading order, or their emoji."""
    return [c.get("label") or c["emoji"]["name"] for c in components(shown) if c["type"] == 2]


def _walk(found: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in found:
        yield component
        yield from _walk(component.get("components", ()))
        if "accessory" in component:
            yield from _walk([component["accessory"]])


def _totals(body: dict[str, Any]) -> Iterator[str]:
    """Count anew, in the stricter way of both that Discord may count in."""
    walked = list(_walk(body["components"]))
    length = sum(count_units(c["content"]) for c in walked if c["type"] == 10)
    if length > 4_000:
        yield f"{length} units of text"
    if len(walked) > 40:
        yield f"{len(walked)} components"


def _brought(body: dict[str, Any], papers: Iterable[Paper]) -> Iterator[str]:
    papers = list(papers)
    allowed = {paper_address(paper) for paper in papers} - {""}
    texts = {text_address(paper, None) for paper in papers} - {""}
    for component in _walk(body["components"]):
        if component.get("url") and component["url"] not in allowed:
            yield f"a button leads to {component['url']}"
        if component["type"] != 10:
            continue
        found = read(component["content"])
        yield from (
            f"{kind} in {component['content']!r}"
            for kind in found.kinds
            if kind not in HARMLESS and kind != "strike"
        )
        unlabelled = found.kinds.count("strike") - component["content"].count("~~ *(")
        yield from ["text struck through without a label"] * unlabelled
        yield from (
            f"a link to {link!r}"
            for link in found.links
            if link not in allowed and urldefrag(link).url not in texts
        )
