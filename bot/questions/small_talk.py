"""Recognize what is no question about papers: greetings, thanks, and questions about the bot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

SmallTalk = Literal["greeting", "thanks", "goodbye", "help", "no-question"]
"""What small talk is replied to with."""

_FILLER = (
    r"(?:\b(?:all|everyone|everybody|there|guys|folks|team|bot|footnote|again|so|much|a|"
    r"lot|very|you|to|that|it|this|for|the|help|helped|really|oh|ok|okay|and|today|friends?|y'all|"
    r"mate|very|just|i'm|im|i|am|new|here|was)\b|[\W_]|\d)*"
)
_PATTERNS: Mapping[SmallTalk, str] = {
    "help": (
        r"\b(?:what|which things) (?:can|do|could) (?:you|u|this bot|it) (?:do|answer|offer|"
        r"know)\W*$|"
        r"\bwho are (?:you|u)\b|\bwhat are (?:you|u)\W*$|\bare (?:you|u) (?:a )?(?:real|"
        r"human|bot|robot|ai|person|there|awake|online|alive)\b|"
        r"^\W*+(?:(?:hi|hey|hello)\W*+)?(?:i'?m|i am) new (?:here|to this)\b|"
        r"\bhow (?:do|can) i (?:use|talk to|work with|ask) (?:you|u|this|it|the bot|footnote)\b|"
        r"^\W*(?:help|commands?|usage|info|start)\W*$|\bwhat is this (?:bot|thing|"
        r"place)?\W*$|\bhow does this (?:bot )?work\W*$|"
        r"^\W*(?:hey |hi |hello )?(?:u|you) there\W*$|\bwhat languages? (?:do|can) you\b"
    ),
    "thanks": (
        rf"^{_FILLER}(?:thanks|thank|thx|ty|tysm|cheers|merci|danke|gracias|great|awesome|"
        rf"nice|cool|perfect|good|"
        rf"wow|lovely|brilliant|amazing|well done|helpful|gg|kudos|appreciate|appreciated|"
        rf"love|neat|sweet){_FILLER}"
        rf"(?:(?:thanks|thank|bot|job|one|work|answer|stuff|nice|cool|great|lol|haha|cheers|"
        rf"helpful){_FILLER})*$|"
        r"^\W*(?:thanks|thank you|thx)\b[^?]*$|^\s*(?:👍|❤️|🙏|🎉|👏|💯|😊|😀|🔥|🙌|✅)[\s\W]*$"
    ),
    "greeting": (
        rf"^{_FILLER}(?:hi|hii+|hello|hey|heya|yo|howdy|greetings|gm|gn|good (?:morning|"
        rf"evening|afternoon|day)|morning|"
        rf"hola|bonjour|salut|hallo|servus|moin|ciao|olá|こんにちは|你好|안녕하세요|привет|sup|"
        rf"what'?s up|wassup|"
        rf"ping|test|testing){_FILLER}$|\bhow(?:'s| is| are|s)? (?:your day|you|u|it going|"
        rf"things|life)\b[^?]{{0,25}}\??\W*$"
    ),
    "goodbye": (
        rf"^{_FILLER}(?:bye|goodbye|see (?:you|ya)|cya|good night|ciao|later|ttyl|"
        rf"take care){_FILLER}$"
    ),
    "no-question": (
        r"^\W*(?:lol|haha+|hehe|lmao|rofl|oops|sorry|sry|never ?mind|nvm|nm|ok|okay|k|hm+|"
        r"uh+|ah+|oh|wow|yes|no|yep|nope|sure|"
        r"right|true|same|idk|wait|brb|afk|please ignore|ignore (?:this|that)|"
        r"wrong (?:channel|chat|person)|"
        r"my bad|what|huh|and|so|but|nice|cool|this|that|the|was|is|i|it|mean|guess|see)"
        r"(?:\W+(?:lol|haha+|ok|okay|sorry|never|mind|nvm|wrong|channel|chat|my|bad|nice|"
        r"cool|ignore|that|this|please|then|well|forget|it|one|just|testing|a|test|yes|no|"
        r"right|thanks))*\W*$|"
        r"^[\W\d_]*$"
    ),
}
_COMPILED = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in _PATTERNS.items()}
_MAX_CHARS = 80
_DIRECT = re.compile(r"\b(?:papers?|abstracts?|librar\w+|model|dataset|paper'?s)\b", re.IGNORECASE)


def find_small_talk(text: str) -> SmallTalk | None:
    """Return how to reply to small talk; None for anything that may be about papers."""
    if len(text) > _MAX_CHARS or _DIRECT.search(text):
        return None
    return next((key for key, pattern in _COMPILED.items() if pattern.search(text)), None)
