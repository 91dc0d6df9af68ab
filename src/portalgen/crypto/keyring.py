"""The keyring: a slot per credential, padded with dummies, in an order that tells nothing (docs/SPEC.md section 6)."""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portalgen.crypto.derive import derive
from portalgen.errors import SealError

SLOTS_IN_A_ROW = 16  # the number of slots is a multiple, so that it tells no headcount
SLOT_STEP_BYTES = 512
ID_BYTES, KEY_BYTES, NONCE_BYTES, TAG_BYTES = 16, 32, 12, 16
_IN_PAGE = re.compile(r'<script type="application/json" id="keyring">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slot:
    """What one credential opens: audience keys, home page, site maps; and whose it is, if personal."""

    cohort: str
    audiences: Mapping[str, bytes] = field(repr=False)
    home: str
    maps: Mapping[str, str]
    reader: str = ""

    def _json(self) -> bytes:
        value = {
            "audiences": {name: key.hex() for name, key in self.audiences.items()},
            "cohort": self.cohort,
            "home": self.home,
            "maps": dict(self.maps),
            "reader": self.reader,
        }
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


@dataclass(frozen=True, slots=True)
class Keyring:
    """A keyring as it stands in the entrance, sealed."""

    salt: str
    nonce: bytes
    slots: tuple[bytes, ...]

    def text(self) -> str:
        """Return the JSON that stands in `index.html`."""
        slots = [base64.b64encode(slot).decode("ascii") for slot in self.slots]
        value = {"nonce": base64.b64encode(self.nonce).decode("ascii"), "salt": self.salt, "slots": slots, "v": 1}
        return json.dumps(value, sort_keys=True, separators=(",", ":"))


def make_keyring(credentials: Sequence[tuple[bytes, Slot]], *, salt: str, seed: bytes) -> Keyring:
    """Return the keyring of a site.

    credentials: (U, slot) each, U being the 32 bytes that a credential derives. seed: 32 secret bytes from the
    vault; they and the content give nonce and dummies, so the same credentials give the same bytes.
    """
    texts = [slot._json() for _, slot in credentials]
    longest = max((len(text) for text in texts), default=1)
    size = -(-longest // SLOT_STEP_BYTES) * SLOT_STEP_BYTES
    canonical = hashlib.sha256(salt.encode("ascii"))
    for (u, _), text in sorted(zip(credentials, texts, strict=True), key=lambda pair: pair[1]):
        canonical.update(hashlib.sha256(u).digest() + hashlib.sha256(text).digest())
    nonce = hmac.digest(seed, canonical.digest(), hashlib.sha256)[:16]
    sealed = [
        _seal_slot(u, text.ljust(size, b"\0"), nonce, salt) for (u, _), text in zip(credentials, texts, strict=True)
    ]
    dummies = -len(sealed) % SLOTS_IN_A_ROW if sealed else SLOTS_IN_A_ROW
    sealed += [_dummy(seed, nonce, number, ID_BYTES + size + TAG_BYTES) for number in range(dummies)]
    return Keyring(salt, nonce, tuple(sorted(sealed)))


def _dummy(seed: bytes, nonce: bytes, number: int, length: int) -> bytes:
    """Return bytes that nobody without `seed` can tell from a slot: a keystream of AES in counter mode via SHAKE."""
    return hashlib.shake_256(b"portalgen/1 dummy" + seed + nonce + number.to_bytes(4, "big")).digest(length)


def _keys(u: bytes, nonce: bytes) -> tuple[bytes, bytes, bytes]:
    both = derive(u, "portalgen/1 slot", ID_BYTES + KEY_BYTES + NONCE_BYTES, salt=nonce)
    return both[:ID_BYTES], both[ID_BYTES : ID_BYTES + KEY_BYTES], both[ID_BYTES + KEY_BYTES :]


def _bound_to(salt: str) -> bytes:
    return f"portalgen/1 slot\0{salt}".encode("ascii")


def _seal_slot(u: bytes, padded: bytes, nonce: bytes, salt: str) -> bytes:
    slot_id, key, own_nonce = _keys(u, nonce)
    return slot_id + AESGCM(key).encrypt(own_nonce, padded, _bound_to(salt))


def extract_keyring(html: str) -> Keyring | None:
    """Return the keyring in the text of an entrance; None where there is none. Raises SealError for a damaged one."""
    found = _IN_PAGE.search(html)
    return read_keyring(found.group(1)) if found else None


def read_keyring(text: str) -> Keyring:
    """Return the keyring that `text` holds. Raises SealError where it has another shape."""
    try:
        value = json.loads(text)
        slots = tuple(base64.b64decode(slot, validate=True) for slot in value["slots"])
        nonce = base64.b64decode(value["nonce"], validate=True)
        salt, version = value["salt"], value["v"]
    except (ValueError, KeyError, TypeError, binascii.Error) as fault:
        raise SealError("the keyring is damaged") from fault
    shape = (
        value.keys() == {"nonce", "salt", "slots", "v"} and version == 1 and len(nonce) == 16 and slots
        and len(slots) % SLOTS_IN_A_ROW == 0 and len({len(slot) for slot in slots}) == 1
        and len(slots[0]) > ID_BYTES + TAG_BYTES and re.fullmatch(r"[0-9a-f]{32}", str(salt))
    )  # fmt: skip
    if not shape:
        raise SealError("the keyring is damaged")
    return Keyring(salt, nonce, slots)


def open_slot(keyring: Keyring, u: bytes) -> Slot | None:
    """Return the slot that `u` opens; None where the keyring has none for it. Raises SealError for a damaged slot."""
    slot_id, key, own_nonce = _keys(u, keyring.nonce)
    for slot in keyring.slots:
        if not hmac.compare_digest(slot[:ID_BYTES], slot_id):
            continue
        try:
            value = json.loads(AESGCM(key).decrypt(own_nonce, slot[ID_BYTES:], _bound_to(keyring.salt)).rstrip(b"\0"))
            keys = {name: bytes.fromhex(text) for name, text in value["audiences"].items()}
            return Slot(value["cohort"], keys, value["home"], value["maps"], value["reader"])
        except (InvalidTag, ValueError, KeyError, TypeError, AttributeError) as fault:
            raise SealError("this slot of the keyring is damaged") from fault
    return None
