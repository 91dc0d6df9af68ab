"""Read one cohort's folder: which file is what, and the records in them."""

import posixpath
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from portalgen.load.papers import read_news, read_page, read_prereads
from portalgen.load.portal import Asset, Cohort, Session, Topic
from portalgen.model.cohort import CharterRecord, CohortRecord
from portalgen.model.library import ResourcesRecord
from portalgen.model.memory import CommitmentsRecord, TopicRecord
from portalgen.model.papers import NotesRecord, PageRecord
from portalgen.model.person import PersonHereRecord
from portalgen.model.session import SessionRecord
from portalgen.source.document import Problems, read_document, read_yaml

PAPERS = ("session.md", "notes.md")  # beside them in prereads/ are the papers to read


def read_cohort(
    root: Path,
    cohort_id: str,
    files: Sequence[str],
    assets: dict[str, Asset],
    zone: ZoneInfo,
    problems: Problems,
) -> Cohort:
    """Return the cohort in `content/<cohort_id>`; `files` are its paths relative to the portal."""
    base = f"content/{cohort_id}"
    doc = read_yaml(root, f"{base}/cohort.yaml", CohortRecord)
    zone = ZoneInfo(doc.record.timezone) if doc.record.timezone else zone
    texts = [path for path in files if path.endswith(".md")]
    meetings = [path for path in texts if posixpath.basename(path) == "session.md"]
    session_folders = {posixpath.dirname(path) for path in meetings if not path.startswith(f"{base}/pages/")}
    taken: set[str] = set()

    def claim(paths: Iterable[str]) -> list[str]:
        chosen = [path for path in paths if path not in taken]
        taken.update(chosen)
        return chosen

    index = charter = commitments = resources = None
    with problems.catching():
        index = read_document(root, f"{base}/index.md", PageRecord) if claim(_one(texts, f"{base}/index.md")) else None
    with problems.catching():
        if claim(_one(texts, f"{base}/charter.md")):
            charter = read_document(root, f"{base}/charter.md", CharterRecord)
    with problems.catching():
        if f"{base}/commitments.yaml" in files:
            commitments = read_yaml(root, f"{base}/commitments.yaml", CommitmentsRecord)
    with problems.catching():
        if f"{base}/resources.yaml" in files:
            resources = read_yaml(root, f"{base}/resources.yaml", ResourcesRecord)
    sessions = []
    beside, documents = _by_folder(texts), _by_folder(path for path in files if path in assets)
    for folder in sorted(session_folders):
        papers = claim(sorted([*(path for path in beside[folder] if posixpath.basename(path) in PAPERS),
                               *beside.get(f"{folder}/prereads", ())]))  # fmt: skip
        with problems.catching():
            files_of = [*papers, *documents.get(f"{folder}/prereads", ())]
            sessions.append(_session(root, folder, files_of, assets, zone, problems))
    topics = []
    for path in claim(beside.get(f"{base}/topics", ())):
        with problems.catching():
            topics.append(Topic(PurePosixPath(path).stem, read_document(root, path, TopicRecord)))
    news = []
    for path in claim(beside.get(f"{base}/news", ())):
        with problems.catching():
            news.append(read_news(root, path))
    here = {}
    for path in claim(beside.get(f"{base}/people", ())):
        with problems.catching():
            here[PurePosixPath(path).stem] = read_document(root, path, PersonHereRecord)
    pages = []
    for path in claim(texts):
        with problems.catching():
            pages.append(read_page(root, path, base))
    return Cohort(
        id=cohort_id,
        doc=doc,
        zone=zone,
        index=index,
        charter=charter,
        sessions=tuple(sorted(sessions, key=lambda session: (session.start, session.id))),
        commitments=commitments,
        resources=resources,
        topics=tuple(topics),
        news=tuple(sorted(news, key=lambda item: (item.date, item.id), reverse=True)),
        pages=tuple(pages),
        people_here=here,
    )


def _one(texts: Sequence[str], path: str) -> list[str]:
    return [path] if path in texts else []


def _by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(posixpath.dirname(path), []).append(path)
    return found


def _session(
    root: Path, folder: str, files: Sequence[str], assets: dict[str, Asset], cohort_zone: ZoneInfo, problems: Problems
) -> Session:
    doc = read_document(root, f"{folder}/session.md", SessionRecord)
    record = doc.record
    zone = ZoneInfo(record.timezone) if record.timezone else cohort_zone
    notes = None
    with problems.catching():
        if f"{folder}/notes.md" in files:
            notes = read_document(root, f"{folder}/notes.md", NotesRecord)
    if record.end and record.end <= record.start:
        problems.add(doc.problem("the session ends before it starts", "end", hint="check `start` and `end`"))
    return Session(
        id=record.id or posixpath.basename(folder),
        folder=folder,
        doc=doc,
        zone=zone,
        start=record.start.replace(tzinfo=zone),
        end=record.end.replace(tzinfo=zone) if record.end else None,
        notes=notes,
        prereads=tuple(read_prereads(root, f"{folder}/prereads", files, assets, problems)),
    )
