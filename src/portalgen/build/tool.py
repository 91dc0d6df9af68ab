"""Which program builds: its own files and the libraries under it. Another may draw another page of the same text."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import portalgen
from portalgen.walk import walk

PACKAGE = Path(portalgen.__file__).resolve().parent
INSTALLED = ("site-packages", "dist-packages")


@cache
def tool_digest() -> bytes:
    """Return the digest of this program: version, files of the package and shipped themes, Python, installed packages.

    Files by size and time; packages by the time of the folder that they are installed in, which changes with each.
    """
    told = [portalgen.__version__, sys.version]
    themes = PACKAGE.parent.parent / "themes"  # beside the source; in a wheel they are inside the package
    for folder in (PACKAGE, themes):
        told += [f"{path}:{size}:{time}" for path, size, time in _files(folder)]
    told += [f"{path}:{os.stat(path).st_mtime_ns}" for path in sys.path  # noqa: PTH116 -- an entry may be no Path
             if path.endswith(INSTALLED) and Path(path).is_dir()]  # fmt: skip
    return blake2b("\n".join(told).encode("utf-8", errors="surrogateescape"), digest_size=16).digest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    for name, entry in walk(folder):
        if "__pycache__" not in name:
            stat = entry.stat(follow_symlinks=False)
            yield entry.path, stat.st_size, stat.st_mtime_ns
