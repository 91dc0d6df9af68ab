"""Vectors of objects: right ones, and one fault each, outside and inside the seal."""

from making.reference import b64, compact, object_file, object_header, object_plaintext

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
PLACE = ("causeway", "members", "aaaabbbbccccdddd")


def objects(case):
    def given(sealed, key=KEY, place=PLACE):
        return {
            "key": key.hex(),
            "cohort": place[0],
            "audience": place[1],
            "object_id": place[2],
            "sealed": b64(sealed),
        }

    for title, name, media_type, content in (
        ("small", "cost.pdf", "application/pdf", b"%PDF-1.7 small"),
        ("empty content", "empty.txt", "text/plain", b""),
        ("name beyond ASCII", 'Caf\u00e9 "\U0001f9ed"\\\n\u2028.pdf', "application/pdf", bytes(range(256))),
        ("no room for padding", "full.bin", "x", b"\1" * (4096 - 4 - len(object_header("full.bin", "x", 4000)))),
        ("over the floor", "long.bin", "x", b"long" * 1200),
        ("content ends in zeros", "zeros.bin", "x", b"end" + bytes(50)),
    ):
        plaintext = object_plaintext(object_header(name, media_type, len(content)), content)
        expected = {"name": name, "type": media_type, "content": b64(content)}
        yield case(title, "the stable object of this content", given(object_file(KEY, plaintext, *PLACE)), expected)
    yield from _damaged_objects(case, given)
    yield from _misshapen_objects(case, given)


def _damaged_objects(case, given):
    plaintext = object_plaintext(object_header("a.txt", "text/plain", 5), b"hello")
    good = object_file(KEY, plaintext, *PLACE)
    other = object_file(KEY, object_plaintext(object_header("b.txt", "text/plain", 5), b"other"), *PLACE)
    yield case("another key", "the tag is another", given(good, key=OTHER_KEY), None)
    for title, place in {
        "another cohort": ("lantern", *PLACE[1:]),
        "another audience": (PLACE[0], "sponsors", PLACE[2]),
        "another name": (*PLACE[:2], "bbbbbbbbccccdddd"),
        "border moved": ("causeway\0members", "aaaabbbbccccdddd", ""),
    }.items():
        yield case(title, "an object is bound to cohort, audience and name", given(good, place=place), None)

    def flip(at):
        return good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]

    for title, at in {
        "version": 0,
        "salt": 1,
        "end of the salt": 16,
        "text": 17,
        "end of the text": -17 % len(good),
        "tag": -16 % len(good),
        "last byte": len(good) - 1,
    }.items():
        yield case(f"flipped: {title}", "one bit changed", given(flip(at)), None)
    for title, bad in {
        "empty": b"",
        "version alone": good[:1],
        "version and salt": good[:17],
        "one byte cut": good[:-1],
        "tag cut": good[:-16],
        "first byte cut": good[1:],
        "one byte more": good + b"\0",
        "tag of another": good[:-16] + other[-16:],
        "salt of another": good[:1] + other[1:17] + good[17:],
    }.items():
        yield case(title, "cut, grown or spliced", given(bad), None)
    for version in (0, 2, 255):
        yield case(
            f"version {version}",
            "version 1 is the only one",
            given(object_file(KEY, plaintext, *PLACE, version=version)),
            None,
        )
    short = object_file(KEY, plaintext[:4095], *PLACE)
    yield case("shorter than the floor", "a whole object is at least 4129 bytes", given(short), None)
    bare = object_file(KEY, b"", *PLACE)
    yield case("nothing sealed", "an object cut to nothing is no empty document", given(bare), None)


def _misshapen_objects(case, given):
    def header(**changes):
        return {"name": "a.txt", "size": 5, "type": "text/plain"} | changes

    def sealed(text, *, content=b"hello", **more):
        raw = text if isinstance(text, bytes) else text.encode()
        return given(object_file(KEY, object_plaintext(raw, content, **more), *PLACE))

    good = compact(header())
    without = {name: value for name, value in header().items() if name != "type"}
    for title, text in {
        "no JSON": "{",
        "empty header": "",
        "a list": "[]",
        "a number": "5",
        "null": "null",
        "field missing": compact(without),
        "field too many": compact(header(more=1)),
        "name is a number": compact(header(name=7)),
        "type is null": compact(header(type=None)),
        "size is text": compact(header(size="5")),
        "size is true": compact(header(size=True)),
        "size is negative": compact(header(size=-1)),
        "size is a fraction": compact(header(size=4.5)),
        "size with a point": good.replace(":5", ":5.0"),
        "size with an exponent": good.replace(":5", ":5e0"),
        "space in the header": good.replace(",", ", "),
        "fields in another order": '{"size":5,"name":"a.txt","type":"text/plain"}',
        "field twice": good.replace("{", '{"name":"b.txt",'),
        "letter escaped without need": good.replace("a.txt", "\\u0061.txt"),
        "byte order mark": "\ufeff" + good,
        "UTF-16": good.encode("utf-16-le"),
        "not UTF-8": good.encode().replace(b"a.txt", b"\xff.txt"),
        "deep nesting": "[" * 3000,
        "half a character": good.replace("a.txt", "\\ud83e"),
    }.items():
        yield case(f"header: {title}", "the header is the canonical JSON of name, size and type", sealed(text), None)
    full = 4096 - 4 - len(compact(header(size=4000)))
    yield case(
        "size one too many",
        "a size beyond the object",
        sealed(compact(header(size=full + 1)), content=b"x" * full),
        None,
    )
    yield case(
        "header length beyond the object", "a header within the object", sealed(good, header_length=2**32 - 1), None
    )
    yield case(
        "header length one short", "the header is all of the JSON", sealed(good, header_length=len(good) - 1), None
    )
    yield case("header length zero", "an object says what it holds", sealed(good, header_length=0), None)
    room = 4096 - 4 - len(good) - 5
    yield case(
        "padding not zero at its start",
        "nothing hides in the padding",
        sealed(good, fill=b"\1" + bytes(room - 1)),
        None,
    )
    yield case(
        "padding not zero at its end", "nothing hides in the padding", sealed(good, fill=bytes(room - 1) + b"\1"), None
    )
    padded_with_spaces = sealed(good, fill=b" " * room)
    yield case("padding of spaces", "padding is zero bytes", padded_with_spaces, None)
