"""Publish one cohort's site, read aloud: whose turn is it, what differs, in which steps, and then remember."""

import secrets as random
from dataclasses import dataclass, replace
from pathlib import Path

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
    steps = steps_of(package, difference, mark)
    return Upload(package, host, difference, steps, mark, Mark(ours, "", retired(difference, mark)))


def publish(upload: Upload, *, root: Path, output: Path, progress: Progress) -> None:
    """Send what `upload` says. What was sent before a fault stays, and the next run goes on from there."""
    word = random.token_hex(8)
    cohort, before = upload.package.cohort, read_turn(root, upload.package.cohort)
    write_turn(root, cohort, Turn(before.generation, word), output=output)
    upload.host.send(upload.steps, replace(upload.before, uploading=word), upload.after, progress)
    write_turn(root, cohort, Turn(upload.after.generation), output=output)
