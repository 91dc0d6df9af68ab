"""Readers come and go: passphrases of their own, invites, cards, revocation, renewal, and the way out."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import new_portal

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "content/people/ada.md": "---\nname: Ada Lind\n---\n",
    "content/people/ben.md": "---\nname: Ben Okafor\n---\n",
    "content/table/cohort.yaml": "title: The Test Table\ncodename: Tea room\nmembers: [{person: ada}, {person: ben}]\n",
    "content/table/page.md": "# A secret page\n\nFor members.\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    made = new_portal(tmp_path_factory.mktemp("built"), FILES)
    for person in ("ada", "ben"):
        assert made.run("access", "add", person).returncode == 0
    made.build()
    return made


@pytest.fixture
def site(built, tmp_path):
    return built.copy(tmp_path / "portal")


def opens(site, passphrase, cohort="table"):
    """Return the pages that a passphrase opens on the site that is there, by the open command."""
    found = []
    for page in sorted(site.output(cohort).glob("????????????????.html")):
        told = site.run("open", page, "--passphrase-env", "PASS", env={"PASS": passphrase})
        if told.returncode == 0:
            found.append(told.stdout.decode())
    return found


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_list_tells_readers_and_days_and_no_secret_unless_asked(site):
    told = json.loads(site.run("access", "list", "--format", "json").stdout)
    names = {entry["name"]: entry for entry in told["cohorts"][0]["audiences"]}
    assert {"members", "member:ada", "member:ben"} <= names.keys()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", names["member:ada"]["since"])
    assert "passphrase" not in json.dumps(told)
    for passphrase in site.access()["table"].values():
        assert passphrase.encode() not in site.run("access", "list").stdout


def test_a_reader_added_twice_keeps_their_passphrase(site):
    before = site.access()
    told = site.run("access", "add", "ada")
    assert (told.returncode, site.access()) == (0, before)
    assert b"already" in told.stdout


def test_somebody_who_is_no_member_is_not_added_as_one(site):
    site.write({"content/people/cecily.md": "---\nname: Cecily Example\n---\n"})
    told = site.run("access", "add", "cecily")
    assert told.returncode == 2
    assert b"members stand in cohort.yaml" in told.stderr


def test_a_mistyped_reader_is_answered_with_the_nearest(site):
    for words in (("add", "adda"), ("invite", "adda"), ("revoke", "member:adda", "--yes")):
        told = site.run("access", *words)
        assert told.returncode == 2 and b'did you mean "' in told.stderr, told.stderr


def test_a_revocation_that_the_content_stops_says_that_nothing_was_changed(site):
    before = site.access()
    page = site.root / "content/table/page.md"
    page.write_text(page.read_text() + "\n[x](nope.md)\n")
    told = site.run("access", "revoke", "ada", "--yes")
    assert told.returncode == 1 and b"Nothing was changed" in told.stderr and b"nope.md" in told.stderr
    assert site.access() == before


def test_whoever_has_left_is_added_as_an_alum_only(site):
    cohort = site.root / "content/table/cohort.yaml"
    cohort.write_text(cohort.read_text().replace("{person: ada}", "{person: ada, left: 2026-11-01}"))
    for verb in ("add", "invite"):
        told = site.run("access", verb, "ada", "--as-of", "2026-11-24")
        assert told.returncode == 2 and b"ada has left table" in told.stderr and b"--as alum" in told.stderr
    assert site.run("access", "add", "ada", "--as", "alum", "--as-of", "2026-11-24").returncode == 0


def test_an_assistant_opens_logistics_and_nothing_else(site):
    assert site.run("access", "add", "ada", "--as", "assistant").returncode == 0
    site.build()
    pages = opens(site, site.access()["table"]["assistant:ada"])
    assert len(pages) == 1
    assert "portalgen:1 table" in pages[0] and "logistics-->" in pages[0]


def test_after_a_revocation_the_ex_reader_opens_nothing_and_everybody_else_what_they_did(site, tmp_path):
    before = site.access()["table"]
    assert any("secret page" in page for page in opens(site, before["member:ada"]))
    shutil.copytree(site.output(), tmp_path / "old site")
    told = site.run("access", "revoke", "ada", "--yes", "--format", "json")
    assert told.returncode == 0, told.stderr.decode()
    assert b"keeps what they have seen" in told.stderr
    assert "A secret page" in json.loads(told.stdout)["kept"]["members"]
    after = site.access()["table"]
    assert "member:ada" not in after
    assert opens(site, before["member:ada"]) == [] and opens(site, before["members"]) == []
    assert after["member:ben"] == before["member:ben"] and after["conveners"] == before["conveners"]
    assert any("secret page" in page for page in opens(site, before["member:ben"]))
    assert any("secret page" in page for page in opens(site, after["members"]))


def test_a_revocation_asks_first_and_a_no_changes_nothing(site):
    before = site.access()
    told = site.run("access", "revoke", "ada", stdin=b"n\n")
    assert told.returncode == 130
    assert site.access() == before


@pytest.mark.parametrize(("reader", "hint"), [("cecily", "no passphrase"), ("member:zoe", "no passphrase")])
def test_revoking_somebody_who_is_not_there_is_a_usage_error(site, reader, hint):
    told = site.run("access", "revoke", reader, "--yes")
    assert told.returncode == 2
    assert hint.encode() in told.stderr


KILLER = """
import os, sys
from portalgen import rekey
from portalgen.write import stage
point = sys.argv.pop(1)
def die(*_args, **_more): os.kill(os.getpid(), 9)
if point == "before the site": stage.Stage.commit = die
if point == "after the site": rekey.Path.replace = lambda self, target: die() if self.name.endswith(".next") else os.replace(self, target)
if point == "before the vault": rekey.write_vault = die
from portalgen.cli import main
main()
"""


@pytest.mark.parametrize(
    ("point", "is_new"), [("before the vault", False), ("before the site", False), ("after the site", True)]
)
def test_a_revocation_that_is_killed_leaves_vault_and_site_both_old_or_both_new(site, point, is_new):
    before = site.access()["table"]
    command = [sys.executable, "-c", KILLER, point, "access", "revoke", "ada", "--yes"]
    env = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": site.passphrase}
    assert subprocess.run(command, cwd=site.root, env=env, capture_output=True).returncode == -9
    after = site.access()["table"]
    assert ("member:ada" not in after) is is_new
    assert bool(opens(site, after["members"])), "the vault opens the site that is there"
    assert bool(opens(site, before["member:ada"])) is not is_new
    assert [path.name for path in site.root.glob("portal.vault*")] == ["portal.vault"]
    site.build()


def test_a_passphrase_of_one_s_own_is_measured(site):
    weak = site.run("access", "rotate", "sponsors", "--passphrase-env", "NEW", "--yes", env={"NEW": "Harbor2026"})
    assert weak.returncode == 2
    assert b"bits; 70 are the least" in weak.stderr and b"Harbor2026" not in weak.stderr + weak.stdout
    spelled = site.run(
        "access", "rotate", "sponsors", "--passphrase-env", "NEW", "--weak-ok", "--yes", env={"NEW": "Harbor2026"}
    )
    assert spelled.returncode == 0, spelled.stderr
    assert site.access()["table"]["sponsors"] == "Harbor2026"
    own = "the Ferry to Käsmu left an hour before it was due, 1987"
    strong = site.run("access", "rotate", "sponsors", "--passphrase-env", "NEW", "--yes", env={"NEW": f"  {own} "})
    assert strong.returncode == 0, strong.stderr
    assert opens(site, own)


def test_renewing_all_shared_passphrases_reseals_the_site(site):
    before = site.access()["table"]
    assert site.run("access", "rotate", "--yes").returncode == 0
    after = site.access()["table"]
    assert all(before[name] != after[name] for name in ("members", "conveners", "sponsors", "logistics"))
    assert opens(site, before["members"]) == [] and opens(site, after["members"])
    assert before["member:ada"] == after["member:ada"]


def test_an_invite_is_shown_once_and_kept_nowhere(site):
    told = site.run(
        "access", "invite", "ada", "--address", "https://lunch.example/", "--days", "14", "--format", "json"
    )
    value = json.loads(told.stdout)
    assert re.fullmatch(r"https://lunch\.example/#invite=[0-9a-f]{64}", value["link"])
    assert value["code"] is None
    listed = json.loads(site.run("access", "list", "--reveal", "--format", "json").stdout)["cohorts"][0]
    assert listed["invites"] == [
        {"reader": "member:ada", "since": listed["invites"][0]["since"], "expires": value["expires"], "coded": False}
    ]
    assert value["link"][-64:] not in json.dumps(listed)


def test_cards_are_for_the_owner_alone_and_never_in_the_output_folder(site):
    os.umask(0o000)
    told = site.run("access", "card", "--address", "https://lunch.example/")
    assert told.returncode == 0, told.stderr
    cards = sorted((site.root / "cards").iterdir())
    assert [card.name for card in cards] == ["table-member-ada.html", "table-member-ben.html"]
    assert {mode(card) for card in cards} == {0o600}
    text = cards[0].read_text()
    assert site.access()["table"]["member:ada"].replace("-", " ") in text
    assert "<svg" in text and "Ada Lind" in text and "Tea room" in text
    refused = site.run("access", "card", "--to", site.root / "output" / "cards")
    assert refused.returncode == 2
    missing = site.run("access", "card", "zoe")
    assert missing.returncode == 2 and b"portalgen access add zoe" in missing.stderr


def test_the_way_out_needs_stock_tools_only(site, tmp_path):
    """Run the script of `access export` with the real staticrypt, from npm, in place of npx."""
    told = site.run("access", "export", "--staticrypt", "--to", tmp_path / "escape")
    assert told.returncode == 0, told.stderr
    assert {path.name for path in (tmp_path / "escape").iterdir()} == {
        "table.sh",
        "table.pages",
        "table.passphrases",
        "table.staticrypt.json",
    }
    assert mode(tmp_path / "escape" / "table.passphrases") == 0o600
    npx = tmp_path / "bin" / "npx"
    npx.parent.mkdir()
    npx.write_text(f'#!/bin/sh\nshift 2\nexec "{ROOT}/node_modules/.bin/staticrypt" "$@"\n')
    npx.chmod(0o755)
    env = {**os.environ, "PATH": f"{npx.parent}:{os.environ['PATH']}"}
    ran = subprocess.run([tmp_path / "escape" / "table.sh"], env=env, capture_output=True, text=True, timeout=240)
    assert ran.returncode == 0, ran.stderr
    plain = sorted((tmp_path / "escape" / "table-plain").iterdir())
    assert [path.name for path in plain] == [path.name for path in sorted(site.output().glob("????????????????.html"))]
    assert any("A secret page" in path.read_text() for path in plain)


def test_all_members_get_a_passphrase_at_once_and_alumni_none(portal):
    made = portal(
        {**FILES, "content/table/cohort.yaml": "title: T\nmembers: [{person: ada}, {person: ben, status: alum}]\n"}
    )
    told = json.loads(made.run("access", "add", "--all", "--format", "json").stdout)
    assert told == {"added": ["member:ada in table"], "known": []}
    for wrong in ([], ["ada", "--all"], ["--all", "--as", "guest"]):
        assert made.run("access", "add", *wrong).returncode == 2


def test_without_input_nothing_is_taken_away_unless_spelled_out(site):
    before = site.access()
    for verb in (["revoke", "ada"], ["rotate", "members"]):
        told = site.run("access", *verb, "--no-input")
        assert told.returncode == 2 and b"say --yes" in told.stderr
    assert site.access() == before


@pytest.mark.parametrize("reader", ["conveners", "members"])
def test_a_shared_passphrase_is_not_one_reader_to_revoke(site, reader):
    told = site.run("access", "revoke", reader, "--yes")
    assert told.returncode == 2
    assert f"portalgen access rotate {reader}" in told.stderr.decode()


def test_a_process_that_crashes_leaves_no_core(site):
    check = ("import resource, sys; from portalgen.cli import main; from portalgen.access import file\n"
             "def crash(*_a, **_m): print(resource.getrlimit(resource.RLIMIT_CORE)[0]); raise SystemExit(9)\n"
             "file.read_vault = crash\nsys.argv[1:] = ['access', 'list']\nmain()")  # fmt: skip
    code = f"import resource; resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)\n{check}"
    told = subprocess.run([sys.executable, "-c", code], cwd=site.root, capture_output=True, text=True,
                          env={**os.environ, "PORTALGEN_VAULT_PASSPHRASE": site.passphrase})  # fmt: skip
    assert told.stdout.strip() == "0", told.stderr


@pytest.mark.proof
def test_a_thousand_readers_have_their_slots_and_the_last_one_gets_in(portal):
    from dataclasses import replace

    from portalgen.access.file import read_vault, write_vault
    from portalgen.access.secrets import AudienceSecret, with_own

    people = [f"p{number:04}" for number in range(1000)]
    made = portal({**{f"content/people/{name}.md": f"---\nname: Person {name}\n---\n" for name in people},
                   "content/table/cohort.yaml": "title: T\nmembers:\n" + "".join(f"- person: {name}\n" for name in people)})  # fmt: skip
    assert made.run("access", "add", "p0999").returncode == 0
    vault = made.root / "portal.vault"
    secrets = read_vault(vault, made.passphrase)
    own = secrets.cohorts["table"]
    given = {f"member:{name}": AudienceSecret(f"passphrase of {name}", os.urandom(32)) for name in people[:-1]}
    write_vault(vault, with_own(secrets, "table", replace(own, audiences={**given, **own.audiences})), made.passphrase)
    made.build()
    keyring = json.loads(re.search(r'id="keyring">(.*?)</script>', (made.output() / "index.html").read_text()).group(1))
    assert len(keyring["slots"]) == 1008  # 1 004 credentials, filled up to a multiple of 16
    passphrase = made.access()["table"]["member:p0999"]
    opened = []
    for page in list(made.output().glob("????????????????.html"))[
        :24
    ]:  # half of all pages are those of one reader alone
        told = made.run("open", page, "--passphrase-env", "PASS", env={"PASS": passphrase})
        opened.append(told.returncode == 0 and b"portalgen:1 table" in told.stdout)
    assert any(opened)


def test_a_lost_vault_costs_new_words_and_no_content(site):
    before, old = site.access()["table"], (site.root / "portal.vault").read_bytes()
    told = site.run("access", "rotate", "--new-vault", "--yes", passphrase="another vault passphrase altogether")
    assert told.returncode == 0, told.stderr
    aside = next(site.root.glob("portal.vault.*.old"))
    assert aside.read_bytes() == old
    site.passphrase = "another vault passphrase altogether"
    site.build()
    after = site.access()["table"]
    assert opens(site, before["members"]) == [] and any("secret page" in page for page in opens(site, after["members"]))
    assert set(before.values()) & set(after.values()) == set()
    assert site.run("access", "rotate", "--new-vault", "members", "--yes").returncode == 2
    assert site.run("access", "rotate", "--new-vault", "--yes").returncode == 2, "never over a vault set aside"
