"""A new session: its kit, its time and its group become `session.md`."""

import posixpath
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from portalgen.desk.agenda import Circumstances, Item, make_agenda, next_topics, total_of
from portalgen.desk.group import here, local, next_session, offices, open_promises, size, taken_topics
from portalgen.desk.kits import Kit, read_kit
from portalgen.desk.names import slug
from portalgen.desk.papers import Paper, fill, schema_line
from portalgen.errors import UsageError
from portalgen.load.portal import Cohort, Portal

LONGEST_DAY = timedelta(hours=16)  # a session on one day; a retreat may go over several
LONGEST = timedelta(days=14)  # as many days as an agenda has


@dataclass(frozen=True, slots=True)
class Wish:
    """What a convener says of a new session; `start` and `end` are local times."""

    kind: str
    start: datetime
    end: datetime | None = None
    minutes: int | None = None
    title: str = ""
    status: str = "save-the-date"
    guessed: bool = False


def session_paper(root: Path, portal: Portal, cohort: Cohort, wish: Wish, today: date) -> Paper:
    """Return `session.md` of a new session with its whole agenda. Raises UsageError for times that cannot be."""
    kit = read_kit(wish.kind)
    end = _end(kit, wish)
    number, session_id = next_session(cohort)
    presenting, exploring = next_topics(cohort.topics, taken_topics(cohort, today))
    held = offices(cohort, wish.start.date())
    promises = open_promises(cohort)
    members = here(cohort)
    now = Circumstances(number, size(cohort), len(promises), held, frozenset(members), presenting, exploring)
    items = make_agenda(kit, wish.start, end, cohort.zone, now)
    title = wish.title or kit.title.format(number=number)
    path = f"content/{cohort.id}/sessions/{wish.start.date()}-{slug(title, wish.kind)}/session.md"
    text = fill(
        "session.md",
        schema=schema_line(root, path, "session"),
        id=session_id,
        number=number,
        title=title,
        wish=wish,
        start=local(wish.start),
        end=local(end),
        purpose=kit.purpose or "",
        kit=kit,
        opening=kit.openings[min(number, len(kit.openings)) - 1],
        **{office: held.get(office, "") for office in ("chair", "scribe", "timekeeper")},
        codename=cohort.record.codename,
        script="" if cohort.charter and cohort.charter.record.short else fill("confidentiality.txt").strip(),
        members=members,
        venues=sorted(portal.venues),
        items=[_lines(item, kit) for item in items],
        total=total_of(items),
        promises=promises,
        rsvp=_days_before(wish.start, 7, today),
    )
    return Paper(path, text)


def _end(kit: Kit, wish: Wish) -> datetime:
    end = wish.end
    if end is None and wish.minutes is not None:
        end = wish.start + timedelta(minutes=wish.minutes)
    if end is None and kit.days > 1:
        morning = datetime.combine(wish.start.date(), time.fromisoformat(kit.morning.zfill(5)))
        end = morning + timedelta(days=kit.days - 1, minutes=kit.minutes)
    end = end or wish.start + timedelta(minutes=kit.minutes)
    if end <= wish.start:
        raise UsageError("the session would end before it starts", hint=f"it starts {local(wish.start)}")
    if not kit.first and end - wish.start > LONGEST_DAY:
        hint = f"give --end or --minutes, or --kind retreat; this one would end {local(end)}"
        raise UsageError(f"a session of the kind {wish.kind} is over on its own day", hint=hint)
    if end.date() - wish.start.date() >= LONGEST:
        raise UsageError("a session lasts two weeks at most", hint=f"this one would end {local(end)}")
    return end


def _lines(item: Item, kit: Kit) -> dict[str, Any]:
    """Return the fields of one agenda item as they are written, and a comment that says what is still to choose."""
    box = item.box
    fields: dict[str, Any] = {"title": item.title, "kind": box.kind, "minutes": item.minutes}
    fields["day"] = item.day if item.day > 1 else None
    fields |= {"at": item.at, "owner": item.owner, "intent": box.intent, "purpose": item.purpose}
    fields |= {"desired_outcome": box.desired_outcome, "questions": list(box.questions), "protocol": box.protocol}
    fields |= {"topic": item.topic, "record": box.record}
    fields["confidential"] = box.confidential if box.confidential != "normal" else None
    comments = [box.hint] if box.hint else []
    if box.slot and not item.topic:
        comments.append("topic: the id of an open question in topics/")
    if box.slot == "presentation" and not item.owner:
        comments.append("owner: who presents; a date without a name will not be kept")
    if box.owner == "host":
        comments.append("owner: whoever receives the group")
    if box.slot == "presentation":
        comments.append("coach: who helps the presenter to find the real question; a call a week ahead is enough")
    return {"fields": {key: value for key, value in fields.items() if value}, "comments": comments}


def _days_before(start: datetime, days: int, today: date) -> date:
    return max(today, start.date() - timedelta(days=days))


def folder_of(paper: Paper) -> str:
    """Return the folder of a session's paper."""
    return posixpath.dirname(paper.path)
