"""Find what authors state as a limit, a cost, a failure or an open question of their own work.

A logistic model over what the model of the check says to two questions, words that concede, what
the sentence does in its abstract, and whether the authors have begun to speak of their own work:
the gaps in earlier work come before that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.grounding.cross_encoder import ReadPair, rate_answers
from bot.grounding.premise import join_sentences
from bot.quotes.passages import Passage
from retrieval.text import patterns as re
from retrieval.text.sentence_roles import Role

LIMITS, LATER = "What are the limitations?", "What is left for future work?"
"""What the model of the check was fitted on."""

_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "always": -4.4,
        "after own work": 1.2,
        "place": 1.0,
        "limits": 0.3,
        "future work": 0.3,
        "contrast": 0.8,
        "need": 0.4,
        "future": 1.3,
        "cost": 0.8,
        "degree": 1.3,
        "gain": -0.4,
        "purpose": -0.4,
        "hope": -0.6,
        "gain with little": -0.3,
        "release": -0.4,
        "others": -0.6,
        "plain": 0.65,
        "in so many words": 3.0,
        "background": -1.0,
        "result": 0.75,
    }
)
"""Log odds, of a regression over 600 labeled abstracts; “in so many words” is rare, set by hand."""

_UNSAID = 3.0  # log odds, for findings with words that concede: "however, low doses only …"

_RELEASE = re.compile(
    r"https?://|\b(?:codes?|data(?:sets?)?|models?|repositor\w+)\b[^.;]{0,60}\b(?:available|"
    r"released?|open|public\w*)\b",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    r"\b(?:(?:a|one|main|major|key|current|important) (?:limitation|drawback|weakness|shortcoming)|"
    r"(?:limitations?|drawbacks?|weakness(?:es)?|shortcomings?) of (?:our|this|the (?:proposed|"
    r"present|current))|(?:leave|left) (?:[\w-]{1,30} ){0,4}(?:to|for|as) (?:the )?future|"
    r"(?:authors|we) plan to)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:earlier|existing|previous|prior|traditional|standard|conventional|current|recent|"
    r"other) \w+",
    re.IGNORECASE,
)

_WORDS: Mapping[str, re.Pattern] = MappingProxyType(
    {
        name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
        for name, words in {
            "contrast": "but|however|although|though|while|despite|yet|"
            "albeit|nevertheless|nonetheless|whereas|unless|except",
            "need": r"needs?|needed|necessary|required|warranted|should|must|caution|urges?|"
            r"call(?:s|ing)? for",
            "future": r"future (?:work|stud\w+|research|directions?)|more research|plan to|"
            r"next step|outlines? (?:\w+ ){0,2}directions|further (?:research|work|stud\w+|"
            r"validation|investigation|improvement|development)",
            "cost": r"costs?|overhead|sacrific\w*|drops?|(?:accuracy|performance|information|"
            r"quality) loss|loss (?:of|in)|degrad\w*|trails?|"
            r"lags?|behind|slower|worse|declin\w*|trade-?offs?|expense|"
            r"higher (?:\w+ )?(?:latency|memory)",
            "degree": r"only|partial(?:ly)?|sometimes|var(?:y|ies)|depend(?:s|ent)?|still|"
            r"mainly|some|inconsistent\w*|mixed|moderate(?:ly)?|low|lower|less|disagree\w*|"
            r"diverge\w*|likely|mere(?:ly)?",
            "gain": r"outperform\w*|state-of-the-art|superior\w*|achiev\w*|robust(?:ly|ness)?|"
            r"effective(?:ly|ness)?|surpass\w*|improv(?:es?|ed|ing)|enhanc\w*|beats?|exceeds?|"
            r"faster|speed\w*|enabl(?:es?|ing)|efficien\w+|gains?|preserv\w+|maintain\w*|not only",
            "purpose": r"to (?:address|overcome|tackle|mitigate|alleviate|bridge|solve)|"
            r"address(?:es|ing)|we (?:propose|introduce|present|develop)",
            "hope": r"hope|aims?|aiming|facilitat\w+|foundation for|inspire\w*|promot\w+|"
            r"support further",
        }.items()
    }
    | {
        "plain": re.compile(
            r"\b(?:(?:a|one|main|major|key|important) limitations?|limitations? (?:of (?:our|this|"
            r"the (?:present|current|proposed))|include|are|is)|future (?:work|research)|(?:leave|"
            r"left) (?:\w+ ){0,4}(?:for|to) (?:the )?future|(?:we|authors) plan to|"
            r"only (?:a )?partial(?:ly)?|(?:has|have|needs?|requires?|incurs?|"
            r"adds?) (?:\w+ ){0,2}(?:extra|additional|higher) (?:\w+ )?(?:cost|overhead)|"
            r"at the (?:cost|expense|price) of|"
            r"falls? short|"
            r"still far from|caveats?|does(?: not|n't) (?:yet |always )?(?:generali[sz]e|scale|"
            r"hold|"
            r"translate|work)|"
            r"not yet|cannot yet|remains? (?:an? )?(?:open|unclear|unsolved|challenging|to be)|"
            r"further (?:research|work|studies) (?:is|are) (?:needed|required|necessary)|"
            r"mixed (?:results|picture))\b|(?:^|[^ty] )depends? (?:heavily |strongly )?on\b",
            re.IGNORECASE,
        ),
        "release": _RELEASE,
        "in so many words": _SAYS_SO,
        "others": _OF_OTHERS,
    }
)
_SAVES = re.compile(
    r"\b(?:(?:reduc\w+|minimi[sz]\w+|lower\w*|low|without|no|avoid\w*|cut\w*|sav\w+) "
    r"(?:[\w-]+ ){0,3}(?:costs?|overhead|loss|degradation|drops?)|costs? no\b|"
    r"with(?:out)? (?:only )?[\d.]+ ?%)",
    re.IGNORECASE,
)
"""Costs that are saved."""


def rate_limitations(title: str, sentences: Sequence[Passage], read: ReadPair) -> list[float]:
    """Return for each sentence of one abstract the log odds that it states a limitation."""
    texts = [join_sentences([title, sentence.text]) for sentence in sentences]
    limits, later = (rate_answers(read, question, texts) for question in (LIMITS, LATER))
    began = False
    last = max(len(sentences) - 1, 1)
    rated = []
    for i, one in enumerate(sentences):
        text = one.text
        features = {name: float(found.search(text) is not None) for name, found in _WORDS.items()}
        features |= {"always": 1.0, "after own work": float(began), "place": i / last}
        features |= {"limits": limits[i], "future work": later[i]}
        features["cost"] *= _SAVES.search(text) is None
        features["gain with little"] = features["gain"] * features["degree"]
        features["gain with little"] *= 1 - features["contrast"]
        features["background"] = float(one.role is Role.BACKGROUND)
        features["result"] = float(one.role in {Role.RESULT, Role.LIMITATION})
        odds = sum(_WEIGHTS[name] * value for name, value in features.items())
        rated.append(odds - _UNSAID * (not _says_limit(features)))
        began = began or one.is_own or one.role in {Role.OBJECTIVE, Role.METHOD}
    return rated


def _says_limit(features: Mapping[str, float]) -> bool:
    """Tell whether plain words or the model of the check call it a limit, and not its wording."""
    likely = max(features["limits"], features["future work"])
    return likely >= 0 or any(features[word] for word in ("plain", "in so many words", "future"))
