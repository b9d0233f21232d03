"""What earlier questions left in question, and in which language to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.answering.language_model import Turn
from bot.prompt_injection.language_id import guess_language

_SEARCHED_IN_ENGLISH: Final[Mapping[str, str]] = {
    "English": "The library is searched in English: ask in English to find more.",
    "German": "Gesucht wird auf Englisch: Frag auf Englisch, um mehr zu finden.",
    "French": "La recherche se fait en anglais : demande en anglais pour trouver davantage.",
    "Japanese": "検索は英語で行われます。英語で質問すると、さらに見つかることがあります。",
    "Chinese": "检索以英文进行，用英文提问可以找到更多。",
}


def describe_search_language(question: str) -> str:
    """Return the hint to ask in English, in the language of a question that is in another."""
    return _SEARCHED_IN_ENGLISH.get(guess_language(question), _SEARCHED_IN_ENGLISH["English"])


def find_ids_in_question(history: Sequence[Turn]) -> tuple[str, ...]:
    """Return the ids of the papers that the last answer about any left in question."""
    return next((turn.paper_ids for turn in reversed(history) if turn.paper_ids), ())
