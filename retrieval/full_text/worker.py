"""Read a paper, draw its pages or set formulas in the child that `full_text.process` starts.

Standard input is a line of JSON with the request, then the bytes of the file. Standard output is
one JSON object per line: `{"page", "pages"}` while a PDF is read, then `{"read"}` with the paper,
`{"pngs"}` with pictures in base64, empty for formulas that cannot be set,
`{"unreadable", "message"}` with the reason, or `{"crashed"}`.
"""

from __future__ import annotations

import base64
import gc
import json
import logging
import os
import sys
from typing import Any

from retrieval.child_limits import limit_resources
from retrieval.errors import UnreadablePaper


def main() -> None:
    """Answer the one request of this process."""
    logging.disable()
    gc.disable()  # a quarter of the time of reading; what it makes is freed without
    request = json.loads(sys.stdin.buffer.readline())
    limit_resources(request)
    data = sys.stdin.buffer.read()
    try:
        _answer(_TASKS[request["task"]](data, request))
    except UnreadablePaper as error:
        _answer({"unreadable": error.reason, "message": str(error)})
    except Exception as error:  # MemoryError and RecursionError among them
        _answer({"crashed": type(error).__name__})


def _answer(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


def _read(data: bytes, request: dict[str, Any]) -> dict[str, Any]:
    from retrieval.full_text.passages import cut_passages

    match request["format"]:
        case "pdf":
            from retrieval.full_text.pdf.read import read_pdf

            document = read_pdf(data, lambda page, pages: _answer({"page": page, "pages": pages}))
        case "jats":
            from retrieval.full_text.jats import read_jats

            document = read_jats(data)
        case _:
            from retrieval.full_text.arxiv_html import read_arxiv_html

            document = read_arxiv_html(data)
    passages = [
        {
            "kind": one.kind,
            "text": one.text,
            "section": one.section,
            "label": one.label,
            "formulas": [[each.start, each.end, each.source] for each in one.formulas],
            "parts": [
                [part.start, part.end, box.page, box.left, box.bottom, box.right, box.top]
                for part in one.parts
                for box in (part.box,)
            ],
        }
        for one in cut_passages(document)
    ]
    return {
        "read": {
            "title": document.title,
            "abstract": document.abstract,
            "identifiers": document.identifiers,
            "pages": document.pages,
            "unread_pages": [document.name_page(page) for page in document.unread_pages],
            "unread_tables": document.unread_tables,
            "is_open": document.is_open,
            "passages": passages,
        }
    }


def _draw(data: bytes, request: dict[str, Any]) -> dict[str, Any]:
    import pypdfium2 as pdfium

    from retrieval.full_text.pdf.picture import draw_evidence
    from retrieval.passage import Box

    try:
        with pdfium.PdfDocument(data) as pdf:
            pngs = [
                draw_evidence(pdf, *([Box(*box) for box in boxes] for boxes in place))
                for place in request["places"]
            ]
    except pdfium.PdfiumError as error:
        raise UnreadablePaper("damaged", "The page cannot be drawn.") from error
    return {"pngs": [base64.b64encode(png).decode() for png in pngs]}


def _set(data: bytes, request: dict[str, Any]) -> dict[str, Any]:
    from retrieval.full_text.formula_picture import draw_formulas

    pngs = [draw_formulas(sources) for sources in request["formulas"]]
    return {"pngs": [base64.b64encode(png).decode() for png in pngs]}


_TASKS = {"read": _read, "draw": _draw, "set": _set}

if __name__ == "__main__":
    main()
    os._exit(0)  # without freeing one by one what was read
