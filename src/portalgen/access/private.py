"""Files that their owner alone may read, under any umask, and never in the folder that is published."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portalgen.errors import UsageError, WorldError

OWNER_ONLY = 0o600
OWNER_RUNS = 0o700


def write_private(path: Path, text: str, *, output: Path, mode: int = OWNER_ONLY) -> Path:
    """Write `text` to `path` with `mode` and return the path; folders that are made are the owner's alone too.

    Raises UsageError where `path` lies in `output`, which is published, and WorldError where the disk does not take it.
    """
    if output.resolve() in path.resolve().parents:
        what = f"{path.name} is not written into the output folder, which is published"
        raise UsageError(what, hint=f"choose a place outside of it, such as ../{path.name}")
    try:
        for folder in reversed([one for one in path.parents if not one.exists()]):  # `parents=True` gives them no mode
            folder.mkdir(mode=OWNER_RUNS, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            if hasattr(os, "fchmod"):  # a file that was there keeps its mode otherwise; Windows has no such call
                os.fchmod(stream.fileno(), mode)
            stream.write(text)
    except OSError as fault:
        raise WorldError(f"{path} cannot be written: {fault.strerror}") from fault
    return path


def replace_private(path: Path, text: str, *, output: Path) -> None:
    """Write `text` to `path` as `write_private` does, at one moment: a reader finds the old text or the new one."""
    write_private(path.with_suffix(".new"), text, output=output).replace(path)


@contextmanager
def alone(lock: Path, *, busy: str, hint: str) -> Iterator[None]:
    """Hold the file `lock` meanwhile. Raises WorldError with `busy` and `hint` where another process holds it."""
    from filelock import FileLock, Timeout

    try:
        lock.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_RUNS)
        with FileLock(lock, timeout=0, mode=OWNER_ONLY):
            yield
    except Timeout as fault:
        raise WorldError(busy, hint=hint) from fault
