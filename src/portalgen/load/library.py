"""Read what all cohorts borrow: protocols, shipped ones and the convener's own over them, and venues."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from portalgen.model.library import ProtocolRecord, VenueRecord
from portalgen.source.document import Problems, R, read_yaml

SHIPPED = Path(__file__).parent
PROTOCOLS = "content/protocols"
VENUES = "content/venues"


def read_protocols(root: Path, files: Iterable[str], problems: Problems) -> dict[str, ProtocolRecord]:
    """Return every protocol by id; one in the portal replaces the shipped one of the same name."""
    shipped = sorted(f"protocols/{path.name}" for path in (SHIPPED / "protocols").glob("*.yaml"))
    return {
        **_read(SHIPPED, "protocols", shipped, ProtocolRecord, problems),
        **_read(root, PROTOCOLS, files, ProtocolRecord, problems),
    }


def read_venues(root: Path, files: Iterable[str], problems: Problems) -> dict[str, VenueRecord]:
    """Return every venue of the portal by id."""
    return _read(root, VENUES, files, VenueRecord, problems)


def _read(root: Path, folder: str, files: Iterable[str], record: type[R], problems: Problems) -> dict[str, R]:
    found: dict[str, R] = {}
    for path in files:
        if not path.startswith(f"{folder}/"):
            continue
        name = PurePosixPath(path)
        if str(name.parent) == folder and name.suffix in (".yaml", ".yml"):
            with problems.catching():
                found[name.stem] = read_yaml(root, path, record).record
    return found
