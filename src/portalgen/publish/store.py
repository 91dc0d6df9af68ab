"""A host that takes files one by one: the steps in their order, with a mark that others see while it lasts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

from portalgen.errors import WorldError
from portalgen.model.progress import Progress
from portalgen.publish.host import Difference, Mark, Step
from portalgen.publish.mark import make_mark, read_mark
from portalgen.publish.package import MARK
from portalgen.publish.retry import patiently

AT_ONCE = 50  # files between two looks at the mark and the progress


class Store(Protocol):
    """Files by name on another disk. Its methods raise WorldError, and PassingError where trying again may help."""

    @property
    def where(self) -> str:
        """The place, as people say it."""

    def compare(self, files: Mapping[str, Path]) -> Difference:
        """Return how the files there stand to `files`."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a small file, None where it is not there."""

    def put(self, files: Mapping[str, Path]) -> None:
        """Put the files there; each is, at every moment, the old one or the new one."""

    def write(self, name: str, content: bytes) -> None:
        """Put a small file there in the same way."""

    def drop(self, names: Sequence[str]) -> None:
        """Delete the files; one that is gone is no fault."""


@dataclass(frozen=True, slots=True)
class FileByFile:
    """The `Host` that a store makes. at_once: more files where every look is a connection of its own."""

    store: Store
    at_once: int = AT_ONCE

    @property
    def where(self) -> str:
        """The place, as people say it."""
        return self.store.where

    def mark(self) -> Mark:
        """Return what the host says that it holds."""
        return read_mark(patiently(lambda: self.store.read(MARK)))

    def compare(self, files: Mapping[str, Path]) -> Difference:
        """Return how the host's files stand to `files`."""
        found = patiently(lambda: self.store.compare(files))
        return replace(found, others=found.others - {MARK})

    def send(self, steps: Sequence[Step], begun: Mark, done: Mark, progress: Progress) -> None:
        """Say on the host that an upload has begun, do the steps in their order, and leave the mark `done`."""
        self._write(begun)
        total, sent = sum(step.size for step in steps), 0
        for step in steps:
            for some in _batches(step, self.at_once):
                if self.mark() != begun:
                    raise WorldError(
                        f"somebody else began to publish to {self.where} meanwhile",
                        hint="agree on who publishes; then run this again, with --take-over if it is you",
                    )
                self._do(some)
                sent += some.size
                progress(step.what, sent, total)
        self._write(done)

    def _do(self, step: Step) -> None:
        if step.puts:
            patiently(lambda: self.store.put(step.puts))
        if step.drops:
            patiently(lambda: self.store.drop(step.drops))

    def _write(self, mark: Mark) -> None:
        patiently(lambda: self.store.write(MARK, make_mark(mark)))


def _batches(step: Step, at_once: int) -> Sequence[Step]:
    puts, batches = iter(step.puts.items()), []
    while some := dict(islice(puts, at_once)):
        batches.append(Step(step.what, some))
    return [*batches, *([Step(step.what, drops=step.drops)] if step.drops else [])]
