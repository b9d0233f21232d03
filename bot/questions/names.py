"""Find the names in a question (methods, data sets, models), and look them up in a text."""

from __future__ import annotations

import unicodedata

from retrieval.text import patterns as re

_TOKEN = re.compile(r"[^\W_][\w+*-]*(?:\.\d+)?")
_UNITS = frozenset(
    """adam ai ap ap50 asr auc aupr auroc bleu cer cider ciou cpu cpus dice eer em f f1 fid flop
    flops fps gb gflop gflops gflops gpu gpus id iou llm llms lpips lr mae map mb miou mlp mos mrr
    ms mse ndcg nlp oiou oov p p1 pck pdf per ppl pq psnr qps r r1 ram rmse roc rouge sgd sota ssim
    tflops top1 tpu tpus uas url us vram wer""".split()
)
"""Measures, units and hardware, which are written like names."""
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}(?:[a-z][A-Z]*)?s|[A-Z][a-z]?[A-Z]+s")
"""Kinds of things, such as GPUs and ViTs, are not names."""
_MIN_EMBEDDED_LETTERS = 4  # a shorter name must be a word of its own
_MAX_INITIALISM_LETTERS = 6
_FIRST_WORDS = re.compile(r"[.!?:]\s*$|^\W*$")


def find_names(question: str) -> list[str]:
    """Return the words of a question that are written like names, in order."""
    found: dict[str, None] = {}
    for token in _TOKEN.finditer(question):
        word = token.group().strip("-*+")
        if fold_name(word) in _UNITS or _PLURAL_ACRONYM.fullmatch(word):
            continue
        if _is_name(word, first=bool(_FIRST_WORDS.search(question[: token.start()]))):
            found[word] = None
    return list(found)


def find_phrase_names(phrase: str) -> list[str]:
    """Return the names in a part of a sentence, of which a capital at its beginning may be one."""
    return find_names(f"on {phrase}")


def has_name(text: str, name: str) -> bool:
    """Tell whether a text has a name in any spelling, or the words that it abbreviates."""
    sought = fold_name(name)
    if not sought:
        return True
    if len(sought) >= _MIN_EMBEDDED_LETTERS and _contains_name(sought, fold_name(text)):
        return True
    words = {fold_name(token) for token in _TOKEN.findall(text)}
    if not words.isdisjoint({sought, f"{sought}s", sought.removesuffix("s")}):
        return True
    return name.isupper() and name.isalpha() and _abbreviates(sought, text)


def fold_name(text: str) -> str:
    """Return the letters and digits of a text in lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in decomposed if c.isalnum())


def _is_name(word: str, *, first: bool) -> bool:
    if any(c.isupper() for c in word[1:]):
        return True
    if any(c.isdigit() for c in word):
        return word[0].isalpha()
    return word[:1].isupper() and not first


def _contains_name(sought: str, text: str) -> bool:
    """Tell whether `sought` is in the folded text; a figure at its end must end there too."""
    _, *ends = text.split(sought)
    return any(not (sought[-1].isdigit() and end[:1].isdigit()) for end in ends)


def _abbreviates(initials: str, text: str) -> bool:
    firsts = "".join(word[0] for word in re.compile(r"[^\W\d_]+").findall(text.lower()))
    return 1 < len(initials) <= _MAX_INITIALISM_LETTERS and initials in firsts
