"""docs/HOSTS.md: what it shows is what the commands say, one section for each host, and each command works."""

import re
import shlex
import subprocess
import sys

import pytest
from click.testing import CliRunner
from conftest import ROOT
from guides import document, lines

from portalgen.cli.app import portalgen
from portalgen.hosts.known import HOSTS
from portalgen.hosts.rules import FRESH, LASTING

PAGE = document("docs/HOSTS.md")
SECTIONS = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE, re.S | re.M))
SHOWN = lines(PAGE)


def test_what_it_shows_is_what_the_commands_say():
    told = subprocess.run([sys.executable, ROOT / "tools" / "hosts_page.py", "--check"])
    assert told.returncode == 0, "run `make docs`"


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.name)
def test_every_host_has_its_section(host):
    section = SECTIONS[host.title]
    assert re.search(rf"^portalgen hosts show {host.name}( --at \S+)?\n```\n\n```\w*\n.+\n", section, re.M)
    for part in ("**Set.** ", "**It learns.** ", "**Publishing.** ", f"portalgen hosts show {host.name}"):
        assert section.count(part) == 1
    assert host.sends or f"--host {host.name}" in section


@pytest.mark.parametrize("line", [line for line in SHOWN if "verify" not in line])
def test_every_command_works(line):
    assert CliRunner().invoke(portalgen, shlex.split(line)[1:]).exit_code == 0


def test_what_goes_up_to_s3_has_our_cache_rules():
    assert re.findall(r'--cache-control "(.*?)"', SECTIONS["S3 with CloudFront"]) == [FRESH, LASTING]
