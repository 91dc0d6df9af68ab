"""What tests of announcing share: a table with every kind of reader, and occasions on it without a vault."""

from dataclasses import replace
from datetime import date

import pytest

from portalgen.announce.occasion import Occasion
from portalgen.load.reader import read_portal
from portalgen.plan.site import plan_site
from portalgen.words import words

AS_OF = date(2026, 11, 24)
KEY = bytes(range(32))
PORTAL = """\
name: Test Tables
convener:
  org: Test House
  contacts: [{name: Odalys Fennick, email: odalys@house.example}, {name: Teddy Oarsley}]
timezone: America/New_York
as_of: 2026-11-24
sponsors:
  - id: quill
    name: Quillbrook Advisory
    people: [{name: Lucan Quillbrook, email: lucan@quill.example}, {name: Second Quillbrook}]
"""
COHORT = """\
title: The Causeway Table
codename: Harbor lunch
address: https://lunch.example/
sponsors: [quill]
members:
  - {person: mara}
  - {person: soren}
  - {person: hanneke, status: on-leave}
  - {person: cecily, status: alum}
  - {person: roland, left: 2026-06-30}
circles: [{id: evening, people: [mara, declan]}]
"""
BIO = "---\nname: {name}\ncontact:\n  email: {{value: {email}, share: {share}}}\n{more}---\nA bio.\n"
SESSION = """\
---
id: {id}
title: From peer to boss
status: {status}
start: {start}
end: {end}
audience: {audience}
sponsor_presence: {sponsor}
logistics: {{venue: Saltmarsh Cold Storage}}
agenda:
  - {{title: The deputy and the dinner, kind: meal, minutes: 60, sponsor_present: true}}
---
Bring what you stopped explaining.
"""


def bio(name, email, share="members", more=""):
    return BIO.format(name=name, email=email, share=share, more=more)


def session(
    one, status="pre-reads", start="2026-12-10 12:30", end="2026-12-10 17:00", audience="members", sponsor="parts"
):
    return SESSION.format(id=one, status=status, start=start, end=end, audience=audience, sponsor=sponsor)


FILES = {
    "portal.yaml": PORTAL,
    "content/table/cohort.yaml": COHORT,
    "content/people/mara.md": bio(
        "Mara Okonjo-Vance",
        "mara@larkfield.example",
        more="  assistant: {name: Nils Hartwell, email: nils@larkfield.example}\n",
    ),
    "content/people/soren.md": bio("Dr. Søren Vindahl", "soren@nordlys.example", "convener"),
    "content/people/hanneke.md": bio("Hanneke de Vrij", "hanneke@orchard.example", "none", "  assistant: {name: Bo Berg}\n"),
    "content/people/cecily.md": bio("Cecily Marchetti", "cecily@old.example"),
    "content/people/roland.md": bio("Roland Achterberg", "roland@granite.example"),
    "content/people/declan.md": bio("Declan Moorhouse", "declan@copper.example"),
    "content/table/sessions/s5/session.md": session("s5"),
    "content/table/sessions/s5/prereads/cost.md": "---\ntitle: The cost of stopping\n---\nRead me.\n",
    "content/table/sessions/s4/session.md": session("s4", "notes", "2026-09-17 12:00", "2026-09-17 17:00"),
    "content/table/sessions/s4/notes.md": "---\nstate: published\n---\nWe spoke of trust and of the second signature.\n",
    "content/table/sessions/e1/session.md": session("e1", "agenda", "2027-01-21 18:00", "2027-01-21 21:00", "circle:evening", "none"),
}  # fmt: skip


@pytest.fixture
def table(tmp_path):
    """Return a maker of portals: `table({path: text})` is the table above with these files over its own."""

    def make(files=None):
        for name, text in {**FILES, **(files or {})}.items():
            path = tmp_path / "table" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return read_portal(tmp_path / "table")

    return make


def occasion(portal, stage, session_id="s5", *, cohort="table", language="en", as_of=AS_OF, **fields):
    """Return an occasion; `fields` are those of cohort.yaml to set."""
    own = next(one for one in portal.cohorts if one.id == cohort)
    record = own.record.model_copy(update={"locale": language, **fields})
    own = replace(own, doc=replace(own.doc, record=record))
    one = next(session for session in own.sessions if session.id == session_id)
    plan = plan_site(portal, own, as_of=as_of, id_key=KEY, words=words(language))
    return Occasion(portal, own, one, stage, plan, as_of)
