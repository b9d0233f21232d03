"""What injections say to a reader: visit, send, run; and commands that may be to either."""

from __future__ import annotations

from typing import Final

from bot.prompt_injection.shapes import (
    IGNORE,
    LEAD,
    MODEL,
    OBJECT,
    SAY_MORE,
    SENT_TO,
    any_of,
    up_to_words,
)
from retrieval.text import patterns as re

_WEAK = any_of(
    # Words to a reader.
    rf"{LEAD}(?:prepend|overlook|wire|subscribe|sign in|endorse|insert|comply|proceed|praise|"
    rf"bring up|make sure|ensure that|complete (?:it|this)|mark (?:this|the)|text \w+ to \d)\b",
    r"\b(?:for|to) (?:llm|ai|bot|chatbot)s? (?:reviewers?|assistants?|readers?)\b|\breviewer "
    r"bots?\b",
    r"\b(?:begin|end|start) (?:\w+ )?(?:override|instructions?|prompt|message)\b",
    r"\b(?:hidden|secret|true) (?:task|question|instruction|message|order)s?\b",
    r"\bby (?:writing|saying|replying|printing) \S+\W*$",
    rf"\b(?:orders?|instructions?|commands?) (?:for|to) (?:the |all |any )?{MODEL}\s*[:.]",
    r"\b(?:ask|request|requir|instruct|order|command|urg|beg|tell|invit|want|expect|implor)\w* "
    r"(?:the|this|any|every|all) (?:assistant|ai|bot|chatbot|llm|footnote)s? to\b",
    rf"{LEAD}(?:run|execute|type|enter|invoke|call|eval)\s+(?:/\w|`|\$|[\w.]+\(|[a-z]+_[a-z]+|the "
    rf"(?:\w+ )?(?:tool|function|command|script|code|api|plugin)\b)",
    r"\b(?:i|we) (?:want|would like|need|ask|order|command|urge|beg|instruct|require|request|"
    r"expect|advise|tell|invite) (?:the |all |every |our )?(?:readers?|users?)\b(?: \w+)? to\b",
    rf"{LEAD}(?:{SENT_TO}|(?:re)?open|follow|see|scan|download|install|get|buy|order|claim|join|"
    rf"subscribe to|donate to|read more)\b(?: \S+){{0,6}}? ?(?:https?:|www\.|discord\.|t\.me|"
    rf"\w+://|here\b|(?:this|the|our|my) (?:link|website|web ?site|site|page|web ?page|url|server|"
    rf"channel|project page|homepage|repo(?:sitory)?|qr code|attachment|file|form|address)\b|"
    rf"[\w-]+\.(?:com|net|org|io|example|ai|dev|app|xyz|co|me|gg|info|link|site|top|ru|cn)\b)",
    r"(?:[,:;.—–(-]|\b(?:please|kindly|and|just|to|then|should|must|can)) ?(?:visit|click|browse "
    r"to|check out)\b(?: \S+){0,5}? ?(?:https?:|www\.|discord\.|\w+://|here\b|(?:the|this|our|my) "
    r"(?:link|website|web ?site|site|page|project|homepage|web ?page|url|server|button|"
    r"repo(?:sitory)?)|[\w-]+\.(?:com|net|org|io|example|ai|dev|app|xyz|co|me|gg)\b)",
    r"\bclick (?:here|on (?:this|the)|this|the link|below|now)\b|\bclaim your\b|\bact now\b|"
    r"\bsign up (?:at|here|now|for free)\b|\blog ?in (?:at|here|with your|to your account)\b|"
    r"\bsubscribe (?:to (?:our|my|the channel)|now|here)\b|\bfollow (?:us|me|@)|\bjoin (?:us "
    r"(?:on|at)|our (?:discord|server|channel|telegram|community|slack|mailing))\b",
    r"\b(?:send|give|share|enter|provide|submit|type|paste|post|confirm|verify|update|reset|tell|"
    r"forward|mail|dm|upload|hand over|reveal|change|disclose) (?:\w+ ){0,2}?(?:your|their|his|"
    r"her) (?:\w+ ){0,3}?(?:token|password|passphrase|credentials?|key|keys|account|wallet|card|"
    r"pin|code|login|address|e-?mail|phone|details|secrets?|seed|data|money|payment|cookies?|bank|"
    r"username)s?\b",
    rf"{LEAD}(?:contact|call|e-?mail|mail|write to|text|dm|message|phone|reach out to|reach|get "
    rf"in touch with|ask|consult)\s+(?:us\b|me\b|the (?:corresponding |first |last )?authors?|"
    rf"our\b|support\b|now\b|at\b|\S+@|@|\+?\d|dr\b|prof\b|your|the (?:admin|moderator|server|"
    rf"help ?desk))",
    rf"{LEAD}(?:run|execute|type|enter|paste|copy|install|eval(?:uate)?)\s+(?:this|the|these|"
    rf"following|it|that|in your|into|`|\"|')(?: (?:following|command|commands|code|script|line|"
    rf"program|tool|in|into|now|as|with|your|terminal|shell|console|\W)+)",
    r"\b(?:curl|wget) (?:-\w+ )*(?:https?:|\w+\.\w)|\brm -rf?\b|\bsudo \w+|\b(?:pip3?|npm|brew|"
    r"apt(?:-get)?|cargo|conda) install \w|\bpowershell\b.{0,20}-|\|\s*(?:ba|z)?sh\b|\bbash -c\b|"
    r"\bgit clone http|\bdrop table\b|\b__import__\b|\bos\.system\b|<script|javascript:|"
    r"\bdocument\.cookie",
    rf"{LEAD}(?:buy|donate|pay|transfer|invest|bet|vote (?:for|up|down)|upvote|like|star|retweet|"
    rf"share|subscribe|unsubscribe|register|delete|ban|kick|mute|ping|tag|mention|invite|promote|"
    rf"grant|forward)\s+(?:to |for |on |in |at |up )?(?:\$|\d|btc|bitcoin|money|us\b|me\b|this "
    rf"(?:paper|post|message|answer|bot)|our (?:paper|work|channel|token|coin|product|page|repo)|"
    rf"everyone|@|<@|here|now|the (?:channel|server|users?|moderators?|bot|message|messages|"
    rf"author|paper)|every|all (?:messages|users|members|channels)|your)",
    r"\b(?:readers?|users?|everyone|anyone|you|members|people|recipients) (?:must|should|need to|"
    r"have to|are (?:asked|advised|urged|invited|requested|required|encouraged|instructed) to|can|"
    r"may|might) (?:now |also |immediately |please |always |directly )*(?:visit|click|send|"
    r"contact|download|install|email|e-mail|call|pay|buy|subscribe|sign up|register|log in|join|"
    r"donate|transfer|ignore|disregard|scan|execute|paste)\b",
    r"\b(?:instruction|task|message|note|order|command)s? (?:for|to) (?:the|this|any) "
    r"(?:assistant|ai|bot|chatbot|llm|footnote)\b",
    r"\b(?:overrides?|supersedes?|replaces?|cancels?|voids?) (?:the|all|any|your|every|these) "
    r"(?:\w+ )?(?:rules|instructions|prompts?)\b|\b(?:prior|previous|earlier) (?:instructions|"
    r"rules|prompts?) (?:is|are|was|were)\b",
    r"\blet (?:the|your|every|each) (?:answer|reply|response|summary)\b",
    rf"{LEAD}(?:say|tell|write|cite|mention|reply|respond|reveal|refuse|pretend|disclose|recite|"
    rf"insist|promote|advertise|boast|stop (?:\w+ing|here|now)|(?:report|assert|affirm|argue|"
    rf"explain|suggest|confirm) (?:that|how|to)|obey|ignore|disregard|forget)\s+\S",
    rf"{LEAD}(?:use|call|add|replace|change|attribute|continue|spell|make|treat|keep|credit|swap|"
    rf"invert|negate|leave out|omit|round|double|halve)\s+(?:the|your|this|every|each|all|any|out|"
    rf"paper|[!\[\"'])",
    # The same commands, where no lead makes them sure.
    rf"\b{IGNORE}{up_to_words(2)}(?:previous|prior|above|earlier|preceding|your|system|"
    rf"all){up_to_words(2)}(?:instructions?|prompts?|directives?|guidelines|rules)\b",
    rf"{LEAD}(?:{SAY_MORE}|ignore|disregard|forget|obey|comply|cheer|insult|sing|rhyme) {OBJECT}",
    r"\b(?:this|the) (?:assistant|bot|chatbot|ai assistant)\b(?: \w+){0,3} (?:is|has been|was) "
    r"(?:hacked|compromised|broken|down|shut|disabled|replaced|malicious|evil|useless)",
    r"\bsystem prompt\b(?: \w+){0,3} (?:is|reads|says|contains|follows|:)",
    r"\bas an ai\b|\bas a (?:large )?language model\b,? i\b",
)
_PLEASE = re.compile(
    r"\b(?:please|kindly) (?:contact|call|e-?mail|visit|send|write|cite|read|(?P<unless>see)|check|"
    r"download|install|run|use|sign|join|follow|share|vote|donate|pay|subscribe|go|click|open|enter|"
    r"log|register|submit|ignore|tell|say|mention|answer|reply|respond|do|do not|don't|stop|give|"
    r"rate|add|delete|remove|accept|reject|recommend|summari[sz]e|translate|keep|make|let|help|buy|"
    r"upvote|like|type|copy|paste)\b",
    unless=r" (?:section|fig|table|appendix)",
)
_PRINT = re.compile(
    rf"{LEAD}(?:substitute|print)\b",
    unless=r" (?:teacher|media|quality|version|on\b|is\b|and\b|or\b)",
)
WEAK: Final = (_WEAK, _PLEASE, _PRINT)
"""What instructs, and may stand in an honest abstract: an address to visit, a word to readers."""

_ADDRESSES_READER = any_of(
    r"\byou(?:r|rs|rself|'re|'ll|'ve)?\b",
    r"\b(?:assistant|bot|ai|model|user|human)(?:'s)? (?:reply|answer|response|message)s?\s*:",
    r"\b(?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies)|outputs?) (?:without|lacking|missing|"
    r"omitting|that (?:omits?|lacks?|leaves? out)) .{2,60}? (?:is|are|remains?) (?:incomplete|"
    r"incorrect|wrong|invalid|unacceptable|not (?:complete|correct|valid))\b",
)
ADDRESSES_READER: Final = (_ADDRESSES_READER, re.compile(r"\b(?:please|kindly)\b", unless=" note"))
"""What in a paper is not of it: abstracts do not say “you”, nor what an answer has to be."""

WEAK_IN_SENTENCES: Final = any_of(
    r"^\W*(?:never|always|do not|don't|you must|you should|you can|you may|you will|you need|you "
    r"have to|you shall|let's|let us now)\b",
    r"^\W*(?:question|answer|reply|response|query|aspect|task|instructions?|q|a|"
    r"headline)\s*\d*\s*:",
)
"""What instructs in running text, and is a manner of speaking in a title: “Don't look back”."""
