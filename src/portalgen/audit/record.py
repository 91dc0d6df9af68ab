"""What the host has: the lists of the last publish, kept in the portal's own `.portalgen/`, and what has changed since.

Holds file names and digests, no key and no word of the content.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portalgen.access.private import replace_private
from portalgen.errors import WorldError
from portalgen.maps import Map

Files = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Record:
    """What was published, and when (the minute in UTC): by audience, the digest of each file."""

    published: str
    files: Files


@dataclass(frozen=True, slots=True)
class Change:
    """What is new, changed and gone for one audience since the last publish: names of files."""

    audience: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def record_path(root: Path, cohort: str) -> Path:
    """Return where the record of a cohort is kept."""
    return root / ".portalgen" / "published" / f"{cohort}.json"


def read_record(root: Path, cohort: str) -> Record | None:
    """Return what the host has, as far as this portal knows; None where nothing was published from here."""
    path = record_path(root, cohort)
    if not path.is_file():
        return None
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        return Record(value["published"], {name: dict(files) for name, files in value["files"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        hint = f"delete {path.name} in .portalgen/published; everything then counts as new"
        raise WorldError(f"what was published of {cohort} cannot be read", hint=hint) from fault


def write_record(root: Path, cohort: str, maps: Mapping[str, Map], *, published: str, output: Path) -> None:
    """Remember that the host now has the files of `maps`."""
    path = record_path(root, cohort)
    value = {"published": published, "files": {name: dict(one.files) for name, one in sorted(maps.items())}}
    replace_private(path, json.dumps(value, indent=1, sort_keys=True), output=output)


def changes(before: Record, maps: Mapping[str, Map]) -> tuple[Change, ...]:
    """Return what is different from `before`, for each audience that something is different for."""
    found = []
    for audience in sorted({*before.files, *maps}):
        old = before.files.get(audience, {})
        new = maps[audience].files if audience in maps else {}
        found.append(Change(
            audience,
            new=tuple(sorted(new.keys() - old.keys())),
            changed=tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
            gone=tuple(sorted(old.keys() - new.keys())),
        ))  # fmt: skip
    return tuple(change for change in found if change)
