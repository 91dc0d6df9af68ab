"""Time zones: when the clocks of a zone change, as yearly rules where there are any. Knows no calendar format.

Outlook reads no list of dates in a VTIMEZONE, only a start and a yearly rule ([MS-STANOICAL] section 2.2.47).
A rule therefore begins in the year before the first event, so that one STANDARD and one DAYLIGHT say it all.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the clocks. `at`: the wall time before it; `weekday`: such as "2SU" when it returns each year."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    weekday: str = ""

    @property
    def daylight(self) -> bool:
        """Whether the clocks go forward."""
        return self.after > self.before


@lru_cache(maxsize=256)
def changes_of(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[Change, ...]:
    """Return the changes that tell the time of a zone from the year before `first_year` to the end of `last_year`.

    They are yearly rules where every change follows one, else the offset at the beginning and each change.
    """
    start = datetime(first_year - 1, 1, 1, tzinfo=zone)
    changes = tuple(_changes(zone, start.astimezone(UTC), datetime(last_year + 1, 1, 1, tzinfo=zone).astimezone(UTC)))
    rules = _yearly_rules(changes, last_year - first_year + 2)
    return rules or (Change(start.replace(tzinfo=None), _offset(start), _offset(start), start.tzname() or ""), *changes)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _changes(zone: ZoneInfo, day: datetime, end: datetime) -> Iterable[Change]:
    while day < end:
        if _offset(day.astimezone(zone)) != _offset((day + _DAY).astimezone(zone)):
            change = _change_within(zone, day)
            if change < end:
                before, after = (change - _SECOND).astimezone(zone), change.astimezone(zone)
                wall_time = (change + _offset(before)).replace(tzinfo=None)
                yield Change(wall_time, _offset(before), _offset(after), after.tzname() or "")
        day += _DAY


def _change_within(zone: ZoneInfo, day: datetime) -> datetime:
    old, new = day, day + _DAY
    while new - old > _SECOND:
        middle = old + timedelta(seconds=(new - old) // _SECOND // 2)
        if _offset(middle.astimezone(zone)) == _offset(day.astimezone(zone)):
            old = middle
        else:
            new = middle
    return new


def _yearly_rules(changes: Sequence[Change], years: int) -> tuple[Change, ...]:
    """Return a forward and a backward rule, or nothing when the changes follow none."""
    rules = []
    for group in ([change for change in changes if change.daylight is forward] for forward in (False, True)):
        alike = {replace(change, at=change.at.replace(2000, change.at.month, 1)) for change in group}
        weekdays = set.intersection(*(_weekdays(change.at) for change in group)) if group else set()
        if len(group) != years or len(alike) != 1 or not weekdays:
            return ()
        rules.append(replace(group[0], weekday=min(weekdays)))
    return tuple(sorted(rules, key=lambda rule: rule.at))


def _weekdays(day: datetime) -> set[str]:
    """Return how a day may be named in its month, as RFC 5545 does: "4SU" and "-1SU"."""
    name = _WEEKDAYS[day.weekday()]
    is_last = day.day + 7 > monthrange(day.year, day.month)[1]
    return {f"{(day.day + 6) // 7}{name}"} | ({f"-1{name}"} if is_last else set())
