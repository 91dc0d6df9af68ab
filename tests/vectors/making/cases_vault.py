"""Vectors of the vault: right ones, and one fault each. Few of the bad ones reach the slow derivation."""

import json

from making.reference import ARGON2ID, SCRYPT, b64, vault


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
    for title, changes in {
        "another salt": {"salt": b64(bytes(16))},
        "another nonce": {"nonce": b64(bytes(12))},
        "more memory": {"memory_kib": 19_457},
        "more passes": {"passes": 3},
        "more lanes": {"lanes": 2},
        "data flipped": {"data": "A" + good["data"][1:]},
        "data cut": {"data": b64(b"\1" * 16)},
    }.items():
        yield refused(title, "every field is authenticated", good | changes, "wrong")
    bare = vault(secret, passphrase, ARGON2ID, bound=False)
    yield refused("fields not bound", "the other fields are associated data", bare, "wrong")
    for version in (2, 99):
        yield refused(
            f"version {version}", "written by a newer portalgen", good | {"portalgen-vault": version}, "newer"
        )
    yield refused(
        "version 2 of another shape", "a newer format may have other fields", {"portalgen-vault": 2, "x": []}, "newer"
    )
    for title, value in {
        "no JSON": "{",
        "nothing": "",
        "a list": [],
        "a text": '"vault"',
        "deep nesting": "[" * 20_000,
        "byte order mark": "\ufeff" + json.dumps(good),
    }.items():
        yield refused(title, "a vault is a JSON object", value)
    for field in good:
        yield refused(
            f"no {field}", "every field is there", {name: part for name, part in good.items() if name != field}
        )
    for title, changes in {
        "field too many": {"more": 1},
        "version 0": {"portalgen-vault": 0},
        "version as text": {"portalgen-vault": "1"},
        "version true": {"portalgen-vault": True},
        "unknown kdf": {"kdf": "md5"},
        "kdf a list": {"kdf": []},
        "memory below the floor": {"memory_kib": 19_455},
        "memory beyond bounds": {"memory_kib": 262_145},
        "memory huge": {"memory_kib": 2**62},
        "memory a fraction": {"memory_kib": 19_456.0},
        "memory as text": {"memory_kib": "19456"},
        "one pass": {"passes": 1},
        "passes beyond bounds": {"passes": 17},
        "passes negative": {"passes": -3},
        "lanes zero": {"lanes": 0},
        "lanes beyond bounds": {"lanes": 17},
        "lanes true": {"lanes": True},
        "salt of 15 bytes": {"salt": b64(bytes(15))},
        "salt not base64": {"salt": "*" * 24},
        "salt null": {"salt": None},
        "nonce of 11 bytes": {"nonce": b64(bytes(11))},
        "data not base64": {"data": good["data"][:-1] + "*"},
        "data without its tag": {"data": b64(bytes(15))},
        "data empty": {"data": ""},
        "fields of both kdfs": {"n": 65_536},
    }.items():
        yield refused(title, "parameters have a shape and bounds", good | changes)
    slow = vault(secret, passphrase, SCRYPT)
    for title, changes in {
        "scrypt, n below the floor": {"n": 32_768},
        "scrypt, n beyond bounds": {"n": 524_288},
        "scrypt, n no power of two": {"n": 65_537},
        "scrypt, r changed": {"r": 1024},
        "scrypt, p changed": {"p": 16},
    }.items():
        yield refused(title, "parameters have a shape and bounds", slow | changes)
