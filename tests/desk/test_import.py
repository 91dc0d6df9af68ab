"""`portalgen import`: notes from elsewhere become sessions, pages and files that build; what was left is told."""

import hashlib
import subprocess
import sys

import pytest
import yaml

from .conftest import said
from .old_notes import HUGO, JEKYLL, NOTION, OBSIDIAN, docx, png, write


def prints(folder):
    """Return a picture of a folder: every file's content and time."""
    return {path.relative_to(folder).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in sorted(folder.rglob("*")) if path.is_file()}  # fmt: skip


def take(site, source, *flags):
    return said(site.run("import", source, "--format", "json", *flags))


def texts(site, path):
    text = (site.root / path).read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    return yaml.safe_load(front), body


def why(told, path):
    return " | ".join(row["why"] for row in told["left"] if row["from"] == path)


def published(site):
    """Show all imported notes, as a convener does who has read them."""
    for path in site.root.glob("content/*/sessions/*/notes.md"):
        path.write_text(path.read_text().replace("state: draft", "state: published"))


@pytest.mark.parametrize("folder", [HUGO, OBSIDIAN, NOTION, JEKYLL], ids=["hugo", "obsidian", "notion", "jekyll"])
def test_a_folder_builds_the_source_stays_and_a_second_run_adds_nothing(begun, tmp_path, folder):
    site, source = begun(), write(tmp_path / "old", folder)
    before, portal = prints(source), prints(site.root)
    shown = take(site, source, "--dry-run")
    assert prints(site.root) == portal
    told = take(site, source)
    assert told["mapped"] == shown["mapped"] and told["left"] == shown["left"]
    assert prints(source) == before
    assert {path: mark for path, mark in prints(site.root).items() if path in portal} == portal
    assert all((site.root / row["to"]).is_file() for row in told["mapped"])
    published(site)
    site.build("--as-of", "2026-11-24")
    after = prints(site.root)
    again = take(site, source)
    assert again["mapped"] == [] and again["there"]
    assert prints(site.root) == after
    write(source, {"2026-10-01-another-meeting.md": "New.\n"})
    assert [row["to"] for row in take(site, source)["mapped"]] == [
        "content/cohort/sessions/2026-10-01-another-meeting/notes.md",
        "content/cohort/sessions/2026-10-01-another-meeting/session.md",
    ]


def test_a_session_of_hugo_keeps_its_hour_its_people_and_its_agenda(begun, tmp_path):
    site, source = begun(), write(tmp_path / "old", HUGO)
    told = take(site, source)
    folder = "content/cohort/sessions/2026-03-19-the-deputy-a-session"
    front, _ = texts(site, f"{folder}/session.md")
    assert str(front["start"]) == "2026-03-19 14:00" and front["title"] == "The deputy: a session"
    assert front["attendance"] == [
        {"person": "mara", "rsvp": True, "present": "full"},  # this reader takes yes for true; portalgen does not
        {"person": "ines", "rsvp": True, "present": "full"},
        {"person": "tomasz", "rsvp": False, "present": "absent"},
    ]
    assert [(box["kind"], box["minutes"]) for box in front["agenda"]] == [
        ("confidentiality", 10), ("updates", 50), ("break", 15), ("discussion", 60), ("close", 10)]  # fmt: skip
    assert front["logistics"] == {"venue": "Pell & Tarn, second floor"}
    notes, body = texts(site, f"{folder}/notes.md")
    assert notes["state"] == "draft"
    assert "@mara told of @ines's year" in body and "(10 min)" not in body
    assert "[the charter](../../pages/about/charter.md)" in body
    assert "![the room](../../files/room.png)" in body and "[slides](../../files/deck-one.pdf)" in body
    assert "youtube" not in body and r"to @mara, not \@somebody" in body and "mara@larkfield.example" in body
    left = why(told, "content/meetings/2026-03-19-the-deputy/index.md")
    assert "fields: tags, weight" in left and "youtube" in left
    assert "a draft" in why(told, "content/about/unfinished.md")
    assert "no note links to it" in why(told, "static/unused.png")
    assert "not a note" in why(told, "config.toml")


def test_what_a_page_cannot_hold_is_told_with_its_line(begun, tmp_path):
    site, source = begun(), write(tmp_path / "old", HUGO)
    told = take(site, source)
    front, body = texts(site, "content/cohort/pages/about/charter.md")
    assert front["title"] == "Charter: ours" and str(front["date"]) == "2025-01-01"
    assert "[From elsewhere](https://pictures.example/a.png)" in body
    assert "<https://auto.example>" in body and "[old](https://old.example/x)" in body
    assert "nowhere and [here](#rules) and not." in body
    assert '[[not a link]] {{< ref "x" >}} @nobody' in body  # code stays as it is
    assert r"\::: odd block" in body
    rows = {
        (row["line"], row["why"].split(":")[0]) for row in told["left"] if row["from"] == "content/about/charter.md"
    }
    assert (8, "raw HTML, of which only plain tags are shown") in rows
    assert (11, "a picture from elsewhere became a link") in rows


def test_wikilinks_callouts_and_embeds_of_obsidian_lead_on(begun, tmp_path):
    site, source = begun(), write(tmp_path / "old", OBSIDIAN)
    told = take(site, source)
    folder = "content/cohort/sessions/2026-05-14-half-time-call"
    front, _ = texts(site, f"{folder}/session.md")
    assert front["kind"] == "call" and "the hour is a guess" in (site.root / folder / "session.md").read_text()
    assert [row["person"] for row in front["attendance"]] == ["mara", "ines"]
    _, body = texts(site, f"{folder}/notes.md")
    page = "../../pages/topics/tariffs-and-suppliers.md"
    assert f"@mara spoke of [the tariffs]({page}) and of [Tariffs and suppliers]({page}#what-we-know).\n" in body
    assert "![](../../files/letter.png)" in body and "Bob" not in body
    assert "> **To take home**" in body and "A page that never was" in body and "[[" not in body
    assert "Bob from the sponsor" in why(told, "Cohort/Meetings/2026-05-14 Half-time call.md")
    assert "cannot be read" in why(told, "Attachments/letter copy.png")
    assert (site.root / "content/cohort/pages/topics/tariffs-and-suppliers.md").read_text().count("[[twice]]") == 1


def test_properties_and_long_names_of_notion_are_understood(begun, tmp_path):
    site, source = begun(), write(tmp_path / "old", NOTION)
    told = take(site, source)
    folder = "content/cohort/sessions/2026-01-22-session-one"
    front, _ = texts(site, f"{folder}/session.md")
    assert (str(front["start"]), str(front["end"])) == ("2026-01-22 13:30", "2026-01-22 14:30")
    assert [row["person"] for row in front["attendance"]] == ["mara", "ines", "tomasz"]
    _, body = texts(site, f"{folder}/notes.md")
    assert "![Untitled](../../files/untitled.png)" in body and "What stayed with us." in body
    _, page = texts(site, "content/cohort/pages/cohort.md")
    assert "[Session one](../sessions/2026-01-22-session-one/notes.md)" in page
    assert "[Members](../files/members.csv)" in page
    assert not [path for path in prints(site.root) if "0123456789abcdef" in path]
    assert "fields: status, type" in " ".join(row["why"] for row in told["left"])


def test_posts_of_jekyll_are_pages_unless_they_tell_of_a_meeting(begun, tmp_path):
    site, source = begun(), write(tmp_path / "old", JEKYLL)
    told = take(site, source)
    to = {row["from"]: row["to"] for row in told["mapped"] if row["as"] != "session"}
    assert to["_posts/2026-01-22-starting-again.md"] == "content/cohort/pages/starting-again.md"
    assert to["_posts/2026-09-17-retreat-at-hollow-pine.md"].endswith("/2026-09-17-retreat-at-hollow-pine/notes.md")
    front, _ = texts(site, "content/cohort/sessions/2026-09-17-retreat-at-hollow-pine/session.md")
    assert (front["kind"], str(front["start"])) == ("retreat", "2026-09-17 12:00")
    assert [row["person"] for row in front["attendance"]] == ["mara", "ines", "tomasz"]
    _, body = texts(site, "content/cohort/sessions/2026-09-17-retreat-at-hollow-pine/notes.md")
    assert "[January](../../pages/starting-again.md)" in body and "![pine](../../files/pine.png)" in body
    assert "Present:" not in body
    _, about = texts(site, "content/cohort/pages/about.md")
    assert "[ref]: starting-again.md" in about and "include" not in about


def test_a_word_document_becomes_notes(begun, tmp_path):
    site, source = begun(), tmp_path / "old"
    paragraphs = [("Heading1", "Session on trust"), ("", "Attendees: Mara, Ines"), ("Heading2", "Themes"),
                  ("", "Pilots die of *politeness*.")]  # fmt: skip
    write(source, {"2026-02-03 Trust.docx": docx(paragraphs), "broken.docx": b"PK nothing"})
    told = take(site, source)
    folder = "content/cohort/sessions/2026-02-03-session-on-trust"
    front, _ = texts(site, f"{folder}/session.md")
    assert [row["person"] for row in front["attendance"]] == ["mara", "ines"]
    _, body = texts(site, f"{folder}/notes.md")
    assert "## Themes" in body and r"\*politeness\*" in body
    assert "cannot be read" in why(told, "broken.docx")
    published(site)
    site.build("--as-of", "2026-11-24")


def test_without_the_extra_a_word_document_is_left_with_a_word_on_how_to_read_it(begun, tmp_path):
    site, source = begun(), write(tmp_path / "old", {"a.docx": docx([("", "x")]), "b.md": "# B\n\nText\n"})
    code = "import sys; sys.modules['mammoth'] = None; from portalgen.cli import main; sys.argv[1:] = %r; main()"
    told = subprocess.run([sys.executable, "-c", code % (["import", str(source)],)], cwd=site.root, capture_output=True)
    assert told.returncode == 0, told.stderr
    assert b'left: a.docx: a Word document: `pip install "portalgen[import]"` reads it' in told.stdout
    assert (site.root / "content/cohort/pages/b.md").is_file()


def test_members_come_along_and_are_found_in_the_notes(begun, tmp_path):
    site = begun(stdin="Ines Harrowgate\n")
    cards = tmp_path / "members.vcf"
    from base64 import b64encode

    photo = b64encode(png()).decode()
    cards.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Søren Vindahl\nTITLE:COO\nEMAIL:soren@nordlys.example\n"
                     f"PHOTO;ENCODING=b;TYPE=PNG:{photo}\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:Ines Harrowgate\n"
                     "END:VCARD\n", encoding="utf-8")  # fmt: skip
    source = write(
        tmp_path / "old", {"2026-01-22 minutes.md": "Present: Soren Vindahl, Ines\n\nSøren Vindahl spoke.\n"}
    )
    told = take(site, source, "--members", cards)
    assert told["members"] == ["content/people/soren.md", "content/people/soren.png", "content/cohort/cohort.yaml"]
    front, _ = texts(site, "content/cohort/sessions/2026-01-22-minutes/session.md")
    assert [row["person"] for row in front["attendance"]] == ["soren", "ines"]
    assert "@soren spoke." in texts(site, "content/cohort/sessions/2026-01-22-minutes/notes.md")[1]
    bio, _ = texts(site, "content/people/soren.md")
    assert bio["photo_consent"] is False  # nobody has asked him yet
    published(site)
    site.build("--as-of", "2026-11-24")


def test_notes_go_to_the_session_that_is_there_already(begun, tmp_path):
    site = begun()
    said(site.run("new", "session", "--start", "2026-10-01 14:00", "--title", "Trust", "--format", "json"))
    source = write(tmp_path / "old", {"2026-10-01 meeting notes.md": "We met.\n"})
    told = take(site, source)
    assert [row["to"] for row in told["mapped"]] == ["content/cohort/sessions/2026-10-01-trust/notes.md"]


def test_two_notes_of_the_day_of_one_session_are_two_sessions_and_a_second_run_adds_none(begun, tmp_path):
    site = begun()
    said(site.run("new", "session", "--start", "2026-10-01 14:00", "--title", "Trust", "--format", "json"))
    source = write(
        tmp_path / "old", {"2026-10-01 meeting notes.md": "We met.\n", "2026-10-01 dinner notes.md": "We ate.\n"}
    )
    told = take(site, source)
    assert sorted(row["to"] for row in told["mapped"]) == [
        "content/cohort/sessions/2026-10-01-meeting-notes/notes.md",
        "content/cohort/sessions/2026-10-01-meeting-notes/session.md",
        "content/cohort/sessions/2026-10-01-trust/notes.md",
    ]
    site.build("--as-of", "2026-11-24")
    again = take(site, source)
    assert again["mapped"] == [] and len(again["there"]) == 2


def test_a_date_that_a_tool_wrote_for_none_is_none(begun, tmp_path):
    site = begun()
    source = write(tmp_path / "old", {"meeting.md": "---\ntitle: Meeting\ndate: 0001-01-01T00:00:00Z\n---\nWe met.\n"})
    assert [row["to"] for row in take(site, source)["mapped"]] == ["content/cohort/pages/meeting.md"]
    site.build("--as-of", "2026-11-24")


def test_words_that_look_like_our_settings_come_as_words(begun, tmp_path):
    site = begun()
    take(site, write(tmp_path / "old", {"how.md": "# How\n\nWrite\n  audience: conveners\nabove it.\n"}))
    assert "\n`audience: conveners`\n" in (site.root / "content/cohort/pages/how.md").read_text()
    site.build("--as-of", "2026-11-24")


def test_a_page_may_have_the_name_of_a_paper(begun, tmp_path):
    site = begun()
    told = take(site, write(tmp_path / "old", {"sub/session.md": "# One\n", "sub/notes.md": "# Two\n"}))
    assert {row["as"] for row in told["mapped"]} == {"page"}
    site.build("--as-of", "2026-11-24")


def test_an_import_that_would_not_load_leaves_the_portal_as_it_was(begun, tmp_path):
    site = begun()
    site.write({"content/cohort/pages/mine.md": "---\nnonsense: 1\n---\n"})
    before = prints(site.root)
    told = site.run("import", write(tmp_path / "old", {"a.md": "# A\n"}))
    assert told.returncode == 1 and b"nonsense" in told.stderr
    assert prints(site.root) == before


def test_a_text_between_two_lines_across_the_page_stays(begun, tmp_path):
    site = begun()
    told = take(site, write(tmp_path / "old", {"rules.md": "---\n\nText between rules\n\n---\n\nmore text\n"}))
    (page,) = [site.root / row["to"] for row in told["mapped"]]
    assert "Text between rules" in page.read_text() and "more text" in page.read_text()
    site.build("--as-of", "2026-11-24")


def test_two_files_of_one_name_both_come_along(begun, tmp_path):
    site = begun()
    source = write(tmp_path / "old", {"a/x.png": png(), "b/x.png": png("red"), "a/n.md": "# N a\n![](x.png)",
                                      "b/n.md": "# N b\n![](x.png)", "A.md": "# One", "a!.md": "# Two"})  # fmt: skip
    told = take(site, source)
    assert len({row["to"] for row in told["mapped"]}) == len(told["mapped"]) == 6
    site.build("--as-of", "2026-11-24")
    assert take(site, source)["mapped"] == []


def test_a_link_out_of_the_source_is_not_followed(begun, tmp_path):
    site = begun()
    (tmp_path / "secret.md").write_text("# Secret\n\nof another folder\n")
    source = write(tmp_path / "old", {"a.md": "# A\n\n[up](../secret.md)\n"})
    (source / "b.md").symlink_to(tmp_path / "secret.md")
    told = take(site, source)
    assert "another place" in why(told, "b.md") and "not in the portal" in why(told, "a.md")
    assert not any("Secret" in path.read_text() for path in (site.root / "content").rglob("*.md"))


NASTY = """# A

[x](javascript:alert(1)) [y](file:///etc/passwd) ![d](data:image/png;base64,AAAA) [[redact]]not this[[/redact]]

A [link with `code`](a.md), [two](<a b.md>), [r][r] and ![i][i].

[r]: http://x.example
[i]: https://x.example/a.png

<a href="a.md">h</a> <img src=x> <img src="https://e.example/a.png" alt="q">

::: audience conveners
hidden

| a | b |
|--|--|
| [[a|b]] | [z](#) |

[over two
lines](gone.md), ![over two
lines](gone.png) and \\[\\[ [n](//host/x) [q](a.md?x=1#y) [e]() @ines @-

[w](mailto:a@b.example) ![[ ]] [[#A]] [[|b]] [open [
"""


def test_links_of_every_bad_kind_still_build(begun, tmp_path):
    site = begun()
    take(site, write(tmp_path / "old", {"a.md": NASTY, "b.md": "---\nbad: [\n---\nText\n", "c.md": b"\xff\n"}))
    site.build("--as-of", "2026-11-24")
    pages = "".join(site.plain_pages("cohort").values())
    assert "not this" not in pages and "javascript:" not in pages
