"""Have everything made before people come, and the interpreter set for one who serves many."""

from __future__ import annotations

import gc
import sys
import threading
from contextlib import suppress

from bot.bootstrap.application import Application
from bot.bootstrap.memory import give_back
from bot.discord_bot.locales.languages import LANGUAGES
from bot.discord_bot.locales.words import bundle
from bot.grounding.checker import ClaimChecker
from prompts import TokenCounter
from retrieval.errors import RetrievalError

_SWITCH = 0.0005
"""Seconds after which a thread gives way to others, a tenth of Python's own.

The event loop lets go of the interpreter at each message it sends, and gets it back only when a
thread that searches gives way: fifty deferred answers would wait fifty times.
"""


def make_ready(application: Application) -> None:
    """Load what would else be loaded while the first people wait; block for a second or two.

    What the sentences of a model are checked by is loaded in a thread beside: the first answer
    comes later than that. Quotes need none of it.
    """
    for language in LANGUAGES:
        bundle(language)
    with suppress(RetrievalError):  # whoever searches is told
        application.library.search("ready", limit=1)
        application.catalogue.titles("ready", 1)
    settings = application.settings
    if settings.mode == "model":
        threading.Thread(target=_load, args=(application.check,), name="entailment").start()
        from bot.llm import client  # noqa: F401 - takes a second to import

        TokenCounter(application.library.directory.cache / "tiktoken", settings.model).load()
    give_back()  # and so does the thread: whichever is the last


def _load(check: ClaimChecker) -> None:
    with suppress(RetrievalError):  # whoever asks is told
        check.make_ready()
    give_back()


def serve_many() -> None:
    """Keep the interpreter's own pauses short; to be called when everything is made."""
    sys.setswitchinterval(_SWITCH)
    # What is there now stays: the collector need not look at all of it again and again, which
    # would hold up the event loop for a tenth of a second and more.
    gc.collect()
    gc.freeze()
