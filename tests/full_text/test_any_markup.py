"""Papers in JATS and HTML are read as far as they can be, or refused, whatever stands in them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given

from retrieval.errors import UnreadablePaper
from retrieval.full_text.arxiv_html import read_arxiv_html
from retrieval.full_text.jats import read_jats
from retrieval.full_text.passages import cut_passages
from tests.full_text.test_markup import HTML, JATS
from tests.fuzzing import fuzzed, quick, spoiled_bytes


@fuzzed
@given(spoiled_bytes([JATS.encode()]))
def test_any_jats_is_read_or_refused(data: bytes) -> None:
    """Nothing but the error that tells a person why."""
    with quick(), suppress(UnreadablePaper):
        cut_passages(read_jats(data))


@fuzzed
@given(spoiled_bytes([HTML.encode()]))
def test_any_html_is_read_or_refused(data: bytes) -> None:
    """Nothing but the error that tells a person why."""
    with quick(), suppress(UnreadablePaper):
        cut_passages(read_arxiv_html(data))


@pytest.mark.parametrize("tag", ["sec", "p", "list", "boxed-text", "fig", "fn", "math", "sup"])
def test_deep_or_large_jats_takes_no_long_time(tag: str) -> None:
    """What is nested deeper than papers do is not read."""
    deep = f"<{tag}>" * 5_000 + "We count birds." + f"</{tag}>" * 5_000
    large = f'<p content-type="{"x" * 10**6}">They fly south in autumn of each year.</p>'
    data = JATS.replace("<body>", f"<body>{large}{deep}").encode()
    with quick():
        texts = [one.text for one in cut_passages(read_jats(data))]
    assert "They fly south in autumn of each year." in texts
    assert "Counts." in " ".join(texts)


@pytest.mark.parametrize("tag", ["div", "span", "p", "table", "sup", "figure"])
def test_deep_html_takes_no_long_time(tag: str) -> None:
    """What is nested deeper than papers do is not read."""
    deep = f'<{tag} class="ltx_p">' * 5_000 + "We count birds." + f"</{tag}>" * 5_000
    with quick():
        document = read_arxiv_html(HTML.replace("<section", f"{deep}<section", 1).encode())
    assert document.title == "Gates"
