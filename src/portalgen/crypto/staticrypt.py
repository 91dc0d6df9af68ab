"""Pages exactly as StatiCrypt 3.x makes them (docs/SPEC.md sections 2 and 3).

The message authenticates, then decrypts: nothing is decrypted before its MAC is right.
"""

import hashlib
import hmac
import json
import re
import secrets
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from portalgen.crypto.binding import Binding
from portalgen.crypto.derive import derive
from portalgen.crypto.padding import padded_length
from portalgen.crypto.passphrase import utf8
from portalgen.errors import SealError

# StatiCrypt raised its count twice and keeps the older rounds in front: 1 000 + 14 000 + 585 000 = 600 000.
ROUNDS: tuple[tuple[type[HashAlgorithm], int], ...] = ((SHA1, 1_000), (SHA256, 14_000), (SHA256, 585_000))
KEY_BYTES, BLOCK_BYTES, MAC_HEX = 32, 16, 64
_SALT = re.compile(r"[0-9a-f]{32}")
_MESSAGE = re.compile(r"[0-9a-f]+")
_MESSAGE_IN_PAGE = re.compile(r'"staticryptEncryptedMsgUniqueVariableName":\s*"([^"]+)"')
_SALT_IN_PAGE = re.compile(r'"staticryptSaltUniqueVariableName":\s*"([^"]+)"')


def hash_passphrase(passphrase: str, salt: str) -> bytes:
    """Return the 32-byte key of a passphrase (600 000 rounds: a tenth of a second of one core or more).

    passphrase: normalised, see `passphrase.normalise`. salt: 32 lower-case hex characters, used as text.
    Raises SealError where the salt has another shape or the passphrase is no text.
    """
    if not _SALT.fullmatch(salt):
        raise SealError("a salt is 32 lower-case hex characters")
    password = utf8(passphrase)
    key = b""
    for algorithm, count in ROUNDS:
        key = PBKDF2HMAC(algorithm(), KEY_BYTES, salt.encode("ascii"), count).derive(password)
        password = key.hex().encode("ascii")
    return key


def new_salt() -> str:
    """Return a random salt."""
    return secrets.token_hex(16)


def seal_page(key: bytes, html: str, *, cohort: str, page_id: str, audience: str, fresh: bool) -> str:
    """Return the message of a page: binding comment, `html` and padding, sealed with `key`.

    fresh: a random IV; otherwise the IV is a MAC of the plaintext, so that equal pages give equal bytes.
    Raises SealError where a name has another shape or `html` holds half a character.
    """
    try:
        text = (Binding(cohort, page_id, audience).comment() + html).encode("utf-8")
    except UnicodeEncodeError as fault:
        raise SealError(f"a page for {audience} holds half a character", hint="save its source as UTF-8") from fault
    plaintext = text + b" " * (padded_length(len(text)) - len(text))
    if fresh:
        iv = secrets.token_bytes(BLOCK_BYTES)
    else:
        iv = hmac.digest(_iv_key(key), plaintext, hashlib.sha256)[:BLOCK_BYTES]
    return seal_message(key, plaintext, iv=iv)


@lru_cache(maxsize=64)
def _iv_key(key: bytes) -> bytes:
    return derive(key, "portalgen/1 page iv", KEY_BYTES)


def seal_message(key: bytes, plaintext: bytes, *, iv: bytes) -> str:
    """Return `hex(mac) + hex(iv) + hex(ciphertext)` of any plaintext, as StatiCrypt writes it."""
    fill = BLOCK_BYTES - len(plaintext) % BLOCK_BYTES
    cipher = Cipher(AES256(key), CBC(iv)).encryptor()
    sealed = cipher.update(plaintext + bytes([fill]) * fill) + cipher.finalize()
    body = iv.hex() + sealed.hex()
    return hmac.digest(key, body.encode("ascii"), hashlib.sha256).hex() + body


def open_page(key: bytes, message: str) -> bytes:
    """Return the plaintext of a message, UTF-8 (a page keeps its binding comment and padding).

    Raises SealError for a wrong key or any damage. The MAC is compared before a byte is decrypted.
    """
    if len(key) != KEY_BYTES or not _MESSAGE.fullmatch(message) or len(message) < MAC_HEX + 4 * BLOCK_BYTES:
        raise SealError("this is no sealed page")
    mac, body = message[:MAC_HEX], message[MAC_HEX:]
    expected = hmac.digest(key, body.encode("ascii"), hashlib.sha256).hex()
    if not hmac.compare_digest(mac, expected):
        raise SealError("this key does not open the page, or the page is damaged")
    if len(body) % (2 * BLOCK_BYTES):
        raise SealError("this is no sealed page")
    raw = bytes.fromhex(body)
    cipher = Cipher(AES256(key), CBC(raw[:BLOCK_BYTES])).decryptor()
    padded = cipher.update(raw[BLOCK_BYTES:]) + cipher.finalize()
    fill = padded[-1]
    if not 1 <= fill <= BLOCK_BYTES or padded[-fill:] != bytes([fill]) * fill:
        raise SealError("this is no sealed page")
    return _text(padded[:-fill])


def _text(plaintext: bytes) -> bytes:
    try:
        plaintext.decode("utf-8")
    except UnicodeDecodeError:
        # `from None`: the error underneath would show the plaintext
        raise SealError("this page holds no text") from None
    return plaintext


def embed(message: str, salt: str) -> str:
    """Return the JSON that a page carries, under the names by which stock StatiCrypt finds message and salt."""
    return json.dumps({"staticryptEncryptedMsgUniqueVariableName": message, "staticryptSaltUniqueVariableName": salt})


def extract(html: str) -> tuple[str, str] | None:
    """Return (message, salt) of a page file, ours or stock StatiCrypt's; None where there is none."""
    message, salt = _MESSAGE_IN_PAGE.search(html), _SALT_IN_PAGE.search(html)
    return (message.group(1), salt.group(1)) if message and salt else None
