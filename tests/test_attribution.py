"""One session under every attribution: whom the decrypted pages of each audience name, whatever the field.

The session names Ben in every place that a convener has: text, theme, insight, quote, experience, open question,
agenda, attendance and guests. Ada is in the portal and not in the room.
"""

import json
from html import unescape

import pytest
from conftest import new_portal
from test_leaks import picture
from test_portals import main_of, title_of

NAMES = ("Okafor", "Westmark", "CFO")
PEOPLE = {
    "content/people/ben.md": "---\nname: Ben Okafor\nrole: CFO\ncompany: Westmark\nindustry: Timber\n---\n",
    "content/people/ada.md": "---\nname: Ada Lind\nrole: COO\ncompany: Ironbridge\nindustry: Metal\n---\n",
    "content/table/cohort.yaml": "title: The Test Table\nchair: ada\nsponsors: []\nmembers: [{person: ada}, {person: ben}]\n",
    "content/table/topics/growth.md": (
        "---\ntitle: How fast should we grow?\nraised_by: ben\nraised_in: s1\nthreads: [{session: s1, text: Came up.}]\n---\n"
    ),
    "content/table/commitments.yaml": "commitments: [{id: c1, who: ben, text: Call the auditor, made_in: s1}]\n",
    "content/table/sessions/s1/plan.png": picture(),
}
SESSION = """---
id: s1
number: 1
title: First evening
status: archived
start: 2026-03-19 14:00
end: 2026-03-19 18:00
attribution: {mode}
chair: ben
host: ben
attendance: [{{person: ben, rsvp: yes, present: full}}]
guests: [{{person: ben, invited_by: ben}}]
agenda:
  - {{id: long, title: The long question, kind: presentation, minutes: 60, owner: ben, coach: ben, recused: [ben], topic: growth}}
  - {{title: Promises, kind: accountability, minutes: 30, owner: ben}}
logistics: {{venue: The Old Mill}}
---
@ben receives us.
"""
NOTES = """---
reviewed_by: ben
themes: [{title: Slow is a choice, body: As @ben found., topic: growth}]
insights: ["@ben said it first"]
questions_left: ["Will @ben go on?"]
resources: ["A list of @ben"]
quotes: [{text: I was afraid., by: ben, consent: true}, {text: Never tell., by: ben}]
sponsor_summary: {text: "The group spoke of growth, @ben too.", cleared_by: Odalys Fennick, cleared_on: 2026-04-01}
---
@ben told [[Ben Okafor]]'s story. ![the plan on the wall](plan.png)

::: experience by=@ben
I waited a year.
:::
"""
OF_THE_SESSION = ("First evening", "sponsor", "place and papers")
# Which pages of the session may name Ben, by attribution: the notes, and the invitation with its agenda.
NAMED_IN_NOTES = {"themes": (), "chatham": (), "role": ("CFO",), "named": ("Okafor",), "consented": ("Okafor",)}


@pytest.fixture(scope="module", params=["none", "themes", "chatham", "role", "named", "consented"])
def told(request, tmp_path_factory):
    """Return the mode and, by audience, the (title, text) of every page that is about the session."""
    mode = request.param
    folder = tmp_path_factory.mktemp(mode)
    site = new_portal(folder, {**PEOPLE, "content/table/sessions/s1/session.md": SESSION.format(mode=mode),
                   "content/table/sessions/s1/notes.md": NOTES})  # fmt: skip
    for person in ("ada", "ben"):
        assert site.run("access", "add", person, "--cohort", "table").returncode == 0
    site.build()
    audiences = ("members", "conveners", "sponsors", "logistics", "member:ada", "member:ben")
    return mode, {audience: [(title_of(page), unescape(main_of(page))) for page in site.plain_pages(audience=audience).values()]
                  for audience in audiences}  # fmt: skip


def about(pages, title):
    return [text for name, text in pages if name == title]


def test_the_notes_name_whom_the_attribution_allows_for_every_reader(told):
    mode, pages = told
    for audience in ("members", "conveners", "member:ada", "member:ben"):
        notes = about(pages[audience], "Notes: First evening")
        assert len(notes) == (mode != "none"), audience
        for text in notes:
            body = text.split("Commitments made here")[0]
            assert {name for name in NAMES if name in body} == set(NAMED_IN_NOTES[mode]), (audience, mode)
            assert "@ben" not in text and "Never tell." not in text and "I was afraid." in text


def test_the_pages_of_a_closed_room_name_nobody_and_any_other_invitation_says_who_comes(told):
    mode, pages = told
    for audience in ("members", "conveners", "member:ada", "member:ben"):
        for title in ("First evening", "Agenda: First evening", "Run sheet: First evening"):
            (text,) = about(pages[audience], title)
            assert ("Okafor" in text) is (mode != "chatham"), (audience, title)


def test_no_page_of_another_kind_leads_back_to_a_name_in_a_closed_room(told):
    mode, pages = told
    (bio,) = about(pages["members"], "Ben Okafor")
    (topic,) = about(pages["members"], "How fast should we grow?")
    (promises,) = about(pages["members"], "Commitments")
    if mode == "chatham":
        assert "First evening" not in bio + promises and "How fast" not in bio
        assert "Raised by" not in topic
    else:
        assert "Raised by" in topic and "How fast" in bio and "First evening" in promises


def test_sponsors_and_assistants_read_no_name_of_the_room_under_any_attribution(told):
    mode, pages = told
    for audience in ("sponsors", "logistics"):
        assert pages[audience], audience
        everything = json.dumps(pages[audience])
        assert not [name for name in (*NAMES, "Ben", "@ben", "First evening", "I was afraid") if name in everything], (
            mode
        )
