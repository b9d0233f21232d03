"""Take the topic out of a question for papers: “do we have anything on X?” is about X."""

from __future__ import annotations

from collections.abc import Iterator

from bot.grounding.content_words import weigh_words
from retrieval.text import patterns as re

_ASKING_WORDS = (
    "which|what|who|whose|any|some|all|every|everything|anything|something|nothing|stuff|list|"
    "show|name|find|give|tell|got|get|gets|getting|papers?|works?|stud(?:y|ies)|articles?|"
    "publications?|research|titles?|abstracts?|ones|have|has|is|are|was|were|been|do|"
    "does|did|can|could|would|should|how|we|you|i|me|us|it|its|they|them|these|those|this|that|"
    "the|a|an|our|your|my|there|here|library|collection|about|around|on|regarding|concerning|in|"
    "of|for|to|with|from|by|at|where|overv(?:ie|ei)w|rundown|summary|quick|brief|pls|plz|please|"
    "and|or|but|also|just|only|really|so|ok|okay|hey|hi|else|different|various|ways?|approaches|"
    r"directions|themes|any1|anyone|anybody|someone|somebody|researchers|authors|"
    "folks|what(?:s|'s|'ve|'re)|who(?:s|'s)|say|done|recommend(?:ed|ations?)?|suggest(?:ions)?|related|"
    "dont|don't|care|lately|main topic|enumerate|"
    "current|currently|recent|field|picture|glad|general|lol|state|kindly|kinds?|tackles?|"
    "tackled|tricks|routes?|exists?|represented"
)
_AT_START = "people|literature(?: on| about)"
"""What asks for papers before a topic, but may belong to it after: “tracking people”."""
_ASKING_PHRASES = (
    "state of(?: play| the art(?: in| of| on| for)?)?|states? (?:in|on)|"
    "story (?:with|on|of|behind)|(?:some )?sort of thing|"
    "(?:the )?big picture|sum(?:marise|marize)?(?: up)?|catch (?:me|us) up|map(?: me)? out|"
    "lay of the land|going on|gone about|go about|people (?:try to|deal with|deal)|"
    "tr(?:y|ies|ying) to|happening|(?:worth|good) (?:a )?read(?:s|ing)?|read (?:first|next)|"
    "(?:if |as )?(?:i'm|im|i am) (?:new|a beginner|interested|curious)|if|where does|these days|"
    "so far|some way|stands?|"
    "can you point|each other|looking for|in general|in which|things with|"
    "one can do about (?:it|that)|(?:be|would be) (?:glad|happy|grateful)(?: of| for| to)?|"
    "need|want|curious about|stand on|"
    "how (?:good|well) do they work|that kind of thing|and so on|whatever there is|for (?:instance|"
    "example)|up to|go"
)
_RELATION_WORDS = (
    "deal|deals|dealing|look|looks|looking|uses?|used|using|makes?|made|making|let|lets|mentions?|"
    "talks?|covers?|working|discuss(?:es)?|address(?:es)?|had|having|introduces?|introduced|"
    "proposes?|proposed|presents?|tried"
)
"""What a paper does about a topic, which says little of the topic itself."""


_Frame = tuple[re.Pattern, re.Pattern]
"""What matches a word or phrase at the start of a text, and at its end."""

_ASKING_FRAME: _Frame = (
    re.compile(
        rf"^\W{{0,5}}(?:{_ASKING_PHRASES}|{_ASKING_WORDS}|{_AT_START})(?![\w'-])", re.IGNORECASE
    ),
    re.compile(
        rf"(?<![\w'-])(?:{_ASKING_PHRASES}|{_ASKING_WORDS}|literature)\W{{0,5}}$", re.IGNORECASE
    ),
)
"""Words that ask for papers, and say nothing of what they are about or do."""
_FRAME: _Frame = (
    re.compile(
        rf"^\W{{0,5}}(?:{_ASKING_PHRASES}|{_ASKING_WORDS}|{_RELATION_WORDS}|{_AT_START})(?![\w'-])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w'-])(?:{_ASKING_PHRASES}|{_ASKING_WORDS}|{_RELATION_WORDS}|literature)\W{{0,5}}$",
        re.IGNORECASE,
    ),
)
_ASKS = re.compile(
    r"\b(?:which|what|who|for (?:me|us)|anything|something|everything|stuff|papers?|works?|"
    r"articles?|ones|research|literature|here|library|collection|got|we|you|pls|plz|please|"
    r"approaches|directions|themes|so far|these days|overview|rundown|summary|people|happening|"
    r"going on|lately)\b",
    re.IGNORECASE,
)
"""What the last words must have to say nothing of the topic: “what a model does” says something."""
_EXCLUDES = re.compile(
    r"(?:(?:[,;(]|\s-|\b(?:but|and|or)|\bthat(?:'s| is| are)|\bwhich (?:is|are))\s{0,3}\b(?:not?|"
    r"without)\b|\b(?:other than|except(?: for)?|apart from|besides|excluding|rather than|"
    r"(?:anything|everything|all) but)\b)(?P<what>[^,;:?!.()]{1,80})\)?",
    re.IGNORECASE,
)
"""What the papers are not to be about."""
_PURPOSE = (
    "know|read(?:ing)?|hear|talk|learn|writ(?:e|ing)|prepar(?:e|ing)|present(?:ing)?|work(?:ing)?|"
    "teach(?:ing)?|session|seminar|lecture|project|thesis|chapter|slides?|post|review|survey|"
    "start(?:ing)?|giv(?:e|ing)|do|doing|collect(?:ing)?|see|find|show|need|want|like|love|have|"
    "a|an|the|my|our|to|up|some|something|everything|papers?|literature|more|short|bit|little"
)
_OWN_PURPOSE = re.compile(
    rf"\b(?:i|we)(?:'m|'ve|'d|'ll| am| are| was| were| have| had| would| will)? "
    rf"(?:(?:{_PURPOSE}) ){{0,9}}(?:about|on|regarding) (?=\w)",
    re.IGNORECASE,
)
"""What an asker is about to do: “I am preparing a seminar on”."""
_CLAUSES = re.compile(r"( [-–—]{1,3} |[?!;:.,]{1,5}(?: |$))")
_ALTERNATIVES = re.compile(r" (?:or|and|&) | ?/ ?|, (?=[^,]{1,80}(?:,| or | and ))", re.IGNORECASE)
"""What stands between the alternatives of a topic."""
_MAX_FRAME_CHARS = 60  # of a phrase at the end, with signs after it
_TAIL = re.compile(r" (?:for|in|on|of|with|from|inside|at) ")
_MAX_ALTERNATIVES = 3
_MIN_ALTERNATIVE_WEIGHT = 0.5  # of its words together: “speech”, but not “train”
_QUOTED = re.compile(r"[“\"][^”\"]{2,100}[”\"]")
_SPELLED_OUT = (
    (re.compile(r"(?<!\S)w/ ?(?=\w)"), "with "),
    (re.compile(r"(?<!\w)(?:i\.e\.|e\.g\.),? "), ""),
    (re.compile("’"), "'"),
)


def find_topic(question: str) -> str:
    """Return a question without the words that frame it; the question itself if nothing is left.

    What is in quotation marks is the topic, with its marks. What the papers are not to be about is
    left out, too.
    """
    text = _OWN_PURPOSE.sub("", _normalize(question), count=1)
    if quoted := _QUOTED.search(text):
        return quoted[0]
    return _strip_clauses(_EXCLUDES.sub("", text), _FRAME) or question


def find_wanted(question: str) -> str:
    """Return what a question wants of a paper, as typed: “use sonar”, where the topic is sonar."""
    text = _EXCLUDES.sub("", _OWN_PURPOSE.sub("", _normalize(question), count=1))
    return _strip_clauses(text, _ASKING_FRAME) or find_topic(question)


def claim_fit(wanted: str) -> str:
    """Return the claim that a paper fits, as the model of the check reads it."""
    return f"The paper fits: {wanted}."


def find_topics(question: str) -> list[str]:
    """Return the topics of a question for papers: the whole, then the alternatives in it, if any.

    “speech or audio” is about both together and each alone. Words that belong to both alternatives
    are given to both: “pruning or compressing models” is about “pruning models”, too.
    """
    whole = find_topic(question)
    if _QUOTED.search(whole) or "(" in whole:
        return [whole]
    parts = _ALTERNATIVES.split(whole)
    if len(parts) == 2:
        parts = list(_complete(parts[0], parts[1]))
    elif _TAIL.search(whole):
        return [whole]
    kept = [p for p in dict.fromkeys(parts) if _weigh(p) >= _MIN_ALTERNATIVE_WEIGHT and p != whole]
    return [whole, *kept] if 1 < len(kept) <= _MAX_ALTERNATIVES else [whole]


def find_excluded(question: str) -> list[str]:
    """Return what the papers are not to be about: “images” in “… of texts, not images”."""
    text = _QUOTED.sub("", _normalize(question))
    found = (_strip_frame(one["what"], _FRAME) for one in _EXCLUDES.finditer(text))
    return [one for one in found if one]


def _normalize(question: str) -> str:
    text = " ".join(question.split())
    for short, long in _SPELLED_OUT:
        text = short.sub(long, text)
    return text


def _strip_clauses(text: str, frame: _Frame) -> str:
    """Return the clauses of a text, each without its frame; maybe nothing."""
    kept = ""
    if text.count("(") != text.count(")"):
        text = text.replace("(", ", ").replace(")", " ")
    pieces = _CLAUSES.split(text)
    for between, clause in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        if stripped := _strip_frame(clause, frame):
            sign = between if between.strip() in {",", ":", "-"} else ", "
            kept = f"{kept}{sign}{stripped}" if kept else stripped
    return kept


def _strip_frame(text: str, frame: _Frame) -> str:
    """Return a clause without the words that ask for papers around it; maybe nothing."""
    leading, last = frame
    text = text.strip()
    while found := leading.match(text):
        text = text[found.end() :].lstrip()
    kept = text
    while found := last.search(kept, max(len(kept) - _MAX_FRAME_CHARS, 0)):
        kept = kept[: found.start()].rstrip()
    if _ASKS.search(text, len(kept)) or not kept:
        text = kept
    return text.strip(" ,:;?!.-'")


def _complete(first: str, second: str) -> Iterator[str]:
    """Yield two alternatives, each with the words that the question has once for both."""
    ours, theirs = first.split(), second.split()
    head, tail = _TAIL.search(first), _TAIL.search(second)
    if head and _TAIL.match(f" {second}"):
        second = f"{first[: head.start()]} {second}"
    elif tail and not head:
        first += second[tail.start() :]
    if len(ours) == 1 < len(theirs) and not tail:
        yield " ".join([*ours, *theirs[1:]])
    else:
        yield first
    yield " ".join([*ours[:-1], *theirs]) if len(theirs) == 1 < len(ours) else second


def _weigh(text: str) -> float:
    return sum(weigh_words(text).values())
