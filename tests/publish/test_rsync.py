"""Publishing by rsync: what arrives and how, and bad days, against a real rsync server and through a remote shell."""

import os
import re
import signal
import stat
import subprocess
from contextlib import contextmanager

import pytest

from portalgen.errors import WorldError
from portalgen.model.hosting import RsyncTarget
from portalgen.publish.host import Mark, PassingError
from portalgen.publish.mark import make_mark
from portalgen.publish.program import Told, explain
from portalgen.publish.publish import publish
from portalgen.publish.rsync import FAULTS
from portalgen.publish.target import host_of

from .made_site import FILES, MAP, OLD, PAGE, PAPER, Made, answers, files, free_port

pytestmark = pytest.mark.usefixtures("impatient")
SERVER = """
use chroot = no
address = 127.0.0.1
port = {port}
{owner}
log file = {folder}/log
motd file = {folder}/motd
read only = no
[pages]
path = {folder}/pages
[locked]
path = {folder}/pages
auth users = ada
secrets file = {folder}/secrets
[still]
path = {folder}/pages
read only = yes
[careful]
path = {folder}/pages
refuse options = delete delete-missing-args
[small]
path = {folder}/small
"""
SMALL = """
mount -t tmpfs -o size=300k tmpfs '{folder}/small'
chmod 777 '{folder}/small'
exec unshare --user --map-user=1000 --map-group=1000 rsync --daemon --no-detach --config='{folder}/conf'
"""


@contextmanager
def serving(folder, command, owner=""):
    """Run an rsync server on `folder`; give its port, 0 where it cannot be started."""
    port = free_port()
    for name in ("pages", "small"):
        (folder / name).mkdir()
    (folder / "secrets").write_text("ada:a word for tests\n")
    (folder / "secrets").chmod(0o600)
    (folder / "motd").write_text("Welcome.\n<f+++++++++ index.html\n")
    (folder / "conf").write_text(SERVER.format(folder=folder, port=port, owner=owner))
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield port if answers(port, running) else 0
    finally:
        running.terminate()
        running.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Return the folder and the port of an rsync server."""
    folder = tmp_path_factory.mktemp("rsync")
    owner = f"uid = {os.getuid()}\ngid = {os.getgid()}"
    with serving(folder, ["rsync", "--daemon", "--no-detach", f"--config={folder}/conf"], owner) as port:
        yield folder, port


@pytest.fixture
def made(tmp_path):
    made = Made(tmp_path / "portal")
    for path in made.site.rglob("*"):
        os.utime(path, (1_100_000_000, 1_100_000_000))
    return made


@pytest.fixture
def place(server, request):
    """Return a folder of the server's for one test alone, and the address of it."""
    folder, port = server
    name = re.sub(r"\W", "-", request.node.name)
    return folder / "pages" / name, f"rsync://127.0.0.1:{port}/pages/{name}"


def host(made, destination, env=None):
    target = RsyncTarget(to="rsync", destination=destination)
    return host_of(target, made.root, site=made.site, environment={**os.environ, **(env or {})})


def without_mark(folder):
    return {name: content for name, content in files(folder).items() if name != "state.txt"}


def test_the_site_arrives_for_all_to_read_and_with_the_dates_of_the_build(made, place):
    folder, address = place
    for path in made.site.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    before = os.umask(0o077)
    try:
        made.publish(host(made, address))
    finally:
        os.umask(before)
    assert without_mark(folder) == FILES
    for path in (folder / name for name in FILES):
        assert stat.S_IMODE(path.stat().st_mode) == 0o644 and stat.S_IMODE(path.parent.stat().st_mode) | 0o700 == 0o755
        assert int(path.stat().st_mtime) == 1_100_000_000
    assert (folder / "state.txt").stat().st_mtime < made.root.stat().st_ctime - 86_400, "it does not tell of today"
    assert made.prepare(host(made, address)).steps == ()


def test_bytes_count_and_neither_size_nor_date(made, place):
    folder, address = place
    made.publish(host(made, address))
    made.write({PAGE: b"egap"})
    os.utime(made.site / PAGE, (1_100_000_000, 1_100_000_000))
    os.utime(made.site / PAPER)
    upload = made.prepare(host(made, address))
    assert (upload.difference.new, upload.difference.changed) == (frozenset(), {PAGE})
    made.send(upload)
    assert (folder / PAGE).read_bytes() == b"egap"


def test_a_page_that_went_stays_for_one_publish_and_what_is_not_ours_for_ever(made, place):
    folder, address = place
    made.write({OLD: b"old"})
    made.publish(host(made, address))
    (folder / "a b").mkdir()
    (folder / "a b" / "their own.pdf").write_text("x")
    (folder / ".htaccess").write_text("x")
    made.remove(OLD)
    made.write({MAP: b"another map"})
    assert made.publish(host(made, address)).difference.others == {OLD, "a b/their own.pdf", ".htaccess"}
    assert OLD in files(folder)
    made.publish(host(made, address))
    assert without_mark(folder).keys() == FILES.keys() | {"a b/their own.pdf", ".htaccess"}
    (folder / PAGE).unlink()
    one = host(made, address).store
    one.drop([PAGE, PAPER, "o/never.bin"])
    assert FILES.keys() - files(folder).keys() == {PAGE, PAPER}


def test_a_mark_set_by_somebody_else_in_the_middle_stops_us(made, place):
    folder, address = place
    upload = made.prepare(host(made, address))

    def meanwhile(what, done, total):
        (folder / "state.txt").write_bytes(make_mark(Mark("", "somebody")))

    with pytest.raises(WorldError, match="somebody else began to publish"):
        publish(upload, root=made.root, output=made.root / "output", progress=meanwhile)


def test_a_password_is_taken_from_the_environment_and_never_asked_for(made, server):
    folder, port = server
    address = f"rsync://ada@127.0.0.1:{port}/locked/by-password"
    for env in ({}, {"RSYNC_PASSWORD": "a wrong word"}):
        with pytest.raises(WorldError, match="does not let you in") as fault:
            made.publish(host(made, address, env))
        assert "RSYNC_PASSWORD" in fault.value.problems[0].hint and "wrong word" not in str(fault.value)
    made.publish(host(made, address, {"RSYNC_PASSWORD": "a word for tests"}))
    assert without_mark(folder / "pages" / "by-password") == FILES


@pytest.mark.parametrize(
    ("place", "problem", "hint"),
    [
        ("nowhere/site", "no such module", "lists the modules"),
        ("still/site", "lets nobody write there", "may be written to"),
        ("careful/site", "refuses an option", "refuse options"),
        ("pages/not/there/site", "folder above it is not there", "make it at the host"),
    ],
)
def test_a_place_that_cannot_be_published_to_is_told_at_once(made, server, place, problem, hint):
    with pytest.raises(WorldError, match=problem) as fault:
        made.publish(host(made, f"rsync://127.0.0.1:{server[1]}/{place}"))
    assert hint in fault.value.problems[0].hint and not isinstance(fault.value, PassingError)


def test_a_server_that_does_not_answer_may_answer_later(made):
    with pytest.raises(PassingError, match="does not answer"):
        made.publish(host(made, f"rsync://127.0.0.1:{free_port()}/pages/site"))


def test_a_full_host_is_told_and_another_day_goes_on(made, tmp_path):
    alone = ["unshare", "--map-root-user", "--mount", "sh", "-ec", SMALL.format(folder=tmp_path)]
    with serving(tmp_path, alone) as port:
        if not port:
            pytest.skip("no small disk can be made here: mounting is not allowed")
        address = f"rsync://127.0.0.1:{port}/small"
        made.publish(host(made, address))
        made.write({PAGE: os.urandom(900_000), "index.html": b"new"})
        with pytest.raises(WorldError, match="no room at the host"):
            made.publish(host(made, address))
        assert made.prepare(host(made, address)).difference.changed == {PAGE, "index.html"}
        made.write({PAGE: b"small"})
        made.publish(host(made, address))
        assert made.prepare(host(made, address)).steps == ()


def test_a_killed_upload_goes_on_where_it_ended(made, place):
    folder, address = place
    made.publish(host(made, address))
    made.write({PAGE: b"new", MAP: b"new", "index.html": b"new"})
    assert made.publish_killed(RsyncTarget(to="rsync", destination=address), 8).returncode == -signal.SIGKILL
    assert "uploading" in (folder / "state.txt").read_text()
    assert (folder / "index.html").read_bytes() == FILES["index.html"]
    assert (folder / PAGE).read_bytes() == b"new"
    made.publish(host(made, address))
    assert without_mark(folder) == made.files()


SHELL = """#!/bin/sh
echo "$@" >> '{log}'
while [ "$1" = -o ]; do shift 2; done
[ "$1" = -l ] && shift 2
shift
exec sh -c "$*"
"""


def ssh(tmp_path, text):
    """Return an environment in which `ssh` is a script of ours."""
    program = tmp_path / "bin" / "ssh"
    program.parent.mkdir()
    program.write_text(text)
    program.chmod(0o755)
    return {"PATH": f"{program.parent}:{os.environ['PATH']}"}


def test_by_remote_shell_it_works_the_same_and_never_asks(made, tmp_path):
    env = ssh(tmp_path, SHELL.format(log=tmp_path / "calls"))
    folder = tmp_path / "host" / "my site"
    folder.parent.mkdir()
    address = f"ada@pages.example:{folder}"
    made.write({OLD: b"old"} | {f"{number}.txt": b"" for number in range(120)})
    upload = made.publish(host(made, address, env))
    calls = (tmp_path / "calls").read_text().splitlines()
    assert len(calls) == len(("mark", "compare", "begun", "done")) + len(("mark", "put")) * len(upload.steps)
    made.remove(OLD)
    made.publish(host(made, address, env))
    made.publish(host(made, address, env))
    assert without_mark(folder) == made.files()
    assert all(call.startswith("-o BatchMode=yes ") and "pages.example" in call for call in calls)


@pytest.mark.parametrize(
    ("script", "problem", "passing"),
    [
        (
            "echo 'ada@pages.example: Permission denied (publickey,password).' >&2; exit 255",
            "does not let you in",
            False,
        ),
        ("echo 'Host key verification failed.' >&2; exit 255", "does not let you in", False),
        ("echo 'ssh: Could not resolve hostname pages.example' >&2; exit 255", "does not answer", True),
        ("echo 'sh: rsync: command not found' >&2; exit 127", "no rsync at the host", False),
        ("echo 'Welcome to the club house, dear guest'; cat > /dev/null", "do not understand each other", False),
    ],
)
def test_a_remote_shell_that_fails_is_told(made, tmp_path, script, problem, passing):
    with pytest.raises(WorldError, match=problem) as fault:
        made.publish(host(made, "ada@pages.example:/srv/www/site", ssh(tmp_path, f"#!/bin/sh\n{script}\n")))
    assert isinstance(fault.value, PassingError) is passing


def test_a_failure_without_a_word_is_known_by_its_exit_code():
    """A line that breaks may take the host's last words with it."""
    assert "may not write there" in str(explain(Told(11, b"", ""), FAULTS, "pages.example:site"))
    assert "exit code 99" in str(explain(Told(99, b"", ""), FAULTS, "pages.example:site"))


def test_another_remote_shell_is_taken_as_rsync_takes_it(made, tmp_path):
    env = ssh(tmp_path, "#!/bin/sh\nexit 1\n")
    program = tmp_path / "bin" / "other"
    program.write_text(SHELL.format(log=tmp_path / "calls"))
    program.chmod(0o755)
    made.publish(host(made, f"pages.example:{tmp_path}/site", {**env, "RSYNC_RSH": str(program)}))
    assert without_mark(tmp_path / "site") == FILES
