"""The passages of a paper are compared with a question beside what they have in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retrieval.search.passages import rate_vectors


def unit(*parts: float) -> NDArray[np.float32]:
    """Return a vector of length one."""
    vector = np.array(parts, np.float32)
    return np.divide(vector, np.linalg.norm(vector), dtype=np.float32)


def test_what_names_the_paper_in_a_question_chooses_no_passage():
    """The first direction is the paper's subject; only the answer goes in the second."""
    passages = {
        "aims": unit(1, 0, 0.1, 0),
        "data": unit(1, 0, -0.2, 0),
        "results": unit(1, 0, 0.4, -0.4),
        "answer": unit(1, 1, -0.3, 1),
        "thanks": unit(1, 0, 0, -0.6),
    }
    question = unit(4, 1, 0, 0)

    rated = rate_vectors(passages, question)

    assert max(passages, key=lambda one: float(passages[one] @ question)) == "aims"
    assert max(rated, key=rated.__getitem__) == "answer"


def test_passages_of_a_paper_on_something_else_come_later():
    """Also its best, as the means are compared, too."""
    question = unit(1, 0, 0.2)
    on_it = rate_vectors({"one": unit(1, 0, 0.1), "two": unit(1, 0, -0.1)}, question)
    other = rate_vectors({"one": unit(0.1, 1, 0.5), "two": unit(-0.1, 1, 0)}, question)

    assert on_it["one"] > other["one"]


def test_a_paper_of_one_passage_or_none_is_rated():
    """The one is its own mean."""
    assert rate_vectors({}, unit(1, 1)) == {}
    assert 0.7 < rate_vectors({"only": unit(1, 0)}, unit(1, 1))["only"] < 0.72
