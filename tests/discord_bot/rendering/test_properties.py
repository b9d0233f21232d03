"""No text from outside, whatever it is, makes a message that Discord refuses or that misleads."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.answering.answer import Answer, Comparison, Summary
from bot.answering.language_model import SUMMARY_STYLES
from bot.discord_bot.locales.translations import LANGUAGES, Translations
from bot.discord_bot.rendering import answer as answers_look
from bot.discord_bot.rendering import comparison as comparison_look
from bot.discord_bot.rendering import evidence as evidence_look
from bot.discord_bot.rendering import notices
from bot.discord_bot.rendering import papers as papers_look
from bot.discord_bot.rendering.escape import escape_markdown
from bot.discord_bot.rendering.menus import Page
from bot.discord_bot.rendering.message import FileAttachment, OutgoingMessage
from bot.records.conversations import Tally
from retrieval.paper import Evidence, Paper
from retrieval.search.query import Filters
from retrieval.search.results import Hit
from tests.discord_bot.rendering import hostile
from tests.discord_bot.rendering.payload import problems
from tests.discord_bot.rendering.samples import show

THOROUGHLY = settings(
    deadline=None,
    max_examples=8,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
words = st.sampled_from(LANGUAGES).map(Translations)
KEY = "1706.03762"
PNG = FileAttachment("comparison.png", b"png", "x" * 2_000)
CSV = FileAttachment("comparison.csv", b"csv", "A table")


def _assert_fine(shown: list[OutgoingMessage], papers: list[Paper]) -> None:
    for message in shown:
        assert problems(message, papers) == []


def _draw(spans: list[Evidence]) -> dict[Evidence, FileAttachment]:
    """Return as many pictures as are drawn at once, of every other span."""
    chosen = list(dict.fromkeys(spans))[:20:2]
    return {
        span: FileAttachment(f"page-{number}.png", b"png", "x" * 2_000)
        for number, span in enumerate(chosen)
    }


def _papers(answer: Answer) -> list[Paper]:
    papers = [c.paper for c in answer.citations] + [hit.paper for hit in answer.nearest]
    return papers if answer.missing is None else [*papers, answer.missing.closest]


@THOROUGHLY
@given(words, hostile.answers(), st.integers(0, 10**9))
def test_answers(said: Translations, answer: Answer, votes: int):
    """Answers and refusals, with their evidence and sources."""
    shown = [
        *show(said, answer, Tally(votes, votes)),
        *evidence_look.evidence(said, answer, _draw(evidence_look.list_evidence(answer))),
        evidence_look.sources(said, answer),
        answers_look.thinking_message(said, answer.question),
        answers_look.draft_message(said, answer.question, answer.sentences),
    ]

    _assert_fine(shown, _papers(answer))


@THOROUGHLY
@given(words, hostile.texts, hostile.hits, st.integers(1, 100), hostile.filters)
def test_hits(said: Translations, query: str, hits: list[Hit], page: int, filters: Filters):
    """A page of a search."""
    shown = papers_look.search_results(
        said, query, hits, token="t", page=Page(page, 1_000, 10), filters=filters
    )

    _assert_fine([shown], [hit.paper for hit in hits])


@THOROUGHLY
@given(words, hostile.papers, hostile.hits)
def test_papers(said: Translations, paper: Paper, hits: list[Hit]):
    """A card, what is related, a choice, and lists of papers."""
    papers = [hit.paper for hit in hits]
    shown = [
        papers_look.card(said, paper, key=KEY),
        papers_look.related_papers(said, paper, hits),
        papers_look.selection(said, papers[:5], "t"),
        papers_look.selection(said, papers * 3, "t"),
        papers_look.paper_list(
            said,
            escape_markdown(paper.title),
            papers * 3,
            footer=escape_markdown(paper.abstract),
            pick="fn:x",
        ),
    ]

    _assert_fine(shown, [paper, *papers])


@THOROUGHLY
@given(words, hostile.summaries())
def test_summaries(said: Translations, summary: Summary):
    """A summary of any style."""
    _assert_fine(
        [papers_look.summary(said, summary, key=KEY, styles=tuple(SUMMARY_STYLES))], [summary.paper]
    )


@THOROUGHLY
@given(words, hostile.comparisons(), st.booleans())
def test_comparisons(said: Translations, comparison: Comparison, drawn: bool):
    """A comparison with and without pictures."""
    picture = PNG if drawn else None
    shown = comparison_look.comparison(
        said, comparison, token="t", evidence_token="e", picture=picture, csv=CSV
    )
    pictures = _draw(comparison_look.list_comparison_evidence(comparison)) if drawn else {}
    evidence = comparison_look.comparison_evidence(said, comparison, pictures)

    _assert_fine([shown, *evidence], list(comparison.papers))


@THOROUGHLY
@given(words, hostile.texts, hostile.texts, hostile.texts)
def test_problems(said: Translations, what: str, todo: str, incident: str):
    """What went wrong may quote what a person typed."""
    _assert_fine([notices.problem(said, what or "x", todo, incident)], [])


@THOROUGHLY
@given(words, hostile.papers)
def test_bibtex(said: Translations, paper: Paper):
    """Entries are shown to be copied, else attached."""
    shown = notices.bibtex(said, f"@misc{{x,\n  title = {{{paper.title}}},\n}}\n")

    found = [p for p in problems(shown, [paper]) if not p.startswith("code_block")]
    assert found == []
