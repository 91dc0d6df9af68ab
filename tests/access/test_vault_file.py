"""The file `portal.vault`: whole or not at all, its owner's alone, and kind about every failure."""

import os
import random
import signal
import stat
import subprocess
import sys
import time

import pytest

from portalgen.access.file import MAX_BYTES, MissingVaultError, read_vault, write_vault
from portalgen.access.private import write_private
from portalgen.access.secrets import new_secrets
from portalgen.cli.options import Common
from portalgen.cli.vault import VARIABLE, opening_vault
from portalgen.crypto.vault import DamagedVaultError, WrongPassphraseError
from portalgen.errors import Exit, WorldError

PHRASE = "a vault passphrase for tests only"
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX modes and signals")


@pytest.fixture
def vault(tmp_path):
    path = tmp_path / "portal.vault"
    write_vault(path, new_secrets(), PHRASE)
    return path


def test_what_is_written_is_read_back_and_nothing_else_is_left(tmp_path):
    secrets, path = new_secrets(), tmp_path / "portal.vault"
    write_vault(path, secrets, PHRASE)
    assert read_vault(path, PHRASE) == secrets
    assert list(tmp_path.iterdir()) == [path]


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_a_vault_is_its_owners_alone_under_any_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        write_vault(tmp_path / "portal.vault", new_secrets(), PHRASE)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "portal.vault").stat().st_mode) == 0o600


@posix
def test_a_vault_that_was_too_open_is_closed_by_the_next_write(vault):
    vault.chmod(0o644)
    write_vault(vault, new_secrets(), PHRASE)
    assert stat.S_IMODE(vault.stat().st_mode) == 0o600


@posix
def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path):
    kept = tmp_path / "elsewhere" / "vault"
    kept.parent.mkdir()
    link = tmp_path / "portal.vault"
    link.symlink_to(kept)
    secrets = new_secrets()
    write_vault(link, secrets, PHRASE)
    assert link.is_symlink() and read_vault(kept, PHRASE) == secrets


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_vault_and_no_scrap(vault, monkeypatch, call):
    before = vault.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(WorldError) as told:
        write_vault(vault, new_secrets(), PHRASE)
    assert "No space left" in str(told.value) and "untouched" in str(told.value)
    assert vault.read_bytes() == before and list(vault.parent.iterdir()) == [vault]


@posix
def test_a_killed_write_leaves_one_whole_vault(vault):
    script = (
        "import sys\nfrom pathlib import Path\nfrom portalgen.access.file import write_vault\n"
        "from portalgen.access.secrets import new_secrets\n"
        "while True:\n    write_vault(Path(sys.argv[1]), new_secrets(), sys.argv[2])\n    print(flush=True)\n"
    )
    chance = random.Random(7)
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", script, vault, PHRASE], stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert read_vault(vault, PHRASE).id_key


def test_a_missing_vault_says_where_one_comes_from(tmp_path):
    with pytest.raises(MissingVaultError) as told:
        read_vault(tmp_path / "portal.vault", PHRASE)
    assert told.value.exit_code == Exit.USAGE
    assert "portalgen init" in str(told.value) and str(tmp_path) not in str(told.value)


def test_a_wrong_passphrase_shows_neither_passphrase_nor_path(vault):
    with pytest.raises(WrongPassphraseError) as told:
        read_vault(vault, "not this passphrase")
    assert "not this passphrase" not in str(told.value) and str(vault.parent) not in str(told.value)


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe\0", b"\0" * 400], ids=["empty", "cut", "no text", "zeros"])
def test_a_damaged_vault_is_told_as_damage_and_left_alone(vault, damage):
    vault.write_bytes(damage)
    with pytest.raises(DamagedVaultError, match="backup"):
        read_vault(vault, PHRASE)
    assert vault.read_bytes() == damage


def test_a_file_beyond_any_vault_is_not_read_whole(vault):
    with vault.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(WorldError, match="too large"):
        read_vault(vault, PHRASE)


def test_a_folder_that_is_gone_is_told_without_its_path(tmp_path):
    with pytest.raises(WorldError) as told:
        write_vault(tmp_path / "gone" / "portal.vault", new_secrets(), PHRASE)
    assert str(tmp_path) not in str(told.value)


def test_folders_made_on_the_way_to_a_private_file_are_the_owner_s_alone_too(tmp_path):
    write_private(tmp_path / "a" / "b" / "file", "secret", output=tmp_path / "output")
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("a", "a/b", "a/b/file")] == [0o700, 0o700, 0o600]


def test_the_passphrase_leaves_the_environment_before_another_process_could_have_it(portal, monkeypatch):
    site = portal()
    monkeypatch.setenv(VARIABLE, site.passphrase)
    vault = opening_vault(Common(portal=site.root))
    assert VARIABLE not in os.environ
    assert vault()[1] == site.passphrase
