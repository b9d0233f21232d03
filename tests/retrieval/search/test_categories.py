"""Categories are found by arXiv's names of them."""

from __future__ import annotations

import pytest

from retrieval.search.categories import add_codes, load_category_names


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("computer vision", ("computer vision", "cs.CV")),
        ("Robotics", ("Robotics", "cs.RO")),
        ("machine learning", ("machine learning", "cs.LG", "stat.ML")),
        ("Computer Science", ("Computer Science", "cs")),
        ("physics", ("physics",)),
        ("cs.cv", ("cs.cv",)),
        ("Economics", ("Economics", "econ", "q-fin.EC")),
        ("oncology", ("oncology",)),
        ("--", ("--",)),
    ],
)
def test_codes_of_a_name(typed: str, codes: tuple[str, ...]) -> None:
    """A name adds its codes; a code, and what arXiv does not have, stays alone."""
    assert add_codes(typed) == codes


def test_the_taxonomy_is_whole() -> None:
    """Every code has an archive that is there too, and a name."""
    names = load_category_names()

    assert len(names) == 166
    assert all(code.partition(".")[0] in names and name for code, name in names.items())
