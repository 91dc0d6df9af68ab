"""The vault as text: one passphrase opens it, any change does not, and each failure says what to do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import AS_SHIPPED, run_apart

from portalgen.crypto import vault
from portalgen.errors import SealError

VECTORS = json.loads((Path(__file__).resolve().parent.parent / "vectors" / "vault.json").read_text())["vectors"]
QUICK = next(vector["input"] for vector in VECTORS if vector["name"] == "argon2id at the floor")


def test_what_is_sealed_opens_however_the_words_are_typed():
    text = vault.seal_vault(b"secrets", "Harbor lantern plum copper")
    assert vault.open_vault(text, "harbor-lantern-plum-copper") == b"secrets"


def test_two_vaults_of_the_same_secrets_share_no_salt_nonce_or_data():
    one, other = (json.loads(vault.seal_vault(b"secrets", "a phrase")) for _ in range(2))
    assert all(one[field] != other[field] for field in ("salt", "nonce", "data"))


def test_what_portalgen_writes_is_within_what_it_reads():
    for parameters in (AS_SHIPPED, vault.SCRYPT):
        bounds = vault.BOUNDS[parameters["kdf"]]
        assert bounds.keys() == parameters.keys() - {"kdf"}
        assert all(least <= parameters[name] <= most for name, (least, most) in bounds.items())


def test_a_convener_s_vault_costs_what_the_specification_says(tmp_path):
    """In a process of its own: those of the other tests are sealed at the least cost that is read."""
    assert run_apart("init", "network", "--no-input", cwd=tmp_path).returncode == 0
    head = json.loads((tmp_path / "network" / "portal.vault").read_text())
    assert (head["kdf"], head["memory_kib"], head["passes"], head["lanes"]) == ("argon2id", 65_536, 3, 4)


def test_without_argon2id_a_vault_is_sealed_with_scrypt(monkeypatch):
    def unsupported(**_):
        raise vault.UnsupportedAlgorithm("no Argon2id in this OpenSSL")

    monkeypatch.setattr(vault, "Argon2id", unsupported)
    text = vault.seal_vault(b"secrets", "a phrase")
    assert json.loads(text)["kdf"] == "scrypt"
    assert vault.open_vault(text, "a phrase") == b"secrets"
    with pytest.raises(vault.VaultError, match="no Argon2id"):
        vault.open_vault(QUICK["vault"], "a phrase")


def test_every_changed_letter_of_a_vault_is_refused():
    text = json.dumps(json.loads(QUICK["vault"]), separators=(",", ":"))
    for at, letter in enumerate(text):
        with pytest.raises(vault.VaultError):
            vault.open_vault(text[:at] + chr(ord(letter) ^ 1) + text[at + 1 :], QUICK["passphrase"])


def test_every_cut_of_a_vault_is_refused_as_damage():
    text = QUICK["vault"]
    for length in range(len(text)):
        with pytest.raises(vault.DamagedVaultError):
            vault.open_vault(text[:length], QUICK["passphrase"])


@pytest.mark.parametrize("passphrase", ["", "  ", "\ufeff"])
def test_a_vault_is_not_sealed_under_nothing(passphrase):
    with pytest.raises(SealError, match="needs a passphrase"):
        vault.seal_vault(b"secrets", passphrase)


def test_a_wrong_passphrase_is_told_kindly_with_both_reasons_and_without_the_passphrase():
    with pytest.raises(vault.WrongPassphraseError) as told:
        vault.open_vault(QUICK["vault"], "not this one")
    assert "or the vault is damaged" in str(told.value) and "backup" in str(told.value)
    assert "not this one" not in str(told.value)


def test_a_newer_vault_asks_for_an_upgrade():
    newer = json.dumps({**json.loads(QUICK["vault"]), "portalgen-vault": 2})
    with pytest.raises(vault.NewerVaultError, match="upgrade portalgen"):
        vault.open_vault(newer, QUICK["passphrase"])


def test_too_little_memory_is_told_with_what_to_do(monkeypatch):
    class Full:
        def __init__(self, **_):
            pass

        def derive(self, _):
            raise MemoryError

    text = vault.seal_vault(b"words", "a passphrase of some length")
    monkeypatch.setattr("portalgen.crypto.vault.Argon2id", Full)
    with pytest.raises(vault.VaultError, match="too little memory") as told:
        vault.open_vault(text, "a passphrase of some length")
    assert "close a program" in told.value.problems[0].hint


def test_vaults_that_are_opened_at_once_all_open():
    text = "from concurrent.futures import ThreadPoolExecutor as Pool; from portalgen.crypto import vault\n" \
           "sealed = vault.seal_vault(b'words', 'a phrase')\n" \
           "with Pool(4) as pool: assert set(pool.map(vault.open_vault, [sealed] * 8, ['a phrase'] * 8)) == {b'words'}\n"  # fmt: skip
    assert subprocess.run([sys.executable, "-c", text], timeout=200).returncode == 0
