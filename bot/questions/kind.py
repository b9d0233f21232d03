"""Tell what kind of answer a question asks for, by how it is worded."""

from __future__ import annotations

import re
from typing import Literal

from bot.answerability.names import find_names
from bot.grounding.language import is_english
from bot.questions.catalog_question import asks_for_record
from bot.questions.framing import FRAME, TAG
from bot.questions.small_talk import find_small_talk
from bot.questions.summary_question import parse_summary_question

QuestionKind = Literal[
    "fact",
    "definition",
    "explanation",
    "list",
    "overview",
    "comparison",
    "yes_no",
    "limitation",
    "summary",
    "record",
    "smalltalk",
]
"""What is asked for: docs/evaluation.md describes each kind. `explanation` is asked for by how and
why, `summary` is of one paper."""

_PAPERS = (
    r"(?:papers?|works?|stud(?:y|ies)|articles?|publications?|research|surveys?|literature|titles?|"
    r"abstracts?|ones|stuff|methods?|approaches|models|datasets?|benchmarks?|robots?|techniques?)"
)
_LEAD_IN = (
    r"^\W*(?:(?:so|ok|okay|and|but|hey|hi|hello|well|thx|thanks|then|also|actually|really|all|"
    r"just|sry|sorry|exactly|please|pls)\W+)*"
)
"""Words that people put before a question."""

DEGREE = (
    r"(?:more|less|fewer|most|least|best|better|worse|(?:bigg|cheap|costli|fast|great|heavi|high|larg|"
    r"light|long|low|quick|short|slow|small|strong)(?:er|est))"
)
"""A comparative or superlative."""
_COMPARISON = re.compile(
    r"\bdifferen(?:ce|ces|t(?:ly)? from)\b|"
    r"\bdiffers?\b|"
    r"\bdo differently\b|"
    r"\bvs\b|"
    r"\bversus\b|"
    r"\bcompar(?:e|es|ed|ing|ison)\b(?! (?:itself|themselves))|"
    r"\bin common\b|"
    r"\bwhat(?:'s|s| is) (?:shared|different)\b|"
    r"\bdistinguish(?:es)?\b|"
    r"^\W{0,3}\S{1,40}(?: \S{1,40})? against \S|"
    r"\bsame idea\b|"
    r"\bagainst each other\b|"
    r"\bwho does what\b|"
    r"\b(?:which|who)\b(?! papers)(?>[^?:]{0,80}?\b(?:cooler|" + DEGREE + r")\b)(?>[^?]{0,80}?[:,])"
    r"[^?]{0,80}\bor\b|"
    r"^\W*which (?:one )?(?:is|was|has|needs?|uses?|gets?|scores?|runs?|does) (?>(?:[\w-]{1,20} "
    r"){0,3}?"
    r"\b(?:" + DEGREE + r")\b)[^?]{0,80}\bor\b|"
    r"\bhow (?:are|is)\b[^?]{2,80}\bdifferent\b|"
    r"\bsets?\b[^?]{2,60}\bapart\b|"
    r"\bor\b(?>[^?,;:]{2,80}[?,;:] )which\b[^?]{0,60}\b" + DEGREE + r"\b|"
    r"\bhow do (?:the )?[^?]{2,60} and [^?]{2,60}? (?:each|both)\b|"
    r"\bwhat (?:does|do) each\b|"
    r"\bthe [^?,]{2,60} (?:paper|one|study|work) (?:and|or) (?:the )?[^?,]{2,60} "
    r"(?:paper|one|study|work)\b|"
    r"\bboth\b[^?]{0,80}\bright\?",
    re.IGNORECASE,
)
"""Words that compare, or ask which of two is more of something."""
_CHOICE = re.compile(
    r"^\W{0,3}[\w+.^*-]++(?: [\w+.^*-]++)? or [\w+.^*-]++(?: [\w+.^*-]++)? ?\?", re.IGNORECASE
)
"""“A or B?”"""
_NO_COMPARISON = re.compile(
    r"\b(?:does|do|did|is|are|was|were|has|have|which|how (?:much|many|well|good))\b[^?]{0,80}"
    r"\bcompared? (?:with|"
    r"to)\b|"
    r"\bcompared? itself\b|"
    r"\bget compared\b",
    re.IGNORECASE,
)
"""Comparisons that a paper reports: the question is for its result."""
_LIMITATION = re.compile(
    r"\blimit(?:s|ations?)\b|"
    r"\bweakness(?:es)?\b|"
    r"\bdrawbacks?\b|"
    r"\bdownsides?\b|"
    r"\bshortcomings?\b|"
    r"\bfuture (?:work|plans|directions?|research)\b|"
    r"\bcaveats?\b|"
    r"\bwhat(?:'s|s| is) the catch\b|"
    r"\bweak (?:spot|point)s?\b|"
    r"\bstill (?:wrong|(?:be )?improved?|lacks?|lacking)\b|"
    r"\bnext steps?\b|"
    r"\bwhat (?:do|does|did|will) [^?]{2,60} (?:do|try|plan) next\b|"
    r"\b(?:can|could) ?n[o']?t [^?]{0,60}\b(?:explain|handle|do|solve)\b|"
    r"\bopen (?:problems?|questions?|issues?)\b|"
    r"\bstill (?:missing|open|needs?|fails?|fall(?:s)?)\b|"
    r"\bfalls? short\b|"
    r"\bdo(?:es)? poorly\b|"
    r"\bcan(?:'t| ?not) (?:\w+ )?(?:fix|do|handle|solve)\b|"
    r"\badmits?\b|"
    r"\bcannot (?:it )?do\b|"
    r"\bcan not\b|"
    r"\bleft (?:open|for (?:the )?future)\b",
    re.IGNORECASE,
)
"""Words for what a work lacks, fails at, or leaves to later work."""
_OVERVIEW = re.compile(
    r"\boverview\b|"
    r"\bbig picture\b|"
    r"\blay of the land\b|"
    r"\bstate of (?!the[- ]art)|"
    r"\bcatch me up\b|"
    r"\bmap out\b|"
    r"\bwhat(?:'s|s| is) (?:going on|happening|new)\b|"
    r"\b(?:sum|summari[sz]e) (?:up|the (?:different|various|main|papers|"
    r"work|literature|research)|what)\b|"
    r"\bthemes?\b|"
    r"\bdirections? (?:are )?there\b|"
    r"\bwhat (?:directions|approaches|trends)\b|"
    r"\b(?:what are|are) the (?:main )?(?:approaches|trends|directions|ways|ideas|themes)\b|"
    r"\bhow (?:do|have|did|are) (?:the papers|people|researchers|authors|folks|"
    r"others)\b(?! (?:have|in) )|"
    r"\bwhat do (?:people|the papers|researchers) (?:say|think|do)\b|"
    r"\bwhere does (?:our|the|this) (?:collection|library) stand\b|"
    r"\bstory with\b|"
    r"\btell me about\b[^?]{0,80}\b(?:in )?(?:our|the|these|your) (?:papers|library|"
    r"collection)\b|"
    r"\brundown\b|"
    r"\b(?:across|throughout) (?:the|our|this|your|all) (?:\w+ )?(?:library|papers|collection)\b|"
    r"\bhow do(?:es)? (?:ppl|people|papers|folks|authors|everyone|they) here\b|"
    r"\bwhat(?:'s|s| has) been (?:tried|done)\b|"
    r"\blandscape\b|"
    r"\bsurvey (?:the|of)\b",
    re.IGNORECASE,
)
"""Words for a field as a whole: what is going on in it, its themes and directions."""
_LIST = re.compile(
    rf"\b(?:which|what) (?:of (?:these|those|them|the (?:papers|{_PAPERS}))|other {_PAPERS}|"
    r"\S+ papers|papers|ones|works|studies|articles|titles|publications)\b|"
    r"\b(?:which|what) (?:\S+ ){0,3}(?:papers|works|studies|articles)\b|"
    r"^\W*(?:which|what) (?:paper|article|study)\b|"
    r"\b(?:recommend|suggest)\b|"
    r"\bwhat (?:should|can|could|do) (?:i|we) read\b|"
    r"\bgood (?:reads?|reading)\b|"
    r"\bworth (?:reading|a read)\b|"
    r"\bwhich (?:methods|models|approaches)\b(?! (?:did|does|do|was|were|is|has|have)\b)|"
    r"\bpapers?,? (?:whose|any|pls|please)\b|"
    r"\bwhat about\b|"
    r"\b(?:anything|list them|which papers|what do you have)\W*$|"
    r"\b(?:papers?|works|(?:any|some|other|more|related) work|studies|articles|research|"
    r"literature|surveys) (?:(?:here|pls|"
    r"please) )?(?:on|about|that|which|for|with|where|of|using|in|by|from|dealing)\b|"
    r"\b(?:is|are|was) there (?:\w+ )?(?:any|a|some|something|anything|other|more|"
    r"work)\b[^?]{0,80}\b(?:papers?|works?|stud(?:y|ies)|articles?|research|anything|something|"
    r"on|about|that)\b|"
    r"\bis there (?:any|some)(?:thing|body|one)\b|"
    r"\b(?:do|does|have|has|got|what(?:'s| has| does| do)?) (?:we|you|the library|our library|"
    r"the collection|you guys)\b[^?]{0,80}\b(?:got|have|any|anything|something|papers?|stuff|on|"
    r"about)\b|"
    r"\b(?:anything|something|everything|stuff|nothing) (?:here |else )?(?:on|about|for|that|"
    r"proposing|in|with)\b|"
    r"^\W*(?:pls |please )?(?:list|show|name(?! of)|find|give)(?: me| us)?\b|"
    r"\bpapers ?(?:pls|please)? ?[?.!]*$|"
    r"\bany(?:1|one|body) (?:\w+ )?(?:working|works|doing|using|on)\b|"
    rf"(?:{_LEAD_IN}|[-–—:,;] )who(?:s|'s)? (?:(?:all|here|else|has|have|also) )*"
    r"(?!(?:is|are|was|were|am|did|can|could|would|will|should|needs?|gets?|got|wins?|won|"
    r"reach(?:es|ed)?)\b)[a-z]|"
    r"^\W*any\b(?! (?:idea|tips|downside|caveat|limit|weak|advice|chance))|"
    r"\bgot (?:any|some)\w*\b|"
    r"\bcan you (?:point|direct|refer) me\b|"
    r"\b(?:are|do|does|is|has|have) any of\b|"
    r"\bwhich (?:convert|use|have|were|are|do)\b|"
    r"^\W*+\w[\w/ -]*+(?:, |: )(?:which papers|what(?:'ve| have) we got|what do you have)",
    re.IGNORECASE,
)
"""Words that ask for papers, or for who does something."""
_OTHER_LANGUAGES_LIST = re.compile(
    r"\b(?:welche|gibt'?s|gibt es|habt ihr|haben wir)\b[^?]{0,80}\b(?:paper|papiere|artikel|"
    r"arbeiten|studien)|"
    r"\b(?:paper|arbeiten|artikel) (?:zu|über)\b|"
    r"\bwelke (?:papers|artikelen)\b|"
    r"\b(?:quels?|y a-t-il|avez-vous|des)\b[^?]{0,80}\b(?:articles?|papiers?|travaux)\b|"
    r"\b(?:hay|qué|existen?)\b[^?]{0,80}\b(?:artículos?|trabajos?|papers?)\b|"
    r"\b(?:existe|há|quais)\b[^?]{0,80}\b(?:artigos?|trabalhos?)\b|"
    r"\b(?:quali|ci sono)\b[^?]{0,80}\b(?:articoli|lavori)\b|"
    r"論文(?:は|が|を|って)|"
    r"(?:哪些|有没有|有哪些).{0,80}(?:论文|文章)|"
    r"어떤 논문|"
    r"논문.{0,80}있|"
    r"(?:какие|есть ли).{0,80}(?:статьи|работы)",
    re.IGNORECASE,
)
"""Questions for papers in other languages."""
_OTHER_LANGUAGES_DEFINITION = re.compile(
    r"\b(?:was (?:ist|sind|bedeutet)|wat is|qu'est-ce que?|c'est quoi|qué (?:es|son)|cos'è|"
    r"che cos'è|o que é|что такое)\b|"
    r"とは|"
    r"是什么|"
    r"란 무엇",
    re.IGNORECASE,
)
"""“What is …” in other languages."""
_DEFINITION = re.compile(
    rf"{_LEAD_IN}(?:(?:can|could) (?:someone|somebody|anyone|you) )?(?:please |"
    r"pls )?(?:what(?:'s|s| is| are| exactly is| exactly are| does| do)|define|explain|describe|"
    r"meaning of|definition of|tell me about)\b",
    re.IGNORECASE,
)
"""How a question for a definition begins."""
_DEFINITION_ENDS = re.compile(
    r"\b(?:mean|stand for|stands for|meant by|refer to)\b|"
    r"= ?\?|"
    r"\bwhat (?:that|it|this) is\b|"
    r"^\W*(?:define|explain|meaning of|definition of|describe)\b|"
    r"\bwhat do they mean by\b",
    re.IGNORECASE,
)
"""Words that ask for a meaning wherever they stand."""
_ASKS_PROPERTY = re.compile(
    r"\b(?:what(?:'s|s| is| are| was| were)) (?:the|its|their) (?:[\w-]+ ){0,3}?(?:score|"
    r"accuracy|ap|map|miou|bleu|size|number|rate|speed|latency|cost|price|fps|percentage|gain|"
    r"error|performance|result|results|name|backbone|dataset|data|datasets|loss|optimizer|"
    r"architecture|baseline|budget|range|difference|runtime|memory|\w+ (?:of|on|for|in|does|did|"
    r"do))\b",
    re.IGNORECASE,
)
"""“What is the accuracy of …” asks for a fact, though it begins like a definition."""
_EXPLANATION = re.compile(
    rf"{_LEAD_IN}(?:how|why)\b(?! (?:many|much|long|fast|large|big|high|low|often|small|accurate|"
    r"accurately|wide|deep|old|far|heavy|light|good|well|expensive|quick|quickly|slow|tall|"
    r"strong))|"
    r"\bwhy (?:does|do|did|is|are|was|were|not|would|can|can't|dont|don't|a|the)\b|"
    r"\bhow come\b|"
    r"\bwhat bugged\b|"
    r"\bhow (?:does|do|did|is|are|can|exactly|was|were|should|would|to)\b",
    re.IGNORECASE,
)
"""How and why, but not “how many”."""
_OPENS_EXPLANATION = re.compile(
    rf"{_LEAD_IN}(?:(?:(?:can|could) (?:someone|somebody|anyone|you) )?(?:please |pls )?"
    r"(?:explain|describe|tell me)(?: to me)? (?:how|why)\b|why\b|"
    r"what(?:'s|s| is| was) wrong with\b|"
    r"how (?:come|exactly|can|could|would|should|does|do|did|is|are|was|"
    r"were)\b)(?![^?]*\b(?:papers?|(?:the|these|those|other|related) works|studies|articles)\b)",
    re.IGNORECASE,
)
"""A question that begins with how or why, and asks for no papers."""
_ASKS_WHY = re.compile(rf"{_LEAD_IN}(?:why|how come)\b", re.IGNORECASE)
"""A question for the reason of a shortcoming, not for shortcomings."""
_VERB = (
    r"(?:is|are|was|were|does|do|did|can|could|will|would|should|has|have|had|must|may|might|am|"
    r"isn't|aren't|wasn't|weren't|doesn't|don't|didn't|can't|couldn't|won't|wouldn't|hasn't|"
    r"haven't)"
)
_YES_NO = re.compile(
    rf"(?:{_LEAD_IN}|"
    r"^(?!\W*(?:what|which|who|how|why|where|when)\b)[^?]{2,80}?(?:[,:;?] | [-–—] ))"
    rf"{_VERB}\b(?! (?:we|you|i) (?:got|have)\b(?! to\b))",
    re.IGNORECASE,
)
"""A verb at the start or after what comes first, but not in “do we have …”."""
_ASKS_WHAT = re.compile(r"\b(?:what|which|whats|who|whose|when|where|why|how)\b", re.IGNORECASE)
_ASKS_MORE = re.compile(
    r"^\W*(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody) (?:please |pls )?"
    r"(?:explain|describe|define|show|give|find|list|recommend|suggest|point|summari[sz]e|remind|"
    r"tell (?:me|us) (?!if|whether))\b|"
    r"\bis it (?:[\w-]+ ){1,4}or (?!not\b)",
    re.IGNORECASE,
)
"""“Could you explain …” and “is it A or B …” ask for more than yes."""
_ASKS_WHETHER_THERE_IS = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:is|are|was|were) there\b|"
    r"^\W*(?:\w+\W+){0,2}?is (?:any|some)thing\b|"
    r"^\W*(?:\w+\W+){0,2}?(?:do|does|did|have|has|can) "
    r"(?:(?:we|you)(?! (?:\w+ )?(?:have|need) to\b)|anyone|anybody|someone|"
    r"any (?:of )?(?:the |these |our )?(?:papers?|them|these|those|one|body)|the library|"
    r"our library)\b",
    re.IGNORECASE,
)
"""Questions for papers that begin like yes-or-no questions."""
_IN_A_SENTENCE = re.compile(
    r"\b(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|will|"
    r"would|should|has|have|had|explain|define|against|whats|use[sd]?|get|gets|got|"
    r"reach(?:es)?)\b|"
    r"=",
    re.IGNORECASE,
)
"""Words of sentences, which a phrase for a search box has not."""
_PROPERTY_OF = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:size|accuracy|fps|speed|life|time|latency|cost|price|weight|number|"
    r"score|error|range|rate|loss(?! functions?)|memory|map|bleu|f1|recipe|name)\b|"
    r"\b(?:size|accuracy|fps|speed|latency|cost|score|error|rate|memory|map|bleu|f1|results?)\W*$",
    re.IGNORECASE,
)
"""A phrase for a property of something: “size of the model”."""
_RELATIVE = re.compile(r"\b(?:that|which)(?: (?:is|are|was|were|can|do|does))?\b", re.IGNORECASE)
_MAX_TOPIC_WORDS = 10
_STATES = re.compile(
    rf"^(?:(?!\b(?:if|that|when|while)\b)[^?]){{2,100}}?\b(?:{_VERB}|needs|requires|works|runs|uses|"
    r"adds|helps|hurts|beats|outperforms|improves|handles|supports|keeps|makes|takes|gives|learns|"
    r"changes|reduces|slows|relies|depends|not|never|no longer)\b|"
    r"^\W*(?:so )?(?:you|u|i|we|they|one) (?:can|need|have|must|should|get)\b",
    re.IGNORECASE,
)
"""Common verbs: “WhaleNet needs labels?” asks whether it does."""
_MAX_DEFINED_WORDS = 9


def classify_question(question: str, *, is_no_record: bool = False) -> QuestionKind:
    """Return the kind of a question; `fact` where nothing tells.

    `is_no_record` says that the catalog does not have what is asked, whatever the wording.
    """
    text = " ".join(question.replace("’", "'").split())
    if find_small_talk(text) is not None:
        return "smalltalk"
    if not is_no_record and asks_for_record(text):
        return "record"
    if parse_summary_question(text) is not None:
        return "summary"
    if not is_english(text):
        return _classify_foreign(text)
    tagged = TAG.search(text) and not _ASKS_WHAT.match(text)
    asks_whether = (_YES_NO.search(text) or tagged) and not _ASKS_MORE.search(text)
    asks_for_papers = _ASKS_WHETHER_THERE_IS.search(text) and _is_list(text)
    if _OVERVIEW.search(text) and (not asks_whether or _ASKS_WHETHER_THERE_IS.search(text)):
        return "overview"
    if _COMPARISON.search(text) and not _NO_COMPARISON.search(text):
        return "comparison"
    if _CHOICE.search(text) and find_names(text):
        return "comparison"
    if _LIMITATION.search(text) and not _ASKS_WHY.search(text):
        return "limitation"
    if (asks_whether and not asks_for_papers) or FRAME.search(text):
        return "yes_no"
    if _OPENS_EXPLANATION.search(text):
        return "explanation"
    if _is_list(text):
        return "list"
    if _is_definition(text):
        return "definition"
    if text.endswith("?") and _STATES.search(text) and not _ASKS_WHAT.search(text):
        return "yes_no"
    if is_topic(text):
        return "list"
    if _EXPLANATION.search(text):
        return "explanation"
    return "fact"


def _classify_foreign(text: str) -> QuestionKind:
    """Return the kind of a question in another language, of which few are recognized."""
    if _OTHER_LANGUAGES_LIST.search(text):
        return "list"
    return "definition" if _OTHER_LANGUAGES_DEFINITION.search(text) else "fact"


def is_topic(text: str) -> bool:
    """Tell whether a text is a phrase rather than a sentence, as one types into a search box."""
    words = text.split()
    if _PROPERTY_OF.search(text) or not is_english(text):
        return False
    phrase = _RELATIVE.sub("", text)
    return len(words) <= _MAX_TOPIC_WORDS and not _IN_A_SENTENCE.search(phrase)


def _is_list(text: str) -> bool:
    return bool(_LIST.search(text) or _OTHER_LANGUAGES_LIST.search(text))


def _is_definition(text: str) -> bool:
    if _DEFINITION_ENDS.search(text):
        return True
    opening = _DEFINITION.search(text)
    if opening is None or _ASKS_PROPERTY.search(text):
        return False
    rest = re.split(r"[?(]", text[opening.end() :])[0].split()
    last = rest[-1].lower() if rest else ""
    if opening.group().lower().split()[-1] in {"do", "does"} and last not in {"do", "say", "offer"}:
        return False  # what something does to something: a fact
    return (
        0 < len(rest) <= _MAX_DEFINED_WORDS
        and not re.search(
            r"\b(?:does|do|did|costs?|use[sd]?|get|gets|reach|wins?|that|who|how|when|if|need|"
            r"needs)\b",
            " ".join(rest),
            re.IGNORECASE,
        )
        and last not in {"for", "with", "on", "of"}
    )
