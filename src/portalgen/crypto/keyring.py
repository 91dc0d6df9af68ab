"""The keyring: a slot per credential, padded with dummies, in an order that tells nothing (docs/SPEC.md section 6)."""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portalgen.crypto.derive import derive
from portalgen.crypto.ids import NAME
from portalgen.crypto.spelling import from_base64, from_hex, from_json, is_count, to_base64, to_json
from portalgen.errors import SealError

SLOTS_IN_A_ROW = 16  # the number of slots is a multiple, so that it tells no headcount
SLOT_STEP_BYTES = 512  # so is their length, so that it tells no number of audiences
CREDENTIAL_BYTES = 32
ID_BYTES, KEY_BYTES, NONCE_BYTES, TAG_BYTES = 16, 32, 12, 16
_IN_PAGE = re.compile(r'<script type="application/json" id="keyring">(.*?)</script>', re.DOTALL)
_SALT = re.compile(r"[0-9a-f]{32}")
_COHORT = re.compile(r"[a-z0-9.-]+")
_AUDIENCE = re.compile(r"[a-z0-9.:-]+")
_READER = re.compile(r"[a-z0-9.:-]*")
_NAME = re.compile(NAME)


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
        return to_json(value).encode("utf-8")


@dataclass(frozen=True, slots=True)
class Keyring:
    """A keyring as it stands in the entrance, sealed."""

    salt: str
    nonce: bytes
    slots: tuple[bytes, ...]

    def text(self) -> str:
        """Return the JSON that stands in `index.html`."""
        slots = [to_base64(slot) for slot in self.slots]
        return to_json({"nonce": to_base64(self.nonce), "salt": self.salt, "slots": slots, "v": 1})


def make_keyring(credentials: Sequence[tuple[bytes, Slot]], *, salt: str, seed: bytes) -> Keyring:
    """Return the keyring of a site.

    credentials: (U, slot) each, U being the 32 bytes that a credential derives. seed: 32 secret bytes from the
    vault; they and the content give nonce and dummies, so the same credentials give the same bytes in any order.
    Raises SealError where a slot could not be read back, or two credentials are one: its key would seal two texts.
    """
    pairs = sorted((u, _checked(slot)) for u, slot in credentials)
    if len({u for u, _ in pairs}) != len(pairs):
        raise SealError("two credentials of this keyring are the same")
    longest = max((len(text) for _, text in pairs), default=1)
    size = -(-longest // SLOT_STEP_BYTES) * SLOT_STEP_BYTES
    nonce = _nonce(pairs, salt, seed)
    sealed = [_seal_slot(u, text.ljust(size, b"\0"), nonce, salt=salt) for u, text in pairs]
    dummies = -len(sealed) % SLOTS_IN_A_ROW if sealed else SLOTS_IN_A_ROW
    sealed += [_dummy(seed, nonce, number, length=ID_BYTES + size + TAG_BYTES) for number in range(dummies)]
    return Keyring(salt, nonce, tuple(sorted(sealed)))


def _checked(slot: Slot) -> bytes:
    text = slot._json()
    try:
        _slot(from_json(text))
    except ValueError as fault:
        raise SealError(f"a slot of {slot.cohort} has names or keys of another shape") from fault
    return text


def _nonce(pairs: Sequence[tuple[bytes, bytes]], salt: str, seed: bytes) -> bytes:
    """Return the nonce of the site: any other content gets another, so ids, keys and order are all new."""
    mac = hmac.new(derive(seed, "portalgen/1 keyring nonce", KEY_BYTES), salt.encode("ascii"), hashlib.sha256)
    for u, text in pairs:
        mac.update(hashlib.sha256(u).digest() + hashlib.sha256(text).digest())
    return mac.digest()[:16]


def _dummy(seed: bytes, nonce: bytes, number: int, *, length: int) -> bytes:
    """Return bytes that nobody without `seed` can tell from a slot: SHAKE-256 under a key derived from it."""
    key = derive(seed, "portalgen/1 keyring dummy", KEY_BYTES, salt=nonce)
    return hashlib.shake_256(key + number.to_bytes(4, "big")).digest(length)


def _keys(u: bytes, nonce: bytes) -> tuple[bytes, bytes, bytes]:
    both = derive(u, "portalgen/1 slot", ID_BYTES + KEY_BYTES + NONCE_BYTES, salt=nonce)
    return both[:ID_BYTES], both[ID_BYTES : ID_BYTES + KEY_BYTES], both[ID_BYTES + KEY_BYTES :]


def _bound_to(salt: str) -> bytes:
    return f"portalgen/1 slot\0{salt}".encode("ascii")


def _seal_slot(u: bytes, padded: bytes, nonce: bytes, *, salt: str) -> bytes:
    slot_id, key, own_nonce = _keys(u, nonce)
    return slot_id + AESGCM(key).encrypt(own_nonce, padded, _bound_to(salt))


def extract_keyring(html: str) -> Keyring | None:
    """Return the keyring in the text of an entrance; None where there is none. Raises SealError for a damaged one."""
    found = _IN_PAGE.search(html)
    return read_keyring(found.group(1)) if found else None


def read_keyring(text: str) -> Keyring:
    """Return the keyring that `text` holds. Raises SealError where it has another shape."""
    try:
        value = from_json(text)
        if value.keys() != {"nonce", "salt", "slots", "v"} or not isinstance(value["slots"], list):
            raise ValueError("fields of another shape")
        nonce, salt = from_base64(value["nonce"]), value["salt"]
        slots = tuple(from_base64(slot) for slot in value["slots"])
        if not is_count(value["v"], 1, 1) or len(nonce) != 16 or not _matches(_SALT, salt):
            raise ValueError("version, nonce or salt of another shape")
        if not slots or len(slots) % SLOTS_IN_A_ROW or len({len(slot) for slot in slots}) != 1:
            raise ValueError("slots in broken rows")
        content = len(slots[0]) - ID_BYTES - TAG_BYTES
        if content <= 0 or content % SLOT_STEP_BYTES:
            raise ValueError("slots of another length")
    except ValueError as fault:
        raise SealError("the keyring is damaged") from fault
    return Keyring(salt, nonce, slots)


def open_slot(keyring: Keyring, u: bytes) -> Slot | None:
    """Return the slot that `u` opens; None where the keyring has none for it.

    Raises SealError for a damaged slot, or a `u` that is not 32 bytes.
    """
    if len(u) != CREDENTIAL_BYTES:
        raise SealError("a credential derives 32 bytes")
    slot_id, key, own_nonce = _keys(u, keyring.nonce)
    for slot in keyring.slots:
        if not hmac.compare_digest(slot[:ID_BYTES], slot_id):
            continue
        try:
            padded = AESGCM(key).decrypt(own_nonce, slot[ID_BYTES:], _bound_to(keyring.salt))
            return _slot(from_json(padded.rstrip(b"\0")))
        except (InvalidTag, ValueError):
            # `from None`: the error underneath could show the keys
            raise SealError("this slot of the keyring is damaged") from None
    return None


def _slot(value: dict[str, Any]) -> Slot:
    """Return the slot that opened JSON describes. Raises ValueError where a field has another shape."""
    if value.keys() != {"audiences", "cohort", "home", "maps", "reader"}:
        raise ValueError("fields of another shape")
    audiences, maps = value["audiences"], value["maps"]
    if not isinstance(audiences, dict) or not audiences or not isinstance(maps, dict):
        raise ValueError("audiences or maps of another shape")
    right = (
        all(_matches(_AUDIENCE, name) for name in (*audiences, *maps))
        and all(_matches(_NAME, name) for name in (value["home"], *maps.values()))
        and _matches(_COHORT, value["cohort"])
        and _matches(_READER, value["reader"])
    )
    if not right:
        raise ValueError("a name of another shape")
    keys = {name: from_hex(key, KEY_BYTES) for name, key in audiences.items()}
    return Slot(value["cohort"], keys, value["home"], maps, value["reader"])


def _matches(shape: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None
