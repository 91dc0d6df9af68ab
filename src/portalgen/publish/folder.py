"""A folder that a web server serves, on this computer or on a drive."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portalgen.errors import WorldError
from portalgen.publish.host import Difference, compare_digests
from portalgen.publish.package import files_in
from portalgen.write.stage import date_of

UNFINISHED = ".portalgen-unfinished"


@dataclass(frozen=True, slots=True)
class Folder:
    """The `Store` in a folder. Every file is written beside its place and then takes it at one moment."""

    path: Path

    @property
    def where(self) -> str:
        """The folder."""
        return str(self.path)

    def compare(self, files: Mapping[str, Path]) -> Difference:
        """Return how the files there stand to `files`. Raises WorldError where the folder cannot be read."""
        with _told(self.where):
            found = files_in(self.path).items()
            there = {name: _digest(path) for name, path in found if path.suffix != UNFINISHED}
        return compare_digests(files, there, _digest)

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, None where it is not there."""
        path = self.path / name
        with _told(self.where):
            return path.read_bytes() if path.is_file() else None

    def put(self, files: Mapping[str, Path]) -> None:
        """Write all files beside their places; when all are whole, each takes its place."""

        def copy(source: Path) -> Callable[[Path], object]:
            return lambda target: _copy(source, target)

        self._put({name: copy(source) for name, source in files.items()})

    def write(self, name: str, content: bytes) -> None:
        """Write one small file in the same way."""
        self._put({name: lambda target: _write(target, content)})

    def drop(self, names: Sequence[str]) -> None:
        """Delete the files."""
        with _told(self.where):
            for name in names:
                (self.path / name).unlink(missing_ok=True)

    def _put(self, makers: Mapping[str, Callable[[Path], object]]) -> None:
        beside = {name: self.path / f"{name}{UNFINISHED}" for name in makers}
        with _told(self.where):
            try:
                for name, make in makers.items():
                    beside[name].parent.mkdir(parents=True, exist_ok=True)
                    make(beside[name])
                for name, path in beside.items():
                    os.replace(path, self.path / name)  # noqa: PTH105 -- Path.replace says no more
            finally:
                for path in beside.values():
                    path.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy the bytes and their date, which tells a stranger nothing; the date of the upload would."""
    shutil.copyfile(source, target)
    was = source.stat()
    os.utime(target, ns=(was.st_mtime_ns, was.st_mtime_ns))


def _write(target: Path, content: bytes) -> None:
    target.write_bytes(content)
    os.utime(target, (date_of(content), date_of(content)))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def _told(where: str) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        hint = "mend that and run this again; what was sent is kept, and readers see a whole site"
        raise WorldError(f"{where} cannot be written to: {fault.strerror or fault}", hint=hint) from fault
