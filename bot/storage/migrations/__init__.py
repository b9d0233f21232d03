"""Change the tables of what is kept, one module a step; `REVISIONS` is their order.

`retrieval.db.migrate` runs them.
"""

from typing import Final

REVISIONS: Final = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
)
