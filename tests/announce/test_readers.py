"""Whom a stage concerns: everybody who can open what it is about, and nobody else."""

from datetime import date

import pytest

from portalgen.announce.announcement import Wish, announcement
from portalgen.announce.readers import choose_readers
from portalgen.errors import ContentError, UsageError

from .conftest import COHORT, FILES, KEY, bio, occasion, session


def ids(readers):
    return [reader.id for reader in readers]


def to_whom(portal, stage, *to, session_id="s5", **fields):
    return ids(choose_readers(occasion(portal, stage, session_id, **fields), to))


def test_a_stage_goes_to_those_who_can_open_what_it_is_about(table):
    portal = table()
    members = ["member:mara", "member:soren", "member:hanneke"]
    sponsors = ["sponsor:quill:lucan-quillbrook", "sponsor:quill:second-quillbrook"]
    assistants = ["assistant:mara", "assistant:hanneke"]
    assert to_whom(portal, "save-the-date") == [*members, *sponsors, *assistants]
    assert to_whom(portal, "agenda") == [*members, *sponsors]
    assert to_whom(portal, "pre-reads") == members
    assert to_whom(portal, "notes", session_id="s4") == members


def test_a_session_of_a_circle_goes_to_the_circle_and_its_guests(table):
    portal = table()
    assert to_whom(portal, "agenda", session_id="e1") == ["member:mara", "guest:declan"]
    assert to_whom(portal, "save-the-date", session_id="e1") == ["member:mara", "guest:declan", "assistant:mara"]


def test_a_paper_for_one_is_announced_to_one(table):
    paper = "---\ntitle: For one\naudience: member:soren\n---\nRead me.\n"
    portal = table({"content/table/sessions/s5/prereads/cost.md": paper})
    readers = choose_readers(occasion(portal, "pre-reads"))
    assert ids(readers) == ["member:soren"]


def test_late_joiners_are_not_told_of_notes_that_they_cannot_open(table):
    cohort = COHORT.replace("{person: soren}", "{person: soren, joined: 2026-11-01}") + "history: summary\n"
    portal = table({"content/table/cohort.yaml": cohort})
    assert to_whom(portal, "notes", session_id="s4") == ["member:mara", "member:hanneke"]


def test_sponsors_hear_of_notes_once_a_summary_is_cleared(table):
    notes = "---\nsponsor_summary: {text: Trust was the theme., cleared_by: mara, cleared_on: 2026-10-01}\n---\nText.\n"
    portal = table({"content/table/sessions/s4/notes.md": notes})
    assert "sponsor:quill:lucan-quillbrook" in to_whom(portal, "notes", session_id="s4")
    portal = table({"content/table/sessions/s5/session.md": session("s5", sponsor="none")})
    assert not [one for one in to_whom(portal, "save-the-date") if one.startswith("sponsor")]


def test_readers_can_be_named_by_kind_or_by_id(table):
    portal = table()
    assert to_whom(portal, "agenda", "mara", "quill") == [
        "member:mara", "sponsor:quill:lucan-quillbrook", "sponsor:quill:second-quillbrook"]  # fmt: skip
    assert to_whom(portal, "agenda", "conveners") == ["convener:odalys-fennick", "convener:teddy-oarsley"]
    assert to_whom(portal, "save-the-date", "assistant:mara") == ["assistant:mara"]
    for name, why in (("cecily", "no reader"), ("quill", "can open nothing"), ("assistants", "can open nothing")):
        with pytest.raises(UsageError, match=why):
            to_whom(portal, "pre-reads", name)


def test_what_only_conveners_read_is_announced_to_nobody_unless_they_are_named(table):
    portal = table({"content/table/sessions/s5/session.md": session("s5", audience="conveners", sponsor="none")})
    with pytest.raises(UsageError, match="concerns nobody here but conveners"):
        to_whom(portal, "agenda")
    assert to_whom(portal, "agenda", "conveners") == ["convener:odalys-fennick", "convener:teddy-oarsley"]


def test_who_has_no_address_is_told_with_the_line_of_the_file(table):
    made = announcement(occasion(table(), "save-the-date"), Wish(), id_key=KEY, told={})
    assert [one.to.address for one in made.letters] == [
        "mara@larkfield.example", "soren@nordlys.example", "lucan@quill.example", "nils@larkfield.example"]  # fmt: skip
    told = {reader.id: (problem.what, str(problem.place)) for reader, problem in made.lacking}
    assert told == {
        "member:hanneke": ("Hanneke de Vrij shares the e-mail address with nobody", "content/people/hanneke.md:4:18"),
        "assistant:hanneke": ("Bo Berg, assistant of Hanneke de Vrij has no e-mail address", "content/people/hanneke.md:5:3"),
        "sponsor:quill:second-quillbrook": ("Second Quillbrook has no e-mail address", "portal.yaml:10:68"),
    }  # fmt: skip


def test_who_was_sent_it_before_is_left_out(table):
    before = {"member:mara": "2026-11-17T09:00Z"}
    made = announcement(occasion(table(), "agenda"), Wish(), id_key=KEY, told=before)
    assert "member:mara" not in [one.reader for one in made.letters]
    assert made.before == before


@pytest.mark.parametrize(
    ("stage", "session_id", "why"),
    [
        ("agenda", "s4", "is over"),
        ("notes", "s5", "is not on the site"),
        ("pre-reads", "e1", "is not on the site"),
        ("agenda", "off", "is cancelled"),
        ("agenda", "draft", r"is not on the site: to be published on 2026-12-01"),
    ],
)
def test_what_is_not_on_the_site_is_not_announced(table, stage, session_id, why):
    portal = table({
        "content/table/sessions/off/session.md": session("off", "cancelled"),
        "content/table/sessions/draft/session.md": session("draft").replace("id: draft", "id: draft\npublish_at: 2026-12-01"),
    })  # fmt: skip
    with pytest.raises(UsageError, match=why):
        announcement(occasion(portal, stage, session_id), Wish(), id_key=KEY, told={})


def test_a_cohort_without_an_address_cannot_be_announced(table):
    with pytest.raises(ContentError, match=r"cohort\.yaml.*no address"):
        announcement(occasion(table(), "agenda", address=None), Wish(), id_key=KEY, told={})


def test_a_member_who_left_is_told_until_the_day_they_left(table):
    assert "member:roland" not in to_whom(table(), "agenda")
    assert "member:roland" in to_whom(table(), "agenda", as_of=date(2026, 6, 30))


def test_an_address_that_is_none_is_told_and_used_by_nobody(table):
    bad = ("a@x.example, b@x.example", '"a@x.example\\nBcc: b@x.example"', "nobody", "Mara <a@x.example>")
    for address in bad:
        portal = table({**FILES, "content/people/mara.md": bio("Mara Okonjo-Vance", f'"{address}"'.replace('""', '"'))})
        made = announcement(occasion(portal, "agenda"), Wish(("mara",)), id_key=KEY, told={})
        assert made.letters == ()
        ((_, problem),) = made.lacking
        assert "no e-mail address" in problem.what and str(problem.place) == "content/people/mara.md:4:18"
