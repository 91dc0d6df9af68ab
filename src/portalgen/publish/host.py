"""What a host is to the publisher, and what stands between a host and a site."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from portalgen.errors import WorldError
from portalgen.model.progress import Progress

AGAIN = "run this again when the line is back; what was sent is kept"
"""The hint of a `PassingError` that names no better one."""


class PassingError(WorldError):
    """A fault that may be over when it is tried again: a line that broke, a host that was busy.

    after_s: how many seconds the host asks to be left alone.
    """

    def __init__(self, what: str, *, hint: str = "", after_s: float = 0) -> None:
        super().__init__(what, hint=hint)
        self.after_s = after_s


@dataclass(frozen=True, slots=True)
class Difference:
    """How a host's files stand to those of a site, by name: new and changed ones, and others that only the host has."""

    new: frozenset[str]
    changed: frozenset[str]
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """What a host says of the site that it holds, in a file beside it that tells a stranger nothing.

    generation: stands for all names and bytes of the site, empty where none was published.
    uploading: who is in the middle of an upload, as a random word; empty where nobody is.
    retired: files of earlier sites that go with the next publish.
    """

    generation: str = ""
    uploading: str = ""
    retired: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """A part of an upload that must be whole before the next begins. puts: the file to send by the name it gets."""

    what: str
    puts: Mapping[str, Path] = field(default_factory=dict)
    drops: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many files it touches."""
        return len(self.puts) + len(self.drops)


class Host(Protocol):
    """A place where one cohort's site stands. All raise WorldError, and PassingError where trying again may help."""

    @property
    def where(self) -> str:
        """The place, as people say it."""

    def mark(self) -> Mark:
        """Return what the host says that it holds."""

    def compare(self, files: Mapping[str, Path]) -> Difference:
        """Return how the host's files stand to `files`, by name."""

    def send(self, steps: Sequence[Step], begun: Mark, done: Mark, progress: Progress) -> None:
        """Do the steps in their order, with the mark `begun` meanwhile, or all at one moment; leave the mark `done`.

        Doing it again after a fault must do no harm.
        """


def compare_digests(files: Mapping[str, Path], there: Mapping[str, str], digest: Callable[[Path], str]) -> Difference:
    """Return the difference, where a host can list its files with a digest that `digest` gives of a file here."""
    both = files.keys() & there.keys()
    return Difference(
        new=frozenset(files.keys() - there.keys()),
        changed=frozenset(name for name in both if digest(files[name]) != there[name]),
        others=frozenset(there.keys() - files.keys()),
    )
