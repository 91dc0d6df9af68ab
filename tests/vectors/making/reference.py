"""A second, plain encoder of docs/SPEC.md, written from its text alone: slow, explicit, with every knob open.

It exists so that the vectors do not come from the code that they test. It can also encode what must be refused.
"""

import base64
import hashlib
import hmac
import json
import re
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


def b64(content):
    return base64.b64encode(content).decode()


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def mac(key, message):
    return hmac.new(key, message, "sha256").digest()


def hkdf(key, info, length, salt=b""):
    """RFC 5869, extract and expand written out."""
    prk = mac(salt or bytes(32), key)
    out, block = b"", b""
    for number in range(1, -(-length // 32) + 1):
        block = mac(prk, block + info.encode() + bytes([number]))
        out += block
    return out[:length]


def padme(length):
    """The paper's own steps, with a floor of 4096."""
    length = max(length, 4096)
    exponent = 0
    while length >> (exponent + 1):
        exponent += 1
    bits_of_exponent = 0
    while exponent >> (bits_of_exponent + 1):
        bits_of_exponent += 1
    step = 2 ** (exponent - (bits_of_exponent + 1))
    return -(-length // step) * step


# pages


def pkcs7(plaintext):
    fill = 16 - len(plaintext) % 16
    return plaintext + bytes([fill]) * fill


def page_body(key, padded, iv):
    """hex(iv) + hex(AES-256-CBC) of bytes that are already whole blocks."""
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return iv.hex() + (encryptor.update(padded) + encryptor.finalize()).hex()


def signed(key, body):
    return mac(key, body.encode()).hex() + body


def page(key, html, cohort, page_id, audience):
    """Return (plaintext, message) of a stable page."""
    text = f"<!--portalgen:1 {cohort} {page_id} {audience}-->\n{html}".encode()
    plaintext = text + b" " * (padme(len(text)) - len(text))
    iv = mac(hkdf(key, "portalgen/1 page iv", 32), plaintext)[:16]
    return plaintext, signed(key, page_body(key, pkcs7(plaintext), iv))


# objects


def object_header(name, media_type, size):
    return compact({"name": name, "size": size, "type": media_type}).encode()


def object_plaintext(header, content, *, header_length=None, fill=None):
    text = (len(header) if header_length is None else header_length).to_bytes(4, "big") + header + content
    return text + (bytes(padme(len(text)) - len(text)) if fill is None else fill)


def object_file(key, plaintext, cohort, audience, object_id, *, version=1, salt=None):
    if salt is None:
        salt = mac(hkdf(key, "portalgen/1 object salt", 32), object_id.encode() + b"\0" + plaintext)[:16]
    both = hkdf(key, "portalgen/1 object key", 44, salt)
    aad = f"portalgen/1 object\0{cohort}\0{audience}\0{object_id}".encode()
    return bytes([version]) + salt + AESGCM(both[:32]).encrypt(both[32:], plaintext, aad)


# keyring


def slot(u, text, *, nonce, salt, size=512, fill=None):
    """Seal one slot; `text` is its JSON as bytes."""
    both = hkdf(u, "portalgen/1 slot", 60, nonce)
    padded = text + (bytes(size - len(text)) if fill is None else fill)
    return both[:16] + AESGCM(both[16:48]).encrypt(both[48:], padded, f"portalgen/1 slot\0{salt}".encode())


def keyring(slots, *, nonce, salt, count=16, **changes):
    """A keyring as a value. Dummies are runs of one byte here: a decoder cannot tell, and the files stay small."""
    length = len(slots[0]) if slots else 16 + 512 + 16
    dummies = [bytes([number]) * length for number in range(count - len(slots))]
    texts = [b64(one) for one in sorted([*slots, *dummies])]
    return {"nonce": b64(nonce), "salt": salt, "slots": texts, "v": 1} | changes


# names


def name(id_key, kind, cohort, audience, path):
    message = f"portalgen/1 {kind}\0{cohort}\0{audience}\0{path}".encode()
    return base64.b32encode(mac(id_key, message)[:10]).decode().lower()


def index_name(key, part):
    names = hkdf(key, "portalgen/1 index id", 5120)
    return base64.b32encode(names[10 * part : 10 * part + 10]).decode().lower()


# parts of a search index


def stored(text):
    """Deflate as RFC 1951 section 3.2.4 has it: one block as it is. Every inflater reads it, whoever wrote it."""
    size = len(text)
    return b"\x01" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + text


def read_part(content):
    """Return the value that a part of an index holds. Raises ValueError where it must be refused."""
    engine = zlib.decompressobj(-15)
    try:
        text = engine.decompress(content) + engine.flush()
    except zlib.error as fault:
        raise ValueError("not deflated") from fault
    value = json.loads(text.decode("utf-8")) if engine.eof else None
    if not isinstance(value, dict) or value.keys() != {"entries", "parts", "v"} or value["v"] != 2:
        raise ValueError("other fields")
    if not isinstance(value["entries"], list):
        raise ValueError("no entries")
    for row in value["entries"]:
        if not isinstance(row, list) or len(row) != 5 or not all(isinstance(text, str) for text in row):
            raise ValueError("an entry is five texts")
        if not re.fullmatch(r"[a-z2-7]{16}\.html", row[1]):
            raise ValueError("an entry leads to a page of the site")
    return {"entries": value["entries"], "parts": value["parts"]}


# vault

ARGON2ID = {"portalgen-vault": 1, "kdf": "argon2id", "memory_kib": 19_456, "passes": 2, "lanes": 1}
SCRYPT = {"portalgen-vault": 1, "kdf": "scrypt", "n": 65_536, "r": 8, "p": 1}
VAULT_SALT, VAULT_NONCE = bytes(range(16)), bytes(range(12))


def vault(plaintext, passphrase, head, *, salt=VAULT_SALT, nonce=VAULT_NONCE, bound=True):
    """Return a vault as a value; the key is derived from whatever parameters `head` names."""
    secret = passphrase.encode()
    if head["kdf"] == "argon2id":
        key = Argon2id(
            salt=salt, length=32, iterations=head["passes"], lanes=head["lanes"], memory_cost=head["memory_kib"]
        ).derive(secret)
    else:
        key = hashlib.scrypt(secret, salt=salt, n=head["n"], r=head["r"], p=head["p"], dklen=32, maxmem=2**28)
    fields = {**head, "salt": b64(salt), "nonce": b64(nonce)}
    aad = compact(fields).encode() if bound else None
    return {**fields, "data": b64(AESGCM(key).encrypt(nonce, plaintext, aad))}
