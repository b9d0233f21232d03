"""What a model is asked to write: the question of a prompt, and the form of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.answering.language_model import SUMMARY_STYLES, AnswerTask, SummaryTask, TextTask
from bot.questions.kinds import QuestionKind

_ITEMS = (
    "Numbers alone are enough as sources of this opening; with one paper only, leave it out. Then "
    'write a line for each of these papers, the most fitting first, that begins with "- ": {what}, '
    "in one sentence that names the method or what was studied, as it may be read without the "
    "title above it. Many of the papers given may not fit; leave them out without a word."
)
_FORMS: Final[Mapping[QuestionKind, str]] = MappingProxyType(
    {
        "fact": "Give the answer in the first sentence. Where more helps to understand or trust "
        "it, say in up to three further sentences how it was reached, on what, and compared with "
        "what; a plain fact needs one sentence. If the question takes for granted what an abstract "
        "does not say, correct it.",
        "definition": "Say in the first sentence what it is, then how it works and what came of "
        "it: two to four sentences in all.",
        "explanation": "Give the explanation in short in the first sentence, then its steps or "
        "reasons in order: two to six sentences in all.",
        "list": "Open with one or two plain sentences that sum up the papers that fit: what they "
        "have in common and where they differ, if that is true of each of them. "
        + _ITEMS.format(what="what this paper does about what is asked"),
        "overview": "Open with one or two plain sentences that sum up the topic as the papers on "
        "it show it: its main directions or findings, without forcing each into a scheme. "
        + _ITEMS.format(what="what this paper contributes to it"),
        "comparison": "Answer what is asked, for all papers in question, in the first sentence. "
        "Then back it up in one to five sentences, each of which sets the papers side by side on "
        "one point that the question is about. Compare figures only where they measure the same "
        "thing. Where only one abstract speaks to such a point, say so.",
        "yes_no": "Say in the first sentence, in full and with its yes or no, what is so, or that "
        "the abstracts leave it open; then give the reason, or what they do show, in one to three "
        "sentences.",
        "limitation": "Say in one to four sentences which limits, failures, open problems or plans "
        "for their own work the authors of the work in question state. What they find lacking in "
        "earlier work is none of these. If its abstract states none, say so in one sentence that "
        "names the work, and write nothing else.",
    }
)
_SUMMARIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tldr": "Say in one or two sentences what the authors did and what came of it.",
        "key-points": 'Write three to five key points, each on its own line that begins with "- ": '
        "what the paper is about, what is new, how it was tested, what came of it.",
        "technical": "Write four to six sentences for a specialist: problem, method, data, results "
        "with their figures, and limits if the abstract states any.",
        "plain": "Write three to five sentences for a newcomer to the field: why it matters, what "
        "was done and what came of it, with terms of the trade explained or avoided.",
    }
)

_BRIEF_FORMS: Final[Mapping[QuestionKind, str]] = MappingProxyType(
    {
        "definition": "Say in one or two full sentences what it is and how it works, as nearly as "
        "you can in the excerpt's own words.",
        "explanation": "Explain it in two or three full sentences, as nearly as you can in the "
        "excerpt's own words.",
    }
)
_BRIEF_FACT = "Answer the question in one full sentence that names its subject."
_BRIEF_SUMMARY = (
    "Write the summary as: {style}. Begin with what the paper is or does. If you write points, "
    'give each its own line that begins with "- ".'
)
_SECTION_SUMMARY = (
    "Sum up this section alone, as: {style}. Leave out what it does not cover, and do not mention "
    'that. If you write points, give each its own line that begins with "- ".'
)
_MAX_BRIEF_SENTENCES: Final[Mapping[QuestionKind, int]] = MappingProxyType(
    {"definition": 2, "explanation": 3}
)
"""Small models ramble on, and stray."""


def limit_sentences(task: TextTask) -> int | None:
    """Return after how many sentences a small model's answer is long enough; None for summaries."""
    return _MAX_BRIEF_SENTENCES.get(task.kind, 2) if isinstance(task, AnswerTask) else None


def describe_form(task: TextTask, *, brief: bool) -> tuple[str, str]:
    """Return the question of a task, and the sentences of a prompt that ask for its form.

    `brief`: for a small model.
    """
    match task:
        case AnswerTask() if brief:
            return task.question, _BRIEF_FORMS.get(task.kind, _BRIEF_FACT)
        case AnswerTask():
            return task.question, _FORMS.get(task.kind, _FORMS["fact"])
        case SummaryTask(style="finding"):
            return "What is new here?", "Say what the authors did or found in one short sentence."
        case SummaryTask(style="headline"):
            return (
                "What is most worth knowing of these new papers?",
                "Write one or two short sentences, to head a digest of them, without a greeting "
                "and without any judgment of your own.",
            )
        case SummaryTask() if task.section:
            form = _SECTION_SUMMARY.format(style=SUMMARY_STYLES[task.style])
            return f"What does the section “{task.section}” of this paper say?", form
        case SummaryTask():
            style = SUMMARY_STYLES[task.style]
            form = _BRIEF_SUMMARY.format(style=style) if brief else _SUMMARIES[task.style]
            return "What does this paper say?", form
