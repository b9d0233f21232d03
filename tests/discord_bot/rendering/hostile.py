"""Make texts, papers and results as someone who wants to break the look would."""

from __future__ import annotations

from datetime import date
from typing import get_args

from hypothesis import strategies as st

from bot.answering.answer import (
    Answer,
    Aspect,
    Cell,
    Citation,
    Comparison,
    DiscardedSentence,
    FilterReason,
    MissingDetail,
    Summary,
    Timings,
)
from bot.answering.language_model import SUMMARY_STYLES
from bot.answering.research_fields import USUAL_ASPECTS
from bot.grounding.sentence import Sentence
from retrieval.paper import Evidence, Paper
from retrieval.passage import Passage, PassageKind, WholeText
from retrieval.search.query import Filters
from retrieval.search.results import Hit

_PIECES = (
    "@everyone @here <@123456789012345678> <@!1> <@&123456789012345678> <#123> <id:customize>"
    " </ask:123> </library~add:1> <t:1700000000:R> <a:x:123456789012345678> <:x:1> :smile: ::"
    " [a](http://evil.example) ](https://evil.example) [x][y] https://evil.example/x"
    " <https://evil.example> http:// HTTPS://evil.example discord.gg/abc discord.com/invite/a"
    " steam://run mailto:a@b.c ``` ` || |||| ** * __ _ ~~ \\ \\\\ [ ] ( ) < > # ## -# > >>> - +"
    " 1. 12) @ : . / \u202e \u2066 \u200b \u200d \ufe0f \u00ad \u3164 \U000e0041 \ud800 \x1b[31m"
    " 👩‍🔬 🇩🇪 👍🏽 e\u0301\u0301\u0301\u0301\u0301\u0301 한국 שלום 漢字 Attention is all you need."
    " It reaches 28.4 BLEU. {$x} %s"
).split(" ")
_SPACES = ("\n", "\r\n", "\u2028", "\t", " ", "  ")

texts = st.builds(
    str.join,
    st.sampled_from(["", " "]),
    st.lists(
        st.one_of(
            st.sampled_from(_PIECES),
            st.sampled_from(_SPACES),
            st.text(st.characters(codec=None), max_size=20),
            st.sampled_from(_PIECES).map(lambda piece: piece * 9),
            st.sampled_from(
                ["word ", "a" * 300, "𝔘" * 60, "long sentence of a paper. " * 15, "*" * 200]
            ),
        ),
        max_size=9,
    ),
)

_ids = st.one_of(
    st.sampled_from(
        ["1706.03762", "hep-th/9901001", "10.1016/s0140-6736(20)30183-5", "t-0a1b2c3d"]
    ),
    texts.filter(bool),
)
_urls = st.one_of(
    st.sampled_from(
        [
            "",
            "https://arxiv.org/abs/1706.03762",
            "https://example.org/a_(b)?q=[x](y)#*z*",
            "http://example.org/",
            "https://user:pass@example.org/",
            "javascript:alert(1)",
            "https://example.org/" + "a" * 480,
            "https://example.org/ ](https://evil.example)",
            "https://[::1]/",
            "https://exa\u202emple.org/",
        ]
    ),
    texts,
)
_passages = st.builds(
    Passage,
    st.sampled_from(get_args(PassageKind)),
    texts,
    texts,
    st.just(()),
    texts,
    st.integers(0, 2),
)
_places = st.tuples(texts, texts, st.none() | st.integers(0, 2), st.none() | st.integers(0, 10_000))
"""The section, page, passage and page index of evidence."""
_dates = st.none() | st.dates(date(1600, 1, 1), date(2100, 1, 1))

papers = st.builds(
    Paper,
    _ids,
    texts,
    texts,
    st.lists(texts, max_size=6).map(tuple),
    _dates,
    _dates,
    st.lists(texts, max_size=4).map(tuple),
    st.just("x"),
    _urls,
    st.sampled_from(["", "10.1/x", "10.1016/S0140-6736(20)30183-5"]) | texts,
    passages=st.lists(_passages, max_size=2).map(tuple),
    whole=st.none() | st.builds(WholeText, _urls),
)
hits = st.lists(
    st.builds(Hit, papers, st.just(0.5), st.just(1.0), st.just(0.5), texts), max_size=12
)
took = st.builds(Timings, st.just(1.0), st.just(2.0), st.floats(-1, 1e9))


_spans = st.builds(
    lambda start, end, place, *of: Evidence(*of, start, end, *place),
    st.integers(-1, 50),
    st.integers(-1, 90),
    _places,
    _ids,
    texts,
)


@st.composite
def citations(draw: st.DrawFn, number: int) -> Citation:
    """Draw a source, with spans that are in its abstract and some that are not."""
    paper = draw(papers)
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(paper.abstract)))
        end = draw(st.integers(start, len(paper.abstract)))
        text = draw(st.just(paper.abstract[start:end]) | texts)
        spans.append(Evidence(paper.paper_id, text, start, end, *draw(_places)))
    return Citation(number, paper, tuple(spans))


def sentences(most: int = 8) -> st.SearchStrategy[tuple[Sentence, ...]]:
    """Return sentences, some of them without support."""
    numbers = st.lists(st.integers(1, 12), max_size=4).map(tuple)
    evidence = st.lists(_spans, max_size=2).map(tuple)
    one = st.builds(
        Sentence,
        texts,
        numbers,
        st.booleans(),
        texts,
        evidence=evidence,
        written_citations=st.none() | numbers,
    )
    return st.lists(one, max_size=most).map(tuple)


@st.composite
def discarded(draw: st.DrawFn) -> tuple[DiscardedSentence, ...]:
    """Draw what else a model wrote."""
    screens = st.sampled_from(get_args(FilterReason))
    fates = st.sampled_from(["replaced", "declining"])
    return tuple(
        DiscardedSentence(each, "withheld", draw(screens))
        if draw(st.booleans())
        else DiscardedSentence(each, draw(fates))
        for each in draw(sentences())
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Draw an answer or a refusal."""
    count = draw(st.integers(0, 10))
    return Answer(
        draw(texts),
        draw(st.booleans()),
        draw(st.sampled_from(["model", "extractive"])),
        draw(texts),
        draw(sentences()),
        tuple(draw(citations(number)) for number in range(1, count + 1)),
        tuple(draw(hits)),
        draw(texts),
        draw(took),
        searched=draw(texts),
        missing=draw(st.none() | st.builds(MissingDetail, texts, papers)),
        strike=draw(st.booleans()),
        discarded=draw(discarded()),
    )


@st.composite
def summaries(draw: st.DrawFn) -> Summary:
    """Draw a summary of any style."""
    cited = draw(citations(1))
    return Summary(
        cited.paper,
        draw(st.sampled_from(sorted(SUMMARY_STYLES))),
        draw(st.sampled_from(["model", "extractive"])),
        draw(texts),
        draw(sentences()),
        cited,
        draw(texts),
        draw(took),
        strike=draw(st.booleans()),
    )


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Draw a comparison of up to five papers by up to ten aspects."""
    compared = tuple(draw(st.lists(papers, min_size=1, max_size=5)))
    cell = st.builds(
        Cell, st.just("x"), texts, st.lists(_spans, max_size=1).map(tuple), st.booleans()
    )
    names = st.sampled_from(USUAL_ASPECTS) | texts
    rows = tuple(
        Aspect(draw(names), tuple(draw(cell) for _ in compared))
        for _ in range(draw(st.integers(1, 10)))
    )
    return Comparison(
        compared,
        rows,
        draw(st.sampled_from(["model", "extractive"])),
        draw(texts),
        draw(texts),
        draw(took),
    )


filters = st.builds(
    Filters,
    st.none() | st.integers(1, 9999),
    st.none() | st.integers(1, 9999),
    st.lists(texts, max_size=3).map(tuple),
    st.lists(texts, max_size=3).map(tuple),
    st.lists(texts, max_size=3).map(tuple),
)
