"""The topics of benchmarks/digest_rank.py, as a group would word them, and what is labelled by.

A paper's grade for a topic is 3 where it is of one of the topic's categories and has one of its
label words in the title; 2 where it has one in the abstract twice or more; 1 where it has one
there once; 0 otherwise. The ranker is given the topic's text alone: neither the
categories nor any of the label words, none of which is in the text (`Topic` sees to that).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.paper import Paper
from retrieval.search.filters import with_parents


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked for in plain words, and what the ranker is not told."""

    text: str
    categories: frozenset[str]
    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if self._pattern().search(self.text):
            raise ValueError(f"A label word is in the topic's text: {self.text}")

    def grade(self, paper: Paper) -> int:
        """Return how relevant a paper is: 0 to 3."""
        if not self.categories & set(with_parents(paper.categories)):
            return 0
        pattern = self._pattern()
        if pattern.search(paper.title):
            return 3
        return min(len(pattern.findall(paper.abstract)), 2)

    def _pattern(self) -> re.Pattern[str]:
        """Match whole words; an asterisk stands for any ending."""
        parts = (re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]") for w in self.words)
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _topic(text: str, categories: str, words: str) -> Topic:
    return Topic(text, frozenset(categories.split()), tuple(words.split(", ")))


TUNING = (
    _topic(
        "image synthesis and editing with diffusion models", "cs.cv cs.gr", "text to image, t2i"
    ),
    _topic(
        "3D scene reconstruction and neural rendering",
        "cs.cv cs.gr",
        "gaussian splat*, novel view synthesis, nerf*, radiance field*, 3dgs",
    ),
    _topic(
        "spoken language processing",
        "cs.cl cs.sd eess.as",
        "speech recognition, asr, word error rate, wer, text to speech, tts",
    ),
    _topic(
        "are language models truthful? factual errors and how to find them",
        "cs.cl cs.ai",
        "hallucinat*, factuality",
    ),
    _topic(
        "deep learning for radiology",
        "cs.cv eess.iv",
        "medical imag*, ct, mri, lesion*, tumor*, x ray*",
    ),
    _topic(
        "translating text between languages",
        "cs.cl",
        "machine translation, nmt, bleu, parallel corp*, comet",
    ),
    _topic(
        "language models that consult external documents",
        "cs.cl cs.ir cs.ai",
        "rag, retrieval augmented",
    ),
    _topic(
        "perception and planning for driverless cars",
        "cs.cv cs.ro cs.ai",
        "autonomous driving, self driving, autonomous vehicle*",
    ),
    _topic(
        "safety of large language models against malicious users",
        "cs.cl cs.cr cs.ai",
        "jailbreak*, red team*, prompt injection*, adversarial prompt*, harmful*",
    ),
    _topic(
        "what people experience when they work with AI assistants",
        "cs.hc cs.cy",
        "user stud*, participants, interview*, survey*",
    ),
    _topic(
        "brain signals and neuroimaging",
        "q-bio.nc cs.lg cs.ai cs.cv eess.sp",
        "eeg, fmri, meg, electroencephalogra*",
    ),
    _topic(
        "detecting manipulated or synthetic media",
        "cs.cv cs.mm",
        "deepfake*, forger*, ai generated image*, ai generated video*, face swap*, aigc",
    ),
    _topic(
        "compression and efficient inference of LLMs",
        "cs.cl cs.lg cs.ai",
        "quantiz*, pruning, kv cache, speculative decoding",
    ),
    _topic(
        "math problem solving with LLMs",
        "cs.cl cs.ai cs.lg",
        "chain of thought, cot, gsm8k, aime, mathematical reasoning",
    ),
    _topic(
        "learning from human preferences",
        "cs.cl cs.lg cs.ai",
        "rlhf, dpo, grpo, reward model*",
    ),
    _topic(
        "video understanding with multimodal models",
        "cs.cv",
        "long video*, video question answering, videoqa, temporal grounding, video llm*",
    ),
)

TUNING_LATER = (
    _topic("dense pixel labelling of images", "cs.cv eess.iv", "segment*, sam, sam2"),
    _topic(
        "generative models for film and animation clips",
        "cs.cv",
        "video generation, text to video, video diffusion, t2v, i2v",
    ),
    _topic(
        "following people and objects through camera footage",
        "cs.cv",
        "tracking, mot, re identification, reid, tracker*",
    ),
    _topic(
        "foundation models for robots",
        "cs.ro cs.cv cs.ai",
        "vision language action, vla*, manipulation, embodied",
    ),
    _topic(
        "LLMs in medicine and healthcare",
        "cs.cl cs.ai cs.lg",
        "clinical*, ehr*, electronic health record*, diagnos*",
    ),
    _topic(
        "automatic programming with language models",
        "cs.cl cs.se cs.ai",
        "code generation, swe bench, humaneval, software engineering, coding agent*",
    ),
    _topic(
        "NLP for African and Asian languages",
        "cs.cl",
        "low resource, under resourced, underrepresented language*, endangered",
    ),
    _topic(
        "prejudice against women and minorities in language models",
        "cs.cl cs.cy cs.ai",
        "gender bias*, social bias*, stereotyp*, fairness, demographic*",
    ),
    _topic(
        "computer vision for satellite pictures",
        "cs.cv eess.iv",
        "remote sensing, earth observation, aerial, hyperspectral, uav*",
    ),
    _topic(
        "modelling how human bodies move",
        "cs.cv cs.gr",
        "human motion, motion generation, avatar*, smpl*, pose estimation",
    ),
    _topic(
        "elections, matching markets and sharing of goods",
        "cs.gt cs.ma",
        "fair division, envy free*, social choice, voting, ef1, allocation*, stable matching*",
    ),
    _topic(
        "wireless communication with many antennas",
        "cs.it eess.sp",
        "mimo, beamforming, channel estimation, reconfigurable intelligent surface*, ris, ofdm",
    ),
    _topic("teams of LLM agents that cooperate", "cs.ai cs.ma cs.cl", "multi agent, mas"),
    _topic(
        "low-level vision: repairing degraded photographs",
        "cs.cv eess.iv",
        "image restoration, super resolution, deblur*, denois*, dehaz*, derain*",
    ),
    _topic(
        "knowledge graphs and symbolic reasoning",
        "cs.ai cs.cl cs.db cs.lo",
        "ontolog*, sparql, link prediction, neuro symbolic, rdf, description logic*",
    ),
    _topic(
        "reliability of LLMs as graders",
        "cs.cl cs.ai",
        "llm as a judge, llm as judge, rubric*, reward model*",
    ),
)

HELD_OUT = (
    _topic(
        "synthesis of songs and sounds",
        "cs.sd eess.as cs.mm cs.ai",
        "text to music, text to audio, music generation, audio generation, foley*, symbolic music",
    ),
    _topic(
        "point clouds and LiDAR",
        "cs.cv cs.ro",
        "3d object detection, 3d detection, occupancy, bev, bird's eye view",
    ),
    _topic(
        "privacy in machine learning",
        "cs.cr cs.lg cs.ai",
        "differential privacy, differentially private, federated, membership inference, unlearning",
    ),
    _topic(
        "LLMs in schools and teaching",
        "cs.cy cs.hc cs.cl cs.ai",
        "student*, tutor*, education*, classroom*, essay*",
    ),
    _topic(
        "personalised ranking of products and films",
        "cs.ir cs.ai cs.lg cs.cl",
        "recommend*, collaborative filtering, click through",
    ),
    _topic("AI for lawyers and judges", "cs.cl cs.ai cs.cy", "legal*, judicial, statut*, court*"),
    _topic(
        "fake news and political talk on social platforms",
        "cs.cl cs.si cs.cy",
        "misinformation, disinformation, hate speech, propaganda, polarization, fact check*",
    ),
    _topic(
        "images of cells and tissue",
        "cs.cv eess.iv q-bio.qm",
        "histopatholog*, patholog*, whole slide, microscop*",
    ),
    _topic(
        "understanding what happens inside neural networks",
        "cs.cl cs.lg cs.ai cs.cv",
        "interpretab*, sparse autoencoder*, mechanistic, probing, circuit*",
    ),
    _topic(
        "discovering drugs and materials with AI",
        "cs.lg cs.ai cs.ce cond-mat.mtrl-sci q-bio.bm physics.chem-ph",
        "molecul*, protein*, crystal*, binding",
    ),
    _topic(
        "asking databases in plain language",
        "cs.db cs.cl cs.ai",
        "text to sql, nl2sql, sql, tabular, table*",
    ),
    _topic(
        "agents that operate computers and phones",
        "cs.ai cs.cl cs.hc cs.cv",
        "gui, web agent*, computer use, mobile agent*, browser*",
    ),
    _topic(
        "finding defects in factory pictures",
        "cs.cv",
        "anomaly detection, anomal*, industrial, mvtec*",
    ),
    _topic(
        "simulating physics with neural networks",
        "cs.ce cs.lg cs.ai math.na physics.comp-ph physics.flu-dyn",
        "pinn*, physics informed, neural operator*, surrogate*, pde*",
    ),
    _topic(
        "error-correcting codes",
        "cs.it math.it",
        "ldpc, polar, reed solomon, linear code*, mds, minimum distance, hamming, cyclic",
    ),
    _topic(
        "long inputs and memory of language models",
        "cs.cl cs.ai cs.lg",
        "long context, context window*, kv cache, context length*",
    ),
)
