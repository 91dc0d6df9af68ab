"""Keys out of keys: HKDF-SHA256 with a name for each purpose (RFC 5869)."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(key: bytes, purpose: str, length: int, *, salt: bytes = b"") -> bytes:
    """Return `length` bytes for one `purpose`; different purposes give unrelated bytes."""
    return HKDF(SHA256(), length, salt or None, purpose.encode("ascii")).derive(key)
