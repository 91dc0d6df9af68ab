"""Exchange two folders at one moment, so that a reader or a killed build never meets a half-written site."""

import ctypes
import os
import sys
from pathlib import Path

AT_FDCWD = -100  # linux/fcntl.h
RENAME_EXCHANGE = 2  # linux/fs.h, renameat2(2)
RENAME_SWAP = 2  # macOS sys/stdio.h, renamex_np(2)


def swap(new: Path, target: Path) -> None:
    """Put the folder `new` where `target` is; what was at `target` is at `new` afterwards, if there was anything.

    On Linux and macOS the exchange is one system call. Elsewhere it is two renames: a machine that stops between
    them leaves the old site beside the target, and the next build puts it back (see `recover`).
    """
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        aside = _aside(target)
        target.rename(aside)
        new.rename(target)
        aside.rename(new)


def recover(target: Path) -> None:
    """Put the old site back where an interrupted two-step swap left it aside."""
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.aside")


def _exchange(one: Path, other: Path) -> bool:
    """Return whether the system exchanged the two; False where it cannot (old kernel, odd file system)."""
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux":
        call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        return call is not None and call(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0
    if sys.platform == "darwin":
        call = getattr(ctypes.CDLL(None, use_errno=True), "renamex_np", None)
        return call is not None and call(names[0], names[1], RENAME_SWAP) == 0
    return False
