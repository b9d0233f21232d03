"""Find a file that an installed package carries, as data, and check its hash."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path


def installed_file(package: str, inside: str) -> Path | None:
    """Return the path of a package's file without importing the package; None where it is not."""
    spec = importlib.util.find_spec(package)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    path = folder / inside if folder else None
    return path if path is not None and path.is_file() else None


def is_intact(content: bytes, sha256: str) -> bool:
    """Tell whether a file's content has the SHA-256 that it should have, in hexadecimal."""
    return hashlib.sha256(content).hexdigest() == sha256
