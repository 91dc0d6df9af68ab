"""Words planted in what is closed, early or taken out: by audience, on whose decrypted pages each of them stands.

What a convener closes by one field must not come out by another way: a link, a list, a calendar, a comparison.
"""

import re
import zlib

import pytest
from conftest import VAULT_PASSPHRASE

PEOPLE = {f"content/people/{name}.md": f"---\nname: {name.capitalize()} {name.capitalize()}well\nrole: CEO\n---\n"
          for name in ("ada", "ben", "cy", "gus")}  # fmt: skip
COHORT = "title: The Test Table\nsponsors: [quill]\nmembers: [{person: ada, joined: 2020-01-01}, {person: ben, joined: 2020-01-01}]\n"
PORTAL = """name: Test Network
convener: {org: Convening House, contacts: []}
timezone: America/New_York
as_of: 2026-11-24
sponsors: [{id: quill, name: Quillbrook, people: [{name: Quentin Sponsorman}]}]
"""
PAST = "id: s1\nnumber: 1\ntitle: First evening\nstart: 2026-03-19 14:00\nend: 2026-03-19 18:00\nstatus: archived\n"
NEXT = "id: s2\nnumber: 2\ntitle: Second evening\nstart: 2027-03-19 14:00\nend: 2027-03-19 18:00\n"
S1, S2 = "content/table/sessions/s1/", "content/table/sessions/s2/"


def front(text, body=""):
    return f"---\n{text}---\n{body}\n"


@pytest.fixture
def told(portal):
    """Return a maker: `told(files)` builds a portal and returns each planted word (CNY…) with who reads it."""

    def build(files, cohort=COHORT):
        site = portal({**PEOPLE, "portal.yaml": PORTAL, "content/table/cohort.yaml": cohort, **files})
        site.run("access", "add", "ada", "ben", "--cohort", "table")
        site.build()
        return planted(site)

    return build


def planted(site):
    from portalgen.access.file import read_vault
    from portalgen.crypto.objects import open_object
    from portalgen.crypto.staticrypt import extract, open_page
    from portalgen.errors import SealError

    found = {}
    for audience, slot in read_vault(site.root / "portal.vault", VAULT_PASSPHRASE).cohorts["table"].audiences.items():
        for path in sorted(site.output().rglob("*")):
            try:
                if re.fullmatch(r"[a-z2-7]{16}\.html", path.name):
                    text = open_page(slot.key, extract(path.read_text())[0]).decode()
                elif path.suffix == ".bin":
                    file = open_object(
                        slot.key, path.read_bytes(), cohort="table", audience=audience, object_id=path.stem
                    )
                    packed = file.media_type.endswith("index")
                    text = (zlib.decompress(file.content, wbits=-15) if packed else file.content).decode(
                        errors="replace"
                    )
                else:
                    continue
            except SealError:
                continue
            for word in re.findall(r"CNY[a-z]+|CNY[A-Z]+|Gus Guswell|s2early", text):
                found.setdefault(word.casefold(), set()).add(audience)
    return found


def refused(portal, files, cohort=COHORT):
    site = portal({**PEOPLE, "portal.yaml": PORTAL, "content/table/cohort.yaml": cohort, **files})
    told = site.run("build")
    assert told.returncode in (1, 3), told.stdout.decode()
    return told.stderr.decode()


@pytest.mark.parametrize("field", ["audience: conveners", "expires: 2020-01-01"])
def test_the_home_page_cannot_seem_closed(portal, field):
    text = refused(portal, {"content/table/index.md": front(field + "\n", "CNYhome")})
    assert "content/table/index.md:2" in text and "members always read the home page" in text


def test_a_document_that_only_a_closed_paper_names_has_that_papers_readers(told):
    found = told({
        S2 + "session.md": front(NEXT + "status: pre-reads\n"),
        S2 + "prereads/closed.md": front("audience: conveners\n", "[deck](deck.txt)"),
        S2 + "prereads/deck.txt": "CNYclosed",
        S2 + "prereads/early.md": front("published: 2027-01-01\n", "[d](d-early.txt)"),
        S2 + "prereads/d-early.txt": "CNYearly",
        S2 + "prereads/part.md": "# Part\n\n::: audience conveners\n[p](d-part.txt)\n:::\n",
        S2 + "prereads/d-part.txt": "CNYpart",
        S2 + "prereads/open.md": "# Open\n\n[o](d-open.txt)\n",
        S2 + "prereads/d-open.txt": "CNYopen",
    })  # fmt: skip
    assert found == {"cnyclosed": {"conveners"}, "cnypart": {"conveners"}, "cnyopen": {"members"}}


def test_what_a_version_before_said_to_few_is_not_compared(portal):
    text = refused(portal, {
        S2 + "session.md": front(NEXT + "status: pre-reads\n"),
        S2 + "prereads/new.md": front("previous: old.md\n", "Words of the new one"),
        S2 + "prereads/old.md": front("audience: conveners\n", "Words CNYold of the old one"),
    })  # fmt: skip
    assert "prereads/new.md:2" in text and "the version before is for conveners" in text


def test_words_taken_out_do_not_come_back_in_the_comparison_nor_old_documents_as_papers(told):
    found = told({
        S2 + "session.md": front(NEXT + "status: pre-reads\n"),
        S2 + "prereads/new.md": front("previous: old.md\n", "The firm [[redact]]CNYfirm[[/redact]] is gone"),
        S2 + "prereads/old.md": front("attachment: old.txt\n", "The firm CNYfirm is gone"),
        S2 + "prereads/old.txt": "CNYattached",
    })  # fmt: skip
    assert found == {}


@pytest.mark.parametrize("above", [
    "--- # settings\naudience: conveners\n---\n", "----\naudience: conveners\n----\n", "\u2014\naudience: conveners\n",
    "\u200b---\naudience: conveners\n---\n", "# Title\n---\naudience: conveners\n---\n", "audience: conveners\n---\n",
    "---\ntitle: x\n---\n---\naudience: conveners\n---\n", '+++\naudience = "conveners"\n+++\n',
    '{"title": "T", "audience": "conveners"}\n', "```yaml\naudience: conveners\n```\n", "> ---\n> expires: 2020-01-01\n",
])  # fmt: skip
def test_settings_that_are_not_read_stop_the_build(portal, above):
    assert "content/table/a.md:" in refused(portal, {"content/table/a.md": above + "CNYtext\n"})


def test_words_that_look_like_settings_are_words(told):
    text = "Audience: members and spouses\n\nStatus: draft\n\nUse `audience: conveners`. The state: draft of things. CNYtext\n"
    assert told({"content/table/a.md": text}) == {"cnytext": {"members"}}


def test_pages_in_the_folder_of_a_session_are_for_its_readers_when_it_is_told_of(told):
    found = told({
        S1 + "session.md": front(PAST + "audience: conveners\n"),
        S1 + "minutes.md": "# Minutes\n\nCNYminutes\n",
        S2 + "session.md": front(NEXT + "publish_at: 2027-01-01\n"),
        S2 + "plan.md": "# Plan\n\nCNYplan\n",
    })  # fmt: skip
    assert found == {"cnyminutes": {"conveners"}}


def test_a_paper_in_a_folder_of_the_papers_is_told(portal):
    files = {S1 + "session.md": front(PAST + "audience: conveners\n"), S1 + "prereads/sub/x.md": "CNYsub\n"}
    assert "move it right into content/table/sessions/s1/prereads/" in refused(portal, files)


def test_a_circle_with_a_name_of_our_own_is_refused(portal):
    cohort = COHORT + "history: since-joined\ncircles: [{id: at-s1, people: [ada]}]\n"
    assert "what portalgen calls those who were at s1" in refused(portal, {S1 + "session.md": front(PAST)}, cohort)


@pytest.mark.parametrize("notes", ["mode: none\n", ""])
def test_that_no_notes_are_kept_does_not_open_a_closed_room(told, notes):
    session = (
        PAST
        + "chair: gus\nattendance: [{person: gus, present: full}]\nattribution: "
        + ("none" if not notes else "chatham")
    )
    found = told({S1 + "session.md": front(session + "\n"), S1 + "notes.md": front(notes, "Text.")},
                 COHORT + "attribution: chatham\n")  # fmt: skip
    assert found == {}


@pytest.mark.parametrize("who", ["Zebulon Quark", "Gus Guswell", "Quentin Sponsorman"])
def test_the_gate_of_a_closed_room_knows_everybody_who_was_there(portal, who):
    session = PAST + "host: gus\nguests: [{name: Zebulon Quark, invited_by: ada}]\n"
    text = refused(portal, {S1 + "session.md": front(session), S1 + "notes.md": front("", f"{who} spoke.")},
                   COHORT + "attribution: chatham\n")  # fmt: skip
    assert "notes.md" in text


def test_a_page_in_the_folder_of_a_closed_room_names_nobody(portal):
    files = {S1 + "session.md": front(PAST), S1 + "minutes.md": "# Minutes\n\nAda Adawell spoke.\n"}
    assert "minutes.md:3" in refused(portal, files, COHORT + "attribution: chatham\n")


@pytest.mark.parametrize("history", ["since-joined", "summary"])
def test_a_closed_room_before_somebody_joined_names_none_of_its_readers(told, history):
    cohort = COHORT.replace("{person: ben,", "{person: cy, joined: 2026-06-01}, {person: ben,")
    files = {S1 + "session.md": front(PAST), S1 + "notes.md": front("", "CNYnotes")}
    found = told(files, cohort + f"attribution: chatham\nhistory: {history}\n")
    assert found == {"cnynotes": {"circle:at-s1"}}


def test_sponsors_learn_nothing_of_a_session_for_few_nor_of_an_agenda_that_is_not_out(told):
    item = "sponsor_presence: parts\nagenda: [{{title: {}, kind: discussion, minutes: 60, sponsor_present: true}}]\n"
    found = told({
        S1 + "session.md": front(PAST + "audience: conveners\n" + item.format("CNYclosed")),
        S2 + "session.md": front(NEXT + "status: save-the-date\n" + item.format("CNYearly")),
    })  # fmt: skip
    assert found == {"cnyclosed": {"conveners"}}


SUMMARY = "sponsor_summary: {text: CNYsummary, cleared_by: Odalys Fennick, cleared_on: %s}\n"
EARLY = PAST.replace("archived", "pre-reads")


@pytest.mark.parametrize(("session", "notes"), [
    (PAST, "published: 2027-01-01\n" + SUMMARY % "2026-04-01"), (PAST, SUMMARY % "2027-01-01"), (EARLY, SUMMARY % "2026-04-01"),
])  # fmt: skip
def test_a_summary_for_the_sponsor_waits_for_its_day(told, session, notes):
    assert told({S1 + "session.md": front(session), S1 + "notes.md": front(notes, "Text.")}) == {}


def test_titles_of_what_is_for_few_do_not_come_with_links_to_it(told):
    found = told({
        "content/table/topics/hush.md": front("title: CNYtopic\naudience: conveners\n"),
        S1 + "session.md": front(PAST + "agenda: [{title: Talk, kind: discussion, minutes: 60, topic: hush}]\n"),
        S2 + "session.md": front(NEXT.replace("Second evening", "CNYsession") + "audience: conveners\nlogistics: {venue: CNYvenue}\n"),
        "content/table/resources.yaml": "resources: [{title: A, link: 'https://a.example/', topic: hush, session: s2}]\n",
    }, COHORT + "calendar_shows: title\n")  # fmt: skip
    assert found == {"cnytopic": {"conveners"}, "cnysession": {"conveners"}, "cnyvenue": {"conveners"}}


def test_the_way_from_session_to_session_leads_past_one_for_few(portal):
    closed = (
        NEXT.replace("s2", "s9")
        .replace("number: 2", "number: 9")
        .replace("2027-03-19", "2026-09-19")
        .replace("Second", "Closed")
        + "audience: conveners\n"
    )
    site = portal({S1 + "session.md": front(PAST), S2 + "session.md": front(NEXT),
                   "content/table/sessions/s9/session.md": front(closed)})  # fmt: skip
    site.build()
    [page] = [
        text for text in site.plain_pages().values() if "<h1" in text and "First evening" in text.split("</h1>")[0]
    ]
    pager = page.partition('class="pager"')[2].partition("</nav>")[0]
    assert "Second evening" in pager and "Closed" not in page and "←" not in pager


def test_nothing_tells_of_a_session_before_its_day(told):
    found = told({
        S1 + "session.md": front(PAST),
        S2 + "session.md": front(NEXT.replace("s2", "s2early") + "publish_at: 2027-01-01\n"),
        S2 + "notes.md": front("presenter_notes: [{for: ada, text: CNYpresenter}]\n"),
        "content/table/resources.yaml": "resources: [{title: A, link: 'https://a.example/', session: s2early}]\n",
        "content/table/commitments.yaml": "commitments: [{id: c1, who: ada, text: Call, made_in: s1, "
                                          "updates: [{session: s2early, status: done, text: CNYreport}]}]\n",
    })  # fmt: skip
    assert found == {}


@pytest.mark.parametrize(("session", "notes", "readers"), [
    (PAST, "state: draft\n", {}), (EARLY, "", {}), (PAST, "mode: none\n", {}), (PAST, "", {"cnypresenter": {"member:ada"}}),
])  # fmt: skip
def test_notes_for_a_presenter_wait_until_notes_are_published(told, session, notes, readers):
    notes += "presenter_notes: [{for: ada, text: CNYpresenter}]\n"
    assert told({S1 + "session.md": front(session), S1 + "notes.md": front(notes)}) == readers


@pytest.mark.parametrize("line", [":: audience conveners", "    ::: audience conveners", "> ::: audience conveners"])
def test_a_block_for_few_that_is_none_stops_the_build(portal, line):
    text = refused(portal, {"content/table/a.md": f"# A\n\n{line}\nCNYblock\n:::\n"})
    assert "content/table/a.md:3" in text and "this line begins no block" in text


def test_what_is_in_a_comment_or_taken_out_in_capitals_is_nowhere(told):
    found = told({
        "content/table/a.md": "# A\n\n<!--\n::: audience sponsors\nCNYblock\n:::\n-->\n\n```\n:: audience conveners\n```\n",
        "content/table/b.md": "# Two <!-- CNYheading -->\n\nText.\n",
        "content/table/c.md": front('title: "P [[REDACT]]CNYtitle[[/REDACT]]"\n', "Also [[Redact]]CNYbody[[/Redact]]."),
    })  # fmt: skip
    assert found == {}


def test_whoever_has_left_is_in_no_circle(portal):
    cohort = COHORT + "circles: [{id: most, but: [ada]}]\n"
    site = portal({**PEOPLE, "portal.yaml": PORTAL, "content/table/cohort.yaml": cohort,
                   "content/table/a.md": front("audience: circle:most\n", "CNYcircle")})  # fmt: skip
    site.run("access", "add", "ben", "--cohort", "table")

    def ben_reads():
        site.build()
        return any("CNYcircle" in text for text in site.plain_pages(audience="member:ben").values())

    assert ben_reads()
    site.write({"content/table/cohort.yaml": cohort.replace("{person: ben,", "{person: ben, left: 2026-01-01,")})
    assert not ben_reads()


def test_keys_are_renewed_for_the_circles_of_the_day_of_the_build(portal):
    cohort = COHORT.replace("{person: ben, joined: 2020-01-01}", "{person: ben, joined: 2026-06-01, left: 2026-11-25}")
    site = portal({**PEOPLE, "portal.yaml": PORTAL, "content/table/cohort.yaml": cohort + "history: since-joined\n",
                   S1 + "session.md": front(PAST)})  # fmt: skip
    assert site.run("access", "add", "ada", "ben", "--cohort", "table").returncode == 0
    told = site.run("access", "rotate", "members", "--yes", "--cohort", "table")
    assert told.returncode == 0, told.stderr
    assert site.build()
