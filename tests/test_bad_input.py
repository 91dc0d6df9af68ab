"""Bad input: one clear error with place and hint, the right exit code, no traceback, the old site intact."""

import io
import os
import signal
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from unicodedata import normalize

import pytest
from conftest import VAULT_PASSPHRASE, run, run_apart

SESSION = "---\ntitle: One\nstart: 2027-01-10 10:00\n{more}---\nCome.\n"

HEAD = struct.pack(">II5B", 40_000, 25_000, 1, 0, 0, 0, 0)
BOMB = (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(HEAD)) + b"IHDR" + HEAD + struct.pack(">I", zlib.crc32(b"IHDR" + HEAD))
        + b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")))  # fmt: skip
FAULTS = {
    "broken YAML": (
        {"content/table/a.md": "---\ntitle: a: b\n---\n"},
        ["content/table/a.md:2:", "quotes"],
    ),
    "unknown field": (
        {"content/people/ada.md": "---\nname: Ada Example\ncompny: X\n---\n"},
        ['content/people/ada.md:3:1: unknown field "compny"', 'did you mean "company"?'],
    ),
    "duplicate session id": (
        {
            "content/table/sessions/a/session.md": SESSION.format(more="id: s1\n"),
            "content/table/sessions/b/session.md": SESSION.format(more="id: s1\n"),
        },
        ['two sessions have the id "s1"', "the other is"],
    ),
    "a year that cannot be meant": (
        {
            "content/table/sessions/a/session.md": SESSION.format(more="").replace("2027", "9999"),
            "content/table/news/0001-01-01-hello.md": "Hello.\n",
        },
        ["session.md:3:8: start: the year 9999 cannot be meant", "an announcement needs a date"],
    ),
    "files that nothing reads": (
        {
            "content/table/commitment.yaml": "commitments: []\n",
            "content/table/Notes.MD": "# N\n",
            "content/x.md": "# X\n",
            "content/people/old/ada.md": "---\nname: Ada\n---\n",
            "content/README.md": "For whoever edits this.\n",
        },
        [
            "content/table/commitment.yaml:1",
            'did you mean "commitments.yaml"?',
            "call it Notes.md",
            "content/x.md:1",
            "move it right into content/people/",
            "4 problems",
        ],
    ),
    "a number out of bounds": (
        {"content/table/sessions/a/session.md": SESSION.format(more="number: -3\n")},
        ["session.md:4:9: number: -3 is out of bounds", "at least 0"],
    ),
    "one value where fields are asked for": (
        {"content/table/sessions/a/session.md": SESSION.format(more="logistics: x\n")},
        ["session.md:4:12: logistics: 'x' is one value, where fields are asked for", "one a line"],
    ),
    "unknown mention": (
        {"content/table/a.md": "# A\n\nAsk @nobody about it.\n"},
        ['content/table/a.md:3:5: unknown person "@nobody"'],
    ),
    "missing picture": (
        {"content/table/a.md": "# A\n\n![A face](face.jpg)\n"},
        ["content/table/a.md:3", 'no picture at "face.jpg"'],
    ),
    "broken link": (
        {"content/table/a.md": "# A\n\n[x](gone.md)\n", "content/table/done.md": "# B\n"},
        ["content/table/a.md:3", 'no page at "gone.md"', 'did you mean "done.md"?'],
    ),
    "broken heading": (
        {"content/table/a.md": "# A\n\n[x](b.md#nowhere)\n", "content/table/b.md": "# B\n\n## Here\n"},
        ["content/table/a.md:3", 'no heading "#nowhere" in content/table/b.md', "headings there: here"],
    ),
    "link that readers cannot open": (
        {"content/table/a.md": "# A\n\n[x](b.md)\n", "content/table/b.md": "---\naudience: conveners\n---\n# B\n"},
        ["content/table/a.md:3", "is for conveners; readers of this page cannot open it"],
    ),
    "not UTF-8": (
        {"content/table/a.md": b"# A\n\ncaf\xe9\n"},
        ["content/table/a.md:3", "UTF-8"],
    ),
    "duplicate key": (
        {"content/table/cohort.yaml": "title: A\ntitle: B\n"},
        ["content/table/cohort.yaml:2:1", "title"],
    ),
    "unknown person in a session": (
        {
            "content/people/ada.md": "---\nname: Ada Example\n---\n",
            "content/table/sessions/a/session.md": SESSION.format(more="chair: adda\n"),
        },
        ['content/table/sessions/a/session.md:4:8: unknown person "adda"', 'did you mean "ada"?'],
    ),
    "a picture that is none": (
        {"content/table/face.jpg": b"not a picture"},
        ["content/table/face.jpg", "cannot be read"],
    ),
    "a picture of a thousand megapixels": (
        {"content/table/face.png": BOMB},
        ["content/table/face.png", "too many pixels", "at most 50 megapixels"],
    ),
    "a cohort's folder of another shape": (
        {"content/My Table/cohort.yaml": "title: A\n"},
        ['"My Table" cannot name a cohort', "folder of content/", "a-z, 0-9"],
    ),
    "a list without entries": (
        {"content/table/cohort.yaml": "title: A\nmembers:\n"},
        ["content/table/cohort.yaml:2", "members is empty", "[one, another], or take the line out"],
    ),
    "a number in words": (
        {"content/table/sessions/a/session.md": SESSION.format(more="number: fourth\n")},
        ["session.md:4", "number: 'fourth' is not a number", "in digits"],
    ),
    "a mistyped choice": (
        {"content/table/sessions/a/session.md": SESSION.format(more="status: agneda\n")},
        ["session.md:4", "'agneda' is not one of", 'did you mean "agenda"?'],
    ),
    "an audience without a key": (
        {
            "content/people/ada.md": "---\nname: Ada Example\n---\n",
            "content/table/a.md": "---\naudience: member:ada\n---\n# A\n",
        },
        ["for member:ada alone, who has no key yet", "portalgen access add ada"],
    ),
    "an audience that is nobody": (
        {"content/table/a.md": "---\naudience: member:ada\n---\n# A\n"},
        ['content/table/a.md:2:11: unknown person "ada"'],
    ),
    "an audience that does not exist": (
        {"content/table/a.md": "---\naudience: memebers\n---\n# A\n"},
        ['content/table/a.md:2:11: unknown audience "memebers"', 'did you mean "members"?'],
    ),
    "a script in the theme's place": (
        {"portal.yaml": "name: X\nconvener: {org: Y}\ntimezone: Europe/London\ntheme: grand\n"},
        ['no theme "grand"', "boardroom"],
    ),
    "unknown time zone": (
        {"portal.yaml": "name: X\nconvener: {org: Y}\ntimezone: Mars/Base\n"},
        ["portal.yaml:3:", "unknown time zone"],
    ),
    "settings that would not be read": (
        {"content/table/a.md": "\n---\naudience: conveners\n---\n# A\n"},
        ["content/table/a.md:2", "something stands before them", "let the file begin with the line ---"],
    ),
    "settings behind a comment": (
        {"content/table/a.md": "<!-- mine -->\n ---\naudience: conveners\n---\n# A\n"},
        ["content/table/a.md:2", "something stands before them"],
    ),
    "settings that do not end": (
        {"content/table/a.md": "---\naudience: conveners\n...\n# A\n"},
        ["content/table/a.md:1", "do not end", "three hyphens"],
    ),
    "unknown callout": (
        {"content/table/a.md": "# A\n\n::: noet\nx\n:::\n"},
        ["content/table/a.md:3", "noet", "note"],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_place_and_hint_and_leaves_the_old_site(portal, name):
    files, expected = FAULTS[name]
    site = portal({"content/table/keep.md": "# Keep\n"})
    site.build()
    before = {path: path.read_bytes() for path in site.output().rglob("*") if path.is_file()}
    site.write(files)
    told = site.run("build")
    text = told.stderr.decode()
    assert told.returncode == 1, text
    for part in expected:
        assert part in text
    assert "Traceback" not in text and str(site.root) not in text
    assert {path: path.read_bytes() for path in site.output().rglob("*") if path.is_file()} == before


def test_all_faults_of_a_build_come_together(portal):
    site = portal({
        "content/people/ada.md": "---\nname: Ada\ncompny: X\nphoto_consent: perhaps\n---\n",
        "content/table/sessions/a/session.md": "---\ntitle: One\n---\n",
        "content/table/cohort.yaml": "title: T\nsponsors: [nobody]\n",
    })  # fmt: skip
    text = site.run("build").stderr.decode()
    for part in ("compny", "photo_consent", "session.md", 'unknown sponsor "nobody"'):
        assert part in text


def test_a_file_that_cannot_be_read_causes_no_echo_where_it_is_named(portal):
    site = portal({
        "content/people/ada.md": "---\nname: Ada\ncompny: X\n---\n",
        "content/table/cohort.yaml": "title: T\nchair: ada\n",
    })  # fmt: skip
    text = site.run("build").stderr.decode()
    assert "compny" in text and "unknown person" not in text


def test_errors_come_as_json_when_asked(portal):
    import json

    site = portal({"content/people/ada.md": "---\nname: Ada\ncompny: X\n---\n"})
    told = site.run("build", "--format", "json")
    assert told.returncode == 1
    error = json.loads(told.stdout)["errors"][0]
    assert (error["path"], error["line"], error["column"]) == ("content/people/ada.md", 3, 1)


def test_a_link_out_of_the_content_folder_is_refused(portal, tmp_path):
    site = portal({"content/table/a.md": "# A\n"})
    (tmp_path / "secret.md").write_text("# Secret\n")
    (site.root / "content/table/b.md").symlink_to(tmp_path / "secret.md")
    told = site.run("build")
    assert told.returncode == 1
    assert "content/table/b.md" in told.stderr.decode()


def test_a_wrong_vault_passphrase_is_told_kindly(portal):
    site = portal({"content/table/a.md": "# A\n"})
    told = site.run("build", passphrase="not the passphrase")
    assert told.returncode == 1
    assert "passphrase" in told.stderr.decode() and "not the passphrase" not in told.stderr.decode()


def test_what_is_wrong_with_the_content_is_told_before_what_is_wrong_with_the_passphrase(portal):
    site = portal({"content/table/a.md": "---\ntitel: A\n---\nWords.\n"})
    told = site.run("build", passphrase="not the passphrase")
    assert told.returncode == 1
    assert 'unknown field "titel"' in told.stderr.decode()


def test_no_vault_and_no_passphrase_are_told_with_what_to_do(portal):
    site = portal({"content/table/a.md": "# A\n"})
    assert site.run("build", passphrase=None).returncode == 2
    (site.root / "portal.vault").unlink()
    told = site.run("build")
    assert told.returncode != 0 and "portal.vault" in told.stderr.decode()


def test_a_damaged_vault_is_told_and_left_alone(portal):
    site = portal({"content/table/a.md": "# A\n"})
    vault = site.root / "portal.vault"
    for damage in (b"", b"{", vault.read_bytes()[:-40], vault.read_bytes().replace(b'"data":"', b'"data":"AAAA')):
        vault.write_bytes(damage)
        told = site.run("build")
        assert told.returncode in (1, 4), told.stderr.decode()
        assert "Traceback" not in told.stderr.decode() and told.stderr
        assert vault.read_bytes() == damage


def test_an_output_folder_that_is_not_ours_is_refused(portal):
    site = portal({"content/table/a.md": "# A\n"})
    site.write({"output/table/thesis.txt": "years of work"})
    told = site.run("build")
    assert told.returncode == 2 and "did not write" in told.stderr.decode()
    assert (site.output() / "thesis.txt").read_text() == "years of work"
    for folder in ("content", "content/table", "themes", "."):
        (site.root / "themes").mkdir(exist_ok=True)
        told = site.run("build", "-o", folder)
        assert told.returncode == 2, folder
    assert (site.root / "content/table/a.md").read_text() == "# A\n"


def test_two_builds_at_once_do_not_mix(portal):
    from filelock import FileLock

    site = portal({"content/table/a.md": "# A\n"})
    site.build()
    with FileLock(site.root / "output/.portalgen/table/lock"):
        told = site.run("build")
    assert told.returncode == 4 and "another build" in told.stderr.decode()


def test_a_full_disk_leaves_the_old_site(portal, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("a small disk of its own needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("no file system can be mounted here")
    try:
        site = portal({"content/table/a.md": "# A\n"})
        site.build("-o", disk)
        before = {path.name: path.read_bytes() for path in (disk / "table").rglob("*") if path.is_file()}
        site.write(
            {f"content/table/n{number}.md": f"# N{number}\n\n" + os.urandom(30_000).hex() for number in range(40)}
        )
        told = site.run("build", "-o", disk)
        assert told.returncode == 4 and "disk is full" in told.stderr.decode(), told.stderr.decode()
        assert {path.name: path.read_bytes() for path in (disk / "table").rglob("*") if path.is_file()} == before
    finally:
        subprocess.run(["umount", disk], check=True)


def test_an_interrupt_or_a_kill_leaves_the_old_site_or_the_new_one(portal):
    site = portal({f"content/table/n{number:04}.md": f"# N{number}\n\n" + "word " * 900 for number in range(400)})
    site.build()

    def bytes_now():
        return {path.name: path.read_bytes() for path in site.output().rglob("*") if path.is_file()}

    old = bytes_now()
    site.write({"content/table/n0000.md": "# Changed\n"})
    env = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": VAULT_PASSPHRASE}
    seen = []
    stage = site.root / "output/.portalgen/table/stage"
    for number, delay in ((signal.SIGINT, 0), (signal.SIGKILL, 0.9), (signal.SIGKILL, 1.3), (signal.SIGKILL, 1.6)):
        working = subprocess.Popen([sys.executable, "-m", "portalgen", "build"], cwd=site.root, env=env,
                                   stderr=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
        time.sleep(delay)
        while number == signal.SIGINT and working.poll() is None and not stage.exists():
            time.sleep(0.005)  # before its own first line, Python itself tells of an interrupt
        working.send_signal(number)
        _, text = working.communicate(timeout=60)
        if working.returncode and number == signal.SIGINT:
            # Interrupted in the middle of an import, Python ends by the signal itself, which a shell tells as 130 too.
            assert working.returncode in (130, -signal.SIGINT) and b"Traceback" not in text, text
        seen.append(bytes_now())
    site.build()
    new = bytes_now()
    assert new != old and all(now in (old, new) for now in seen)
    assert any("Changed" in text for text in site.plain_pages().values())
    assert not list((site.root / "output/.portalgen").rglob("*.html"))


def test_a_mistyped_verb_is_answered_with_the_nearest(tmp_path):
    told = run("biuld", cwd=tmp_path)
    assert told.returncode == 2 and 'Did you mean "build"?' in told.stderr.decode()


def test_no_portal_here_is_told_with_what_to_do(tmp_path):
    told = run("build", cwd=tmp_path)
    assert told.returncode == 1 and "portalgen init" in told.stderr.decode()


def damaged_docx():
    """Return a document whose packed letters are not what they were."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", "hello world " * 2000)
    content = bytearray(stream.getvalue())
    for at in range(48, 60):
        content[at] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize(("name", "content", "what"), [
    ("a.pdf", b"junk", "this PDF cannot be read"), ("a.docx", b"junk", "this document cannot be read"),
    ("a.docx", damaged_docx(), "this document cannot be read"), ("a.mp4", b"junk", "is not published"),
], ids=["pdf", "docx", "damaged docx", "film"])  # fmt: skip
def test_check_finds_a_document_that_would_stop_a_build(portal, name, content, what):
    site = portal({"content/table/page.md": f"# Page\n\n[It]({name}).\n", f"content/table/{name}": content})
    told = site.run("check")
    assert told.returncode == 1 and what.encode() in told.stdout and b"EOF" not in told.stderr
    told = run_apart("build", cwd=site.root)
    assert told.returncode == 1 and what.encode() in told.stderr and b"EOF" not in told.stderr


def test_many_comments_above_a_text_take_no_time(portal):
    site = portal({"content/table/page.md": "<!-- a line of mine -->\n" * 80 + "# Page\n\nWords.\n"})
    site.build()


def test_a_link_leads_to_a_file_whose_name_keeps_its_accents_apart(portal):
    apart = normalize("NFD", "größe ü")
    site = portal({
        "content/table/page.md": "# Page\n\n[It](<größe ü.md>) and [a plan](<größe ü.txt>).\n",
        f"content/table/{apart}.md": "# Size\n",
        f"content/table/{apart}.txt": "A plan.\n",
    })  # fmt: skip
    site.build()
    assert any(">It</a>" in text and 'data-verb="save">a plan' in text for text in site.plain_pages().values())


def test_a_mistyped_cohort_is_answered_with_those_that_there_are(portal):
    told = portal().run("build", "--cohort", "tabel")
    assert told.returncode == 1 and b"no cohort named tabel" in told.stderr and b"cohorts here: table" in told.stderr
