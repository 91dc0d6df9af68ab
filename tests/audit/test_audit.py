"""`portalgen audit`: readers by name, what is in clear, what leaks, what is new; each finding is planted once."""

import base64
import re
import shutil
import stat
import urllib.parse

import pytest
from conftest import new_portal

from portalgen.audit.hidden import Search

NAME = "Ottoline Vexenbury"
FILES = {
    "content/people/ada.md": f"---\nname: {NAME}\ncompany: Ironbridge Works\n---\n",
    "content/people/ben.md": "---\nname: Ben Okafor\n---\n",
    "content/table/cohort.yaml": "title: The Test Table\ncodename: Tea room\nmembers: [{person: ada}, {person: ben}]\n",
    "content/table/plan.md": "# The secret plan\n\nFor members, every word of it, and for nobody else at all.\n",
    "content/table/desk.md": "---\naudience: conveners\n---\n# What we tell nobody\n\nHm.\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    made = new_portal(tmp_path_factory.mktemp("built"), FILES)
    assert made.run("access", "add", "ada").returncode == 0
    assert made.run("access", "add", "ben", "--as", "assistant").returncode == 0
    made.build()
    return made


@pytest.fixture
def site(built, tmp_path):
    return built.copy(tmp_path / "portal")


def report(site, *args, code=0):
    return site.told("audit", *args, code=code)["cohorts"][0]


def names_of(found, audience):
    return {one["name"] for one in found["files"] if one["audience"] == audience}


def test_every_file_is_told_with_its_audience_and_readers_by_name(site):
    found = report(site)
    on_disk = {path.relative_to(site.output()).as_posix() for path in site.output().rglob("*") if path.is_file()}
    hosted = {"404.html", "_headers", ".htaccess", ".nojekyll", "vercel.json", "staticwebapp.config.json"}
    given = {"index.html", "robots.txt", "worker.js", *hosted}
    public = {name for name in on_disk if name in given or name.startswith("assets/")}
    assert {one["file"] for one in found["files"]} == on_disk - public
    assert "The secret plan" in names_of(found, "members") and "What we tell nobody" in names_of(found, "conveners")
    assert "The secret plan" not in names_of(found, "conveners")
    assert NAME in found["readers"]["members"] and NAME not in found["readers"]["conveners"]
    assert "Ben Okafor (assistant)" in found["readers"]["logistics"]
    assert "Ben Okafor (assistant)" not in found["readers"]["members"]
    assert found["leaks"] == found["foreign"] == found["missing"] == found["faults"] == []


def test_whoever_has_left_and_still_opens_the_site_is_told(site):
    cohort = site.root / "content/table/cohort.yaml"
    cohort.write_text(cohort.read_text().replace("{person: ada}", "{person: ada, left: 2026-11-01, status: alum}"))
    site.build()
    assert f"{NAME} (has left)" in report(site)["readers"]["members"]


def test_the_terminal_says_it_in_sentences_and_lists_everything_on_request(site):
    told = site.run("audit").stdout.decode()
    assert "the codename “Tea room”" in told and "No word of the content stands in the clear" in told
    assert "The secret plan" in told and "contact card" not in told
    assert f"{NAME}.vcf" not in told and "contact card" in site.run("audit", "-v").stdout.decode()


def test_the_page_is_for_the_convener_alone_and_never_in_the_output_folder(site, tmp_path):
    page = tmp_path / "audit.html"
    assert site.run("audit", "--html", page).returncode == 0
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert NAME in page.read_text() and "http" not in re.sub(r"https://lunch", "", page.read_text())
    refused = site.run("audit", "--html", site.root / "output" / "audit.html")
    assert refused.returncode == 2 and b"published" in refused.stderr


HIDDEN = {
    "plain": lambda word: word.encode(),
    "other capitals": lambda word: word.upper().encode(),
    "UTF-16": lambda word: word.encode("utf-16-le"),
    "UTF-16, other order": lambda word: word.encode("utf-16-be"),
    "hexadecimal": lambda word: word.encode().hex().upper().encode(),
    "a URL": lambda word: urllib.parse.quote(word).encode(),
    "entities": lambda word: "".join(f"&#{ord(letter)};" for letter in word).encode(),
    **{f"base64 at {offset}": lambda word, offset=offset: base64.b64encode(b"xyz"[:offset] + word.encode() + b"tail")
       for offset in range(3)},
}  # fmt: skip


@pytest.mark.parametrize("form", HIDDEN)
@pytest.mark.parametrize("word", [NAME, "The secret plan", "Ironbridge Works"])
def test_a_word_in_clear_is_found_in_every_form(site, form, word):
    file = next(site.output().glob("assets/*.css"))
    file.write_bytes(file.read_bytes() + b"/* " + HIDDEN[form](word) + b" */")
    found = report(site, code=3)
    assert {leak["word"] for leak in found["leaks"]} == {word}


@pytest.mark.parametrize("form", HIDDEN)
@pytest.mark.parametrize("others", [0, 500])
def test_few_words_and_many_are_found_alike(form, others):
    search = Search([NAME, *(f"{number:06} is another word" for number in range(others))])
    content = b"." * 5_000 + HIDDEN[form](NAME) + b"." * 5_000
    assert {word for word, _ in search.found_in(content)} == {NAME}


@pytest.mark.parametrize("put", [f"0af{NAME}", f"{NAME}0af", f'0af"{NAME}'])
def test_what_is_no_ciphertext_is_found_in_its_place(site, put):
    page = next(path for path in site.output().glob("*.html") if b"Unique" in path.read_bytes())
    sealed = re.sub(rb'(EncryptedMsgUniqueVariableName": ")[0-9a-f]+', rb"\g<1>" + put.encode(), page.read_bytes())
    page.write_bytes(sealed)
    assert {(leak["file"], leak["word"]) for leak in report(site, code=3)["leaks"]} == {(page.name, NAME)}


def test_a_word_in_a_file_s_name_is_found_and_a_file_that_is_not_ours_is_told(site):
    (site.output() / f"{NAME}.pdf").write_bytes(b"%PDF")
    (site.output() / "CNAME").write_text("lunch.example\n")
    (site.output() / "assets" / "notes.txt").write_text("hello")
    found = report(site, code=3)
    assert found["foreign"] == [f"{NAME}.pdf", "assets/notes.txt"]
    assert [leak["word"] for leak in found["leaks"]] == [NAME]
    assert b"NOT OURS" in site.run("audit").stdout


def test_a_site_of_other_keys_or_with_a_swapped_file_is_broken(site):
    pages = sorted(site.output().glob("????????????????.html"))
    shutil.copy(pages[0], pages[1])
    found = report(site, code=1)
    assert [name for name, _ in found["faults"]] == [pages[1].name]
    pages[1].unlink()
    assert "cannot be read" in report(site, code=1)["faults"][0][1]
    site.build()
    old = site.root / "old"
    shutil.copytree(site.output(), old)
    assert site.run("access", "rotate", "members", "--yes").returncode == 0
    shutil.rmtree(site.output())
    shutil.copytree(old, site.output())
    assert any("members" in why for _, why in report(site, code=1)["faults"])


def test_a_site_that_is_behind_its_content_is_told(site):
    site.write({"content/table/new.md": "# A brand new page\n\nHello.\n"})
    found = report(site, code=1)
    assert found["missing"] == ["A brand new page"]


def test_what_is_new_since_the_last_publish_is_told_by_audience(site):
    assert b"Nothing was published from here yet" in site.run("audit").stdout
    report(site, "--mark-published")
    assert report(site)["changes"] == [] and report(site)["since"]
    site.write({
        "content/table/new.md": "---\naudience: conveners\n---\n# A brand new page\n\nHello.\n",
        "content/table/plan.md": "# The secret plan\n\nIt has changed.\n",
    })  # fmt: skip
    (site.root / "content/table/desk.md").unlink()
    site.build()
    changes = {change["audience"]: change for change in report(site)["changes"]}
    assert {
        name: tuple(len(change[key]) for key in ("new", "changed", "gone")) for name, change in changes.items()
    } == {
        "conveners": (1, 1, 1),  # changed: their search index
        "members": (0, 3, 0),  # the page, the home page that tells of it, the search index
    }
    told = site.run("audit").stdout.decode()
    assert (
        "1 page new (“A brand new page”)" in told
        and re.search("[12] pages? changed \\([^)]*“The secret plan”", told)
        and "1 file gone" in told
    )


def test_the_record_of_a_publish_holds_no_word_and_is_the_owner_s_alone(site):
    report(site, "--mark-published")
    record = site.root / ".portalgen" / "published" / "table.json"
    assert stat.S_IMODE(record.stat().st_mode) == 0o600 and stat.S_IMODE(record.parent.stat().st_mode) == 0o700
    assert NAME not in record.read_text() and "secret plan" not in record.read_text()
    record.write_text("{")
    told = site.run("audit")
    assert told.returncode == 4 and b"delete table.json" in told.stderr


def test_a_leaky_site_is_not_remembered_as_published(site):
    (site.output() / "stray.html").write_text("hello")
    report(site, "--mark-published", code=3)
    assert not (site.root / ".portalgen" / "published").exists()


def test_without_a_site_the_audit_says_what_to_do(portal):
    told = portal(FILES).run("audit")
    assert told.returncode == 2 and b"run `portalgen build` first" in told.stderr


@pytest.mark.parametrize("title", ["Content", "Tea room", "Passphrase", "Stylesheet", "Unlock"])
def test_a_page_whose_title_is_a_plain_word_of_the_lock_page_builds(portal, title):
    site = portal({**FILES, "content/table/word.md": f"# {title}\n\nA page.\n"})
    site.build()
    assert report(site)["leaks"] == []


def test_a_build_whose_lock_page_would_tell_a_name_leaves_the_old_site(portal):
    site = portal(FILES)
    site.build()
    before = (site.output() / "index.html").read_bytes()
    lock = site.root / "themes/boardroom/templates/lock.html"
    lock.parent.mkdir(parents=True)
    lock.write_text(
        f'<main id="lock"><h1>Ask {NAME}</h1><form id="unlock">'
        '<input id="passphrase"></form><p id="message"></p></main>'
    )
    told = site.run("build")
    assert told.returncode == 3
    assert NAME in told.stderr.decode() and "lock page" in told.stderr.decode()
    assert (site.output() / "index.html").read_bytes() == before


def test_a_name_in_the_codename_stops_the_build(portal):
    site = portal(
        {**FILES, "content/table/cohort.yaml": f"title: T\ncodename: Tea with {NAME}\nmembers: [{{person: ada}}]\n"}
    )
    told = site.run("build")
    assert told.returncode == 3 and b"codename" in told.stderr
