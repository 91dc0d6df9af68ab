"""Read a folder of notes: every text, and where its pictures and documents are. Changes nothing in it."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from portalgen.desk.importing.docx import ABSENT, converter
from portalgen.desk.members import decoded
from portalgen.errors import ContentError
from portalgen.source.document import MAX_BYTES

TEXTS = (".md", ".markdown", ".mdown")
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
DOCUMENTS = (".pdf", ".docx", ".xlsx", ".pptx", ".txt", ".csv", ".ics")  # those that a site can hold
MAX_FILE_BYTES = 100_000_000
_IGNORED = re.compile(r"\..*|.*~|Thumbs\.db|desktop\.ini|node_modules", re.IGNORECASE)
_HEX = re.compile(r"(.*?)[ _-]?[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Left:
    """Something that did not come along: where it stood and why; `line` is 0 for whole files."""

    path: str
    why: str
    line: int = 0


@dataclass(slots=True)
class Found:
    """What a folder holds: texts and other files by their path in it; `cut_out` are pictures out of documents."""

    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    cut_out: dict[str, bytes] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)

    def data(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return self.cut_out[path] if path in self.cut_out else self.files[path].read_bytes()

    def has(self, path: str) -> bool:
        """Tell whether there is a file, other than a text, at a path."""
        return path in self.files or path in self.cut_out


def gather(source: Path) -> Found:
    """Return what the folder `source` holds, or what belongs to it where it is one file."""
    found = Found()
    root = source if source.is_dir() else source.parent
    for path, name in _walk(root):
        ending = path.suffix.lower()
        if path.is_symlink():
            found.left.append(Left(name, "a link to another place"))
        elif ending in TEXTS or ending == ".docx":
            if path == source or source.is_dir():
                _text(path, name, found)
        elif ending in (*PICTURES, *DOCUMENTS):
            found.files[name] = path
        elif source.is_dir():
            found.left.append(Left(name, "not a note, and no picture or document that a site can hold"))
    return found


def _walk(root: Path) -> Iterator[tuple[Path, str]]:
    for folder, folders, files in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not _IGNORED.fullmatch(name))
        for name in sorted(files):
            if not _IGNORED.fullmatch(name):
                path = Path(folder) / name
                yield path, path.relative_to(root).as_posix()


def _text(path: Path, name: str, found: Found) -> None:
    word = path.suffix.lower() == ".docx"
    if path.stat().st_size > (MAX_FILE_BYTES if word else MAX_BYTES):
        found.left.append(Left(name, "too large"))
        return
    if not word:
        found.texts[name] = decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
        return
    convert = converter()
    if convert is None:
        found.left.append(Left(name, ABSENT))
        return
    try:
        told = convert(path.read_bytes(), name)
    except ContentError as fault:
        found.left.append(Left(name, fault.problems[0].what))
        return
    found.texts[name] = told.text
    found.cut_out |= told.pictures
    found.left += [Left(name, message) for message in told.messages]


def plain_stem(path: str) -> str:
    """Return a file's name without its ending and without the long number that Notion puts behind names.

    A file that stands for its folder (index.md, as Hugo has them) is called as the folder.
    """
    name = PurePosixPath(path)
    stem = unmarked(name.stem)
    if stem.lower() in ("index", "_index", "readme") and len(name.parts) > 1:
        return unmarked(name.parent.name)
    return stem


def unmarked(stem: str) -> str:
    """Return a name without Notion's number."""
    found = _HEX.fullmatch(stem)
    return found.group(1) if found and found.group(1) else stem


def is_notion(path: str) -> bool:
    """Tell a file that Notion exported, by its name."""
    return bool(_HEX.fullmatch(PurePosixPath(path).stem))
