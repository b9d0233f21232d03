"""A receipt in Discord: all of it in one message, in any language, whatever its texts are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Answer, RetrievedPaper
from bot.answering.language_model import PromptUsed, Usage
from bot.discord_bot.limits import count_units
from bot.discord_bot.locales.translations import LANGUAGES, Translations
from bot.discord_bot.rendering.receipt import receipt as shown
from bot.grounding.sentence import Sentence
from bot.records.receipts import AnswerRequest, BuildInfo, Receipt
from retrieval.search.query import Filters
from tests.discord_bot.rendering import hostile
from tests.discord_bot.rendering.payload import problems, texts
from tests.discord_bot.rendering.test_properties import THOROUGHLY
from tests.storage.samples import NOW, SEARCHED, receipt

_scores = st.floats(-1, 1e6)
_found = st.builds(
    RetrievedPaper,
    hostile.texts,
    st.none() | st.integers(1, 99),
    _scores,
    _scores,
    _scores,
    _scores,
    hostile.texts,
)


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    """Draw the receipt of an answer or a refusal."""
    answer: Answer = replace(
        draw(hostile.answers()),
        retrieved=tuple(draw(st.lists(_found, max_size=12))),
        confidence=draw(st.none() | st.floats(0, 1)),
        cutoff=draw(st.none() | st.floats(0, 1)),
        prompt=draw(st.none() | st.builds(PromptUsed, hostile.texts, hostile.texts)),
        usage=Usage(draw(st.integers(0, 10**9)), draw(st.integers(0, 10**9))),
    )
    filters = Filters(2019, None, (draw(hostile.texts),), (draw(hostile.texts),))
    edition = BuildInfo(draw(hostile.texts), draw(hostile.texts), draw(st.integers(0, 10**9)))
    cost = draw(st.none() | st.floats(0, 1e6))
    return Receipt("Az09" * 5, NOW, answer, edition, AnswerRequest(filters), cost=cost)


@THOROUGHLY
@given(st.sampled_from(LANGUAGES).map(Translations), receipts())
def test_no_text_breaks_it(words: Translations, kept: Receipt) -> None:
    """Nothing that Discord would refuse, and no link, mention or markup from outside."""
    assert problems(shown(words, kept)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_much_is_cut_and_counted(language: str) -> None:
    """Long titles and sentences give way evenly; what is beyond is counted, and all fits."""
    answer = replace(
        SEARCHED,
        sentences=tuple(Sentence(f"S{n} " + "word " * 80, (n,)) for n in range(30)),
        retrieved=tuple(RetrievedPaper(f"p{n}", n, 0.9, 1, 1, 1, "title " * 60) for n in range(20)),
    )
    written = texts(shown(Translations(language), receipt(answer=answer)))

    assert sum(map(count_units, written)) <= 4_000
    assert all(f"S{n} word" in written[2] for n in range(12))
    assert "12" in written[1].splitlines()[-1]
    assert "18" in written[2].splitlines()[-1]


def test_as_it_is_read() -> None:
    """From the question down to the id, each thing on a line of its own."""
    head, papers, sentences, foot = texts(shown(Translations("en"), receipt()))

    assert head.splitlines() == [
        "**Why this answer?**",
        "-# And how do they like it?",
        "-# Searched for: How long do cats sleep: And how do they like it?",
        "-# Filters: 2019 or later · category cs.CL · author García · source arxiv",
        "Answered",
        "Confidence 0.82, required: 0.35",
        "Sentences written by the model: 1 shown · 2 left out",
    ]
    assert papers.splitlines()[1:] == [
        "**\\[1\\]** [Größe, 猫 and “quotes”](https://arxiv.org/abs/2001.00001)",
        "-# score 0.91 · keywords 4.5 · meaning 0.61 · rerank 0.40",
        "**–** Another",
        "-# score 0.20 · keywords 0.0 · meaning 0.25 · rerank 0.10",
    ]
    assert sentences.splitlines()[1:] == [
        "✅ Cats sleep sixteen hours a day. \\[1\\]",
        "-# supported 0.93",
        "❌ Dogs do too. \\[1\\]",
        "-# contradicted 0.04 · The abstract denies it.",
        "❔ They like it.",
        "-# unsupported 0.20 · No citation.",
    ]
    assert foot.splitlines() == [
        "-# Written by gpt-4o-mini · Prompt answer 0123456789ab",
        "-# 120 tokens in, 45 out · US$ 0.000045",
        "-# 0.0 s: search 0.0 s, writing 0.0 s",
        "-# 67 papers in the library, embedded by minilm",
        "-# November 24, 2026 · Footnote 0.1.0",
        "-# Receipt t1",
    ]
