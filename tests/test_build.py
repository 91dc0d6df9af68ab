"""From a folder of Markdown to a sealed site, through the front door."""

import json
import re
import shutil
from datetime import datetime

import pytest
from conftest import ROOT, new_portal, run_apart

MARKDOWN = """# An evening on *trust*

Plain "quotes" become curly -- and dashes real.

| a | b |
|---|---|
| 1 | 2 |

- [x] done
- [ ] open

Term
: Its meaning

A note.[^1]

::: question What would you do?
Nobody knows.
:::

[^1]: At the foot.

See [the other](deep/er/2026-04-01-other.md#second-part) and [down](#below).

## Below

Text.
"""


def test_a_folder_with_a_title_and_bare_markdown_becomes_a_readable_site(portal):
    site = portal({
        "content/table/2026-03-19-evening.md": MARKDOWN,
        "content/table/deep/er/2026-04-01-other.md": "# Other\n\n## Second part\n\nBack to [start](../../2026-03-19-evening.md).\n",
    })  # fmt: skip
    told = site.build()
    assert told["cohorts"][0]["pages"]["members"] == 4  # home, list of pages, and two pages
    pages = site.plain_pages()
    page = next(text for text in pages.values() if "An evening on" in text and "task" in text)
    assert "<table>" in page and "footnote" in page and "<dl>" in page and "callout-question" in page
    assert "“quotes”" in page
    assert 'datetime="2026-03-19"' in page
    assert re.search(r'href="[a-z2-7]{16}\.html#h-second-part"', page)
    assert 'href="#h-below"' in page


def test_two_builds_give_the_same_bytes_serially_and_in_parallel_and_on_two_paths(tmp_path):
    notes = {f"content/table/notes/n{number:03}.md": f"# Note {number}\n\nText {number}.\n" for number in range(150)}
    here = new_portal(tmp_path, notes)
    here.build("-j", "1")
    serial = {path.name: path.read_bytes() for path in here.output().rglob("*") if path.is_file()}
    assert run_apart("build", "-j", "2", "-o", "beside", cwd=here.root).returncode == 0
    parallel = {path.name: path.read_bytes() for path in (here.root / "beside/table").rglob("*") if path.is_file()}
    moved = here.root.rename(tmp_path / "elsewhere" if (tmp_path / "x").exists() else tmp_path / "moved")
    here.root = moved
    here.build("-j", "1", "-o", "other")
    elsewhere = {path.name: path.read_bytes() for path in (moved / "other/table").rglob("*") if path.is_file()}
    assert len(serial) > 150
    assert serial == parallel == elsewhere


COHORTS = ("east", "north", "table", "west")


@pytest.fixture
def four(portal):
    """A portal of four small cohorts with keys, and one too large for one process."""
    notes = {f"content/large/n{number:03}.md": f"# Note {number}\n" for number in range(100)}
    files = {f"content/{name}/cohort.yaml": f"title: The Table of the {name}\n" for name in (*COHORTS, "large")}
    site = portal({**files, **{f"content/{name}/a.md": f"# A page of the {name}\n" for name in COHORTS}, **notes})
    site.build("-j", "1")
    return site


def sites(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def test_small_cohorts_are_built_side_by_side_and_give_the_same_bytes(four):
    told = run_apart("build", "-j", "2", "-o", "beside", "--format", "json", cwd=four.root)
    alone = four.run("build", "-j", "1", "-o", "alone", "--fresh", "--format", "json").stdout.replace(
        b'"alone/', b'"beside/'
    )
    assert json.loads(told.stdout) == json.loads(alone)
    assert [site["id"] for site in json.loads(told.stdout)["cohorts"]] == ["east", "large", "north", "table", "west"]
    assert sites(four.root / "beside") == sites(four.root / "output")


def test_of_cohorts_built_side_by_side_the_first_fault_is_told_and_each_site_is_old_or_new(four):
    before = sites(four.root / "output")
    four.write({"content/north/a.md": "# A page\n\n[Nowhere](none.md)\n", "content/west/a.md": "# A page\n\n[Lost](lost.md)\n",
                "content/east/a.md": "# Another page\n"})  # fmt: skip
    told = run_apart("build", "-j", "2", cwd=four.root)
    assert told.returncode == 1 and b"content/north/a.md:3" in told.stderr and b"Traceback" not in told.stderr
    after = sites(four.root / "output")
    assert {name: after[name] for name in after if name.startswith(("north", "west"))} == {
        name: before[name] for name in before if name.startswith(("north", "west"))
    }


def test_fresh_gives_new_bytes_for_every_page(portal):
    site = portal({"content/table/a.md": "# A\n"})
    site.build()
    before = {path.name: path.read_bytes() for path in site.output().glob("*.html")}
    site.build("--fresh")
    after = {path.name: path.read_bytes() for path in site.output().glob("*.html")}
    assert before.keys() == after.keys()
    assert all(before[name] != after[name] for name in before if name not in ("index.html", "404.html"))


def test_an_edit_changes_only_its_page_the_home_that_tells_of_it_the_index_and_the_map(portal):
    site = portal({"content/table/a.md": "# A\n\nOne.\n", "content/table/b.md": "# B\n"})
    site.build()
    before = {path.name: path.read_bytes() for path in site.output().rglob("*.*")}
    site.write({"content/table/a.md": "# A\n\nTwo.\n"})
    site.build()
    after = {path.name: path.read_bytes() for path in site.output().rglob("*.*")}
    changed = [name for name in before if before[name] != after[name]]
    assert sorted(name.rsplit(".")[-1] for name in changed) == ["bin", "bin", "html", "html"]


def test_a_deleted_note_leaves_the_site_and_files_of_others_stay(portal):
    site = portal({"content/table/a.md": "# A\n", "content/table/b.md": "# B\n"})
    site.build()
    (site.output() / "CNAME").write_text("peers.example\n")
    count = len(list(site.output().glob("*.html")))
    (site.root / "content/table/b.md").unlink()
    site.build()
    assert len(list(site.output().glob("*.html"))) == count - 1
    assert (site.output() / "CNAME").read_text() == "peers.example\n"


def test_every_file_has_an_opaque_name_or_one_that_hosts_give(demo):
    for cohort in ("causeway", "lantern"):
        for path in demo.output(cohort).rglob("*"):
            if path.is_file():
                name = path.relative_to(demo.output(cohort)).as_posix()
                assert re.fullmatch(
                    r"index\.html|404\.html|robots\.txt|[a-z2-7]{16}\.html|o/[a-z2-7]{16}\.bin|worker\.js|assets/[0-9a-f]{16}\.(css|js|json|png)"
                    r"|_headers|\.nojekyll|\.htaccess|vercel\.json|staticwebapp\.config\.json",
                    name,
                ), name


def test_what_readers_need_has_a_name_without_an_underscore_or_a_capital(demo):
    names = {path.relative_to(demo.output("causeway")).as_posix() for path in demo.output("causeway").rglob("*")}
    for name in names - {"_headers", ".nojekyll", ".htaccess"}:
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)?", name), name


def dates(site):
    return {
        path.name: (path.stat().st_mtime, path.stat().st_size) for path in site.output().rglob("*") if path.is_file()
    }


def test_a_date_tells_nothing_of_when_somebody_worked_but_whether_a_file_is_still_the_same(portal):
    site = portal({"content/table/a.md": "# A\n\nOne.\n", "content/table/b.md": "# B\n"})
    site.build()
    before = dates(site)
    assert all(
        datetime(2001, 1, 1).timestamp() < date < datetime(2011, 1, 1).timestamp() for date, _ in before.values()
    )
    site.build()
    assert dates(site) == before
    kept = {path.name: path.read_bytes() for path in site.output().glob("*.html")}
    site.write({"content/table/a.md": "# A\n\nTwo.\n"})
    site.build()
    changed = {path.name for path in site.output().glob("*.html") if path.read_bytes() != kept[path.name]}
    after = dates(site)
    assert changed and all(before[name][1] == after[name][1] and before[name][0] != after[name][0] for name in changed)
    assert all(after[name] == before[name] for name in kept if name not in changed)


def test_what_is_held_back_is_told_with_its_reason(portal):
    site = portal({
        "content/table/old.md": "---\nexpires: 2026-01-01\n---\n# Old\n",
        "content/table/sessions/one/session.md": "---\ntitle: One\nstart: 2027-01-10 10:00\nstatus: idea\n---\n",
    })  # fmt: skip
    held = site.build()["cohorts"][0]["held"]
    assert {entry["path"]: entry["reason"] for entry in held} == {
        "content/table/old.md": "expired on 2026-01-01",
        "content/table/sessions/one/session.md": "still an idea (status: idea)",
    }


def test_the_demo_has_every_page_family(demo):
    told = demo.run("build", "--format", "json", "-o", demo.root / "output")
    assert told.returncode == 0, told.stderr.decode()
    pages = demo.plain_pages("causeway", "conveners")
    families = {re.search(r'data-family="([a-z]+)"', text).group(1) for text in pages.values()}
    assert families >= {
        "home", "session", "sessions", "agenda", "preread", "notes", "member", "directory", "charter", "topic", "topics",
        "commitments", "news", "newslist", "page", "archive", "sponsor", "logistics", "convener", "chairnotes",
    }  # fmt: skip


def test_the_repository_keeps_an_empty_output_folder():
    assert (ROOT / "output" / ".gitkeep").is_file()


def test_a_site_whose_cohort_is_gone_is_told_of(portal):
    site = portal({"content/other/cohort.yaml": "title: The Other Table\n"})
    site.build()
    shutil.rmtree(site.root / "content/other")
    told = site.run("build")
    assert told.returncode == 0 and b"other is no cohort any more" in told.stdout
