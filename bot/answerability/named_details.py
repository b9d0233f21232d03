"""Patterns of details that are named rather than counted: in questions, and in abstracts."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedDetail:
    """A kind of detail.

    `asks` matches a question for it, `states` a sentence that states it. With `needs_name`, the
    question must name something; with `by_name`, any name that is not in the question states the
    detail too. `common`: most abstracts have one, so that another paper's is no answer.
    """

    name: str
    what: str
    asks: re.Pattern[str]
    states: re.Pattern[str]
    needs_name: bool = False
    by_name: bool = False
    common: bool = False


def _detail(
    name: str,
    what: str,
    asks: str,
    states: str,
    *,
    needs_name: bool = False,
    by_name: bool = False,
    common: bool = False,
    cased: bool = False,
) -> NamedDetail:
    flags = re.NOFLAG if cased else re.IGNORECASE
    return NamedDetail(
        name,
        what,
        re.compile(asks, re.IGNORECASE),
        re.compile(states, flags),
        needs_name,
        by_name,
        common,
    )


_WH = r"\b(?:which|what)\b(?:\s+(?:is|was|are|were))?(?:\s+(?:the|kind of|type of|version of))?"
_FEW_WORDS = (
    r"(?:\s+(?!(?:of|in|on|for|at|to|the|is|are|was|were|does|do|did|can|a|an|and|that)\b)"
    r"[\w-]+(?<!s)){0,3}?\s+"
)
_ARCHITECTURES = (
    r"ResNe[Xx]?t|\bViT\b|Swin|BERT|LL?a[Mm][Aa]|\bGPT|ChatGPT|\bT5\b|CLIP|DeiT|ConvNeXt|VGG|Vicuna|"
    r"Qwen|Mistral|Chinchilla|PaLM|HuBERT|wav2vec|Whisper|DINO|EfficientNet|MobileNet|UNet|U-Net|"
    r"\bR50\b|Inception|XLNet|Gemma|Pythia|OPT\b|Transformer-XL|NAFNet|CSP"
)

NAMED_DETAILS: tuple[NamedDetail, ...] = (
    _detail(
        "licence",
        "the licence",
        r"\blicen[cs](?:e|es|ed|ing)\b(?! plate)",
        r"licen[cs]|\bMIT\b|Apache[- ]2|\bGPL|Creative Commons|\bCC[- ]BY",
    ),
    _detail(
        "funding",
        "who funded the work",
        r"(?m:^)(?>.*?\b(?:who|which|what|how)\b).*\b(?:fund(?:ed|s|ing|er|ers)?|sponsor(?:ed|s|ing)?|"
        r"grants?|financed|paid for)\b",
        r"\bfund(?:ed|ing)|sponsor|\bgrants?\b|financ",
    ),
    _detail(
        "authors",
        "who the authors are",
        r"\bwho (?:are|were|is|was) (?:the )?(?:\w+ ){0,2}(?:authors?|inventors?|creators?)\b|"
        r"\bwho (?:wrote|authored|published|invented|developed|created|proposed|introduced)\b|"
        r"\b(?:names?|nationality|email|e-mail|affiliations?) of the (?:\w+ )?authors?\b|"
        r"\b(?:first|last|lead|corresponding|senior) author\b",
        r"(?!)",
        needs_name=True,
    ),
    _detail(
        "annotators",
        "who annotated it",
        r"\bwho (?:annotated|labell?ed|rated|collected|checked|recorded)\b|"
        + _WH
        + _FEW_WORDS
        + r"(?:annotators?|raters?|speakers?|participants?)\b",
        r"annotator|crowd|experts?\b|volunteer|speaker|participant|\brater|manually|by hand",
        needs_name=True,
    ),
    _detail(
        "institution",
        "which institution it is from",
        _WH
        + _FEW_WORDS
        + r"(?:universit(?:y|ies)|institut(?:e|ion)s?|compan(?:y|ies)|laborator(?:y|ies)"
        r"|labs?|affiliations?|organi[sz]ations?|hospitals?|countr(?:y|ies)|cit(?:y|ies))\b|"
        r"\bwhere (?:do|did|are|were) the authors\b|\baffiliat(?:ed|ion)",
        r"Universit|Institut|Hospital|Laborator|\bGoogle\b|\bMicrosoft\b|\bMeta\b|\bAlibaba\b|"
        r"OpenAI|DeepMind|Tencent|Baidu|Amazon|Apple|Huawei|ByteDance|Samsung|Naver|NVIDIA|"
        r"\bChina\b|\bIndia\b|United States|\bUS\b|\bUK\b|German|Japan|\bFrance\b|"
        r"countr|\bcit(?:y|ies)",
        cased=True,
    ),
    _detail(
        "venue",
        "where it was published",
        r"\b(?:which|what)\s+(?:\w+\s+)?(?:conference|journal|venue|workshop|proceedings)\b|"
        r"(?m:^)(?>.*?\b(?:where|when|what year|which year)\b).*\b(?:published|presented|accepted|"
        r"appear(?:ed)?|submitted)\b",
        r"\b(?:CVPR|ICCV|ECCV|NeurIPS|NIPS|ICML|ICLR|ACL|EMNLP|NAACL|AAAI|IJCAI|SIGIR|KDD|"
        r"Interspeech|ICASSP|[Cc]onference|[Jj]ournal|[Ww]orkshop|[Pp]roceedings|"
        r"accepted (?:at|to|by)|published (?:in|at))\b",
        cased=True,
    ),
    _detail(
        "date",
        "when it was",
        r"\b(?:what|which) (?:year|date|month|day)\b|"
        r"\bwhen (?:was|were|did|will|has|have)\b",
        r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|June|July|August|September|October|"
        r"November|December)\b|\w century\b",
    ),
    _detail(
        "hardware",
        "the hardware",
        r"\b(?:which|what)\b(?! (?:speed|share|part))(?:\s+(?:[\w-]+)){0,4}?\s+"
        r"(?:gpus?|tpus?|hardware|accelerators?|machines?(?! learning)|cpus?|processors?|"
        r"graphics cards?|computers?|servers?|devices?)\b(?! (?:hours?|days?|memory))",
        r"\bGPUs?\b|\bTPUs?\b|\b[AVH]100\b|\bRTX\b|GeForce|\bCPUs?\b|processor|FPGA|Jetson|Pixel",
        cased=True,
    ),
    _detail(
        "optimiser",
        "the optimiser",
        _WH + _FEW_WORDS + r"optimi[sz]ers?\b|" + _WH + _FEW_WORDS + r"optimi[sz]ation algorithm\b",
        r"\bAdam|\bSGD|\bLAMB\b|RMSProp|AdaGrad|optimi[sz]er|gradient descent",
    ),
    _detail(
        "software",
        "the software it was made with",
        _WH + _FEW_WORDS + r"(?:programming languages?|software|librar(?:y|ies)|toolkits?|toolbox|"
        r"code ?base)\b|(?m:^)(?>.*?\b(?:which|what)\b(?:\s+[\w-]+){0,3}?\s+frameworks?\b).*"
        r"\b(?:implement|written|coded|built)",
        r"PyTorch|TensorFlow|\bJAX\b|Keras|MM[A-Z]\w+|\bPython\b|C\+\+|\bCUDA\b|\bJava|MindSpore|"
        r"Paddle|librar(?:y|ies)|toolkit|toolbox|software|fairseq|Detectron",
        cased=True,
    ),
    _detail(
        "address",
        "where its code is",
        r"(?m:^)(?>.*?\bwhere\b)(?>.*?\b(?:find|download|get|access|hosted|host)\b).*"
        r"\b(?:source code|code|weights|checkpoints?|implementation)\b|"
        + _WH
        + r"\s+(?:url|link|repository|website|homepage|e-?mail)\b",
        r"https?://|www\.|\bgithub|hugging ?face|(?:released|available|accessible)\b|\w@\w",
        common=True,
    ),
    _detail(
        "schedule",
        "the schedule",
        _WH + _FEW_WORDS + r"(?:learning rate schedules?|schedulers?|schedules?|lr schedules?)\b",
        r"schedul|cosine|step decay|linear decay|anneal",
    ),
    _detail(
        "backbone",
        "which model it is built on",
        r"(?m:^)(?>.*?"
        + _WH
        + _FEW_WORDS
        + r"(?:backbones?|(?:text |image |vision |visual |sentence )?encoders?|"
        r"base models?|text models?|speech models?|language models?|llms?|foundation models?|"
        r"checkpoints?|tokeni[sz]ers?)\b).*\b(?:(?:use[sd]?|using|built|based|is the|trained|give|"
        r"analy[sz]ed|studied|serve|initiali[sz]|start|take|gives?|for)\b)",
        _ARCHITECTURES + r"|\w-based (?:\w+ )?(?:encoder|backbone|model)",
        cased=True,
        common=True,
    ),
    _detail(
        "data",
        "which data it used",
        r"(?m:^)(?>.*?"
        + _WH
        + _FEW_WORDS
        + r"(?:data ?sets?|data-sets?|corpus|corpora|knowledge (?:base|graph)s?|"
        r"ontolog(?:y|ies)|training data|pre-?training data|collections?)\b).*\b(?:(?:use[sd]?|"
        r"using|trained|train|evaluated|tested|run|fine-tuned|taken?|take|from|pre-?trained|on)\b)",
        r"(?!)",
        by_name=True,
        common=True,
    ),
    _detail(
        "apparatus",
        "the apparatus",
        _WH + _FEW_WORDS + r"(?:scanners?|cameras?|sensors?|microphones?|microscopes?|robots?|"
        r"crowdsourcing platforms?|platforms?|eye tracker)\b",
        r"scanner|camera|sensor|microphone|microscop|robot|Mechanical Turk|Prolific|crowdsourc|"
        r"platform",
    ),
)
"""In the order in which they are tried."""
