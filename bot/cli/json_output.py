"""Write JSON to standard output; `json_keys` says which keys each result has."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

JSON = Mapping[str, Any]


def print_json(result: object, **more: object) -> None:
    """Write a result with `more` keys to standard output, in ASCII: harmless in any terminal."""
    from bot.cli.json_keys import to_json

    document = {**to_json(result), **more} if more else to_json(result)
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def print_json_line(document: JSON) -> None:
    """Write one line of JSON to standard output, and flush it."""
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()
