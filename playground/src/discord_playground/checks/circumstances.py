"""Hold what a server knows about a request that its body does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Files sent along, the message that is edited, and the interaction that is answered.

    What is left out is taken as unknown, and what cannot be judged without it is let pass.
    """

    files: Mapping[int, str] = field(default_factory=dict)
    """Names of the uploaded files by the number in `files[n]`."""
    existing: Mapping[str, Any] | None = None
    """The message as it is before an edit."""
    interaction: int | None = None
    """The type of the interaction that a callback answers: 1 ping to 5 modal submit."""
    from_message: bool | None = None
    """Whether the interaction began at a message's component."""


UNKNOWN = Circumstances()
