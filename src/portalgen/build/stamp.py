"""Whether there is anything to build at all: a look at files from outside, without opening one, and without the vault.

`.portalgen/cache/built-<choice>.json` holds a digest of how every file stood that the last build read or wrote, and
what that build told. Loads nothing of the rest of the program: where nothing has changed, this is the whole build.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from portalgen.build.digests import DIGEST_BYTES, Sign, digest_of, is_settled, sign_of
from portalgen.build.tool import tool_digest
from portalgen.walk import walk

READ = ("content", "themes")  # folders of a portal that a build reads
VAULT = "portal.vault"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a build is asked for: the portal, the output folder, some cohorts or all, a day or none."""

    root: Path
    output: Path
    cohorts: tuple[str, ...]
    day: date | None


@dataclass(frozen=True, slots=True)
class Look:
    """How the files that a build reads stood before it read them; `settled` where a later change would surely show."""

    inputs: bytes
    settled: bool


class Stamp:
    """What is remembered of the last build of one choice."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._folder = choice.root / ".portalgen" / "cache"
        asked = digest_of(str(choice.output.resolve()), sorted(choice.cohorts), choice.day)
        self._path = self._folder / f"built-{asked.hex()[:8]}.json"

    def look(self) -> Look:
        """Look at everything that a build is about to read."""
        signs = list(self._inputs())
        now_ns = self._now_ns()
        return Look(self._digest(signs), all(is_settled(sign, now_ns) for _, sign in signs))

    def told(self, look: Look, now: datetime) -> Any:  # noqa: ANN401 -- what `write` was given
        """Return what the last build told, if all that it read and wrote is as it was; else None.

        now: aware; a build whose day nobody set ends with its day.
        """
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            is_today = not kept["zone"] or now.astimezone(ZoneInfo(kept["zone"])).date().isoformat() == kept["day"]
            same = kept["inputs"] == look.inputs.hex() and kept["outputs"] == self._outputs(kept["cohorts"]).hex()
            return kept["told"] if is_today and same else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, look: Look, told: Any, *, cohorts: Iterable[str], day: date, zone: str) -> None:  # noqa: ANN401 -- JSON
        """Remember a build that has just ended. `zone` is where its day was taken from the clock, else empty."""
        self._path.unlink(missing_ok=True)
        vault = self._choice.root / VAULT
        if not look.settled or not vault.is_file():
            return
        names = sorted(cohorts)
        kept = {"inputs": look.inputs.hex(), "outputs": self._outputs(names).hex(), "cohorts": names,
                "day": day.isoformat(), "zone": zone, "told": told}  # fmt: skip
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(kept), encoding="utf-8")
        fresh.replace(self._path)

    def _inputs(self) -> Iterator[tuple[str, Sign]]:
        root = self._choice.root
        for name in READ:
            yield from _signs(os.path.realpath(root / name))
        for path in sorted([*root.glob("portal.yaml"), *root.glob(f"{VAULT}*")]):
            sign = sign_of(path.resolve())
            if sign:
                yield path.name, sign

    def _outputs(self, cohorts: Iterable[str]) -> bytes:
        output = self._choice.output
        signs = [sign for name in cohorts for sign in _signs(str(output / name))]
        signs += [(name, sign) for name in cohorts if (sign := sign_of(output / ".portalgen" / name / "files"))]
        return self._digest(signs)

    def _digest(self, signs: list[tuple[str, Sign]]) -> bytes:
        return digest_of(tool_digest(), sorted(signs))[:DIGEST_BYTES]

    def _now_ns(self) -> int:
        """Return the time by the clock of the portal's own disk."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            mark = self._folder / "now"
            mark.write_bytes(b"")
            return mark.stat().st_mtime_ns
        except OSError:
            return 0


def _signs(folder: str) -> Iterator[tuple[str, Sign]]:
    """Yield every file below a folder with its sign."""
    for _, entry in walk(folder):
        found = entry.stat(follow_symlinks=False)
        yield entry.path, (found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
