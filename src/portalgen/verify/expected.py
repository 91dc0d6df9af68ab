"""What a live site should be: the files of the site that was built, and those that were there before."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from portalgen.audit.record import Record
from portalgen.hosts.known import FOR_HOSTS
from portalgen.hosts.rules import MISSING
from portalgen.publish.package import files_in

NOT_FOR_READERS = frozenset({*FOR_HOSTS, MISSING, "CNAME"})  # a host may serve these or not


def expected(site: Path) -> Mapping[str, bytes]:
    """Return the SHA-256 digest, 32 bytes, of every file that readers of the site in a folder need, by name."""
    return {name: digest(path.read_bytes()) for name, path in files_in(site).items() if name not in NOT_FOR_READERS}


def digest(content: bytes) -> bytes:
    """Return the digest that `expected` compares by."""
    return hashlib.sha256(content).digest()


def left(record: Record | None, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the names that were published once and are not in the site any more, as far as the record knows."""
    known = {name for listed in record.files.values() for name in listed} if record else set()
    return tuple(sorted(known - files.keys()))
