"""The vault as text: secrets sealed under the convener's own passphrase (docs/SPEC.md section 8)."""

import secrets
from threading import Lock
from typing import Any

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from portalgen.crypto.passphrase import normalise, utf8
from portalgen.crypto.spelling import from_base64, from_json, is_count, to_base64, to_json
from portalgen.errors import SealError

FORMAT = 1
KEY_BYTES, SALT_BYTES, NONCE_BYTES, TAG_BYTES = 32, 16, 12, 16
ARGON2ID = {"kdf": "argon2id", "memory_kib": 65_536, "passes": 3, "lanes": 4}  # RFC 9106, second choice
SCRYPT = {"kdf": "scrypt", "n": 65_536, "r": 8, "p": 1}  # where OpenSSL has no Argon2id: 64 MiB, RFC 7914
# What is read: nothing that guesses quicker than OWASP's floor (19 MiB, 2 passes), nothing that takes the machine's
# memory or minutes because a file is damaged or hostile.
BOUNDS = {
    "argon2id": {"memory_kib": (19_456, 262_144), "passes": (2, 16), "lanes": (1, 16)},
    "scrypt": {"n": (65_536, 262_144), "r": (8, 8), "p": (1, 1)},
}
_BACKUP = "take portal.vault back from a backup"


class VaultError(SealError):
    """The vault stays shut."""


class DamagedVaultError(VaultError):
    """The file is no vault any more; seen without the passphrase."""


class NewerVaultError(VaultError):
    """A later version of portalgen wrote the file."""


class WrongPassphraseError(VaultError):
    """The passphrase does not open the file. Nobody can tell this from damage to its ciphertext."""


_ONE_AT_A_TIME = Lock()
"""OpenSSL's threads for Argon2id are few and shared: two derivations at once in a process fail, or wait for ever."""


def newer_vault() -> NewerVaultError:
    """Return the error for a format of the future."""
    return NewerVaultError("the vault was written by a newer portalgen", hint="upgrade portalgen, then try again")


def damaged_vault() -> DamagedVaultError:
    """Return the error for a file that is no vault."""
    return DamagedVaultError("the vault file is damaged", hint=_BACKUP)


def seal_vault(plaintext: bytes, passphrase: str) -> str:
    """Return the text of a vault file that holds `plaintext`, under a new salt and nonce.

    Raises SealError for an empty passphrase.
    """
    if not normalise(passphrase):
        raise SealError("a vault needs a passphrase")
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    parameters: dict[str, Any] = ARGON2ID
    try:
        key = _derive(passphrase, salt, parameters)
    except UnsupportedAlgorithm:
        parameters = SCRYPT
        key = _derive(passphrase, salt, parameters)
    head = {"portalgen-vault": FORMAT, **parameters, "salt": to_base64(salt), "nonce": to_base64(nonce)}
    data = AESGCM(key).encrypt(nonce, plaintext, _bound_to(head))
    lines = ",\n ".join(to_json({name: entry})[1:-1] for name, entry in {**head, "data": to_base64(data)}.items())
    return f"{{\n {lines}\n}}\n"


def open_vault(text: str, passphrase: str) -> bytes:
    """Return what a vault file holds.

    Raises DamagedVaultError where the file has another shape, NewerVaultError where its format is of the future, and
    WrongPassphraseError where it does not open: by a wrong passphrase or by damage, which cannot be told apart.
    """
    try:
        head, salt, nonce, data = _parse(text)
    except ValueError as fault:
        raise damaged_vault() from fault
    try:
        return AESGCM(_derive(passphrase, salt, head)).decrypt(nonce, data, _bound_to(head))
    except UnsupportedAlgorithm as fault:
        raise VaultError("this system's OpenSSL has no Argon2id", hint="install cryptography from its wheel") from fault
    except InvalidTag as fault:
        hint = f"type it again; if you are sure of it, the file was damaged: {_BACKUP}"
        raise WrongPassphraseError(
            "this passphrase does not open the vault, or the vault is damaged", hint=hint
        ) from fault


def look_at_vault(text: str) -> None:
    """Look whether `text` has a vault's shape, without its passphrase. Raises DamagedVaultError, NewerVaultError."""
    try:
        _parse(text)
    except ValueError as fault:
        raise damaged_vault() from fault


def _parse(text: str) -> tuple[dict[str, Any], bytes, bytes, bytes]:
    """Return (all fields but the data, salt, nonce, data). Raises ValueError for another shape, NewerVaultError."""
    head = from_json(text)
    version, kdf = head.get("portalgen-vault"), head.get("kdf")
    if is_count(version, FORMAT + 1, 1_000_000):
        raise newer_vault()
    if not is_count(version, FORMAT, FORMAT) or not isinstance(kdf, str) or kdf not in BOUNDS:
        raise ValueError("no vault")
    bounds = BOUNDS[kdf]
    if head.keys() != {"portalgen-vault", "kdf", "salt", "nonce", "data", *bounds}:
        raise ValueError("fields of another shape")
    if not all(is_count(head[name], least, most) for name, (least, most) in bounds.items()):
        raise ValueError("parameters out of bounds")
    if kdf == "scrypt" and head["n"] & (head["n"] - 1):
        raise ValueError("n is no power of two")
    data = from_base64(head.pop("data"))
    salt, nonce = from_base64(head["salt"]), from_base64(head["nonce"])
    if len(salt) != SALT_BYTES or len(nonce) != NONCE_BYTES or len(data) < TAG_BYTES:
        raise ValueError("salt, nonce or data of another length")
    return head, salt, nonce, data


def _derive(passphrase: str, salt: bytes, parameters: dict[str, Any]) -> bytes:
    """Return the vault's key: the whole cost of opening it, by design: about a tenth of a second.

    Raises VaultError where there is no memory for it.
    """
    secret = utf8(normalise(passphrase))
    if parameters["kdf"] == "scrypt":
        return Scrypt(salt, KEY_BYTES, parameters["n"], parameters["r"], parameters["p"]).derive(secret)
    argon2id = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters["passes"],
        lanes=parameters["lanes"],
        memory_cost=parameters["memory_kib"],
    )
    try:
        with _ONE_AT_A_TIME:
            return argon2id.derive(secret)
    except MemoryError as fault:
        hint = f"it takes {parameters['memory_kib'] // 1024} MB for a moment: close a program, and run this again"
        raise VaultError("there is too little memory free to open or close the vault", hint=hint) from fault


def _bound_to(head: dict[str, Any]) -> bytes:
    return to_json(head).encode("utf-8")
