"""Lists of members as people keep them: pasted lines, tables with headings (CSV). Text in, `Member`s out. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from zoneinfo import available_timezones

from portalgen.errors import UsageError
from portalgen.files.lines import one_line
from portalgen.model.letters import fold

FIELDS = ("name", "role", "company", "company_line", "industry", "city", "timezone", "pronouns", "say_name",
          "linkedin", "dietary", "access_needs", "joined_network", "languages")  # fmt: skip
CONTACT = ("email", "mobile")
NAMES = {
    "name": ("name", "full name", "member", "member name", "person", "participant", "display name", "contact"),
    "given": ("first name", "given name", "firstname", "first", "forename"),
    "family": ("last name", "family name", "surname", "lastname", "last"),
    "role": ("role", "title", "job title", "position", "function", "job"),
    "company": ("company", "organisation", "organization", "org", "firm", "employer", "company name", "business"),
    "company_line": ("company line", "about the company", "company description"),
    "industry": ("industry", "sector", "branch"),
    "email": ("email", "e-mail", "mail", "email address", "e-mail address", "email 1", "work email",
              "e-mail 1 - value"),
    "mobile": ("mobile", "phone", "telephone", "cell", "tel", "phone number", "mobile phone", "cell phone",
               "phone 1 - value", "mobile number"),
    "city": ("city", "town", "location", "home city", "based in"),
    "timezone": ("timezone", "time zone", "tz", "zone"),
    "pronouns": ("pronouns",),
    "say_name": ("say name", "pronunciation", "name pronunciation"),
    "linkedin": ("linkedin", "linkedin url", "linkedin profile", "profile"),
    "dietary": ("dietary", "diet", "dietary needs", "dietary requirements", "food"),
    "access_needs": ("access needs", "accessibility", "access"),
    "about": ("bio", "about", "biography", "notes", "description"),
}  # fmt: skip
DELIMITERS = ",;\t|"
POSITIONS = ("name", "role", "company", "email", "mobile", "city")
_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a list. `fields` and `contact` are named as in a bio; `photo` is a picture with its ending."""

    fields: dict[str, str]
    contact: dict[str, str] = field(default_factory=dict)
    about: str = ""
    photo: tuple[str, bytes] | None = None

    @property
    def name(self) -> str:
        """Return the full name."""
        return self.fields["name"]


@dataclass(frozen=True, slots=True)
class MemberList:
    """What a list held: its members, which column became what, and what was left out and why."""

    members: tuple[Member, ...]
    mapped: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()


def read_members(text: str) -> MemberList:
    """Return the members of a table with headings, or of lines such as "Name, role, company, email"."""
    rows = _rows(text)
    if rows and _has_headings(rows[0]):
        return _table(rows[0], rows[1:])
    return _lines(rows)


def read_table(text: str) -> MemberList | None:
    """Return the members of a table with headings; None where no column holds names."""
    rows = _rows(text)
    return _table(rows[0], rows[1:]) if rows and _has_headings(rows[0]) else None


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    delimiter = max(DELIMITERS, key=lambda mark: (lines[0].count(mark), -DELIMITERS.index(mark)))
    whole = "\n".join(lines)
    try:
        rows = _cells(whole, delimiter)
    except csv.Error as fault:
        raise UsageError(f"this list cannot be read as a table: {fault}", hint="save it again as CSV") from fault
    if _ends_in_quotes(whole, delimiter):  # all that follows the mark was taken for one name
        hint = 'a name that begins with " must end with one'
        raise UsageError("a quotation mark of this list has no partner", hint=hint)
    return [[one_line(cell).strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]


def _cells(text: str, delimiter: str, *, strict: bool = False) -> list[list[str]]:
    return [*csv.reader(StringIO(text), delimiter=delimiter, skipinitialspace=True, strict=strict)]


def _ends_in_quotes(text: str, delimiter: str) -> bool:
    """Tell whether a table ends inside of quotation marks, which the reader lets pass unless it is strict."""
    try:
        _cells(text, delimiter, strict=True)
    except csv.Error as fault:
        return "unexpected end" in str(fault)
    return False


def column_of(heading: str) -> str:
    """Return what a column holds, guessed by its heading; empty where it is not known."""
    plain = " ".join(re.sub(r"[_*:?]+", " ", fold(heading)).split())
    return next((name for name, words in NAMES.items() if plain in words), "")


def _has_headings(row: Sequence[str]) -> bool:
    known = {column_of(cell) for cell in row}
    return "name" in known or {"given", "family"} <= known


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> MemberList:
    columns: dict[int, str] = {}
    left: list[str] = []
    for number, heading in enumerate(headings):
        name = column_of(heading)
        if name and name not in columns.values():
            columns[number] = name
        elif heading:
            left.append(f'column "{heading}": ' + (f"{name} was taken already" if name else "no field of that kind"))
    members: list[Member] = []
    for line, row in enumerate(rows, 2):
        cells = {name: row[number].strip() for number, name in columns.items() if number < len(row)}
        members += _member(cells, f"row {line}", left)
    mapped = tuple((headings[number], name) for number, name in columns.items())
    return MemberList(tuple(members), mapped, tuple(left))


def _lines(rows: Iterable[Sequence[str]]) -> MemberList:
    members: list[Member] = []
    left: list[str] = []
    for line, row in enumerate(rows, 1):
        joined = ", ".join(row)
        mail = _MAIL.search(joined)
        rest = [_MAIL.sub("", cell).strip(" <>()\"'") for cell in row]
        cells = dict(zip(POSITIONS, (cell for cell in rest if cell or not mail), strict=False))
        if mail:
            cells = {key: value for key, value in cells.items() if key != "email"} | {"email": mail.group(0)}
        members += _member(cells, f"line {line}", left)
    return MemberList(tuple(members), (), tuple(left))


def _member(cells: dict[str, str], where: str, left: list[str]) -> Iterator[Member]:
    cells = {key: value for key, value in cells.items() if value}
    given, family = cells.pop("given", ""), cells.pop("family", "")
    cells.setdefault("name", f"{given} {family}".strip())
    if not cells["name"]:
        left.append(f"{where}: no name")
        return
    if cells.get("timezone", "UTC") not in available_timezones():
        left.append(f'{where}: time zone "{cells.pop("timezone")}" is not written like America/New_York')
    about = cells.pop("about", "")
    contact = {key: cells.pop(key) for key in CONTACT if key in cells}
    yield Member({key: cells[key] for key in FIELDS if key in cells}, contact, about)


def decoded(content: bytes) -> str:
    """Return the text of a file as spreadsheets save it: UTF-8, UTF-16 with its mark, else Western European."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
