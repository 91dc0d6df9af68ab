"""Where things of a source folder are in the portal: paths as they were written in, paths of papers out. Pure."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from portalgen.desk.importing.source import TEXTS, plain_stem, unmarked
from portalgen.model.letters import fold

ROOTS = ("", "static", "assets", "content", "public", "images", "attachments", "_posts")


@dataclass(slots=True)
class Targets:
    """`texts` leads from a note's path to its paper; `place_file` gives a file its place, empty where it has none."""

    texts: Mapping[str, str]
    place_file: Callable[[str], str]
    has_file: Callable[[str], bool]
    files: tuple[str, ...]
    headings: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in (*self.files, *self.texts):
            self.names.setdefault(fold(posixpath.basename(path)), path)
        for path in self.texts:
            self.names.setdefault(fold(plain_stem(path)), path)
            self.names.setdefault(fold(posixpath.splitext(path)[0]), path)

    def find(self, target: str, beside: str) -> str:
        """Return the path in the source that a link in the note `beside` means; empty where there is none."""
        wanted = unquote(target).strip().replace("\\", "/")
        folder = posixpath.dirname(beside)
        tries = [posixpath.join(folder, wanted)] if not wanted.startswith("/") else []
        tries += [posixpath.join(root, wanted.lstrip("/")) for root in ROOTS]
        for path in (posixpath.normpath(one) for one in tries):
            for variant in (path, *(path + ending for ending in TEXTS), f"{path}/index.md", f"{path}/_index.md"):
                if variant in self.texts or self.has_file(variant):
                    return variant
        return ""

    def named(self, name: str, beside: str) -> str:
        """Return the path that a wikilink means: by path, else by the name alone, wherever it lies."""
        return self.find(name, beside) or self.names.get(fold(unmarked(name))) or self.names.get(
            fold(posixpath.basename(name)), "")  # fmt: skip

    def way(self, path: str, paper: str) -> str:
        """Return the relative link from a paper to where `path` is now; empty where it did not come along."""
        there = self.texts.get(path) or (self.place_file(path) if self.has_file(path) else "")
        return posixpath.relpath(there, posixpath.dirname(paper)) if there else ""
