"""What there is to build at all: a look at files from outside, without opening one, and without the vault.

`.portalgen/cache/built-<choice>.json` holds digests of how the files stood that the last build read or wrote, and what
that build told: one of what concerns every cohort, and two for each cohort, of its own texts and of its site. Loads
nothing of the rest of the program: where nothing has changed, this is the whole build.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from portalgen.build.digests import DIGEST_BYTES, Sign, digest_of, is_settled, sign_from, sign_of
from portalgen.build.tool import tool_digest
from portalgen.source.tree import TEXTS
from portalgen.walk import walk

CONTENT, THEMES, VAULT = "content", "themes", "portal.vault"
SHARED = ""  # in place of a cohort's name


@dataclass(frozen=True, slots=True)
class Choice:
    """What a build is asked for: the portal, the output folder, some cohorts or all, a day or none."""

    root: Path
    output: Path
    cohorts: tuple[str, ...]
    day: date | None


@dataclass(frozen=True, slots=True)
class Look:
    """How the files that a build reads stood before it read them, as digests: `shared` of those that more than one
    cohort can read, `cohorts` of each cohort's own texts. Of those in `unsettled` a later change might not show.
    """

    shared: bytes
    cohorts: Mapping[str, bytes]
    unsettled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Before:
    """What the last build told, and the cohorts of which a text or a file of the site is not as it left it."""

    told: Any
    changed: tuple[str, ...]


class Stamp:
    """What is remembered of the last build of one choice."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._folder = choice.root / ".portalgen" / "cache"
        asked = digest_of(str(choice.output.resolve()), sorted(choice.cohorts), choice.day)
        self._path = self._folder / f"built-{asked.hex()[:8]}.json"

    def look(self) -> Look:
        """Look at everything that a build is about to read."""
        signs = self._inputs()
        now_ns = self._now_ns()
        digests = {name: self._digest(found) for name, found in signs.items()}
        unsettled = (name for name, found in signs.items() if not all(is_settled(sign, now_ns) for _, sign in found))
        shared = digest_of(digests.pop(SHARED), sorted(digests))[:DIGEST_BYTES]
        return Look(shared, digests, frozenset(unsettled))

    def before(self, look: Look, now: datetime) -> Before | None:
        """Return what the last build told, if all is as it was that concerns every cohort; else None.

        now: aware; a build whose day nobody set ends with its day.
        """
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            is_today = not kept["zone"] or now.astimezone(ZoneInfo(kept["zone"])).date().isoformat() == kept["day"]
            sites = kept["sites"]
            if not is_today or kept["shared"] != look.shared.hex():
                return None
            changed = (name for name in sorted(sites) if sites[name] != self._site(look, name))
            return Before(kept["told"], tuple(changed))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def write(self, look: Look, told: Any, *, cohorts: Iterable[str], day: date, zone: str) -> None:  # noqa: ANN401 -- JSON
        """Remember a build that has just ended. `zone` is where its day was taken from the clock, else empty."""
        self._path.unlink(missing_ok=True)
        if SHARED in look.unsettled or not (self._choice.root / VAULT).is_file():
            return
        trusted = look.cohorts.keys() - look.unsettled
        sites = {name: self._site(look, name) if name in trusted else [] for name in cohorts}
        kept = {"shared": look.shared.hex(), "sites": sites, "day": day.isoformat(), "zone": zone, "told": told}
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(kept), encoding="utf-8")
        fresh.replace(self._path)

    def _site(self, look: Look, cohort: str) -> list[str]:
        """Return the digests of a cohort's own texts and of its site as it stands."""
        return [look.cohorts[cohort].hex(), self._output(cohort).hex()]

    def _inputs(self) -> dict[str, list[tuple[str, Sign]]]:
        """Return every file that a build reads with its sign, by the cohort that alone reads it, or as shared.

        A picture can stand on a page of any cohort; where there is a link, what it leads to can.
        """
        root = self._choice.root
        content = os.path.realpath(root / CONTENT)
        listed = list(walk(content))
        linked = any(entry.is_symlink() for _, entry in listed)
        cohorts = [name.split("/")[0] for name, _ in listed if name.count("/") == 1 and name.endswith("/cohort.yaml")]
        found: dict[str, list[tuple[str, Sign]]] = {name: [] for name in (SHARED, *cohorts)}
        for name, entry in listed:
            cohort = name.split("/")[0]
            alone = cohort in found and not linked and name.lower().endswith(TEXTS)
            found[cohort if alone else SHARED].append(_signed(entry))
        found[SHARED] += [_signed(entry) for _, entry in walk(os.path.realpath(root / THEMES))]
        for path in sorted([*root.glob("portal.yaml"), *root.glob(f"{VAULT}*")]):
            sign = sign_of(path.resolve())
            if sign:
                found[SHARED].append((path.name, sign))
        return found

    def _output(self, cohort: str) -> bytes:
        output = self._choice.output
        signs = [_signed(entry) for _, entry in walk(output / cohort)]
        record = sign_of(output / ".portalgen" / cohort / "files")
        return self._digest([*signs, ("", record)] if record else signs)

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


def _signed(entry: "os.DirEntry[str]") -> tuple[str, Sign]:
    """Return a file's path and sign."""
    return entry.path, sign_from(entry.stat(follow_symlinks=False))
