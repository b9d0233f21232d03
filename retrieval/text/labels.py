"""Find the labels of structured abstracts: "METHODS We …", "Background: …".

The words are those of the structured abstracts of the National Library of Medicine
(https://structuredabstracts.nlm.nih.gov), which files them under background, objective, methods,
results and conclusions. A label stands where a sentence begins. Written like other words, it ends
with a colon or a full stop; in capitals it may end with neither ("RESULTS Of 42 patients") if the
abstract has another one: "AIM 2020" at the beginning of a sentence is a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retrieval.text import patterns as re
from retrieval.text.sentences import Span, split_sentences

_PHRASES: Mapping[str, str] = {
    "background": (
        "backgrounds?|introduction|context|importance|rationale|motivation|problem|"
        "summary of background data|summary background data|what is known(?: already)?|"
        "recent (?:advances|developments)"
    ),
    "objective": (
        "(?:study |primary )?(?:objectives?|aims?)|purposes?(?: of (?:the )?(?:review|study))?|"
        "goals?|hypothes[ie]s|(?:study |research )?questions?|scope"
    ),
    "method": (
        "(?:new |study |research |review |search )?methods?|methodology|materials?|"
        "(?:study |research |experimental |trial )?designs?|settings?|"
        "(?:study )?(?:participants|patients|subjects|population)|animals|samples?|"
        "interventions?|exposures?|(?:experimental )?approach|procedures?|"
        "data (?:sources?|extraction|collection)|study (?:selection|appraisal)|"
        "methods of study selection|studies reviewed|search strategy|"
        "(?:selection|inclusion|eligibility) criteria|evidence (?:acquisition|review)|"
        "(?:main |primary |secondary )?outcomes?(?: measure(?:ment)?s?| measured)?|"
        "measure(?:ment)?s|(?:data |statistical )?anal(?:ysis|yses)(?: used)?|"
        "reporting period covered"
    ),
    "result": (
        "(?:main |key |principal |primary |recent )?(?:results?|findings)|"
        "(?:data |evidence )synthesis|tabulation|integration|conclusions?|interpretation|"
        "discussion|comments?|(?:author|reviewer)(?:s['’]|['’]s) conclusions?|"
        "(?:clinical |general |practice )?(?:significance|implications?|importance|relevance)|"
        "relevance to clinical practice|"
        "wider implications of the findings|the role of chance|recommendations?|"
        "summary answer|key points"
    ),
    "limitation": "limitations?|reasons for caution",
    "other": (
        "(?:study )?funding|sponsorship|(?:(?:clinical )?trial |systematic review |review )?"
        "(?:registration|registry)(?: number)?|availability|implementation|ethics|"
        "dissemination|"
        "(?:electronic )?supplementary (?:information|material)|disclaimer|level of evidence|"
        "key ?words|contact|unique identifier"
    ),
    "": (
        "unlabell?ed|abstract|(?:lay )?summary|significance statement|"
        "statement of significance|"
        "areas covered|expert (?:opinion|commentary)|future directions|critical issues|"
        "case (?:report|presentation)s?"
    ),
}
"""What labels say, by the value of a `Role`; empty where it may be anything."""
_PHRASE = "|".join(_PHRASES.values())
_LABEL = re.compile(
    rf"(?P<words>(?:{_PHRASE})(?:(?: ?/ ?|, and |, & |, | and | & )(?:{_PHRASE})){{0,5}})"
    rf"(?P<mark> ?[:.]| [-–—])? +",
    re.IGNORECASE,
)
_PART = re.compile(r" ?/ ?|, and |, & |, | and | & ", re.IGNORECASE)
_ROLE = [(role, re.compile(phrases, re.IGNORECASE)) for role, phrases in _PHRASES.items()]
_BEGINNING = re.compile(r"^\s*|[.?!…:][\"”’')\]]* +|\n\s*")
_BEGINS = re.compile(r"[A-Z\d\"“‘'(\[±<>≥≤]|[a-z]{1,3}[A-Z\d-]")
"""What may follow a label without a colon, so that it is no word of the sentence."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label, where it begins and where the text under it does: `words` are in capitals."""

    words: str
    start: int
    end: int


def find_labels(abstract: str) -> list[Label]:
    """Return the labels of an abstract in order; mostly none."""
    found = list(_find_candidates(abstract))
    sure = {label.words for label, strength in found if strength}
    return [label for label, strength in found if strength > 1 or sure - {label.words}]


def _find_candidates(abstract: str) -> Iterator[tuple[Label, int]]:
    """Yield what may be a label: 2 is certain, 1 and 0 need another, 0 goes on in small letters."""
    end = 0
    for beginning in _BEGINNING.finditer(abstract):
        found = _LABEL.match(abstract, beginning.end()) if beginning.end() >= end else None
        if found is None:
            continue
        words, mark = found["words"], (found["mark"] or "").strip()
        begins = _BEGINS.match(abstract, found.end()) is not None
        if mark == ":" or (mark == "." and begins and words[0].isupper()):
            strength = 2
        elif words.isupper():
            strength = int(begins)
        else:
            continue
        yield Label(words.upper(), found.start(), found.end()), strength
        end = found.end()


def split_abstract(abstract: str) -> list[Span]:
    """Return the sentences of an abstract in order, each with the label that it stands under.

    The labels themselves are in none of them. Linear in the length of the abstract.
    """
    labels = find_labels(abstract)
    starts = [(0, ""), *((label.end, label.words) for label in labels)]
    ends = [*(label.start for label in labels), len(abstract)]
    return [
        Span(span.text, start + span.start, start + span.end, words)
        for (start, words), end in zip(starts, ends, strict=True)
        for span in split_sentences(abstract[start:end])
    ]


def read_label(words: str) -> str:
    """Return the role of sentences under a label; empty if it names two, or none."""
    roles = {
        next(role for role, pattern in _ROLE if pattern.fullmatch(part))
        for part in _PART.split(words)
    }
    return roles.pop() if len(roles) == 1 else ""
