"""Fence text that others wrote, and neutralize whatever could break out of the fence."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from retrieval.text import patterns as re
from retrieval.text.clean import unescape

# Invisible, yet not of the categories that are dropped below: joiners, fillers and blanks that
# text has been smuggled in. https://www.unicode.org/reports/tr36/ and DerivedCoreProperties'
# Default_Ignorable_Code_Point.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
_DROPPED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})

# The marks by which chat templates tell who speaks (ChatML, Llama 2 and 3, Mistral, Gemma,
# DeepSeek, Phi). Many local servers read them as control tokens wherever they stand.
_ANGLED = re.compile(
    r"<(/?\s*(?:s|bos|eos|pad|unk|sep|cls|mask|think(?:ing)?|reasoning|tool_call|tool_response"
    r"|start_of_turn|end_of_turn|start_header_id|end_header_id|system|user|assistant|sys)\s*)>",
    re.IGNORECASE,
)
_DOUBLED = re.compile(r"<<\s*(/?\s*sys\s*)>>", re.IGNORECASE)
_SQUARE = re.compile(
    r"\[\s*(/?\s*(?:inst|system_prompt|available_tools|tool_calls|tool_results|tool_content"
    r"|args|img|prefix|suffix|middle|think))\s*\]",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"#{2,}\s*((?:system|user|human|assistant|instructions?|input|response)\b(?:\s+\w+)?)\s*:",
    re.IGNORECASE,
)
# What a terminal or a browser would not show, and a model would read.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"
)
_COMMENT = re.compile(
    "<!--.*?(?:-->|$)|"
    + "|".join(rf"<{name}\b.*?(?:</{name}\s*>|$)" for name in ("script", "style", "template")),
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:a|b|blockquote|body|br|button|center|code|del|details|div|em|font|form|h[1-6]|head|hr|"
    r"html|i|iframe|img|input|ins|kbd|li|link|mark|meta|object|ol|p|pre|q|script|section|small|"
    r"span|"
    r"strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|th|thead|title|tr|"
    r"u|ul|"
    r"video|instructions?|prompt|excerpts?|documents?|context|answer|question|tool\w*)"
    r"(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)
# Answers have no addresses, so the model needs none.
_LABELLED = re.compile(r"!?\[([^\]\[]*)\]\(\s*<?[a-z/#.][^()]*\)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://[^\s<>()\[\]\"”]+|\bwww\.[^\s<>()\[\]\"”]+|"
    r"\b(?:data|javascript|mailto):[^\s<>()\[\]\"”]+",
    re.IGNORECASE,
)
# Our own structure, and that of conversations in other forms.
_FENCED = re.compile(r"`{3,}|~{3,}|={3,}|<{3,}|>{3,}")
_ROLE = re.compile(
    r"[\"'“]?\brole[\"'”]?\s*:\s*[\"'“]?(system|user|assistant|developer|tool)\b[\"'”]?",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(^|[.!?…;:)\]}\"”'|–—-] )((?:(?:earlier|last|next|new|final) )?(?:question|answer|"
    r"system|"
    r"assistant|user|human|developer|instructions?|aspect|excerpt(?: \(?\d+\)?)?)"
    r"(?: (?:message|prompt|note))?)\s*[:：]",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_PASSES = 8
_SIGNS = str.maketrans("", "", "<>[]{}|#=`~!")
_RUN = re.compile(r"[!-~]{120,}")
_MAX_RUN_KEPT = 60
_MAX_SAME = 15
_WIDE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for low, high in ((0xFF10, 0xFF5B), (0x1D400, 0x1D7FF), (0x24B6, 0x24E9), (0x1F130, 0x1F169))
    for code in range(low, high + 1)
    if unicodedata.normalize("NFKC", chr(code)).isascii()
}
# A paper's own reference marks look like ours, and a model would copy them.
_CITED = re.compile(r"\[(\d[\d\s,;–-]*)\]")


def neutralize(text: str, marker: str) -> str:
    """Return `text` on one line without what could be taken for the prompt's own structure.

    Invisible and bidirectional characters are dropped, as are comments and tags; letters of other
    widths become plain; the marker becomes an ellipsis, an address “(link)”. Marks of chat
    templates lose their form, the names of speakers their colon, and `[3]` becomes `(3)`. Of a run
    without a space the start stays. Words, figures and signs stay.
    """
    for _ in range(_PASSES):
        text = unescape(text)
    text = _ENTITY.sub("& ", text)
    visible = _remove_invisible(" ".join(_SEQUENCE.sub("", text).split()).translate(_WIDE))
    for _ in range(_PASSES):  # taking one mark out may put another together
        previous, visible = visible, _remove_structure(visible, marker)
        if previous == visible:
            return visible
    # Marks inside marks, on and on: nobody writes so. Without their signs none is left.
    visible = visible.translate(_SIGNS)
    while (plain := _remove_structure(visible, marker)) != visible:
        visible = plain
    return visible


def _remove_structure(text: str, marker: str) -> str:
    """Take one layer of structure out of a text."""
    text = _TAG.sub(" ", _COMMENT.sub(" ", text))
    if marker:
        text = re.compile(re.escape(marker), re.IGNORECASE).sub("…", text)
    for bar in "|｜":
        text = text.replace(f"<{bar}", f"< {bar}").replace(f"{bar}>", f"{bar} >")
    text = _DOUBLED.sub(r"(\1)", text)
    text = _ANGLED.sub(r"(\1)", text)
    text = _SQUARE.sub(r"(\1)", text)
    text = _HEADED.sub(r"\1 -", text)
    text = _ADDRESS.sub("(link)", _LABELLED.sub(r"\1", text))
    text = _CITED.sub(r"(\1)", text)
    text = _FENCED.sub(" ", _ROLE.sub(r"role \1", text))
    text = _shorten_runs(text)
    text = _RUN.sub(lambda run: run[0][:_MAX_RUN_KEPT] + "…", text)
    return " ".join(_TURN.sub(r"\1\2 -", text).split())


def _shorten_runs(text: str) -> str:
    """Return a text with three of any sign or letter that stands many times in a row."""
    runs = ((sign, len([*same])) for sign, same in groupby(text))
    return "".join(
        sign * (3 if length > _MAX_SAME and not (sign.isspace() or sign.isdecimal()) else length)
        for sign, length in runs
    )


def _remove_invisible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", "".join(c for c in text if unicodedata.category(c) not in _DROPPED))


def fence(number: int, title: str, body: str, marker: str) -> str:
    """Return neutralized text as excerpt `number`, between two lines that carry the marker."""
    return "\n".join(filter(None, (f"[{number}] {marker}", title, body, marker)))
