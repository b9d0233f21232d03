"""Search results, cards, choices, summaries, lists, comparisons and notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answer import Aspect, Cell, Citation, Comparison, Summary, Timings
from bot.answering.language_model import SUMMARY_STYLES
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.comparison import comparison, comparison_evidence
from bot.discord_bot.rendering.message import FileAttachment, PersistentView, button
from bot.discord_bot.rendering.notices import bibtex, notice, problem
from bot.discord_bot.rendering.papers import (
    card,
    paper_list,
    related_papers,
    search_results,
    selection,
    summary,
)
from bot.grounding.sentence import Sentence
from retrieval.paper import PUBLISHED_PRECISION, Evidence
from retrieval.search.query import Filters
from tests.discord_bot.rendering.payload import components, labels, problems, sent, texts
from tests.discord_bot.rendering.samples import ATTENTION, BERT, UNKNOWN, hit

ENGLISH = Translations("en")
FOUND = [hit(ATTENTION), hit(BERT), hit(UNKNOWN)]


def _page(page: int, pages: int, filters: Filters = Filters()):
    return search_results(
        ENGLISH, "attention", FOUND, token="tok", page=page, pages=pages, filters=filters, first=11
    )


def test_a_hit_has_number_title_authors_and_snippet():
    """In three lines, the title linked."""
    assert texts(_page(2, 5))[1] == (
        "**11. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)**\n"
        "-# Vaswani et al. · 2017 · cs.CL, cs.LG\n"
        "The Transformer is based solely on attention."
    )


def test_the_menu_chooses_papers_by_their_ids():
    """One to five, but no more than there are."""
    (menu,) = [c for c in components(_page(2, 5)) if c["type"] == 3]

    assert menu["custom_id"] == "fn:s:pick:tok:2"
    assert (menu["min_values"], menu["max_values"]) == (1, 3)
    assert menu["options"][0]["value"] == "1706.03762"
    assert menu["options"][0]["label"] == "11. Attention Is All You Need"
    assert menu["options"][0]["description"] == "Vaswani et al. · 2017 · cs.CL, cs.LG"
    assert "description" not in menu["options"][2]


@pytest.mark.parametrize(
    ("page", "pages", "off"),
    [(1, 5, ["Back", "Page 1 of 5"]), (2, 5, ["Page 2 of 5"]), (5, 5, ["Page 5 of 5", "Next"])],
)
def test_pages_turn_where_there_are_more(page: int, pages: int, off: list[str]):
    """The button in the middle says where one is."""
    buttons = [c for c in components(_page(page, pages)) if c["type"] == 2]

    assert [b["label"] for b in buttons if b["disabled"]] == off
    assert [b["custom_id"] for b in buttons][::2] == [
        f"fn:s:page:tok:{page - 1}",
        f"fn:s:page:tok:{page + 1}",
    ]


def test_one_page_has_no_buttons_to_turn():
    """There is nowhere to go."""
    assert labels(_page(1, 1)) == []


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        (
            Filters(2017, 2020, ("cs.CL",), ("Vaswani",)),
            "-# Filters: 2017–2020 · category cs.CL · author Vaswani",
        ),
        (Filters(year_from=2017), "-# Filters: 2017 or later"),
        (Filters(year_to=2020, sources=("arxiv",)), "-# Filters: 2020 or earlier · source arxiv"),
    ],
)
def test_filters_are_said(filters: Filters, shown: str):
    """Years are written as years."""
    assert texts(_page(1, 1, filters))[0].split("\n")[1] == shown


def test_nothing_found_says_what_may_help():
    """With filters, fewer of them may help."""

    def said(filters: Filters, is_empty: bool = False) -> str:
        shown = search_results(
            ENGLISH,
            "x",
            [],
            token="t",
            page=1,
            pages=0,
            filters=filters,
            first=1,
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


def test_a_card_shows_no_day_that_is_not_known():
    """Of a paper whose month is known, the month."""
    monthly = replace(ATTENTION, published=date(2017, 6, 1), extra={PUBLISHED_PRECISION: "month"})

    assert "-# 2017-06 · cs.CL" in texts(card(ENGLISH, monthly, key="1706.03762"))[0]


def test_a_withdrawn_paper_is_marked_everywhere():
    """In lists before all else, on its card with the reason, in every language."""
    gone = replace(BERT, extra={"withdrawn": True, "withdrawn_reason": "An error in *Lemma* 2."})
    silent = replace(BERT, extra={"withdrawn": True})

    assert "\n⚠ Withdrawn: An error in \\*Lemma\\* 2.\n" in texts(card(ENGLISH, gone, key="k"))[0]
    assert "\n⚠ Withdrawn\n" in texts(card(ENGLISH, silent, key="k"))[0]
    assert "Withdrawn" not in texts(card(ENGLISH, BERT, key="k"))[0]
    shown = texts(related_papers(ENGLISH, ATTENTION, [hit(gone)], token="t"))[1]
    assert "\n-# ⚠ Withdrawn · Devlin and Chang · 2018" in shown
    assert all(
        "⚠" in texts(card(Translations(code), gone, key="k"))[0]
        for code in ("de", "fr", "ja", "zh")
    )


def test_a_card_of_a_paper_of_which_little_is_known():
    """No link, no button to it, and the missing abstract is said."""
    shown = card(ENGLISH, replace(UNKNOWN, abstract=""), key=UNKNOWN.paper_id)

    assert texts(shown) == [
        "### A Paper Without a Home",
        "-# The library has no abstract for this paper.",
    ]
    assert "Read the paper" not in labels(shown)


def test_what_can_be_done_depends_on_how_many_were_chosen():
    """One paper has relatives; two to five can be compared."""
    assert labels(selection(ENGLISH, [ATTENTION], "t")) == [
        "Summarize",
        "Related",
        "Keep",
        "BibTeX",
    ]
    assert labels(selection(ENGLISH, [ATTENTION, BERT], "t"))[0] == "Compare"
    assert "Compare" not in labels(selection(ENGLISH, [ATTENTION] * 6, "t"))


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


def test_related_papers_can_be_gone_on_with():
    """The paper they are related to stands above them."""
    shown = related_papers(ENGLISH, ATTENTION, [hit(BERT)], token="t")

    assert texts(shown)[0].startswith("-# Related to\n**[Attention Is All You Need]")
    assert "1." in texts(shown)[1]
    assert texts(related_papers(ENGLISH, ATTENTION, [], token="t"))[1].startswith(
        "The library has no related"
    )


def test_a_list_has_its_title_footer_and_buttons():
    """A paper each in its own text, as long as there are not too many."""
    own, papers = button("Export", "fn:x"), [ATTENTION, UNKNOWN]
    shown = paper_list(
        ENGLISH, "Shelf", papers, footer="2 papers", buttons=[own], notes=["3 votes"], first=7
    )

    assert texts(shown)[0] == "**Shelf**"
    assert texts(shown)[1].endswith("cs.CL, cs.LG · 3 votes")
    assert texts(shown)[2:] == ["**8. A Paper Without a Home**", "-# 2 papers"]
    assert labels(shown) == ["Export"]
    assert texts(paper_list(ENGLISH, "Library", []))[1] == (
        "The library is empty. Add papers with /library add."
    )
    filtered = paper_list(ENGLISH, "Library", [], is_filtered=True)
    assert texts(filtered)[1] == "No paper in the library passes the filters."


def test_a_list_says_how_many_more_there_are():
    """Discord takes no more than so much text."""
    shown = paper_list(ENGLISH, "All", [replace(ATTENTION, paper_id=str(n)) for n in range(40)])

    assert texts(shown)[-1] == "-# and 15 more"
    assert problems(shown, [ATTENTION]) == []


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
    shown = comparison(ENGLISH, MADE, token="t", evidence_token="e", pictures=[PICTURE], csv=CSV)

    assert len(texts(shown)) == 2
    assert labels(shown)[0] == "Evidence"
    assert [file.name for file in shown.files] == ["dark.png", "comparison.csv"]


def test_the_evidence_of_a_comparison_is_its_text_and_the_words_behind_it():
    """A paper that says nothing says so; quotes are not repeated."""
    (shown,) = comparison_evidence(ENGLISH, MADE)
    (said,) = texts(shown)

    assert "### Method\n[1] **[Attention Is All You Need](" in said
    assert "[2] **[BERT](https://arxiv.org/abs/1810.04805):**" in said
    assert "### Energy" in said
    assert said.endswith("*not stated in the abstract*")
    assert problems(shown, [ATTENTION, BERT]) == []


def test_a_cell_of_several_quotes_is_not_quoted_again():
    """The words behind it are what it says already."""
    spans = (Evidence("1", "Attention alone.", 0, 16), Evidence("1", "No recurrence.", 40, 54))
    cells = (Cell("1", "Attention alone. No recurrence.", spans), Cell("2", "No model.", spans))
    (shown,) = comparison_evidence(ENGLISH, replace(MADE, aspects=(Aspect("Method", cells),)))
    (said,) = texts(shown)

    assert said.count("Attention alone.") == 2
    assert said.endswith("> Attention alone.\n> No recurrence.")


def test_a_comparison_without_a_picture_is_text():
    """Where the typeface lacks a character."""
    shown = comparison(ENGLISH, MADE, token="t", evidence_token="e", pictures=[], csv=CSV)

    said = texts(shown)
    assert said[0].startswith("**2 papers compared**\n**[1] [Attention Is All You Need](")
    assert "**Method**\n[[1]](https://arxiv.org/abs/1706.03762) Attention alone.\n[[2]](" in said[1]
    assert said[2].endswith("WMT 2014.\n[2] *not stated in the abstract*")
    assert said[3] == "**Energy**\n[1] [2] *not stated in the abstract*"
    assert [file.name for file in shown.files] == ["comparison.csv"]
    assert "Shortened here" not in " ".join(said)


def test_a_comparison_too_long_for_a_message_says_so():
    """Each cell is shortened alike, and the table has all of it."""
    long = replace(
        MADE, aspects=(Aspect("Method", (Cell("1", "word " * 600), Cell("2", "more " * 600))),)
    )
    shown = comparison(ENGLISH, long, token="t", evidence_token="e", pictures=[], csv=CSV)

    assert "-# Shortened here. The attached table has the full text." in texts(shown)[-1]
    assert problems(shown, [ATTENTION, BERT]) == []


def test_aspects_are_named_in_the_readers_language():
    """Those that a person asked for are left as they are."""
    shown = comparison(
        Translations("de"), MADE, token="t", evidence_token="e", pictures=[], csv=CSV
    )

    assert [text.split("\n")[0] for text in texts(shown)[1:4]] == [
        "**Methode**",
        "**Daten**",
        "**Energy**",
    ]


def test_a_notice_keeps_our_markdown():
    """It may link to the papers that it is about, and to nothing else."""
    link = "[Attention](https://arxiv.org/abs/1706.03762)"
    text = f"- kept **{link}**\n- [more](https://elsewhere.example)"
    shown = notice(ENGLISH, "Done", text, kind="ok", papers=[ATTENTION])

    assert texts(shown) == [f"**Done**\n- kept **{link}**\n- [more] (https\\://elsewhere.example)"]


def test_a_problem_has_its_incident():
    """What went wrong, what to do, and what to tell the operator."""
    shown = problem(ENGLISH, "It *broke*.", "Try again.", "ab12")

    assert texts(shown) == ["**It \\*broke\\*.**\nTry again.\n-# Incident ab12"]


def test_bibtex_is_a_block_to_copy():
    """A short one is shown as it is."""
    assert texts(bibtex(ENGLISH, "@misc{a,\n}\n")) == ["```bibtex\n@misc{a,\n}\n```"]


@pytest.mark.parametrize("entries", ["@misc{a,}\n" * 500, "```", "@everyone", "a\u202eb"])
def test_bibtex_is_a_file_where_a_block_will_not_do(entries: str):
    """Too long, or with what a block cannot hold unchanged."""
    shown = bibtex(ENGLISH, entries)

    assert [(file.name, file.data) for file in shown.files] == [("papers.bib", entries.encode())]
    assert sent(shown)["attachments"][0]["filename"] == "papers.bib"


async def test_discord_py_keeps_no_view():
    """What is sent is dispatched by its ids alone."""
    view = card(ENGLISH, ATTENTION, key="1706.03762").view

    assert isinstance(view, PersistentView)
    assert view.is_finished()
    assert view.timeout is None
