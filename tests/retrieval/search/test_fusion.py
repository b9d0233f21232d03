"""One ranking of several signals: bounds, monotony, and an order that is total."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.search.fusion import Scores, Weights, fuse, fuse_first_stage

ids = st.sampled_from("abcdefghij")
lexical = st.dictionaries(ids, st.floats(0.001, 50), max_size=10)
dense = st.dictionaries(ids, st.floats(-1, 1), max_size=10)


@st.composite
def scores(draw: st.DrawFn) -> Scores:
    """Draw what a search may find: alignments only of candidates of either leg."""
    words, meanings = draw(lexical), draw(dense)
    candidates = sorted({*words, *meanings})
    looked_at = draw(st.lists(st.sampled_from(candidates), unique=True)) if candidates else []
    alignment = {i: draw(st.floats(-1, 1)) for i in looked_at}
    return Scores(words, meanings, ceiling=draw(st.floats(0, 100)), alignment=alignment)


@given(scores())
def test_scores_lie_between_0_and_1(found: Scores):
    """Every candidate has one, and nothing else has."""
    for fused in (fuse(found, Weights()), fuse_first_stage(found, Weights())):
        assert set(fused) == {*found.lexical, *found.dense}
        assert all(0 <= score <= 1 + 1e-9 for score in fused.values())


@given(
    st.lists(
        st.tuples(st.floats(0.001, 50), st.floats(-1, 1), st.floats(-1, 1)), min_size=2, max_size=9
    ),
    st.floats(0, 100),
    st.booleans(),
)
def test_who_is_better_in_everything_is_never_below(
    found: list[tuple[float, float, float]], ceiling: float, aligned: bool
):
    """Whatever the other candidates are."""
    named = {f"{n}": signals for n, signals in enumerate(found)}
    fused = fuse(
        Scores(
            {i: s[0] for i, s in named.items()},
            {i: s[1] for i, s in named.items()},
            ceiling,
            alignment={i: s[2] for i, s in named.items()} if aligned else {},
        ),
        Weights(),
    )

    for one, better in named.items():
        for other, worse in named.items():
            if all(b >= w for b, w in zip(better, worse, strict=True)):
                assert fused[one] >= fused[other]


def test_one_leg_alone_decides_where_the_other_found_nothing():
    """The best has the full score of what there is."""
    weights = Weights()

    assert fuse_first_stage(Scores({"a": 4, "b": 2}), weights) == pytest.approx({"a": 1, "b": 0.5})
    assert fuse_first_stage(Scores({}, {"a": 0.8, "b": 0.2, "c": 0.5}), weights) == pytest.approx(
        {"a": 1, "b": 0, "c": 0.5}
    )
    assert fuse(Scores(), weights) == {}


def test_a_ceiling_keeps_weak_matches_weak():
    """A best score far below what each word would give is worth less than one near it."""
    weak = fuse_first_stage(Scores({"a": 1}, ceiling=10), Weights())
    strong = fuse_first_stage(Scores({"a": 9}, ceiling=10), Weights())

    assert weak["a"] < strong["a"] <= 1
