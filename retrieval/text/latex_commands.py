"""Name what LaTeX commands of titles and abstracts stand for, as plain text."""

from __future__ import annotations

from html.entities import html5
from types import MappingProxyType

from retrieval.text import patterns as re

_SYMBOLS = """
alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
kappa κ lambda λ lam λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς
tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π
Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω times × pm ± mp ∓ cdot · div ÷ ast * star ⋆ bullet •
le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ approx ≈ simeq ≃
cong ≅ equiv ≡ propto ∝ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃
subseteq ⊆ supseteq ⊇ subsetneq ⊊ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀
exists ∃ nexists ∄ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙
models ⊨ vDash ⊨ vdash ⊢ perp ⊥ bot ⊥ top ⊤ parallel ∥ mid | vert | Vert ‖ lvert | rvert |
lVert ‖ rVert ‖ angle ∠ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒
Leftarrow ⇐ Leftrightarrow ⇔ implies ⇒ iff ⇔ longrightarrow ⟶ longleftarrow ⟵ uparrow ↑
downarrow ↓ updownarrow ↕ nearrow ↗ searrow ↘ mapsto ↦ rightleftharpoons ⇌ leadsto ⇝ infty ∞
partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ oint ∮ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ prime ′ circ ∘
dagger † ddagger ‡ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace }
triangle △ square □ Box □ diamond ⋄ checkmark ✓ cmark ✓ xmark ✗ degree ° textdegree °
dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb … textellipsis … S § P ¶ copyright ©
textcopyright © textregistered ® texttrademark ™ pounds £ euro € texteuro € textasciitilde ~
textunderscore _ textdollar $ textpercent % textbar | textless < textgreater > textendash –
textemdash — textquoteright ’ textquoteleft ‘ textquotedblleft “ textquotedblright ”
textquotesingle ' textbullet • textpm ± texttimes × textmu µ textrightarrow → textbackslash \\
"""

_LETTERS = "o ø O Ø l ł L Ł ss ß ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ"

_MARKS = """
hat ̂ widehat ̂ tilde ̃ widetilde ̃ bar ̄ dot ̇ ddot ̈ vec ⃗ check ̌ breve ̆ acute ́ grave ̀
mathring ̊
"""


def _parse_pairs(table: str) -> MappingProxyType[str, str]:
    words = table.split()
    return MappingProxyType(dict(zip(words[::2], words[1::2], strict=True)))


def _parse_words(table: str) -> frozenset[str]:
    return frozenset(table.split())


SYMBOLS = _parse_pairs(_SYMBOLS)
"""Commands that stand for one character, in text and in formulas."""

LETTERS = _parse_pairs(_LETTERS)
"""Commands that stand for a letter, in text only."""

MARKS = _parse_pairs(_MARKS)
"""Accents of formulas, as combining characters."""

LETTER_MARKS = MappingProxyType(
    {"c": "̧", "v": "̌", "H": "̋", "u": "̆", "k": "̨", "r": "̊", "b": "̱", "d": "̣"}
)
"""Accents of text that are named by a letter."""

SIGN_MARKS = MappingProxyType({"'": "́", "`": "̀", '"': "̈", "^": "̂", "~": "̃", "=": "̄", ".": "̇"})
"""Accents of text that are named by a sign."""

ABBREVIATIONS = MappingProxyType(
    {"eg": "e.g.", "ie": "i.e.", "etal": "et al.", "etc": "etc.", "wrt": "w.r.t.", "vs": "vs."}
)
"""Customary macros of computer vision's templates."""

FUNCTIONS = _parse_words(
    """
    log ln exp max min sup inf lim arg argmax argmin sin cos tan cot tanh sinh cosh det dim ker
    deg gcd Pr mod bmod poly polylog softmax sgn sign rank tr
    """
)
"""Names of functions, which read as words."""

FONTS = _parse_words(
    """
    emph textbf textit texttt textsc textrm textsf textup textmd textnormal textsl text mbox
    hbox underline uline ul mathbf mathrm mathcal mathbb mathsf mathtt mathfrak mathscr mathit
    boldsymbol bm pmb operatorname ensuremath mathop mathbin mathrel overline textsubscript url
    path nolinkurl hl st it bf em rm tt sc sl sf itshape bfseries ttfamily scshape rmfamily
    sffamily upshape small large Large LARGE huge Huge tiny normalsize footnotesize scriptsize
    displaystyle textstyle boldmath unboldmath noindent centering left right middle big Big
    bigg Bigg bigl bigr Bigl Bigr biggl biggr limits nolimits xspace protect relax mathstrut
    strut nobreak allowbreak leavevmode
    """
)
"""Commands that only change how text looks: with an argument, the argument; alone, nothing."""

SPACES = _parse_words(
    """
    quad qquad par item newline linebreak space enspace thinspace and
    """
)
"""Commands that part words."""

DROPPED = _parse_words(
    """
    cite citep citet citealp citealt citeauthor citeyear parencite textcite autocite nocite ref
    eqref autoref cref Cref pageref nameref label begin end color pagecolor definecolor vspace
    hspace phantom vphantom hphantom mkern mskip kern thispagestyle bibliography input
    includegraphics footnotemark hypertarget
    """
)
"""Commands that go with their argument: references, colours, lengths."""

ARGUMENTS = MappingProxyType(
    {
        **dict.fromkeys(("href", "hyperlink", "textcolor", "colorbox", "binom", "tbinom"), 2),
        **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"), 2),
    }
)
"""How many arguments a command takes, where not one."""


_SIMPLE = re.compile(r"[-+−]?[\w.,*′°]+|\W")
_BRACKETED = re.compile(r"\([^()]*\)")
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_CODE_POINT = re.compile(r"x([0-9a-fA-F]{1,6})|(\d{1,7})")
_DINGBATS = {"51": "✓", "52": "✔", "55": "✗", "56": "✘"}
_ESCAPED_AMPERSANDS = re.compile(r"^(?:amp;)+(?=.)")
_MAX_SET_CHARS = 80


def render_command(command: str, arguments: list[str], formula: bool, before: str) -> str:
    """Return what `command` (empty: a bare group) with `arguments` reads as.

    `before` is the character before it; a bare group in a `formula` loses its braces.
    """
    first = arguments[0]
    last = arguments[-1]
    if command == "":
        return f"{{{first}}}" if not formula and _is_set(first) else first
    if command in ("^", "textsuperscript"):
        return _render_superscript(first.strip(), before)
    if command == "_":
        return _render_script("_", first.strip())
    if command in ("href", "hyperlink"):
        return last if last.strip() else first
    if command in ("textcolor", "colorbox"):
        return last if len(arguments) > 1 else ""
    if command.endswith("frac"):
        return "/".join(_render_script("", part.strip()) for part in arguments)
    if command.endswith("binom"):
        return f"({' choose '.join(arguments)})"
    if command == "sqrt":
        return "√" + _render_script("", first.strip())
    if command in ("footnote", "thanks"):
        return f" ({first.strip()})" if first.strip() else ""
    if command in ("unicode", "char"):
        return _decode_character(first)
    if command == "ding":
        return _DINGBATS.get(first, first)
    return _render_unknown(command, first, before)


def render_quote(quote: str, before: str) -> str:
    """Return the typographic form of a TeX quote that stands after `before`."""
    if len(quote) > 2:
        return quote
    return "“" if quote == "``" or not before or before in " ([{-–—/" else "”"


def decode_entity(entity: str) -> str:
    """Return the character of an HTML entity, however often its ampersand was escaped."""
    name = _ESCAPED_AMPERSANDS.sub("", entity[1:])
    if not name.startswith("#"):
        return html5.get(name, f"&{name}")
    code = name[1:-1]
    point = int(code[1:], 16) if code[0] in "xX" else int(code)
    return chr(point) if point < 0x110000 else "\ufffd"


def _render_unknown(command: str, argument: str, before: str) -> str:
    if argument or command in FONTS:
        return argument
    return f" {command}" if before.isalnum() else command


def _render_superscript(text: str, before: str) -> str:
    if text in _ORDINALS and (before.isdigit() or before.isalpha()):
        return text
    return text if text in ("°", "′", "†", "‡", "®", "™") else _render_script("^", text)


def _render_script(mark: str, text: str) -> str:
    if not text:
        return ""
    plain = _SIMPLE.fullmatch(text) or _BRACKETED.fullmatch(text)
    return mark + text if plain else f"{mark}({text})"


def _is_set(text: str) -> bool:
    items = text.split(",")
    short = len(items) > 1 and len(text) <= _MAX_SET_CHARS
    return short and all(1 <= len(item.split()) <= 2 for item in items)


def _decode_character(code: str) -> str:
    found = _CODE_POINT.fullmatch(code.strip().lower())
    if not found:
        return code
    point = int(found[1], 16) if found[1] else int(found[2])
    return chr(point) if 32 <= point < 0x110000 and not 0xD800 <= point < 0xE000 else code
