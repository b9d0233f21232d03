"""Answers from whole papers say where in them they stand, and which were read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answer import (
    Answer,
    Aspect,
    Cell,
    Citation,
    Comparison,
    MissingDetail,
    RetrievedPaper,
    Summary,
)
from bot.answering.language_model import NOT_FOUND, NOT_STATED
from bot.answering.lead import Lead
from bot.answering.locations import locate
from bot.cli.answer_output import format_quotes
from bot.discord_bot.locales.translations import LANGUAGES, Translations
from bot.discord_bot.rendering import answer as answers
from bot.discord_bot.rendering.comparison import comparison_evidence
from bot.discord_bot.rendering.evidence import evidence, sources
from bot.discord_bot.rendering.message import FileAttachment, OutgoingMessage
from bot.discord_bot.rendering.papers import summary
from bot.discord_bot.rendering.receipt import receipt as show_receipt
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.passage import Passage, WholeText
from tests.discord_bot.rendering.payload import problems, texts
from tests.discord_bot.rendering.samples import ANSWER, ATTENTION, REFUSAL, show
from tests.storage.samples import receipt

ENGLISH = Translations("en")
PDF = "https://arxiv.org/pdf/2001.00001v2"
SEEDS = "We train with ten [10] seeds."
TABLE = "Table 2: Accuracy\nA | 91\nB | 93"
WHOLE = Paper(
    "2001.00001",
    "Seeds",
    "We count seeds.",
    passages=(
        Passage("text", f"It is long. {SEEDS} Each takes an hour.", "3 Set-up", (), "84", 4),
        Passage("table", TABLE, "4 Results › Accuracy", (), "85", 6),
    ),
    whole=WholeText(PDF, 12),
)
OF_SEEDS = Evidence(WHOLE.paper_id, SEEDS, 28, 57, "3 Set-up", "84", 4, 2)
OF_TABLE = Evidence(WHOLE.paper_id, TABLE, 81, 114, "4 Results › Accuracy", "85", 6, 3)
FROM_WHOLE = replace(
    ANSWER,
    sentences=(
        Sentence("Ten seeds are used.", (1,), evidence=(OF_SEEDS,)),
        Sentence("B is better.", (1, 2), evidence=(OF_TABLE, OF_SEEDS)),
    ),
    citations=(Citation(1, WHOLE, (OF_SEEDS, OF_TABLE)), Citation(2, ATTENTION)),
)


def location_in(answer: Answer, span: Evidence, language: str = "en") -> str:
    """Return how an answer whose first sentence rests on a span cites it."""
    one = replace(answer, sentences=(replace(answer.sentences[0], evidence=(span,)),))
    return texts(show(Translations(language), one)[0])[1].removeprefix("Ten seeds are used. ")


def test_an_answer_cites_the_page_and_says_which_papers_were_read_whole():
    """A mark leads to the page in the PDF; a source without a whole text is as ever."""
    (shown,) = show(ENGLISH, FROM_WHOLE)
    _, body, listed, *_ = texts(shown)

    assert body == (
        f"Ten seeds are used. [[1, p. 84]]({PDF}#page=3) "
        f"B is better. [[1, p. 84, 85]]({PDF}#page=3)[[2]](https://arxiv.org/abs/1706.03762)"
    )
    assert "[Seeds](https://arxiv.org/abs/2001.00001) · whole paper" in listed
    assert listed.endswith("2017 · abstract only")
    assert problems(shown, [WHOLE, ATTENTION]) == []
    assert "whole paper" in "".join(texts(sources(ENGLISH, FROM_WHOLE)))
    draft = answers.draft_message(ENGLISH, "", FROM_WHOLE.sentences)
    assert texts(draft)[0] == "Ten seeds are used. [1, p. 84] B is better. [1][2]"


def test_a_sentence_that_rests_on_several_sections_cites_each_of_them():
    """Without a page or a number, by their names."""
    spans = [
        replace(OF_SEEDS, section=section, page="", start=start)
        for start, section in enumerate(("Methods", "Results", "Results", "Discussion"))
    ]
    assert (found := locate(spans)) is not None
    assert found.text == "Methods, Results, Discussion"


def test_without_pages_it_cites_the_section():
    """By its number or its name, whose address is the text's; nothing where it is not known."""
    html = replace(WHOLE, whole=WholeText("https://arxiv.org/html/2001.00001v2"))
    known = replace(FROM_WHOLE, citations=(Citation(1, html),))
    unpaged = replace(OF_SEEDS, page="", page_index=None)
    long = "How all of the many seeds were chosen, and why"
    marks = {
        section: location_in(known, replace(unpaged, section=section))
        for section in (
            "3 Set-up",
            "3 Method › 3.2 Data",
            f"METHODS AND RESULTS › {long}",
            f"3 Data › {long}",
            long,
            "",
        )
    }

    assert marks["3 Set-up"] == "[[1, §3]](https://arxiv.org/html/2001.00001v2)"
    assert [mark.partition("]")[0] for mark in marks.values()] == [
        *(
            "[[1, §3",
            "[[1, §3.2",
            "[[1, Methods and results",
            "[[1, §3",
            "[[1, How all of the many see…",
            "[[1",
        ),
    ]
    assert location_in(known, replace(unpaged, section="A [b](c)")).startswith("[[1, A (b)(c)]](")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_sections_as_they_are_usual(language: str):
    """In each language."""
    plain = replace(WHOLE, whole=WholeText())
    known = replace(FROM_WHOLE, citations=(Citation(1, replace(plain, paper_id="t-1")),))
    page = replace(OF_SEEDS, paper_id="t-1")
    shown = [location_in(known, one, language) for one in (page, replace(page, page=""))]

    assert (
        shown
        == {
            "en": ["[1, p. 84]", "[1, §3]"],
            "de": ["[1, S.\u00a084]", "[1, Abschn.\u00a03]"],
            "fr": ["[1, p.\u00a084]", "[1, §\u00a03]"],
            "ja": ["[1, p. 84]", "[1, 3 節]"],
            "zh": ["[1, 第 84 页]", "[1, 第 3 节]"],
        }[language]
    )


def test_items_below_titles_and_summaries_have_the_place_alone():
    """As the title above says which paper it is."""
    listed = replace(FROM_WHOLE, kind="list", sentences=FROM_WHOLE.sentences[:1])
    one = Summary(WHOLE, "tldr", "model", "m", FROM_WHOLE.sentences[:1], FROM_WHOLE.citations[0])
    summed = texts(summary(ENGLISH, one, key="k", styles=["tldr"]))

    assert texts(show(ENGLISH, listed)[0])[1].endswith(
        f"-# [1] · whole paper\n- Ten seeds are used. [[p. 84]]({PDF}#page=3)"
    )
    assert summed[1] == f"Ten seeds are used. [[p. 84]]({PDF}#page=3)"
    assert "-# whole paper" in summed[0]


@pytest.mark.parametrize("is_read", [True, False])
def test_a_summary_says_if_its_section_was_too_long(is_read: bool):
    """Not so of a whole paper, of which a few passages are read."""
    assert WHOLE.whole is not None
    paper = replace(WHOLE, whole=replace(WHOLE.whole, is_read=is_read))
    one = Summary(paper, "tldr", "model", "m", FROM_WHOLE.sentences[:1], FROM_WHOLE.citations[0])
    for section, told in (("3 Set-up", not is_read), ("", False)):
        made = replace(one, section=section)
        (*_, foot) = texts(summary(ENGLISH, made, key="k", styles=["tldr"]))
        assert ("The section is too long for the language model" in foot) is told


def test_evidence_is_the_words_of_the_passage_with_page_and_section():
    """In their context; of a table the rows, by the table's own name."""
    _, seeds, table = texts(evidence(ENGLISH, FROM_WHOLE, {})[0])

    assert seeds.split("\n")[1:] == [
        r"> It is long. **We train with ten \[10\] seeds.** Each takes an hour.",
        f"-# [1] [Seeds](https://arxiv.org/abs/2001.00001) · [p. 84, 3 Set-up]({PDF}#page=3)",
    ]
    assert table.split("\n")[1:5] == [
        *("> Table 2: Accuracy", r"> A \| 91", r"> B \| 93"),
        "-# [1] [Seeds](https://arxiv.org/abs/2001.00001) · "
        f"[Table 2, p. 85, Accuracy]({PDF}#page=4)",
    ]


def test_a_formula_is_a_picture_below_its_words_or_else_its_latex():
    """A page shows both in one; MathML is for programs alone."""
    latex, mathml = (
        replace(OF_SEEDS, page="", formulas=(source,)) for source in (r"s=\frac{a}{b}", "<math/>")
    )
    picture = FileAttachment("page-1.png", b"png", "s=a/b")

    def shown(span: Evidence, pictures: dict[Evidence, FileAttachment]) -> OutgoingMessage:
        said = Sentence("Ten seeds are used.", (1,), evidence=(span,))
        (message,) = evidence(ENGLISH, replace(FROM_WHOLE, sentences=(said,)), pictures)
        return message

    pictured, plain = shown(latex, {latex: picture}), shown(latex, {})
    assert (pictured.files, plain.files) == ((picture,), ())
    assert all("ten" in "".join(texts(one)) for one in (pictured, plain))
    assert "frac" not in "".join(texts(pictured))
    assert "frac" in "".join(texts(plain))
    assert "math" not in "".join(texts(shown(mathml, {})))
    assert format_quotes([latex]).plain.endswith(r"s=\frac{a}{b}")
    cell = Cell(WHOLE.paper_id, "Ten.", (latex,))
    compared = Comparison((WHOLE,), (Aspect("data", (cell,)),), "model", "m")
    for pictures in ({}, {latex: picture}):
        (compared_as,) = comparison_evidence(ENGLISH, compared, pictures)
        assert ("frac" in "".join(texts(compared_as))) is not bool(pictures)


def test_a_receipt_has_the_pages_and_what_was_read():
    """Though it keeps no passages."""
    found = RetrievedPaper(WHOLE.paper_id, 1, 0.9, 1, 0.5, 0.5, WHOLE.title, whole=True)
    answered = replace(FROM_WHOLE, mode="extractive", retrieved=(found,), confidence=0.9)
    _, papers, sentences, foot = texts(show_receipt(ENGLISH, receipt(answer=answered)))

    assert papers.endswith("rerank 0.50 · whole paper")
    assert "Ten seeds are used. \\[1, p. 84\\]\n" in sentences
    assert foot.startswith("-# Quotes from the papers (no language model)")


def test_what_is_not_stated_is_so_in_what_was_read():
    """Passages or all of a paper whose text was there, else the abstract."""
    cells = Cell("", NOT_FOUND, stated=False), Cell("", NOT_STATED, stated=False)
    found = Cell("", "Ten.", (OF_SEEDS,))
    rows = Aspect("data", cells), Aspect("seeds", (found, cells[1]))
    compared = Comparison((WHOLE, ATTENTION), rows, "model", "m")
    shown = "".join(
        text for page in comparison_evidence(ENGLISH, compared, {}) for text in texts(page)
    )
    whole = replace(WHOLE, passages=())
    refused = replace(REFUSAL, nearest=(replace(REFUSAL.nearest[0], paper=whole),))
    detail = MissingDetail("the batch size", whole, SEEDS, OF_SEEDS)
    missing = texts(show(ENGLISH, replace(refused, missing=detail))[0])
    all_read = replace(whole, whole=WholeText(PDF, 12, is_read=True))
    read = texts(show(ENGLISH, replace(refused, missing=replace(detail, closest=all_read)))[0])
    silent = Lead("no-limitation", 1, WHOLE.title, read="paper")

    assert "*not found in the passages read*\n[2]" in shown
    assert shown.count("*not stated in the abstract*") == 2
    assert f"Ten. [[p. 84]]({PDF}#page=3)" in shown
    assert "**Nothing in the library answers this.**" in texts(show(ENGLISH, refused)[0])
    assert "**Not found in the passages read: the batch size**" in missing
    assert "**Not stated in the paper: the batch size**" in read
    assert f"“We train with ten \\[10\\] seeds.” [[p. 84]]({PDF}#page=3)" in missing
    assert "No limitation was found in the paper." in answers.format_lead(ENGLISH, silent, ())
