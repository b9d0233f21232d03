"""The body of a refusal, in Discord's own form."""

from __future__ import annotations

from discord_playground.checks.errors import error_body
from discord_playground.checks.problem import Problem


def test_errors_are_nested_by_path() -> None:
    """Each key and index of a path is a level, with the errors of the field at the end."""
    body = error_body(
        [
            Problem(("embeds", 0, "title"), "BASE_TYPE_MAX_LENGTH", "Must be 256 or fewer."),
            Problem(("embeds", 0, "title"), "SECOND", "And this."),
            Problem(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", "Too large."),
        ]
    )

    assert body == {
        "code": 50035,
        "message": "Invalid Form Body",
        "errors": {
            "embeds": {
                "0": {
                    "title": {
                        "_errors": [
                            {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer."},
                            {"code": "SECOND", "message": "And this."},
                        ]
                    }
                },
                "_errors": [{"code": "MAX_EMBED_SIZE_EXCEEDED", "message": "Too large."}],
            }
        },
    }


def test_a_problem_says_where() -> None:
    """As text, a problem has its path as one would write it in code."""
    problem = Problem(("components", 1, "label"), "X", "Too long.")

    assert str(problem) == "components[1].label: Too long. (X)"
    assert str(Problem((), "X", "Empty.")) == "the request: Empty. (X)"


def test_what_is_found_twice_is_said_once() -> None:
    """One code at one path is one error, however many checks have found it."""
    body = error_body([Problem(("x",), "UNKNOWN", "No."), Problem(("x",), "UNKNOWN", "Never.")])

    assert body["errors"] == {"x": {"_errors": [{"code": "UNKNOWN", "message": "No."}]}}
