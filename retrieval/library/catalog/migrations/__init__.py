"""Change the catalog's tables, one module a step; `REVISIONS` is their order."""

from typing import Final

REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005")
