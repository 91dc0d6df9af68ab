"""Open sealed files from disk, as a reader's browser would: our pages and objects, and stock StatiCrypt's pages."""

from pathlib import Path

from portalgen.crypto.keyring import Slot, extract_keyring, open_slot
from portalgen.crypto.objects import open_object
from portalgen.crypto.staticrypt import extract, hash_passphrase, open_page
from portalgen.errors import ContentError, SealError
from portalgen.hosts.rules import ENTRANCE

OBJECT_FOLDER = "o"


def open_sealed(file: Path, passphrase: str) -> bytes:
    """Return what was sealed in `file`, byte for byte (a page keeps its binding comment and padding).

    The keyring is looked for in the `index.html` of the same site. Raises SealError where the passphrase does not
    open the file or the file is damaged, ContentError where it is no sealed file.
    """
    if file.parent.name == OBJECT_FOLDER and file.suffix == ".bin":
        return _open_object(file, passphrase)
    text = file.read_text(encoding="utf-8", errors="replace")
    found = extract(text)
    if found is None:
        raise ContentError(f"{file.name} holds no sealed page", hint="give a page of a site, or an object from its o/")
    message, salt = found
    key = hash_passphrase(passphrase, salt)
    slot = _slot(file.parent / ENTRANCE, key)
    for candidate in (key, *(slot.audiences.values() if slot else ())):
        try:
            return open_page(candidate, message)
        except SealError as fault:
            last = fault
    raise SealError(f"this passphrase does not open {file.name}, or the file is damaged") from last


def _open_object(file: Path, passphrase: str) -> bytes:
    entrance = file.parent.parent / ENTRANCE
    keyring = extract_keyring(entrance.read_text(encoding="utf-8")) if entrance.is_file() else None
    if keyring is None:
        raise ContentError(f"no index.html with a keyring beside {file.parent.name}/", hint="open it inside its site")
    slot = open_slot(keyring, hash_passphrase(passphrase, keyring.salt))
    content = file.read_bytes()
    for audience, key in slot.audiences.items() if slot else ():
        try:
            return open_object(key, content, cohort=slot.cohort, audience=audience, object_id=file.stem).content  # type: ignore[union-attr]  # slot is set in this loop
        except SealError:
            continue  # sealed for another audience of this reader, or damaged: told below
    raise SealError(f"this passphrase does not open {file.name}, or the file is damaged")


def _slot(entrance: Path, key: bytes) -> Slot | None:
    if not entrance.is_file():
        return None
    keyring = extract_keyring(entrance.read_text(encoding="utf-8", errors="replace"))
    return open_slot(keyring, key) if keyring else None
