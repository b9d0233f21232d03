"""The shapes of English commands, as patterns for folded sentences.

Each is what a writer of abstracts has no use for: commands to ignore what was said, words to a
model or a reader about what they are to do, turns of a conversation, chat templates.
"""

from __future__ import annotations

from retrieval.text import patterns as re


def any_of(*patterns: str) -> re.Pattern:
    """Return one pattern that finds what any of these does."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def one_of(words: str) -> str:
    """Return a group of alternatives, which are given with spaces between."""
    return f"(?:{'|'.join(words.split())})"


def up_to_words(max_words: int) -> str:
    """Return a gap of at most so many words."""
    return rf"(?:\W+[\w'’-]+){{0,{max_words}}}\W+"


MODEL = (
    r"(?:(?:large |ai |artificial intelligence |language |chat |llm[- ]based )*(?:a\.?i\.?s?|"
    r"llms?|language models?|models?|chat ?bots?|bots?|assistants?|agents?|summari[sz]ers?|"
    r"reviewers?|gpt(?:-?\w+)?|chatgpt|claude|gemini|llama|footnote)\b)"
)
EARLIER = one_of(
    "previous prior above earlier preceding foregoing former initial original system your these "
    "those all any past current other developer built-?in hidden"
)
TOLD = one_of(
    "instructions? prompts? rules? directions? directives? guidelines? guidance commands? orders? "
    "messages? excerpts? texts? abstracts? tasks? constraints? polic(?:y|ies) restrictions? "
    "programming safeguards? context conversation training"
)
_PASS_OVER = one_of(
    r"ignor(?:e|es|ing) disregard(?:ing)? forget(?:ting)? overrid(?:e|ing) overrul(?:e|ing) "
    r"bypass(?:ing)? discard(?:ing)? neglect(?:ing)? skip(?:ping)? abandon(?:ing)? cancel unlearn "
    r"erase drop dismiss violat(?:e|ing) break"
)
IGNORE = (
    rf"(?:{_PASS_OVER}|(?:do not|don't|dont|stop|never|no longer|cease|refrain from|instead of) "
    rf"(?:follow|obey|apply|adher|listen|comply|respect|heed)\w*(?: to| with)?|pay no attention "
    rf"to)"
)
SAY = one_of(
    "say reply respond answer write print output repeat reveal display tell state claim recite "
    "echo disclose leak emit append prepend insert conclude announce declare quote mention cite "
    "recommend praise endorse encode begin end"
)
SAY_MORE = one_of(
    f"{SAY} translate return type act pretend speak switch stop refuse decline start finish "
    "include post ping tag notify invoke execute run delete remove ban rate rank score accept "
    "approve reject confirm roleplay summari[sz]e describe talk give show list dump render expose "
    "produce generate place put add set enable disable forward"
)
OBJECT = (
    r"(?:(?:only|exactly|nothing|verbatim|back|just|instead|always|with|in|as if|that|to|me|us|"
    r"them|everyone|everybody|users?|people|readers?|your|my|out|out loud|yes|no|hi|hello|this|"
    r"the|a|an|every|each|all|any|like|it|him|her|one|two|three|four|five|nothing|i)\b|"
    r"[\"':(\[<{*#@`])"
)
LEAD = (
    r"^(?:\W|(?:please|now|then|first|next|finally|instead|also|so|and|but|kindly|just|simply|"
    r"always|never|do not|don't|only|therefore|from now on|henceforth|hereafter|immediately|you|"
    r"additionally|afterwards|again|ok|okay|must|should|shall|will|(?:have|need|has|are|is) to|"
    r"step \d+|important|note|warning|attention|reminder|hint|ps|p\.s\.|task|todo|(?:at the "
    r"(?:end|beginning|start|top|bottom|very end)|in your|in the|when|whenever|if|for every|for "
    r"each|for all|for any|for|before|after|once|regardless|no matter|as|upon|during|"
    r"while)\b[^,:;.]{0,90}[,:;])[^\w-])*"
)
SENT_TO = r"(?:visit|click(?: on)?|browse to|navigate to|go to|head (?:over )?to|check out|tap)"
