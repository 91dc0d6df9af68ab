"""The files below a folder, quickly: sites have thousands. Knows nothing of what they are."""

import os
from collections.abc import Iterator
from pathlib import Path


def walk(folder: Path | str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield (name, entry) of every file below `folder`, in the order of names; nothing where there is no such folder.

    Names are relative, with `/` between their parts on every system. Links are told, not followed; a folder that may
    not be read has no files.
    """
    yield from sorted(_below(os.fspath(folder), ""), key=lambda one: one[0])


def _below(folder: str, before: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    try:
        entries = os.scandir(folder)
    except OSError:
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{before}{entry.name}/")
            else:
                yield before + entry.name, entry
