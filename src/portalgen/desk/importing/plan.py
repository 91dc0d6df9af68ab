"""What an import makes: papers for the cohort, and for every file of the source what became of it. Writes nothing."""

import hashlib
import json
import posixpath
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from portalgen.desk.group import local
from portalgen.desk.importing.front import Front, plain, take_front
from portalgen.desk.importing.meeting import Meeting, People, day_of, find_meeting
from portalgen.desk.importing.source import PICTURES, Found, Left, plain_stem, unmarked
from portalgen.desk.importing.targets import Targets
from portalgen.desk.importing.text import Rewriter, headings_of
from portalgen.desk.names import slug
from portalgen.desk.papers import Paper, fill, schema_line
from portalgen.load.papers import spoken
from portalgen.load.portal import Cohort
from portalgen.source.stray import as_words

UNDERSTOOD = {"title", "date", "day", "when", "start", "created", "time", "start time", "attendees",
              "participants", "present", "attendance", "people", "absent", "apologies", "regrets",
              "location", "venue", "place", "where", "draft", "published"}  # fmt: skip
DROPPED_FOLDERS = {"content", "_posts", "posts", "notes", "docs", "pages", "_drafts"}
NO = ("false", "no")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file of the source and the paper that it became; `new` is false where that was there before."""

    source: str
    paper: str
    what: str
    new: bool = True


@dataclass(slots=True)
class Import:
    """An import that has been thought through."""

    papers: list[Paper] = field(default_factory=list)
    mapped: list[Mapped] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Note:
    path: str
    front: Front
    paper: str
    title: str
    day: date | None
    meeting: Meeting | None = None
    new_session: bool = False


def plan_import(root: Path, found: Found, cohort: Cohort, people: Sequence[tuple[str, str]]) -> Import:
    """Return what becomes of the folder `found` in `cohort`. `people` are (id, full name) of everybody with a bio."""
    made = Import(left=list(found.left))
    known = People(people)
    notes = list(_notes(root, found, cohort, known, made))
    files = _Files(root, found, cohort.id, made)
    targets = Targets({note.path: note.paper for note in notes}, files.place, found.has,
                      (*found.files, *found.cut_out),
                      {note.path: headings_of(_body(note)) for note in notes})  # fmt: skip
    for note in notes:
        _write(root, note, targets, known, made, people)
    for path in found.files:
        if path not in files.placed:
            made.left.append(Left(path, "no note links to it"))
    made.papers += files.papers
    made.mapped += files.mapped
    return made


def _body(note: _Note) -> str:
    return note.meeting.body if note.meeting else note.front.body


def _notes(root: Path, found: Found, cohort: Cohort, people: People, made: Import) -> Iterable[_Note]:
    taken: set[str] = set()
    for path, text in sorted(found.texts.items()):
        front = take_front(text, path)
        if front.fault:
            made.left.append(Left(path, f"fields that cannot be read: {front.fault}", 1))
        if _is_draft(front):
            made.left.append(Left(path, "a draft"))
            continue
        if not front.body.strip() and not front.title:
            made.left.append(Left(path, "no text"))
            continue
        note = _note(root, path, front, cohort, people, taken)
        if note.paper in taken:
            note = _elsewhere(note, hashlib.sha256(path.encode()).hexdigest()[:4])
        taken.add(note.paper)
        unknown = sorted(key for key in front.fields if key not in UNDERSTOOD)
        if unknown:
            made.left.append(Left(path, f"fields: {', '.join(unknown)}", 1))
        yield note


def _is_draft(front: Front) -> bool:
    return front.fields.get("draft") is True or str(front.fields.get("published", "")).lower() in NO


def _note(root: Path, path: str, front: Front, cohort: Cohort, people: People, taken: Collection[str]) -> _Note:
    meeting = find_meeting(front, path, people)
    day, _ = day_of(front, path)
    stem = plain_stem(path)
    title = front.title or spoken(_undated(stem)) or "Untitled"
    if meeting is None:
        folders = [
            slug(unmarked(part)) for part in PurePosixPath(path).parts[:-1] if part.lower() not in DROPPED_FOLDERS
        ]
        if PurePosixPath(path).stem.lower() in ("index", "_index", "readme"):
            folders = folders[:-1]
        name = slug(_undated(stem) or title)
        name = "start" if name == "index" else name
        return _Note(path, front, posixpath.join(f"content/{cohort.id}/pages", *folders, f"{name}.md"), title, day)
    name = f"{meeting.start.date()}-{slug(_undated(title) or stem, meeting.kind)}"
    folder = f"content/{cohort.id}/sessions/{name}"
    there = _session_there(root, cohort, folder, meeting, path, taken)
    return _Note(path, front, f"{there or folder}/notes.md", title, day, meeting, new_session=not there)


def _session_there(root: Path, cohort: Cohort, folder: str, meeting: Meeting, path: str,
                   taken: Collection[str]) -> str:  # fmt: skip
    """Return the folder of the session that notes belong to: where they came to before, or one of their day without."""
    of_day = [one for one in cohort.sessions if one.start.date() == meeting.start.date()]
    before = (one.folder for one in of_day if one.folder == folder or _came_from(root / one.folder / "notes.md", path))
    free = (one.folder for one in of_day if one.notes is None and f"{one.folder}/notes.md" not in taken)
    return next(before, "") or next(free, "")


def _came_from(notes: Path, path: str) -> bool:
    return notes.is_file() and _mark(path) in notes.read_text(encoding="utf-8").splitlines()


def _mark(path: str) -> str:
    """Return the comment above imported notes by which a second import knows them."""
    return f"# imported from {json.dumps(path, ensure_ascii=False)}"


def _undated(stem: str) -> str:
    return re.sub(r"^\d{4}-?\d{2}-?\d{2}[ _-]*|[ _-]*\d{4}-\d{2}-\d{2}$", "", stem).strip(" -_")


def _elsewhere(note: _Note, mark: str) -> _Note:
    """Return a note whose place was taken, in a place of its own."""
    if note.meeting is None:
        return replace(note, paper=f"{note.paper.removesuffix('.md')}-{mark}.md")
    return replace(note, paper=f"{posixpath.dirname(note.paper)}-{mark}/notes.md", new_session=True)


def _session(root: Path, path: str, title: str, meeting: Meeting) -> str:
    boxes: list[dict[str, Any]] = []
    for box in meeting.agenda:
        boxes.append({"title": plain(box.title) or "Item", "kind": box.kind, "minutes": box.minutes})
        if box.at:
            boxes[-1]["at"] = box.at
    return fill(
        "imported-session.md",
        schema=schema_line(root, path, "session"),
        title=title,
        meeting=meeting,
        start=local(meeting.start),
        end=local(meeting.end) if meeting.end else "",
        boxes=boxes,
    )


def _write(root: Path, note: _Note, targets: Targets, known: People, made: Import,
           people: Sequence[tuple[str, str]]) -> None:  # fmt: skip
    names = known.full if note.meeting else {}
    body = _body(note)
    work = Rewriter(note.path, note.paper, targets, known, frozenset(one for one, _ in people), headings_of(body),
                    dict(sorted(names.items(), key=lambda pair: -len(pair[0]))))  # fmt: skip
    text = as_words(work.rewrite(body, note.front.line).strip("\n"))
    new = not (root / note.paper).exists()
    what = "page"
    if note.meeting:
        what = "session with notes (draft)" if note.new_session else "notes (draft)"
        paper = fill(
            "imported-notes.md", schema=schema_line(root, note.paper, "notes"), mark=_mark(note.path), body=text
        )
        _tell_meeting(note, made)
    else:
        paper = fill("imported-page.md", schema=schema_line(root, note.paper, "page"), title=note.title,
                     day=note.day or "", body=text)  # fmt: skip
    made.mapped.append(Mapped(note.path, note.paper, what, new))
    if not new:
        return
    session = f"{posixpath.dirname(note.paper)}/session.md"
    if note.meeting and note.new_session and not (root / session).exists():
        made.papers.append(Paper(session, _session(root, session, note.title, note.meeting)))
        made.mapped.append(Mapped(note.path, session, "session"))
    made.papers.append(Paper(note.paper, paper))
    made.left += [Left(note.path, what, line) for line, what in work.told]


def _tell_meeting(note: _Note, made: Import) -> None:
    meeting = note.meeting
    if meeting and meeting.unknown:
        names = ", ".join(meeting.unknown)
        made.left.append(Left(note.path, f"no one person by the name of: {names}; the list stays in the text"))
    if meeting and meeting.agenda_kept:
        made.left.append(Left(note.path, "an agenda without minutes for every item stays in the text"))


class _Files:
    """Gives pictures and documents their place in `files/`, once each."""

    def __init__(self, root: Path, found: Found, cohort: str, made: Import) -> None:
        self.root, self.found, self.folder, self.made = root, found, f"content/{cohort}/files", made
        self.placed: dict[str, str] = {}
        self.papers: list[Paper] = []
        self.mapped: list[Mapped] = []

    def place(self, path: str) -> str:
        """Return where a file of the source is in the portal; empty where it cannot come along."""
        if path not in self.placed:
            self.placed[path] = self._new(path)
        return self.placed[path]

    def _new(self, path: str) -> str:
        data = self.found.data(path)
        stem, ending = posixpath.splitext(posixpath.basename(path))
        if ending.lower() in PICTURES and not _is_picture(data):
            self.made.left.append(Left(path, "a picture that cannot be read"))
            return ""
        mark = hashlib.sha256(data).hexdigest()[:8]
        name = slug(unmarked(stem), "file")
        planned = {paper.path: paper.data for paper in self.papers}
        for there in (f"{self.folder}/{name}{ending.lower()}", f"{self.folder}/{name}-{mark}{ending.lower()}"):
            on_disk = (self.root / there).read_bytes() if (self.root / there).is_file() else None
            if (on_disk if on_disk is not None else planned.get(there, data)) != data:
                continue
            if on_disk is None and there not in planned:
                self.papers.append(Paper(there, data))
            self.mapped.append(Mapped(path, there, "attachment", on_disk is None))
            return there
        return ""


def _is_picture(data: bytes) -> bool:
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as picture:
            picture.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
