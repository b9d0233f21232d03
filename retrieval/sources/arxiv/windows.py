"""Keep how far a search has come, in windows of days that are small enough to page through."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from retrieval.sources.arxiv.search import whole_window

_A_DAY = timedelta(days=1)
_LATE = timedelta(days=7)
"""A paper can be found days after its submission, once it was announced; more over holidays."""

Window = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Progress:
    """Which windows of days are still to come, the next one first, and how far that one is.

    `start` counts the results of it that are done, of `total`; `given` the papers of all. `asked`
    is the day the harvest began, by arXiv's clock.
    """

    windows: tuple[Window, ...]
    start: int = 0
    total: int = 0
    given: int = 0
    asked: date | None = None

    @classmethod
    def begun(cls, since: date | None, until: date | None) -> Progress:
        """Return the progress of a harvest that begins."""
        return cls(((since, until),))

    @classmethod
    def resumed(cls, value: str, since: date | None, until: date | None) -> Progress:
        """Return the progress that `written` gave; one that cannot be read begins anew.

        After a harvest that came to its end, the next one takes only what is new since.
        """
        try:
            kept = json.loads(value)
            if "ended" in kept:
                ended = date.fromisoformat(kept["ended"])
                begin = max(filter(None, (ended - _LATE, since)))
                if until and begin > until:
                    return cls((), asked=ended)
                return cls.begun(begin, until)
            windows = tuple((_day(first), _day(last)) for first, last in kept["windows"])
            if windows:
                start, total, given = (int(kept[name]) for name in ("start", "total", "given"))
                return cls(windows, start, total, given, _day(kept["asked"]))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            pass
        return cls.begun(since, until)

    def written(self) -> str:
        """Return a JSON text that `resumed` reads."""
        if not self.windows and self.asked:
            return json.dumps({"ended": self.asked.isoformat()})
        return json.dumps(asdict(self), default=date.isoformat)

    def split(self) -> Progress | None:
        """Part the next window in two, the newer first; None where it is a day already."""
        first, last = self.windows[0]
        earliest, latest = whole_window()
        first, last = first or earliest, last or max(self.asked or latest, first or earliest)
        if first >= last:
            return None
        middle = first + (last - first) // 2
        halves = ((middle + _A_DAY, last), (first, middle))
        return replace(self, windows=(*halves, *self.windows[1:]), start=0, total=0)

    def next_window(self) -> Progress:
        """Leave the window behind."""
        return replace(self, windows=self.windows[1:], start=0, total=0)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
