"""A folder of another computer, by rsync over SSH or from an rsync server.

Files keep the date of the build, which follows from their bytes: a date of the host's own would tell when somebody
worked (the decision "A file's date follows from its bytes"). What changed is known by checksum all the same.
"""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portalgen.publish.host import Difference
from portalgen.publish.program import Fault, Program, Told, explain
from portalgen.write.stage import date_of

SSH = "ssh -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15"
TIMEOUT_S = 60  # without a byte
AT_ONCE = 500  # files of one connection
_ITEM = re.compile(r"(?P<deleted>\*deleting) +(?P<other>.*)|[<>]f(?P<how>\S+) (?P<name>.*)")
_GONE = re.compile(r"change_dir .*\(2\)$", re.MULTILINE)
PARTIAL = 23  # what rsync's manual calls its exit code where a file could not be read or written

FAULTS = (
    Fault(r"\((?:28|122|69)\)$", "there is no room at the host", "make room there and run this again"),
    Fault(r"auth failed", "the rsync server does not let you in",
          "name yourself in `destination` (rsync://name@host/…), and give the password as RSYNC_PASSWORD"),
    Fault(r"unknown module", "the rsync server has no such module",
          "check `destination` in portal.yaml; `rsync rsync://host/` lists the modules"),
    Fault(r"read.only", "the host lets nobody write there", "ask who runs it for a place that may be written to"),
    Fault(r"configured to refuse", "the rsync server refuses an option",
          "ask who runs it to take out `refuse options`; deleting and checksums are needed"),
    Fault(r"permission denied \((?:publickey|password|keyboard|gssapi)|host key verification|too many authentication",
          "the host does not let you in",
          "set up a key and ssh-agent, until `ssh` with that name and host lets you in without asking"),
    Fault(r"mkdir .*\(2\)$|\(20\)$", "the folder above it is not there", "make it at the host and run this again"),
    Fault(r"\(13\)$|\(1\)$|\(30\)$|code 11\b", "the host may not write there",
          "check the folder in `destination`, whether it is there, and whether it belongs to the name you go in with"),
    Fault(r"command not found|code 127\b|remote command not found", "there is no rsync at the host",
          "have rsync installed there, or choose another way to publish in portal.yaml"),
    Fault(r"unknown option|code [12]\b|protocol version", "the two rsyncs do not understand each other",
          "rsync 3.1 or later is needed here and there; macOS brings another program of that name"),
    Fault(r"code (?:10|12|30|35|255)\b|max connections", "the host does not answer",
          "check the network and the address, and run this again", passing=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rsync:
    """The `Store` at a destination."""

    destination: str
    program: Program

    @property
    def where(self) -> str:
        """The destination."""
        return self.destination

    @property
    def _folder(self) -> str:
        return self.destination.rstrip("/") + "/"

    def compare(self, files: Mapping[str, Path]) -> Difference:
        """Return how the files there stand to `files`; both ends read all of theirs, and nothing is changed."""
        with _laid_out(files) as folder:
            words = ["--recursive", "--checksum", "--delete", "--out-format=%i %n", f"{folder}/", self._folder]
            told = self._rsync("--dry-run", *words)
        items = [found for line in told.out.decode(errors="replace").splitlines() if (found := _ITEM.fullmatch(line))]
        new = {item["name"]: item["how"].startswith("+") for item in items if item["name"]}
        return Difference(
            new=frozenset(name for name, is_new in new.items() if is_new),
            changed=frozenset(name for name, is_new in new.items() if not is_new),
            others=frozenset(item["other"] for item in items if item["deleted"] and not item["other"].endswith("/")),
        )

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, None where it is not there."""
        with tempfile.TemporaryDirectory() as folder:
            told = self._run("--ignore-missing-args", self._folder + name, f"{folder}/")
            if told.code == PARTIAL and _GONE.search(told.said):
                return None
            if told.code:
                raise explain(told, FAULTS, self.where)
            path = Path(folder) / name
            return path.read_bytes() if path.is_file() else None

    def put(self, files: Mapping[str, Path]) -> None:
        """Send the files; each takes its place when it is whole. Everybody at the host may read them."""
        with _laid_out(files) as folder:
            kept = ["--times", "--omit-dir-times", "--perms", "--chmod=F644,D755"]
            words = ["--checksum", "--whole-file", *kept]
            self._rsync(*words, "--from0", "--files-from=-", f"{folder}/", self._folder, names=files)

    def write(self, name: str, content: bytes) -> None:
        """Send one small file."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            os.utime(path, (date_of(content), date_of(content)))
            self.put({name: path})

    def drop(self, names: Sequence[str]) -> None:
        """Delete the files: they are named, and missing here."""
        with _laid_out({}) as folder:
            for name in names:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
            words = ["--delete-missing-args", "--from0", "--files-from=-", f"{folder}/", self._folder]
            self._rsync(*words, names=names)

    def _rsync(self, *words: str, names: Sequence[str] | Mapping[str, Path] = ()) -> Told:
        told = self._run(*words, given="".join(f"{name}\0" for name in names).encode())
        if told.code:
            raise explain(told, FAULTS, self.where)
        return told

    def _run(self, *words: str, given: bytes = b"") -> Told:
        environment = self.program.environment
        if self.destination.startswith("rsync://") or "::" in self.destination:
            way = ["--contimeout=30"]
        else:
            way = [] if "RSYNC_RSH" in environment else [f"--rsh={SSH}"]
        password = environment.get("RSYNC_PASSWORD", "")  # where there is none, it would ask the terminal
        command = ["rsync", "--no-motd", "--copy-links", f"--timeout={TIMEOUT_S}", *way, *words]
        return self.program.run(command, given, RSYNC_PASSWORD=password, LC_ALL="C")


@contextmanager
def _laid_out(files: Mapping[str, Path]) -> Iterator[Path]:
    """Give a folder in which every file stands under the name that it gets, as a link."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, path in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.symlink(path.resolve(), folder / name)  # noqa: PTH211
        yield folder
