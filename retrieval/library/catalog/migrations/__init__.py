"""Migrate the catalog's tables, one module per step, in the order of `REVISIONS`."""

from typing import Final

REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
