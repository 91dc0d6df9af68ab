"""Every vector of tests/vectors, run by the Python code. Browser code runs the very same files."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from portalgen.crypto import ids
from portalgen.crypto.binding import read_binding
from portalgen.crypto.keyring import open_slot, read_keyring
from portalgen.crypto.objects import open_object, seal_object
from portalgen.crypto.padding import padded_length
from portalgen.crypto.passphrase import normalise
from portalgen.crypto.staticrypt import hash_passphrase, open_page, seal_page
from portalgen.crypto.vault import DamagedVaultError, NewerVaultError, WrongPassphraseError, open_vault
from portalgen.errors import SealError

FOLDER = Path(__file__).resolve().parent.parent / "vectors"
sys.path.insert(0, str(FOLDER))
from making.reference import read_part  # noqa: E402 -- needs the path

FILES = {path.stem: json.loads(path.read_text(encoding="ascii")) for path in sorted(FOLDER.glob("*.json"))}
NAMES = {"page": ids.page_id, "file": ids.object_id}
FAULTS = {"wrong": WrongPassphraseError, "damaged": DamagedVaultError, "newer": NewerVaultError}


def b64(content):
    return base64.b64encode(content).decode()


def normalise_one(given):
    return {"normalised": normalise(given["typed"])}


def hash_one(given):
    return {"key": hash_passphrase(given["passphrase"], given["salt"]).hex()}


def pad_some(given):
    return {"padded": [padded_length(length) for length in given["lengths"]]}


def name_one(given):
    make = NAMES[given["kind"]]
    return {"id": make(bytes.fromhex(given["id_key"]), given["cohort"], given["audience"], given["path"])}


def name_one_index(given):
    return {"id": ids.index_ids(bytes.fromhex(given["key"]))[given["part"]]}


def read_one_part(given):
    try:
        return read_part(base64.b64decode(given["content"]))
    except ValueError as fault:
        raise SealError("refused by the second implementation") from fault


def bind_one(given):
    found = read_binding(given["plaintext"])
    return {"cohort": found.cohort, "page_id": found.page_id, "audience": found.audience}


def open_one_page(given):
    return {"plaintext": open_page(bytes.fromhex(given["key"]), given["message"]).decode("utf-8")}


def place_of(given):
    return {name: given[name] for name in ("cohort", "audience", "object_id")}


def open_one_object(given):
    opened = open_object(bytes.fromhex(given["key"]), base64.b64decode(given["sealed"]), **place_of(given))
    return {"name": opened.name, "type": opened.media_type, "content": b64(opened.content)}


def open_one_slot(given):
    text = given["keyring"].replace("@DUMMIES@", FILES["keyring"]["dummies"])
    slot = open_slot(read_keyring(text), bytes.fromhex(given["u"]))
    if slot is None:
        return {"slot": None}
    keys = {name: key.hex() for name, key in slot.audiences.items()}
    maps = dict(slot.maps)
    return {"slot": {"audiences": keys, "cohort": slot.cohort, "home": slot.home, "maps": maps, "reader": slot.reader}}


def open_one_vault(given):
    return {"plaintext": b64(open_vault(given["vault"], given["passphrase"]))}


DECODERS = {
    "normalise": normalise_one,
    "hash": hash_one,
    "padding": pad_some,
    "ids": name_one,
    "index": name_one_index,
    "part": read_one_part,
    "binding": bind_one,
    "page": open_one_page,
    "object": open_one_object,
    "keyring": open_one_slot,
    "vault": open_one_vault,
}


def vectors(valid):
    return [
        pytest.param(kind, vector, id=f"{kind}: {vector['name']}")
        for kind, file in FILES.items()
        for vector in file["vectors"]
        if vector["valid"] is valid
    ]


def test_every_file_of_vectors_is_run_and_says_where_it_comes_from():
    assert FILES.keys() == DECODERS.keys()
    assert all(file["kind"] == kind and file["source"] for kind, file in FILES.items())


def test_three_quarters_of_the_vectors_must_be_refused_and_each_says_why():
    every = [vector for file in FILES.values() for vector in file["vectors"]]
    assert len(every) >= 150
    assert sum(not vector["valid"] for vector in every) >= 0.75 * len(every)
    assert all(vector["why"] for vector in every)


@pytest.mark.parametrize(("kind", "vector"), vectors(True))
def test_a_right_input_gives_what_the_vector_says(kind, vector):
    found = DECODERS[kind](vector["input"])
    assert found == {name: vector["expect"][name] for name in found}


@pytest.mark.parametrize(("kind", "vector"), vectors(False))
def test_a_wrong_input_is_refused_with_an_error_of_our_own(kind, vector):
    with pytest.raises(FAULTS[vector["expect"]["error"]] if "error" in vector["expect"] else SealError) as told:
        DECODERS[kind](vector["input"])
    for secret in ("key", "passphrase", "u", "id_key"):
        if len(vector["input"].get(secret, "")) > 8:
            assert vector["input"][secret] not in str(told.value)


@pytest.mark.parametrize("vector", [vector for vector in FILES["page"]["vectors"] if "made_from" in vector])
def test_a_stable_page_is_the_vector_to_the_letter(vector):
    assert (
        seal_page(bytes.fromhex(vector["input"]["key"]), **vector["made_from"], fresh=False)
        == vector["input"]["message"]
    )


@pytest.mark.parametrize("vector", [vector for vector in FILES["object"]["vectors"] if vector["valid"]])
def test_a_stable_object_is_the_vector_to_the_byte(vector):
    given, expect = vector["input"], vector["expect"]
    sealed = seal_object(
        bytes.fromhex(given["key"]),
        base64.b64decode(expect["content"]),
        name=expect["name"],
        media_type=expect["type"],
        **place_of(given),
        fresh=False,
    )
    assert b64(sealed) == given["sealed"]


def test_the_vectors_are_what_the_second_implementation_writes():
    told = subprocess.run([sys.executable, FOLDER / "make.py", "--check"], capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, told.stdout + told.stderr
