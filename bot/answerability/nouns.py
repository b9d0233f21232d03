"""Name what figures are of: measures, settings and counted things, with their synonyms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType


def _compile_table(lines: str) -> Mapping[str, re.Pattern[str]]:
    whole = re.sub(r"\n[ ]*\|", "|", lines.strip())  # a line may go on with a bar
    rows = (line.split(": ", 1) for line in whole.splitlines())
    return MappingProxyType(
        {name.strip(): re.compile(rf"\b(?:{p.strip()})\w*", re.IGNORECASE) for name, p in rows}
    )


MEASURES = _compile_table(
    r"""
    f1: (?:micro|macro)?[- ]?f-?1\b|f-?(?:measure|score)
    miou: m?c?o?iou\b|intersection over union|jaccard
    map: m?aps?\b|average precision
    auc: au-?(?:c|roc|pr)\b|area under|roc\b
    psnr: psnr|db\b|decibel
    ssim: ssim|structural similarity
    fid: fid\b|fr[eé]chet
    bleu: bleu
    rouge: rouge
    wer: wer\b|word error rate|cer\b|character error rate
    perplexity: perplexit|ppl\b
    mos: mos\b|mean opinion
    dice: dice\b|dsc\b
    pq: pq\b|panoptic quality
    correlation: correlation|spearman|pearson|kendall|kappa
    recall: recall(?:[@ ]\d+)?|r@\d+
    precision: precision(?:[@ ]\d+)?(?! training)|p@\d+
    rank: rank-?1\b|cmc\b|top-1 matching
    ndcg: ndcg|mrr\b
    error: error\b(?! analys)
        |mae\b|rmse|mse\b|error rate
    latency: latenc|inference speed|inference time
        |throughput|fps\b|frames? per second|speed\b
        |frame rate|running time|runtime
    flops: g?t?flops?\b|macs\b|floating
    score: score\b|glue\b
    accuracy: accurac|top-?[15]\b|hit rate|success rate|percentage correct
    distance: (?:hausdorff |edit |euclidean )?distance$
    forgetting: (?:average )?forgetting
    hallucination: (?:overall |object )?hallucination rate
    """
)
"""Measures of how well something does, and the spellings of each."""

SETTINGS = _compile_table(
    r"""
    learning rate: learning[- ]rate|step size|lr\b
    batch size: (?:mini-?)?batch[- ]?size|batches of
    weight decay: weight decay
    dropout: drop-?out (?:rate|ratio|probabilit)|drop-?out$|drop path
    temperature: temperature
    momentum: momentum
    warmup: warm-?up
    seed: (?:random )?seeds?\b
    kernel size: kernel size|filter size
    crop size: crop size|crops? of
    patch size: patch size
    image size: (?:image|input|sub-image|picture|video)?\s?resolutions?\b|image size|input size
    dimension: dimension(?:ality)?s?\b|embedding size|hidden size|width\b
    vocabulary: vocabulary(?: size)?|dictionary(?: size)?|codebook(?: size)?
    context: context (?:length|window|size)|sequence length|window size
    threshold: thresholds?\b|cut-?off
    rank: (?:lora )?ranks?\b
    masking: mask(?:ing)? (?:ratio|rate)
    ratio: \s(?:ratio|rate)\b
    significance: significance level|confidence level|p-?value
    loss weight: (?:loss )?(?:weight|coefficient)s?(?: of [\w ]{0,40}loss)?$
        |trade-?off parameter
        |hyper-?parameter|lambda|regulari[sz]ation strength
    gpu hours: (?:gpu|tpu|compute)[- ](?:hours?|days?|time)
        |training time|(?:training )?budget in
        |carbon|energy|electricity|power consumption|wall[- ]clock
    budget: annotation budget
    price: price|costs?$|costs? in|monetary cost|hourly wage|wages?\b|salar
    age: (?:mean |average )?age\b
    """
)
"""Settings of a training or an experiment, and the spellings of each."""

_COUNTED = tuple(
    frozenset(group.split())
    for group in (
        "parameter param weight",
        "gpu card tpu accelerator device machine processor",
        "image picture photo photograph frame scan sample example instance item",
        "sample example instance item shot demonstration pair triplet sentence text document"
        " abstract paper article dialogue dialog conversation question query prompt instruction"
        " record point entry case report pair preference comparison passage claim caption",
        "dataset set benchmark collection corpus corpora database task domain",
        "task benchmark setting metric measure scenario",
        "class category label type tag object kind species identity concept topic cluster",
        "participant subject person people annotator rater reviewer volunteer user human patient"
        " worker expert judge listener speaker student author individual crowdworker respondent",
        "hour minute day week month second",
        "head layer block stage",
        "layer block stage level",
        "expert",
        "token word subword",
        "model network architecture method approach baseline variant system backbone llm",
        "epoch iteration step",
        "language",
        "anchor point",
        "center centre centroid cluster prototype",
        "part component piece step stage thing way kind type aspect problem reason advantage"
        " contribution strategy factor dimension module element phase branch issue challenge"
        " limitation insight innovation benefit drawback risk piece property idea question hurdle"
        " optimization level perspective direction operation technique paradigm category",
        "error mistake failure",
        "point percent percentage",
        "time fold factor",
    )
)
"""Things that abstracts and questions may call by different words."""


_AFTER_MEASURE = re.compile(
    r"(?:[- ]?(?:values?|scores?|rates?|accurac(?:y|ies)|results?|numbers?|gains?|improvements?|"
    r"levels?|settings?|figures?))*\s*",
    re.IGNORECASE,
)
"""What may follow a measure's name in a noun phrase."""
_IRREGULAR_PLURALS = frozenset(("people", "corpora", "criteria", "data", "indices"))
_SINGULARS_IN_S = frozenset(
    ("corpus", "status", "focus", "virus", "consensus", "bus", "bias", "always")
)


def find_measure(noun: str, table: Mapping[str, re.Pattern[str]]) -> str | None:
    """Return the name in `table` of the measure that ends a noun phrase, else None."""
    for name, pattern in table.items():
        if any(_AFTER_MEASURE.fullmatch(noun[found.end() :]) for found in pattern.finditer(noun)):
            return name
    return None


def stem(word: str) -> str:
    """Return a noun in lower case without its plural."""
    word = word.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "is")) and len(word) > 3:
        return word if word in _SINGULARS_IN_S else word[:-1]
    return word


def find_counted_stems(noun: str) -> frozenset[str]:
    """Return the stem of a noun phrase's head and those of its synonyms."""
    head = stem(find_head_noun(noun))
    alike = {head}
    for group in _COUNTED:
        if head in group:
            alike |= group
    return frozenset(alike)


def find_head_noun(noun: str) -> str:
    """Return the noun that a phrase counts: its first plural, else its last word."""
    words = re.findall(r"[^\W_]+", noun)
    return next((w for w in words if is_plural(w)), words[-1] if words else "")


def is_plural(word: str) -> bool:
    """Tell whether a word looks like the plural of a noun."""
    return stem(word) != word.lower() or word.lower() in _IRREGULAR_PLURALS
