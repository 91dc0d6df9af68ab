"""Vectors of keyring and vault: right ones, and one fault each."""

import json

from making.reference import ARGON2ID, SCRYPT, VAULT_NONCE, b64, compact, keyring, slot, vault

SALT = "b93bbaf35459951c47721d1f3eaeb5b9"
NONCE = bytes(range(100, 116))
U, OTHER_U = bytes(range(32)), bytes(range(200, 232))
KEY = "ab" * 32
SLOT = {"audiences": {"members": KEY}, "cohort": "causeway", "home": "aaaabbbbccccdddd",
        "maps": {"members": "bbbbccccddddeeee"}, "reader": ""}  # fmt: skip
PERSONAL = {"audiences": {"member:mara": "cd" * 32, "members": KEY, "sponsors": "ef" * 32}, "cohort": "causeway",
            "home": "ccccddddeeeeffff", "maps": {}, "reader": "member:mara"}  # fmt: skip

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
        "version 2": {"v": 2}, "version as text": {"v": "1"}, "version true": {"v": True},
        "salt in capitals": {"salt": SALT.upper()}, "salt too short": {"salt": SALT[1:]},
        "salt a number": {"salt": int("1" * 32)}, "salt with a line end": {"salt": SALT + "\n"},
        "nonce of 15 bytes": {"nonce": b64(NONCE[1:])}, "nonce of 17 bytes": {"nonce": b64(NONCE + b"0")},
        "nonce not base64": {"nonce": "*" * 24}, "nonce null": {"nonce": None},
        "empty row": {"slots": []}, "fifteen slots": {"slots": shorter}, "seventeen slots": {"slots": longer},
        "slots not a list": {"slots": slots[0]}, "slot a number": {"slots": [7, *slots[1:]]},
        "slots of two lengths": {"slots": [b64(b"\x01" * 1056), *slots[1:]]},
        "slots not of whole steps": {"slots": odd}, "slots without content": {"slots": [b64(bytes([n]) * 32) for n in range(16)]},
        "slot not base64": {"slots": ["*" + slots[0][1:], *slots[1:]]},
        "slot with a space": {"slots": [slots[0][:4] + " " + slots[0][4:], *slots[1:]]},
        "slot with a line end": {"slots": [slots[0] + "\n", *slots[1:]]},
        "base64 without its end": {"slots": [slot.rstrip("=") for slot in slots]},
        "base64 with loose bits": {"slots": [_loose(slots[0]), *slots[1:]]},
        "base64 for addresses": {"slots": [slots[0][:4] + "-_-_" + slots[0][8:], *slots[1:]]},
    }.items():  # fmt: skip
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
        "no JSON": b"{", "nothing": b"", "a list": [], "not UTF-8": compact(SLOT).encode().replace(b"causeway", b"\xff"),
        "UTF-16": compact(SLOT | {"maps": {}}).encode("utf-16-le"), "deep nesting": b"[" * 500,
        "byte order mark": b"\xef\xbb\xbf" + compact(SLOT).encode(),
        "field missing": {name: part for name, part in SLOT.items() if name != "reader"}, "field too many": SLOT | {"more": 1},
        "key of 31 bytes": SLOT | {"audiences": {"members": KEY[2:]}}, "key in capitals": SLOT | {"audiences": {"members": KEY.upper()}},
        "key with spaces": SLOT | {"audiences": {"members": " ".join(("ab",) * 32)}}, "key null": SLOT | {"audiences": {"members": None}},
        "audiences a list": SLOT | {"audiences": list(audiences)}, "no audience": SLOT | {"audiences": {}},
        "audience with a space": SLOT | {"audiences": {"all members": KEY}}, "cohort in capitals": SLOT | {"cohort": "Causeway"},
        "cohort null": SLOT | {"cohort": None}, "home of 15": SLOT | {"home": "aaaabbbbccccddd"}, "home elsewhere": SLOT | {"home": "https://x.test/"},
        "map elsewhere": SLOT | {"maps": {"members": "../../other-site"}}, "maps a list": SLOT | {"maps": []},
        "reader a number": SLOT | {"reader": 7}, "reader with a tag": SLOT | {"reader": "<b>"},
    }.items():  # fmt: skip
        yield title, "what a slot holds has one shape", sealed_slot(value)
    text = compact(SLOT).encode()
    yield "padding not zero", "nothing hides in the padding", sealed_slot(text, fill=bytes(511 - len(text)) + b"\1")
    yield "zeros before the text", "padding stands at the end", sealed_slot(b"\0" + text)


def vaults(case):
    secret, passphrase = b'{"a secret":1}', "harbor-lantern-plum-copper"

    def given(value, typed=passphrase):
        return {"vault": value if isinstance(value, str) else json.dumps(value), "passphrase": typed}

    def refused(title, why, value, error="damaged", typed=passphrase):
        return case(title, why, given(value, typed), None, error=error)

    good = vault(secret, passphrase, ARGON2ID)
    expected = {"plaintext": b64(secret)}
    recommended = {**ARGON2ID, "memory_kib": 65_536, "passes": 3, "lanes": 4}
    yield case("argon2id", "RFC 9106's second choice", given(vault(secret, passphrase, recommended)), expected)
    yield case("argon2id at the floor", "the least that is read", given(good, " Harbor lantern plum copper"), expected)
    yield case("scrypt", "for systems without Argon2id", given(vault(secret, passphrase, SCRYPT)), expected)
    shuffled = {name: good[name] for name in sorted(good, reverse=True)}
    yield case(
        "fields in another order",
        "the order of fields and white space mean nothing",
        given(json.dumps(shuffled, indent=3)),
        expected,
    )
    yield refused("another passphrase", "it opens nothing", good, "wrong", "harbor-lantern-plum-coppers")
    for title, changes in {"another salt": {"salt": b64(bytes(16))}, "another nonce": {"nonce": b64(bytes(12))},
                           "more memory": {"memory_kib": 19_457}, "more passes": {"passes": 3}, "more lanes": {"lanes": 2},
                           "data flipped": {"data": "A" + good["data"][1:]}, "data cut": {"data": b64(b"\1" * 16)}}.items():  # fmt: skip
        yield refused(title, "every field is authenticated", good | changes, "wrong")
    from base64 import b64decode

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    key = Argon2id(salt=bytes(range(16)), length=32, iterations=2, lanes=1, memory_cost=19_456).derive(
        passphrase.encode()
    )
    assert AESGCM(key).decrypt(
        VAULT_NONCE, b64decode(good["data"]), compact({n: v for n, v in good.items() if n != "data"}).encode()
    )
    bare = good | {"data": b64(AESGCM(key).encrypt(VAULT_NONCE, secret, None))}
    yield refused("fields not bound", "the other fields are associated data", bare, "wrong")
    for version in (2, 99):
        yield refused(
            f"version {version}", "written by a newer portalgen", good | {"portalgen-vault": version}, "newer"
        )
    yield refused(
        "version 2 of another shape", "a newer format may have other fields", {"portalgen-vault": 2, "x": []}, "newer"
    )
    for title, value in {"no JSON": "{", "nothing": "", "a list": [], "a text": '"vault"', "deep nesting": "[" * 20_000,
                         "byte order mark": "\ufeff" + json.dumps(good)}.items():  # fmt: skip
        yield refused(title, "a vault is a JSON object", value)
    for field in good:
        yield refused(
            f"no {field}", "every field is there", {name: part for name, part in good.items() if name != field}
        )
    for title, changes in {
        "field too many": {"more": 1}, "version 0": {"portalgen-vault": 0}, "version as text": {"portalgen-vault": "1"},
        "version true": {"portalgen-vault": True}, "unknown kdf": {"kdf": "md5"}, "kdf a list": {"kdf": []},
        "memory below the floor": {"memory_kib": 19_455}, "memory beyond bounds": {"memory_kib": 262_145},
        "memory huge": {"memory_kib": 2**62}, "memory a fraction": {"memory_kib": 19_456.0}, "memory as text": {"memory_kib": "19456"},
        "one pass": {"passes": 1}, "passes beyond bounds": {"passes": 17}, "passes negative": {"passes": -3},
        "no lanes": {"lanes": 0}, "lanes beyond bounds": {"lanes": 17}, "lanes true": {"lanes": True},
        "salt of 15 bytes": {"salt": b64(bytes(15))}, "salt not base64": {"salt": "*" * 24}, "salt null": {"salt": None},
        "nonce of 11 bytes": {"nonce": b64(bytes(11))}, "data not base64": {"data": good["data"][:-1] + "*"},
        "data without its tag": {"data": b64(bytes(15))}, "data empty": {"data": ""}, "fields of both kdfs": {"n": 65_536},
    }.items():  # fmt: skip
        yield refused(title, "parameters have a shape and bounds", good | changes)
    slow = vault(secret, passphrase, SCRYPT)
    for title, changes in {"scrypt, n below the floor": {"n": 32_768}, "scrypt, n beyond bounds": {"n": 524_288},
                           "scrypt, n no power of two": {"n": 65_537}, "scrypt, r changed": {"r": 1024},
                           "scrypt, p changed": {"p": 16}}.items():  # fmt: skip
        yield refused(title, "parameters have a shape and bounds", slow | changes)
