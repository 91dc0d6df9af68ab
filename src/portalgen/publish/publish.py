"""Publish one cohort's site, read aloud: whose turn is it, what differs, in which steps, and then remember."""

import secrets as random
from dataclasses import dataclass, replace
from pathlib import Path

from portalgen.errors import WorldError
from portalgen.model.progress import Progress
from portalgen.publish.host import Difference, Host, Mark, Step
from portalgen.publish.package import Package, generation
from portalgen.publish.steps import retired, steps_of
from portalgen.publish.turn import Turn, check_turn, read_turn, write_turn


@dataclass(frozen=True, slots=True)
class Upload:
    """What would go to a host: the steps, the mark that stands there, and the one that they leave."""

    package: Package
    host: Host
    difference: Difference
    steps: tuple[Step, ...]
    before: Mark
    after: Mark

    @property
    def bytes(self) -> int:
        """How much is sent."""
        return sum(path.stat().st_size for step in self.steps for path in step.puts.values())


def prepare(package: Package, host: Host, *, root: Path, take_over: bool) -> Upload:
    """Return what would go to `host`; nothing is changed there. Raises WorldError where it is not our turn."""
    mark, ours = host.mark(), generation(package.files)
    turn = read_turn(root, package.cohort)
    if not take_over:
        check_turn(host.where, mark, turn, ours)
    difference = host.compare(package.files)
    if not (take_over or mark.generation or mark.uploading or turn.generation):
        _refuse_another_site(host.where, difference)
    steps = steps_of(package, difference, mark)
    return Upload(package, host, difference, steps, mark, Mark(ours, "", retired(difference, mark)))


def _refuse_another_site(where: str, difference: Difference) -> None:
    """Raise WorldError where files that are not ours would be replaced by the first upload."""
    if difference.changed:
        names = sorted(difference.changed)
        told = ", ".join(names[:3]) + (", …" if len(names) > len(names[:3]) else "")
        hint = "choose a place of its own, or say --take-over to replace it; nothing was sent"
        raise WorldError(f"another site stands in {where} already: {told} would be replaced", hint=hint)


def publish(upload: Upload, *, root: Path, output: Path, progress: Progress) -> None:
    """Send what `upload` says. What was sent before a fault stays, and the next run goes on from there."""
    word = random.token_hex(8)
    cohort, before = upload.package.cohort, read_turn(root, upload.package.cohort)
    write_turn(root, cohort, Turn(before.generation, word), output=output)
    upload.host.send(upload.steps, replace(upload.before, uploading=word), upload.after, progress)
    write_turn(root, cohort, Turn(upload.after.generation), output=output)
