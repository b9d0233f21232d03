"""Parse an untrusted file in the child process that `parser_process` starts.

Standard input is a line of JSON with the request, then the bytes of the file. Standard output is
one JSON object per line: `{"line", "paper", "cut"}` or `{"line", "reason"}`, and a last one with
the outcome: `{"done", "more"}` with the line where the unread rest begins, `{"unreadable"}` with
the reason why the file has no papers, or `{"crashed"}`.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from retrieval.child_limits import limit_resources
from retrieval.errors import SourceError
from retrieval.limits import MAX_REASON_CHARS, truncate_paper, truncate_text
from retrieval.sources.files import read_bytes
from retrieval.sources.json_lines import to_json
from retrieval.sources.records import Record, Rejected


def main() -> None:
    """Answer the one request of this process."""
    logging.disable()  # a library may log every bad character
    request = json.loads(sys.stdin.buffer.readline())
    limit_resources(request)
    for answer in _answer_request(request["name"], sys.stdin.buffer.read(), request["max_records"]):
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


def _answer_request(name: str, data: bytes, max_records: int | None) -> Iterator[dict[str, Any]]:
    try:
        results = read_bytes(name, data)
        yield from map(_to_json_line, islice(results, max_records))
        more = next(results, None)  # a record past the limit
        yield {"done": True, "more": more.line if more else None}
    except SourceError as error:
        yield {"unreadable": str(error)}
    except Exception as error:  # MemoryError and RecursionError among them
        yield {"crashed": type(error).__name__}


def _to_json_line(result: Record | Rejected) -> dict[str, Any]:
    # Truncate here already, to keep the answer short.
    if isinstance(result, Rejected):
        return {"line": result.line, "reason": truncate_text(result.reason, MAX_REASON_CHARS)}
    paper, cut = truncate_paper(result.paper)
    return {"line": result.line, "paper": to_json(paper), "cut": cut}


if __name__ == "__main__":
    main()
