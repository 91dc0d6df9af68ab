"""Recognise a meeting in a note: its day, who was there, its agenda where that is plain. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath

from portalgen.desk.importing.front import Front, moment_of
from portalgen.desk.importing.source import plain_stem
from portalgen.model.letters import fold

NOBODY = {"none", "nobody", "no one", "n/a", ""}
USUAL_HOUR = time(9)  # where no hour is told
PRESENT = r"attendees?|attending|participants?|present|attendance|in the room|who was there"
GONE = r"absent|absentees|apologies|regrets|excused"
_MEETING = re.compile(
    r"\b(meetings?|sessions?|minutes|notes?|agenda|retreat|dinner|call|forum|sitting)\b", re.IGNORECASE
)
_KINDS = ("retreat", "dinner", "call", "visit", "orientation")
_LINE = r"^(?:[-*] +)?(?:\*\*|__)?(?:{words})(?:\*\*|__)?:(?:\*\*|__)?[ \t]*(\S.*)$"
_HEADING = r"^#{{1,6}}[ \t]+(?:{words})[ \t]*:?[ \t]*#*$"
_ENTRY = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.+)")
_MINUTES = re.compile(
    r"[ \t]*[(\[–—-]?[ \t]*(\d{1,3})[ \t]*(?:min(?:ute)?s?\.?|['′])[ \t]*[)\]]?[ \t]*$", re.IGNORECASE
)
_RANGE = re.compile(r"(\d{1,2}):(\d{2})[ \t]*(?:[-–—]|to)[ \t]*(\d{1,2}):(\d{2})[ \t]*[:–—-]?[ \t]*(.+)")
_BOXES = (("break|coffee|tea", "break"), ("lunch|dinner|breakfast|meal", "meal"), ("update|check-?in", "updates"),
          ("confidential|welcome|open", "confidentiality"), ("presentation|deep dive", "presentation"),
          ("accountab|commitment|promise", "accountability"), ("parking", "parking-lot"), ("clearing", "clearing"),
          ("close|closing|wrap|check-?out", "close"), ("housekeeping|dates|admin", "housekeeping"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """One item of an agenda that was told with its minutes."""

    title: str
    kind: str
    minutes: int
    at: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting out of a note. `body` is the text without what became data; `unknown` are names without a bio."""

    start: datetime
    end: datetime | None
    hour_told: bool
    kind: str
    venue: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    agenda: tuple[Box, ...]
    agenda_kept: bool
    body: str


class People:
    """Finds people by what they are called: the full name, or a first or last name that only one has."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._known: dict[str, set[str]] = {}
        self.full: dict[str, str] = {}
        for person, name in names:
            words = fold(name).split()
            self.full[name] = person
            for key in {fold(name), person, words[0], words[-1]}:
                self._known.setdefault(key, set()).add(person)

    def find(self, text: str) -> str:
        """Return the id of the one person who is meant; empty where that is nobody or several."""
        plain = fold(re.sub(r"\(.*?\)|[@*_]", "", re.sub(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]|\[([^\]]*)\]\([^)]*\)",
                     lambda found: found.group(1) or found.group(2) or "", text)))  # fmt: skip
        found = self._known.get(plain.strip(" .:-"), set())
        return next(iter(found)) if len(found) == 1 else ""


def day_of(front: Front, path: str) -> tuple[date | None, time | None]:
    """Return the day of a note, and the hour if it is told: by its fields, else by its name."""
    day, hour = moment_of(front.text("date", "day", "when", "start", "created"))
    if day is None:
        day, _ = moment_of(plain_stem(path))
    if hour is None and (told := front.text("time", "start time")):
        _, hour = moment_of(f"2000-01-01 {told[:5].zfill(5)}")
    return day, hour


def find_meeting(front: Front, path: str, people: People) -> Meeting | None:
    """Return the meeting that a dated note tells of, or None where it is another kind of text."""
    day, hour = day_of(front, path)
    if day is None:
        return None
    body = front.body
    body, here = _names(body, PRESENT)
    body, away = _names(body, GONE)
    here = [*front.words("attendees", "participants", "present", "attendance", "people"), *here]
    away = [*front.words("absent", "apologies", "regrets"), *away]
    told = " ".join((*PurePosixPath(path).parts[:-1], plain_stem(path), front.title, front.text("type", "layout"),
                     *front.words("tags"), *front.words("categories", "category")))  # fmt: skip
    if not (_MEETING.search(told.replace("-", " ").replace("_", " ")) or here):
        return None
    here, away = ([name for name in names if fold(name).strip(" .*_-–") not in NOBODY] for names in (here, away))
    present = [people.find(name) for name in here]
    absent = [people.find(name) for name in away]
    unknown = [name for name, one in zip((*here, *away), (*present, *absent), strict=True) if not one]
    if unknown:  # what could not be read stays where it stood
        body = front.body
    body, boxes, kept = _agenda(body)
    if boxes and boxes[0].at and hour is None:
        hour = time.fromisoformat(boxes[0].at)
    start = datetime.combine(day, hour or USUAL_HOUR)
    end = start + timedelta(minutes=_length(boxes)) if boxes else None
    kind = next((kind for kind in _KINDS if re.search(rf"\b{kind}\b", told, re.IGNORECASE)), "regular")
    gone = tuple(dict.fromkeys(one for one in absent if one))
    return Meeting(
        start=start,
        end=end,
        hour_told=hour is not None,
        kind=kind,
        venue=front.text("location", "venue", "place", "where"),
        present=tuple(dict.fromkeys(one for one in present if one and one not in gone)),
        absent=gone,
        unknown=tuple(dict.fromkeys(unknown)),
        agenda=boxes,
        agenda_kept=kept,
        body=body.strip("\n") + "\n" if body.strip() else "",
    )


def _names(body: str, words: str) -> tuple[str, list[str]]:
    """Return the text without the place where names are listed, and the names."""
    line = re.search(_LINE.format(words=words), body, re.IGNORECASE | re.MULTILINE)
    if line:
        names = [part.strip() for part in re.split(r"[,;]| and | & ", line.group(1)) if part.strip(" .*_")]
        return body[: line.start()] + body[line.end() :].lstrip("\n"), names
    listed = _list_under(body, words)
    return (listed[0], listed[1]) if listed else (body, [])


def _list_under(body: str, words: str) -> tuple[str, list[str]] | None:
    """Return the text without a heading and the list right below it, and the entries of that list."""
    heading = re.search(_HEADING.format(words=words), body, re.IGNORECASE | re.MULTILINE)
    if heading is None:
        return None
    lines = body[heading.end() :].split("\n")[1:]
    entries: list[str] = []
    taken = 0
    for number, line in enumerate(lines):
        found = _ENTRY.fullmatch(line.rstrip())
        if found:
            entries.append(found.group(1).strip())
            taken = number + 1
        elif line.strip():
            break
    rest = "\n".join(lines[taken:])
    return (body[: heading.start()] + rest.lstrip("\n"), entries) if entries else None


def _agenda(body: str) -> tuple[str, tuple[Box, ...], bool]:
    """Return the text without its agenda and the boxes; or the text as it is, and whether an agenda stays in it."""
    listed = _list_under(body, "agenda")
    if listed is None:
        return body, (), False
    boxes = [_box(entry) for entry in listed[1]]
    if any(box is None for box in boxes):
        return body, (), True
    return listed[0], tuple(box for box in boxes if box), False


def _box(entry: str) -> Box | None:
    if found := _RANGE.fullmatch(entry):
        begins, ends = (int(found.group(at)) * 60 + int(found.group(at + 1)) for at in (1, 3))
        if ends - begins > 0 and ends <= 24 * 60:
            title = found.group(5).strip()
            return Box(title, _kind(title), ends - begins, f"{begins // 60:02}:{begins % 60:02}")
    if (found := _MINUTES.search(entry)) and found.start():
        title = entry[: found.start()].strip(" –—-:")
        return Box(title, _kind(title), int(found.group(1)))
    return None


def _kind(title: str) -> str:
    return next((kind for words, kind in _BOXES if re.search(rf"\b(?:{words})", title, re.IGNORECASE)), "discussion")


def _length(boxes: Sequence[Box]) -> int:
    """Return the minutes from the first box to the end of the last."""
    last = boxes[-1]
    if boxes[0].at and last.at:
        first, end = (int(at[:2]) * 60 + int(at[3:]) for at in (boxes[0].at, last.at))
        return end - first + last.minutes
    return sum(box.minutes for box in boxes)
