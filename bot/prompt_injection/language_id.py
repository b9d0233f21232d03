"""Recognize sentences that are clearly in another language than the one asked for."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Final

from bot.prompt_injection.english_letters import is_unlike_english
from bot.prompt_injection.links_and_mentions import ADDRESS
from retrieval.text import patterns as re

_WORD = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 5  # fewer do not tell a language
_MIN_COMMON_WORDS = 3  # of another language

_SCRIPTS: Final[Mapping[str, frozenset[str]]] = {
    "Greek": frozenset({"GREEK"}),
    "Ukrainian": frozenset({"CYRILLIC"}),
    "Russian": frozenset({"CYRILLIC"}),
    "Hebrew": frozenset({"HEBREW"}),
    "Arabic": frozenset({"ARABIC"}),
    "Hindi": frozenset({"DEVANAGARI"}),
    "Korean": frozenset({"HANGUL", "CJK"}),
    "Japanese": frozenset({"HIRAGANA", "KATAKANA", "CJK"}),
    "Chinese": frozenset({"CJK"}),
}
_COMMON_WORDS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(words.split())
    for name, words in {
        "English": "the of and to is are that this with for was were by from which on as it an "
        "be our "
        "we in at its can has have these such than more most between into not all each or",
        "German": "der die das und ist sind wird werden nicht ein eine einen mit von auf für im "
        "zu den dem des sich auch dass",
        "French": "le la les des est sont et une un dans pour que qui avec sur par du ce cette "
        "pas au aux",
        "Spanish": "el la los las es son y una un del en para que con por se como al este esta lo",
        "Portuguese": "o os as é são e uma um do da dos das em para que com por não ao pelo",
        "Italian": "il lo gli è sono una un del della dei di che con per nel non alla delle",
        "Dutch": "de het een en zijn van op met voor dat niet wordt worden te aan door",
        "Polish": "jest są nie się że oraz przez dla",
        "Swedish": "och är det ett som av på inte att den",
        "Danish": "og er det et som af på ikke den",
        "Norwegian": "og er det et som av på ikke å den",
        "Turkish": "bir ve bu için ile olarak olan daha çok",
        "Vietnamese": "và của là các một có được cho trong với này không",
        "Latin": "est non cum sed quod sunt esse",
    }.items()
}


def is_other_language(text: str, language: str) -> bool:
    """Tell whether `text` is surely not in `language`, an English name; False for unknown names.

    Names, figures and short texts belong to no language. What is not English is known by its
    letters, too, so that it may be in any other language.
    """
    if language == "English" and (
        _find_script(text) != "LATIN" or is_unlike_english(ADDRESS.sub(" ", text))
    ):
        return True
    return has_words_of_another(text, language)


def has_words_of_another(text: str, language: str) -> bool:
    """Tell whether the small words of `text` are those of a language other than `language`."""
    words = _WORD.findall(text.lower())
    if len(words) < _MIN_WORDS and not _is_spaceless(text):
        return False
    script = _find_script(text)
    if language in _SCRIPTS:
        return script == "LATIN" and _most_common_language(words)[1] >= _MIN_COMMON_WORDS
    if language not in _COMMON_WORDS:
        return False
    if script != "LATIN":
        return True
    wanted = sum(word in _COMMON_WORDS[language] for word in words)
    other, many = _most_common_language(words, without=language)
    return bool(other) and many >= _MIN_COMMON_WORDS and many > 2 * wanted


def guess_language(text: str) -> str:
    """Return the English name of the language that a text seems to be in; English if unclear."""
    if any("\u3040" <= c <= "\u30ff" for c in text):
        return "Japanese"
    if (script := _find_script(text)) != "LATIN":
        return next((name for name, known in _SCRIPTS.items() if known == {script}), "English")
    language, common = _most_common_language(_WORD.findall(text.lower()))
    return language if common else "English"


def _most_common_language(words: list[str], without: str = "") -> tuple[str, int]:
    told = {n: sum(w in c for w in words) for n, c in _COMMON_WORDS.items() if n != without}
    best = max(told, key=lambda name: told[name])
    return best, told[best]


def _is_spaceless(text: str) -> bool:
    return sum("\u3040" <= c <= "\u9fff" for c in text) > _MIN_WORDS


def _find_script(text: str) -> str:
    """Return the first word of the Unicode name of most letters: LATIN, CYRILLIC, CJK."""
    letters = (c for c in text if c.isalpha())
    names = Counter(
        "LATIN" if c.isascii() else unicodedata.name(c, "LATIN").split(maxsplit=1)[0]
        for c in letters
    )
    return names.most_common(1)[0][0] if names else "LATIN"
