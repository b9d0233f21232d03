"""What arXiv really answered."""

from __future__ import annotations

import pytest

from retrieval.paper import Paper
from retrieval.sources.arxiv import api, feed
from retrieval.sources.records import Record, Rejected
from tests.shared_data import shared_path

# How many papers each file has, as counted by hand or by grep.
API = {
    "id_0000.0000_s0_m100_8b51d9633a68.xml": 0,
    "id_0808.05394_s0_m100_7b0c7d0a7cdd.xml": 0,
    "id_1605.08386_s0_m100_199195aa31ad.xml": 1,
    "id_abc_s0_m100_b79c8dcf6bc3.xml": 0,
    "id_astro-ph_0601001_s0_m100_3150dca9dc76.xml": 1,
    "q_testing_s0_m100_cfe7536492ca.xml": 100,
    "q_testing_s10_m10_34e56e15aaac.xml": 10,
    "sotawhat_arxiv_transformer.xml": 5,
}
FEEDS = {"cs.CL_rss.xml": 4, "weekend_empty_rss.xml": 0}


def is_sound(paper: Paper) -> bool:
    """Say whether a paper has what every paper of arXiv has, clean of markup."""
    texts = (paper.title, paper.abstract, *paper.authors)
    return bool(
        paper.paper_id
        and paper.title
        and paper.abstract
        and paper.source == "arxiv"
        and paper.url.endswith(paper.paper_id)
        and (paper.published or paper.updated)
        and all(text == " ".join(text.split()) for text in texts)
    )


@pytest.mark.parametrize("name", API)
def test_an_answer_of_the_api(name: str):
    """Has so many sound papers, each with authors and categories, and none was passed over."""
    page = api.read_page((shared_path("api_samples/arxiv_api_atom") / name).read_bytes())

    assert len(page.entries) == API[name]
    for entry in page.entries:
        assert isinstance(entry, Paper)
        assert is_sound(entry)
        assert entry.authors
        assert entry.extra["version"] >= 1
        assert entry.extra["primary_category"] in entry.categories


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed(name: str):
    """Has so many sound papers with authors; an entry without a title is told of."""
    found = feed.read((shared_path("api_samples/arxiv_rss") / name).read_bytes())

    papers = [each.paper for each in found if isinstance(each, Record)]
    assert len(papers) == FEEDS[name]
    assert all(is_sound(paper) and paper.authors for paper in papers)
    assert not any("Announce Type" in paper.abstract for paper in papers)
    assert [each.reason for each in found if isinstance(each, Rejected)] == (
        ["The feed has no title for 2607.44444."] if name == "cs.CL_rss.xml" else []
    )


def test_what_the_samples_say():
    """A few fields, as a person reads them in the files."""
    samples = shared_path("api_samples")
    refused = api.read_page(
        (samples / "arxiv_api_atom" / "id_abc_s0_m100_b79c8dcf6bc3.xml").read_bytes()
    )
    feeds = feed.read((samples / "arxiv_rss" / "cs.CL_rss.xml").read_bytes())

    assert refused.error == "incorrect id format for abc"
    assert [each.paper.extra.get("announced") for each in feeds if isinstance(each, Record)] == [
        "new",
        "cross",
        "replace-cross",
        None,
    ]
