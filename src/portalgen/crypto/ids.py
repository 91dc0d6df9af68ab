"""Opaque names: what a page or object is called on the host (docs/SPEC.md section 7)."""

import base64
import hashlib
import hmac

NAME_BYTES = 10  # 80 bits: 16 characters, no collision to fear below 2**40 files


def page_id(id_key: bytes, cohort: str, audience: str, path: str) -> str:
    """Return the 16-character name of the page at the logical `path`."""
    return _name(id_key, "page", cohort, audience, path)


def object_id(id_key: bytes, cohort: str, audience: str, path: str) -> str:
    """Return the 16-character name of the object at `path`, for one audience."""
    return _name(id_key, "file", cohort, audience, path)


def _name(id_key: bytes, kind: str, *parts: str) -> str:
    message = "\0".join((f"portalgen/1 {kind}", *parts)).encode("utf-8")
    digest = hmac.digest(id_key, message, hashlib.sha256)
    return base64.b32encode(digest[:NAME_BYTES]).decode("ascii").lower()
