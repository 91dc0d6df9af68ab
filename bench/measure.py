"""Run one command and weigh it: wall time, processor time, the most memory that it and its children held at once.

Linux only: memory is the proportional set size of the whole tree of processes (what they share is counted once),
read from /proc twenty times a second; processor time is what the kernel accounts to the command and its children.
"""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY_S = 0.05
UNSET = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")  # Python keeps its compiled modules, as where it is installed
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One run: seconds on the clock, seconds of processor, the peak of memory in bytes, and what it said."""

    wall_s: float
    cpu_s: float
    peak_bytes: int
    said: str


def weigh(line: Sequence[object], *, cwd: Path, env: Mapping[str, str] | None = None) -> Weighed:
    """Run `line` in `cwd` and return what it cost. Raises RuntimeError with its output where it fails."""
    out = cwd / ".said"
    around = {name: value for name, value in os.environ.items() if name not in UNSET}
    with out.open("wb") as stream:
        began = time.perf_counter()
        process = subprocess.Popen([str(word) for word in line], cwd=cwd, env={**around, **(env or {})},
                                   stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT)  # fmt: skip
        peak = _Peak(process.pid)
        peak.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    peak.ended.set()
    peak.join()
    said = out.read_text(encoding="utf-8", errors="replace")
    out.unlink()
    if process.returncode:
        raise RuntimeError(f"{line[0]} failed with {process.returncode}:\n{said[-2000:]}")
    return Weighed(wall, used.ru_utime + used.ru_stime, peak.most, said)


def size_of(folder: Path) -> int:
    """Return the bytes of all files in `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class _Peak(threading.Thread):
    """Follows a tree of processes until it is told that the tree has ended."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(EVERY_S):
            tree = _tree(self.pid)
            self.most = max(self.most, sum(map(_held, tree)), *map(_held_once, tree))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        with suppress(OSError):
            for task in (PROC / str(one) / "task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def _held(pid: int) -> int:
    """Return what a process holds, its part of what it shares."""
    return _bytes(PROC / str(pid) / "smaps_rollup", "Pss:")


def _held_once(pid: int) -> int:
    """Return the most that a process ever held by itself, also between two looks.

    What the kernel tells of it at its end (`ru_maxrss`) counts in what its parent held when it was started.
    """
    return _bytes(PROC / str(pid) / "status", "VmHWM:")


def _bytes(file: Path, field: str) -> int:
    with suppress(OSError):
        for line in file.read_text().splitlines():
            if line.startswith(field):
                return int(line.split()[1]) * 1024
    return 0
