"""`portalgen doctor`: each ill is brought about once and found; nothing is changed by looking."""

import json
import os
import subprocess

import pytest


@pytest.fixture
def site(portal):
    return portal({"content/table/page.md": "# A\n\nText.\n"})


def signs(site, *args, code=0):
    told = site.told("doctor", *args, code=code, passphrase=None)
    return {(sign["state"], sign["what"]): sign["hint"] for sign in told["signs"]}


def has(found, state, words):
    return any(kind == state and words in what for kind, what in found)


def git(site, *words):
    subprocess.run(["git", "-c", "user.name=T", "-c", "user.email=t@example.com", *words], cwd=site.root, check=True,
                   capture_output=True)  # fmt: skip


def test_a_portal_that_is_well_is_told_so_and_left_as_it_was(site):
    before = {path: path.stat().st_mtime_ns for path in site.root.rglob("*")}
    found = signs(site)
    for words in ("Python 3", "libraries are there", "1 cohort", "portal.vault is whole", "the clock says"):
        assert has(found, "well", words), found
    assert {path: path.stat().st_mtime_ns for path in site.root.rglob("*")} == before


def test_a_damaged_or_missing_vault_is_found(site):
    vault = site.root / "portal.vault"
    text = vault.read_text()
    vault.write_text(text[: len(text) // 2])
    assert has(signs(site, code=1), "ill", "portal.vault is damaged")
    vault.unlink()
    assert has(signs(site, code=1), "ill", "there is no portal.vault")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_a_vault_that_others_can_read_is_found(site):
    (site.root / "portal.vault").chmod(0o644)
    assert has(signs(site), "look", "others on this computer can read portal.vault (mode 644)")


def test_faults_of_the_content_are_counted(site):
    site.write({"content/table/cohort.yaml": "titel: T\n"})
    found = signs(site, code=1)
    assert has(found, "ill", "the portal has 2 faults")


def test_a_clock_that_runs_behind_the_files_is_found(site):
    page = site.root / "content/table/page.md"
    os.utime(page, (4_000_000_000, 4_000_000_000))
    assert has(signs(site, code=1), "ill", "but files are newer")


def test_cards_and_an_interrupted_change_of_keys_are_told(site):
    site.write({"cards/ada.html": "words", "portal.vault.next": "{}"})
    found = signs(site)
    assert has(found, "look", "cards/ holds passphrases") and has(found, "look", "was interrupted")


def test_what_git_keeps_and_where_it_goes_is_told(site):
    git(site, "init", "-q")
    site.write(
        {"cards/ada.html": "words", "output/table/index.html": "<p>", "messages/a.eml": "To: a", ".gitignore": ""}
    )
    git(site, "add", "-A")
    git(site, "remote", "add", "origin", "git@github.com:odalys/tables.git")
    git(site, "remote", "add", "disk", "/srv/tables.git")
    found = signs(site, code=1)
    assert has(found, "ill", "git keeps 1 files of cards/") and has(found, "look", "git keeps 1 files of output/")
    assert has(found, "look", "git keeps 1 files of messages/")
    assert has(found, "look", "your content goes to https://github.com/odalys/tables")
    assert has(found, "well", "git remote disk is /srv/tables.git, not on the web")


def test_a_token_in_a_remote_s_address_is_not_shown(site):
    git(site, "init", "-q")
    git(site, "remote", "add", "origin", "https://secret-token@git.example/tables.git")
    assert "secret-token" not in json.dumps([list(key) for key in signs(site)])


def test_two_cohorts_on_one_origin_are_told(site):
    site.write({
        "content/table/cohort.yaml": "title: T\naddress: https://tables.example/one/\n",
        "content/other/cohort.yaml": "title: O\naddress: https://tables.example/two/\n",
    })  # fmt: skip
    assert has(signs(site), "look", "other and table share the origin https://tables.example")


def test_an_address_must_be_https_and_end_with_a_slash(site):
    site.write({"content/table/cohort.yaml": "title: T\naddress: http://tables.example\n"})
    told = site.run("build")
    assert told.returncode == 1 and b"cohort.yaml:2" in told.stderr


def test_a_host_that_does_not_answer_is_found_on_request(site):
    site.write({"content/table/cohort.yaml": "title: T\naddress: https://localhost:9/\n"})
    assert not has(signs(site), "ill", "does not answer")
    assert has(signs(site, "--online", code=1), "ill", "https://localhost:9/ does not answer")
