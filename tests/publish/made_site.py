"""A site of a few files with the names that a build gives, for tests of hosts; what is in them is made up."""

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from socket import create_connection, socket

import portalgen
from portalgen.publish.package import read_package
from portalgen.publish.publish import prepare, publish

HOME, PAGE, OLD = f"{'h' * 16}.html", f"{'p' * 16}.html", f"{'q' * 16}.html"
MAP, PAPER = f"o/{'m' * 16}.bin", f"o/{'x' * 16}.bin"
FILES = {
    "index.html": b"entrance\r\n",
    "robots.txt": b"User-agent: *\n",
    HOME: b"home",
    PAGE: b"page",
    MAP: b"map",
    PAPER: bytes(range(256)),
    "assets/0123456789abcdef.js": b"script",
}


class Made:
    """A portal's folder with a built site in it, published by what stands behind the command line."""

    def __init__(self, root):
        self.root = root
        self.site = root / "output" / "table"
        self.write(FILES)

    def write(self, files):
        for name, content in files.items():
            path = self.site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def remove(self, name):
        (self.site / name).unlink()

    def files(self):
        return files(self.site)

    def prepare(self, host, **more):
        package = read_package("table", self.site, maps=frozenset({MAP}), homes=frozenset({HOME}))
        return prepare(package, host, root=self.root, **{"take_over": False, **more})

    def send(self, upload):
        publish(upload, root=self.root, output=self.root / "output", progress=lambda what, done, total: None)

    def publish(self, host, **more):
        upload = self.prepare(host, **more)
        self.send(upload)
        return upload

    def publish_killed(self, target, at):
        """Publish to `target` in another process, which is killed before its program number `at`, from 0."""
        words = [KILLED, self.root, self.site, target.model_dump_json(), at]
        env = {"PYTHONPATH": f"{Path(__file__).parent}:{Path(portalgen.__file__).parent.parent}"}
        return subprocess.run([sys.executable, "-c", *map(str, words)], env={**os.environ, **env}, capture_output=True)


KILLED = """
import json, os, sys
from pathlib import Path
from made_site import Made
from pydantic import TypeAdapter
from portalgen.model.hosting import Target
from portalgen.publish.program import Program
from portalgen.publish.target import host_of
made = Made.__new__(Made)
made.root, made.site, target, left = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
real = Program.run
def counted(self, words, *args, **more):
    global left
    if left == 0: os.kill(os.getpid(), 9)
    left -= 1
    return real(self, words, *args, **more)
Program.run = counted
target = TypeAdapter(Target).validate_json(target)
made.publish(host_of(target, made.root, site=made.site, environment=os.environ))
"""


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def free_port():
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port, server):
    """Wait until a server of ours takes connections; tell whether it does, and did not end instead."""
    for _ in range(500):
        if server.poll() is not None:
            return False
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.02)
    return False
