"""What is said to the model: templates, the fence around quoted text, and packing to a window."""

from prompts.errors import PromptError, VocabularyError
from prompts.fencing import fence, neutralise
from prompts.packing import Packed, Split, TextCounter, pack
from prompts.templates import CANNOT_ANSWER, Rendered, Template, load, names
from prompts.tokens import TokenCounter

__all__ = [
    "CANNOT_ANSWER",
    "Packed",
    "PromptError",
    "Rendered",
    "Split",
    "Template",
    "TextCounter",
    "TokenCounter",
    "VocabularyError",
    "fence",
    "load",
    "names",
    "neutralise",
    "pack",
]
