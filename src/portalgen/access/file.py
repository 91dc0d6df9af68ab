"""The file `portal.vault`: read whole, written at once, readable by its owner alone."""

import contextlib
import os
import secrets as random
from pathlib import Path

from portalgen.access.secrets import Secrets, from_json, to_json
from portalgen.crypto.vault import open_vault, seal_vault
from portalgen.errors import UsageError, WorldError

OWNER_ONLY = 0o600
MAX_BYTES = 16_000_000


def find_vault(path: Path) -> Path:
    """Return `path`, or raise UsageError where there is no vault."""
    if not path.is_file():
        raise UsageError(
            f"there is no {path.name} in this portal",
            hint="take it back from a backup; a new portal gets one from `portalgen init`",
        )
    return path


def read_vault(path: Path, passphrase: str) -> Secrets:
    """Return what the vault at `path` holds. Raises SealError for a wrong passphrase or damage."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise WorldError(f"{path.name} is too large to be a vault")
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as fault:
        raise WorldError(f"{path.name} cannot be read: {fault.strerror}") from fault
    return from_json(open_vault(text, passphrase))


def write_vault(path: Path, secrets: Secrets, passphrase: str) -> None:
    """Write the vault at `path`, mode 0600, so that a stop at any moment leaves the old file or the new one."""
    text = seal_vault(to_json(secrets), passphrase).encode("ascii")
    fresh = path.with_name(f".{path.name}.{random.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(path)
    except OSError as fault:
        with contextlib.suppress(FileNotFoundError):
            fresh.unlink()
        raise WorldError(f"{path.name} cannot be written: {fault.strerror}", hint="the old one is untouched") from fault
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Make the new name durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
