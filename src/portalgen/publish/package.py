"""A built site as it is sent: its files by name, what kind each is, and what stands for the whole."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from portalgen.crypto.ids import NAME
from portalgen.hosts.rules import ASSET, ENTRANCE
from portalgen.walk import walk

MARK = "state.txt"  # the host's own memory of what it holds (publish/mark.py)
_PAGE = re.compile(rf"{NAME}\.html")
_OURS = re.compile(rf"{NAME}\.html|o/{NAME}\.(?:bin|next)|{ASSET}")


class Kind(IntEnum):
    """What a file is, in the order in which an upload sends new ones."""

    ASSET = 0
    OBJECT = 1
    PAGE = 2
    HOME = 3
    OTHER = 4
    MAP = 5
    ENTRANCE = 6


@dataclass(frozen=True, slots=True)
class Package:
    """One cohort's built site. maps: names of the files that are site maps; homes: names of the home pages."""

    cohort: str
    folder: Path
    files: Mapping[str, Path]
    maps: frozenset[str]
    homes: frozenset[str]

    def kind(self, name: str) -> Kind:
        """Return what the file of this name is."""
        if name == ENTRANCE:
            return Kind.ENTRANCE
        if name in self.maps:
            return Kind.MAP
        if name in self.homes:
            return Kind.HOME
        if _PAGE.fullmatch(name):
            return Kind.PAGE
        folder = name.partition("/")[0]
        return {"o": Kind.OBJECT, "assets": Kind.ASSET}.get(folder, Kind.OTHER)


def read_package(cohort: str, folder: Path, *, maps: frozenset[str], homes: frozenset[str]) -> Package:
    """Return the site in `folder` as it is sent: every file of it."""
    return Package(cohort, folder, files_in(folder), maps, homes)


def files_in(folder: Path) -> dict[str, Path]:
    """Return every file in a folder and its folders by the name that it has in a site; none where it is not there."""
    return {name: folder / name for name, entry in walk(folder) if entry.is_file()}


def generation(files: Mapping[str, Path]) -> str:
    """Return what stands for all names and bytes of a site: 32 hex digits of a SHA-256."""
    listed = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sorted(files.items())}
    return hashlib.sha256(json.dumps(listed).encode("ascii")).hexdigest()[:32]


def is_ours(name: str) -> bool:
    """Tell whether a name on a host is one that only portalgen gives: what bears another is left alone."""
    return bool(_OURS.fullmatch(name))
