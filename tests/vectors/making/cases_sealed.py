"""Vectors of pages and objects: right ones, and one fault each."""

from making.reference import (
    b64,
    compact,
    mac,
    object_file,
    object_header,
    object_plaintext,
    page,
    page_body,
    pkcs7,
    signed,  # fmt: skip
)

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
PLACE = ("causeway", "members", "aaaabbbbccccdddd")
IV = bytes(range(16))


def pages(case, stock):
    for made in stock["pages"]:
        yield case(
            f"stock: {made['name']}",
            "as made by staticrypt 3.5.4 with a fixed IV",
            {"key": made["key"], "message": made["message"]},
            {"plaintext": made["html"]},
        )
    for title, html in {
        "stable, floor": "<p>Hello \U0001f9ed</p>",
        "stable, one byte over the floor": "x" * 4045,
    }.items():
        plaintext, message = page(KEY, html, "causeway", "aaaabbbbccccdddd", "members")
        origin = {"html": html, "cohort": "causeway", "page_id": "aaaabbbbccccdddd", "audience": "members"}
        yield case(
            title,
            "binding, padding and stable IV",
            {"key": KEY.hex(), "message": message},
            {"plaintext": plaintext.decode()},
            made_from=origin,
        )
    for title, why, message, key in _bad_pages():
        yield case(title, why, {"key": key.hex(), "message": message}, None)


def _bad_pages():
    good = signed(KEY, page_body(KEY, pkcs7(b"<p>Hello, this is two blocks</p>"), IV))
    tag, body = good[:64], good[64:]
    other = signed(KEY, page_body(KEY, pkcs7(b"<p>Another page</p>"), IV[::-1]))

    def flip(at):
        return good[:at] + format(int(good[at], 16) ^ 1, "x") + good[at + 1 :]

    def closed(padded):
        return signed(KEY, page_body(KEY, padded, IV))

    yield "another key", "the MAC is another", good, OTHER_KEY
    yield "key of 31 bytes", "a key is 32 bytes", good, KEY[:-1]
    for title, at in {"first digit of the MAC": 0, "last digit of the MAC": 63, "first digit of the IV": 64,
                      "last digit of the IV": 95, "first digit of the text": 96, "last digit": len(good) - 1}.items():  # fmt: skip
        yield f"flipped: {title}", "one bit changed", flip(at), KEY
    for title, bad in {
        "empty": "",
        "MAC alone": tag,
        "MAC and IV": good[:96],
        "one digit cut": good[:-1],
        "one byte cut": good[:-2],
        "one block cut": good[:-32],
        "one block more": good + "0" * 32,
        "first block left out": good[:96] + good[128:],
        "two blocks swapped": good[:96] + good[128:160] + good[96:128] + good[160:],
        "no MAC": body,
        "MAC of another page": other[:64] + body,
        "body before MAC": body + tag,
    }.items():
        yield title, "cut, grown or spliced", bad, KEY
    for title, bad in {"in capitals": good.upper(), "space before": " " + good, "line end after": good + "\n",
                       "0x before": "0x" + good, "other digits": good.replace("0", "\uff10")}.items():  # fmt: skip
        yield title, "a message is lower-case hex and nothing else", bad, KEY
    yield "capitals under a right MAC", "one page has one spelling", signed(KEY, body.upper()), KEY
    yield "no hex under a right MAC", "a message is hexadecimal", signed(KEY, body[:-1] + "g"), KEY
    yield "IV alone under a right MAC", "at least one block must follow", signed(KEY, body[:32]), KEY
    yield "half a block under a right MAC", "the text is whole blocks", signed(KEY, body[:-16]), KEY
    yield "MAC of the bytes", "the MAC is of the hex text", mac(KEY, bytes.fromhex(body)).hex() + body, KEY
    yield "padding of zero", "PKCS#7 counts from 1", closed(b"fifteen letters" + b"\0"), KEY
    yield "padding of 17", "PKCS#7 counts to 16", closed(b"fifteen letters" + b"\x11"), KEY
    yield "padding that differs", "every byte of the padding says its length", closed(b"thirteen text" + b"\1\3\3"), KEY
    yield "not UTF-8", "a page is text", closed(pkcs7(b"<p>\xff</p>")), KEY
    yield "half a character", "an encoded surrogate is no UTF-8", closed(pkcs7(b"<p>\xed\xa0\xbe</p>")), KEY


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
        ("name beyond ASCII", "Caf\u00e9 \"\U0001f9ed\"\\\n\u2028.pdf", "application/pdf", bytes(range(256))),
        ("no room for padding", "full.bin", "x", b"\1" * (4096 - 4 - len(object_header("full.bin", "x", 4000)) )),
        ("over the floor", "long.bin", "x", b"long" * 1200),
        ("content ends in zeros", "zeros.bin", "x", b"end" + bytes(50)),
    ):  # fmt: skip
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
    for title, place in {"another cohort": ("lantern", *PLACE[1:]), "another audience": (PLACE[0], "sponsors", PLACE[2]),
                         "another name": (*PLACE[:2], "bbbbbbbbccccdddd"),
                         "border moved": ("causeway\0members", "aaaabbbbccccdddd", "")}.items():  # fmt: skip
        yield case(title, "an object is bound to cohort, audience and name", given(good, place=place), None)

    def flip(at):
        return good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]

    for title, at in {"version": 0, "salt": 1, "end of the salt": 16, "text": 17, "end of the text": -17 % len(good),
                      "tag": -16 % len(good), "last byte": len(good) - 1}.items():  # fmt: skip
        yield case(f"flipped: {title}", "one bit changed", given(flip(at)), None)
    for title, bad in {
        "empty": b"", "version alone": good[:1], "version and salt": good[:17], "one byte cut": good[:-1],
        "tag cut": good[:-16], "first byte cut": good[1:], "one byte more": good + b"\0",
        "tag of another": good[:-16] + other[-16:], "salt of another": good[:1] + other[1:17] + good[17:],
    }.items():  # fmt: skip
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
        "no JSON": "{", "empty header": "", "a list": "[]", "a number": "5", "null": "null",
        "field missing": compact(without), "field too many": compact(header(more=1)),
        "name is a number": compact(header(name=7)), "type is null": compact(header(type=None)),
        "size is text": compact(header(size="5")), "size is true": compact(header(size=True)),
        "size is negative": compact(header(size=-1)), "size is a fraction": compact(header(size=4.5)),
        "size with a point": good.replace(":5", ":5.0"), "size with an exponent": good.replace(":5", ":5e0"),
        "space in the header": good.replace(",", ", "), "fields in another order": '{"size":5,"name":"a.txt","type":"text/plain"}',
        "field twice": good.replace("{", '{"name":"b.txt",'), "letter escaped without need": good.replace("a.txt", "\\u0061.txt"),
        "byte order mark": "\ufeff" + good, "UTF-16": good.encode("utf-16-le"), "not UTF-8": good.encode().replace(b"a.txt", b"\xff.txt"),
        "deep nesting": "[" * 3000, "half a character": good.replace("a.txt", "\\ud83e"),
    }.items():  # fmt: skip
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
