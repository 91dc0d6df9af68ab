"""Calendars: events in, one iCalendar file (RFC 5545) out. Knows no session, no page and no clock."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import icalendar

from portalgen.files.lines import one_line, plain_text
from portalgen.files.zones import Change, changes_of
from portalgen.model.made import Event

MAKER = "-//portalgen//EN"


def make_calendar(events: Sequence[Event], *, name: str, stamp: date) -> bytes:
    """Return a calendar file of the events in their order: UTF-8, the same bytes for the same events.

    stamp: the day of the last change of anything in it. Raises ValueError for a time without a ZoneInfo.
    """
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", MAKER)
    calendar.add("METHOD", "PUBLISH")
    for spelling in ("NAME", "X-WR-CALNAME"):  # RFC 7986, and what older programs read
        calendar.add(spelling, icalendar.vText(one_line(name)))
    for zone in _zones(events):
        calendar.add_component(zone)
    for event in events:
        calendar.add_component(_entry(event, stamp))
    content: bytes = calendar.to_ical()
    return content


def _entry(event: Event, stamp: date) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("UID", one_line(event.uid))
    entry.add("DTSTAMP", datetime.combine(stamp, time(), UTC))
    entry.add("SEQUENCE", event.sequence)
    entry.add("STATUS", event.status)
    entry.add("CLASS", "PRIVATE")
    entry.add("SUMMARY", one_line(event.summary))
    entry.add("DTSTART", event.start)
    if event.end is not None:
        entry.add("DTEND", event.end)
    if event.location:
        entry.add("LOCATION", one_line(event.location))
    if event.description:
        entry.add("DESCRIPTION", plain_text(event.description))
    return entry


def _zones(events: Sequence[Event]) -> Iterable[icalendar.Timezone]:
    moments = [moment for event in events for moment in (event.start, event.end) if isinstance(moment, datetime)]
    zones = {zone.key: zone for zone in map(_zone_of, moments) if zone.key != "UTC"}
    years = {moment.year for moment in moments}
    for key in sorted(zones):
        yield _zone(key, changes_of(zones[key], min(years), max(years) + 1))


def _zone_of(moment: datetime) -> ZoneInfo:
    if not isinstance(moment.tzinfo, ZoneInfo):
        raise ValueError(f"{moment.isoformat()} names no time zone")
    return moment.tzinfo


def _zone(key: str, changes: Iterable[Change]) -> icalendar.Timezone:
    zone = icalendar.Timezone()
    zone.add("TZID", key)
    for change in changes:
        part = icalendar.TimezoneDaylight() if change.daylight else icalendar.TimezoneStandard()
        part.add("DTSTART", change.at)
        part.add("TZOFFSETFROM", change.before)
        part.add("TZOFFSETTO", change.after)
        part.add("TZNAME", change.name)
        if change.weekday:
            part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": change.at.month, "BYDAY": change.weekday})
        zone.add_component(part)
    return zone
