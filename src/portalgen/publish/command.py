"""A command of the convener's own that sends the folder of a site. What it leaves at a host cannot be looked at."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portalgen.model.progress import Progress
from portalgen.publish.host import Difference, Mark, Step
from portalgen.publish.mark import make_mark, read_mark
from portalgen.publish.package import generation
from portalgen.publish.program import Program, explain

SITE = "{site}"


@dataclass(frozen=True, slots=True)
class Command:
    """The `Host` behind a command.

    site: the folder with the built site. own: a folder that remembers what was sent, since the host cannot be asked.
    """

    line: str
    site: Path
    own: Path
    program: Program

    @property
    def where(self) -> str:
        """The program that it calls."""
        return f"the command {shlex.split(self.line)[0]}"

    def mark(self) -> Mark:
        """Return what the command sent last."""
        return read_mark(self._sent.read_bytes() if self._sent.is_file() else None)

    def compare(self, files: Mapping[str, Path]) -> Difference:
        """Return no difference where this very site was sent last; otherwise every file counts."""
        same = self.mark().generation == generation(files)
        return Difference(new=frozenset() if same else frozenset(files), changed=frozenset())

    def send(self, steps: Sequence[Step], begun: Mark, done: Mark, progress: Progress) -> None:
        """Run the command, for as long as it takes. Raises WorldError with what it said where it fails."""
        total = sum(step.size for step in steps)
        progress("the command", 0, total)
        told = self.program.run([word.replace(SITE, str(self.site.resolve())) for word in shlex.split(self.line)])
        if told.code:
            raise explain(told, (), f"{self.where} ended with exit code {told.code}: the site")
        self.own.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._sent.write_bytes(make_mark(done))
        progress("the command", total, total)

    @property
    def _sent(self) -> Path:
        return self.own / "sent.txt"
