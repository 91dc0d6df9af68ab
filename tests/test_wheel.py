"""What a convener installs: the wheel alone, in a clean environment, far from the repository."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT


def pip(*words):
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words], check=True)


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """Return a clean environment with only the built wheel and its dependencies in it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    wheel = next(folder.glob("portalgen-*.whl"))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
    for what in (["-r", ROOT / "requirements.txt"], [wheel]):
        pip("--python", folder / "env/bin/python", "install", "--no-deps", "--no-compile", *what)
    return folder


def test_the_wheel_builds_the_demo_far_from_the_repository(clean, tmp_path):
    def portalgen(*args, cwd=tmp_path):
        env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PORTALGEN_VAULT_PASSPHRASE": "words of the convener"}
        told = subprocess.run([clean / "env/bin/portalgen", *args], cwd=cwd, env=env, capture_output=True, text=True)
        assert told.returncode == 0, told.stderr
        return told.stdout

    portalgen("init", "my-network", "--demo")
    network = tmp_path / "my-network"
    out = portalgen("access", "add", "mara", cwd=network) + portalgen("access", "add", "ines", cwd=network)
    assert "passphrase" in out
    assert "The Causeway Table" in portalgen("build", cwd=network)
    assert (network / "output/causeway/index.html").is_file()
    assert (network / "output/lantern/index.html").is_file()
    assert "members" in portalgen("access", "list", "--reveal", cwd=network)
    assert ROOT.as_posix() not in (network / "output/causeway/index.html").read_text()
