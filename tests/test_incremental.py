"""What a build takes over from the last one: whatever happened in between, the bytes are those of a clean build."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from conftest import PORTAL_YAML
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portalgen.access.file import read_vault
from portalgen.build import digests
from portalgen.build.portal import build_portal, settings_of
from portalgen.build.reuse import AROUND, LINKS, OWN
from portalgen.errors import PortalError
from portalgen.index import parts
from portalgen.load.reader import read_portal
from portalgen.theme import environment

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FILES = {
    "content/people/mara.md": "---\nname: Mara Okonjo-Vance\nrole: Chief of tides\ncompany: Harbor Works\n---\nI listen.\n",
    "content/people/soren.md": "---\nname: Soren Lindqvist\n---\nI ask.\n",
    "content/table/cohort.yaml": "title: The Test Table\nmembers: [{person: mara}, {person: soren}]\n",
    "content/table/commitments.yaml": (
        "commitments: [{id: c1, who: mara, text: Call the board, made_in: one, due: 2026-12-01}]\n"
    ),
    "content/table/sessions/one/session.md": (
        "---\ntitle: First light\nstart: 2026-03-19 14:00\nend: 2026-03-19 18:00\nstatus: archived\n---\nWe begin. @mara\n"
    ),
    "content/table/sessions/one/notes.md": "---\nthemes: [{title: Letting go}]\n---\nSee [the page](../../a.md#below).\n",
    "content/table/a.md": "# Page A\n\nTo [B](b.md), @soren.\n\n## Below\n\nWords.\n",
    "content/table/b.md": "# Page B\n\n[[Page A]] and [a plan](plan.txt).\n\n::: audience conveners\nFor us alone.\n:::\n",
    "content/table/plan.txt": "A plan of some words.\n",
}  # fmt: skip


def build(site, folder):
    """Build in this process; return the bytes of every file, or what a build that failed said."""
    try:
        portal = read_portal(site.root)
        secrets = read_vault(site.root / "portal.vault", site.passphrase)
        settings = settings_of(portal, site.root, site.root / folder, given=None, now=NOW)
        built = build_portal(portal, secrets, settings, progress=lambda *_: None, jobs=1)
    except PortalError as fault:
        return str(fault), {}
    files = {path.relative_to(site.root / folder).as_posix(): path.read_bytes()
             for path in (site.root / folder / "table").rglob("*") if path.is_file()}  # fmt: skip
    return files, {fate.page.title: fate.why for fate in built[0].fates}


def from_nothing(site):
    shutil.rmtree(site.root / "clean", ignore_errors=True)
    for kept in (site.root / ".portalgen" / "cache").glob("*"):
        kept.rename(kept.with_suffix(".aside"))
    told = build(site, "clean")[0]
    for kept in (site.root / ".portalgen" / "cache").glob("*.sealed"):
        kept.unlink()
    for kept in (site.root / ".portalgen" / "cache").glob("*.aside"):
        kept.rename(kept.with_suffix(".sealed"))
    return told


def replaced(path, old, new):
    """Return an edit: in the file at `path`, `old` becomes `new` and back again."""

    def edit(site):
        file = site.root / path
        if file.is_file():
            text = file.read_text()
            file.write_text(text.replace(new, old) if new in text else text.replace(old, new))

    return edit


def added(path, text):
    """Return an edit: the file at `path` appears, or goes where it is there."""

    def edit(site):
        file = site.root / path
        if file.is_file():
            file.unlink()
        else:
            site.write({path: text})

    return edit


def damaged(pattern, content):
    """Return an accident: the first file of `pattern` holds something else."""

    def happen(site):
        for file in sorted(site.root.glob(pattern))[:1]:
            file.write_bytes(content)

    return happen


def lost(pattern):
    def happen(site):
        for file in sorted(site.root.glob(pattern))[:1]:
            file.unlink()

    return happen


THEME = '{% extends "shipped/page.html" %}{% block content %}<p>Ours.</p>{{ super() }}{% endblock %}'
EDITS = {
    "a text": replaced("content/table/a.md", "Words.", "Other words."),
    "a title": replaced("content/table/b.md", "# Page B", "# Page Bee"),
    "a heading that others lead to": replaced("content/table/a.md", "## Below", "## Further down"),
    "a name": replaced("content/people/mara.md", "Okonjo-Vance", "Vance"),
    "a bio": replaced("content/people/soren.md", "I ask.", "I ask again."),
    "a promise": replaced("content/table/commitments.yaml", "Call", "Ring"),
    "a session": replaced("content/table/sessions/one/session.md", "First light", "First night"),
    "who reads a page": replaced("content/table/a.md", "# Page A", "---\naudience: conveners\n---\n# Page A"),
    "a document": replaced("content/table/plan.txt", "some", "many"),
    "a watched word": replaced("content/table/cohort.yaml", "Test", "Tested"),
    "a page more": added("content/table/c.md", "# Page C\n\n[A](a.md) and [[Page B]].\n"),
    "a page less": added("content/table/b.md", "# Page B\n"),
    "a template": added("themes/boardroom/templates/page.html", THEME),
    "the cache is cut off": damaged(".portalgen/cache/*.sealed", b"\x01"),
    "the cache is gone": lost(".portalgen/cache/*.sealed"),
    "a page of the site is another": damaged("output/table/????????????????.html", b"another"),
    "a page of the site is gone": lost("output/table/????????????????.html"),
}


def follow(make, edits):
    site = make(FILES)
    site.write({"themes/boardroom/theme.yaml": "name: boardroom\n"})
    site.build()
    for name in edits:
        EDITS[name](site)
        told = build(site, "output")[0]
        assert told == from_nothing(site), name
        if isinstance(told, str):  # an edit that cannot be built is taken back
            EDITS[name](site)
            told = build(site, "output")[0]
            assert told == from_nothing(site), name
        assert "table/index.html" in told, name


def test_after_each_edit_a_build_gives_the_bytes_of_a_build_from_nothing(portal):
    follow(portal, EDITS)


def test_after_each_edit_an_index_in_many_parts_is_that_of_a_build_from_nothing(portal, monkeypatch):
    monkeypatch.setattr(parts, "PART_LETTERS", 100)
    follow(portal, EDITS)


def test_only_what_changed_is_drawn_anew_and_the_reason_is_told(portal):
    site = portal(FILES)
    site.build()
    assert set(build(site, "output")[1].values()) == {""}
    EDITS["a text"](site)
    fates = build(site, "output")[1]
    assert fates["Page A"] == OWN
    assert fates["Page B"] == fates["First light"] == ""
    EDITS["a name"](site)
    fates = build(site, "output")[1]
    assert fates["First light"]
    assert fates["Page B"] == ""
    EDITS["a template"](site)
    site.write({"themes/boardroom/theme.yaml": "name: boardroom\n"})
    assert set(build(site, "output")[1].values()) == {AROUND}


def test_a_page_whose_link_leads_elsewhere_is_drawn_anew(portal):
    site = portal({**FILES, "content/table/c.md": "# Page C\n\nTo [it](b.md).\n"})
    site.build()
    EDITS["a title"](site)
    assert build(site, "output")[1]["Page C"] == LINKS


def test_a_document_behind_a_link_is_sealed_anew_when_it_changes(portal, monkeypatch):
    monkeypatch.setattr(digests, "SETTLED_NS", -(10**12))  # as if the files had been written long ago
    site = portal(FILES)
    real, plan = (site.root / "content/table" / name for name in ("real.txt", "plan.txt"))
    plan.unlink()
    plan.symlink_to(real)
    for text in ("price 12\n", "price 99\n"):
        real.write_text(text)
        site.build()
        assert build(site, "output")[0] == from_nothing(site)


def test_what_is_kept_between_builds_tells_nobody_anything(portal):
    site = portal(FILES)
    site.build()
    kept = [path for path in (site.root / ".portalgen").rglob("*") if path.is_file()]
    assert any(path.suffix == ".sealed" for path in kept)
    for path in kept:
        for word in (b"Okonjo", b"Words.", b"Letting go", b"Page A", b"Test Table"):
            assert word not in path.read_bytes(), path


def test_no_template_is_compiled_that_an_earlier_process_compiled(portal, monkeypatch):
    site = portal(FILES)
    site.build()
    environment._REMEMBERED.compiled.clear()  # as in a new process
    compiled = []
    monkeypatch.setattr(environment._Remembered, "dump_bytecode", lambda _, bucket: compiled.append(bucket.key))
    EDITS["a text"](site)
    assert build(site, "output")[1]["Page A"] == OWN
    assert not compiled


def test_with_nothing_changed_a_build_tells_the_same_without_the_vault(portal, monkeypatch):
    monkeypatch.setattr(digests, "SETTLED_NS", -(10**12))  # as if the files had been written long ago
    site = portal(FILES)
    site.build()  # the first gives the vault its keys
    told = site.build()
    assert site.build() == told
    before = site.run("build", passphrase=None)
    assert b"Nothing has changed" in before.stdout
    EDITS["a text"](site)
    after = site.run("build", "--no-input", passphrase=None)
    assert b"the vault's passphrase is needed" in after.stderr


@pytest.fixture
def two(portal, monkeypatch):
    """A portal of two cohorts, built, whose files seem to have been written long ago."""
    monkeypatch.setattr(digests, "SETTLED_NS", -(10**12))
    site = portal({**FILES, "content/other/cohort.yaml": "title: The Other Table\n", "content/other/c.md": "# Page C\n",
                   "content/pictures/map.txt": "A way.\n"})  # fmt: skip
    site.build()  # the first gives the vault its keys
    site.build()
    return site


def built_anew(site):
    """Build, and return the cohorts whose sites were exchanged. What is told is what a build of all of it tells."""
    before = {name: (site.root / "output" / name).stat().st_ino for name in ("other", "table")}
    told = json.loads(site.run("build", "--format", "json").stdout)
    assert [one["id"] for one in told["cohorts"]] == ["other", "table"]
    assert told["findings"] == sum(one["findings"] for one in told["cohorts"])
    whole = site.run("build", "-o", "clean", "--fresh", "--format", "json").stdout.replace(b'"clean/', b'"output/')
    assert told == json.loads(whole)
    return {name for name, number in before.items() if (site.root / "output" / name).stat().st_ino != number}


@pytest.mark.parametrize(
    ("path", "content", "anew"),
    [
        ("content/table/a.md", "# Page A\n\nTo [B](b.md).\n\n## Below\n\nOther words.\n", {"table"}),
        ("content/table/new.md", "# A new page\n", {"table"}),
        ("content/other/c.md", "# Page C\n\nWords.\n", {"other"}),
        ("content/table/cohort.yaml", "title: The Test Table\nmembers: [{person: soren}, {person: mara}]\n", {"table"}),
        ("content/table/plan.txt", "Another plan.\n", {"other", "table"}),
        ("content/people/soren.md", "---\nname: Soren Lindqvist\n---\nI ask again.\n", {"other", "table"}),
        ("content/people/new.md", "---\nname: Somebody New\n---\n", {"other", "table"}),
        ("themes/boardroom/theme.yaml", "name: boardroom\n", {"other", "table"}),
        ("portal.yaml", PORTAL_YAML + "locale: de\n", {"other", "table"}),
    ],
)  # fmt: skip
def test_a_cohort_that_has_not_changed_is_left_as_it_is(two, path, content, anew):
    assert built_anew(two) == set()
    two.write({path: content})
    assert built_anew(two) == anew
    assert built_anew(two) == set()


def test_a_cohort_whose_site_is_not_as_it_was_left_is_built_anew(two):
    (two.root / "output/other/index.html").unlink()
    assert built_anew(two) == {"other"}


def test_a_folder_that_no_build_reads_does_not_keep_a_build_from_seeing_that_nothing_changed(two):
    two.write({"content/table~/cohort.yaml": "title: What an editor left\n"})
    assert built_anew(two) == {"other", "table"}
    assert built_anew(two) == set()


def test_a_text_that_two_cohorts_share_by_a_link_counts_for_both(two):
    two.write({"content/table/alone.md": "# Alone\n"})
    (two.root / "content/other/linked.md").symlink_to("../table/alone.md")
    assert built_anew(two) == {"other", "table"}
    two.write({"content/table/alone.md": "# Alone\n\nNo more.\n"})
    assert built_anew(two) == {"other", "table"}


def test_a_cohort_more_or_less_is_told_with_the_others(two):
    two.write({"content/third/cohort.yaml": "title: The Third Table\n"})
    two.site = "third"
    two.run("build")  # gives it its keys
    told = json.loads(two.run("build", "--format", "json").stdout)
    assert [one["id"] for one in told["cohorts"]] == ["other", "table", "third"]
    shutil.rmtree(two.root / "content/third")
    told = json.loads(two.run("build", "--format", "json").stdout)
    assert [one["id"] for one in told["cohorts"]] == ["other", "table"]


def test_what_is_left_as_it_is_is_said(two):
    EDITS["a text"](two)
    said = two.run("build").stdout.decode()
    assert "The Other Table: 6 pages, 1 pictures and documents, as they were -> output/other" in said
    assert "The Test Table: 15 pages, 6 pictures and documents -> output/table" in said


def test_a_file_just_written_is_not_trusted_to_be_seen_to_change(portal):
    site = portal(FILES)
    site.build()
    site.build()
    assert b"Nothing has changed" not in site.run("build").stdout


def test_explain_says_why_a_page_was_drawn_anew_or_was_not(portal):
    site = portal(FILES)
    site.build()
    EDITS["a text"](site)
    told = site.run("build", "--explain", "content/table/a.md").stdout.decode()
    assert f"Page A (content/table/a.md, for members): drawn anew: {OWN}" in told
    told = site.run("build", "--explain", "Page A").stdout.decode()
    assert "Page A (content/table/a.md, for members): taken over" in told
    none = site.run("build", "--explain", "Page Z")
    assert none.returncode == 2


@pytest.mark.proof
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=8))
def test_after_any_sequence_of_edits_a_build_gives_the_bytes_of_a_build_from_nothing(tmp_path_factory, edits):
    from conftest import new_portal

    follow(lambda files: new_portal(tmp_path_factory.mktemp("site"), files), edits)
