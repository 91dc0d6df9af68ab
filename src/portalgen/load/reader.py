"""Read a portal folder: files in, `Portal` out. Every fault of every file is collected before one error is raised."""

from collections.abc import Iterable, Sequence
from os.path import relpath
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from portalgen.errors import ContentError, Place, Problem
from portalgen.load.assets import find_assets
from portalgen.load.cohort import read_cohort
from portalgen.load.history import check_history
from portalgen.load.library import read_protocols, read_venues
from portalgen.load.portal import Asset, Cohort, Person, Portal
from portalgen.load.publishing import check_publishing
from portalgen.load.relations import check_relations
from portalgen.load.unread import SHARED, find_unread
from portalgen.model.network import Network
from portalgen.model.person import PersonRecord
from portalgen.source.document import Problems, read_document, read_yaml
from portalgen.source.tree import walk

PORTAL_FILE = "portal.yaml"
CONTENT = "content"
PEOPLE = "content/people"
PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


def read_portal(root: Path, *, only: Sequence[str] = ()) -> Portal:
    """Return the portal at `root`, with all cohorts or those named in `only`.

    Raises ContentError with every fault found, and with a hint where there is no portal at all.
    """
    check_portal(root)
    problems = Problems()
    network = read_yaml(root, PORTAL_FILE, Network)
    files = tuple(f"{CONTENT}/{name}" for name in walk(root / CONTENT)) if (root / CONTENT).is_dir() else ()
    for problem in find_unread(files, only):
        problems.add(problem)
    assets = find_assets(root, files, problems)
    people = _read_people(root, files, assets, problems)
    protocols, venues = read_protocols(root, files, problems), read_venues(root, files, problems)
    cohorts = tuple(_read_cohorts(root, files, assets, network.record.timezone, only, problems))
    if not cohorts and not problems:
        problems.add(_no_cohort(only, files))
    for cohort in cohorts:
        check_history(cohort, problems)
        check_relations(cohort, people, network, problems, protocols=protocols, venues=venues)
    check_publishing(network, {path.split("/")[1] for path in files if path.endswith("/cohort.yaml")}, problems)
    problems.raise_if_any()
    return Portal(network, people, cohorts, assets, protocols, venues)


def is_portal(root: Path) -> bool:
    """Tell whether a folder is a portal's."""
    return (root / PORTAL_FILE).is_file()


def check_portal(root: Path) -> None:
    """Raise ContentError with what to do where there is no portal at all."""
    if not is_portal(root):
        above = next((folder for folder in root.resolve().parents if is_portal(folder)), None)
        new = "run `portalgen init my-network` to start a portal, or name one with -C"
        hint = f"there is one above: say -C {relpath(above)}, or go there" if above else new
        raise ContentError(Problem(f"no {PORTAL_FILE} in {root}", hint=hint))


def _read_people(root: Path, files: Iterable[str], assets: dict[str, Asset], problems: Problems) -> dict[str, Person]:
    people: dict[str, Person] = {}
    for path in files:
        if not path.startswith(f"{PEOPLE}/"):
            continue
        name = PurePosixPath(path)
        if str(name.parent) != PEOPLE or name.suffix != ".md":
            continue
        with problems.catching():
            doc = read_document(root, path, PersonRecord)
            photos = (str(name.with_suffix(ending)) for ending in PHOTO_ENDINGS)
            people[name.stem] = Person(name.stem, doc, next((photo for photo in photos if photo in assets), ""))
    return people


def _read_cohorts(
    root: Path,
    files: Sequence[str],
    assets: dict[str, Asset],
    timezone: str,
    only: Sequence[str],
    problems: Problems,
) -> Iterable[Cohort]:
    folders: dict[str, list[str]] = {}
    for path in files:
        parts = path.split("/")
        if len(parts) > 2 and parts[1] not in SHARED:
            folders.setdefault(parts[1], []).append(path)
    for cohort_id, inside in sorted(folders.items()):
        if only and cohort_id not in only:
            continue
        if f"{CONTENT}/{cohort_id}/cohort.yaml" not in inside:
            if any(path.endswith(".md") for path in inside):
                place = Place(f"{CONTENT}/{cohort_id}/cohort.yaml")
                problems.add(Problem("a cohort needs this file", place, hint='create it with one line: title: "…"'))
            continue
        with problems.catching():
            yield read_cohort(root, cohort_id, inside, assets, ZoneInfo(timezone), problems)


def _no_cohort(only: Sequence[str], files: Iterable[str]) -> Problem:
    if only:
        here = ", ".join(sorted({path.split("/")[1] for path in files if path.endswith("/cohort.yaml")}))
        return Problem(f"no cohort named {', '.join(only)}", hint=f"cohorts here: {here}")
    return Problem("no cohort in content/", hint="make a folder content/my-cohort with a cohort.yaml in it")
