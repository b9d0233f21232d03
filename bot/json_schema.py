"""JSON schemas that language models are asked to reply by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def build_object_schema(properties: Mapping[str, object]) -> dict[str, Any]:
    """Return the JSON schema of an object that has all the properties, and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
