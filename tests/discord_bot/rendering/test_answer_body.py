"""The line above an answer, its headings, and its sentences as prose or as a list."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from bot.answering.answer import Answer, Citation
from bot.answering.lead import Heading, Lead, LeadKey
from bot.discord_bot.locales.translations import LANGUAGES, Translations
from bot.discord_bot.rendering.answer_body import format_lead
from bot.grounding.sentence import Sentence
from tests.discord_bot.rendering.payload import problems, texts
from tests.discord_bot.rendering.samples import ATTENTION, BERT, show

ENGLISH = Translations("en")
ATTENTION_LINK = "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)"
BERT_LINK = (
    "[BERT: Pre-training of Deep Bidirectional Transformers](https://arxiv.org/abs/1810.04805)"
)
SENTENCES = (
    Sentence("It is based on attention.", (1,)),
    Sentence("It reaches 28.4 BLEU.", (1,)),
    Sentence("It pre-trains representations.", (2,)),
    Sentence("Both use attention.", (1, 2)),
)
CITATIONS = (Citation(1, ATTENTION), Citation(2, BERT))
LIST = Answer(
    "Which papers use attention?",
    True,
    "extractive",
    "",
    SENTENCES,
    CITATIONS,
    kind="list",
    lead=Lead("papers", 2),
)


def test_a_list_has_a_block_a_paper_and_no_sources_below():
    """Each title is bold and linked, with its number, authors and year as small text."""
    question, body, footer = texts(show(ENGLISH, LIST)[0])

    assert question == "-# **Which papers use attention?**"
    assert body == (
        "**2 papers** on this:\n\n"
        f"**{ATTENTION_LINK}**\n-# [1] · Vaswani et al. · 2017\n"
        "- It is based on attention. It reaches 28.4 BLEU.\n\n"
        f"**{BERT_LINK}**\n-# [2] · Devlin and Chang · 2018\n"
        "- It pre-trains representations.\n\n"
        "- Both use attention. [[1]](https://arxiv.org/abs/1706.03762)"
        "[[2]](https://arxiv.org/abs/1810.04805)"
    )
    assert footer.startswith("-# Quotes from the abstracts")


def test_prose_stands_above_and_below_the_items_of_a_list():
    """As paragraphs with their marks; a paper that only prose cites is listed as a source."""
    above = replace(SENTENCES[3], is_prose=True)
    below = Sentence("It is bidirectional.", (2,), is_prose=True)
    shown = replace(LIST, lead=None, sentences=(above, below, SENTENCES[0], below))

    _, body, sources, _ = texts(show(ENGLISH, shown)[0])

    first, second = (
        "[[1]](https://arxiv.org/abs/1706.03762)",
        "[[2]](https://arxiv.org/abs/1810.04805)",
    )
    assert body == (
        f"Both use attention. {first}{second} It is bidirectional. {second}\n\n"
        f"**{ATTENTION_LINK}**\n-# [1] · Vaswani et al. · 2017\n- It is based on attention.\n\n"
        f"It is bidirectional. {second}"
    )
    assert sources.startswith("-# [2]")


def test_a_comparison_has_a_bullet_a_paper_under_each_aspect():
    """By a short title, as the full ones are among the sources; usual aspects are translated."""
    compared = replace(
        LIST,
        kind="comparison",
        lead=None,
        headings=(Heading(0, "Method"), Heading(3, "In *common*")),
    )
    body, sources = texts(show(Translations("de"), compared)[0])[1:3]

    assert body == (
        f"**Methode**\n- **{ATTENTION_LINK}:** It is based on attention. "
        "[[1]](https://arxiv.org/abs/1706.03762) It reaches 28.4 BLEU. "
        "[[1]](https://arxiv.org/abs/1706.03762)\n"
        "- **[BERT](https://arxiv.org/abs/1810.04805):** It pre-trains representations. "
        "[[2]](https://arxiv.org/abs/1810.04805)\n\n"
        r"**In \*common\***"
        "\n- Both use attention. [[1]](https://arxiv.org/abs/1706.03762)"
        "[[2]](https://arxiv.org/abs/1810.04805)"
    )
    assert sources.count("-# [") == 2


def test_a_long_list_keeps_each_title_with_its_sentence():
    """Over several messages, none of which Discord refuses."""
    papers = [replace(BERT, paper_id=f"1810.{n:05}", title=f"Paper {n}") for n in range(1, 31)]
    long = replace(
        LIST,
        sentences=tuple(Sentence(f"Result {n} {'much ' * 40}.", (n,)) for n in range(1, 31)),
        citations=tuple(Citation(n, paper) for n, paper in enumerate(papers, 1)),
    )
    shown = show(ENGLISH, long)

    blocks = [
        block
        for message in shown
        for text in texts(message)
        for block in text.split("\n\n")
        if "Result" in block
    ]
    assert len(shown) > 2
    assert [f"[Paper {n}]" in block for n, block in enumerate(blocks, 1)] == [True] * 30
    assert all(problems(message, papers) == [] for message in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lead_is_said_in_every_language(language: str):
    """With its values, escaped."""
    for key in get_args(LeadKey):
        said = format_lead(Translations(language), Lead(key, 3, "A title", "*x* @everyone"), [])

        assert said, key
        assert "{" not in said, key
        assert "*x* @everyone" not in said, key


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        (Lead("authors", title=ATTENTION.title, value="Ashish Vaswani"), "By Ashish Vaswani"),
        (Lead("published", title=ATTENTION.title, value="2017-06-12"), "Published: June 12, 2017"),
        (Lead("published", title=ATTENTION.title, value="2017"), "Published: 2017"),
        (
            Lead("link", title=ATTENTION.title, value="https://arxiv.org/abs/1706.03762"),
            r"https\://arxiv.org/abs/1706.03762",
        ),
    ],
)
def test_a_record_is_shown_below_the_linked_title(lead: Lead, said: str):
    """The paper is not listed once more, and the small print says that no abstract was read."""
    recorded = Answer(
        "Who wrote it?", True, "extractive", "", (), CITATIONS[:1], kind="record", lead=lead
    )
    (shown,) = show(ENGLISH, recorded)

    assert texts(shown)[1:] == [
        f"**{ATTENTION_LINK}**\n{said}",
        "-# From the library’s records",
    ]
    assert problems(shown, [ATTENTION]) == []
