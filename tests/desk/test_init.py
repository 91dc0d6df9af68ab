"""`portalgen init`: a small portal that builds at once, by flags or by questions; nothing is written over."""

import os
import re
import sys

import pexpect
import pytest
import yaml
from conftest import VAULT_PASSPHRASE, run
from guides import Terminal, lines

from .conftest import TO_FILL_IN, said


def test_a_new_portal_builds_and_what_it_lacks_is_what_only_a_convener_knows(begun):
    site = begun("--name", "Bridgewright: Tables", "--cohort-title", "The Tuesday Table",
                 "--first-session", "2027-01-20T14:00")  # fmt: skip
    site.build("--as-of", "2026-11-24")
    found = {
        finding["rule"] for finding in said(site.run("check", "--as-of", "2026-11-24", "--format", "json"))["findings"]
    }
    assert found <= TO_FILL_IN, found
    pages = "".join(site.plain_pages("tuesday").values())
    for words in ("Ines Harrowgate", "Larkfield Hospitals, Group", "Bridgewright: Tables", "Competition law"):
        assert words in pages
    for email in ("ines@saltmarsh.example", "mara@larkfield.example"):
        assert email not in pages  # nobody has agreed to that yet


def test_the_first_session_has_an_agenda_as_long_as_it_is(begun):
    site = begun("--first-session", "2027-01-20T14:00")
    session = next(site.root.glob("content/cohort/sessions/2027-01-20-*/session.md")).read_text()
    front = yaml.safe_load(session.split("---\n")[1])
    assert str(front["start"]) == "2027-01-20 14:00" and str(front["end"]) == "2027-01-20 18:00"
    assert sum(item["minutes"] for item in front["agenda"]) == 240
    assert front["agenda"][0]["kind"] == "confidentiality"


def test_every_file_of_a_new_portal_leads_editors_to_its_schema(begun):
    site = begun()
    files = [path for path in [*site.root.glob("*.yaml"), *site.root.glob("content/**/*.*")]
             if path.name != "index.md"]  # fmt: skip
    assert len(files) == 7
    for path in files:
        line = re.search(r"^# yaml-language-server: \$schema=(.+)$", path.read_text(), re.M)
        assert line, path
        assert (path.parent / line.group(1)).is_file(), path


def test_a_new_portal_keeps_secrets_out_of_its_repository_and_says_what_is_what(begun):
    site = begun("--cohort-title", "The Tuesday Table")
    ignored = (site.root / ".gitignore").read_text().splitlines()
    assert {"output/", ".portalgen/", "cards/", "messages/"} <= {*ignored}
    assert (site.root / "portal.vault").stat().st_mode & 0o077 == 0
    readme = (site.root / "README.md").read_text()
    assert "content/tuesday/" in readme and "portalgen new session" in readme


def test_a_charter_speaks_of_every_rule_that_a_group_needs(begun):
    text = (begun().root / "content/cohort/charter.md").read_text()
    for rule in ("Confidentiality", "Attendance", "Non-solicitation", "Competition law", "Recording and machines",
                 "Retention", "Guests", "Conflicts", "Material non-public", "Clearing", "Leaving"):  # fmt: skip
        assert re.search(rf"^## .*{rule}", text, re.M), rule


def test_a_folder_with_something_in_it_stays_as_it_is(tmp_path):
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "mine.txt").write_text("mine")
    told = run("init", "net", "--no-input", cwd=tmp_path)
    assert told.returncode == 2 and b"not empty" in told.stderr
    assert [path.name for path in (tmp_path / "net").iterdir()] == ["mine.txt"]


def test_what_comes_next_is_printed_and_works(tmp_path):
    told = run("init", "net", "--no-input", cwd=tmp_path)
    steps = [line.strip() for line in told.stdout.decode().split("Next:\n")[1].splitlines() if line.startswith("  ")]
    assert steps[0] == "cd net" and "portalgen build" in steps
    for step in steps[1:3]:
        assert run(*step.split()[1:], cwd=tmp_path / "net").returncode == 0, step


def test_a_wrong_time_zone_or_day_is_told_before_anything_is_made(tmp_path):
    for flag, value in (("--timezone", "Eastern"), ("--first-session", "next Tuesday")):
        told = run("init", "net", "--no-input", flag, value, cwd=tmp_path)
        assert told.returncode == 2 and value.encode() in told.stderr
        assert not (tmp_path / "net").exists()


def test_json_names_what_was_written_and_what_was_left(tmp_path):
    told = said(run("init", "net", "--no-input", "--members", "-", "--format", "json", cwd=tmp_path,
                    stdin=b"Name,Timezone\nMara Okonjo-Vance,EST5\n,Europe/London\n"))  # fmt: skip
    assert "content/people/mara.md" in told["written"]
    assert len(told["left"]) == 2 and "EST5" in told["left"][0] and "row 3" in told["left"][1]


@pytest.mark.parametrize(("phrase", "is_weak"), [("a", True), ("a vault passphrase for tests only", False)])
def test_a_weak_passphrase_for_the_vault_is_told_so(tmp_path, phrase, is_weak):
    told = run("init", "net", "--no-input", cwd=tmp_path, passphrase=phrase)
    assert told.returncode == 0 and (b"This vault passphrase is weak" in told.stderr) is is_weak


def test_two_of_one_name_are_two_people_and_a_line_that_stands_twice_is_one(tmp_path):
    (tmp_path / "list.txt").write_text("Ines Harrowgate, COO\nInes Harrowgate, CFO\nSøren Vindahl\nSøren Vindahl\n")
    told = run("init", "net", "--no-input", "--members", "list.txt", cwd=tmp_path)
    assert told.returncode == 0 and b"3 members" in told.stdout
    people = {path.name for path in (tmp_path / "net/content/people").glob("*.md")}
    assert people == {"ines.md", "ines-harrowgate.md", "soren.md"}


def test_a_portal_in_the_folder_where_one_stands_is_told_so(tmp_path):
    told = run("build", "--no-input", cwd=tmp_path)
    assert told.returncode == 1 and list(tmp_path.iterdir()) == [], "a build that finds no portal leaves nothing"
    told = run("init", ".", "--no-input", cwd=tmp_path)
    assert b"A new portal is in this folder." in told.stdout and b"cd ." not in told.stdout
    told = run("check", cwd=tmp_path / "content")
    assert told.returncode == 1 and b"there is one above: say -C .." in told.stderr


def test_on_a_terminal_a_table_that_is_not_there_is_asked_for_again(tmp_path):
    given = ["--name", "Tables", "--cohort-title", "Tuesday", "--timezone", "Europe/London",
             "--first-session", "2027-01-20T14:00"]  # fmt: skip
    (tmp_path / "members.csv").write_text("Name,Role\nInes Harrowgate,COO\nSøren Vindahl,COO\n")
    env = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": VAULT_PASSPHRASE}
    words = ["-m", "portalgen", "init", "net", *given]
    with pexpect.spawn(sys.executable, words, cwd=tmp_path, env=env, encoding="utf-8", timeout=60) as terminal:
        for typed in ("membres.csv", "members.csv"):
            terminal.expect_exact("> ")
            terminal.sendline(typed)
            terminal.expect_exact("There is no file membres.csv" if typed != "members.csv" else "Next:")
    assert {path.stem for path in tmp_path.glob("net/content/people/*.md")} == {"ines", "soren"}


def test_the_commands_of_a_new_portal_s_own_readme_work_in_it(begun):
    site = begun()
    text = (site.root / "README.md").read_text().replace("ID", "mara")
    shown = lines("".join(f"```sh\n{line.strip()}\n```" for line in text.splitlines() if line.startswith("    ")))
    assert len(shown) == 11
    terminal = Terminal(site.root)
    for line in shown:
        if line == "portalgen serve":
            continue
        if "revoke" in line:
            terminal.type("portalgen access add mara")
        day = ["--as-of", "2027-03-01"] if line == "portalgen new notes" else []
        terminal.type(line, *day)
