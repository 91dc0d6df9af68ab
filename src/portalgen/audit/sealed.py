"""What a site really holds for each audience: every file opened with the key it should open with, and told by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portalgen.access.secrets import CohortSecrets
from portalgen.crypto.binding import read_binding
from portalgen.crypto.objects import Opened, open_object
from portalgen.crypto.staticrypt import extract, open_page
from portalgen.errors import SealError
from portalgen.maps import Map, digest, map_file, read_map

PAGE = "page"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed file: whose it is, what it is called inside, its kind (`page` or a media type), its size in bytes."""

    file: str
    audience: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Site:
    """A site as its own keys open it. `faults` are files that are missing or do not open as they should, with why."""

    maps: Mapping[str, Map]
    files: tuple[Sealed, ...]
    faults: tuple[tuple[str, str], ...]


def open_site(folder: Path, own: CohortSecrets, cohort: str, id_key: bytes, titles: Mapping[str, str]) -> Site:
    """Return what the site in `folder` holds. `titles` are the pages' titles by file name, in the order of the site."""
    order = {name: number for number, name in enumerate(titles)}
    maps: dict[str, Map] = {}
    files: list[Sealed] = []
    faults: list[tuple[str, str]] = []
    for audience, secret in sorted(own.audiences.items()):
        file = map_file(id_key, cohort, audience)
        try:
            listed = _object(folder / file, secret.key, cohort, audience)
            maps[audience] = read_map(listed.content)
        except SealError as fault:
            faults.append((file, f"the list of pages for {audience}: {fault}"))
            continue
        files.append(Sealed(file, audience, listed.name, listed.media_type, len(listed.content)))
        for name, expected in sorted(
            maps[audience].files.items(), key=lambda one: (order.get(one[0], len(order)), one[0])
        ):
            try:
                files.append(_sealed(folder, name, expected, secret.key, cohort, audience, titles))
            except SealError as fault:
                faults.append((name, f"for {audience}: {fault}"))
    return Site(maps, tuple(files), tuple(faults))


def open_map(folder: Path, key: bytes, *, cohort: str, audience: str, id_key: bytes) -> Map:
    """Return the list of an audience's files in the site at `folder`. Raises SealError where it does not open."""
    return read_map(_object(folder / map_file(id_key, cohort, audience), key, cohort, audience).content)


def _sealed(
    folder: Path, name: str, expected: str, key: bytes, cohort: str, audience: str, titles: Mapping[str, str]
) -> Sealed:
    path = folder / name
    if name.startswith("o/"):
        opened = _object(path, key, cohort, audience, expected=expected)
        return Sealed(name, audience, opened.name, opened.media_type, len(opened.content))
    text = _read(path).decode("utf-8", errors="replace")
    found = extract(text)
    if found is None or digest(found[0].encode("ascii")) != expected:
        raise SealError("another page than the list says")
    binding = read_binding(open_page(key, found[0]).decode("utf-8"))
    if (binding.cohort, binding.audience, f"{binding.page_id}.html") != (cohort, audience, name):
        raise SealError("not the page it claims to be")
    return Sealed(name, audience, titles.get(name, ""), PAGE, path.stat().st_size)


def _object(path: Path, key: bytes, cohort: str, audience: str, *, expected: str = "") -> Opened:
    content = _read(path)
    if expected and digest(content) != expected:
        raise SealError("another file than the list says")
    return open_object(key, content, cohort=cohort, audience=audience, object_id=path.stem)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise SealError(f"it cannot be read: {fault.strerror}") from fault
