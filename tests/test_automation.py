"""The recipes of docs/PUBLISHING.md publish from a clone, and give the bytes of the convener's own computer."""

import os
import re
import subprocess
import sys

import pytest
import yaml
from conftest import PORTAL_YAML, ROOT, new_portal

GUIDE = (ROOT / "docs" / "PUBLISHING.md").read_text(encoding="utf-8")
BLOCKS = [yaml.load(text, yaml.BaseLoader) for text in re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)]
[GITHUB] = [block for block in BLOCKS if "jobs" in block]
[GITLAB] = [block["publish"] for block in BLOCKS if "script" in block.get("publish", {})]
FILES = {
    "portal.yaml": PORTAL_YAML.replace("as_of: 2026-11-24\n", "") + "publish:\n  table: {to: folder, path: ../www}\n",
    "content/table/plan.md": "# The plan\n\nFor members.\n",
}
OF_THE_RUNNER = ("pip install", "apt-get")  # tests/test_wheel.py installs a wheel


def github_steps():
    job = GITHUB["jobs"]["publish"]
    assert job["env"] == {"PORTALGEN_VAULT_PASSPHRASE": "${{ secrets.PORTALGEN_VAULT_PASSPHRASE }}"}
    return [step["run"] for step in job["steps"] if "run" in step]


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """Return the portal of a convener, committed with its vault, and the environment of a runner."""
    folder = tmp_path_factory.mktemp("repository")
    site = new_portal(folder, FILES)
    script = folder / "bin" / "portalgen"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m portalgen "$@"\n')
    script.chmod(0o755)
    env = {
        **os.environ, "PATH": f"{script.parent}:{os.environ['PATH']}", "PORTALGEN_VAULT_PASSPHRASE": site.passphrase,
        "GIT_AUTHOR_NAME": "C", "GIT_AUTHOR_EMAIL": "c@example.com", "GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@example.com",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }  # fmt: skip
    site.build()  # the vault gets the keys of the cohort, as on the first evening
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Content"]):
        subprocess.run(["git", *words], cwd=site.root, env=env, check=True)
    assert not subprocess.run(["git", "ls-files", "output"], cwd=site.root, capture_output=True).stdout
    return site, env


@pytest.mark.parametrize("recipe", ["github", "gitlab"])
def test_a_recipe_publishes_from_a_clone_the_bytes_of_the_convener_s_own_build(repository, tmp_path, recipe):
    site, env = repository
    clone = tmp_path / "runner" / "clone"
    subprocess.run(["git", "clone", "-q", site.root, clone], env=env, check=True)
    exported = tmp_path / "env"
    exported.touch()
    steps = github_steps() if recipe == "github" else ["\n".join([*GITLAB["before_script"], *GITLAB["script"]])]
    for step in steps:
        lines = "\n".join(line for line in step.splitlines() if not any(word in line for word in OF_THE_RUNNER))
        told = dict(line.split("=", 1) for line in exported.read_text().splitlines())
        ran = subprocess.run(["bash", "-e", "-c", lines + "\nenv | grep SOURCE_DATE_EPOCH >> $TOLD || true"], cwd=clone,
                             env={**env, **told, "GITHUB_ENV": str(exported), "TOLD": str(tmp_path / "told")},
                             capture_output=True, text=True)  # fmt: skip
        assert ran.returncode == 0, ran.stderr
    epoch = (tmp_path / "told").read_text().split()[-1].split("=")[1]
    here = site.copy(tmp_path / "laptop")
    assert here.run("build", env={"SOURCE_DATE_EPOCH": epoch}).returncode == 0
    built = {
        path.relative_to(here.output()).as_posix(): path.read_bytes()
        for path in here.output().rglob("*")
        if path.is_file()
    }
    www = clone.parent / "www"
    live = {path.relative_to(www).as_posix(): path.read_bytes() for path in www.rglob("*") if path.is_file()}
    live.pop("state.txt")
    assert live == built


def test_a_moment_that_is_none_is_told(repository):
    site, _ = repository
    told = site.run("build", env={"SOURCE_DATE_EPOCH": "yesterday"})
    assert told.returncode == 2 and b"SOURCE_DATE_EPOCH" in told.stderr and b"git log -1" in told.stderr
