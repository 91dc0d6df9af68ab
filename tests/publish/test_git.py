"""Publishing to a branch: what a commit tells, what stays, and bad days, against real repositories and servers."""

import os
import re
import shutil
import signal
import stat
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from portalgen.errors import WorldError
from portalgen.model.hosting import GitTarget
from portalgen.publish import retry
from portalgen.publish.git import quiet
from portalgen.publish.host import PassingError
from portalgen.publish.target import host_of, own_place

from .made_site import FILES, MAP, OLD, PAGE, Made, answers, free_port

pytestmark = pytest.mark.usefixtures("impatient")
EVERYTHING_SET = """
[user]
  name = Ada Lind
  email = ada@lind.example
  signingKey = /nowhere
[commit]
  gpgSign = true
[push]
  gpgSign = if-asked
  followTags = true
[core]
  autocrlf = true
  hooksPath = {hooks}
[init]
  templateDir = {hooks}
[i18n]
  commitEncoding = iso-8859-1
"""


def git(where, *words, **more):
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", "-C", str(where), *words], capture_output=True, text=True, env=env, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def made(tmp_path):
    return Made(tmp_path / "portal")


@pytest.fixture
def remote(tmp_path):
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "site.git"], check=True)
    return tmp_path / "site.git"


def host(made, remote, env=None, **more):
    target = GitTarget(to="git", remote=str(remote), **more)
    return host_of(target, made.root, site=made.site, environment=os.environ if env is None else env)


def on_branch(remote, branch="pages"):
    names = git(remote, "ls-tree", "-r", "--name-only", branch).splitlines()
    show = ["git", "-C", str(remote), "cat-file", "blob"]
    return {name: subprocess.run([*show, f"{branch}:{name}"], capture_output=True, check=True).stdout for name in names}


def by_hand(remote, tmp_path, branch="pages", **content):
    """Commit files to the branch from another computer."""
    work = tmp_path / "by-hand"
    shutil.rmtree(work, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", remote, work], check=True, capture_output=True)
    git(work, "checkout", "-q", *([branch] if git(work, "branch", "-r", "--list", f"*/{branch}") else ["-b", branch]))
    for name, text in content.items():
        (work / name.replace("__", "/")).parent.mkdir(exist_ok=True)
        (work / name.replace("__", "/")).write_text(text)
    git(work, "add", "-A")
    git(work, "-c", "user.name=Ben", "-c", "user.email=b@b.example", "commit", "-qm", "By hand")
    git(work, "push", "-q", "origin", f"HEAD:{branch}")
    return git(work, "rev-parse", "HEAD")


def test_one_commit_holds_the_site_and_tells_nothing_of_who_made_it_or_when(made, remote, tmp_path):
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("pre-push", "post-index-change"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch '{tmp_path}/called'\nexit 1\n")
        (hooks / name).chmod(0o755)
    (tmp_path / "config").write_text(EVERYTHING_SET.format(hooks=hooks))
    env = {**os.environ, "GIT_CONFIG_GLOBAL": str(tmp_path / "config"), "TZ": "Asia/Kolkata",
           "GIT_DIR": "/nowhere", "GIT_AUTHOR_NAME": "Ada Lind", "GIT_COMMITTER_DATE": "2026-11-24 10:00"}  # fmt: skip
    made.publish(host(made, remote, env))
    tree = git(remote, "rev-parse", "pages^{tree}")
    nobody = "portalgen <noreply@invalid> 1000000000 +0000"
    assert git(remote, "cat-file", "commit", "pages") == f"tree {tree}\nauthor {nobody}\ncommitter {nobody}\n\nUpdate"
    there = on_branch(remote)
    assert there.pop(".nojekyll") == b"" and there.pop("state.txt").startswith(b"portalgen 1\nsite ")
    assert there == FILES
    assert set(git(remote, "ls-tree", "-r", "--format=%(objectmode)", "pages").split()) == {"100644"}
    assert not (tmp_path / "called").exists()
    assert "Ada" not in "".join(path.read_text("latin-1") for path in remote.rglob("*") if path.is_file())


def test_the_last_site_leaves_no_history_unless_it_is_asked_for(made, remote):
    for number, history in enumerate((False, False, True, True)):
        made.write({PAGE: str(number).encode()})
        made.publish(host(made, remote, keep_history=history), take_over=True)
        assert on_branch(remote)[PAGE] == str(number).encode()
        assert git(remote, "rev-list", "--count", "pages") == str((1, 1, 2, 3)[number])


def test_what_a_host_keeps_on_the_branch_stays(made, remote, tmp_path):
    by_hand(remote, tmp_path, CNAME="lunch.example\n", docs__readme="hello")
    made.publish(host(made, remote))
    made.write({PAGE: b"new"})
    made.publish(host(made, remote))
    there = on_branch(remote)
    assert there.pop("CNAME") == b"lunch.example\n" and there.pop("docs/readme") == b"hello"
    assert there.keys() == made.files().keys() | {"state.txt", ".nojekyll"}


def test_a_page_that_went_stays_for_one_publish(made, remote):
    made.write({OLD: b"old"})
    made.publish(host(made, remote))
    made.remove(OLD)
    made.write({MAP: b"another map"})
    made.publish(host(made, remote))
    assert OLD in on_branch(remote) and not [name for name in on_branch(remote) if name.endswith(".next")]
    assert made.publish(host(made, remote)).steps[-1].drops == (OLD,)
    assert OLD not in on_branch(remote)
    assert made.prepare(host(made, remote)).steps == ()


def packed(remote):
    return int(re.search(r"^in-pack: (\d+)", git(remote, "count-objects", "-v"), re.MULTILINE)[1])


@pytest.mark.parametrize("history", [False, True])
def test_only_what_changed_is_sent_and_nothing_is_kept_twice_here(made, remote, history):
    git(remote, "config", "receive.unpackLimit", "1")  # it keeps what it gets as it got it
    made.publish(host(made, remote))
    made.write({PAGE: b"new"})
    assert made.prepare(host(made, remote)).difference.changed == {PAGE}
    before = packed(remote)
    made.publish(host(made, remote, keep_history=history))
    assert packed(remote) - before == len(("commit", "tree", PAGE, "state.txt"))
    git(remote, "fsck", "--strict")
    made.write({PAGE: b"newer"})
    made.publish(host(made, remote, keep_history=history))
    assert packed(remote) - before == 2 * len(("commit", "tree", PAGE, "state.txt"))
    scratch = own_place(GitTarget(to="git", remote=str(remote), keep_history=history), made.root) / "git"
    assert git(scratch, "fsck", "--unreachable", "--no-progress") == ""
    assert stat.S_IMODE(scratch.stat().st_mode) == 0o700


def test_who_came_between_is_not_pushed_over(made, remote, tmp_path):
    made.publish(host(made, remote))
    made.write({PAGE: b"new"})
    upload = made.prepare(host(made, remote))
    theirs = by_hand(remote, tmp_path, CNAME="lunch.example\n")
    with pytest.raises(WorldError, match="somebody else changed this branch") as fault:
        made.send(upload)
    assert "run this again" in fault.value.problems[0].hint
    assert git(remote, "rev-parse", "pages") == theirs
    made.publish(host(made, remote))
    assert on_branch(remote)["CNAME"] == b"lunch.example\n" and on_branch(remote)[PAGE] == b"new"


def test_a_branch_that_came_between_is_not_pushed_over(made, remote, tmp_path):
    upload = made.prepare(host(made, remote))
    theirs = by_hand(remote, tmp_path, CNAME="lunch.example\n")
    with pytest.raises(WorldError, match="somebody else changed this branch"):
        made.send(upload)
    assert git(remote, "rev-parse", "pages") == theirs


def test_a_push_that_came_through_while_its_answer_was_lost_is_no_fault(made, remote, monkeypatch):
    one = host(made, remote)
    upload, real = made.prepare(one), type(one)._git

    def lost(self, *words, **more):
        told = real(self, *words, **more)
        if words[0] == "push" and not lost.once:
            lost.once = True
            raise PassingError("the line broke")
        return told

    lost.once = False
    monkeypatch.setattr(type(one), "_git", lost)
    made.send(upload)
    assert lost.once and on_branch(remote)[PAGE] == b"page"


@pytest.mark.parametrize("refusal", ["hook", "force"])
def test_a_protected_branch_is_told_with_the_host_s_own_words_and_once(made, remote, refusal):
    if refusal == "hook":
        hook = remote / "hooks" / "pre-receive"
        hook.write_text("#!/bin/sh\necho called >> calls\necho 'Pages are protected here' >&2\nexit 1\n")
        hook.chmod(0o755)
    else:
        made.publish(host(made, remote))
        git(remote, "config", "receive.denyNonFastForwards", "true")
        made.write({PAGE: b"new"})
    with pytest.raises(WorldError, match="rules refuse this push") as fault:
        made.publish(host(made, remote))
    assert not isinstance(fault.value, PassingError)
    assert "keep_history: true" in fault.value.problems[0].hint
    if refusal == "hook":
        assert "Pages are protected here" in str(fault.value)
        assert (remote / "calls").read_text() == "called\n"
    else:
        made.publish(host(made, remote, keep_history=True))
        assert on_branch(remote)[PAGE] == b"new"


@pytest.mark.parametrize(("branch", "file"), [("main", "content__secret"), ("pages", "clubs__portal.yaml")])
def test_a_branch_with_a_portal_s_content_is_never_published_to(made, remote, tmp_path, branch, file):
    theirs = by_hand(remote, tmp_path, branch, **{file: "the members' words"})
    with pytest.raises(WorldError, match="readers would be given all of it") as fault:
        made.publish(host(made, remote, branch=branch))
    assert "branch: pages" in fault.value.problems[0].hint
    assert git(remote, "rev-parse", branch) == theirs


def test_the_branch_that_the_portal_is_written_on_is_refused_before_it_was_ever_pushed(made, remote):
    git(made.root, "init", "-q", "-b", "writing")
    git(made.root, "remote", "add", "origin", f"{remote}/")
    with pytest.raises(WorldError, match="portal's own content"):
        made.publish(host(made, remote, branch="writing"))
    made.publish(host(made, remote, branch="pages"))
    assert git(remote, "branch", "--list", "--format=%(refname:short)") == "pages"


@pytest.mark.parametrize(
    "address",
    ["git@code.example:club/site.git", "git@code.example:/club/site.git", "ssh://git@code.example:22/club/site/"],
)
def test_two_addresses_of_one_repository_are_known_for_one(made, address):
    git(made.root, "init", "-q", "-b", "main")
    git(made.root, "remote", "add", "origin", "https://Code.example/club/site")
    with pytest.raises(WorldError, match="portal's own content"):
        made.publish(host(made, address, branch="main"))


class Door(BaseHTTPRequestHandler):
    """A host that asks for a password, or is busy."""

    def do_GET(self):
        self.server.asked.append(self.headers.get("Authorization"))
        self.send_response(self.server.status)
        self.send_header("WWW-Authenticate", 'Basic realm="pages"')
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def door():
    with HTTPServer(("127.0.0.1", 0), Door) as server:
        server.asked, server.status = [], 401
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("given", [False, True])
def test_wrong_credentials_are_told_and_never_asked_for(made, door, tmp_path, given):
    env = {**os.environ, "GIT_CONFIG_GLOBAL": str(tmp_path / "config"), "GIT_ASKPASS": "", "SSH_ASKPASS": ""}
    helper = '[credential]\n  helper = "!f() { echo username=ada; echo password=wrong; }; f"\n'
    (tmp_path / "config").write_text(helper if given else "")
    with pytest.raises(WorldError, match="does not let you in") as fault:
        made.publish(host(made, f"http://127.0.0.1:{door.server_port}/site.git", env))
    assert any(door.asked) is given
    assert "credential helper" in fault.value.problems[0].hint and "wrong" not in str(fault.value)


def test_a_busy_host_is_tried_again(made, door):
    door.status = 503
    with pytest.raises(PassingError, match="does not answer"):
        made.publish(host(made, f"http://127.0.0.1:{door.server_port}/site.git"))
    assert len(door.asked) == retry.TRIES


def test_no_network_and_no_repository_are_told_apart(made, tmp_path):
    with pytest.raises(PassingError, match="does not answer") as fault:
        made.publish(host(made, f"git://127.0.0.1:{free_port()}/site.git"))
    assert "Connection refused" in str(fault.value)
    with pytest.raises(WorldError, match="no such repository"):
        made.publish(host(made, tmp_path / "nothing.git"))


FULL = """
mount -t tmpfs -o size=300k tmpfs {folder}
git init --quiet --bare --template= {folder}/site.git
exec git daemon --reuseaddr --enable=receive-pack --export-all --base-path={folder} --listen=127.0.0.1 --port={port}
"""


def test_a_full_host_is_told_and_another_day_goes_on(made, tmp_path):
    port, folder = free_port(), tmp_path / "full"
    folder.mkdir()
    server = subprocess.Popen(
        ["unshare", "--map-root-user", "--mount", "sh", "-ec", FULL.format(folder=folder, port=port)]
    )
    try:
        if not answers(port, server):
            pytest.skip("no small disk can be made here: mounting is not allowed")
        address = f"git://127.0.0.1:{port}/site.git"
        made.publish(host(made, address))
        made.write({PAGE: os.urandom(900_000)})
        with pytest.raises(WorldError, match="there is no room"):
            made.publish(host(made, address))
        assert made.prepare(host(made, address)).difference.changed == {PAGE}
        made.write({PAGE: b"small"})
        made.publish(host(made, address))
    finally:
        server.terminate()
        server.wait()


@pytest.mark.parametrize(("at", "ends"), [(9, "old"), (17, "old"), (18, "new")])
def test_a_killed_publish_leaves_a_whole_site_and_the_next_one_goes_on(made, remote, at, ends):
    target = GitTarget(to="git", remote=str(remote))
    made.publish(host(made, remote))
    made.write({PAGE: b"new", "index.html": b"new"})
    assert made.publish_killed(target, at).returncode == -signal.SIGKILL
    there = on_branch(remote)
    assert {there[PAGE], there["index.html"]} == ({FILES[PAGE], FILES["index.html"]} if ends == "old" else {b"new"})
    for lock in ("refs/heads/seen.lock", "shallow.lock"):  # what a killed git leaves
        (own_place(target, made.root) / "git" / lock).touch()
    made.publish(host(made, remote))
    assert on_branch(remote)[PAGE] == b"new"


def test_without_git_it_is_said_what_to_do(made, remote, tmp_path):
    with pytest.raises(WorldError, match="no program git") as fault:
        made.publish(host(made, remote, {"PATH": str(tmp_path)}))
    assert "install it" in fault.value.problems[0].hint


def test_the_environment_of_another_repository_is_left_out():
    env = quiet({"GIT_DIR": "/x", "GIT_WORK_TREE": "/x", "GIT_CONFIG_COUNT": "1", "GIT_SSH_COMMAND": "ssh -i key"})
    assert env == {"GIT_CONFIG_COUNT": "1", "GIT_SSH_COMMAND": "ssh -i key", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
