"""Text from outside, as Discord would show it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord_bot.limits import count_units
from bot.discord_bot.rendering.escape import (
    escape_markdown,
    link_paper,
    paper_address,
    plain_text,
    quote,
    strip_foreign_links,
)
from retrieval.paper import Paper
from tests.discord_bot.rendering.hostile import papers, texts
from tests.discord_bot.rendering.markdown import read

PATIENTLY = settings(deadline=None)
PAPER = Paper("1706.03762", "Attention Is All You Need", "")


@PATIENTLY
@given(texts)
def test_inert_text_is_shown_as_it_is(text: str):
    """No structure comes of it, and a reader sees every character that can be seen."""
    found = read(escape_markdown(text))

    assert found.kinds == []
    assert found.text.replace("@\u200b", "@") == plain_text(text)


@PATIENTLY
@given(texts, st.integers(0, 300))
def test_inert_text_fits_when_escaped(text: str, limit: int):
    """The limit holds for what is sent, and a cut leaves nothing half escaped."""
    cut = escape_markdown(text, limit)

    assert count_units(cut) <= limit
    assert read(cut).kinds == []
    assert plain_text(text).startswith(read(cut).text.replace("@\u200b", "@").removesuffix("…"))


@PATIENTLY
@given(texts, papers, st.none() | st.integers(0, 300))
def test_only_the_papers_address_is_linked(label: str, paper: Paper, limit: int | None):
    """A link leads to the paper's own address or is no link; with a limit, the address counts."""
    shown = link_paper(label, paper, limit)
    found = read(shown)

    assert limit is None or count_units(shown) <= limit
    assert set(found.links) <= {paper_address(paper)}
    assert set(found.kinds) <= {"link"}


@PATIENTLY
@given(texts)
def test_a_quote_is_one_quote(text: str):
    """Nothing leaves the quote or adds to it."""
    assert read(quote(text)).kinds == ["quote"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It reaches 28.4 BLEU.", "It reaches 28.4 BLEU."),
        ("28.4 BLEU", "28.4 BLEU"),
        ("1. first", r"1\. first"),
        ("# head", r"\# head"),
        ("-# small", r"\-# small"),
        ("-5 degrees", "-5 degrees"),
        ("> said", r"\> said"),
        ("#1 in C# and F#", "#1 in C# and F#"),
        ("snake_case *b* ~~s~~ ||x||", r"snake\_case \*b\* \~\~s\~\~ \|\|x\|\|"),
        ("see https://evil.example", r"see https\://evil.example"),
        ("join discord.gg/abc", r"join discord\.gg/abc"),
        ("In 3:1, a: b :smile:", r"In 3\:1, a: b \:smile:"),
        ("mail a@b.org", "mail a@b.org"),
        ("@everyone", "@\u200beveryone"),
        ("two\nlines\u2028three", "two lines three"),
        ("a\u202eb\u2066c\u200bd\u00ade\ufefff", "abcdef"),
        ("👩‍🔬 👍🏽 ❤️ 1️⃣", "👩‍🔬 👍🏽 ❤️ 1️⃣"),
        ("a\u200db\ufe0f", "ab"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("e" + "\u0301" * 30, "e" + "\u0301" * 4),
        ("Ünïcödé 漢字 한국 Ελ", "Ünïcödé 漢字 한국 Ελ"),
    ],
)
def test_what_is_escaped(text: str, expected: str):
    """What Discord would act on is escaped; what it would not is left alone."""
    assert escape_markdown(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03762"),
        ("https://doi.org/10.1/a(b)", "https://doi.org/10.1/a%28b%29"),
        ("https://EXAMPLE.org:443/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("http://example.org/", ""),
        ("javascript:alert(1)", ""),
        ("https://me:secret@example.org/", ""),
        ("https://localhost/x", ""),
        ("https://127.0.0.1/x", ""),
        ("https://[::1", ""),
        ("https://example.org/" + "a" * 600, ""),
    ],
)
def test_addresses_are_safe_or_none(url: str, expected: str):
    """Only https addresses of named hosts are linked, with all that could break out escaped."""
    assert paper_address(Paper("t-1", "T", "", url=url)) == expected


def test_an_unsafe_address_gives_way_to_the_arxiv_id_or_doi():
    """What a source recorded with http is linked by its id."""
    old = replace(PAPER, url="http://arxiv.org/abs/1706.03762v5")

    assert paper_address(old) == "https://arxiv.org/abs/1706.03762"
    assert (
        paper_address(Paper("10.1/x", "T", "", url="ftp://a", doi="10.1/x"))
        == "https://doi.org/10.1/x"
    )


def test_square_brackets_of_a_title_become_round_in_a_link():
    """Discord links no label with an odd bracket in it."""
    assert link_paper("BERT [v2", PAPER) == "[BERT (v2](https://arxiv.org/abs/1706.03762)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Done** - see </ask:1>", "**Done** - see </ask:1>"),
        ("@everyone", "@\u200beveryone"),
        ("[x](https://evil.example)", r"[x] (https\://evil.example)"),
        ("https://evil.example", r"https\://evil.example"),
        (
            "[T](https://arxiv.org/abs/1706.03762)",
            "[T](https://arxiv.org/abs/1706.03762)",
        ),
    ],
)
def test_our_own_words_are_disarmed(text: str, expected: str):
    """Markdown stays, and links to the papers that are named; nothing else leads away."""
    assert strip_foreign_links(text, [PAPER]) == expected


@pytest.mark.parametrize("text", ["foo ](https://evil.example)", "(https://evil.example)", "](x"])
def test_a_link_of_ours_is_not_led_elsewhere_by_what_follows(text: str):
    """Discord takes the last `](` for a label's end, so that none may come from outside."""
    found = read(
        f"[[3]]({paper_address(PAPER)}) {escape_markdown(text)} [4]{escape_markdown(text)}"
    )

    assert found.links == [paper_address(PAPER)]
