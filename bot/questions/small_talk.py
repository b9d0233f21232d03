"""Recognize what is no question about papers: greetings, thanks, and questions about the bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from retrieval.text import patterns as re

SmallTalk = Literal["greeting", "thanks", "goodbye", "help", "no-question"]
"""What small talk is replied to with."""

_FILLER = (
    r"(?:\b(?:all|everyone|everybody|there|guys|folks|team|bot|footnote|again|so|much|a|"
    r"lot|very|you|to|that|it|this|for|the|help|helped|really|oh|ok|okay|and|today|friends?|y'all|"
    r"mate|just|i'm|im|i|am|new|here|was)\b|[\W_]|\d)*"
)
"""Words around a greeting or thanks, which tell nothing."""
_PATTERNS: Mapping[SmallTalk, str] = {
    "help": (
        r"\b(?:what|which things) (?:can|do|could) (?:you|u|this bot|it) (?:do|answer|offer|"
        r"know)\W*$|"
        r"\bwho are (?:you|u)\b|"
        r"\bwhat are (?:you|u)\W*$|"
        r"\bare (?:you|u) (?:a )?(?:real|human|bot|robot|ai|person|there|awake|online|alive)\b|"
        r"^\W*(?:(?:hi|hey|hello)\W*)?(?:i'?m|i am) new (?:here|to this)\b|"
        r"\bhow (?:do|can) i (?:use|talk to|work with|ask) (?:you|u|this|it|the bot|footnote)\b|"
        r"^\W*(?:help|commands?|usage|info|start)\W*$|"
        r"\bwhat is this (?:bot|thing|place)?\W*$|"
        r"\bhow does this (?:bot )?work\W*$|"
        r"^\W*(?:hey |hi |hello )?(?:u|you) there\W*$|"
        r"\bwhat languages? (?:do|can) you\b"
    ),
    "thanks": (
        rf"^{_FILLER}(?:thanks|thank|thx|ty|tysm|cheers|merci|danke|gracias|great|awesome|nice|"
        r"cool|perfect|good|wow|lovely|brilliant|amazing|well done|helpful|gg|kudos|appreciate|"
        rf"appreciated|love|neat|sweet){_FILLER}(?:(?:thanks|thank|bot|job|one|work|answer|stuff|"
        rf"nice|cool|great|lol|haha|cheers|helpful){_FILLER})*$|"
        r"^\W*(?:thanks|thank you|thx)\b[^?]*$|"
        r"^\s*(?:👍|❤️|🙏|🎉|👏|💯|😊|😀|🔥|🙌|✅)[\s\W]*$"
    ),
    "greeting": (
        rf"^{_FILLER}(?:hi|hii+|hello|hey|heya|yo|howdy|greetings|gm|gn|good (?:morning|evening|"
        r"afternoon|day)|morning|hola|bonjour|salut|hallo|servus|moin|ciao|"
        rf"sup|what'?s up|wassup|ping|test|testing){_FILLER}$|"
        r"\bhow(?:'s| is| are|s)? (?:your day|you|u|it going|things|life)\b[^?]{0,25}\??\W*$"
    ),
    "goodbye": (
        rf"^{_FILLER}(?:bye|goodbye|see (?:you|ya)|cya|good night|ciao|later|ttyl|"
        rf"take care){_FILLER}$"
    ),
    "no-question": (
        r"^\W*(?:lol|haha+|hehe|lmao|rofl|oops|sorry|sry|never ?mind|nvm|nm|ok|okay|k|hm+|uh+|"
        r"ah+|oh|wow|yes|no|yep|nope|sure|right|true|same|idk|wait|brb|afk|please ignore|"
        r"ignore (?:this|that)|wrong (?:channel|chat|person)|my bad|what|huh|and|so|but|nice|"
        r"cool|this|that|the|was|is|i|it|mean|guess|see)(?:\W+(?:lol|haha+|ok|okay|sorry|never|"
        r"mind|nvm|wrong|channel|chat|my|bad|nice|cool|ignore|that|this|please|then|well|forget|"
        r"it|one|just|testing|a|test|yes|no|right|thanks))*\W*$|"
        r"^[\W\d_]*$"
    ),
}
_FOREIGN_GREETING = re.compile(r"\W*(?:olá|こんにちは|你好|안녕하세요|привет)\W*", re.IGNORECASE)
_COMPILED = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in _PATTERNS.items()}
_MAX_CHARS = 80
_DIRECT = re.compile(r"\b(?:papers?|abstracts?|librar\w+|model|dataset|paper'?s)\b", re.IGNORECASE)
"""Words that show that a question is about papers."""


def find_small_talk(text: str) -> SmallTalk | None:
    """Return how to reply to small talk; None for anything that may be about papers."""
    if len(text) > _MAX_CHARS or _DIRECT.search(text):
        return None
    if _FOREIGN_GREETING.fullmatch(text):
        return "greeting"
    return next((key for key, pattern in _COMPILED.items() if pattern.search(text)), None)
