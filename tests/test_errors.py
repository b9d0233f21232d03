"""Errors as the log has them: where and what, without what people wrote."""

from __future__ import annotations

import json

import pytest

from bot.answering.language_model import ModelRejected, ModelUnavailable
from bot.answering.summarize import UnknownStyle
from bot.discord_bot.errors import UserError
from bot.errors import describe, trace
from retrieval.errors import IndexFault, PaperNotFound, SourceDown, SourceError

MARK = "zyxomma"


def _caught(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause
    except BaseException as caught:
        return caught


@pytest.mark.parametrize(
    ("error", "described"),
    [
        (ModelUnavailable("The server is down."), "ModelUnavailable: The server is down."),
        (ModelRejected(f"It said: {MARK}. Wait.", quoted=MARK), "ModelRejected: It said: …. Wait."),
        (IndexFault("The disk is full."), "IndexFault: The disk is full."),
        (SourceDown("arxiv.org does not answer."), "SourceDown: arxiv.org does not answer."),
        (PaperNotFound(f"No paper is called {MARK}."), "PaperNotFound: …"),
        (SourceError(f"{MARK}.bib is empty."), "SourceError: …"),
        (UnknownStyle(f"There is no style {MARK}."), "UnknownStyle: …"),
        (UserError("ask-empty", text=MARK), "UserError: ask-empty"),
        (ValueError(MARK), "ValueError"),
        (KeyError(MARK), "KeyError"),
        (
            OSError(28, "No space left on device", MARK),
            "OSError (errno 28, No space left on device)",
        ),
    ],
)
def test_only_our_own_words_are_told(error: Exception, described: str) -> None:
    """Of other errors the type and the codes."""
    assert describe(error) == described


def test_a_trace_has_every_cause_and_no_value() -> None:
    """Each with where it was raised, and with the line that raised it."""
    cause = _caught(json.JSONDecodeError(f"bad {MARK}", MARK, 0))
    cause.add_note(MARK)
    told = trace(_caught(IndexFault("It is damaged."), cause))

    assert "JSONDecodeError" in told
    assert told.rstrip().endswith("IndexFault: It is damaged.")
    assert told.count("raise error from cause") == 2
    assert MARK not in told
