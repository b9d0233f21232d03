"""Answers and refusals, as a reader meets them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.answering.answer import Citation, MissingDetail, Suggestion
from bot.answering.language_model import Fallback
from bot.discord_bot.locales.translations import Translations
from bot.discord_bot.rendering.evidence import evidence
from bot.discord_bot.rendering.message import OutgoingMessage
from bot.grounding.sentence import Sentence
from bot.records.conversations import Tally
from retrieval.provenance import STARTER
from retrieval.search.query import Filters
from tests.discord_bot.rendering.markdown import read
from tests.discord_bot.rendering.payload import components, labels, problems, texts
from tests.discord_bot.rendering.samples import (
    ANSWER,
    ATTENTION,
    BERT,
    REFUSAL,
    UNKNOWN,
    show,
    span,
)

ENGLISH = Translations("en")
LINK = "[[1]](https://arxiv.org/abs/1706.03762)"


def test_an_answer_has_the_question_small_and_its_sentences_with_linked_marks():
    """What is not supported is left out, and a paper without an address has a plain mark."""
    question, body, *_ = texts(show(ENGLISH, ANSWER)[0])

    assert question == "-# **How good is the Transformer?**"
    assert body == (
        f"It reaches 28.4 BLEU. {LINK} BERT builds on it. "
        "[[2]](https://arxiv.org/abs/1810.04805)[3]"
    )


def test_an_answer_lists_the_sources_that_it_cites():
    """A source that no sentence cites is not listed."""
    listed = texts(show(ENGLISH, ANSWER)[0])[2].split("\n")

    assert listed == [
        "-# [1] [Attention Is All You Need](https://arxiv.org/abs/1706.03762)"
        " · Vaswani et al. · 2017",
        "-# [2] [BERT: Pre-training of Deep Bidirectional Transformers]"
        "(https://arxiv.org/abs/1810.04805) · Devlin and Chang · 2018",
        "-# [3] A Paper Without a Home",
    ]


@pytest.mark.parametrize(
    ("change", "footer"),
    [
        ({}, "-# gpt-4o-mini · 1.2 s · 1 unsupported sentence left out"),
        (
            {"mode": "extractive", "sentences": ANSWER.sentences[:1], "notice": "No model."},
            "-# Quotes from the abstracts (no language model) · 1.2 s\n-# No model.",
        ),
        (
            {
                "mode": "extractive",
                "sentences": ANSWER.sentences[:1],
                "citations": (Citation(1, replace(ATTENTION, source=STARTER)),),
                "fallback": Fallback("failed", "No answer."),
            },
            "-# Quotes · 1.2 s\n-# Texts written for Footnote; the authors’ abstracts are behind "
            "the links.",
        ),
        (
            {"searched": "How good is the Transformer of 2017?", "sentences": ()},
            "-# Searched for: How good is the Transformer of 2017?\n-# gpt-4o-mini · 1.2 s",
        ),
    ],
)
def test_the_small_print_says_how_it_was_made(change: dict[str, object], footer: str):
    """By what, how fast, what was left out, what was searched for, and any notice."""
    assert texts(show(ENGLISH, replace(ANSWER, **change))[-1])[-1] == footer  # type: ignore[arg-type]


def test_four_buttons_a_menu_and_a_question_are_below_an_answer():
    """A vote's count stands beside its emoji."""
    suggested = Suggestion("compare", "Compare SpectFormer and BERT", ("SpectFormer", "BERT"))
    whole = replace(ANSWER, suggestions=(suggested,))
    shown = show(ENGLISH, whole, Tally(3, 0))[0]
    buttons = [c for c in components(shown) if c["type"] == 2]

    assert [b.get("label") or b["emoji"]["name"] for b in buttons] == [
        *("Evidence", "Follow up", "3", "👎"),
        "Compare SpectFormer and BERT",
    ]
    assert buttons[0]["custom_id"] == "fn:a:evidence:t1"
    assert _more(shown) == ["Sources", "BibTeX", "Regenerate", "Why this answer?", "Delete…"]


def _more(shown: OutgoingMessage) -> list[str]:
    (menu,) = [c for c in components(shown) if c["type"] == 3]
    return [option["label"] for option in menu["options"]]


def test_an_unsupported_sentence_may_be_struck_through():
    """With a label, and citing nothing; the small print says so."""
    cited = Sentence("It wins *every* prize.", (1,), False, "no abstract says this")
    sentences = (ANSWER.sentences[0], cited)
    shown = texts(show(ENGLISH, replace(ANSWER, sentences=sentences, strike=True))[0])

    assert shown[1] == (
        rf"It reaches 28.4 BLEU. {LINK} ~~It wins \*every\* prize.~~ *(unverified)*"
    )
    assert shown[-1].endswith("1 unsupported sentence struck through")


def test_a_long_answer_is_split_between_sentences_and_loses_none():
    """Every sentence is in one message whole, in order; the buttons are under the last."""
    many = tuple(Sentence(f"Sentence {n} says {'much ' * 30}indeed.", (1,)) for n in range(60))
    shown = show(ENGLISH, replace(ANSWER, sentences=many))

    bodies = [text for message in shown for text in texts(message) if "Sentence" in text]
    assert [int(n) for body in bodies for n in re.findall(r"Sentence (\d+)", body)] == [*range(60)]
    assert all(body.startswith("Sentence") and body.endswith(LINK) for body in bodies)
    assert [bool(labels(message)) for message in shown] == [False] * (len(shown) - 1) + [True]
    assert all(problems(message, [ATTENTION, BERT]) == [] for message in shown)


def test_a_sentence_longer_than_a_message_is_whole_over_several():
    """Its words are all there, and its mark at the end."""
    words = [f"word{n}" for n in range(1_500)]
    one = Sentence(" ".join(words) + ".", (1,))
    shown = show(ENGLISH, replace(ANSWER, sentences=(one,)))

    read_ = " ".join(read(text).text for message in shown for text in texts(message))
    assert re.findall(r"word\d+", read_) == words
    assert LINK in "".join(text for message in shown for text in texts(message))


def test_a_refusal_shows_what_is_nearest_with_a_button_each():
    """The reader can open a paper, ask something else, or learn how to add papers."""
    (shown,) = show(ENGLISH, REFUSAL)

    assert "**No abstract in the library answers this.**" in texts(shown)
    assert labels(shown) == [
        "Open",
        "Open",
        "Follow up",
        "Why this answer?",
        "Delete…",
    ]
    assert "/library add" in " ".join(texts(shown))
    assert "{" not in " ".join(texts(shown))


def test_a_refusal_with_nothing_near_says_whether_the_filters_leave_nothing():
    """An empty library says so itself."""
    nothing = replace(REFUSAL, nearest=())

    assert "Nothing in the library is close." in texts(show(ENGLISH, nothing)[0])
    filtered = texts(show(ENGLISH, nothing, filters=Filters(2030))[0])
    assert "No paper in the library passes the filters." in filtered
    assert "Nothing in the library is close." not in texts(show(ENGLISH, REFUSAL)[0])


def test_evidence_stands_below_each_sentence():
    """The sentence, the words that it rests on, and whose they are; nothing of what is left out."""
    shown = texts(evidence(ENGLISH, ANSWER, {})[0])

    assert len(shown) == 3
    assert shown[1].split("\n") == [
        "**It reaches 28.4 BLEU.**",
        "> The Transformer is based solely on attention. It reaches **28.4 BLEU** on English to "
        "German.",
        "-# [1] [Attention Is All You Need](https://arxiv.org/abs/1706.03762)"
        " · Vaswani et al. · 2017",
    ]
    assert shown[2].startswith("**BERT builds on it.**\n> **BERT pre-trains deep")


def test_a_sentence_without_checked_words_has_the_nearest_that_are_cited():
    """Whatever else of the paper comes nearer."""
    unchecked = replace(ANSWER, sentences=(Sentence("Nothing of this is there.", (1,)),))
    (_, shown) = texts(evidence(ENGLISH, unchecked, {})[0])

    assert any(span.text in shown for span in ANSWER.citations[0].evidence)


def test_a_quoted_sentence_is_shown_once_in_its_context():
    """It is its own evidence; without a model, all sentences are quotes, and it is not noted."""
    quote = span(ATTENTION, "The Transformer is based solely on attention.")
    quoted = replace(ANSWER, sentences=(Sentence(quote.text, (1,), evidence=(quote,)),))
    (_, shown) = texts(evidence(ENGLISH, quoted, {})[0])
    (hint, bare) = texts(evidence(ENGLISH, replace(quoted, mode="extractive"), {})[0])

    assert shown.count("solely on attention") == 1
    assert shown.endswith("Vaswani et al. · 2017 · quoted word for word")
    assert bare.startswith(f"> **{quote.text}** It reaches 28.4 BLEU on English to German.")
    assert bare.endswith("Vaswani et al. · 2017")
    assert "with the words around it" in hint


def test_evidence_tells_whose_citation_it_is():
    """Where Footnote found or corrected it."""
    first = ANSWER.sentences[0]
    found, corrected = (replace(first, written_citations=n) for n in ((), (2,)))
    (_, one, other) = texts(evidence(ENGLISH, replace(ANSWER, sentences=(found, corrected)), {})[0])

    assert one.endswith("Vaswani et al. · 2017 · citation found by Footnote")
    assert other.endswith("Vaswani et al. · 2017 · citation corrected from \\[2\\]")


def test_a_missing_detail_is_named_with_the_paper_that_comes_closest():
    """Above what else is near, and not among it once more."""
    missing = MissingDetail("the number of parameters", ATTENTION, "It has *many*.")
    (shown,) = show(ENGLISH, replace(REFUSAL, missing=missing))

    said = texts(shown)
    assert said[1] == "**Not stated in the abstracts: the number of parameters**"
    assert said[2] == "-# Closest:"
    assert "Attention Is All You Need" in said[3]
    assert said[4] == "“It has \\*many\\*.”"
    assert [text for text in said[4:] if "Attention" in text] == []
    assert problems(shown, [ATTENTION, UNKNOWN]) == []
