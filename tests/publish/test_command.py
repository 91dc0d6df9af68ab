"""Publishing by a command of the convener's own: what it is given, what is remembered, what is said when it fails."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import portalgen
from portalgen.errors import WorldError
from portalgen.model.hosting import CommandTarget
from portalgen.publish.target import host_of

from .made_site import FILES, Made, files


@pytest.fixture
def made(tmp_path):
    return Made(tmp_path / "my portal")


def host(made, line):
    return host_of(CommandTarget(to="command", run=line), made.root, site=made.site, environment=os.environ)


def test_it_gets_the_folder_of_the_site_and_no_shell_reads_its_words(made):
    made.publish(host(made, "cp -r {site} 'the host $HOME; ls'"))
    assert files(made.root / "the host $HOME; ls") == FILES


def test_a_site_is_sent_once_until_it_changes(made):
    line = "sh -c 'echo sent >> log; cat {site}/index.html > there'"
    line = line.replace("{site}", '"$0"') + " {site}"
    made.publish(host(made, line))
    assert made.prepare(host(made, line)).steps == ()
    made.write({"index.html": b"new"})
    upload = made.publish(host(made, line))
    assert upload.difference.new == FILES.keys()
    assert (made.root / "log").read_text() == "sent\nsent\n" and (made.root / "there").read_bytes() == b"new"
    assert made.prepare(host(made, "another {site}")).steps != ()


def test_a_command_that_fails_is_told_with_its_own_words_and_runs_again(made):
    line = "sh -c 'echo working; echo the token is too old >&2; test -e mended' {site}"
    with pytest.raises(WorldError, match="exit code 1") as fault:
        made.publish(host(made, line))
    assert "the token is too old" in str(fault.value) and "the command sh" in str(fault.value)
    (made.root / "mended").touch()
    assert made.publish(host(made, line)).steps
    assert made.prepare(host(made, line)).steps == ()


@pytest.mark.parametrize(
    ("line", "problem"), [("nothing-of-that-name {site}", "no program"), ("./send", "cannot be started")]
)
def test_a_command_that_cannot_be_started_is_told(made, line, problem):
    (made.root / "send").write_text("not for running")
    with pytest.raises(WorldError, match=problem):
        made.publish(host(made, line))


STOPPED = """
import os, sys
from pathlib import Path
from portalgen.model.hosting import CommandTarget
from portalgen.publish.target import host_of
from portalgen.publish.host import Mark, Step
root = Path(sys.argv[1])
line = '''sh -c "trap 'touch stopped; kill $!; exit 1' INT; sleep 60 & touch running; wait"'''
host = host_of(CommandTarget(to="command", run=line), root, site=root, environment=os.environ)
host.send([Step("all")], Mark(), Mark("a"), lambda *_: None)
"""


def test_to_stop_it_stops_the_command_too(made):
    env = {**os.environ, "PYTHONPATH": str(Path(portalgen.__file__).parent.parent)}
    words = [sys.executable, "-c", STOPPED, str(made.root)]
    running = subprocess.Popen(words, env=env, stderr=subprocess.PIPE, start_new_session=True)
    while not (made.root / "running").exists():
        assert running.poll() is None
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    assert b"KeyboardInterrupt" in running.communicate()[1]
    for _ in range(100):  # the command has its own end to come to
        if (made.root / "stopped").exists():
            break
        time.sleep(0.1)
    assert (made.root / "stopped").exists()
    assert made.prepare(host(made, "sh")).steps
