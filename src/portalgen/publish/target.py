"""From what portal.yaml says of a host to the host itself."""

from pathlib import Path

from portalgen.model.hosting import Target
from portalgen.publish.host import Host


def host_of(target: Target, root: Path) -> Host:
    """Return the host that `target` names; a relative folder is one of the portal's own."""
    from portalgen.publish.folder import Folder
    from portalgen.publish.store import FileByFile

    return FileByFile(Folder((root / Path(target.path).expanduser()).resolve()))
