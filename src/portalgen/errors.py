"""What can go wrong, as data: a place, a problem, a hint.

Every failure of portalgen is one `PortalError` with an exit code and one or more `Problem`s. They are raised where
the fault is known and caught only in `cli`. No message holds a secret.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line (docs/CLI.md)."""

    DONE = 0
    CONTENT = 1
    USAGE = 2
    LEAK = 3
    WORLD = 4
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a source file. `path` is relative to the portal with forward slashes; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where, what is wrong, what to do. `excerpt` is the source line, empty where there is none."""

    what: str
    place: Place | None = None
    hint: str = ""
    excerpt: str = ""

    def text(self) -> str:
        """Return the problem as the terminal shows it, one to four lines."""
        lines = [f"{self.place}: {self.what}" if self.place else self.what]
        if self.place and self.excerpt.strip():
            lines.append(f"    {self.excerpt.rstrip()}")
            lines.append("    " + " " * (self.place.column - 1) + "^")
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class PortalError(Exception):
    """The root of all errors that portalgen raises on purpose."""

    exit_code = Exit.CONTENT

    def __init__(self, problems: Problem | Iterable[Problem] | str, *, hint: str = "") -> None:
        if isinstance(problems, str):
            problems = Problem(problems, hint=hint)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))


class ContentError(PortalError):
    """The convener's files hold a fault."""


class UsageError(PortalError):
    """The command was called in a way that cannot work."""

    exit_code = Exit.USAGE


class LeakError(PortalError):
    """Something would reach readers or hosts it is not meant for."""

    exit_code = Exit.LEAK


class WorldError(PortalError):
    """Disk, network, clock or another program did not do its part."""

    exit_code = Exit.WORLD


class SealError(PortalError):
    """A ciphertext, keyring or vault is damaged, foreign, or not for this key."""


def nearest(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the hint that names which of `known` was probably meant; `otherwise` where none is near."""
    from difflib import get_close_matches  # every verb loads this room, and few look for what was meant

    near = get_close_matches(name, tuple(known), n=1)
    return f'did you mean "{near[0]}"?' if near else otherwise
