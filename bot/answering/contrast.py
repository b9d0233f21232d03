"""Say in a line what papers have in common, and in another what sets them apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answerability.names import find_phrase_names, fold_name
from bot.answering.abbreviations import find_long_forms, to_singular
from bot.grounding.content_words import stem, weigh_words
from bot.grounding.cross_encoder import ReadPair
from bot.grounding.sentence import Sentence
from bot.questions.topic import claim_fit
from retrieval.paper import Paper
from retrieval.search.query import STOP_WORDS
from retrieval.text.sentence_roles import Role, classify_abstract
from retrieval.text.sentences import split_sentences

_MAX_CANDIDATES = 8  # terms that are read for what papers share: some 15 ms a paper
_MIN_FIT, _MIN_WORD_FIT = 0.6, 0.9  # probability that a paper fits a topic, or a word
_MAX_TOPICS, _MAX_DATA = 2, 3
_NUMBERS = ("no", "one", "two", "three", "four", "five")
_MAX_TERM_WORDS = 4
_MIN_TERM_WEIGHT = 0.75  # of a term's words together
_MIN_WORD_WEIGHT = 0.7  # of a term of one word
_MIN_TITLE_WEIGHT, _MIN_WORD_CHARS = 0.7, 5  # of a word that is a term where a title has it
_TITLE_ONLY = 0.9
_GAPS = (3, 4)  # words from "multi-label" to "classification", with what stands between
_MIN_CLAUSE_CHARS, _MAX_WHOLE_CHARS = 30, 240

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ORDINARY = re.compile(r"(?:[A-Z]?[a-z]{1,40}-){0,6}[A-Z]?[a-z]{0,40}")
_CAPITALIZED = re.compile(r"[A-Z][a-z]*")
_NOUN = re.compile(r"[a-z-]+(?:tion|sion|ment|ity|ness|ism|ing)s?")
_ADJECTIVE = re.compile(r"(?:al|ive|ous|ing|ed)$")
_BREAK = re.compile(r"[^\w\s-]|\s-\s")
_GENERIC = frozenset(
    """
    better beat best better strong strongly different various several state-of-the-art art recent
    existing previous earlier standard usual baseline new novel approach method paper work results
    performance authors propose proposed show whereas within without across instead thus therefore
    however although because such every another reduce reduces reducing improve improves improving
    use uses using learn learns learning train trains training trained achieve achieves increase
    increases outperform outperforms show shows make makes building additional experiments combined
    survey surveys review study studies benchmark benchmarks dataset datasets data
    significant significantly setting settings main end-to-end large-scale off-the-shelf
    """.split()
)
_VAGUE = frozenset(
    """
    towards rethinking understanding enhancing improving boosting bridging adapting accelerating
    analyzing aligning aligned align efficient unified universal simple large small need scale model
    models network networks neural based well many much more less same other first second years
    general whole common given shared adaptive dynamic dynamically generic robust compact scalable
    reliable enable
    """.split()
)
"""Words that are no terms alone."""
_CLAUSE_END = re.compile(
    r" — | so that\b|, (?:which|but|so|where|whereas|while|meaning|since|because|as|an?|with|"
    r"using|thereby|then|(?:[a-z]{3,12}ly )?[a-z]{3,15}ing)\b"
)
_GOES_ON = re.compile(r", (?:and|or) ")
"""The end of a list: what stands before it is no whole clause."""
_LISTED = re.compile(r"(?<! is)(?<! are)[;:] ")

_OPENING = re.compile(
    r"^(?!We\b)[A-Z](?:[^.;]{0,260}?, (?:in this (?:paper|work|study|article|report),? )?|"
    r"[^.;,]{0,60}? )(?=(?:we|the authors) )"
)
"""What stands before “we propose”."""
_IN_THIS_PAPER = re.compile(r"^(?:In|Within) (?:this|the present) \w+,? |^Here,? (?=we )")
_KNOWLEDGE = re.compile(r",? ?(?:as far as we know|to (?:the best of )?our knowledge),? ?", re.I)
_PROPOSES = (
    r"(?:\w{3,20}ly )?(?:propose|introduce|present|develop|design|describe|build|devise|create|"
    r"release)"
)
_WE_DO = re.compile(
    r"\b(?:we|the authors|(?:this|the present) (?:paper|work|study|article)) (?!find|found|show|"
    r"observe|demonstrate|believe|note|hope|know|argue|conclude|validate|evaluate|conduct|also|"
    r"further|then|first|can|report|previously)[a-z]",
    re.IGNORECASE,
)
"""What authors do, rather than what came of it."""
_NAME_FIRST = re.compile(
    r"^(?:[^ ]{0,30}[A-Za-z][A-Z\d]|[^(.]{3,80} \([A-Za-z-]{0,9}[A-Z][\w-]{0,9}[A-Z][\w-]{0,9}\) )"
)
"""A sentence whose subject is written like a name, or has an abbreviation."""
_IS_A = re.compile(r"^(?!(?:This|That|It|There|Here|What|Each|One)\b)[A-Z][\w-]{2,30} is an? ")
"""“BeeNet is a …”, of a paper's own sentences."""
_HANGS = re.compile(
    r"\b(?:[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch) "
    r"(?!(?:paper|work|study|article|report|survey|review)\b)[a-z]|^(?:It|They|Its|Their) "
)
"""Words that point to a sentence before."""
_BACKGROUND_FIRST = re.compile(
    r"^(?!We\b|This\b|The authors\b)[^.]{20,300}?, (?:and|but|so|whereas|while) "
    r"(?:this paper|we|the authors) "
)
"""A clause on something else before what the authors do."""
_NAMED = re.compile(
    rf"^(?:we|the authors|this (?:paper|work|study|article)) {_PROPOSES}s? "
    r"(?P<name>[^,.;]{2,90}(?:, or [\w-]{2,30})?), (?P<link>which|that|an?|the) (?P<rest>.+)$",
    re.IGNORECASE,
)
"""“We propose BeeNet, a network …” or “…, which counts bees”."""
_OF_OTHERS = re.compile(r" (?:of|and|for|to) ")
_WE = re.compile(r"\b[Ww]e\b")
_US, _OUR = re.compile(r"\bus\b"), re.compile(r"\b[Oo]ur\b")
_THIS_PAPER = re.compile(r"^(?:this|the present) (?:paper|work|study|article|report)\b", re.I)
_INSTEAD = re.compile(r" instead\b(?! of)")
_OPPOSED = re.compile(r"\b(?:not|no|without|unlike|whereas|while)\b")
_JOINT = re.compile(
    r"\b(?:via|through|by|with|for|of|on|in|from|to|towards?|using|based|and|the|an?|at|as|is|are|"
    r"under|without|into|over)\b",
    re.IGNORECASE,
)
_DOING = re.compile(r"(?:^|(?<=[.:,] ))[A-Z][a-z]{2,20}ing\b(?! and\b)")
"""“Rethinking” and the like, where a phrase begins."""
_Key = tuple[str, ...]


def find_shared(
    papers: Sequence[Paper], data: Sequence[str], read: ReadPair
) -> tuple[Sentence, ...]:
    """Return what at least two papers have in common, as clauses that cite them by numbers from 1.

    They are topics that both fit by the cross-encoder, as a term may also be of a rival's work, and
    data sets that `data`, a text of each paper, names of both.
    """
    clauses: list[Sentence] = []
    topics = _find_shared_topics(papers, read)
    for having in dict.fromkeys(topics.values()):
        texts = [text for text, theirs in topics.items() if theirs == having]
        clauses.append(Sentence(f"{_count(having, papers)} on {_list(texts)}", having))
    for having, names in _find_shared_names(data).items():
        new = [name for name in names if not any(name.lower() in text.lower() for text in topics)]
        if new:
            who = _count(having, papers).removesuffix(" are")
            clauses.append(Sentence(f"{who} use {_list(new[:_MAX_DATA])}", having))
    return tuple(clauses)


def _find_shared_names(texts: Sequence[str]) -> dict[tuple[int, ...], list[str]]:
    """Return the names that at least two texts have, by the numbers of those."""
    names = [
        {fold_name(n): n for n in find_phrase_names(text) if n.lower() not in STOP_WORDS}
        for text in texts
    ]
    found: dict[tuple[int, ...], list[str]] = {}
    for key in dict.fromkeys(key for theirs in names for key in theirs):
        having = tuple(n for n, theirs in enumerate(names, 1) if key in theirs)
        if len(having) > 1:
            found.setdefault(having, []).append(names[having[0] - 1][key])
    return found


def join_shared(shared: Sequence[Sentence]) -> str:
    """Return what papers have in common as one line, with marks."""
    return "; ".join(
        " ".join([sentence.text, *(f"[{n}]" for n in sentence.citations)]) for sentence in shared
    )


def _count(having: Sequence[int], papers: Sequence[Paper]) -> str:
    if len(having) < len(papers):
        return f"{_NUMBERS[len(having)]} of them are"
    return "both papers are" if len(having) == 2 else f"all {_NUMBERS[len(having)]} papers are"


def _list(texts: Sequence[str]) -> str:
    return " and ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else texts[0]


def _find_shared_topics(papers: Sequence[Paper], read: ReadPair) -> dict[str, tuple[int, ...]]:
    """Return topics that at least two papers fit, with their numbers, the most telling first.

    Candidates are terms that two papers have.
    """
    texts = [f"{paper.title}. {paper.abstract}" for paper in papers]
    long_forms = {
        short: _build_key(words) for text in texts for short, words in find_long_forms(text)
    }
    terms = [_find_terms(text, long_forms) for text in texts]
    titles = [_find_terms(_name_topic(paper.title), long_forms, whole=True) for paper in papers]
    worth: dict[_Key, float] = {}
    for key, (term, weight) in ((key, one) for of_paper in terms for key, one in of_paper.items()):
        count, titled = sum(key in t for t in terms), sum(key in t for t in titles)
        is_name = not all(map(_ORDINARY.fullmatch, term.split()))
        is_word = not (is_name or set(" -") & set(term) or _NOUN.fullmatch(term.lower()))
        if count < 2 or (titled < 2 if is_word else is_name and not titled):
            continue
        worth[key] = max(worth.get(key, 0.0), weight * (count + titled))
    found: dict[_Key, tuple[float, str, tuple[int, ...]]] = {}
    for key in sorted(worth, key=lambda key: -worth[key])[:_MAX_CANDIDATES]:
        term = _spell(next(t[key][0] for t in (*titles, *terms) if key in t), papers)
        claim = claim_fit(term)
        fits = [
            1.0 if key in titled else read(text, claim).supported
            for text, titled in zip(texts, titles, strict=True)
        ]
        least = _MIN_FIT if " " in term else _MIN_WORD_FIT
        having = tuple(n for n, fit in enumerate(fits, 1) if fit >= least)
        if len(having) > 1:
            found[key] = (worth[key] * min(fits[n - 1] for n in having), term, having)
    chosen: dict[_Key, tuple[str, tuple[int, ...]]] = {}
    for key, (_, term, having) in sorted(found.items(), key=lambda one: -one[1][0]):
        if len(chosen) < _MAX_TOPICS and not any(set(key) & set(other) for other in chosen):
            chosen[key] = (term, having)
    return dict(chosen.values())


def _spell(term: str, papers: Sequence[Paper]) -> str:
    """Return a term in small letters if an abstract has it so."""
    lower = term.lower()
    return lower if any(lower in paper.abstract for paper in papers) else term


def find_differences(papers: Sequence[Paper], texts: Sequence[str]) -> tuple[Sentence, ...]:
    """Return what each paper is or does in a clause, from the sentences of a text on that.

    Where none of them says so alone, the clause says what the title is. Each cites the paper,
    numbered from 1. Empty without a text for each paper.
    """
    if len(texts) < len(papers):
        return ()
    return tuple(
        Sentence(_say(paper, text), (number,))
        for number, (paper, text) in enumerate(zip(papers, texts, strict=True), 1)
    )


def join_differences(differences: Sequence[Sentence]) -> str:
    """Return what each paper does in one sentence, with marks, as told by somebody else."""
    told = [_tell(sentence.text, sentence.citations[0]) for sentence in differences]
    if len(told) == 2:
        return f"{told[0]}, whereas {_lower_first(told[1])}."
    return "; ".join(told) + "." if told else ""


def _lower_first(clause: str) -> str:
    """Return a clause that does not begin with a capital, unless its first word is a name."""
    word = clause.split(maxsplit=1)[0]
    weights = weigh_words(word)
    common = word.lower() in STOP_WORDS or any(weight < 1 for weight in weights.values())
    return clause[:1].lower() + clause[1:] if common and _CAPITALIZED.fullmatch(word) else clause


def _tell(clause: str, number: int) -> str:
    """Return a clause of a paper with its mark, in which the authors are not “we”."""
    mark = f"[{number}]"
    if _WE.match(clause):
        clause = _WE.sub(f"the authors of {mark}", clause, count=1)
    elif _THIS_PAPER.match(clause):
        clause = _THIS_PAPER.sub(mark, clause, count=1)
    else:
        clause = f"{_OUR.sub('the', clause, count=1) if _OUR.match(clause) else clause} {mark}"
    return _US.sub("them", _OUR.sub("their", _WE.sub("they", clause)))


def _name_topic(title: str) -> str:
    """Return a title without a name before a colon, and cut where a preposition or a verb is."""
    return _DOING.sub(". ", _JOINT.sub(". ", title.partition(": ")[2] or title))


def _find_terms(
    text: str, long_forms: Mapping[str, _Key], *, whole: bool = False
) -> dict[_Key, tuple[str, float]]:
    """Return the terms of a text and their weights, by the stems of their words.

    An abbreviation has the key of its long form. Of weight below 1 are words that only a title
    makes terms. `whole` terms end where a phrase ends: “image segmentation”, not “image”.
    """
    found: dict[_Key, tuple[str, float]] = {}
    for part in _BREAK.split(text):
        words = _WORD.findall(part)
        for size in range(_MAX_TERM_WORDS, 0, -1):
            last = len(words) - size
            for start in range(max(last, 0) if whole else 0, last + 1):
                term = words[start : start + size]
                key = _build_key(term)
                if size == 1 and (long := long_forms.get(to_singular(term[0]))):
                    found.setdefault(long, (term[0], 1.0 + len(long) / 2))
                elif weight := _weigh_term(term):
                    found.setdefault(key, (" ".join(term), weight))
                if (
                    size in _GAPS
                    and "-" in term[0]
                    and (weight := _weigh_term([term[0], term[-1]]))
                ):
                    ends = [term[0], term[-1]]
                    found.setdefault(_build_key(ends), (" ".join(ends), weight))
    return found


def _build_key(words: Sequence[str]) -> _Key:
    parts = (
        part.lower() for word in words if word.lower() not in STOP_WORDS for part in word.split("-")
    )
    return tuple(map(stem, parts))


def _weigh_term(words: Sequence[str]) -> float:
    """Return what a term is worth: 0 for none, below 1 for a word that may be one."""
    lower = [word.lower() for word in words]
    if any(w in STOP_WORDS or w in _GENERIC or w.isdigit() or w.endswith("ly") for w in lower):
        return 0.0
    weight = sum(weigh_words(" ".join(words)).values())
    if len(words) == 1 and words[0].count("-") == 1 and not _NOUN.fullmatch(lower[0]):
        return 0.0  # “multi-label” tells little without what is so
    if len(_build_key(words)) > 1:
        return weight if weight >= _MIN_TERM_WEIGHT else 0.0
    word = words[0]
    if lower[0] in _VAGUE:
        return 0.0
    if _ORDINARY.fullmatch(word) is None:
        return max(weight, 1.0) if len(word) > 1 else 0.0
    if _NOUN.fullmatch(word) is not None and weight >= _MIN_WORD_WEIGHT:
        return 1.0
    if len(word) < _MIN_WORD_CHARS or weight < _MIN_TITLE_WEIGHT or _ADJECTIVE.search(word):
        return 0.0
    return _TITLE_ONLY * weight


def _say(paper: Paper, text: str) -> str:
    """Return the main clause of the sentence that says best what the authors did."""
    found = [span.text for span in split_sentences(text)]
    alone = [s for s in found if not (_HANGS.search(s) or _BACKGROUND_FIRST.match(s))]
    head = paper.title.partition(":")[0].strip()
    named = [s for s in alone if s.startswith(head) or _NAME_FIRST.match(s)]
    own = [s for s in alone if _WE_DO.search(s)]
    roles = {one.span.text: one.role for one in classify_abstract(paper.abstract)}
    told = [s for s in alone if roles.get(s) not in (Role.BACKGROUND, Role.RESULT, None)]
    first = [s for s in alone[:1] if s in own or s in named or s in told or _IS_A.match(s)]
    best = next(iter([*first, *own, *named, *told]), None)
    return _shorten(best) if best else f"this paper is on “{paper.title}”"


def _shorten(sentence: str) -> str:
    """Return the main clause of a sentence, without a full stop.

    “We propose BeeNet, which counts bees” is “BeeNet counts bees”. A whole sentence is cut at a
    clause, unless it is short.
    """
    sentence = _KNOWLEDGE.sub(" ", sentence).strip(" .")
    sentence = _IN_THIS_PAPER.sub("", sentence, count=1)
    opening = _OPENING.match(sentence)
    sentence = sentence[opening.end() :] if opening else sentence
    if (named := _NAMED.match(sentence)) and not _OF_OTHERS.search(named["name"]):
        link = "" if named["link"] in {"which", "that"} else f"is {named['link']} "
        sentence = f"{named['name']} {link}{named['rest']}"
    if _INSTEAD.search(sentence) and not _OPPOSED.search(sentence):
        sentence = _INSTEAD.sub("", sentence)
    head = _LISTED.split(sentence, maxsplit=1)[0]
    sentence = head if len(head) >= _MIN_CLAUSE_CHARS else sentence
    if len(sentence) <= _MAX_WHOLE_CHARS:
        return sentence
    places = [
        found.start()
        for found in _CLAUSE_END.finditer(sentence)
        if not _GOES_ON.search(sentence, found.end())
    ]
    return sentence[: max((p for p in places if p >= _MIN_CLAUSE_CHARS), default=len(sentence))]
