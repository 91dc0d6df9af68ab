"""Every kind of file that a convener writes: which record it holds, where it lives, and its schema for editors."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portalgen.model.base import Record
from portalgen.model.cohort import CharterRecord, CohortRecord
from portalgen.model.library import ProtocolRecord, ResourcesRecord, VenueRecord
from portalgen.model.memory import CommitmentsRecord, TopicRecord
from portalgen.model.network import Network
from portalgen.model.papers import NewsRecord, NotesRecord, PageRecord, PreReadRecord
from portalgen.model.person import PersonHereRecord, PersonRecord
from portalgen.model.session import SessionRecord
from portalgen.model.theme import ThemeRecord

LOCAL_TIME = r"^\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}(:\d{2})?$"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class ContentType:
    """One kind of file: its name, the path it lives at, its record, and what it is for."""

    name: str
    path: str
    record: type[Record]
    purpose: str


TYPES = (
    ContentType("portal", "portal.yaml", Network, "The network: its name, convener, time zone and sponsors."),
    ContentType("cohort", "content/<cohort>/cohort.yaml", CohortRecord, "One peer group and who belongs to it."),
    ContentType("charter", "content/<cohort>/charter.md", CharterRecord, "The ground rules, by version."),
    ContentType("person", "content/people/<id>.md", PersonRecord, "A bio; the text is in the person's own words."),
    ContentType("person-here", "content/<cohort>/people/<id>.md", PersonHereRecord, "More on them, for one cohort."),
    ContentType("session", "content/<cohort>/sessions/<folder>/session.md", SessionRecord, "One meeting."),
    ContentType("notes", "content/<cohort>/sessions/<folder>/notes.md", NotesRecord, "What a session leaves behind."),
    ContentType("preread", "content/<cohort>/sessions/<folder>/prereads/<id>.md", PreReadRecord, "A paper to read."),
    ContentType("commitments", "content/<cohort>/commitments.yaml", CommitmentsRecord, "Promises until closed."),
    ContentType("topic", "content/<cohort>/topics/<id>.md", TopicRecord, "An open question and its returns."),
    ContentType("news", "content/<cohort>/news/<date>-<title>.md", NewsRecord, "An announcement."),
    ContentType("resources", "content/<cohort>/resources.yaml", ResourcesRecord, "What the group keeps for reference."),
    ContentType("page", "content/<cohort>/**/*.md", PageRecord, "Any other Markdown file is a plain page."),
    ContentType("protocol", "content/protocols/<id>.yaml", ProtocolRecord, "A way to talk, step by step."),
    ContentType("venue", "content/venues/<id>.yaml", VenueRecord, "A place that sessions come back to."),
    ContentType("theme", "themes/<id>/theme.yaml", ThemeRecord, "How pages look; docs/THEMES.md says how to make one."),
)  # fmt: skip


def schema(kind: ContentType) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one kind of file, with the meaning of every field."""
    made = kind.record.model_json_schema(by_alias=True)
    words = {record.__name__: meanings(record) for record in records_of(kind.record)}
    for name, part in {kind.record.__name__: made, **made.get("$defs", {})}.items():
        for field, entry in part.get("properties", {}).items():
            entry["description"] = words[name][field]
            _as_written(entry)
    return {"$schema": DIALECT, **made, "title": f"portalgen {kind.name}", "description": kind.purpose}


def _as_written(entry: dict[str, Any]) -> None:
    """Make an entry say what YAML gives: numbers are good as text, moments have no offset."""
    for part in (entry, *entry.get("anyOf", ()), entry.get("items", {})):
        if part.get("format") == "date-time":
            del part["format"]
            part["pattern"] = LOCAL_TIME
        elif part.get("type") == "string" and not part.keys() & {"enum", "format", "pattern", "const"}:
            part["type"] = ["string", "number"]


def records_of(record: type[Record]) -> Iterator[type[Record]]:
    """Yield a record and every record inside it, each once, the outer ones first."""
    seen: dict[str, type[Record]] = {}
    queue = [record]
    while queue:
        one = queue.pop(0)
        if one.__name__ not in seen:
            seen[one.__name__] = one
            queue += [inner for entry in one.model_fields.values() for inner in _inside(entry.annotation)]
    yield from seen.values()


def _inside(annotation: Any) -> Iterator[type[Record]]:  # noqa: ANN401 -- a typing construct
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _inside(part)


def meanings(record: type[Record]) -> dict[str, str]:
    """Return what each field of a record means, by its name in files: the line below it in the source."""
    found: dict[str, str] = {}
    for parent in record.__bases__:
        if parent is not Record and issubclass(parent, Record):
            found |= meanings(parent)
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    name = ""
    for node in body.body if isinstance(body, ast.ClassDef) else ():
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and name:
            found[record.model_fields[name].alias or name] = str(node.value.value)
            name = ""
    return found
