"""Say what can go wrong while a prompt is made.

PromptError               a template is unknown, damaged, or given the wrong variables
└── VocabularyError       the vocabulary that tokens are counted with cannot be had
"""


class PromptError(Exception):
    """A template is unknown, damaged, or given the wrong variables."""


class VocabularyError(PromptError):
    """The vocabulary that tokens are counted with is missing, damaged or cannot be unpacked."""
