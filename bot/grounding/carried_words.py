"""Read the words that a sentence rests on from its marks: `[2: "improves mAP from 58.1 to 61.2"]`.

They are taken out of a line before anything else is read in it, so that nothing of them is shown.
"""

from __future__ import annotations

from retrieval.text import patterns as re

SIGNS = "\ue200-\uf8ff"
"""Characters for private use: one in a mark stands for the words that it carried."""

_FIRST_SIGN, _MAX_SIGNS = 0xE200, 0x1700
_QUOTES = '"“”„«»‘’`'
_LABEL = r"(?i:(?:excerpt|paper|source|abstract)s? ?|\^)?"
_BEGUN = rf"[\[【] ?{_LABEL}(?P<numbers>\d{{1,3}}(?: ?[,;] ?\d{{1,3}})*) ?[:,=] ?"
_WORDS = r"(?P<words>[^\d\s\[\]【】](?:[^\[\]【】]|\[[^\[\]\d][^\[\]]*\])*)"  # also “[MASK]”
_MARKS = (
    re.compile(rf"{_BEGUN}(?P<words>[\"“][^\"“”]+[\"”])[\]】]"),  # also “[RR: 1.7”
    re.compile(rf"{_BEGUN}{_WORDS}[\]】]"),
    re.compile(rf"{_BEGUN}(?:{_WORDS}(?:\[[^\[\]\d][^\[\]]*)?)?$"),  # not closed
)
_NEXT_NUMBER = re.compile(rf"[{_QUOTES}]\s*[,;]?\s*{_LABEL}(\d{{1,3}})\s*[:,=]\s*[{_QUOTES}]")
_NEXT_PART = re.compile(rf"[{_QUOTES}]\s*(?:[,;…&]|\.\.\.|and)\s*[{_QUOTES}]|…|\.\.\.")
_SIGNED = re.compile(rf"(\d{{1,3}})([{SIGNS}])")


class CarriedWords:
    """The words of a line's marks; `text` is the line with a sign in place of each."""

    def __init__(self, line: str) -> None:
        self._words: list[tuple[str, ...]] = []
        for mark in _MARKS:
            line = mark.sub(self._take_mark, line)
        self.text = line

    def find(self, text: str) -> tuple[tuple[int, str], ...]:
        """Return the words that the signs in a text stand for, each with the number of its mark."""
        return tuple(
            (int(number), words)
            for number, sign in _SIGNED.findall(text)
            if ord(sign) - _FIRST_SIGN < len(self._words)
            for words in self._words[ord(sign) - _FIRST_SIGN]
        )

    def _take_mark(self, mark: re.Match) -> str:
        """Keep the words of a mark; return a mark with a sign for each of its numbers."""
        numbers, *rest = [mark["numbers"], *_NEXT_NUMBER.split(mark["words"] or "")]
        signed = self._sign(numbers, rest[0])
        for number, words in zip(rest[1::2], rest[2::2], strict=True):
            signed += self._sign(number, words)
        return signed

    def _sign(self, numbers: str, words: str) -> str:
        parts = (part.strip(f" .,;{_QUOTES}") for part in _NEXT_PART.split(words))
        kept = tuple(" ".join(part.split()) for part in parts if part)
        if not kept or len(self._words) == _MAX_SIGNS:
            return f"[{numbers}]"
        self._words.append(kept)
        return f"[{numbers}{chr(_FIRST_SIGN + len(self._words) - 1)}]"
