"""Write papers in the forms that reference managers and programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.export import bibtex, csv_table, json_lines, markdown, ris
from retrieval.paper import Paper

Writer = Callable[[Iterable[Paper]], Iterator[str]]

FORMATS: Mapping[str, Writer] = {
    "bibtex": bibtex.write,
    "ris": ris.write,
    "csv": csv_table.write,
    "markdown": markdown.write,
    "jsonl": json_lines.write,
}


def export(papers: Iterable[Paper], format: str) -> Iterator[str]:
    """Yield the text of `papers` in one of `FORMATS`, a piece at a time.

    Papers come as they are recorded. Raises `KeyError` where there is no such format.
    """
    return FORMATS[format](papers)
