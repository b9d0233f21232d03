"""Prepare a process for serving many users: warm up, and tune the interpreter."""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import suppress

from bot.application import Application
from bot.discord_bot.locales.translations import LANGUAGES, load_bundle
from bot.grounding.checker import ClaimChecker
from prompts.tokens import load_encoding
from retrieval.errors import RetrievalError

_SWITCH_SECONDS = 0.0005
"""How long a thread may hold the interpreter: a tenth of Python's default.

The event loop releases the interpreter for each message it sends, and then waits until a searching
thread releases it. With the default, fifty deferred answers would wait fifty times as long.
"""


def warm_up(application: Application) -> None:
    """Load what the first requests need; block for a second or two.

    The model that checks sentences loads in a separate thread, since writing the first answer takes
    longer. Quotes do not need it.
    """
    for language in LANGUAGES:
        load_bundle(language)
    with suppress(RetrievalError):  # a search will report it
        application.library.search("ready", limit=1)
    if application.settings.mode == "model":
        threading.Thread(
            target=_load_checker, args=(application.check,), name="load-checker"
        ).start()
        import openai  # noqa: F401 - takes a second

        load_encoding()


def _load_checker(check: ClaimChecker) -> None:
    with suppress(RetrievalError):  # a question will report it
        check.load()


def tune_interpreter() -> None:
    """Keep the interpreter's pauses short; call it once everything is loaded."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    # What is loaded by now stays. Without `freeze`, each collection would traverse all of it, and
    # block the event loop for a tenth of a second or more.
    gc.collect()
    gc.freeze()
