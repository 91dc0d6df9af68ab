"""`portalgen init`: a small portal that builds at once, by flags or by questions; nothing is written over."""

import os
import re
import select
import shlex
import subprocess
import sys
import time

import pytest
import yaml
from conftest import ROOT, VAULT_PASSPHRASE, Site, run

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


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_it_asks_and_takes_pasted_members(tmp_path):
    answers = ["Bridgewright Tables", "The Causeway Table", "Europe/London", "2027-01-20 14:00",
               "Ines Harrowgate, COO, Saltmarsh Cold Storage, ines@saltmarsh.example", "Søren Vindahl, COO", "",
               VAULT_PASSPHRASE, VAULT_PASSPHRASE]  # fmt: skip
    printed = on_a_terminal(["init", "net"], answers, tmp_path)
    assert "Next:" in printed, printed
    site = Site(tmp_path / "net")
    site.build()
    assert "timezone: Europe/London" in (site.root / "portal.yaml").read_text()
    assert {path.stem for path in site.root.glob("content/people/*.md")} == {"ines", "soren"}
    assert next(site.root.glob("content/causeway/sessions/2027-01-20-*/session.md"))


def on_a_terminal(words, answers, folder):
    """Return what portalgen prints on a terminal where somebody types `answers`, one whenever it waits."""
    import pty

    env = {key: value for key, value in os.environ.items() if key != "PORTALGEN_VAULT_PASSPHRASE"}
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "portalgen", *words], cwd=folder, env=env, stdin=theirs,
                               stdout=theirs, stderr=theirs, close_fds=True)  # fmt: skip
    os.close(theirs)
    printed, quiet_since = b"", time.monotonic()
    while process.poll() is None and time.monotonic() - quiet_since < 60:
        if select.select([ours], [], [], 0.3)[0]:
            try:
                printed += os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            quiet_since = time.monotonic()
        elif printed.rstrip(b" ").endswith((b":", b">")) and answers:
            os.write(ours, answers.pop(0).encode() + b"\n")
            printed += b"\n"
    process.wait(timeout=60)
    os.close(ours)
    return printed.decode()


def commands_in(text):
    """Return the commands of a text, without what stands behind #."""
    lines = [line.split(" #")[0].strip() for line in text.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("portalgen ")]


def test_the_commands_of_a_new_portal_s_own_readme_work_in_it(begun):
    site = begun()
    text = (site.root / "README.md").read_text().replace("ID", "mara")
    blocks = "\n".join(line for line in text.splitlines() if line.startswith("    "))
    steps = [step for step in commands_in(blocks) if step[0] != "serve"]  # tests/browser walks through that
    assert len(steps) == 10
    for step in steps:
        if step[:2] == ["access", "revoke"]:
            assert site.run("access", "add", "mara").returncode == 0
            step.append("--yes")
        day = ["--as-of", "2027-03-01"] if step == ["new", "notes"] else []
        told = site.run(*step, *day)
        assert told.returncode == 0, (step, told.stderr)


def test_the_readme_s_commands_for_writing_work_in_a_new_portal(begun):
    block = next(block for block in re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.S)
                 if "portalgen new" in block)  # fmt: skip
    site = begun()
    (site.root.parent / "old-notes").mkdir()
    (site.root.parent / "old-notes" / "2026-01-22 meeting.md").write_text("We met.\n")
    steps = commands_in(block)
    assert len(steps) == 7
    for step in steps:
        told = site.run(*["../old-notes" if word == "old-notes" else word for word in step])
        assert told.returncode == 0, (step, told.stderr)
    site.build("--as-of", "2026-11-24")
