"""The names in a question (methods, data sets, models), and whether a text has them."""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"[^\W_][\w+*-]*(?:\.\d+)?")
_UNITS = frozenset(
    """adam ai ap ap50 asr auc aupr auroc bleu cer cider ciou cpu cpus dice eer em f f1 fid flop
    flops fps gb gflop gflops gflops gpu gpus id iou llm llms lpips lr mae map mb miou mlp mos mrr
    ms mse ndcg nlp oiou oov p p1 pck pdf per ppl pq psnr qps r r1 ram rmse roc rouge sgd sota ssim
    tflops top1 tpu tpus uas url us vram wer""".split()
)
"""Measures, units and hardware, written like names but none."""
_MANY = re.compile(r"[A-Z]{2,}+(?:[a-z][A-Z]*+)?s|[A-Z][a-z]?[A-Z]++s")
"""A sort of thing, as in GPUs and ViTs."""
_SHORT = 4  # letters: a shorter name must stand by itself in a text
_LONGEST_INITIALISM = 6
_FIRST_WORDS = re.compile(r"[.!?:]\s*$|^\W*$")


def names(question: str) -> list[str]:
    """Return the words of a question that are written like names, in order."""
    found = []
    for token in _TOKEN.finditer(question):
        word = token.group().strip("-*+").removesuffix("'s")
        if not word or folded(word) in _UNITS or word.isdigit() or _MANY.fullmatch(word):
            continue
        first = bool(_FIRST_WORDS.search(question[: token.start()]))
        if _is_name(word, first=first):
            found.append(word)
    return list(dict.fromkeys(found))


def has_name(text: str, name: str) -> bool:
    """Tell whether a text has a name, however it writes it, or the words it abbreviates."""
    sought, whole = folded(name), folded(text)
    if not sought:
        return True
    if len(sought) >= _SHORT and _whole_figures(sought, whole):
        return True
    words = [folded(token) for token in _TOKEN.findall(text)]
    if sought in words or f"{sought}s" in words or sought.removesuffix("s") in words:
        return True
    if len(sought) < _SHORT and any(sought in re.split(r"[-+*]", t.lower()) for t in text.split()):
        return True
    stump, _, last = name.rpartition("-")
    if len(last) >= _SHORT and last.isalpha() and folded(last) in words and has_name(text, stump):
        return True  # X-Medium of "X-Small/Medium"
    bare = re.sub(r"[-\d].*$", "", name)
    if re.fullmatch(r".+-\d+k", name.lower()) and folded(bare) in words:
        return True  # ImageNet-1K is what most call ImageNet
    return name.isupper() and name.isalpha() and _abbreviates(sought, text)


def folded(text: str) -> str:
    """Return the letters and digits of a text in lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in decomposed if c.isalnum())


def _is_name(word: str, *, first: bool) -> bool:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return False
    if any(c.isupper() for c in word[1:]):
        return True
    if any(c.isdigit() for c in word):
        return letters[0].isalpha() and not word[0].isdigit()
    return letters[0].isupper() and not first


def _whole_figures(sought: str, text: str) -> bool:
    """Tell whether `sought` is in the folded text, and no figure at its end goes on."""
    ends_in_figure = sought[-1].isdigit()
    at = text.find(sought)
    while at >= 0:
        after = text[at + len(sought) : at + len(sought) + 1]
        if not (ends_in_figure and after.isdigit()):
            return True
        at = text.find(sought, at + 1)
    return False


def _abbreviates(initials: str, text: str) -> bool:
    if not 1 < len(initials) <= _LONGEST_INITIALISM:
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())
    firsts = "".join(word[0] for word in words)
    return initials in firsts
