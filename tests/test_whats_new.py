"""Fingerprints and the list of what is new: what counts as a change, what comes first, and how long the list may be."""

import re
from datetime import date

import pytest

from portalgen.load.reader import read_portal
from portalgen.plan.site import plan_site
from portalgen.plan.whats_new import AT_MOST
from portalgen.words import words

PORTAL = "name: Test Tables\nconvener:\n  org: Test House\ntimezone: America/New_York\nas_of: 2026-11-24\n"
SESSION = """---
id: s1
title: Dinner
status: notes
start: 2026-12-10 18:30
purpose: Why
attendance: [{person: ada, rsvp: none}]
---
Come.
"""
FILES = {
    "portal.yaml": PORTAL,
    "content/people/ada.md": "---\nname: Ada Lind\n---\n",
    "content/table/cohort.yaml": "title: Table\nmembers: [{person: ada}]\ncircles: [{id: few, people: [ada]}]\n",
    "content/table/sessions/s1/session.md": SESSION,
    "content/table/sessions/s1/prereads/paper.md": "---\nneed: must\n---\n# Paper\n\nRead me.\n",
    "content/table/commitments.yaml": "commitments: [{id: c1, who: ada, text: Call, made_in: s1}]\n",
    "content/table/news/2026-11-20-news.md": "---\ntitle: News\n---\nText\n",
    "content/table/news/2026-10-02-older.md": "---\ntitle: Older\npinned: true\n---\nText\n",
    "content/table/page.md": "# Page\n\nText\n",
    "content/table/secret.md": "---\naudience: circle:few\n---\n# Secret\n\nText\n",
}


def planned(root, changes=None, as_of=date(2026, 11, 24)):
    for name, text in {**FILES, **(changes or {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    portal = read_portal(root)
    return plan_site(portal, portal.cohorts[0], as_of=as_of, id_key=bytes(32), words=words("en"))


def prints(plan):
    return {page.path: page.fingerprint for page in plan.pages if page.fingerprint}


def fresh(plan):
    return next(page.view.fresh for page in plan.pages if page.path == "home")


def test_a_change_of_a_text_changes_the_fingerprint_of_its_page_and_of_no_other(tmp_path):
    before = prints(planned(tmp_path))
    after = prints(planned(tmp_path, {"content/table/page.md": "# Page\n\nText!\n"}))
    assert {path for path in before if before[path] != after[path]} == {"page/page"}
    assert all(re.fullmatch("[a-z2-7]{8}", one) for one in before.values())


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("content/table/sessions/s1/session.md", SESSION.replace("rsvp: none", "rsvp: yes")),
        ("content/table/sessions/s1/session.md", SESSION.replace("status: notes", "status: live")),
        (
            "content/table/commitments.yaml",
            "commitments: [{id: c1, who: ada, text: Call, made_in: s1, status: done}]\n",
        ),
        ("content/table/sessions/s1/prereads/second.md", "# Second\n\nRead me too.\n"),
        ("content/table/page.md", "---\ntitle: Page\n---\nText\n"),
    ],
    ids=["an answer", "a stage", "a promise kept", "a paper beside it", "front matter"],
)
def test_what_is_not_the_page_s_own_text_is_no_change(tmp_path, file, text):
    before = prints(planned(tmp_path))
    after = prints(planned(tmp_path, {file: text}))
    assert {path: after[path] for path in before} == before


@pytest.mark.parametrize(
    "line", ["status: cancelled", "status: notes\nend: 2026-12-10 21:00", "status: notes\ntheme: Bread"]
)
def test_a_cancelled_moved_or_renamed_session_has_changed(tmp_path, line):
    before = prints(planned(tmp_path))
    after = prints(planned(tmp_path, {"content/table/sessions/s1/session.md": SESSION.replace("status: notes", line)}))
    assert before["sessions/s1"] != after["sessions/s1"]


def test_as_days_pass_no_fingerprint_changes(tmp_path):
    assert prints(planned(tmp_path)) == prints(planned(tmp_path, as_of=date(2026, 12, 20)))


def test_pinned_news_comes_first_and_a_first_visitor_sees_the_last_two_weeks(tmp_path):
    rows = fresh(planned(tmp_path))
    assert [row.title for row in rows if row.recent] == ["Older", "News"]
    assert [row.title for row in fresh(planned(tmp_path, as_of=date(2026, 12, 4))) if row.recent] == ["Older"]


def test_what_only_some_can_open_is_not_told_to_all(tmp_path):
    plan = planned(tmp_path)
    assert "page/secret" in prints(plan)
    assert "Secret" not in {row.title for row in fresh(plan)}


def test_the_title_of_a_paper_for_a_few_is_not_on_the_home_page_session_or_agenda_of_all(tmp_path):
    secret = "---\nneed: must\naudience: circle:few\n---\n# Whispered\n\nText\n"
    item = "agenda: [{title: Talk, kind: topic, minutes: 10, prereads: [few, paper]}]\n---\nCome."
    plan = planned(tmp_path, {
        "content/table/sessions/s1/prereads/few.md": secret,
        "content/table/sessions/s1/session.md": SESSION.replace("---\nCome.", item),
    })  # fmt: skip
    assert "Whispered" in {page.title for page in plan.pages}
    telling = {page.path for page in plan.pages if page.audience == "members" and "Whispered" in repr(page)}
    assert not telling & {"home", "sessions/s1", "sessions/s1/agenda", "sessions/s1/run-sheet"}


def test_a_must_read_that_stands_on_the_home_page_is_marked_as_listed(tmp_path):
    listed = {row.title for row in fresh(planned(tmp_path)) if row.listed}
    assert listed == {"Dinner", "Paper"}


def test_two_thousand_pages_make_no_longer_list_than_sixty(tmp_path):
    many = {f"content/table/archive/2020-{number:04}.md": f"# Page {number}\n\nText\n" for number in range(200)}
    rows = fresh(planned(tmp_path, many))
    assert len(rows) == AT_MOST == 60
    assert {"News", "Dinner", "Paper"} <= {row.title for row in rows}


def test_the_runtime_knows_the_length_of_a_full_list():
    from pathlib import Path

    source = Path(__file__).resolve().parent.parent / "src/portalgen/browser/fresh.js"
    assert f"const FULL = {AT_MOST};" in source.read_text(encoding="utf-8")


def test_a_member_with_a_key_has_a_page_of_their_own_and_begins_where_all_members_do(tmp_path):
    plan = planned(tmp_path)
    portal = read_portal(tmp_path)
    keyed = plan_site(portal, portal.cohorts[0], as_of=date(2026, 11, 24), id_key=bytes(32), words=words("en"),
                      keys=["members", "member:ada", "member:gone"])  # fmt: skip
    own = {page.audience: page.href for page in keyed.pages if page.family == "personal"}
    assert own.keys() == {"member:ada"}
    assert "member:ada" not in keyed.homes
    for one in (plan, keyed):
        home = next(page for page in one.pages if page.path == "home")
        assert dict(home.view.own) == {"ada": own["member:ada"]}
