"""Text cut into sentences as it arrives, and the marks read off them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding.citations import SentenceStream, WrittenSentence

ANSWERS = (
    "Cats sleep 16 hours a day [1]. Dogs, i.e. wolves at home, sleep less [2][3].",
    "Cats sleep 【1】. Dogs sleep 12.5 hours, e.g. at noon [2]. Birds do not [1, 3].",
    "In short:\n- Cats sleep [1].\n- Dogs bark [2]; see Fig. 3.\n\n1. Birds sing [3].\n2) Yes.",
    "RepViT runs in 1.0 ms [1-3]! Is it 4.25× faster? Yes 【2】.\nNo trailing mark",
    "“It is so [1].” Then v1.5 came [^2]. Dr. Who et al. said so [1–2].\r\n* done [4]",
    "猫は眠る。犬も眠る[1]。 Cats do, too [2]…",
    "Cats sleep. [Paper 1] Dogs bark (Source 2, [3]). Birds sing [[1]] and sleep [1], [2] and [3].",
    "Cats sleep (1). Dogs bark (see [2]). (Source: Excerpt 3) Birds [1] and [20 of them] sing.",
    "According to Excerpt 2, cats sleep. Paper 1 states that dogs bark.\n**Cats.** Dogs. **Birds**",
    "## Cats\n**Dogs**\n- **Birds**: they sing.\n\n**Sources:**\n[1] On cats. Ann Lee.\nOn dogs\n\n"
    "- [2] On birds\n\nFoxes bark [1]. They do.\n\nReferences\n1. On foxes.",
)
PIECES = st.text(alphabet='ab A.!?[]1 2,;-–\n"”)(*。…e.g', max_size=80)


def written(*pieces: str) -> list[WrittenSentence]:
    """Return the sentences of a text that comes in pieces."""
    stream = SentenceStream()
    done = [sentence for piece in pieces for sentence in stream.feed(piece)]
    return [*done, *stream.end()]


def cut(text: str, places: Iterable[int]) -> list[str]:
    """Return the text in pieces, cut at places."""
    ends = sorted({place % (len(text) + 1) for place in places})
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]


@given(st.sampled_from(ANSWERS), st.sets(st.integers(0, 200)))
def test_how_a_text_is_cut_into_pieces_does_not_matter(text: str, places: set[int]):
    """Models send tokens, words or lines."""
    assert written(*cut(text, places)) == written(text)


@given(PIECES, st.sets(st.integers(0, 100)))
def test_no_letter_is_lost_or_made_up(text: str, places: set[int]):
    """Whatever is sent, letters come through in order."""
    letters = [c for c in text if c.isalpha()]

    shown = "".join(sentence.text for sentence in written(*cut(text, places)))

    assert [c for c in shown if c.isalpha()] == letters


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Cats sleep [1].", (1,)),
        ("Cats sleep [1][2].", (1, 2)),
        ("Cats sleep [1, 3].", (1, 3)),
        ("Cats sleep [1-3].", (1, 2, 3)),
        ("Cats sleep 【1】.", (1,)),
        ("Cats sleep. [1]", (1,)),
        ("Cats sleep [2] and purr [1], all [2] of them.", (2, 1)),
        ("Cats sleep.", ()),
        ("Cats sleep [citation needed].", ()),
    ],
)
def test_marks_are_read_in_all_their_spellings(text: str, numbers: tuple[int, ...]):
    """In the order in which they stand, each once."""
    (sentence,) = written(text)

    assert sentence.numbers == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cats sleep [1].", "Cats sleep."),
        ("Cats [1] sleep 【2】 .", "Cats sleep."),
        ("Cats sleep ([1]) by `nap()` [1].", "Cats sleep by `nap()`."),
        ("- Cats sleep [1].", "Cats sleep."),
        ("2. Cats sleep [1].", "Cats sleep."),
        ("## Cats sleep [1]", "Cats sleep"),
        ("Cats ([1]) sleep.", "Cats sleep."),
        ("Cats sleep at p = .05 [1] .", "Cats sleep at p = .05."),
    ],
)
def test_the_text_is_without_marks_and_bullets(text: str, expected: str):
    """Front ends set their own."""
    assert [sentence.text for sentence in written(text)] == [expected]


def test_sentences_are_given_once_their_line_ends():
    """What is certain is shown at once."""
    stream = SentenceStream()

    assert list(stream.feed("Cats sleep [1].")) == []
    assert list(stream.feed("\nDogs")) == [WrittenSentence("Cats sleep.", (1,))]
    assert list(stream.end()) == [WrittenSentence("Dogs", ())]


def test_a_model_that_never_ends_a_line_is_cut():
    """Nothing is held without end."""
    stream = SentenceStream()

    given_back = list(stream.feed("word " * 1_000))

    assert len(given_back) == 1
    assert list(stream.end()) == []


def test_nothing_is_joined_to_a_sentence_by_a_small_letter():
    """What follows a mark and a full stop, or a word and a full stop, is another sentence."""
    stream = SentenceStream()
    text = (
        "Cats sleep [1]. ||kumquats|| win [1]. Dogs bark. kumquats win, approx. three to none [2]. "
        "[kumquats](https://x.example) win."
    )
    read = [*stream.feed(text), *stream.end()]

    assert [(w.text, w.numbers) for w in read] == [
        ("Cats sleep.", (1,)),
        ("||kumquats|| win.", (1,)),
        ("Dogs bark.", ()),
        ("kumquats win, approx. three to none.", (2,)),
        ("[kumquats](https://x.example) win.", ()),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It halves [Paper 2]. It grows [Excerpts 1, 3].",
         [("It halves.", (2,)), ("It grows.", (1, 3))]),
        ("It halves (Source 2). It grows.", [("It halves.", (2,)), ("It grows.", ())]),
        ("It halves. (Source: [2]) It grows.", [("It halves.", (2,)), ("It grows.", ())]),
        ("It halves 【1†source】.", [("It halves.", (1,))]),
        ("According to Excerpt 2, mice sleep.", [("Mice sleep.", (2,))]),
        ("As stated in [1], mBERT halves it [2].", [("mBERT halves it.", (1, 2))]),
        ("Paper 3 reports that mice sleep.", [("Mice sleep.", (3,))]),
        ("Based on the provided excerpts, mice sleep.", [("Mice sleep.", ())]),
        ("**Paper 3:** Mice sleep.", [("Mice sleep.", (3,))]),
        ("**BeeNet**: a network that **counts** bees.",
         [("BeeNet: a network that counts bees.", ())]),
    ],
)  # fmt: skip
def test_citations_as_small_models_write_them(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
):
    """What can only be a citation is one."""
    assert [(s.text, s.numbers) for s in written(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It follows from Eq. (2).",
        "The mean is 85.2 (3).",
        "The trials (2) and (3) failed.",
        "In the paper, mice sleep.",
        "Version 2 states that mice sleep.",
        "Mice sleep (n = 12).",
    ],
)
def test_numbers_that_cite_nothing(text: str):
    """They may be those of equations or deviations, or are no marks, and stay."""
    assert [(s.text, s.numbers) for s in written(text)] == [(text, ())]


@pytest.mark.parametrize(
    "text",
    [
        "Cats sleep [1].\n\nSources:\n[1] On cats. Ann Lee.\n[2] On dogs",
        "Cats sleep [1].\n\n**References**\n\n1. On cats.\n\n2. On dogs.\n",
        "Cats sleep [1].\nSources: [1] On cats. [2] On dogs.",
        "# On cats\nCats sleep [1].",
        "**On cats**\n\nCats sleep [1].\n\n**On dogs:**\n",
    ],
)  # fmt: skip
def test_headings_and_lists_of_sources_are_left_out(text: str):
    """They say nothing about the papers, in any pieces."""
    assert written(text) == written(*text) == [WrittenSentence("Cats sleep.", (1,))]


TITLED = (
    "Is Attention All You Need? shows that it is [1]. "
    "“What Does BERT Look At?” (2019) is older [2]. "
    'It differs from "Are Heads Needed? A Study". So do others [1].'
)


@pytest.mark.parametrize("pieces", [(TITLED,), tuple(TITLED), tuple(TITLED.partition("Needed?"))])
def test_no_sentence_ends_within_a_title(pieces: Sequence[str]):
    """Or right after it, if a small letter or a bracket follows; in any pieces."""
    titles = ("Is Attention All You Need?", "What Does BERT Look At?", "Are Heads Needed? A Study")
    stream = SentenceStream(titles)

    read = [*(w for piece in pieces for w in stream.feed(piece)), *stream.end()]

    assert [(w.text, w.numbers) for w in read] == [
        ("Is Attention All You Need? shows that it is.", (1,)),
        ("“What Does BERT Look At?” (2019) is older.", (2,)),
        ('It differs from "Are Heads Needed? A Study".', ()),
        ("So do others.", (1,)),
    ]


TABLE = """The scores differ [1].
| Paper | Accuracy | Source |
|:------|---------:|---|
| BeeNet | 93.5%. It counts bees. | [1] |
| WaspNet | 88% [2] | |
They were not compared [2]."""


@pytest.mark.parametrize("pieces", [(TABLE,), tuple(TABLE), tuple(TABLE.splitlines(keepends=True))])
def test_a_row_of_a_table_is_a_sentence_of_its_cells(pieces: Sequence[str]):
    """The row of headings and the rule below it are none; nothing has a pipe."""
    assert [(w.text, w.numbers) for w in written(*pieces)] == [
        ("The scores differ.", (1,)),
        ("BeeNet: 93.5%. It counts bees.", (1,)),
        ("WaspNet: 88%", (2,)),
        ("They were not compared.", (2,)),
    ]
