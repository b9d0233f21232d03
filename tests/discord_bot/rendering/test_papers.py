"""Search results, cards, choices, summaries, lists, comparisons and notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answer import Aspect, Cell, Citation, Comparison, Summary, Timings
from bot.answering.language_model import SUMMARY_STYLES
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.comparison import comparison, comparison_evidence
from bot.discord_bot.rendering.menus import Page
from bot.discord_bot.rendering.message import FileAttachment
from bot.discord_bot.rendering.notices import bibtex
from bot.discord_bot.rendering.papers import (
    card,
    related_papers,
    search_results,
    summary,
)
from bot.grounding.sentence import Sentence
from retrieval.search.query import Filters
from tests.discord_bot.rendering.payload import components, labels, problems, sent, texts
from tests.discord_bot.rendering.samples import ATTENTION, BERT, UNKNOWN, hit

ENGLISH = Translations("en")
FOUND = [hit(ATTENTION), hit(BERT), hit(UNKNOWN)]


def _page(page: int, pages: int, filters: Filters = Filters()):
    shown = Page(page, 5 * pages, 5)
    return search_results(ENGLISH, "attention", FOUND, token="tok", page=shown, filters=filters)


def test_a_hit_has_number_title_authors_and_snippet():
    """In three lines, the title linked."""
    assert texts(_page(2, 5))[1] == (
        "**6. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)**\n"
        "-# Vaswani et al. · 2017 · cs.CL, cs.LG\n"
        "The Transformer is based solely on attention."
    )


def test_the_menu_chooses_papers_by_their_ids():
    """One to five, but no more than there are."""
    (menu,) = [c for c in components(_page(2, 5)) if c["type"] == 3]

    assert menu["custom_id"] == "fn:s:pick:tok:2"
    assert (menu["min_values"], menu["max_values"]) == (1, 3)
    assert menu["options"][0]["value"] == "1706.03762"
    assert menu["options"][0]["label"] == "6. Attention Is All You Need"
    assert menu["options"][0]["description"] == "Vaswani et al. · 2017 · cs.CL, cs.LG"
    assert "description" not in menu["options"][2]


def test_nothing_found_says_what_may_help():
    """With filters, fewer of them may help."""

    def said(filters: Filters, is_empty: bool = False) -> str:
        shown = search_results(
            ENGLISH,
            "x",
            [],
            token="t",
            page=Page(1, 0, 5),
            filters=filters,
            is_library_empty=is_empty,
        )
        return texts(shown)[-1]

    assert said(Filters()) == "Nothing found. Try other words."
    assert said(Filters(2020)) == "Nothing found. Try other words or fewer filters."
    assert said(Filters(2020), True) == "The library is empty. Add papers with /library add."


def test_a_card_has_everything_and_a_button_to_the_paper():
    """Title, authors, date, categories, id and abstract."""
    shown = card(ENGLISH, ATTENTION, key="1706.03762")

    assert texts(shown)[0] == (
        "### [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"
        "Ashish Vaswani, Noam Shazeer, Niki Parmar\n"
        "-# June 12, 2017 · cs.CL, cs.LG · arXiv 1706.03762"
    )
    assert texts(shown)[1].startswith("The Transformer is based solely on attention.")
    assert labels(shown) == [
        *("Summarize", "Related", "Compare", "Keep", "BibTeX"),
        "Read the paper",
    ]


def test_a_withdrawn_paper_is_marked_everywhere():
    """In lists before all else, on its card with the reason, in every language."""
    gone = replace(BERT, extra={"withdrawn": True, "withdrawn_reason": "An error in *Lemma* 2."})
    silent = replace(BERT, extra={"withdrawn": True})

    assert "\n⚠ Withdrawn: An error in \\*Lemma\\* 2.\n" in texts(card(ENGLISH, gone, key="k"))[0]
    assert "\n⚠ Withdrawn\n" in texts(card(ENGLISH, silent, key="k"))[0]
    assert "Withdrawn" not in texts(card(ENGLISH, BERT, key="k"))[0]
    shown = texts(related_papers(ENGLISH, ATTENTION, [hit(gone)]))[1]
    assert "\n-# ⚠ Withdrawn · Devlin and Chang · 2018" in shown
    assert all(
        "⚠" in texts(card(Translations(code), gone, key="k"))[0]
        for code in ("de", "fr", "ja", "zh")
    )


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("tldr", "It reaches 28.4 BLEU. It uses attention."),
        ("key-points", "- It reaches 28.4 BLEU.\n- It uses attention."),
    ],
)
def test_a_summary_leaves_out_what_is_not_supported(style: str, body: str):
    """Key points are a list; the menu shows the style it is in."""
    made = Summary(
        ATTENTION,
        style,
        "model",
        "m",
        (
            Sentence("It reaches 28.4 BLEU.", (1,)),
            Sentence("Nonsense.", (), False),
            Sentence("It uses attention.", (1,)),
        ),
        Citation(1, ATTENTION),
    )
    shown = summary(ENGLISH, made, key="1706.03762", styles=tuple(SUMMARY_STYLES))

    assert texts(shown)[1] == body
    (menu,) = [c for c in components(shown) if c["type"] == 3]
    assert [o["value"] for o in menu["options"] if o["default"]] == [style]
    assert menu["custom_id"] == "fn:p:style:1706.03762"


MADE = Comparison(
    (ATTENTION, BERT),
    (
        Aspect("Method", (Cell("1", "Attention alone."), Cell("2", "Masked words."))),
        Aspect("Data", (Cell("1", "WMT 2014."), Cell("2", "x", stated=False))),
        Aspect("Energy", (Cell("1", "x", stated=False), Cell("2", "x", stated=False))),
    ),
    "model",
    "m",
    took=Timings(total=2000),
)
CSV = FileAttachment("comparison.csv", b"csv", "The table")
PICTURE = FileAttachment("dark.png", b"png", "What the picture shows")


def test_a_comparison_is_a_picture_and_a_table():
    """Its text is behind the button Evidence."""
    shown = comparison(ENGLISH, MADE, token="t", evidence_token="e", picture=PICTURE, csv=CSV)

    assert len(texts(shown)) == 2
    assert labels(shown)[0] == "Evidence"
    assert [file.name for file in shown.files] == ["dark.png", "comparison.csv"]


def test_the_evidence_of_a_comparison_is_its_text_and_the_words_behind_it():
    """A paper that says nothing says so; quotes are not repeated."""
    (shown,) = comparison_evidence(ENGLISH, MADE, {})
    (said,) = texts(shown)

    assert "### Method\n[1] **[Attention Is All You Need](" in said
    assert "[2] **[BERT](https://arxiv.org/abs/1810.04805):**" in said
    assert "### Energy" in said
    assert said.endswith("*not stated in the abstract*")
    assert problems(shown, [ATTENTION, BERT]) == []


@pytest.mark.parametrize("entries", ["@misc{a,}\n" * 500, "```", "@everyone", "a\u202eb"])
def test_bibtex_is_a_file_where_a_block_will_not_do(entries: str):
    """Too long, or with what a block cannot hold unchanged."""
    shown = bibtex(ENGLISH, entries)

    assert [(file.name, file.data) for file in shown.files] == [("papers.bib", entries.encode())]
    assert sent(shown)["attachments"][0]["filename"] == "papers.bib"
