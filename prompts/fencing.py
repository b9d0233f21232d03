"""Put a fence around text that others wrote, and take out what could climb over it."""

from __future__ import annotations

import re
import unicodedata

# Invisible, yet not of the categories that are dropped below: joiners, fillers and blanks that
# text has been smuggled in. https://www.unicode.org/reports/tr36/ and DerivedCoreProperties'
# Default_Ignorable_Code_Point.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
_DROPPED = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})

# The marks by which chat templates tell who speaks (ChatML, Llama 2 and 3, Mistral, Gemma,
# DeepSeek, Phi). Many local servers read them as control tokens wherever they stand.
_PIPED = re.compile(r"(?<=<)(?=[|｜])|(?<=[|｜])(?=>)")
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
# A paper's own reference marks look like ours, and a model would copy them.
_CITED = re.compile(r"\[(\d[\d\s,;–-]*)\]")


def neutralise(text: str, marker: str) -> str:
    """Return `text` on one line without what could be taken for the prompt's own structure.

    Invisible and bidirectional characters are dropped; the marker becomes an ellipsis; marks of
    chat templates lose their form, and `[3]` becomes `(3)`. Words, figures and signs stay.
    """
    spaced = " ".join(text.split())
    visible = "".join(c for c in spaced if unicodedata.category(c) not in _DROPPED)
    visible = _UNSEEN.sub("", visible)
    previous = ""
    while previous != visible:  # taking one mark out may put another together
        previous = visible
        if marker:
            visible = re.sub(re.escape(marker), "…", visible, flags=re.IGNORECASE)
        visible = _PIPED.sub(" ", visible)
        visible = _DOUBLED.sub(r"(\1)", visible)
        visible = _ANGLED.sub(r"(\1)", visible)
        visible = _SQUARE.sub(r"(\1)", visible)
        visible = _HEADED.sub(r"\1 -", visible)
        visible = _CITED.sub(r"(\1)", visible)
    return " ".join(visible.split())


def fence(number: int, title: str, body: str, marker: str) -> str:
    """Return neutralised text as excerpt `number`, between two lines that carry the marker."""
    return "\n".join(filter(None, (f"[{number}] {marker}", title, body, marker)))
