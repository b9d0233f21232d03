"""Write papers as RIS, for EndNote, Zotero and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.export.escape import one_line
from retrieval.paper import Paper, arxiv_id


def write(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a record a paper, a blank line between two."""
    for number, paper in enumerate(papers):
        yield ("\n" if number else "") + record(paper)


def record(paper: Paper) -> str:
    """Return the paper's record, ending in `ER  - ` and a line end.

    Authors stay as their source wrote them: turning "van der Maaten" or "Gemma Team" round
    would often be wrong.
    """
    shown = paper.for_reading()
    preprint = arxiv_id(shown.paper_id)
    kind = "UNPB" if preprint else "JOUR" if shown.doi else "GEN"
    lines = [("TY", kind), ("ID", shown.paper_id), ("TI", shown.title)]
    lines += [("AU", name) for name in shown.authors]
    lines += [
        ("PY", str(shown.year or "")),
        ("DA", f"{shown.published:%Y/%m/%d}" if shown.published else ""),
        ("DO", shown.doi),
        ("UR", shown.link),
        ("AN", f"arXiv:{preprint}" if preprint else ""),
    ]
    lines += [("KW", category) for category in shown.categories]
    lines += [("AB", shown.abstract)]
    cleaned = ((tag, one_line(value)) for tag, value in lines)
    return "".join(f"{tag}  - {value}\n" for tag, value in cleaned if value) + "ER  - \n"
