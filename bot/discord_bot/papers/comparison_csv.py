"""Write a comparison as a CSV table: a row for what one paper says of one aspect."""

from __future__ import annotations

from bot.answering.answer import Comparison
from bot.export.csv_table import row

COLUMNS = ("aspect", "paper_id", "title", "authors", "year", "url", "stated", "text", "evidence")


def write(comparison: Comparison) -> bytes:
    """Return the table as spreadsheets read it: UTF-8 that says so by its first bytes."""
    lines = [row(COLUMNS)]
    for aspect in comparison.aspects:
        for paper, cell in zip(comparison.papers, aspect.cells, strict=True):
            lines.append(
                row(
                    (
                        aspect.name,
                        paper.paper_id,
                        paper.title,
                        "; ".join(paper.authors),
                        str(paper.year or ""),
                        paper.link,
                        "yes" if cell.stated else "no",
                        cell.text,
                        " […] ".join(span.text for span in cell.evidence),
                    )
                )
            )
    return "".join(lines).encode("utf-8-sig")
