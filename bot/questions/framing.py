"""Leave out of a yes-or-no question what stands around it: “do you know if …”, “…, right?”."""

from __future__ import annotations

from retrieval.text import patterns as re

TAG = re.compile(
    r"[, ] ?(?:right|correct|true|or not|or no|yes or no|y/n|"
    r"is (?:that|this|it) (?:right|true|so))\W*$|"
    r", ?(?:no|(?:is|are|was|were|does|do|did|has|have|can|will|would)(?:n't)? "
    r"(?:it|they|he|she|that|this|there|you|we))\W*$",
    re.IGNORECASE,
)
"""What turns a statement into a question at its end."""
_OPENING = re.compile(
    r"^\W*(?:(?:so|ok|okay|and|but|hey|hi|well|thx|thanks|then|also|actually|really|all|just)\W+)*",
    re.IGNORECASE,
)
"""Words that people put before a question."""
FRAME = re.compile(
    r"^\W*(?:(?:do|does|did|can|could|would) (?:you|u|anyone|anybody|someone|somebody) (?:please )?"
    r"(?:know|tell (?:me|us)|check|say|see|remember)|(?:please |pls )?(?:tell (?:me|us)|check)|"
    r"(?:i(?:'m| am| was|'d)? )?(?:(?:just|like to|want to|need to|would like to) )?"
    r"(?:wonder(?:ing)?|curious|not sure|know|find out)) (?:if|whether) (?=\S)|"
    r"^\W*(?:whether|is it (?:true|the case|right) that|am i right that|any chance(?: that)?) "
    r"(?=\S)",
    re.IGNORECASE,
)
"""What one may put before the statement."""
_NEGATIVE = re.compile(
    r"^(?:can't|won't|(is|are|was|were|could|would|should|has|have|had|does|do|did)n't)\b",
    re.IGNORECASE,
)
_POSITIVE = {"can't": "can", "won't": "will"}


def strip_frame(question: str) -> str:
    """Return a yes-or-no question alone.

    “Isn't it …?” asks whether it is: the verb at the beginning is made positive.
    """
    text = question.strip().replace("’", "'").replace("w/o ", "without ")
    text = TAG.sub("", FRAME.sub("", _OPENING.sub("", text))).strip(" ?!.")
    return _NEGATIVE.sub(lambda verb: _POSITIVE.get(verb[0].lower(), verb[1]), text) + "?"
