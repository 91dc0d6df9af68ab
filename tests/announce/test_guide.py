"""Every command of docs/ANNOUNCE.md, run in its order on a copy of the demo with the settings that the page shows."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from conftest import DEMO_PASSPHRASE, Site
from guides import document, lines

from portalgen.words import words

from .sink import PASSWORD, certificate, sink

ROOT = Path(__file__).resolve().parents[2]
GUIDE = document("docs/ANNOUNCE.md")
LINES = lines(GUIDE)
SETTINGS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)


@pytest.fixture
def site(tmp_path):
    root = tmp_path / "portal"
    shutil.copytree(ROOT / "content", root / "content")
    for name in ("portal.yaml", "portal.vault"):
        shutil.copy(ROOT / name, root / name)
    return Site(root, DEMO_PASSPHRASE)


def test_every_command_of_the_guide_works_after_those_before_it(site, tmp_path):
    address, day, mail = SETTINGS
    pem = certificate(tmp_path, "localhost")
    with sink(pem) as (port, keeper):
        ours = re.sub(r"host: \S+\n  account: \S+", f"host: localhost\n  port: {port}", mail).replace("30", "600")
        for name, more in (("content/causeway/cohort.yaml", address + day), ("portal.yaml", ours)):
            with (site.root / name).open("a") as file:
                file.write(more)
        env = {"SSL_CERT_FILE": str(pem), "PORTALGEN_MAIL_PASSWORD": PASSWORD}
        counts = []
        for line in LINES:
            step = [*shlex.split(line)[1:], *(["--yes"] if "--send" in line else [])]
            told = site.run(*step, env=env)
            assert told.returncode == 0, (line, told.stderr)
            counts.append(len(keeper.got))
    assert len(LINES) == 10 and counts == [0, 0, 0, 0, 0, 0, 11, 11, 12, 12]
    assert b"Once pre-reads of s5 is published, tell its readers" in told.stdout
    folder = site.root / "messages" / "causeway"
    assert sorted(path.name for path in folder.iterdir()) == ["s5-pre-reads", "s5-save-the-date"]
    assert [path.name for path in (folder / "s5-pre-reads").iterdir()] == ["member-mara.eml"]


def test_the_settings_of_the_guide_are_those_of_the_types(site):
    with (site.root / "portal.yaml").open("a") as file:
        file.write(SETTINGS[2])
    assert site.run("status", "--cohort", "lantern").returncode == 0


def test_the_guide_tells_what_stands_in_each_subject():
    for stage in ("save-the-date", "agenda", "pre-reads", "notes"):
        said = words("en")[f"mail.subject.{stage}"].removeprefix("{codename}: ")
        assert f'| `{stage}` | codename, "{said}" |' in GUIDE
