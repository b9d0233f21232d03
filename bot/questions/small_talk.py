"""Recognize what is no question about papers: greetings, thanks, and questions about the bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from retrieval.text import patterns as re

SmallTalk = Literal["greeting", "thanks", "goodbye", "help", "no-question"]
"""What small talk is replied to with."""

_SAID: Mapping[SmallTalk, str] = {
    "greeting": "hi hello hey heya yo howdy greetings gm morning afternoon evening day hola "
    "bonjour salut hallo servus moin ciao sup ping test testing olá こんにちは 你好 안녕하세요 "
    "привет",
    "thanks": "thanks thank thx ty tysm cheers merci danke gracias great awesome nice cool "
    "perfect good wow lovely brilliant amazing helpful gg kudos appreciate appreciated love "
    "neat sweet 👍 ❤ 🙏 🎉 👏 💯 😊 🔥 🙌 ✅",
    "goodbye": "bye goodbye cya ttyl later night gn",
    "no-question": "lol haha hehe lmao rofl oops sorry sry nevermind never mind nvm nm ok okay "
    "k hm uh ah oh yes no yep nope sure right true same idk wait brb afk wrong channel chat "
    "person bad what huh and so but this that the was is i it all everyone everybody there "
    "guys folks team bot footnote again much a lot very you to for help helped really today "
    "friends mate just i'm im am new here please ignore my see ya take care job answer stuff "
    "well done mean guess one then how are doing",
}
_WORDS: Mapping[SmallTalk, frozenset[str]] = {
    key: frozenset(words.split()) for key, words in _SAID.items()
}
_HELP = re.compile(
    r"\b(?:what (?:can|do|could) (?:you|u|this bot) (?:do|answer|offer|know)\W*$|(?:who|what) are "
    r"(?:you|u)\W*$|are (?:you|u) (?:a )?(?:human|bot|robot|ai|person|there|online)\b|how (?:do|"
    r"can) i (?:use|ask) (?:you|u|this|the bot|footnote)\b|how does this (?:bot )?work\W*$|what "
    r"is this (?:bot|thing|place)?\W*$)|^\W*(?:help|commands?|usage|info|start)\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s.,!?;:()…️]+")
_MAX_CHARS = 80


def find_small_talk(text: str) -> SmallTalk | None:
    """Return how to reply to small talk; None for anything that may be about papers."""
    if len(text) > _MAX_CHARS:
        return None
    if _HELP.search(text):
        return "help"
    said = set(_WORD.findall(text.lower()))
    if any(map(str.isalnum, text)) and not said <= frozenset().union(*_WORDS.values()):
        return None
    found: SmallTalk = next((key for key, words in _WORDS.items() if said & words), "no-question")
    return None if found == "no-question" and said and "?" in text else found
