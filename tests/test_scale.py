"""Portals that are large in one way: many cohorts, one huge document, many photos. Large ones stand in `make proof`."""

import shutil
import struct
import sys
import tracemalloc
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import new_portal
from large import AUTHOR, PLACE, huge_document, make_pdf, many_cohorts, many_photos
from measure import weigh

import portalgen
from portalgen.access.file import read_vault
from portalgen.audit.sealed import open_map
from portalgen.crypto.objects import open_object, seal_object
from portalgen.files.documents import clean_document
from portalgen.files.words import words_of

SOURCE = Path(portalgen.__file__).parents[1]
KEY, WHOSE = bytes(range(32)), {"cohort": "table", "audience": "members", "object_id": "a" * 16}
PDF = "application/pdf"


def weighed(site, *words):
    """Run the command line in a process of its own and return what it cost."""
    env = {"PORTALGEN_VAULT_PASSPHRASE": site.passphrase, "PYTHONPATH": str(SOURCE)}
    return weigh([sys.executable, "-m", "portalgen", *words], cwd=site.root, env=env)


def forget(site):
    """Remove all that a build left."""
    for left in ("output", ".portalgen"):
        shutil.rmtree(site.root / left)


@contextmanager
def held():
    """Give a list that ends with the most bytes that were held at once, and those that are still held."""
    told = []
    tracemalloc.start()
    yield told
    now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    told += [most, now]


def objects_of(site, cohort="table", audience="members"):
    """Return what the audience's key opens: (name, media type, content) by file name in the site."""
    secrets = read_vault(site.root / "portal.vault", site.passphrase)
    key, whose = secrets.cohorts[cohort].audiences[audience].key, {"cohort": cohort, "audience": audience}
    folder = site.output(cohort)
    listed = open_map(folder, key, id_key=secrets.id_key, **whose).files
    return {
        name: open_object(key, (folder / name).read_bytes(), object_id=name[2:-4], **whose)
        for name in listed
        if name.startswith("o/")
    }


def inodes(site):
    """Return what tells whether a file is the one of the last build: its inode, by name."""
    return {path.relative_to(site.root / "output").as_posix(): path.stat().st_ino
            for path in (site.root / "output").glob("*/**/*") if path.suffix in (".html", ".bin")}  # fmt: skip


def chunks_of(webp):
    """Return the kinds of chunks of a WebP file (RIFF container of the WebP specification)."""
    assert webp[:4] == b"RIFF" and webp[8:12] == b"WEBP"
    kinds, at = [], 12
    while at < len(webp):
        size = struct.unpack("<I", webp[at + 4 : at + 8])[0]
        kinds.append(webp[at : at + 4])
        at += 8 + size + size % 2
    return kinds


def test_sealing_a_large_object_holds_it_once_more_and_opening_it_twice():
    content = bytes(8_000_000)
    with held() as sealing:
        sealed = seal_object(KEY, content, name="a.pdf", media_type=PDF, fresh=False, **WHOSE)
    assert sealing[0] < 1.4 * len(content)
    with held() as opening:
        assert open_object(KEY, sealed, **WHOSE).content == content
    assert opening[0] < 2.2 * len(content)


def test_a_large_pdf_is_cleaned_and_searched_without_copies_that_nobody_needs(tmp_path):
    make_pdf(tmp_path / "a.pdf", 12_000_000)
    content = (tmp_path / "a.pdf").read_bytes()
    words_of(content, PDF)  # loads what reads PDFs
    with held() as cleaning:
        cleaned = clean_document(content, "a.pdf").content
    assert AUTHOR.encode() in content and AUTHOR.encode() not in cleaned
    assert cleaning[0] < 2.5 * len(content) and cleaning[1] < 1.1 * len(content)
    with held() as reading:
        words = words_of(cleaned, PDF)
    assert words.count("of the harbor report") == 50
    assert reading[0] < 1.4 * len(content) and reading[1] < 0.1 * len(content)


def test_a_pdf_of_some_megabytes_opens_as_it_was_written_but_for_its_author(portal):
    site = portal()
    huge_document(3).write(site.root)
    site.build()
    [report] = [one for one in objects_of(site).values() if one.name == "report.pdf"]
    assert report.media_type == PDF and report.content.startswith(b"%PDF") and len(report.content) > 2_900_000
    assert AUTHOR.encode() not in report.content and words_of(report.content, PDF).count("of the harbor report") == 50


def test_a_photo_that_changed_is_the_only_one_made_anew_and_none_carries_what_the_camera_wrote(portal):
    site, scene = portal(), many_photos(20, (400, 300))
    scene.write(site.root)
    site.build()
    before, photos = (
        inodes(site),
        {name: one for name, one in objects_of(site).items() if one.media_type == "image/webp"},
    )
    assert len(photos) == 20
    for photo in photos.values():
        assert chunks_of(photo.content) == [b"VP8 "]
        assert PLACE.encode() not in photo.content and b"2026:03:19" not in photo.content
    scene.change(site.root)
    site.build()
    after = inodes(site)
    [anew] = [name for name in photos if before[f"table/{name}"] != after[f"table/{name}"]]
    assert photos[anew].name == "photo-0000.webp"


def test_a_word_that_is_watched_from_now_on_makes_no_photo_anew_but_is_looked_for_in_documents(portal):
    site = portal({"content/table/files/plan.txt": "The harbor stays open.\n",
                   "content/table/pages/plan.md": "[The plan](../files/plan.txt)\n"})  # fmt: skip
    many_photos(3, (40, 30)).write(site.root)
    site.build()
    before, listed = inodes(site), objects_of(site)
    with (site.root / "content/table/cohort.yaml").open("a") as cohort:
        cohort.write("watchlist: [{term: Zanzibar, only: conveners}]\n")
    site.build()
    after = inodes(site)
    anew = {one.name for name, one in listed.items() if before[f"table/{name}"] != after[f"table/{name}"]}
    assert "plan.txt" in anew and not any(name.endswith(".webp") for name in anew)


def test_a_photo_for_several_audiences_is_resized_once(portal, monkeypatch):
    from portalgen.files import pictures

    site, seen = (
        portal({"content/table/own.md": "---\naudience: conveners\n---\n![A](albums/photos/photo-0000.jpg)\n"}),
        [],
    )
    many_photos(3, (40, 30)).write(site.root)
    clean = pictures.clean_picture
    monkeypatch.setattr(pictures, "clean_picture", lambda *one, **more: seen.append(one[1]) or clean(*one, **more))
    site.build()
    names = {who: {one.name for one in objects_of(site, audience=who).values()} for who in ("members", "conveners")}
    assert "photo-0000.webp" in names["members"] & names["conveners"]
    assert sorted(seen) == [f"content/table/albums/photos/photo-000{number}.jpg" for number in range(3)]


def test_of_many_cohorts_the_one_that_changed_is_the_only_one_made_anew(portal):
    site, scene = portal(), many_cohorts(3)
    scene.write(site.root)
    site.build()
    before = inodes(site)
    scene.change(site.root)
    told = site.run("build", "--explain", "content/table-001/charter.md").stdout.decode()
    assert "taken over: nothing that it shows has changed" in told
    anew = {name for name, inode in inodes(site).items() if before[name] != inode}
    pages = {name for name in anew if name.endswith(".html") and "index.html" not in name and "404" not in name}
    assert pages and all(name.startswith("table-000/") for name in pages)


def test_the_theme_that_many_cohorts_share_is_made_once(portal, monkeypatch):
    from portalgen.theme import find

    site, sheets, make_sheet = portal(), [], find.make_sheet
    many_cohorts(3).write(site.root)
    monkeypatch.setattr(find, "make_sheet", lambda *one: sheets.append(one) or make_sheet(*one))
    site.build()
    assert len(sheets) == 1


@pytest.mark.proof
def test_a_cohort_takes_as_long_among_two_hundred_as_among_twenty(tmp_path):
    took = {}
    for count in (20, 200):
        site = new_portal(tmp_path / str(count))
        many_cohorts(count).write(site.root)
        site.build()
        forget(site)
        took[count] = weighed(site, "build").cpu_s / count
    assert took[200] < 1.2 * took[20]


@pytest.mark.proof
def test_a_pdf_of_a_hundred_megabytes_is_built_in_five_times_its_size_and_not_read_again(portal):
    site = portal()
    huge_document(100).write(site.root)
    cold, again = weighed(site, "build"), weighed(site, "build", "--explain", "content/table/charter.md")
    audited = weighed(site, "audit")
    assert cold.peak_bytes < 500_000_000 and audited.peak_bytes < 500_000_000
    assert again.cpu_s < 3 and again.peak_bytes < 200_000_000


@pytest.mark.proof
def test_of_a_thousand_photos_one_that_changed_costs_a_tenth_of_all(portal):
    site, scene = portal(), many_photos(1_000, (2_000, 1_500))
    scene.write(site.root)
    cold, before = weighed(site, "build"), inodes(site)
    scene.change(site.root)
    again, after = weighed(site, "build"), inodes(site)
    photos = [name for name, one in objects_of(site).items() if one.media_type == "image/webp"]
    assert len(photos) == 1_000
    assert sum(before[f"table/{name}"] != after[f"table/{name}"] for name in photos) == 1
    assert cold.peak_bytes < 600_000_000 and again.cpu_s < cold.cpu_s / 10
