"""What the documents say is so: their links lead somewhere, and the README's commands work from an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "tests" / "vectors" / "README.md"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = ["\n".join(block) for block in [text.splitlines() for text in re.findall(r"```sh\n(.*?)```", README, re.S)]]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.S))
    links += re.findall(r'src="([^"]+)"', text)
    for link in links:
        target = link.split("#")[0]
        if target and "://" not in target:
            assert (path.parent / target).exists(), link


def lines_of(block):
    return [line.split("#")[0].strip() for line in block.splitlines() if line.split("#")[0].strip()]


def portalgen(line, folder):
    words = [sys.executable, "-m", *line.split()]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=120)


def test_the_convener_s_commands_work_from_an_empty_folder(tmp_path, monkeypatch):
    steps = lines_of(next(block for block in BLOCKS if "pipx install" in block))
    assert steps[0] == "pipx install ."  # tests/test_wheel.py does this part
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.setenv("PORTALGEN_VAULT_PASSPHRASE", "a vault passphrase for tests only")
    folder = tmp_path
    for step in steps[1:]:
        if step.startswith("cd "):
            folder = folder / step.removeprefix("cd ")
        elif step == "portalgen serve":
            continue  # tests/browser walks through it
        else:
            told = portalgen(step, folder)
            assert told.returncode == 0, (step, told.stderr)
    assert "members" in told.stdout
    page = next((folder / "output" / "causeway").glob("????????????????.html"))
    step = lines_of(next(block for block in BLOCKS if "portalgen open" in block))[0]
    for passphrase in re.findall(r"[a-z]+(?:-[a-z]+){5}", told.stdout):
        monkeypatch.setenv("PASS", passphrase)
        opened = portalgen(step.replace("PAGE", page.stem), folder)
        if opened.returncode == 0:
            break
    assert "<!--portalgen:1 causeway" in opened.stdout


def test_the_make_targets_of_the_readme_exist():
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", "\n".join(BLOCKS), re.M):
        assert re.search(rf"^{target}:", rules, re.M)


def test_the_passphrase_of_the_readme_opens_the_demo(monkeypatch):
    monkeypatch.setenv("PORTALGEN_VAULT_PASSPHRASE", re.search(r"PORTALGEN_VAULT_PASSPHRASE=([\w-]+)", README).group(1))
    told = subprocess.run(
        [sys.executable, "-m", "portalgen", "-C", ROOT, "access", "list"], capture_output=True, env=os.environ
    )
    assert told.returncode == 0
