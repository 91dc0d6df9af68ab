"""A real Dask cluster of processes on this machine, with the certificates and commands of docs/CLUSTER.md."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from conftest import VAULT_PASSPHRASE
from guides import document, lines

DOC = document("docs/CLUSTER.md")
SETTINGS = re.search(r"```yaml cluster.yaml\n(.*?)```", DOC, re.S)[1]
*CERTIFICATES, SCHEDULER, WORKERS, BUILD = lines(DOC)
ADDRESS = "scheduler.example:8786"
PATIENCE_S = 120
KILLING = Path(__file__).with_name("killing.py")


class Machines:
    """A scheduler and its workers. All that they log, at their most talkative, is in `*.log`, their files in `disk`."""

    def __init__(self, folder):
        self.folder, self.disk, self._started = folder, folder / "disk", []
        self.disk.mkdir()
        (folder / "cluster.yaml").write_text(SETTINGS)
        for line in CERTIFICATES:
            subprocess.run(line, shell=True, cwd=folder, check=True, capture_output=True)

    def begin(self):
        """Start the scheduler."""
        self.scheduler, self.where = self._scheduler(SCHEDULER, "scheduler")

    def plain(self):
        """Start a scheduler without TLS, and return where it is."""
        return self._scheduler(
            SCHEDULER.replace("DASK_CONFIG=cluster.yaml ", "").replace("--protocol tls", ""), "plain"
        )[1]

    def workers(self, count, log="workers.log", more="", **env):
        """Start workers."""
        line = WORKERS.replace(ADDRESS, self.where).replace("--nworkers -1", f"--nworkers {count}")
        self._start(f"{line} {more}", log, **env)

    def wait_for_workers(self, count):
        """Wait until the scheduler has known of so many."""
        wait_for(lambda: self.said("scheduler.log").count("Register worker addr") >= count)

    def pids(self):
        """Return the processes that draw, in the order in which they were started: lost ones are started again."""
        return re.findall(r"created process with pid (\d+)", self.said("workers.log"))

    def said(self, log):
        return (self.folder / log).read_text(encoding="utf-8", errors="replace")

    def build(self, root, where=None):
        """Build the portal at `root` as the document says."""
        return self._run(BUILD.replace("~/my-network", str(root)).replace(ADDRESS, where or self.where))

    def build_and_kill(self, root, *pids):
        """Build it, and end processes as soon as the first pages are drawn; 0 presses Ctrl-C."""
        words = [sys.executable, KILLING, root, f"dask://{self.where}", *pids]
        return self._run(f"DASK_CONFIG=cluster.yaml {' '.join(map(str, words))}")

    def stop(self):
        for one in self._started:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()

    def _scheduler(self, line, name):
        file = self.folder / f"{name}.json"
        started = self._start(f"{line} --host 127.0.0.1 --port 0 --scheduler-file {file}", f"{name}.log")
        wait_for(lambda: file.is_file() and file.read_text().endswith("}"))
        return started, json.loads(file.read_text())["address"].partition("://")[2]

    def _start(self, line, log, **env):
        env = {"DASK_LOGGING__DISTRIBUTED": "debug", "DASK_TEMPORARY_DIRECTORY": self.disk, "TMPDIR": self.disk, **env}
        line = line.replace("dask ", "exec dask ", 1)
        with (self.folder / log).open("ab") as file:
            started = subprocess.Popen(line, shell=True, cwd=self.folder, env={**environment(), **env},
                                       stdout=file, stderr=file, start_new_session=True)  # fmt: skip
        self._started.append(started)
        return started

    def _run(self, line):
        return subprocess.run(line, shell=True, cwd=self.folder, env=environment(), capture_output=True, text=True)


@contextmanager
def cluster(folder):
    """Give a cluster whose scheduler is up; end all of it afterwards."""
    made = Machines(folder)
    try:
        made.begin()
        yield made
    finally:
        made.stop()


def environment():
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PORTALGEN_VAULT_PASSPHRASE": VAULT_PASSPHRASE}


def wait_for(what):
    until = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
