"""Write the vector files beside this script, or with `--check` say whether they are what it would write.

Expected values come from `making/reference.py`, a second implementation, and from StatiCrypt itself: run
`node tests/vectors/making/stock.cjs > tests/vectors/making/stock.json` after changing the stock cases.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from making import cases_keyring, cases_object, cases_page, cases_text, cases_vault  # noqa: E402 -- needs the path

OWN = "tests/vectors/making/reference.py, written from docs/SPEC.md"
STOCK = "staticrypt 3.5.4 (npm) through tests/vectors/making/stock.cjs; "


def case(name, why, given, expect, **more):
    """Return one vector; `expect` None means that a decoder must refuse it."""
    valid = expect is not None
    return {
        "name": name,
        "why": why,
        "valid": valid,
        "input": given,
        "expect": expect if valid else more,
        **(more if valid else {}),
    }


def kinds():
    """Return the vectors by kind, each with where its expected values come from."""
    stock = json.loads((HERE / "making" / "stock.json").read_text(encoding="utf-8"))
    return {
        "normalise": ("written by hand", cases_text.normalise(case)),
        "hash": (STOCK + "bad ones by hand", cases_text.chain(case, stock)),
        "padding": ("worked by hand, checked with " + OWN, cases_text.padding(case)),
        "ids": (OWN, cases_text.ids(case)),
        "index": (OWN, cases_text.index(case)),
        "part": (OWN, cases_text.part(case)),
        "binding": ("written by hand", cases_text.binding(case)),
        "page": (STOCK + OWN, cases_page.pages(case, stock)),
        "object": (OWN, cases_object.objects(case)),
        "keyring": (OWN, cases_keyring.keyrings(case)),
        "vault": (OWN, cases_vault.vaults(case)),
    }


def text_of(kind, source, vectors):
    """Return a vector file, one vector a line so that a change shows as one line."""
    lines = ",\n".join(json.dumps(vector) for vector in vectors)
    head = {"kind": kind, "source": source} | ({"dummies": cases_keyring.DUMMIES} if kind == "keyring" else {})
    return f'{json.dumps(head)[:-1]}, "vectors": [\n{lines}\n]}}\n'


def main(arguments):
    """Write or check all files; return the exit code."""
    stale = []
    for kind, (source, vectors) in kinds().items():
        file, text = HERE / f"{kind}.json", text_of(kind, source, vectors)
        if "--check" not in arguments:
            file.write_text(text, encoding="ascii", newline="\n")
        elif not file.is_file() or file.read_text(encoding="ascii") != text:
            stale.append(file.name)
    if stale:
        print("not as make.py writes them:", ", ".join(stale))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
