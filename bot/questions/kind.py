"""Tell what kind of answer a question asks for, by how it is worded."""

from __future__ import annotations

import re
from typing import Literal

from bot.answerability.names import find_names
from bot.grounding.language import is_english
from bot.questions.catalog_question import asks_for_record
from bot.questions.small_talk import find_small_talk

QuestionKind = Literal[
    "fact",
    "definition",
    "explanation",
    "list",
    "overview",
    "comparison",
    "yes_no",
    "limitation",
    "record",
    "smalltalk",
]
"""What is asked for: docs/evaluation.md describes each kind. `explanation` is asked for by how and
why."""

_PAPERS = (
    r"(?:papers?|works?|stud(?:y|ies)|articles?|publications?|research|surveys?|literature|titles?|"
    r"abstracts?|ones|stuff|methods?|approaches|models|datasets?|benchmarks?|robots?|techniques?)"
)
_HERE = r"(?:here|in (?:the|this|our|your) (?:library|collection|papers|server|channel))"

_COMPARISON = re.compile(
    r"\bdifferen(?:ce|ces|t(?:ly)? from)\b|\bdiffers?\b|\bdo differently\b|\bvs\b|\bversus\b|"
    r"\bcompar(?:e|es|ed|ing|ison)\b(?! (?:itself|themselves))|\bin common\b|\bwhat(?:'s|s|"
    r" is) (?:shared|different)\b|"
    r"\bdistinguish(?:es)?\b|^\W{0,3}\S{1,40}(?: \S{1,40})? against \S|\bsame idea\b|"
    r"\bagainst each other\b|"
    r"\bwho does what\b|"
    r"\b(?:which|who)\b(?>[^?:]{0,80}?\b(?:better|cooler|faster|more|cheaper|best)\b)"
    r"(?>[^?]{0,80}?[:,])[^?]{0,80}\bor\b|"
    r"\bhow do (?:the )?[^?]{2,60} and [^?]{2,60}? (?:each|both)\b|"
    r"\bwhat (?:does|do) each\b|\bboth\b[^?]{0,80}\bright\?",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"^\W{0,3}[\w+.^*-]++(?: [\w+.^*-]++)? or [\w+.^*-]++(?: [\w+.^*-]++)? ?\?", re.IGNORECASE
)
_NO_COMPARISON = re.compile(
    r"\b(?:does|do|did|is|are|which|how (?:much|many|well|good))\b"
    r"[^?]{0,80}\bcompared? (?:with|to)\b"
    r"|\bcompared? itself\b|\bget compared\b",
    re.IGNORECASE,
)
_LIMITATION = re.compile(
    r"\blimit(?:s|ations?)\b|\bweakness(?:es)?\b|\bdrawbacks?\b|\bdownsides?\b|\bshortcomings?\b|"
    r"\bfuture (?:work|plans|directions?|research)\b|\bcaveats?\b|\bwhat(?:'s|s| is) the catch\b|"
    r"\bweak (?:spot|point)s?\b|\bstill (?:wrong|(?:be )?improved?|lacks?|lacking)\b|"
    r"\bnext steps?\b|"
    r"\bwhat (?:do|does|did|will) [^?]{2,60} (?:do|try|plan) next\b|\b(?:can|"
    r"could) ?n[o']?t [^?]{0,60}\b(?:explain|"
    r"handle|do|solve)\b|"
    r"\bopen (?:problems?|questions?|issues?)\b|\bstill (?:missing|open|needs?|fails?|"
    r"fall(?:s)?)\b|"
    r"\bfalls? short\b|\bdo(?:es)? poorly\b|\bcan(?:'t| ?not) (?:\w+ )?(?:fix|do|handle|solve)\b|"
    r"\bwhat(?:'s|s| is) wrong with\b|\badmits?\b|"
    r"\bcannot (?:it )?do\b|\bcan not\b|\bleft (?:open|for (?:the )?future)\b",
    re.IGNORECASE,
)
_OVERVIEW = re.compile(
    r"\boverview\b|\bbig picture\b|\bstate of (?!the[- ]art)|\bcatch me up\b|\bmap out\b|"
    r"\bwhat(?:'s|s| is) (?:going on|happening|new)\b|\b(?:sum|summari[sz]e) (?:up|"
    r"the (?:different|various|main)|what)\b|"
    r"\bthemes?\b|\bdirections? (?:are )?there\b|\bwhat (?:directions|approaches|trends)\b|"
    r"\b(?:what are|are) the (?:main )?(?:approaches|trends|directions|ways|ideas|themes)\b|"
    r"\bhow (?:do|have|did|are) (?:the papers|people|researchers|authors|folks|"
    r"others)\b(?! (?:have|"
    r"in) )|"
    r"\bwhat do (?:people|the papers|researchers) (?:say|think|do)\b|"
    r"\bwhere does (?:our|the|this) (?:collection|library) stand\b|\bstory with\b|"
    r"\btell me about\b[^?]{0,80}\b(?:in )?(?:our|the|these|your) (?:papers|library|collection)\b|"
    r"\brundown\b|\bwhat(?:'s|s| has) been (?:tried|done)\b|\blandscape\b|\bsurvey (?:the|of)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    rf"\b(?:which|what) (?:of (?:these|those|them|the (?:papers|{_PAPERS}))|other {_PAPERS}|"
    rf"\S+ papers|"
    r"papers|ones|works|studies|articles|titles|publications)\b|"
    r"\b(?:which|what) (?:\S+ ){0,3}(?:papers|works|studies|articles)\b|"
    r"\bwhich (?:methods|models|approaches)\b(?! (?:did|does|do|was|were|is|has|have)\b)|"
    r"\bpapers?,? (?:whose|any|pls|please)\b|\bwhat about\b|"
    r"\b(?:anything|list them|which papers|what do you have)\W*$|"
    rf"\b(?:papers?|works?|studies|articles|research|literature|surveys) (?:(?:here|pls|please) )?"
    r"(?:on|about|that|which|for|with|where|of|using|in|by|from|dealing)\b|"
    rf"\b(?:is|are|was) there (?:\w+ )?(?:any|a|some|something|anything|other|more|"
    rf"work)\b[^?]{{0,80}}\b(?:papers?|"
    r"works?|stud(?:y|ies)|articles?|research|anything|something|on|about|that)\b|"
    r"\bis there (?:any|some)(?:thing|body|one)\b|"
    r"\b(?:do|does|have|has|got|what(?:'s| has| does| do)?) (?:we|you|the library|our library|"
    r"the collection|you guys)\b"
    r"[^?]{0,80}\b(?:got|have|any|anything|something|papers?|stuff|on|about)\b|"
    r"\b(?:anything|something|everything|stuff|nothing) (?:here |else )?(?:on|about|for|that|"
    r"proposing|in|with)\b|"
    r"^\W*(?:pls |please )?(?:list|show|name(?! of)|find|give)(?: me| us)?\b|\bpapers ?(?:pls|"
    r"please)? ?[?.!]*$|"
    r"\bany(?:1|one|body) (?:\w+ )?(?:working|works|doing|using|on)\b|"
    r"\bwho (?:works?|questions?|tests?|uses?|trains?|studies|evaluates?)\b|"
    r"^\W*any\b(?! (?:idea|tips|downside|caveat|limit|weak|advice|chance))|\bgot (?:any|some)\w*\b|"
    r"\bcan you (?:point|direct|refer) me\b|\bare any of\b|\bwhich (?:convert|use|have|were|are|"
    r"do)\b|"
    r"^\W*+\w[\w/ -]*+(?:, |: )(?:which papers|what(?:'ve| have) we got|what do you have)",
    re.IGNORECASE,
)
_OTHER_LANGUAGES_LIST = re.compile(
    r"\b(?:welche|gibt'?s|gibt es|habt ihr|haben wir)\b[^?]{0,80}\b"
    r"(?:paper|papiere|artikel|arbeiten|studien)|"
    r"\b(?:paper|arbeiten|artikel) (?:zu|über)\b|\bwelke (?:papers|artikelen)\b|"
    r"\b(?:quels?|y a-t-il|avez-vous|des)\b[^?]{0,80}\b(?:articles?|papiers?|travaux)\b|"
    r"\b(?:hay|qué|existen?)\b[^?]{0,80}\b(?:artículos?|trabajos?|papers?)\b|"
    r"\b(?:existe|há|quais)\b[^?]{0,80}\b(?:artigos?|trabalhos?)\b|"
    r"\b(?:quali|ci sono)\b[^?]{0,80}\b(?:articoli|lavori)\b|"
    r"論文(?:は|が|を|って)|"
    r"(?:哪些|有没有|有哪些).{0,80}(?:论文|文章)|어떤 논문|논문.{0,80}있|"
    r"(?:какие|есть ли).{0,80}(?:статьи|работы)",
    re.IGNORECASE,
)
_OTHER_LANGUAGES_DEFINITION = re.compile(
    r"\b(?:was (?:ist|sind|bedeutet)|wat is|qu'est-ce que?|c'est quoi|qué (?:es|son)|cos'è|"
    r"che cos'è|"
    r"o que é|что такое)\b|とは|是什么|란 무엇",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"^\W*(?:(?:so|ok|hey|and|but|hi|hello|please|pls)\W+)*"
    r"(?:(?:can|could) (?:someone|somebody|anyone|you) )?(?:please |pls )?"
    r"(?:what(?:'s|s| is| are| exactly is| exactly are| does| do)|define|explain|describe|"
    r"meaning of|definition of|tell me about)\b",
    re.IGNORECASE,
)
_DEFINITION_ENDS = re.compile(
    r"\b(?:mean|stand for|stands for|meant by|refer to)\b|= ?\?|\bwhat (?:that|it|this) is\b|"
    r"^\W*(?:define|explain|meaning of|definition of|describe)\b|\bwhat do they mean by\b",
    re.IGNORECASE,
)
_ASKS_PROPERTY = re.compile(
    r"\b(?:what(?:'s|s| is| are| was| were)) (?:the|its|their) (?:[\w-]+ ){0,3}?(?:score|"
    r"accuracy|ap|map|miou|bleu|"
    r"size|number|rate|speed|latency|cost|price|fps|percentage|gain|error|performance|result|"
    r"results|name|backbone|"
    r"dataset|data|datasets|loss|optimizer|architecture|baseline|budget|range|difference|runtime|"
    r"memory|"
    r"\w+ (?:of|on|for|in|does|did|do))\b",
    re.IGNORECASE,
)
_EXPLANATION = re.compile(
    r"^\W*(?:(?:so|ok|okay|and|but|hey|hi|well|thx|thanks|all|just|sry|sorry|then|"
    r"exactly)\W+)*(?:how|why)\b(?! (?:many|much|long|fast|"
    r"large|big|high|low|often|small|accurate|accurately|wide|deep|old|far|heavy|light|good|well|"
    r"expensive|quick|quickly|slow|tall|strong))"
    r"|\bwhy (?:does|do|did|is|are|was|were|not|would|can|can't|dont|don't|a|the)\b|\bhow come\b|"
    r"\bwhat bugged\b|"
    r"\bhow (?:does|do|did|is|are|can|exactly|was|were|should|would|to)\b",
    re.IGNORECASE,
)
_OPENS_EXPLANATION = re.compile(
    r"^\W*(?:(?:so|ok|okay|and|but|hey|hi|well|all|just|then)\W+)*(?:why\b|how (?:come|exactly|"
    r"can|could|would|"
    r"should|does|do|did|is|are|was|were)\b)(?![^?]*\b(?:papers?|works|studies|articles)\b)",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^\W*(?:(?:so|ok|okay|and|but|hey|hi|well|thx|thanks|then|also|actually|really|all|just)\W+)*"
    r"(?:is|are|was|were|does|do|did|can|could|will|would|should|has|have|had|must|may|might|"
    r"isn't|aren't|"
    r"doesn't|don't|didn't|can't|won't|hasn't)\b(?! (?:we|you|i) (?:got|have)\b)",
    re.IGNORECASE,
)
_ASKS_WHETHER_THERE_IS = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:is|are|was|were) there\b|^\W*(?:\w+\W+){0,2}?(?:do|does|did|have|"
    r"has|can) "
    r"(?:we|you|anyone|anybody|someone|any (?:of )?(?:the |these |our )?(?:papers?|one|body)|"
    r"the library|our library)\b",
    re.IGNORECASE,
)
_IN_A_SENTENCE = re.compile(
    r"\b(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|will|"
    r"would|should|"
    r"has|have|had|explain|define|define|against|whats|use[sd]?|get|gets|got|reach(?:es)?)\b|=",
    re.IGNORECASE,
)
_PROPERTY_OF = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:size|accuracy|fps|speed|life|time|latency|cost|price|weight|number|"
    r"score|error|"
    r"range|rate|loss|memory|map|bleu|f1|recipe|name)\b",
    re.IGNORECASE,
)
_MAX_TOPIC_WORDS = 10
_TAG = re.compile(
    r",? ?\b(?:right|correct|isn't it|doesn't it|no|is that (?:right|true))\s*\?\s*$", re.I
)
_MAX_DEFINED_WORDS = 9


def classify_question(question: str) -> QuestionKind:
    """Return the kind of a question; `fact` where nothing tells."""
    text = " ".join(question.replace("’", "'").split())
    if find_small_talk(text) is not None:
        return "smalltalk"
    if asks_for_record(text):
        return "record"
    if not is_english(text):
        return _classify_foreign(text)
    if _OVERVIEW.search(text):
        return "overview"
    if (_COMPARISON.search(text) and not _NO_COMPARISON.search(text)) or _CHOICE.search(text):
        return "comparison"
    if _LIMITATION.search(text):
        return "limitation"
    if _YES_NO.search(text) and not _ASKS_WHETHER_THERE_IS.search(text):
        return "yes_no"
    if _OPENS_EXPLANATION.search(text):
        return "explanation"
    if _is_list(text):
        return "list"
    if _is_definition(text):
        return "definition"
    if _TAG.search(text):
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
    if _PROPERTY_OF.search(text) or find_names(text) or not is_english(text):
        return False
    return 1 < len(words) <= _MAX_TOPIC_WORDS and not _IN_A_SENTENCE.search(text)


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
