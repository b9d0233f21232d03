"""Write JSON to standard output; `json_keys` says which keys each result has."""

from __future__ import annotations

import json
import sys


def print_json(result: object, **more: object) -> None:
    """Write a result with `more` keys to standard output, in ASCII: harmless in any terminal."""
    from bot.cli.json_keys import to_json

    document = {**to_json(result), **more} if more else to_json(result)
    sys.stdout.write(json.dumps(document, indent=2) + "\n")
