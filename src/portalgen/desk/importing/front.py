"""The fields above a note, as Hugo (YAML, TOML), Jekyll, Obsidian and Notion write them. Pure."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from portalgen.desk.importing.source import is_notion
from portalgen.errors import ContentError
from portalgen.model.years import in_our_time
from portalgen.source.yaml_text import parse_yaml

_YAML = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PROPERTY = re.compile(r"([A-Z][\w /&'-]{0,40}): (.+)")
_TITLE = re.compile(r"\s*# +(.+?)[ #]*(?:\n|\Z)")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2}))?")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_SPOKEN = re.compile(r"([A-Za-z]{3,9}\.? \d{1,2}, \d{4}|\d{1,2} [A-Za-z]{3,9} \d{4})(?:,? (?:at )?(\d{1,2}):(\d{2})( ?[AaPp][Mm])?)?")  # fmt: skip  # noqa: E501 -- one pattern
_FORMS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True, slots=True)
class Front:
    """What stands above a text: fields by their name in small letters; `fault` says why they could not be read."""

    fields: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    line: int = 1
    title: str = ""
    fault: str = ""

    def words(self, *names: str) -> list[str]:
        """Return the entries of the first of these fields that there is, a list or one text with commas."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, list):
                return [str(entry) for entry in value]
            if value not in (None, ""):
                return [part.strip() for part in str(value).split(",")]
        return []

    def text(self, *names: str) -> str:
        """Return the first of these fields that there is, as text."""
        return next((str(self.fields[name]).strip() for name in names if self.fields.get(name) not in (None, "")), "")


def take_front(text: str, path: str) -> Front:
    """Return the fields of a note and its text without them and without its title."""
    fields: dict[str, Any] = {}
    fault, begins = "", 0
    if found := _YAML.match(text):
        begins = found.end()
        try:
            data, _ = parse_yaml(found.group(1), path)
            fields = data if isinstance(data, dict) else {}
            begins = begins if isinstance(data, dict | None) else 0  # a text between two lines across the page
        except ContentError as error:
            fault = error.problems[0].what
    elif found := _TOML.match(text):
        begins = found.end()
        try:
            fields = _flat(tomllib.loads(found.group(1)))
        except tomllib.TOMLDecodeError as error:
            fault = f"TOML: {error}"
    fields = {str(key).strip().lower(): value for key, value in fields.items()}
    if (headed := _TITLE.match(text, begins)) and (not fields.get("title") or fields["title"] == headed.group(1)):
        begins = headed.end()
    if is_notion(path):
        begins = _properties(text, begins, fields)
    title = str(fields.pop("title", "") or (headed.group(1) if headed else ""))
    return Front(fields, text[begins:], text[:begins].count("\n") + 1, plain(title), fault)


def _properties(text: str, begins: int, fields: dict[str, Any]) -> int:
    """Read the lines that Notion puts under a title; return where the text goes on."""
    at = begins
    for line in text[begins:].splitlines(keepends=True):
        found = _PROPERTY.fullmatch(line.strip())
        if found:
            fields[found.group(1).strip().lower()] = found.group(2).strip()
        elif line.strip():
            break
        at += len(line)
    return at


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    """Return TOML with its dates as text."""
    return {
        key: value.isoformat() if isinstance(value, date | datetime | time) else value for key, value in data.items()
    }


def plain(text: str) -> str:
    """Return a title without marks and brackets."""
    return " ".join(re.sub(r"[*_`\[\]]", "", text).split())


def moment_of(text: str) -> tuple[date | None, time | None]:
    """Return the day, and the hour if there is one, that a text names: 2026-03-19T14:00, March 19, 2026, 20260319."""
    try:
        if found := _DATE.search(text):
            year, month, day, hour, minute = found.groups()
            return in_our_time(date(int(year), int(month), int(day))), _hour(hour, minute)
        if found := _SPOKEN.search(text):
            return _spoken(found.group(1)), _hour(found.group(2), found.group(3), found.group(4))
        if found := _COMPACT.search(text):
            return in_our_time(date(*(int(part) for part in found.groups()))), None
    except ValueError:
        return None, None
    return None, None


def _spoken(text: str) -> date | None:
    for form in _FORMS:
        try:
            return in_our_time(datetime.strptime(text.replace(".", ""), form).date())
        except ValueError:
            continue
    return None


def _hour(hour: str | None, minute: str | None, half: str | None = None) -> time | None:
    if hour is None or minute is None:
        return None
    value = int(hour) % 12 + 12 * ((half or "").strip().lower() == "pm") if half else int(hour)
    return time(value, int(minute)) if (value, int(minute)) != (0, 0) else None  # midnight is what tools write for none
