"""The fact sheet says what the code does, tells nothing of a cohort, and docs/FOR_IT.md is made of it."""

import hashlib
import re
from pathlib import Path

from portalgen import __version__
from portalgen.facts import fact_sheet

ROOT = Path(__file__).resolve().parent.parent


def test_the_figures_are_those_of_the_code(demo):
    sheet = demo.run("facts").stdout.decode()
    script = next(demo.output("causeway").glob("assets/*.js"))
    assert hashlib.sha256(script.read_bytes()).hexdigest() in sheet
    assert script.stem in sheet, "the file's name begins with the hash"
    page = next(demo.output("causeway").glob("????????????????.html")).read_text()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page).group(1)
    assert policy.replace("&#39;", "'") in sheet
    assert "600 000 iterations" in sheet and "78 bits" in sheet


def test_nothing_of_a_cohort_is_in_it(demo):
    sheet = demo.run("facts", "--address", "https://lunch.example/").stdout.decode()
    assert "https://lunch.example/" in sheet
    for word in ("Causeway", "Harbor lunch", "Bridgewright", "Fennick", "Quillbrook", str(demo.root)):
        assert word not in sheet


def test_a_file_that_is_there_is_not_written_over(demo, tmp_path):
    file = tmp_path / "sheet.md"
    assert demo.run("facts", "--to", file).returncode == 0
    before = file.read_bytes()
    assert demo.run("facts", "--to", file).returncode == 2
    assert file.read_bytes() == before


def test_the_page_of_the_documents_is_made_of_it():
    assert (ROOT / "docs" / "FOR_IT.md").read_text(encoding="utf-8") == fact_sheet(__version__)
