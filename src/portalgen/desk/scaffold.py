"""Small new files: cohorts, questions, pre-reads, news, pages, promises, places, protocols. Papers out."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from portalgen.desk.append import append_entry
from portalgen.desk.group import next_commitment_id
from portalgen.desk.names import slug
from portalgen.desk.papers import Paper, fill, read_text, schema_line
from portalgen.load.portal import Cohort, Session

NEWS_DAYS = 60  # days that an announcement is shown, unless its file says otherwise
YEAR_DAYS = 365


def cohort_papers(
    root: Path,
    cohort: str,
    title: str,
    today: date,
    *,
    codename: str = "Private meeting",
    timezone: str = "",
    members: Sequence[str] = (),
    started: date | None = None,
) -> tuple[Paper, ...]:
    """Return a new cohort: its file, its welcome and its charter."""
    base = f"content/{cohort}"
    about = fill(
        "cohort.yaml",
        schema=schema_line(root, f"{base}/cohort.yaml", "cohort"),
        title=title,
        codename=codename,
        timezone=timezone,
        members=members,
        chair="",
        started=started,
        joined=started,
        today=today,
    )
    charter = fill(
        "charter.md",
        schema=schema_line(root, f"{base}/charter.md", "charter"),
        today=today,
        review=today + timedelta(days=YEAR_DAYS),
    )
    welcome = fill("index.md", title=title)
    return (
        Paper(f"{base}/cohort.yaml", about),
        Paper(f"{base}/index.md", welcome),
        Paper(f"{base}/charter.md", charter),
    )


def topic_paper(root: Path, cohort: Cohort, question: str, *, by: str = "", session: str = "") -> Paper:
    """Return a new open question."""
    path = f"content/{cohort.id}/topics/{slug(question)}.md"
    return Paper(
        path, fill("topic.md", schema=schema_line(root, path, "topic"), title=question, by=by, session=session)
    )


def preread_paper(root: Path, session: Session, title: str, need: str, today: date) -> Paper:
    """Return a new paper to read before a session."""
    path = f"{session.folder}/prereads/{slug(title)}.md"
    schema = schema_line(root, path, "preread")
    return Paper(path, fill("preread.md", schema=schema, title=title, need=need, published=today))


def news_paper(root: Path, cohort: Cohort, title: str, kind: str, today: date) -> Paper:
    """Return an announcement of today."""
    path = f"content/{cohort.id}/news/{today}-{slug(title)}.md"
    expires = today + timedelta(days=NEWS_DAYS)
    return Paper(path, fill("news.md", schema=schema_line(root, path, "news"), title=title, kind=kind, expires=expires))


def page_paper(root: Path, cohort: Cohort, title: str) -> Paper:
    """Return a plain page."""
    name = slug(title)
    name = f"{name}-page" if name == "session" else name  # a file session.md makes its folder one of a session
    path = f"content/{cohort.id}/pages/{name}.md"
    return Paper(path, fill("page.md", schema=schema_line(root, path, "page"), title=title))


def shared_paper(root: Path, kind: str, title: str) -> Paper:
    """Return a new `venue` or `protocol`, shared by all cohorts."""
    name = slug(title)
    path = f"content/{kind}s/{name}.yaml"
    return Paper(path, fill(f"{kind}.yaml", schema=schema_line(root, path, kind), title=title, id=name))


def commitment_paper(
    root: Path,
    cohort: Cohort,
    text: str,
    who: str,
    *,
    made_in: str,
    due: str = "",
    witness: str = "",
    private: bool = False,
) -> tuple[Paper, str]:
    """Return `commitments.yaml` with one promise more, and the promise's id."""
    path, name = f"content/{cohort.id}/commitments.yaml", next_commitment_id(cohort)
    entry = fill("commitment.yaml", id=name, who=who, text=text, made_in=made_in, due=due, witness=witness,
                 private=private)  # fmt: skip
    if cohort.commitments is None:
        head = fill("commitments.yaml", schema=schema_line(root, path, "commitments"))
        return Paper(path, append_entry(head, "commitments", entry, path)), name
    before = read_text(root / path)
    return Paper(path, append_entry(before, "commitments", entry, path), was=before), name
