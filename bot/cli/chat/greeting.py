"""Greet the reader: how many papers there are, and what could be asked of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from bot.cli.render.page import plain, show
from retrieval.paper import Paper
from retrieval.search.query import Filters

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog

_EXAMPLES = 3


async def greet(catalog: Catalog, console: Console) -> None:
    """Print a greeting with questions that this very library can answer."""
    count = await asyncio.to_thread(catalog.count, Filters())
    if not count:
        show(console, plain("The library is empty. Leave (/quit) and run: footnote ingest starter"))
        console.print()
        return
    newest = await asyncio.to_thread(
        catalog.page, Filters(), sort="published", offset=0, limit=_EXAMPLES * 20
    )
    papers = "1 paper" if count == 1 else f"{count:,} papers"
    show(console, plain(f"Footnote, with {papers}. Ask, or type /help. For example:"))
    for question in examples(newest):
        show(console, plain(question, "cyan"), indent=2)
    console.print()


def examples(papers: Sequence[Paper]) -> list[str]:
    """Return questions about papers, by the name before a title's colon, else by the title."""
    forms = ("What is {}?", "How does {} work?", "How well does {} do?")
    names: list[str] = []
    for paper in papers:
        name, colon, _ = paper.for_reading().title.partition(": ")
        if colon and " " not in name and len(name) <= 24 and name not in names:
            names.append(name)
    # From different parts of the list, so that they are not all of one day's field.
    step = max(len(names) // _EXAMPLES, 1)
    chosen = names[::step][:_EXAMPLES]
    asked = [form.format(name) for form, name in zip(forms, chosen, strict=False)]
    others = [p.for_reading().title for p in papers if not p.title.startswith(tuple(chosen))]
    return asked + [f"What is “{title}” about?" for title in others[: _EXAMPLES - len(asked)]]
