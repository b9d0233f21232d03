"""Find and remove addresses, mentions and invisible text, and the markup of chats and web pages."""

from __future__ import annotations

import unicodedata
from typing import Final

from retrieval.text import patterns as re

# Such as are no words of English: "the model.It learns" has no address in it.
_ENDINGS = "com org net edu gov io ai dev app gg ly xyz info biz example tk ru cn uk eu de fr jp nl"
_PATH = r"(?:[^\s<>\"“”()\[\]{}]|\[\.\]|\([^\s<>()]*\))*"
_ADDRESS = (
    rf"(?:\b[a-z][a-z0-9+.-]{{1,20}}\s?:\s?//{_PATH}|\bwww\.{_PATH}|\b(?:data|javascript|mailto|"
    rf"vbscript|file):[^\s]{{3,}}|(?:[\w-]+\.)+(?:{_ENDINGS.replace(' ', '|')})(?:/{_PATH})?|"
    rf"(?:[a-z0-9-]+\.)+[a-z]{{2,12}}/[a-z]{_PATH}|[\w-]+(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)| dot "
    rf")(?:com|org|net|example|io|ai|gg)|"
    r"\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:/\S*)?)"
)
ADDRESS: Final = re.compile(rf"(?<!\w){_ADDRESS}(?![\w-])", re.IGNORECASE)
"""Finds an address of the web, with or without its scheme."""

# With what leads up to it, so that a sentence stays one without: "Code is available at https://…".
_LED_UP = re.compile(
    rf"(?:[,:;(\[–—-]?\s?\b(?:at|on|via|from|in|under|see|see also|through|here|url|link|website|"
    rf"site|page)\s?)?[:(\[]?\s?(?:\band\s?|,\s?)?[<(\[]?{_ADDRESS}[>)\]]?(?![\w-])",
    re.IGNORECASE,
)
_MASKED = re.compile(r"(!?)\[([^\]\[]*)\]\s?\([^()]*(?:\([^()]*\)[^()]*)?\)")
_REFERENCE = re.compile(r"^[ \t]*\[[^\]\n]+\]:\s*\S.*$", re.MULTILINE)
_MAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\[at\]|\(at\))\s?[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,}",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"@\W{0,2}(?:everyone|here)\b|<\s*(?:@[!&]?|\#)\s*\d+|<\s*a?:\w+:\d+\s*>|"
    r"<\s*/[\w -]+:\d+\s*>|<t:\d+|<id:\w+>|(?:^|[^\w.@/])@[^\W\d]\w{2,}|(?:^|"
    r"\W):[a-z_]{3,30}:(?:\W|$)",
    re.IGNORECASE,
)
_CALLS = re.compile(r"[@<]|:\w|[\[(]at[\])]", re.IGNORECASE)
_LEADS = re.compile(
    r"[\w\])]\.[a-z]|[a-z]:\S|[a-z]\s?:\s?/|[\[(]dot[\])]| dot |\d\.\d", re.IGNORECASE
)
_COMMENT = re.compile(
    "<!--.*?(?:-->|$)|"
    + "|".join(
        rf"<{name}\b.*?(?:</{name}\s*>|$)" for name in ("script", "style", "template", "noscript")
    ),
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:a|abbr|audio|b|blockquote|body|br|button|center|code|del|details|div|em|embed|font|"
    r"form|h[1-6]|head|hr|html|i|iframe|img|input|ins|kbd|li|link|mark|marquee|math|meta|object|"
    r"ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|"
    r"td|template|textarea|th|thead|title|tr|u|ul|video|system|user|assistant|instructions?|"
    r"prompt|excerpt|document|context|answer|think|tool\w*)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"</?(?:a|b|code|del|em|font|i|ins|kbd|mark|s|small|span|strike|strong|sub|sup|"
    r"u)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?"
)
_BLOCK = re.compile(r"`{2,}|~{3,}|^\s*(?:#{1,6}|>{1,3})\s+")
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_DROPPED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_JOINERS = "\u200c\u200d"  # letters of Persian and of Indian scripts need them
_LOOSE = re.compile(r"\s+([.,;:!?)])|([(\[])\s*[)\]]")


def visible_text(text: str) -> str:
    """Return `text` on one line without what is invisible: controls, escapes, comments, tags."""
    if text.isascii() and text.isprintable() and "<" not in text:
        return " ".join(text.split())
    text = " ".join(_SEQUENCE.sub("", text).split())
    joined = any("\u0600" <= c <= "\u0dff" for c in text)
    text = "".join(
        c for c in text if unicodedata.category(c) not in _DROPPED or (joined and c in _JOINERS)
    )
    text = _UNSEEN.sub("", text)
    text = _TAG.sub(" ", _INLINE.sub("", _COMMENT.sub(" ", text)))
    return " ".join(text.split())


def has_mention(text: str) -> bool:
    """Tell whether a text has a mention, a handle or an email address."""
    if _CALLS.search(text) is None:
        return False
    return bool(_MENTION.search(text) or _MAIL.search(text))


def remove_links(text: str) -> str:
    """Return `text` without addresses, images and Markdown links, whose labels stay."""
    bare = _MASKED.sub(lambda m: "" if m[1] else m[2], _REFERENCE.sub("", text))
    bare = _BLOCK.sub("", bare)
    if _LEADS.search(bare) and ADDRESS.search(bare):
        bare = _LED_UP.sub(lambda m: _stop(m[0]), bare)
    if bare == text:
        return text
    return " ".join(_LOOSE.sub(lambda m: m[1] or "", bare).split())


def _stop(address: str) -> str:
    """Return the full stop that an address included, if any."""
    return "." if address.endswith(".") else ""


def has_address_or_mention(text: str) -> bool:
    """Tell whether a text has an address of the web or calls on somebody."""
    return ADDRESS.search(text) is not None or has_mention(text)
