"""Make text from papers, models and people harmless to terminals and file formats."""

from __future__ import annotations

from retrieval.text import patterns as re
from retrieval.text.surrogates import replace_surrogates

# ECMA-48, 5th edition, section 5: CSI sequences, then strings (OSC, DCS, SOS, PM, APC) up to their
# terminator, then any other escape; C1 forms (U+0080-U+009F) beside the two-character ones.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
# Other controls, and what reorders or hides text: Unicode TR 36, section 2.10. Keep the marks that
# real right-to-left text and emoji need (U+200C-U+200F).
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def escape_terminal(text: str) -> str:
    """Return `text` without escape sequences and control characters; keep tabs and newlines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", _SEQUENCES.sub("", replace_surrogates(text, "")))


def one_line(text: str) -> str:
    """Return `text` as `escape_terminal` does, with every run of white space as one space."""
    return " ".join(escape_terminal(text).split())
