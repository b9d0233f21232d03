"""Leave out of a yes-or-no question what stands around it: “do you know if …”, “…, right?”."""

from __future__ import annotations

from retrieval.text import patterns as re

_TAG = re.compile(
    r"[, ] ?(?:right|correct|true|or not|or no|yes or no)\W*$|, ?(?:is|are|was|were|does|do|did|"
    r"has|have|can|will|would)(?:n't)? (?:it|they|that|this|there|you|we)\W*$",
    re.IGNORECASE,
)
"""What turns a statement into a question at its end."""
_FRAME = re.compile(
    r"^\W*(?:(?:so|ok|okay|and|but|hey|hi|well|thanks|then|also|just)\W+)*(?:(?:(?:do|does|did|can|"
    r"could|would) (?:you|anyone|someone) (?:please )?(?:know|tell (?:me|us)|check|say)|"
    r"(?:please )?"
    r"tell (?:me|us)|i(?:'m| am| was)? (?:wonder(?:ing)?|curious|not sure)) (?:if|whether) |"
    r"(?:whether|is it (?:true|the case) that) )?",
    re.IGNORECASE,
)
"""What one may put before the statement."""
_NEGATIVE = re.compile(
    r"^(?:is|are|was|were|could|would|should|has|have|had|does|do|did)(n't)\b", re.IGNORECASE
)


def strip_frame(question: str) -> str:
    """Return a yes-or-no question alone; “isn't it …?” asks whether it is."""
    text = question.strip().replace("’", "'")
    text = _TAG.sub("", _FRAME.sub("", text)).strip(" ?!.")
    return _NEGATIVE.sub(lambda verb: verb[0].removesuffix(verb[1]), text) + "?"
