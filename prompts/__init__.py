"""What is said to the model: templates, the fence around quoted text, and packing to a window."""

from prompts.errors import PromptError, VocabularyError
from prompts.fencing import fence, neutralize
from prompts.packing import Packed, Split, pack
from prompts.templates import CANNOT_ANSWER, Rendered, Template, load_template, template_names
from prompts.tokens import TokenCounter

__all__ = [
    "CANNOT_ANSWER",
    "Packed",
    "PromptError",
    "Rendered",
    "Split",
    "Template",
    "TokenCounter",
    "VocabularyError",
    "fence",
    "load_template",
    "neutralize",
    "pack",
    "template_names",
]
