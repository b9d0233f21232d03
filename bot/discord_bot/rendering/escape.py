"""Make text from papers, models and people harmless to Discord, and link to papers alone."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from urllib.parse import quote as percent
from urllib.parse import urldefrag, urlsplit

from bot.discord_bot import limits
from bot.export.escape import escape_terminal as without_controls
from retrieval.paper import Paper, arxiv_id
from retrieval.text import patterns as re

MAX_ADDRESS_UNITS = limits.BUTTON_URL

_JOINER = "\u200d"
_ZERO_WIDTH_SPACE = "\u200b"  # what Discord's own documentation breaks mentions with
_EMOJI_STYLE = "\ufe0f"
_MAX_COMBINING_MARKS = 4  # over one letter; living scripts need no more

_LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Characters that show nothing and are not format characters: Default_Ignorable_Code_Point of
# Unicode, and blanks that are letters by their category.
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0\ufffc\ufffd"
) | {chr(code) for code in (*range(0xFE00, 0xFE0F), *range(0xE0000, 0xE1000))}
_MARKUP = re.compile(r"[\\`*_~|<\[\]]")
# What Discord turns into a block at the start of a line. The end of the text counts as the space
# that such a sign needs, as another text may follow.
_LINE_START = re.compile(r"(?m)^([ \t]*)(?:([-+#>])|(\d{1,20})([.)]))")
# A label's end and an address: Discord looks for them without regard to backslashes, so that `\](`
# behind a link of ours would make that link lead elsewhere.
_OPENING_BRACKET = re.compile(r"(^|\])\(")
# Discord links whatever has `://`, and turns `:name:` into an emoji.
_COLON = re.compile(r":(?=\S)")
# Its own addresses unfold to an invitation or a gift even without `https://`.
_INVITE = re.compile(r"(?i)(discord|discordapp|dis)\.(?=(?:gg|gift|new|com|media|gd)\b)")
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
_MENTION_OF_ALL = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_MASKED_LINK = re.compile(r"(?<!\\)((?:\\\\)*\])(\(\s*<?([^\s)>]*))")
_URL_SCHEME = re.compile(r"(?i)(?<![a-z0-9+.-])([a-z0-9+.-]+):(?=//)")
_ROUND_BRACKETS = str.maketrans("[]", "()")
_MIN_LABEL_UNITS = 20  # a title shorter than this does not tell which paper it is
_SKIN_TONES = "".join(map(chr, range(0x1F3FB, 0x1F400)))


def plain_text(text: str) -> str:
    """Return what a reader can see of `text`, on one line.

    For places that take no Markdown: labels, options, file descriptions.
    """
    rows = without_controls(_LINE_ENDS.sub("\n", text)).split("\n")
    return " ".join(" ".join(_strip_invisible(row) for row in rows).split())


def escape_markdown(text: str, limit: int | None = None) -> str:
    """Return `text` such that Discord shows it as it is: no Markdown, mention, link or emoji.

    On one line. With a `limit`, as much of its start as fits in so many units.
    """
    text = plain_text(text)
    escaped = _escape(text)
    if limit is None or limits.count_units(escaped) <= limit:
        return escaped
    # The longest start that still fits when escaped.
    rooms = range(1, max(limit, 0) + 1)
    low = bisect_right(
        rooms, limit, key=lambda room: limits.count_units(_escape(limits.cut(text, room)))
    )
    return _escape(limits.cut(text, low)) if low else ""


def strip_foreign_links(text: str, papers: Iterable[Paper] = ()) -> str:
    """Return our own Markdown with nothing in it that pings, hides, or leads anywhere but `papers`.

    A second line of defense for composed texts; it does not change escaped text.
    """
    allowed = {paper_address(paper) for paper in papers} - {""}

    def unmasked(found: re.Match) -> str:
        bracket, rest, url = found.groups()
        return bracket + rest if url in allowed else f"{bracket} {rest}"

    broken = f"@{_ZERO_WIDTH_SPACE}"
    rows = without_controls(text).split("\n")
    text = "\n".join(broken.join(map(_strip_invisible, row.split(broken))) for row in rows)
    text = _MENTION_OF_ALL.sub(broken, text)
    text = _URL_SCHEME.sub(_escape_scheme, _MASKED_LINK.sub(unmasked, text))
    return _INVITE.sub(r"\1\\.", text)


def paper_address(paper: Paper) -> str:
    """Return the paper's own web address as Markdown and buttons take it; empty without one."""
    for candidate in (
        paper.link,
        _arxiv_address(paper),
        f"https://doi.org/{paper.doi}" * bool(paper.doi),
    ):
        if found := _normalize_https(candidate):
            return found
    return ""


def text_address(paper: Paper, page_index: int | None) -> str:
    """Return the address of a paper's whole text, at a page where it has pages, else its own."""
    if paper.whole is None:
        return paper_address(paper)
    url = urldefrag(paper.whole.url).url
    page = "" if page_index is None else f"#page={page_index + 1}"
    return _normalize_https(url + page) or paper_address(paper)


def link_paper(label: str, paper: Paper, limit: int | None = None) -> str:
    """Return `label`, escaped, as a link to the paper's address if that is known and fits.

    Square brackets become round ones: Discord does not link a label in which they are unbalanced.
    """
    url = paper_address(paper)
    room = None if limit is None else limit - limits.count_units(url) - len("[]()")
    shown = escape_label(label, room)
    if not url or not shown or (room is not None and room < min(_MIN_LABEL_UNITS, len(label))):
        return escape_markdown(label, limit)
    return f"[{shown}]({url})"


def escape_label(text: str, limit: int | None = None) -> str:
    """Return `text`, escaped, as it may stand in a link's label: square brackets are round."""
    return escape_markdown(plain_text(text).translate(_ROUND_BRACKETS), limit)


def quote(text: str, limit: int | None = None) -> str:
    """Return `text`, escaped, as a block quote of one paragraph."""
    return "> " + escape_markdown(text, None if limit is None else limit - 2)


def _strip_invisible(text: str) -> str:
    """Return `text` without format characters, unassigned ones and piles of marks."""
    if text.isascii() and text.isprintable():
        return text  # most texts: a quick way to the same
    kept: list[str] = []
    marks = 0
    for at, character in enumerate(text):
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if marks > _MAX_COMBINING_MARKS:
            continue
        if character == _JOINER:
            wanted = _is_emoji_joiner(text, at)
        elif character == _EMOJI_STYLE:
            wanted = _takes_emoji_style(kept)
        else:
            unseen = category in {"Cc", "Cf", "Cn", "Co", "Cs"} or character in _INVISIBLE
            wanted = character == "\t" or not unseen
        if wanted:
            kept.append(character)
    return "".join(kept)


def _is_emoji_joiner(text: str, at: int) -> bool:
    """Tell whether the joiner at `at` is between two emoji, as in 👩‍🔬."""
    before = text[max(at - 4, 0) : at].rstrip(_EMOJI_STYLE + _SKIN_TONES)[-1:]
    return _is_emoji(before) and _is_emoji(text[at + 1 : at + 2])


def _takes_emoji_style(kept: Sequence[str]) -> bool:
    """Tell whether an emoji's style may follow: after an emoji, or a key as in 1️⃣."""
    return bool(kept) and (_is_emoji(kept[-1]) or kept[-1] in "0123456789#*↔↕↗↘↙↖©®™‼⁉")


def _is_emoji(character: str) -> bool:
    return bool(character) and unicodedata.category(character) == "So"


def _escape(text: str) -> str:
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _OPENING_BRACKET.sub(r"\1\\(", text)
    text = _COLON.sub(r"\\:", text)
    text = _LINE_START.sub(_escape_line_start, text)
    text = _INVITE.sub(r"\1\\.", text)
    return _MENTION.sub("@" + _ZERO_WIDTH_SPACE, text)


def _escape_scheme(found: re.Match) -> str:
    """Return the beginning of an address so that it is none, unless a link of ours leads there."""
    is_ours = found.string[: found.start()][-2:] == "]("
    return found.group() if is_ours else f"{found[1]}\\:"


def _escape_line_start(found: re.Match) -> str:
    indent, sign, figure, stop = found.groups()
    after = found.string[found.end() : found.end() + 1]
    if after and sign != ">" and not after.isspace() and not (sign and after == "#"):
        return found.group()
    return f"{indent}\\{sign}" if sign else f"{indent}{figure}\\{stop}"


def _arxiv_address(paper: Paper) -> str:
    known = arxiv_id(paper.paper_id)
    return f"https://arxiv.org/abs/{known}" if known else ""


def _normalize_https(url: str) -> str:
    """Return an https address with all that Markdown could trip over as percent signs."""
    try:
        split = urlsplit(url.strip())
        host, port = split.hostname or "", split.port
    except ValueError:
        return ""
    if split.scheme != "https" or split.username or split.password or not _is_host(host):
        return ""
    at = host if port in {None, 443} else f"{host}:{port}"
    try:
        path = percent(split.path, safe="/:%~_.,;+@!-=&")
        query = percent(split.query, safe="/:?=&%~_.,;+@!-")
        fragment = percent(split.fragment, safe="/:?=&%~_.,;+@!-")
    except UnicodeEncodeError:
        return ""
    whole = f"https://{at}{path}" + f"?{query}" * bool(query) + f"#{fragment}" * bool(fragment)
    return whole if limits.count_units(whole) <= MAX_ADDRESS_UNITS else ""


def _is_host(host: str) -> bool:
    return bool(
        re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}").fullmatch(host)
    )
