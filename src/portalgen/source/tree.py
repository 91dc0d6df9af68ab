"""Walk the content folder: names out, and only names that are safe on every disk."""

import os
import re
import unicodedata
from datetime import date
from pathlib import Path

from portalgen.errors import ContentError, Place, Problem

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
    for folder, folders, files in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not _IGNORED.fullmatch(name))
        for name in sorted([*files, *(entry for entry in folders if (Path(folder) / entry).is_symlink())]):
            if _IGNORED.fullmatch(name):
                continue
            path = Path(folder) / name
            relative = path.relative_to(root).as_posix()
            fault = _fault(path, real)
            twin = found.setdefault(unicodedata.normalize("NFC", relative).casefold(), relative)
            if fault:
                problems.append(Problem(*fault[:1], Place(f"{root.name}/{relative}"), fault[1]))
            elif twin != relative:
                what = f"on some disks this is the same file as {twin}"
                problems.append(Problem(what, Place(f"{root.name}/{relative}"), "rename one of the two"))
        folders[:] = [name for name in folders if not (Path(folder) / name).is_symlink()]
    if problems:
        raise ContentError(problems)
    return tuple(sorted(found.values()))


def _fault(path: Path, root: Path) -> tuple[str, str] | None:
    if len(path.name) > MAX_NAME:
        return "this name is too long", f"at most {MAX_NAME} characters"
    if path.is_symlink():
        if root not in path.resolve().parents:
            return "this is a link that leads out of the content folder", "copy the file here instead"
        if path.is_dir():
            return "this is a link to a folder", "copy the folder here instead"
    if not path.is_dir() and not path.is_file():
        return "this is not a file", "remove it from the content folder"
    return None


def dated(stem: str) -> tuple[date | None, str]:
    """Return the date that a file's name begins with, if it does, and the rest: `2026-03-19-first` has both."""
    found = _DATED.fullmatch(stem)
    if found is None:
        return None, stem
    try:
        return date.fromisoformat(found.group(1)), found.group(2) or ""
    except ValueError:
        return None, stem
