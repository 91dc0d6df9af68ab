"""Vectors of everything that is plain text or one hash: passphrases, hash chain, padding, names, bindings."""

import base64
import zlib

from making.reference import b64, compact, index_name, name, padme, stored

ID_KEY = bytes(range(32))
KEY = bytes.fromhex("1c4bcc1757c3feb441016843124bc34994b924d14a94e692867e5ace7586bc76")  # K of docs/SPEC.md
DEFLATED = (
    "q1ZKzSspykwtVrKKjlYqSExPVdJRMksqNDPJyzFOKSnJSypMrNLLKMnNAYp7JBYl5RcBGcGHdxSl5ik8n7Lhxb5dCh/mL1+rkJNZ"
    "opCokJOYV5JalKcHVKMUqxOtlJKfXJoLtAGPocn5xSV6BSlpQCZUN8yUUZpEGhFFsbE6wMgsKgFGq4mOUpmSlVEtAA=="
)


def normalise(case):
    yield case("one word", "fewer than four words are kept as typed", {"typed": "Lantern"}, {"normalised": "Lantern"})
    yield case(
        "three words",
        "fewer than four words are kept as typed",
        {"typed": "Harbor Lantern Plum"},
        {"normalised": "Harbor Lantern Plum"},
    )
    yield case(
        "four words",
        "four plain words are joined",
        {"typed": "harbor lantern plum copper"},
        {"normalised": "harbor-lantern-plum-copper"},
    )
    yield case(
        "typed on a phone",
        "capitals and doubled spaces do not matter between words",
        {"typed": " Harbor lantern  copper- plum tidal-Oyster "},
        {"normalised": "harbor-lantern-copper-plum-tidal-oyster"},
    )
    yield case(
        "with a digit",
        "a digit makes it a phrase of the convener's own: kept",
        {"typed": "Harbor lantern plum copper 7"},
        {"normalised": "Harbor lantern plum copper 7"},
    )
    yield case(
        "with an accent",
        "a letter beyond A-Z makes it a phrase of the convener's own: only NFC",
        {"typed": "Cafe\u0301 lantern plum copper"},
        {"normalised": "Caf\u00e9 lantern plum copper"},
    )
    yield case(
        "kelvin sign",
        "NFC turns U+212A into K before the words are looked at",
        {"typed": "\u212aelp lantern plum copper"},
        {"normalised": "kelp-lantern-plum-copper"},
    )
    yield case(
        "white space of every kind around it",
        "tabs, line ends, no-break spaces and byte order marks are cut",
        {"typed": "\ufeff\u00a0\u3000\t\r\n my phrase \u2028\u2029\u202f\u205f\u1680\u200a\v\f"},
        {"normalised": "my phrase"},
    )
    yield case(
        "next-line character",
        "U+0085 and U+001C are no white space here, though Python says so",
        {"typed": "\u0085my phrase\u001c"},
        {"normalised": "\u0085my phrase\u001c"},
    )
    yield case(
        "tab between words",
        "only spaces and hyphens join words",
        {"typed": "harbor\tlantern plum copper"},
        {"normalised": "harbor\tlantern plum copper"},
    )
    yield case(
        "hyphen at the end",
        "a hyphen that joins nothing is kept",
        {"typed": "Harbor lantern plum copper-"},
        {"normalised": "Harbor lantern plum copper-"},
    )
    yield case("empty", "nothing stays nothing", {"typed": " "}, {"normalised": ""})
    yield case("high surrogate alone", "half a character is no text", {"typed": "harbor \ud83e"}, None)
    yield case("low surrogate alone", "half a character is no text", {"typed": "\udded harbor"}, None)


def chain(case, stock):
    for made in stock["hash"]:
        yield case(
            made["name"],
            "as made by staticrypt 3.5.4",
            {"passphrase": made["passphrase"], "salt": made["salt"]},
            {"rounds": made["rounds"], "key": made["rounds"][2]},
        )
    salt = stock["hash"][0]["salt"]
    faults = {
        "salt in capitals": (salt.upper(), "the salt is used as text: capitals would be another salt"),
        "salt too short": (salt[:-1], "a salt is 32 characters"),
        "salt too long": (salt + "0", "a salt is 32 characters"),
        "salt not hex": ("g" + salt[1:], "a salt is hexadecimal"),
        "salt empty": ("", "a salt is 32 characters"),
        "salt with a line end": (salt + "\n", "a salt is 32 characters"),
        "salt in other digits": ("\uff10" + salt[1:], "a full-width digit is no ASCII digit"),
    }
    for title, (bad, why) in faults.items():
        yield case(title, why, {"passphrase": "x", "salt": bad}, None)
    yield case("half a character", "a lone surrogate has no UTF-8", {"passphrase": "\ud83e", "salt": salt}, None)


def padding(case):
    small = [0, 1, 4095, 4096]
    yield case("floor", "nothing is shorter than 4096", {"lengths": small}, {"padded": [4096] * 4})
    # Worked by hand: E=12, S=4, step 256; E=13, S=4, step 512; E=15, step 2048; E=16, S=5, step 2048; E=20, step 32768.
    table = {
        4097: 4352,
        4352: 4352,
        5000: 5120,
        8191: 8192,
        8192: 8192,
        8193: 8704,
        32_769: 34_816,
        65_535: 65_536,
        65_537: 67_584,
        1_000_000: 1_015_808,
        1_048_576: 1_048_576,
        1_048_577: 1_081_344,
    }
    assert all(padme(length) == padded for length, padded in table.items()), "the hand and the paper disagree"
    yield case("table", "PADME worked by hand", {"lengths": list(table)}, {"padded": list(table.values())})


def ids(case):
    def given(kind="page", cohort="causeway", audience="members", path="home", key=ID_KEY):
        return {"id_key": key.hex(), "kind": kind, "cohort": cohort, "audience": audience, "path": path}

    for title, changes in {
        "page": {},
        "object": {"kind": "file"},
        "personal audience": {"audience": "member:mara"},
        "path beyond ASCII": {"path": "files/Caf\u00e9 \U0001f9ed.pdf", "kind": "file"},
    }.items():
        value = given(**changes)
        expected = name(ID_KEY, value["kind"], value["cohort"], value["audience"], value["path"])
        yield case(title, "the name is fixed by key, kind, cohort, audience and path", value, {"id": expected})
    yield case("zero in the path", "a zero byte would let two places share a name", given(path="a\0b"), None)
    yield case("zero in the audience", "a zero byte would let two places share a name", given(audience="a\0b"), None)
    yield case("zero in the cohort", "a zero byte would let two places share a name", given(cohort="a\0b"), None)
    yield case("key too short", "the key is 32 bytes", given(key=ID_KEY[:-1]), None)
    yield case("half a character", "a lone surrogate has no UTF-8", given(path="\ud83e"), None)


def index(case):
    def given(key, part=0):
        return {"key": key.hex(), "part": part}

    yield case("members", "the name is fixed by the audience's key", given(KEY), {"id": index_name(KEY, 0)})
    yield case("another key", "another key, another name", given(ID_KEY), {"id": index_name(ID_KEY, 0)})
    yield case("part 3", "a name that two blocks of HKDF share", given(KEY, 3), {"id": index_name(KEY, 3)})
    yield case("part 511", "the last name there can be", given(KEY, 511), {"id": index_name(KEY, 511)})
    yield case("key too short", "the key is 32 bytes", given(KEY[:-1]), None)
    yield case("key too long", "the key is 32 bytes", given(KEY + KEY[:1]), None)
    yield case("no key", "the key is 32 bytes", given(b""), None)
    yield case("key of a half", "16 bytes are half of a key", given(KEY[:16]), None)
    yield case("two keys", "the key is 32 bytes", given(KEY + KEY), None)
    yield case("key in hex", "the key is the bytes, not their hex as text", given(KEY.hex().encode()), None)


def part(case):
    row = ["page", "6bq64nl3dttnbqaz.html", "Harbor", "Søren 田辺 \U0001f9ed lit a lantern.", ""]
    paper = ["document", row[1], "cost.pdf", "lantern " * 40, "Harbor"]
    good = {"entries": [row, paper], "parts": 4, "v": 2}

    def given(content):
        return {"content": b64(content)}

    def told(value):
        return {name: value[name] for name in ("entries", "parts")}

    text, packed = compact(good).encode(), base64.b64decode(DEFLATED)
    assert zlib.decompress(packed, wbits=-15) == text
    yield case("deflated", "as zlib 1.2.13 deflates it at level 4", given(packed), told(good))
    yield case("stored", "an uncompressed block is deflate too", given(stored(text)), told(good))
    empty = good | {"entries": []}
    yield case("nothing in it", "a part may be empty", given(stored(compact(empty).encode())), told(empty))
    faults = {
        "of version 1": ("the version is 2", good | {"v": 1}),
        "of version 2 as text": ("the version is a number", good | {"v": "2"}),
        "without parts": ("a part says how many there are", {"entries": [row], "v": 2}),
        "a field more": ("there is no other field", good | {"more": 1}),
        "entries by name": ("entries are a list", good | {"entries": {}}),
        "an entry of four": ("an entry is five texts", good | {"entries": [row[:4]]}),
        "an entry of six": ("an entry is five texts", good | {"entries": [[*row, ""]]}),
        "an entry with a number": ("an entry is five texts", good | {"entries": [[*row[:4], 1]]}),
        "an entry that is a text": ("an entry is a list", good | {"entries": ["abcde"]}),
        "another site": ("no result leads out of the site", good | {"entries": [["page", "https://x.example/", "", "", ""]]}),
        "a page in a folder": ("no result leads out of the site", good | {"entries": [["page", "a/" + row[1], "", "", ""]]}),
        "a script": ("no result leads out of the site", good | {"entries": [["page", "javascript:x()", "", "", ""]]}),
        "a list": ("a part is an object", [row]),
        "null": ("a part is an object", None),
    }  # fmt: skip
    for title, (why, value) in faults.items():
        yield case(title, why, given(stored(compact(value).encode())), None)
    yield case("in the clear", "a part is deflated", given(text), None)
    yield case("with a head of zlib", "the deflate is raw", given(b"\x78\x9c" + packed), None)
    yield case("with a head of gzip", "the deflate is raw", given(b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + packed), None)
    yield case("cut", "the end is missing", given(packed[:-4]), None)
    yield case("nothing", "no bytes are no deflate", given(b""), None)
    yield case("half of UTF-8", "the text is UTF-8", given(stored(text.replace("ø".encode(), b"\xc3"))), None)


def binding(case):
    good = "<!--portalgen:1 causeway aaaabbbbccccdddd members-->\n"
    yield case(
        "members' page",
        "the first line says cohort, page and audience",
        {"plaintext": good + "<p>x</p>"},
        {"cohort": "causeway", "page_id": "aaaabbbbccccdddd", "audience": "members"},
    )
    yield case(
        "personal page",
        "an audience may hold a colon, a cohort a dot",
        {"plaintext": "<!--portalgen:1 north.star-2 a2a3a4a5a6a7z2z7 member:mara-->\n"},
        {"cohort": "north.star-2", "page_id": "a2a3a4a5a6a7z2z7", "audience": "member:mara"},
    )
    yield case(
        "a second comment",
        "only the first line counts",
        {"plaintext": good + "<!--portalgen:1 other zzzzzzzzzzzzzzzz sponsors-->\n"},
        {"cohort": "causeway", "page_id": "aaaabbbbccccdddd", "audience": "members"},
    )
    for title, bad in {
        "nothing": "",
        "no comment": "<!doctype html><p>x</p>",
        "space before": " " + good,
        "byte order mark before": "\ufeff" + good,
        "line end before": "\n" + good,
        "comment later on": "<p>x</p>" + good,
        "two spaces": good.replace("1 c", "1  c"),
        "tab for a space": good.replace("1 c", "1\tc"),
        "carriage return": good.replace("\n", "\r\n"),
        "no line end": good.rstrip("\n"),
        "another version": good.replace(":1", ":2"),
        "no version": good.replace(":1", ""),
        "page id of 15": good.replace("aaaab", "aaab"),
        "page id of 17": good.replace("aaaab", "aaaaab"),
        "page id with a 1": good.replace("aaaab", "aaa1b"),
        "page id in capitals": good.replace("aaaab", "AAAAb"),
        "cohort in capitals": good.replace("causeway", "Causeway"),
        "cohort with a slash": good.replace("causeway", "cause/way"),
        "no cohort": good.replace(" causeway", ""),
        "no audience": good.replace(" members", ""),
        "audience beyond ASCII": good.replace("members", "m\u00e9mbers"),
        "audience with another e": good.replace("members", "m\u0435mbers"),
        "a word more": good.replace("members", "members x"),
        "comment not closed": good.replace("-->", "--"),
        "zero byte": good.replace("causeway", "cause\0way"),
        "other spelling": good.replace("portalgen", "Portalgen"),
    }.items():
        yield case(title, "the first line must be the binding, to the letter", {"plaintext": bad}, None)
