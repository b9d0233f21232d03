"""What injections say to a model: ignore what you were told, be another, write this."""

from __future__ import annotations

from typing import Final

from bot.prompt_injection.shapes import (
    EARLIER,
    IGNORE,
    LEAD,
    MODEL,
    SAY,
    SAY_MORE,
    TOLD,
    any_of,
    up_to_words,
)

STRONG: Final = any_of(
    # Ignore what was said.
    rf"(?:^|[,:;.!?(\[\"'*—–>-]\s*|\b(?:please|now|then|must|should|you|kindly|just|first|instead|"
    rf"immediately|completely|simply)\s+){IGNORE}{up_to_words(3)}{EARLIER}{up_to_words(3)}{TOLD}\b",
    r"(?:^|[,:;.!?(\[\"'*—–-]\s*|\b(?:please|now|then|must|should|you|kindly)\s+)(?:ignore|"
    r"disregard|forget|override|erase) (?:(?:all|everything|anything|what|whatever)\b(?: "
    r"\w+){0,6} )?(?:the )?(?:above|before|earlier|previous(?:ly)?|preceding|prior|you (?:were|"
    r"have been|know|read)|told|said|else|all of (?:this|that|it))\b",
    r"\b(?:stop|cease|quit|no more) (?:following|obeying|applying|heeding) (?:the|your|all|any|"
    r"these)\b",
    r"^\W*(?:your |the )?(?:new|updated|real|true|next|last|actual) (?:task|question)s?\s*:",
    r"\bfrom now on\b.{0,20}\b(?:you|always|never|only|every)\b",
    r"^\W*excerpts? [\[(#]?\d|\b(?:earlier|last|next|new|final|previous) (?:question|"
    r"answer)s?\s*:|#{2,}\s*(?:\w+ )?(?:instructions?|system|human|user|response|input|"
    r"assistant)\b",
    rf"\b{MODEL} (?:who |that |which )?(?:reads?|reading|process(?:es|ing)|summari[sz]ing|"
    rf"answering|quoting) this\b",
    # Who speaks, and what is said about them.
    r"^\W*(?:system|assistant|user|human|developer|operator|admin(?:istrator)?|root|sudo|"
    r"ai)\s*(?:message|prompt|note|override|instructions?|update|notice|alert|command|mode|"
    r"directive)?\s*(?:\(\w+\)\s*)?[:>=\]]",
    r"\b(?:system|admin(?:istrator)?|developer|security|root|operator) (?:message|override|alert|"
    r"notice|directive)\s*[:!]",
    r"\{\s*[\"']\w+[\"']\s*:",
    r"[\"']role[\"']\s*:",
    r"<\|?\s*/?\s*(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|"
    r"start_of_turn|end_of_turn|think|tool_\w+|function_\w+|bos|eos|/?s>|inst)\b",
    r"\[\s*/?\s*(?:inst|system|sys|/?system_prompt)\s*\]|===+\s*\w*\s*(?:system|user|prompt)|"
    r"<<\s*/?\s*sys|\(/?(?:inst|sys)\)|</?(?:system|instructions?|prompt|excerpt|document)>",
    r"(?:^|[^\w-])(?:end|close|end of|close of|begin|beginning of|start of) (?:the )?(?:excerpts?|"
    r"documents?|abstracts?|quoted text|untrusted \w+|user input|system prompt|context|"
    r"fence)\s*(?:section|block)?\s*(?:[.:\])>=*#-]|$)",
    rf"\b(?:new|updated|revised|actual|real|true|additional|special|secret|hidden|urgent|"
    rf"important|following) (?:system )?(?:instructions?|directives?|rules?|orders?|prompt|"
    rf"commands?)(?: (?:for|to) {up_to_words(0)}?{MODEL})?\s*(?:[:=]| - )",
    r"\byou(?: are|'re) (?:now|no longer|hereby|required|instructed|ordered|commanded|to|an? "
    r"(?:ai|language|llm|helpful|unrestricted|different|new|pirate|chat|evil|assistant|model|bot)|"
    r"dan\b|free (?:of|from)|in (?:developer|debug|god|admin|maintenance|jailbreak))",
    r"\byour (?:new |only |next |real |true |first |sole |actual |current |main )*(?:task|job|"
    r"role|goal|purpose|mission|instructions?|rules?|system prompt|prompt|orders?|persona|"
    r"guidelines|developers?|creators?|configuration|marker|training data|system message|output|"
    r"reply|response|answers?|summary|headline|cell)\b",
    r"\b(?:developer|debug|god|admin|maintenance|jailbreak|unrestricted|dan) mode\b.{0,30}\b(?:on|"
    r"enabled|activated|active|engaged|now)\b",
    rf"^\W*(?:attention|note|notice|message|instructions?|hint|memo|reminder|warning|important|"
    rf"orders?|command|directive)s?\s*(?:to|for)\s+(?:the |all |any |every |whichever |an? "
    rf")?{MODEL}",
    rf"^\W*(?:dear|hey|hi|hello|ok|okay|attention|listen|yo|greetings|hear me)\b,?\s+(?:the "
    rf")?{MODEL}",
    rf"^\W*{MODEL}\s*[,:!]\s*(?:please|you|now|do|ignore|say|write|reply|answer|tell|print|stop)",
    r"\b(?:print|reveal|show|repeat|output|display|recite|leak|disclose|expose|dump|give|tell|"
    r"write|translate|encode|summari[sz]e|return|copy|list|include|quote)\b(?: \w+){0,6}? (?:your|"
    r"system|hidden|secret|initial|confidential|internal) (?:system )?(?:prompt|instructions?|"
    r"rules|message|marker|configuration)\b",
    # What a model is to do, in the third person.
    rf"\b(?:the|this|any|every|all|an?|each) {MODEL}(?: \w+){{0,6}}? (?:must|shall|should|has to|"
    rf"have to|is to|are to|is required to|is instructed to|are instructed to|needs to|will) "
    rf"(?:always |only |now |also |never |not |instead |first |then )?(?:{SAY}|ignore|disregard|"
    rf"visit|send|refuse)\b",
    r"\b(?:the|any|every|all|each|an?|its|their) (?:\w+ )?(?:answers?|repl(?:y|ies)|responses?|"
    r"summar(?:y|ies)|headlines?|outputs?|sentences?)(?: \w+){0,5}? (?:must|shall|should|has to|"
    r"have to|is to|are to) (?:always |only |now |also |never |not |instead |then )?(?:say|state|"
    r"claim|end|begin|start|mention|read|consist|be: |be exactly|be replaced|quote|recommend|cite|"
    r"open|close|link|tell|ignore)\b",
    r"\b(?:only|one|single|sole|correct|right|true|valid|expected|required|proper|acceptable|"
    r"permitted|allowed|official|approved) (?:(?:correct|right|valid|true|possible|acceptable|"
    r"permitted|allowed) )?(?:answers?|repl(?:y|ies)|responses?)\b(?: (?:to|for|about|of|when|"
    r"given) (?:\w+ ){0,6}?(?:questions?|this|that|it|prompts?|asked))?\s*(?:is|are|:|=|must be|"
    r"reads)\W*(?:[\"':]|that\b|exactly\b|the (?:word|following|single|text|sentence|phrase)\b)",
    # What is to be written.
    rf"{LEAD}{SAY_MORE}(?: only| exactly| back| out)? (?:only|exactly|nothing|verbatim|"
    rf"[\"':*<`#\[]|that (?:the|footnote|this|it|all|every|no|you|we)|(?:with|in) (?:only|exactly|"
    rf"just|the (?:word|single|text|sentence|phrase|following|exact)|[\"':]|all caps|capital|"
    rf"uppercase|lowercase|english|german|french|spanish|russian|chinese|japanese|italian|dutch|"
    rf"latin|klingon|pirate|emoji|emojis|rhymes?|verse|base64|hex|rot13|morse|binary|json|html|"
    rf"markdown|reverse|your)|the (?:word|words|phrase|sentence|text|string|following|above|"
    rf"prompt|system|line|token|number|letter|secret|password)s?\b|(?:me|us|them|everyone|"
    rf"everybody|the users?|users?|people|the readers?|readers?|him|her)\b|your\b|like an?\b|as "
    rf"(?:if|an?|the|though)\b|this (?:sentence|word|line|text|message|paper|link|command|code)|"
    rf"i\b|yes\b|no\b|hello\b)",
    r"(?:[,:;—–]|\b(?:and|then|please|instead|just|must|should|to|simply|now|always)) ?(?:please |"
    r"instead |just |simply |always |only |then )*(?:say|reply|respond|print|output|repeat|tell|"
    r"recite|echo|write) (?:only|exactly|nothing|verbatim|[\"']|that footnote|the (?:word|words|"
    r"phrase|sentence|text|string|following)|with (?:only|exactly|just|the (?:word|text|sentence|"
    r"phrase|single)|[\"'])|(?:your|the) system|your\b|users? (?:that|to)\b|(?:the )?readers? "
    r"(?:that|to)\b|everyone (?:that|to)\b)",
    rf"\b(?:remember|make sure|be sure|do not forget|don't forget|don't fail|never fail|it is "
    rf"(?:mandatory|essential|imperative|required|necessary|crucial|vital|your duty)(?: (?:that|"
    rf"for) (?:\w+ ){{1,4}})?) ?(?:that you |you |to )*(?:always |only |also )?(?:{SAY}|visit|"
    rf"click)\b",
    r"\b(?:i|we) (?:want|would like|need|ask|order|command|urge|beg|instruct|require|request|"
    r"expect|advise|tell|invite) (?:you|the (?:assistant|ai|bot)s?|(?:all |every "
    r")?assistants?)\b(?: \w+)? to\b",
    rf"\b(?:could|would|can|will|won't|may i ask|might) you (?:please |kindly |just |now |then "
    rf")*(?:{SAY_MORE}|visit|click|send|ignore|disregard|run|open)\b",
    r"^\W*(?:act|behave|pretend|roleplay|imagine|speak|talk) (?:as|like|to be|that you|you)\b",
    r"\b(?:the |a )?(?:\w+ )?(?:text|instructions?|rules?|sentences?|words?) above (?:is|are|was|"
    r"were) (?:a test|void|wrong|cancel|obsolete|outdated|only|no longer|to be ignored|superseded)",
    r"\b(?:instructions?|rules?|guidelines|prompts?)\b(?: \w+){0,4} (?:no longer appl(?:y|ies)|"
    r"(?:is|are) (?:void|cancel\w*|suspended|lifted|superseded|overridden|revoked|repealed|null))",
    r"\bi cannot answer from (?:these|the) excerpts|\bnot stated in the abstract\b",
    r"\bjailbr(?:eak|oken)\w*:|\bdo anything now\b|\bprompt injection:|\bstart injection\b",
)
"""What belongs to an injection, and tells that what follows does as well."""
