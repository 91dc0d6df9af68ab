"""Whether an odd sealed file is one of ours of another day: the keys of the vault tell it, or the last publish."""

from pathlib import PurePosixPath

from portalgen.access.secrets import CohortSecrets
from portalgen.audit.record import Record
from portalgen.crypto.binding import read_binding
from portalgen.crypto.keyring import extract_keyring, open_slot
from portalgen.crypto.objects import open_object
from portalgen.crypto.staticrypt import extract, open_page
from portalgen.errors import SealError
from portalgen.hosts.rules import ENTRANCE
from portalgen.maps import digest


def published(record: Record | None, name: str, content: bytes) -> bool:
    """Tell whether the record of the last publish has a file of that name and content."""
    found = extract(content.decode("utf-8", errors="replace")) if name.endswith(".html") else None
    told = digest(found[0].encode("ascii") if found else content)
    return record is not None and any(listed.get(name) == told for listed in record.files.values())


def opens(own: CohortSecrets, cohort: str, name: str, content: bytes) -> bool:
    """Tell whether a key of the cohort opens the file, and it is the one that its name says."""
    return any(_opens(secret.key, cohort, audience, name, content) for audience, secret in own.audiences.items())


def _opens(key: bytes, cohort: str, audience: str, name: str, content: bytes) -> bool:
    text = content.decode("utf-8", errors="replace")
    try:
        if name == ENTRANCE:
            keyring = extract_keyring(text)
            return keyring is not None and open_slot(keyring, key) is not None
        if name.endswith(".bin"):
            object_id = PurePosixPath(name).stem
            open_object(key, content, cohort=cohort, audience=audience, object_id=object_id)
            return True
        found = extract(text)
        if found is None:
            return False
        binding = read_binding(open_page(key, found[0]).decode("utf-8"))
        return (binding.cohort, binding.audience, f"{binding.page_id}.html") == (cohort, audience, name)
    except SealError:
        return False
