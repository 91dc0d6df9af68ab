"""Opaque names: what a page or object is called on the host (docs/SPEC.md section 7)."""

import base64
import hashlib
import hmac

from portalgen.crypto.derive import derive
from portalgen.errors import SealError

KEY_BYTES = 32
NAME_BYTES = 10  # 80 bits: 16 characters, no collision to fear below 2**40 files
NAME = "[a-z2-7]{16}"  # what a name looks like, as a regular expression
MAX_PARTS = 512  # of a search index: one derivation names them all, and gives 816 names at the most


def page_id(id_key: bytes, cohort: str, audience: str, path: str) -> str:
    """Return the 16-character name of the page at the logical `path`.

    id_key: 32 bytes from the vault. Raises SealError for another length, or a zero byte or lone surrogate in a part.
    """
    return _name(id_key, "page", cohort, audience, path)


def object_id(id_key: bytes, cohort: str, audience: str, path: str) -> str:
    """Return the 16-character name of the object at `path`, for one audience. Raises SealError as `page_id` does."""
    return _name(id_key, "file", cohort, audience, path)


def object_file(name: str) -> str:
    """Return the file in a site that holds the object of this name."""
    return f"o/{name}.bin"


def index_ids(key: bytes) -> tuple[str, ...]:
    """Return the object ids of the parts that the search index of the audience with this 32-byte key may have.

    There are MAX_PARTS of them, in the order of the parts: whoever holds the key finds them. Raises SealError for a key
    of another length.
    """
    if len(key) != KEY_BYTES:
        raise SealError("a search index is named with a key of 32 bytes")
    names = derive(key, "portalgen/1 index id", MAX_PARTS * NAME_BYTES)
    return tuple(_spelt(names[start : start + NAME_BYTES]) for start in range(0, len(names), NAME_BYTES))


def _name(id_key: bytes, kind: str, *parts: str) -> str:
    if len(id_key) != KEY_BYTES:
        raise SealError("page names are made with a key of 32 bytes")
    try:
        message = "\0".join((f"portalgen/1 {kind}", *parts)).encode("utf-8")
    except UnicodeEncodeError as fault:
        raise SealError("a path holds half a character", hint="rename the file in plain Unicode") from fault
    if message.count(0) != len(parts):
        raise SealError("no cohort, audience or path holds a zero byte: two places would share a name")
    return _spelt(hmac.digest(id_key, message, hashlib.sha256)[:NAME_BYTES])


def _spelt(name: bytes) -> str:
    return base64.b32encode(name).decode("ascii").lower()
