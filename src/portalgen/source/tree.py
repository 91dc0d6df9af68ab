"""Walk the content folder: names out, and only names that are safe on every disk."""

import os
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from portalgen.errors import ContentError, Place, Problem
from portalgen.model.years import in_our_time

TEXTS = (".md", ".yaml", ".yml")
"""What the files that a convener writes end with; all others are pictures and documents."""
MAX_NAME = 200
_IGNORED = re.compile(r"\..*|.*~|#.*#|.*\.(swp|swo|tmp|part)|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ ](.*))?")


def walk(root: Path) -> tuple[str, ...]:
    """Return every file below `root` as a path with forward slashes, sorted.

    Hidden files and editors' backups are left out. Raises ContentError for links that leave `root`, devices, and
    two names that become one on a disk without case or with composed accents.
    """
    problems: list[Problem] = []
    found: dict[str, str] = {}
    real = root.resolve()
    for relative, entry in _entries(root, ""):
        fault = _fault(entry, real)
        twin = found.setdefault(unicodedata.normalize("NFC", relative).casefold(), relative)
        if fault:
            problems.append(Problem(*fault[:1], Place(f"{root.name}/{relative}"), fault[1]))
        elif twin != relative:
            what = f"on some disks this is the same file as {twin}"
            problems.append(Problem(what, Place(f"{root.name}/{relative}"), "rename one of the two"))
    if problems:
        raise ContentError(problems)
    return tuple(sorted(found.values()))


def _entries(folder: Path, relative: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything below `folder` that is no folder, links included, with its path."""
    with os.scandir(folder) as listed:
        entries = sorted((entry for entry in listed if not _IGNORED.fullmatch(entry.name)), key=lambda one: one.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(folder / entry.name, f"{relative}{entry.name}/")
        else:
            yield f"{relative}{entry.name}", entry


def _fault(entry: os.DirEntry[str], root: Path) -> tuple[str, str] | None:
    if len(entry.name) > MAX_NAME:
        return "this name is too long", f"at most {MAX_NAME} characters"
    if entry.is_symlink():
        if root not in Path(entry.path).resolve().parents:
            return "this is a link that leads out of the content folder", "copy the file here instead"
        if entry.is_dir():
            return "this is a link to a folder", "copy the folder here instead"
    if not entry.is_file():
        return "this is not a file", "remove it from the content folder"
    return None


def dated(stem: str) -> tuple[date | None, str]:
    """Return the date that a file's name begins with, if it does, and the rest: `2026-03-19-first` has both."""
    found = _DATED.fullmatch(stem)
    if found is None:
        return None, stem
    try:
        return in_our_time(date.fromisoformat(found.group(1))), found.group(2) or ""
    except ValueError:
        return None, stem
