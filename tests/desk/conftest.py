"""What tests of the desk share: a portal begun by the command, and words that say what it printed."""

import json

import pytest
from conftest import Site, run

TO_FILL_IN = {
    "bio-silent",
    "chair",
    "outcome-missing",
    "owner-missing",
    "purpose-missing",
}  # rules that only a convener can satisfy

MEMBERS = """Name,Role,Company,E-Mail,Shoe size
Ines Harrowgate,COO,Saltmarsh Cold Storage,ines@saltmarsh.example,39
Tomasz Wierzba-Lowe,CFO,Pell & Tarn Instruments,tomasz@pelltarn.example,44
Mara Okonjo-Vance,CHRO,"Larkfield Hospitals, Group",mara@larkfield.example,40
"""


def said(told):
    """Return what a command answered as JSON; it must have gone well."""
    assert told.returncode == 0, told.stderr.decode() + told.stdout.decode()
    return json.loads(told.stdout)


@pytest.fixture
def begun(tmp_path):
    """Return a maker of portals: `begun(*flags, stdin=…)` is what `portalgen init` makes of them."""

    def make(*flags, stdin=MEMBERS):
        told = run("init", tmp_path / "net", "--no-input", "--timezone", "America/New_York", "--members", "-",
                   "--as-of", "2026-11-24", *flags, cwd=tmp_path, stdin=stdin.encode())  # fmt: skip
        assert told.returncode == 0, told.stderr.decode()
        return Site(tmp_path / "net")

    return make
