"""Read the marks by which a sentence cites, in the spellings that language models use.

Prompts ask for `[1]`. Small models also write `[Paper 1]`, `(Source 2)`, “According to Excerpt 3,
…” and “Excerpt 3 states that …”.
"""

from __future__ import annotations

from bot.grounding.carried_words import SIGNS
from retrieval.text import patterns as re

_MARK = re.compile(rf"[\[【]\^?(\d{{1,3}}(?:\s*[-–,;]\s*\^?\d{{1,3}})*)[{SIGNS}]?[\]】]")
_RANGE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
_NUMBER = re.compile(r"\d{1,3}")
_MAX_RANGE = 20
_EMPTY_BRACKETS = re.compile(r"(?<![A-Za-z0-9_])(?:\( ?\)|\[ ?\])")  # not those of “rma()”

_NAME = r"(?:excerpt|paper|source|abstract|reference|citation|document|ref)s?\.?"
_LABEL = rf"(?:{_NAME} ?[:#]? ?|[#^])"
_AND = r"(?: ?[-–;&] ?| and |, ?(?:and )?)"
_ITEM = rf"{_LABEL}?\d{{1,3}}(?:†[^\[\]【】\s]*)?"
_NUMBER_OR_MARK = r"(?:\d{1,3}|\[\d{1,3}\])"
_NAMED = re.compile(
    rf"[\[【] ?{_ITEM}(?:{_AND}{_ITEM})* ?[\]】]|\((?:see |cf\. |from )?"
    rf"{_NAME} ?[:#]? ?{_NUMBER_OR_MARK}(?:{_AND}{_LABEL}?{_NUMBER_OR_MARK}|\[\d{{1,3}}\])*\)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"†[^\[\]【】\s]*")  # "【1†source】"
_NO_LIST = re.compile(r"[^\d,;–-]+")
_MARKS = rf"(?:\[\d[\d ,;–{SIGNS}-]*\])+"
_JOINED_MARKS = re.compile(
    rf"(?<=[\d{SIGNS}]\]) ?(?:,(?: and)?|;|&|and) ?(?=\[\d{{1,3}}[\],;–{SIGNS}-])"
)
_IN_PARENTHESES = re.compile(rf"\((?:(?:see|cf\.|from|sources?:?) )?({_MARKS})\)")

_BOLD = re.compile(r"(?<![\w*])\*\*([^\s*](?:[^*]*[^\s*])?)\*\*(?![\w*])")
_PLACE = rf"(?:{_NAME} \[?(?P<named>\d{{1,3}})\]?|(?P<marks>{_MARKS}))"
_LEADS = (
    re.compile(
        r"(?:(?:as )?(?:according to|based on|(?:stated|reported|described|noted|mentioned|shown) "
        rf"(?:in|by)|in|from|per) (?:the )?)?{_PLACE}[,:] ",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:the )?{_PLACE} (?:also )?(?:states|says|reports|shows|notes|mentions|finds|explains|"
        "describes|demonstrates) that ",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<named>)(?P<marks>)(?:based on|according to|from) the (?:(?:provided|given|above) )?"
        r"(?:excerpts?|abstracts?|papers?|sources?)(?: (?:provided|given|above))?, ",
        re.IGNORECASE,
    ),
)
_REFERENCE_ALONE = re.compile(
    rf"\W{{0,9}}(?:sources?: ?)?(?:{_NAME} ?#?\d{{1,3}}|\(\d{{1,2}}\))\W{{0,9}}", re.IGNORECASE
)


def normalize_marks(text: str) -> str:
    """Return the text with each mark in brackets as `[1]` or `[1, 3]`, no “and” between two."""
    text = _JOINED_MARKS.sub("", _NAMED.sub(_to_plain_mark, text))
    return _IN_PARENTHESES.sub(r"\1", text)


def _to_plain_mark(mark: re.Match) -> str:
    inside = _SUFFIX.sub("", mark.group()).replace("&", ",").replace("and", ",")
    return f"[{_NO_LIST.sub('', inside)}]"


def split_marks(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a sentence without its marks, and the numbers that it cites, in order, each once.

    What is bold is no longer: front ends escape the asterisks. A lead that says where a statement
    is from counts as a mark. The text is empty if there is nothing but marks.
    """
    text, led = _split_lead(_BOLD.sub(r"\1", text))
    plain = _remove_marks(text)
    if not any(c.isalnum() for c in plain) or _REFERENCE_ALONE.fullmatch(plain):
        plain = ""
    return plain, tuple(dict.fromkeys(led + _parse_numbers(text)))


def _split_lead(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a sentence without “According to Excerpt 2, ”, and the numbers in it."""
    for lead in _LEADS:
        if (found := lead.match(text)) is None:
            continue
        rest = text[found.end() :]
        if not any(c.isalnum() for c in rest):
            break
        first = re.compile(r"\W").split(rest, maxsplit=1)[0]
        if first.islower() and first.isalpha():
            rest = rest[0].upper() + rest[1:]
        named, marks = found["named"], found["marks"]
        return rest, (int(named),) if named else _parse_numbers(marks or "")
    return text, ()


def _parse_numbers(text: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for mark in _MARK.finditer(text):
        inside = mark.group(1)
        for low, high in _RANGE.findall(inside):
            if 0 < int(high) - int(low) <= _MAX_RANGE:
                found.update(dict.fromkeys(range(int(low), int(high) + 1)))
        found.update(dict.fromkeys(map(int, _NUMBER.findall(inside))))
    return tuple(found)


def _remove_marks(text: str) -> str:
    plain = _EMPTY_BRACKETS.sub("", _MARK.sub("", text))
    plain = re.compile(r"\s+([.,;:!?])(?!\d)").sub(r"\1", plain)
    plain = re.compile(r"\.\.$").sub(".", plain)  # the mark stood between “a.m.” and the full stop
    return " ".join(plain.split())
