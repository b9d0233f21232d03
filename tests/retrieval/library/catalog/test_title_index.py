"""The index of titles, held to what looking at each title in turn would find."""

import heapq
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from retrieval.library.catalog.find import TitleIndex

# Few words, which begin alike and repeat, so that most of what is drawn meets something.
WORDS = st.sampled_from(["a", "an", "ant", "graph", "graphs", "größe", "猫", "猫猫", "x" * 40])
FOLDED = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
LIBRARIES = st.lists(FOLDED, max_size=30).map(
    lambda titles: [(t, str(n)) for n, t in enumerate(titles)]
)
TYPED = st.tuples(FOLDED, st.integers(1, 12)).map(lambda typed: typed[0][: typed[1]].strip())


def words_begin(title: str, words: list[str]) -> bool:
    """Tell whether each of `words` begins a word of the title."""
    return all(any(word.startswith(begun) for word in title.split()) for begun in words)


def trigrams(title: str) -> list[str]:
    """Return the runs of three characters of a title that stands between spaces."""
    padded = f" {title} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]


def dice(one: list[str], other: list[str]) -> float:
    """Return Dice's coefficient of two lists in which a piece may occur several times."""
    shared = sum(min(one.count(piece), other.count(piece)) for piece in set(one))
    return 2 * shared / (len(one) + len(other))


@given(library=LIBRARIES, typed=TYPED, limit=st.integers(1, 8))
def test_finds_what_a_look_at_each_title_finds(
    library: list[tuple[str, str]], typed: str, limit: int
) -> None:
    """Equal titles, those that begin so, those that have it, and those whose words begin so."""
    index, ordered = TitleIndex(library), sorted(library)
    begun = [i for title, i in ordered if title.startswith(typed)]
    within = [i for title, i in ordered if words_begin(title, typed.split()) and i not in begun]

    assert index.find_exact(typed) == [i for title, i in ordered if title == typed]
    assert index.find_by_beginning(typed, limit) == begun[:limit]
    assert (
        index.find_containing(typed, limit)
        == [i for title, i in ordered if f" {typed}" in f" {title}"][:limit]
    )
    assert index.complete(typed, limit) == (begun + within)[:limit]


@given(library=LIBRARIES, typed=FOLDED, limit=st.integers(1, 5))
def test_nearest_are_those_most_alike(
    library: list[tuple[str, str]], typed: str, limit: int
) -> None:
    """Of the titles that share a word, those that are most alike come first."""
    wanted = set(typed.split())
    shared = [(title, i, wanted & set(title.split())) for title, i in library]
    shared = [entry for entry in shared if entry[2]]
    common = Counter(word for _, _, words in shared for word in words)
    alike = {
        i: (
            dice(trigrams(title), trigrams(typed)),
            round(sum(1 / common[word] for word in words), 9),
        )
        for title, i, words in shared
    }

    found = TitleIndex(library).find_similar(typed, limit)

    assert [alike[i] for i in found] == heapq.nlargest(limit, alike.values())


def test_an_empty_library() -> None:
    """Nothing is found in a library without papers."""
    index = TitleIndex([])

    assert (
        index.find_exact("a")
        == index.find_by_beginning("a", 5)
        == index.find_containing("a", 5)
        == []
    )
    assert index.complete("a b", 5) == index.find_similar("a b", 5) == []
