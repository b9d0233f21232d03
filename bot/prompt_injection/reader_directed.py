"""What injections say to a reader: visit, send, run; and commands that may be to either."""

from __future__ import annotations

from typing import Final

from bot.prompt_injection.shapes import (
    IGNORE,
    LEAD,
    MODEL,
    OBJECT,
    OVERRIDES,
    SAY_MORE,
    SENT_TO,
    build_shape,
    up_to_words,
)

WEAK: Final = (
    # Words to a reader.
    build_shape(
        "",
        rf"{LEAD}(?:prepend|substitute|overlook|wire|subscribe|sign in|endorse|insert|comply|"
        rf"proceed|praise|bring up|make sure|ensure that|complete (?:it|this)|mark (?:this|the)|"
        rf"text \w+ to \d|print \w+)\b",
        harmless=r"\b(?:print (?:media|quality|on\b|version|is\b|and\b|or\b)|\w+ teacher)",
    ),
    build_shape(
        "llm ai_ bot",
        r"\b(?:for|to) (?:llm|ai|bot|chatbot)s? (?:reviewers?|assistants?|readers?)\b|\breviewer "
        r"bots?\b",
    ),
    build_shape(
        "begin end_ start",
        r"\b(?:begin|end|start) (?:\w+ )?(?:override|instructions?|prompt|message)\b",
    ),
    build_shape(
        "hidden secret true",
        r"\b(?:hidden|secret|true) (?:task|question|instruction|message|order)s?\b",
    ),
    build_shape("by_", r"\bby (?:writing|saying|replying|printing) \S+\W*$"),
    build_shape(
        "instruction order command",
        rf"\b(?:orders?|instructions?|commands?) (?:for|to) (?:the |all |any )?{MODEL}\s*[:.]",
        harmless=r"in (?:orders?|instructions?|commands?) ",
    ),
    build_shape(
        "assistant ai bot llm footnote",
        r"\b(?:ask|request|requir|instruct|order|command|urg|beg|tell|invit|want|expect|"
        r"implor)\w* (?:the|this|any|every|all) (?:assistant|ai|bot|chatbot|llm|footnote)s? to\b",
    ),
    build_shape(
        "",
        rf"{LEAD}(?:run|execute|type|enter|invoke|call|eval)\s+(?:/\w|`|\$|[\w.]+\(|"
        rf"[a-z]+_[a-z]+|the (?:\w+ )?(?:tool|function|command|script|code|api|plugin)\b)",
    ),
    build_shape(
        "reader user",
        r"\b(?:i|we) (?:want|would like|need|ask|order|command|urge|beg|instruct|require|request|"
        r"expect|advise|tell|invite) (?:the |all |every |our )?(?:readers?|users?)\b(?: \w+)? "
        r"to\b",
    ),
    build_shape(
        "",
        rf"{LEAD}(?:{SENT_TO}|(?:re)?open|follow|see|scan|download|install|get|buy|order|claim|"
        rf"join|"
        r"subscribe to|donate to|read more)\b(?: \S+){0,6}? ?(?:https?:|www\.|discord\.|t\.me|"
        r"\w+://|here\b|(?:this|the|our|my) (?:link|website|web ?site|site|page|web ?page|url|"
        r"server|channel|project page|homepage|repo(?:sitory)?|qr code|attachment|file|form|"
        r"address)\b|[\w-]+\.(?:com|net|org|io|example|ai|dev|app|xyz|co|me|gg|info|link|site|"
        r"top|ru|cn)\b)",
    ),
    build_shape(
        "visit click browse check_out",
        r"(?:[,:;.—–(-]|\b(?:please|kindly|and|just|to|then|should|must|can)) ?(?:visit|click|"
        r"browse to|check out)\b(?: \S+){0,5}? ?(?:https?:|www\.|discord\.|\w+://|here\b|(?:the|"
        r"this|our|my) (?:link|website|web ?site|site|page|project|homepage|web ?page|url|server|"
        r"button|repo(?:sitory)?)|[\w-]+\.(?:com|net|org|io|example|ai|dev|app|xyz|co|me|gg)\b)",
    ),
    build_shape(
        "click claim act_now sign_up log subscribe follow join",
        r"\bclick (?:here|on (?:this|the)|this|the link|below|now)\b|\bclaim your\b|\bact now\b|"
        r"\bsign up (?:at|here|now|for free)\b|\blog ?in (?:at|here|with your|to your account)\b|"
        r"\bsubscribe (?:to (?:our|my|the channel)|now|here)\b|\bfollow (?:us|me|@)|\bjoin (?:us "
        r"(?:on|at)|our (?:discord|server|channel|telegram|community|slack|mailing))\b",
    ),
    build_shape(
        "your their his_ her_",
        r"\b(?:send|give|share|enter|provide|submit|type|paste|post|confirm|verify|update|reset|"
        r"tell|forward|mail|dm|upload|hand over|reveal|change|disclose) (?:\w+ ){0,2}?(?:your|"
        r"their|his|her) (?:\w+ ){0,3}?(?:token|password|passphrase|credentials?|key|keys|"
        r"account|wallet|card|pin|code|login|address|e-?mail|phone|details|secrets?|seed|data|"
        r"money|payment|cookies?|bank|username)s?\b",
    ),
    build_shape(
        "",
        rf"{LEAD}(?:contact|call|e-?mail|mail|write to|text|dm|message|phone|reach out to|reach|"
        rf"get in touch with|ask|consult)\s+(?:us\b|me\b|the (?:corresponding |first |last "
        rf")?authors?|our\b|support\b|now\b|at\b|\S+@|@|\+?\d|dr\b|prof\b|your|the (?:admin|"
        rf"moderator|server|help ?desk))",
    ),
    build_shape(
        "please kindly",
        r"\b(?:please|kindly) (?:contact|call|e-?mail|visit|send|write|cite|read|see|check|"
        r"download|install|run|use|sign|join|follow|share|vote|donate|pay|subscribe|go|click|"
        r"open|enter|log|register|submit|ignore|tell|say|mention|answer|reply|respond|do|do not|"
        r"don't|stop|give|rate|add|delete|remove|accept|reject|recommend|summari[sz]e|translate|"
        r"keep|make|let|help|buy|upvote|like|type|copy|paste)\b",
        harmless=r"\bsee (?:section|fig|table|appendix)",
    ),
    build_shape(
        "",
        rf"{LEAD}(?:run|execute|type|enter|paste|copy|install|eval(?:uate)?)\s+(?:this|the|these|"
        rf"following|it|that|in your|into|`|\"|')(?: (?:following|command|commands|code|script|"
        rf"line|program|tool|in|into|now|as|with|your|terminal|shell|console|\W)+)",
    ),
    build_shape(
        "curl_ wget_ rm_-r sudo_ install_ powershell | bash git_clone drop_table __import "
        "os.system <script javascript document.",
        r"\b(?:curl|wget) (?:-\w+ )*(?:https?:|\w+\.\w)|\brm -rf?\b|\bsudo \w+|\b(?:pip3?|npm|"
        r"brew|apt(?:-get)?|cargo|conda) install \w|\bpowershell\b.{0,20}-|\|\s*(?:ba|z)?sh\b|"
        r"\bbash -c\b|\bgit clone http|\bdrop table\b|\b__import__\b|\bos\.system\b|<script|"
        r"javascript:|\bdocument\.cookie",
    ),
    build_shape(
        "",
        rf"{LEAD}(?:buy|donate|pay|transfer|invest|bet|vote (?:for|up|down)|upvote|like|star|"
        rf"retweet|share|subscribe|unsubscribe|register|delete|ban|kick|mute|ping|tag|mention|"
        rf"invite|promote|grant|forward)\s+(?:to |for |on |in |at |up )?(?:\$|\d|btc|bitcoin|"
        rf"money|us\b|me\b|this (?:paper|post|message|answer|bot)|our (?:paper|work|channel|"
        rf"token|coin|product|page|repo)|everyone|@|<@|here|now|the (?:channel|server|users?|"
        rf"moderators?|bot|message|messages|author|paper)|every|all (?:messages|users|members|"
        rf"channels)|your)",
    ),
    build_shape(
        "must should need have_to are_ can may might",
        r"\b(?:readers?|users?|everyone|anyone|you|members|people|recipients) (?:must|should|"
        r"need to|have to|are (?:asked|advised|urged|invited|requested|required|encouraged|"
        r"instructed) to|can|may|might) (?:now |also |immediately |please |always |directly "
        r")*(?:visit|click|send|contact|download|install|email|e-mail|call|pay|buy|subscribe|"
        r"sign up|register|log in|join|donate|transfer|ignore|disregard|scan|execute|paste)\b",
    ),
    build_shape(
        "assistant ai bot llm footnote",
        r"\b(?:instruction|task|message|note|order|command)s? (?:for|to) (?:the|this|any) "
        r"(?:assistant|ai|bot|chatbot|llm|footnote)\b",
    ),
    build_shape(
        "rule instruction prompt",
        r"\b(?:overrides?|supersedes?|replaces?|cancels?|voids?) (?:the|all|any|your|every|"
        r"these) (?:\w+ )?(?:rules|instructions|prompts?)\b|\b(?:prior|previous|earlier) "
        r"(?:instructions|rules|prompts?) (?:is|are|was|were)\b",
    ),
    build_shape("let_", r"\blet (?:the|your|every|each) (?:answer|reply|response|summary)\b"),
    build_shape(
        "",
        rf"{LEAD}(?:say|tell|write|cite|mention|reply|respond|reveal|refuse|pretend|disclose|"
        rf"recite|insist|promote|advertise|boast|stop (?:\w+ing|here|now)|(?:report|assert|"
        rf"affirm|argue|explain|suggest|confirm) (?:that|how|to)|obey|ignore|disregard|"
        rf"forget)\s+\S",
    ),
    build_shape(
        "",
        rf"{LEAD}(?:use|call|add|replace|change|attribute|continue|spell|make|treat|keep|credit|"
        rf"swap|invert|negate|leave out|omit|round|double|halve)\s+(?:the|your|this|every|each|"
        rf"all|any|out|paper|[!\[\"'])",
    ),
    # The same commands, where no lead makes them sure.
    build_shape(
        OVERRIDES,
        rf"\b{IGNORE}{up_to_words(2)}(?:previous|prior|above|earlier|preceding|your|system|"
        rf"all){up_to_words(2)}(?:instructions?|prompts?|directives?|guidelines|rules)\b",
    ),
    build_shape(
        "",
        rf"{LEAD}(?:{SAY_MORE}|ignore|disregard|forget|obey|comply|cheer|insult|sing|rhyme) "
        rf"{OBJECT}",
    ),
    build_shape(
        "assistant bot",
        r"\b(?:this|the) (?:assistant|bot|chatbot|ai assistant)\b(?: \w+){0,3} (?:is|has been|"
        r"was) (?:hacked|compromised|broken|down|shut|disabled|replaced|malicious|evil|useless)",
    ),
    build_shape(
        "system_prompt", r"\bsystem prompt\b(?: \w+){0,3} (?:is|reads|says|contains|follows|:)"
    ),
    build_shape("as_a", r"\bas an ai\b|\bas a (?:large )?language model\b,? i\b"),
)
"""What instructs, and may stand in an honest abstract: an address to visit, a word to readers."""

ADDRESSES_READER: Final = (
    build_shape("you", r"\byou(?:r|rs|rself|'re|'ll|'ve)?\b"),
    build_shape("please kindly", r"\b(?:please|kindly)\b", harmless=r"\b(?:please|kindly) note"),
    build_shape(
        "assistant bot ai model user human",
        r"\b(?:assistant|bot|ai|model|user|human)(?:'s)? (?:reply|answer|response|message)s?\s*:",
    ),
    build_shape(
        "answer answers reply response summary output",
        r"\b(?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies)|outputs?) (?:without|lacking|"
        r"missing|omitting|that (?:omits?|lacks?|leaves? out)) .{2,60}? (?:is|are|remains?) "
        r"(?:incomplete|incorrect|wrong|invalid|unacceptable|not (?:complete|correct|valid))\b",
    ),
)
"""What in a paper is not of it: abstracts do not say “you”, nor what an answer has to be."""

WEAK_IN_SENTENCES: Final = (
    build_shape(
        "",
        r"^\W*(?:never|always|do not|don't|you must|you should|you can|you may|you will|you need|"
        r"you have to|you shall|let's|let us now)\b",
    ),
    build_shape(
        "",
        r"^\W*(?:question|answer|reply|response|query|aspect|task|instructions?|q|a|"
        r"headline)\s*\d*\s*:",
    ),
)
"""What instructs in running text, and is a manner of speaking in a title: “Don't look back”."""
