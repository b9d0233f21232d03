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


MARKS_AFTER_THE_STOP = "Cats sleep. [1] Dogs sleep 12.5 hours. [2][3] Birds do not. [1, 3]"


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


@pytest.mark.parametrize("text", ANSWERS)
def test_a_character_at_a_time_gives_the_same(text: str):
    """The smallest pieces there are."""
    assert written(*text) == written(text)


def test_marks_after_the_stop_stay_with_their_sentence_in_any_pieces():
    """A mark that has only begun to arrive is no next sentence."""
    assert written(*MARKS_AFTER_THE_STOP) == written(MARKS_AFTER_THE_STOP)


def test_a_bracket_that_is_open_ends_no_sentence_in_any_pieces():
    """What a whole text's aside holds together, its pieces do too."""
    text = "Cats sleep (so it is. That was it) well [1]. Dogs bark [2]."

    assert written(*text) == written(text)


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
        ("Cats sleep [1; 3].", (1, 3)),
        ("Cats sleep [1-3].", (1, 2, 3)),
        ("Cats sleep [1–3].", (1, 2, 3)),
        ("Cats sleep 【1】.", (1,)),
        ("Cats sleep [^1].", (1,)),
        ("Cats sleep. [1]", (1,)),
        ("Cats sleep.[1][2]", (1, 2)),
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
        ("Cats sleep. [1][2]", "Cats sleep."),
        ("Cats [1] sleep 【2】 .", "Cats sleep."),
        ("- Cats sleep [1].", "Cats sleep."),
        ("2. Cats sleep [1].", "Cats sleep."),
        ("• Cats sleep [1].", "Cats sleep."),
        ("(2) Cats sleep [1].", "Cats sleep."),
        ("## Cats sleep [1]", "Cats sleep"),
        ("## Cats sleep.", "Cats sleep."),
        ("Cats ([1]) sleep.", "Cats sleep."),
    ],
)
def test_the_text_is_without_marks_and_bullets(text: str, expected: str):
    """Front ends set their own."""
    assert [sentence.text for sentence in written(text)] == [expected]


def test_marks_after_a_full_stop_stay_with_their_sentence():
    """A sentence ends where the next begins."""
    expected = [WrittenSentence("Cats sleep.", (1,)), WrittenSentence("Dogs bark.", (2, 3))]

    assert written("Cats sleep. [1] Dogs bark. [2][3]") == expected


def test_a_mark_on_a_line_of_its_own_says_nothing():
    """No sentence of marks alone."""
    assert [s.text for s in written("Cats sleep [1].\n[2]\n\n- [3]\n")] == ["Cats sleep."]


@pytest.mark.parametrize("step", [1, 7, 1_000])
def test_items_are_told_from_prose(step: int):
    """All sentences of a line that begins with a bullet or a number, however it arrives."""
    text = "Both sleep [1].\n\n- Cats do [1]. At night [1].\n2. Dogs do [2].\n# Why?\nNobody knows."
    stream = SentenceStream()
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    found = [sentence for piece in pieces for sentence in stream.feed(piece)]
    found += stream.end()

    assert [(s.text, s.is_item) for s in found] == [
        ("Both sleep.", False),
        ("Cats do.", True),
        ("At night.", True),
        ("Dogs do.", True),
        ("Why?", False),
        ("Nobody knows.", False),
    ]


def test_a_range_without_sense_gives_its_ends_alone():
    """[1-999] does not cite a thousand papers."""
    (sentence,) = written("Cats sleep [1-999].")

    assert sentence.numbers == (1, 999)


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
        (
            "It halves [Paper 2]. It grows [Excerpts 1, 3].",
            [("It halves.", (2,)), ("It grows.", (1, 3))],
        ),
        ("It halves (Source 2). It grows.", [("It halves.", (2,)), ("It grows.", ())]),
        ("It halves. (Source: [2]) It grows.", [("It halves.", (2,)), ("It grows.", ())]),
        ("It halves 【1†source】.", [("It halves.", (1,))]),
        ("It halves [1] and [2].", [("It halves.", (1, 2))]),
        ("It halves (see [2]).", [("It halves.", (2,))]),
        ("According to Excerpt 2, mice sleep.", [("Mice sleep.", (2,))]),
        ("As stated in [1], mBERT halves it [2].", [("mBERT halves it.", (1, 2))]),
        ("Paper 3 reports that mice sleep.", [("Mice sleep.", (3,))]),
        ("Based on the provided excerpts, mice sleep.", [("Mice sleep.", ())]),
        ("It halves. Source 2.", [("It halves.", ())]),
        ("**Paper 3:** Mice sleep.", [("Mice sleep.", (3,))]),
        (
            "**BeeNet**: a network that **counts** bees.",
            [("BeeNet: a network that counts bees.", ())],
        ),
    ],
)
def test_citations_as_small_models_write_them(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
):
    """What can only be a citation is one."""
    assert [(s.text, s.numbers) for s in written(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It follows from Eq. (2).",
        "See figure (3).",
        "The mean is 85.2 (3).",
        "It was so in 2021 (12).",
        "The trials (2) and (3) failed.",
        "In the paper, mice sleep.",
        "The paper suggests that mice sleep.",
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
        "Cats sleep [1].\nSource: Paper 1, On cats. Ann Lee.",
        "# On cats\nCats sleep [1].",
        "**On cats**\n\nCats sleep [1].\n\n**On dogs:**\n",
    ],
)
def test_headings_and_lists_of_sources_are_left_out(text: str):
    """They say nothing about the papers, in any pieces."""
    assert written(text) == written(*text) == [WrittenSentence("Cats sleep.", (1,))]


def test_what_follows_a_list_of_sources_is_read():
    """The list ends with its entries."""
    text = "Sources:\n[1] On cats\n\n[2] On birds\n\nCats sleep [1]. Dogs bark [2]."

    assert [s.text for s in written(text)] == ["Cats sleep.", "Dogs bark."]


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
