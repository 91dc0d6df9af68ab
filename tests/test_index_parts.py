"""A search index in parts: each small, decided by the pages' names alone, so that an edit changes one of them."""

import base64
import json
import zlib
from random import Random

import pytest
from conftest import PORTAL_YAML, ROOT

from portalgen.access.file import read_vault
from portalgen.crypto.ids import index_ids
from portalgen.index import parts
from portalgen.index.entries import document_entry, entry, page_entry
from portalgen.index.parts import Part, packed, parts_of

PORTAL = {
    "content/table/cohort.yaml": "title: The Test Table\n",
    **{f"content/table/page-{number}.md": f"# Page {number}\n\n" + f"Word{number} again. " * 40 for number in range(12)},
}  # fmt: skip


@pytest.fixture
def short(monkeypatch):
    """Parts of a few hundred letters, so that few pages make many."""
    monkeypatch.setattr(parts, "PART_LETTERS", 600)


def pages(count):
    """Return the entries of `count` pages of about 120 letters, each with a document beside it."""
    chance, found = Random(7), []
    for number in range(count):
        name, paper = (base64.b32encode(chance.randbytes(10)).decode().lower() for _ in range(2))
        link = f'<a data-object="o/{paper}.bin">Open</a>'
        html = f"<main>{f'Word{number} ' * 8}{link}</main>"
        found.append(page_entry("page", f"{name}.html", f"Page {number}", html))
        found.append(document_entry(f"o/{paper}.bin", f"paper-{number}.pdf", f"paper{number} " * 4))
    return found


def made(entries):
    return [packed(part) for part in parts_of(entries)]


def opened(content):
    return json.loads(zlib.decompress(content, wbits=-15))


def test_what_is_small_stays_whole():
    [part] = made(pages(20))
    assert opened(part)["parts"] == 1 and len(opened(part)["entries"]) == 40


def test_what_is_large_is_cut_in_a_power_of_two_none_of_it_lost(short):
    entries = pages(50)  # 50 * (8 to 9 * 8 letters and more): about 5 000 letters
    found = [opened(part) for part in made(entries)]
    letters = sum(len(row[2]) + len(row[3]) for part in found for row in part["entries"])
    assert len(found) == 16 and 8 * 600 < letters <= 16 * 600
    assert {part["parts"] for part in found} == {16}
    assert sorted(row[3] for part in found for row in part["entries"]) == sorted(one.text for one in entries)


def test_there_are_never_more_parts_than_names(monkeypatch):
    monkeypatch.setattr(parts, "PART_LETTERS", 1)
    assert len(made(pages(20))) == 512


def test_a_document_is_found_in_the_part_of_its_page(short):
    for part in map(opened, made(pages(50))):
        assert len([row for row in part["entries"] if row[4]]) == len(part["entries"]) / 2


def test_a_page_that_changes_changes_one_part(short):
    entries = pages(50)
    before = made(entries)
    changed = entries[20]
    entries[20] = entry(
        changed.kind, changed.href, "Another", changed.text.replace("Word10", "Ward10"), shows=changed.shows
    )
    assert sum(one != other for one, other in zip(before, made(entries), strict=True)) == 1


def test_a_page_more_or_less_changes_one_part(short):
    entries = pages(50)
    before, after = made(entries), made(entries[:20] + entries[22:])
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_the_order_of_the_site_does_not_show(short):
    entries = pages(50)
    assert made(entries[::-1]) == made(entries)


def test_a_part_holds_the_very_json_of_the_vectors():
    file = json.loads((ROOT / "tests/vectors/part.json").read_text())
    for vector in (vector for vector in file["vectors"] if vector["valid"]):
        part = Part(tuple(entry(*row) for row in vector["expect"]["entries"]), vector["expect"]["parts"])
        there = zlib.decompress(base64.b64decode(vector["input"]["content"]), wbits=-15)
        assert zlib.decompress(packed(part), wbits=-15) == there


def indexed(site):
    """Return the files of the members' search index, each with its number on disk, which a new one would not have."""
    key = read_vault(site.root / "portal.vault", site.passphrase).cohorts["table"].audiences["members"].key
    paths = {f"o/{name}.bin": site.output() / "o" / f"{name}.bin" for name in index_ids(key)}
    return {name: path.stat().st_ino for name, path in paths.items() if path.is_file()}


def edit(site):
    site.write({"content/table/page-3.md": PORTAL["content/table/page-3.md"].replace("Word3", "Ward3")})


def test_an_edit_makes_one_part_anew_and_takes_over_the_others(portal, short):
    site = portal(PORTAL)
    site.build()
    before = indexed(site)
    edit(site)
    site.build()
    after = indexed(site)
    assert before.keys() == after.keys() and len(before) == 16
    assert sum(before[name] != after[name] for name in before) == 1


def test_publishing_an_edit_sends_one_part(portal, short):
    site = portal({**PORTAL, "portal.yaml": PORTAL_YAML + "publish:\n  table: {to: folder, path: www}\n"})
    assert site.run("publish").returncode == 0
    edit(site)
    told = json.loads(site.run("publish", "--dry-run", "--format", "json").stdout)["cohorts"][0]
    assert told["new"] == [] and len(indexed(site).keys() & set(told["changed"])) == 1


def test_parts_that_are_no_longer_needed_go_and_come_again(portal, short):
    site = portal(PORTAL)
    site.build()
    many = indexed(site).keys()
    for number in range(3, 12):
        (site.root / f"content/table/page-{number}.md").unlink()
    site.build()
    assert len(indexed(site)) < len(many) and indexed(site).keys() < many
    site.write(PORTAL)
    site.build()
    assert indexed(site).keys() == many
