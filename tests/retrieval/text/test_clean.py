"""Reading of titles and abstracts with LaTeX and HTML leftovers."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.text.clean import clean_text
from tests.shared_data import shared_path
from tests.steps import grows_too_fast

CASES = [
    ("reaches 84.25\\% top-1", "reaches 84.25% top-1"),
    ("a loop, \\method{}. Ours", "a loop, method. Ours"),
    ("with \\method we win", "with method we win"),
    ("\\ours~achieves more", "ours achieves more"),
    ("\\emph{soft} \\textbf{big \\textit{deep}}", "soft big deep"),
    ("{\\it slanted} \\texttt{run_all}", "slanted run_all"),
    ("{\\color{red}hot} \\textcolor{blue}{cold}", "hot cold"),
    ("2$\\times$ faster, 480$\\times$360", "2× faster, 480×360"),
    ("of $n$ nodes", "of n nodes"),
    ("rate $10^{-3}$", "rate 10^-3"),
    ("$n^{1/2}$ and $x_{i,j}$", "n^(1/2) and x_i,j"),
    ("$\\sim$5 of $\\sim$50\\%", "~5 of ~50%"),
    ("3$\\sim$4.9$\\times$", "3~4.9×"),
    ("$x\\sim y$", "x ~ y"),
    ("$\\alpha$-Net with $\\Delta E$", "α-Net with Δ E"),
    ("caf\\'e na\\\"{\\i}ve Erd\\H{o}s \\v{S}koda mus{\\'e}e", "café naïve Erdős Škoda musée"),
    ("S\\o ren, \\c{c}a, \\L ukasz", "Søren, ça, Łukasz"),
    ("today\\'s GPU\\'92s", "today’s GPU'92s"),
    ("one---two, 3--4", "one—two, 3–4"),
    ("the ``base'' and ''new'' sets", "the “base” and “new” sets"),
    ("Table~1, about ~5%, 0.1~0.2 dB", "Table 1, about ~5%, 0.1~0.2 dB"),
    ("RWKV \\cite{x2}, shown~\\cite{y}.", "RWKV, shown."),
    ("seen before (\\citep[p.~3]{z}) and after", "seen before and after"),
    ("Fig.~\\ref{fig:a} shows", "Fig. shows"),
    ("\\url{https://a.org/b_c--d}", "https://a.org/b_c--d"),
    ("\\href{https://a.org}{our \\textbf{page}}", "our page"),
    ("\\href{https://a.org}.", "https://a.org."),
    ("R\\&D, a\\_b, \\#1, \\$5", "R&D, a_b, #1, $5"),
    ("between $5 and $10", "between $5 and $10"),
    ("$20k/$30k, US$ 5 and US$ 10", "$20k/$30k, US$ 5 and US$ 10"),
    ("\\$5--\\$10, versus $\\sim$70", "$5–$10, versus ~70"),
    ("$1.5$B tokens, $6,000$ books", "1.5B tokens, 6,000 books"),
    ("by 40times, 1.5sim3.0 points", "by 40×, 1.5~3.0 points"),
    ("224times224 at 0.5pm0.1", "224×224 at 0.5±0.1"),
    ("inductIon rightarrow balanCe", "inductIon → balanCe"),
    ("3 times at 5pm, sim2real, real2sim2real", "3 times at 5pm, sim2real, real2sim2real"),
    ("<jats:p>H<sub>2</sub>O is <i>wet</i></jats:p>", "H2O is wet"),
    ("10<sup>-3</sup> &amp;amp; &lt;b&gt;so&lt;/b&gt; &#177;1", "10^-3 & so ±1"),
    ("tokens <think> and <SEG>, a<b and c>d", "tokens <think> and <SEG>, a<b and c>d"),
    ("Q&A and &unknown; stay", "Q&A and &unknown; stay"),
    ("it re(cid:173) sembles a (cid:12)lter", "it resembles a lter"),
    ("x\u200by \u202ez\u202c\x00\r\n\n\tq", "xy z q"),
    ("cafe\u0301", "café"),
    ("lone \ud800 half", "lone \ufffd half"),
    ("$\\tilde{O}(\\frac{n}{2})$, $\\hat\\theta$", "Õ(n/2), θ̂"),
    ("360$^\\circ$, the 5$^{\\text{th}}$", "360°, the 5th"),
    ("$\\{0,1\\}^n$ in {10, 20} and {https://a.org/z}", "{0,1}^n in {10, 20} and https://a.org/z"),
    ("(\\eg, small) \\ie~large", "(e.g., small) i.e. large"),
    ("86\\\\% of $\\\\omega^2$", "86% of ω^2"),
    ("open\\footnote{See https://a.org}.", "open (See https://a.org)."),
    ("left open \\textbf{here", "left open here"),
]

_SIGNS = [*"\\{}$~`'-&<>^_ ,.a5", "\u0301", "\u200b", "\u1fef"]
_COMMANDS = ["\\sim", "\\hat", "\\not", "\\'", "\\frac", "\\emph{", "\\cite{", "\\char", "\\href{"]
_MAKERS = ["&amp;", "&bsol;", "&lt;", "\\textdollar", "\\lbrace", "\\textbackslash", "i>", "sup>"]
_STUCK = ["times", "sim", "rightarrow", "https://"]
_FRAGMENTS = st.sampled_from([*_SIGNS, *_COMMANDS, *_MAKERS, *_STUCK])
_WORST = ["\\emph{", "{", "$x", "\\hat{", "<a x='", "&amp;", "5times", "\\textbackslash ", "~", "-"]
_WORST_TOO = ["`", "\\cite[", "\\frac{a}{", "5,", "$a$", "^{", "\\\\", " \n", "\\$", "1sim"]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_cases(raw: str, expected: str) -> None:
    """A leftover reads as its author meant it."""
    assert expected == clean_text(raw)


@settings(max_examples=400, deadline=None)
@given(st.lists(_FRAGMENTS, max_size=30).map("".join) | st.text())
def test_any_text_is_stable_and_clean(text: str) -> None:
    """Any text at all gives one line of NFC that stays as it is."""
    cleaned = clean_text(text)

    assert cleaned == clean_text(cleaned)
    assert cleaned == " ".join(unicodedata.normalize("NFC", cleaned).split())
    assert not re.search("[\x00-\x1f\u200b\u202e\ufeff\ud800-\udfff]", cleaned)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*"\\{}$~-'.,x ", "12", "\\emph{", "\\times", "%"])).map("".join))
def test_no_digit_is_lost(text: str) -> None:
    """Every digit of the running text is still there, in its order."""
    assert re.findall(r"\d", text) == re.findall(r"\d", clean_text(text))


@pytest.mark.parametrize("piece", [*_WORST, *_WORST_TOO])
def test_long_texts_take_linear_time(piece: str) -> None:
    """Of the worst kind, twice as much takes twice the steps."""
    assert not grows_too_fast(clean_text, piece)


def test_real_abstracts() -> None:
    """Real abstracts keep their figures and lose their markup."""
    path = shared_path("scale/arxiv_cs_daily.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(3000), strict=False)]
    drops_figures = re.compile(r"\\(cite|ref|href|hyper|color|textcolor|unicode|footnotemark)|&#")

    for text in texts:
        cleaned = clean_text(text)
        assert cleaned == clean_text(cleaned)
        assert "\\" not in cleaned
        if not drops_figures.search(text):
            assert not Counter(re.findall(r"\d", text)) - Counter(re.findall(r"\d", cleaned))
