"""Vectors of pages: StatiCrypt's own, ours, and one fault each."""

from making.reference import (
    mac,
    page,
    page_body,
    pkcs7,
    signed,
)

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
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
    for title, at in {
        "first digit of the MAC": 0,
        "last digit of the MAC": 63,
        "first digit of the IV": 64,
        "last digit of the IV": 95,
        "first digit of the text": 96,
        "last digit": len(good) - 1,
    }.items():
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
    for title, bad in {
        "in capitals": good.upper(),
        "space before": " " + good,
        "line end after": good + "\n",
        "0x before": "0x" + good,
        "other digits": good.replace("0", "\uff10"),
    }.items():
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
