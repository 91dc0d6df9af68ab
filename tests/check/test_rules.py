"""Each rule of `portalgen check`: a portal that keeps it has no finding, the same portal with one fault has one."""

from datetime import date

import pytest

from portalgen.check.findings import RULES, find
from portalgen.errors import ContentError
from portalgen.load.reader import read_portal

TODAY = date(2026, 11, 24)
GOOD = {
    "portal.yaml": "name: Test Tables\nconvener:\n  org: Test House\ntimezone: America/New_York\n"
    "sponsors: [{id: firm, name: Firm Ltd, people: [{name: Lu Ward}]}]\nretention: {chair_notes: 365}\n",
    "content/people/ada.md": "---\nname: Ada Lind\nrole: COO\ncompany: Ironbridge\nindustry: Metal\nask_me_about: [steel]\nupdated: 2026-09-01\n---\nHi\n",
    "content/people/ben.md": "---\nname: Ben Okafor\ncompany: Westmark\nask_me_about: [wood]\n---\nHi\n",
    "content/table/cohort.yaml": "title: The Test Table\ncodename: Lunch\nchair: ada\nsponsors: [firm]\nmembers: [{person: ada}, {person: ben}]\n",
    "content/table/charter.md": "---\nreview_due: 2027-01-01\n---\n## Confidentiality\n\nYes.\n",
    "content/table/commitments.yaml": "commitments:\n- {id: c1, who: ben, text: Call, made_in: s1, updates: [{session: s2, text: Did, status: on-track}]}\n",
    "content/table/sessions/1/session.md": "---\nid: s1\nnumber: 1\ntitle: First\nstart: 2026-06-01 12:00\nstatus: archived\nagenda: [{title: Open, kind: open, minutes: 60}]\n---\n",
    "content/table/sessions/2/session.md": "---\nid: s2\nnumber: 2\ntitle: Second\nstart: 2026-10-20 12:00\nstatus: notes\nagenda: [{title: Open, kind: open, minutes: 60}]\n---\n",
    "content/table/sessions/2/notes.md": "---\nchair_notes: Hm.\n---\nWe met.\n",
    "content/table/sessions/3/session.md": "---\nid: s3\nnumber: 3\ntitle: Third\nstart: 2026-12-10 12:00\nend: 2026-12-10 13:30\nstatus: agenda\n"
    "purpose: To think.\ndesired_outcomes: [A decision]\nattendance: [{person: ben, rsvp: 'yes'}]\nagenda:\n"
    "- {title: Rules, kind: confidentiality, minutes: 30}\n- {title: Talk, kind: topic, minutes: 60, owner: ben, purpose: To see.}\n---\n",
    "content/table/sessions/3/prereads/a.md": "---\nneed: must\nwhy_you: Because.\nminutes: 10\npublished: 2026-11-20\n---\nText\n",
    "content/table/page.md": "# A page\n\n![A table](table.png)\n",
}  # fmt: skip
S3, CH = "content/table/sessions/3/session.md", "content/table/cohort.yaml"
PAPER = "content/table/sessions/3/prereads/a.md"
BROKEN = {
    "agenda-missing": (S3, "start: 2026-12-10 12:00\nend: 2026-12-10 13:30", "start: 2026-11-28 12:00", "agenda:\n- {title: Rules, kind: confidentiality, minutes: 30}\n- {title: Talk, kind: topic, minutes: 60, owner: ben, purpose: To see.}\n", ""),
    "agenda-overrun": (S3, "minutes: 60, owner", "minutes: 70, owner"),
    "agenda-gap": (S3, "minutes: 60, owner", "minutes: 50, owner"),
    "agenda-overlap": (S3, "kind: topic, minutes", "kind: topic, at: '12:20', minutes"),
    "owner-absent": (S3, "rsvp: 'yes'", "rsvp: 'no'"),
    "owner-missing": (S3, "owner: ben, ", ""),
    "purpose-missing": (S3, "purpose: To think.\n", ""),
    "outcome-missing": (S3, "desired_outcomes: [A decision]\n", ""),
    "chair": ("content/people/ada.md", "company: Ironbridge", "company: Firm Ltd"),
    "confidentiality": (S3, "kind: confidentiality", "kind: open"),
    "charter": ("content/table/charter.md", "2027-01-01", "2026-11-01"),
    "codename": (CH, "codename: Lunch", "codename: The test table"),
    "reading-too-much": (PAPER, "minutes: 10", "minutes: 31\nsummary: Short."),
    "reading-too-late": (PAPER, "published: 2026-11-20", "published: 2026-12-06"),
    "reading-why": (PAPER, "why_you: Because.\n", ""),
    "alt-missing": ("content/table/page.md", "![A table]", "![ ]"),
    "bio-stale": ("content/people/ada.md", "2026-09-01", "2025-10-01"),
    "bio-silent": ("content/people/ben.md", "ask_me_about: [wood]\n", ""),
    "member-gone": (CH, "{person: ben}", "{person: ben, left: 2026-10-01}"),
    "competitors": ("content/people/ada.md", "ask_me", "competitors: [Westmark]\nask_me"),
    "commitment-unreported": ("content/table/commitments.yaml", "session: s2", "session: s1"),
    "notes-late": ("content/table/sessions/2/notes.md", "chair_notes", "state: draft\nchair_notes"),
    "retention-due": ("portal.yaml", "chair_notes: 365", "chair_notes: 20"),
    "role-tells": ("content/table/sessions/2/notes.md", "chair_notes: Hm.\n---\nWe met.", "mode: role\n---\nWe heard @ada."),
    "named-in-themes": ("content/table/sessions/2/notes.md", "We met.", "Ada Lind said so."),
}  # fmt: skip


def write(root, files):
    from PIL import Image

    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    Image.new("RGB", (40, 30), "teal").save(root / "content/table/table.png")


def rules(root):
    return {finding.rule for finding in find(read_portal(root), TODAY)}


def test_a_portal_that_keeps_every_rule_has_no_finding(tmp_path):
    write(tmp_path, GOOD)
    assert [finding.problem.text() for finding in find(read_portal(tmp_path), TODAY)] == []


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_finds_what_breaks_it_with_place_and_hint(tmp_path, rule):
    if rule == "photo-consent":
        from PIL import Image

        write(tmp_path, GOOD)
        Image.new("RGB", (40, 30), "teal").save(tmp_path / "content/people/ada.png")
    else:
        file, *pairs = BROKEN[rule]
        text = GOOD[file]
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text
            text = text.replace(old, new)
        write(tmp_path, {**GOOD, file: text})
    found = [finding for finding in find(read_portal(tmp_path), TODAY) if finding.rule == rule]
    assert found, rules(tmp_path)
    for finding in found:
        assert finding.problem.place and finding.problem.hint and finding.level in ("advice", "warning")


def test_a_weight_can_be_given_to_a_rule_and_none_to_one_that_is_not_there(tmp_path):
    faults = {**GOOD, "content/people/ben.md": GOOD["content/people/ben.md"].replace("ask_me_about: [wood]\n", "")}
    write(tmp_path, {**faults, "portal.yaml": GOOD["portal.yaml"] + "check: {bio-silent: error}\n"})
    assert [(finding.rule, finding.level) for finding in find(read_portal(tmp_path), TODAY)] == [
        ("bio-silent", "error")
    ]
    write(tmp_path, {"portal.yaml": GOOD["portal.yaml"] + "check: {bio-silent: off}\n"})
    assert rules(tmp_path) == set()
    write(tmp_path, {"portal.yaml": GOOD["portal.yaml"] + "check: {bio-silnt: off}\n"})
    with pytest.raises(ContentError) as fault:
        rules(tmp_path)
    assert 'did you mean "bio-silent"?' in str(fault.value) and "portal.yaml:7" in str(fault.value)
