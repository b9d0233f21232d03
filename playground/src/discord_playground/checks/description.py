"""Check requests and answers against Discord's own OpenAPI description."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from jsonschema.protocols import Validator

from discord_playground.checks import fields, validation
from discord_playground.checks.problem import Problem
from discord_playground.checks.quirks import corrected
from discord_playground.checks.routes import shape
from discord_playground.checks.schemas import Schemas

NOT_DESCRIBED = "ROUTE_NOT_DESCRIBED"
_JSON = "application/json"


class Description:
    """Discord's description of its HTTP API; validators are made when they are first needed."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        schemas = document["components"]["schemas"]
        self._components = document["components"]
        self._requests = Schemas(corrected(schemas), closed=True)
        self._answers = Schemas(schemas, closed=False)
        self._operations: dict[tuple[str, str], Mapping[str, Any]] = {
            (method.upper(), shape(route)): operation
            for route, methods in document["paths"].items()
            for method, operation in methods.items()
            if isinstance(operation, dict)
        }
        self._validators: dict[tuple[str, ...], Validator | None] = {}

    @classmethod
    def load(cls, path: Path) -> Description:
        """Read the description from a JSON file; raises OSError or ValueError."""
        return cls(json.loads(path.read_bytes()))

    def describes(self, method: str, route: str) -> bool:
        """Tell whether the description has the route at all, whatever its parameters are called."""
        return (method.upper(), shape(route)) in self._operations

    def operations(self) -> Collection[tuple[str, str]]:
        """Return every method and route, its parameters unnamed."""
        return self._operations.keys()

    def schemas(self) -> Collection[str]:
        """Return the names of all schemas."""
        return frozenset(self._components["schemas"])

    def check(self, method: str, route: str, body: Any) -> list[Problem]:
        """Return how a request's body departs from the description.

        `body` is the JSON, or that of `payload_json` in a multipart request, None where there is
        none. A route that is not described is a problem of its own.
        """
        if not self.describes(method, route):
            return [Problem((), NOT_DESCRIBED, f"{method} {route} is not described by Discord.")]
        key = (method.upper(), shape(route))
        if key not in self._validators:
            self._validators[key] = self._body_of(self._operations[key])
        validator = self._validators[key]
        if validator is None:
            empty = body in (None, {}, [])
            return [] if empty else [Problem((), "BODY_NOT_DESCRIBED", "This takes no body.")]
        if body is None:
            required = self._operations[key]["requestBody"].get("required", False)
            return [fields.required_problem(())] if required else []
        return validation.problems(validator, body)

    def check_answer(self, method: str, route: str, status: int, body: Any) -> list[Problem]:
        """Return how an answer departs from the description; one of an unknown status does not."""
        if not self.describes(method, route):
            return [Problem((), NOT_DESCRIBED, f"{method} {route} is not described by Discord.")]
        operation = (method.upper(), shape(route))
        key = (*operation, str(status))
        if key not in self._validators:
            self._validators[key] = self._answer_of(self._operations[operation], status)
        validator = self._validators[key]
        return [] if validator is None else validation.problems(validator, body)

    def _body_of(self, operation: Mapping[str, Any]) -> Validator | None:
        content = operation.get("requestBody", {}).get("content", {})
        # One schema for all content types, but that multipart also has the files.
        media = content.get(_JSON) or next(iter(content.values()), None)
        return validation.validator(self._requests.rewrite(media["schema"])) if media else None

    def _answer_of(self, operation: Mapping[str, Any], status: int) -> Validator | None:
        answers = operation.get("responses", {})
        answer = answers.get(str(status)) or answers.get(f"{status // 100}XX")
        if answer is None:
            return None
        if "$ref" in answer:
            answer = self._components["responses"][answer["$ref"].rpartition("/")[2]]
        media = answer.get("content", {}).get(_JSON)
        return validation.validator(self._answers.rewrite(media["schema"])) if media else None
