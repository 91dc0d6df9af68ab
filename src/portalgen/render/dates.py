"""Dates, times, sizes and lists as people of one language write them. Every phrase of a date is made here."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from portalgen.plan.views import Span
from portalgen.words import number


def iso(when: date) -> str:
    """Return ISO 8601, with the offset where there is one."""
    return when.isoformat()


class Dates:
    """The ways of one language, from its table of words."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def day(self, when: date) -> str:
        """Return "Thu 10 December 2026"."""
        return self._dated("day", when)

    def shortday(self, when: date) -> str:
        """Return "10 Dec"."""
        return self._dated("shortday", when)

    def isoday(self, text: str) -> str:
        """Return "10 Dec 2026" for "2026-12-10"."""
        return self._dated("shortyear", date.fromisoformat(text))

    def clock(self, when: datetime) -> str:
        """Return "12:30", or "12:30 PM" where people count to twelve."""
        half = self._words["locale.halves"].split("|")[when.hour // 12]
        hour12 = (when.hour + 11) % 12 + 1
        return self._words["locale.clock"].format(
            hour=f"{when.hour:02}", hour12=hour12, minute=f"{when.minute:02}", half=half
        )

    def span(self, when: Span) -> str:
        """Return "Thu 10 December 2026, 12:30–17:00", or both days for a session over several."""
        start, end = when.start, when.end
        first = {"day": self.day(start), "start": self.clock(start)}
        if end is None:
            return self._words["locale.moment"].format(**first)
        if end.date() == start.date():
            return self._words["locale.span"].format(**first, end=self.clock(end))
        return self._words["locale.days"].format(
            firstday=first["day"], start=first["start"], lastday=self.day(end), end=self.clock(end)
        )

    def filesize(self, size: int) -> str:
        """Return a size in bytes as "240 KB" or "1.2 MB"."""
        if size < 1_000_000:
            return self._words["locale.kilobytes"].format(size=number(self._words, max(1, round(size / 1000))))
        return self._words["locale.megabytes"].format(size=number(self._words, size / 1_000_000, 1))

    def listed(self, names: Iterable[object]) -> str:
        """Return names with the language's comma between them."""
        return self._words["locale.comma"].join(map(str, names))

    def _dated(self, pattern: str, when: date) -> str:
        first = self._words["locale.first"] if when.day == 1 else str(when.day)
        return self._words[f"locale.{pattern}"].format(
            weekday=self._one("weekdays", when.weekday()),
            day=first,
            month=self._one("months", when.month - 1),
            shortmonth=self._one("shortmonths", when.month - 1),
            year=when.year,
        )

    def _one(self, names: str, number_of_it: int) -> str:
        return self._words[f"locale.{names}"].split("|")[number_of_it]
