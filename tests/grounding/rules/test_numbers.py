"""Figures with their units, and whose they are."""

from __future__ import annotations

import pytest

from tests.grounding.rules.abstract import judged

_KINDS = {"figure", "owner", "direction"}


def _objects(sentence: str, abstract: str) -> bool:
    found = [o for o in judged(sentence, abstract) if o.kind in _KINDS]
    return any(o.weight >= 0.6 for o in found)


@pytest.mark.parametrize(
    ("abstract", "sentence"),
    [
        ("The parser reaches 84.25% accuracy.", "Its accuracy is 84.25 percent."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is about 84 %."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is 84.3 %."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is over 80 %."),
        ("The parser reaches an F1 of 0.84.", "It has an F1 of 84 %."),
        ("It was trained on 1,024 images.", "It was trained on 1024 images."),
        ("It was trained on 1,024 images.", "It was trained on over 1,000 images."),
        ("It was trained on 12k images.", "It was trained on 12,000 images."),
        ("The model has 1.5M weights.", "The model has 1.5 million weights."),
        ("The model has 7B weights.", "The model has seven billion weights."),
        ("62% of the users liked it.", "More than half of the users liked it."),
        ("66% of the users liked it.", "Two-thirds of the users liked it."),
        ("Half of the users liked it.", "50% of the users liked it."),
        ("It is 4.2x faster.", "It is 4.2 times faster."),
        ("It is twice as fast.", "It is 2x as fast."),
        ("It halves the cost.", "It cuts the cost by half."),
        ("It is 10-fold smaller.", "It is ten times smaller."),
        ("It is two orders of magnitude faster.", "It is 100 times faster."),
        ("We test on three data sets.", "It was tested on three benchmarks."),
        ("We test on three data sets.", "It was tested on 3 datasets."),
        ("We test on SQuAD, NQ and TriviaQA.", "It was tested on three data sets."),
        ("A two-stage pipeline is used.", "The pipeline has two stages."),
        ("A single model does both tasks.", "One model does the two tasks."),
        ("The first model is small.", "One model is small."),
        ("It took 3.5 hours.", "It took 3.5 h."),
        ("It took 90 minutes.", "It took 1.5 hours."),
        ("Patients were seen for 24 months.", "Patients were seen for two years."),
        ("A frame takes 0.25 s.", "A frame takes 250 ms."),
        ("It needs 1.5 GB of memory.", "It needs 1,500 MB of memory."),
        ("The gain is 3 percentage points.", "The gain is 3 points."),
        ("It takes 3–5 ms a frame.", "It takes 3 to 5 ms a frame."),
        ("The rate is 1e-3.", "The rate is 0.001."),
        ("It was released in 2019.", "The release was in 2019."),
        ("We ranked 2nd of 14 teams.", "They ranked second of 14 teams."),
        ("Millions of users are served.", "It serves millions of users."),
        ("Over 3,000,000 users are served.", "It serves millions of users."),
        ("Scores are 0.81 ± 0.02.", "The score is 0.81."),
        ("The 3D model is used.", "The three-dimensional model is used."),
        ("It trains for three and a half hours.", "Training takes 3.5 hours."),
        ("Twenty-five languages are covered.", "It covers 25 languages."),
        ("A dozen languages are covered.", "It covers twelve languages."),
        ("BRCA1 is a gene of women aged 16-24 years.", "BRCA 1 matters in those aged 16 to 24."),
    ],
)
def test_the_same_figure_in_other_words_is_true(abstract: str, sentence: str):
    """Spelling, unit, rounding and count words do not matter."""
    assert not _objects(sentence, abstract)


@pytest.mark.parametrize(
    ("abstract", "sentence"),
    [
        ("The parser reaches 84.25% accuracy.", "Its accuracy is 84.52 %."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is 85 %."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is about 90 %."),
        ("The parser reaches 84.25% accuracy.", "Its accuracy is over 85 %."),
        ("About 19% are lost.", "About 18% are lost."),
        ("At least 1.42x is gained.", "At least 1.78x is gained."),
        ("Up to 16 recursions are made.", "Up to 20 recursions are made."),
        ("It was trained on 1,024 images.", "It was trained on 1,042 images."),
        ("It was trained on 1,024 images.", "It was trained on over 2,000 images."),
        ("The model has 1.5M weights.", "The model has 1.5 billion weights."),
        ("The model has 1.5M weights.", "The model has 15M weights."),
        ("Half of the users liked it.", "A third of the users liked it."),
        ("Nearly half of the errors are none.", "One tenth of the errors are none."),
        ("It is 4.2x faster.", "It is 4.2% faster."),
        ("It is 4.2x faster.", "It is 5 times faster."),
        ("It is twice as fast.", "It is three times as fast."),
        ("We test on three data sets.", "It was tested on four data sets."),
        ("We test on three data sets.", "It was tested on four benchmarks."),
        ("We test on SQuAD, NQ and TriviaQA.", "It was tested on five data sets."),
        ("A two-stage pipeline is used.", "A three-stage pipeline is used."),
        ("It took 3.5 hours.", "It took 3.5 minutes."),
        ("It took 90 minutes.", "It took 2.5 hours."),
        ("Patients were seen for 24 months.", "Patients were seen for three years."),
        ("A frame takes 0.25 s.", "A frame takes 25 ms."),
        ("It took 3.5 hours.", "It took 3.5 GB."),
        ("It was released in 2019.", "The release was in 2020."),
        ("We ranked 2nd of 14 teams.", "They ranked 3rd of 14 teams."),
        ("We ranked second of 14 teams.", "They ranked third of 14 teams."),
        ("Billions of users are served.", "It serves millions of users."),
        ("Five languages and three tasks are covered.", "Three languages are covered."),
        ("The gains are 2% and 3%.", "The gains add up to 5%."),
        ("The range is 1.0%-2.5% on COCO.", "The range is 1.0%-1.3% on COCO."),
        ("It takes 3–5 ms a frame.", "It takes 3–7 ms a frame."),
        ("It is one order of magnitude faster.", "It is 100 times faster."),
    ],
)
def test_another_figure_is_false(abstract: str, sentence: str):
    """Changed, of another unit, or of another thing."""
    assert _objects(sentence, abstract)


_TWO = "FooNet reaches 84.25% on SciBank, while BarParse reaches 82.1%."
_LIST = "Accuracy on COCO and LVIS is 51.2% and 48.7%, respectively."
_SIZES = "The Tiny, Small and Medium versions reach 43.0, 46.8 and 50.0 mAP."
_LEAD = "On SciBank, the small model reaches 84.2% and the large one 85.7%."
_FROM = "Latency falls from 120 ms to 45 ms."
_SIDES = "It gains 66.0% (COCO) and 67.9% (LVIS)."


@pytest.mark.parametrize(
    ("abstract", "sentence"),
    [
        (_TWO, "FooNet reaches 84.25%."),
        (_TWO, "BarParse reaches 82.1%."),
        (_TWO, "FooNet is at 84.25%, above the 82.1% of BarParse."),
        (_LIST, "On LVIS the accuracy is 48.7%."),
        (_LIST, "On COCO the accuracy is 51.2%."),
        (_SIZES, "The Small version reaches 46.8 mAP."),
        (_LEAD, "On SciBank, the large model reaches 85.7%."),
        (_FROM, "Latency drops from 120 ms to 45 ms."),
        (_FROM, "Latency is 45 ms, down from 120 ms."),
        (_SIDES, "It gains 66.0% on COCO and 67.9% on LVIS."),
    ],
)
def test_a_figure_of_its_owner_is_true(abstract: str, sentence: str):
    """Bound by clause, by list, or by a lead that holds for all."""
    assert not _objects(sentence, abstract)


@pytest.mark.parametrize(
    ("abstract", "sentence"),
    [
        (_TWO, "BarParse reaches 84.25%."),
        (_TWO, "BarParse reaches 84.25% on SciBank."),
        (_TWO, "FooNet reaches 82.1%."),
        (_LIST, "On LVIS the accuracy is 51.2%."),
        (_LIST, "On COCO the accuracy is 48.7%."),
        (_SIZES, "The Small version reaches 50.0 mAP."),
        (_LEAD, "On SciBank, the large model reaches 84.2%."),
        (_FROM, "Latency goes from 45 ms to 120 ms."),
        (_SIDES, "It gains 67.9% on COCO."),
    ],
)
def test_a_figure_of_something_else_is_false(abstract: str, sentence: str):
    """Whose 84.25 % is matters as much as that they are there."""
    assert _objects(sentence, abstract)
