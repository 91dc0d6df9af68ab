"""Build the same notes with portalgen and with its peers, alternately, and tell how they compare.

    python bench/speed.py                      all corpora; writes bench/results.json and docs/PERFORMANCE.md
    python bench/speed.py --pages 2000 --rounds 3 --dry     a look: nothing is written

Each round builds once with each; the figures are medians over the rounds, the ratios medians of the ratios in a round,
so that what else a machine does weighs on both sides.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from contestants import Contestant, HugoAndStatiCrypt, MkDocs, Portalgen, StatiCrypt, sealed_bytes
from corpus import ROOT, notes
from figures import page_of, table_of
from measure import Weighed, weigh

RESULTS, PAGE = ROOT / "bench" / "results.json", ROOT / "docs" / "PERFORMANCE.md"
ROUNDS = {2_000: 5, 10_000: 2, 20_000: 1}
SMALL = 300
HELPS = 9
Rows = dict[str, list[Weighed]]


@dataclass(frozen=True, slots=True)
class Row:
    """What one kind of run cost: medians, how often it ran, and what it left."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    runs: int
    pages: int = 0
    output_mb: float = 0.0


def compare(folder: Path, count: int, rounds: int) -> dict[str, object]:
    """Return what both sides cost with `count` notes, and the ratios."""
    made = notes(count)
    ours, peer = Portalgen(folder, made), HugoAndStatiCrypt(folder, made)
    ours.work()  # gives the audiences their keys, once in a portal's life
    rows: Rows = {}

    def note(name: str, weighed: Weighed) -> None:
        rows.setdefault(name, []).append(weighed)
        print(f"  {count} {name}: {weighed.wall_s:.2f} s, {weighed.cpu_s:.2f} s of processor", file=sys.stderr)

    for number in range(rounds):
        ours.clean()
        note("cold", ours.work())
        peer.clean()
        note(peer.name, peer.work())
        for name, weighed in peer.parts.items():
            rows.setdefault(name, []).append(weighed)
        note("nothing to do", ours.work())
        ours.edit(number)
        note("one note edited", ours.work())
    told = {name: _row(found) for name, found in rows.items()}
    told["cold"] = _row(rows["cold"], ours)
    told[peer.name] = _row(rows[peer.name], peer)
    ratios = {
        f"{name}, {what}": _ratio(rows[name], rows[peer.name], lambda one, what=what: getattr(one, what))
        for name in ("cold", "nothing to do", "one note edited")
        for what in ("wall_s", "cpu_s")
    }
    ratios["cold, wall_s of Hugo alone"] = _ratio(rows["cold"], rows["Hugo"], lambda one: one.wall_s)
    ratios["peak_mb of Hugo's"] = _ratio(rows["cold"], rows["Hugo"], lambda one: one.peak_bytes)
    ratios["output_mb"] = told["cold"].output_mb / told[peer.name].output_mb
    return {"rows": {name: asdict(row) for name, row in told.items()}, "ratios": ratios}


def others(folder: Path, rounds: int) -> dict[str, object]:
    """Return what the other peers cost on a smaller corpus."""
    made = notes(SMALL)
    ours, mkdocs = Portalgen(folder, made), MkDocs(folder, made)
    ours.work()
    alone = StatiCrypt(folder / "alone", ours.plain())
    rows: Rows = {}
    for _ in range(rounds):
        for one in (ours, mkdocs, alone):
            one.clean()
            rows.setdefault(one.name, []).append(one.work())
    told = {one.name: asdict(_row(rows[one.name], one)) for one in (ours, mkdocs, alone)}
    ratios = {f"{one.name}, wall_s": _ratio(rows[ours.name], rows[one.name], lambda run: run.wall_s)
              for one in (mkdocs, alone)}  # fmt: skip
    return {"rows": told, "ratios": ratios}


def _row(found: list[Weighed], who: Contestant | None = None) -> Row:
    pages, size = (who.check(), sealed_bytes(who)) if who else (0, 0)
    return Row(
        wall_s=median(one.wall_s for one in found),
        cpu_s=median(one.cpu_s for one in found),
        peak_mb=median(one.peak_bytes for one in found) / 1e6,
        runs=len(found),
        pages=pages,
        output_mb=size / 1e6,
    )


def _ratio(ours: list[Weighed], theirs: list[Weighed], what: Callable[[Weighed], float]) -> float:
    return median(what(one) / what(other) for one, other in zip(ours, theirs, strict=True))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, nargs="*", default=sorted(ROUNDS))
    asked.add_argument("--rounds", type=int)
    asked.add_argument("--others", action=argparse.BooleanOptionalAction, default=True, help="the smaller corpus too")
    asked.add_argument("--dry", action="store_true", help="print only")
    given = asked.parse_args()
    helps = [weigh([sys.executable, "-m", "portalgen", "--help"], cwd=ROOT) for _ in range(HELPS)]
    result: dict[str, object] = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()},
        "help_s": median(one.wall_s for one in helps),
        "corpora": {},
    }
    for count in given.pages:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            result["corpora"][str(count)] = compare(Path(folder) / "at", count, given.rounds or ROUNDS.get(count, 3))
    if given.others:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            result["others"] = others(Path(folder) / "at", given.rounds or 3)
    print(table_of(result))
    if not given.dry:
        RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page_of(result), encoding="utf-8")


if __name__ == "__main__":
    main()
