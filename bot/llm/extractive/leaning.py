"""Tell whether a sentence leans on one before it, and says little when quoted alone."""

from __future__ import annotations

import re

_LEANS = re.compile(
    r"^(?:This|These|Those|Such|It|They|Its|Their|Both|Here|Then|Thus|Hence|However|Moreover|"
    r"Furthermore|Additionally|In addition|Also|Finally|In particular|Specifically|Consequently|"
    r"Therefore|Nevertheless|Otherwise|Instead|Similarly|For (?:this|that|example|instance)|"
    r"To this end|As a result|The (?:model|method|approach|framework|system|network|authors|same|"
    r"latter|former|proposed|resulting|first|second|third|other))\b|"
    r"^(?:\S+ ){1,6}?(?:also|instead|too|further|these|this)\b|^With (?:these|this|such)\b"
)


def leans(sentence: str) -> bool:
    """Tell whether a sentence begins as one does that continues another."""
    return _LEANS.search(sentence) is not None
