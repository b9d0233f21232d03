"""What people refer to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sources.extract_ids import extract_references
from tests.steps import grows_too_fast

SHA = "0796f6cd7f0403a854d67d525e9b32af3b277331"
SCHOLAR = f"https://www.semanticscholar.org/paper/{SHA}"


def said(text: str) -> list[str]:
    """Return the references in a text, as text."""
    return [str(reference) for reference in extract_references(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # arXiv
        ("2410.11842", ["2410.11842"]),
        ("0704.0001v3", ["0704.0001"]),
        ("arXiv:2410.11842v2 [cs.CL]", ["2410.11842"]),
        ("ARXIV: 2410.11842.", ["2410.11842"]),
        ("hep-th/9901001v1", ["hep-th/9901001"]),
        ("math.GT/0309136, cs/0112017", ["math/0309136", "cs/0112017"]),
        ("https://arxiv.org/abs/2410.11842", ["2410.11842"]),
        ("http://www.arxiv.org/pdf/2410.11842v3.pdf#page=2", ["2410.11842"]),
        ("https://export.arxiv.org/html/2410.11842v1?x=1", ["2410.11842"]),
        ("HTTPS://ARXIV.ORG/ABS/hep-th/9901001", ["hep-th/9901001"]),
        ("arxiv.org/abs/2410.11842", ["2410.11842"]),
        ("https://doi.org/10.48550/arXiv.2410.11842", ["2410.11842"]),
        ("10.48550/arXiv.2410.11842", ["2410.11842"]),
        ("https://arxiv.org:443/abs/2410.11842", ["2410.11842"]),
        # Hugging Face
        ("https://huggingface.co/papers/2410.11842#community", ["2410.11842"]),
        ("<https://hf.co/papers/2410.11842>", ["2410.11842"]),
        # DOIs
        ("doi:10.1000/Gates.1", ["10.1000/gates.1"]),
        ("DOI: 10.1000/gates.1.", ["10.1000/gates.1"]),
        ("(10.1016/S0140-6736(20)30183-5)", ["10.1016/s0140-6736(20)30183-5"]),
        ("https://doi.org/10.1000/a%2Fb", ["10.1000/a/b"]),
        ("http://dx.doi.org/10.1000/x;", ["10.1000/x"]),
        ("doi.org/10.1000/x", ["10.1000/x"]),
        # Semantic Scholar
        (f"https://www.semanticscholar.org/paper/Sparse-Gates-Cole/{SHA}", [SCHOLAR]),
        (f"{SCHOLAR}?sort=x", [SCHOLAR]),
        ("https://api.semanticscholar.org/CorpusID:13756489", ["CorpusId:13756489"]),
        ("CorpusId:13756489", ["CorpusId:13756489"]),
        # OpenAlex
        ("https://openalex.org/W2741809807", ["W2741809807"]),
        ("https://explore.openalex.org/works/w2741809807", ["W2741809807"]),
        ("W2741809807", ["W2741809807"]),
        # As people write
        ("[2410.11842](https://arxiv.org/abs/2410.11842)", ["2410.11842"]),
        (
            "[a paper](https://arxiv.org/abs/2410.11842), (see 2410.11843)",
            ["2410.11842", "2410.11843"],
        ),
        (
            "**https://arxiv.org/abs/2410.11842** ||10.1000/x|| `2410.11843`",
            ["2410.11842", "10.1000/x", "2410.11843"],
        ),
        ("见2410.11842。还有https://arxiv.org/abs/2410.11843。", ["2410.11842", "2410.11843"]),
        ("Paper:https://arxiv.org/abs/2410.11842", ["2410.11842"]),
        ("2410.11842 2410.11842v2 arxiv.org/abs/2410.11842", ["2410.11842"]),
        ("“2410.11842”, '10.1000/x'…", ["2410.11842", "10.1000/x"]),
    ],
)
def test_what_counts(text: str, found: list[str]) -> None:
    """Ids, DOIs and links of these places, each once and in order, as people write them."""
    assert said(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3.14159, 1234.5678, 2413.00001, 192.168.0.1, v2410.11842, 2410.118421, 2410.11842.5",
        "and/1234567 either/0101001",
        f"commit {SHA}",
        "W12345 and W2741809807x",
        "https://evil.example/abs/2410.11842",
        "https://evil.example/?u=https://arxiv.org/abs/2410.11842",
        "evil.example/?u=https://arxiv.org/abs/2410.11842",
        "evil.example/abs/2410.11842 evil.example/10.1000/x evil.example/?id=2410.11842",
        "https://dl.example.org/doi/10.1145/3292500.3330701",
        "https://arxiv.org.evil.example/abs/2410.11842",
        "https://notarxiv.org/abs/2410.11842 notarxiv.org/abs/2410.11842",
        "https://arxiv.org@evil.example/abs/2410.11842",
        "https://me:pw@arxiv.org/abs/2410.11842",
        "https://arxiv.org\\@evil.example/abs/2410.11842",
        "https://arxiv.org:8080/abs/2410.11842",
        "https://[::1]/abs/2410.11842 https://[/abs/2410.11842",
        "ftp://arxiv.org/abs/2410.11842 file://arxiv.org/abs/2410.11842",
        "https://127.0.0.1/papers/2410.11842",
        "https://arxiv.org/list/cs.CL/2410.11842",
        "https://huggingface.co/models/2410.11842 https://huggingface.co/abs/2410.11842",
        "https://doi.org/about https://openalex.org/A5023888391",
        "https://www.semanticscholar.org/author/" + SHA,
    ],
)
def test_what_does_not(text: str) -> None:
    """Numbers that are none, and whatever stands in a link to another host, give nothing."""
    assert said(text) == []


_PIECES = st.sampled_from(
    [
        "https://",
        "arxiv.org",
        "/abs/",
        "2410.11842",
        "doi.org/",
        "10.1000/",
        "x",
        "(",
        ")",
        "]",
        "[",
        "evil.example",
        "@",
        ":",
        "?u=",
        " ",
        ".",
        "W2741809807",
        "CorpusId:",
        "%2F",
        "\n",
        "v2",
        "。",
    ]
)


@given(st.lists(_PIECES, max_size=12).map("".join) | st.text())
def test_any_text(text: str) -> None:
    """Any text is read, and what is found is found again in its own text."""
    for reference in extract_references(text):
        assert extract_references(str(reference)) == [reference]


@pytest.mark.parametrize(
    "piece", ["a", "https://", ")", "10.1000/)", "1", "a.", "(", "W1", "x/", "cs/"]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    """Of the worst kind, twice as much takes twice the steps."""
    assert not grows_too_fast(extract_references, piece)
