"""Spoil texts and documents as the world does, for tests that anything may be given to.

A test with `@given` tries a few examples, always the same ones. To try many, others each time:
`FUZZ_EXAMPLES=5000 pytest -k any`. With `@fuzzed`, any fixture and any strategy may be slow.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

MANY_EXAMPLES = os.environ.get("FUZZ_EXAMPLES", "")
EXAMPLES = int(MANY_EXAMPLES or 30)

fuzzed = settings(
    max_examples=EXAMPLES,
    derandomize=not MANY_EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

ODD = (
    "\x00", "\x1b[31m", "\r", "\n", "\u2028", "\u00a0", "\ufeff", "\u200b", "\u202e", "\u2066",
    "\u0301" * 9, "\U000e0041", "👩‍🔬", "🇩🇪", "𝔘", "漢字", "שלום", "٣", "²", "½", "ß", "İ", "ﬁ",
    "9" * 5000, "9" * 400, "9" * 19, "-1", "1e999", "NaN", "Infinity",
    "0x7f", "1_000", "2024-13-45", "0000-00-00",
    "99999-01-01", "Mon, 01 Jan 2024 00:00:00 +99999999999999", "[" * 2000, "{" * 2000, "(" * 300,
    "<a>" * 300, "$" * 99, "\\" * 99, "%s", "{0}", "${x}", "../" * 9, "'", '"', "`", "&#0;",
    "&lt;", "&#x110000;", "<!--", "]]>", "@everyone", "<@1>", "](https://evil.example)",
    "https://[", "https://exa mple/", "10.1/", "arXiv:2401.00001v" + "9" * 5000, "null", "true",
)  # fmt: skip
"""Pieces that are rare, and that programs trip over."""

LONE = ("\ud800", "\udfff")
"""Halves of characters, which no encoding takes."""

_VALUE = re.compile(r"""(?<=[>"'{:=,\]\[])[^<>"'{}:=,\n\[\]]+(?=[<"'},\n:\]])""")
_HOW = ("value", "value", "value", "cut", "lose", "double", "swap", "put", "replace")

odd_texts = st.lists(
    st.sampled_from((*ODD, *LONE))
    | st.text(st.characters(codec=None), max_size=12)
    | st.sampled_from(["word ", ", ", ":", "9", "a" * 400]),
    max_size=7,
).map("".join)
"""Texts of such pieces, lone halves of characters among them."""

whole_texts = odd_texts.map(lambda text: text.encode("utf-8", "ignore").decode())
"""The same, as any encoding takes them."""


@st.composite
def spoiled_texts(draw: st.DrawFn, samples: Sequence[str], most: int = 4) -> str:
    """Draw one of some texts with a few spoiled places: cut, swapped, doubled, or with odd pieces.

    Most often a whole value, between tags, quotes or braces, becomes an odd piece.
    """
    text = draw(st.sampled_from(list(samples)))
    for _ in range(draw(st.integers(1, most))):
        at = sorted(draw(st.lists(st.integers(0, len(text)), min_size=3, max_size=3)))
        first, second, third = at
        how = draw(st.sampled_from(_HOW))
        odd = draw(st.sampled_from((*ODD, *LONE)))
        values = list(_VALUE.finditer(text)) if how.startswith("value") else []
        if values:
            value = draw(st.sampled_from(values))
            text = text[: value.start()] + odd + text[value.end() :]
        elif how == "cut":
            text = text[:third]
        elif how == "lose":
            text = text[:first] + text[second:]
        elif how == "double":
            text = text[:second] + text[first:]
        elif how == "swap":
            text = text[:first] + text[second:third] + text[first:second] + text[third:]
        elif how == "put":
            text = text[:first] + odd + text[first:]
        else:
            text = text[:first] + odd + text[min(first + len(odd), second) :]
        text = text[:60_000]
    return text


def everywhere(sample: str) -> Iterator[str]:
    """Yield a document with the first value of each kind in it spoiled, by odd pieces.

    What stands before a value tells its kind: the tag, the key, the field. By every
    piece where many examples are asked for, else by some.
    """
    kinds: dict[str, re.Match[str]] = {}
    for value in _VALUE.finditer(sample):
        kinds.setdefault(sample[max(0, value.start() - 9) : value.start()], value)
    for number, value in enumerate(kinds.values()):
        for odd in (*ODD, "")[0 if MANY_EXAMPLES else number % 4 :: 1 if MANY_EXAMPLES else 4]:
            yield sample[: value.start()] + odd + sample[value.end() :]
        yield sample[: value.end()] + ODD[-4] + sample[value.end() :]
        yield sample[: value.start()] + "9" * 5000 + sample[value.start() :]


@st.composite
def spoiled_bytes(draw: st.DrawFn, samples: Sequence[bytes]) -> bytes:
    """Draw one of some documents, spoiled as text or as bytes, or in another encoding."""
    how = draw(st.sampled_from(("text", "text", "text", "bytes", "encoding")))
    if how == "text":
        texts = [sample.decode() for sample in samples]
        return draw(spoiled_texts(texts)).encode("utf-8", "surrogatepass")
    sample = draw(st.sampled_from(list(samples)))
    if how == "encoding":
        encoding = draw(st.sampled_from(("utf-16", "utf-32", "latin-1", "cp1252", "utf-8-sig")))
        return sample.decode().encode(encoding, "replace")
    at, more = draw(st.integers(0, len(sample))), draw(st.binary(max_size=9))
    return sample[:at] + more + sample[draw(st.integers(at, len(sample))) :]


@contextmanager
def quick(seconds: float = 2.0) -> Iterator[None]:
    """Assert that the block takes no more processor time; a busy machine makes no difference."""
    began = time.thread_time()
    yield
    took = time.thread_time() - began
    assert took < seconds, f"{took:.2f} s of processor time"
