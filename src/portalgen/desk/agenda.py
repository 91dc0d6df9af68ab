"""An agenda out of a kit: which boxes, how long, whose, on which day. Pure; the boxes fill the session exactly."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portalgen.desk.kits import Box, Kit
from portalgen.desk.scale import Span, share
from portalgen.load.portal import Topic

LAST_MORNING_MIN = 60  # minutes: a last day that ends early begins earlier instead


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a kit needs to know of a group.

    offices: ids by office in small letters, the chair among them. present: ids of all who belong to the group now.
    """

    number: int
    members: int
    promises: int
    offices: Mapping[str, str] = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    presenting: tuple[Topic, ...] = ()
    exploring: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One box on its day. `owner` and `topic` are ids or empty; `at` is a fixed start or empty."""

    box: Box
    title: str
    purpose: str
    minutes: int
    day: int = 1
    at: str = ""
    owner: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its budget in minutes; `at` is when it begins, empty where the session itself begins then."""

    number: int
    boxes: tuple[Box, ...]
    minutes: int
    at: str = ""


def make_agenda(kit: Kit, start: datetime, end: datetime, zone: ZoneInfo, now: Circumstances) -> tuple[Item, ...]:
    """Return the agenda of a session from `start` to `end`, both local times without a zone."""
    topics = {"presentation": iter(now.presenting), "topic": iter(now.exploring)}
    items: list[Item] = []
    for day in days(kit, start, end, zone):
        chosen = [box for box in day.boxes if box.since <= now.number <= box.until]
        minutes = share([_span(box, now) for box in chosen], day.minutes)
        kept = [(box, length) for box, length in zip(chosen, minutes, strict=True) if length]
        for place, (box, length) in enumerate(kept):
            topic = next(topics[box.slot], None) if box.slot else None
            items.append(_item(box, length, day, now, topic, at=day.at if place == 0 else ""))
    return tuple(items)


def days(kit: Kit, start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[Day]:
    """Yield the days of a session. Together with what lies between them they last from `start` to `end`."""
    dates = [start.date() + timedelta(days=number) for number in range((end.date() - start.date()).days + 1)]
    if len(dates) > 1 and end.time() == time(0):
        dates.pop()  # midnight belongs to the evening before
    if not kit.first or len(dates) == 1:
        yield Day(1, kit.day, _minutes(start, end, zone))
        return
    morning, evening = _clock(kit.morning), _clock(kit.evening)
    for number, date in enumerate(dates, 1):
        opens, closes = datetime.combine(date, morning), datetime.combine(date, evening)
        if number == 1:
            yield Day(1, kit.first, _minutes(start, max(closes, start + timedelta(minutes=5)), zone))
        elif number < len(dates):
            yield Day(number, kit.middle, _minutes(opens, closes, zone), kit.morning)
        else:
            midnight = datetime.combine(date, time(0))
            opens = max(midnight, min(opens, end - timedelta(minutes=LAST_MORNING_MIN)))
            yield Day(number, kit.last, _minutes(opens, end, zone), f"{opens.hour}:{opens.minute:02}")


def _span(box: Box, now: Circumstances) -> Span:
    more = box.each * now.members + box.per_promise * now.promises
    want = box.want + more
    most = None if box.most is None else max(want, box.most + box.each * now.members)
    return Span(min(want, box.least + box.each_least * now.members), want, most, box.keep)


def _item(box: Box, minutes: int, day: Day, now: Circumstances, topic: Topic | None, *, at: str) -> Item:
    words = {
        "each": max(1, (minutes - min(box.want, minutes // 2)) // max(1, now.members)),
        "members": now.members,
        "promises": _promises(now.promises),
        "number": now.number,
    }
    owner = now.offices.get((box.owner or "").casefold(), "")
    raised = topic.record.raised_by if topic and not topic.record.raised_by_withheld else None
    if box.slot == "presentation":
        owner = raised if raised in now.present else ""
    return Item(
        box=box,
        title=topic.record.title if topic else box.title.format(**words),
        purpose=(box.purpose or "").format(**words),
        minutes=minutes,
        day=day.number,
        at=at,
        owner=owner or "",
        topic=topic.id if topic else "",
    )


def _promises(count: int) -> str:
    if count == 0:
        return "No promise is open yet"
    return "One promise is open" if count == 1 else f"{count} promises are open"


def next_topics(topics: Iterable[Topic], taken: Iterable[str]) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
    """Return the questions to present next, and those to explore, the most urgent first; `taken` have their session."""
    taken = set(taken)
    free = [topic for topic in topics if topic.id not in taken and topic.record.audience == "members"]
    return _by(free, ("scheduled", "coached")), _by(free, ("exploring", "parked"))


def _by(topics: Sequence[Topic], states: Sequence[str]) -> tuple[Topic, ...]:
    chosen = [topic for topic in topics if topic.record.state in states]
    order = {state: number for number, state in enumerate(states)}
    return tuple(sorted(chosen, key=lambda topic: (order[topic.record.state], topic.record.urgency or "D", topic.id)))


def total_of(items: Iterable[Item]) -> int:
    """Return the minutes of all boxes."""
    return sum(item.minutes for item in items)


def _clock(text: str) -> time:
    return time.fromisoformat(text.zfill(5))


def _minutes(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Return the minutes between two local times, also where the clocks change between them."""
    first, last = (moment.replace(tzinfo=zone).astimezone(UTC) for moment in (start, end))
    return max(0, int((last - first).total_seconds() // 60))
