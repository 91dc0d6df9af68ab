"""Dates and times as people say them. English for now; every phrase of a date is made here and nowhere else."""

from datetime import date, datetime

from portalgen.plan.views import Span

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


def day(when: date) -> str:
    """Return "Thu 10 December 2026"."""
    return f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}"


def shortday(when: date) -> str:
    """Return "10 Dec"."""
    return f"{when.day} {MONTHS[when.month - 1][:3]}"


def isoday(text: str) -> str:
    """Return "10 Dec 2026" for "2026-12-10"."""
    when = date.fromisoformat(text)
    return f"{shortday(when)} {when.year}"


def clock(when: datetime) -> str:
    """Return "12:30"."""
    return f"{when.hour:02}:{when.minute:02}"


def iso(when: date) -> str:
    """Return ISO 8601, with the offset where there is one."""
    return when.isoformat()


def span(when: Span) -> str:
    """Return "Thu 10 December 2026, 12:30–17:00", or both days for a session over several."""
    start, end = when.start, when.end
    if end is None:
        return f"{day(start)}, {clock(start)}"
    if end.date() == start.date():
        return f"{day(start)}, {clock(start)}–{clock(end)}"
    return f"{day(start)}, {clock(start)} – {day(end)}, {clock(end)}"


def filesize(size: int) -> str:
    """Return a size in bytes as "240 KB" or "1.2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"
