"""Split a question that compares into what it compares, and into what is asked of each."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answerability.names import find_phrase_names
from retrieval.search.query import STOP_WORDS, fold_words
from retrieval.text import patterns as re

_FRAME = frozenset(
    """
    what what's whats which who whose how do does doing did is are was were the a an two three four
    five both each please pls can i we you difference differences diff different differently differ
    differs distinguish distinguishes compare compares compared comparison between among
    similarity similarities similar common share shares shared have has got same idea tell me
    explain of paper papers work works study studies article articles one ones thing things to for
    about right so ok hey it they that this those these them their its where disagree agree not
    show shows say says first second third latter former other others but and also better best
    worse cooler nicer good should would prefer choose pick read use uses used more most less main
    key way if with against vs set sets apart alike who's whos same or contrast contrasts view views
    story mean doesn't don't isn't respect recipe recipes make makes
    """.split()
)
"""Words that ask for a comparison, and name neither what is compared nor in what."""
_CLAUSE = re.compile(
    r"; ?|\? ?|\.\.+ ?|(?P<unless>, )|"
    r"[:.] | [-–—]+ |"
    r" (?=(?:and (?:how|what|which|who|where|why|when)|in terms of|with respect to|w\.?r\.?t\.?|"
    r"regarding|concerning)\b)",
    re.IGNORECASE,
    unless=r"(?:and|or|vs\.?|versus|against) (?:[^hw]|h[^o]|w[^h])",  # not "and how"
)
_ASKS = re.compile(
    r"^(?:(?:and|but|so|also) )?(?:how|what|which|who|whose|where|why|when|do|does|did|is|are|in "
    r"terms of|regarding|concerning|with respect to)\b",
    re.IGNORECASE,
)
"""How a clause begins that may ask something of the things compared."""
_PREMISE = re.compile(r"^(?:they )?(?:are )?(?:both|all)\b", re.IGNORECASE)
"""How a clause begins that says what is known."""
_HOW = re.compile(
    r"^(?:and )?(?:how|what(?:'s|s| is)? (?:the )?(?:diff|idea|same)|what does each)\b",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"^(?:and|but|so|also) ", re.IGNORECASE)
_HOW_WELL = re.compile(
    r"^(?:and )?how (?:well )?(?:do|does|did) [^?]{1,60}? (?:do|perform|fare|score)$", re.IGNORECASE
)
"""A question for results."""
_QUESTION = re.compile(
    r"^(?:and )?(?:(?P<unless>how)|what|where|when|why|which [\w-]{2,30} (?:do|does|did|are|is|"
    r"can) "
    r"(?:it|they|each|both|the two))\b",
    re.IGNORECASE,
    unless=" (?:much|many)",
)
"""How a clause begins that only makes sense whole."""
_STRONG = re.compile(
    r" (?:vs\.?|versus|against|as opposed to|(?:(?:when|if) )?compared? (?:to|with|against)|"
    r"in comparison (?:to|with)|(?:differs?|(?:is |are )?different(?:ly)?|apart) from) ",
    re.IGNORECASE,
)
_OR, _AND = re.compile(r" or ", re.IGNORECASE), re.compile(r" and | ?& ?", re.IGNORECASE)
_WITH = re.compile(r" with ", re.IGNORECASE, unless=r"respect\b")
_FROM = re.compile(r" (?:from|than|with|to) ", re.IGNORECASE)
_OF_THEM = re.compile(
    r"^(?:what|how|where|why|when|which [\w-]{2,30}) (?:they|(?:each|both)(?: of them)?|the two) "
    r"(?=\w)",
    re.IGNORECASE,
)
"""“what they take in”: a question within a question."""
_CATEGORY = re.compile(
    r"^which ([\w-]{2,30}) (?=(?:is|are|was|were|has|have|had|gets?|does|needs?|uses?)\b)",
    re.IGNORECASE,
    unless=r"\w+ (?:it|they|each)\b",
)
"""“which robot is faster”: the kind of the things compared."""
_NO_CATEGORY = frozenset(("one", "ones", "of"))
_ASKED_FIRST = re.compile(
    r"^(?:what|which|how (?:much|many)) (.{3,40}?) (?:do|does|did|is|are|was|were) ", re.IGNORECASE
)
"""“what data do A and B use”."""
_COMPARE = re.compile(r"\b(?:compare|contrast|comparison of)\b", re.IGNORECASE)
_TOLD_TO = re.compile(
    r"^(?:and |so |please |pls |now )?(?:compare|contrast|i mean,?) "
    r"(?=(?:how|what|where|why|which)\b)",
    re.IGNORECASE,
)
"""“compare how the two do it”: what follows is what is asked."""
_ASPECTS_OF = re.compile(
    r"\b(?P<told>compare|contrast) (?:the )?(?P<asked>(?:[a-z]{3,15}(?:, (?:and )?| and )"
    r"(?:the )?){0,3}[a-z]{3,15}) of (?=\w)",
    re.IGNORECASE,
)
"""“contrast the methods and the findings of A with B”."""
_DIFFER = re.compile(
    r" (?:(?:do |are )?different(?:ly)?|differ|compare|in common|share|disagree|agree)\b",
    re.IGNORECASE,
    unless=r" (?:from|to|with|against)\b",
)
"""What ends the names of the things compared."""
_QUOTED = re.compile(r"[“\"]([^”\"]{2,300})[”\"]")
_AFTER_PAPER = re.compile(
    r"(?<=[\w)] )(?P<unless>papers?|ones?|study|work|approach|method|article) .*$",
    re.IGNORECASE,
    unless=r" (?:on|about|for|of|that|which|by|with|using|from|where|to|called)\b",
)
"""Where a phrase goes on after what it refers to: “the NLI paper asks whether …”."""
_PAPER_ON = re.compile(
    r"^(?:[a-z]{1,8} ){0,4}?(?:papers?|one|study|work|article) (?:on|about|that|which|where|"
    r"called) ",
    re.IGNORECASE,
)
"""“the paper on …”: what follows says which paper."""
_ASPECT = re.compile(
    r" (?:in terms of|with respect to|w\.?r\.?t\.?|in|on|for|when|at|by|regarding|concerning)\b.*$",
    re.IGNORECASE,
)
"""Where a phrase may go on to the aspect in which things are compared."""
_BETWEEN_ASPECTS = re.compile(r"[,;?] ?| and | & | or (?=how|what)", re.IGNORECASE)
_BEGINS_ASPECT = re.compile(
    r"^(?:in terms of|with respect to|w\.?r\.?t\.?|regarding|concerning)\b", re.IGNORECASE
)
_BEGINS = re.compile(
    r"^(?:in terms of|with respect to|regarding|concerning|in|on|for|when|at|by|as) ", re.IGNORECASE
)
_PUNCTUATION = " '\"-–:?!.,"
_DIFFERS_IN = re.compile(
    r"^(?:and |so )?(?:what|how|where)(?:'s| is| are)?(?: the| do| does)?(?: they| the two)? "
    r"differ\w* in\b",
    re.IGNORECASE,
)
"""“what differs in data and cost”: what follows is asked of the things compared before."""
_SAYS_OF_ONE = re.compile(
    r"^(?:and |so |but )?(?:(?:(?:which|who)(?: one| paper| method| model| of (?:them|these|those|"
    r"the (?:two|three|papers)))|(?P<unless>who))(?P<says> .+)|"
    r"which(?P<does> (?:is|was|has|had|can|needs?|uses?|used|does|did)\b.+))$",
    re.IGNORECASE,
    unless=r" (?:do|does|did|are|is) (?:they|each|both|the two)\b",
)
"""“which of them was tested on ImageNet”: what may hold of one and not of the other."""
_AUXILIARY = re.compile(
    r"^(?P<verb>do|does|did|is|are|was|were|can|could|has|have|had|will) (?=\S)", re.IGNORECASE
)
_SAYS_OF_BOTH = re.compile(
    r"^(?:and |so |but )?(?P<verb>do|does|did|is|are|was|were|can|could|has|have|had|will) "
    r"(?:both|they|each|either)(?: of (?:them|these))? (?:both |each |also )?(?P<says>.+)$",
    re.IGNORECASE,
)
SINGULAR = {"do": "does", "are": "is", "were": "was", "have": "has"}
"""Verbs of several things, and of one."""
_BOTH = re.compile(r" (?:both|each|all)\b", re.IGNORECASE)
"""What ends the names of the things compared, and begins what is said of each."""
_OF_BOTH = re.compile(r"^(?:both|each|all|also|either) ", re.IGNORECASE)
_ASKS_OF_EACH = re.compile(
    r"^(?:how|why|when|where|what|which [\w-]{2,30}|what [\w-]{2,30}) "
    r"(?:do|does|did|are|is|can|were) ",
    re.IGNORECASE,
)
_SAYS_DIFFERENT = re.compile(
    r"\b(?:differ\w*|compar\w+|distinguish\w*|apart|contrast\w*|in common)\b", re.IGNORECASE
)
_WHICH_OF = re.compile(
    "^which of ", re.IGNORECASE, unless=r"(?:them|these|those|the (?:two|three))\b"
)
METHOD = "Method"
"""What is asked for by “how do they do it?”."""

_USUAL = {
    "Data": frozenset("data dataset datasets benchmark benchmarks corpus corpora".split()),
    "Results": frozenset(
        "result results finding findings outcome outcomes numbers score scores performance "
        "conclusion conclusions".split()
    ),
    METHOD: frozenset("method methods approach approaches technique techniques".split()),
    "Problem": frozenset("problem problems motivation goal goals aim aims".split()),
    "Limitations": frozenset(
        "limitation limitations limits weakness weaknesses drawback drawbacks".split()
    ),
}
_VERBS = frozenset(
    """
    test tested train trained evaluate evaluated report reported address solve tackle state stated
    mention get find found in on terms respective own
    """.split()
)
"""Words beside a usual aspect that ask for nothing more."""
_MAX_ITEMS = 5
_MIN_LETTERS = 2


_BESIDE = re.compile(
    r"\b(?:compares? (?:to|with|against)|compared (?:to|with)|differs? from|different from|"
    r"differences? between|vs\.?|versus|(?:compare|contrast) (?:them|these|those|both|the two|how|"
    r"what))(?!\w)",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\b(?:differ\w*|compar\w*|contrast\w*|vs|versus|common|than|both|each|either|apart|similar\w*|"
    r"same|shared?|two|three|four|five|better|worse|whereas|while|another|others?|or|side by side|"
    r"over|against|beside|relat\w+|rank|diverg\w*|distinguish\w*|unlike|alike|between|agree|disagree|"
    r"pros|respective\w*|one|diffs?)\b",
    re.IGNORECASE,
)
"""Words of which a question has one that compares, unless it names what it compares."""
_BEGINS_WHETHER = re.compile(
    r"\W*(?:is|are|was|were|does|do|did|can|could|has|have|had|will|would|should)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"(?:(?:all|any|the|its|their|most|many|more|some|an?) )*(?:others?|earlier|previous|prior|"
    r"existing|standard|conventional|traditional|normal|ordinary|usual|plain|vanilla|regular|"
    r"classic(?:al)?|common|typical|competing|past|former|older|related|baselines?|competitors?|"
    r"rivals?|alternatives?|state[- ]of[- ]the[- ]art|sota|predecessors?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a question compares: phrases, in order, and the words that ask something of each.

    `perhaps` are words that ask for an aspect or name the topic, such as “in fighting noise”, and
    `category` is what the things are said to be, such as “robot”, if anything. `claim` is what may
    hold of each, with {} for its name: “{} used real data.”; “does {}” where the last item goes on;
    or what is asked of each: “how do they handle noise?”.
    """

    items: tuple[str, ...]
    asked: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    category: str = ""
    claim: str = ""


def is_others(phrase: str) -> bool:
    """Tell whether a phrase means what went before a work, such as “earlier methods”."""
    return _OTHERS.match(phrase) is not None


def parse_compared(question: str) -> Compared:
    """Return what a question compares; fewer than two items if unclear."""
    text = " ".join(question.replace("’", "'").split()).strip(" ?!.")
    quoted = [found.strip() for found in _QUOTED.findall(text)]
    if len(quoted) > 1:
        return Compared(tuple(quoted[:_MAX_ITEMS]), find_asked([_QUOTED.sub(" ", text)]))
    text, of_both = _cut_aspects_of(text)
    clauses, commas = _split_clauses(text)
    naming = _find_naming(clauses)
    first = naming
    while first > 0 and commas[first - 1] and not _asks(clauses[first - 1]):
        first -= 1
    parts: list[str] = []
    loose: list[str] = []
    said = ""
    others = [c for c in clauses[:first] if _ASKS.match(c)] + clauses[naming + 1 :] + of_both
    for clause in clauses[first : naming + 1]:
        asked = _ASKED_FIRST.match(clause)
        if asked and len(_split_pair(clause[asked.end() :])) > 1:
            others.append(asked[1])
            clause = clause[asked.end() :]
        ends = _DIFFER.search(clause)
        if ends and _clean(clause[: ends.start()]):
            loose.append(clause[ends.end() :].strip())
            clause = clause[: ends.start()]
        else:
            clause, rest = _split_rest(clause)
            said = said or rest
        parts += _split_pair(clause)
    begun = "" if loose else _find_claim(others, clauses[first])
    claim = complete_claim(begun, said)
    items = list(dict.fromkeys(filter(None, map(_clean, parts))))[:_MAX_ITEMS]
    found = filter(None, map(_CATEGORY.search, others))
    named = [one[1] for one in found if one[1].lower() not in _NO_CATEGORY]
    category = [*named, *(c for c in clauses[:first] if not _ASKS.match(c))]
    return Compared(
        tuple(items), find_asked(others), find_asked(loose), " ".join(category), claim or begun
    )


def _cut_aspects_of(text: str) -> tuple[str, list[str]]:
    """Return a question without the usual aspects that it asks of all things, and those."""
    found = _ASPECTS_OF.search(text)
    if found is None:
        return text, []
    asked = re.split(r",? and |, ", found["asked"].replace("the ", ""))
    if not all(map(_find_usual, asked)):
        return text, []
    return f"{text[: found.start()]}{found['told']} {text[found.end() :]}", asked


def _find_claim(others: list[str], naming: str) -> str:
    """Return what a question says of each thing, with {} for its name; empty if nothing."""
    for clause in others:
        if found := _SAYS_OF_ONE.match(clause):
            return "{}" + (found["says"] or found["does"]) + "."
        if (found := _SAYS_OF_BOTH.match(clause)) and not _DIFFER.search(clause):
            verb = found["verb"].lower()
            return f"{SINGULAR.get(verb, verb)} {{}} {found['says']}?"
    if _WHICH_OF.match(naming):
        return "{}"
    if (asks := _ASKS_OF_EACH.match(naming)) and not _SAYS_DIFFERENT.search(naming):
        return f"{asks.group()}they"
    verb = _AUXILIARY.match(naming)
    return (
        "" if verb is None else f"{SINGULAR.get(verb['verb'].lower(), verb['verb'].lower())} {{}}"
    )


def asks_to_compare(question: str) -> bool:
    """Tell whether a question sets one thing beside another: “vs”, but not “different kinds of”."""
    return _BESIDE.search(question) is not None


def may_compare(question: str) -> bool:
    """Tell whether a question has any of the words by which things are set beside each other."""
    return _COMPARING.search(question) is not None


def asks_whether(question: str) -> bool:
    """Tell whether a question begins as one for yes or no does."""
    return _BEGINS_WHETHER.match(question) is not None


def asks_something(phrase: str) -> bool:
    """Tell whether a phrase begins as a question does."""
    return _ASKS.match(phrase) is not None


def complete_claim(claim: str, rest: str) -> str:
    """Return a claim that was begun before the last item, with what follows that: “need training”.

    Empty if nothing follows. Of a question how, what or why, it is that with “they” for the papers.
    """
    if claim.endswith((".", "?")):
        return claim
    rest = _OF_BOTH.sub("", rest.strip(_PUNCTUATION))
    if not (claim and rest):
        return ""
    return f"{claim} {rest}." if claim == "{}" else f"{claim} {rest}?"


def _split_rest(clause: str) -> tuple[str, str]:
    """Return a clause up to the last thing that it names, and what it says of the things.

    That begins at “both” or “each”, or after a “paper” that names the last.
    """
    both = _BOTH.search(clause)
    if both and len(_split_pair(clause[: both.start()])) > 1:
        return clause[: both.start()], clause[both.start() :]
    *_, last = _split_pair(clause)
    after = _AFTER_PAPER.search(last)
    return clause, after.group().partition(" ")[2] if after else ""


def cut_aspect(item: str) -> tuple[str, tuple[str, ...]]:
    """Return a phrase without what, at its end, may say in what things are compared, and that."""
    found = _ASPECT.search(item)
    if found is None or not _clean(item[: found.start()]):
        return item, ()
    return item[: found.start()], find_asked([found.group().strip()])


def find_asked(clauses: list[str]) -> tuple[str, ...]:
    """Return what clauses ask of the things compared; “method” for a mere how beside others."""
    asked: list[str] = []
    how = False
    for clause in (_TOLD_TO.sub("", _DIFFERS_IN.sub("", one).strip()) for one in clauses):
        if _PREMISE.match(clause):
            continue
        if _HOW_WELL.match(clause):
            asked.append("Results")
            continue
        if usual := _find_usual(clause):
            asked.append(usual)
            continue
        if _QUESTION.match(clause) and _clean(clause) and not _DIFFER.search(clause):
            asked.append(_trim(_CONJUNCTION.sub("", clause)))
            continue
        clause = _CATEGORY.sub(lambda one: one[0] * (one[1].lower() in _NO_CATEGORY), clause)
        differ = _DIFFER.search(clause)
        clause = clause[differ.end() :] if differ else clause
        for part in _BETWEEN_ASPECTS.split(clause):
            part = _BEGINS.sub("", part.strip())
            words = _trim(part) if _OF_THEM.match(part) else _strip_frame(part)
            words = _find_usual(words) or words
            if words:
                asked.append(words)
            else:
                how = how or differ is not None or _HOW.match(part.strip()) is not None
    if how and asked:
        asked.append(METHOD)
    return tuple(dict.fromkeys(asked))


def _asks(clause: str) -> bool:
    """Tell whether a clause asks something, unlike the first of “what do A, B and C share”."""
    named = _clean(clause)
    is_name = len(named.split()) == 1 and bool(find_phrase_names(named))
    return _ASKS.match(clause) is not None and not is_name


def _find_usual(clause: str) -> str:
    """Return the usual aspect that a clause asks for and nothing else, empty if it does not."""
    words = {word.lower().strip(_PUNCTUATION) for word in clause.split()} - _FRAME - _VERBS
    rows = {next((row for row, names in _USUAL.items() if word in names), "") for word in words}
    return rows.pop() if len(rows) == 1 else ""


def _split_clauses(text: str) -> tuple[list[str], list[bool]]:
    """Return the clauses of a question, and of each whether a comma ends it."""
    clauses, commas, start = [], [], 0
    for found in _CLAUSE.finditer(text):
        if clause := text[start : found.start()].strip():
            clauses.append(clause)
            commas.append(found.group() == ", ")
        start = found.end()
    return [*clauses, text[start:].strip()], [*commas, False]


def _find_naming(clauses: list[str]) -> int:
    """Return the place of the clause that names the last of the things compared."""
    compare = any(map(_COMPARE.search, clauses))
    for separator in (_STRONG, *((_WITH,) if compare else ()), _OR, _AND, _FROM):
        for place, clause in enumerate(clauses):
            if _BEGINS_ASPECT.match(clause) or (place and _DIFFERS_IN.match(clause)):
                continue
            parts = separator.split(clause)
            if len(parts) > 1 and all(map(_clean, parts[:2])):
                return place
    return 0


def _split_pair(clause: str) -> list[str]:
    order = (_WITH, _AND, _OR) if _COMPARE.search(clause) else (_OR, _AND, _FROM)
    for separator in (_STRONG, *order):
        parts = separator.split(clause)
        if len(parts) > 1 and all(map(_clean, parts)):
            return parts
    return [clause]


def _clean(part: str) -> str:
    """Return a phrase without the words of comparing, empty if nothing is left."""
    return _strip_frame(_PAPER_ON.sub("", _AFTER_PAPER.sub("", part)))


def _strip_frame(part: str) -> str:
    """Return a phrase without words of comparing around it, empty if nothing is left."""
    around = part.split()
    while around and _is_frame(around[0]):
        around.pop(0)
    while around and (_is_frame(around[-1]) or around[-1].lower() == "in"):
        around.pop()
    phrase = _trim(" ".join(around))
    words = [word for word in fold_words(phrase) if word not in STOP_WORDS]
    return phrase if sum(map(len, words)) >= _MIN_LETTERS else ""


def _is_frame(word: str) -> bool:
    return word.lower().strip(_PUNCTUATION) in _FRAME


def _trim(text: str) -> str:
    return " ".join(text.split()).strip(_PUNCTUATION)
