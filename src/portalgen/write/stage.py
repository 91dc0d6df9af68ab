"""A site being written: files go into a stage of our own; `commit` makes them the site at one moment.

output/.portalgen/<cohort>/stage/   the site being written, ours alone
output/.portalgen/<cohort>/files    the names that portalgen wrote into output/<cohort>, one a line
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from portalgen.access.private import alone
from portalgen.errors import UsageError, WorldError
from portalgen.model.site import PublicFile, SealedFile
from portalgen.walk import walk
from portalgen.write.swap import recover, swap

OWN = ".portalgen"
FLUSHES = 16  # files flushed at the same time: a disk takes them thirty times as quickly as one after the other
FIRST_S, SPAN_S = 1_000_000_000, 2**28  # dates from 2001-09-09 to 2010, so that every one lies in the past


def date_of(content: bytes) -> int:
    """Return the date of a file in seconds since 1970: it tells nothing of when somebody worked, only of the content.

    Servers and rsync take a file of the same size and date for the same one. Sizes are padded, so the date has to
    differ where the content does, or a browser is told that its old copy of a page is still right.
    """
    return FIRST_S + int.from_bytes(hashlib.sha256(content).digest()[:4], "big") % SPAN_S


class Stage:
    """The next site of one cohort. Use `staged`, which also locks and cleans up."""

    def __init__(self, output: Path, cohort: str) -> None:
        self.target = output / cohort
        self.own = output / OWN / cohort
        self.folder = self.own / "stage"
        self._record = self.own / "files"
        self.kept: set[str] = set()
        self.began_ns = 0  # when the stage was begun, by the clock of its own disk

    def put(self, file: SealedFile | PublicFile) -> None:
        """Write one file into the stage. Any other type is refused: plaintext has no way to disk."""
        if not isinstance(file, SealedFile | PublicFile):
            raise TypeError(f"only sealed and public files are written, not {type(file).__name__}")
        path = f"{self.folder}/{file.name}"  # thousands of times, and a Path costs more
        with open(path, "xb") as stream:  # noqa: PTH123
            stream.write(file.content)
        date = date_of(file.content)
        os.utime(path, (date, date))

    def keep(self, name: str) -> None:
        """Take a file of the present site over, as it is: by a second name for the same bytes where the disk can."""
        old, new = f"{self.target}/{name}", f"{self.folder}/{name}"  # thousands of times, and a Path costs more
        try:
            os.link(old, new)
        except OSError:  # no hard links here: FAT, some network disks
            shutil.copy2(old, new)
        self.kept.add(name)

    def written(self) -> list[str]:
        """Return the names of the files in the stage that were not taken over."""
        return [name for name, _ in walk(self.folder) if name not in self.kept]

    def begin(self) -> None:
        """Make an empty stage; what an earlier, killed build left in it goes."""
        recover(self.target)
        shutil.rmtree(self.folder, ignore_errors=True)
        for folder in (self.folder, self.folder / "o", self.folder / "assets"):
            folder.mkdir(parents=True)
        self.began_ns = self.folder.stat().st_mtime_ns

    def commit(self) -> None:
        """Make the stage the site. Files in the old site that portalgen did not write are kept."""
        fresh = self.written()
        written = self.kept.union(fresh)
        ours = self._ours()
        for name, entry in walk(self.target):
            if name not in ours and name not in written:
                kept = self.folder / name
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(entry.path, kept, follow_symlinks=False)
                fresh.append(name)
        for folder in ("o", "assets"):
            if not any((self.folder / folder).iterdir()):
                (self.folder / folder).rmdir()
        _flush(self.folder / name for name in fresh)
        self._write_record(ours.union(written))
        swap(self.folder, self.target)
        self._write_record(written)
        shutil.rmtree(self.folder, ignore_errors=True)

    def check_target(self) -> None:
        """Refuse a target folder with files in it of which portalgen has no record. Raises UsageError."""
        if self.target.is_symlink() or (self.target.exists() and not self.target.is_dir()):
            raise UsageError(f"{self.target} is not a folder", hint="choose another output folder with -o")
        if any(walk(self.target)) and not self._record.is_file():
            raise UsageError(
                f"{self.target} holds files that portalgen did not write",
                hint="move them away, or choose another output folder with -o; nothing was changed",
            )

    def _ours(self) -> set[str]:
        if not self._record.is_file():
            return set()
        return set(self._record.read_text(encoding="utf-8").splitlines())

    def _write_record(self, names: Iterable[str]) -> None:
        fresh = self._record.with_suffix(".new")
        with fresh.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write("".join(f"{name}\n" for name in sorted(names)))
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(self._record)


@contextmanager
def staged(output: Path, cohort: str) -> Iterator[Stage]:
    """Give a stage that only this process writes. The caller commits; without a commit the old site stays.

    Raises UsageError where the target is not ours, WorldError where another build is at work or the disk is at fault.
    """
    stage = Stage(output, cohort)
    try:
        stage.own.mkdir(parents=True, exist_ok=True)
        stage.check_target()
        busy = f"another build is writing {stage.target}"
        with alone(stage.own / "lock", busy=busy, hint="wait for it to end, or stop it; nothing was changed"):
            stage.begin()
            try:
                yield stage
            finally:
                shutil.rmtree(stage.folder, ignore_errors=True)
    except OSError as fault:
        raise WorldError(_disk_fault(fault, stage.target), hint="the site is as it was before") from fault


def _disk_fault(fault: OSError, target: Path) -> str:
    if fault.errno == errno.ENOSPC:
        return f"the disk is full while writing {target}"
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"no permission to write {target}"
    return f"cannot write {target}: {fault.strerror or fault}"


def _flush(files: Iterable[Path]) -> None:
    """Make files durable before they become the site."""
    paths = [path for path in files if not path.is_symlink()]
    with ThreadPoolExecutor(FLUSHES) as threads:
        list(threads.map(_flush_files, (paths[first::FLUSHES] for first in range(FLUSHES))))


def _flush_files(paths: Iterable[Path]) -> None:
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
