"""Calendars read back by two programs: icalendar, which wrote them, and vobject, which shares no line with it.

vobject is the second reader because it is Python, reads calendars and cards, and takes the clocks of a zone from the
VTIMEZONE of the file, as calendar programs do.
"""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from portalgen.files.calendar import make_calendar
from portalgen.model.made import Event

NEW_YORK = ZoneInfo("America/New_York")
STAMP = date(2026, 3, 1)
EVENING = Event(
    "session-3@causeway.example",
    2,
    "An evening on trust",
    datetime(2026, 3, 19, 14, tzinfo=NEW_YORK),
    datetime(2026, 3, 19, 18, tzinfo=NEW_YORK),
)
ATTACKS = [
    "Trust\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Gone",
    "Trust\r\nEND:VEVENT\r\nATTENDEE:mailto:x@x.example",
    "Trust\rEND:VEVENT",
    "Trust\u2028END:VEVENT\x85END:VEVENT\x0bEND:VEVENT\x0cEND:VEVENT",
    "Trust\x00\x1b\x7f, and; so: on \\",
    "Trust\\nEND:VEVENT\\;X=1",
    "Trust\ud800",
    "\r\n \r\n\tEND:VEVENT",
]


def changed(**fields):
    kept = {name: getattr(EVENING, name) for name in Event.__slots__}
    return Event(**{**kept, **fields})


def written(*events, name="Causeway"):
    return make_calendar(events, name=name, stamp=STAMP)


def read_both(content):
    """Return the events as icalendar and as vobject read them."""
    mine = icalendar.Calendar.from_ical(content).events
    other = vobject.readOne(StringIO(content.decode(), newline="")).vevent_list
    return mine, other


def names_of_lines(content):
    unfolded = content.decode().replace("\r\n ", "")
    return [line.partition(":")[0].partition(";")[0] for line in unfolded.splitlines()]


def test_an_afternoon_in_new_york_is_an_evening_in_utc_once_the_clocks_have_changed():
    mine, other = read_both(written(EVENING))
    start, end = datetime(2026, 3, 19, 18, tzinfo=UTC), datetime(2026, 3, 19, 22, tzinfo=UTC)
    assert (mine[0].start, mine[0].end) == (start, end)
    assert (other[0].dtstart.value.astimezone(UTC), other[0].dtend.value.astimezone(UTC)) == (start, end)
    assert b"\r\nDTSTART;TZID=America/New_York:20260319T140000\r\n" in written(EVENING)


@pytest.mark.parametrize(
    "key",
    ["America/New_York", "America/Sao_Paulo", "Europe/London", "Europe/Dublin", "Asia/Tokyo", "Africa/Casablanca",
     "Asia/Jerusalem", "Australia/Lord_Howe", "America/Santiago"],
)  # fmt: skip
def test_the_clocks_in_the_file_are_those_of_the_zone_until_the_end_of_the_next_year(key):
    zone = ZoneInfo(key)
    content = written(changed(start=datetime(2026, 1, 1, tzinfo=zone), end=None))
    nameless = content.replace(key.encode(), key[::-1].encode())  # so that no reader looks the zone up
    mine = icalendar.Calendar.from_ical(nameless).timezones[0].to_tz(lookup_tzid=False)
    other = vobject.readOne(StringIO(nameless.decode(), newline="")).vtimezone.tzinfo
    moment = datetime(2026, 1, 1, 0, 30)
    while moment.year < 2028:
        there_and_back = moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        twice = moment.replace(tzinfo=zone).utcoffset() != moment.replace(tzinfo=zone, fold=1).utcoffset()
        if there_and_back == moment and not twice:
            offset = moment.replace(tzinfo=zone).utcoffset()
            assert moment.replace(tzinfo=mine).utcoffset() == offset, moment
            assert moment.replace(tzinfo=other).utcoffset() == offset, moment
        moment += timedelta(hours=1)


def test_outlook_finds_one_yearly_rule_for_each_half_of_the_year():
    content = written(EVENING, changed(start=datetime(2029, 1, 10, 9, tzinfo=NEW_YORK), end=None))
    lines = names_of_lines(content)
    assert lines.count("RRULE") == 2 and "RDATE" not in lines
    # the rules of 15 U.S.C. 260a: the second Sunday of March and the first Sunday of November, at two
    assert b"BEGIN:DAYLIGHT\r\nDTSTART:20250309T020000\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\n" in content
    assert b"BEGIN:STANDARD\r\nDTSTART:20251102T020000\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\n" in content


def test_every_zone_is_written_once_and_utc_needs_none():
    london, utc = ZoneInfo("Europe/London"), ZoneInfo("UTC")
    content = written(
        EVENING,
        changed(start=datetime(2026, 3, 19, 14, tzinfo=london), end=datetime(2026, 3, 19, 15, tzinfo=NEW_YORK)),
        changed(start=datetime(2026, 3, 19, 14, tzinfo=utc), end=None),
    )
    zones = icalendar.Calendar.from_ical(content).timezones
    assert [zone.tz_name for zone in zones] == ["America/New_York", "Europe/London"]
    assert b"\r\nDTSTART:20260319T140000Z\r\n" in content


def test_a_meeting_may_last_longer_than_a_day():
    event = changed(end=datetime(2026, 3, 21, 12, tzinfo=NEW_YORK))
    mine, other = read_both(written(event))
    assert mine[0].duration == other[0].dtend.value - other[0].dtstart.value == timedelta(days=1, hours=22)


def test_a_retreat_of_three_whole_days_ends_before_the_fourth():
    mine, other = read_both(written(changed(start=date(2026, 3, 19), end=date(2026, 3, 22))))
    assert (mine[0].start, mine[0].end) == (date(2026, 3, 19), date(2026, 3, 22))
    assert (other[0].dtstart.value, other[0].dtend.value) == (date(2026, 3, 19), date(2026, 3, 22))


def test_a_whole_day_needs_no_end_and_no_zone():
    content = written(changed(start=date(2026, 3, 19), end=None))
    mine, other = read_both(content)
    assert mine[0].start == other[0].dtstart.value == date(2026, 3, 19)
    assert not {"DTEND", "TZID"} & set(names_of_lines(content))


def test_a_cancelled_session_says_so_and_wakes_nobody():
    content = written(changed(status="CANCELLED", sequence=3))
    mine, other = read_both(content)
    assert mine[0]["STATUS"] == other[0].status.value == "CANCELLED"
    assert mine[0]["SEQUENCE"] == int(other[0].sequence.value) == 3
    assert "VALARM" not in content.decode()


def test_what_is_said_of_every_calendar_and_event():
    content = written(changed(location="Hale Paper, 4th floor", description="Bring a question;\nread the note."))
    whole = vobject.readOne(StringIO(content.decode(), newline=""))
    assert (whole.version.value, whole.prodid.value, whole.method.value) == ("2.0", "-//portalgen//EN", "PUBLISH")
    assert whole.contents["name"][0].value == whole.contents["x-wr-calname"][0].value == "Causeway"
    assert b"\r\nDTSTAMP:20260301T000000Z\r\n" in content
    for event in whole.vevent, icalendar.Calendar.from_ical(content).events[0]:
        text = {name: getattr(value, "value", value) for name, value in (
            (name, event.contents[name][0] if event is whole.vevent else event[name])
            for name in ("uid", "class", "summary", "location", "description", "status")
        )}  # fmt: skip
        assert text == {
            "uid": "session-3@causeway.example",
            "class": "PRIVATE",
            "summary": "An evening on trust",
            "location": "Hale Paper, 4th floor",
            "description": "Bring a question;\nread the note.",
            "status": "CONFIRMED",
        }


def test_what_is_empty_gets_no_line():
    assert not {"DESCRIPTION", "LOCATION", "BEGIN:VALARM"} & set(names_of_lines(written(EVENING)))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_can_end_its_line(attack):
    harmless = changed(location="a", description="a")
    hostile = changed(uid=attack, summary=attack, location=attack, description=attack)
    content = written(hostile, name=attack)
    assert names_of_lines(content) == names_of_lines(written(harmless))
    mine, other = read_both(content)
    assert len(mine) == len(other) == 1
    assert str(mine[0]["SUMMARY"]) == other[0].summary.value
    assert "END:VEVENT" not in attack or "END:VEVENT" in other[0].summary.value


def test_marks_of_the_format_in_a_text_come_back_as_they_were():
    text = 'Trust, doubt; and \\ "so": on \\n \t ^n %2C'
    mine, other = read_both(written(changed(summary=text, description=text + "\n" + text)))
    assert str(mine[0]["SUMMARY"]) == other[0].summary.value == text
    assert str(mine[0]["DESCRIPTION"]) == other[0].description.value == text + "\n" + text


@pytest.mark.parametrize("offset", range(8))
def test_long_lines_are_folded_between_characters(offset):
    text = "x" * offset + "Søren, 雪子 and 👩‍👩‍👧 speak of trust; " * 12
    content = written(changed(summary=text, location=text, description=text))
    lines = content.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 75  # RFC 5545 section 3.1, in octets
    assert "".join(line.decode() for line in lines)  # each line is UTF-8 on its own
    mine, other = read_both(content)
    assert str(mine[0]["SUMMARY"]) == other[0].summary.value == text


def test_the_same_events_give_the_same_bytes_whatever_the_seed_of_hashes():
    script = """
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo
from portalgen.files.calendar import make_calendar
from portalgen.model.made import Event
keys = ("Europe/London", "America/New_York", "Asia/Tokyo", "Africa/Casablanca", "Australia/Sydney")
events = [Event(key, 1, "A", datetime(2026, 3, 19, tzinfo=ZoneInfo(key)), None) for key in keys]
sys.stdout.buffer.write(make_calendar(events, name="Causeway", stamp=date(2026, 3, 1)))
"""
    told = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1 and told.pop().count(b"BEGIN:VTIMEZONE") == 5


def test_a_calendar_may_be_empty():
    assert icalendar.Calendar.from_ical(written()).events == []


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="2026-03-19T14:00:00 names no time zone"):
        written(changed(start=datetime(2026, 3, 19, 14), end=None))
