"""Have a language model say a question in English, in which abstracts are searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.assistant import Plan, Planner
from bot.answering.language_model import (
    LanguageModel,
    RewriteTask,
    Turn,
    write_whole,
)
from bot.grounding.language import is_english
from bot.prompt_injection.links_and_mentions import has_address_or_mention, visible_text
from retrieval.search.query import Filters
from retrieval.text import patterns as re

_MAX_QUESTION_CHARS = 600
_NUMBER = re.compile(r"\d+")


class TranslatingPlanner:
    """A `Planner` that has questions in other languages translated for a plain one.

    If the model fails, or if its translation is not English, too long, has other numbers or an
    address, the question stays as it is.
    """

    def __init__(self, plain: Planner, model: LanguageModel) -> None:
        self._plain = plain
        self._model = model

    async def plan(self, question: str, filters: Filters, history: Sequence[Turn]) -> Plan:
        """Return the plain plan of the question in English."""
        if is_english(question):
            return await self._plain.plan(question, filters, history)
        reply = await write_whole(self._model, RewriteTask(question))
        english = visible_text(reply.text).strip("\"'“” ")
        is_safe = 0 < len(english) <= _MAX_QUESTION_CHARS and not has_address_or_mention(english)
        is_faithful = sorted(_NUMBER.findall(english)) == sorted(_NUMBER.findall(question))
        if reply.error or not is_safe or not is_faithful or not is_english(english):
            english = question
        plan = await self._plain.plan(english, filters, history)
        return replace(plan, usage=plan.usage + reply.usage)
