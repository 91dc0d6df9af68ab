"""The agenda's clock: when each box begins and ends, what is left over and what overlaps. Pure; no pages, no words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from portalgen.load.portal import Session
from portalgen.model.session import AgendaItem


@dataclass(frozen=True, slots=True)
class Box:
    """One item on the clock. `gap` are the minutes free before it, negative where it begins inside the one before."""

    item: AgendaItem
    start: datetime
    end: datetime
    gap: int = 0


def boxes(session: Session) -> tuple[Box, ...]:
    """Return the agenda on the clock of the session's zone: each box begins when the last one ends, or at its `at`."""
    made: list[Box] = []
    clock, day = session.start, 1
    for item in session.record.agenda:
        if item.day != day:
            clock, day = _wall(session, item.day, session.start.time()), item.day
            start = clock
        else:
            start = clock
        if item.at:
            start = _wall(session, item.day, time.fromisoformat(item.at.zfill(5)))
        same_day = bool(made) and made[-1].item.day == item.day
        gap = _minutes(clock, start) if same_day or not made else 0
        made.append(Box(item, start, later(start, item.minutes), gap))
        clock = made[-1].end
    return tuple(made)


def by_day(session: Session) -> tuple[tuple[date, tuple[Box, ...]], ...]:
    """Return the boxes of each day, in order."""
    days: dict[int, list[Box]] = {}
    for box in boxes(session):
        days.setdefault(box.item.day, []).append(box)
    return tuple((_day(session, day), tuple(inside)) for day, inside in days.items())


def left_over(session: Session) -> int | None:
    """Return the minutes between the last box and the session's end, negative where the boxes run over it.

    A box that is set to begin at the end or later, such as a dinner, does not count. None where there is no end.
    """
    end = session.end
    inside = [box for box in boxes(session) if end and not (box.item.at and box.start >= end)]
    return _minutes(inside[-1].end, end) if inside and end else None


def later(moment: datetime, minutes: int) -> datetime:
    """Return the moment so many minutes later, in its own zone, also across a change of the clocks."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)


def _wall(session: Session, day: int, at: time) -> datetime:
    return datetime.combine(_day(session, day), at, tzinfo=session.zone)


def _day(session: Session, day: int) -> date:
    return session.start.date() + timedelta(days=day - 1)


def _minutes(before: datetime, after: datetime) -> int:
    return round((after.astimezone(UTC) - before.astimezone(UTC)).total_seconds() / 60)
