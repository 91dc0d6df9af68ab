"""Another program that does the sending, git, rsync or the convener's own, and what its words of failure mean."""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portalgen.errors import WorldError
from portalgen.publish.host import PassingError

LAST_LINES = 6  # of what a program says when it fails: enough for the reason, not the whole log
_NAMED = re.compile(r"//[^/@\s]+@")
_CHATTER = re.compile(r"\s*$|hint:|To |Done$|error: failed to push|Please make sure you|and the repository exists")
_PORCELAIN = re.compile(r"!\t.*\t")


@dataclass(frozen=True, slots=True)
class Told:
    """How a program ended: its exit code, what it gave, and what it said of it."""

    code: int
    out: bytes
    said: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A failure that is known: what to find in a program's words, what it means, what to do, whether it may pass."""

    found: str
    what: str
    hint: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """How programs are run: in which folder, and with which environment."""

    folder: Path
    environment: Mapping[str, str] = field(repr=False)

    def run(self, words: Sequence[str], given: bytes = b"", **more: str) -> Told:
        """Run a program to its end; `given` is its standard input, `more` is added to the environment.

        Raises WorldError where it cannot be started.
        """
        environment = {**self.environment, **more}
        try:
            done = subprocess.run(  # noqa: S603 -- words, never a shell; what they are stands in portal.yaml
                words, cwd=self.folder, env=environment, input=given, capture_output=True, check=False
            )
        except FileNotFoundError as fault:
            hint = "install it and run this again, or choose another way to publish in portal.yaml"
            raise WorldError(f"there is no program {words[0]} on this computer", hint=hint) from fault
        except OSError as fault:
            raise WorldError(f"{words[0]} cannot be started: {fault.strerror}", hint="look at that file") from fault
        return Told(done.returncode, done.stdout, done.stderr.decode("utf-8", errors="replace"))


def explain(told: Told, faults: Iterable[Fault], where: str) -> WorldError:
    """Return the error that a failure is: the first of `faults` that fits, with the program's own words beside it."""
    words = without_names(told.out.decode("utf-8", errors="replace") + told.said).strip() or f"exit code {told.code}"
    reason = "\n    ".join(_last_lines(words))
    for fault in faults:
        if re.search(fault.found, words, re.IGNORECASE | re.MULTILINE):
            kind = PassingError if fault.passing else WorldError
            return kind(f"{where}: {fault.what}\n    {reason}", hint=fault.hint)
    return WorldError(f"{where} was not published\n    {reason}", hint="mend what it says, and run this again")


def without_names(text: str) -> str:
    """Return `text` with no name and no token in its addresses."""
    return _NAMED.sub("//", text)


def _last_lines(words: str) -> list[str]:
    lines = [_PORCELAIN.sub("", line.rstrip()) for line in words.splitlines() if not _CHATTER.match(line)]
    return lines[-LAST_LINES:]
