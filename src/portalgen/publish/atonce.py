"""A host that takes a whole site beside the one it shows, and then shows the new one at one moment.

No reader can meet a mix, so the steps are one, and files of the last site stay for those who have a page open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from portalgen.errors import WorldError
from portalgen.model.progress import Progress
from portalgen.publish.host import Difference, Mark, Step, compare_digests


@dataclass(frozen=True, slots=True)
class Part:
    """A file that the host asks for, by the digest that it is known by there."""

    name: str
    digest: str
    path: Path


@dataclass(frozen=True, slots=True)
class Draft:
    """A site that the host was told of. ticket: what the host knows it by; needed: digests, by what goes together."""

    ticket: str
    needed: Sequence[Sequence[str]]


class Deploys(Protocol):
    """What such a host can do. All raise WorldError; what may be over when tried again was tried again."""

    @property
    def where(self) -> str:
        """The place, as people say it."""

    def mark(self) -> Mark:
        """Return the mark of the site that is shown."""

    def listed(self) -> Mapping[str, str]:
        """Return the files of the site that is shown, without the mark: a digest by name."""

    def digest(self, path: Path) -> str:
        """Return the digest of a file here."""

    def begin(self, files: Mapping[str, str], mark: Mark) -> Draft:
        """Tell the host of a site, as digests by name, and return what it needs for it."""

    def upload(self, ticket: str, parts: Sequence[Part]) -> str:
        """Send files that go together; return another ticket where the host gives one, an empty one otherwise."""

    def finish(self, ticket: str, files: Mapping[str, str], mark: Mark) -> None:
        """Have the site shown, and return when it is."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """The `Host` that these make. site: the folder with the built site."""

    deploys: Deploys
    site: Path

    @property
    def where(self) -> str:
        """The place, as people say it."""
        return self.deploys.where

    def mark(self) -> Mark:
        """Return what the host says that it holds."""
        return self.deploys.mark()

    def compare(self, files: Mapping[str, Path]) -> Difference:
        """Return how the host's files stand to `files`."""
        return compare_digests(files, self.deploys.listed(), self.deploys.digest)

    def send(self, steps: Sequence[Step], begun: Mark, done: Mark, progress: Progress) -> None:
        """Send what the host has not, and have all of it shown at one moment, unless somebody else came first."""
        self._check(begun)
        paths: dict[str, Path] = {}
        files = dict(self.deploys.listed())
        for step in steps:
            paths |= step.puts
            for name in step.drops:
                paths.pop(name, None)
                files.pop(name, None)
        files |= {name: self.deploys.digest(path) for name, path in paths.items()}
        parts = self._parts(files)
        draft = self.deploys.begin(files, done)
        lost = {digest for some in draft.needed for digest in some} - parts.keys()
        if lost:  # of earlier sites, kept for readers in the middle of one: the host no longer has them, nor do we
            files = {name: digest for name, digest in files.items() if digest not in lost}
            draft = self.deploys.begin(files, done)
        ticket = self._upload(draft, parts, progress)
        self._check(begun)
        self.deploys.finish(ticket, files, done)

    def _upload(self, draft: Draft, parts: Mapping[str, Part], progress: Progress) -> str:
        ticket, sent = draft.ticket, 0
        for some in draft.needed:
            ticket = self.deploys.upload(draft.ticket, [parts[digest] for digest in some]) or ticket
            sent += len(some)
            progress("files", sent, sum(map(len, draft.needed)))
        return ticket

    def _parts(self, files: Mapping[str, str]) -> Mapping[str, Part]:
        """Return what is here of `files`, by digest: what the host listed otherwise than it is here, is in a step."""
        parts = (Part(name, digest, self.site / name) for name, digest in files.items())
        return {part.digest: part for part in parts if part.path.is_file()}

    def _check(self, begun: Mark) -> None:
        if self.mark() != replace(begun, uploading=""):
            raise WorldError(
                f"somebody else published to {self.where} meanwhile",
                hint="agree on who publishes; get the latest content, build, and run this again",
            )
