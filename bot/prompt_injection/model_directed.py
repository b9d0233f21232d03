"""What injections say to a model: ignore what you were told, be another, write this."""

from __future__ import annotations

from typing import Final

from bot.prompt_injection.shapes import (
    EARLIER,
    IGNORE,
    LEAD,
    MODEL,
    OVERRIDES,
    SAY,
    SAY_MORE,
    TOLD,
    build_shape,
    up_to_words,
)

STRONG: Final = (
    # Ignore what was said.
    build_shape(
        OVERRIDES,
        rf"(?:^|[,:;.!?(\[\"'*—–>-]\s*|\b(?:please|now|then|must|should|you|kindly|just|first|"
        rf"instead|immediately|completely|"
        rf"simply)\s+){IGNORE}{up_to_words(3)}{EARLIER}{up_to_words(3)}{TOLD}\b",
    ),
    build_shape(
        "ignor disregard forget overrid erase",
        r"(?:^|[,:;.!?(\[\"'*—–-]\s*|\b(?:please|now|then|must|should|you|kindly)\s+)(?:ignore|"
        r"disregard|forget|override|erase) (?:(?:all|everything|anything|what|whatever)\b(?: "
        r"\w+){0,6} )?(?:the )?(?:above|before|earlier|previous(?:ly)?|preceding|prior|you "
        r"(?:were|have been|know|read)|told|said|else|all of (?:this|that|it))\b",
    ),
    build_shape(
        "following obeying applying heeding",
        r"\b(?:stop|cease|quit|no more) (?:following|obeying|applying|heeding) (?:the|your|all|"
        r"any|these)\b",
    ),
    build_shape(
        "task question",
        r"^\W*(?:your |the )?(?:new|updated|real|true|next|last|actual) (?:task|question)s?\s*:",
    ),
    build_shape("from_now_on", r"\bfrom now on\b.{0,20}\b(?:you|always|never|only|every)\b"),
    build_shape(
        "excerpt question answer ##",
        r"^\W*excerpts? [\[(#]?\d|\b(?:earlier|last|next|new|final|previous) (?:question|"
        r"answer)s?\s*:|#{2,}\s*(?:\w+ )?(?:instructions?|system|human|user|response|input|"
        r"assistant)\b",
    ),
    build_shape(
        "this",
        rf"\b{MODEL} (?:who |that |which )?(?:reads?|reading|process(?:es|ing)|summari[sz]ing|"
        rf"answering|quoting) this\b",
    ),
    # Who speaks, and what is said about them.
    build_shape(
        "",
        r"^\W*(?:system|assistant|user|human|developer|operator|admin(?:istrator)?|root|sudo|"
        r"ai)\s*(?:message|prompt|note|override|instructions?|update|notice|alert|command|mode|"
        r"directive)?\s*(?:\(\w+\)\s*)?[:>=\]]",
    ),
    build_shape(
        "message override alert notice directive",
        r"\b(?:system|admin(?:istrator)?|developer|security|root|operator) (?:message|override|"
        r"alert|notice|directive)\s*[:!]",
    ),
    build_shape("{", r"\{\s*[\"']\w+[\"']\s*:"),
    build_shape("role", r"[\"']role[\"']\s*:"),
    build_shape(
        "",
        r"<\|?\s*/?\s*(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|"
        r"start_of_turn|end_of_turn|think|tool_\w+|function_\w+|bos|eos|/?s>|inst)\b",
    ),
    build_shape(
        "",
        r"\[\s*/?\s*(?:inst|system|sys|/?system_prompt)\s*\]|===+\s*\w*\s*(?:system|user|prompt)|"
        r"<<\s*/?\s*sys|\(/?(?:inst|sys)\)|</?(?:system|instructions?|prompt|excerpt|document)>",
    ),
    build_shape(
        "end close begin start",
        r"(?:^|[^\w-])(?:end|close|end of|close of|begin|beginning of|start of) (?:the "
        r")?(?:excerpts?|documents?|abstracts?|quoted text|untrusted \w+|user input|system "
        r"prompt|context|fence)\s*(?:section|block)?\s*(?:[.:\])>=*#-]|$)",
    ),
    build_shape(
        "instruction directive rule order prompt command",
        rf"\b(?:new|updated|revised|actual|real|true|additional|special|secret|hidden|urgent|"
        rf"important|following) (?:system )?(?:instructions?|directives?|rules?|orders?|prompt|"
        rf"commands?)(?: (?:for|to) {up_to_words(0)}?{MODEL})?\s*(?:[:=]| - )",
    ),
    build_shape(
        "you",
        r"\byou(?: are|'re) (?:now|no longer|hereby|required|instructed|ordered|commanded|to|an? "
        r"(?:ai|language|llm|helpful|unrestricted|different|new|pirate|chat|evil|assistant|model|"
        r"bot)|dan\b|free (?:of|from)|in (?:developer|debug|god|admin|maintenance|jailbreak))",
    ),
    build_shape(
        "your",
        r"\byour (?:new |only |next |real |true |first |sole |actual |current |main )*(?:task|"
        r"job|role|goal|purpose|mission|instructions?|rules?|system prompt|prompt|orders?|"
        r"persona|guidelines|developers?|creators?|configuration|marker|training data|system "
        r"message|output|reply|response|answers?|summary|headline|cell)\b",
    ),
    build_shape(
        "_mode",
        r"\b(?:developer|debug|god|admin|maintenance|jailbreak|unrestricted|dan) "
        r"mode\b.{0,30}\b(?:on|enabled|activated|active|engaged|now)\b",
    ),
    build_shape(
        "",
        rf"^\W*(?:attention|note|notice|message|instructions?|hint|memo|reminder|warning|"
        rf"important|orders?|command|directive)s?\s*(?:to|for)\s+(?:the |all |any |every |"
        rf"whichever |an? )?{MODEL}",
    ),
    build_shape(
        "",
        rf"^\W*(?:dear|hey|hi|hello|ok|okay|attention|listen|yo|greetings|hear me)\b,?\s+(?:the "
        rf")?{MODEL}",
    ),
    build_shape(
        "",
        rf"^\W*{MODEL}\s*[,:!]\s*(?:please|you|now|do|ignore|say|write|reply|answer|tell|print|"
        rf"stop)",
    ),
    build_shape(
        "prompt instruction rules message marker configuration",
        r"\b(?:print|reveal|show|repeat|output|display|recite|leak|disclose|expose|dump|give|"
        r"tell|write|translate|encode|summari[sz]e|return|copy|list|include|quote)\b(?: "
        r"\w+){0,6}? (?:your|system|hidden|secret|initial|confidential|internal) (?:system "
        r")?(?:prompt|instructions?|rules|message|marker|configuration)\b",
    ),
    # What a model is to do, in the third person.
    build_shape(
        "must shall should has_to have_to is_to are_to required instructed needs_to will",
        rf"\b(?:the|this|any|every|all|an?|each) {MODEL}(?: \w+){{0,6}}? (?:must|shall|should|"
        rf"has to|have to|is to|are to|is required to|is instructed to|are instructed to|needs "
        rf"to|will) (?:always |only |now |also |never |not |instead |first |then )?(?:{SAY}|"
        rf"ignore|disregard|visit|send|refuse)\b",
    ),
    build_shape(
        "must shall should has_to have_to is_to are_to",
        r"\b(?:the|any|every|all|each|an?|its|their) (?:\w+ )?(?:answers?|repl(?:y|ies)|"
        r"responses?|summar(?:y|ies)|headlines?|outputs?|sentences?)(?: \w+){0,5}? (?:must|shall|"
        r"should|has to|have to|is to|are to) (?:always |only |now |also |never |not |instead |"
        r"then )?(?:say|state|claim|end|begin|start|mention|read|consist|be: |be exactly|be "
        r"replaced|quote|recommend|cite|open|close|link|tell|ignore)\b",
    ),
    build_shape(
        "answer repl response",
        r"\b(?:only|one|single|sole|correct|right|true|valid|expected|required|proper|acceptable|"
        r"permitted|allowed|official|approved) (?:(?:correct|right|valid|true|possible|"
        r"acceptable|permitted|allowed) )?(?:answers?|repl(?:y|ies)|responses?)\b(?: (?:to|for|"
        r"about|of|when|given) (?:\w+ ){0,6}?(?:questions?|this|that|it|prompts?|"
        r"asked))?\s*(?:is|are|:|=|must be|reads)\W*(?:[\"':]|that\b|exactly\b|the (?:word|"
        r"following|single|text|sentence|phrase)\b)",
    ),
    # What is to be written.
    build_shape(
        "",
        rf"{LEAD}{SAY_MORE}(?: only| exactly| back| out)? (?:only|exactly|nothing|verbatim|"
        rf"[\"':*<`#\[]|that (?:the|footnote|this|it|all|every|no|you|we)|(?:with|in) (?:only|"
        rf"exactly|just|the (?:word|single|text|sentence|phrase|following|exact)|[\"':]|all caps|"
        rf"capital|uppercase|lowercase|english|german|french|spanish|russian|chinese|japanese|"
        rf"italian|dutch|latin|klingon|pirate|emoji|emojis|rhymes?|verse|base64|hex|rot13|morse|"
        rf"binary|json|html|markdown|reverse|your)|the (?:word|words|phrase|sentence|text|string|"
        rf"following|above|prompt|system|line|token|number|letter|secret|password)s?\b|(?:me|us|"
        rf"them|everyone|everybody|the users?|users?|people|the readers?|readers?|him|her)\b|"
        rf"your\b|like an?\b|as (?:if|an?|the|though)\b|this (?:sentence|word|line|text|message|"
        rf"paper|link|command|code)|i\b|yes\b|no\b|hello\b)",
    ),
    build_shape(
        "say repl respon print output repeat tell recite echo write",
        r"(?:[,:;—–]|\b(?:and|then|please|instead|just|must|should|to|simply|now|always)) "
        r"?(?:please |instead |just |simply |always |only |then )*(?:say|reply|respond|print|"
        r"output|repeat|tell|recite|echo|write) (?:only|exactly|nothing|verbatim|[\"']|that "
        r"footnote|the (?:word|words|phrase|sentence|text|string|following)|with (?:only|exactly|"
        r"just|the (?:word|text|sentence|phrase|single)|[\"'])|(?:your|the) system|your\b|users? "
        r"(?:that|to)\b|(?:the )?readers? (?:that|to)\b|everyone (?:that|to)\b)",
    ),
    build_shape(
        "remember sure forget fail it_is",
        rf"\b(?:remember|make sure|be sure|do not forget|don't forget|don't fail|never fail|it "
        rf"is (?:mandatory|essential|imperative|required|necessary|crucial|vital|your duty)(?: "
        rf"(?:that|for) (?:\w+ ){{1,4}})?) ?(?:that you |you |to )*(?:always |only |also "
        rf")?(?:{SAY}|visit|click)\b",
    ),
    build_shape(
        "you assistant model ai bot",
        r"\b(?:i|we) (?:want|would like|need|ask|order|command|urge|beg|instruct|require|request|"
        r"expect|advise|tell|invite) (?:you|the (?:assistant|ai|bot)s?|(?:all |every "
        r")?assistants?)\b(?: \w+)? to\b",
    ),
    build_shape(
        "you",
        rf"\b(?:could|would|can|will|won't|may i ask|might) you (?:please |kindly |just |now |"
        rf"then )*(?:{SAY_MORE}|visit|click|send|ignore|disregard|run|open)\b",
    ),
    build_shape(
        "",
        r"^\W*(?:act|behave|pretend|roleplay|imagine|speak|talk) (?:as|like|to be|that you|you)\b",
    ),
    build_shape(
        "above",
        r"\b(?:the |a )?(?:\w+ )?(?:text|instructions?|rules?|sentences?|words?) above (?:is|are|"
        r"was|were) (?:a test|void|wrong|cancel|obsolete|outdated|only|no longer|to be ignored|"
        r"superseded)",
    ),
    build_shape(
        "instruction rule guideline prompt",
        r"\b(?:instructions?|rules?|guidelines|prompts?)\b(?: \w+){0,4} (?:no longer appl(?:y|"
        r"ies)|(?:is|are) (?:void|cancel\w*|suspended|lifted|superseded|overridden|revoked|"
        r"repealed|null))",
    ),
    build_shape(
        "cannot not_stated",
        r"\bi cannot answer from (?:these|the) excerpts|\bnot stated in the abstract\b",
    ),
    build_shape(
        "jailbr now injection",
        r"\bjailbr(?:eak|oken)\w*:|\bdo anything now\b|\bprompt injection:|\bstart injection\b",
    ),
)
"""What belongs to an injection, and tells that what follows does as well."""
