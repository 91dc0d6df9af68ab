"""Interop with the real StatiCrypt command from npm, both ways, byte for byte."""

import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, hashed, run

from portalgen import opening

STATICRYPT = ROOT / "node_modules" / ".bin" / "staticrypt"


def salt_of(page):
    return re.search(r'"staticryptSaltUniqueVariableName": "([0-9a-f]{32})"', page.read_text()).group(1)


def staticrypt(*args, cwd):
    told = subprocess.run([STATICRYPT, *map(str, args)], cwd=cwd, capture_output=True, timeout=120)
    assert told.returncode == 0, told.stderr.decode()
    return told.stdout.decode()


def sealed_for(demo, cohort):
    """Return the audience of every sealed page of a cohort, by file name."""
    [found] = [one for one in demo.told("audit")["cohorts"] if one["cohort"] == cohort]
    return {one["file"]: one["audience"] for one in found["files"] if one["file"].endswith(".html")}


def pages_to_try(sealed, audience):
    """Return an audience's own pages, and the first page of every other audience: it tries each for half a second."""
    others = {other: name for name, other in sorted(sealed.items(), reverse=True) if other != audience}
    return {name for name, own in sealed.items() if own == audience} | {*others.values()}


@pytest.mark.parametrize(
    ("cohort", "whole"),
    [("lantern", {"members"}), *(pytest.param(one, None, marks=pytest.mark.proof) for one in ("causeway", "lantern"))],
)
def test_every_page_of_the_demo_opens_with_stock_staticrypt(demo, tmp_path, cohort, whole):
    """The command decrypts a whole folder with one passphrase; pages of other audiences it cannot open, and says so.

    whole: the audiences that try every page of the folder, None for all; the others try `pages_to_try`.
    """
    site, sealed = demo.output(cohort), sealed_for(demo, cohort)
    salt = salt_of(site / min(sealed))
    opened = {}
    for audience, passphrase in demo.access()[cohort].items():
        folder, target = (tmp_path / kind / audience.replace(":", "-") for kind in ("sealed", "opened"))
        shutil.copytree(site, folder)
        if whole is not None and audience not in whole:
            for name in sealed.keys() - pages_to_try(sealed, audience):
                (folder / name).unlink()
        said = staticrypt(
            folder, "-r", "--decrypt", "-p", passphrase, "--salt", salt, "--config", "false", "-d", target, cwd=tmp_path
        )
        tried = {path.name for path in folder.glob("*.html")} & sealed.keys()
        own = {path.name for path in target.rglob("*.html")}
        for name in tried - own:
            assert f"could not decrypt {folder / name}" in said
        for path in target.rglob("*.html"):
            assert path.name not in opened, "a page is sealed for one audience only"
            opened[path.name] = path.read_bytes()
    pages = {path.name for path in site.glob("*.html")} - {"index.html", "404.html"}
    assert opened.keys() == sealed.keys() == pages
    for name, content in demo.plain_pages(cohort, "conveners").items():
        assert opened[name] == content.encode()
        assert content.startswith(f"<!--portalgen:1 {cohort} {name.removesuffix('.html')} ")


def test_portalgen_open_gives_the_same_bytes_as_stock_staticrypt(demo, tmp_path):
    site = demo.output("lantern")
    passphrase = demo.access()["lantern"]["members"]
    for path in sorted(site.glob("????????????????.html"))[:6]:
        told = run("open", path, "--passphrase-env", "PASS", cwd=tmp_path, env={"PASS": passphrase})
        if told.returncode:
            assert b"does not open" in told.stderr
            continue
        salt = salt_of(path)
        staticrypt(
            path, "--decrypt", "-p", passphrase, "--salt", salt, "--config", "false", "-d", tmp_path, cwd=tmp_path
        )
        if (tmp_path / path.name).is_file():
            assert (tmp_path / path.name).read_bytes() == told.stdout


@pytest.mark.parametrize(
    "html",
    ["", "<p>plain</p>", "<p>astral \U0001f9ed, combining e\u0301, right-to-left \u05d0</p>", "<p>" + "long " * 200_000 + "</p>"],
    ids=["empty", "plain", "astral", "a megabyte"],
)  # fmt: skip
def test_a_page_made_by_stock_staticrypt_opens_with_portalgen_open(tmp_path, html):
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    staticrypt("page.html", "-p", "a passphrase of somebody", "--short", "-d", "sealed", cwd=tmp_path)
    told = run("open", "sealed/page.html", "--passphrase-stdin", cwd=tmp_path, stdin=b"a passphrase of somebody\n")
    assert told.returncode == 0, told.stderr.decode()
    assert told.stdout == html.encode()


def test_a_wrong_passphrase_opens_nothing_and_says_so(demo, tmp_path):
    path = sorted(demo.output("lantern").glob("????????????????.html"))[0]
    told = run("open", path, "--passphrase-stdin", cwd=tmp_path, stdin=b"not this one\n")
    assert told.returncode == 1 and told.stdout == b""
    assert "does not open" in told.stderr.decode() and "not this one" not in told.stderr.decode()


def test_an_object_opens_to_the_file_that_was_sealed(demo, tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "hash_passphrase", hashed)  # one passphrase for all of them
    passphrase = demo.access()["causeway"]["conveners"]
    pdfs = opened = 0
    for path in sorted(demo.output("causeway").glob("o/*.bin")):
        told = run("open", path, "--passphrase-env", "PASS", cwd=tmp_path, env={"PASS": passphrase})
        opened += told.returncode == 0
        pdfs += told.stdout.startswith(b"%PDF")
    assert pdfs >= 2 and opened > 30


def test_the_command_line_never_takes_a_passphrase_as_an_argument():
    told = subprocess.run([sys.executable, "-m", "portalgen", "open", "--help"], capture_output=True, text=True)
    assert "--passphrase " not in told.stdout and "--passphrase-stdin" in told.stdout
