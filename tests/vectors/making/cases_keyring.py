"""Vectors of the keyring: right ones, and one fault each, outside and inside its slots."""

from making.reference import b64, compact, keyring, slot

SALT = "b93bbaf35459951c47721d1f3eaeb5b9"
NONCE = bytes(range(100, 116))
U, OTHER_U = bytes(range(50, 82)), bytes(range(200, 232))
KEY = "ab" * 32
SLOT = {
    "audiences": {"members": KEY},
    "cohort": "causeway",
    "home": "aaaabbbbccccdddd",
    "maps": {"members": "bbbbccccddddeeee"},
    "reader": "",
}
PERSONAL = {
    "audiences": {"member:mara": "cd" * 32, "members": KEY, "sponsors": "ef" * 32},
    "cohort": "causeway",
    "home": "ccccddddeeeeffff",
    "maps": {},
    "reader": "member:mara",
}

DUMMIES = ",".join(f'"{b64(bytes([number]) * 544)}"' for number in range(15))
"""The dummies of most keyrings here; a vector file names them once and writes @DUMMIES@ for them."""


def sealed_slot(value, u=U, **more):
    text = value if isinstance(value, bytes) else compact(value).encode()
    return slot(u, text, **{"nonce": NONCE, "salt": SALT, **more})


def ring(*slots, **changes):
    return keyring(list(slots), **{"nonce": NONCE, "salt": SALT, **changes})


def keyrings(case):
    def given(value, u=U):
        text = value if isinstance(value, str) else compact(value)
        return {"keyring": text.replace(DUMMIES, "@DUMMIES@"), "u": u.hex()}

    good = ring(sealed_slot(SLOT))
    assert DUMMIES in compact(good)
    yield case("one shared passphrase", "its slot among fifteen dummies", given(good), {"slot": SLOT})
    both = ring(sealed_slot(SLOT), sealed_slot(PERSONAL, OTHER_U))
    yield case("a personal passphrase", "each credential opens its own slot", given(both, OTHER_U), {"slot": PERSONAL})
    yield case(
        "a stranger",
        "another credential has no slot: nothing opens, nothing is wrong",
        given(good, OTHER_U),
        {"slot": None},
    )
    wide = ring(sealed_slot(PERSONAL, size=1024), count=32)
    yield case("two rows, longer slots", "counts go by 16, lengths by 512", given(wide), {"slot": PERSONAL})
    for title, why, value in _bad_keyrings(good):
        yield case(title, why, given(value), None)
    yield case("u of 31 bytes", "a credential derives 32 bytes", given(good, U[:-1]), None)
    for title, why, raw in _bad_slots():
        yield case(f"slot: {title}", why, given(ring(raw)), None)


def _bad_keyrings(good):
    slots = good["slots"]
    shorter, longer = slots[:-1], [*slots, b64(b"\x7f" * 544)]
    odd = [b64(bytes([number]) * 500) for number in range(16)]
    yield "no JSON", "a keyring is JSON", compact(good)[:-1]
    yield "a list", "a keyring is an object", []
    yield "null", "a keyring is an object", "null"
    yield "deep nesting", "a bomb is refused like any damage", "[" * 20_000
    for field in ("nonce", "salt", "slots", "v"):
        yield f"no {field}", "every field is there", {name: value for name, value in good.items() if name != field}
    yield "field too many", "no field is unknown", good | {"more": 1}
    for title, changes in {
        "version 2": {"v": 2},
        "version as text": {"v": "1"},
        "version true": {"v": True},
        "salt in capitals": {"salt": SALT.upper()},
        "salt too short": {"salt": SALT[1:]},
        "salt a number": {"salt": int("1" * 32)},
        "salt with a line end": {"salt": SALT + "\n"},
        "nonce of 15 bytes": {"nonce": b64(NONCE[1:])},
        "nonce of 17 bytes": {"nonce": b64(NONCE + b"0")},
        "nonce not base64": {"nonce": "*" * 24},
        "nonce null": {"nonce": None},
        "empty row": {"slots": []},
        "fifteen slots": {"slots": shorter},
        "seventeen slots": {"slots": longer},
        "slots not a list": {"slots": slots[0]},
        "slot a number": {"slots": [7, *slots[1:]]},
        "slots of two lengths": {"slots": [b64(b"\x01" * 1056), *slots[1:]]},
        "slots not of whole steps": {"slots": odd},
        "slots without content": {"slots": [b64(bytes([n]) * 32) for n in range(16)]},
        "slot not base64": {"slots": ["*" + slots[0][1:], *slots[1:]]},
        "slot with a space": {"slots": [slots[0][:4] + " " + slots[0][4:], *slots[1:]]},
        "slot with a line end": {"slots": [slots[0] + "\n", *slots[1:]]},
        "base64 without its end": {"slots": [one.rstrip("=") for one in slots]},
        "base64 with loose bits": {"slots": [_loose(slots[0]), *slots[1:]]},
        "base64 for addresses": {"slots": [slots[0][:4] + "-_-_" + slots[0][8:], *slots[1:]]},
    }.items():
        yield title, "a keyring has one shape and one spelling", good | changes


def _loose(text):
    """The same bytes, with bits set that no byte uses."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    core = text.rstrip("=")
    return core[:-1] + letters[letters.index(core[-1]) + 1] + text[len(core) :]


def _bad_slots():
    good = sealed_slot(SLOT)
    yield "flipped text", "one bit changed", good[:16] + bytes([good[16] ^ 1]) + good[17:]
    yield "flipped tag", "one bit changed", good[:-1] + bytes([good[-1] ^ 1])
    yield "text of another", "a slot id on another's text", good[:16] + sealed_slot(PERSONAL, OTHER_U)[16:]
    yield "of another site", "a slot is bound to the site's salt", sealed_slot(SLOT, salt="0" * 32)
    audiences = SLOT["audiences"]
    for title, value in {
        "no JSON": b"{",
        "nothing": b"",
        "a list": [],
        "not UTF-8": compact(SLOT).encode().replace(b"causeway", b"\xff"),
        "UTF-16": compact(SLOT | {"maps": {}}).encode("utf-16-le"),
        "deep nesting": b"[" * 500,
        "byte order mark": b"\xef\xbb\xbf" + compact(SLOT).encode(),
        "field missing": {name: part for name, part in SLOT.items() if name != "reader"},
        "field too many": SLOT | {"more": 1},
        "key of 31 bytes": SLOT | {"audiences": {"members": KEY[2:]}},
        "key in capitals": SLOT | {"audiences": {"members": KEY.upper()}},
        "key with spaces": SLOT | {"audiences": {"members": " ".join(("ab",) * 32)}},
        "key null": SLOT | {"audiences": {"members": None}},
        "audiences a list": SLOT | {"audiences": list(audiences)},
        "no audience": SLOT | {"audiences": {}},
        "audience with a space": SLOT | {"audiences": {"all members": KEY}},
        "cohort in capitals": SLOT | {"cohort": "Causeway"},
        "cohort null": SLOT | {"cohort": None},
        "home of 15": SLOT | {"home": "aaaabbbbccccddd"},
        "home elsewhere": SLOT | {"home": "https://x.test/"},
        "map elsewhere": SLOT | {"maps": {"members": "../../other-site"}},
        "maps a list": SLOT | {"maps": []},
        "reader a number": SLOT | {"reader": 7},
        "reader with a tag": SLOT | {"reader": "<b>"},
    }.items():
        yield title, "what a slot holds has one shape", sealed_slot(value)
    text = compact(SLOT).encode()
    yield "padding not zero", "nothing hides in the padding", sealed_slot(text, fill=bytes(511 - len(text)) + b"\1")
    yield "zeros before the text", "padding stands at the end", sealed_slot(b"\0" + text)
