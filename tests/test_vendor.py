"""Code by others is kept as its authors published it, to the byte, with licence, version and sum."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src" / "portalgen" / "browser" / "vendor"
ROWS = dict(re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", (VENDOR / "README.md").read_text("utf-8"), re.MULTILINE))
PUBLISHED = {"fastest-levenshtein/LICENSE.md": "LICENSE.md"}


def test_every_file_is_in_the_table():
    files = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert files == {*ROWS, "README.md"}


@pytest.mark.parametrize("name", ROWS)
def test_a_file_is_the_one_in_the_table_and_the_published_one(name):
    content = (VENDOR / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == ROWS[name]
    package, file = name.split("/")
    assert content == (ROOT / "node_modules" / package / PUBLISHED.get(name, f"esm/{file}")).read_bytes()
