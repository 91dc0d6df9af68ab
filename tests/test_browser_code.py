"""The reader's code: its types, its bundle, and the vectors of the formats in Node."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "src" / "portalgen" / "browser"


def npm(*arguments):
    return subprocess.run(["npm", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_the_types_of_the_reader_s_code_hold():
    told = npm("run", "--silent", "types")
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("script", ["portal.js", "worker.js", "book.js"])
def test_the_bundle_is_what_its_source_gives(tmp_path, script):
    command = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["scripts"]["bundle"]
    arguments = [word for word in command.split()[1:] if not word.startswith("--outdir")]
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    subprocess.run([esbuild, *arguments, f"--outdir={tmp_path}"], cwd=ROOT, check=True, timeout=120)
    assert (tmp_path / script).read_bytes() == (CODE / "dist" / script).read_bytes(), "run `make bundle`"


def test_the_vectors_hold_in_node():
    told = npm("test", "--silent")
    counts = dict(line[2:].split() for line in told.stdout.splitlines() if line.startswith(("# pass", "# fail")))
    assert told.returncode == 0, told.stdout[-3000:]
    assert int(counts["pass"]) >= 200
    assert counts["fail"] == "0"


def test_a_wrong_decoder_would_be_noticed_in_node(tmp_path):
    for folder in ("src/portalgen/browser", "tests/vectors"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    source = tmp_path / "src/portalgen/browser/object.js"
    source.write_text(source.read_text().replace("MAX_HEADER = 65536", "MAX_HEADER = 0"))
    tests = sorted((tmp_path / "src/portalgen/browser/tests").glob("*.test.mjs"))
    told = subprocess.run(["node", "--test", *tests], capture_output=True, text=True, timeout=300)
    assert told.returncode != 0


@pytest.mark.parametrize("script", ["portal.js", "worker.js", "book.js"])
@pytest.mark.parametrize("word", ["eval(", "innerHTML", "document.write", "http://", "https://"])
def test_the_bundle_never_holds(word, script):
    assert word not in (CODE / "dist" / script).read_text(encoding="utf-8")
