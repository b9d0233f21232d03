"""What a sentence of an abstract does: states the problem, the method, the data, the results."""

from __future__ import annotations

import re

_CUES = {
    "problem": re.compile(
        r"\b(however|challeng|difficult|problem|limit(?:ed|ation)s?|suffer|lack|costly|expensive|"
        r"unclear|poorly|neglect|ignor|hinder|remain|yet|despite|fail|gap|noise|noisy|bottleneck|"
        r"under-?explored|shortcoming|drawback|unrealistic|issue|tackl|address(?:es|ing)|counters|"
        r"deals? with|struggl|inefficien|hard(?:er)?\b|wasteful|scarce)",
        re.I,
    ),
    "method": re.compile(
        r"\b(propos|introduc|we present|present[s]? a|our (?:method|approach|model|framework)|"
        r"this (?:paper|work) (?:present|propos|introduc|stud|describ)|design|develop|novel|"
        r"consist|is based on|leverag|we (?:use|train|combine|build|replace|adopt|apply|extend)|"
        r"pairs|combines|replaces|learns|module|architecture|framework)",
        re.I,
    ),
    "data": re.compile(
        r"\b(data ?sets?|benchmarks?|corpus|corpora|annotated|collected|test set|training set|"
        r"imagenet|coco|cityscapes|(?:hours|frames) of|"
        r"\d{1,9}[km]? (?:million |thousand )?(?:images|videos|samples|sentences|examples|tasks|"
        r"questions|documents|clips|hours|classes))\b|"
        r"(?-i:\b[Oo]n (?:the )?[A-Z][A-Za-z-]*[A-Z\d][\w-]*)",
        re.I,
    ),
    "results": re.compile(
        r"\b(results?|achiev|outperform|improv|state[- ]of[- ]the[- ]art|sota|experiments?|"
        r"demonstrat|surpass|superior|accuracy|faster|better|reach|gain|reduc|beats?|exceed|"
        r"effective)|\d\s?%",
        re.I,
    ),
    "limitations": re.compile(
        r"\b(limitations? (?:of (?:our|this|the (?:method|approach))|include|are|is)|future work|"
        r"(?:method|model|approach|it) (?:still )?fails|does not (?:generali|scale|hold)|"
        r"drawbacks? of (?:our|the proposed)|only (?:works|applies) (?:to|on|for|when)|"
        r"remains? (?:open|unclear|to be seen)|caveats?|mixed (?:results|picture)|"
        r"at the (?:cost|price|expense) of|still far from|falls short)",
        re.I,
    ),
}

_OURS = re.compile(r"\b(?:we|our|this (?:paper|work|study|article|survey)|here)\b", re.IGNORECASE)


def count_cues(role: str, text: str) -> int:
    """Return how many cues of a role's a sentence has; 0 for an unknown role."""
    cues = _CUES.get(role)
    return len({m.group().lower() for m in cues.finditer(text)}) if cues else 0


def score_own_work(text: str, *, first: bool) -> float:
    """Return how plainly a sentence says what its authors did or found, not what they met with.

    The `first` sentence of an abstract mostly says what others did.
    """
    ours = _OURS.search(text) is not None
    return (
        0.3 * min(count_cues("method", text), 2)
        + 0.2 * min(count_cues("results", text), 2)
        - 0.3 * min(count_cues("problem", text), 2)
        + (0.3 if ours else 0.0)
        - (0.4 if first and not ours else 0.0)
    )


def has_cues(role: str) -> bool:
    """Tell whether a role has cues."""
    return role in _CUES
