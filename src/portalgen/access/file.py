"""The file `portal.vault`: read whole, written at once, readable by its owner alone. Knows no content and no pages."""

import errno
import os
import secrets as random
from pathlib import Path

from portalgen.access.private import OWNER_ONLY
from portalgen.access.secrets import Secrets, from_json, to_json
from portalgen.crypto.vault import open_vault, seal_vault
from portalgen.errors import UsageError, WorldError

MAX_BYTES = 16_000_000  # a thousand cohorts take less; anything larger is another file


class MissingVaultError(UsageError):
    """The portal has no vault."""


def find_vault(path: Path) -> Path:
    """Return `path`, or raise MissingVaultError where there is no vault."""
    if not path.is_file():
        raise MissingVaultError(
            f"there is no {path.name} in this portal",
            hint="take it back from a backup; a new portal gets one from `portalgen init`",
        )
    return path


def read_vault(path: Path, passphrase: str) -> Secrets:
    """Return what the vault at `path` holds.

    Raises MissingVaultError, WrongPassphraseError, DamagedVaultError, NewerVaultError, and WorldError where the disk
    does not give the file.
    """
    try:
        with find_vault(path).open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise WorldError(f"{path.name} cannot be read: {fault.strerror}") from fault
    if len(content) > MAX_BYTES:
        raise WorldError(f"{path.name} is too large to be a vault", hint="take it back from a backup")
    # a byte that is no UTF-8 becomes a letter that no vault holds, so open_vault tells the damage
    return from_json(open_vault(content.decode("utf-8", errors="replace"), passphrase))


def write_vault(path: Path, secrets: Secrets, passphrase: str) -> None:
    """Write the vault at `path`, mode 0600, so that a stop at any moment leaves the old file or the new one.

    A link stays a link: what it leads to is written. Raises WorldError where the disk does not take it.
    """
    text = seal_vault(to_json(secrets), passphrase).encode("ascii")
    try:
        target = path.resolve()
        _swap(target, text)
    except OSError as fault:
        raise WorldError(f"{path.name} cannot be written: {fault.strerror}", hint="the old one is untouched") from fault
    _flush_folder(target.parent)


def _swap(target: Path, content: bytes) -> None:
    fresh = target.with_name(f".{target.name}.{random.token_hex(4)}")
    # O_BINARY: Windows would otherwise turn line ends; it is missing elsewhere
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            if hasattr(os, "fchmod"):  # a umask can only take away, also from the owner; not on Windows before 3.13
                os.fchmod(stream.fileno(), OWNER_ONLY)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _flush_folder(folder: Path) -> None:
    """Make the new name durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as fault:
        if fault.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks cannot flush a folder
            raise WorldError("the vault is written, but the disk does not confirm it") from fault
