"""The worked bytes of docs/SPEC.md are what the code computes."""

import base64
import hashlib
import json
import re
import sys
import zlib
from pathlib import Path

import pytest
from conftest import AS_SHIPPED

from portalgen.crypto import ids, vault
from portalgen.crypto.derive import derive
from portalgen.crypto.keyring import Keyring, Slot, make_keyring, open_slot
from portalgen.crypto.objects import open_object, seal_object
from portalgen.crypto.padding import padded_length
from portalgen.crypto.staticrypt import hash_passphrase, open_page, seal_page
from portalgen.index.entries import entry
from portalgen.index.parts import Part, packed

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "vectors"))
from making.reference import compact, slot

SPEC = (Path(__file__).resolve().parents[2] / "docs" / "SPEC.md").read_text(encoding="utf-8")
ID_KEY = bytes(range(32))
SALT = "b93bbaf35459951c47721d1f3eaeb5b9"


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def section(number):
    return re.search(rf"^## {number}\. .*?(?=^## |\Z)", SPEC, re.MULTILINE | re.DOTALL).group()


def worked(number, label):
    """Return the value behind `label` in the worked bytes, which end a section."""
    return re.findall(rf"^ {{4,6}}{re.escape(label)} +(.+)$", section(number), re.MULTILINE)[-1]


@pytest.fixture(scope="module")
def key():
    return hash_passphrase(worked(2, "P"), worked(2, "salt"))


def test_the_worked_key(key):
    assert key.hex() == worked(2, "3 = K") and worked(2, "salt") == SALT


def test_the_worked_name_of_a_search_index(key):
    assert ids.index_ids(key)[0] == worked(7, "index  members, part 0")
    assert ids.index_ids(key)[1] == worked(7, "index  members, part 1")


def test_the_worked_part_of_a_search_index():
    [row] = json.loads(worked(7, "text"))["entries"]
    for deflated in (base64.b64decode(worked(7, "deflated")), packed(Part((entry(*row),), parts=1))):
        assert zlib.decompress(deflated, wbits=-15).decode() == worked(7, "text")


def test_the_worked_names():
    assert ids.page_id(ID_KEY, "causeway", "members", "home") == worked(7, "page  members, home")
    for path in ("files/cost.pdf", "map"):
        assert ids.object_id(ID_KEY, "causeway", "members", path) == worked(7, f"file  members, {path}")


def test_the_worked_page(key):
    page_id = worked(7, "page  members, home")
    message = seal_page(key, "<p>Hello</p>", cohort="causeway", page_id=page_id, audience="members", fresh=False)
    assert sha256(open_page(key, message)) == worked(3, "SHA-256")
    assert derive(key, "portalgen/1 page iv", 32).hex() == worked(3, "key of the IV")
    assert (message[:64], message[64:96], message[96:128]) == (
        worked(3, "MAC"),
        worked(3, "iv"),
        worked(3, "first block"),
    )
    assert f"{len(message)} characters, SHA-256 {sha256(message.encode())}" == worked(3, "message")


def test_the_worked_paddings():
    table = re.findall(r"^\| (?:L|padded) \| (.+) \|$", section(4), re.MULTILINE)
    lengths, padded = ([int(cell.replace(" ", "")) for cell in re.sub("0 to ", "", row).split("|")] for row in table)
    assert [padded_length(length) for length in lengths] == padded and padded_length(0) == 4096


def test_the_worked_object(key):
    place = {"cohort": "causeway", "audience": "members", "object_id": worked(7, "file  members, files/cost.pdf")}
    content = b"%PDF-1.7 small"
    file = seal_object(key, content, name="cost.pdf", media_type="application/pdf", **place, fresh=False)
    assert open_object(key, file, **place).content == content
    assert derive(key, "portalgen/1 object salt", 32).hex() == worked(5, "key of the salt")
    both = derive(key, "portalgen/1 object key", 44, salt=file[1:17])
    assert (both[:32].hex(), both[32:].hex()) == (worked(5, "key"), worked(5, "nonce"))
    assert (file[1:17].hex(), file[-16:].hex()) == (worked(5, "salt"), worked(5, "tag"))
    assert f"{len(file)} bytes, SHA-256 {sha256(file)}" == worked(5, "file")


def test_the_worked_slot(key):
    """The writer chooses its own nonce, so the worked slot is checked through the second implementation's bytes."""
    nonce = bytes.fromhex(re.search(r"nonce `([0-9a-f]{32})`", section(6)).group(1))
    both = derive(key, "portalgen/1 slot", 60, salt=nonce)
    assert both[:16].hex() == worked(6, "id")
    assert both[16:48].hex() == worked(6, "key") and both[48:].hex() == worked(6, "gcm nonce")
    home, site_map = worked(7, "page  members, home"), worked(7, "file  members, map")
    told = Slot("causeway", {"members": key}, home, {"members": site_map})
    own = make_keyring([(key, told)], salt=SALT, seed=bytes(32))
    assert open_slot(own, key) == told and len(own.slots[0]) == 544

    value = {"audiences": {"members": key.hex()}, "cohort": "causeway", "home": home, "maps": told.maps, "reader": ""}
    sealed = slot(key, compact(value).encode(), nonce=nonce, salt=SALT)
    assert open_slot(Keyring(SALT, nonce, (sealed,)), key) == told
    assert sealed[-16:].hex() == worked(6, "tag")
    assert f"{len(sealed)} bytes, SHA-256 {sha256(sealed)}" == worked(6, "slot")
    assert f"one line of {len(compact(value))} bytes, and {512 - len(compact(value))} zero bytes" in section(6)


def test_the_worked_vault():
    bound = json.loads(worked(8, "bound"))
    text = json.dumps({**bound, "data": worked(8, "data")})
    assert vault.open_vault(text, "harbor-lantern-plum-copper") == b'{"a secret":1}'
    assert vault._derive("harbor-lantern-plum-copper", bytes(range(16)), bound).hex() == worked(8, "key")


def test_the_costs_and_bounds_of_the_vault_are_those_of_the_code():
    rows = {
        cells[0]: cells[1:]
        for cells in (re.split(r" \| ", row[2:-2]) for row in section(8).splitlines() if row.startswith("| "))
    }
    assert rows["cost"][:2] == ["`memory_kib` 65536, `passes` 3, `lanes` 4", "`n` 65536, `r` 8, `p` 1"]
    assert (AS_SHIPPED["memory_kib"], AS_SHIPPED["passes"], AS_SHIPPED["lanes"]) == (65536, 3, 4)
    assert (vault.SCRYPT["n"], vault.SCRYPT["r"], vault.SCRYPT["p"]) == (65536, 8, 1)
    assert rows["read if"][0] == ", ".join(f"{least} to {most}" for least, most in vault.BOUNDS["argon2id"].values())
    assert vault.BOUNDS["scrypt"] == {"n": (65536, 262144), "r": (8, 8), "p": (1, 1)}
