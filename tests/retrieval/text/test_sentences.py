"""Splitting of abstracts and answers into sentences."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.text.clean import clean_text
from retrieval.text.sentences import Span, split_sentences
from tests.shared_data import shared_path
from tests.steps import grows_too_fast

# A bar marks where one sentence ends and the next begins.
CASES = [
    "One sentence",
    "We probe sparse gates.|They help.",
    "Some layers, e.g. the first, i.e., the stem, are frozen.|Others learn.",
    "Kim et al. [4] and Roy et al. (2020) disagree.|We side with neither.",
    "We follow Kim et al.|The code is open.",
    "Small vs. large models differ.|See Fig. 2 and Eq. (3), cf. Sec. 4.",
    "It takes approx. 5 hours (resp. 7 hours).|Later runs are faster.",
    "Cats, dogs, etc. are seen.|Cars, vans, etc.|The rest is unseen.",
    "Gradients w.r.t. the input are i.i.d. across rows.|No. 5 wins.|The answer is no.|It fails.",
    "As Dr. Ada B. Cole said, the U.S. Navy and U.S. firms agree.|Nobody else in the U.S.|We do.",
    "Accuracy rises by 3.5 points to 84.2%.|A gain of 0.7 remains.",
    "We start from Mask R-CNN.|It is old.|We extend GPT-4.|V1.5 is better.",
    "Version 2.0.1 works in v3.|Version 4 does not.",
    "It pauses... and goes on.|It stops...|Then it ends.",
    "Data (some old. Some new.) are mixed.|All are free.",
    "They call it “done.”|We agree.",
    'They say "it works."|We doubt it.',
    "Does it scale?|Yes!|It does.",
    'Asked “why? how?” it answers.|"Is it?" they ask.',
    "We train on ten sets.|175 features remain.|3D maps follow.",
    "Features are shared.|iBOT learns them.|nnU-Net does not.|word2vec is older.",
    "Three ideas: 1) depth matters.|2) width does not.",
    "We list them.|1. Depth is first.|2. Width is second.",
    "Steps follow.|(i) We mask.|(ii) We fill.",
    "It works [1].|So does this [2][3].|End.",
    "It works. [1]|Next comes this.[2][3]|Last. [4, 5]",
    "He wrote it in 2019.|2020 was better.",
    "A figure of 83. 3% is odd.|It stays.",
    "No space is missing.|All is well.",
    "torch.Tensor and numpy.array are names.|They stay.",
    "See https://a.org/x.y?z=1.|Code: https://b.org.|https://c.org is down.",
    "Latency is 146 ms.|The rest is I/O.",
    "Later than Dec. 2024 nothing changed.|It held.",
    "Objective.|To test it.|Methods.|We did.",
    "**Bold claim.**|Next claim.",
    "这是第一句。|这是第二句！|完了",
    "First line\n\n|Second block",
    "Points:\n|- one thing\n|- another thing",
    "Ends with a mark. [1]",
]


def _joined(case: str) -> tuple[str, list[str]]:
    parts = [part.strip() for part in case.split("|")]
    glue = "" if "。" in case else " "
    text = "".join(part + ("" if part.endswith("\n") else glue) for part in case.split("|"))
    return text.strip(), parts


@pytest.mark.parametrize("case", CASES)
def test_cases(case: str) -> None:
    """A text is cut where a reader would pause."""
    text, expected = _joined(case)

    assert expected == [span.text for span in split_sentences(text)]


def test_places() -> None:
    """A span says where its text stands."""
    assert [Span("Go on.", 2, 8), Span("Stop.", 10, 15)] == split_sentences("  Go on.  Stop. ")


_PIECES = st.sampled_from([*" .?!()[]“”\"'a1A\n。…", "[1]", "e.g.", "et al.", " We ", "iBOT", "- "])


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join) | st.text())
def test_any_text_is_covered(text: str) -> None:
    """Spans are in order, without spaces at their ends, and leave out nothing but spaces."""
    spans = split_sentences(text)

    last = 0
    for span in spans:
        assert text[span.start : span.end] == span.text == span.text.strip() != ""
        assert not text[last : span.start].strip()
        last = span.end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    "piece", [".", ". ", "(", "()", "[1]", ".[1]", "a.", "A. ", "“", "\n", "?) ", "x. (", "1. "]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    """Of the worst kind, twice as much takes twice the steps."""
    assert not grows_too_fast(split_sentences, piece)


def test_real_abstracts() -> None:
    """Real abstracts are cut into sentences of a usual length."""
    path = shared_path("collections/cs_papers_5k/corpus.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [clean_text(json.loads(line)["text"]) for line in lines]
    spans = [span for text in texts for span in split_sentences(text)]

    assert 100 < sum(len(span.text) for span in spans) / len(spans) < 220
    assert sum(len(span.text) > 700 for span in spans) < len(spans) / 500
    assert sum(len(span.text) < 12 for span in spans) < len(spans) / 200
