"""The vault as text: secrets sealed under the convener's own passphrase (docs/SPEC.md section 8)."""

import base64
import binascii
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from portalgen.crypto.passphrase import normalise
from portalgen.errors import SealError

FORMAT = 1
KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
ARGON2ID = {"kdf": "argon2id", "memory_kib": 65_536, "passes": 3, "lanes": 4}  # RFC 9106, second choice
SCRYPT = {"kdf": "scrypt", "n": 65_536, "r": 8, "p": 1}  # where OpenSSL has no Argon2id: 64 MiB, RFC 7914
MAX_MEMORY_KIB = 1_048_576  # a damaged or hostile file must not take the machine's memory
MAX_PASSES, MAX_LANES, MAX_N = 16, 16, 1_048_576


def seal_vault(plaintext: bytes, passphrase: str) -> str:
    """Return the text of a vault file that holds `plaintext`."""
    head: dict[str, Any] = {"portalgen-vault": FORMAT}
    salt = secrets.token_bytes(SALT_BYTES)
    try:
        key = _argon2id(passphrase, salt, ARGON2ID)
        head |= ARGON2ID
    except UnsupportedAlgorithm:
        key = _scrypt(passphrase, salt, SCRYPT)
        head |= SCRYPT
    nonce = secrets.token_bytes(NONCE_BYTES)
    head |= {"salt": _b64(salt), "nonce": _b64(nonce)}
    data = AESGCM(key).encrypt(nonce, plaintext, _canonical(head))
    return json.dumps({**head, "data": _b64(data)}, indent=1) + "\n"


def open_vault(text: str, passphrase: str) -> bytes:
    """Return what a vault file holds.

    Raises SealError where the file is damaged or from a newer portalgen, or the passphrase is another one: the
    last two cannot be told apart by anybody.
    """
    try:
        value = json.loads(text)
        head = {name: entry for name, entry in value.items() if name != "data"}
        salt, nonce, data = (base64.b64decode(value[name], validate=True) for name in ("salt", "nonce", "data"))
        version, kdf = value["portalgen-vault"], value["kdf"]
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as fault:
        raise SealError("the vault file is damaged", hint="take portal.vault back from a backup") from fault
    if version != FORMAT:
        raise SealError("the vault was written by a newer portalgen", hint="upgrade portalgen")
    try:
        key = {"argon2id": _argon2id, "scrypt": _scrypt}[kdf](passphrase, salt, value)
        return AESGCM(key).decrypt(nonce, data, _canonical(head))
    except UnsupportedAlgorithm as fault:
        raise SealError("this system's OpenSSL has no Argon2id", hint="install cryptography from its wheel") from fault
    except InvalidTag as fault:
        hint = "type it again; if you are sure of it, take portal.vault back from a backup"
        raise SealError("this passphrase does not open the vault, or the vault is damaged", hint=hint) from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise SealError("the vault file is damaged", hint="take portal.vault back from a backup") from fault


def _argon2id(passphrase: str, salt: bytes, parameters: dict[str, Any]) -> bytes:
    memory, passes, lanes = parameters["memory_kib"], parameters["passes"], parameters["lanes"]
    if not (8 <= memory <= MAX_MEMORY_KIB and 1 <= passes <= MAX_PASSES and 1 <= lanes <= MAX_LANES):
        raise ValueError("parameters out of bounds")
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory)
    return kdf.derive(normalise(passphrase).encode("utf-8"))


def _scrypt(passphrase: str, salt: bytes, parameters: dict[str, Any]) -> bytes:
    n, r, p = parameters["n"], parameters["r"], parameters["p"]
    if not (2 <= n <= MAX_N and r == 8 and p == 1):
        raise ValueError("parameters out of bounds")
    return Scrypt(salt, KEY_BYTES, n, r, p).derive(normalise(passphrase).encode("utf-8"))


def _canonical(head: dict[str, Any]) -> bytes:
    return json.dumps(head, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
