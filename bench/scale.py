"""What a portal costs that is large in one way: many cohorts, one huge document, a thousand photos of a phone.

    python bench/scale.py                          all three; prints Markdown
    python bench/scale.py --photos 100 --only photos

Each is built from nothing, with nothing to do, once looking at every file (`--explain`), and after one change; `check`,
`audit`, `status` and `publish --dry-run` follow. The first build of all also makes keys, once in a portal's life: a
tenth of a second of a core for each of a cohort's four audiences.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

from contestants import VAULT
from large import PORTAL, Scene, huge_document, many_cohorts, many_photos
from measure import Weighed, size_of, weigh

VERBS = ("check", "audit", "status", "publish --dry-run")


def costs(root: Path, scene: Scene) -> Iterator[tuple[str, Weighed]]:
    """Write the portal of a scene at `root` and yield what each command cost."""
    portalgen(root.parent, "init", root, "--no-input")
    shutil.rmtree(root / "content")
    apart(scene.write, root)
    cohorts = sorted(path.parent.name for path in root.glob("content/*/cohort.yaml"))
    goes = "".join(f"  {cohort}: {{to: folder, path: {root.parent / 'live' / cohort}}}\n" for cohort in cohorts)
    (root / "portal.yaml").write_text(f"{PORTAL}publish:\n{goes}", encoding="utf-8")
    page = f"content/{cohorts[-1]}/charter.md"
    yield "first build, with keys", portalgen(root, "build")
    for left in ("output", ".portalgen"):
        shutil.rmtree(root / left)
    yield "build from nothing", portalgen(root, "build")
    yield "build with nothing to do", portalgen(root, "build")
    yield "build that looks at every file", portalgen(root, "build", "--explain", page)
    apart(scene.change, root)
    yield "build after one change", portalgen(root, "build")
    for verb in VERBS:
        yield verb, portalgen(root, *verb.split())


def apart(work: Callable[[Path], None], root: Path) -> None:
    """Do `work` in another process: what this one held once counts as held by every command that it starts."""
    process = get_context("fork").Process(target=work, args=(root,))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{root} was not written")


def portalgen(root: Path, *words: object) -> Weighed:
    return weigh([sys.executable, "-m", "portalgen", *words], cwd=root, env=VAULT)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--cohorts", type=int, default=200)
    asked.add_argument("--megabytes", type=int, default=100)
    asked.add_argument("--photos", type=int, default=1_000)
    asked.add_argument(
        "--only", choices=["cohorts", "document", "photos"], nargs="*", default=["cohorts", "document", "photos"]
    )
    given = asked.parse_args()
    scenes = {
        "cohorts": many_cohorts(given.cohorts),
        "document": huge_document(given.megabytes),
        "photos": many_photos(given.photos),
    }
    print(f"Measured on {os.cpu_count()} cores under {platform.system()} with Python {platform.python_version()}.")
    for name in given.only:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            root = Path(folder) / "portal"
            print(
                f"\n## {scenes[name].name}\n\n| | wall, s | processor, s | peak memory, MB |\n| --- | ---: | ---: | ---: |"
            )
            for what, cost in costs(root, scenes[name]):
                print(f"| {what} | {cost.wall_s:.1f} | {cost.cpu_s:.1f} | {cost.peak_bytes / 1e6:.0f} |", flush=True)
            content, output = size_of(root / "content") / 1e6, size_of(root / "output") / 1e6
            print(f"\nContent: {content:.0f} MB; sealed sites: {output:.0f} MB.", flush=True)


if __name__ == "__main__":
    main()
