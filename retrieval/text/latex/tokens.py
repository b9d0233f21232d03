"""Tell the markup of a text from its words, and formulas from prices."""

from __future__ import annotations

import re

_TAGS = (
    r"(?P<block>p|br|div|li|ul|ol|tr|td|table|h[1-6]|jats:\w+|title|sec)"
    r"|(?P<sup>sup)|i|b|u|em|strong|sub|span|a|tt|small|big|font|(?:mml:)?m[a-z]+"
)
TOKEN = re.compile(
    r"""(?=[\\{}^_$~`'&<h-])(?:  # fail fast: most characters are no markup
    (?P<url>https?://[^\s{}\\$<>"'`&]+)
    |(?P<degree>\^\s?\{?\s?\\circ(?![a-zA-Z])\s?\}?)
    |\\{1,2}(?P<command>[a-zA-Z]+)\*?
    |\\(?P<sign>.)
    |(?P<open>\{)
    |(?P<close>\})
    |(?P<script>[\^_]\s?(?=\{))
    |(?P<dollar>\$)
    |(?P<tie>~)
    |(?P<dash>-{2,}>?)
    |(?P<quote>`{2,}|'')
    |(?P<entity>&(?:amp;)*(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)
    |(?P<tag><(?P<closing>/?)(?:"""
    + _TAGS
    + r""")(?:\s[\w:-]{1,30}\s?=\s?(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'))*\s?/?>))""",
    re.VERBOSE,
)
DOLLAR = re.compile(r"(?<!\\)\$")
_PRICE = re.compile(r"\d[\d.,]*[kKMBTbn+]{0,2}(?:,?[ /-]+[A-Za-z(]{2,}| \(|[ /–—-]+$)")
_WORDS = re.compile(r"[A-Za-z]{2} [A-Za-z]{2}")
OPTION = re.compile(r"\s?\[[^\[\]{}$]{0,80}\]")
TWO_DIGITS = re.compile(r"\s?(\d)\s?(\d)")
_LONGEST_FORMULA = 1000


def ties(before: str) -> bool:
    """Tell whether a `~` after this character ties words; elsewhere it means "about"."""
    return bool(before) and (before.isalnum() or before in ".,;:)]}%=”’\"'")


def is_formula(content: str, following: str) -> bool:
    """Tell whether `content` between two dollars is a formula: "$5 and $10" has none."""
    if not content or content in "-/–":
        return True
    if len(content) > _LONGEST_FORMULA:
        return False
    unfinished = not content[-1].isalnum() or following.isalnum() or following == "\\"
    if _PRICE.match(content) and (unfinished or ", " in content):
        return False
    if any(sign in content for sign in "\\^_={<>+|"):
        return True
    if following.isdigit() or _WORDS.search(content):
        return False
    return (content[0] != " " and content[-1] != " ") or len(content.strip()) <= 4
