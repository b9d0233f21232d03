"""Rewrite schemas of an OpenAPI document: quick to check, and exact in what they say.

References are put in their place (one object shared by all who refer to it, so that a cycle stays
one), unions of objects that bear a `type` choose by it (`x-by-type`), a choice of constants becomes
an `enum`, and objects of requests are closed to properties that are not described.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]
BY_TYPE = "x-by-type"
UNLESS_NULL = "x-unless-null"

_PREFIX = "#/components/schemas/"
_IN_SCHEMAS = ("items", "additionalProperties")


class Schemas:
    """The named schemas of a document, rewritten as they are asked for."""

    def __init__(self, named: Mapping[str, Any], *, closed: bool) -> None:
        self._named = named
        self._closed = closed
        self._rewritten: dict[str, Schema] = {}

    def rewrite(self, schema: Mapping[str, Any]) -> Schema:
        """Return `schema` rewritten, with all that it refers to."""
        reference = schema.get("$ref")
        if reference is not None:
            return self._of(reference.removeprefix(_PREFIX))
        found: Schema = {
            key: value
            for key, value in schema.items()
            if key not in {"oneOf", "anyOf", "allOf", "properties", *_IN_SCHEMAS}
        }
        for key in _IN_SCHEMAS:
            if isinstance(schema.get(key), dict):
                found[key] = self.rewrite(schema[key])
            elif key in schema:
                found[key] = schema[key]
        if "properties" in schema:
            found["properties"] = {
                name: self.rewrite(inner) for name, inner in schema["properties"].items()
            }
            if self._closed:
                found.setdefault("additionalProperties", False)
        if "allOf" in schema and "enum" not in schema:  # beside an enum it says only less
            found["allOf"] = [self.rewrite(branch) for branch in schema["allOf"]]
        for key in ("oneOf", "anyOf"):
            if key in schema:
                found.update(self._union(schema[key]))
        return found

    def _of(self, name: str) -> Schema:
        if name not in self._rewritten:
            self._rewritten[name] = place = {}
            place.update(self.rewrite(self._named[name]))
        return self._rewritten[name]

    def _union(self, branches: list[Schema]) -> Schema:
        some = [branch for branch in branches if branch.get("type") != "null"]
        found = self._choice(some)
        return found if len(some) == len(branches) else {UNLESS_NULL: found}

    def _choice(self, branches: list[Schema]) -> Schema:
        if len(branches) == 1:
            return self.rewrite(branches[0])
        if all("const" in branch for branch in branches):
            return {"enum": [branch["const"] for branch in branches]}
        by_type: Schema = {}
        for branch in branches:
            kinds = self._types(branch)
            if not kinds or any(kind in by_type for kind in kinds):
                return {"anyOf": [self.rewrite(one) for one in branches]}
            by_type.update(dict.fromkeys(kinds, self.rewrite(branch)))
        return {BY_TYPE: by_type}

    def _types(self, branch: Schema) -> list[Any]:
        """Return the values of `type` by which a branch is known, none where it has no such."""
        while "$ref" in branch:
            branch = self._named[branch["$ref"].removeprefix(_PREFIX)]
        if "type" not in branch.get("required", ()):
            return []
        values = branch.get("properties", {}).get("type", {}).get("enum", [])
        return list(values)
