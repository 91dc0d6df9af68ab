"""Objects: pictures, documents and maps, sealed for one audience and bound to their name (docs/SPEC.md section 5)."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from portalgen.crypto.derive import derive
from portalgen.crypto.padding import FLOOR_BYTES, padded_length
from portalgen.crypto.spelling import from_json, is_count, to_json
from portalgen.errors import SealError

VERSION = b"\x01"
SALT_BYTES, KEY_BYTES, NONCE_BYTES, TAG_BYTES = 16, 32, 12, 16
MAX_HEADER_BYTES = 65_536
PIECE_BYTES = 1_048_576  # sealed at a time, so that a large document is not held again for each step
SHORTEST = len(VERSION) + SALT_BYTES + FLOOR_BYTES + TAG_BYTES


@dataclass(frozen=True, slots=True)
class Opened:
    """What an object holds: its name when saved, its media type, its bytes."""

    name: str
    media_type: str
    content: bytes


def seal_object(
    key: bytes, content: bytes, *, name: str, media_type: str, cohort: str, audience: str, object_id: str, fresh: bool
) -> bytes:
    """Return the bytes of an object file. `fresh` draws a random salt instead of a stable one.

    Raises SealError where the name is too long or no text.
    """
    try:
        header = _header(name, len(content), media_type)
    except UnicodeEncodeError as fault:
        raise SealError("the name of a file holds half a character", hint="rename it in plain Unicode") from fault
    if len(header) > MAX_HEADER_BYTES:
        raise SealError("the name of this file is too long to seal")
    length = 4 + len(header) + len(content)
    plaintext = (len(header).to_bytes(4, "big") + header, content, bytes(padded_length(length) - length))
    if fresh:
        salt = secrets.token_bytes(SALT_BYTES)
    else:
        salt_key = derive(key, "portalgen/1 object salt", KEY_BYTES)
        mac = hmac.new(salt_key, object_id.encode("ascii") + b"\0", hashlib.sha256)
        for part in plaintext:
            mac.update(part)
        salt = mac.digest()[:SALT_BYTES]
    own, nonce = _keys(key, salt)
    sealing = Cipher(AES(own), GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(_bound_to(cohort, audience, object_id))
    sealed = BytesIO()
    sealed.write(VERSION + salt)
    for piece in _pieces(*plaintext):
        sealed.write(sealing.update(piece))
    sealed.write(sealing.finalize() + sealing.tag)
    return sealed.getvalue()


def open_object(key: bytes, sealed: bytes, *, cohort: str, audience: str, object_id: str) -> Opened:
    """Return what an object file holds. Raises SealError for a wrong key, name or audience, or any damage."""
    if len(sealed) < SHORTEST or sealed[:1] != VERSION:
        raise SealError("this is no sealed object")
    own, nonce = _keys(key, sealed[1 : 1 + SALT_BYTES])
    try:
        plaintext = AESGCM(own).decrypt(
            nonce, memoryview(sealed)[1 + SALT_BYTES :], _bound_to(cohort, audience, object_id)
        )
    except InvalidTag as fault:
        raise SealError("this key does not open the object, or the object is damaged") from fault
    return _parse(plaintext)


def _pieces(*parts: bytes) -> Iterator[memoryview]:
    """Yield the bytes of all parts in their order, a piece at a time and without a copy."""
    for part in parts:
        for start in range(0, len(part), PIECE_BYTES):
            yield memoryview(part)[start : start + PIECE_BYTES]


def _parse(plaintext: bytes) -> Opened:
    length = int.from_bytes(plaintext[:4], "big")
    try:
        if length > MAX_HEADER_BYTES:
            raise ValueError("header too long")
        header = from_json(plaintext[4 : 4 + length])
        name, size, media_type = header["name"], header["size"], header["type"]
        if not isinstance(name, str) or not isinstance(media_type, str):
            raise ValueError("header of another shape")
        if not is_count(size, 0, len(plaintext) - 4 - length):
            raise ValueError("size beyond the object")
        if _header(name, size, media_type) != plaintext[4 : 4 + length]:  # one spelling, so that parsers cannot differ
            raise ValueError("header of another spelling")
    except (ValueError, KeyError):
        # `from None`: the error underneath would show the plaintext
        raise SealError("this object does not say what it holds") from None
    content = plaintext[4 + length : 4 + length + size]
    if any(plaintext[4 + length + size :]):
        raise SealError("this object carries something after its end")
    return Opened(name, media_type, content)


def _header(name: str, size: int, media_type: str) -> bytes:
    return to_json({"name": name, "size": size, "type": media_type}).encode("utf-8")


def _keys(key: bytes, salt: bytes) -> tuple[bytes, bytes]:
    both = derive(key, "portalgen/1 object key", KEY_BYTES + NONCE_BYTES, salt=salt)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _bound_to(cohort: str, audience: str, object_id: str) -> bytes:
    return "\0".join(("portalgen/1 object", cohort, audience, object_id)).encode("utf-8")
